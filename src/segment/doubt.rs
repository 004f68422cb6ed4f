//! A gap whose score is not whole yet.

use super::known::{Kind, KnownPairs};
use super::matching::{Longer, Matching};

/// A gap whose score is not whole: longest matching or the pairs with a token between may yet decide.
#[derive(Clone, Copy, Debug)]
pub(super) struct Doubt {
    pub gap: u32,
    pub score: i32,
    pub matched: Matched,
}

/// What longest matching can add to a score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Matched {
    /// By what it may say of the gap.
    pub said: [i16; 4],
    least: i16,
    most: i16,
}

impl Matched {
    pub fn of(said: [i16; 4]) -> Self {
        let [a, b, c, d] = said;
        Self { said, least: a.min(b).min(c).min(d), most: a.max(b).max(c).max(d) }
    }
}

impl Doubt {
    /// Whether the gap is inside a word: whether its score is above 0; where neither longest matching nor what is
    /// still to come, from `least` to `most`, could turn it.
    #[inline]
    pub fn settled(&self, least: i16, most: i16) -> Option<bool> {
        let (least, most) =
            (least.saturating_add(self.matched.least), most.saturating_add(self.matched.most));
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
        self.score + i32::from(self.matched.said[usize::from(said)])
    }
}
