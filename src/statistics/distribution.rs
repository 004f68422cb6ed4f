//! Tails and quantiles of the normal and χ² distributions, and the mean of a Poisson with a given tail.

use statrs::function::erf::{erfc, erfc_inv};
use statrs::function::gamma::{gamma_lr, gamma_ur, ln_gamma};
use std::f64::consts::{FRAC_1_SQRT_2, SQRT_2};

/// Odds that a standard normal number is further from 0 than `z`, on either side. `None` for what is not a number.
pub fn normal_p(z: f64) -> Option<f64> {
    (!z.is_nan()).then(|| erfc(z.abs() * FRAC_1_SQRT_2))
}

/// The number that a standard normal one stays below with probability `p`. `None` unless 0 < `p` < 1.
///
/// ```
/// let z = chinhluan::statistics::distribution::normal_quantile(0.975).unwrap();
/// assert!((z - 1.959963984540054).abs() < 1e-12);
/// ```
pub fn normal_quantile(p: f64) -> Option<f64> {
    (p > 0.0 && p < 1.0).then(|| -SQRT_2 * erfc_inv(2.0 * p))
}

/// Odds that a χ² number of `freedom` degrees is above `value`: the p-value of G² (one degree for a 2 × 2 table).
///
/// 1 for a value below 0; `None` for what is not a number or no degree of freedom.
pub fn chi_square_p(value: f64, freedom: u32) -> Option<f64> {
    match value {
        _ if freedom == 0 || value.is_nan() => None,
        value if value <= 0.0 => Some(1.0),
        // gamma_ur takes no infinity.
        f64::INFINITY => Some(0.0),
        value if freedom == 1 => Some(erfc((value / 2.0).sqrt())),
        value => Some(gamma_ur(f64::from(freedom) / 2.0, value / 2.0)),
    }
}

/// ln n!
pub(super) fn ln_factorial(n: u64) -> f64 {
    statrs::function::factorial::ln_factorial(n)
}

/// One side of a Poisson distribution.
#[derive(Clone, Copy)]
pub(super) enum Tail {
    /// At most the count.
    Low,
    /// At least the count.
    High,
}

/// The mean of the Poisson distribution for which a count in the tail of `count` has probability `p`, 0 < `p` < 1.
///
/// 0 for the high tail of 0, which every count is in.
pub(super) fn poisson_mean(count: u64, tail: Tail, p: f64) -> f64 {
    let shape = match tail {
        Tail::Low => count as f64 + 1.0,
        Tail::High if count == 0 => return 0.0,
        Tail::High => count as f64,
    };
    // Both are monotone in the mean, one falls and one rises; their slope has the same size.
    let excess = |mean: f64| match tail {
        Tail::Low => p - gamma_ur(shape, mean),
        Tail::High => gamma_lr(shape, mean) - p,
    };
    let slope = |mean: f64| ((shape - 1.0) * mean.ln() - mean - ln_gamma(shape)).exp();
    let (mut low, mut high) = (0.0f64, shape + 40.0 * shape.sqrt() + 1000.0);
    let quantile = -SQRT_2 * erfc_inv(2.0 * p);
    let quantile = if matches!(tail, Tail::Low) { -quantile } else { quantile };
    // Wilson and Hilferty's approximation is a start from which Newton's steps need few.
    let start = shape * (1.0 - 1.0 / (9.0 * shape) + quantile / (3.0 * shape.sqrt())).powi(3);
    let mut mean = if start > low && start < high { start } else { shape };
    // Bisection alone, which bounds each step, is done after 80.
    for _ in 0..80 {
        let above = excess(mean);
        if above > 0.0 {
            high = mean;
        } else {
            low = mean;
        }
        let step = mean - above / slope(mean);
        let next = if step > low && step < high { step } else { low.midpoint(high) };
        if (next - mean).abs() <= 4.0 * f64::EPSILON * mean {
            return next;
        }
        mean = next;
    }
    mean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_of_a_poisson_has_the_tail_asked_for() {
        for count in [0, 1, 2, 7, 40, 1000, 123_456] {
            for p in [1e-6, 0.005, 0.025, 0.4, 0.7] {
                let mean = poisson_mean(count, Tail::Low, p);
                assert!(
                    (gamma_ur(count as f64 + 1.0, mean) - p).abs() < 1e-9 * p.max(1e-3),
                    "{count} {p} {mean}"
                );
                if count > 0 {
                    let mean = poisson_mean(count, Tail::High, p);
                    assert!(
                        (gamma_lr(count as f64, mean) - p).abs() < 1e-9 * p.max(1e-3),
                        "{count} {p} {mean}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_no_number_has_no_odds() {
        assert_eq!((normal_p(f64::NAN), normal_p(f64::INFINITY)), (None, Some(0.0)));
        assert_eq!(
            (normal_quantile(0.0), normal_quantile(1.0), normal_quantile(f64::NAN)),
            (None, None, None)
        );
        assert_eq!((chi_square_p(f64::NAN, 1), chi_square_p(1.0, 0)), (None, None));
        assert_eq!((chi_square_p(-1.0, 1), chi_square_p(f64::INFINITY, 3)), (Some(1.0), Some(0.0)));
    }
}
