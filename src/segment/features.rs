//! What a gap between two tokens is judged by.
//!
//! A gap has a left token (position 0) and a right one (position 1). Every feature is a number in one weight
//! vector, `train/layout` says where each template begins:
//!
//! * the symbols at -2..=3, and each with its case;
//! * the pairs (-1,0), (0,1), (1,2), the pair (0,1) with the case of both, and the pairs (-1,1), (0,2);
//! * the token classes (how a token is written) of -2..=1, -1..=2 and 0..=3;
//! * the lexicon: the longest word over the gap, the longest words that end before it and begin behind it, what
//!   forward and backward longest matching say;
//! * the [`Profile`](super::profile::Profile)s of the pairs (-1,0), (0,1), (1,2): how segmenters treat them.
//!
//! Gaps beside punctuation are no question for weights: they are never inside a word.

use super::class::{Class, TOKEN_CLASSES};
use super::lexicon::{LONGEST, WordClass};
use super::profile::{COARSE, PROFILES, Profile};

/// Positions of symbols around a gap: -2 to 3.
pub(super) const AROUND: usize = 6;

/// Padding before and behind a sentence, so that every position around every gap exists.
pub(super) const PAD: usize = 3;

/// Weights of one adjacent pair: as (-1,0), as (1,2), and as (0,1) by whether each is capitalised. While they are
/// learned there is one more, the last, for (0,1) in whatever case; it is added to the others when they are stored.
pub(super) const PAIR: usize = 6;

/// Weights of one pair with a token between: as (-1,1), as (0,2).
pub(super) const SKIP: usize = 2;

/// Contexts of four token classes.
pub(super) const SHAPES: usize = TOKEN_CLASSES.pow(4);

/// Features of the lexicon and of profiles.
pub(super) const LEXICAL: usize = NEAR + PROFILES * 9 * 3;
const COVER: usize = 1 + 3 * 3 * 8;
/// Where each template begins.
const RIVALS: usize = COVER;
pub(super) const MATCHED: usize = RIVALS + 9 * 9 * 9;
const NAMED: usize = MATCHED + 4 * 9 * 2;
const DOUBTFUL: usize = NAMED + 17 * TOKEN_CLASSES * TOKEN_CLASSES;
const DOUBLED: usize = DOUBTFUL + COVER * 9;
const PROFILED: usize = DOUBLED + 2 * 9 * 2;
const BESIDE: usize = PROFILED + 2 * PROFILES;
const NEAR: usize = BESIDE + 2 * COARSE * COARSE * COARSE;

/// Lexical features of one gap.
pub(super) type Lexical = [u16; 9];

/// What the lexicon says about the gap behind a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Longest word over the gap.
    pub over: Cover,
    /// Longest word over the gap that is one by some segmenters only.
    pub doubtful: Cover,
    /// Longest word that ends with the token: length, class.
    pub ending: (u8, WordClass),
}

/// A word over a gap; class 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cover {
    /// How far it goes to either side, 0 to 2 each.
    sides: u8,
    pub len: u8,
    pub class: WordClass,
}

/// Which of [`Lexical`] holds what longest matching says: here that neither way lies over the gap.
pub(super) const MATCHING: usize = 2;

/// How far the features of that template lie apart that differ in longest matching alone: from neither way over the
/// gap, from the right alone, from the left alone, to both.
pub(super) const MATCHINGS: usize = 9 * 2;

/// Whether a word lies over the gap, by how far a feature of that template lies behind the first.
pub(super) fn is_covered(matching: usize) -> bool {
    matching >= 2
}

/// 0 for none, else 1 to 8: word of two tokens or longer, and its strength.
#[inline]
fn strength(len: u8, class: WordClass) -> usize {
    // What the lexicon has near a gap no branch can guess: neither here nor below is there one.
    usize::from(STRENGTH[usize::from(len > 2)][usize::from(class & 15)])
}

/// [`strength`] by whether a word is longer than two tokens, and its class.
const STRENGTH: [[u8; 16]; 2] = {
    let mut strength = [[0; 16]; 2];
    let mut at = 1;
    while at < 16 {
        let weak = 1 + ((at - 1) & 3) as u8;
        (strength[0][at], strength[1][at]) = (weak, weak + 4);
        at += 1;
    }
    strength
};

impl Cover {
    /// The pair on both sides of the gap; no word where its class is 0.
    #[inline]
    pub fn of_pair(class: WordClass) -> Self {
        Self { sides: 0, len: 2, class }
    }

    /// A word of so many tokens, of which `before` stand before the gap.
    #[inline]
    pub fn of_word(before: u8, len: u8, class: WordClass) -> Self {
        let beyond = |tokens: u8| (tokens - 1).min(2);
        Self { sides: beyond(before) * 3 + beyond(len - before), len, class }
    }

    /// 0 for none, else what kind of word it is and how far it goes to either side.
    #[inline]
    fn place(self) -> usize {
        usize::from(self.sides) * 8 + usize::from(self.class)
    }
}

impl Around {
    /// The features of the gap, given the longest word that begins behind it; what longest matching says is added to
    /// [`MATCHING`].
    #[inline]
    pub fn features(self, beginning: (u8, WordClass), sides: Sides, profiles: [Profile; 3]) -> Lexical {
        let Sides { left, right, doubled } = sides;
        let Around { over, doubtful, ending, .. } = self;
        let strongest = strength(over.len, over.class);
        let rivals = (strongest * 9 + strength(ending.0, ending.1)) * 9 + strength(beginning.0, beginning.1);
        let title = usize::from(right == Class::Title as u8);
        let capitals = usize::from((Class::case(left) != 0) & (Class::case(right) != 0));
        let named = usize::from(over.class > 4) * 8 + strongest;
        let classes = usize::from(left & 15) * TOKEN_CLASSES + usize::from(right & 15);
        let [before, here, behind] = profiles;
        let beside = (before.coarse() * COARSE + here.coarse()) * COARSE + behind.coarse();
        [
            over.place(),
            RIVALS + rivals,
            MATCHED + strongest * 2 + title,
            NAMED + named * TOKEN_CLASSES * TOKEN_CLASSES + classes,
            DOUBTFUL + doubtful.place() * 9 + strongest,
            DOUBLED + (usize::from(doubled) * 9 + strongest) * 2 + title,
            PROFILED + capitals * PROFILES + here.number(),
            BESIDE + beside * 2 + capitals,
            NEAR + (here.number() * 9 + strongest) * 3 + capitals + usize::from(ending.1 != 0),
        ]
        .map(|feature| feature as u16)
    }
}

/// The tokens on both sides of a gap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    /// Class of the left one.
    pub left: u8,
    /// Class of the right one.
    pub right: u8,
    /// Whether they are of one symbol.
    pub doubled: bool,
}

const _: () = assert!(LONGEST < 8 && LEXICAL < 1 << 16);
