//! A JSON object a line.

use super::documents::Reader;
use super::files::File;
use super::lines::{Line, Lines};
use super::record::{self, Shape};
use super::source::Source;
use super::{LONGEST, UTF16, broken, utf8, without_byte_order_mark};
use crate::document::Document;
use crate::error::{Error, Place, Result};
use serde_json::Value;
use std::ops::Range;

pub(super) struct Jsonl {
    file: File,
    shape: Shape,
    lines: Lines,
    broken: bool,
}

impl Jsonl {
    pub(super) fn of(file: File, source: Source, shape: Shape) -> Self {
        Self { file, shape, lines: Lines::of(source, LONGEST), broken: false }
    }

    fn document(&self, line: &[u8], number: u64) -> Result<Document> {
        let place = Place::line(&self.file.path, number);
        let text = match utf8(line) {
            Ok(text) => text,
            Err(reason) => return Err(Error::input(place, reason)),
        };
        match serde_json::from_str(text) {
            Ok(fields) => record::document(fields, Some(text), &self.shape, &self.file.id, place),
            Err(error) => {
                let record = self.shape.keeps_record.then(|| text.to_owned());
                Err(Error::Input { place, reason: not_json(text, &error), record })
            }
        }
    }
}

const ARRAY: &str = "a JSON array; write one object a line, as `jq -c '.[]'` does";
const PRETTY: &str = "JSON over several lines; write one object a line, as `jq -c .` does";

/// What a file is that begins with such a line, if it is one JSON value over several lines.
fn one_value(line: &[u8]) -> Option<&'static str> {
    match line.trim_ascii() {
        b"[" => Some(ARRAY),
        b"{" => Some(PRETTY),
        line if line.starts_with(b"[{") && line.ends_with(b"},") => Some(ARRAY),
        _ => None,
    }
}

/// What stands there in place of an object, or what serde_json says, without the line number, which is always 1.
fn not_json(line: &str, error: &serde_json::Error) -> String {
    let words = match serde_json::from_str(line) {
        Ok(Value::Array(values)) if values.first().is_some_and(Value::is_object) => return ARRAY.to_owned(),
        Ok(value) => record::kind(&value).to_owned(),
        Err(_) => error.to_string(),
    };
    let words = words.split(" at line ").next().unwrap_or_default();
    format!("not a JSON object, at column {}: {words}", error.column())
}

impl Jsonl {
    /// The next line that is not blank, or what is wrong with it.
    fn next_record(&mut self) -> Option<Result<(Range<usize>, u64)>> {
        while !self.broken {
            match self.lines.next_line() {
                Ok(Line::Bytes(range, number)) => {
                    let line = self.lines.bytes(range.clone());
                    if number == 1 && (line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff])) {
                        // Of the bytes of a line none can be made out, nor where it ends.
                        self.broken = true;
                        return Some(Err(Error::input(Place::file(&self.file.path), UTF16)));
                    }
                    if number == 1
                        && let Some(reason) = one_value(without_byte_order_mark(line))
                    {
                        // Each line of it is a piece of JSON, and none is a record.
                        self.broken = true;
                        return Some(Err(Error::input(Place::file(&self.file.path), reason)));
                    }
                    // Files with a mark that were put together have it before other lines, too.
                    let start = range.end - without_byte_order_mark(line).len();
                    if !self.lines.bytes(start..range.end).trim_ascii().is_empty() {
                        return Some(Ok((start..range.end, number)));
                    }
                }
                Ok(Line::TooLong(number)) => {
                    return Some(Err(Error::input(Place::line(&self.file.path, number), record::TOO_LONG)));
                }
                Ok(Line::End) => return None,
                Err(error) => {
                    self.broken = true;
                    return Some(Err(broken(&self.file.path, error)));
                }
            }
        }
        None
    }
}

impl Reader for Jsonl {
    fn next_document(&mut self) -> Option<Result<Document>> {
        let record = self.next_record()?;
        Some(record.and_then(|(range, number)| self.document(self.lines.bytes(range), number)))
    }

    fn pass(&mut self) -> bool {
        self.next_record().is_some()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.lines.into_source()
    }
}
