//! The command line: every flag defined once; help, completions and manual page come from here.

mod classify;

use chinhluan::phrase::CountPolicy;
use chinhluan::read::{Fields, Format, Inputs};
use chinhluan::report;
use clap::{Args, Parser, Subcommand, ValueEnum};
pub use classify::Classify;
use std::io::{self, IsTerminal};
use std::path::PathBuf;

/// Words, campaign phrases, duplicates and topics in Vietnamese political prose
#[derive(Parser)]
#[command(name = "chinhluan", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Everything in one pass: phrases, copies, topics, as a page and as tables
    #[command(after_help = "Example:\n  chinhluan report articles/ more.jsonl.gz --out report\n  \
        writes report/report.html, phrases.csv, phrases_by_period.csv, hits.jsonl, duplicates.csv, …")]
    Report(Report),
    /// The page of a report from this computer, for a collection that is too large for one file
    #[command(
        after_help = "Example:\n  chinhluan report crawl/ --out report --site\n  chinhluan serve report\n\n\
        Prints an address that only this computer can open; Ctrl+C ends it."
    )]
    Serve(Serve),
    /// Words: syllables of a word joined by `_`
    #[command(after_help = "Example:\n  echo 'Đảng bộ xã học tập và làm theo Bác' | chinhluan segment")]
    Segment(Segment),
    /// Hits of the phrase families, one object a hit
    #[command(after_help = "Example:\n  chinhluan phrases articles/ --format csv > hits.csv")]
    Phrases(Phrases),
    /// Phrase families: look a file through, try a text, list them
    #[command(
        subcommand,
        after_help = "Examples:\n  chinhluan families check own.toml\n  chinhluan families list --format table"
    )]
    Families(Families),
    /// Recurring phrases, whether a family lists them or not: what nobody thought of looking for
    #[command(after_help = "Examples:\n  chinhluan discover articles/\n  \
        chinhluan discover articles/ --format csv --top 1000 --min-documents 5 > phrases.csv\n  \
        chinhluan discover articles/ --propose proposed.toml     as families, to be read and accepted")]
    Discover(Discover),
    /// What TARGET says more often than another collection, words and phrases
    #[command(after_help = "Example:\n  chinhluan keyness articles/\n  \
        chinhluan keyness articles/2016 --reference articles/2008\n  \
        chinhluan keyness newspapers/ --save-reference newspapers.ref     counts to compare with later on\n  \
        chinhluan keyness articles/ --reference newspapers.ref")]
    Keyness(Keyness),
    /// Every occurrence of a family, phrase or expression in its context
    #[command(after_help = "Examples:\n  chinhluan concordance 'nông thôn mới' articles/ --sort right\n  \
        chinhluan concordance xay-dung-nong-thon-moi articles/ --near-misses     what almost matched, and why not\n  \
        chinhluan concordance '/học_tập và \\w+ theo/' articles/ --format csv\n  \
        chinhluan concordance '*' articles/ --near-misses     also names in quotes that no family covers")]
    Concordance(Concordance),
    /// The parts of each page: title, lead, byline, dates, repeated lines
    ///
    /// Lines that recur over the pages of a site (20 articles or more) are told apart from the text: rows come out when
    /// all pages were read, and wait in a temporary file until then.
    #[command(after_help = "Example:\n  chinhluan structure page.txt")]
    Structure(Structure),
    /// Articles that are copies of each other, or share text
    #[command(after_help = "Examples:\n  chinhluan dedup crawl.jsonl.gz > relations.csv\n  \
        chinhluan dedup crawl.jsonl.gz --out archive --keep earliest,longest\n  \
        chinhluan dedup may.jsonl.gz --out may --index archive.index     against all that is in the index, then added\n  \
        chinhluan dedup diff a.txt b.txt")]
    Dedup(Dedup),
    /// The index of an archive (`dedup --index`): whether it is whole, what it holds
    #[command(
        subcommand,
        after_help = "Examples:\n  chinhluan index check archive.index\n  chinhluan index stats archive.index"
    )]
    Index(Index),
    /// The records that went into an archive, in their order and as they were, on standard output
    #[command(after_help = "Example:\n  chinhluan restore archive > crawl.jsonl")]
    Restore(Restore),
    /// Weighted terms of documents as a matrix, with its vocabulary and document ids
    #[command(after_help = "Example:\n  chinhluan vectors articles/ --out vectors --min-df 2")]
    Vectors(Vectors),
    /// The articles most similar to one, or to a text: cosine of TF-IDF vectors
    #[command(
        after_help = "Examples:\n  chinhluan similar articles/ --text 'chuyển đổi số ở xã vùng cao'\n  \
        chinhluan similar crawl.jsonl.gz --to 1207 -n 5"
    )]
    Similar(Similar),
    /// Topics: groups of articles by their words; events: articles on the same happening
    #[command(after_help = "Examples:\n  chinhluan cluster articles/ --topics 8 > clusters.jsonl\n  \
        chinhluan cluster articles/ --topics 5..20     how many topics?\n  \
        chinhluan cluster articles/ --topics 30 --outline\n  \
        chinhluan cluster crawl.jsonl.gz --events --window 7 --out events")]
    Cluster(Cluster),
    /// Labels learned from articles that have one: which section, which genre; how well, on articles held out
    #[command(
        after_help = "Examples:\n  chinhluan classify labelled.jsonl > judged.jsonl     each by what the others teach\n  \
        chinhluan classify labelled.jsonl --label-field section --label 'Chính trị'\n  \
        chinhluan classify labelled.jsonl --apply crawl/ > labels.jsonl"
    )]
    Classify(Classify),
    /// The same text in UTF-8, from whatever Vietnamese encoding it is in; what was found is said on standard error
    #[command(after_help = "Example:\n  chinhluan convert old --out utf8")]
    Convert(Convert),
    /// A segmentation model from segmented text
    #[command(
        after_help = "Example:\n  chinhluan train --gold gold.txt --out own.model && chinhluan segment --model own.model bai.txt"
    )]
    Train(Train),
    /// Precision, recall and F1 of a segmentation
    #[command(
        after_help = "Examples:\n  chinhluan evaluate gold.txt              the embedded model against gold.txt\n  \
        chinhluan evaluate gold.txt other.txt    another tool's output\n  \
        chinhluan evaluate gold.txt --against other.txt --errors 20"
    )]
    Evaluate(Evaluate),
    /// How fast each stage is on your own text, and other tools that read and write lines
    #[command(
        after_help = "Example:\n  chinhluan bench articles/ --against 'python3 benches/peers/pyvi_lines.py'\n\n\
        A tool reads text from standard input and writes it segmented to standard output, line for line. \
        All are fed the same file in turns; their speed is measured without the time they take for one line."
    )]
    Bench(Bench),
    /// Shell completions, on standard output
    #[command(
        after_help = "Example:\n  chinhluan completions bash > ~/.local/share/bash-completion/completions/chinhluan"
    )]
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// The manual page, on standard output
    #[command(after_help = "Example:\n  chinhluan man > chinhluan.1 && man ./chinhluan.1")]
    Man,
}

/// What is read, and how.
#[derive(Args)]
pub struct Input {
    /// Files or folders; `-` or none is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Format of the input, where the file name does not tell
    #[arg(long, value_enum, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// Field that holds the id
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// Field that holds the text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// Field that holds the headline
    #[arg(long, value_name = "NAME", default_value = "title")]
    title_field: String,
    /// Field that holds the publication date
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// Field that holds the newspaper or site
    #[arg(long, value_name = "NAME", default_value = "source")]
    source_field: String,
    /// Field that holds the address
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,
    /// Threads to work on; all cores if not given
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}

#[derive(Clone, Copy, ValueEnum)]
enum InputFormat {
    /// One document a file
    Txt,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated, with a header line
    Csv,
    /// Tab-separated, with a header line
    Tsv,
    /// One web page a file
    Html,
    /// A web archive, WARC or WET
    Warc,
    /// An Apache Parquet table
    Parquet,
}

impl Input {
    /// Other files or folders, read in the same way.
    pub fn others(&self, paths: &[PathBuf]) -> Inputs {
        Inputs { paths: paths.to_vec(), ..self.inputs() }
    }

    /// Whether any path was given.
    pub fn is_named(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Bytes there are to read, where files lie as they are: of compressed ones nobody knows before.
    pub fn bytes(&self) -> Option<u64> {
        const PACKED: [&str; 4] = ["gz", "zst", "parquet", "warc"];
        let files = self.paths.iter().flat_map(walkdir::WalkDir::new);
        let size = |file: walkdir::Result<walkdir::DirEntry>| {
            let file = file.ok()?;
            let ending = file.path().extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if PACKED.contains(&ending) {
                return None;
            }
            let metadata = file.metadata().ok()?;
            Some(if metadata.is_file() { metadata.len() } else { 0 })
        };
        files.map(size).sum::<Option<u64>>().filter(|&bytes| bytes > 0)
    }

    /// The inputs as the library opens them.
    pub fn inputs(&self) -> Inputs {
        let format = self.input_format.map(|format| match format {
            InputFormat::Txt => Format::Text,
            InputFormat::Jsonl => Format::Jsonl,
            InputFormat::Csv => Format::Csv,
            InputFormat::Tsv => Format::Tsv,
            InputFormat::Html => Format::Html,
            InputFormat::Warc => Format::Warc,
            InputFormat::Parquet => Format::Parquet,
        });
        let paths = if self.paths.is_empty() { vec!["-".into()] } else { self.paths.clone() };
        let fields = Fields {
            id: self.id_field.clone(),
            text: self.text_field.clone(),
            title: self.title_field.clone(),
            date: self.date_field.clone(),
            source: self.source_field.clone(),
            url: self.url_field.clone(),
        };
        Inputs { paths, format, fields, ..Inputs::default() }
    }
}

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

#[derive(Args, Default)]
pub struct Gazetteer {
    /// Phrase families, in place of the embedded ones
    #[arg(long, value_name = "FILE")]
    pub families: Option<PathBuf>,
    /// Phrase families besides those; one of the same id takes the other's place
    #[arg(long, value_name = "FILE")]
    pub add_families: Option<PathBuf>,
}

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

/// Which files hold the tables, and how they are written.
#[derive(Args)]
pub struct ExportFlags {
    /// Formats of the tables, parted by commas
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', default_value = "csv")]
    tables: Vec<TableFormat>,
    /// Begin CSV files with a byte order mark: Excel needs it to see UTF-8
    #[arg(long)]
    bom: bool,
    /// Put ' before cells of CSV files that a spreadsheet would run as formulas
    #[arg(long)]
    spreadsheet: bool,
    /// Write document_terms too: document, term, n; large
    #[arg(long)]
    document_terms: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum TableFormat {
    /// Comma-separated, with a header line
    Csv,
    /// One JSON object a line
    Jsonl,
    /// Apache Parquet
    Parquet,
}

impl ExportFlags {
    /// The files as the library writes them.
    pub fn export(&self) -> report::Export {
        let mut tables: Vec<report::TableFormat> = self
            .tables
            .iter()
            .map(|format| match format {
                TableFormat::Csv => report::TableFormat::Csv,
                TableFormat::Jsonl => report::TableFormat::Jsonl,
                TableFormat::Parquet => report::TableFormat::Parquet,
            })
            .collect();
        tables.sort_unstable();
        tables.dedup();
        let csv = report::CsvStyle { bom: self.bom, spreadsheet: self.spreadsheet };
        report::Export { tables, csv, document_terms: self.document_terms }
    }
}

/// How long a period of the tables over time is.
#[derive(Clone, Copy, ValueEnum)]
pub enum Period {
    /// 2013
    Year,
    /// 2013-Q2
    Quarter,
    /// 2013-05
    Month,
}

impl From<Period> for report::Period {
    fn from(period: Period) -> Self {
        match period {
            Period::Year => report::Period::Year,
            Period::Quarter => report::Period::Quarter,
            Period::Month => report::Period::Month,
        }
    }
}

/// The language of the page.
#[derive(Clone, Copy, ValueEnum)]
pub enum Language {
    /// English
    En,
    /// Vietnamese
    Vi,
}

impl From<Language> for report::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::En => report::Language::English,
            Language::Vi => report::Language::Vietnamese,
        }
    }
}

#[derive(Args)]
pub struct Report {
    #[command(flatten)]
    pub input: Input,
    /// Folder for the page and the tables; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub models: Models,
    #[command(flatten)]
    pub gazetteer: Gazetteer,
    /// Which hits count
    #[arg(long, value_enum, value_name = "POLICY", default_value = "longest")]
    pub count: Count,
    /// Number of topics; chosen by the size of the collection if not given
    #[arg(long, value_name = "K")]
    pub topics: Option<usize>,
    /// What rates over time are counted by
    #[arg(long, value_enum, default_value = "year")]
    pub period: Period,
    /// Language that the page begins in; its reader can change it
    #[arg(long, value_enum, default_value = "en")]
    pub lang: Language,
    /// Write the page as a folder `site` too, its articles as files beside it: for more than one page can hold (15 MB of
    /// compressed text, 60,000 articles), opened by `chinhluan serve`
    #[arg(long)]
    pub site: bool,
    #[command(flatten)]
    pub export: ExportFlags,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
}

#[derive(Args)]
pub struct Serve {
    /// Folder of a report
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// Port; a free one if not given
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub port: u16,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum WordFormat {
    /// One line for one input line, `học_tập và làm theo`
    Underscore,
    /// JSONL of byte spans into the input
    Spans,
    /// CoNLL-U, one sentence a block
    Conllu,
    /// JSONL, the words of each sentence
    Jsonl,
}

#[derive(Args)]
pub struct Segment {
    #[command(flatten)]
    pub input: Input,
    #[command(flatten)]
    pub models: Models,
    /// What comes out
    #[arg(long, value_enum, default_value = "underscore")]
    pub format: WordFormat,
    /// Honour marks in the input: `_` between two characters joins them to one word (học_tập), `|` parts words
    #[arg(long)]
    pub marks: bool,
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
    pub gazetteer: Gazetteer,
    /// Which hits the table counts
    #[arg(long, value_enum, value_name = "POLICY", default_value = "longest")]
    pub count: Count,
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
    #[arg(long, value_name = "N", default_value_t = 200)]
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
    #[command(flatten)]
    pub models: Models,
    /// What comes out; a table on a terminal and JSONL in a pipe if not given
    #[arg(long, value_enum)]
    pub format: Option<HitFormat>,
    /// Leave out words and phrases of fewer articles of TARGET
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub min_documents: u32,
    /// How many words and phrases come out, the most telling first
    #[arg(long, value_name = "N", default_value_t = 100)]
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
    /// A family's id, a phrase, a /regular expression/ over words, or `*` for every family
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

#[derive(Args)]
pub struct Structure {
    #[command(flatten)]
    pub input: Input,
}

#[derive(Clone, Copy, ValueEnum, PartialEq)]
pub enum RelationFormat {
    /// Every relation with its figures
    Csv,
    /// `a b` a line, copies and contained articles only
    Pairs,
}

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Dedup {
    #[command(subcommand)]
    pub look: Option<DedupLook>,
    #[command(flatten)]
    pub input: Input,
    /// What comes out on standard output, where nothing is archived
    #[arg(long, value_enum, default_value = "csv")]
    pub format: RelationFormat,
    /// Folder for the archive: kept.jsonl, removed.jsonl, removed.csv, relations.csv, manifest.json
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Which copy of an article is kept: rules in the order in which they are asked, `earliest`, `longest`, `first`,
    /// `source:FILE` (names of sources, the best one first, one a line); the one with most words if not given
    #[arg(long, value_name = "RULE,...", value_delimiter = ',')]
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
    /// Say what would be kept and removed, and write nothing, nor add to the index
    #[arg(long)]
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

/// What is a term, and how often it must occur.
#[derive(Args)]
pub struct Terms {
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
    #[arg(long, value_name = "N")]
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
    pub models: Models,
    /// Folder for the files; made if it is not there
    #[arg(long, short, value_name = "DIR")]
    pub out: PathBuf,
    #[command(flatten)]
    pub terms: Terms,
    /// How terms are weighed
    #[arg(long, value_enum, default_value = "tfidf")]
    pub weights: Weights,
    /// Length that rows are scaled to; with TF-IDF
    #[arg(long, value_enum, default_value = "l2")]
    pub norm: Norm,
    /// 1 + ln(tf) in place of tf
    #[arg(long)]
    pub sublinear_tf: bool,
    /// Every count above zero is one
    #[arg(long)]
    pub binary: bool,
    /// No inverse document frequency
    #[arg(long)]
    pub no_idf: bool,
    /// Document frequencies as they are, not one more
    #[arg(long)]
    pub no_smooth_idf: bool,
    /// The matrix's file
    #[arg(long, value_enum, default_value = "mtx")]
    pub format: MatrixFormat,
    /// Terms a document in `tfidf.jsonl`
    #[arg(long, value_name = "K", default_value_t = 20)]
    pub top: usize,
    /// Also `lsa.npy`: each document on N dimensions (truncated singular value decomposition)
    #[arg(long, value_name = "N")]
    pub svd: Option<usize>,
    /// Seed of the random choices
    #[arg(long, value_name = "N", default_value_t = 1)]
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
    #[arg(long, short = 'n', value_name = "N", default_value_t = 10)]
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
    /// Text with the votes of several segmenters: `_` all join, blank all part, `~` they disagree
    #[arg(long, value_name = "FILE")]
    pub votes: Vec<PathBuf>,
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
    #[arg(long, value_name = "N", default_value_t = 5)]
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
