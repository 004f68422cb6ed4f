//! The documents most similar to one.

use super::Vectors;

/// Weights by column: who asks for a vector's neighbours looks only at documents that share a term with it.
#[derive(Clone, Debug)]
pub struct InvertedIndex {
    /// Where the postings of each column end.
    ends: Vec<usize>,
    documents: Vec<u32>,
    weights: Vec<f64>,
    rows: usize,
}

impl InvertedIndex {
    /// The index of these vectors. With rows of length 1 the products below are cosines.
    pub fn new(vectors: &Vectors) -> Self {
        let mut ends = vec![0; vectors.columns()];
        vectors.column_numbers().iter().for_each(|&column| ends[column as usize] += 1);
        let mut at = 0;
        for end in &mut ends {
            // For now, where the column begins.
            at += std::mem::replace(end, at);
        }
        let (mut documents, mut weights) = (vec![0; vectors.stored()], vec![0.0; vectors.stored()]);
        for document in 0..vectors.documents() {
            for (column, weight) in vectors.row(document) {
                let place = &mut ends[column as usize];
                (documents[*place], weights[*place]) = (document as u32, weight);
                *place += 1;
            }
        }
        Self { ends, documents, weights, rows: vectors.documents() }
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
        let mut products = vec![0.0; self.rows];
        let mut met = vec![false; self.rows];
        for (column, weight) in row.filter(|&(column, _)| (column as usize) < self.ends.len()) {
            let column = column as usize;
            let start = column.checked_sub(1).map_or(0, |before| self.ends[before]);
            for (&document, &other) in
                self.documents[start..self.ends[column]].iter().zip(&self.weights[start..self.ends[column]])
            {
                products[document as usize] += weight * other;
                met[document as usize] = true;
            }
        }
        let mut found: Vec<(u32, f64)> =
            (0..).zip(products).filter(|&(document, _)| met[document as usize]).collect();
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(count);
        found
    }
}
