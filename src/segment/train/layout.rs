//! The order of the weights while they are learned.

use crate::segment::class::CASES;
use crate::segment::features::{AROUND, LEXICAL, PAIR, SHAPES, SKIP};

/// Where each template begins in the weight vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Number of symbols.
    pub(super) symbols: usize,
    /// Number of adjacent pairs.
    pub(super) pairs: usize,
    /// Number of pairs with a token between.
    pub(super) skips: usize,
}

impl Layout {
    pub(super) fn cased(&self) -> usize {
        self.symbols * AROUND
    }

    pub(super) fn pair(&self) -> usize {
        self.cased() + self.symbols * CASES * AROUND
    }

    pub(super) fn skip(&self) -> usize {
        self.pair() + self.pairs * (PAIR + 1)
    }

    pub(super) fn shapes(&self) -> usize {
        self.skip() + self.skips * SKIP
    }

    pub(super) fn lexical(&self) -> usize {
        self.shapes() + 3 * SHAPES
    }

    pub(super) fn len(&self) -> usize {
        self.lexical() + LEXICAL
    }
}
