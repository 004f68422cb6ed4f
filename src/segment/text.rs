//! Segmented text as a line for a line, and text with marks as text.

use super::Joint;
use crate::syllable::Forms;
use crate::tokens::Tokens;

/// Adds `text` to `out` with its words parted by one space and the tokens of a word joined by `_`; tokens of a word
/// that stand without white space between them (`TP` `.`) stay as they are. Every line of `text` is a line of
/// `out`; a word that goes over the end of a line is cut there.
///
/// `words` holds the first token of every word, as [`Segmenter::segment_tokens`](super::Segmenter::segment_tokens)
/// gives it.
pub fn write_underscored(text: &str, tokens: &Tokens, forms: &Forms, words: &[u32], out: &mut String) {
    let bytes = text.as_bytes();
    let mut begins = words.iter().copied().peekable();
    let mut at = 0;
    for index in 0..tokens.len() {
        let span = tokens.span(index..index + 1, forms);
        let (start, end) = (span.start as usize, span.end as usize);
        let joint = match begins.next_if_eq(&(index as u32)) {
            Some(_) => Joint::Space,
            None if at == start => Joint::Nothing,
            None => Joint::Underscore,
        };
        let breaks = bytes[at..start].iter().filter(|&&byte| byte == b'\n').count();
        out.extend(std::iter::repeat_n('\n', breaks));
        if breaks == 0 && index > 0 {
            match joint {
                Joint::Space => out.push(' '),
                Joint::Underscore => out.push('_'),
                Joint::Nothing => {}
            }
        }
        // The stray blank of `01 -KL/TW` stands inside a token.
        out.extend(text[start..end].chars().map(|c| if c.is_whitespace() { '_' } else { c }));
        at = end;
    }
    out.extend(bytes[at..].iter().filter(|&&byte| byte == b'\n').map(|_| '\n'));
}

/// The mark of a word that goes on.
pub(super) const JOINS: u8 = b'_';
/// The mark of a word that ends.
pub(super) const PARTS: u8 = b'|';

/// `text` with a space in place of every mark between two characters that are not white space: as long as before, so
/// that places in one are places in the other.
pub(super) fn unmarked(text: &str) -> String {
    let mut before = None;
    let mut chars = text.chars().peekable();
    let mut plain = String::with_capacity(text.len());
    while let Some(c) = chars.next() {
        let apart = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
        let mark = matches!(u8::try_from(c), Ok(JOINS | PARTS));
        plain.push(if mark && !apart(before.as_ref()) && !apart(chars.peek()) { ' ' } else { c });
        before = Some(c);
    }
    plain
}
