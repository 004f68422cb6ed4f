//! Which article is in which group.

use chinhluan::cluster::{Clustering, plane};
use chinhluan::report::Articles;
use ndarray::Array2;
use serde_json::json;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The groups of the articles that were clustered.
pub struct Groups {
    /// The article of each row.
    pub kept: Vec<usize>,
    /// The group of each row; none for articles without words, and for events that one article reports.
    pub group: Vec<Option<u32>>,
    /// How well each row fits its group, where that is known.
    similarity: Option<Vec<f64>>,
    /// Rows × 2, where there is a map.
    map: Option<Array2<f64>>,
    pub groups: usize,
}

impl Groups {
    pub fn of_topics(kept: Vec<usize>, rows: &Array2<f64>, found: &Clustering) -> Self {
        Self {
            kept,
            group: found.assigned.clone(),
            similarity: Some(found.similarity.clone()),
            map: Some(plane(rows)),
            groups: found.centroids.nrows(),
        }
    }

    /// Events of two articles and more, the largest first.
    pub fn of_events(kept: Vec<usize>, events: &[u32]) -> Self {
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        events.iter().for_each(|&event| *sizes.entry(event).or_default() += 1);
        let mut shared: Vec<(u32, usize)> = sizes.into_iter().filter(|&(_, size)| size > 1).collect();
        shared.sort_by_key(|&(event, size)| (std::cmp::Reverse(size), event));
        let number: BTreeMap<u32, u32> = shared.iter().map(|&(event, _)| event).zip(0..).collect();
        Self {
            kept,
            group: events.iter().map(|event| number.get(event).copied()).collect(),
            similarity: None,
            map: None,
            groups: shared.len(),
        }
    }

    /// The rows of a group, the most typical first where that is known, else in order.
    pub fn members(&self, group: u32) -> Vec<usize> {
        let mut rows: Vec<usize> =
            (0..self.group.len()).filter(|&row| self.group[row] == Some(group)).collect();
        if let Some(similarity) = &self.similarity {
            rows.sort_by(|&a, &b| similarity[b].total_cmp(&similarity[a]).then(a.cmp(&b)));
        }
        rows
    }

    /// One object an article; a copy has the group of the article it copies.
    pub fn write(&self, articles: &Articles, to: &mut impl Write) -> io::Result<()> {
        let thousandths = |value: f64| (value * 1e3).round() / 1e3;
        let list = &articles.articles;
        for (document, article) in list.iter().enumerate() {
            let original = article.copy_of.map_or(document, |original| original as usize);
            let row = self.kept.binary_search(&document).or(self.kept.binary_search(&original)).ok();
            let group = row.and_then(|row| self.group[row]);
            let mut line = json!({ "document": article.document, "cluster": group });
            let placed = row.filter(|_| group.is_some());
            if let Some(similarity) = &self.similarity {
                line["similarity"] = placed.map(|row| thousandths(similarity[row])).into();
            }
            if let Some(map) = &self.map {
                line["x"] = placed.map(|row| thousandths(map[[row, 0]])).into();
                line["y"] = placed.map(|row| thousandths(map[[row, 1]])).into();
            }
            line["copy_of"] =
                article.copy_of.map(|original| list[original as usize].document.as_str()).into();
            serde_json::to_writer(&mut *to, &line)?;
            to.write_all(b"\n")?;
        }
        to.flush()
    }
}
