//! Weighted terms of documents as a long table.

use super::parquet;
use crate::report::Words;
use crate::report::table::{Column, Kind, cells};
use crate::tfidf::Vectors;
use std::io::{self, Write};

const COLUMNS: [Column; 4] =
    [("document", Kind::Text), ("term", Kind::Text), ("n", Kind::Count), ("weight", Kind::Real)];

/// Writes a row for every stored weight, as Apache Parquet: document, term, `n` (how often the term stands in the
/// document) and weight. `terms` are the terms of the columns.
///
/// ```
/// use chinhluan::report::{Words, write_weights};
/// use chinhluan::{counts::Counts, tfidf::TfIdf};
/// let mut counts = Counts::default();
/// counts.push(&mut [0, 0, 1]);
/// let labels = ["nông thôn", "mới"].map(str::to_owned).to_vec();
/// let words = Words { documents: vec!["a".into()], counts, labels, ..Words::default() };
/// let fitted = TfIdf::default().fit(&words.counts)?;
/// let mut file = Vec::new();
/// write_weights(&words, fitted.terms(), &fitted.transform(&words.counts), &mut file).unwrap();
/// assert!(file.starts_with(b"PAR1"));
/// # Ok::<(), chinhluan::Error>(())
/// ```
///
/// # Errors
/// When `to` fails.
pub fn write_weights(words: &Words, terms: &[u32], vectors: &Vectors, to: &mut dyn Write) -> io::Result<()> {
    let known = terms.iter().map(|&term| term as usize + 1).max().unwrap_or(0).max(words.counts.terms());
    let mut counts = vec![0; known];
    let rows = |to: &mut crate::report::table::Rows| {
        for (row, document) in words.documents.iter().enumerate() {
            words.counts.row(row).for_each(|(term, count)| counts[term as usize] = count);
            for (column, weight) in vectors.row(row) {
                let term = terms[column as usize] as usize;
                to(&cells![document, &words.labels[term], counts[term], weight])?;
            }
        }
        Ok(())
    };
    parquet::write(&COLUMNS, rows, to)
}
