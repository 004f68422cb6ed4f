//! Where a series breaks.

use super::{is_series, ranks};

/// Result of Pettitt's test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pettitt {
    /// Values before the break.
    pub before: usize,
    /// K = max |U|.
    pub k: f64,
    /// Two-sided p-value, by Pettitt's approximation 2 exp(−6 K² / (n³ + n²)), at most 1.
    pub p: f64,
}

/// Pettitt's test for one change of the median at an unknown place (Pettitt 1979): Uₜ = 2 Σ ranks up to t − t (n + 1);
/// the break is behind the first t where |Uₜ| is largest.
///
/// Rises that go on for years are found as a break too: read it beside the trend. `None` for fewer than three values,
/// for values that are all equal, and for what is not a number.
///
/// ```
/// let test = chinhluan::statistics::trend::pettitt(&[3.0, 2.0, 4.0, 3.5, 9.0, 8.0, 9.5, 8.5]).unwrap();
/// assert_eq!((test.before, test.k), (4, 16.0));
/// ```
pub fn pettitt(values: &[f64]) -> Option<Pettitt> {
    if !is_series(values, 3) {
        return None;
    }
    let n = values.len() as f64;
    let mut sum = 0.0;
    let (mut before, mut k) = (0, 0.0);
    for (place, rank) in ranks(values).into_iter().enumerate() {
        sum += rank;
        let u: f64 = 2.0 * sum - (place as f64 + 1.0) * (n + 1.0);
        if u.abs() > k {
            (before, k) = (place + 1, u.abs());
        }
    }
    let p = (2.0 * (-6.0 * k * k / (n.powi(3) + n.powi(2))).exp()).min(1.0);
    (k > 0.0).then_some(Pettitt { before, k, p })
}

/// The one break that leaves the least squares about the means of the two sides: how many values stand before it.
///
/// Exact search; what `ruptures` finds with its `l2` cost and one break. It always finds one, so test it with
/// [`pettitt`]. `None` for fewer than two values, for values that are all equal, and for what is not a number.
pub fn mean_shift(values: &[f64]) -> Option<usize> {
    if !is_series(values, 2) || values.iter().all(|value| *value == values[0]) {
        return None;
    }
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    // Squares explained by a break behind t: n / (t (n − t)) · (Σ of the first t, less their mean)².
    let (mut best, mut most, mut sum) = (1, f64::NEG_INFINITY, 0.0);
    for (place, value) in values[..values.len() - 1].iter().enumerate() {
        sum += value - mean;
        let before = place as f64 + 1.0;
        let explained = n / (before * (n - before)) * sum * sum;
        if explained > most {
            (best, most) = (place + 1, explained);
        }
    }
    Some(best)
}
