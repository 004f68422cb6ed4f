//! Words as 16-bit codes: which words count, and which of them are one.

use super::hash::{PHI, PI, fold};
use crate::folding;
use crate::syllable::{Cue, Form, Forms, Kind, Syllable, ToneStyle};
use std::sync::LazyLock;

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
        _ => match form.key.syllable() {
            Some(syllable) => syllable.with_i().id(),
            None => OTHER | hash() as u16 & LOW,
        },
    })
}

/// For each code that of the same letters without tone and shape marks: itself, but for syllables. Shingles are made of
/// these: copies are typed with wrong marks, scanned with others, sent without any.
pub(super) fn unmarked() -> &'static [u16; CODES] {
    static UNMARKED: LazyLock<Box<[u16; CODES]>> = LazyLock::new(|| {
        let mut unmarked = Box::new(std::array::from_fn(|code| code as u16));
        let mut forms = Forms::new();
        for toneless in (0..OTHER).step_by(TONES).filter_map(Syllable::from_id) {
            let plain = folding::fold(&toneless.spell(ToneStyle::Old));
            // Many are no syllable: `duoc`, and `hop` without a tone.
            let id = forms.intern(&plain, Kind::Syllable);
            let code = word_code(forms.form(id), || plain.as_bytes(), || forms.hash(id));
            let first = usize::from(toneless.id());
            unmarked[first..first + TONES].fill(code.unwrap_or(first as u16));
        }
        unmarked
    });
    &UNMARKED
}

/// How many codes there are.
const CODES: usize = 1 << 16;
/// Ids of syllables that differ in tone alone stand side by side, the level tone first.
const TONES: usize = 8;

/// Whether a code is that of a number or a document number.
#[inline]
pub(super) fn is_number(code: u16) -> bool {
    code >= NUMBER
}

/// The code of a number by its digits alone: papers that print the same report write `12-11` and `12/11`, `3.500`
/// and `3500`, `2m` and `2 m`, `08/4` and `8/04`.
fn number_code(surface: &[u8]) -> u16 {
    let (mut hash, mut before) = (PI, b'/');
    for &byte in surface {
        let leads = byte == b'0' && matches!(before, b'/' | b'-');
        if byte.is_ascii_digit() && !leads {
            hash = fold(hash ^ u64::from(byte), PHI);
        }
        // One zero after the other leads, too.
        before = if leads { before } else { byte };
    }
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
