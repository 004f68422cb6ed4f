//! What is known of a repeat as a phrase.

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::element::Marks;
use super::passages::Reprinted;
use super::register::Cues;
use super::repeats::Repeat;
use super::suffixes::{STOP, Suffixes};
use crate::statistics::association::{Contingency, npmi};
use crate::syllable::{FormId, Key, Kind, Shape};
use std::collections::BTreeMap;
use std::ops::Range;

/// Occurrences that are looked at for how a phrase is written.
const LOOKED_AT: usize = 64;

/// A repeat, and how it is written.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) repeat: Repeat,
    /// Its codes.
    pub(super) codes: Vec<i32>,
    /// Its keys.
    pub(super) keys: Vec<Key>,
    /// Where its words begin, from 0.
    pub(super) words: Vec<u8>,
    /// Share of the occurrences with a comma or dash, of the place where it is greatest.
    pub(super) joint: f64,
    /// How near it stands to words of political prose, 0 to 1.
    pub(super) political: f64,
    /// Share of the occurrences in quotes.
    pub(super) quoted: f64,
    /// For each element, the share of occurrences inside sentences that begin with a capital.
    pub(super) capitals: Vec<f64>,
    /// Whether an element is a number or code.
    pub(super) numbers: Vec<bool>,
    /// What stands before it.
    pub(super) left: Side,
    /// What stands behind it.
    pub(super) right: Side,
}

/// What stands at one side of a phrase.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Side {
    /// Entropy of what stands there, 1 where it is another word each time; each break counts as another word.
    pub(super) variety: f64,
    /// Share of the occurrences with a mark or a break there.
    pub(super) open: f64,
}

impl Side {
    /// From the code at that side of each occurrence, [`STOP`] for marks and breaks.
    fn of(mut codes: Vec<i32>) -> Self {
        codes.sort_unstable();
        let all = codes.len() as f64;
        let (mut entropy, mut open) = (0.0, 0);
        for run in codes.chunk_by(|a, b| a == b) {
            if run[0] == STOP {
                open = run.len();
                entropy += open as f64 / all * all.log2();
            } else {
                let share = run.len() as f64 / all;
                entropy -= share * share.log2();
            }
        }
        Self { variety: if all > 1.0 { entropy / all.log2() } else { 0.0 }, open: open as f64 / all }
    }
}

impl Candidate {
    pub(super) fn of(repeat: &Repeat, corpus: &Corpus, suffixes: &Suffixes, cues: &Cues) -> Self {
        let len = usize::from(repeat.len);
        let looked_at = || occurrences(repeat, suffixes);
        let all = looked_at().count() as f64;
        let share = |is: &dyn Fn(usize) -> bool| looked_at().filter(|&at| is(at)).count() as f64 / all;
        let marks = &corpus.row.marks;
        let form = |at: usize| corpus.forms.form(corpus.row.forms[at]);
        let first = suffixes.order[repeat.ranks.start as usize] as usize;
        let parted = Marks::JOINT.with(Marks::QUOTE);
        let before = |at: usize| match at.checked_sub(1) {
            Some(before) if !marks[at].has(parted) => suffixes.codes[before],
            _ => STOP,
        };
        let behind = |at: usize| match suffixes.codes.get(at) {
            Some(&code) if !marks[at].has(parted) => code,
            _ => STOP,
        };
        let words = (0..len).filter(|&at| at == 0 || share(&|first| marks[first + at].has(Marks::WORD)) > 0.5);
        let joint = (1..len).map(|at| share(&|first| marks[first + at].has(Marks::JOINT))).fold(0.0, f64::max);
        let capital = |at: usize| {
            let inside = || looked_at().filter(|&first| !marks[first + at].has(Marks::OPENS));
            let capitals = inside().filter(|&first| matches!(form(first + at).shape, Shape::Title | Shape::Upper | Shape::Mixed));
            capitals.count() as f64 / inside().count().max(1) as f64
        };
        Self {
            repeat: repeat.clone(),
            codes: suffixes.codes[first..first + len].to_vec(),
            keys: (first..first + len).map(|at| form(at).key).collect(),
            words: words.map(|at| at as u8).collect(),
            joint,
            political: looked_at().map(|first| cues.near(first, len)).sum::<f64>() / all,
            quoted: share(&|first| marks[first].has(Marks::QUOTE) && marks[first + len - 1].has(Marks::QUOTED)),
            capitals: (0..len).map(capital).collect(),
            left: Side::of(looked_at().map(|at| before(at)).collect()),
            right: Side::of(looked_at().map(|at| behind(at + len)).collect()),
            numbers: (first..first + len).map(|at| !matches!(form(at).kind, Kind::Syllable | Kind::Word)).collect(),
        }
    }

    /// The phrase as it is written most often: form, then marks.
    pub(super) fn surface(&self, corpus: &Corpus, suffixes: &Suffixes) -> String {
        let len = self.codes.len();
        let mut written: BTreeMap<String, u32> = BTreeMap::new();
        for first in occurrences(&self.repeat, suffixes) {
            *written.entry(write(corpus, first, len)).or_default() += 1;
        }
        // Of two that are as frequent, the one in lower case, which sorts behind capitals.
        written.into_iter().max_by_key(|(_, count)| *count).map_or_else(String::new, |(surface, _)| surface)
    }

    /// Share of its elements that begin with a capital inside sentences.
    pub(super) fn capital_share(&self) -> f64 {
        self.capitals.iter().sum::<f64>() / self.capitals.len() as f64
    }

    /// How free the words beside it are, the less free side.
    pub(super) fn freedom(&self) -> f64 {
        self.left.variety.min(self.right.variety)
    }

    /// Share of its edges at which a mark or a break stands.
    pub(super) fn clause(&self) -> f64 {
        (self.left.open + self.right.open) / 2.0
    }

    /// Its keys without one of its words, for each of them.
    pub(super) fn without_a_word(&self) -> impl Iterator<Item = Vec<Key>> + '_ {
        let ends = self.words[1..].iter().copied().chain([self.keys.len() as u8]);
        self.words.iter().zip(ends).map(|(&start, end)| {
            [&self.keys[..usize::from(start)], &self.keys[usize::from(end)..]].concat()
        })
    }

    /// How many sources use it.
    pub(super) fn sources(&self, corpus: &Corpus, suffixes: &Suffixes) -> u32 {
        let ranks = self.repeat.ranks.start as usize..self.repeat.ranks.end as usize;
        let mut seen = vec![false; corpus.sources];
        for &at in &suffixes.order[ranks] {
            seen[corpus.source_of[corpus.document_of(at as u32)] as usize] = true;
        }
        seen.iter().filter(|&&seen| seen).count() as u32
    }

    /// The split at which the phrase falls apart most easily: before one of its words, that with the least normalised
    /// pointwise mutual information. A phrase that is one word to the segmenter is split in its middle.
    pub(super) fn weakest_split(&self, suffixes: &Suffixes, total: u64) -> Option<Split> {
        let count = |codes: &[i32]| suffixes.ranks(codes).len() as u64;
        let both = self.repeat.ranks.len() as u64;
        let middle = [self.codes.len() as u8 / 2];
        let places = if self.words.len() > 1 { &self.words[1..] } else { &middle };
        let splits = places.iter().filter_map(|&at| {
            let (left, right) = self.codes.split_at(usize::from(at));
            let table = Contingency { both, left: count(left), right: count(right), total };
            Some(Split { table, npmi: npmi(table)? })
        });
        splits.min_by(|a, b| a.npmi.total_cmp(&b.npmi))
    }

    /// Evenly spread occurrences: their first elements.
    pub(super) fn occurrences<'a>(&self, suffixes: &'a Suffixes) -> impl Iterator<Item = usize> + use<'a> {
        occurrences(&self.repeat, suffixes)
    }

    /// Every occurrence that counts: their first elements.
    pub(super) fn every_occurrence<'a>(
        &self,
        suffixes: &'a Suffixes,
        reprinted: &'a Reprinted,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let last = u32::from(self.repeat.len) - 1;
        let ranks = self.repeat.ranks.start as usize..self.repeat.ranks.end as usize;
        let all = suffixes.order[ranks].iter().map(|&first| first as u32);
        all.filter(move |&first| !(reprinted.holds(first) && reprinted.holds(first + last)))
    }

    /// Whether it can be a phrase: more than a word, no name of a person or place, no quantity, and nothing but words of
    /// content at its edges.
    pub(super) fn may_stand(&self, edge_words: &EdgeWords, corpus: &Corpus) -> bool {
        let is_name = self.capitals.iter().all(|&share| share > 0.8);
        // `Chương trình 135` is a name with a number, `16 tuổi` and `năm 2005` are quantities.
        let is_numbered = self.numbers.iter().any(|&is| is) && (self.numbers[0] || self.capitals[0] < 0.8);
        let enough = self.words.len() > 1 || self.keys.len() >= 4;
        enough && !is_name && !is_numbered && self.content(edge_words, corpus) == (0..self.keys.len())
    }

    /// The codes without the words at its edges that no phrase begins or ends with; none where nothing is to be cut, or
    /// too little is left.
    pub(super) fn without_edges(&self, edge_words: &EdgeWords, corpus: &Corpus) -> Option<Vec<i32>> {
        let content = self.content(edge_words, corpus);
        let words = self.words.iter().filter(|&&word| content.contains(&usize::from(word))).count();
        (words > 1 && content != (0..self.codes.len())).then(|| self.codes[content].to_vec())
    }

    /// The elements between the words of grammar at its edges. With a capital, they are parts of names: `Bác`, `Bà Rịa`.
    fn content(&self, edge_words: &EdgeWords, corpus: &Corpus) -> Range<usize> {
        let small = |at: usize| self.capitals[at] < 0.5;
        let ends = |word: usize| self.words.get(word + 1).map_or(self.keys.len(), |&next| usize::from(next));
        let word = |word: usize| usize::from(self.words[word])..ends(word);
        let hashes = |word: Range<usize>| self.keys[word].iter().map(|&key| corpus.forms.key_hash(key)).collect::<Vec<_>>();
        let may_begin = |at: &usize| !small(word(*at).start) || edge_words.may_begin(&hashes(word(*at)));
        let may_end = |at: &usize| !small(word(*at).start) || edge_words.may_end(&hashes(word(*at)));
        let first = (0..self.words.len()).find(may_begin);
        let last = (0..self.words.len()).rev().find(may_end);
        match (first, last) {
            (Some(first), Some(last)) if first <= last => word(first).start..word(last).end,
            _ => 0..0,
        }
    }
}

/// A phrase parted in two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Split {
    pub(super) table: Contingency,
    pub(super) npmi: f64,
}

fn occurrences<'a>(repeat: &Repeat, suffixes: &'a Suffixes) -> impl Iterator<Item = usize> + use<'a> {
    let ranks = repeat.ranks.start as usize..repeat.ranks.end as usize;
    let step = ranks.len().div_ceil(LOOKED_AT);
    suffixes.order[ranks].iter().step_by(step).map(|&at| at as usize)
}

/// Elements as text, with the marks that part them.
pub(super) fn write(corpus: &Corpus, first: usize, len: usize) -> String {
    let mut text = String::new();
    for at in first..first + len {
        let form: FormId = corpus.row.forms[at];
        let marks = corpus.row.marks[at];
        if at > first {
            text.push_str(match () {
                () if marks.has(Marks::COMMA) => ", ",
                () if marks.has(Marks::DASH) => " - ",
                () => " ",
            });
        }
        text.push_str(corpus.forms.surface(form));
    }
    text
}
