//! What topics and events are told by: words, and phrases of words that tell.

use crate::counts::{Counts, NgramRange, Ngrams, Rows};

/// Words and phrases as terms: the words by their own numbers, phrases behind them.
///
/// A phrase is made of words that two articles have and that not every fourth one has: beside *của* or *trong* stands a
/// neighbour, not a part of a phrase, and with a word of one article it likens that article to no other.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    /// Documents × terms.
    pub counts: Counts,
    ngrams: Ngrams,
}

/// Words in more articles than this share make no phrase. Without it *của Đảng* tells a topic, and two of three phrases
/// that are counted hold such a word.
const COMMON: f64 = 0.25;

/// Words in so few articles are never common: in a dozen articles every fourth may be on one event.
const FEW: f64 = 10.0;

impl Terms {
    /// The terms of documents, given as words below `words`, of as many words in a row as `range` says.
    ///
    /// ```
    /// use chinhluan::{cluster::Terms, counts::{NgramRange, Rows}};
    /// let mut rows = Rows::default();
    /// for document in [&[0, 1, 3][..], &[0, 1, 2, 3]].into_iter().chain([&[3][..]; 20]) {
    ///     rows.add(document);
    ///     rows.close();
    /// }
    /// let terms = Terms::of(&rows, 4, NgramRange(1, 2));
    /// assert_eq!(terms.counts.row(0).collect::<Vec<_>>(), [(0, 1), (1, 1), (3, 1), (4, 1)]);
    /// assert_eq!(terms.words_of(4), [0, 1]); // 2 is in one document, 3 in all
    /// ```
    pub fn of(rows: &Rows, words: usize, range: NgramRange) -> Self {
        let NgramRange(first, last) = range;
        let frequency = rows.document_frequency(words);
        let most = (COMMON * rows.documents() as f64).max(FEW);
        let is_part = |word: u32| {
            let documents = frequency[word as usize];
            documents >= 2 && f64::from(documents) <= most
        };
        let mut ngrams = Ngrams::behind_words(words, NgramRange(first.max(2), last));
        let counts = rows.count(|row, terms| {
            if first <= 1 {
                terms.extend_from_slice(row);
            }
            for part in row.split(|&word| !is_part(word)).filter(|part| part.len() > 1) {
                ngrams.add(part, terms);
            }
        });
        Self { counts, ngrams }
    }

    /// The words of a term.
    pub fn words_of(&self, term: u32) -> &[u32] {
        self.ngrams.words_of(term)
    }
}
