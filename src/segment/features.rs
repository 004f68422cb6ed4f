//! What a gap between two tokens is judged by.
//!
//! A gap has a left token (position 0) and a right one (position 1). Every feature is a number in one weight
//! vector, [`Layout`] says where each template begins:
//!
//! * the symbols at -2..=3, and each with its case;
//! * the pairs (-1,0), (0,1), (1,2), the pair (0,1) with the case of both, and the pairs (-1,1), (0,2);
//! * the token classes (how a token is written) of -2..=1, -1..=2 and 0..=3;
//! * the lexicon: the longest word over the gap, the longest words that end before it and begin behind it, what
//!   forward and backward longest matching say.
//!
//! Gaps beside punctuation are no question for weights: they are never inside a word.

use super::lexicon::{LONGEST, Lexicon, WordClass};
use crate::syllable::{Form, Kind, Shape};

/// How a token is written, 4 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Class {
    /// Before the first and behind the last token of a sentence.
    Outside = 0,
    Lower,
    Title,
    /// Title case on the first token of a sentence, where it says nothing.
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

    /// The class on the first token of a sentence.
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

/// Weights of one adjacent pair: as (-1,0), as (1,2), as (0,1), and as (0,1) by whether each is capitalised.
pub(super) const PAIR: usize = 7;

/// Weights of one pair with a token between: as (-1,1), as (0,2).
pub(super) const SKIP: usize = 2;

/// Contexts of four token classes.
pub(super) const SHAPES: usize = TOKEN_CLASSES.pow(4);

/// Features of the lexicon.
pub(super) const LEXICAL: usize = COVER + RIVALS + MATCHED + NAMED + DOUBTFUL + DOUBLED;
const COVER: usize = 1 + 3 * 3 * 8;
const RIVALS: usize = 9 * 9 * 9;
const MATCHED: usize = 4 * 9 * 2;
const NAMED: usize = 17 * TOKEN_CLASSES * TOKEN_CLASSES;

const DOUBTFUL: usize = (1 + 3 * 3 * 8) * 9;
const DOUBLED: usize = 2 * 9 * 2;

/// Lexical features of one gap.
pub(super) type Lexical = [u16; 6];

/// What the lexicon says about the gaps of one sentence; buffers to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Spans {
    /// Longest word over the gap behind each token: start, length, class (0: none).
    over: Vec<(u32, u32, WordClass)>,
    /// Longest word that ends with each token: length, class.
    ending: Vec<(u32, WordClass)>,
    /// Longest word that begins with each token.
    beginning: Vec<(u32, WordClass)>,
    /// Longest word over the gap that is one by some segmenters only.
    doubtful: Vec<(u32, u32, WordClass)>,
    doubled: Vec<bool>,
    forward: Vec<bool>,
    backward: Vec<bool>,
}

/// 0 for none, else 1 to 8: word of two tokens or longer, and its strength.
fn strength(len: u32, class: WordClass) -> usize {
    match class {
        0 => 0,
        _ => 1 + usize::from((class - 1) & 3) + 4 * usize::from(len > 2),
    }
}

/// Notes a word over its gaps where no longer one is; of words of one length the first stays.
fn cover(gaps: &mut [(u32, u32, WordClass)], start: usize, len: u32, class: WordClass) {
    for gap in gaps {
        if gap.1 < len {
            *gap = (start as u32, len, class);
        }
    }
}

impl Spans {
    /// Looks up all words of the sentence `symbols`.
    pub fn read(&mut self, symbols: &[u16], lexicon: &Lexicon) {
        let n = symbols.len();
        self.over.clear();
        self.over.resize(n, (0, 0, 0));
        self.ending.clear();
        self.ending.resize(n, (0, 0));
        self.beginning.clear();
        self.beginning.resize(n, (0, 0));
        self.doubtful.clear();
        self.doubtful.resize(n, (0, 0, 0));
        self.doubled.clear();
        self.doubled.extend((0..n).map(|at| at + 1 < n && symbols[at] == symbols[at + 1]));
        for start in 0..n {
            lexicon.words_at(&symbols[start..], |len, word| {
                let last = start + len as usize - 1;
                if word.doubtful != 0 {
                    cover(&mut self.doubtful[start..last], start, len, word.doubtful);
                }
                if word.agreed != 0 {
                    self.beginning[start] = (len, word.agreed);
                    if self.ending[last].0 < len {
                        self.ending[last] = (len, word.agreed);
                    }
                    cover(&mut self.over[start..last], start, len, word.agreed);
                }
            });
        }
        self.forward.clear();
        self.forward.resize(n, false);
        let mut at = 0;
        while at < n {
            let len = self.beginning[at].0.max(1) as usize;
            self.forward[at..at + len - 1].fill(true);
            at += len;
        }
        self.backward.clear();
        self.backward.resize(n, false);
        let mut end = n;
        while end > 0 {
            let len = self.ending[end - 1].0.max(1) as usize;
            self.backward[end - len..end - 1].fill(true);
            end -= len;
        }
    }

    /// The features of the gap behind token `gap`, whose tokens are of the given classes.
    #[inline]
    pub fn features(&self, gap: usize, left: u8, right: u8) -> Lexical {
        let cover_of = |(start, len, class): (u32, u32, WordClass)| match class {
            0 => 0,
            _ => {
                let before = (gap as u32 - start).min(2) as usize;
                let behind = (start + len - gap as u32 - 2).min(2) as usize;
                1 + (before * 3 + behind) * 8 + usize::from(class - 1)
            }
        };
        let (_, len, class) = self.over[gap];
        let cover = cover_of(self.over[gap]);
        let over = strength(len, class);
        let (ending, beginning) = (self.ending[gap], self.beginning[gap + 1]);
        let rivals = (over * 9 + strength(ending.0, ending.1)) * 9 + strength(beginning.0, beginning.1);
        let matched = (usize::from(self.forward[gap]) * 2 + usize::from(self.backward[gap])) * 9 + over;
        let title = usize::from(right == Class::Title as u8);
        let named = if class == 0 { 0 } else { 1 + usize::from(class > 4) * 8 + over - 1 };
        let pair = usize::from(left & 15) * TOKEN_CLASSES + usize::from(right & 15);
        [
            cover as u16,
            (COVER + rivals) as u16,
            (COVER + RIVALS + matched * 2 + title) as u16,
            (COVER + RIVALS + MATCHED + named * TOKEN_CLASSES * TOKEN_CLASSES + pair) as u16,
            (COVER + RIVALS + MATCHED + NAMED + cover_of(self.doubtful[gap]) * 9 + over) as u16,
            (LEXICAL - DOUBLED + (usize::from(self.doubled[gap]) * 9 + over) * 2 + title) as u16,
        ]
    }
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
        self.pair() + self.pairs * PAIR
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
