//! What a collection is about: groups of articles by their words, and the words that tell each group.

mod kmeans;
mod label;

pub use kmeans::{Clustering, KMeans};
pub use label::{TellingWord, telling_words};
