//! How far a count, a share or a rate may be off.

mod bootstrap;

pub use bootstrap::{Bootstrap, Cell};

use super::distribution::{Tail, normal_quantile, poisson_mean};
use serde::{Deserialize, Serialize};

/// The two ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Both ends multiplied, as a count's interval becomes that of a rate.
    pub fn scaled(self, factor: f64) -> Interval {
        Interval { low: self.low * factor, high: self.high * factor }
    }
}

/// Exact interval of the mean of a Poisson of which `count` was seen (Garwood 1936): [½ χ²(α/2; 2k), ½ χ²(1 − α/2;
/// 2k + 2)] with α = 1 − `confidence`; it begins at 0 for a count of 0.
///
/// Occurrences are taken as independent of each other. `None` unless 0 < `confidence` < 1.
///
/// ```
/// let interval = chinhluan::statistics::interval::poisson_exact(12, 0.95).unwrap();
/// assert!((interval.low - 6.2006).abs() < 1e-4 && (interval.high - 20.9616).abs() < 1e-4);
/// ```
pub fn poisson_exact(count: u64, confidence: f64) -> Option<Interval> {
    let tail = (1.0 - confidence) / 2.0;
    (tail > 0.0 && tail < 0.5).then(|| Interval {
        low: poisson_mean(count, Tail::High, tail),
        high: poisson_mean(count, Tail::Low, tail),
    })
}

/// Wilson's score interval of a share of which `count` in `of` was seen (Wilson 1927), without continuity correction.
///
/// `None` for none in none, for more than there are, and unless 0 < `confidence` < 1.
pub fn wilson(count: u64, of: u64, confidence: f64) -> Option<Interval> {
    let z = normal_quantile((1.0 + confidence) / 2.0).filter(|&z| z > 0.0 && count <= of && of > 0)?;
    let (k, n) = (count as f64, of as f64);
    let center = (k + z * z / 2.0) / (n + z * z);
    let reach = z / (n + z * z) * (k * (n - k) / n + z * z / 4.0).sqrt();
    // The ends are 0 and 1 there but for rounding.
    let low = if count == 0 { 0.0 } else { center - reach };
    let high = if count == of { 1.0 } else { center + reach };
    Some(Interval { low, high })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_confidence_no_interval() {
        for confidence in [0.0, 1.0, -0.5, 1.5, f64::NAN] {
            assert_eq!(poisson_exact(3, confidence), None);
            assert_eq!(wilson(3, 5, confidence), None);
        }
        assert_eq!((wilson(0, 0, 0.95), wilson(6, 5, 0.95)), (None, None));
        assert_eq!(wilson(0, 5, 0.95).unwrap().low, 0.0);
        assert_eq!(wilson(5, 5, 0.95).unwrap().high, 1.0);
    }
}
