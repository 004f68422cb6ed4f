//! A gap whose score is not whole yet.

use super::known::{Kind, KnownPairs};
use super::matching::{Longer, Matching};

/// A gap whose score is not whole: longest matching or the pairs with a token between may yet decide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    pub gap: u32,
    pub score: i32,
    /// What longest matching can add, by what it may say of this gap.
    pub matched: [i16; 4],
}

impl Doubt {
    /// Whether the gap is inside a word: whether its score is above 0; where neither longest matching nor what is
    /// still to come, from `least` to `most`, could turn it.
    #[inline]
    pub fn settled(&self, least: i16, most: i16) -> Option<bool> {
        let [a, b, c, d] = self.matched;
        let (least, most) =
            (least.saturating_add(a.min(b).min(c).min(d)), most.saturating_add(a.max(b).max(c).max(d)));
        let inside = self.score + i32::from(least) > 0;
        (inside || self.score + i32::from(most) <= 0).then_some(inside)
    }

    /// The score with what longest matching says of the gap; gaps are asked for in order.
    pub fn whole_score(
        &self,
        matching: &mut Matching,
        pairs: &KnownPairs,
        kinds: &[Kind],
        longer: &[Longer],
    ) -> i32 {
        let said = matching.of(self.gap as usize, pairs, kinds, longer);
        self.score + i32::from(self.matched[usize::from(said)])
    }
}
