//! Which phrases stand inside which: a part must not stand beside its whole.

use super::edges::EdgeWords;
use super::phrase::Candidate;
use std::collections::HashMap;

/// How a candidate stands inside longer ones.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Nested {
    /// Documents of all the longer candidates that hold it, summed.
    pub(super) documents: u64,
    /// How many different ones there are.
    pub(super) longer: u64,
    /// The most documents that one of them has.
    pub(super) most: u32,
}

impl Nested {
    /// Whether one longer phrase has so many of a candidate's articles that it says nothing of its own.
    pub(super) fn accounts_for(&self, candidate: &Candidate) -> bool {
        /// With more, `hiện đại hóa đất nước` stands beside the phrase that it ends.
        const SHARE: f64 = 2.0 / 3.0;
        f64::from(self.most) > SHARE * f64::from(candidate.repeat.documents)
    }

    /// A candidate's articles beyond those that a longer phrase has on average.
    pub(super) fn beyond(&self, candidate: &Candidate) -> f64 {
        let of_longer = self.documents as f64 / self.longer.max(1) as f64;
        (f64::from(candidate.repeat.documents) - of_longer).max(0.0)
    }
}

/// For each candidate, how it stands inside the others.
pub(super) fn nested(candidates: &[Candidate], edge_words: &EdgeWords) -> Vec<Nested> {
    let by_codes: HashMap<&[i32], usize> =
        candidates.iter().enumerate().map(|(index, candidate)| (candidate.codes.as_slice(), index)).collect();
    let mut nested = vec![Nested::default(); candidates.len()];
    let mut parts: Vec<usize> = Vec::new();
    for whole in candidates {
        let len = whole.codes.len();
        parts.clear();
        for first in 0..len {
            for end in first + 2..=len {
                let named = end == len && edge_words.is_head(&whole.codes[..first]);
                if end - first < len && !named {
                    parts.extend(by_codes.get(&whole.codes[first..end]));
                }
            }
        }
        parts.sort_unstable();
        parts.dedup();
        for &part in &parts {
            let nested = &mut nested[part];
            nested.documents += u64::from(whole.repeat.documents);
            nested.longer += 1;
            nested.most = nested.most.max(whole.repeat.documents);
        }
    }
    nested
}
