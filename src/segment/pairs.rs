//! Pairs of symbols and what is known of them.

/// A table of pairs, each with its number or, in a segmenter, with all that is known of it: that stands in the slot
/// itself, because a look-up costs what the cache misses cost, and so it is one.
#[derive(Clone, Debug)]
pub(super) struct Pairs<V> {
    slots: Vec<(u32, V)>,
    mask: usize,
    shift: u32,
}

/// The symbol outside a sentence is never in a pair, so this is none.
const EMPTY: u32 = 0;

/// Two symbols as one number.
#[inline]
pub(super) fn pair(left: u16, right: u16) -> u32 {
    u32::from(left) << 16 | u32::from(right)
}

impl<V: Copy + Default> Pairs<V> {
    /// The pairs with what belongs to them; none is twice among them.
    pub fn new(pairs: impl ExactSizeIterator<Item = (u32, V)>) -> Self {
        // Never more than three quarters full: fuller tables make the runs of taken slots long.
        let size = (4 * pairs.len() / 3 + 1).next_power_of_two().max(16);
        let slots = vec![(EMPTY, V::default()); size];
        let mut table = Self { slots, mask: size - 1, shift: 32 - size.trailing_zeros() };
        for (pair, value) in pairs {
            let at = table.slot(pair);
            table.slots[at] = (pair, value);
        }
        table
    }

    #[inline]
    fn slot(&self, pair: u32) -> usize {
        let mut at = (pair.wrapping_mul(0x9e37_79b1) >> self.shift) as usize;
        while self.slots[at].0 != pair && self.slots[at].0 != EMPTY {
            at = (at + 1) & self.mask;
        }
        at
    }

    /// What belongs to a pair; of one that is not in the table, the default.
    #[inline]
    pub fn of(&self, pair: u32) -> V {
        // A vacant slot holds the default.
        self.slots[self.slot(pair)].1
    }

    /// What belongs to a pair.
    #[inline]
    pub fn find(&self, pair: u32) -> Option<V> {
        let (found, value) = self.slots[self.slot(pair)];
        (found == pair && pair != EMPTY).then_some(value)
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
