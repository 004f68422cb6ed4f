//! Several words in a row as one term.

use super::row_range;
use crate::error::{Error, Result};
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};
use std::str::FromStr;
use xxhash_rust::xxh3::xxh3_64;

/// How many words in a row make a term, from the first to the last number; scikit-learn's `ngram_range`.
///
/// ```
/// use chinhluan::counts::NgramRange;
/// assert_eq!("1-2".parse::<NgramRange>()?, NgramRange(1, 2));
/// assert_eq!("3".parse::<NgramRange>()?, NgramRange(3, 3));
/// assert!("2-1".parse::<NgramRange>().is_err());
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NgramRange(pub u32, pub u32);

impl Default for NgramRange {
    fn default() -> Self {
        Self(1, 1)
    }
}

impl FromStr for NgramRange {
    type Err = Error;

    fn from_str(range: &str) -> Result<Self> {
        let (first, last) = range.split_once('-').unwrap_or((range, range));
        match (first.trim().parse(), last.trim().parse()) {
            (Ok(first), Ok(last)) if 1 <= first && first <= last && last <= LONGEST => Ok(Self(first, last)),
            _ => Err(Error::Settings(format!(
                "`{range}` is no number of words in a row: 1, or 1-2, up to {LONGEST}"
            ))),
        }
    }
}

/// More words in a row than this are a passage, not a term.
const LONGEST: u32 = 12;

/// Terms that are words in a row, numbered as they come.
#[derive(Clone, Debug, Default)]
pub struct Ngrams {
    range: NgramRange,
    words: Vec<u32>,
    ends: Vec<usize>,
    numbers: HashTable<u32>,
}

impl Ngrams {
    /// No term yet, of these lengths.
    pub fn new(range: NgramRange) -> Self {
        Self { range, ..Self::default() }
    }

    /// No term yet but so many words, each by its own number; terms of these lengths, 2 and more, come behind them.
    ///
    /// ```
    /// use chinhluan::counts::{NgramRange, Ngrams};
    /// let (mut ngrams, mut terms) = (Ngrams::behind_words(10, NgramRange(2, 2)), Vec::new());
    /// ngrams.add(&[7, 9], &mut terms);
    /// assert_eq!(terms, [10]);
    /// assert_eq!((ngrams.words_of(7), ngrams.words_of(10)), (&[7][..], &[7, 9][..]));
    /// ```
    pub fn behind_words(words: usize, range: NgramRange) -> Self {
        Self { words: (0..words as u32).collect(), ends: (1..=words).collect(), ..Self::new(range) }
    }

    /// The words of a term.
    pub fn words_of(&self, term: u32) -> &[u32] {
        ngram_at(&self.words, &self.ends, term)
    }

    /// Adds the terms of a row of words to `terms`. Where every word is a term by itself, the numbers stay.
    ///
    /// ```
    /// use chinhluan::counts::{NgramRange, Ngrams};
    /// let (mut ngrams, mut terms) = (Ngrams::new(NgramRange(1, 2)), Vec::new());
    /// ngrams.add(&[7, 9, 7, 9], &mut terms);
    /// assert_eq!(terms, [0, 1, 0, 1, 2, 3, 2]);
    /// let words: Vec<String> = (0..10).map(|word| format!("w{word}")).collect();
    /// assert_eq!(ngrams.labels(words), ["w7", "w9", "w7 w9", "w9 w7"]);
    /// ```
    pub fn add(&mut self, row: &[u32], terms: &mut Vec<u32>) {
        if self.range == NgramRange(1, 1) {
            return terms.extend_from_slice(row);
        }
        let NgramRange(first, last) = self.range;
        for length in first.max(1)..=last {
            terms.extend(row.windows(length as usize).map(|ngram| self.number(ngram)));
        }
    }

    /// The number of one term; none for a row of words of another length.
    pub fn only(&mut self, words: &[u32]) -> Option<u32> {
        let NgramRange(first, last) = self.range;
        match words {
            [] => None,
            [word] if self.range == NgramRange(1, 1) => Some(*word),
            _ => (first as usize..=last as usize).contains(&words.len()).then(|| self.number(words)),
        }
    }

    fn number(&mut self, ngram: &[u32]) -> u32 {
        let Self { words, ends, numbers, .. } = self;
        let hash = hash(ngram);
        if let Some(&number) = numbers.find(hash, |&number| ngram_at(words, ends, number) == ngram) {
            return number;
        }
        let number = ends.len() as u32;
        words.extend_from_slice(ngram);
        ends.push(words.len());
        numbers.insert_unique(hash, number, |&number| self::hash(ngram_at(words, ends, number)));
        number
    }

    /// How each term is written, given how words are: parted by blanks, and where terms are more than one word the
    /// syllables of a word by `_`.
    pub fn labels(&self, words: Vec<String>) -> Vec<String> {
        if self.range == NgramRange(1, 1) {
            return words;
        }
        let joined: Vec<String> = words.into_iter().map(|word| word.replace(' ', "_")).collect();
        let label = |number| {
            let words = ngram_at(&self.words, &self.ends, number).iter();
            words.map(|&word| joined[word as usize].as_str()).collect::<Vec<_>>().join(" ")
        };
        (0..self.ends.len() as u32).map(label).collect()
    }
}

fn ngram_at<'a>(words: &'a [u32], ends: &[usize], number: u32) -> &'a [u32] {
    &words[row_range(ends, number as usize)]
}

fn hash(ngram: &[u32]) -> u64 {
    let mut bytes = [0; 4 * LONGEST as usize];
    for (four, word) in bytes.as_chunks_mut::<4>().0.iter_mut().zip(ngram) {
        *four = word.to_le_bytes();
    }
    xxh3_64(&bytes[..4 * ngram.len().min(LONGEST as usize)])
}
