//! Which sampled shingles may stand in more than one document, before any posting is made: most stand in one, and would
//! take more memory than all sketches.

use std::sync::atomic::{AtomicU64, Ordering};

/// Two bits for each slot of a hash: whether it came once, whether it came again.
pub(super) struct Recurring {
    slots: Vec<AtomicU64>,
    /// Bits of a hash that do not say its slot.
    shift: u32,
}

/// Slots of one word.
const SLOTS: u32 = u64::BITS / 2;
/// Slots a shingle: with fewer, more shingles that stand in one document share the slot of another one.
const ROOM: usize = 4;

impl Recurring {
    /// A table for so many shingles.
    pub(super) fn of(shingles: usize) -> Self {
        let bits = (ROOM * shingles).next_power_of_two().ilog2().clamp(SLOTS.ilog2(), u32::BITS);
        let slots = (0..1usize << (bits - SLOTS.ilog2())).map(|_| AtomicU64::new(0)).collect();
        Self { slots, shift: u32::BITS - bits }
    }

    /// Takes note of a shingle. The table is the same in whatever order they come, on whatever thread.
    pub(super) fn note(&self, hash: u32) {
        let (slot, at) = self.slot(hash);
        let before = slot.fetch_or(1 << at, Ordering::Relaxed);
        if before >> at & 1 == 1 && before >> at & 2 == 0 {
            slot.fetch_or(2 << at, Ordering::Relaxed);
        }
    }

    /// Whether a shingle may have been noted twice; if it was, it is true.
    fn may_recur(&self, hash: u32) -> bool {
        let (slot, at) = self.slot(hash);
        slot.load(Ordering::Relaxed) >> at & 2 == 2
    }

    /// Keeps the shingles that may have been noted twice.
    pub(super) fn keep(&self, hashes: &mut Vec<u32>) {
        let mut kept = 0;
        for at in 0..hashes.len() {
            // Without a branch, which could not be guessed: what is not in a cache is waited for together.
            let hash = hashes[at];
            hashes[kept] = hash;
            kept += usize::from(self.may_recur(hash));
        }
        hashes.truncate(kept);
    }

    fn slot(&self, hash: u32) -> (&AtomicU64, u32) {
        let slot = hash >> self.shift;
        (&self.slots[(slot / SLOTS) as usize], 2 * (slot % SLOTS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn none_that_recurs_is_missed(hashes in prop::collection::vec(any::<u32>(), 0..300), again in 0usize..40) {
            let table = Recurring::of(hashes.len());
            hashes.iter().chain(hashes.iter().take(again)).for_each(|&hash| table.note(hash));
            prop_assert!(hashes.iter().take(again).all(|&hash| table.may_recur(hash)));
            let (mut kept, mut expected) = (hashes.clone(), hashes.clone());
            table.keep(&mut kept);
            expected.retain(|&hash| table.may_recur(hash));
            prop_assert_eq!(kept, expected);
            let false_ones = hashes.iter().skip(again).filter(|&&hash| table.may_recur(hash)).count();
            prop_assert!(false_ones <= 20 + hashes.len() / 2, "{} of {}", false_ones, hashes.len());
        }
    }
}
