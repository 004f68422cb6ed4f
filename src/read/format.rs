//! How files hold documents, told from their names or their first bytes.

use super::without_byte_order_mark;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// How a file holds documents. Compression is another matter: gzip and Zstandard are told from the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One document, all of it text.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated values with a header line, as RFC 4180 has them.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// One web page.
    Html,
    /// A web archive: the pages and texts among its records, and WET, which holds texts only.
    Warc,
    /// A table in Apache Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The format that a file name tells, behind which `.gz` or `.zst` may stand.
    ///
    /// ```
    /// use chinhluan::read::Format;
    /// assert_eq!(Format::of_name("bao/2009.JSONL.gz"), Some(Format::Jsonl));
    /// assert_eq!(Format::of_name("anh.jpg"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        ending.parse().ok()
    }

    /// Whether it holds records with fields.
    pub(super) fn has_fields(self) -> bool {
        match self {
            Format::Jsonl | Format::Csv | Format::Tsv => true,
            #[cfg(feature = "parquet")]
            Format::Parquet => true,
            Format::Text | Format::Html | Format::Warc => false,
        }
    }

    /// The format that the first bytes of a file tell: no prose begins as records, archives and pages do.
    pub(super) fn of_beginning(bytes: &[u8]) -> Self {
        let bytes = without_byte_order_mark(bytes).trim_ascii_start();
        let begins = |with: &str| {
            bytes.get(..with.len()).is_some_and(|first| first.eq_ignore_ascii_case(with.as_bytes()))
        };
        match bytes {
            [b'{', rest @ ..] if rest.trim_ascii_start().starts_with(b"\"") => Format::Jsonl,
            _ if begins("WARC/1.") => Format::Warc,
            _ if begins("<!doctype html") || begins("<html") => Format::Html,
            _ => Format::Text,
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    /// The format with this file ending: `txt`, `jsonl` (`ndjson`), `csv`, `tsv`, `html` (`htm`, `xhtml`, `shtml`),
    /// `warc` (`wet`) or `parquet`.
    fn from_str(ending: &str) -> Result<Self> {
        Ok(match ending {
            "txt" | "text" => Format::Text,
            "jsonl" | "ndjson" => Format::Jsonl,
            "csv" => Format::Csv,
            "tsv" => Format::Tsv,
            "html" | "htm" | "xhtml" | "shtml" => Format::Html,
            "warc" | "wet" => Format::Warc,
            #[cfg(feature = "parquet")]
            "parquet" => Format::Parquet,
            _ => return Err(Error::Settings(format!("unknown input format {ending}"))),
        })
    }
}
