//! What the model knows of one form.

use super::class::Class;
use super::features::AROUND;

/// What the model knows of one form: 16 bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Weights at each position, key and case together.
    pub weights: [i16; AROUND],
    pub symbol: u16,
    pub look: Look,
}

/// How a token looks: its class, and what of it every gap asks, ready.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look(u8);

impl Look {
    const JOINS: u8 = 1 << 7;
    const CAPITAL: u8 = 1 << 6;

    pub fn of(class: Class) -> Self {
        let class = class as u8;
        let joins = if Class::joins(class) { Self::JOINS } else { 0 };
        Self(class | joins | if Class::case(class) != 0 { Self::CAPITAL } else { 0 })
    }

    /// What is outside a sentence shares no word with anything.
    pub const OUTSIDE: Self = Self(Class::Outside as u8);

    #[inline]
    pub fn class(self) -> u8 {
        self.0 & 15
    }

    #[inline]
    pub fn joins(self, right: Self) -> bool {
        self.0 & right.0 & Self::JOINS != 0
    }

    /// Whether it is a syllable that begins with a capital, elsewhere than where a sentence begins.
    pub fn is_title(self) -> bool {
        self.class() == Class::Title as u8
    }

    /// Whether it is written with a capital that says something.
    pub fn is_capital(self) -> bool {
        self.0 & Self::CAPITAL != 0 && self.class() != Class::Initial as u8
    }

    /// [`capitals`](super::verdict::capitals) of two tokens.
    #[inline]
    pub fn capitals(self, right: Self) -> usize {
        usize::from((self.0 & Self::CAPITAL) >> 5 | (right.0 & Self::CAPITAL) >> 6)
    }
}

/// Whether a sentence is a headline with a capital on every syllable, where capitals say nothing of names: nothing is in
/// small letters, and somewhere [`HEADLINE`] capitals follow each other, which no name has.
pub(super) fn is_title_case(sentence: &[Row]) -> bool {
    const HEADLINE: usize = 6;
    const SMALL: u16 = 1 << Class::Lower as u16 | 1 << Class::WordLower as u16;
    let mut between_marks = sentence.split(|row| !Class::joins(row.look.class()));
    !sentence.iter().any(|row| SMALL >> row.look.class() & 1 != 0)
        && between_marks.any(|run| run.iter().filter(|row| row.look.is_title()).count() >= HEADLINE)
}
