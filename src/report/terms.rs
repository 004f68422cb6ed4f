//! Words as the terms that are counted.

use super::pipeline::Terms;
use crate::counts::{NgramRange, Ngrams, Vocabulary};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;

/// Numbers terms as they come.
pub(super) struct TermCounter {
    pub forms: Forms,
    vocabulary: Vocabulary,
    ngrams: Ngrams,
    /// Words that are left out, in ascending order.
    stop_words: Vec<u32>,
    /// The terms of a given vocabulary, in its order.
    listed: Option<Vec<u32>>,
}

impl TermCounter {
    pub fn new(terms: &Terms) -> Self {
        let mut counter = Self {
            forms: Forms::new(),
            vocabulary: Vocabulary::default(),
            ngrams: Ngrams::new(terms.ngram_range),
            stop_words: Vec::new(),
            listed: None,
        };
        counter.listed = terms.vocabulary.as_ref().map(|listed| {
            let one_word = terms.ngram_range == NgramRange(1, 1);
            listed.iter().filter_map(|term| counter.listed_term(term, one_word)).collect()
        });
        counter.stop_words = terms.stop_words.iter().filter_map(|word| counter.word(word)).collect();
        counter.stop_words.sort_unstable();
        counter
    }

    /// The number of a term of the given vocabulary; none where it has no letter.
    fn listed_term(&mut self, term: &str, one_word: bool) -> Option<u32> {
        if one_word {
            return self.word(term);
        }
        let words: Option<Vec<u32>> = term.split_whitespace().map(|word| self.word(word)).collect();
        self.ngrams.only(&words?)
    }

    fn word(&mut self, word: &str) -> Option<u32> {
        let mut tokens = Tokens::default();
        tokens.read(&word.replace('_', " "), &mut self.forms);
        self.vocabulary.count(&tokens.forms, &self.forms)
    }

    /// Adds the terms of words in a row. A term of several words goes over no punctuation mark and no number.
    pub fn add<'a>(&mut self, words: impl Iterator<Item = &'a [FormId]>, terms: &mut Vec<u32>) {
        let mut row: Vec<u32> = Vec::new();
        for word in words {
            match self.vocabulary.count(word, &self.forms) {
                Some(term) if self.stop_words.binary_search(&term).is_ok() => {}
                Some(term) => row.push(term),
                None => {
                    self.ngrams.add(&row, terms);
                    row.clear();
                }
            }
        }
        self.ngrams.add(&row, terms);
    }

    /// How each term is written.
    pub fn labels(&self) -> Vec<String> {
        self.ngrams.labels(self.vocabulary.labels(&self.forms))
    }

    /// The terms of a given vocabulary, in its order.
    pub fn listed(&self) -> Option<&[u32]> {
        self.listed.as_deref()
    }
}
