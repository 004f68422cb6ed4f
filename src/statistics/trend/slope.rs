//! Sen's slope.

use super::{is_series, median, pairs_term, ties};
use crate::statistics::distribution::normal_quantile;
use crate::statistics::interval::Interval;

/// A line through a series that single outliers do not move.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slope {
    /// Change by one unit of time.
    pub slope: f64,
    /// Value at time 0: median value less slope times median time.
    pub intercept: f64,
    /// Interval of the slope.
    pub interval: Interval,
}

/// Sen's slope, the median of (yⱼ − yᵢ) / (tⱼ − tᵢ) over all pairs of different times, with Sen's interval from the
/// variance of Kendall's S, ties corrected (Sen 1968), as SciPy's `theilslopes` has it; the intercept is Conover's
/// (1980).
///
/// Times need not be evenly spaced: a year without articles is left out, not counted as 0. `None` for fewer than two
/// different times, lists of different length, what is not a number, and unless 0 < `confidence` < 1.
///
/// ```
/// let line = chinhluan::statistics::trend::sen_slope(&[2008.0, 2009.0, 2011.0], &[1.0, 2.0, 4.0], 0.95).unwrap();
/// assert_eq!((line.slope, line.intercept), (1.0, -2007.0));
/// ```
pub fn sen_slope(times: &[f64], values: &[f64], confidence: f64) -> Option<Slope> {
    if times.len() != values.len() || !is_series(times, 2) || !is_series(values, 2) {
        return None;
    }
    let z = normal_quantile((1.0 + confidence) / 2.0).filter(|&z| z > 0.0)?;
    let mut slopes = Vec::with_capacity(times.len() * (times.len() - 1) / 2);
    for (later, (time, value)) in times.iter().zip(values).enumerate() {
        let before = times[..later].iter().zip(&values[..later]).filter(|(earlier, _)| *earlier != time);
        slopes.extend(before.map(|(earlier, other)| (value - other) / (time - earlier)));
    }
    if slopes.is_empty() {
        return None;
    }
    let slope = median(&mut slopes);
    let tied: f64 = ties(times).into_iter().chain(ties(values)).map(pairs_term).sum();
    let deviation = ((pairs_term(values.len() as f64) - tied) / 18.0).max(0.0).sqrt();
    let pairs = slopes.len() as f64;
    let last = slopes.len() - 1;
    // Half to even, as SciPy rounds; a place before the first is the first.
    let high = ((pairs + z * deviation) / 2.0).round_ties_even() as usize;
    let low = (((pairs - z * deviation) / 2.0).round_ties_even() - 1.0).max(0.0) as usize;
    let intercept = median(&mut values.to_vec()) - slope * median(&mut times.to_vec());
    Some(Slope {
        slope,
        intercept,
        interval: Interval { low: slopes[low.min(last)], high: slopes[high.min(last)] },
    })
}
