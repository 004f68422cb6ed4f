//! What is known of adjacent pairs.

use super::features::PAIR;
use super::lexicon::{Found, Head};
use super::profile::Profile;
use super::table::{Cells, LIMIT, Table};
use super::verdict::Verdicts;
use prefetch_index::prefetch_index;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// The pairs of a model: a table of kinds, and what is known of the pairs of each kind.
///
/// Many pairs are alike, so that what is known of the commonest kinds stays in the nearest cache. Most pairs are decided
/// by their verdicts, which the table has itself.
#[derive(Clone, Debug)]
pub(super) struct KnownPairs<'a> {
    pub table: Table<'a>,
    /// The first is what is known of a pair that is not in the table: nothing. Behind it stand those that begin longer
    /// words; the last of these, and those behind them, are words that all agree upon; then come the others.
    pub kinds: Cells<'a, KNOWN>,
    /// The kinds that begin longer words.
    longer: Range<u32>,
    /// Those that are words all agree upon.
    agreed: Range<u32>,
}

pub(super) const KNOWN: usize = 11;

/// What is known of a pair besides its verdicts, as bytes: its weights, the node of the trie of the lexicon where longer
/// words go on (0 where none begins with the pair), the class among the words all agree upon and 16 times the class among
/// the words of some, and two profiles. By default, of a pair that is not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Known([u8; KNOWN]);

const NODE: usize = PAIR;
const WORDS: usize = NODE + 2;
const PROFILES: usize = WORDS + 1;

/// A pair's number in the table: its verdicts, and the number of what else is known of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Kind(u32);

impl Kind {
    /// Kinds are below; so many are told apart.
    const LIMIT: u32 = LIMIT >> Verdicts::BITS;

    fn of(verdicts: Verdicts, number: u32) -> Self {
        Self(number << Verdicts::BITS | u32::from(verdicts.packed()))
    }

    /// What is decided.
    #[inline]
    pub fn verdicts(self) -> Verdicts {
        Verdicts::unpacked(self.0 as u8)
    }

    #[inline]
    fn number(self) -> u32 {
        self.0 >> Verdicts::BITS
    }
}

impl Known {
    pub fn of(weights: [i8; PAIR], profiles: [Profile; 2]) -> Self {
        let [a, b, c, d, e, f] = weights.map(|weight| weight as u8);
        Self([a, b, c, d, e, f, 0, 0, 0, profiles[0].0, profiles[1].0])
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

    /// Its profile where its tokens are capitalised as [`capitals`](super::verdict::capitals) says.
    #[inline]
    pub fn profile(self, capitals: usize) -> Profile {
        Profile(self.0[PROFILES + usize::from(capitals == 3)])
    }

    /// Where its kind stands among the others: nothing, longer words, longer words and agreed, agreed, the rest.
    fn part(self) -> u8 {
        match (self.longer() != 0, self.word().agreed != 0) {
            _ if self == Self::default() => 0,
            (true, false) => 1,
            (true, true) => 2,
            (false, true) => 3,
            (false, false) => 4,
        }
    }
}

impl<'a> KnownPairs<'a> {
    /// A table and its kinds.
    pub fn new(table: Table<'a>, kinds: Cells<'a, KNOWN>) -> Self {
        let behind = |part| kinds.partition_point(|&kind| Known(kind).part() <= part) as u32;
        let (longer, agreed) = (behind(0)..behind(2), behind(1)..behind(3));
        Self { table, kinds, longer, agreed }
    }

    /// The pairs with what is known of them; left symbols are below `symbols`.
    ///
    /// Of more kinds than a table can number, the rarest are forgotten but for their verdicts.
    pub fn of(pairs: &BTreeMap<u32, (Known, Verdicts)>, symbols: usize) -> KnownPairs<'static> {
        let mut counts: BTreeMap<Known, u32> = BTreeMap::new();
        pairs.values().for_each(|&(known, _)| *counts.entry(known).or_default() += 1);
        counts.remove(&Known::default());
        let mut kinds: Vec<(Known, u32)> = counts.into_iter().collect();
        // By count, so that those lie together which are asked for often.
        kinds.sort_by_key(|&(_, count)| Reverse(count));
        kinds.truncate(Kind::LIMIT as usize - 1);
        kinds.sort_by_key(|&(known, _)| known.part());
        let nothing = Known::default();
        let kinds: Vec<Known> =
            [nothing].into_iter().chain(kinds.into_iter().map(|(kind, _)| kind)).collect();
        let numbers: BTreeMap<Known, u32> = kinds.iter().copied().zip(0..).collect();
        let kind_of = |(known, verdicts): &(Known, Verdicts)| {
            Kind::of(*verdicts, numbers.get(known).copied().unwrap_or(0))
        };
        let kinds_of_pairs = pairs.iter().map(|(&pair, known)| (pair, kind_of(known)));
        let numbered: Vec<(u32, u32)> = kinds_of_pairs
            .filter(|&(_, kind)| kind != Kind::default())
            .map(|(pair, Kind(number))| (pair, number))
            .collect();
        let kinds: Vec<[u8; KNOWN]> = kinds.into_iter().map(|Known(kind)| kind).collect();
        KnownPairs::new(Table::of(&numbered, symbols), kinds.into())
    }

    /// The same in memory of its own.
    pub fn into_owned(self) -> KnownPairs<'static> {
        KnownPairs::new(self.table.into_owned(), self.kinds.into_owned().into())
    }

    /// The kind of one pair.
    pub fn get(&self, pair: u32) -> Kind {
        Kind(self.table.get(pair))
    }

    /// The line of a pair in the table, as [`Table::fetch`] gives it.
    #[inline]
    pub fn fetch_line(&self, pair: u32) -> u32 {
        self.table.fetch(pair)
    }

    /// The kind of a pair whose line in the table is given.
    #[inline]
    pub fn kind(&self, pair: u32, line: u32) -> Kind {
        Kind(self.table.number(pair, line))
    }

    /// Fetches what is known of the pairs of a kind: it will be asked for.
    #[inline]
    pub fn fetch(&self, kind: Kind) {
        prefetch_index(&self.kinds, kind.number() as usize);
    }

    /// What is known of the pairs of a kind besides verdicts.
    #[inline]
    pub fn known(&self, kind: Kind) -> Known {
        self.kinds.get(kind.number() as usize).map_or(Known::default(), |&kind| Known(kind))
    }

    /// Whether longer words begin with the pairs of a kind.
    #[inline]
    pub fn begin_longer(&self, kind: Kind) -> bool {
        self.longer.contains(&kind.number())
    }

    /// Whether the pairs of a kind are words that all agree upon.
    #[inline]
    pub fn are_words(&self, kind: Kind) -> bool {
        self.agreed.contains(&kind.number())
    }
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::super::verdict::Verdict;
    use super::*;

    #[test]
    fn of_every_pair_its_own_is_known() {
        let verdicts = |n: u16| {
            Verdicts::of(std::array::from_fn(|capitals| {
                [Verdict::OPEN, Verdict::SPLIT, Verdict::JOIN]
                    [usize::from(n) / 3_usize.pow(capitals as u32) % 3]
            }))
        };
        let all: BTreeMap<u32, (Known, Verdicts)> = (1..5000u16)
            .map(|n| {
                let profiles = [Profile(1), Profile(n as u8)];
                let head =
                    Head { word: Found { agreed: n as u8 % 9, doubtful: (n / 9) as u8 % 9 }, node: n % 3 };
                let mut known = Known::of([n as i8; PAIR], profiles);
                known.begin(head);
                assert_eq!((known.word(), known.longer()), (head.word, head.node));
                assert_eq!(
                    (known.weight(0), known.weight(PAIR - 1)),
                    (i32::from(n as i8), i32::from(n as i8))
                );
                (pair(n / 10 + 1, n.wrapping_mul(7919)), (known, verdicts(n)))
            })
            .chain([(pair(999, 1), (Known::default(), verdicts(5)))])
            .collect();
        let table = KnownPairs::of(&all, 1000);
        let absent = [pair(0, 0), pair(900, 1), pair(1, 1)].map(|pair| (pair, Default::default()));
        let (pairs, expected): (Vec<u32>, Vec<(Known, Verdicts)>) = all.into_iter().chain(absent).unzip();
        let kinds: Vec<Kind> = pairs.iter().map(|&pair| table.get(pair)).collect();
        let found: Vec<_> = kinds.iter().map(|&kind| (table.known(kind), kind.verdicts())).collect();
        assert_eq!(found, expected);
        for (&kind, (known, _)) in kinds.iter().zip(expected) {
            assert_eq!(table.begin_longer(kind), known.longer() != 0);
            assert_eq!(table.are_words(kind), known.word().agreed != 0);
        }
    }
}
