//! Token bounds.
//!
//! A byte scanner for what Vietnamese text is made of; whatever lies outside it (other scripts, emoji) goes to
//! the word bounds of UAX #29 in `unicode-segmentation`.

mod address;
mod code;
mod number;

pub(crate) use code::KINDS as DOCUMENT_KINDS;

use serde::{Deserialize, Serialize};
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// What kind of thing a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum Kind {
    /// Letters that write a Vietnamese syllable.
    Syllable,
    /// Other letters: abbreviations, foreign words.
    Word,
    /// `12`, `1.000.000`, `3,5`, `95%`, `08:31`, `11/05/2017`, `136/267`, `2,5kg`.
    Number,
    /// A document number in one piece: `01-KL/TW`, `800/QĐ-TTg`.
    Code,
    /// A web or mail address.
    Address,
    /// Punctuation, one mark a token; `...` is one.
    Punctuation,
    /// Anything else that is not white space.
    Symbol,
}

/// Calls `emit(start, end, kind)` for every token of `text`, in order; what lies between tokens is white space.
///
/// Runs of letters are given as [`Kind::Syllable`]; whether they are one is found out once per form, in
/// [`Forms::intern`](super::Forms::intern).
///
/// ```
/// use chinhluan::syllable::{Kind, scan};
/// let text = "Kết luận 01-KL/TW, TP.HCM.";
/// let mut tokens = Vec::new();
/// scan(text, |start, end, _| tokens.push(&text[start..end]));
/// assert_eq!(tokens, ["Kết", "luận", "01-KL/TW", ",", "TP.HCM", "."]);
/// ```
pub fn scan(text: &str, mut emit: impl FnMut(usize, usize, Kind)) {
    let mut at = 0;
    while at < text.len() {
        at = token(text, at, &mut emit);
    }
}

/// The tokens that begin at `at`: one, none where white space stands there, or all up to the next blank in other
/// scripts. Returns where to go on.
pub(super) fn token(text: &str, at: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    let bytes = text.as_bytes();
    match Class::of(bytes[at]) {
        Class::Space => at + 1,
        Class::Letter => letters(text, at, emit),
        Class::Digit => number::number(text, at, emit),
        Class::Mark => punctuation(bytes, at, emit),
        Class::Symbol => {
            emit(at, at + 1, Kind::Symbol);
            at + 1
        }
        Class::Multibyte => multibyte(text, at, emit),
    }
}

/// What a byte begins.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Class {
    Space,
    Letter,
    Digit,
    Mark,
    Symbol,
    Multibyte,
}

impl Class {
    #[inline]
    pub(super) fn of(byte: u8) -> Class {
        CLASS[byte as usize]
    }
}

const CLASS: [Class; 256] = {
    let mut class = [Class::Symbol; 256];
    let mut byte = 0;
    while byte < 256 {
        let b = byte as u8;
        class[byte] = if b >= 0x80 {
            Class::Multibyte
        } else if b.is_ascii_alphabetic() {
            Class::Letter
        } else if b.is_ascii_digit() {
            Class::Digit
        } else if b.is_ascii_whitespace() || b == 0x0b || (b >= 0x1c && b <= 0x1f) {
            Class::Space
        } else if b.is_ascii_punctuation()
            && !matches!(b, b'$' | b'+' | b'<' | b'=' | b'>' | b'^' | b'|' | b'~')
        {
            Class::Mark
        } else {
            Class::Symbol
        };
        byte += 1;
    }
    class
};

/// Whether letters that end at `end` are a token whatever they are, so that no more text has to be read.
#[inline]
pub(super) fn ends_word(bytes: &[u8], end: usize) -> bool {
    let next = |by: usize| bytes.get(end + by).copied().unwrap_or(b' ');
    let may_go_on = match next(0) {
        b'.' => Class::of(next(1)) != Class::Space,
        b':' => next(1) == b'/',
        next => GOES_ON[usize::from(next)],
    };
    !may_go_on
}

/// Bytes behind letters that may belong to one token with them.
const GOES_ON: [bool; 256] = {
    let mut goes_on = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        goes_on[byte] = matches!(byte as u8, b'@' | b'_' | b'-' | b'0'..=b'9' | 0x80..);
        byte += 1;
    }
    goes_on
};

/// Whether digits that end at `end` are a token whatever they are.
#[inline]
pub(super) fn ends_number(bytes: &[u8], end: usize) -> bool {
    let next = |by: usize| bytes.get(end + by).copied().unwrap_or(b' ');
    match next(0) {
        // A dash or a slash may follow behind a stray blank.
        b' ' => !matches!(next(1), b'/' | b'-' | 0xe2),
        b'.' => Class::of(next(1)) == Class::Space,
        b',' => !next(1).is_ascii_digit(),
        b'\n' | b')' | b';' => true,
        _ => false,
    }
}

/// Whether a row of full stops begins here.
#[inline]
pub(super) fn is_row(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b'.' && bytes.get(at + 1) == Some(&b'.')
}

/// Length of the Latin letter (or mark on one) at `at`, 0 where there is none.
#[inline]
fn letter_len(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at) {
        None => 0,
        Some(b) if b.is_ascii_alphabetic() => 1,
        // Latin-1 letters but × and ÷, Latin Extended-A, ơ ư and the rest of U+0180 to U+01BF.
        Some(0xc3) => 2 * usize::from(!matches!(bytes[at + 1], 0x97 | 0xb7)),
        Some(0xc4..=0xc6) => 2,
        // Combining marks U+0300 to U+036F.
        Some(0xcc) => 2,
        Some(0xcd) => 2 * usize::from(bytes[at + 1] < 0xb0),
        // Latin Extended Additional, where the toned letters stand.
        Some(0xe1) => 3 * usize::from(matches!(bytes[at + 1], 0xb8..=0xbb)),
        Some(_) => 0,
    }
}

fn letters_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        match letter_len(bytes, at) {
            0 => return at,
            len => at += len,
        }
    }
}

fn letters(text: &str, start: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    let bytes = text.as_bytes();
    let end = letters_end(bytes, start);
    let with_digits = alphanumeric_end(bytes, end);
    let kind = if with_digits > end { Kind::Word } else { Kind::Syllable };
    let (stop, kind) = match bytes.get(with_digits) {
        next if address::may_follow(next) => match address::end(text, start, with_digits) {
            Some(stop) => (stop, Kind::Address),
            None => match dotted_end(text, start, end) {
                Some(stop) => (stop, Kind::Word),
                None => (with_digits, kind),
            },
        },
        // A letter of another script goes on with the rules for those.
        Some(0x80..) if with_digits == end && text[end..].starts_with(char::is_alphanumeric) => {
            return other_script(text, start, emit);
        }
        _ => (with_digits, kind),
    };
    emit(start, stop, kind);
    stop
}

/// The end of letters and digits that follow each other, `CT05`, `A1`.
fn alphanumeric_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        if bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        } else {
            match letter_len(bytes, at) {
                0 => return at,
                len => at += len,
            }
        }
    }
}

/// `TP.HCM`, `T.Ư`, `P.V`: one to four letters that begin with a capital, a full stop, and capitals at once. `v.v`: one
/// letter, a full stop, one letter.
fn dotted_end(text: &str, start: usize, mut end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut found = None;
    let mut part = start;
    while bytes.get(end) == Some(&b'.') {
        let next = end + 1;
        let next_end = letters_end(bytes, next);
        if next_end == next || !dotted(&text[part..end], &text[next..next_end]) {
            break;
        }
        (part, end) = (next, next_end);
        found = Some(end);
    }
    found
}

/// Whether a full stop between the two is inside an abbreviation.
fn dotted(left: &str, right: &str) -> bool {
    let letters = |part: &str| part.chars().filter(|&c| !is_combining_mark(c)).count();
    let capitals = |part: &str| part.chars().all(|c| c.is_uppercase() || is_combining_mark(c));
    let lower = |part: &str| letters(part) == 1 && part.starts_with(char::is_lowercase);
    // The letters are counted last: a run may be as long as the text.
    left.starts_with(char::is_uppercase) && capitals(right) && letters(left) <= 4
        || left.len() <= 4 && right.len() <= 4 && lower(left) && lower(right)
}

fn punctuation(bytes: &[u8], at: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    let mut end = at + 1;
    if bytes[at] == b'.' {
        while bytes.get(end) == Some(&b'.') {
            end += 1;
        }
    }
    emit(at, end, Kind::Punctuation);
    end
}

fn multibyte(text: &str, at: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    if letter_len(text.as_bytes(), at) > 0 {
        return letters(text, at, emit);
    }
    let Some(c) = text[at..].chars().next() else { return text.len() };
    let end = at + c.len_utf8();
    if c.is_whitespace() {
        return end;
    }
    if is_typographic(c) {
        emit(at, end, Kind::Punctuation);
        return end;
    }
    other_script(text, at, emit)
}

fn is_typographic(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '‘'
            | '’'
            | '„'
            | '«'
            | '»'
            | '–'
            | '—'
            | '…'
            | '·'
            | '•'
            | '‐'
            | '‑'
            | '′'
            | '″'
    )
}

/// The kind of a mark that stands alone or in a row.
pub(super) fn kind_of_mark(surface: &str) -> Kind {
    let is_punctuation = |c: char| match u8::try_from(c) {
        Ok(byte) if byte.is_ascii() => CLASS[usize::from(byte)] == Class::Mark,
        _ => is_typographic(c),
    };
    if surface.chars().all(is_punctuation) { Kind::Punctuation } else { Kind::Symbol }
}

/// Everything up to the next ASCII space, by the word bounds of UAX #29.
fn other_script(text: &str, start: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    // A line without spaces (Thai, a row of emoji) is taken in pieces, so that no piece is looked at twice.
    const PIECE: usize = 4096;
    let limit = text.len().min(start + PIECE);
    let limit = (limit..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let stop = text[start..limit].find(|c: char| c.is_ascii_whitespace()).map_or(limit, |len| start + len);
    for (at, bounded) in text[start..stop].split_word_bound_indices() {
        // A combining mark binds to the space before it.
        let piece = bounded.trim_start();
        let at = at + bounded.len() - piece.len();
        let kind = match piece.chars().next() {
            None => continue,
            Some(c) if c.is_numeric() => Kind::Number,
            Some(c) if c.is_alphabetic() => Kind::Word,
            Some(c) if c.is_ascii_punctuation() => Kind::Punctuation,
            Some(_) => Kind::Symbol,
        };
        emit(start + at, start + at + piece.len(), kind);
    }
    stop
}
