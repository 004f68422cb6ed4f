//! BM25: weights for search.

use super::{Norm, Vectors};
use crate::counts::Counts;
use ndarray::Array1;
use serde::{Deserialize, Serialize};

/// Which BM25: the formulas go by one name and differ in the inverse document frequency (Kamphuis, de Vries, Boytsov
/// and Lin 2020, *Which BM25 Do You Mean?*).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bm25Formula {
    /// Lucene's: `ln(1 + (n - df + 0.5) / (df + 0.5))`, never negative.
    #[default]
    Lucene,
    /// Robertson and Spärck Jones': `ln((n - df + 0.5) / (df + 0.5))`, negative for terms in more than half of the
    /// documents.
    Robertson,
}

/// Settings of BM25 (Robertson and Zaragoza 2009). A term's weight is its inverse document frequency times
/// `tf / (tf + k1 · (1 - b + b · length / mean length))`.
///
/// ```
/// use chinhluan::{counts::Counts, tfidf::Bm25};
/// let mut counts = Counts::default();
/// counts.push(&mut [0, 0, 1]);
/// counts.push(&mut [1, 2, 3]);
/// let vectors = Bm25::default().fit(&counts).transform(&counts);
/// let weights: Vec<f64> = vectors.row(0).map(|(_, weight)| weight).collect();
/// assert!(weights[0] > weights[1]); // twice, and in no other document
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bm25 {
    /// Which inverse document frequency.
    pub formula: Bm25Formula,
    /// How slowly a weight grows with the count; 0 or more.
    pub k1: f64,
    /// How much the document's length counts, 0 to 1.
    pub b: f64,
}

impl Default for Bm25 {
    fn default() -> Self {
        Self { formula: Bm25Formula::default(), k1: 1.2, b: 0.75 }
    }
}

impl Bm25 {
    /// Learns document frequencies and the mean length in terms. Every term is a column.
    pub fn fit(&self, counts: &Counts) -> FittedBm25 {
        let n = counts.documents() as f64;
        let idf = counts.document_frequency().into_iter().map(|df| {
            let df = f64::from(df);
            let odds = (n - df + 0.5) / (df + 0.5);
            match self.formula {
                Bm25Formula::Lucene => odds.ln_1p(),
                Bm25Formula::Robertson => odds.ln(),
            }
        });
        let length: u64 = counts.totals().iter().sum();
        FittedBm25 { settings: *self, idf: idf.collect(), mean_length: length as f64 / n.max(1.0) }
    }
}

/// BM25 with what it learned from a collection.
#[derive(Clone, Debug)]
pub struct FittedBm25 {
    settings: Bm25,
    idf: Array1<f64>,
    mean_length: f64,
}

impl FittedBm25 {
    /// Weighs documents; terms that `fit` has not seen are dropped, and count for the length. The score of a document
    /// for a query is the sum of its weights over the query's terms.
    pub fn transform(&self, counts: &Counts) -> Vectors {
        let Bm25 { k1, b, .. } = self.settings;
        let mut vectors = Vectors::with_room(self.idf.len(), counts.stored());
        let mut row = Vec::new();
        for document in 0..counts.documents() {
            let length: u64 = counts.row(document).map(|(_, count)| u64::from(count)).sum();
            let share = if self.mean_length > 0.0 { length as f64 / self.mean_length } else { 1.0 };
            let known = counts.row(document).filter(|&(term, _)| (term as usize) < self.idf.len());
            row.extend(known.map(|(term, count)| {
                let tf = f64::from(count);
                (term, self.idf[term as usize] * tf / (tf + k1 * (1.0 - b + b * share)))
            }));
            vectors.push(&mut row, Norm::None);
        }
        vectors
    }
}
