//! Documents on the dimensions that their topics are told by.

use crate::counts::Counts;
use crate::error::Result;
use crate::tfidf::{Frequency, Norm, TfIdf, TruncatedSvd, Vectors};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// Settings of the space that topics are found in: TF-IDF with the inverse document frequency squared, then latent
/// semantic analysis.
///
/// Squared, because each of two documents that are compared brings one factor: words of every other article, which say
/// nothing of a topic, then weigh a fiftieth of those of one in a hundred, and no list of stop words is needed. What the
/// choices are worth on labelled news: `docs/vectors.md`.
///
/// ```
/// use chinhluan::{cluster::Space, counts::Counts};
/// let mut counts = Counts::default();
/// for terms in [[0, 1, 2], [0, 1, 3], [4, 5, 6], [4, 5, 7]] {
///     counts.push(&mut terms.clone());
/// }
/// let rows = Space::default().of(&counts)?;
/// assert!(rows.row(0).dot(&rows.row(1)) > 0.99 && rows.row(0).dot(&rows.row(2)) < 0.01);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Space {
    /// Terms in fewer documents are left out: a term of one document likens it to no other.
    pub min_documents: u32,
    /// Dimensions, or fewer where there are fewer documents or terms.
    pub dimensions: usize,
    /// Seed of the decomposition.
    pub seed: u64,
}

impl Default for Space {
    fn default() -> Self {
        Self { min_documents: 2, dimensions: 80, seed: 1 }
    }
}

impl Space {
    /// Documents × dimensions, rows of length 1; rows of documents without a term in another document are 0.
    ///
    /// # Errors
    /// If no dimension is asked for.
    pub fn of(&self, counts: &Counts) -> Result<Array2<f64>> {
        let by_term = weigh(counts, self.min_documents)?.transposed();
        let possible = by_term.documents().min(by_term.columns());
        if possible == 0 {
            return Ok(Array2::zeros((counts.documents(), 0)));
        }
        let svd = TruncatedSvd {
            components: self.dimensions.min(possible),
            // With two, topics agree a little less with the sections of labelled news (docs/vectors.md).
            iterations: 4,
            seed: self.seed,
            ..TruncatedSvd::default()
        };
        let mut rows = svd.project_transposed(&by_term)?;
        super::kmeans::scale_rows(&mut rows);
        Ok(rows)
    }
}

/// TF-IDF with the inverse document frequency squared, rows of length 1.
pub(super) fn weigh(counts: &Counts, min_documents: u32) -> Result<Vectors> {
    let tfidf = TfIdf {
        min_df: Frequency::Documents(min_documents),
        sublinear_tf: true,
        norm: Norm::None,
        ..TfIdf::default()
    };
    let fitted = tfidf.fit(counts)?;
    Ok(fitted.transform(counts).times(fitted.idf()).scaled(Norm::L2))
}
