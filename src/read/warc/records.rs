//! The records of an archive, one in memory at a time, and how to go on behind one that is damaged.

use super::buffer::Buffer;
use super::head::{Head, head_end};
use crate::read::LONGEST;
use crate::read::source::{RATIO, Source, bomb};
use std::borrow::Cow;
use std::io::{self, BufRead, ErrorKind};

/// Longest head. Real ones have under 2 KiB; without this a file that is no archive is read into memory in search of
/// a blank line.
const LONGEST_HEAD: usize = 1 << 16;

/// How much is read at a time.
const STEP: usize = 1 << 20;

/// How much of a record may be unpacked before its ratio is looked at. In an archive that was packed as a whole, a page
/// that was fetched twice takes a few bytes the second time; none of that size is.
const SMALL: u64 = 16 << 20;

/// A record of an archive.
pub(super) struct Record<'a> {
    /// Its number in the file, from 1.
    pub(super) number: u64,
    pub(super) head: Head<'a>,
    /// Its block, or only the beginning of one that is longer than [`LONGEST`].
    pub(super) block: &'a [u8],
    pub(super) is_whole: bool,
}

/// A record that cannot be used.
pub(super) struct Fault {
    /// The number of the record.
    pub(super) number: u64,
    /// Whose record it is, where that is known.
    pub(super) target: Option<String>,
    pub(super) reason: String,
}

pub(super) struct Records {
    source: Source,
    buffer: Buffer,
    /// Bytes of the buffer that belong to records that were handed out.
    used: usize,
    number: u64,
    /// Bytes that came from the source so far.
    taken: u64,
    /// What was taken, and what of the packed file was used, when the record began.
    begin: (u64, u64),
    /// What came in place of the bytes behind the buffer.
    behind: Option<io::Error>,
    /// No record begins here since one was given up, so that what is wrong was already said.
    is_lost: bool,
    ended: bool,
}

/// Where in the buffer a record lies.
struct Found {
    head: usize,
    end: usize,
    is_whole: bool,
}

enum Trouble {
    /// The bytes cannot be had.
    Source(io::Error),
    /// They can, but they are no record. The next one is looked for from here on in the buffer.
    Framing(String, usize),
}

impl Records {
    pub(super) fn of(source: Source) -> Self {
        Self {
            source,
            buffer: Buffer::default(),
            used: 0,
            number: 0,
            taken: 0,
            begin: (0, 0),
            behind: None,
            is_lost: false,
            ended: false,
        }
    }

    pub(super) fn source(&mut self) -> &mut Source {
        &mut self.source
    }

    pub(super) fn into_source(self) -> Source {
        self.source
    }

    /// The next record, or what is wrong with it; `None` at the end of the file.
    pub(super) fn next_record(&mut self) -> Option<Result<Record<'_>, Fault>> {
        while !self.ended {
            self.drop_used();
            self.begin = (self.taken, self.source.packed().unwrap_or(0));
            match self.find_record() {
                Ok(None) => self.ended = true,
                Ok(Some(found)) => {
                    self.number += 1;
                    let (head, _) = Head::split(&self.buffer[..found.head]);
                    let block = &self.buffer[found.head..found.end];
                    return Some(Ok(Record { number: self.number, head, block, is_whole: found.is_whole }));
                }
                Err(trouble) => {
                    if let Some(fault) = self.leave(trouble) {
                        return Some(Err(fault));
                    }
                }
            }
        }
        None
    }

    fn drop_used(&mut self) {
        self.buffer.use_up(std::mem::take(&mut self.used));
    }

    /// Goes to the next record and names the one that is given up, unless that was said before.
    fn leave(&mut self, trouble: Trouble) -> Option<Fault> {
        let (head, _) = Head::split(&self.buffer[..head_end(&self.buffer).unwrap_or(0)]);
        let target = head.text("WARC-Target-URI").map(Cow::into_owned);
        let was_lost = std::mem::replace(&mut self.is_lost, true);
        let reason = match trouble {
            Trouble::Framing(reason, from) => {
                self.find_marker(from);
                reason
            }
            Trouble::Source(error) => self.next_member(&error),
        };
        if was_lost {
            return None;
        }
        self.number += 1;
        Some(Fault { number: self.number, target, reason })
    }

    /// Goes on behind bytes that cannot be unpacked, and says what is wrong with them.
    fn next_member(&mut self, error: &io::Error) -> String {
        self.buffer.clear();
        self.used = 0;
        self.ended = !self.source.next_member().unwrap_or(false);
        let words = match error.kind() {
            ErrorKind::UnexpectedEof => "the compressed data are cut off".to_owned(),
            _ => format!("cannot be read: {error}"),
        };
        let rest = if self.ended { "; the rest of the file is lost" } else { "" };
        words + rest
    }

    fn find_record(&mut self) -> Result<Option<Found>, Trouble> {
        self.skip_line_ends();
        if !self.fill(5) {
            return match self.behind.take() {
                Some(error) => Err(Trouble::Source(error)),
                None if self.buffer.is_empty() => Ok(None),
                None => Err(Trouble::Framing("no record begins here".into(), 0)),
            };
        }
        if !self.buffer.starts_with(b"WARC/") {
            return Err(Trouble::Framing("no record begins here".into(), 0));
        }
        self.is_lost = false;
        let head = self.read_head()?;
        let (fields, _) = Head::split(&self.buffer[..head]);
        let Some(length) = fields.text("Content-Length") else {
            return Err(Trouble::Framing("no Content-Length".into(), head));
        };
        let Ok(length) = length.parse::<u64>() else {
            let reason = format!("Content-Length is no number: {length:.40}");
            return Err(Trouble::Framing(reason, head));
        };
        if length > LONGEST {
            return self.begin_long(head, length).map(Some);
        }
        let end = head + length as usize;
        if !self.fill(end) {
            return Err(self.cut(head, length, (self.buffer.len() - head) as u64));
        }
        if self.is_followed(end)? {
            self.used = end;
            return Ok(Some(Found { head, end, is_whole: true }));
        }
        let reason = format!("Content-Length is {length}, but no record begins behind that");
        Err(Trouble::Framing(reason, head))
    }

    fn skip_line_ends(&mut self) {
        loop {
            self.fill(64);
            let ends = self.buffer.iter().take_while(|&&byte| is_line_end(byte)).count();
            self.buffer.use_up(ends);
            if ends == 0 {
                return;
            }
        }
    }

    /// Reads to the blank line that ends the head.
    fn read_head(&mut self) -> Result<usize, Trouble> {
        let mut wanted = 1 << 10;
        loop {
            let is_more = self.fill(wanted);
            if let Some(end) = head_end(&self.buffer[..self.buffer.len().min(LONGEST_HEAD)]) {
                return Ok(end);
            }
            if let (false, Some(error)) = (is_more, self.behind.take()) {
                return Err(Trouble::Source(error));
            }
            if !is_more || wanted >= LONGEST_HEAD {
                return Err(Trouble::Framing("no blank line ends its head".into(), 5));
            }
            wanted *= 2;
        }
    }

    /// What is wrong where a block of this length has only as many bytes as are `there`.
    fn cut(&mut self, head: usize, length: u64, there: u64) -> Trouble {
        match self.behind.take() {
            Some(error) => Trouble::Source(error),
            None => {
                let reason =
                    format!("Content-Length is {length}, but the file ends after {there} bytes of it");
                Trouble::Framing(reason, head)
            }
        }
    }

    /// The beginning of a record that is too long; the rest of it is passed by, in search of another record in case
    /// its length is a lie.
    fn begin_long(&mut self, head: usize, length: u64) -> Result<Found, Trouble> {
        let end = head + LONGEST_HEAD;
        if !self.fill(end) {
            return Err(self.cut(head, length, (self.buffer.len() - head) as u64));
        }
        let lie = || format!("Content-Length is {length}, but another record begins within that");
        if marker(&self.buffer[head..end]).is_some() {
            return Err(Trouble::Framing(lie(), head));
        }
        let (mut at, mut left) = (end, length - LONGEST_HEAD as u64);
        while left > 0 {
            // Of what was looked at, enough stays to find a marker on the border.
            let kept = at.saturating_sub(MARKER).max(end);
            self.buffer.remove(end..kept);
            at -= kept - end;
            self.fill(at + STEP);
            let there = (self.buffer.len() - at).min(usize::try_from(left).unwrap_or(usize::MAX));
            if there == 0 {
                return Err(self.cut(end, length, length - left));
            }
            if marker(&self.buffer[end..at + there]).is_some() {
                return Err(Trouble::Framing(lie(), end));
            }
            at += there;
            left -= there as u64;
        }
        self.used = at;
        Ok(Found { head, end, is_whole: false })
    }

    /// Whether behind `end` there is the end of a record, another, the end of the file, or nothing that can be read:
    /// then the record that ends there may yet be whole.
    fn is_followed(&mut self, end: usize) -> Result<bool, Trouble> {
        let mut next = end;
        while next < end + STEP && self.fill(next + 1) && is_line_end(self.buffer[next]) {
            next += 1;
        }
        let is_record = self.fill(next + 5) && self.buffer[next..].starts_with(b"WARC/");
        // As the standard ends a record: then what comes is wrong, and not the length.
        let is_ended = self.buffer[end..next].starts_with(b"\r\n\r\n");
        match self.behind.take() {
            // The sum of the bytes that were taken is wrong; anything else is wrong with those that would come.
            Some(error) if self.buffer.len() == next && is_wrong_sum(&error) => Err(Trouble::Source(error)),
            behind => {
                self.behind = behind;
                Ok(is_record || is_ended || self.behind.is_some() || self.buffer.len() == next)
            }
        }
    }

    /// Goes to the next line from `from` on that begins a record behind a blank one, or to the end of the file.
    fn find_marker(&mut self, from: usize) {
        // The blank line that ends a head is the one before a record where there is no block.
        self.used = from.saturating_sub(b"\r\n\r\n".len());
        loop {
            let unused = &self.buffer[self.used..];
            if let Some(marker) = marker(unused) {
                self.used += marker;
                return;
            }
            self.used += unused.len().saturating_sub(MARKER);
            self.drop_used();
            let before = self.buffer.len();
            self.fill(before + STEP);
            if self.buffer.len() == before {
                match self.behind.take() {
                    Some(error) => {
                        self.next_member(&error);
                    }
                    None => self.ended = true,
                }
                return;
            }
        }
    }

    /// Has `wanted` bytes in the buffer; `false` where the file ends before, or cannot be read.
    fn fill(&mut self, wanted: usize) -> bool {
        while self.buffer.len() < wanted && self.behind.is_none() {
            match self.take((wanted - self.buffer.len()).min(STEP)) {
                Ok(0) => return false,
                Ok(_) => {}
                Err(error) => self.behind = Some(error),
            }
        }
        self.buffer.len() >= wanted
    }

    fn take(&mut self, most: usize) -> io::Result<usize> {
        let unpacked = self.taken - self.begin.0;
        if let Some(packed) = self.source.packed()
            && unpacked > SMALL
            && unpacked / RATIO > packed.saturating_sub(self.begin.1)
        {
            return Err(bomb("page"));
        }
        while self.source.fill_buf()?.is_empty() {
            if !self.source.ends_in_garbage() || !self.source.next_member()? {
                return Ok(0);
            }
        }
        let filled = self.source.fill_buf()?;
        let count = filled.len().min(most);
        self.buffer.extend(&filled[..count]);
        self.source.consume(count);
        self.taken += count as u64;
        Ok(count)
    }
}

/// flate2 says it in words only.
fn is_wrong_sum(error: &io::Error) -> bool {
    error.to_string().contains("does not have a matching checksum")
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

/// Length of what [`marker`] looks for.
const MARKER: usize = b"\n\r\nWARC/1.1\r\n".len();

/// Where a record begins: `WARC/1.` and a digit alone on a line behind a blank one.
fn marker(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes[at..].windows(8).position(|window| window == b"\nWARC/1.")?;
        let before = bytes[..at].strip_suffix(b"\r").unwrap_or(&bytes[..at]);
        let digit_and_end = bytes.get(at + 8..at + 10).unwrap_or_default();
        if before.ends_with(b"\n") && matches!(digit_and_end, [b'0'..=b'9', b'\r' | b'\n']) {
            return Some(at + 1);
        }
        at += 1;
    }
}
