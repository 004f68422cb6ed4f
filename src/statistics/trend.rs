//! Does a series rise or fall, how fast, and where does it break?
//!
//! A series is one value a period, in order of time. Few periods decide nothing: [`mann_kendall`] cannot be
//! significant at 5 % below five.

mod break_point;
mod kendall;
mod slope;

pub use break_point::{Pettitt, mean_shift, pettitt};
pub use kendall::{MannKendall, mann_kendall, mann_kendall_hamed_rao};
pub use slope::{Slope, sen_slope};

/// Whether there are enough values and every one is a number.
fn is_series(values: &[f64], least: usize) -> bool {
    values.len() >= least && values.iter().all(|value| value.is_finite())
}

/// How many values are equal, for each value that stands more than once.
fn ties(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.chunk_by(|a, b| a == b).filter(|run| run.len() > 1).map(|run| run.len() as f64).collect()
}

/// n (n − 1) (2n + 5), of which the variance of Kendall's S is made.
fn pairs_term(n: f64) -> f64 {
    n * (n - 1.0) * (2.0 * n + 5.0)
}

/// Ranks from 1, equal values sharing the mean of theirs.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for run in order.chunk_by(|&a, &b| values[a] == values[b]) {
        let rank = before as f64 + (run.len() as f64 + 1.0) / 2.0;
        run.iter().for_each(|&place| ranks[place] = rank);
        before += run.len();
    }
    ranks
}

/// Median; the values are sorted in place.
fn median(values: &mut [f64]) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let middle = values.len() / 2;
    if values.len() % 2 == 1 { values[middle] } else { values[middle - 1].midpoint(values[middle]) }
}
