//! What is known of adjacent pairs.

use super::features::{Class, PAIR};
use super::lexicon::{Found, Head};
use super::profile::Profile;
use super::table::{Cells, LIMIT, Places, Table};
use super::verdict::Verdicts;
use std::collections::BTreeMap;

/// The pairs of a model: a table of numbers, and what is known of the pairs of each number.
///
/// Many pairs are alike, so that what is known of the commonest kinds stays in the nearest cache.
#[derive(Clone, Debug)]
pub(super) struct KnownPairs<'a> {
    pub table: Table<'a>,
    /// The first is what is known of a pair that is not in the table: nothing.
    pub kinds: Cells<'a, KNOWN>,
}

pub(super) const KNOWN: usize = 12;

/// What is known of a pair, as bytes: its weights, the node of the trie of the lexicon where longer words go on (0
/// where none begins with the pair), verdicts, the class among the words all agree upon and 16 times the class among
/// the words of some, and two profiles. By default, of a pair that is not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known([u8; KNOWN]);

const NODE: usize = PAIR;
const VERDICTS: usize = NODE + 2;
const WORDS: usize = VERDICTS + 1;
const PROFILES: usize = WORDS + 1;

impl Known {
    pub fn of(weights: [i8; PAIR], verdicts: Verdicts, profiles: [Profile; 2]) -> Self {
        let [a, b, c, d, e, f] = weights.map(|weight| weight as u8);
        Self([a, b, c, d, e, f, 0, 0, verdicts.0, 0, profiles[0].0, profiles[1].0])
    }

    /// Makes it the beginning of lexicon words.
    pub fn begin(&mut self, Head { word, node }: Head) {
        [self.0[NODE], self.0[NODE + 1]] = node.to_le_bytes();
        self.0[WORDS] = word.packed();
    }

    #[inline]
    pub fn weight(self, which: usize) -> i32 {
        i32::from(self.0[which] as i8)
    }

    /// What is decided.
    #[inline]
    pub fn verdicts(self) -> Verdicts {
        Verdicts(self.0[VERDICTS])
    }

    /// The lexicon word that the pair is.
    #[inline]
    pub fn word(self) -> Found {
        Found::unpacked(self.0[WORDS])
    }

    /// Where longer words that begin with the pair go on; 0 where there are none.
    #[inline]
    pub fn longer(self) -> u16 {
        u16::from_le_bytes([self.0[NODE], self.0[NODE + 1]])
    }

    /// Its profile between tokens of the given classes.
    #[inline]
    pub fn profile(self, left: u8, right: u8) -> Profile {
        let capitals = (Class::case(left) != 0) & (Class::case(right) != 0);
        Profile(self.0[PROFILES + usize::from(capitals)])
    }
}

impl KnownPairs<'_> {
    /// The pairs with what is known of them; left symbols are below `symbols`.
    ///
    /// Of more kinds than a table can number, the rarest are forgotten.
    pub fn of(pairs: &BTreeMap<u32, Known>, symbols: usize) -> KnownPairs<'static> {
        let mut counts: BTreeMap<[u8; KNOWN], u32> = BTreeMap::new();
        pairs.values().for_each(|known| *counts.entry(known.0).or_default() += 1);
        counts.remove(&Known::default().0);
        let mut kinds: Vec<([u8; KNOWN], u32)> = counts.into_iter().collect();
        // By count, so that those lie together which are asked for often.
        kinds.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        kinds.truncate(LIMIT as usize - 1);
        let numbers: BTreeMap<[u8; KNOWN], u32> = kinds.iter().map(|&(kind, _)| kind).zip(1..).collect();
        let numbered: Vec<(u32, u32)> =
            pairs.iter().filter_map(|(&pair, known)| Some((pair, *numbers.get(&known.0)?))).collect();
        let nothing = Known::default().0;
        let kinds: Vec<[u8; KNOWN]> =
            [nothing].into_iter().chain(kinds.into_iter().map(|(kind, _)| kind)).collect();
        KnownPairs { table: Table::of(&numbered, symbols), kinds: kinds.into() }
    }

    /// The same in memory of its own.
    pub fn into_owned(self) -> KnownPairs<'static> {
        KnownPairs { table: self.table.into_owned(), kinds: self.kinds.into_owned().into() }
    }

    /// What is known of one pair.
    pub fn get(&self, pair: u32) -> Known {
        self.kinds.get(self.table.get(pair) as usize).map_or(Known::default(), |&kind| Known(kind))
    }

    /// Calls `found` as [`Table::find`] does, with what is known of the pairs.
    #[inline]
    pub fn find(&self, pairs: &[u32], places: &mut Places, mut found: impl FnMut(usize, Known)) {
        let kinds = &*self.kinds;
        let nothing = Known::default();
        self.table.find(pairs, places, |index, number| {
            found(index, kinds.get(number as usize).map_or(nothing, |&kind| Known(kind)));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::*;

    #[test]
    fn of_every_pair_its_own_is_known() {
        let all: BTreeMap<u32, Known> = (1..5000u16)
            .map(|n| {
                let profiles = [Profile(1), Profile(n as u8)];
                let head =
                    Head { word: Found { agreed: n as u8 % 9, doubtful: (n / 9) as u8 % 9 }, node: n % 3 };
                let mut known = Known::of([n as i8; PAIR], Verdicts(n as u8), profiles);
                known.begin(head);
                assert_eq!(
                    (known.word(), known.longer(), known.verdicts()),
                    (head.word, head.node, Verdicts(n as u8))
                );
                assert_eq!(
                    (known.weight(0), known.weight(PAIR - 1)),
                    (i32::from(n as i8), i32::from(n as i8))
                );
                (pair(n / 10 + 1, n.wrapping_mul(7919)), known)
            })
            .collect();
        let table = KnownPairs::of(&all, 1000);
        let absent = [pair(0, 0), pair(900, 1), pair(1, 1)].map(|pair| (pair, Known::default()));
        let (pairs, expected): (Vec<u32>, Vec<Known>) = all.into_iter().chain(absent).unzip();
        let mut known = vec![Known::default(); pairs.len()];
        table.find(&pairs, &mut Places::default(), |index, found| known[index] = found);
        assert_eq!(known, expected);
    }
}
