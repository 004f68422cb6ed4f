//! A document as numbers: tokens, and where sentences begin.

mod sentence;
pub mod suggest;

use crate::span::Span;
use crate::syllable::{Form, FormId, Forms, Found};
use sentence::{Begin, Reader};
use std::hint::select_unpredictable;
use std::ops::Range;

/// The tokens of one document, as parallel arrays in text order.
///
/// A buffer to be used again for one document after another.
///
/// ```
/// use chinhluan::{syllable::{Forms, Kind}, tokens::Tokens};
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// tokens.read("Xã đạt chuẩn. TP. Cửa Lộc thì chưa.", &mut forms);
/// assert_eq!(tokens.sentences().count(), 2);
/// assert_eq!(tokens.form(0, &forms).key, forms.key_of("XÃ", Kind::Syllable));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    /// The form of each token.
    pub forms: Vec<FormId>,
    /// First byte of each token.
    pub starts: Vec<u32>,
    /// What stands before each token.
    pub gaps: Vec<Gap>,
    /// First token of each sentence.
    pub sentences: Vec<u32>,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Gap {
    /// Nothing.
    None,
    /// One blank.
    Blank,
    /// Any other white space; also what stands before the first token.
    Wide,
}

impl Gap {
    /// What a gap of `len` bytes is that begins with `first`, or is empty before it.
    #[inline]
    fn of(len: usize, first: u8) -> Gap {
        if (len > 1) | ((len == 1) & (first != b' ')) {
            return Gap::Wide;
        }
        // Without a branch: which of these stands behind a token cannot be guessed.
        select_unpredictable(len == 0, Gap::None, Gap::Blank)
    }
}

impl Tokens {
    /// Replaces the content by the tokens of `text`; of one whose bytes a [`Span`] cannot count, above 4 GiB, by those of as much
    /// as it can.
    pub fn read(&mut self, text: &str, forms: &mut Forms) {
        self.clear();
        let text = countable(text);
        let bytes = text.as_bytes();
        let mut reader = Reader::new();
        let mut last_end = 0;
        let Self { forms: ids, starts, gaps, sentences } = self;
        forms.read(text, &mut |found| {
            let first = ids.len() as u32;
            ids.extend(found.iter().map(|token| token.id));
            starts.extend(found.iter().map(|token| token.start));
            gaps.extend((first..).zip(found).map(|(at, &Found { start, end, cue, .. })| {
                let between = last_end..start as usize;
                last_end = end as usize;
                let gap = Gap::of(between.len(), bytes[between.start]);
                if !reader.goes_on(gap, cue) {
                    match reader.read(&bytes[between], cue) {
                        Begin::No => {}
                        Begin::Here => sentences.push(at),
                        Begin::Before => sentences.push(at - 1),
                    }
                }
                gap
            }));
        });
        if let Some(first) = self.gaps.first_mut() {
            *first = Gap::Wide;
        }
    }

    /// Takes everything out.
    pub fn clear(&mut self) {
        self.forms.clear();
        self.starts.clear();
        self.gaps.clear();
        self.sentences.clear();
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.forms.len()
    }

    /// Whether the document has no token.
    pub fn is_empty(&self) -> bool {
        self.forms.is_empty()
    }

    /// What is known of the form of token `index`.
    #[inline]
    pub fn form(&self, index: usize, forms: &Forms) -> Form {
        forms.form(self.forms[index])
    }

    /// The bytes of a range of tokens, from the first one's first byte to the last one's last.
    pub fn span(&self, range: Range<usize>, forms: &Forms) -> Span {
        if range.is_empty() {
            let at = self.starts.get(range.start).copied().unwrap_or(0);
            return Span { start: at, end: at };
        }
        let last = range.end - 1;
        Span { start: self.starts[range.start], end: self.starts[last] + self.form(last, forms).len }
    }

    /// The sentences, as ranges of tokens; together they hold every token.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.sentences.iter().skip(1).map(|&end| end as usize).chain([self.len()]);
        self.sentences.iter().map(|&start| start as usize).zip(ends).map(|(start, end)| start..end)
    }
}

/// The part of a text whose bytes a [`Span`] can count.
fn countable(text: &str) -> &str {
    const MOST: usize = u32::MAX as usize;
    match text.len() {
        0..=MOST => text,
        _ => (0..=MOST).rev().find_map(|end| text.get(..end)).unwrap_or_default(),
    }
}
