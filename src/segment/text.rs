//! Segmented text as a line for a line, and text with marks as text.

use crate::tokens::{Gap, Tokens};

/// Adds `text` to `out` with its words parted by one space and the tokens of a word joined by `_`; tokens of a word
/// that stand without white space between them (`TP` `.`) stay as they are. Every line of `text` is a line of
/// `out`; a word that goes over the end of a line is cut there.
///
/// `words` holds the first token of every word, as [`Segmenter::segment_tokens`](super::Segmenter::segment_tokens)
/// gives it.
pub fn write_underscored(text: &str, tokens: &Tokens, words: &[u32], out: &mut String) {
    out.reserve(text.len() + text.len() / 8);
    let first = tokens.starts.first().map_or(text.len(), |&start| start as usize);
    write_breaks(&text[..first], out);
    let bytes = text.as_bytes();
    let mut begins = words.iter().map(|&word| word as usize);
    let mut next_begin = begins.next();
    // Most of the text stands in `out` as it is: it is copied up to where something else has to stand.
    let mut copied = first;
    for (index, (&start, &gap)) in tokens.starts.iter().zip(&tokens.gaps).enumerate() {
        let start = start as usize;
        let begin = next_begin == Some(index);
        if begin {
            next_begin = begins.next();
        }
        match (gap, begin) {
            _ if index == 0 => {}
            (Gap::Blank, true) | (Gap::None, false) => {}
            (Gap::Blank, false) => {
                out.push_str(&text[copied..start - 1]);
                out.push('_');
                copied = start;
            }
            (Gap::None, true) => {
                out.push_str(&text[copied..start]);
                out.push(' ');
                copied = start;
            }
            (Gap::Wide, _) => {
                let token = text[copied..start].trim_end();
                out.push_str(token);
                if !write_breaks(&text[copied + token.len()..start], out) {
                    out.push(if begin { ' ' } else { '_' });
                }
                copied = start;
            }
        }
        if bytes[start].is_ascii_digit() {
            let end = tokens.starts.get(index + 1).map_or(text.len(), |&next| next as usize);
            let token = text[start..end].trim_end();
            // The stray blank of `01 -KL/TW` stands inside a token.
            if token.contains(char::is_whitespace) {
                out.push_str(&text[copied..start]);
                out.extend(token.chars().map(|c| if c.is_whitespace() { '_' } else { c }));
                copied = start + token.len();
            }
        }
    }
    let last = text[copied..].trim_end();
    out.push_str(last);
    write_breaks(&text[copied + last.len()..], out);
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
