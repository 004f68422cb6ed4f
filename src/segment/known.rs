//! What is known of adjacent pairs: the table that every gap is looked up in.

use super::features::{Class, PAIR};
use super::judge::Verdicts;
use super::lexicon::{Found, Head};
use super::profile::Profile;
use std::hint::{black_box, select_unpredictable};

/// The pairs of a model.
///
/// Vietnamese has more pairs in use than a processor's nearest caches hold, so a look-up costs what its cache misses
/// cost: the key of a pair and all that is known of it stand in one cache line.
#[derive(Clone, Debug)]
pub(super) struct KnownPairs(Vec<Bucket>);

const LANES: usize = 4;

/// One cache line.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
struct Bucket {
    /// Filled from the first lane on.
    keys: [u32; LANES],
    known: [Known; LANES],
}

/// What is known of a pair: 12 bytes. By default, of one that is not in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// Its weights.
    pub weights: [i8; PAIR],
    /// Node of the trie of the lexicon where longer words go on; 0 where none begins with the pair.
    node: u16,
    /// What is decided.
    pub verdicts: Verdicts,
    /// Class among the words all agree upon, and 16 times the class among the words of some.
    words: u8,
    profiles: [Profile; 2],
}

/// No pair: the symbol outside a sentence is never in one.
pub(super) const NO_PAIR: u32 = 0;

impl Known {
    pub fn of(weights: [i8; PAIR], verdicts: Verdicts, profiles: [Profile; 2]) -> Self {
        Self { weights, verdicts, profiles, ..Self::default() }
    }

    /// The same, as the beginning of lexicon words.
    pub fn with_head(self, Head { word, node }: Head) -> Self {
        Self { words: word.agreed | word.doubtful << 4, node, ..self }
    }

    /// The lexicon word that the pair is.
    #[inline]
    pub fn word(self) -> Found {
        Found { agreed: self.words & 15, doubtful: self.words >> 4 }
    }

    /// What longer words begin with the pair; none where there are none.
    #[inline]
    pub fn longer(self) -> Option<Head> {
        (self.node != 0).then_some(Head { word: Found::default(), node: self.node })
    }

    /// Its profile between tokens of the given classes.
    #[inline]
    pub fn profile(self, left: u8, right: u8) -> Profile {
        let capitals = Class::case(left) != 0 && Class::case(right) != 0;
        self.profiles[usize::from(capitals)]
    }
}

impl KnownPairs {
    /// A table of pairs; none is twice among them.
    pub fn new(pairs: &[(u32, Known)]) -> Self {
        // Little more than half full: in fuller tables many pairs stand outside their first bucket.
        let buckets = 7 * pairs.len() / (4 * LANES) + 2;
        let mut table = Self(vec![Bucket::default(); buckets]);
        let mut filled = vec![0u8; buckets];
        for number in table.parted(pairs) {
            let (pair, known) = pairs[number as usize];
            let mut home = table.home(pair);
            while usize::from(filled[home]) == LANES {
                home = table.behind(home);
            }
            let lane = usize::from(filled[home]);
            filled[home] += 1;
            table.0[home].keys[lane] = pair;
            table.0[home].known[lane] = known;
        }
        table
    }

    /// The numbers of the pairs, by the part of the table where they stand. A model has so many pairs that putting them
    /// all over the table, each at a cache miss, would be most of the time that loading takes.
    fn parted(&self, pairs: &[(u32, Known)]) -> Vec<u32> {
        /// Buckets of a part, as a power of two: a quarter of a megabyte.
        const PART: u32 = 12;
        let part = |pair: u32| self.home(pair) >> PART;
        let mut ends = vec![0u32; (self.0.len() >> PART) + 2];
        pairs.iter().for_each(|&(pair, _)| ends[part(pair) + 1] += 1);
        for part in 1..ends.len() {
            ends[part] += ends[part - 1];
        }
        let mut numbers = vec![0; pairs.len()];
        for (&(pair, _), number) in pairs.iter().zip(0..) {
            let end = &mut ends[part(pair)];
            numbers[*end as usize] = number;
            *end += 1;
        }
        numbers
    }

    #[inline]
    fn home(&self, pair: u32) -> usize {
        // The high half of a product spreads the hash over any number of buckets.
        let hash = pair.wrapping_mul(0x9e37_79b1);
        ((u64::from(hash) * self.0.len() as u64) >> 32) as usize
    }

    #[inline]
    fn behind(&self, bucket: usize) -> usize {
        if bucket + 1 == self.0.len() { 0 } else { bucket + 1 }
    }

    /// Reads ahead where pairs stand, so that the cache misses of all of them are waited for at once: look-ups wait for
    /// them one after another, as far as each is followed by a branch.
    pub fn touch(&self, pairs: &[u32]) {
        let keys = pairs.iter().map(|&pair| self.0[self.home(pair)].keys[0]);
        black_box(keys.fold(0, |all, key| all ^ key));
    }

    /// What is known of a pair.
    #[inline]
    pub fn find(&self, pair: u32) -> Known {
        let mut home = self.home(pair);
        loop {
            let Bucket { keys, known } = &self.0[home];
            let found = keys.iter().zip(0..).map(|(&key, lane)| u32::from(key == pair) << lane);
            let found: u32 = found.sum();
            // Whether a pair is there no branch can guess; that a bucket is full in which it is not seldom comes true.
            let lost = select_unpredictable(found == 0, keys[LANES - 1], NO_PAIR);
            if lost != NO_PAIR {
                home = self.behind(home);
                continue;
            }
            // The last lane of a bucket that is not full is empty.
            let lane = (found | 1 << (LANES - 1)).trailing_zeros();
            return known[lane as usize % LANES];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::*;

    #[test]
    fn every_pair_is_found_with_what_is_its_own() {
        let all = (1..5000u16).map(|n| {
            let profiles = [Profile(1), Profile(n as u8)];
            let head = Head { word: Found { agreed: n as u8 % 9, doubtful: (n / 9) as u8 % 9 }, node: n % 3 };
            let known = Known::of([n as i8; PAIR], Verdicts(n as u8), profiles).with_head(head);
            assert_eq!((known.word(), known.longer().is_some()), (head.word, head.node != 0));
            (pair(n, n.wrapping_mul(7919)), known)
        });
        let table = KnownPairs::new(&all.clone().collect::<Vec<_>>());
        for (pair, known) in all {
            assert_eq!(table.find(pair), known);
        }
        for absent in [NO_PAIR, pair(5000, 1), pair(1, 1)] {
            assert_eq!(table.find(absent), Known::default());
        }
    }
}
