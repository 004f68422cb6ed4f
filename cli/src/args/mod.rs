//! The command line: every flag defined once; help, completions and manual page come from here.

mod classify;
mod copies;
mod idle;
mod input;
mod models;
mod phrases;
mod report;
mod shard;
mod vectors;
mod words;

pub use classify::*;
pub use copies::*;
pub use input::*;
pub use models::*;
pub use phrases::*;
pub use report::*;
pub use shard::*;
pub use vectors::*;
pub use words::*;

use clap::builder::RangedU64ValueParser;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

/// Words, campaign phrases, duplicates and topics in Vietnamese political prose
#[derive(Parser)]
#[command(name = "chinhluan", version, arg_required_else_help = true, max_term_width = 100)]
pub struct Cli {
    #[command(subcommand)]
    pub verb: Verb,
}

/// How many of something, where none at all is no answer to anything.
fn one_or_more() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

impl Cli {
    /// What was given, if every option of it says something.
    pub fn read() -> Result<Self, clap::Error> {
        // `--top -1` is a value out of its range, not an option that nobody knows.
        let command = Self::command().mut_subcommands(|verb| verb.allow_negative_numbers(true));
        let given = command.try_get_matches()?;
        idle::check(&given)?;
        Self::from_arg_matches(&given)
    }
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
    #[command(after_help = "Example:\n  echo 'Đảng bộ xã học tập và làm theo Bác' | chinhluan segment\n\n\
        A line break ends a word. A text file may have any size; a record has 64 MiB at most.")]
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
    /// The shards of a run as if it had been one: the same files, byte for byte
    ///
    /// Shards come from a command with --shard: `report`, `phrases`, `structure`, `segment`, `dedup`, `vectors` and
    /// `cluster` have it. They hold all its options, which are given there and not here.
    #[command(
        after_help = "Examples:\n  chinhluan report crawl/ --out parts --shard 1/3     and 2/3, and 3/3, anywhere\n  \
        chinhluan merge parts/*.shard --out report\n  \
        chinhluan phrases crawl/ --shard 1/2 > 1.shard; chinhluan phrases crawl/ --shard 2/2 > 2.shard\n  \
        chinhluan merge 1.shard 2.shard > hits.jsonl"
    )]
    Merge(Merge),
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
        All are fed the same file in turns; their speed is measured without the time they take for one line. \
        The stages above them are ours, in this process, each alone on what the one before it made; \
        `chinhluan segment` is all of them together, with reading and writing."
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
