//! The layout of the file.

use super::about::{About, End, program};
use crate::error::{Error, Result};
use crate::read::FileRead;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::Path;
use xxhash_rust::xxh3::Xxh3Default;

pub(super) const MAGIC: &[u8; 16] = b"chinhluan shard\n";
/// Any change of the layout, or of what stands in an entry, is a new one.
pub(super) const VERSION: u32 = 3;
/// Bytes of entries in a block: of each shard one block is in memory at a time, of a thousand shards a thousand.
pub(super) const BLOCK: usize = 1 << 18;

/// Places of the end: where the last block begins, the checksum.
const TAIL: u64 = 16;
const HEAD: u64 = 24;

/// A shard that is whole.
pub(super) struct Found {
    pub about: About,
    pub end: End,
    /// Where the blocks of entries begin and end.
    pub blocks: (u64, u64),
    /// The file, for the record of the run.
    pub read: FileRead,
}

/// Reads every byte of a shard, and what it says of itself.
pub(super) fn open(path: &Path) -> Result<Found> {
    let shown = path.to_string_lossy().into_owned();
    let failed = |error: io::Error| Error::io(&*shown, error);
    let refused = |reason: &str| Error::Shard { path: shown.clone(), reason: reason.to_owned() };
    let damaged = || refused("cut off or damaged: make this shard again");
    let mut file = File::open(path).map_err(failed)?;
    let (bytes, sum, last) = summed(&mut file).map_err(failed)?;
    let mut head = [0; HEAD as usize];
    file.rewind().map_err(failed)?;
    let begins = file.read_exact(&mut head);
    if bytes == 0 {
        return Err(refused("empty: the run that was to write it did not end"));
    }
    if bytes >= MAGIC.len() as u64 && !head.starts_with(MAGIC) {
        return Err(refused("no shard: shards come from `chinhluan … --shard 1/8`"));
    }
    if begins.is_err() || bytes < HEAD + TAIL || sum != last {
        return Err(damaged());
    }
    let number = |at: usize| u32::from_le_bytes(head[at..at + 4].try_into().unwrap_or_default());
    if number(16) != VERSION {
        return Err(refused("a shard of another version of chinhluan: make all shards with one version"));
    }
    let mut about = vec![0; number(20) as usize];
    file.read_exact(&mut about).map_err(|_| damaged())?;
    let about: About = serde_json::from_slice(&about).map_err(|_| damaged())?;
    if about.made_by != program() {
        let reason =
            format!("made by {}, and this is {}: make all shards with one version", about.made_by, program());
        return Err(refused(&reason));
    }
    let mut at = [0; 8];
    file.seek(SeekFrom::Start(bytes - TAIL)).and_then(|_| file.read_exact(&mut at)).map_err(failed)?;
    let blocks = (HEAD + u64::from(number(20)), u64::from_le_bytes(at));
    let end = block(&mut file, blocks.1).map_err(|_| damaged())?.0;
    let end = serde_json::from_slice(&end).map_err(|_| damaged())?;
    let read = FileRead { path: shown, bytes, checksum: format!("{sum:016x}"), passed_over: BTreeMap::new() };
    Ok(Found { about, end, blocks, read })
}

/// The size of a file, the checksum of all but its last eight bytes, and the one that stands there.
fn summed(file: &mut File) -> io::Result<(u64, u64, u64)> {
    let bytes = file.metadata()?.len();
    let (mut sum, mut left) = (Xxh3Default::new(), bytes.saturating_sub(8));
    let mut buffer = vec![0; BLOCK];
    while left > 0 {
        let part = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        file.read_exact(&mut buffer[..part])?;
        sum.update(&buffer[..part]);
        left -= part as u64;
    }
    let mut last = [0; 8];
    let _ = file.read(&mut last)?;
    Ok((bytes, sum.digest(), u64::from_le_bytes(last)))
}

/// The block that begins at a place of the file, and where the next one does.
pub(super) fn block(file: &mut File, at: u64) -> io::Result<(Vec<u8>, u64)> {
    file.seek(SeekFrom::Start(at))?;
    let mut file = BufReader::with_capacity(BLOCK / 4, file);
    let mut lengths = [0; 8];
    file.read_exact(&mut lengths)?;
    let length = |at: usize| u32::from_le_bytes(lengths[at..at + 4].try_into().unwrap_or_default());
    let (packed, unpacked) = (length(0), length(4));
    let mut bytes = Vec::new();
    file.take(u64::from(packed)).read_to_end(&mut bytes)?;
    let unpacked = zstd::bulk::decompress(&bytes, unpacked as usize)?;
    Ok((unpacked, at + 8 + u64::from(packed)))
}
