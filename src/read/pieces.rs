//! A text file of any size, a piece at a time.

use super::files::File;
use super::source::Source;
use super::{LONGEST, Reader, broken, legacy, record, utf8, without_byte_order_mark};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use std::io::{self, Read};

pub(super) struct Pieces {
    file: File,
    source: Source,
    size: usize,
    /// Bytes that were read and not yet handed out.
    rest: Vec<u8>,
    /// Number of the line that they begin with, from 1.
    line: u64,
    begun: bool,
    /// Nothing comes behind `rest`.
    at_end: bool,
}

impl Pieces {
    pub(super) fn of(file: File, source: Source, size: usize) -> Self {
        Self { file, source, size: size.max(1), rest: Vec::new(), line: 1, begun: false, at_end: false }
    }

    fn place(&self) -> Place {
        Place::line(&self.file.path, self.line)
    }

    /// Reads on until `size` bytes are there, or the file is at its end.
    fn fill(&mut self, size: usize) -> io::Result<()> {
        let room = size.saturating_sub(self.rest.len()) as u64;
        let read = self.source.by_ref().take(room).read_to_end(&mut self.rest)? as u64;
        self.at_end = read < room;
        Ok(())
    }

    /// Where the next piece ends: behind the last paragraph, else the last line, else the last word that is whole.
    fn cut(&mut self) -> io::Result<usize> {
        let mut size = self.size;
        loop {
            self.rest.reserve(size.saturating_sub(self.rest.len()));
            self.fill(size)?;
            if self.at_end {
                return Ok(self.rest.len());
            }
            // A paragraph's end is worth a smaller piece, not a look through all of it.
            let late = self.rest.len() - self.rest.len() / 4;
            let last = |end: u8| self.rest.iter().rposition(|&byte| byte == end);
            if let Some(at) = paragraph(&self.rest[late..]).map(|at| late + at).or_else(|| last(b'\n')) {
                let breaks = self.rest[at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r')).count();
                return Ok(at + breaks);
            }
            if size as u64 >= LONGEST {
                return Ok(last(b' ').map_or(self.rest.len(), |at| at + 1));
            }
            size *= 2;
        }
    }

    /// Is done with the first `count` bytes. What is behind them moves up, so that every piece is read into the same memory.
    fn pass(&mut self, count: usize) {
        self.line += memchr::memchr_iter(b'\n', &self.rest[..count]).count() as u64;
        self.rest.drain(..count);
    }

    /// Ends the file where its bytes cannot be read any further.
    fn give_up(&mut self, reason: Error) -> Error {
        self.rest.clear();
        self.at_end = true;
        reason
    }

    fn document(&self, text: String, place: Place, encoding: Option<&'static str>) -> Document {
        Document { id: self.file.id.clone(), text, meta: Meta { encoding, ..Meta::default() }, place }
    }

    /// The whole file, where it begins in a legacy encoding: a piece alone may be too short to tell which.
    fn legacy(&mut self) -> Option<Result<Document>> {
        legacy::text(&self.rest)?;
        let place = self.place();
        if let Err(error) = self.fill(LONGEST as usize + 1) {
            let error = broken(&self.file.path, error);
            return Some(Err(self.give_up(error)));
        }
        if !self.at_end {
            return Some(Err(self.give_up(Error::input(place, record::TOO_LONG))));
        }
        let (text, encoding) = legacy::text(&std::mem::take(&mut self.rest))?;
        Some(Ok(self.document(text, place, Some(encoding.name()))))
    }

    fn piece(&mut self) -> Result<Option<Document>> {
        if self.at_end && self.rest.is_empty() {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut self.begun, true);
        let cut = self.cut().map_err(|error| {
            let error = broken(&self.file.path, error);
            self.give_up(error)
        })?;
        if first && self.at_end && without_byte_order_mark(&self.rest).trim_ascii().is_empty() {
            return Err(self.give_up(Error::input(Place::file(&self.file.path), record::EMPTY)));
        }
        if cut == 0 {
            return Ok(None);
        }
        let place = self.place();
        let reason = match utf8(&self.rest[..cut]) {
            Ok(text) => {
                let text =
                    if first { text.strip_prefix('\u{feff}').unwrap_or(text) } else { text }.to_owned();
                self.pass(cut);
                return Ok(Some(self.document(text, place, None)));
            }
            Err(reason) => reason,
        };
        if first && let Some(whole) = self.legacy() {
            return whole.map(Some);
        }
        // What stands before the broken line, else that line, named and left out.
        let valid = std::str::from_utf8(&self.rest[..cut]).map_or_else(|error| error.valid_up_to(), str::len);
        let start = self.rest[..valid].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        if start > 0 {
            let text = utf8(&self.rest[..start]).ok().map(str::to_owned);
            self.pass(start);
            return Ok(text.map(|text| self.document(text, place, None)));
        }
        let end = self.rest[..cut].iter().position(|&byte| byte == b'\n').map_or(cut, |at| at + 1);
        self.pass(end);
        Err(Error::input(place, reason))
    }
}

/// Where the last empty line begins, with the end of the line before it; one that ends in `\r\n` where there is no other.
fn paragraph(bytes: &[u8]) -> Option<usize> {
    let mut other = None;
    for at in (0..bytes.len()).rev().filter(|&at| bytes[at] == b'\n') {
        let before = &bytes[..at];
        if before.ends_with(b"\n") {
            return Some(at - 1);
        }
        if other.is_none() && before.ends_with(b"\n\r") {
            other = Some(at - 2);
        }
    }
    other
}

impl Reader for Pieces {
    fn next_document(&mut self) -> Option<Result<Document>> {
        self.piece().transpose()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.source
    }
}
