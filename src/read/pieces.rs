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
    /// Whether anything outside ASCII was handed out: then the file is in UTF-8, whatever comes.
    is_utf8: bool,
    /// Nothing comes behind `rest`.
    at_end: bool,
}

impl Pieces {
    pub(super) fn of(file: File, source: Source, size: usize) -> Self {
        Self {
            file,
            source,
            size: size.max(1),
            rest: Vec::new(),
            line: 1,
            begun: false,
            is_utf8: false,
            at_end: false,
        }
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

    /// Hands out the first `count` bytes, with U+FFFD for what is not UTF-8.
    fn hand_out(&mut self, count: usize) -> Document {
        let bytes = &self.rest[..count];
        let (text, encoding) = match utf8(bytes) {
            Ok(text) => (text.to_owned(), None),
            Err(_) => (String::from_utf8_lossy(bytes).into_owned(), Some(legacy::DAMAGED)),
        };
        let place = self.place();
        self.is_utf8 |= !text.is_ascii();
        self.pass(count);
        self.document(text, place, encoding)
    }

    /// All that is left of the file, where that is in a legacy encoding: a piece alone may be too short to tell which.
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
        let (text, encoding) = legacy::text(&self.rest)?;
        self.rest.clear();
        Some(Ok(self.document(text, place, Some(encoding.name()))))
    }

    fn piece(&mut self) -> Result<Option<Document>> {
        if self.at_end && self.rest.is_empty() {
            return Ok(None);
        }
        let cut = self.cut().map_err(|error| {
            let error = broken(&self.file.path, error);
            self.give_up(error)
        })?;
        let first = !std::mem::replace(&mut self.begun, true);
        let mark = if first { cut - without_byte_order_mark(&self.rest[..cut]).len() } else { 0 };
        self.rest.drain(..mark);
        self.is_utf8 |= mark > 0;
        let cut = cut - mark;
        if cut == 0 {
            return Ok(None);
        }
        let reason = match utf8(&self.rest[..cut]) {
            Err(reason) if !self.is_utf8 => reason,
            _ => return Ok(Some(self.hand_out(cut))),
        };
        if let Some(rest) = self.legacy() {
            return rest.map(Some);
        }
        // Too much ASCII before it hides what encoding a line is in.
        let bytes = &self.rest[..cut];
        let ascii = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(cut);
        if let Some(at) = bytes[..ascii].iter().rposition(|&byte| byte == b'\n') {
            return Ok(Some(self.hand_out(at + 1)));
        }
        if first && legacy::damaged(bytes).is_none() {
            return Err(self.give_up(Error::input(Place::file(&self.file.path), reason)));
        }
        Ok(Some(self.hand_out(cut)))
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
