//! What is known of a repeat as a phrase.

use super::corpus::Corpus;
use super::element::Marks;
use super::register::Cues;
use super::repeats::Repeat;
use super::suffixes::{STOP, Suffixes};
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
    /// Share of the occurrences near a word of political prose.
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
            political: share(&|first| cues.near(first, len)),
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

    /// How many sources use it.
    pub(super) fn sources(&self, corpus: &Corpus, suffixes: &Suffixes) -> u32 {
        let ranks = self.repeat.ranks.start as usize..self.repeat.ranks.end as usize;
        let mut seen = vec![false; corpus.sources];
        for &at in &suffixes.order[ranks] {
            seen[corpus.source_of[corpus.document_of(at as u32)] as usize] = true;
        }
        seen.iter().filter(|&&seen| seen).count() as u32
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
