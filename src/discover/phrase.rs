//! What is known of a repeat as a phrase.

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::element::Marks;
use super::passages::Reprinted;
use super::repeats::Repeat;
use super::suffixes::Suffixes;
use super::whole::WholeWords;
use crate::statistics::association::{Contingency, npmi};
use crate::syllable::{FormId, Key, Kind, Shape, Syllable};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Occurrences that are looked at for how a phrase is written.
const LOOKED_AT: usize = 64;

/// A repeat as a row of words.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) repeat: Repeat,
    /// Its codes.
    pub(super) codes: Vec<i32>,
    /// Its keys.
    pub(super) keys: Vec<Key>,
    /// Where its words begin, from 0.
    pub(super) words: Vec<u8>,
    /// For each element, the share of occurrences inside sentences that begin with a capital.
    capitals: Vec<f64>,
    /// Whether an element is a number or code.
    numbers: Vec<bool>,
}

impl Candidate {
    pub(super) fn of(repeat: &Repeat, corpus: &Corpus, suffixes: &Suffixes) -> Self {
        let len = usize::from(repeat.len);
        let first = suffixes.order[repeat.ranks.start as usize] as usize;
        let form = |at: usize| corpus.forms.form(corpus.row.forms[at]);
        let (mut words, mut inside, mut capitals) = (vec![0u32; len], vec![0u32; len], vec![0u32; len]);
        let mut all = 0;
        for first in occurrences(repeat, suffixes) {
            all += 1;
            for at in 0..len {
                let marks = corpus.row.marks[first + at];
                words[at] += u32::from(marks.has(Marks::WORD));
                if !marks.has(Marks::OPENS) {
                    inside[at] += 1;
                    capitals[at] +=
                        u32::from(!matches!(form(first + at).shape, Shape::Lower | Shape::Uncased));
                }
            }
        }
        let begins = |&at: &usize| at == 0 || words[at] * 2 > all;
        let share = |(&some, &of): (&u32, &u32)| f64::from(some) / f64::from(of.max(1));
        let is_number = |at: usize| !matches!(form(at).kind, Kind::Syllable | Kind::Word);
        Self {
            repeat: repeat.clone(),
            codes: suffixes.codes[first..first + len].to_vec(),
            keys: (first..first + len).map(|at| form(at).key).collect(),
            words: (0..len).filter(begins).map(|at| at as u8).collect(),
            capitals: capitals.iter().zip(&inside).map(share).collect(),
            numbers: (first..first + len).map(is_number).collect(),
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

    /// The keys of its words, word by word.
    pub(super) fn each_word(&self) -> impl Iterator<Item = &[Key]> {
        self.word_ranges().map(|word| &self.keys[word])
    }

    /// The elements of its words, word by word.
    fn word_ranges(&self) -> impl Iterator<Item = Range<usize>> {
        let ends = self.words[1..].iter().copied().chain([self.keys.len() as u8]);
        self.words.iter().zip(ends).map(|(&start, end)| usize::from(start)..usize::from(end))
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

    /// A few of the articles that have it, by their numbers among all that were read.
    pub(super) fn articles(&self, corpus: &Corpus, suffixes: &Suffixes) -> Vec<u32> {
        /// A reader looks at one or two.
        const FEW: usize = 5;
        let of = |at: usize| corpus.numbers[corpus.document_of(at as u32)];
        let articles: BTreeSet<u32> = self.occurrences(suffixes).map(of).collect();
        articles.into_iter().take(FEW).collect()
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

    /// Every occurrence that stands as whole words, reprinted or not: their first elements.
    pub(super) fn whole_occurrences<'a>(
        &self,
        suffixes: &'a Suffixes,
        whole: &'a WholeWords,
    ) -> impl Iterator<Item = u32> + use<'a> {
        let (bounds, len) = (whole.bounds_of(&self.keys), self.keys.len());
        let ranks = self.repeat.ranks.start as usize..self.repeat.ranks.end as usize;
        let all = suffixes.order[ranks].iter().map(|&first| first as u32);
        all.filter(move |&first| bounds.hold(first as usize, len))
    }

    /// The articles with an occurrence that counts, by their numbers in the collection.
    pub(super) fn documents(
        &self,
        corpus: &Corpus,
        suffixes: &Suffixes,
        reprinted: &Reprinted,
    ) -> BTreeSet<usize> {
        self.every_occurrence(suffixes, reprinted).map(|first| corpus.document_of(first)).collect()
    }

    /// Its codes without the words that another form of it may lack: those that are optional, between two others.
    pub(super) fn core(&self, edge_words: &EdgeWords) -> Vec<i32> {
        let is_inside = |word: &Range<usize>| word.start > 0 && word.end < self.codes.len();
        let stays =
            |word: &Range<usize>| !(is_inside(word) && edge_words.is_optional(&self.codes[word.clone()]));
        self.word_ranges().filter(stays).flat_map(|word| self.codes[word].iter().copied()).collect()
    }

    /// Whether it can be a phrase: more than a word, no name of a person or place, no quantity, and nothing but words of
    /// content at its edges.
    pub(super) fn may_stand(&self, edge_words: &EdgeWords) -> bool {
        let is_name = self.capitals.iter().all(|&share| share > 0.8);
        // `Chương trình 135` is a name with a number, `16 tuổi` and `năm 2005` are quantities.
        let is_numbered = self.numbers.iter().any(|&is| is) && (self.numbers[0] || self.capitals[0] < 0.8);
        let enough = self.words.len() > 1 || self.keys.len() >= 4;
        enough && !is_name && !is_numbered && self.is_of_content(edge_words)
    }

    /// Whether it begins and ends with words of content.
    pub(super) fn is_of_content(&self, edge_words: &EdgeWords) -> bool {
        self.content(edge_words) == (0..self.keys.len()) || is_refrain(&self.keys)
    }

    /// The codes without the words at its edges that no phrase begins or ends with; none where nothing is to be cut, or
    /// too little is left.
    pub(super) fn without_edges(&self, edge_words: &EdgeWords) -> Option<Vec<i32>> {
        let content = self.content(edge_words);
        let words = self.words.iter().filter(|&&word| content.contains(&usize::from(word))).count();
        (words > 1 && content != (0..self.codes.len())).then(|| self.codes[content].to_vec())
    }

    /// The elements between the words of grammar at its edges. With a capital, they are parts of names: `Bác`, `Bà Rịa`.
    fn content(&self, edge_words: &EdgeWords) -> Range<usize> {
        let small = |at: usize| self.capitals[at] < 0.5;
        let ends = |word: usize| self.words.get(word + 1).map_or(self.keys.len(), |&next| usize::from(next));
        let word = |word: usize| usize::from(self.words[word])..ends(word);
        let may_begin = |at: &usize| !small(word(*at).start) || edge_words.may_begin(&self.codes[word(*at)]);
        let may_end = |at: &usize| !small(word(*at).start) || edge_words.may_end(&self.codes[word(*at)]);
        let first = (0..self.words.len()).find(may_begin);
        let last = (0..self.words.len()).rev().find(may_end);
        match (first, last) {
            (Some(first), Some(last)) if first <= last => word(first).start..word(last).end,
            _ => 0..0,
        }
    }
}

/// Whether these are three parts or more of one length that begin or end with the same syllable: `của dân, do dân, vì
/// dân`. Words of grammar at their edges belong to them. `và` parts as a comma does.
pub(super) fn is_refrain(keys: &[Key]) -> bool {
    // Three parts of two; most rows that are asked are shorter.
    if keys.len() < 6 {
        return false;
    }
    let and = Syllable::parse("và").map(Key::of_syllable);
    let keys: Vec<Key> = keys.iter().copied().filter(|&key| Some(key) != and).collect();
    (2..=4).any(|part| {
        let same = |at: usize| keys.iter().skip(at).step_by(part).all(|&key| key == keys[at]);
        keys.len() >= 3 * part && keys.len().is_multiple_of(part) && (same(0) || same(part - 1))
    })
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
