//! The inverted index over sampled shingles: which pairs of documents are worth a comparison.

use super::fingerprint::{Sketch, TOLD_FROM};
use super::relate::Settings;
use rayon::prelude::*;
use std::ops::Range;

/// Sampled shingles that at least two documents hold, and the documents of each, by rank.
pub(super) struct Index {
    /// Where each posting begins in `members`; one more at the end.
    starts: Vec<u32>,
    members: Vec<u32>,
    /// Hashes of the shingles that many unlike documents share, in order.
    stock: Vec<u32>,
    /// Whether each posting is one of those.
    is_stock: Vec<bool>,
    /// Where the postings of each document begin in `postings`.
    of_document: Vec<u32>,
    postings: Vec<u32>,
    /// How many sampled shingles of each document are not stock.
    evidence: Vec<u32>,
}

impl Index {
    /// The index of documents that are given by rank.
    pub(super) fn new(sketches: &[&Sketch], settings: &Settings) -> Self {
        let (mut starts, mut members, mut hashes) = (vec![0], Vec::new(), Vec::new());
        // All samples at once would take as much memory as the sketches.
        for part in 0..PARTS {
            let is_part = |hash: &u32| hash >> (u32::BITS - PARTS.ilog2()) == part;
            let mut entries: Vec<u64> = sketches
                .par_iter()
                .enumerate()
                .flat_map_iter(|(rank, sketch)| {
                    sketch.sample().filter(is_part).map(move |hash| u64::from(hash) << 32 | rank as u64)
                })
                .collect();
            entries.par_sort_unstable();
            entries.dedup();
            for posting in entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|posting| posting.len() > 1) {
                hashes.push((posting[0] >> 32) as u32);
                members.extend(posting.iter().map(|&entry| entry as u32));
                starts.push(members.len() as u32);
            }
        }
        let (of_document, postings) = turned(&starts, &members, sketches.len());
        let mut index = Self {
            starts,
            members,
            stock: Vec::new(),
            is_stock: Vec::new(),
            of_document,
            postings,
            evidence: Vec::new(),
        };
        index.is_stock = (0..hashes.len())
            .into_par_iter()
            .map(|at| index.looks_stock(at, &hashes, sketches, settings))
            .collect();
        let stock = hashes.iter().zip(&index.is_stock).filter(|&(_, &stock)| stock);
        index.stock = stock.map(|(&hash, _)| hash).collect();
        index.evidence = (0..sketches.len())
            .map(|rank| {
                let stock = index.postings(rank).iter().filter(|&&posting| index.is_stock[posting as usize]);
                sketches[rank].sampled() - stock.count() as u32
            })
            .collect();
        index
    }

    fn members(&self, posting: usize) -> &[u32] {
        &self.members[self.starts[posting] as usize..self.starts[posting + 1] as usize]
    }

    fn postings(&self, rank: usize) -> &[u32] {
        &self.postings[self.of_document[rank] as usize..self.of_document[rank + 1] as usize]
    }

    /// Whether a shingle is stock: held by many documents most of which have little else in common.
    ///
    /// Number alone does not tell: an article that forty papers reprint is no page furniture.
    fn looks_stock(&self, posting: usize, hashes: &[u32], sketches: &[&Sketch], settings: &Settings) -> bool {
        const LOOKS: usize = 7;
        let members = self.members(posting);
        if members.len() < settings.stock_documents {
            return false;
        }
        let looks = LOOKS.min(members.len() / 2);
        let is_unlike = |look: &usize| {
            let a = members[look * members.len() / (2 * looks)];
            let b = members[(look + looks) * members.len() / (2 * looks)];
            self.overlap(a as usize, b as usize, hashes, sketches) < settings.stock_overlap
        };
        let most = looks / 2 + 1;
        (0..looks).filter(is_unlike).take(most).count() == most
    }

    /// Share of the smaller of two samples that the other one holds, told from its lowest hashes.
    fn overlap(&self, a: usize, b: usize, hashes: &[u32], sketches: &[&Sketch]) -> f64 {
        let (smaller, larger) = if sketches[a].sampled() <= sketches[b].sampled() { (a, b) } else { (b, a) };
        let others = self.postings(larger);
        // Postings are in the order of hashes; a hash without one is in no other document.
        let told_from =
            self.postings(smaller).iter().take_while(|&&at| sketches[smaller].tells(hashes[at as usize]));
        let common = told_from.filter(|&at| others.binary_search(at).is_ok()).count();
        common as f64 / (sketches[smaller].sampled() as usize).clamp(1, TOLD_FROM) as f64
    }

    /// Whether a sampled shingle is stock.
    pub(super) fn is_stock(&self, hash: u64) -> bool {
        self.stock.binary_search(&(hash as u32)).is_ok()
    }

    /// The documents before `rank` that may be related to it, in order.
    pub(super) fn candidates(&self, rank: usize, shared: &mut Shared, settings: &Settings) -> Vec<u32> {
        let own = self.postings(rank);
        let stock = own.iter().filter(|&&posting| self.is_stock[posting as usize]).count();
        // A document that consists of stock passages has nothing else to be known by.
        let only_stock = self.evidence[rank] as usize * 8 < stock;
        for &posting in own.iter().filter(|&&posting| only_stock || !self.is_stock[posting as usize]) {
            let members = self.members(posting as usize);
            let shown =
                if members.len() > settings.longest_posting { settings.leaders } else { members.len() };
            for &member in members[..shown].iter().take_while(|&&member| (member as usize) < rank) {
                shared.count(member);
            }
        }
        shared.drain(|other, count| {
            let smaller = self.evidence[rank].min(self.evidence[other as usize]);
            count >= (smaller / 5).clamp(FEWEST_SHARED, ENOUGH_SHARED.max(smaller / LEAST_SHARE))
        })
    }
}

/// In how many parts samples are sorted, by their first bits.
const PARTS: u32 = 4;

/// Sampled shingles that a pair must share to be compared. One is chance too often.
const FEWEST_SHARED: u32 = 2;
/// As many sampled shingles as a shared passage of 40 words has, but for bad luck.
const ENOUGH_SHARED: u32 = 5;
/// Between long documents a shared passage is worth a look from this part of the smaller one on: any two laws share
/// some formula of 40 words.
const LEAST_SHARE: u32 = 64;

/// Lists of documents by posting, as lists of postings by document.
fn turned(starts: &[u32], members: &[u32], documents: usize) -> (Vec<u32>, Vec<u32>) {
    let mut of_document = vec![0u32; documents + 1];
    for &member in members {
        of_document[member as usize + 1] += 1;
    }
    for at in 1..of_document.len() {
        of_document[at] += of_document[at - 1];
    }
    let mut next = of_document.clone();
    let mut postings = vec![0; members.len()];
    for (posting, bounds) in starts.windows(2).enumerate() {
        for &member in &members[bounds[0] as usize..bounds[1] as usize] {
            let slot = &mut next[member as usize];
            postings[*slot as usize] = posting as u32;
            *slot += 1;
        }
    }
    (of_document, postings)
}

/// How many sampled shingles a document shares with each of the others: a buffer to be used again.
pub(super) struct Shared {
    counts: Vec<u32>,
    seen: Vec<u32>,
}

impl Shared {
    pub(super) fn new(documents: usize) -> Self {
        Self { counts: vec![0; documents], seen: Vec::new() }
    }

    fn count(&mut self, document: u32) {
        let count = &mut self.counts[document as usize];
        if *count == 0 {
            self.seen.push(document);
        }
        *count += 1;
    }

    fn drain(&mut self, keep: impl Fn(u32, u32) -> bool) -> Vec<u32> {
        let mut kept = Vec::new();
        for document in self.seen.drain(..) {
            let count = std::mem::take(&mut self.counts[document as usize]);
            if keep(document, count) {
                kept.push(document);
            }
        }
        kept.sort_unstable();
        kept
    }
}

/// Marks the shingles that lie in stock passages: those whose nearest sampled shingle is stock.
pub(super) fn mark_stock(hashes: &[u64], index: &Index, marks: &mut Vec<bool>) {
    marks.clear();
    marks.resize(hashes.len(), false);
    let mut before: Option<(usize, bool)> = None;
    let sampled = (0..hashes.len()).filter(|&at| super::fingerprint::is_sampled(hashes[at]));
    for (at, stock) in sampled.map(|at| (at, index.is_stock(hashes[at]))) {
        match before {
            None => fill(marks, 0..at + 1, stock),
            Some((last, last_stock)) => {
                let middle = last + (at - last) / 2 + 1;
                fill(marks, last..middle, last_stock);
                fill(marks, middle..at + 1, stock);
            }
        }
        before = Some((at, stock));
    }
    if let Some((last, stock)) = before {
        fill(marks, last..hashes.len(), stock);
    }
}

fn fill(marks: &mut [bool], range: Range<usize>, stock: bool) {
    marks[range].fill(stock);
}
