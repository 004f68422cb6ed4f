//! Counts and what they are counts of, each three times: over all articles, over one per group of copies, and over one
//! per group and source.

use super::interval::ItemIntervals;
use super::{Counted, CountedHit};
use crate::report::{Frequency, Rate};
use crate::statistics::interval::{Interval, poisson_exact};
use std::collections::BTreeSet;

/// In which counts, besides that of all articles, a document is.
#[derive(Clone, Copy)]
pub(super) struct Copies {
    pub unique: bool,
    pub by_source: bool,
}

/// The same figure over all articles, over one per group, and over one per group and source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Threefold {
    pub all: u64,
    pub unique: u64,
    pub by_source: u64,
}

impl Threefold {
    fn add(&mut self, count: u64, copies: Copies) {
        self.all += count;
        self.unique += if copies.unique { count } else { 0 };
        self.by_source += if copies.by_source { count } else { 0 };
    }
}

/// What rates are taken of.
#[derive(Clone, Default)]
pub(super) struct Base {
    pub articles: Threefold,
    pub syllables: Threefold,
}

impl Base {
    /// Of each of `strata`.
    pub fn of(documents: &[Counted], strata: usize, stratum: impl Fn(&Counted) -> u32) -> Vec<Self> {
        let mut bases = vec![Self::default(); strata];
        for document in documents {
            let base = &mut bases[stratum(document) as usize];
            base.articles.add(1, document.copies);
            base.syllables.add(u64::from(document.syllables), document.copies);
        }
        bases
    }
}

/// How often something stands in a set of documents.
#[derive(Clone, Default)]
pub(super) struct Count {
    pub hits: Threefold,
    pub articles: Threefold,
    sources: BTreeSet<u32>,
    last_document: Option<u32>,
}

impl Count {
    fn hit(&mut self, document: u32, facts: &Counted) {
        self.hits.add(1, facts.copies);
        if self.last_document != Some(document) {
            self.last_document = Some(document);
            self.articles.add(1, facts.copies);
            self.sources.extend(facts.source);
        }
    }

    pub fn frequency(&self, base: &Base, intervals: ItemIntervals) -> Frequency {
        let rate = |of: fn(&Threefold) -> u64, interval: Option<Interval>| {
            let (count, articles, syllables) = (of(&self.hits), of(&base.articles), of(&base.syllables));
            Rate {
                count,
                articles: of(&self.articles),
                per_million: per_million(count, syllables),
                per_article: if articles == 0 { 0.0 } else { count as f64 / articles as f64 },
                interval: interval.map(|interval| interval.scaled(1e6)),
                poisson: poisson_exact(count, super::CONFIDENCE)
                    .filter(|_| syllables > 0)
                    .map(|interval| interval.scaled(1e6 / syllables as f64)),
            }
        };
        Frequency {
            all: rate(|it| it.all, intervals.all),
            unique: rate(|it| it.unique, intervals.unique),
            by_source: rate(|it| it.by_source, None),
            sources: self.sources.len() as u64,
        }
    }
}

/// Pooled: all hits over all syllables, not a mean of the articles' rates.
pub(super) fn per_million(hits: u64, syllables: u64) -> f64 {
    if syllables == 0 { 0.0 } else { hits as f64 * 1e6 / syllables as f64 }
}

/// Counts of items (families, forms) in strata (periods, or the whole).
pub(super) struct Table {
    items: usize,
    counts: Vec<Count>,
}

impl Table {
    pub fn of(
        documents: &[Counted],
        hits: &[CountedHit],
        items: usize,
        strata: usize,
        item: impl Fn(&CountedHit) -> u32,
        stratum: impl Fn(&Counted) -> u32,
    ) -> Self {
        let mut counts = vec![Count::default(); items * strata];
        for hit in hits {
            let facts = &documents[hit.document as usize];
            counts[stratum(facts) as usize * items + item(hit) as usize].hit(hit.document, facts);
        }
        Self { items, counts }
    }

    pub fn count(&self, stratum: u32, item: u32) -> &Count {
        &self.counts[stratum as usize * self.items + item as usize]
    }
}
