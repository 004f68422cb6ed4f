//! Longest matching: the words of the lexicon that are met when a sentence is cut up greedily, from the left and from the
//! right.

use super::known::{Kind, KnownPairs};
use super::lexicon::Found;
use std::ops::Range;

/// A lexicon word of three tokens or more on the desk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Longer {
    pub start: u32,
    pub len: u8,
    pub word: Found,
}

/// A way through longer words, which stand in the order of their first tokens.
pub(super) struct Beginning<'a>(&'a [Longer]);

impl<'a> Beginning<'a> {
    /// The words that begin with the token `first` or behind it.
    pub fn from(first: usize, longer: &'a [Longer]) -> Self {
        Self(&longer[longer.partition_point(|word| (word.start as usize) < first)..])
    }

    /// The words that begin at one of these tokens; no range may begin before the one asked for last.
    #[inline]
    pub fn at(&mut self, tokens: Range<usize>) -> impl Iterator<Item = &'a Longer> + use<'a> {
        let before = self.0.iter().take_while(|word| (word.start as usize) < tokens.start).count();
        self.0 = &self.0[before..];
        self.0.iter().take_while(move |word| (word.start as usize) < tokens.end)
    }
}

/// What longest matching says of the gaps on a desk, found as far as it is asked; buffers to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Matching {
    /// By gap: 2 where a word lies over it when matched from the left, and 1 when from the right.
    said: Vec<u8>,
    /// The longest word that begins with each token, and that ends with it.
    beginning: Vec<u8>,
    ending: Vec<u8>,
    /// Whether a word lies over each gap.
    over: Vec<bool>,
    /// Gaps up to here are done.
    done: usize,
}

impl Matching {
    pub fn clear(&mut self) {
        self.over.clear();
    }

    /// What is said of a gap that a word lies over.
    pub fn of(&mut self, gap: usize, pairs: &KnownPairs, kinds: &[Kind], longer: &[Longer]) -> u8 {
        if self.over.is_empty() {
            self.read(pairs, kinds, longer);
        }
        if gap >= self.done {
            // No word lies over the gaps beside this stretch, so that every matching begins anew there.
            let start = self.over[self.done..gap].iter().rposition(|over| !over);
            let start = start.map_or(self.done, |before| self.done + before + 1);
            let len = self.over[gap..].iter().position(|over| !over).unwrap_or(self.over.len() - gap);
            self.matched(start, gap + len);
            self.done = gap + len;
        }
        self.said[gap]
    }

    fn read(&mut self, pairs: &KnownPairs, kinds: &[Kind], longer: &[Longer]) {
        let Self { said, beginning, ending, over, done } = self;
        *done = 0;
        said.clear();
        said.resize(kinds.len(), 0);
        over.extend(kinds.iter().map(|&kind| pairs.are_words(kind)));
        beginning.clear();
        beginning.extend(over.iter().map(|&word| 1 + u8::from(word)));
        ending.clear();
        ending.push(1);
        ending.extend_from_slice(beginning);
        for &Longer { start, len, .. } in longer.iter().filter(|longer| longer.word.agreed != 0) {
            let (start, end) = (start as usize, start as usize + usize::from(len));
            // Longer ones come later.
            beginning[start] = len;
            ending[end - 1] = len.max(ending[end - 1]);
            over[start..end - 1].fill(true);
        }
    }

    /// Matches the tokens from `first` to `last`, between which words lie over every gap.
    fn matched(&mut self, first: usize, last: usize) {
        let mut start = first;
        while start < last {
            let end = start + usize::from(self.beginning[start]);
            self.said[start..end - 1].iter_mut().for_each(|said| *said |= 2);
            start = end;
        }
        let mut end = last + 1;
        while end > first + 1 {
            let start = end - usize::from(self.ending[end - 1]);
            self.said[start..end - 1].iter_mut().for_each(|said| *said |= 1);
            end = start;
        }
    }
}
