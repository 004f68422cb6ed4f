//! A text file of any size, a piece at a time.

use super::documents::{Reader, undo_misreading};
use super::files::File;
use super::source::Source;
use super::{LONGEST, broken, legacy, record, utf8, without_byte_order_mark};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use std::io::{self, Cursor, Read};

pub(super) struct Pieces {
    file: File,
    source: Source,
    size: usize,
    /// Bytes that were read and not yet handed out.
    rest: Vec<u8>,
    /// Number of the line that they begin with, from 1.
    line: u64,
    /// Bytes of text that were handed out.
    offset: u64,
    begun: bool,
    /// Whether anything outside ASCII was handed out: then the file is in UTF-8, whatever comes.
    is_utf8: bool,
    /// What follows `rest` where that was in a legacy encoding, and its name.
    decoded: Option<(Cursor<String>, &'static str)>,
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
            offset: 0,
            begun: false,
            is_utf8: false,
            decoded: None,
            at_end: false,
        }
    }

    fn place(&self) -> Place {
        Place::line(&self.file.path, self.line)
    }

    /// Reads on until `size` bytes are there, or the file is at its end.
    fn fill(&mut self, size: usize) -> io::Result<()> {
        let room = size.saturating_sub(self.rest.len()) as u64;
        let read = match &mut self.decoded {
            Some((text, _)) => text.take(room).read_to_end(&mut self.rest)?,
            None => self.source.by_ref().take(room).read_to_end(&mut self.rest)?,
        };
        self.at_end = (read as u64) < room;
        Ok(())
    }

    /// Where the next piece ends: before the last line that begins a sentence, else before the last line, else behind the
    /// last word that is whole.
    fn cut(&mut self) -> io::Result<usize> {
        let mut size = self.size;
        loop {
            self.rest.reserve(size.saturating_sub(self.rest.len()));
            self.fill(size)?;
            if self.at_end {
                return Ok(self.rest.len());
            }
            let last = |end: u8| memchr::memrchr(end, &self.rest).map(|at| at + 1);
            if let Some(at) = last_beginning(&self.rest).or_else(|| last(b'\n')) {
                return Ok(at);
            }
            if size as u64 >= LONGEST {
                return Ok(last(b' ').unwrap_or(self.rest.len()));
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

    /// Hands out the first `count` bytes, with U+FFFD for what is not UTF-8.
    fn hand_out(&mut self, count: usize) -> Document {
        let bytes = &self.rest[..count];
        let legacy = self.decoded.as_ref().map(|&(_, encoding)| encoding);
        let (text, encoding) = match utf8(bytes) {
            Ok(text) => (text.to_owned(), legacy),
            Err(_) => (String::from_utf8_lossy(bytes).into_owned(), Some(legacy::DAMAGED)),
        };
        let (id, place) = (self.file.id.clone(), self.place());
        self.is_utf8 |= !text.is_ascii();
        self.pass(count);
        let document = Document { id, text, meta: Meta { encoding, ..Meta::default() }, place };
        let mut document = undo_misreading(document);
        document.meta.offset = Some(self.offset);
        self.offset += document.text.len() as u64;
        document
    }

    /// Takes all that is left of the file for text in a legacy encoding, where it is; a piece alone may be too short to tell
    /// which.
    fn decode(&mut self) -> Result<bool> {
        if legacy::text(&self.rest).is_none() {
            return Ok(false);
        }
        let place = self.place();
        if let Err(error) = self.fill(LONGEST as usize + 1) {
            let error = broken(&self.file.path, error);
            return Err(self.give_up(error));
        }
        if !self.at_end {
            return Err(self.give_up(Error::input(place, record::TOO_LONG)));
        }
        let Some((text, encoding)) = legacy::text(&self.rest) else { return Ok(false) };
        self.rest.clear();
        (self.is_utf8, self.at_end) = (true, false);
        self.decoded = Some((Cursor::new(text), encoding.name()));
        Ok(true)
    }

    fn piece(&mut self) -> Result<Option<Document>> {
        if self.begun && self.at_end && self.rest.is_empty() {
            return Ok(None);
        }
        let first = !std::mem::replace(&mut self.begun, true);
        let cut = self.cut().map_err(|error| {
            let error = broken(&self.file.path, error);
            self.give_up(error)
        })?;
        let mark = if first { cut - without_byte_order_mark(&self.rest[..cut]).len() } else { 0 };
        self.rest.drain(..mark);
        self.is_utf8 |= mark > 0;
        let cut = cut - mark;
        // Also a file without text is a document.
        if cut == 0 && !first {
            return Ok(None);
        }
        let reason = match utf8(&self.rest[..cut]) {
            Err(reason) if !self.is_utf8 => reason,
            _ => return Ok(Some(self.hand_out(cut))),
        };
        if self.decode()? {
            return self.piece();
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

/// Where the last line begins that begins a sentence, as [`Tokens`](crate::tokens::Tokens) tells them: one behind an empty line,
/// or one that does not go on in lower case.
fn last_beginning(bytes: &[u8]) -> Option<usize> {
    /// So many bytes show how a line begins.
    const SHOWN: usize = 64;
    let begins_sentence = |line: usize| {
        let shown = &bytes[line..bytes.len().min(line + SHOWN)];
        let beginning = shown.utf8_chunks().next().map_or("", |chunk| chunk.valid()).trim_start();
        let first = beginning.chars().next()?;
        let mut before = bytes[..line - 1].iter().rev().take_while(|byte| byte.is_ascii_whitespace());
        (!first.is_lowercase() || before.any(|&byte| byte == b'\n')).then_some(line)
    };
    memchr::memrchr_iter(b'\n', bytes).find_map(|at| begins_sentence(at + 1))
}

impl Reader for Pieces {
    fn next_document(&mut self) -> Option<Result<Document>> {
        self.piece().transpose()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.source
    }
}
