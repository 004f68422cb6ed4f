//! The bytes of one file, unpacked, counted and summed on the way.

use super::LONGEST;
use crate::error::{Error, Place};
use flate2::bufread::GzDecoder;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::mem;
use xxhash_rust::xxh3::Xxh3Default;

/// A file that was read, for the record of a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRead {
    /// Path as the user named it or as it was found; `-` is standard input.
    pub path: String,
    /// Size in bytes, as it lies on disk.
    pub bytes: u64,
    /// XXH3-64 of those bytes, 16 hexadecimal digits.
    pub checksum: String,
    /// How many records of a web archive are no pages, by what they are (`request`, `image`, `status 3xx`).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub passed_over: BTreeMap<Cow<'static, str>, u64>,
}

impl FileRead {
    /// Adds what another part of the work saw of the same file; `false` if it was another one.
    pub(crate) fn add(&mut self, other: &Self) -> bool {
        for (kind, count) in &other.passed_over {
            *self.passed_over.entry(kind.clone()).or_default() += count;
        }
        (&self.path, self.bytes, &self.checksum) == (&other.path, other.bytes, &other.checksum)
    }
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

/// The file as it lies on disk.
struct Raw {
    bytes: BufReader<Tally>,
    /// Bytes that come before those, because they were looked at.
    put_back: Cursor<Vec<u8>>,
    /// What was used of the member that is being read, or the end of that: where it was cut off, the decoder fails only
    /// behind the beginning of the next.
    recent: Vec<u8>,
    /// Up to here bytes were put back once, and are not again: the time would grow with the square of the damage.
    put_back_to: u64,
}

impl Raw {
    fn of(bytes: BufReader<Tally>, put_back: Vec<u8>) -> Self {
        Self { bytes, put_back: Cursor::new(put_back), recent: Vec::new(), put_back_to: 0 }
    }

    /// A place holder.
    fn nothing() -> Self {
        let tally = Tally { inner: Box::new(io::empty()), bytes: 0, sum: Xxh3Default::new() };
        Self::of(BufReader::with_capacity(0, tally), Vec::new())
    }

    /// How many bytes were used.
    fn used(&self) -> u64 {
        let looked_at = self.put_back.get_ref().len() as u64 - self.put_back.position();
        self.bytes.get_ref().bytes - self.bytes.buffer().len() as u64 - looked_at
    }

    /// Puts the recent bytes back but for the first, which began what could not be read.
    fn put_recent_back(&mut self) {
        let used = self.used();
        let known = used - self.recent.len() as u64;
        let from = usize::try_from(self.put_back_to.saturating_sub(known)).unwrap_or(usize::MAX).max(1);
        let mut again = self.recent.split_off(from.min(self.recent.len()));
        let (old, at) = (self.put_back.get_ref(), self.put_back.position() as usize);
        again.extend_from_slice(&old[at..]);
        self.put_back = Cursor::new(again);
        self.put_back_to = used;
        self.recent.clear();
    }

    /// Goes to the next `magic`, whose first byte does not recur in it; `false` where there is none.
    fn find(&mut self, magic: &[u8]) -> io::Result<bool> {
        let mut matched = 0;
        loop {
            let bytes = self.fill_buf()?;
            if bytes.is_empty() {
                return Ok(false);
            }
            let mut at = 0;
            while at < bytes.len() && matched < magic.len() {
                matched = match bytes[at] {
                    byte if byte == magic[matched] => matched + 1,
                    byte => usize::from(byte == magic[0]),
                };
                at += 1;
            }
            self.consume(at);
            if matched == magic.len() {
                self.recent.clear();
                let (old, at) = (self.put_back.get_ref(), self.put_back.position() as usize);
                self.put_back = Cursor::new([magic, &old[at..]].concat());
                return Ok(true);
            }
        }
    }

    fn only_zeros(&mut self) -> io::Result<bool> {
        loop {
            let bytes = self.fill_buf()?;
            let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
            let (all, end) = (zeros == bytes.len(), bytes.is_empty());
            self.consume(zeros);
            if end || !all {
                return Ok(end);
            }
        }
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self.put_back.position() < self.put_back.get_ref().len() as u64 {
            true => self.put_back.fill_buf(),
            false => self.bytes.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        // A member may be cut off anywhere, but what is unpacked wrongly is found to be wrong soon.
        const KEPT: usize = 1 << 20;
        let at = self.put_back.position() as usize;
        if at < self.put_back.get_ref().len() {
            self.recent.extend_from_slice(&self.put_back.get_ref()[at..at + count]);
            self.put_back.consume(count);
        } else {
            self.recent.extend_from_slice(&self.bytes.buffer()[..count]);
            self.bytes.consume(count);
        }
        if self.recent.len() > 2 * KEPT {
            self.recent.drain(..KEPT);
        }
    }
}

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

#[expect(clippy::large_enum_variant, reason = "there is one a file")]
enum Packing {
    Plain(Raw),
    Gzip(BufReader<Members>),
    Zstandard(BufReader<zstd::Decoder<'static, Raw>>),
}

const GZIP: [u8; 3] = [0x1f, 0x8b, 0x08];
const ZSTANDARD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
/// Opens the frame in which `.warc.zst` files keep the dictionary of all the frames behind it.
const DICTIONARY: [u8; 4] = [0x5d, 0x2a, 0x4d, 0x18];

/// Gzip members, one behind the other.
///
/// Not flate2's `MultiGzDecoder`, which does not tell a damaged member from bytes behind the last one.
struct Members {
    member: GzDecoder<Raw>,
    /// Bytes that came out of the member.
    given: u64,
    garbage: bool,
}

impl Read for Members {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = match self.member.read(buffer) {
                // Its sum is wrong, too, but of bytes that nobody has seen.
                Err(error) if self.given == 0 => {
                    return Err(io::Error::new(error.kind(), "damaged gzip data"));
                }
                read => read?,
            };
            self.given += count as u64;
            if count > 0 || buffer.is_empty() || self.garbage {
                return Ok(count);
            }
            match self.member.get_mut().fill_buf()?.first().copied() {
                None => return Ok(0),
                Some(first) if first == GZIP[0] => {
                    let mut raw = self.member.reset(Raw::nothing());
                    raw.recent.clear();
                    self.member.reset(raw);
                    self.given = 0;
                }
                // Tapes and some disks fill a block up with zeros.
                Some(0) if self.member.get_mut().only_zeros()? => return Ok(0),
                Some(_) => {
                    self.garbage = true;
                    return Ok(0);
                }
            }
        }
    }
}

/// The unpacked bytes of one file.
pub(super) struct Source {
    packing: Packing,
    unpacked: u64,
    dictionary: Vec<u8>,
    /// The file on disk as it was before it was read.
    before: Option<(fs::File, Metadata)>,
    /// Bytes that are not packed were met where a member should begin.
    garbage: bool,
    passed_over: BTreeMap<Cow<'static, str>, u64>,
}

const BUFFER: usize = 1 << 17;

impl Source {
    /// Begins to read; how the bytes are packed is told from the first ones, so that it also works where there is
    /// no name.
    pub(super) fn of(inner: Box<dyn Read + Send>) -> io::Result<Self> {
        let tally = Tally { inner, bytes: 0, sum: Xxh3Default::new() };
        let mut bytes = BufReader::with_capacity(BUFFER, tally);
        let mut head = Vec::new();
        bytes.by_ref().take(4).read_to_end(&mut head)?;
        let mut dictionary = Vec::new();
        if head == DICTIONARY {
            dictionary = read_dictionary(&mut bytes)?;
            head.clear();
            bytes.by_ref().take(4).read_to_end(&mut head)?;
        }
        let packing = if head.starts_with(&GZIP[..2]) {
            gzip(Raw::of(bytes, head))
        } else if head == ZSTANDARD {
            zstandard(Raw::of(bytes, head), &dictionary)?
        } else {
            Packing::Plain(Raw::of(bytes, head))
        };
        Ok(Self {
            packing,
            unpacked: 0,
            dictionary,
            before: None,
            garbage: false,
            passed_over: BTreeMap::new(),
        })
    }

    /// Begins to read a file on disk.
    pub(super) fn of_file(file: fs::File) -> io::Result<Self> {
        let before = (file.try_clone()?, file.metadata()?);
        let source = Self::of(Box::new(file))?;
        Ok(Self { before: Some(before), ..source })
    }

    /// The first bytes, as far as they are there; they are read again. To be asked for before anything is read.
    pub(super) fn beginning(&mut self) -> io::Result<Vec<u8>> {
        const ENOUGH: usize = 64;
        let first = |bytes: &[u8]| bytes[..bytes.len().min(ENOUGH)].to_vec();
        match &self.packing {
            Packing::Plain(raw) => Ok([raw.put_back.get_ref().clone(), first(raw.bytes.buffer())].concat()),
            Packing::Gzip(_) | Packing::Zstandard(_) => self.fill_buf().map(first),
        }
    }

    fn raw(&mut self) -> &mut Raw {
        match &mut self.packing {
            Packing::Plain(raw) => raw,
            Packing::Gzip(reader) => reader.get_mut().member.get_mut(),
            Packing::Zstandard(reader) => reader.get_mut().get_mut(),
        }
    }

    /// How many bytes of the file were used so far; `None` where it is not packed.
    pub(super) fn packed(&self) -> Option<u64> {
        match &self.packing {
            Packing::Plain(_) => None,
            Packing::Gzip(reader) => Some(reader.get_ref().member.get_ref().used()),
            Packing::Zstandard(reader) => Some(reader.get_ref().get_ref().used()),
        }
    }

    /// Whether it ends where a packed member should begin and something else stands.
    pub(super) fn ends_in_garbage(&self) -> bool {
        matches!(&self.packing, Packing::Gzip(reader) if reader.get_ref().garbage)
    }

    /// Counts a record of this kind that is no document.
    pub(super) fn pass_over(&mut self, kind: &'static str) {
        *self.passed_over.entry(kind.into()).or_default() += 1;
    }

    /// Leaves what is left of the packed member that is being read, which may be damaged, and goes on with the next;
    /// `false` where there is none.
    pub(super) fn next_member(&mut self) -> io::Result<bool> {
        self.garbage |= self.ends_in_garbage();
        let (mut raw, magic) = match mem::replace(&mut self.packing, Packing::Plain(Raw::nothing())) {
            Packing::Gzip(reader) => (reader.into_inner().member.into_inner(), &GZIP[..]),
            Packing::Zstandard(reader) => (reader.into_inner().finish(), &ZSTANDARD[..]),
            plain @ Packing::Plain(_) => {
                self.packing = plain;
                return Ok(false);
            }
        };
        raw.put_recent_back();
        let found = raw.find(magic);
        self.packing = match found {
            Ok(true) if magic == GZIP => gzip(raw),
            Ok(true) => zstandard(raw, &self.dictionary)?,
            _ => Packing::Plain(raw),
        };
        found
    }

    /// Reads what is left, unseen, and says what the file was, and what is wrong with it as a whole.
    pub(super) fn finish(self, path: String) -> (FileRead, Option<Error>) {
        let garbage = self.garbage || self.ends_in_garbage();
        let raw = match self.packing {
            Packing::Plain(raw) => raw,
            Packing::Gzip(reader) => reader.into_inner().member.into_inner(),
            Packing::Zstandard(reader) => reader.into_inner().finish(),
        };
        // Where the file cannot be read to its end, which was reported before, the sum is of what was read.
        let mut bytes = raw.bytes;
        let _ = io::copy(&mut bytes, &mut io::sink());
        let tally = bytes.into_inner();
        let reason = if self.before.is_some_and(|(file, before)| is_changed(&file, &before)) {
            Some("changed while it was read; what was read may be torn")
        } else if garbage {
            Some("bytes that are not gzip stand behind or between the packed data; they were left out")
        } else {
            None
        };
        let fault = reason.map(|reason| Error::input(Place::file(&path), reason));
        let checksum = format!("{:016x}", tally.sum.digest());
        (FileRead { path, bytes: tally.bytes, checksum, passed_over: self.passed_over }, fault)
    }

    /// Text shrinks to a tenth, to a fiftieth where much of it recurs. Without this a few kilobytes of gzip keep a
    /// run busy for hours.
    fn check_ratio(&self) -> io::Result<()> {
        const SMALL: u64 = 256 << 20;
        match self.packed() {
            Some(packed) if self.unpacked > SMALL && self.unpacked / RATIO > packed => Err(bomb("text")),
            _ => Ok(()),
        }
    }
}

/// How many times larger than its packed form nothing that people wrote is.
pub(super) const RATIO: u64 = 500;

/// The error for what unpacks to more.
pub(super) fn bomb(what: &str) -> io::Error {
    let words = format!("it unpacks to over {RATIO} times its size, as no {what} does");
    io::Error::new(io::ErrorKind::InvalidData, words)
}

fn gzip(raw: Raw) -> Packing {
    let members = Members { member: GzDecoder::new(raw), given: 0, garbage: false };
    Packing::Gzip(BufReader::with_capacity(BUFFER, members))
}

fn zstandard(raw: Raw, dictionary: &[u8]) -> io::Result<Packing> {
    let decoder = zstd::Decoder::with_dictionary(raw, dictionary)?;
    Ok(Packing::Zstandard(BufReader::with_capacity(BUFFER, decoder)))
}

/// The dictionary in the first frame of a `.warc.zst`, which may be packed itself.
fn read_dictionary(bytes: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 4];
    let cut = |error: io::Error| io::Error::new(error.kind(), "its dictionary is cut off");
    bytes.read_exact(&mut length).map_err(cut)?;
    let length = u64::from(u32::from_le_bytes(length)).min(LONGEST);
    let mut dictionary = Vec::new();
    bytes.by_ref().take(length).read_to_end(&mut dictionary)?;
    if dictionary.starts_with(&ZSTANDARD) {
        let packed = mem::take(&mut dictionary);
        zstd::Decoder::with_buffer(&packed[..])?.take(LONGEST).read_to_end(&mut dictionary)?;
    }
    Ok(dictionary)
}

fn is_changed(file: &fs::File, before: &Metadata) -> bool {
    let modified = |metadata: &Metadata| metadata.modified().ok();
    file.metadata().is_ok_and(|now| now.len() != before.len() || modified(&now) != modified(before))
}

impl BufRead for Source {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.check_ratio()?;
        if !matches!(self.packing, Packing::Gzip(_)) {
            // Where a frame of Zstandard begins is not known, only that what came out before this was whole.
            self.raw().recent.clear();
        }
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
