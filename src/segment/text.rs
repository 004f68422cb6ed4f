//! Segmented text as a line for a line, and text with marks as text.

use crate::tokens::{Gap, Tokens};

/// Adds `text` to `out` with its words parted by one space and the tokens of a word joined by `_`; tokens of a word
/// that stand without white space between them (`TP` `.`) stay as they are. Every line of `text` is a line of
/// `out`; a word that goes over the end of a line is cut there. What is added is UTF-8.
///
/// `words` holds the first token of every word, as [`Segmenter::segment_tokens`](super::Segmenter::segment_tokens)
/// gives it.
pub fn write_underscored(text: &str, tokens: &Tokens, words: &[u32], out: &mut Vec<u8>) {
    out.reserve(text.len() + text.len() / 8);
    let first = tokens.starts.first().map_or(text.len(), |&start| start as usize);
    write_breaks(&text[..first], out);
    let mut copy = Copy { text, out, copied: first, joins: [0; JOINS], count: 0 };
    let mut word = 0;
    for (index, (&start, &gap)) in (0..).zip(tokens.starts.iter().zip(&tokens.gaps)) {
        let begin = words.get(word) == Some(&index);
        word += usize::from(begin);
        match gap {
            _ if index == 0 => {}
            Gap::Blank => copy.blank(start, begin),
            Gap::None if begin => {
                copy.up_to(start as usize);
                copy.out.push(b' ');
            }
            Gap::None => {}
            Gap::Wide => copy.wide(start as usize, begin),
        }
        if text.as_bytes()[start as usize].is_ascii_digit() {
            let end = tokens.starts.get(index as usize + 1).map_or(text.len(), |&next| next as usize);
            copy.number(start as usize, text[start as usize..end].trim_end());
        }
    }
    let rest = &text[copy.copied..];
    let last = rest.trim_end();
    copy.up_to(copy.copied + last.len());
    write_breaks(&rest[last.len()..], out);
}

/// Most of the text stands in the output as it is: it is copied up to where something else has to stand.
struct Copy<'a> {
    text: &'a str,
    out: &'a mut Vec<u8>,
    /// Bytes of the text that are done.
    copied: usize,
    /// Blanks behind them that become `_`.
    joins: [u32; JOINS],
    count: usize,
}

/// More words in a row without punctuation between them are seldom.
const JOINS: usize = 64;

impl Copy<'_> {
    fn up_to(&mut self, end: usize) {
        let base = self.out.len();
        self.out.extend_from_slice(&self.text.as_bytes()[self.copied..end]);
        for &at in &self.joins[..self.count] {
            self.out[base + at as usize - self.copied] = b'_';
        }
        (self.copied, self.count) = (end, 0);
    }

    /// One blank before a token.
    #[inline]
    fn blank(&mut self, start: u32, begin: bool) {
        // Without a branch: whether a word goes on cannot be guessed.
        self.joins[self.count] = start - 1;
        self.count += usize::from(!begin);
        if self.count == JOINS {
            self.up_to(start as usize);
        }
    }

    /// White space of another kind before a token.
    fn wide(&mut self, start: usize, begin: bool) {
        let gap = &self.text[self.copied..start];
        let token = gap.trim_end();
        self.up_to(self.copied + token.len());
        if !write_breaks(&gap[token.len()..], self.out) {
            self.out.push(if begin { b' ' } else { b'_' });
        }
        self.copied = start;
    }

    /// The stray blank of `01 -KL/TW` stands inside a token.
    fn number(&mut self, start: usize, token: &str) {
        if !token.contains(char::is_whitespace) {
            return;
        }
        self.up_to(start);
        let parts = token.split(char::is_whitespace).enumerate();
        for (number, part) in parts {
            if number > 0 {
                self.out.push(b'_');
            }
            self.out.extend_from_slice(part.as_bytes());
        }
        self.copied = start + token.len();
    }
}

/// Writes the line breaks of white space; whether there is any.
fn write_breaks(gap: &str, out: &mut Vec<u8>) -> bool {
    if gap.is_empty() || gap == " " {
        return false;
    }
    let breaks = gap.bytes().filter(|&byte| byte == b'\n').count();
    out.extend(std::iter::repeat_n(b'\n', breaks));
    breaks > 0
}
