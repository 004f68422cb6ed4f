//! The documents most similar to one.

use super::Vectors;
use std::ops::Range;

/// Weights by column: who asks for a vector's neighbours looks only at documents that share a term with it.
#[derive(Clone, Debug)]
pub struct InvertedIndex {
    /// Columns × documents.
    postings: Vectors,
}

/// One asker's buffers, to be used again for one question after another.
#[derive(Clone, Debug, Default)]
pub struct Products {
    products: Vec<f64>,
    met: Vec<bool>,
    found: Vec<u32>,
}

impl InvertedIndex {
    /// The index of these vectors. With rows of length 1 the products below are cosines.
    pub fn new(vectors: &Vectors) -> Self {
        Self { postings: vectors.transposed() }
    }

    /// The at most `count` documents with the largest inner product with `row`, and the product, largest first; of
    /// equals the earlier one first. Exact; documents that share no column with `row` are none.
    ///
    /// ```
    /// use chinhluan::{counts::Counts, tfidf::{InvertedIndex, TfIdf}};
    /// let mut counts = Counts::default();
    /// for terms in [[0, 1], [0, 2], [3, 4]] {
    ///     counts.push(&mut terms.clone());
    /// }
    /// let vectors = TfIdf::default().fit(&counts)?.transform(&counts);
    /// let nearest = InvertedIndex::new(&vectors).nearest(vectors.row(0), 5);
    /// assert_eq!(nearest.iter().map(|(document, _)| *document).collect::<Vec<_>>(), [0, 1]);
    /// # Ok::<(), chinhluan::Error>(())
    /// ```
    pub fn nearest(&self, row: impl Iterator<Item = (u32, f64)>, count: usize) -> Vec<(u32, f64)> {
        let documents = 0..self.postings.columns() as u32;
        self.nearest_among(documents, row, count, &mut Products::default())
    }

    /// The same among the documents of a range: those of a window of time, where documents are in order of time.
    pub fn nearest_among(
        &self,
        documents: Range<u32>,
        row: impl Iterator<Item = (u32, f64)>,
        count: usize,
        buffers: &mut Products,
    ) -> Vec<(u32, f64)> {
        let Products { products, met, found } = buffers;
        products.resize(self.postings.columns(), 0.0);
        met.resize(self.postings.columns(), false);
        for (column, weight) in row.filter(|&(column, _)| (column as usize) < self.postings.documents()) {
            for (document, other) in self.postings.row_within(column as usize, documents.clone()) {
                products[document as usize] += weight * other;
                if !std::mem::replace(&mut met[document as usize], true) {
                    found.push(document);
                }
            }
        }
        let by_product = |a: &(u32, f64), b: &(u32, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        let mut nearest: Vec<(u32, f64)> = Vec::with_capacity(found.len());
        for document in found.drain(..) {
            met[document as usize] = false;
            nearest.push((document, std::mem::take(&mut products[document as usize])));
        }
        if count < nearest.len() {
            // Most documents share a word with most others: only those that are wanted are worth putting in order.
            nearest.select_nth_unstable_by(count, by_product);
            nearest.truncate(count);
        }
        nearest.sort_unstable_by(by_product);
        nearest
    }
}
