//! Articles in groups, topics or events, and what is told of each group.

use super::collection::{sources, thousandths};
use super::{Articles, ClusterRow};
use crate::cluster::{Clustering, Events, KMeans, Space, plane, telling_phrases, telling_words};
use crate::error::Result;
use crate::phrase::Families;
use ndarray::Array2;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Telling words and phrases a group shows.
const WORDS: usize = 12;
/// Telling phrase families a group shows.
const FAMILIES: usize = 3;
/// Typical articles a group shows.
const TYPICAL: usize = 3;

/// The groups of the articles of a collection.
#[derive(Clone, Debug, Default)]
pub struct Groups {
    /// The article of each row that was grouped, ascending.
    pub kept: Vec<usize>,
    /// The group of each row; none for articles without words, and for events that one article reports.
    pub group: Vec<Option<u32>>,
    /// Number of groups. They are numbered by size, the largest first.
    pub groups: usize,
    /// Where the groups are topics: their centroids, and how near each row is to its own.
    pub topics: Option<Clustering>,
    /// Rows × 2, where the groups are topics.
    map: Option<Array2<f64>>,
}

/// Where an article stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Its group.
    pub group: u32,
    /// Cosine with the centroid of its topic.
    pub similarity: Option<f64>,
    /// Its place on the plane, see [`plane`].
    pub x: Option<f64>,
    /// The other coordinate.
    pub y: Option<f64>,
}

impl Groups {
    /// The topics of the articles `kept`: words and phrases on latent dimensions, parted by spherical k-means.
    ///
    /// Without a number of topics there are `√(n/2)` for n articles, 2 to 24; none where fewer have words.
    ///
    /// # Errors
    /// If more topics are asked for than articles have words, or none.
    pub fn topics(articles: &Articles, kept: Vec<usize>, topics: Option<usize>, seed: u64) -> Result<Self> {
        let rows = Space { seed, ..Space::default() }.of(&articles.terms.counts.select(&kept))?;
        let clusters =
            topics.unwrap_or_else(|| ((kept.len() as f64 / 2.0).sqrt().round() as usize).clamp(2, 24));
        let with_words = rows.rows().into_iter().filter(|row| row.iter().any(|&value| value != 0.0)).count();
        if topics.is_none() && with_words < clusters {
            return Ok(Self { group: vec![None; kept.len()], kept, ..Self::default() });
        }
        let found = KMeans { clusters, seed, ..KMeans::default() }.run(&rows)?;
        Ok(Self {
            group: found.assigned.clone(),
            kept,
            groups: clusters,
            map: Some(plane(&rows)),
            topics: Some(found),
        })
    }

    /// The events of two articles and more among the articles `kept`.
    ///
    /// # Errors
    /// As [`Events::of`].
    pub fn events(articles: &Articles, kept: Vec<usize>, events: &Events) -> Result<Self> {
        let days: Vec<Option<i32>> = kept.iter().map(|&row| articles.articles[row].day).collect();
        let events = events.of(&articles.terms.counts.select(&kept), &days)?;
        let mut sizes: BTreeMap<u32, usize> = BTreeMap::new();
        events.iter().for_each(|&event| *sizes.entry(event).or_default() += 1);
        let mut shared: Vec<(u32, usize)> = sizes.into_iter().filter(|&(_, size)| size > 1).collect();
        shared.sort_by_key(|&(event, size)| (Reverse(size), event));
        let number: BTreeMap<u32, u32> = shared.iter().map(|&(event, _)| event).zip(0..).collect();
        let group = events.iter().map(|event| number.get(event).copied()).collect();
        Ok(Self { kept, group, groups: shared.len(), ..Self::default() })
    }

    /// Where an article stands that was grouped, to three digits.
    pub fn place(&self, article: usize) -> Option<Place> {
        let row = self.kept.binary_search(&article).ok()?;
        let coordinate = |axis| self.map.as_ref().map(|map| thousandths(map[[row, axis]]));
        Some(Place {
            group: self.group[row]?,
            similarity: self.topics.as_ref().map(|topics| thousandths(topics.similarity[row])),
            x: coordinate(0),
            y: coordinate(1),
        })
    }

    /// The articles of every group, the most typical first where groups are topics, else in order.
    fn members(&self) -> Vec<Vec<usize>> {
        let mut members: Vec<Vec<usize>> = vec![Vec::new(); self.groups];
        for (row, group) in self.group.iter().enumerate() {
            if let Some(group) = group {
                members[*group as usize].push(row);
            }
        }
        if let Some(Clustering { similarity, .. }) = &self.topics {
            let by_fit = |a: &usize, b: &usize| similarity[*b].total_cmp(&similarity[*a]).then(a.cmp(b));
            members.iter_mut().for_each(|members| members.sort_by(by_fit));
        }
        members.into_iter().map(|rows| rows.into_iter().map(|row| self.kept[row]).collect()).collect()
    }

    /// One row a group.
    pub fn rows(&self, articles: &Articles, families: &Families) -> Vec<ClusterRow> {
        let terms = articles.terms.counts.select(&self.kept);
        let words_of = |term| articles.terms.words_of(term);
        let written = |words: &[u32]| articles.written(words);
        let words = telling_phrases(&terms, words_of, written, &self.group, self.groups, WORDS);
        let hits = articles.families.select(&self.kept);
        let phrases = telling_words(&hits, &self.group, self.groups, FAMILIES);
        let mut copies_of: BTreeMap<u32, usize> = BTreeMap::new();
        for original in articles.articles.iter().filter_map(|article| article.copy_of) {
            *copies_of.entry(original).or_default() += 1;
        }
        let row = |(cluster, members): (usize, Vec<usize>)| {
            let of = |&article: &usize| &articles.articles[article];
            let dates = || members.iter().filter_map(|article| of(article).date.clone());
            // Where copies are grouped like any other article, they are members.
            let among = members.iter().filter(|article| of(article).copy_of.is_some()).count();
            let beside = || members.iter().filter_map(|&article| copies_of.get(&(article as u32))).sum();
            let labels = words[cluster].iter().map(|phrase| articles.written(&phrase.words)).collect();
            ClusterRow {
                cluster: cluster as u32,
                documents: members.len() - among,
                copies: if among > 0 { among } else { beside() },
                words: labels,
                phrases: phrases[cluster]
                    .iter()
                    .map(|word| families.family(word.term).name.clone())
                    .collect(),
                typical: members.iter().take(TYPICAL).map(|article| of(article).document.clone()).collect(),
                first: dates().min(),
                last: dates().max(),
                sources: sources(members.iter().filter_map(|article| of(article).source.as_deref())),
            }
        };
        self.members().into_iter().enumerate().map(row).collect()
    }
}
