//! Phrases: hits, families, what recurs, keyness, concordances.

use super::{Gazetteer, Input, Models, Sharing, one_or_more};
use chinhluan::phrase::CountPolicy;
use clap::{Args, Subcommand, ValueEnum};
use std::io::{self, IsTerminal};
use std::path::PathBuf;

#[derive(Subcommand)]
pub enum Families {
    /// Every mistake of a file of families with its place, and the forms that its patterns accept
    #[command(after_help = "Example:\n  chinhluan families check own.toml")]
    Check {
        /// Files of families
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
        /// Forms shown of each pattern
        #[arg(long, value_name = "N", default_value_t = 8)]
        forms: usize,
    },
    /// What is a hit in a text and what only looks like one, and why
    #[command(after_help = "Example:\n  chinhluan families test 'Học tập và làm theo gương Bác Hồ'")]
    Test {
        /// The text; `-` is standard input
        text: String,
        #[command(flatten)]
        gazetteer: Gazetteer,
    },
    /// The families with their documents
    List {
        #[command(flatten)]
        gazetteer: Gazetteer,
        /// What comes out; a table on a terminal and JSONL in a pipe if not given
        #[arg(long, value_enum)]
        format: Option<HitFormat>,
    },
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum HitFormat {
    /// One object a line
    Jsonl,
    /// Comma-separated, with a header line
    Csv,
    /// A table for reading
    Table,
}

impl HitFormat {
    /// The format that was given, or a table on a terminal and JSONL in a pipe.
    pub fn or_usual(given: Option<Self>) -> Self {
        given.unwrap_or(if io::stdout().is_terminal() { Self::Table } else { Self::Jsonl })
    }
}

#[derive(Args)]
pub struct Phrases {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
    #[command(flatten)]
    pub gazetteer: Gazetteer,
    /// Which hits the table counts; `longest` if not given
    #[arg(long, value_enum, value_name = "POLICY")]
    pub count: Option<Count>,
    /// What comes out; a table of counts on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Count {
    /// Not those inside a longer hit, borderline ones, and text without accents
    Longest,
    /// Every hit
    All,
    /// As `longest`, and a family once an article
    OncePerArticle,
}

impl Count {
    /// The policy as the library knows it.
    pub fn policy(self) -> CountPolicy {
        match self {
            Count::Longest => CountPolicy::Longest,
            Count::All => CountPolicy::All,
            Count::OncePerArticle => CountPolicy::OncePerArticle,
        }
    }
}

#[derive(Args)]
pub struct Discover {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub models: Models,
    #[command(flatten)]
    pub gazetteer: Gazetteer,
    #[command(flatten)]
    pub reference: Reference,
    /// What comes out; a table on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
    /// Leave out phrases of fewer articles; three, and one more for every five thousand, if not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(2..))]
    pub min_documents: Option<u32>,
    /// Syllables of the longest phrases
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u8).range(2..=32))]
    pub max_syllables: u8,
    /// How many phrases come out, the best first
    #[arg(long, value_name = "N", default_value_t = 200, value_parser = one_or_more())]
    pub top: usize,
    /// Write the phrases that no family covers as families, for a person to accept
    #[arg(long, value_name = "FILE")]
    pub propose: Option<PathBuf>,
}

#[derive(Args)]
pub struct Reference {
    /// What to compare with: files or folders of articles, or one file that `keyness --save-reference` wrote; may be given
    /// more than once. If not given, an encyclopaedia, laws and government papers, whose counts come with chinhluan
    #[arg(long, value_name = "PATH")]
    pub reference: Vec<PathBuf>,
}

#[derive(Args)]
pub struct Keyness {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub reference: Reference,
    /// Write the counts of TARGET to FILE instead, to be given as --reference later on
    #[arg(long, value_name = "FILE", conflicts_with_all = ["reference", "format", "min_documents", "top"])]
    pub save_reference: Option<PathBuf>,
    /// What its readers are told that it is; the names of the files if not given
    #[arg(long, value_name = "NAME", requires = "save_reference")]
    pub reference_name: Option<String>,
    #[command(flatten)]
    pub models: Models,
    /// What comes out; a table on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
    /// Leave out words and phrases of fewer articles of TARGET
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub min_documents: u32,
    /// How many words and phrases come out, the most telling first
    #[arg(long, value_name = "N", default_value_t = 100, value_parser = one_or_more())]
    pub top: usize,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum SortBy {
    /// The words before it, the nearest first
    Left,
    /// The words behind it
    Right,
    /// The day of publication
    Date,
    /// The newspaper or site
    Source,
}

#[derive(Args)]
pub struct Concordance {
    /// A family's id, a phrase, a regular expression over words (`/nông_thôn \w+/`), or `*` for every family
    pub query: String,
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub models: Models,
    #[command(flatten)]
    pub gazetteer: Gazetteer,
    /// What comes out; a table on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
    /// Order of the lines; that of the input if not given
    #[arg(long, value_enum)]
    pub sort: Option<SortBy>,
    /// Characters of context on each side
    #[arg(long, value_name = "N", default_value_t = 40)]
    pub width: usize,
    /// What is almost an occurrence, and why it is none
    #[arg(long)]
    pub near_misses: bool,
}
