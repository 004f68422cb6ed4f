//! How long a text is and how it ends, whatever normal form it is in.

use crate::folding::is_without_width;
use unicode_normalization::char::is_combining_mark;

fn is_mark(char: char) -> bool {
    is_combining_mark(char) || is_without_width(char)
}

/// Number of letters, digits and signs: neither white space nor marks, so that composed and decomposed
/// text weigh the same, nor what has no width.
pub(super) fn weight(text: &str) -> u32 {
    text.chars().filter(|&char| !char.is_whitespace() && !is_mark(char)).count() as u32
}

/// The last letter of a text, without the marks on it.
pub(super) fn last_letter(text: &str) -> Option<char> {
    text.chars().rev().find(|&char| !is_mark(char))
}

/// The beginning of a text, at most `bytes` long.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// White space collapsed to single blanks, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}
