//! What each group is about.

use super::groups::Groups;
use crate::terminal::table;
use chinhluan::cluster::{telling_phrases, telling_words};
use chinhluan::phrase::Families;
use chinhluan::report::Articles;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Words and phrases a group shows.
const WORDS: usize = 12;
/// Typical articles a group shows.
const TYPICAL: usize = 3;
/// Phrase families a group shows.
const FAMILIES: usize = 3;

/// A group as a row of a table; lists are parted by `; `.
#[derive(Serialize)]
pub struct Label {
    pub cluster: u32,
    /// Articles without their copies.
    pub documents: usize,
    pub copies: usize,
    /// Copies among all articles of the group.
    pub copy_share: f64,
    pub words: String,
    /// Names of telling phrase families.
    pub families: String,
    pub typical: String,
    pub typical_titles: String,
    pub first: Option<String>,
    pub last: Option<String>,
    /// Each with its number of articles.
    pub sources: String,
}

/// One label a group.
pub fn labels(groups: &Groups, articles: &Articles, families: &Families) -> Vec<Label> {
    let (counts, hits) = (articles.counts.select(&groups.kept), articles.families.select(&groups.kept));
    let words = telling_phrases(&counts, &articles.labels, &groups.group, groups.groups, WORDS);
    let telling_families = telling_words(&hits, &groups.group, groups.groups, FAMILIES);
    let mut copies: BTreeMap<u32, usize> = BTreeMap::new();
    for original in articles.articles.iter().filter_map(|article| article.copy_of) {
        *copies.entry(original).or_default() += 1;
    }
    let label = |group: u32| {
        let members: Vec<usize> = groups.members(group).into_iter().map(|row| groups.kept[row]).collect();
        let of = |row: &usize| &articles.articles[*row];
        let dates = || members.iter().filter_map(|row| of(row).date.clone());
        // Where copies are clustered like any other article, they are members.
        let beside: usize = members.iter().filter_map(|&row| copies.get(&(row as u32))).sum();
        let among = members.iter().filter(|row| of(row).copy_of.is_some()).count();
        let copies = if among > 0 { among } else { beside };
        let all = members.len() + if among > 0 { 0 } else { beside };
        Label {
            cluster: group,
            documents: members.len(),
            copies,
            copy_share: (copies as f64 / all.max(1) as f64 * 1e3).round() / 1e3,
            words: join(words[group as usize].iter().map(|word| shown(&articles.labels[word.term as usize]))),
            families: join(
                telling_families[group as usize].iter().map(|word| families.family(word.term).name.clone()),
            ),
            typical: join(members.iter().take(TYPICAL).map(|row| of(row).document.clone())),
            typical_titles: join(members.iter().take(TYPICAL).filter_map(|row| of(row).title.clone())),
            first: dates().min(),
            last: dates().max(),
            sources: sources(members.iter().filter_map(|row| of(row).source.as_deref())),
        }
    };
    (0..groups.groups as u32).map(label).collect()
}

/// Words as they are printed: the syllables of a word parted by blanks.
pub fn shown(term: &str) -> String {
    term.replace('_', " ")
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// `Báo A (7); Báo B (2)`, the largest first.
fn sources<'a>(of_members: impl Iterator<Item = &'a str>) -> String {
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    of_members.for_each(|source| *sources.entry(source).or_default() += 1);
    let mut sources: Vec<_> = sources.into_iter().collect();
    sources.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
    join(sources.into_iter().map(|(source, count)| format!("{source} ({count})")))
}

/// The table for a spreadsheet.
pub fn write(labels: &[Label], to: &mut impl Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(to);
    if labels.is_empty() {
        // A table without rows still says what its columns would be.
        rows.write_record([
            "cluster",
            "documents",
            "copies",
            "copy_share",
            "words",
            "families",
            "typical",
            "typical_titles",
            "first",
            "last",
            "sources",
        ])
        .map_err(io::Error::from)?;
    }
    labels.iter().try_for_each(|label| rows.serialize(label)).map_err(io::Error::from)?;
    rows.flush()
}

/// The table for reading.
pub fn overview(labels: &[Label]) -> String {
    /// More groups than fit on a few screens are for the file.
    const SHOWN: usize = 50;
    let row = |label: &Label| {
        let words: Vec<&str> = label.words.split("; ").take(8).collect();
        vec![label.cluster.to_string(), label.documents.to_string(), words.join(", ")]
    };
    format!("{}\n", table(&[" Cluster", " Articles", "Telling words"], labels.iter().take(SHOWN).map(row)))
}
