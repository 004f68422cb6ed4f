//! The inverted index over sampled shingles: which pairs of documents are worth a comparison.

use super::entries::Entries;
use super::fingerprint::Sketch;
use super::phases::{is_only_stock, is_shown, needed};
use super::postings::{Behind, Postings};
use super::relate::Settings;
use super::sample::{Sample, code, is_of_all, is_sampled};
use super::stock::{Stock, stock_postings};
use rayon::prelude::*;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// Documents by rank, in memory or brought there when they are asked for.
pub(super) trait Ranked: Sync {
    /// What goes wrong.
    type Error: Send;

    /// Number of documents.
    fn count(&self) -> usize;

    /// The sketch of a document.
    fn sketch(&self, rank: usize) -> Result<Cow<'_, Sketch>, Self::Error>;

    /// The hashes of its sampled shingles, in order, each once.
    fn sampled(&self, rank: usize) -> Result<Cow<'_, [u32]>, Self::Error> {
        Ok(Cow::Owned(self.sketch(rank)?.sample()))
    }

    /// What is known of its sample without the sketch.
    fn sample(&self, rank: usize) -> Sample;

    /// Whether every posting of a document stands in the index, and not only those that it shares with others.
    fn is_indexed_whole(&self, rank: usize) -> bool;

    /// Whether it is asked what two documents are to each other.
    fn is_asked(&self, a: u32, b: u32) -> bool;
}

/// The documents that hold a sampled shingle, in memory for those that hold it besides.
pub(super) struct Index<'a, R: Ranked + ?Sized> {
    ranked: &'a R,
    behind: Behind,
    /// The shingles that many unlike documents share.
    stock: Stock,
    /// How many sampled shingles of each document are not stock, where that was asked.
    evidence: Vec<OnceLock<u32>>,
}

impl<'a, R: Ranked + ?Sized> Index<'a, R> {
    /// The index of documents and their entries. `known_stock` are hashes, in order, that were stock before.
    pub(super) fn new(
        ranked: &'a R,
        entries: Entries,
        known_stock: &[u32],
        settings: &Settings,
    ) -> Result<Self, R::Error> {
        let postings = Postings::of(entries);
        let is_stock = stock_postings(ranked, &postings, known_stock, settings)?;
        let stock = || (0..postings.len()).filter(|&posting| is_stock[posting]);
        let hashes = postings.hashes();
        let elsewhere = known_stock.iter().copied().filter(|hash| hashes.binary_search(hash).is_err());
        let mut stock_hashes: Vec<u32> = stock().map(|posting| hashes[posting]).chain(elsewhere).collect();
        if !known_stock.is_empty() {
            stock_hashes.sort_unstable();
        }

        let mut stock_of = vec![0u32; ranked.count()];
        let mut may_be_counted = vec![false; ranked.count()];
        for members in stock().map(|posting| postings.members(posting)) {
            let shown: Vec<(usize, u32)> = (0..members.len().min(settings.longest_posting))
                .filter(|&place| is_shown(place, members.len(), settings))
                .map(|place| (place, members[place]))
                .collect();
            for (at, &member) in members.iter().enumerate() {
                stock_of[member as usize] += 1;
                let mut before = shown.iter().take_while(|&&(place, _)| place < at);
                let mut asked = || before.any(|&(_, other)| ranked.is_asked(other, member));
                may_be_counted[member as usize] = may_be_counted[member as usize] || asked();
            }
        }
        // Of a document that is indexed whole, all that is stock stands in the postings.
        let evidence = |(rank, stock): (usize, u32)| match ranked.is_indexed_whole(rank) {
            true => OnceLock::from(ranked.sample(rank).size.saturating_sub(stock)),
            false => OnceLock::new(),
        };
        let evidence = stock_of.into_iter().enumerate().map(evidence).collect();
        let mut index = Self { ranked, behind: Behind::default(), stock: Stock::of(stock_hashes), evidence };
        // A document that consists of stock passages has nothing else to be known by.
        let only_stock: Vec<bool> = may_be_counted
            .into_par_iter()
            .enumerate()
            .map(|(rank, asked)| Ok(asked && is_only_stock(ranked.sample(rank).size, index.evidence(rank)?)))
            .collect::<Result<_, _>>()?;
        index.behind = Behind::of(
            postings,
            ranked.count(),
            |place, members| is_shown(place, members, settings),
            |posting, member| !is_stock[posting] || only_stock[member as usize],
        );
        Ok(index)
    }

    /// Hashes of all shingles that are stock, in order.
    pub(super) fn into_stock(self) -> Vec<u32> {
        self.stock.into_hashes()
    }

    /// How many sampled shingles of a document are not stock.
    fn evidence(&self, rank: usize) -> Result<u32, R::Error> {
        if let Some(&evidence) = self.evidence[rank].get() {
            return Ok(evidence);
        }
        let sampled = self.ranked.sampled(rank)?;
        let evidence = sampled.iter().filter(|&&hash| is_of_all(hash) && !self.stock.has(hash)).count();
        Ok(*self.evidence[rank].get_or_init(|| evidence as u32))
    }

    /// Whether a shingle is stock.
    pub(super) fn is_stock(&self, hash: u32) -> bool {
        self.stock.has(hash)
    }

    /// The documents behind `rank` that may be related to it, in order.
    pub(super) fn candidates(&self, rank: usize, shared: &mut Shared) -> Result<Vec<u32>, R::Error> {
        let Shared { counts, seen, heads } = shared;
        self.behind.each(rank, heads, |other| {
            if self.ranked.is_asked(rank as u32, other) {
                let count = &mut counts[other as usize];
                if *count == 0 {
                    seen.push(other);
                }
                *count += 1;
            }
        });
        let mut kept = Vec::new();
        for other in seen.drain(..) {
            let count = std::mem::take(&mut counts[other as usize]);
            // Evidence is asked for only where it can matter: most pairs share one shingle, by chance.
            if count >= needed(0) && count >= needed(self.evidence(rank)?.min(self.evidence(other as usize)?))
            {
                kept.push(other);
            }
        }
        kept.sort_unstable();
        Ok(kept)
    }
}

/// How many sampled shingles a document shares with each of the others: a buffer to be used again.
pub(super) struct Shared {
    counts: Vec<u32>,
    seen: Vec<u32>,
    heads: Vec<u32>,
}

impl Shared {
    pub(super) fn new(documents: usize) -> Self {
        Self { counts: vec![0; documents], seen: Vec::new(), heads: Vec::new() }
    }
}

/// Marks the shingles that lie in stock passages: those whose nearest sampled shingle is stock.
pub(super) fn mark_stock(hashes: &[u64], is_stock: impl Fn(u32) -> bool, marks: &mut Vec<bool>) {
    marks.clear();
    marks.resize(hashes.len(), false);
    let mut before: Option<(usize, bool)> = None;
    let sampled = (0..hashes.len()).filter(|&at| is_sampled(hashes[at]));
    for (at, stock) in sampled.map(|at| (at, is_stock(code(hashes[at])))) {
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
