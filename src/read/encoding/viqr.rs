//! VIQR (RFC 1456): Vietnamese in ASCII, marks behind the letters, `tie^'ng Vie^.t`.
//!
//! The marks are punctuation as well. Inside a word there is no doubt; behind the last letter of an open syllable, `do.`
//! may be `dọ` or the end of a sentence, which the frequency of both and the next letter decide.

use crate::syllable::{Syllable, Tone, split_tone, with_tone};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::char::compose;

/// Whether `text` has any of the marks that only VIQR puts behind these letters.
pub(super) fn is_possible(text: &[u8]) -> bool {
    text.windows(2).any(|pair| match pair[1] {
        b'^' => b"aeoAEO".contains(&pair[0]),
        b'+' | b'*' => b"uoUO".contains(&pair[0]),
        _ => false,
    })
}

/// Decodes `text`. What makes no syllable stays as it is.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == '\\' && text[at + 1..].starts_with(|c: char| c.is_ascii_punctuation()) {
            out.push_str(&text[at + 1..at + 2]);
            at += 2;
        } else if c.is_ascii_alphabetic() {
            at += word(&text[at..], &mut out);
        } else {
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

/// Appends the word that `text` begins with; returns the length of what it was.
fn word(text: &str, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let start = out.len();
    let (mut at, mut tone, mut shaped) = (0, false, false);
    while byte(at).is_ascii_alphabetic() {
        let letter = char::from(byte(at));
        if at == 0 && matches!(byte(0), b'd' | b'D') && byte(1).eq_ignore_ascii_case(&b'd') {
            out.push(if letter == 'd' { 'đ' } else { 'Đ' });
            (at, shaped) = (2, true);
            continue;
        }
        at += 1;
        let mut vowel = letter;
        if let Some(shape) =
            shape(letter, byte(at)).filter(|_| byte(at) != b'(' || closes_breve(&bytes[at + 1..]))
        {
            (vowel, at, shaped) = (shape, at + 1, true);
        }
        if let Some(mark) = tone_mark(byte(at)).filter(|_| !tone && is_vowel(vowel)) {
            let inner = byte(at + 1).is_ascii_alphabetic();
            if inner || is_tone_at_end(&out[start..], vowel, &text[at..]) {
                (vowel, at, tone) = (with_tone(vowel, mark), at + 1, true);
            }
        }
        out.push(vowel);
    }
    // A contraction, an address: `don't`, `chinhphu.vn`.
    if tone && !shaped && Syllable::parse(&out[start..]).is_none() {
        out.truncate(start);
        out.push_str(&text[..at]);
    }
    at
}

fn shape(letter: char, mark: u8) -> Option<char> {
    let mark = match mark {
        b'^' => '\u{302}',
        b'(' => '\u{306}',
        b'+' | b'*' => '\u{31b}',
        _ => return None,
    };
    compose(letter, mark).filter(|c| "ăâêôơưĂÂÊÔƠƯ".contains(*c))
}

/// An `ă` is never the last letter: what stands behind `a(` begins with a final consonant.
fn closes_breve(rest: &[u8]) -> bool {
    let rest = if rest.first().is_some_and(|&mark| tone_mark(mark).is_some()) { &rest[1..] } else { rest };
    rest.first().is_some_and(|letter| b"cmnptCMNPT".contains(letter))
}

fn tone_mark(mark: u8) -> Option<Tone> {
    Some(match mark {
        b'\'' => Tone::Sac,
        b'`' => Tone::Huyen,
        b'?' => Tone::Hoi,
        b'~' => Tone::Nga,
        b'.' => Tone::Nang,
        _ => return None,
    })
}

fn is_vowel(letter: char) -> bool {
    "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(split_tone(letter).0)
}

/// Whether the mark that `rest` begins with, behind the last letter of a word, is its tone.
fn is_tone_at_end(head: &str, vowel: char, rest: &str) -> bool {
    let side = match rest.as_bytes()[0] {
        b'.' => 0,
        b'?' => 1,
        _ => return true,
    };
    let syllable: String = head.chars().chain([vowel]).flat_map(char::to_lowercase).collect();
    // Two in a row: the first is the tone, the second ends the sentence. Three are an ellipsis.
    let marks = rest.len() - rest.trim_start_matches(&rest[..1]).len();
    if marks == 2 {
        return true;
    }
    let odds = ENDS.get(syllable.as_str()).map_or(0, |odds| odds[side]);
    let next = rest[marks..].trim_start_matches(['"', '\'', ')']);
    let opens = next.trim_start_matches([' ', '\t']);
    let ends = opens.is_empty()
        || opens.starts_with(|c: char| c.is_uppercase() || matches!(c, '\n' | '\r' | '-' | '"'));
    // A sentence's end has a capital or nothing behind it 19 times in 20, a word 1 time in 8.
    let context = if marks > 2 || ends { -20 } else { 29 };
    odds + context > 0
}

/// For open syllables, tenths of the log odds that `.` and `?` behind them are their tone.
static ENDS: LazyLock<BTreeMap<&'static str, [i32; 2]>> = LazyLock::new(|| {
    let lines = include_str!("viqr.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let syllable = fields.next()?;
            Some((syllable, [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?]))
        })
        .collect()
});
