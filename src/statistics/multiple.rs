//! P-values of many tests at once.

/// Adjusted p-values after Benjamini and Hochberg (1995), in the order of the given ones: rejecting those up to q keeps
/// the expected share of false discoveries at q or below, where the tests are independent or positively dependent.
///
/// p₍ᵢ₎ · m / i, made monotone from the largest down. What is not a probability counts as 1.
///
/// ```
/// let adjusted = chinhluan::statistics::multiple::benjamini_hochberg(&[0.01, 0.04, 0.03, 0.005, 0.2]);
/// assert!(adjusted.iter().zip([0.025, 0.05, 0.05, 0.025, 0.2]).all(|(a, b)| (a - b).abs() < 1e-12));
/// ```
pub fn benjamini_hochberg(p_values: &[f64]) -> Vec<f64> {
    adjusted(p_values, 1.0)
}

/// Adjusted p-values after Benjamini and Yekutieli (2001), which hold for any dependence: [`benjamini_hochberg`] times
/// Σ 1/i.
pub fn benjamini_yekutieli(p_values: &[f64]) -> Vec<f64> {
    adjusted(p_values, (1..=p_values.len()).map(|rank| 1.0 / rank as f64).sum())
}

fn adjusted(p_values: &[f64], factor: f64) -> Vec<f64> {
    let probability = |p: f64| if p.is_nan() { 1.0 } else { p.clamp(0.0, 1.0) };
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| probability(p_values[a]).total_cmp(&probability(p_values[b])));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut least = 1.0f64;
    for (rank, &test) in order.iter().enumerate().rev() {
        let scaled = probability(p_values[test]) * factor * p_values.len() as f64 / (rank + 1) as f64;
        least = least.min(scaled);
        adjusted[test] = least;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_tests_and_no_probabilities() {
        assert!(benjamini_hochberg(&[]).is_empty());
        assert_eq!(benjamini_hochberg(&[f64::NAN, 2.0, -1.0]), [1.0, 1.0, 0.0]);
    }
}
