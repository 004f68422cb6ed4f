//! What is known of adjacent pairs: the table that every gap is looked up in.

use super::features::{Class, PAIR};
use super::judge::Verdicts;
use super::lexicon::{Found, Head};
use super::profile::Profile;
use std::hint::{black_box, select_unpredictable};

/// The pairs of a model.
///
/// Vietnamese has more pairs in use than a processor's nearest caches hold, so a look-up costs what its cache misses
/// cost: the key of a pair and all that is known of it stand in one cache line. The pairs of one left symbol stand
/// together, so that the many symbols that are rare keep their pages to themselves, and a model, whose pairs are
/// sorted, is read into the table from one end to the other.
#[derive(Clone, Debug)]
pub(super) struct KnownPairs {
    buckets: Vec<Bucket>,
    /// By left symbol: where its buckets begin.
    firsts: Vec<u32>,
}

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
        Self { words: word.packed(), node, ..self }
    }

    /// The lexicon word that the pair is.
    #[inline]
    pub fn word(self) -> Found {
        Found::unpacked(self.words)
    }

    /// Where longer words that begin with the pair go on; 0 where there are none.
    #[inline]
    pub fn longer(self) -> u16 {
        self.node
    }

    /// Its profile between tokens of the given classes.
    #[inline]
    pub fn profile(self, left: u8, right: u8) -> Profile {
        let capitals = Class::case(left) != 0 && Class::case(right) != 0;
        self.profiles[usize::from(capitals)]
    }
}

impl KnownPairs {
    /// A table of sorted pairs; none is twice among them.
    pub fn new(pairs: impl Iterator<Item = (u32, Known)> + Clone) -> Self {
        let mut firsts = vec![0u32; (1 << 16) + 1];
        pairs.clone().for_each(|(pair, _)| firsts[left(pair) + 1] += 1);
        let mut buckets = 0;
        for first in &mut firsts {
            // Little more than half full: in fuller tables many pairs stand outside their first bucket.
            buckets += (7 * *first).div_ceil(4 * LANES as u32);
            *first = buckets;
        }
        // One more, for symbols behind the last that has pairs.
        let mut table = Self { buckets: vec![Bucket::default(); buckets as usize + 1], firsts };
        for (pair, known) in pairs {
            let mut home = table.home(pair);
            let lane = loop {
                match table.buckets[home].keys.iter().position(|&key| key == NO_PAIR) {
                    Some(lane) => break lane,
                    None => home = table.behind(home),
                }
            };
            table.buckets[home].keys[lane] = pair;
            table.buckets[home].known[lane] = known;
        }
        table
    }

    #[inline]
    fn home(&self, pair: u32) -> usize {
        let left = left(pair);
        let (first, next) = (self.firsts[left], self.firsts[left + 1]);
        // The high half of a product spreads the hash over any number of buckets.
        let hash = (pair as u16).wrapping_mul(0x9e37);
        (first + (u32::from(hash) * (next - first) >> 16)) as usize
    }

    #[inline]
    fn behind(&self, bucket: usize) -> usize {
        if bucket + 1 == self.buckets.len() { 0 } else { bucket + 1 }
    }

    /// Replaces `homes` by where pairs stand and reads ahead there, so that the cache misses of all of them are waited
    /// for at once: look-ups wait for them one after another, as far as each is followed by a branch.
    pub fn touch(&self, pairs: &[u32], homes: &mut Vec<u32>) {
        homes.clear();
        homes.extend(pairs.iter().map(|&pair| self.home(pair) as u32));
        let keys = homes.iter().map(|&home| self.buckets[home as usize].keys[0]);
        black_box(keys.fold(0, |all, key| all ^ key));
    }

    /// What is known of a pair that stands at `home`.
    #[inline]
    pub fn find(&self, pair: u32, home: u32) -> Known {
        let mut home = home as usize;
        loop {
            let Bucket { keys, known } = &self.buckets[home];
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

#[inline]
fn left(pair: u32) -> usize {
    (pair >> 16) as usize
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
            assert_eq!((known.word(), known.longer()), (head.word, head.node));
            (pair(n, n.wrapping_mul(7919)), known)
        });
        let all = all.chain(
            (1..5000).map(|n| (pair(6000, n), Known::of([n as i8; PAIR], Verdicts(3), [Profile(2); 2]))),
        );
        let table = KnownPairs::new(all.clone());
        let find = |pair| table.find(pair, table.home(pair) as u32);
        for (pair, known) in all {
            assert_eq!(find(pair), known);
        }
        for absent in [NO_PAIR, pair(5000, 1), pair(1, 1), pair(6000, 5000), pair(u16::MAX, 1)] {
            assert_eq!(find(absent), Known::default());
        }
    }
}
