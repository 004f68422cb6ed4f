//! Multinomial naive Bayes.

use crate::counts::Counts;
use crate::error::{Error, Result};
use ndarray::Array2;
use serde::{Deserialize, Serialize};

/// Settings of multinomial naive Bayes (McCallum and Nigam 1998): words are drawn one by one, each label with its own
/// urn. The probability of a term under a label is `(count + alpha) / (count of all terms + alpha · terms)`, that of a
/// label its share of the articles learned from; scikit-learn's `MultinomialNB`, which `tests/classify.rs` holds it to.
///
/// ```
/// use chinhluan::{classify::NaiveBayes, counts::Counts};
/// let mut counts = Counts::default();
/// for terms in [[0, 1], [0, 2], [3, 4], [3, 5]] {
///     counts.push(&mut terms.clone());
/// }
/// let fitted = NaiveBayes::default().fit(&counts, &[Some(0), Some(0), Some(1), Some(1)], 2)?;
/// let (label, probability) = fitted.label(counts.row(1));
/// assert!(label == 0 && probability > 0.8);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NaiveBayes {
    /// What is added to every count, above 0: without it, one word that a label has not would rule the label out.
    pub alpha: f64,
}

impl Default for NaiveBayes {
    fn default() -> Self {
        Self { alpha: 1.0 }
    }
}

/// What was learned of each label.
#[derive(Clone, Debug)]
pub struct FittedBayes {
    /// Logarithm of the share of each label; of one that was not seen minus infinity.
    prior: Vec<f64>,
    /// Terms × labels, logarithms of probabilities: those of one term side by side. 0 for terms that were not seen.
    terms: Array2<f64>,
}

impl NaiveBayes {
    /// Learns from the documents that have a label, a number below `labels`. Terms that stand in none of them say nothing
    /// later on.
    ///
    /// # Errors
    /// If `alpha` is not above 0, fewer than two labels occur, or a label is not below `labels`.
    pub fn fit(&self, counts: &Counts, label_of: &[Option<u32>], labels: usize) -> Result<FittedBayes> {
        if !(self.alpha > 0.0 && self.alpha.is_finite()) {
            return Err(Error::Settings(format!("alpha is {}, not a number above 0", self.alpha)));
        }
        let mut documents = vec![0usize; labels];
        let mut sums = Array2::<f64>::zeros((counts.terms(), labels));
        for (document, &label) in label_of.iter().enumerate().take(counts.documents()) {
            let Some(label) = label.map(|label| label as usize) else { continue };
            *documents.get_mut(label).ok_or_else(|| {
                Error::Settings(format!("label {label} of document {document}: there are {labels}"))
            })? += 1;
            counts.row(document).for_each(|(term, count)| sums[[term as usize, label]] += f64::from(count));
        }
        if documents.iter().filter(|&&documents| documents > 0).count() < 2 {
            return Err(Error::Settings("articles of two labels are needed to tell them apart".into()));
        }
        let seen = sums.rows().into_iter().filter(|row| row.iter().any(|&sum| sum > 0.0)).count();
        let all: Vec<f64> =
            sums.columns().into_iter().map(|sums| sums.sum() + self.alpha * seen as f64).collect();
        for mut row in sums.rows_mut() {
            let is_seen = row.iter().any(|&sum| sum > 0.0);
            for (sum, all) in row.iter_mut().zip(&all) {
                *sum = if is_seen { ((*sum + self.alpha) / all).ln() } else { 0.0 };
            }
        }
        let total = documents.iter().sum::<usize>() as f64;
        let prior = documents.iter().map(|&documents| (documents as f64 / total).ln()).collect();
        Ok(FittedBayes { prior, terms: sums })
    }
}

impl FittedBayes {
    /// The logarithm of the probability of each label for a document, given its terms and their counts.
    pub fn log_probabilities(&self, document: impl Iterator<Item = (u32, u32)>) -> Vec<f64> {
        let mut joint = self.prior.clone();
        for (term, count) in document.filter(|&(term, _)| (term as usize) < self.terms.nrows()) {
            for (sum, log) in joint.iter_mut().zip(self.terms.row(term as usize)) {
                *sum += f64::from(count) * log;
            }
        }
        let most = joint.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total = most + joint.iter().map(|log| (log - most).exp()).sum::<f64>().ln();
        joint.iter_mut().for_each(|log| *log -= total);
        joint
    }

    /// The most probable label, of equals the first, and its probability.
    pub fn label(&self, document: impl Iterator<Item = (u32, u32)>) -> (u32, f64) {
        let better = |best: (u32, f64), next: (u32, f64)| if next.1 > best.1 { next } else { best };
        let logs = self.log_probabilities(document);
        let (label, log) = (0..).zip(logs).fold((0, f64::NEG_INFINITY), better);
        (label, log.exp())
    }
}
