//! What a text is made of here: syllables, numbers and codes, with what stands between them in a few bits.

use crate::syllable::{Form, Kind};
use serde::{Deserialize, Serialize};

/// What is known of one element of a text besides its form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks(u8);

impl Marks {
    /// A word begins here.
    pub(super) const WORD: Marks = Marks(1);
    /// A sentence begins here: a capital says nothing.
    pub(super) const OPENS: Marks = Marks(2);
    /// A comma stands before it.
    pub(super) const COMMA: Marks = Marks(4);
    /// A hyphen, dash or slash stands before it.
    pub(super) const DASH: Marks = Marks(8);
    /// A quote stands before it.
    pub(super) const QUOTE: Marks = Marks(16);
    /// A quote stands behind it.
    pub(super) const QUOTED: Marks = Marks(32);
    /// Every mark that parts two elements of one phrase.
    pub(super) const JOINT: Marks = Marks(4 | 8);

    pub(super) fn has(self, some: Marks) -> bool {
        self.0 & some.0 != 0
    }

    pub(super) fn add(&mut self, other: Marks) {
        self.0 |= other.0;
    }

    pub(super) fn with(self, other: Marks) -> Marks {
        Marks(self.0 | other.0)
    }
}

/// What a token does to the row of elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Does {
    /// It is one.
    Element,
    /// It stands between two elements of one phrase.
    Joins(Marks),
    /// No phrase goes over it.
    Breaks,
}

impl Does {
    pub(super) fn of(form: Form, surface: &str) -> Self {
        match form.kind {
            Kind::Syllable | Kind::Word | Kind::Number | Kind::Code => Does::Element,
            Kind::Address | Kind::Symbol => Does::Breaks,
            Kind::Punctuation => match surface {
                "," => Does::Joins(Marks::COMMA),
                "-" | "–" | "—" | "‐" | "‑" | "/" | "&" => Does::Joins(Marks::DASH),
                "\"" | "'" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "″" => {
                    Does::Joins(Marks::QUOTE)
                }
                _ => Does::Breaks,
            },
        }
    }
}
