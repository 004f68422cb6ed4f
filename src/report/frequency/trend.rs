//! Whether a family rises or falls over the periods.

use super::Period;
use super::count::{Base, Table, per_million};
use crate::phrase::Families;
use crate::report::{Direction, TrendRow};
use crate::statistics::multiple::benjamini_hochberg;
use crate::statistics::trend::{mann_kendall, mann_kendall_hamed_rao, pettitt, sen_slope};

/// Periods with articles from which a trend is looked for: below, the normal approximation of the test is poor and its
/// smallest p-values are too large to survive the correction for many families.
const LEAST_PERIODS: usize = 8;
/// Dated articles with a hit, one per group of copies, from which a family has a trend: a row for every family that was
/// met once would take the strength from the correction for many tests.
const LEAST_ARTICLES: u64 = 5;
/// Adjusted p-value up to which a family is said to rise or fall.
const SIGNIFICANT: f64 = 0.05;

/// One row a family that stands in enough articles, in the given order; empty where there are too few periods.
///
/// The series are hits per million syllables over one article per group of copies, of the dated periods that have
/// articles; a period without articles has no rate and is left out, not counted as 0.
pub(super) fn rows(
    period: Period,
    labels: &[&str],
    bases: &[Base],
    counts: &Table,
    order: &[u32],
    families: &Families,
) -> Vec<TrendRow> {
    let held: Vec<u32> =
        (0..labels.len() as u32).filter(|&at| bases[at as usize].syllables.unique > 0).collect();
    let times: Option<Vec<f64>> = held.iter().map(|&at| period.time(labels[at as usize])).collect();
    let Some(times) = times.filter(|times| times.len() >= LEAST_PERIODS) else { return Vec::new() };
    let hits = |at: u32, family: u32| counts.count(at, family).hits.unique;
    let syllables = |at: u32| bases[at as usize].syllables.unique;
    let pooled = |periods: &[u32], family: u32| {
        let (hits, syllables) =
            periods.iter().fold((0, 0), |(sum, of), &at| (sum + hits(at, family), of + syllables(at)));
        per_million(hits, syllables)
    };
    let articles = |family: u32| held.iter().map(|&at| counts.count(at, family).articles.unique).sum::<u64>();
    let row = |&family: &u32| {
        let rates: Vec<f64> = held.iter().map(|&at| per_million(hits(at, family), syllables(at))).collect();
        let plain = mann_kendall(&rates)?;
        let corrected = mann_kendall_hamed_rao(&rates);
        let line = sen_slope(&times, &rates, super::CONFIDENCE)?;
        let change = pettitt(&rates)?;
        let (before, after) = held.split_at(change.before);
        Some(TrendRow {
            family: families.family(family).id.clone(),
            periods: held.len() as u64,
            tau: plain.tau,
            z: plain.z,
            p: plain.p,
            z_hamed_rao: corrected.map(|test| test.z),
            p_hamed_rao: corrected.map(|test| test.p),
            // Short series with many zeros look as if each value called for the opposite of the one before: the
            // correction then makes the test bolder, and the plain one is the honest one.
            p_adjusted: corrected.map_or(plain.p, |test| test.p.max(plain.p)),
            direction: None,
            slope: line.slope,
            slope_interval: line.interval,
            change: after.first().map(|&at| labels[at as usize].to_owned()),
            change_p: change.p,
            before: pooled(before, family),
            after: pooled(after, family),
        })
    };
    let mut rows: Vec<TrendRow> =
        order.iter().filter(|&&family| articles(family) >= LEAST_ARTICLES).filter_map(row).collect();
    let adjusted = benjamini_hochberg(&rows.iter().map(|row| row.p_adjusted).collect::<Vec<_>>());
    for (row, p) in rows.iter_mut().zip(adjusted) {
        row.p_adjusted = p;
        row.direction =
            (p <= SIGNIFICANT).then_some(if row.z > 0.0 { Direction::Rising } else { Direction::Falling });
    }
    rows
}
