//! `report` and `serve`.

use super::{Count, Gazetteer, Input, Models, Sharing, one_or_more};
use chinhluan::report;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// For whom CSV is written.
#[derive(Args)]
pub struct CsvFlags {
    /// Begin CSV files with a byte order mark: Excel needs it to see UTF-8
    #[arg(long)]
    bom: bool,
    /// Put ' before cells of CSV files that a spreadsheet would run as formulas
    #[arg(long)]
    spreadsheet: bool,
}

impl CsvFlags {
    /// The style as the library has it.
    pub fn style(&self) -> report::CsvStyle {
        report::CsvStyle { bom: self.bom, spreadsheet: self.spreadsheet }
    }
}

/// Which files hold the tables, and how they are written.
#[derive(Args)]
pub struct ExportFlags {
    /// Formats of the tables, parted by commas
    #[arg(long, value_enum, value_name = "FORMAT", value_delimiter = ',', default_value = "csv")]
    tables: Vec<TableFormat>,
    #[command(flatten)]
    csv: CsvFlags,
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
        report::Export { tables, csv: self.csv.style(), document_terms: self.document_terms }
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
    #[command(flatten)]
    pub sharing: Sharing,
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
    #[arg(long, value_name = "K", value_parser = one_or_more())]
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
