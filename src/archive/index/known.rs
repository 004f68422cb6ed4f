//! How new documents look known ones up.

use super::rows::{Identities, damaged, numbers, sketch_in};
use super::seal::Fault;
use super::segments::{KEYS, PIECES, POSTINGS, look_up};
use super::store::{DOCUMENTS, FIRSTS, KEPT, SKETCHES, STOCK, kept};
use crate::dedup::{Identity, Known, Sample, Sketch};
use redb::{ReadOnlyTable, ReadTransaction, ReadableTable};

/// The tables of an index, as they were before a run.
pub(super) struct Tables {
    count: u32,
    documents: ReadOnlyTable<u32, &'static [u8]>,
    sketches: ReadOnlyTable<u32, &'static [u8]>,
    pieces: ReadOnlyTable<(u32, u32), &'static [u8]>,
    postings: ReadOnlyTable<u32, &'static [u8]>,
    keys: ReadOnlyTable<u32, &'static [u8]>,
    firsts: ReadOnlyTable<u32, u32>,
    kept: ReadOnlyTable<u32, u32>,
    stock: ReadOnlyTable<u32, &'static [u8]>,
}

impl Tables {
    pub(super) fn open(of: &ReadTransaction, count: u32) -> Result<Self, Fault> {
        Ok(Self {
            count,
            documents: of.open_table(DOCUMENTS)?,
            sketches: of.open_table(SKETCHES)?,
            pieces: of.open_table(PIECES)?,
            postings: of.open_table(POSTINGS)?,
            keys: of.open_table(KEYS)?,
            firsts: of.open_table(FIRSTS)?,
            kept: of.open_table(KEPT)?,
            stock: of.open_table(STOCK)?,
        })
    }
}

impl Known for Tables {
    type Error = Fault;

    fn count(&self) -> u32 {
        self.count
    }

    fn known_by(&self, numbers: &[u32]) -> Result<Vec<(Identity, Sample)>, Fault> {
        let mut found = Vec::with_capacity(numbers.len());
        for of_block in numbers.chunk_by(|a, b| Identities::block(*a) == Identities::block(*b)) {
            let bytes = self.documents.get(Identities::block(of_block[0]))?.ok_or_else(damaged)?;
            for &number in of_block {
                found.push(Identities::read(bytes.value(), number).ok_or_else(damaged)?);
            }
        }
        Ok(found)
    }

    fn sketch(&self, number: u32) -> Result<Sketch, Fault> {
        let (identity, _) = self.known_by(&[number])?[0];
        let (first, block) = self.sketches.range(..=number)?.next_back().ok_or_else(damaged)??;
        sketch_in(block.value(), number - first.value(), identity).ok_or_else(damaged)
    }

    fn holders(&self, hashes: &[u32]) -> Result<Vec<(u32, u32)>, Fault> {
        look_up(&self.postings, &self.pieces, hashes)
    }

    fn equal(&self, keys: &[u32]) -> Result<Vec<(u32, u32)>, Fault> {
        look_up(&self.keys, &self.pieces, keys)
    }

    fn first(&self, posted: u32) -> Result<u32, Fault> {
        Ok(self.firsts.get(posted)?.map_or(posted, |first| first.value()))
    }

    fn kept(&self, number: u32) -> Result<u32, Fault> {
        kept(&self.kept, number)
    }

    fn stock(&self) -> Result<Vec<u32>, Fault> {
        let mut stock = Vec::new();
        for row in self.stock.iter()? {
            stock.extend(numbers(row?.1.value()));
        }
        Ok(stock)
    }
}

/// Of an index to which nothing was added yet.
pub(super) struct Nothing;

impl Known for Nothing {
    type Error = Fault;

    fn count(&self) -> u32 {
        0
    }

    fn known_by(&self, _: &[u32]) -> Result<Vec<(Identity, Sample)>, Fault> {
        Ok(Vec::new())
    }

    fn sketch(&self, _: u32) -> Result<Sketch, Fault> {
        Ok(Sketch::default())
    }

    fn holders(&self, _: &[u32]) -> Result<Vec<(u32, u32)>, Fault> {
        Ok(Vec::new())
    }

    fn equal(&self, _: &[u32]) -> Result<Vec<(u32, u32)>, Fault> {
        Ok(Vec::new())
    }

    fn first(&self, posted: u32) -> Result<u32, Fault> {
        Ok(posted)
    }

    fn kept(&self, number: u32) -> Result<u32, Fault> {
        Ok(number)
    }

    fn stock(&self) -> Result<Vec<u32>, Fault> {
        Ok(Vec::new())
    }
}
