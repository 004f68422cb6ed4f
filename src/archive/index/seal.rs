//! A file in which every byte is checked, below the embedded store.
//!
//! The store (redb) keeps checksums of the pages it uses, and asks for them after a crash only; what it does not use
//! has none. Here every page of its file is checked whenever it is read, and the file as a whole by one scan:
//!
//! | bytes | |
//! | --- | --- |
//! | 4,096 | header: version, whether the file is sealed, length, settings, checksum of the footer and of itself |
//! | a multiple of 4,096 | the file as the store sees it |
//! | the rest | footer: the checksum of each page; its length makes that of the file no multiple of 4,096 |
//!
//! Before the first write of a run the header says that the file is open. A run that is killed leaves it so; the store
//! then comes back to the state before or after the run by its own means, and the file is sealed anew.

use crate::error::Error;
use redb::StorageBackend;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard};
use xxhash_rust::xxh3::xxh3_64;

const PAGE: u64 = 4096;
const MAGIC: &[u8; 16] = b"chinhluan index\n";
/// Version of the layout of the file and of its tables: any change of either is a new one.
pub(super) const VERSION: u32 = 4;

/// What an index says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// How shingles are made and documents compared. Other settings need another index.
    pub settings: serde_json::Value,
    /// Number of documents, kept and removed.
    pub documents: u32,
    /// Number of runs that added documents.
    pub runs: u32,
    /// Version of the program that made the index.
    pub made_by: String,
    /// When, in UTC: `2026-11-22T10:30:00Z`.
    pub made: String,
    /// Version of the program that added to it last.
    pub added_by: String,
    /// When, in UTC.
    pub added: String,
}

/// Whether an index was whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// Every byte is as it was written.
    Whole,
    /// A run was broken off; the index is as before or after that run, and whole again.
    Recovered,
    /// No run has added to it; a file of no bytes is such.
    Empty,
}

/// Why a file is no index, or one that cannot be used.
#[derive(Debug)]
pub(super) enum Fault {
    Io(io::Error),
    Reason(String),
    /// Of another file.
    Elsewhere(Error),
}

impl Fault {
    /// Of a file that this program cannot mend.
    pub(super) fn unusable(what: impl fmt::Display) -> Self {
        Self::Reason(format!("{what}: take the index from a copy"))
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Elsewhere(error)
    }
}

impl<E: Into<redb::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        match error.into() {
            redb::Error::Io(error) => Self::Io(error),
            other => Self::Reason(other.to_string()),
        }
    }
}

/// The file. Clones are the same file.
#[derive(Clone)]
pub(super) struct Sealed(Arc<Inner>);

struct Inner {
    disk: Box<dyn StorageBackend>,
    state: Mutex<State>,
}

struct State {
    about: Option<About>,
    /// Length as the store sees it.
    len: u64,
    /// Checksum of each page; none while it is not known, and for pages written since.
    sums: Vec<Option<u64>>,
    /// Whether the header says that the file is open.
    is_open: bool,
    /// Checksum of the footer, and so of all that the file holds, when it was sealed; that of nothing is 0.
    footer: u64,
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed")
    }
}

impl Sealed {
    /// The file on `disk`; an empty one is an index of nothing.
    pub(super) fn open(disk: Box<dyn StorageBackend>) -> Result<Self, Fault> {
        let state = State::read(&*disk)?;
        Ok(Self(Arc::new(Inner { disk, state: Mutex::new(state) })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// What the file says of itself; none if nothing was ever added.
    pub(super) fn about(&self) -> Option<About> {
        self.state().about.clone()
    }

    /// Whether a run was broken off.
    pub(super) fn is_open(&self) -> bool {
        self.state().is_open
    }

    /// What tells the state of the file from any other, and the file from others; none while a run writes on it.
    pub(super) fn version(&self) -> Option<u64> {
        let state = self.state();
        (!state.is_open).then_some(state.footer)
    }

    /// Reads every page: an error names the first one that is not as it was written.
    pub(super) fn check(&self) -> io::Result<()> {
        let pages = self.state().len.div_ceil(PAGE);
        let mut page = vec![0; PAGE as usize];
        (0..pages).try_for_each(|at| self.read(at * PAGE, &mut page))
    }

    /// Closes what a run has written under its checksums.
    pub(super) fn seal(&self, about: About) -> io::Result<()> {
        let mut state = self.state();
        let mut page = vec![0; PAGE as usize];
        for at in 0..state.sums.len() {
            if state.sums[at].is_none() {
                self.0.disk.read((at as u64 + 1) * PAGE, &mut page)?;
                state.sums[at] = Some(xxh3_64(&page));
            }
        }
        let footer = state.footer();
        let end = PAGE + state.len;
        self.0.disk.set_len(end + footer.len() as u64)?;
        self.0.disk.write(end, &footer)?;
        self.0.disk.sync_data()?;
        let header = Header { is_open: false, len: state.len, footer: xxh3_64(&footer), about: Some(about) };
        self.0.disk.write(0, &header.to_bytes()?)?;
        self.0.disk.sync_data()?;
        (state.about, state.footer) = (header.about, header.footer);
        state.is_open = false;
        Ok(())
    }

    /// Says in the header that the file is open, before anything else is written.
    fn begin(&self, state: &mut State) -> io::Result<()> {
        if state.is_open {
            return Ok(());
        }
        let header = Header { is_open: true, len: state.len, footer: 0, about: state.about.clone() };
        if self.0.disk.len()? < PAGE {
            self.0.disk.set_len(PAGE)?;
        }
        self.0.disk.write(0, &header.to_bytes()?)?;
        self.0.disk.sync_data()?;
        self.0.disk.set_len(PAGE + state.len)?;
        state.is_open = true;
        Ok(())
    }
}

impl StorageBackend for Sealed {
    fn len(&self) -> io::Result<u64> {
        Ok(self.state().len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let end = offset + out.len() as u64;
        let (first, last) = (offset / PAGE, end.div_ceil(PAGE));
        if last * PAGE > self.state().len.next_multiple_of(PAGE) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        let verify = |pages: &[u8]| {
            let state = self.state();
            for (page, at) in pages.chunks_exact(PAGE as usize).zip(first..) {
                if state.sums[at as usize].is_some_and(|sum| sum != xxh3_64(page)) {
                    let said = format!("damaged in the 4,096 bytes from {}", (at + 1) * PAGE);
                    return Err(io::Error::new(io::ErrorKind::InvalidData, said));
                }
            }
            Ok(())
        };
        if offset.is_multiple_of(PAGE) && end.is_multiple_of(PAGE) {
            self.0.disk.read(PAGE + offset, out)?;
            return verify(out);
        }
        let mut pages = vec![0; ((last - first) * PAGE) as usize];
        self.0.disk.read((first + 1) * PAGE, &mut pages)?;
        verify(&pages)?;
        let from = (offset - first * PAGE) as usize;
        out.copy_from_slice(&pages[from..from + out.len()]);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut state = self.state();
        self.begin(&mut state)?;
        // What stands behind the end, such as an old footer, must not come into new pages.
        self.0.disk.set_len(PAGE + state.len.min(len.next_multiple_of(PAGE)))?;
        // Pages are whole on the disk, whatever the store asks for.
        self.0.disk.set_len(PAGE + len.next_multiple_of(PAGE))?;
        state.len = len.next_multiple_of(PAGE);
        let pages = (state.len / PAGE) as usize;
        state.sums.resize(pages, None);
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        self.0.disk.sync_data()
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let mut state = self.state();
        self.begin(&mut state)?;
        let pages = offset / PAGE..(offset + data.len() as u64).div_ceil(PAGE);
        for page in pages {
            match state.sums.get_mut(page as usize) {
                Some(sum) => *sum = None,
                None => return Err(io::ErrorKind::UnexpectedEof.into()),
            }
        }
        self.0.disk.write(PAGE + offset, data)
    }
}

impl State {
    fn read(disk: &dyn StorageBackend) -> Result<Self, Fault> {
        let on_disk = disk.len()?;
        let nothing = Self { about: None, len: 0, sums: Vec::new(), is_open: false, footer: 0 };
        if on_disk == 0 {
            return Ok(nothing);
        }
        let damaged = |what: &str| Fault::unusable(format_args!("damaged in its {what}"));
        let mut magic = [0; 16];
        let mut bytes = vec![0; PAGE as usize];
        disk.read(0, &mut bytes[..on_disk.min(PAGE) as usize])?;
        magic.copy_from_slice(&bytes[..16]);
        if on_disk == PAGE && bytes.iter().all(|&byte| byte == 0) {
            // The first run was broken off between its first two writes.
            return Ok(nothing);
        }
        // One wrong bit does not make it another program's file.
        let wrong: u32 = magic.iter().zip(MAGIC).map(|(a, b)| (a ^ b).count_ones()).sum();
        if wrong > 8 {
            return Err(Fault::Reason("no index of chinhluan: name another file".into()));
        }
        if on_disk < PAGE {
            return Err(Fault::unusable(format_args!("cut off, {on_disk} bytes")));
        }
        let header = Header::of(&bytes).map_err(|version| match version {
            Some(version) => Fault::Reason(format!(
                "an index of version {version}, and this program reads version {VERSION}: use the program that made \
                 it, or build a new index from the archives"
            )),
            None => damaged("header"),
        })?;
        let Header { is_open, len, footer, about } = header;
        if is_open {
            if about.is_none() {
                // The first run was broken off: there is nothing to come back to.
                return Ok(nothing);
            }
            let len = without_footer(on_disk - PAGE);
            return Ok(Self { about, len, sums: vec![None; (len / PAGE) as usize], is_open, footer });
        }
        let expected = PAGE + len + footer_len(len);
        if on_disk != expected {
            let what = if on_disk < expected { "cut off" } else { "longer than it was" };
            return Err(Fault::unusable(format_args!("{what}, {on_disk} bytes of {expected}")));
        }
        let mut sums = vec![0; footer_len(len) as usize];
        disk.read(PAGE + len, &mut sums)?;
        if xxh3_64(&sums) != footer {
            return Err(damaged("footer"));
        }
        let sums = sums.chunks_exact(8).take((len / PAGE) as usize);
        let sums = sums.map(|sum| Some(u64::from_le_bytes(sum.try_into().unwrap_or_default()))).collect();
        Ok(Self { about, len, sums, is_open, footer })
    }

    fn footer(&self) -> Vec<u8> {
        let mut footer: Vec<u8> =
            self.sums.iter().flat_map(|sum| sum.unwrap_or_default().to_le_bytes()).collect();
        footer.resize(footer_len(self.len) as usize, 0);
        footer
    }
}

fn footer_len(len: u64) -> u64 {
    let sums = len / PAGE * 8;
    if sums.is_multiple_of(PAGE) { sums + 8 } else { sums }
}

/// The length of the store in a file that was left open, maybe with the footer of the run before or with that of the
/// run that was broken off behind it.
fn without_footer(len: u64) -> u64 {
    let about = len / (PAGE + 8);
    let with_footer = (about.saturating_sub(1)..=about + 1)
        .map(|pages| pages * PAGE)
        .find(|&store| store + footer_len(store) == len);
    with_footer.unwrap_or(len / PAGE * PAGE)
}

struct Header {
    is_open: bool,
    len: u64,
    /// Checksum of the footer.
    footer: u64,
    about: Option<About>,
}

impl Header {
    /// Magic (16), version (4), state (4), length (8), footer (8), length of `about` (8), `about`, zeros, checksum (8).
    const ABOUT: usize = 48;
    const SUM: usize = PAGE as usize - 8;

    fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let about = serde_json::to_vec(&self.about)?;
        let mut bytes = Vec::with_capacity(PAGE as usize);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&VERSION.to_le_bytes());
        bytes.extend_from_slice(&u32::from(self.is_open).to_le_bytes());
        [self.len, self.footer, about.len() as u64]
            .iter()
            .for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(&about);
        if bytes.len() > Self::SUM {
            return Err(io::Error::other("the settings do not fit into the header"));
        }
        bytes.resize(Self::SUM, 0);
        let sum = xxh3_64(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        Ok(bytes)
    }

    /// The header, or the version of one that is whole but of another version.
    fn of(bytes: &[u8]) -> Result<Self, Option<u32>> {
        let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().unwrap_or_default());
        if xxh3_64(&bytes[..Self::SUM]) != number(Self::SUM) {
            return Err(None);
        }
        let version = number(16) as u32;
        if version != VERSION {
            return Err(Some(version));
        }
        let end =
            usize::try_from(number(40)).ok().and_then(|len| Self::ABOUT.checked_add(len)).ok_or(None)?;
        let about = bytes.get(Self::ABOUT..end).ok_or(None)?;
        let about = serde_json::from_slice(about).map_err(|_| None)?;
        // Longer than any file: what is added to it would not fit its number.
        let len = Some(number(24)).filter(|&len| len <= u64::MAX / 4).ok_or(None)?;
        Ok(Self { is_open: number(16) >> 32 != 0, len, footer: number(32), about })
    }
}
