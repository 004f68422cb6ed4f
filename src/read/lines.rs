//! Lines of a stream, in a buffer that is used again.

use super::source::Source;
use memchr::memchr2;
use std::io::{self, BufRead, ErrorKind};
use std::ops::Range;

/// What came when more was asked for.
#[derive(Debug, PartialEq)]
pub(super) enum More {
    /// Bytes, to the next line end or the end of the file.
    Bytes,
    /// Nothing, the file is at its end.
    End,
    /// A line that is too long; it was skipped.
    TooLong,
}

/// Bytes of a file that were read and not yet used.
pub(super) struct Lines<R = Source> {
    source: R,
    longest: u64,
    buffer: Vec<u8>,
    used: usize,
    /// Number of the line that begins at the first unused byte, from 1.
    pub(super) number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn of(source: R, longest: u64) -> Self {
        Self { source, longest, buffer: Vec::new(), used: 0, number: 1 }
    }

    pub(super) fn into_source(self) -> R {
        self.source
    }

    /// The bytes that were read and not yet used.
    pub(super) fn unused(&self) -> &[u8] {
        &self.buffer[self.used..]
    }

    /// The last `bytes` that were used, until more are read.
    pub(super) fn used(&self, bytes: usize) -> &[u8] {
        &self.buffer[self.used - bytes..self.used]
    }

    /// Marks bytes as used that end `lines` lines.
    pub(super) fn use_up(&mut self, bytes: usize, lines: u64) {
        self.used += bytes;
        self.number += lines;
    }

    /// Reads to the next line end; with an error comes what could still be read.
    pub(super) fn more(&mut self) -> io::Result<More> {
        // A buffer as large as the longest line is not kept for all the short ones.
        const KEPT: usize = 16 << 20;
        if self.used == self.buffer.len() && self.buffer.capacity() > KEPT {
            self.buffer = Vec::new();
        } else {
            self.buffer.drain(..self.used);
        }
        self.used = 0;
        let before = self.buffer.len();
        let (buffer, longest) = (&mut self.buffer, self.longest);
        let is_too_long = |buffer: &Vec<u8>| buffer.len() as u64 > longest;
        read_line(&mut self.source, |bytes| {
            // What is too long is read to its end and not kept.
            if !is_too_long(buffer) {
                buffer.extend_from_slice(bytes);
            }
        })?;
        if is_too_long(buffer) {
            self.buffer = Vec::new();
            return Ok(More::TooLong);
        }
        Ok(if self.buffer.len() == before { More::End } else { More::Bytes })
    }

    /// The next line without its end (`\n`, `\r\n` or `\r`), as a range for [`Lines::bytes`], and its number.
    pub(super) fn next_line(&mut self) -> io::Result<Line> {
        if self.unused().is_empty() {
            match self.more()? {
                More::Bytes => {}
                More::End => return Ok(Line::End),
                More::TooLong => {
                    self.number += 1;
                    return Ok(Line::TooLong(self.number - 1));
                }
            }
        }
        let unused = self.unused();
        let (len, end) = line_end(unused).unwrap_or((unused.len(), 0));
        let line = Line::Bytes(self.used..self.used + len, self.number);
        self.use_up(len + end, 1);
        Ok(line)
    }

    /// The bytes of a line that [`Lines::next_line`] found last.
    pub(super) fn bytes(&self, line: Range<usize>) -> &[u8] {
        &self.buffer[line]
    }
}

/// What [`Lines::next_line`] found.
pub(super) enum Line {
    Bytes(Range<usize>, u64),
    TooLong(u64),
    End,
}

/// Reads to the end of a line, `\n`, `\r\n` or `\r`, or of the file, and hands the bytes to `take`, some at a time.
fn read_line(source: &mut impl BufRead, mut take: impl FnMut(&[u8])) -> io::Result<()> {
    let mut behind_return = false;
    loop {
        let bytes = match source.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let (len, is_end) = match line_end(bytes) {
            // The line feed may come with the next bytes.
            _ if behind_return => (usize::from(bytes.first() == Some(&b'\n')), true),
            Some((at, 1)) if bytes[at] == b'\r' && at + 1 == bytes.len() => {
                behind_return = true;
                (bytes.len(), false)
            }
            Some((at, end)) => (at + end, true),
            None => (bytes.len(), bytes.is_empty()),
        };
        take(&bytes[..len]);
        source.consume(len);
        if is_end {
            return Ok(());
        }
    }
}

/// Where the first line of `bytes` ends, and the length of what ends it.
pub(super) fn line_end(bytes: &[u8]) -> Option<(usize, usize)> {
    let at = memchr2(b'\n', b'\r', bytes)?;
    Some((at, if bytes[at..].starts_with(b"\r\n") { 2 } else { 1 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn lines(bytes: &[u8], longest: u64) -> Vec<String> {
        lines_of(bytes, longest)
    }

    fn lines_of(bytes: impl BufRead, longest: u64) -> Vec<String> {
        let mut lines = Lines::of(bytes, longest);
        let mut found = Vec::new();
        loop {
            match lines.next_line().unwrap() {
                Line::Bytes(range, number) => {
                    found.push(format!("{number} {}", String::from_utf8_lossy(lines.bytes(range))));
                }
                Line::TooLong(number) => found.push(format!("{number} too long")),
                Line::End => return found,
            }
        }
    }

    #[test]
    fn every_kind_of_line_end() {
        assert_eq!(lines(b"a\nb\r\n\nc\rd", 99), ["1 a", "2 b", "3 ", "4 c", "5 d"]);
        assert_eq!(lines(b"", 99), [""; 0]);
        for at_once in 1..9 {
            let found = lines_of(BufReader::with_capacity(at_once, &b"a\r\nb\n\r\r\nc\r"[..]), 99);
            assert_eq!(found, ["1 a", "2 b", "3 ", "4 ", "5 c"], "{at_once} bytes at once");
        }
    }

    #[test]
    fn a_line_that_is_too_long_is_skipped_alone() {
        assert_eq!(
            lines(b"abc\nabcdefg\nabc\nabcdefghijk", 5),
            ["1 abc", "2 too long", "3 abc", "4 too long"]
        );
        // The end is that of the line, and not of the file.
        assert_eq!(lines(b"abc\rabcdefg\rabc\rab\r", 5), ["1 abc", "2 too long", "3 abc", "4 ab"]);
    }
}
