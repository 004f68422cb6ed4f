//! Pairs of symbols and what is known of them.

/// A table of pairs, each with its number or what is known of it.
///
/// A look-up costs what the cache misses and the wrongly guessed branches cost. So the keys stand by themselves, eight
/// to a bucket, which is compared as a whole, without a branch; and few pairs stand outside their first bucket.
#[derive(Clone, Debug)]
pub(super) struct Pairs<V> {
    keys: Vec<[u32; BUCKET]>,
    /// What belongs to the key of each slot; one more, the default, for pairs that are not there.
    values: Vec<V>,
    shift: u32,
}

const BUCKET: usize = 8;

/// The symbol outside a sentence is never in a pair, so this is none.
const EMPTY: u32 = 0;

/// Where a pair stands in a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot(pub u32);

/// Two symbols as one number.
#[inline]
pub(super) fn pair(left: u16, right: u16) -> u32 {
    u32::from(left) << 16 | u32::from(right)
}

impl<V: Copy + Default> Pairs<V> {
    /// The pairs with what belongs to them; none is twice among them.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, V)>) -> Self {
        // Never more than four fifths full: in fuller tables many pairs stand outside their first bucket.
        let buckets = (5 * pairs.len() / (4 * BUCKET) + 1).next_power_of_two().max(2);
        let mut table = Self {
            keys: vec![[EMPTY; BUCKET]; buckets],
            values: vec![V::default(); buckets * BUCKET + 1],
            shift: 32 - buckets.trailing_zeros(),
        };
        for (pair, value) in pairs {
            let mut bucket = table.bucket(pair);
            let lane = loop {
                match table.keys[bucket].iter().position(|&key| key == EMPTY) {
                    Some(lane) => break lane,
                    None => bucket = (bucket + 1) & (buckets - 1),
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

    /// Where a pair stands.
    #[inline]
    pub fn slot(&self, pair: u32) -> Slot {
        let mut bucket = self.bucket(pair);
        loop {
            let keys = &self.keys[bucket];
            let found = keys.iter().zip(0..).map(|(&key, lane)| u32::from(key == pair) << lane);
            let found: u32 = found.sum();
            if found != 0 && pair != EMPTY {
                return Slot((bucket * BUCKET) as u32 + found.trailing_zeros());
            }
            // Buckets are filled from the first lane on.
            if keys[BUCKET - 1] == EMPTY {
                return self.nowhere();
            }
            bucket = (bucket + 1) & (self.keys.len() - 1);
        }
    }

    /// The slot of pairs that are not there.
    #[inline]
    pub fn nowhere(&self) -> Slot {
        Slot(self.values.len() as u32 - 1)
    }

    /// What belongs to the pairs in the order of their slots, a part of it.
    pub fn part<W>(&self, of: impl Fn(V) -> W) -> Vec<W> {
        self.values.iter().map(|&value| of(value)).collect()
    }

    /// What belongs to the pair that stands in a slot.
    #[inline]
    pub fn at(&self, slot: Slot) -> V {
        self.values[slot.0 as usize]
    }

    /// What belongs to a pair; of one that is not in the table, the default.
    #[inline]
    pub fn of(&self, pair: u32) -> V {
        self.at(self.slot(pair))
    }

    /// What belongs to a pair.
    #[inline]
    pub fn find(&self, pair: u32) -> Option<V> {
        let slot = self.slot(pair);
        (slot != self.nowhere()).then(|| self.at(slot))
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
