//! Sketches, identities and numbers as they stand in the rows of an index.

use super::seal::Fault;
use crate::dedup::{Identity, Sample, Sketch};
use std::cell::RefCell;
use zstd::bulk::Decompressor;

pub(super) fn damaged() -> Fault {
    Fault::unusable("holds a row that cannot be read")
}

/// A sketch, compressed: its length, its length as it is, and the bytes.
pub(super) fn packed(sketch: &Sketch) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    sketch.write(&mut bytes);
    let packed = zstd::bulk::compress(&bytes, 1)?;
    let mut all = Vec::with_capacity(packed.len() + 8);
    [bytes.len(), packed.len()].iter().for_each(|&len| all.extend_from_slice(&(len as u32).to_le_bytes()));
    all.extend_from_slice(&packed);
    Ok(all)
}

thread_local! {
    /// To make one takes longer than to unpack a sketch. None where there was no memory for one.
    static UNPACK: RefCell<Option<Decompressor<'static>>> = RefCell::new(Decompressor::new().ok());
}

/// The sketch at a place in a row.
pub(super) fn sketch_in(mut row: &[u8], place: u32, identity: Identity) -> Option<Sketch> {
    for at in 0..=place {
        let (lengths, rest) = row.split_at_checked(8)?;
        let [bytes, packed] = [0, 4]
            .map(|from| u32::from_le_bytes(lengths[from..from + 4].try_into().unwrap_or_default()) as usize);
        let (packed, behind) = rest.split_at_checked(packed)?;
        if at == place {
            let unpacked = UNPACK.with_borrow_mut(|unpack| match unpack {
                Some(unpack) => unpack.decompress(packed, bytes).ok(),
                None => zstd::bulk::decompress(packed, bytes).ok(),
            });
            return Sketch::read(identity, &unpacked?);
        }
        row = behind;
    }
    None
}

/// Identities as they stand in a row, with what is asked of a sample more often than its shingles.
pub(super) struct Identities;

impl Identities {
    /// Documents in a row: it fills a page of the store.
    pub(super) const BLOCK: u32 = 92;
    pub(super) const BYTES: usize = 44;

    pub(super) fn block(number: u32) -> u32 {
        number / Self::BLOCK
    }

    pub(super) fn write((identity, sample): (Identity, Sample), to: &mut Vec<u8>) {
        to.extend_from_slice(&identity.words.to_le_bytes());
        to.extend_from_slice(&identity.keys.to_le_bytes());
        to.extend_from_slice(&identity.bytes.to_le_bytes());
        to.extend_from_slice(&sample.size.to_le_bytes());
        to.extend_from_slice(&sample.told_up_to.to_le_bytes());
    }

    pub(super) fn read(row: &[u8], number: u32) -> Option<(Identity, Sample)> {
        let at = (number % Self::BLOCK) as usize * Self::BYTES;
        let bytes = row.get(at..at + Self::BYTES)?;
        let four = |at: usize| Some(u32::from_le_bytes(bytes[at..at + 4].try_into().ok()?));
        let sixteen = |at: usize| Some(u128::from_le_bytes(bytes[at..at + 16].try_into().ok()?));
        let identity = Identity { words: four(0)?, keys: sixteen(4)?, bytes: sixteen(20)? };
        Some((identity, Sample { size: four(36)?, told_up_to: four(40)? }))
    }
}

/// The numbers of a row, four bytes each.
pub(super) fn numbers(row: &[u8]) -> impl Iterator<Item = u32> {
    row.chunks_exact(4).map(|four| u32::from_le_bytes(four.try_into().unwrap_or_default()))
}
