//! Truncated singular value decomposition: documents on few dimensions (latent semantic analysis).

mod panels;

use super::Vectors;
use crate::error::{Error, Result};
use ndarray::{Array1, Array2, Axis, parallel::prelude::*};
use panels::Panels;
use serde::{Deserialize, Serialize};

/// Settings of the randomised truncated singular value decomposition (Halko, Martinsson and Tropp 2011, algorithms 4.4
/// and 5.1), for latent semantic analysis (Deerwester et al. 1990). Columns are not centred, as scikit-learn's
/// `TruncatedSVD` does not.
///
/// ```
/// use chinhluan::{counts::Counts, tfidf::{TfIdf, TruncatedSvd}};
/// let mut counts = Counts::default();
/// for terms in [[0, 1, 2], [0, 1, 3], [4, 5, 6], [4, 5, 7]] {
///     counts.push(&mut terms.clone());
/// }
/// let vectors = TfIdf::default().fit(&counts)?.transform(&counts);
/// let svd = TruncatedSvd { components: 2, ..TruncatedSvd::default() }.fit(&vectors)?;
/// let dense = svd.transform(&vectors); // documents × components
/// assert_eq!(dense.dim(), (4, 2));
/// assert!((dense.row(0).dot(&dense.row(2))).abs() < 1e-9); // nothing in common
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TruncatedSvd {
    /// Number of dimensions.
    pub components: usize,
    /// Random directions beside them; more of them come closer to the exact values.
    pub oversamples: usize,
    /// Passes over the matrix and back that draw the directions towards the largest singular values.
    pub iterations: usize,
    /// Seed of the directions.
    pub seed: u64,
}

impl Default for TruncatedSvd {
    fn default() -> Self {
        Self { components: 100, oversamples: 10, iterations: 7, seed: 1 }
    }
}

/// What the decomposition learned from a collection.
#[derive(Clone, Debug)]
pub struct FittedSvd {
    components: Array2<f64>,
    singular_values: Array1<f64>,
}

impl TruncatedSvd {
    /// Finds the components of the largest singular values. The result is the same on any number of threads.
    ///
    /// # Errors
    /// If no component is asked for, or more than there are documents or columns.
    pub fn fit(&self, vectors: &Vectors) -> Result<FittedSvd> {
        let transposed = vectors.transposed();
        let range = self.range(&transposed)?.to_rows();
        let small = times(&transposed, &range.reversed_axes().as_standard_layout().into_owned());
        let (squares, turns) = eigen(small.t().dot(&small));
        let singular_values: Array1<f64> =
            squares.iter().take(self.components).map(|square| square.max(0.0).sqrt()).collect();
        let mut components = turns.view().split_at(Axis(0), self.components).0.dot(&small.t());
        for (mut component, &value) in components.axis_iter_mut(Axis(0)).zip(&singular_values) {
            // Rounding leaves no direction where there is no variance.
            let is_nothing = value <= f64::EPSILON * singular_values[0].max(1.0);
            component.mapv_inplace(|weight| if is_nothing { 0.0 } else { weight / value });
            // The sign of a component means nothing; the largest weight is made positive, as scikit-learn does.
            let largest =
                component.iter().copied().fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
            if largest < 0.0 {
                component.mapv_inplace(|weight| -weight);
            }
        }
        Ok(FittedSvd { components, singular_values })
    }

    /// Documents × components, as `fit(vectors)?.transform(vectors)` gives them but for the signs of the dimensions,
    /// which mean nothing: nothing as large as terms × components is made, which for words and pairs would be most of
    /// the memory of a run.
    ///
    /// ```
    /// use chinhluan::{counts::Counts, tfidf::{TfIdf, TruncatedSvd}};
    /// let mut counts = Counts::default();
    /// for terms in [[0, 1, 2], [0, 1, 3], [4, 5, 6], [4, 7, 8]] {
    ///     counts.push(&mut terms.clone());
    /// }
    /// let vectors = TfIdf::default().fit(&counts)?.transform(&counts);
    /// let svd = TruncatedSvd { components: 2, ..TruncatedSvd::default() };
    /// let (one, other) = (svd.project(&vectors)?, svd.fit(&vectors)?.transform(&vectors));
    /// assert!(one.iter().zip(&other).all(|(a, b)| (a.abs() - b.abs()).abs() < 1e-9));
    /// # Ok::<(), chinhluan::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn project(&self, vectors: &Vectors) -> Result<Array2<f64>> {
        self.project_transposed(&vectors.transposed())
    }

    /// The same, given the weights by term, for who has no use for them by document.
    pub(crate) fn project_transposed(&self, transposed: &Vectors) -> Result<Array2<f64>> {
        let range = self.range(transposed)?;
        let images = range.through(transposed).to_rows();
        let range = range.to_rows();
        // With Q the range and Y = A·Aᵀ·Q, Qᵀ·Y holds the squares of the singular values of Aᵀ·Q, W the turns that
        // make it diagonal: A on its components Aᵀ·Q·W / σ is Y·W / σ.
        let squares = range.dot(&images.t());
        let (squares, turns) = eigen((&squares + &squares.t()) / 2.0);
        let mut scaled = turns.view().split_at(Axis(0), self.components).0.to_owned();
        for (mut turn, &square) in scaled.rows_mut().into_iter().zip(&squares) {
            // Rounding leaves no direction where there is no variance.
            let is_nothing = square <= 16.0 * f64::EPSILON * squares[0];
            turn.mapv_inplace(|weight| if is_nothing { 0.0 } else { weight / square.sqrt() });
        }
        Ok(images.t().dot(&scaled.t()))
    }

    /// An orthonormal basis of directions among the documents, close to those of the largest singular values.
    fn range(&self, transposed: &Vectors) -> Result<Panels> {
        let (rows, columns) = (transposed.columns(), transposed.documents());
        let most = rows.min(columns);
        if self.components == 0 || self.components > most {
            return Err(Error::Settings(match most {
                0 => format!("{rows} documents and {columns} terms have no components"),
                _ => format!(
                    "{} components asked for of {rows} documents and {columns} terms, which have 1 to {most}",
                    self.components
                ),
            }));
        }
        let width = (self.components + self.oversamples).min(most);
        let mut range = Panels::drawn(transposed, width, self.seed).orthonormal();
        for _ in 0..self.iterations {
            range = range.through(transposed).orthonormal();
        }
        Ok(range)
    }
}

impl FittedSvd {
    /// Components × columns, each of length 1 (or 0 where the matrix has no such dimension).
    pub fn components(&self) -> &Array2<f64> {
        &self.components
    }

    /// Singular values, the largest first.
    pub fn singular_values(&self) -> &Array1<f64> {
        &self.singular_values
    }

    /// Documents × components.
    pub fn transform(&self, vectors: &Vectors) -> Array2<f64> {
        times(vectors, &self.components.t().as_standard_layout().into_owned())
    }
}

/// The product of a sparse matrix with a dense one. Every row is one thread's, so that threads change nothing, and what
/// a stored weight is multiplied with lies side by side.
fn times(vectors: &Vectors, dense: &Array2<f64>) -> Array2<f64> {
    let mut product = Array2::zeros((vectors.documents(), dense.ncols()));
    product.axis_iter_mut(Axis(0)).into_par_iter().enumerate().for_each(|(row, mut sum)| {
        for (column, weight) in vectors.row(row) {
            sum.scaled_add(weight, &dense.row(column as usize));
        }
    });
    product
}

/// Eigenvalues, the largest first, and eigenvectors as rows, of a symmetric matrix, by Jacobi's rotations.
pub(crate) fn eigen(mut matrix: Array2<f64>) -> (Vec<f64>, Array2<f64>) {
    /// Jacobi's method converges quadratically; ten sweeps are more than a matrix of some hundred rows needs.
    const SWEEPS: usize = 30;
    let size = matrix.nrows();
    let mut turns = Array2::eye(size);
    for _ in 0..SWEEPS {
        let aside: f64 =
            matrix.indexed_iter().filter(|((i, j), _)| i != j).map(|(_, value)| value * value).sum();
        let all: f64 = matrix.iter().map(|value| value * value).sum();
        if aside <= all * 1e-30 {
            break;
        }
        for p in 0..size {
            for q in p + 1..size {
                rotate(&mut matrix, &mut turns, p, q);
            }
        }
    }
    let mut order: Vec<usize> = (0..size).collect();
    order.sort_by(|&a, &b| matrix[[b, b]].total_cmp(&matrix[[a, a]]).then(a.cmp(&b)));
    (order.iter().map(|&at| matrix[[at, at]]).collect(), turns.select(Axis(0), &order))
}

/// Turns rows and columns `p` and `q` so that what stands aside of the diagonal between them becomes 0.
fn rotate(matrix: &mut Array2<f64>, turns: &mut Array2<f64>, p: usize, q: usize) {
    let aside = matrix[[p, q]];
    if aside == 0.0 {
        return;
    }
    let theta = (matrix[[q, q]] - matrix[[p, p]]) / (2.0 * aside);
    let t = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let t = if theta == 0.0 { 1.0 } else { t };
    let cosine = 1.0 / (t * t + 1.0).sqrt();
    let sine = t * cosine;
    let turn = |a: f64, b: f64| (cosine * a - sine * b, sine * a + cosine * b);
    for at in 0..matrix.nrows() {
        (matrix[[at, p]], matrix[[at, q]]) = turn(matrix[[at, p]], matrix[[at, q]]);
    }
    for at in 0..matrix.nrows() {
        (matrix[[p, at]], matrix[[q, at]]) = turn(matrix[[p, at]], matrix[[q, at]]);
        (turns[[p, at]], turns[[q, at]]) = turn(turns[[p, at]], turns[[q, at]]);
    }
}
