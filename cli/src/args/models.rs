//! Models and families other than the embedded ones.

use clap::Args;
use std::path::PathBuf;

/// Models other than the embedded ones.
#[derive(Args)]
pub struct Models {
    /// Segmentation model, in place of the embedded one
    #[arg(long, value_name = "FILE")]
    pub model: Option<PathBuf>,
    /// Words of your own, one a line: cut out always, or with a weight behind a tab weighed with what the model says
    /// (20 is as good as always, below 0 is a reason to part); lines that begin with # say nothing
    #[arg(long, value_name = "FILE")]
    pub lexicon: Option<PathBuf>,
}

impl Models {
    /// Files that are read.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.model.iter().chain(&self.lexicon)
    }
}

#[derive(Args, Default)]
pub struct Gazetteer {
    /// Phrase families, in place of the embedded ones
    #[arg(long, value_name = "FILE")]
    pub families: Option<PathBuf>,
    /// Phrase families besides those; one of the same id takes the other's place
    #[arg(long, value_name = "FILE")]
    pub add_families: Option<PathBuf>,
}

impl Gazetteer {
    /// Files that are read.
    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.families.iter().chain(&self.add_families)
    }
}
