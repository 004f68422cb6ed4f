//! What a gap between two tokens is judged by.
//!
//! A gap has a left token (position 0) and a right one (position 1). Every feature is a number in one weight
//! vector, [`Layout`] says where each template begins:
//!
//! * the symbols at -2..=3, and each with its case;
//! * the pairs (-1,0), (0,1), (1,2), the pair (0,1) with the case of both, and the pairs (-1,1), (0,2);
//! * the token classes (how a token is written) of -2..=1, -1..=2 and 0..=3;
//! * the lexicon: the longest word over the gap, the longest words that end before it and begin behind it, what
//!   forward and backward longest matching say;
//! * the [`Profile`](super::profile::Profile)s of the pairs (-1,0), (0,1), (1,2): how segmenters treat them.
//!
//! Gaps beside punctuation are no question for weights: they are never inside a word.

use super::lexicon::{Found, LONGEST, WordClass};
use super::profile::{COARSE, PROFILES, Profile};
use crate::syllable::{Form, Kind, Shape};
use std::hint::select_unpredictable;

/// How a token is written, 4 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Before the first and behind the last token of a sentence.
    Outside = 0,
    Lower,
    Title,
    /// Title case on the first token of a sentence that is no mark, where it says nothing.
    Initial,
    Upper,
    WordLower,
    WordTitle,
    WordUpper,
    Number,
    Year,
    /// A number with separators or letters.
    Figure,
    Comma,
    Hyphen,
    Quote,
    Stop,
    Other,
}

/// Number of token classes.
pub(super) const TOKEN_CLASSES: usize = 16;

impl Class {
    /// The class of a token, wherever it stands.
    pub fn of(form: Form, surface: &str) -> Self {
        match (form.kind, form.shape) {
            (Kind::Syllable, Shape::Title) => Class::Title,
            (Kind::Syllable, Shape::Upper) => Class::Upper,
            (Kind::Syllable, _) => Class::Lower,
            (Kind::Word, Shape::Upper) => Class::WordUpper,
            (Kind::Word, Shape::Title | Shape::Mixed) => Class::WordTitle,
            (Kind::Word, _) => Class::WordLower,
            (Kind::Number, _) if !surface.bytes().all(|b| b.is_ascii_digit()) => Class::Figure,
            (Kind::Number, _) if surface.len() == 4 => Class::Year,
            (Kind::Number, _) => Class::Number,
            (Kind::Code | Kind::Address, _) => Class::Other,
            (Kind::Punctuation | Kind::Symbol, _) => match surface {
                "," | ";" | ":" => Class::Comma,
                "-" | "–" | "—" | "/" | "‐" | "‑" => Class::Hyphen,
                "." | "!" | "?" | "…" => Class::Stop,
                _ if form.kind == Kind::Symbol || surface.starts_with("..") => Class::Stop,
                _ => Class::Quote,
            },
        }
    }

    /// The class on the first token of a sentence that is no mark.
    pub fn at_sentence_begin(self) -> Self {
        if self == Class::Title { Class::Initial } else { self }
    }

    /// Whether a token of this class can share a word with another behind a space.
    #[inline]
    pub fn joins(class: u8) -> bool {
        class < Class::Comma as u8
    }

    /// The class of the same token in lower case.
    pub fn lowered(class: u8) -> u8 {
        const LOWER: [u8; TOKEN_CLASSES] = [0, 1, 1, 1, 1, 5, 5, 5, 8, 9, 10, 11, 12, 13, 14, 15];
        LOWER[class as usize & 15]
    }

    /// The class of the same token in capitals.
    pub fn raised(class: u8) -> u8 {
        const UPPER: [u8; TOKEN_CLASSES] = [0, 4, 4, 4, 4, 7, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        UPPER[class as usize & 15]
    }

    /// Which of [`CASES`] it is written in.
    #[inline]
    pub fn case(class: u8) -> usize {
        const CASE: [u8; TOKEN_CLASSES] = [0, 0, 1, 2, 3, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0];
        usize::from(CASE[class as usize & 15])
    }
}

/// Cases that weights tell apart: lower, title, title that says nothing, upper.
pub(super) const CASES: usize = 4;

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
const MATCHED: usize = RIVALS + 9 * 9 * 9;
const NAMED: usize = MATCHED + 4 * 9 * 2;
const DOUBTFUL: usize = NAMED + 17 * TOKEN_CLASSES * TOKEN_CLASSES;
const DOUBLED: usize = DOUBTFUL + COVER * 9;
const PROFILED: usize = DOUBLED + 2 * 9 * 2;
const BESIDE: usize = PROFILED + 2 * PROFILES;
const NEAR: usize = BESIDE + 2 * COARSE * COARSE * COARSE;

/// Lexical features of one gap.
pub(super) type Lexical = [u16; 9];

/// What the lexicon says about the gaps of one sentence; a buffer to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans(Vec<Around>);

/// What the lexicon says about the gap behind a token.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around {
    /// Longest word over the gap.
    pub over: Cover,
    /// Longest word over the gap that is one by some segmenters only.
    pub doubtful: Cover,
    /// Longest word that ends with the token: length, class.
    pub ending: (u8, WordClass),
    /// Longest word that begins with the token.
    pub beginning: (u8, WordClass),
    /// What longest matching from the left and from the right says.
    pub forward: bool,
    pub backward: bool,
}

/// A word over a gap; class 0 where there is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cover {
    /// Tokens of the word before the gap.
    pub before: u8,
    pub len: u8,
    pub class: WordClass,
}

/// Which of [`Lexical`] holds what longest matching says.
pub(super) const MATCHING: usize = 2;

/// How far the features of that template lie apart that differ in longest matching alone: from neither way over the
/// gap, from the right alone, from the left alone, to both.
pub(super) const MATCHINGS: u16 = 9 * 2;

/// 0 for none, else 1 to 8: word of two tokens or longer, and its strength.
#[inline]
fn strength(len: u8, class: WordClass) -> usize {
    // What the lexicon has near a gap no branch can guess: neither here nor below is there one.
    let strength = 1 + usize::from(class.wrapping_sub(1) & 3) + 4 * usize::from(len > 2);
    select_unpredictable(class == 0, 0, strength)
}

impl Cover {
    /// 0 for none, else what kind of word it is and how far it goes to either side.
    #[inline]
    fn place(self) -> usize {
        let Self { before, len, class } = self;
        let beyond = |tokens: u8| usize::from(tokens.wrapping_sub(1)).min(2);
        let sides = beyond(before) * 3 + beyond(len.wrapping_sub(before));
        select_unpredictable(class == 0, 0, sides * 8 + usize::from(class))
    }
}

impl Spans {
    /// Notes all words of a sentence of `count` tokens: `words` calls back with the length of every word that begins
    /// with a token, and what it is, shorter ones first.
    #[inline]
    pub fn read(&mut self, count: usize, words: impl Fn(usize, &mut dyn FnMut(u32, Found))) {
        let Self(around) = self;
        around.clear();
        around.resize(count, Around::default());
        for start in 0..count.saturating_sub(1) {
            words(start, &mut |len, word| {
                let last = start + len as usize - 1;
                for (gap, before) in around[start..last].iter_mut().zip(1u8..) {
                    // Of words of one length the first stays.
                    for (cover, class) in [(&mut gap.over, word.agreed), (&mut gap.doubtful, word.doubtful)] {
                        if class != 0 && u32::from(cover.len) < len {
                            *cover = Cover { before, len: len as u8, class };
                        }
                    }
                }
                if word.agreed != 0 {
                    around[start].beginning = (len as u8, word.agreed);
                    let ending = &mut around[last].ending;
                    if u32::from(ending.0) < len {
                        *ending = (len as u8, word.agreed);
                    }
                }
            });
        }
        let mut at = 0;
        while at < count {
            let len = usize::from(around[at].beginning.0.max(1));
            around[at..at + len - 1].iter_mut().for_each(|gap| gap.forward = true);
            at += len;
        }
        let mut end = count;
        while end > 0 {
            let len = usize::from(around[end - 1].ending.0.max(1));
            around[end - len..end - 1].iter_mut().for_each(|gap| gap.backward = true);
            end -= len;
        }
    }

    /// The features of the gap behind token `gap`.
    #[inline]
    pub fn features(&self, gap: usize, sides: Sides, profiles: [Profile; 3]) -> Lexical {
        self.0[gap].features(self.0[gap + 1].beginning, sides, profiles)
    }
}

impl Around {
    /// The features of the gap, given the longest word that begins behind it.
    #[inline]
    pub fn features(self, beginning: (u8, WordClass), sides: Sides, profiles: [Profile; 3]) -> Lexical {
        let Sides { left, right, doubled } = sides;
        let Around { over, doubtful, ending, forward, backward, .. } = self;
        let strongest = strength(over.len, over.class);
        let rivals = (strongest * 9 + strength(ending.0, ending.1)) * 9 + strength(beginning.0, beginning.1);
        let matched = (usize::from(forward) * 2 + usize::from(backward)) * 9 + strongest;
        let title = usize::from(right == Class::Title as u8);
        let capitals = usize::from((Class::case(left) != 0) & (Class::case(right) != 0));
        let named = usize::from(over.class > 4) * 8 + strongest;
        let classes = usize::from(left & 15) * TOKEN_CLASSES + usize::from(right & 15);
        let [before, here, behind] = profiles;
        let beside = (before.coarse() * COARSE + here.coarse()) * COARSE + behind.coarse();
        [
            over.place(),
            RIVALS + rivals,
            MATCHED + matched * 2 + title,
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

/// Where each template begins in the weight vector.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Layout {
    /// Number of symbols.
    pub symbols: usize,
    /// Number of adjacent pairs.
    pub pairs: usize,
    /// Number of pairs with a token between.
    pub skips: usize,
}

impl Layout {
    pub fn cased(&self) -> usize {
        self.symbols * AROUND
    }
    pub fn pair(&self) -> usize {
        self.cased() + self.symbols * CASES * AROUND
    }
    pub fn skip(&self) -> usize {
        self.pair() + self.pairs * (PAIR + 1)
    }
    pub fn shapes(&self) -> usize {
        self.skip() + self.skips * SKIP
    }
    pub fn lexical(&self) -> usize {
        self.shapes() + 3 * SHAPES
    }
    pub fn len(&self) -> usize {
        self.lexical() + LEXICAL
    }
}

const _: () = assert!(LONGEST < 8 && LEXICAL < 1 << 16);
