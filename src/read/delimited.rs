//! Tables with a header line: comma-separated and tab-separated values. Spreadsheet programs part comma-separated values by
//! semicolons where the comma is the decimal sign, as in Viet Nam; the header line shows it.
//!
//! A reader of its own and not the `csv` crate, which takes everything behind a quote that is not closed for one
//! field: here that costs one row. What is well formed reads the same (a test holds the two side by side).

use super::decoded::Decoded;
use super::documents::Reader;
use super::files::File;
use super::lines::{Lines, More, line_end};
use super::record::{self, Shape};
use super::source::Source;
use super::{BYTE_ORDER_MARK, LONGEST, broken, utf8};
use crate::document::Document;
use crate::error::{Error, Place, Result};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};
use std::io::BufRead;

pub(super) struct Delimited {
    file: File,
    shape: Shape,
    rows: Rows<Decoded>,
    /// Name of the encoding, where it was not UTF-8.
    encoding: Option<&'static str>,
    /// `None` until the header line is read.
    columns: Option<Vec<String>>,
    done: bool,
}

impl Delimited {
    pub(super) fn of(file: File, source: Source, shape: Shape, separator: u8) -> Self {
        let decoded = Decoded::of(source);
        let encoding = decoded.encoding;
        let rows = Rows { lines: Lines::of(decoded, LONGEST), row: Row::default(), taken: 0, separator };
        Self { file, shape, rows, encoding, columns: None, done: false }
    }

    /// Reads the header line; `None` where the file is empty.
    fn header(&mut self) -> Option<Result<Vec<String>>> {
        let text = &self.shape.fields.text;
        let read = self.rows.next(&self.file.path)?.and_then(|line| {
            let place = Place::line(&self.file.path, line);
            match self.rows.row.names() {
                Ok(names) => Ok((place, names)),
                Err(reason) => Err(Error::input(place, reason)),
            }
        });
        if read.as_ref().is_ok_and(|(_, names)| names.contains(text)) {
            return Some(read.map(|(_, names)| names));
        }
        if self.rows.separator == b',' {
            for separator in [b';', b'\t'] {
                if let Some(names) = self.rows.names_parted_at(separator).filter(|names| names.contains(text))
                {
                    self.rows.separator = separator;
                    return Some(Ok(names));
                }
            }
        }
        Some(read.and_then(|(place, names)| {
            let reason = format!("no column `{text}` in the header line; there are: {}", names.join(", "));
            Err(Error::input(place, reason))
        }))
    }

    fn document(&self, columns: &[String], line: u64) -> Result<Document> {
        let place = Place::line(&self.file.path, line);
        let cells = self.rows.row.ends.len();
        if cells != columns.len() {
            let reason = format!("{cells} fields where the header line has {}", columns.len());
            return Err(Error::input(place, reason));
        }
        let mut record = Map::new();
        for (column, cell) in columns.iter().zip(self.rows.row.cells()) {
            match utf8(cell) {
                Ok(text) => record.insert(column.clone(), Value::String(text.into())),
                Err(reason) => return Err(Error::input(place, format!("field `{column}`: {reason}"))),
            };
        }
        let mut document = record::document(record, None, &self.shape, &self.file.id, place)?;
        document.meta.encoding = self.encoding;
        Ok(document)
    }
}

impl Delimited {
    /// Finds the next row: its line, or what is wrong with it.
    fn next_row(&mut self) -> Option<Result<u64>> {
        if self.done {
            return None;
        }
        if self.columns.is_none() {
            match self.header()? {
                Ok(columns) => self.columns = Some(columns),
                Err(error) => {
                    self.done = true;
                    return Some(Err(error));
                }
            }
        }
        let row = self.rows.next(&self.file.path)?;
        self.done = matches!(&row, Err(Error::Input { place, .. }) if place.line.is_none());
        Some(row)
    }
}

impl Reader for Delimited {
    fn next_document(&mut self) -> Option<Result<Document>> {
        let row = self.next_row()?;
        let columns = self.columns.as_deref().unwrap_or_default();
        Some(row.and_then(|line| self.document(columns, line)))
    }

    fn pass(&mut self) -> bool {
        self.next_row().is_some()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.rows.lines.into_source().into_source()
    }
}

/// How much may stand between a quote and its end, behind the line the row begins on. Without this, one quote too many
/// takes a whole file into memory; it is less than [`LONGEST`], so that only the row with the quote is given up and not
/// what was read in search of its end.
const LONGEST_QUOTE: usize = 32 << 20;

/// The rows of a table.
struct Rows<R> {
    lines: Lines<R>,
    /// The row found last.
    row: Row,
    /// Bytes of it.
    taken: usize,
    separator: u8,
}

impl<R: BufRead> Rows<R> {
    /// Finds the next row and the line it begins on. An error that names no line is the last.
    fn next(&mut self, path: &str) -> Option<Result<u64>> {
        let mut ended = false;
        self.row.clear();
        self.taken = 0;
        loop {
            let number = self.lines.number;
            match self.row.scan(self.lines.unused(), self.separator, ended) {
                Step::More => {
                    if self.open_too_long() {
                        return Some(self.quote_astray(path));
                    }
                    let first = self.lines.number == 1 && self.lines.unused().is_empty();
                    match self.lines.more() {
                        Ok(More::Bytes) => {
                            if first && self.lines.unused().starts_with(BYTE_ORDER_MARK) {
                                self.lines.use_up(BYTE_ORDER_MARK.len(), 0);
                            }
                        }
                        Ok(More::End) if self.lines.unused().is_empty() => return None,
                        Ok(More::End) => ended = true,
                        Ok(More::TooLong) => {
                            self.lines.use_up(0, self.row.lines + 1);
                            return Some(Err(Error::input(Place::line(path, number), record::TOO_LONG)));
                        }
                        Err(error) => return Some(Err(broken(path, error))),
                    }
                }
                Step::Done => {
                    self.lines.use_up(self.row.at, self.row.lines);
                    self.taken = self.row.at;
                    if !self.row.is_blank() {
                        return Some(Ok(number));
                    }
                    self.row.clear();
                    ended = false;
                }
                Step::QuoteAstray => return Some(self.quote_astray(path)),
            }
        }
    }

    /// The names of columns that the row found last has, or what is no row, where `separator` parts its cells.
    fn names_parted_at(&self, separator: u8) -> Option<Vec<String>> {
        let mut row = Row::default();
        match row.scan(self.lines.used(self.taken), separator, true) {
            Step::Done => row.names().ok(),
            Step::More | Step::QuoteAstray => None,
        }
    }

    fn open_too_long(&self) -> bool {
        let unused = self.lines.unused();
        unused.len() > LONGEST_QUOTE
            && line_end(unused).is_some_and(|(line, _)| unused.len() - line > LONGEST_QUOTE)
    }

    /// Gives up the line on which a quote is open that nothing closes, and goes on behind it. In tab-separated
    /// values, where many programs do not quote at all, such a line is read as it stands.
    fn quote_astray(&mut self, path: &str) -> Result<u64> {
        let number = self.lines.number;
        let quote = number + self.row.quote;
        let unused = self.lines.unused();
        let (line, end) = line_end(unused).unwrap_or((unused.len(), 0));
        self.row.clear();
        if self.separator == b'\t' {
            for cell in unused[..line].split(|&byte| byte == b'\t') {
                self.row.bytes.extend_from_slice(cell);
                self.row.end_cell();
            }
        }
        self.lines.use_up(line + end, 1);
        self.taken = line + end;
        if self.separator == b'\t' {
            return Ok(number);
        }
        let mut reason = "a quote that is not closed, or not doubled inside a quoted field".to_owned();
        if quote > number {
            reason.push_str(&format!("; it opens in line {quote}"));
        }
        Err(Error::input(Place::line(path, number), reason))
    }
}

/// A row, as far as it was read.
#[derive(Default)]
struct Row {
    /// The cells, one behind the other, without quotes.
    bytes: Vec<u8>,
    /// Where each cell ends.
    ends: Vec<usize>,
    state: State,
    /// Bytes of the input that were read for it.
    at: usize,
    /// Line ends among them.
    lines: u64,
    /// Line ends before the quote that was opened last.
    quote: u64,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum State {
    #[default]
    CellBegins,
    Plain,
    Quoted,
    /// Behind a quote inside a quoted cell, which ends the cell or is the first of two.
    QuoteSeen,
}

enum Step {
    More,
    Done,
    QuoteAstray,
}

impl Row {
    fn clear(&mut self) {
        self.bytes.clear();
        self.ends.clear();
        (self.state, self.at, self.lines, self.quote) = (State::CellBegins, 0, 0, 0);
    }

    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.bytes[start..end])
    }

    /// The cells as names of columns: a second one of a name is `name.1`, as pandas has it, or counts on where a column is
    /// called that already, so that nothing is lost.
    fn names(&self) -> std::result::Result<Vec<String>, String> {
        let written: Vec<&str> =
            self.cells().map(|cell| utf8(cell).map(str::trim)).collect::<std::result::Result<_, _>>()?;
        let taken: HashSet<&str> = written.iter().copied().collect();
        // Under each name the number of its last column: of many, none is counted twice.
        let mut last: HashMap<&str, usize> = HashMap::new();
        let mut own_name = |name| {
            let Some(number) = last.get_mut(name) else {
                last.insert(name, 0);
                return name.to_owned();
            };
            loop {
                *number += 1;
                let next = format!("{name}.{number}");
                if !taken.contains(next.as_str()) {
                    return next;
                }
            }
        };
        Ok(written.into_iter().map(&mut own_name).collect())
    }

    /// An empty line between rows.
    fn is_blank(&self) -> bool {
        self.ends.len() == 1 && self.bytes.is_empty()
    }

    fn end_cell(&mut self) {
        self.ends.push(self.bytes.len());
        self.state = State::CellBegins;
    }

    /// Reads on in `input`, which begins where the row begins and ends behind a line end or, if it is all there is,
    /// anywhere.
    fn scan(&mut self, input: &[u8], separator: u8, is_all: bool) -> Step {
        loop {
            let Some(&byte) = input.get(self.at) else {
                return match self.state {
                    _ if !is_all => Step::More,
                    State::Quoted => Step::QuoteAstray,
                    State::CellBegins | State::Plain | State::QuoteSeen => {
                        self.end_cell();
                        Step::Done
                    }
                };
            };
            match self.state {
                State::CellBegins if byte == b'"' => {
                    self.state = State::Quoted;
                    self.quote = self.lines;
                    self.at += 1;
                }
                State::QuoteSeen if byte == b'"' => {
                    self.bytes.push(b'"');
                    self.state = State::Quoted;
                    self.at += 1;
                }
                State::Quoted => {
                    let rest = &input[self.at..];
                    let len = rest.iter().position(|&byte| byte == b'"').unwrap_or(rest.len());
                    self.bytes.extend_from_slice(&rest[..len]);
                    self.lines += line_ends(&rest[..len]);
                    self.at += len;
                    if len < rest.len() {
                        self.state = State::QuoteSeen;
                        self.at += 1;
                    }
                }
                State::CellBegins | State::Plain | State::QuoteSeen => {
                    if byte == separator {
                        self.end_cell();
                        self.at += 1;
                    } else if byte == b'\n' || byte == b'\r' {
                        if byte == b'\r' && input.get(self.at + 1) == Some(&b'\n') {
                            self.at += 1;
                        }
                        self.end_cell();
                        self.at += 1;
                        self.lines += 1;
                        return Step::Done;
                    } else if self.state == State::QuoteSeen {
                        return Step::QuoteAstray;
                    } else {
                        let rest = &input[self.at..];
                        let ends = |&byte: &u8| byte == separator || byte == b'\n' || byte == b'\r';
                        let len = rest.iter().position(ends).unwrap_or(rest.len());
                        self.bytes.extend_from_slice(&rest[..len]);
                        self.at += len;
                        self.state = State::Plain;
                    }
                }
            }
        }
    }
}

fn line_ends(mut bytes: &[u8]) -> u64 {
    let mut count = 0;
    while let Some((len, end)) = line_end(bytes) {
        bytes = &bytes[len + end..];
        count += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(bytes: &[u8], separator: u8) -> Vec<std::result::Result<(u64, Vec<String>), String>> {
        let mut rows = Rows { lines: Lines::of(bytes, LONGEST), row: Row::default(), taken: 0, separator };
        let mut found = Vec::new();
        while let Some(row) = rows.next("t") {
            found.push(row.map_err(|error| error.to_string()).map(|line| {
                (line, rows.row.cells().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
            }));
        }
        found
    }

    proptest! {
        #[test]
        fn reads_what_the_csv_crate_writes(
            table in prop::collection::vec(prop::collection::vec("[a\"\\n\\r,\t ế]{0,6}", 3), 0..6),
            crlf in any::<bool>(), tab in any::<bool>(),
        ) {
            let terminator = if crlf { csv::Terminator::CRLF } else { csv::Terminator::Any(b'\n') };
            let separator = if tab { b'\t' } else { b',' };
            let mut writer = csv::WriterBuilder::new().delimiter(separator).terminator(terminator).from_writer(vec![]);
            table.iter().for_each(|row| writer.write_record(row).unwrap());
            let found = rows(&writer.into_inner().unwrap(), separator);
            let cells: Vec<_> = found.into_iter().map(|row| row.unwrap().1).collect();
            prop_assert_eq!(cells, table);
        }

        #[test]
        fn reads_as_the_csv_crate_does_without_quotes(text in "[ab,\\r\\nế]{0,30}") {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> =
                reader.records().map(|row| row.unwrap().iter().map(String::from).collect()).collect();
            let found: Vec<_> = rows(text.as_bytes(), b',').into_iter().map(|row| row.unwrap().1).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(prop::sample::select(b"a\"\",,\n\r\t".to_vec()), 0..60)) {
            rows(&bytes, b',');
            rows(&bytes, b'\t');
        }
    }

    #[test]
    fn columns_of_one_name_are_told_apart() {
        let names = |header: &str| {
            let mut row = Row::default();
            row.scan(header.as_bytes(), b',', true);
            row.names().unwrap()
        };
        assert_eq!(names("a,a,a,b"), ["a", "a.1", "a.2", "b"]);
        assert_eq!(names("a,a.1,a,a.1"), ["a", "a.1", "a.2", "a.1.1"]);
        assert_eq!(names("a,a,a.1"), ["a", "a.2", "a.1"]);
        // In a time that does not grow with the square of the columns.
        let all: HashSet<String> = names(&"a,".repeat(200_000)).into_iter().collect();
        assert_eq!(all.len(), 200_001);
    }

    #[test]
    fn an_open_quote_costs_one_row() {
        let found = rows(b"1,\"a\nb\"\n2,\"open\n3,\"c\"\n4,\"d\n5,e\n", b',');
        let astray =
            |line| format!("t:{line}: a quote that is not closed, or not doubled inside a quoted field");
        let row = |line, a: &str, b: &str| Ok((line, vec![a.to_owned(), b.to_owned()]));
        assert_eq!(
            found,
            [row(1, "1", "a\nb"), Err(astray(3)), row(4, "3", "c"), Err(astray(5)), row(6, "5", "e")]
        );
    }

    #[test]
    fn tabs_without_quoting() {
        let found = rows(b"1\t\"Xa\" x\n2\t\"b\"\n", b'\t');
        let cells: Vec<_> = found.into_iter().map(|row| row.unwrap().1).collect();
        assert_eq!(cells, [["1", "\"Xa\" x"], ["2", "b"]]);
    }
}
