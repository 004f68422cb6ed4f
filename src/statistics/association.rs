//! How strongly two things stand together: measures over a 2 × 2 table of counts.

use super::distribution::ln_factorial;

/// Counts of two things: how often they stand together, how often each stands at all, and of how many places.
///
/// Observed cells O11 = `both`, O12 = `left − both`, O21 = `right − both`, O22 = the rest; expected E11 =
/// `left · right / total`. A table whose cells would be negative has no measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Contingency {
    /// Places with both.
    pub both: u64,
    /// Places with the first, alone or not.
    pub left: u64,
    /// Places with the second, alone or not.
    pub right: u64,
    /// All places.
    pub total: u64,
}

impl Contingency {
    /// The cells O11, O12, O21, O22; `None` where one would be negative or the table is empty.
    pub fn cells(self) -> Option<[u64; 4]> {
        let left_only = self.left.checked_sub(self.both)?;
        let right_only = self.right.checked_sub(self.both)?;
        let neither = self.total.checked_sub(self.left)?.checked_sub(right_only)?;
        (self.total > 0).then_some([self.both, left_only, right_only, neither])
    }

    /// How many places would have both if the two knew nothing of each other: E11 = `left · right / total`.
    pub fn expected(self) -> Option<f64> {
        self.cells().map(|_| self.left as f64 * self.right as f64 / self.total as f64)
    }

    /// Observed and expected number of places with both, where both things occur.
    fn observed_and_expected(self) -> Option<(f64, f64)> {
        self.expected().filter(|&expected| expected > 0.0).map(|expected| (self.both as f64, expected))
    }

    /// Observed and expected value of each cell.
    fn against_chance(self) -> Option<[(f64, f64); 4]> {
        let [o11, o12, o21, o22] = self.cells()?.map(|cell| cell as f64);
        let total = self.total as f64;
        let (rows, columns) = ([o11 + o12, o21 + o22], [o11 + o21, o12 + o22]);
        let expected = |row: usize, column: usize| rows[row] * columns[column] / total;
        Some([(o11, expected(0, 0)), (o12, expected(0, 1)), (o21, expected(1, 0)), (o22, expected(1, 1))])
    }
}

/// Log-likelihood ratio G² = 2 Σ O ln(O / E) over all four cells, 0 ln 0 = 0 (Dunning 1993); natural logarithm.
///
/// Not negative, whether the two attract or avoid each other: compare `both` with [`Contingency::expected`].
pub fn log_likelihood(table: Contingency) -> Option<f64> {
    let sum: f64 =
        table.against_chance()?.into_iter().map(|(observed, expected)| surprise(observed, expected)).sum();
    // Rounding may leave less than nothing where the table is as chance would have it.
    Some((2.0 * sum).max(0.0))
}

/// `observed · ln(observed / expected)`, 0 where nothing was observed.
pub(super) fn surprise(observed: f64, expected: f64) -> f64 {
    if observed == 0.0 { 0.0 } else { observed * (observed / expected).ln() }
}

/// Pearson's χ² = Σ (O − E)² / E over all four cells, without Yates' correction.
///
/// `None` where a row or a column of the table is empty.
pub fn chi_square(table: Contingency) -> Option<f64> {
    let cells = table.against_chance()?;
    let measured = cells.iter().all(|&(_, expected)| expected > 0.0);
    measured.then(|| cells.iter().map(|(observed, expected)| (observed - expected).powi(2) / expected).sum())
}

/// Pointwise mutual information log₂(O11 / E11) (Church and Hanks 1990), as AntConc and NLTK have it; UCS has log₁₀.
///
/// `None` where the two never meet: the limit is −∞.
pub fn pmi(table: Contingency) -> Option<f64> {
    let (observed, expected) = table.observed_and_expected()?;
    (observed > 0.0).then(|| (observed / expected).log2())
}

/// Normalised pointwise mutual information ln(p(xy) / p(x) p(y)) / −ln p(xy), from −1 to 1 (Bouma 2009).
///
/// −1, the limit, where the two never meet; 1 where both stand in every place.
pub fn npmi(table: Contingency) -> Option<f64> {
    let (observed, expected) = table.observed_and_expected()?;
    Some(match table.both {
        0 => -1.0,
        both if both == table.total => 1.0,
        _ => (observed / expected).ln() / -(observed / table.total as f64).ln(),
    })
}

/// logDice = 14 + log₂(2 O11 / (left + right)), at most 14 and independent of the size of the corpus (Rychlý 2008).
///
/// `None` where the two never meet: the limit is −∞.
pub fn log_dice(table: Contingency) -> Option<f64> {
    table.cells()?;
    (table.both > 0)
        .then(|| 14.0 + (2.0 * table.both as f64 / (table.left as f64 + table.right as f64)).log2())
}

/// t-score (O11 − E11) / √O11 (Church et al. 1991).
///
/// `None` where the two never meet.
pub fn t_score(table: Contingency) -> Option<f64> {
    let (observed, expected) = table.observed_and_expected()?;
    (observed > 0.0).then(|| (observed - expected) / observed.sqrt())
}

/// ΔP(right | left) = O11 / R1 − O21 / R2: how much the first raises the odds to see the second (Gries 2013).
///
/// `None` where the first stands everywhere or nowhere. Swap `left` and `right` for the other direction.
pub fn delta_p(table: Contingency) -> Option<f64> {
    let [o11, o12, o21, o22] = table.cells()?.map(|cell| cell as f64);
    let (with, without) = (o11 + o12, o21 + o22);
    (with > 0.0 && without > 0.0).then(|| o11 / with - o21 / without)
}

/// Two-sided p-value of Fisher's exact test: the sum of the odds of all tables with the same margins that are no more
/// likely than this one, as R and SciPy have it.
pub fn fisher_exact(table: Contingency) -> Option<f64> {
    // R's allowance for rounding, without which a table as likely as the observed one may be missed.
    const AS_LIKELY: f64 = 1.0 + 1e-7;
    table.cells()?;
    let Contingency { both, left, right, total } = table;
    let margins =
        ln_factorial(left) + ln_factorial(total - left) + ln_factorial(right) + ln_factorial(total - right)
            - ln_factorial(total);
    let odds = |both: u64| {
        let cells = [both, left - both, right - both, total + both - left - right];
        (margins - cells.into_iter().map(ln_factorial).sum::<f64>()).exp()
    };
    let limit = odds(both) * AS_LIKELY;
    let least = (left + right).saturating_sub(total);
    let sum: f64 = (least..=left.min(right)).map(odds).filter(|&odds| odds <= limit).sum();
    Some(sum.min(1.0))
}

/// C-value of a candidate term of `words` words that occurs `count` times (Frantzi, Ananiadou and Mima 2000):
/// log₂ `words` · `count`, and where it stands inside longer candidates, log₂ `words` · (`count` − `nested_count` /
/// `longer`), with `nested_count` its occurrences inside them and `longer` how many different ones there are.
///
/// 0 for a single word, whose logarithm is 0.
pub fn c_value(words: u32, count: u64, nested_count: u64, longer: u64) -> f64 {
    let inside = if longer == 0 { 0.0 } else { nested_count as f64 / longer as f64 };
    f64::from(words.max(1)).log2() * (count as f64 - inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn impossible_tables_have_no_measures_and_empty_rows_stated_ones() {
        for table in [(3, 2, 5, 10), (0, 6, 6, 10), (0, 0, 0, 0), (1, u64::MAX, 1, 10)] {
            let (both, left, right, total) = table;
            let table = Contingency { both, left, right, total };
            let measures = [log_likelihood, chi_square, pmi, npmi, log_dice, t_score, delta_p, fisher_exact];
            assert!(measures.iter().all(|measure| measure(table).is_none()), "{table:?}");
        }
        let never = Contingency { both: 0, left: 0, right: 4, total: 9 };
        assert_eq!((log_likelihood(never), chi_square(never), npmi(never)), (Some(0.0), None, None));
        assert_eq!(npmi(Contingency { both: 0, left: 2, right: 4, total: 9 }), Some(-1.0));
        assert_eq!(npmi(Contingency { both: 9, left: 9, right: 9, total: 9 }), Some(1.0));
        assert_eq!(c_value(0, 5, 0, 0), 0.0);
    }
}
