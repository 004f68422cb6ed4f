//! `classify`.

use super::{Input, Models};
use clap::Args;
use std::path::PathBuf;

#[derive(Args)]
pub struct Classify {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub models: Models,
    /// Field of the records that holds the label
    #[arg(long, value_name = "NAME", default_value = "label")]
    pub label_field: String,
    /// Only whether an article has this label, all others being one
    #[arg(long, value_name = "LABEL")]
    pub label: Option<String>,
    /// Articles that get a label in place of those that have one: a file or folder; may be given several times
    #[arg(long, value_name = "PATH")]
    pub apply: Vec<PathBuf>,
    /// Parts that the articles are dealt into; each is labelled by what was learned from the others
    #[arg(long, value_name = "N", default_value_t = 10, value_parser = clap::value_parser!(u32).range(2..=1000))]
    pub folds: u32,
    /// What is added to the count of every word under every label, above 0
    #[arg(long, value_name = "NUMBER", default_value_t = 1.0)]
    pub alpha: f64,
    /// Words in a row that make a term: 1, 2 or 1-2, …
    #[arg(long, value_name = "RANGE", default_value = "1")]
    pub ngram_range: String,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}
