//! The words of the lexicon in a sentence that is learned from. A model looks only near the gaps that it has to judge.

use crate::segment::features::{Around, Cover, Lexical, MATCHING, MATCHINGS, Sides};
use crate::segment::lexicon::{Found, WordClass};
use crate::segment::profile::Profile;

/// What the lexicon says about the gaps of one sentence; a buffer to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans(Vec<Gap>);

/// What the lexicon says about the gap behind a token.
#[derive(Clone, Copy, Debug, Default)]
struct Gap {
    around: Around,
    /// Longest word that begins with the token.
    beginning: (u8, WordClass),
    /// 2 where a word lies over the gap when matched from the left, and 1 when from the right.
    matched: u16,
}

impl Spans {
    /// Notes all words of a sentence of `count` tokens: `words` calls back with the length of every word that begins
    /// with a token, and what it is, shorter ones first.
    #[inline]
    pub(super) fn read(&mut self, count: usize, words: impl Fn(usize, &mut dyn FnMut(u32, Found))) {
        let Self(gaps) = self;
        gaps.clear();
        gaps.resize(count, Gap::default());
        for start in 0..count.saturating_sub(1) {
            words(start, &mut |len, word| {
                let last = start + len as usize - 1;
                for (Gap { around, .. }, before) in gaps[start..last].iter_mut().zip(1u8..) {
                    // Of words of one length the first stays.
                    let covers = [(&mut around.over, word.agreed), (&mut around.doubtful, word.doubtful)];
                    for (cover, class) in covers {
                        if class != 0 && u32::from(cover.len) < len {
                            *cover = Cover::of_word(before, len as u8, class);
                        }
                    }
                }
                if word.agreed != 0 {
                    gaps[start].beginning = (len as u8, word.agreed);
                    let ending = &mut gaps[last].around.ending;
                    if u32::from(ending.0) < len {
                        *ending = (len as u8, word.agreed);
                    }
                }
            });
        }
        self.match_longest();
    }

    /// Cuts the sentence up greedily, from the left and from the right.
    fn match_longest(&mut self) {
        let Self(gaps) = self;
        let mut at = 0;
        while at < gaps.len() {
            let len = usize::from(gaps[at].beginning.0.max(1));
            gaps[at..at + len - 1].iter_mut().for_each(|gap| gap.matched |= 2);
            at += len;
        }
        let mut end = gaps.len();
        while end > 0 {
            let len = usize::from(gaps[end - 1].around.ending.0.max(1));
            gaps[end - len..end - 1].iter_mut().for_each(|gap| gap.matched |= 1);
            end -= len;
        }
    }

    /// The features of the gap behind token `gap`.
    #[inline]
    pub(super) fn features(&self, gap: usize, sides: Sides, profiles: [Profile; 3]) -> Lexical {
        let Gap { around, matched, .. } = self.0[gap];
        let mut features = around.features(self.0[gap + 1].beginning, sides, profiles);
        features[MATCHING] += matched * MATCHINGS as u16;
        features
    }
}
