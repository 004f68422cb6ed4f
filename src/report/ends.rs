//! Ends of things that follow each other, written as their lengths: those are small numbers, and the same again and
//! again, so that a shard is a tenth smaller.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serializer};

pub(super) fn serialize<S: Serializer>(ends: &[u32], to: S) -> Result<S::Ok, S::Error> {
    let starts = [0].into_iter().chain(ends.iter().copied());
    to.collect_seq(ends.iter().zip(starts).map(|(end, start)| end - start))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u32>, D::Error> {
    let mut ends = Vec::<u32>::deserialize(from)?;
    let mut at = 0u32;
    for end in &mut ends {
        at = at.checked_add(*end).ok_or_else(|| D::Error::custom("lengths beyond all bounds"))?;
        *end = at;
    }
    Ok(ends)
}
