//! Passages that two articles share: they are for [`dedup`](crate::dedup), not for a list of phrases.

use super::corpus::Corpus;
use super::suffixes::{STOP, Suffixes};

/// Elements from which on a shared passage is a reprint. A full slogan has some thirty syllables; shorter passages
/// would take it for a copy, longer ones leave the stock paragraphs of agencies in the list.
const PASSAGE: usize = 40;

/// One bit an element: whether it lies in a passage that an earlier article holds already.
pub(super) struct Reprinted(Vec<u64>);

impl Reprinted {
    /// Finds them, over the ends of sentences but not over those of documents.
    pub(super) fn of(corpus: &Corpus, suffixes: &Suffixes) -> Self {
        let mut reprinted = Self(vec![0; suffixes.codes.len().div_ceil(64)]);
        let mut rank = 1;
        while rank < suffixes.order.len() {
            if suffixes.common(rank) < PASSAGE {
                rank += 1;
                continue;
            }
            let first = rank - 1;
            while rank < suffixes.order.len() && suffixes.common(rank) >= PASSAGE {
                rank += 1;
            }
            let mut members: Vec<usize> =
                suffixes.order[first..rank].iter().map(|&element| element as usize).collect();
            members.retain(|&element| {
                let passage = &suffixes.codes[element..element + PASSAGE];
                let document = corpus.document_of(element as u32);
                // Of lists of short lines, forty codes are far fewer syllables.
                let syllables = passage.iter().filter(|&&code| code != STOP).count();
                element + PASSAGE <= corpus.ends[document] as usize && syllables * 5 >= PASSAGE * 4
            });
            let earliest = members.iter().copied().min().unwrap_or(0);
            for element in members.into_iter().filter(|&element| element != earliest) {
                (element..element + PASSAGE).for_each(|at| reprinted.0[at / 64] |= 1 << (at % 64));
            }
        }
        reprinted
    }

    /// No passage is reprinted.
    pub(super) fn none(suffixes: &Suffixes) -> Self {
        Self(vec![0; suffixes.codes.len().div_ceil(64)])
    }

    pub(super) fn holds(&self, element: u32) -> bool {
        self.0[element as usize / 64] >> (element % 64) & 1 == 1
    }
}
