//! Segmented text as a line for a line, and text with marks as text.

use crate::tokens::{Gap, Tokens};
use std::ops::Range;
use std::slice::SliceIndex;

/// Adds `text` to `out` with its words parted by one space and the tokens of a word joined by `_`; tokens of a word
/// that stand without white space between them (`TP` `.`) stay as they are. Every line of `text` is a line of
/// `out`; a word that goes over the end of a line is cut there. What is added is UTF-8.
///
/// `words` holds the first token of every word, as [`Segmenter::segment_tokens`](super::Segmenter::segment_tokens)
/// gives it.
pub fn write_underscored(text: &str, tokens: &Tokens, words: &[u32], out: &mut Vec<u8>) {
    let begin = out.len();
    // Beside its bytes every token has one for its bound, at most.
    out.resize(begin + text.len() + tokens.len() + WINDOW, 0);
    let mut copy = Copy { text, out: &mut out[begin..], at: 0 };
    copy.breaks(..tokens.starts.first().map_or(text.len(), |&first| first as usize));
    let mut word = words.partition_point(|&word| word == 0);
    let gaps = tokens.gaps.iter().skip(1);
    for (index, (two, &gap)) in (1..).zip(tokens.starts.windows(2).zip(gaps)) {
        let begin = words.get(word) == Some(&index);
        word += usize::from(begin);
        let (start, next) = (two[0] as usize, two[1] as usize);
        // Which of these is there no branch can guess.
        let mut end = next - usize::from(gap == Gap::Blank);
        if gap == Gap::Wide {
            end = start + text[start..next].trim_end().len();
        }
        copy.token(start..end);
        if gap != Gap::Wide || !copy.breaks(end..next) {
            copy.bound(begin, gap);
        }
    }
    if let Some(&start) = tokens.starts.last() {
        let end = text.trim_end().len();
        copy.any_token(&text[start as usize..end]);
        copy.breaks(end..);
    }
    let end = begin + copy.at;
    out.truncate(end);
}

/// What is written of a text.
struct Copy<'a> {
    text: &'a str,
    out: &'a mut [u8],
    /// Up to here `out` is written.
    at: usize,
}

/// So many bytes are copied at once, and what is too much is written over: how long a token is no branch can guess, and
/// nearly all have no more.
const WINDOW: usize = 16;

impl Copy<'_> {
    #[inline(always)]
    fn token(&mut self, token: Range<usize>) {
        let window = self.text.as_bytes()[token.start..].first_chunk::<WINDOW>();
        let place = self.out[self.at..].first_chunk_mut();
        if let (Some(window), Some(place)) = (window, place)
            && token.len() <= WINDOW
            && !window[0].is_ascii_digit()
        {
            *place = *window;
            self.at += token.len();
        } else {
            self.any_token(&self.text[token]);
        }
    }

    /// A token of any length; the stray blank of `01 -KL/TW` stands inside.
    fn any_token(&mut self, token: &str) {
        let parts = token.split(char::is_whitespace).enumerate();
        for (number, part) in parts {
            if number > 0 {
                self.bound(false, Gap::Blank);
            }
            self.out[self.at..][..part.len()].copy_from_slice(part.as_bytes());
            self.at += part.len();
        }
    }

    /// What stands between two tokens with one blank or nothing between them.
    #[inline]
    fn bound(&mut self, begin: bool, gap: Gap) {
        self.out[self.at] = if begin { b' ' } else { b'_' };
        self.at += usize::from(begin | (gap != Gap::None));
    }

    /// Writes the line breaks of white space; whether there is any.
    fn breaks(&mut self, space: impl SliceIndex<str, Output = str>) -> bool {
        let count = self.text[space].bytes().filter(|&byte| byte == b'\n').count();
        self.out[self.at..][..count].fill(b'\n');
        self.at += count;
        count > 0
    }
}
