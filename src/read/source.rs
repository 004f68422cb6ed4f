//! The bytes of one file, unpacked, counted and summed on the way.

use flate2::bufread::MultiGzDecoder;
use serde::Serialize;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};
use xxhash_rust::xxh3::Xxh3Default;

/// A file that was read, for the record of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRead {
    /// Path as the user named it or as it was found; `-` is standard input.
    pub path: String,
    /// Size in bytes, as it lies on disk.
    pub bytes: u64,
    /// XXH3-64 of those bytes, 16 hexadecimal digits.
    pub checksum: String,
}

/// Counts and sums what passes.
struct Tally {
    inner: Box<dyn Read + Send>,
    bytes: u64,
    sum: Xxh3Default,
}

impl Read for Tally {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.bytes += count as u64;
        self.sum.update(&buffer[..count]);
        Ok(count)
    }
}

/// The file, with its first bytes, which were looked at, put back.
type Raw = BufReader<Chain<Cursor<Vec<u8>>, Tally>>;

enum Packing {
    Plain(Raw),
    Gzip(BufReader<MultiGzDecoder<Raw>>),
    Zstandard(BufReader<zstd::Decoder<'static, Raw>>),
}

/// The unpacked bytes of one file.
pub(super) struct Source {
    packing: Packing,
    unpacked: u64,
}

const BUFFER: usize = 1 << 17;

impl Source {
    /// Begins to read; how the bytes are packed is told from the first ones, so that it also works where there is
    /// no name.
    pub(super) fn of(inner: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut tally = Tally { inner, bytes: 0, sum: Xxh3Default::new() };
        let mut head = Vec::new();
        tally.by_ref().take(4).read_to_end(&mut head)?;
        let is_gzip = head.starts_with(&[0x1f, 0x8b]);
        let is_zstandard = head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
        let raw = BufReader::with_capacity(BUFFER, Cursor::new(head).chain(tally));
        let packing = if is_gzip {
            Packing::Gzip(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(raw)))
        } else if is_zstandard {
            Packing::Zstandard(BufReader::with_capacity(BUFFER, zstd::Decoder::with_buffer(raw)?))
        } else {
            Packing::Plain(raw)
        };
        Ok(Self { packing, unpacked: 0 })
    }

    fn raw(&mut self) -> &mut Raw {
        match &mut self.packing {
            Packing::Plain(raw) => raw,
            Packing::Gzip(reader) => reader.get_mut().get_mut(),
            Packing::Zstandard(reader) => reader.get_mut().get_mut(),
        }
    }

    /// Reads what is left, unseen, and says what the file was.
    pub(super) fn finish(mut self, path: String) -> FileRead {
        let (_, tally) = self.raw().get_mut().get_mut();
        // Where the file cannot be read to its end, which was reported before, the sum is of what was read.
        let _ = io::copy(tally, &mut io::sink());
        FileRead { path, bytes: tally.bytes, checksum: format!("{:016x}", tally.sum.digest()) }
    }

    /// Text shrinks to a tenth, to a fiftieth where much of it recurs. Without this a few kilobytes of gzip fill
    /// the memory.
    fn check_ratio(&mut self) -> io::Result<()> {
        const SMALL: u64 = 256 << 20;
        const RATIO: u64 = 500;
        if self.unpacked <= SMALL || matches!(self.packing, Packing::Plain(_)) {
            return Ok(());
        }
        let packed = self.raw().get_ref().get_ref().1.bytes;
        if self.unpacked / RATIO <= packed {
            return Ok(());
        }
        Err(io::Error::new(
            io::ErrorKind::InvalidData,
            format!("it unpacks to over {RATIO} times its size, as no text does"),
        ))
    }
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check_ratio()?;
        match &mut self.packing {
            Packing::Plain(reader) => reader.fill_buf(),
            Packing::Gzip(reader) => reader.fill_buf(),
            Packing::Zstandard(reader) => reader.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        self.unpacked += count as u64;
        match &mut self.packing {
            Packing::Plain(reader) => reader.consume(count),
            Packing::Gzip(reader) => reader.consume(count),
            Packing::Zstandard(reader) => reader.consume(count),
        }
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = self.fill_buf()?;
        let count = filled.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}
