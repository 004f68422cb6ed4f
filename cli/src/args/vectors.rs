//! Weighted terms, likeness, groups.

use super::{Gazetteer, HitFormat, Input, Models, Sharing, one_or_more};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Unit {
    /// Words, as they are segmented
    Words,
    /// Syllables, each by itself
    Syllables,
    /// Phrase families, by their ids; hits count as in a report
    Families,
}

/// What is a term, and how often it must occur.
#[derive(Args)]
pub struct Terms {
    /// What terms are made of
    #[arg(long = "terms", value_enum, default_value = "words")]
    pub unit: Unit,
    /// Words in a row that make a term: 1, 2 or 1-2, …
    #[arg(long, value_name = "RANGE", default_value = "1")]
    pub ngram_range: String,
    /// Words to leave out, one a line
    #[arg(long, value_name = "FILE")]
    pub stop_words: Option<PathBuf>,
    /// The only terms, one a line, in the order of the columns; syllables of a word joined by `_`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["min_df", "max_df", "max_features"])]
    pub vocabulary: Option<PathBuf>,
    /// Leave out terms in fewer documents: a number, or a share with a point (0.01)
    #[arg(long, value_name = "N", default_value = "1")]
    pub min_df: String,
    /// Leave out terms in more documents: a number, or a share with a point
    #[arg(long, value_name = "N", default_value = "1.0")]
    pub max_df: String,
    /// Keep only the N most frequent terms
    #[arg(long, value_name = "N", value_parser = one_or_more())]
    pub max_features: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Norm {
    /// Absolute values sum to 1
    L1,
    /// Squares sum to 1
    L2,
    /// As they are
    None,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Weights {
    /// TF-IDF, as scikit-learn's TfidfVectorizer has it
    Tfidf,
    /// BM25 as Lucene has it
    Bm25,
    /// BM25 as Robertson and Spärck Jones have it
    Bm25Robertson,
    /// Plain counts
    Counts,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum MatrixFormat {
    /// Matrix Market, `tfidf.mtx`
    Mtx,
    /// `tfidf.npz`, for `scipy.sparse.load_npz`
    Npz,
    /// `tfidf.jsonl`: the heaviest terms of each document
    Jsonl,
    /// `tfidf.parquet`: a row for each weight, with document, term, n and weight
    Parquet,
}

#[derive(Args)]
pub struct Vectors {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
    #[command(flatten)]
    pub models: Models,
    #[command(flatten)]
    pub gazetteer: Gazetteer,
    /// Folder for the files; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub terms: Terms,
    /// How terms are weighed
    #[arg(long, value_enum, default_value = "tfidf")]
    pub weights: Weights,
    /// Length that rows are scaled to; l2 if not given, and none for counts. This and the next four are not for BM25
    #[arg(long, value_enum)]
    pub norm: Option<Norm>,
    /// 1 + ln(tf) in place of tf
    #[arg(long, conflicts_with = "binary")]
    pub sublinear_tf: bool,
    /// Every count above zero is one
    #[arg(long)]
    pub binary: bool,
    /// No inverse document frequency
    #[arg(long)]
    pub no_idf: bool,
    /// Document frequencies as they are, not one more
    #[arg(long, conflicts_with = "no_idf")]
    pub no_smooth_idf: bool,
    /// The matrix's file
    #[arg(long, value_enum, default_value = "mtx")]
    pub format: MatrixFormat,
    /// Terms a document in `tfidf.jsonl`
    #[arg(long, value_name = "K", default_value_t = 20, value_parser = one_or_more())]
    pub top: usize,
    /// Also `lsa.npy`: each document on N dimensions (truncated singular value decomposition)
    #[arg(long, value_name = "N")]
    pub svd: Option<usize>,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1, requires = "svd")]
    pub seed: u64,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum Likeness {
    /// Cosine of TF-IDF vectors
    Tfidf,
    /// BM25 as Lucene has it
    #[value(alias = "bm25-lucene")]
    Bm25,
    /// BM25 as Robertson and Spärck Jones have it
    Bm25Robertson,
}

#[derive(Args)]
#[command(group(clap::ArgGroup::new("what").required(true)))]
pub struct Similar {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub models: Models,
    /// Id of an article among those read
    #[arg(long, value_name = "ID", group = "what")]
    pub to: Option<String>,
    /// Words to look for
    #[arg(long, value_name = "TEXT", group = "what")]
    pub text: Option<String>,
    /// A file with one article
    #[arg(long, value_name = "FILE", group = "what")]
    pub file: Option<PathBuf>,
    /// What likeness is: the cosine of TF-IDF, or a score of BM25
    #[arg(long, value_enum, default_value = "tfidf")]
    pub weights: Likeness,
    /// How many articles
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10, value_parser = one_or_more())]
    pub count: usize,
    /// What comes out; a table on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
}

#[derive(Args)]
pub struct Cluster {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub sharing: Sharing,
    #[command(flatten)]
    pub models: Models,
    /// Number of topics; chosen by the size of the collection if not given. A range (5..20) makes a table: how clear and
    /// how stable each number of topics is; with --out also `quality.csv`, and the topics of the clearest number
    #[arg(long, value_name = "K", conflicts_with = "events")]
    pub topics: Option<String>,
    /// Events in place of topics: articles on the same happening, near each other in time; their number is found
    #[arg(long, conflicts_with = "outline")]
    pub events: bool,
    /// Topics in order of kinship, as an indented list
    #[arg(long)]
    pub outline: bool,
    /// Days between two reports of one event, at most
    #[arg(long, value_name = "DAYS", default_value_t = 14, requires = "events")]
    pub window: u32,
    /// How near the articles of one event are against their nearest neighbours, 0 to 1; higher: smaller events
    #[arg(long, value_name = "SHARE", default_value_t = 0.5, requires = "events")]
    pub resolution: f64,
    /// Whether copies are left out, and stand in the cluster of the article that they copy
    #[arg(long, value_name = "BOOL", default_value_t = true, action = clap::ArgAction::Set)]
    pub exclude_duplicates: bool,
    /// Words in a row that make a term: 1, 2 or 1-2, …
    #[arg(long, value_name = "RANGE", default_value = "1-2")]
    pub ngram_range: String,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Folder for clusters.jsonl, labels.csv (telling words, typical documents, period, sources, copies) and
    /// manifest.json; with --outline also outline.json
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
