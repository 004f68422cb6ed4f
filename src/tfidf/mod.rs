//! TF-IDF: how telling each term is for each document.
//!
//! Formulas and names are scikit-learn's `TfidfVectorizer` (Pedregosa et al. 2011), after Salton and Buckley
//! (1988); `tests/tfidf.rs` holds the results against it. The inverse document frequency is learned in
//! [`TfIdf::fit`] and never from the documents given to [`FittedTfIdf::transform`].
//!
//! [`Bm25`] weighs for search, [`TruncatedSvd`] projects vectors onto few dimensions (latent semantic analysis), and
//! [`InvertedIndex`] finds the documents most similar to one.

mod bm25;
mod search;
mod svd;
mod vectors;

pub use bm25::{Bm25, Bm25Formula, FittedBm25};
pub use search::{InvertedIndex, Products};
pub(crate) use svd::eigen;
pub use svd::{FittedSvd, TruncatedSvd};
pub use vectors::Vectors;

use crate::counts::Counts;
use crate::error::{Error, Result};
use ndarray::Array1;
use serde::{Deserialize, Serialize};

/// How often a term has to occur to be a column.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Frequency {
    /// A number of documents.
    Documents(u32),
    /// A share of the documents, 0 to 1.
    Share(f64),
}

/// The length that rows are scaled to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Norm {
    /// Absolute values sum to 1.
    L1,
    /// Squares sum to 1.
    L2,
    /// As they are.
    None,
}

/// Settings of TF-IDF, under scikit-learn's names and with its defaults.
///
/// ```
/// use chinhluan::{counts::Counts, tfidf::TfIdf};
/// let mut counts = Counts::default();
/// counts.push(&mut [0, 0, 1]);
/// counts.push(&mut [1]);
/// let fitted = TfIdf::default().fit(&counts)?;
/// let vectors = fitted.transform(&counts);
/// let first: Vec<_> = vectors.row(0).collect();
/// assert!(first[0].1 > first[1].1); // the term that only this document has weighs more
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TfIdf {
    /// Terms in fewer documents are left out.
    pub min_df: Frequency,
    /// Terms in more documents are left out.
    pub max_df: Frequency,
    /// Keep only this many terms, those with the highest counts.
    pub max_features: Option<usize>,
    /// The terms that are the columns, in this order, whatever their frequency; the three settings above then say
    /// nothing.
    pub vocabulary: Option<Vec<u32>>,
    /// Every count above zero is one.
    pub binary: bool,
    /// `1 + ln(tf)` in place of `tf`.
    pub sublinear_tf: bool,
    /// Multiply by the inverse document frequency.
    pub use_idf: bool,
    /// Add one to document frequencies and to the number of documents, as if one more document held every term.
    pub smooth_idf: bool,
    /// Row length.
    pub norm: Norm,
}

impl Default for TfIdf {
    fn default() -> Self {
        Self {
            min_df: Frequency::Documents(1),
            max_df: Frequency::Share(1.0),
            max_features: None,
            vocabulary: None,
            binary: false,
            sublinear_tf: false,
            use_idf: true,
            smooth_idf: true,
            norm: Norm::L2,
        }
    }
}

impl TfIdf {
    /// Learns which terms are columns and their inverse document frequency:
    /// `ln((1 + n) / (1 + df)) + 1` smoothed, else `ln(n / df) + 1`.
    ///
    /// # Errors
    /// If a share is not in 0..=1, `max_df` is below `min_df` or the vocabulary names a term twice. That no term passes is no error: a collection may be
    /// too small for a share; the vectors then have no column.
    pub fn fit(&self, counts: &Counts) -> Result<FittedTfIdf> {
        let frequency = counts.document_frequency();
        let terms = match &self.vocabulary {
            Some(terms) => terms.clone(),
            None => self.frequent(counts, &frequency)?,
        };
        let known = terms.iter().map(|&term| term as usize + 1).max().unwrap_or(0).max(counts.terms());
        let mut column_of = vec![u32::MAX; known];
        for (column, &term) in terms.iter().enumerate() {
            let before = std::mem::replace(&mut column_of[term as usize], column as u32);
            if before != u32::MAX {
                return Err(Error::Settings(format!(
                    "terms {} and {} of the vocabulary are the same",
                    before + 1,
                    column + 1
                )));
            }
        }
        let documents = counts.documents() as f64;
        let one = if self.smooth_idf { 1.0 } else { 0.0 };
        let idf = terms.iter().map(|&term| {
            if !self.use_idf {
                return 1.0;
            }
            let df = frequency.get(term as usize).copied().unwrap_or(0);
            ((documents + one) / (f64::from(df) + one)).ln() + 1.0
        });
        Ok(FittedTfIdf { settings: self.clone(), idf: idf.collect(), terms, column_of })
    }

    /// The terms that are neither too rare nor too frequent, in ascending order.
    fn frequent(&self, counts: &Counts, frequency: &[u32]) -> Result<Vec<u32>> {
        let documents = counts.documents() as f64;
        let bound = |frequency, name: &str| match frequency {
            Frequency::Documents(count) => Ok(f64::from(count)),
            Frequency::Share(share) if (0.0..=1.0).contains(&share) => Ok(share * documents),
            Frequency::Share(share) => {
                Err(Error::Settings(format!("{name} is a share of {share}, not in 0..1")))
            }
        };
        let (least, most) = (bound(self.min_df, "min_df")?, bound(self.max_df, "max_df")?);
        // A share against a number contradicts itself only on collections that are too small: they have no columns.
        let contradiction = match (self.min_df, self.max_df) {
            (Frequency::Documents(least), Frequency::Documents(most)) => most < least,
            (Frequency::Share(least), Frequency::Share(most)) => most < least,
            _ => false,
        };
        if contradiction {
            return Err(Error::Settings(format!(
                "max_df lets terms in at most {most} documents pass, min_df asks for {least}"
            )));
        }
        let fits = |&term: &u32| {
            let df = f64::from(frequency[term as usize]);
            df >= least.max(1.0) && df <= most
        };
        let mut terms: Vec<u32> = (0..counts.terms() as u32).filter(fits).collect();
        if let Some(limit) = self.max_features {
            let totals = counts.totals();
            terms.sort_by_key(|&term| (std::cmp::Reverse(totals[term as usize]), term));
            terms.truncate(limit);
            terms.sort_unstable();
        }
        Ok(terms)
    }
}

/// TF-IDF with what it learned from a collection.
#[derive(Clone, Debug)]
pub struct FittedTfIdf {
    settings: TfIdf,
    idf: Array1<f64>,
    terms: Vec<u32>,
    column_of: Vec<u32>,
}

impl FittedTfIdf {
    /// The term of each column.
    pub fn terms(&self) -> &[u32] {
        &self.terms
    }

    /// The inverse document frequency of each column.
    pub fn idf(&self) -> &Array1<f64> {
        &self.idf
    }

    /// Weighs documents; terms that `fit` has not seen or left out are dropped.
    pub fn transform(&self, counts: &Counts) -> Vectors {
        let column_of =
            |term: u32| self.column_of.get(term as usize).copied().filter(|&column| column != u32::MAX);
        let terms = (0..counts.documents()).flat_map(|document| counts.row(document));
        let weights = terms.filter(|&(term, _)| column_of(term).is_some()).count();
        let mut vectors = Vectors::with_room(self.terms.len(), weights);
        let mut row = Vec::new();
        for document in 0..counts.documents() {
            for (term, count) in counts.row(document) {
                let Some(column) = column_of(term) else { continue };
                let tf = if self.settings.binary { 1.0 } else { f64::from(count) };
                let tf = if self.settings.sublinear_tf { tf.ln() + 1.0 } else { tf };
                row.push((column, tf * self.idf[column as usize]));
            }
            vectors.push(&mut row, self.settings.norm);
        }
        vectors
    }
}
