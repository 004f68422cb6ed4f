//! `segment`, and what it is made, measured and fed with.

use super::{Input, Models, Sharing};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum WordFormat {
    /// One line for one input line, `học_tập và làm theo`
    Underscore,
    /// JSONL, an object a document: byte spans of its words, of the text as it was read, in UTF-8 without byte order mark
    Spans,
    /// CoNLL-U, one sentence a block, with the same spans
    Conllu,
    /// JSONL, an object a document: the words of each sentence
    Jsonl,
}

#[derive(Args)]
pub struct Segment {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
    #[command(flatten)]
    pub models: Models,
    /// What comes out
    #[arg(long, value_enum, default_value = "underscore")]
    pub format: WordFormat,
    /// Honour marks in the input: `_` between two characters joins them to one word (học_tập), `|` parts words
    #[arg(long)]
    pub marks: bool,
}

#[derive(Args)]
pub struct Convert {
    /// Files or folders; `-` or none is standard input
    #[arg(value_name = "PATH")]
    pub paths: Vec<String>,
    /// Folder for the converted files, under their names below the folder that was named; standard output if not given
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

#[derive(Args)]
pub struct Train {
    /// Segmented text, one sentence a line, syllables of a word joined by `_`
    #[arg(long, value_name = "FILE", required = true)]
    pub gold: Vec<PathBuf>,
    /// Text with the votes of several segmenters: `_` all join, blank all part; where they disagree, `^` the better one
    /// joins, `|` it parts, `~` nothing is said
    #[arg(long, value_name = "FILE")]
    pub votes: Vec<PathBuf>,
    /// Words, one a line, that are one wherever the segmenters that voted leave their syllables to them; lines that begin
    /// with # say nothing
    #[arg(long, value_name = "FILE", requires = "votes")]
    pub lexicon: Option<PathBuf>,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// The model file
    #[arg(long, short, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum BenchFormat {
    /// A table for reading
    Table,
    /// A list of objects
    Json,
    /// Comma-separated, with a header line
    Csv,
}

#[derive(Args)]
pub struct Bench {
    #[command(flatten)]
    pub input: Input,
    /// A command to compare with; may be given more than once
    #[arg(long, value_name = "COMMAND")]
    pub against: Vec<String>,
    /// Megabytes of text, from the beginning of the input
    #[arg(long, value_name = "N", default_value_t = 20.0)]
    pub megabytes: f64,
    /// Runs of each, after one to warm up
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub repeat: u32,
    /// What comes out
    #[arg(long, value_enum, default_value = "table")]
    pub format: BenchFormat,
    #[command(flatten)]
    pub models: Models,
}

#[derive(Args)]
pub struct Evaluate {
    /// Segmented text that is right
    pub gold: PathBuf,
    /// The same text as another tool segments it; ours if not given
    #[arg(conflicts_with_all = ["model", "lexicon"])]
    pub predicted: Option<PathBuf>,
    /// A second segmentation to compare the first with, by paired bootstrap
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// Show the N commonest errors, and how many there are of each kind
    #[arg(long, value_name = "N")]
    pub errors: Option<usize>,
    #[command(flatten)]
    pub models: Models,
    /// Seed of the bootstrap
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}
