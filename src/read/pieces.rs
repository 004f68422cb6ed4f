//! A text file of any size, a piece at a time.

use super::documents::{Reader, undo_misreading};
use super::files::File;
use super::source::Source;
use super::{LONGEST, broken, legacy, record, utf8, without_byte_order_mark};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use std::io::{Cursor, Read};

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
    encoding: Encoding,
    /// Nothing comes behind `rest`.
    at_end: bool,
    /// Why nothing comes, where the file does not end there.
    fault: Option<Error>,
}

/// What the file is in.
enum Encoding {
    /// So far there was nothing but ASCII.
    Unknown,
    /// Whatever comes.
    Utf8,
    /// All that follows `rest`, and what it was in.
    Decoded(Cursor<String>, &'static str),
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
            encoding: Encoding::Unknown,
            at_end: false,
            fault: None,
        }
    }

    fn place(&self) -> Place {
        Place::line(&self.file.path, self.line)
    }

    /// Reads on until `size` bytes are there, or no more come.
    fn fill(&mut self, size: usize) {
        let room = size.saturating_sub(self.rest.len());
        if self.at_end || room == 0 {
            return;
        }
        self.rest.reserve(room.min(self.size));
        let read = match &mut self.encoding {
            Encoding::Decoded(text, _) => text.take(room as u64).read_to_end(&mut self.rest),
            Encoding::Unknown | Encoding::Utf8 => {
                self.source.by_ref().take(room as u64).read_to_end(&mut self.rest)
            }
        };
        // What was read before a fault is text like any other.
        self.at_end = read.as_ref().map_or(true, |&read| read < room);
        self.fault = read.err().map(|error| broken(&self.file.path, error));
    }

    /// Where the next piece ends: before the last line that begins a sentence, else before the last line, else behind the
    /// last word that is whole.
    fn cut(&mut self) -> usize {
        let mut size = self.size;
        loop {
            self.fill(size);
            if self.at_end && self.rest.len() <= size {
                return self.rest.len();
            }
            let window = &self.rest[..size];
            let last = |end: u8| memchr::memrchr(end, window).map(|at| at + 1);
            if let Some(at) = last_beginning(window).or_else(|| last(b'\n')) {
                return at;
            }
            if size as u64 >= LONGEST {
                let is_first = |byte: &u8| !(0x80..0xc0).contains(byte);
                let last_letter = || window.iter().rposition(is_first).filter(|&at| at > 0);
                return last(b' ').or_else(last_letter).unwrap_or(size);
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
        let legacy = match self.encoding {
            Encoding::Decoded(_, name) => Some(name),
            Encoding::Unknown | Encoding::Utf8 => None,
        };
        let (text, encoding) = match utf8(bytes) {
            Ok(text) => (text.to_owned(), legacy),
            Err(_) => (String::from_utf8_lossy(bytes).into_owned(), Some(legacy::DAMAGED)),
        };
        if matches!(self.encoding, Encoding::Unknown) && !text.is_ascii() {
            self.encoding = Encoding::Utf8;
        }
        let (id, place) = (self.file.id.clone(), self.place());
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
        self.fill(LONGEST as usize + 1);
        if !self.at_end {
            return Err(self.give_up(Error::input(place, record::TOO_LONG)));
        }
        let Some((text, encoding)) = legacy::text(&self.rest) else { return Ok(false) };
        self.rest.clear();
        self.encoding = Encoding::Decoded(Cursor::new(text), encoding.name());
        self.at_end = false;
        Ok(true)
    }

    fn piece(&mut self) -> Result<Option<Document>> {
        let first = !std::mem::replace(&mut self.begun, true);
        let mut cut = self.cut();
        if first {
            let mark = cut - without_byte_order_mark(&self.rest[..cut]).len();
            if mark > 0 {
                self.encoding = Encoding::Utf8;
            }
            self.rest.drain(..mark);
            cut -= mark;
        }
        if cut == 0 {
            // Also a file without text is a document.
            return match self.fault.take() {
                Some(fault) => Err(fault),
                None => Ok(first.then(|| self.hand_out(0))),
            };
        }
        match (utf8(&self.rest[..cut]), &self.encoding) {
            (Err(reason), Encoding::Unknown) => self.not_utf8(cut, reason),
            _ => Ok(Some(self.hand_out(cut))),
        }
    }

    /// What to make of the first bytes of a file outside ASCII, which are not UTF-8.
    fn not_utf8(&mut self, cut: usize, reason: String) -> Result<Option<Document>> {
        if self.decode()? {
            return self.piece();
        }
        // Too much ASCII before it hides what encoding a line is in.
        let bytes = &self.rest[..cut];
        let ascii = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(cut);
        if let Some(at) = bytes[..ascii].iter().rposition(|&byte| byte == b'\n') {
            return Ok(Some(self.hand_out(at + 1)));
        }
        if self.offset == 0 && legacy::damaged(bytes).is_none() {
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
