//! Segmented text as numbers: forms, and what is known of the gaps between them.

use super::user::UserWords;
use crate::error::{Error, Place, Result};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;
use std::io::BufRead;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What is known of the gap behind a token.
pub(super) type Label = u8;
/// Two words.
pub(super) const SPLIT: Label = 0;
/// One word.
pub(super) const JOIN: Label = 1;
/// The segmenters disagree.
pub(super) const DOUBT: Label = 3;
/// They disagree, and the better one parts.
pub(super) const LEAN_SPLIT: Label = 4;
/// They disagree, and the better one joins.
pub(super) const LEAN_JOIN: Label = 5;
/// Nothing is known, or it is no question: no white space, end of a sentence.
pub(super) const UNKNOWN: Label = 2;

/// What stands for a gap in segmented text.
#[derive(Clone, Copy)]
pub(super) struct Marks(&'static [(u8, Label)]);

impl Marks {
    /// In text segmented by hand.
    pub const GOLD: Self = Self(&[(b' ', SPLIT), (b'_', JOIN)]);
    /// In text with the votes of segmenters.
    pub const VOTES: Self =
        Self(&[(b' ', SPLIT), (b'_', JOIN), (b'~', DOUBT), (b'|', LEAN_SPLIT), (b'^', LEAN_JOIN)]);
}

/// Sentences with labelled gaps.
#[derive(Default)]
pub(super) struct Corpus {
    pub forms: Forms,
    pub tokens: Vec<FormId>,
    pub labels: Vec<Label>,
    /// First token of every sentence.
    pub sentences: Vec<usize>,
    line: Line,
}

/// One line taken apart; buffers to be used again.
#[derive(Default)]
struct Line {
    written: String,
    plain: String,
    tokens: Tokens,
}

impl Corpus {
    /// Adds text with a word bound at every space and `_` inside words; in votes, also `~` where segmenters disagree,
    /// `^` and `|` where they do and the better one joins or parts.
    ///
    /// Every line is a paragraph of one sentence or more. Every `bare`-th, where that is not 0, is read once more
    /// without tone and vowel marks, as people write who have no keyboard for them.
    pub fn read(&mut self, mut text: impl BufRead, name: &str, marks: Marks, bare: u64) -> Result<()> {
        let mut number = 0u64;
        let mut line = std::mem::take(&mut self.line);
        loop {
            number += 1;
            line.written.clear();
            let read = text.read_line(&mut line.written).map_err(|error| match error.kind() {
                std::io::ErrorKind::InvalidData => Error::input(Place::line(name, number), "not UTF-8"),
                _ => Error::io(name, error),
            })?;
            if read == 0 {
                break;
            }
            if number == 1 && line.written.starts_with('\u{feff}') {
                line.written.drain(..'\u{feff}'.len_utf8());
            }
            self.add(&mut line, marks);
            if number.checked_rem(bare) == Some(0) {
                line.written = without_marks(&line.written);
                self.add(&mut line, marks);
            }
        }
        self.line = line;
        Ok(())
    }

    fn add(&mut self, line: &mut Line, Marks(marks): Marks) {
        let Line { written, plain, tokens } = line;
        plain.clear();
        let plainly = |c: char| if marks.iter().any(|&(mark, _)| char::from(mark) == c) { ' ' } else { c };
        plain.extend(written.trim_end().chars().map(plainly));
        tokens.read(plain, &mut self.forms);
        for sentence in tokens.sentences() {
            self.sentences.push(self.tokens.len());
            for at in sentence.clone() {
                let end = tokens.span(at..at + 1, &self.forms).end as usize;
                let label = match written.as_bytes()[end..].first() {
                    _ if at + 1 == sentence.end => UNKNOWN,
                    Some(next) => {
                        let known = marks.iter().find(|(mark, _)| mark == next);
                        known.map_or(UNKNOWN, |&(_, label)| label)
                    }
                    None => UNKNOWN,
                };
                self.tokens.push(tokens.forms[at]);
                self.labels.push(label);
            }
        }
    }

    /// Joins the given words in the sentences from `first` on, where every segmenter leaves their tokens to them: no token
    /// beside a word is surely of one word with it.
    pub fn join(&mut self, words: &UserWords, first: usize) {
        let Self { forms, tokens, labels, .. } = self;
        let mut hashes = Vec::new();
        for sentence in ranges(&self.sentences[first..], tokens.len()) {
            hashes.clear();
            hashes.extend(tokens[sentence.clone()].iter().map(|&id| forms.hash(id)));
            let labels = &mut labels[sentence];
            for word in words.always(&hashes) {
                let (inside, behind) = (word.start..word.end - 1, word.end - 1);
                let before = word.start.checked_sub(1);
                if before.is_none_or(|before| labels[before] != JOIN) && labels[behind] != JOIN {
                    labels[inside].fill(JOIN);
                }
            }
        }
    }

    /// The sentences, as ranges of tokens.
    pub fn ranges(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        ranges(&self.sentences, self.tokens.len())
    }
}

/// From where each sentence begins to where the next one does, the last to `end`.
fn ranges(sentences: &[usize], end: usize) -> impl Iterator<Item = Range<usize>> + '_ {
    let ends = sentences.iter().skip(1).copied().chain([end]);
    sentences.iter().copied().zip(ends).map(|(start, end)| start..end)
}

/// `Bộ Tài chính` as `Bo Tai chinh`.
fn without_marks(text: &str) -> String {
    let plain = |c| match c {
        'đ' => 'd',
        'Đ' => 'D',
        c => c,
    };
    text.nfd().filter(|&c| !is_combining_mark(c)).map(plain).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_ones_own_are_joined_where_their_tokens_stand_alone() {
        let mut words = UserWords::default();
        words.read("tấm gương\n", "words").unwrap();
        let mut corpus = Corpus::default();
        let lines = "Tấm gương sáng\nlà tấm~gương\nmột_tấm gương\ntấm gương_mẫu\n";
        corpus.read(lines.as_bytes(), "test", Marks::VOTES, 0).unwrap();
        corpus.join(&words, 0);
        let labels = [
            [JOIN, SPLIT, UNKNOWN], //
            [SPLIT, JOIN, UNKNOWN],
            [JOIN, SPLIT, UNKNOWN],
            [SPLIT, JOIN, UNKNOWN],
        ];
        assert_eq!(corpus.labels, labels.concat());
        corpus.read("tấm gương sáng\n".as_bytes(), "test", Marks::GOLD, 0).unwrap();
        corpus.join(&words, 5);
        assert_eq!(corpus.labels[12..], [SPLIT, SPLIT, UNKNOWN]);
    }

    #[test]
    fn a_line_without_marks_keeps_its_labels() {
        let mut corpus = Corpus::default();
        corpus.read("Đảng_bộ~huyện họp\nnhân_dân\n".as_bytes(), "test", Marks::VOTES, 2).unwrap();
        corpus.read("Đảng_bộ~huyện họp\n".as_bytes(), "test", Marks::VOTES, 1).unwrap();
        let text = |id: &FormId| corpus.forms.surface(*id);
        let written: Vec<&str> = corpus.tokens.iter().map(text).collect();
        let marked = ["Đảng", "bộ", "huyện", "họp"];
        let bare = ["Dang", "bo", "huyen", "hop"];
        assert_eq!(written, [&marked[..], &["nhân", "dân", "nhan", "dan"], &marked, &bare].concat());
        let labels = [JOIN, DOUBT, SPLIT, UNKNOWN];
        assert_eq!(corpus.labels, [&labels[..], &[JOIN, UNKNOWN, JOIN, UNKNOWN], &labels, &labels].concat());
    }
}
