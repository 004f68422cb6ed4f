//! Groups of documents of which one is enough.

use serde::Serialize;

/// Documents joined by `exact`, `normalised`, `near` and `cut`; at least two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The document to keep: the one with most words; between equals, one that does not depend on the order of
    /// documents (between those equal byte for byte, the first).
    pub survivor: u32,
    /// All documents of the group, the survivor first, in the order in which they would survive.
    pub members: Vec<u32>,
}

/// Disjoint sets; the set is known by its smallest member.
pub(super) struct Sets(Vec<u32>);

impl Sets {
    pub(super) fn new(count: usize) -> Self {
        Self((0..count as u32).collect())
    }

    pub(super) fn find(&mut self, mut at: u32) -> u32 {
        while self.0[at as usize] != at {
            let above = self.0[at as usize];
            self.0[at as usize] = self.0[above as usize];
            at = above;
        }
        at
    }

    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
