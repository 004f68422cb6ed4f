//! Shingles of a document, and the sample of them that says which documents are worth a comparison.

use super::hash::{PHI, PI, fold};
use super::words::unmarked;

/// Words in a shingle. Shorter ones are shared by chance, longer ones die by the first typing error.
pub(crate) const SHINGLE: usize = 5;

/// One shingle in this many is kept for the index. At 8, an article cut to its lead of 60 words and retyped with a
/// typing error in every twelfth word shares too few to be found.
pub(crate) const SAMPLED: u64 = 4;

/// Documents of fewer words keep all shingles, to be found among each other: of a caption of eight words one in four is one
/// or none, and of 40 words one text in 2,500 has not the two that a comparison asks for.
const ALL_UNDER: usize = 64;

/// How many sampled shingles tell likeness from unlikeness; laws of 100,000 words have samples of 25,000.
const TOLD_FROM: usize = 24;

/// What is known of a document's sample where its shingles are not at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// How many distinct shingles are sampled.
    pub(crate) size: u32,
    /// The greatest of the [`TOLD_FROM`] lowest hashes among them.
    pub(crate) told_up_to: u32,
}

impl Sample {
    /// Of the hashes of a document's sampled shingles; some stand twice.
    pub(super) fn of(mut hashes: Vec<u32>) -> Self {
        hashes.retain(|&hash| is_of_all(hash));
        keep_firsts(&mut hashes);
        let told_up_to = match hashes.len() {
            TOLD_FROM.. => *hashes.select_nth_unstable(TOLD_FROM - 1).1,
            _ => u32::MAX,
        };
        Self { size: hashes.len() as u32, told_up_to }
    }

    /// Whether a sampled hash is one of the [`TOLD_FROM`] lowest.
    pub(super) fn tells(self, hash: u32) -> bool {
        is_of_all(hash) && hash <= self.told_up_to
    }

    /// So many of the hashes that tell likeness, as share of them.
    pub(super) fn overlap(self, common: usize) -> f64 {
        f64::from(common as u32) / (self.size as usize).clamp(1, TOLD_FROM) as f64
    }
}

/// The hash of every shingle, of the words without their marks, in text order.
#[inline]
pub(super) fn shingles(words: &[u16]) -> impl Iterator<Item = u64> {
    let unmarked = unmarked();
    let plain = |&word: &u16| u64::from(unmarked[usize::from(word)]);
    let (before, last) = words.split_at(words.len().min(SHINGLE - 1));
    let four = before.iter().map(plain).fold(0, |packed, word| packed << 16 | word);
    // Four words fill the number: the first of them falls out where the next one comes in.
    last.iter().map(plain).scan(four, |four, word| {
        let hash = fold(fold(*four ^ PI, PHI) ^ word, PI);
        *four = *four << 16 | word;
        Some(hash)
    })
}

/// The codes of the shingles that the index holds and that are `wanted`, in text order; some stand twice.
#[inline]
pub(super) fn sampled(words: &[u16], wanted: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut sampled = vec![0; words.len()];
    let mut count = 0;
    let all = words.len() < ALL_UNDER;
    for hash in shingles(words) {
        // Written in any case: which of them are sampled cannot be guessed.
        let code = code(hash);
        sampled[count] = code;
        count += usize::from((all || is_sampled(hash)) && wanted(code));
    }
    sampled.truncate(count);
    if words.len() == SHINGLE {
        // The only shingle counts as two: as many are asked of a pair.
        sampled.extend(shingles(words).map(|hash| !code(hash) | 1).filter(|&code| wanted(code)));
    }
    sampled
}

/// What the index knows a shingle by: even where it is sampled of all documents, odd where only short ones keep it.
#[inline]
pub(super) fn code(hash: u64) -> u32 {
    hash as u32 & !1 | u32::from(!is_sampled(hash))
}

/// Whether a shingle is sampled of all documents. How much of each other two documents hold is told by these alone.
pub(super) fn is_of_all(code: u32) -> bool {
    code.is_multiple_of(2)
}

/// Takes out what stood before. In no order: to sort them takes ten times as long.
fn keep_firsts(hashes: &mut Vec<u32>) {
    // Open addressing by the low bits; a place from 1, or none.
    let mut table = vec![0u32; (2 * hashes.len()).next_power_of_two()];
    let mask = table.len() - 1;
    let mut kept = 0;
    for at in 0..hashes.len() {
        let hash = hashes[at];
        let mut slot = hash as usize & mask;
        while table[slot] != 0 && hashes[table[slot] as usize - 1] != hash {
            slot = (slot + 1) & mask;
        }
        if table[slot] == 0 {
            hashes[kept] = hash;
            kept += 1;
            table[slot] = kept as u32;
        }
    }
    hashes.truncate(kept);
}

/// Share of a sample that that of a larger document holds, told from its lowest hashes; both in order.
pub(super) fn overlap(smaller: &[u32], larger: &[u32]) -> f64 {
    let told = smaller.iter().filter(|&&hash| is_of_all(hash)).take(TOLD_FROM);
    let is_held = |hash: &u32| larger.binary_search(hash).is_ok();
    let (common, told) =
        told.fold((0, 0), |(common, told), hash| (common + u32::from(is_held(hash)), told + 1));
    f64::from(common) / f64::from(told.max(1))
}

/// Whether a shingle is one of those that the index holds.
#[inline]
pub(super) fn is_sampled(hash: u64) -> bool {
    hash >> 32 < (1 << 32) / SAMPLED
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sampled_shingles_are_a_quarter() {
        let words: Vec<u16> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 16) as u16).collect();
        let kept = shingles(&words).filter(|&hash| is_sampled(hash)).count();
        assert!((9_600..10_400).contains(&kept), "{kept}");
    }
}
