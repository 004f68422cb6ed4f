//! Words as 16-bit codes: which words count, and which of them are one.

use super::hash::{PHI, PI, fold};
use crate::syllable::{Cue, Form, Kind};

/// Codes from here on are numbers: 12 bits of hash. Syllable ids end at 57,343, other words lie in between.
const NUMBER: u16 = 0xf000;
const OTHER: u16 = 0xe000;
const LOW: u16 = 0x0fff;

/// The code of a form; none of a mark.
#[inline]
pub(super) fn word_code<'a>(
    form: Form,
    surface: impl Fn() -> &'a [u8],
    hash: impl Fn() -> u64,
) -> Option<u16> {
    Some(match form.kind {
        Kind::Punctuation | Kind::Symbol => return None,
        Kind::Number => number_code(surface()),
        Kind::Code => NUMBER | hash() as u16 & LOW,
        // A Roman numeral.
        Kind::Word if form.cue == Cue::Number => NUMBER | hash() as u16 & LOW,
        _ => u16::try_from(form.key.0).unwrap_or_else(|_| OTHER | hash() as u16 & LOW),
    })
}

/// Whether a code is that of a number or a document number.
#[inline]
pub(super) fn is_number(code: u16) -> bool {
    code >= NUMBER
}

/// The code of a number by its digits alone: papers that print the same report write `12-11` and `12/11`, `3.500`
/// and `3500`, `2m` and `2 m`.
fn number_code(surface: &[u8]) -> u16 {
    let digits = surface.iter().filter(|byte| byte.is_ascii_digit());
    let hash = digits.fold(PI, |hash, &digit| fold(hash ^ u64::from(digit), PHI));
    NUMBER | (hash ^ decimals(surface)) as u16 & LOW
}

/// How many decimals a number has: `1,5` is not 15, though `1.500` is 1500. Behind a full stop two digits may be minutes or a
/// month.
fn decimals(surface: &[u8]) -> u64 {
    let end = surface.iter().rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
    let start = surface[..end].iter().rposition(|byte| !byte.is_ascii_digit());
    match start.map(|at| (surface[at], end - at - 1)) {
        Some((b',', count @ 1..=2)) | Some((b'.', count @ 1)) => count as u64,
        _ => 0,
    }
}
