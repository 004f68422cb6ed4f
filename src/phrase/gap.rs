//! What stands between two words of a phrase.

use crate::syllable::{Form, Kind};

/// A set of kinds of gap; what a text has between two words is a set of one, or [`Gaps::NONE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gaps(u8);

impl Gaps {
    /// A gap that no phrase spans: a full stop, a colon, two commas, a closing bracket.
    pub(super) const NONE: Gaps = Gaps(0);
    /// White space, or nothing at all: words that simply follow each other.
    ///
    /// Quotes are not part of it, so that in `Quỹ “Vì người nghèo”` the head stays outside the name.
    pub(super) const BLANK: Gaps = Gaps(1);
    const QUOTE: Gaps = Gaps(2);
    const COMMA: Gaps = Gaps(4);
    const DASH: Gaps = Gaps(8);
    /// An opening bracket, whatever comes before it.
    pub(super) const BRACKET: Gaps = Gaps(16);
    const AND: Gaps = Gaps(32);
    const COMMA_AND: Gaps = Gaps(64);

    /// A written `và`.
    pub(super) const WITH_AND: Gaps = Gaps(Self::AND.0 | Self::COMMA_AND.0);
    /// A soft joint.
    pub(super) const JOINT: Gaps = Gaps(
        Self::BLANK.0 | Self::QUOTE.0 | Self::COMMA.0 | Self::DASH.0 | Self::BRACKET.0 | Self::WITH_AND.0,
    );

    pub(super) fn overlap(self, other: Gaps) -> bool {
        self.0 & other.0 != 0
    }

    /// The gap, longer by one more mark.
    pub(super) fn then(self, mark: Mark) -> Gaps {
        let open = self == Self::BLANK || self == Self::QUOTE;
        match mark {
            Mark::Quote if open => Self::QUOTE,
            Mark::Quote => self,
            Mark::Comma if open => Self::COMMA,
            Mark::Dash if open => Self::DASH,
            Mark::Open if open || self == Self::COMMA || self == Self::DASH => Self::BRACKET,
            Mark::And if open => Self::AND,
            Mark::And if self == Self::COMMA || self == Self::DASH => Self::COMMA_AND,
            _ => Self::NONE,
        }
    }
}

/// What a form allows between one of its words and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Between {
    /// One of these gaps.
    Marks(Gaps),
    /// Up to so many words of any kind, with a soft joint between each and the next.
    Words(u8),
}

impl Between {
    /// Whether some text stands between the words of both.
    pub(super) fn overlaps(self, other: Between) -> bool {
        match (self, other) {
            (Between::Marks(a), Between::Marks(b)) => a.overlap(b),
            _ => true,
        }
    }
}

/// What a token is for a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Mark {
    /// A word of the text.
    Word,
    Quote,
    /// Comma or semicolon.
    Comma,
    /// Hyphen, dash, slash, ampersand.
    Dash,
    /// An opening bracket.
    Open,
    /// `và`
    And,
    /// `va`: a word, or `và` in text without accents.
    BareAnd,
    /// Any other mark.
    Break,
}

impl Mark {
    /// The mark of a token that is neither `và` nor `va`.
    pub(super) fn of(form: Form, surface: &str) -> Self {
        match form.kind {
            Kind::Symbol => Mark::Break,
            Kind::Punctuation => match surface {
                "\"" | "'" | "“" | "”" | "„" | "«" | "»" | "‘" | "’" | "`" | "′" | "″" => {
                    Mark::Quote
                }
                "," | ";" => Mark::Comma,
                "-" | "–" | "—" | "‐" | "‑" | "/" | "&" => Mark::Dash,
                "(" | "[" => Mark::Open,
                _ => Mark::Break,
            },
            _ => Mark::Word,
        }
    }
}
