//! Documents as words in their order.

use super::{Counts, row_range};

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

    /// Adds to every document, behind its own, the rows of the same document of `others`, in place: a second copy of all
    /// words would be the largest thing in memory.
    ///
    /// ```
    /// use chinhluan::counts::Rows;
    /// let (mut rows, mut others) = (Rows::default(), Rows::default());
    /// for (own, other) in [(&[7, 9][..], &[4][..]), (&[], &[5, 6]), (&[8], &[])] {
    ///     rows.add(own);
    ///     rows.close();
    ///     others.add(other);
    ///     others.close();
    /// }
    /// rows.append_to_each(&others);
    /// let all: Vec<Vec<&[u32]>> = (0..3).map(|document| rows.of(document).collect()).collect();
    /// assert_eq!(all, [vec![&[7, 9][..], &[4]], vec![&[5, 6]], vec![&[8]]]);
    /// ```
    ///
    /// # Panics
    /// Where `others` has another number of documents.
    pub fn append_to_each(&mut self, others: &Self) {
        assert_eq!(self.documents(), others.documents(), "rows of the same documents");
        let mut end = self.words.len() + others.words.len();
        self.words.reserve_exact(others.words.len());
        self.words.resize(end, BREAK);
        for document in (0..self.documents()).rev() {
            let (own, other) = (row_range(&self.ends, document), row_range(&others.ends, document));
            self.ends[document] = end;
            end -= other.len();
            self.words[end..end + other.len()].copy_from_slice(&others.words[other]);
            end -= own.len();
            self.words.copy_within(own, end);
        }
    }

    /// Number of documents.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// The rows of a document.
    pub fn of(&self, document: usize) -> impl Iterator<Item = &[u32]> {
        self.words[row_range(&self.ends, document)].split(|&word| word == BREAK).filter(|row| !row.is_empty())
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
