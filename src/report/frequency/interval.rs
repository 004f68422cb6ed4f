//! Bootstrap intervals of the rates of items, groups of copies drawn whole.

use super::{Counted, CountedHit};
use crate::statistics::interval::{Bootstrap, Cell, Interval};

/// Intervals of every item's hits by syllables.
pub(super) struct Intervals {
    all: Vec<Option<Interval>>,
    unique: Vec<Option<Interval>>,
}

/// Intervals of one item.
#[derive(Clone, Copy, Default)]
pub(super) struct ItemIntervals {
    pub all: Option<Interval>,
    pub unique: Option<Interval>,
}

impl Intervals {
    /// Over all documents.
    pub fn of(
        bootstrap: &Bootstrap,
        documents: &[Counted],
        hits: &[CountedHit],
        items: usize,
        item: impl Fn(&CountedHit) -> u32,
    ) -> Self {
        Self::within(bootstrap, documents, &vec![true; documents.len()], hits, items, item)
    }

    /// Over the documents that are `within`; `hits` are theirs.
    pub fn within(
        bootstrap: &Bootstrap,
        documents: &[Counted],
        within: &[bool],
        hits: &[CountedHit],
        items: usize,
        item: impl Fn(&CountedHit) -> u32,
    ) -> Self {
        let over = |is_counted: fn(&Counted) -> bool| {
            const NONE: u32 = u32::MAX;
            let groups = documents.iter().map(|document| document.group as usize + 1).max().unwrap_or(0);
            let mut group_here = vec![NONE; groups];
            let mut sizes: Vec<u64> = Vec::new();
            for (document, _) in
                documents.iter().zip(within).filter(|(document, within)| **within && is_counted(document))
            {
                let group = &mut group_here[document.group as usize];
                if *group == NONE {
                    *group = sizes.len() as u32;
                    sizes.push(0);
                }
                sizes[*group as usize] += u64::from(document.syllables);
            }
            let counted = hits.iter().filter(|hit| is_counted(&documents[hit.document as usize]));
            let mut places: Vec<(u32, u32)> = counted
                .map(|hit| (item(hit), group_here[documents[hit.document as usize].group as usize]))
                .collect();
            places.sort_unstable();
            let cells: Vec<Cell> = places
                .chunk_by(|a, b| a == b)
                .map(|run| Cell { item: run[0].0, group: run[0].1, count: run.len() as u32 })
                .collect();
            bootstrap.rates(&sizes, &cells, items)
        };
        Self { all: over(|_| true), unique: over(|document| document.copies.unique) }
    }

    pub fn item(&self, item: u32) -> ItemIntervals {
        ItemIntervals { all: self.all[item as usize], unique: self.unique[item as usize] }
    }
}
