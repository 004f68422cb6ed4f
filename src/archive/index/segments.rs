//! Lists of (hash, document) in order: each run writes one, once, and a look-up goes through all of them.
//!
//! A B-tree with a row for each hash would have a million new rows of ten thousand articles all over its leaves, and
//! would be written anew with each run. Here a run writes what it adds, about four bytes a row, and what stands is
//! only read: the pieces in which a hash can be. Segments of like size are merged, so that there are few.

use super::seal::Fault;
use crate::varint::{put, take_u32};
use rayon::prelude::*;
use redb::{ReadOnlyTable, ReadableTable, Table, TableDefinition};

/// Segment, piece: rows in order.
pub(super) const PIECES: TableDefinition<(u32, u32), &[u8]> = TableDefinition::new("pieces");
/// Which pieces there are, of one kind of rows.
pub(super) type Directories = TableDefinition<'static, u32, &'static [u8]>;
/// Hashes of sampled shingles, and the documents that hold them.
pub(super) const POSTINGS: Directories = TableDefinition::new("postings");
/// Hashes of keys, and the documents that have them.
pub(super) const KEYS: Directories = TableDefinition::new("keys");

/// Bytes of a piece at the most: with its frame it fills four pages of the store, which gives values a power of two.
const PIECE: usize = 16_200;
/// Rows of a segment from which on it is merged no more. A run would else rewrite, once in a while, all there is.
const LARGEST: u64 = 8 << 20;

/// What is in a segment.
struct Directory {
    segment: u32,
    rows: u64,
    /// The first hash of each piece.
    firsts: Vec<u32>,
}

impl Directory {
    fn read(segment: u32, bytes: &[u8]) -> Option<Self> {
        let (rows, firsts) = bytes.split_first_chunk()?;
        let first = |four: &[u8]| u32::from_le_bytes(four.try_into().unwrap_or_default());
        Some(Self {
            segment,
            rows: u64::from_le_bytes(*rows),
            firsts: firsts.chunks_exact(4).map(first).collect(),
        })
    }

    fn all(table: &impl ReadableTable<u32, &'static [u8]>) -> Result<Vec<Self>, Fault> {
        table
            .iter()?
            .map(|row| {
                let (segment, bytes) = row?;
                Self::read(segment.value(), bytes.value()).ok_or_else(unreadable)
            })
            .collect()
    }
}

fn unreadable() -> Fault {
    Fault::unusable("holds a segment that cannot be read")
}

/// The rows with one of `hashes`, which are in order. The rows are in no order.
pub(super) fn look_up(
    directories: &ReadOnlyTable<u32, &'static [u8]>,
    pieces: &ReadOnlyTable<(u32, u32), &'static [u8]>,
    hashes: &[u32],
) -> Result<Vec<(u32, u32)>, Fault> {
    let mut wanted = Vec::new();
    for directory in Directory::all(directories)? {
        let mut from = 0;
        for (piece, &first) in (0u32..).zip(&directory.firsts) {
            // The rows of a hash may go over from one piece to the next.
            let last = directory.firsts.get(piece as usize + 1).copied().unwrap_or(u32::MAX);
            from += hashes[from..].partition_point(|&hash| hash < first);
            let to = from + hashes[from..].partition_point(|&hash| hash <= last);
            if from < to {
                wanted.push((directory.segment, piece, from..to));
            }
        }
    }
    let found: Vec<Vec<(u32, u32)>> = wanted
        .into_par_iter()
        .map(|(segment, piece, within)| {
            let bytes = pieces.get((segment, piece))?.ok_or_else(unreadable)?;
            let mut hashes = hashes[within].iter().copied().peekable();
            let mut found = Vec::new();
            for (hash, number) in rows(bytes.value()) {
                while hashes.next_if(|&wanted| wanted < hash).is_some() {}
                match hashes.peek() {
                    None => break,
                    Some(&wanted) if wanted == hash => found.push((hash, number)),
                    Some(_) => {}
                }
            }
            Ok(found)
        })
        .collect::<Result<_, Fault>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Adds a segment of rows, which are in order, and merges it with others of its size.
pub(super) fn add(
    directories: &mut Table<u32, &'static [u8]>,
    pieces: &mut Table<(u32, u32), &'static [u8]>,
    mut rows: Vec<(u32, u32)>,
) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut known = Directory::all(directories)?;
    let segment = pieces.last()?.map_or(0, |(key, _)| key.value().0 + 1);
    while let Some(last) =
        known.pop_if(|last| last.rows <= 2 * rows.len() as u64 && last.rows + rows.len() as u64 <= LARGEST)
    {
        for piece in 0..last.firsts.len() as u32 {
            let bytes = pieces.remove((last.segment, piece))?.ok_or_else(unreadable)?;
            rows.extend(self::rows(bytes.value()));
        }
        directories.remove(last.segment)?;
    }
    rows.par_sort_unstable();

    let mut directory = (rows.len() as u64).to_le_bytes().to_vec();
    let (mut piece, mut number) = (Vec::with_capacity(PIECE), 0);
    let mut before = 0;
    for (hash, document) in rows {
        if piece.len() + 10 > PIECE {
            pieces.insert((segment, number), piece.as_slice())?;
            piece.clear();
            number += 1;
        }
        if piece.is_empty() {
            directory.extend_from_slice(&hash.to_le_bytes());
            before = 0;
        }
        put(&mut piece, u64::from(hash - before));
        put(&mut piece, u64::from(document));
        before = hash;
    }
    pieces.insert((segment, number), piece.as_slice())?;
    directories.insert(segment, directory.as_slice())?;
    Ok(())
}

fn rows(mut bytes: &[u8]) -> impl Iterator<Item = (u32, u32)> {
    let mut hash = 0u32;
    std::iter::from_fn(move || {
        hash = hash.wrapping_add(take_u32(&mut bytes)?);
        Some((hash, take_u32(&mut bytes)?))
    })
}
