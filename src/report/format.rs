//! How tables are written: one file a format.

mod csv;
mod jsonl;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod weights;

pub use csv::CsvStyle;
#[cfg(feature = "parquet")]
pub use weights::write_weights;

use super::table::Table;
use super::{Output, Report};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// A format of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TableFormat {
    /// Comma-separated, UTF-8, with a header line.
    Csv,
    /// A JSON object a line.
    Jsonl,
    /// Apache Parquet, columns typed, compressed with zstd.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    fn ending(self) -> &'static str {
        match self {
            TableFormat::Csv => "csv",
            TableFormat::Jsonl => "jsonl",
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => "parquet",
        }
    }
}

/// A table in a format.
pub(super) struct Formatted {
    pub table: Table,
    pub format: TableFormat,
    pub csv: CsvStyle,
}

impl Output for Formatted {
    fn file_name(&self) -> String {
        format!("{}.{}", self.table.name, self.format.ending())
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        match self.format {
            TableFormat::Csv => csv::write(&self.table, self.csv, report, to),
            TableFormat::Jsonl => jsonl::write(&self.table, report, to),
            #[cfg(feature = "parquet")]
            TableFormat::Parquet => {
                parquet::write(&(self.table.columns)(), |rows| (self.table.rows)(report, rows), to)
            }
        }
    }
}
