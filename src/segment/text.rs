//! Segmented text as a line for a line, and text with marks as text.

use crate::tokens::Tokens;

/// Adds `text` to `out` with its words parted by one space and the tokens of a word joined by `_`; tokens of a word
/// that stand without white space between them (`TP` `.`) stay as they are. Every line of `text` is a line of
/// `out`; a word that goes over the end of a line is cut there.
///
/// `words` holds the first token of every word, as [`Segmenter::segment_tokens`](super::Segmenter::segment_tokens)
/// gives it.
pub fn write_underscored(text: &str, tokens: &Tokens, words: &[u32], out: &mut String) {
    let mut begins = words.iter().copied().peekable();
    let first = tokens.starts.first().map_or(text.len(), |&start| start as usize);
    write_breaks(&text[..first], out);
    let ends = tokens.starts.iter().skip(1).map(|&start| start as usize).chain([text.len()]);
    for (index, (&start, next)) in (0u32..).zip(tokens.starts.iter().zip(ends)) {
        begins.next_if_eq(&index);
        // What follows a token up to the next one is white space.
        let with_gap = &text[start as usize..next];
        let token = with_gap.trim_end();
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            // The stray blank of `01 -KL/TW` stands inside a token.
            out.extend(token.chars().map(|c| if c.is_whitespace() { '_' } else { c }));
        } else {
            debug_assert!(!token.contains(char::is_whitespace), "{token:?}");
            out.push_str(token);
        }
        let gap = &with_gap[token.len()..];
        let next_begins = begins.peek() == Some(&(index + 1));
        if write_breaks(gap, out) || next == text.len() {
            continue;
        }
        match next_begins {
            true => out.push(' '),
            false if gap.is_empty() => {}
            false => out.push('_'),
        }
    }
}

/// Writes the line breaks of white space; whether there is any.
fn write_breaks(gap: &str, out: &mut String) -> bool {
    if gap.is_empty() || gap == " " {
        return false;
    }
    let breaks = gap.bytes().filter(|&byte| byte == b'\n').count();
    out.extend(std::iter::repeat_n('\n', breaks));
    breaks > 0
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
