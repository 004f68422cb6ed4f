//! The inverted index over sampled shingles: which pairs of documents are worth a comparison.

use super::fingerprint::Sketch;
use super::phases::{enough_unlike, is_only_stock, looked_at, looks, needed, shown};
use super::relate::Settings;
use rayon::prelude::*;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

/// Documents by rank, in memory or brought there when they are asked for.
pub(super) trait Ranked: Sync {
    /// Number of documents.
    fn count(&self) -> usize;

    /// The sketch of a document.
    fn sketch(&self, rank: usize) -> &Sketch;

    /// Whether every posting of a document stands in the index, and not only those that it shares with others.
    fn is_indexed_whole(&self, rank: usize) -> bool;

    /// Whether it is asked what two documents are to each other.
    fn is_asked(&self, a: u32, b: u32) -> bool;
}

impl Ranked for [&Sketch] {
    fn count(&self) -> usize {
        self.len()
    }

    fn sketch(&self, rank: usize) -> &Sketch {
        self[rank]
    }

    fn is_indexed_whole(&self, _: usize) -> bool {
        true
    }

    fn is_asked(&self, _: u32, _: u32) -> bool {
        true
    }
}

/// A posting: the hash of a sampled shingle and the rank of a document that holds it.
pub(super) fn entry(hash: u32, rank: usize) -> u64 {
    u64::from(hash) << 32 | rank as u64
}

/// Sampled shingles that at least two documents hold, and the documents of each, by rank.
pub(super) struct Index<'a, R: Ranked + ?Sized> {
    ranked: &'a R,
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
    /// How many sampled shingles of each document are not stock, where that was asked.
    evidence: Vec<OnceLock<u32>>,
}

impl<'a, R: Ranked + ?Sized> Index<'a, R> {
    /// The index of documents and [`entry`]s, in parts of ascending hashes, so that one part at a time takes memory.
    /// `known_stock` are hashes, in order, that were stock before; of those among the entries it is decided anew, unless
    /// very many documents hold them.
    pub(super) fn new(
        ranked: &'a R,
        parts: impl Iterator<Item = Vec<u64>>,
        known_stock: &[u32],
        settings: &Settings,
    ) -> Self {
        let (mut starts, mut members, mut hashes) = (vec![0], Vec::new(), Vec::new());
        for mut entries in parts {
            entries.par_sort_unstable();
            entries.dedup();
            let postings = || entries.chunk_by(|a, b| a >> 32 == b >> 32).filter(|posting| posting.len() > 1);
            let (count, held) =
                postings().fold((0, 0), |(count, held), posting| (count + 1, held + posting.len()));
            // Of their own size: these are the largest of all lists, and a third of their room would stay empty.
            hashes.reserve_exact(count);
            starts.reserve_exact(count);
            members.reserve_exact(held);
            for posting in postings() {
                hashes.push((posting[0] >> 32) as u32);
                members.extend(posting.iter().map(|&entry| entry as u32));
                starts.push(members.len() as u32);
            }
        }
        let (of_document, postings) = turned(&starts, &members, ranked.count());
        let mut index = Self {
            ranked,
            starts,
            members,
            stock: Vec::new(),
            is_stock: Vec::new(),
            of_document,
            postings,
            evidence: vec![OnceLock::new(); ranked.count()],
        };
        let is_stock = |at: usize| {
            let was_stock = || known_stock.binary_search(&hashes[at]).is_ok();
            index.members(at).len() >= SETTLED && was_stock() || index.looks_stock(at, &hashes, settings)
        };
        index.is_stock = (0..hashes.len()).into_par_iter().map(is_stock).collect();
        let stock = hashes.iter().zip(&index.is_stock).filter(|&(_, &stock)| stock).map(|(&hash, _)| hash);
        let elsewhere = known_stock.iter().copied().filter(|hash| hashes.binary_search(hash).is_err());
        index.stock = stock.chain(elsewhere).collect();
        if !known_stock.is_empty() {
            index.stock.sort_unstable();
        }
        index
    }

    /// Hashes of all shingles that are stock, in order.
    pub(super) fn into_stock(self) -> Vec<u32> {
        self.stock
    }

    /// How many sampled shingles of a document are not stock.
    fn evidence(&self, rank: usize) -> u32 {
        *self.evidence[rank].get_or_init(|| {
            let sketch = self.ranked.sketch(rank);
            let stock = match self.ranked.is_indexed_whole(rank) {
                true => self.stock_postings(rank).count(),
                false => {
                    let is_stock = |hash: &u32| self.stock.binary_search(hash).is_ok();
                    sketch.sampled_shingles().filter(is_stock).collect::<HashSet<u32>>().len()
                }
            };
            sketch.sampled().saturating_sub(stock as u32)
        })
    }

    fn stock_postings(&self, rank: usize) -> impl Iterator<Item = u32> {
        self.postings(rank).iter().copied().filter(|&posting| self.is_stock[posting as usize])
    }

    /// Whether a document consists of stock passages: then it has nothing else to be known by.
    fn is_only_stock(&self, rank: usize) -> bool {
        is_only_stock(self.ranked.sketch(rank).sampled(), self.evidence(rank))
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
    fn looks_stock(&self, posting: usize, hashes: &[u32], settings: &Settings) -> bool {
        let members = self.members(posting);
        let looks = looks(members.len(), settings);
        let is_unlike = |&look: &usize| {
            let (a, b) = looked_at(look, members.len(), looks);
            self.overlap(members[a] as usize, members[b] as usize, hashes) < settings.stock_overlap
        };
        let enough = enough_unlike(looks);
        looks > 0 && (0..looks).filter(is_unlike).take(enough).count() == enough
    }

    /// Share of the smaller of two samples that the other one holds, told from its lowest hashes.
    fn overlap(&self, a: usize, b: usize, hashes: &[u32]) -> f64 {
        let sketch = |rank: usize| self.ranked.sketch(rank);
        let (smaller, larger) = if sketch(a).sampled() <= sketch(b).sampled() { (a, b) } else { (b, a) };
        // Where one of the two is indexed whole, so is all that they have in common.
        let common = if [a, b].iter().any(|&rank| self.ranked.is_indexed_whole(rank)) {
            let others = self.postings(larger);
            // Postings are in the order of hashes; a hash without one is in no other document.
            let told_from = self
                .postings(smaller)
                .iter()
                .take_while(|&&posting| sketch(smaller).tells(hashes[posting as usize]));
            told_from.filter(|&posting| others.binary_search(posting).is_ok()).count()
        } else {
            return sketch(smaller).overlap(sketch(larger));
        };
        sketch(smaller).as_overlap(common)
    }

    /// Hashes of the shingles that are stock, in order.
    pub(super) fn stock(&self) -> &[u32] {
        &self.stock
    }

    /// The documents behind `rank` that may be related to it, in order.
    pub(super) fn candidates(&self, rank: usize, shared: &mut Shared, settings: &Settings) -> Vec<u32> {
        for &posting in self.postings(rank) {
            let members = self.members(posting as usize);
            let at = members.partition_point(|&member| (member as usize) < rank);
            if at >= shown(members.len(), settings) {
                continue;
            }
            let behind = members[at + 1..].iter().copied();
            let asked = behind.filter(|&member| self.ranked.is_asked(rank as u32, member));
            match self.is_stock[posting as usize] {
                false => asked.for_each(|member| shared.count(member)),
                true => asked
                    .filter(|&member| self.is_only_stock(member as usize))
                    .for_each(|member| shared.count(member)),
            }
        }
        shared.drain(|other, count| {
            // Evidence is asked for only where it can matter: most pairs share one shingle, by chance.
            count >= needed(0) && count >= needed(self.evidence(rank).min(self.evidence(other as usize)))
        })
    }
}

/// Documents that hold a shingle from which on it stays stock once it was: to look at it again would bring sketches of
/// documents from all over an archive into memory for each stock sentence.
const SETTLED: usize = 64;

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
pub(super) fn mark_stock(hashes: &[u64], stock: &[u32], marks: &mut Vec<bool>) {
    marks.clear();
    marks.resize(hashes.len(), false);
    let mut before: Option<(usize, bool)> = None;
    let sampled = (0..hashes.len()).filter(|&at| super::fingerprint::is_sampled(hashes[at]));
    let is_stock = |hash: u64| stock.binary_search(&(hash as u32)).is_ok();
    for (at, stock) in sampled.map(|at| (at, is_stock(hashes[at]))) {
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
