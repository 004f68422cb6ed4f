//! Maximal repeats on word bounds.

use super::corpus::Corpus;
use super::element::Marks;
use super::passages::Reprinted;
use super::suffixes::{STOP, Suffixes};
use std::ops::Range;

/// A row of elements that recurs: no longer one recurs as often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Repeat {
    /// Where it stands in the order of suffixes: one rank an occurrence.
    pub(super) ranks: Range<u32>,
    /// Elements.
    pub(super) len: u8,
    /// Occurrences outside reprinted passages.
    pub(super) count: u32,
    /// Documents with such an occurrence.
    pub(super) documents: u32,
}

/// What to look for.
#[derive(Clone, Debug)]
pub(super) struct Bounds {
    pub(super) least: u8,
    pub(super) documents: u32,
}

/// Occurrences that are looked at to see whether a repeat begins and ends with words: segmentation rarely changes its
/// mind, and repeats of a hundred thousand occurrences need not all be read.
const LOOKED_AT: usize = 48;

/// All maximal repeats, in the order of suffixes, the shorter ones first.
pub(super) fn repeats(
    corpus: &Corpus,
    suffixes: &Suffixes,
    reprinted: &Reprinted,
    bounds: &Bounds,
) -> Vec<Repeat> {
    let mut finder = Finder::new(corpus, suffixes, reprinted, bounds);
    let mut found = Vec::new();
    each_interval(suffixes, |ranks, around, len| found.extend(finder.consider(ranks, around, len)));
    found.sort_unstable_by_key(|repeat| (repeat.ranks.start, repeat.len));
    found
}

/// Calls `each(ranks, len)` for every row of two elements or more that stands `least` times in the collection, a part of
/// a longer one or not.
pub(super) fn each_row(suffixes: &Suffixes, least: u32, mut each: impl FnMut(Range<usize>, usize)) {
    each_interval(suffixes, |ranks, around, len| {
        if ranks.len() >= least as usize {
            (around.max(1) + 1..=len).for_each(|len| each(ranks.clone(), usize::from(len)));
        }
    });
}

/// Calls `each(ranks, around, len)` for all ranks whose suffixes share `len` codes, and `around` at most with those
/// beside them.
fn each_interval(suffixes: &Suffixes, mut each: impl FnMut(Range<usize>, u8, u8)) {
    // The open intervals of suffixes that share a beginning: its length, and the first rank.
    let mut open: Vec<(u8, usize)> = vec![(0, 0)];
    for rank in 1..=suffixes.order.len() {
        let shared = if rank < suffixes.order.len() { suffixes.shared(rank) } else { 0 };
        let mut first = rank - 1;
        while let Some(&(len, begin)) = open.last().filter(|(len, _)| *len > shared) {
            open.pop();
            let around = open.last().map_or(0, |&(len, _)| len).max(shared);
            each(begin..rank, around, len);
            first = begin;
        }
        if open.last().is_none_or(|&(len, _)| len < shared) {
            open.push((shared, first));
        }
    }
}

/// Counts the occurrences of rows of elements that are no maximal repeats themselves.
pub(super) fn count_again(
    corpus: &Corpus,
    suffixes: &Suffixes,
    reprinted: &Reprinted,
    bounds: &Bounds,
    rows: impl Iterator<Item = Vec<i32>>,
) -> Vec<Repeat> {
    let mut finder = Finder::new(corpus, suffixes, reprinted, bounds);
    rows.filter_map(|codes| {
        let ranks = suffixes.ranks(&codes);
        finder.counted(ranks, codes.len() as u8)
    })
    .collect()
}

/// The document of each block of 64 elements: where to begin to look.
fn documents_of(corpus: &Corpus, elements: usize) -> Vec<u32> {
    (0..elements.div_ceil(64)).map(|block| corpus.document_of(block as u32 * 64) as u32).collect()
}

struct Finder<'a> {
    corpus: &'a Corpus,
    suffixes: &'a Suffixes,
    reprinted: &'a Reprinted,
    bounds: &'a Bounds,
    /// For each document, the last repeat that was seen in it.
    seen: Vec<u32>,
    stamp: u32,
    document_of: Vec<u32>,
}

impl<'a> Finder<'a> {
    fn new(corpus: &'a Corpus, suffixes: &'a Suffixes, reprinted: &'a Reprinted, bounds: &'a Bounds) -> Self {
        let seen = vec![0; corpus.documents()];
        let document_of = documents_of(corpus, suffixes.codes.len());
        Self { corpus, suffixes, reprinted, bounds, seen, stamp: 0, document_of }
    }

    /// The repeat of these ranks, whose suffixes share `len` codes; those around them share `around` at most.
    fn consider(&mut self, ranks: Range<usize>, around: u8, len: u8) -> Option<Repeat> {
        if ranks.len() < self.bounds.documents as usize || len < self.bounds.least {
            return None;
        }
        let len = self.len_on_word_bounds(&ranks, around.max(self.bounds.least - 1), len)?;
        if self.goes_on_before(&ranks) {
            return None;
        }
        self.counted(ranks, len)
    }

    fn counted(&mut self, ranks: Range<usize>, len: u8) -> Option<Repeat> {
        let (count, documents) = self.count(&ranks, len);
        let ranks = ranks.start as u32..ranks.end as u32;
        (documents >= self.bounds.documents).then_some(Repeat { ranks, len, count, documents })
    }

    /// The greatest length, more than `around`, at which most occurrences end with a word, if they begin with one.
    fn len_on_word_bounds(&self, ranks: &Range<usize>, around: u8, len: u8) -> Option<u8> {
        if !self.begins_with_word(ranks) {
            return None;
        }
        (around + 1..=len).rev().find(|&len| self.ends_with_word(ranks, len))
    }

    fn begins_with_word(&self, ranks: &Range<usize>) -> bool {
        self.most(ranks, |at| self.corpus.row.marks[at].has(Marks::WORD))
    }

    fn ends_with_word(&self, ranks: &Range<usize>, len: u8) -> bool {
        let ends = |at: usize| {
            self.suffixes.codes.get(at).is_none_or(|&code| code == STOP)
                || self.corpus.row.marks[at].has(Marks::WORD)
        };
        self.most(ranks, |at| ends(at + usize::from(len)))
    }

    /// Whether it is so at more than half of the occurrences.
    fn most(&self, ranks: &Range<usize>, is: impl Fn(usize) -> bool) -> bool {
        let step = ranks.len().div_ceil(LOOKED_AT);
        let looked_at = self.suffixes.order[ranks.clone()].iter().step_by(step);
        let (yes, all) =
            looked_at.fold((0, 0), |(yes, all), &at| (yes + usize::from(is(at as usize)), all + 1));
        yes * 2 > all
    }

    /// Whether one and the same code stands before every occurrence.
    fn goes_on_before(&self, ranks: &Range<usize>) -> bool {
        let before = |&at: &i32| if at == 0 { STOP } else { self.suffixes.codes[at as usize - 1] };
        let order = &self.suffixes.order[ranks.clone()];
        let first = before(&order[0]);
        first != STOP && order.iter().all(|at| before(at) == first)
    }

    fn count(&mut self, ranks: &Range<usize>, len: u8) -> (u32, u32) {
        self.stamp += 1;
        let (mut count, mut documents) = (0, 0);
        for &at in &self.suffixes.order[ranks.clone()] {
            let (first, last) = (at as u32, at as u32 + u32::from(len) - 1);
            if self.reprinted.holds(first) && self.reprinted.holds(last) {
                continue;
            }
            count += 1;
            let mut document = self.document_of[at as usize / 64] as usize;
            while self.corpus.ends[document] <= first {
                document += 1;
            }
            let seen = &mut self.seen[document];
            documents += u32::from(*seen != self.stamp);
            *seen = self.stamp;
        }
        (count, documents)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::reading::BREAK;
    use crate::syllable::{Forms, Kind};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    const SYLLABLES: [&str; 4] = ["đoàn", "kết", "thi", "đua"];

    /// A corpus of these documents, in which every syllable is a word, and 4 is a break.
    fn corpus(documents: &[Vec<usize>]) -> Corpus {
        let mut forms = Forms::new();
        let ids: Vec<_> = SYLLABLES.iter().map(|syllable| forms.intern(syllable, Kind::Syllable)).collect();
        let mut corpus = Corpus { forms, ..Corpus::default() };
        for document in documents {
            for &element in document.iter().chain(&[4]) {
                corpus.row.forms.push(ids.get(element).copied().unwrap_or(BREAK));
                corpus.row.marks.push(Marks::WORD);
            }
            corpus.ends.push(corpus.row.forms.len() as u32);
            corpus.source_of.push(0);
            corpus.sizes.push(document.len() as u64);
        }
        corpus
    }

    type Counted = BTreeMap<Vec<usize>, (u32, u32)>;

    /// Document, and what stands before and behind.
    type Place = (usize, Option<usize>, Option<usize>);

    /// By definition: every row within a sentence, with its occurrences and documents, that stands in two documents and
    /// that neither the same element before nor the same one behind makes longer everywhere.
    fn naive(documents: &[Vec<usize>], most: usize) -> Counted {
        let mut places: BTreeMap<Vec<usize>, Vec<Place>> = BTreeMap::new();
        for (number, document) in documents.iter().enumerate() {
            for sentence in document.split(|&element| element == 4) {
                for first in 0..sentence.len() {
                    for end in first + 2..=sentence.len().min(first + most) {
                        let before = first.checked_sub(1).map(|at| sentence[at]);
                        let place = (number, before, sentence.get(end).copied());
                        places.entry(sentence[first..end].to_vec()).or_default().push(place);
                    }
                }
            }
        }
        let same = |side: Vec<Option<usize>>| side[0].is_some() && side.iter().all(|one| *one == side[0]);
        let counted = |(row, places): (Vec<usize>, Vec<Place>)| {
            let numbers: BTreeSet<usize> = places.iter().map(|place| place.0).collect();
            let goes_on = same(places.iter().map(|place| place.1).collect())
                || row.len() < most && same(places.iter().map(|place| place.2).collect());
            let figures = (places.len() as u32, numbers.len() as u32);
            (numbers.len() >= 2 && !goes_on).then_some((row, figures))
        };
        places.into_iter().filter_map(counted).collect()
    }

    fn found(documents: &[Vec<usize>], most: u8) -> Counted {
        let corpus = corpus(documents);
        let suffixes = Suffixes::of(&corpus, most).unwrap();
        let bounds = Bounds { least: 2, documents: 2 };
        let element = |code: &i32| {
            let at = suffixes.codes.iter().position(|other| other == code).unwrap();
            let surface = corpus.forms.surface(corpus.row.forms[at]);
            SYLLABLES.iter().position(|syllable| *syllable == surface).unwrap()
        };
        let row = |repeat: Repeat| {
            let first = suffixes.order[repeat.ranks.start as usize] as usize;
            let codes = &suffixes.codes[first..first + usize::from(repeat.len)];
            (codes.iter().map(element).collect(), (repeat.count, repeat.documents))
        };
        let all = repeats(&corpus, &suffixes, &Reprinted::none(&suffixes), &bounds);
        let count = all.len();
        let counted: Counted = all.into_iter().map(row).collect();
        assert_eq!(counted.len(), count, "a repeat is found twice");
        counted
    }

    proptest! {
        #[test]
        fn are_those_of_the_definition(
            documents in prop::collection::vec(prop::collection::vec(0usize..5, 0..24), 1..6),
            most in 2u8..9,
        ) {
            prop_assert_eq!(found(&documents, most), naive(&documents, usize::from(most)));
        }
    }

    #[test]
    fn a_slogan_in_three_articles() {
        let documents = [vec![0, 1, 2, 3], vec![0, 1, 2, 3, 4, 0, 1], vec![3, 0, 1, 2, 3]];
        let expected = [(vec![0, 1], (4, 3)), (vec![0, 1, 2, 3], (3, 3))];
        assert_eq!(found(&documents, 12), expected.into_iter().collect());
    }
}
