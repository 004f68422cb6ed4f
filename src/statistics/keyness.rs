//! What one collection says more often than another: test, effect size, interval.
//!
//! A p-value alone says how large the collections are; quote [`log_ratio`] with [`log_ratio_interval`] beside it.

use super::association::{Contingency, surprise};
use super::distribution::normal_quantile;
use super::interval::Interval;

/// How often something stands in a target and in a reference collection, and how large the two are (in tokens).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// Occurrences in the target.
    pub target: u64,
    /// Occurrences in the reference.
    pub reference: u64,
    /// Tokens of the target.
    pub target_size: u64,
    /// Tokens of the reference.
    pub reference_size: u64,
}

impl Comparison {
    /// Counts and sizes as numbers, where both collections hold something and no count is larger than its collection.
    fn checked(self) -> Option<[f64; 4]> {
        let Comparison { target, reference, target_size, reference_size } = self;
        let possible = target <= target_size && reference <= reference_size;
        let held = target_size > 0 && reference_size > 0;
        (possible && held).then(|| [target, reference, target_size, reference_size].map(|n| n as f64))
    }
}

/// G² over all four cells (occurrences and other tokens, in each collection), as SciPy has it; natural logarithm.
/// Unsigned: [`log_ratio`] has the direction.
pub fn log_likelihood(of: Comparison) -> Option<f64> {
    of.checked()?;
    let table = Contingency {
        both: of.target,
        left: of.target_size,
        right: of.target.checked_add(of.reference)?,
        total: of.target_size.checked_add(of.reference_size)?,
    };
    super::association::log_likelihood(table)
}

/// G² over the two cells of the occurrences, 2 (a ln(a / E₁) + b ln(b / E₂)) with E₁ = c (a + b) / (c + d), as Rayson
/// and Garside (2000), WMatrix and AntConc have it; natural logarithm. A little less than [`log_likelihood`].
pub fn log_likelihood_two_cells(of: Comparison) -> Option<f64> {
    let [a, b, c, d] = of.checked()?;
    let expected = |size: f64| size * (a + b) / (c + d);
    Some((2.0 * (surprise(a, expected(c)) + surprise(b, expected(d)))).max(0.0))
}

/// Log Ratio: log₂ of the relative frequency in the target by that in the reference (Hardie 2014); 1 is twice as
/// often. A count of 0 is taken for 0.5, as CQPweb does. `None` where both are 0.
pub fn log_ratio(of: Comparison) -> Option<f64> {
    let [a, b, c, d] = of.checked()?;
    let at_least_half = |count: f64| if count == 0.0 { 0.5 } else { count };
    (a + b > 0.0).then(|| ((at_least_half(a) / c) / (at_least_half(b) / d)).log2())
}

/// Log Ratio with 0.5 added to all four numbers (Walter 1975), which is less extreme for rare things.
pub fn log_ratio_discounted(of: Comparison) -> Option<f64> {
    let [a, b, c, d] = of.checked()?.map(|number| number + 0.5);
    Some(((a / c) / (b / d)).log2())
}

/// Interval of the Log Ratio that holds the true one with probability `confidence`: the normal approximation of the
/// logarithm of a relative risk, log₂ RR ± z · √(1/a + 1/b − 1/c − 1/d) / ln 2 (Katz et al. 1978).
///
/// Occurrences are taken as independent, which those of one article are not: the interval is too narrow for what few
/// articles say often. A count of 0 is taken for 0.5. `None` where both are 0. For many comparisons at once, correct
/// the confidence: 1 − 0.05 / number of comparisons (Bonferroni).
pub fn log_ratio_interval(of: Comparison, confidence: f64) -> Option<Interval> {
    let [a, b, c, d] = of.checked()?;
    let ratio = log_ratio(of)?;
    let part = |count: f64, size: f64| if count == 0.0 { 2.0 - 1.0 / size } else { 1.0 / count - 1.0 / size };
    let deviation = (part(a, c) + part(b, d)).max(0.0).sqrt() / std::f64::consts::LN_2;
    let reach = normal_quantile((1.0 + confidence) / 2.0)? * deviation;
    Some(Interval { low: ratio - reach, high: ratio + reach })
}

/// %DIFF: by how many per cent the relative frequency in the target is above that in the reference (Gabrielatos and
/// Marchi 2011). `None` where the reference has none.
pub fn percent_difference(of: Comparison) -> Option<f64> {
    let [a, b, c, d] = of.checked()?;
    (b > 0.0).then(|| 100.0 * (a / c - b / d) / (b / d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_collection_or_impossible_counts_compare_with_nothing() {
        let none = |target, reference, target_size, reference_size| {
            let of = Comparison { target, reference, target_size, reference_size };
            let measures = [
                log_likelihood,
                log_likelihood_two_cells,
                log_ratio,
                log_ratio_discounted,
                percent_difference,
            ];
            assert!(measures.iter().all(|measure| measure(of).is_none()), "{of:?}");
            assert_eq!(log_ratio_interval(of, 0.95), None);
        };
        none(1, 0, 10, 0);
        none(0, 1, 0, 10);
        none(11, 1, 10, 10);
        let nowhere = Comparison { target: 0, reference: 0, target_size: 9, reference_size: 9 };
        assert_eq!((log_likelihood(nowhere), log_ratio(nowhere)), (Some(0.0), None));
        let one_sided = Comparison { target: 12, reference: 0, target_size: 5000, reference_size: 8000 };
        let interval = log_ratio_interval(one_sided, 0.95).unwrap();
        assert!(interval.low < log_ratio(one_sided).unwrap() && interval.high.is_finite());
        assert_eq!(log_ratio_interval(one_sided, 1.0), None);
    }
}
