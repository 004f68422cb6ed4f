//! Words as the terms that are counted.

use super::pipeline::Terms;
use crate::counts::{Counts, NgramRange, Ngrams, Rows, Vocabulary};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;

/// Numbers words as they come.
pub(super) struct WordCounter {
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
    pub fn new(terms: &Terms, forms: &mut Forms) -> Self {
        let mut counter = Self {
            vocabulary: Vocabulary::default(),
            stop_words: Vec::new(),
            range: terms.ngram_range,
            listed: None,
        };
        counter.listed = terms.vocabulary.as_ref().map(|listed| {
            let one_word = terms.ngram_range == NgramRange(1, 1);
            listed.iter().filter_map(|term| counter.listed_term(term, one_word, forms)).collect()
        });
        counter.stop_words = terms.stop_words.iter().filter_map(|word| counter.word(word, forms)).collect();
        counter.stop_words.sort_unstable();
        counter
    }

    /// The words of a term of the given vocabulary; none where one has no letter.
    fn listed_term(&mut self, term: &str, one_word: bool, forms: &mut Forms) -> Option<Vec<u32>> {
        if one_word {
            return Some(vec![self.word(term, forms)?]);
        }
        term.split_whitespace().map(|word| self.word(word, forms)).collect()
    }

    fn word(&mut self, word: &str, forms: &mut Forms) -> Option<u32> {
        let mut tokens = Tokens::default();
        tokens.read(&word.replace('_', " "), forms);
        self.vocabulary.count(&tokens.forms, forms)
    }

    /// Adds words to the document that is open. A row of them goes over no punctuation mark and no number.
    pub fn add<'a>(&mut self, words: impl Iterator<Item = &'a [FormId]>, forms: &Forms, rows: &mut Rows) {
        let mut row: Vec<u32> = Vec::new();
        for word in words {
            match self.vocabulary.count(word, forms) {
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
    pub fn labels(&self, forms: &Forms) -> Vec<String> {
        self.vocabulary.labels(forms)
    }

    /// The terms that were asked for.
    pub fn count(self, rows: &Rows, forms: &Forms) -> Counted {
        let mut ngrams = Ngrams::new(self.range);
        let listed = self.listed.as_ref();
        let listed = listed.map(|terms| terms.iter().filter_map(|words| ngrams.only(words)).collect());
        let counts = rows.count(|row, terms| ngrams.add(row, terms));
        Counted { counts, labels: ngrams.labels(self.labels(forms)), listed }
    }
}
