//! Pairs of symbols as keys.

use hashbrown::HashMap;

/// Two symbols as one number.
#[inline]
pub(super) fn pair(left: u16, right: u16) -> u32 {
    u32::from(left) << 16 | u32::from(right)
}

/// What belongs to pairs, while a model is learned; a trained one has a [`Table`](super::table::Table).
pub(super) type ByPair<V> = HashMap<u32, V>;

/// The pairs, numbered in the order given.
pub(super) fn numbered(pairs: &[u32]) -> ByPair<u32> {
    pairs.iter().copied().zip(0..).collect()
}
