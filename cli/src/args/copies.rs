//! Pages, copies and archives.

use super::{CsvFlags, Input, Sharing};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Args)]
pub struct Structure {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum RelationFormat {
    /// Every relation with its figures
    Csv,
    /// The same as objects, with the numbers and names that agree and the longest passages in common, by bytes
    Jsonl,
    /// Two ids a line with a tab between them, copies and contained articles only. A tab, a line break and a backslash in
    /// an id are written as \t, \n, \r and \\
    Pairs,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(group(clap::ArgGroup::new("written").args(["out", "index"]).multiple(true)))]
pub struct Dedup {
    #[command(subcommand)]
    pub look: Option<DedupLook>,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
    /// What comes out on standard output, where nothing is archived
    #[arg(long, value_enum, default_value = "csv", conflicts_with_all = ["out", "passages"])]
    pub format: RelationFormat,
    /// Folder for the archive: kept.jsonl, removed.jsonl, skipped.jsonl, removed.csv, relations.csv,
    /// relations.jsonl, manifest.json
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Which copy of an article is kept: rules in the order in which they are asked, `earliest`, `longest`, `first`,
    /// `source:FILE` (names of sources, the best one first, one a line); the one with most words if not given
    #[arg(long, value_name = "RULE,...", value_delimiter = ',', requires = "written")]
    pub keep: Vec<String>,
    /// What happens to page furniture and to passages that an article prints twice, in what is kept
    #[arg(long, value_enum, requires = "out")]
    pub strip: Option<Strip>,
    /// What was archived before: articles are compared with it too, and then added to it. Made if it is not there
    #[arg(long, value_name = "FILE")]
    pub index: Option<PathBuf>,
    /// Passages of 40 syllables or more, whole sentences, that several articles hold, with all places where they stand:
    /// on standard output instead of the relations, or in passages.csv of --out
    #[arg(long)]
    pub passages: bool,
    #[command(flatten)]
    pub csv: CsvFlags,
    /// Say what would be kept and removed, and write nothing, nor add to the index
    #[arg(long, requires = "written")]
    pub dry_run: bool,
}

#[derive(Subcommand)]
pub enum Index {
    /// Reads every byte: whether it is as it was written. A run on it that was broken off is tidied up
    Check {
        /// The index
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Documents, groups, size, settings, when it was made and by which version, as JSON
    Stats {
        /// The index
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Strip {
    /// Bytes and role are noted in `chinhluan_marks`, the text stays
    Mark,
    /// It is cut out and kept in `chinhluan_cuts`; `chinhluan restore` puts it back
    Cut,
}

#[derive(Subcommand)]
pub enum DedupLook {
    /// Two articles side by side: what they share, and what they are to each other
    #[command(after_help = "Examples:\n  chinhluan dedup diff a.txt b.txt\n  \
        chinhluan dedup diff 1207 3311 crawl.jsonl.gz")]
    Diff(Diff),
}

#[derive(Args)]
pub struct Diff {
    /// A file with one article, or where PATH is given the id of an article in it
    pub a: String,
    /// Another one
    pub b: String,
    #[command(flatten)]
    pub input: Input,
}

#[derive(Args)]
pub struct Restore {
    /// The folder of an archive, or a file of records from one
    #[arg(value_name = "PATH")]
    pub path: PathBuf,
}
