//! Which occurrences of a row of elements count: those that are whole words.

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::element::Marks;
use super::phrase::is_refrain;
use super::suffixes::{STOP, Suffixes};
use crate::syllable::{Key, Shape};

/// Where a row may begin and end so that it stands there as words of its own, and not as a part of longer ones: the
/// railway, `tuyến đường_sắt`, is no road, `tuyến đường`.
///
/// It is asked of one occurrence after another, so that a collection and a reference which segment the same syllables
/// otherwise, most of the time, count the same thing.
pub(super) struct WholeWords {
    words: Bounds,
    content: Bounds,
}

/// One bit an element for where a row may begin, one for where it may end.
#[derive(Clone)]
pub(super) struct Bounds {
    begin: Vec<u64>,
    end: Vec<u64>,
}

impl WholeWords {
    pub(super) fn of(corpus: &Corpus, suffixes: &Suffixes) -> Self {
        let edge_words = EdgeWords::of(suffixes);
        let (codes, marks) = (&suffixes.codes, &corpus.row.marks);
        let ends_at =
            |at: usize| codes.get(at).is_none_or(|&code| code == STOP) || marks[at].has(Marks::WORD);
        let none =
            Bounds { begin: vec![0; codes.len().div_ceil(64)], end: vec![0; codes.len().div_ceil(64)] };
        let (mut words, mut content) = (none.clone(), none);
        let mut end = 0;
        while end < marks.len() {
            let first = end;
            end = first + 1;
            if codes[first] == STOP {
                continue;
            }
            end = (end..).find(|&at| ends_at(at)).unwrap_or(end);
            let word = &codes[first..end];
            // With a capital within a sentence it is a part of a name: `Bà Rịa`.
            let shape = corpus.forms.form(corpus.row.forms[first]).shape;
            let is_name = !marks[first].has(Marks::OPENS) && !matches!(shape, Shape::Lower | Shape::Uncased);
            // What a passage that is left out cut in two begins in the middle of a word.
            if marks[first].has(Marks::WORD) {
                set(&mut words.begin, first);
                if is_name || edge_words.may_begin(word) {
                    set(&mut content.begin, first);
                }
            }
            set(&mut words.end, end - 1);
            if is_name || edge_words.may_end(word) {
                set(&mut content.end, end - 1);
            }
        }
        Self { words, content }
    }

    /// Where a row of these keys may begin and end: with words of content, but for a refrain.
    pub(super) fn bounds_of(&self, keys: &[Key]) -> &Bounds {
        if is_refrain(keys) { &self.words } else { &self.content }
    }
}

impl Bounds {
    /// Whether the elements from `first` on stand as whole words there.
    pub(super) fn hold(&self, first: usize, len: usize) -> bool {
        has(&self.begin, first) && has(&self.end, first + len - 1)
    }
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

fn has(bits: &[u64], at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}
