//! Directions among documents, a few of them side by side.

use super::super::Vectors;
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayViewMut2, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;

/// Directions in a panel: a cache line for each document, so that a panel of ten thousand documents stays in the cache of
/// one core while the whole matrix goes by.
const LANES: usize = 8;

/// The places of one document on the directions of a panel.
#[derive(Clone, Copy, Default)]
#[repr(align(64))]
struct Lanes([f64; LANES]);

impl Lanes {
    #[inline]
    fn add(&mut self, weight: f64, other: &Lanes) {
        for (sum, value) in self.0.iter_mut().zip(&other.0) {
            *sum += weight * value;
        }
    }
}

/// Documents × directions, in panels. Each is one thread's, so that the number of threads changes no sum.
pub(super) struct Panels {
    panels: Vec<Vec<Lanes>>,
    width: usize,
}

/// Terms whose random directions are drawn at once: enough to keep all cores busy, and far from all of them, which would
/// be terms × directions.
const DRAWN: usize = 4096;

impl Panels {
    /// The matrix times random directions among its terms.
    pub fn drawn(transposed: &Vectors, width: usize, seed: u64) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let documents = transposed.columns();
        let mut panels = vec![vec![Lanes::default(); documents]; width.div_ceil(LANES)];
        let mut directions = Vec::with_capacity(DRAWN * width);
        for first in (0..transposed.documents()).step_by(DRAWN) {
            let terms = first..(first + DRAWN).min(transposed.documents());
            directions.clear();
            directions.extend((0..terms.len() * width).map(|_| random.random_range(-1.0..1.0)));
            panels.par_iter_mut().enumerate().for_each(|(number, panel)| {
                for (term, direction) in terms.clone().zip(directions.chunks_exact(width)) {
                    let mut lanes = Lanes::default();
                    lanes.0.iter_mut().zip(&direction[number * LANES..]).for_each(|(to, from)| *to = *from);
                    for (document, weight) in transposed.row(term) {
                        panel[document as usize].add(weight, &lanes);
                    }
                }
            });
        }
        Self { panels, width }
    }

    /// The matrix times its transpose times these: term by term, so that what comes between, terms × directions, is
    /// never made.
    pub fn through(&self, transposed: &Vectors) -> Self {
        let through = |panel: &Vec<Lanes>| {
            let mut product = vec![Lanes::default(); panel.len()];
            for term in 0..transposed.documents() {
                let mut of_term = Lanes::default();
                for (document, weight) in transposed.row(term) {
                    of_term.add(weight, &panel[document as usize]);
                }
                for (document, weight) in transposed.row(term) {
                    product[document as usize].add(weight, &of_term);
                }
            }
            product
        };
        Self { panels: self.panels.par_iter().map(through).collect(), width: self.width }
    }

    /// As directions × documents.
    pub fn to_rows(&self) -> Array2<f64> {
        let documents = self.panels.first().map_or(0, Vec::len);
        let mut rows = Array2::zeros((self.width, documents));
        for (mut rows, panel) in rows.axis_chunks_iter_mut(Axis(0), LANES).zip(&self.panels) {
            for (mut places, lanes) in rows.columns_mut().into_iter().zip(panel) {
                places.iter_mut().zip(&lanes.0).for_each(|(to, from)| *to = *from);
            }
        }
        rows
    }

    /// The directions made orthogonal to each other and of length 1.
    pub fn orthonormal(mut self) -> Self {
        let mut rows = self.to_rows();
        orthonormalise(&mut rows);
        for (rows, panel) in rows.axis_chunks_iter(Axis(0), LANES).zip(&mut self.panels) {
            for (places, lanes) in rows.columns().into_iter().zip(panel) {
                lanes.0.iter_mut().zip(places).for_each(|(to, from)| *to = *from);
            }
        }
        self
    }
}

/// Rows that are made orthogonal to those before them in one product of matrices.
const BLOCK: usize = 16;

/// Makes the rows orthogonal to each other and of length 1 (Gram-Schmidt by blocks, twice); rows that depend on those
/// before them become 0.
fn orthonormalise(rows: &mut Array2<f64>) {
    for mut row in rows.rows_mut() {
        let length = row.dot(&row).sqrt();
        row.mapv_inplace(|value| if length > 0.0 { value / length } else { 0.0 });
    }
    for first in (0..rows.nrows()).step_by(BLOCK) {
        let (done, rest) = rows.view_mut().split_at(Axis(0), first);
        let last = BLOCK.min(rest.nrows());
        let (mut block, _) = rest.split_at(Axis(0), last);
        for _ in 0..2 {
            if first > 0 {
                let shares = block.dot(&done.t());
                general_mat_mul(-1.0, &shares, &done, 1.0, &mut block);
            }
            orthonormalise_block(&mut block);
        }
    }
}

/// The same for a few rows, by modified Gram-Schmidt, once.
fn orthonormalise_block(block: &mut ArrayViewMut2<f64>) {
    for at in 0..block.nrows() {
        let (done, mut rest) = block.view_mut().split_at(Axis(0), at);
        let mut row = rest.row_mut(0);
        for other in done.rows() {
            let share = row.dot(&other);
            row.scaled_add(-share, &other);
        }
        // What is left of a row of length 1 that those before it make up is rounding.
        let length = row.dot(&row).sqrt();
        let is_dependent = length <= 1e-12;
        row.mapv_inplace(|value| if is_dependent { 0.0 } else { value / length });
    }
}
