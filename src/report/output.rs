//! One file of a report's output folder.

use super::format::{CsvStyle, Formatted, TableFormat};
use super::table::{DOCUMENT_TERMS, DUPLICATES, TABLES};
use super::{DuplicateRow, Report, hits, proposed};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};

/// Writes one file of the output folder.
pub trait Output {
    /// Name of the file in the output folder.
    fn file_name(&self) -> String;

    /// Writes the file.
    ///
    /// # Errors
    /// When `to` fails.
    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()>;
}

/// Which files are written, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Export {
    /// Formats of the tables; each table is written in each.
    pub tables: Vec<TableFormat>,
    /// How CSV is written.
    pub csv: CsvStyle,
    /// Whether to write `document_terms` (document, term, n) too, which has as many rows as the documents have
    /// different words.
    pub document_terms: bool,
}

impl Default for Export {
    fn default() -> Self {
        Self { tables: vec![TableFormat::Csv], csv: CsvStyle::default(), document_terms: false }
    }
}

/// Every file of the output folder except the page, which says how it was made, and the manifest, which is not the same
/// for two equal runs: the hits as JSONL with their lists, the phrases that no family covers as families, and the tables.
pub fn outputs(export: &Export) -> Vec<Box<dyn Output>> {
    let mut outputs: Vec<Box<dyn Output>> = vec![Box::new(hits::Hits), Box::new(proposed::Proposed)];
    let more = export.document_terms.then_some(DOCUMENT_TERMS);
    for table in TABLES.into_iter().chain(more) {
        let formats = export.tables.iter().filter(|format| {
            // That file is written already.
            table.name != hits::NAME || **format != TableFormat::Jsonl
        });
        outputs.extend(
            formats.map(|&format| Box::new(Formatted { table, format, csv: export.csv }) as Box<dyn Output>),
        );
    }
    outputs
}

/// Writes the table of articles that repeat each other alone.
///
/// # Errors
/// When `to` fails.
pub fn write_duplicates(rows: Vec<DuplicateRow>, csv: CsvStyle, to: &mut dyn Write) -> io::Result<()> {
    let report = Report { duplicates: rows, ..Report::default() };
    Formatted { table: DUPLICATES, format: TableFormat::Csv, csv }.write(&report, to)
}
