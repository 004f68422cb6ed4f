//! Counts of terms in documents, as a sparse matrix, and the words that its columns stand for.

mod ngrams;
mod rows;
mod vocabulary;

pub use ngrams::{NgramRange, Ngrams};
pub use rows::Rows;
pub use vocabulary::Vocabulary;

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Documents × terms: how often each term stands in each document, as compressed sparse rows.
///
/// ```
/// use chinhluan::counts::Counts;
/// let mut counts = Counts::default();
/// counts.push(&mut [3, 0, 3]);
/// counts.push(&mut []);
/// assert_eq!(counts.row(0).collect::<Vec<_>>(), [(0, 1), (3, 2)]);
/// assert_eq!((counts.of(0, 3), counts.of(1, 3)), (2, 0));
/// assert_eq!((counts.documents(), counts.terms()), (2, 4));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    ends: Vec<usize>,
    columns: Vec<u32>,
    values: Vec<u32>,
    terms: usize,
}

impl Counts {
    /// Adds a document, given its terms in any order; they are sorted in place.
    pub fn push(&mut self, terms: &mut [u32]) {
        terms.sort_unstable();
        for run in terms.chunk_by(|a, b| a == b) {
            self.columns.push(run[0]);
            self.values.push(run.len() as u32);
        }
        self.terms = self.terms.max(terms.last().map_or(0, |&last| last as usize + 1));
        self.ends.push(self.columns.len());
    }

    /// Number of rows.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Number of columns: one more than the largest term seen.
    pub fn terms(&self) -> usize {
        self.terms
    }

    /// Number of stored counts.
    pub fn stored(&self) -> usize {
        self.columns.len()
    }

    /// The terms of a document in ascending order, with their counts.
    pub fn row(&self, document: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let range = row_range(&self.ends, document);
        self.columns[range.clone()].iter().copied().zip(self.values[range].iter().copied())
    }

    /// How often a term stands in a document.
    pub fn of(&self, document: usize, term: u32) -> u32 {
        let range = row_range(&self.ends, document);
        let at = self.columns[range.clone()].binary_search(&term);
        at.map_or(0, |at| self.values[range][at])
    }

    /// In how many documents each term stands.
    pub fn document_frequency(&self) -> Vec<u32> {
        let mut frequency = vec![0; self.terms];
        for &column in &self.columns {
            frequency[column as usize] += 1;
        }
        frequency
    }

    /// How often each term stands in all documents together.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![0; self.terms];
        for (&column, &value) in self.columns.iter().zip(&self.values) {
            totals[column as usize] += u64::from(value);
        }
        totals
    }

    /// The given documents only, in the given order; the columns stay.
    pub fn select(&self, documents: &[usize]) -> Counts {
        let mut selected = Counts { terms: self.terms, ..Counts::default() };
        for &document in documents {
            for (column, value) in self.row(document) {
                selected.columns.push(column);
                selected.values.push(value);
            }
            selected.ends.push(selected.columns.len());
        }
        selected
    }
}

/// Where a row of compressed sparse rows stands, given where each ends.
pub(crate) fn row_range(ends: &[usize], row: usize) -> Range<usize> {
    row.checked_sub(1).map_or(0, |before| ends[before])..ends[row]
}
