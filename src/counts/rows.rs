//! Documents as words in their order.

use super::Counts;

/// Stands between two rows of a document.
const BREAK: u32 = u32::MAX;

/// Documents as words in their order, parted into rows by what is no word: punctuation, numbers.
///
/// ```
/// use chinhluan::counts::Rows;
/// let mut rows = Rows::default();
/// rows.add(&[7, 9]);
/// rows.add(&[7]);
/// rows.close();
/// assert_eq!(rows.of(0).collect::<Vec<_>>(), [&[7, 9][..], &[7]]);
/// assert_eq!(rows.counts().row(0).collect::<Vec<_>>(), [(7, 2), (9, 1)]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Rows {
    words: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    /// Adds a row of words, numbers of a vocabulary, to the document that is open.
    pub fn add(&mut self, row: &[u32]) {
        if !row.is_empty() {
            self.words.extend_from_slice(row);
            self.words.push(BREAK);
        }
    }

    /// Ends the document that is open; the next row is the next document's.
    pub fn close(&mut self) {
        self.ends.push(self.words.len());
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// The rows of a document.
    pub fn of(&self, document: usize) -> impl Iterator<Item = &[u32]> {
        let start = document.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.words[start..self.ends[document]].split(|&word| word == BREAK).filter(|row| !row.is_empty())
    }

    /// In how many documents each of `words` words stands.
    ///
    /// ```
    /// use chinhluan::counts::Rows;
    /// let mut rows = Rows::default();
    /// for row in [[0, 2], [2, 2]] {
    ///     rows.add(&row);
    ///     rows.close();
    /// }
    /// assert_eq!(rows.document_frequency(4), [1, 0, 2, 0]);
    /// ```
    ///
    /// # Panics
    /// Where a word has a number that is not below `words`.
    pub fn document_frequency(&self, words: usize) -> Vec<u32> {
        let (mut frequency, mut seen_in) = (vec![0; words], vec![usize::MAX; words]);
        for document in 0..self.documents() {
            for &word in self.of(document).flatten() {
                let before = std::mem::replace(&mut seen_in[word as usize], document);
                frequency[word as usize] += u32::from(before != document);
            }
        }
        frequency
    }

    /// How often each word stands in each document.
    pub fn counts(&self) -> Counts {
        self.count(|row, terms| terms.extend_from_slice(row))
    }

    /// How often each term stands in each document; `terms_of` adds those of a row.
    pub fn count(&self, mut terms_of: impl FnMut(&[u32], &mut Vec<u32>)) -> Counts {
        let (mut counts, mut terms) = (Counts::default(), Vec::new());
        for document in 0..self.documents() {
            terms.clear();
            self.of(document).for_each(|row| terms_of(row, &mut terms));
            counts.push(&mut terms);
        }
        counts
    }
}
