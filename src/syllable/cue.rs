//! What a form says about where sentences end.

use super::{Kind, Shape};

/// What a form says about where sentences end, found once per form so that [`Tokens`](crate::tokens::Tokens) need not
/// look at text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Cue {
    /// Letters in lower case: a sentence goes on with them, none begins.
    Lower,
    /// Letters that begin with a capital.
    Title,
    /// Letters that a full stop at once behind them abbreviates: `TP`, `GS`, initials.
    Abbreviation,
    /// A number, also a Roman one.
    Number,
    /// A full stop.
    Stop,
    /// `?`, `!`
    Mark,
    /// `…` and rows of full stops.
    Ellipsis,
    /// `"`, which opens and closes alike.
    Quote,
    /// A mark that closes: `”`, `)`.
    Closing,
    /// A mark inside sentences, which never begins one: `,`, `;`, `:`.
    Inner,
    /// A dash or hyphen.
    Dash,
    /// Anything else, also marks that open.
    Other,
}

impl Cue {
    /// By number; the rest up to sixteen says nothing.
    pub(crate) const ALL: [Cue; 16] = [
        Cue::Lower,
        Cue::Title,
        Cue::Abbreviation,
        Cue::Number,
        Cue::Stop,
        Cue::Mark,
        Cue::Ellipsis,
        Cue::Quote,
        Cue::Closing,
        Cue::Inner,
        Cue::Dash,
        Cue::Other,
        Cue::Other,
        Cue::Other,
        Cue::Other,
        Cue::Other,
    ];

    pub(super) fn of(surface: &str, kind: Kind, shape: Shape) -> Self {
        match kind {
            Kind::Punctuation => match surface {
                "." => Cue::Stop,
                "?" | "!" => Cue::Mark,
                "…" => Cue::Ellipsis,
                "\"" => Cue::Quote,
                "”" | "’" | "'" | ")" | "]" | "»" => Cue::Closing,
                "," | ";" | ":" => Cue::Inner,
                "-" | "–" | "—" | "‐" | "‑" => Cue::Dash,
                _ if surface.starts_with("..") => Cue::Ellipsis,
                _ => Cue::Other,
            },
            Kind::Number => Cue::Number,
            Kind::Syllable | Kind::Word if abbreviates(surface, shape) => Cue::Abbreviation,
            Kind::Syllable | Kind::Word if is_roman(surface) => Cue::Number,
            Kind::Syllable | Kind::Word => match shape {
                Shape::Lower => Cue::Lower,
                Shape::Uncased => Cue::Other,
                _ => Cue::Title,
            },
            _ => Cue::Other,
        }
    }
}

/// Longer forms that a full stop abbreviates, sorted.
const ABBREVIATIONS: [&str; 51] = [
    "BS", "BSCK", "Bs", "CN", "Cty", "Dr", "GS", "GS.TS", "GS.TSKH", "Gs", "KP", "KS", "KTS", "Kp", "Ks",
    "LS", "Ls", "Mr", "Mrs", "Ms", "NXB", "Nxb", "PGS", "PGS.TS", "PGS.TSKH", "Pgs", "Prof", "St", "TP",
    "TS", "TSKH", "TT", "TX", "Tel", "Th", "Th.S", "ThS", "Ths", "Tp", "Tr", "Ts", "Tt", "Tx", "VD", "Vd",
    "tp", "tr", "tt", "tx", "ĐT", "Đt",
];

/// The same as numbers in the same order: every new form is looked up, and to compare strings is a call each time.
const PACKED: [u64; ABBREVIATIONS.len()] = {
    let mut all = [0; ABBREVIATIONS.len()];
    let mut at = 0;
    while at < all.len() {
        if let Some(form) = packed(ABBREVIATIONS[at].as_bytes()) {
            all[at] = form;
        }
        at += 1;
    }
    all
};

/// Up to eight bytes, the first one highest.
const fn packed(form: &[u8]) -> Option<u64> {
    if form.len() > 8 {
        return None;
    }
    let (mut number, mut at) = (0, 0);
    while at < 8 {
        number = number << 8 | if at < form.len() { form[at] as u64 } else { 0 };
        at += 1;
    }
    Some(number)
}

/// Forms that are written with a full stop before names, places and numbers: initials, titles, units.
fn abbreviates(surface: &str, shape: Shape) -> bool {
    let mut letters = surface.chars();
    let (first, one) = (letters.next(), letters.next().is_none());
    // Vowels in lower case are words: `ở`, `y`, `à`.
    let initial = one && first.is_some_and(|c| shape == Shape::Title || "bcdđghklmnpqrstvx".contains(c));
    initial || packed(surface.as_bytes()).is_some_and(|form| PACKED.binary_search(&form).is_ok())
}

/// A Roman number of more than one digit; one digit alone is an initial.
fn is_roman(surface: &str) -> bool {
    (2..=5).contains(&surface.len()) && surface.bytes().all(|byte| matches!(byte, b'I' | b'V' | b'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_abbreviation_is_found() {
        for known in ABBREVIATIONS {
            assert!(abbreviates(known, Shape::of(known)), "{known}");
        }
        assert!(!abbreviates("tập", Shape::Lower));
    }
}
