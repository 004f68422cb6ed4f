//! What each group is about.

use crate::terminal::table;
use chinhluan::report::{Articles, ClusterRow};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The table for a spreadsheet; lists are parted by `; `.
pub fn write(labels: &[ClusterRow], articles: &Articles, to: &mut impl Write) -> io::Result<()> {
    let titles: BTreeMap<&str, &str> = (articles.articles.iter())
        .filter_map(|article| Some((article.document.as_str(), article.title.as_deref()?)))
        .collect();
    let mut rows = csv::Writer::from_writer(to);
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
    ])?;
    for label in labels {
        let titles: Vec<&str> =
            label.typical.iter().filter_map(|document| titles.get(document.as_str()).copied()).collect();
        let sources: Vec<String> =
            label.sources.iter().map(|(source, documents)| format!("{source} ({documents})")).collect();
        rows.write_record([
            &label.cluster.to_string(),
            &label.documents.to_string(),
            &label.copies.to_string(),
            &copy_share(label).to_string(),
            &label.words.join("; "),
            &label.phrases.join("; "),
            &label.typical.join("; "),
            &titles.join("; "),
            label.first.as_deref().unwrap_or_default(),
            label.last.as_deref().unwrap_or_default(),
            &sources.join("; "),
        ])?;
    }
    rows.flush()
}

/// Copies among all articles of a group.
fn copy_share(label: &ClusterRow) -> f64 {
    let articles = label.documents + label.copies;
    (label.copies as f64 / articles.max(1) as f64 * 1e3).round() / 1e3
}

/// The table for reading.
pub fn overview(labels: &[ClusterRow]) -> String {
    /// More groups than fit on a few screens are for the file.
    const SHOWN: usize = 50;
    let row = |label: &ClusterRow| {
        let words: Vec<&str> = label.words.iter().take(8).map(String::as_str).collect();
        vec![label.cluster.to_string(), label.documents.to_string(), words.join(", ")]
    };
    format!("{}\n", table(&[" Cluster", " Articles", "Telling words"], labels.iter().take(SHOWN).map(row)))
}
