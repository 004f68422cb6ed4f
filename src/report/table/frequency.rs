//! The columns of a [`Frequency`].

use super::{Cell, Column, Kind, cells};
use crate::report::{Frequency, Rate};
use crate::statistics::interval::Interval;

pub(super) const FREQUENCY: [Column; 21] = [
    ("count", Kind::Count),
    ("articles", Kind::Count),
    ("per_million", Kind::Real),
    ("low", Kind::Real),
    ("high", Kind::Real),
    ("poisson_low", Kind::Real),
    ("poisson_high", Kind::Real),
    ("per_article", Kind::Real),
    ("count_unique", Kind::Count),
    ("articles_unique", Kind::Count),
    ("per_million_unique", Kind::Real),
    ("low_unique", Kind::Real),
    ("high_unique", Kind::Real),
    ("poisson_low_unique", Kind::Real),
    ("poisson_high_unique", Kind::Real),
    ("per_article_unique", Kind::Real),
    ("count_by_source", Kind::Count),
    ("articles_by_source", Kind::Count),
    ("per_million_by_source", Kind::Real),
    ("per_article_by_source", Kind::Real),
    ("sources", Kind::Count),
];

pub(super) fn frequency(frequency: &Frequency) -> [Cell<'static>; 21] {
    let with_intervals = |rate: &Rate| {
        let [low, high] = ends(rate.interval, hundredths);
        let [poisson_low, poisson_high] = ends(rate.poisson, hundredths);
        cells![
            rate.count,
            rate.articles,
            hundredths(rate.per_million),
            low,
            high,
            poisson_low,
            poisson_high,
            ten_thousandths(rate.per_article),
        ]
    };
    let mut cells: [Cell; 21] = std::array::from_fn(|_| Cell::Nothing);
    let (all, rest) = cells.split_at_mut(8);
    let (unique, by_source) = rest.split_at_mut(8);
    all.clone_from_slice(&with_intervals(&frequency.all));
    unique.clone_from_slice(&with_intervals(&frequency.unique));
    let rate = &frequency.by_source;
    by_source.clone_from_slice(&cells![
        rate.count,
        rate.articles,
        hundredths(rate.per_million),
        ten_thousandths(rate.per_article),
        frequency.sources,
    ]);
    cells
}

/// The ends of an interval, rounded.
pub(in crate::report) fn ends(interval: Option<Interval>, round: fn(f64) -> f64) -> [Option<f64>; 2] {
    [interval.map(|it| round(it.low)), interval.map(|it| round(it.high))]
}

/// Rates per million: more would be noise, and less would lose rare phrases.
pub(in crate::report) fn hundredths(rate: f64) -> f64 {
    (rate * 1e2).round() / 1e2
}

pub(in crate::report) fn ten_thousandths(share: f64) -> f64 {
    (share * 1e4).round() / 1e4
}

/// Five significant digits: p-values run over many orders of magnitude.
pub(in crate::report) fn five_digits(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let steps = 10f64.powi(4 - value.abs().log10().floor() as i32);
    // Beyond these there is nothing to round to.
    if steps.is_finite() && steps > 0.0 { (value * steps).round() / steps } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_to_five_digits() {
        for (value, rounded) in
            [(0.0, 0.0), (1.0, 1.0), (-123_456.7, -123_460.0), (1.234_567_8e-9, 1.2346e-9)]
        {
            assert!((five_digits(value) - rounded).abs() <= 1e-12 * rounded.abs(), "{value}");
        }
        assert_eq!(five_digits(1e-310), 1e-310);
    }
}
