//! What is known of adjacent pairs: the table that every gap is looked up in.

use super::features::{Class, PAIR};
use super::judge::Verdicts;
use super::lexicon::{Found, Head};
use super::profile::Profile;
use std::hint::black_box;

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
    firsts: Box<[u32; SYMBOLS + 1]>,
}

const LANES: usize = 4;

/// As many as 16 bits tell apart.
const SYMBOLS: usize = 1 << 16;

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

/// Fibonacci hashing of right symbols.
const SPREAD: u16 = 0x9e37;

/// No pair: the symbol outside a sentence is never in one.
pub(super) const NO_PAIR: u32 = 0;

impl Known {
    pub fn of(weights: [i8; PAIR], verdicts: Verdicts, profiles: [Profile; 2]) -> Self {
        Self { weights, verdicts, profiles, ..Self::default() }
    }

    /// Makes it the beginning of lexicon words.
    pub fn begin(&mut self, Head { word, node }: Head) {
        (self.words, self.node) = (word.packed(), node);
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
    /// The pairs with what is known of them; none is twice among them. It is quick where they are in order.
    pub fn new(pairs: impl Iterator<Item = (u32, Known)> + Clone) -> Self {
        let mut firsts = Box::new([0; SYMBOLS + 1]);
        // A bucket of its own, which stays empty: every third look-up is for this, and would go on from a full one.
        firsts[left(NO_PAIR) + 1] = 1u32;
        pairs.clone().for_each(|(pair, _)| firsts[left(pair) + 1] += 1);
        let mut buckets = 0;
        for first in firsts.iter_mut() {
            // Little more than half full: in fuller tables many pairs stand outside their first bucket.
            buckets += (7 * *first).div_ceil(4 * LANES as u32);
            *first = buckets;
        }
        // Some more, for symbols behind the last that has pairs, and for pairs that the last bucket has no room for.
        let len = buckets as usize + 1;
        let mut table = Self { buckets: Vec::with_capacity(len + len / 64), firsts };
        pairs.for_each(|(pair, known)| table.insert(pair, known));
        let len = len.max(table.buckets.len() + 1);
        table.buckets.resize(len, Bucket::default());
        table
    }

    fn insert(&mut self, pair: u32, what: Known) {
        let mut home = self.home(pair);
        let lane = loop {
            if home >= self.buckets.len() {
                // The table grows with the pairs: a bucket that is cleared long before it is used costs twice.
                self.buckets.resize(home + 1, Bucket::default());
            }
            match lanes(&self.buckets[home].keys, NO_PAIR) {
                0 => home += 1,
                empty => break first_of(empty),
            }
        };
        let Bucket { keys, known } = &mut self.buckets[home];
        (keys[lane], known[lane]) = (pair, what);
    }

    #[inline]
    fn home(&self, pair: u32) -> usize {
        let left = left(pair);
        let (first, next) = (self.firsts[left], self.firsts[left + 1]);
        // The high half of a product spreads the hash over any number of buckets.
        let hash = (pair as u16).wrapping_mul(SPREAD);
        (first + ((u32::from(hash) * (next - first)) >> 16)) as usize
    }

    /// Replaces `homes` by where pairs stand and reads ahead there, so that the cache misses of all of them are waited
    /// for at once: look-ups wait for them one after another, as far as each is followed by a branch.
    pub fn touch(&self, pairs: &[u32], homes: &mut Vec<u32>) {
        homes.clear();
        homes.extend(pairs.iter().map(|&pair| self.home(pair) as u32));
        let keys = homes.iter().map(|&home| self.buckets[home as usize].keys[0]);
        black_box(keys.fold(0, |all, key| all ^ key));
    }

    /// Replaces `known` by what is known of pairs that stand at `homes`; `lost` is a buffer to be used again.
    pub fn find(&self, pairs: &[u32], homes: &[u32], known: &mut Vec<Known>, lost: &mut Vec<u32>) {
        known.clear();
        lost.clear();
        lost.resize(pairs.len(), 0);
        let mut count = 0;
        known.extend((0..).zip(pairs).zip(homes).map(|((index, &pair), &home)| {
            let Bucket { keys, known } = &self.buckets[home as usize];
            let found = lanes(keys, pair);
            // Without a branch: whether a pair is there cannot be guessed. It may be in the next bucket if this is full.
            lost[count] = index;
            count += usize::from((found == 0) & (keys[LANES - 1] != NO_PAIR));
            // The last lane of a bucket that is not full is empty.
            known[first_of(found)]
        }));
        lost.truncate(count);
        for index in lost {
            let index = *index as usize;
            known[index] = self.find_behind(pairs[index], homes[index] as usize);
        }
    }

    /// What is known of a pair that is not in its bucket, which is full.
    fn find_behind(&self, pair: u32, mut home: usize) -> Known {
        loop {
            // The last bucket is never full.
            home += 1;
            let Bucket { keys, known } = &self.buckets[home];
            let found = lanes(keys, pair);
            if found != 0 {
                return known[first_of(found)];
            }
            if keys[LANES - 1] == NO_PAIR {
                return Known::default();
            }
        }
    }
}

/// The lanes of a bucket in which a key stands, a byte for each, from the lowest.
#[inline]
fn lanes(keys: &[u32; LANES], pair: u32) -> u32 {
    u32::from_le_bytes(keys.map(|key| u8::from(key == pair)))
}

/// The first of some lanes; the last one where there are none.
#[inline]
fn first_of(lanes: u32) -> usize {
    (lanes | 1 << (8 * (LANES - 1))).trailing_zeros() as usize / 8 % LANES
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
            let mut known = Known::of([n as i8; PAIR], Verdicts(n as u8), profiles);
            known.begin(head);
            assert_eq!((known.word(), known.longer()), (head.word, head.node));
            (pair(n, n.wrapping_mul(7919)), known)
        });
        // These all belong into the first bucket of their left symbol.
        let inverse = (1..u16::MAX).find(|&n| n.wrapping_mul(SPREAD) == 1).unwrap();
        let crowd = (1..40).map(|n: u16| {
            (pair(6000, n.wrapping_mul(inverse)), Known::of([n as i8; PAIR], Verdicts(3), [Profile(2); 2]))
        });
        let all = all.chain(crowd);
        let table = KnownPairs::new(all.clone());
        let absent = [NO_PAIR, pair(5000, 1), pair(1, 1), pair(6000, 5000), pair(u16::MAX, 1)];
        let (pairs, expected): (Vec<u32>, Vec<Known>) =
            all.chain(absent.map(|pair| (pair, Known::default()))).unzip();
        let (mut homes, mut known, mut lost) = Default::default();
        table.touch(&pairs, &mut homes);
        table.find(&pairs, &homes, &mut known, &mut lost);
        assert_eq!(known, expected);
        assert!(!lost.is_empty());
    }
}
