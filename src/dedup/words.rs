//! Words as 16-bit codes: which words count, and which of them are one.

use super::hash::{PHI, PI, fold};
use crate::folding;
use crate::syllable::{Cue, Form, Forms, Kind, Syllable, ToneStyle};
use std::ops::RangeInclusive;
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
        Kind::Code if is_time(surface()) => number_code(surface()),
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
/// and `3500`, `2m` and `2 m`, `08/4` and `8/04`, `7g30` and `7:30`; and what is [`written_out`].
fn number_code(surface: &[u8]) -> u16 {
    let (mut hash, mut before) = (PI, b'/');
    for &byte in surface {
        let leads = byte == b'0' && matches!(before, b'/' | b'-' | b':' | b'g' | b'h' | b' ');
        if byte.is_ascii_digit() && !leads {
            hash = fold(hash ^ u64::from(byte), PHI);
        }
        // One zero after the other leads, too.
        before = if leads { before } else { byte };
    }
    NUMBER | (hash ^ decimals(surface)) as u16 & LOW
}

/// `7g30`, `19h`
fn is_time(surface: &[u8]) -> bool {
    let is_short = |digits: &[u8]| digits.len() <= 2 && digits.iter().all(u8::is_ascii_digit);
    let mut parts = surface.splitn(2, |byte| matches!(byte, b'g' | b'h'));
    let (hour, minute) = (parts.next().unwrap_or_default(), parts.next());
    !hour.is_empty() && is_short(hour) && minute.is_some_and(is_short)
}

/// How many tokens from the first of `tokens` on, a number, write a date or a time of day that other papers write as one word:
/// `8 tháng 4 năm 2006` and `8/4/2006`, `7 giờ 30 phút` and `7g30`, behind a `tháng` also `4 năm 2006`. Each is a form and the
/// [`word_code`] it has, or none; the words may lack their marks.
pub(super) fn written_out(
    before: Option<(Form, Option<u16>)>,
    mut tokens: impl Iterator<Item = (Form, Option<u16>)>,
) -> usize {
    static WORDS: LazyLock<[Option<u16>; 4]> = LazyLock::new(|| {
        ["tháng", "năm", "giờ", "phút"].map(|word| Some(unmarked()[usize::from(Syllable::parse(word)?.id())]))
    });
    let [month, year, hour, minute] = *WORDS;
    let is = |token: Option<(Form, Option<u16>)>, word: Option<u16>| {
        token.and_then(|(_, code)| code).map(|code| unmarked()[usize::from(code)]) == word
    };
    let is_number = |token: Option<(Form, Option<u16>)>, len: RangeInclusive<u32>| {
        token.is_some_and(|(form, _)| form.kind == Kind::Number && len.contains(&form.len))
    };
    let next: [_; 5] = std::array::from_fn(|_| tokens.next());
    let has_year = |at: usize| is(next[at], year) && is_number(next[at + 1], 4..=4);
    if !is_number(next[0], 1..=2) {
        1
    } else if is(next[1], month) && is_number(next[2], 1..=2) {
        if has_year(3) { 5 } else { 3 }
    } else if is(next[1], hour) {
        let minutes = usize::from(is_number(next[2], 1..=2));
        2 + minutes + usize::from(minutes > 0 && is(next[3], minute))
    } else if is(before, month) && has_year(1) {
        3
    } else {
        1
    }
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
