//! How a token is written.

use crate::syllable::{Form, Kind, Shape};

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
