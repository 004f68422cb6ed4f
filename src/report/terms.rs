//! Words as the terms that are counted.

use super::pipeline::Terms;
use crate::counts::{Counts, NgramRange, Ngrams, Rows, Vocabulary};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;

/// Numbers words as they come.
pub(super) struct WordCounter {
    pub forms: Forms,
    vocabulary: Vocabulary,
    /// Words that are left out, in ascending order.
    stop_words: Vec<u32>,
    range: NgramRange,
    /// The words of the terms of a given vocabulary, in its order.
    listed: Option<Vec<Vec<u32>>>,
}

/// Counted terms.
pub(super) struct Counted {
    pub counts: Counts,
    /// How each term is written.
    pub labels: Vec<String>,
    /// The terms of a given vocabulary, in its order.
    pub listed: Option<Vec<u32>>,
}

impl WordCounter {
    pub fn new(terms: &Terms) -> Self {
        let mut counter = Self {
            forms: Forms::new(),
            vocabulary: Vocabulary::default(),
            stop_words: Vec::new(),
            range: terms.ngram_range,
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

    /// The words of a term of the given vocabulary; none where one has no letter.
    fn listed_term(&mut self, term: &str, one_word: bool) -> Option<Vec<u32>> {
        if one_word {
            return Some(vec![self.word(term)?]);
        }
        term.split_whitespace().map(|word| self.word(word)).collect()
    }

    fn word(&mut self, word: &str) -> Option<u32> {
        let mut tokens = Tokens::default();
        tokens.read(&word.replace('_', " "), &mut self.forms);
        self.vocabulary.count(&tokens.forms, &self.forms)
    }

    /// Adds words to the document that is open. A row of them goes over no punctuation mark and no number.
    pub fn add<'a>(&mut self, words: impl Iterator<Item = &'a [FormId]>, rows: &mut Rows) {
        let mut row: Vec<u32> = Vec::new();
        for word in words {
            match self.vocabulary.count(word, &self.forms) {
                Some(term) if self.stop_words.binary_search(&term).is_ok() => {}
                Some(term) => row.push(term),
                None => {
                    rows.add(&row);
                    row.clear();
                }
            }
        }
        rows.add(&row);
    }

    /// How each word is written.
    pub fn labels(&self) -> Vec<String> {
        self.vocabulary.labels(&self.forms)
    }

    /// The terms that were asked for.
    pub fn count(self, rows: &Rows) -> Counted {
        let mut ngrams = Ngrams::new(self.range);
        let listed = self.listed.as_ref();
        let listed = listed.map(|terms| terms.iter().filter_map(|words| ngrams.only(words)).collect());
        let counts = rows.count(|row, terms| ngrams.add(row, terms));
        Counted { counts, labels: ngrams.labels(self.labels()), listed }
    }
}
