//! The bytes of a table in UTF-8, whatever encoding they came in.

use super::source::Source;
use super::{LONGEST, legacy};
use std::io::{self, BufRead, Cursor, Read};

/// A file of lines: what was decoded or looked at of it, and behind that what is left.
pub(super) struct Decoded {
    ready: Cursor<Vec<u8>>,
    /// Why there was no more.
    fault: Option<io::Error>,
    rest: Source,
    /// Name of the encoding, where it was not UTF-8.
    pub(super) encoding: Option<&'static str>,
}

impl Decoded {
    /// Looks at the beginning; a file that is in another encoding is decoded as a whole, for which it may be as long as a
    /// document.
    pub(super) fn of(mut rest: Source) -> Self {
        /// No Vietnamese table begins with so many bytes and no letter outside ASCII.
        const LOOKED_AT: u64 = 1 << 18;
        let (mut bytes, mut encoding) = (Vec::new(), None);
        let mut read = rest.by_ref().take(LOOKED_AT).read_to_end(&mut bytes);
        // The last letter may be cut through.
        if std::str::from_utf8(&bytes).is_err_and(|error| error.error_len().is_some()) {
            read = read.and_then(|_| rest.by_ref().take(LONGEST + 1 - LOOKED_AT).read_to_end(&mut bytes));
            let decoded = if bytes.len() as u64 <= LONGEST { legacy::text(&bytes) } else { None };
            if let Some((text, found)) = decoded {
                (bytes, encoding) = (text.into_bytes(), Some(found.name()));
            }
        }
        Self { ready: Cursor::new(bytes), fault: read.err(), rest, encoding }
    }

    pub(super) fn into_source(self) -> Source {
        self.rest
    }
}

impl Decoded {
    fn is_ready(&self) -> bool {
        self.ready.position() < self.ready.get_ref().len() as u64
    }
}

impl BufRead for Decoded {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.is_ready() {
            return self.ready.fill_buf();
        }
        self.fault.take().map_or(Ok(()), Err)?;
        self.rest.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        match self.is_ready() {
            true => self.ready.consume(count),
            false => self.rest.consume(count),
        }
    }
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
