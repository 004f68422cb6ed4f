//! CSV after RFC 4180: comma, header line, line feed; text as it is, unless a spreadsheet is to open it.

use crate::report::Report;
use crate::report::table::{Cell, Table};
use csv::{QuoteStyle, Writer, WriterBuilder};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// For whom CSV is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CsvStyle {
    /// Begins the file with a byte order mark, without which Excel takes UTF-8 for the encoding of the country.
    pub bom: bool,
    /// Puts `'` before text that a spreadsheet would run as a formula, and quotes before and after all text, so that no
    /// other separator cuts a formula out of it. The text is then not byte for byte that of the article.
    pub spreadsheet: bool,
}

impl CsvStyle {
    /// A table in this style, of which nothing is written but the byte order mark.
    ///
    /// # Errors
    /// When `to` fails.
    pub fn begin<W: Write>(self, mut to: W) -> io::Result<Writer<W>> {
        if self.bom {
            to.write_all("\u{feff}".as_bytes())?;
        }
        let quotes = if self.spreadsheet { QuoteStyle::NonNumeric } else { QuoteStyle::Necessary };
        Ok(WriterBuilder::new().quote_style(quotes).from_writer(to))
    }

    /// Text as it stands in a cell.
    pub fn cell(self, text: &str) -> Cow<'_, str> {
        match self.spreadsheet && runs(text) {
            true => format!("'{text}").into(),
            false => text.into(),
        }
    }
}

pub(super) fn write(table: &Table, style: CsvStyle, report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let mut writer = style.begin(to)?;
    let mut number = String::new();
    let header = (table.columns)();
    writer.write_record(header.iter().map(|(name, _)| name))?;
    (table.rows)(report, &mut |cells| {
        for cell in cells {
            number.clear();
            match cell {
                Cell::Nothing => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(style.cell(text).as_ref())?,
                Cell::Count(count) => writer.write_field(in_digits(&mut number, count))?,
                Cell::Real(value) => writer.write_field(in_digits(&mut number, &Shortest(*value)))?,
                Cell::Truth(truth) => writer.write_field(if *truth { "true" } else { "false" })?,
            }
        }
        writer.write_record(None::<&[u8]>).map_err(io::Error::other)
    })?;
    writer.flush()
}

/// The shortest decimal number that reads back as the same one, never without a point.
struct Shortest(f64);

impl std::fmt::Display for Shortest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

fn in_digits<'a>(buffer: &'a mut String, number: &impl std::fmt::Display) -> &'a str {
    // Writing into a string cannot fail.
    let _ = write!(buffer, "{number}");
    buffer
}

/// Whether a spreadsheet might take the text for a formula: what it begins with, blanks aside, after OWASP's list.
fn runs(text: &str) -> bool {
    text.starts_with(['\t', '\r', '\n'])
        || text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '|', '%'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{HitRow, Report};
    use crate::role::Role;

    fn written(style: CsvStyle, surface: &str) -> Vec<u8> {
        let hit = HitRow {
            document: "a".into(),
            family: "b".into(),
            variant: "c".into(),
            surface: surface.into(),
            start: 1,
            end: 2,
            field: "text",
            region: Role::Body,
            repeated: false,
            flags: Vec::new(),
            nested_in: Vec::new(),
            date: None,
            source: None,
            cluster: None,
            copy_of: None,
        };
        let report = Report { hits: vec![hit], ..Report::default() };
        let table = crate::report::table::TABLES.into_iter().find(|table| table.name == "hits").unwrap();
        let mut bytes = Vec::new();
        write(&table, style, &report, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn exact_unless_a_spreadsheet_is_to_open_it() {
        let hostile = ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1", " =1", "\n=1", "＝1+1", "=\"a\",b"];
        for surface in hostile {
            for (spreadsheet, expected) in [(false, surface.to_owned()), (true, format!("'{surface}"))] {
                let bytes = written(CsvStyle { bom: false, spreadsheet }, surface);
                let rows = csv::Reader::from_reader(&bytes[..]).into_records().next().unwrap().unwrap();
                assert_eq!(&rows[3], expected);
                assert_eq!((&rows[4], &rows[9]), ("1", ""));
            }
        }
        // A separator of other countries does not cut a cell open.
        let bytes = written(CsvStyle { bom: true, spreadsheet: true }, "thi đua;=1+1");
        assert!(bytes.starts_with(b"\xef\xbb\xbf"));
        assert!(String::from_utf8(bytes).unwrap().contains("\"thi đua;=1+1\""));
        let harmless = written(CsvStyle { bom: false, spreadsheet: true }, "thi đua 2-3");
        assert!(String::from_utf8(harmless).unwrap().contains("\"thi đua 2-3\""));
    }
}
