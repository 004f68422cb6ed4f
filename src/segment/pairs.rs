//! Pairs of symbols as keys.

use std::hint::select_unpredictable;

/// A table of pairs, each with its number or what belongs to it.
///
/// A look-up costs what the cache misses and the wrongly guessed branches cost. So the keys stand by themselves, eight
/// to a bucket, which is compared as a whole, without a branch; and few pairs stand outside their first bucket.
#[derive(Clone, Debug)]
pub(super) struct Pairs<V> {
    keys: Vec<[u32; BUCKET]>,
    /// What belongs to the key of each slot.
    values: Vec<V>,
    shift: u32,
}

const BUCKET: usize = 8;

/// The symbol outside a sentence is never in a pair, so this is none.
const EMPTY: u32 = 0;

/// Two symbols as one number.
#[inline]
pub(super) fn pair(left: u16, right: u16) -> u32 {
    u32::from(left) << 16 | u32::from(right)
}

/// The lanes of a bucket in which a key stands, a byte for each, from the lowest.
#[inline]
fn lanes(keys: &[u32; BUCKET], pair: u32) -> u64 {
    u64::from_le_bytes(keys.map(|key| u8::from(key == pair)))
}

/// The first of some lanes; the last one where there are none.
#[inline]
fn first_of(lanes: u64) -> usize {
    (lanes | 1 << (8 * (BUCKET - 1))).trailing_zeros() as usize / 8
}

impl<V: Copy + Default> Pairs<V> {
    /// The pairs with what belongs to them; none is twice among them.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, V)>) -> Self {
        // Never more than four fifths full: in fuller tables many pairs stand outside their first bucket.
        let buckets = (5 * pairs.len() / (4 * BUCKET) + 1).next_power_of_two().max(2);
        let mut table = Self {
            keys: vec![[EMPTY; BUCKET]; buckets],
            values: vec![V::default(); buckets * BUCKET],
            shift: 32 - buckets.trailing_zeros(),
        };
        for (pair, value) in pairs {
            let mut bucket = table.bucket(pair);
            let lane = loop {
                match lanes(&table.keys[bucket], EMPTY) {
                    0 => bucket = (bucket + 1) & (buckets - 1),
                    empty => break first_of(empty),
                }
            };
            table.keys[bucket][lane] = pair;
            table.values[bucket * BUCKET + lane] = value;
        }
        table
    }

    #[inline]
    fn bucket(&self, pair: u32) -> usize {
        (pair.wrapping_mul(0x9e37_79b1) >> self.shift) as usize
    }

    /// What belongs to a pair; of one that is not in the table, the default.
    #[inline]
    pub fn of(&self, pair: u32) -> V {
        let mut bucket = self.bucket(pair);
        loop {
            let keys = &self.keys[bucket];
            // Whether a pair is there no branch can guess; that a bucket is full in which it is not seldom comes true.
            let found = lanes(keys, pair);
            let lost = select_unpredictable(found == 0, keys[BUCKET - 1], EMPTY);
            if lost == EMPTY {
                // The last lane of a bucket that is not full holds the default.
                return self.values[bucket * BUCKET + first_of(found)];
            }
            bucket = (bucket + 1) & (self.keys.len() - 1);
        }
    }

    /// What belongs to a pair.
    #[inline]
    pub fn find(&self, pair: u32) -> Option<V> {
        let mut bucket = self.bucket(pair);
        loop {
            let keys = &self.keys[bucket];
            let found = lanes(keys, pair);
            if found != 0 && pair != EMPTY {
                return Some(self.values[bucket * BUCKET + first_of(found)]);
            }
            // Buckets are filled from the first lane on.
            if keys[BUCKET - 1] == EMPTY {
                return None;
            }
            bucket = (bucket + 1) & (self.keys.len() - 1);
        }
    }
}

impl Pairs<u32> {
    /// The pairs, numbered in the order given.
    pub fn numbered(pairs: &[u32]) -> Self {
        Self::new(pairs.iter().enumerate().map(|(number, &pair)| (pair, number as u32)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_in_order() {
        let all: Vec<u32> = (1..5000).map(|n| pair(n, n.wrapping_mul(7919))).collect();
        let table = Pairs::numbered(&all);
        for (number, &pair) in all.iter().enumerate() {
            assert_eq!((table.find(pair), table.of(pair)), (Some(number as u32), number as u32));
        }
        assert_eq!((table.find(pair(5000, 1)), table.of(pair(5000, 1))), (None, 0));
        assert_eq!(Pairs::numbered(&[]).find(pair(1, 1)), None);
    }
}
