//! Pairs of symbols that have weights, numbered.

/// A set of pairs, each with its number; one probe a look-up.
#[derive(Clone, Debug)]
pub(super) struct Pairs {
    slots: Vec<(u32, u32)>,
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

impl Pairs {
    /// The pairs, numbered in the order given; none is twice among them.
    pub fn new(pairs: &[u32]) -> Self {
        let size = (2 * pairs.len()).next_power_of_two().max(16);
        let mut table =
            Self { slots: vec![(EMPTY, 0); size], mask: size - 1, shift: 32 - size.trailing_zeros() };
        for (number, &pair) in pairs.iter().enumerate() {
            let at = table.slot(pair);
            table.slots[at] = (pair, number as u32);
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

    /// The number of a pair.
    #[inline]
    pub fn find(&self, pair: u32) -> Option<u32> {
        let (found, number) = self.slots[self.slot(pair)];
        (found == pair && pair != EMPTY).then_some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbered_in_order() {
        let all: Vec<u32> = (1..5000).map(|n| pair(n, n.wrapping_mul(7919))).collect();
        let table = Pairs::new(&all);
        for (number, &pair) in all.iter().enumerate() {
            assert_eq!(table.find(pair), Some(number as u32));
        }
        assert_eq!(table.find(pair(5000, 1)), None);
        assert_eq!(Pairs::new(&[]).find(pair(1, 1)), None);
    }
}
