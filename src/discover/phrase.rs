//! What is known of a repeat as a phrase.

use super::corpus::Corpus;
use super::element::Marks;
use super::repeats::Repeat;
use super::suffixes::Suffixes;
use crate::statistics::association::{Contingency, log_likelihood, npmi};
use crate::syllable::{FormId, Key, Kind, Shape};
use std::collections::BTreeMap;

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
    /// Share of the occurrences in quotes.
    pub(super) quoted: f64,
    /// For each element, the share of occurrences inside sentences that begin with a capital.
    pub(super) capitals: Vec<f64>,
    /// Whether an element is a number or code.
    pub(super) numbers: Vec<bool>,
}

impl Candidate {
    pub(super) fn of(repeat: &Repeat, corpus: &Corpus, suffixes: &Suffixes) -> Self {
        let len = usize::from(repeat.len);
        let looked_at = || occurrences(repeat, suffixes);
        let all = looked_at().count() as f64;
        let share = |is: &dyn Fn(usize) -> bool| looked_at().filter(|&at| is(at)).count() as f64 / all;
        let marks = &corpus.row.marks;
        let form = |at: usize| corpus.forms.form(corpus.row.forms[at]);
        let first = suffixes.order[repeat.ranks.start as usize] as usize;
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
            quoted: share(&|first| marks[first].has(Marks::QUOTE) && marks[first + len - 1].has(Marks::QUOTED)),
            capitals: (0..len).map(capital).collect(),
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

    /// The two-by-two tables of the phrase parted before each of its words but the first.
    pub(super) fn splits(&self, suffixes: &Suffixes, total: u64) -> Vec<Contingency> {
        let count = |codes: &[i32]| suffixes.ranks(codes).len() as u64;
        let both = self.repeat.ranks.len() as u64;
        let split = |&at: &u8| {
            let (left, right) = self.codes.split_at(usize::from(at));
            Contingency { both, left: count(left), right: count(right), total }
        };
        self.words[1..].iter().map(split).collect()
    }
}

/// Evenly spread occurrences of a repeat: their first elements.
pub(super) fn occurrences<'a>(repeat: &Repeat, suffixes: &'a Suffixes) -> impl Iterator<Item = usize> + use<'a> {
    let ranks = repeat.ranks.start as usize..repeat.ranks.end as usize;
    let step = ranks.len().div_ceil(LOOKED_AT);
    suffixes.order[ranks].iter().step_by(step).map(|&at| at as usize)
}

/// The weakest split of a phrase, by normalised pointwise mutual information: where it would fall apart.
pub(super) fn weakest(splits: &[Contingency]) -> Option<(Contingency, f64)> {
    let measured = splits.iter().filter_map(|&split| Some((split, npmi(split)?)));
    measured.min_by(|a, b| a.1.total_cmp(&b.1))
}

/// G² of the weakest split.
pub(super) fn significance(split: Contingency) -> f64 {
    log_likelihood(split).unwrap_or(0.0)
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
