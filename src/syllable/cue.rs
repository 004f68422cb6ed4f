//! What a form says about where sentences end.

use super::{Kind, Shape};

/// What a form says about where sentences end, found once per form so that [`Tokens`](crate::tokens::Tokens) need not
/// look at text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Cue {
    /// Letters in lower case: a sentence may go on with them, none begins.
    Lower,
    /// Letters that a full stop at once behind them abbreviates: `TP`, `GS`, initials.
    Abbreviation,
    /// A number; with a full stop behind it, the number of a list where it opens a line.
    Number,
    /// A full stop.
    Stop,
    /// `?`, `!`, `…` and rows of full stops.
    Mark,
    /// A mark that closes what was opened before the end of the sentence: `”`, `)`.
    Closing,
    /// Anything else.
    Other,
}

impl Cue {
    pub(super) fn of(surface: &str, kind: Kind, shape: Shape) -> Self {
        match kind {
            Kind::Punctuation => match surface {
                "." => Cue::Stop,
                "?" | "!" | "…" => Cue::Mark,
                "\"" | "”" | "’" | "'" | ")" | "]" | "»" => Cue::Closing,
                _ if surface.starts_with("..") => Cue::Mark,
                _ => Cue::Other,
            },
            Kind::Number => Cue::Number,
            Kind::Syllable | Kind::Word if abbreviates(surface, shape) => Cue::Abbreviation,
            _ if shape == Shape::Lower => Cue::Lower,
            _ => Cue::Other,
        }
    }
}

/// Forms that are written with a full stop: initials and titles before names and places.
fn abbreviates(surface: &str, shape: Shape) -> bool {
    const TITLES: [&str; 22] = [
        "TP", "Tp", "tp", "TX", "Tx", "TS", "Ts", "ThS", "Ths", "GS", "Gs", "PGS", "BS", "Bs", "KS", "Ks",
        "LS", "NXB", "Tr", "tr", "Th", "St",
    ];
    let initial = shape == Shape::Title && surface.chars().count() == 1;
    initial || TITLES.contains(&surface)
}
