//! The Mann-Kendall test, plain and for series whose values depend on those before.

use super::slope::sen_slope;
use super::{is_series, pairs_term, ranks, ties};
use crate::statistics::distribution::{normal_p, normal_quantile};

/// Result of a Mann-Kendall test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MannKendall {
    /// S: pairs that rise less pairs that fall.
    pub s: f64,
    /// Variance of S if there is no trend.
    pub variance: f64,
    /// Standard score of S with continuity correction, (S ∓ 1) / √variance; 0 for S = 0.
    pub z: f64,
    /// Two-sided p-value, by the normal approximation.
    pub p: f64,
    /// Kendall's τ as S by the number of pairs (τ-a): −1 where all fall, 1 where all rise.
    pub tau: f64,
}

impl MannKendall {
    fn new(s: f64, variance: f64, values: usize) -> Option<Self> {
        let pairs = (values * (values - 1)) as f64 / 2.0;
        let z = if s == 0.0 { 0.0 } else { (s - s.signum()) / variance.sqrt() };
        Some(Self { s, variance, z, p: normal_p(z)?, tau: s / pairs })
    }
}

/// Mann-Kendall test of a trend (Mann 1945, Kendall 1975): S = Σ sign(xⱼ − xᵢ) over i < j, its variance
/// (n (n − 1)(2n + 5) − Σ t (t − 1)(2t + 5)) / 18 over groups of t equal values.
///
/// `None` for fewer than three values, for values that are all equal, and for what is not a number.
///
/// ```
/// let test = chinhluan::statistics::trend::mann_kendall(&[3.1, 2.9, 4.0, 4.4, 4.1, 5.2, 6.0, 5.8, 7.1, 7.3]).unwrap();
/// assert_eq!((test.s, test.variance), (39.0, 125.0));
/// assert!((test.p - 0.00067676).abs() < 1e-8);
/// ```
pub fn mann_kendall(values: &[f64]) -> Option<MannKendall> {
    if !is_series(values, 3) {
        return None;
    }
    let sign = |difference: f64| if difference == 0.0 { 0.0 } else { difference.signum() };
    let later = |(place, value): (usize, &f64)| {
        values[place + 1..].iter().map(|later| sign(later - value)).sum::<f64>()
    };
    let s: f64 = values.iter().enumerate().map(later).sum();
    let tied: f64 = ties(values).into_iter().map(pairs_term).sum();
    let variance = (pairs_term(values.len() as f64) - tied) / 18.0;
    (variance > 0.0).then(|| MannKendall::new(s, variance, values.len()))?
}

/// Mann-Kendall test with the variance corrected for autocorrelation (Hamed and Rao 1998), as pymannkendall has it:
/// the variance times 1 + 2 / (n (n − 1)(n − 2)) Σ (n − i)(n − i − 1)(n − i − 2) ρᵢ, over those lags i whose
/// autocorrelation ρᵢ of the ranks, after Sen's slope was taken out, is significant at 5 %.
///
/// `None` where [`mann_kendall`] has none, where nothing varies about the slope, and where the corrected variance would
/// not be positive, which happens for short series.
pub fn mann_kendall_hamed_rao(values: &[f64]) -> Option<MannKendall> {
    let plain = mann_kendall(values)?;
    let times: Vec<f64> = (0..values.len()).map(|time| time as f64).collect();
    let slope = sen_slope(&times, values, 0.95)?.slope;
    let detrended: Vec<f64> =
        values.iter().zip(&times).map(|(value, time)| value - slope * (time + 1.0)).collect();
    let correlations = autocorrelations(&ranks(&detrended))?;
    let n = values.len() as f64;
    let significant = normal_quantile(0.975)? / n.sqrt();
    let weighted =
        correlations.iter().enumerate().skip(1).filter(|(_, correlation)| correlation.abs() > significant);
    let sum: f64 = weighted
        .map(|(lag, correlation)| (n - lag as f64, correlation))
        .map(|(left, correlation)| left * (left - 1.0) * (left - 2.0) * correlation)
        .sum();
    let variance = plain.variance * (1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum);
    (variance > 0.0).then(|| MannKendall::new(plain.s, variance, values.len()))?
}

/// Autocorrelation at each lag from 0, of a series that varies.
fn autocorrelations(values: &[f64]) -> Option<Vec<f64>> {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let centred: Vec<f64> = values.iter().map(|value| value - mean).collect();
    let covariance = |lag: usize| centred.iter().zip(&centred[lag..]).map(|(a, b)| a * b).sum::<f64>();
    let variance = covariance(0);
    (variance > 0.0).then(|| (0..values.len()).map(|lag| covariance(lag) / variance).collect())
}
