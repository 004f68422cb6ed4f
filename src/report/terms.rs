//! Words and syllables as the terms that are counted.

use super::pipeline::{Terms, Unit};
use crate::counts::{Counts, NgramRange, Ngrams, Rows, Vocabulary};
use crate::error::{Error, Result};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;
use std::collections::BTreeMap;

/// Numbers words as they come.
pub(super) struct WordCounter {
    pub unit: Unit,
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

impl Terms {
    /// Sees that every entry of a given vocabulary can be a term, and is one that no other entry is.
    ///
    /// ```
    /// use chinhluan::report::Terms;
    /// let of = |list: &[&str]| {
    ///     let vocabulary = Some(list.iter().map(|&term| term.to_owned()).collect());
    ///     Terms { vocabulary, ..Terms::default() }.check()
    /// };
    /// assert!(of(&["chi bộ", "thôn"]).is_ok());
    /// assert_eq!(
    ///     of(&["hoà bình", "thôn", "Hòa bình"]).unwrap_err().to_string(),
    ///     "vocabulary: `hoà bình` and `Hòa bình` are the same term"
    /// );
    /// assert!(of(&["2020"]).is_err());
    /// ```
    ///
    /// # Errors
    /// Names the first entry that has no letter, has more or fewer words than terms have, or is there twice; or that the
    /// vocabulary is empty, or that words are named where terms are families.
    pub fn check(&self) -> Result<()> {
        let words_are_named = *self != Self { unit: self.unit, ..Self::default() };
        if self.unit == Unit::Families && words_are_named {
            return Err(Error::Settings(
                "terms are phrase families: words in a row, stop words and a vocabulary are of words".into(),
            ));
        }
        let Some(listed) = &self.vocabulary else { return Ok(()) };
        if listed.is_empty() {
            return Err(Error::Settings("the vocabulary is empty".into()));
        }
        let mut forms = Forms::new();
        let mut counter = WordCounter::new(&Self { vocabulary: None, ..self.clone() }, &mut forms);
        let mut known: BTreeMap<Vec<u32>, &str> = BTreeMap::new();
        let NgramRange(first, last) = self.ngram_range;
        for term in listed {
            let wrong = |said: String| Err(Error::Settings(format!("vocabulary: `{term}` {said}")));
            let Some(words) = counter.listed_term(term, &mut forms) else {
                return wrong("is no term: it has a word without a letter".into());
            };
            let length = words.len() as u32;
            if !(first..=last).contains(&length) {
                return wrong(format!("is {length} in a row, not {first} to {last}"));
            }
            if let Some(same) = known.insert(words, term) {
                return Err(Error::Settings(format!("vocabulary: `{same}` and `{term}` are the same term")));
            }
        }
        Ok(())
    }
}

impl WordCounter {
    pub fn new(terms: &Terms, forms: &mut Forms) -> Self {
        let mut counter = Self {
            unit: terms.unit,
            vocabulary: Vocabulary::default(),
            stop_words: Vec::new(),
            range: terms.ngram_range,
            listed: None,
        };
        let listed = terms.vocabulary.as_ref();
        counter.listed =
            listed.map(|listed| listed.iter().filter_map(|term| counter.listed_term(term, forms)).collect());
        counter.stop_words = terms.stop_words.iter().filter_map(|word| counter.word(word, forms)).collect();
        counter.stop_words.sort_unstable();
        counter
    }

    /// The words of a term of the given vocabulary; none where one has no letter.
    fn listed_term(&mut self, term: &str, forms: &mut Forms) -> Option<Vec<u32>> {
        match self.unit {
            // Terms are of one word: blanks can only part its syllables.
            Unit::Words if self.range == NgramRange(1, 1) => Some(vec![self.word(term, forms)?]),
            Unit::Syllables => {
                let parts = term.split([' ', '_']).filter(|part| !part.is_empty());
                parts.map(|part| self.word(part, forms)).collect()
            }
            _ => term.split_whitespace().map(|word| self.word(word, forms)).collect(),
        }
    }

    fn word(&mut self, word: &str, forms: &mut Forms) -> Option<u32> {
        let mut tokens = Tokens::default();
        tokens.read(&word.replace('_', " "), forms);
        self.vocabulary.count(&tokens.forms, forms)
    }

    /// Adds words to the document that is open. A row of them goes over no punctuation mark and no number.
    pub fn add<'a>(&mut self, words: impl Iterator<Item = &'a [FormId]>, forms: &Forms, rows: &mut Rows) {
        // A word is one unit, or as many as it has syllables.
        let length = |word: &[FormId]| if self.unit == Unit::Syllables { 1 } else { word.len().max(1) };
        let mut row: Vec<u32> = Vec::new();
        for word in words.flat_map(|word| word.chunks(length(word))) {
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
