//! Which documents hold which sampled shingle, in the order of the shingles' hashes.

use super::entries::Entries;
use rayon::prelude::*;
use std::ops::Range;

/// Sampled shingles that at least two documents hold, and the documents of each, by rank.
pub(super) struct Postings {
    /// Hash of each shingle, in order.
    hashes: Vec<u32>,
    /// Where its documents begin in `members`; one more at the end.
    starts: Vec<u32>,
    members: Vec<u32>,
}

impl Postings {
    /// Of entries; two parts of them at a time take memory.
    pub(super) fn of(entries: Entries) -> Self {
        // Room for as many as there may be: what nothing is written to takes no memory, and lists that grow would be
        // copied again and again.
        let most = entries.len();
        let (mut starts, mut members, mut hashes) =
            (Vec::with_capacity(most / 2 + 1), Vec::with_capacity(most), Vec::with_capacity(most / 2));
        starts.push(0);
        let mut add = |mut part: Vec<u64>| {
            part.dedup();
            for posting in part.chunk_by(|a, b| a >> 32 == b >> 32).filter(|posting| posting.len() > 1) {
                hashes.push((posting[0] >> 32) as u32);
                members.extend(posting.iter().map(|&entry| entry as u32));
                starts.push(members.len() as u32);
            }
        };
        let mut parts = entries.into_parts();
        let mut sorted = parts.next();
        while let Some(part) = sorted {
            // While one is added, the next one is put in order.
            (sorted, ()) = rayon::join(|| parts.next(), || add(part));
        }
        Self { hashes, starts, members }
    }

    /// Number of postings.
    pub(super) fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The hashes, in order.
    pub(super) fn hashes(&self) -> &[u32] {
        &self.hashes
    }

    /// The documents of a posting.
    pub(super) fn members(&self, posting: usize) -> &[u32] {
        &self.members[self.range(posting)]
    }

    fn range(&self, posting: usize) -> Range<usize> {
        self.starts[posting] as usize..self.starts[posting + 1] as usize
    }

    /// For each of so many documents the postings that it stands in, as far as its hash and the document are `wanted`.
    pub(super) fn by_document(&self, documents: usize, wanted: impl Fn(u32, u32) -> bool) -> Lists {
        let wanted = &wanted;
        let pairs = || {
            (0..self.len() as u32).flat_map(move |posting| {
                let hash = self.hashes[posting as usize];
                let members = self.members(posting as usize).iter().copied();
                members.filter(move |&member| wanted(hash, member)).map(move |member| (member, posting))
            })
        };
        let mut lists = Lists::sized(documents, pairs().map(|(member, _)| member));
        pairs().for_each(|(member, posting)| lists.push(member, posting));
        lists
    }
}

/// A list of numbers for each document.
#[derive(Default)]
pub(super) struct Lists {
    /// Where the list of each document begins; one more at the end.
    starts: Vec<u32>,
    /// Where the next number of each comes.
    next: Vec<u32>,
    numbers: Vec<u32>,
}

impl Lists {
    /// Empty lists of so many documents, with room for a number wherever a document comes in `of`.
    pub(super) fn sized(documents: usize, of: impl Iterator<Item = u32>) -> Self {
        let mut starts = vec![0u32; documents + 1];
        of.for_each(|document| starts[document as usize + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let numbers = vec![0; starts[documents] as usize];
        Self { next: starts.clone(), starts, numbers }
    }

    /// Adds a number to the list of a document.
    pub(super) fn push(&mut self, document: u32, number: u32) {
        let next = &mut self.next[document as usize];
        self.numbers[*next as usize] = number;
        *next += 1;
    }

    /// The numbers of a document, as they came.
    pub(super) fn of(&self, document: usize) -> &[u32] {
        &self.numbers[self.starts[document] as usize..self.starts[document + 1] as usize]
    }
}

/// For each document those behind it that hold the same shingle, shingle by shingle.
#[derive(Default)]
pub(super) struct Behind {
    /// Documents in rows, the last one of each row marked.
    rows: Vec<u32>,
    /// Where in `rows` the documents behind each document begin, once for each shingle.
    places: Lists,
}

/// Marks the last of a row. Ranks have 31 bits: sketches of more documents would take 200 GB.
const LAST: u32 = 1 << 31;

impl Behind {
    /// Of so many documents. Of the members of each posting, those that are `shown`, as told by their place and the number of
    /// all, are told those behind them, as far as these `count` in the posting.
    pub(super) fn of(
        postings: Postings,
        documents: usize,
        shown: impl Fn(usize, usize) -> bool,
        count: impl Fn(usize, u32) -> bool + Sync,
    ) -> Self {
        let Postings { hashes, starts, members: mut rows } = postings;
        drop(hashes);
        // How many members of each posting have someone behind them.
        let led: Vec<u32> = starts
            .par_windows(2)
            .enumerate()
            .map(|(posting, bounds)| {
                let members = &rows[bounds[0] as usize..bounds[1] as usize];
                members.iter().rposition(|&member| count(posting, member)).unwrap_or(0) as u32
            })
            .collect();
        let is_told = |bounds: &[u32], led: u32, at: u32| {
            at - bounds[0] < led && shown((at - bounds[0]) as usize, (bounds[1] - bounds[0]) as usize)
        };
        let told = starts
            .windows(2)
            .zip(&led)
            .flat_map(|(bounds, &led)| (bounds[0]..bounds[1]).filter(move |&at| is_told(bounds, led, at)));
        let mut places = Lists::sized(documents, told.map(|at| rows[at as usize]));
        // A row is shorter than its posting: it is written where only postings stood that were read.
        let mut end = 0;
        for (posting, (bounds, &led)) in starts.windows(2).zip(&led).enumerate() {
            let row = end;
            for at in bounds[0]..bounds[1] {
                let member = rows[at as usize];
                if at > bounds[0] && count(posting, member) {
                    rows[end] = member;
                    end += 1;
                }
                if is_told(bounds, led, at) {
                    places.push(member, end as u32);
                }
            }
            if row < end {
                rows[end - 1] |= LAST;
            }
        }
        rows.truncate(end);
        rows.shrink_to_fit();
        Self { rows, places }
    }

    /// Shows the documents behind one, each as often as it holds a shingle that the one holds. `heads` is a buffer.
    pub(super) fn each(&self, document: usize, heads: &mut Vec<u32>, mut show: impl FnMut(u32)) {
        // The heads of all rows first: most rows have one, and what is not in a cache is waited for together.
        let places = self.places.of(document);
        heads.clear();
        heads.extend(places.iter().map(|&place| self.rows[place as usize]));
        for (&place, &head) in places.iter().zip(&*heads) {
            show(head & !LAST);
            let mut last = head;
            let mut place = place as usize;
            while last & LAST == 0 {
                place += 1;
                last = self.rows[place];
                show(last & !LAST);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_is_shown_those_behind_it(
            held in prop::collection::vec((0u32..40, 0u32..12), 0..200),
            apart in 1usize..4,
            idle in 0u32..12,
        ) {
            // Hashes of all parts.
            let held: Vec<(u32, u32)> = held.iter().map(|&(hash, rank)| (hash << 26, rank)).collect();
            let postings = Postings::of(Entries::of_all(&held));
            let shown = |place: usize, members: usize| members <= 4 || place.is_multiple_of(apart) && place < 6;
            let mut expected = vec![Vec::<u32>::new(); 12];
            for posting in 0..postings.len() {
                let members = postings.members(posting);
                for (at, &member) in members.iter().enumerate().filter(|&(at, _)| shown(at, members.len())) {
                    let counted = members[at + 1..].iter().filter(|&&other| posting % 3 > 0 || other != idle);
                    expected[member as usize].extend(counted);
                }
            }
            let behind = Behind::of(postings, 12, shown, |posting, other| posting % 3 > 0 || other != idle);
            for (document, expected) in expected.into_iter().enumerate() {
                let mut found = Vec::new();
                behind.each(document, &mut Vec::new(), |other| found.push(other));
                prop_assert_eq!(found, expected);
            }
        }
    }
}
