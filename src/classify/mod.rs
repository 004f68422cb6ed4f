//! Labels learned from articles that have one: which section, which genre.
//!
//! [`NaiveBayes`] learns from counts of terms, [`folds`] deals articles out so that each is judged by a model that has not
//! seen it, [`Score`] says how often that went well.

mod bayes;
mod folds;
mod score;

pub use bayes::{FittedBayes, NaiveBayes};
pub use folds::folds;
pub use score::Score;
