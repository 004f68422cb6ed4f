//! Intervals of pooled rates by drawing whole groups anew.

use super::Interval;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// The bootstrap (Efron 1979) over groups: articles with their copies are drawn, not single occurrences, because what
/// stands in one article or in ten copies of it is not independent.
///
/// As many groups as there are, drawn with replacement; of each draw the pooled rate, all counts over all sizes; the
/// interval lies between the two quantiles of the rates (percentile method, quantiles interpolated linearly). Every
/// draw has its own stream of one seeded generator, so that the intervals are the same on any number of threads.
///
/// A bootstrap knows only what was seen: for something that never occurs the interval is [0, 0], and with few groups it
/// is too narrow. That is why the exact Poisson interval stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Bootstrap {
    /// Draws. 1,000 keep the ends of a 95 % interval steady to about a twentieth of its width.
    pub draws: u32,
    /// Where random choice begins.
    pub seed: u64,
    /// Probability that the interval holds the true rate, between 0 and 1.
    pub confidence: f64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { draws: 1000, seed: 0, confidence: 0.95 }
    }
}

/// How often something was counted in a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Which group.
    pub group: u32,
    /// What was counted.
    pub item: u32,
    /// How often.
    pub count: u32,
}

impl Bootstrap {
    /// The interval of each item's count by size, over the groups of these `sizes`.
    ///
    /// `cells` in any order; what has no cell was not counted. `None` for every item where there are fewer than two
    /// groups, nothing in them, no draws, or no such confidence.
    ///
    /// ```
    /// use chinhluan::statistics::interval::{Bootstrap, Cell};
    /// let cells = [Cell { group: 0, item: 0, count: 9 }, Cell { group: 2, item: 0, count: 1 }];
    /// let interval = Bootstrap::default().rates(&[100, 120, 80], &cells, 1)[0].unwrap();
    /// assert!(interval.low < 10.0 / 300.0 && 10.0 / 300.0 < interval.high);
    /// ```
    ///
    /// # Panics
    /// Where a cell names a group or an item that is not there.
    pub fn rates(&self, sizes: &[u64], cells: &[Cell], items: usize) -> Vec<Option<Interval>> {
        let tail = (1.0 - self.confidence) / 2.0;
        let possible = tail > 0.0 && tail < 0.5 && self.draws > 0;
        if !possible || sizes.len() < 2 || sizes.iter().all(|&size| size == 0) {
            return vec![None; items];
        }
        // Rates of all draws at once would be much memory for many items; the times drawn are drawn anew for each part.
        const PART: usize = 256;
        let mut by_item: Vec<Vec<(u32, u32)>> = vec![Vec::new(); items];
        for cell in cells {
            by_item[cell.item as usize].push((cell.group, cell.count));
        }
        by_item.chunks(PART).flat_map(|part| self.rates_of(sizes, part, tail)).collect()
    }

    fn rates_of(&self, sizes: &[u64], items: &[Vec<(u32, u32)>], tail: f64) -> Vec<Option<Interval>> {
        let draw = |times: &mut Vec<u32>, draw: u32| {
            let size = self.draw(sizes, times, draw);
            let rate = |item: &Vec<(u32, u32)>| {
                let counted =
                    item.iter().map(|&(group, count)| u64::from(times[group as usize]) * u64::from(count));
                counted.sum::<u64>() as f64 / size as f64
            };
            // A draw of nothing but empty groups has no rates.
            (size > 0).then(|| items.iter().map(rate).collect::<Vec<f64>>())
        };
        let draws: Vec<Option<Vec<f64>>> = (0..self.draws).into_par_iter().map_init(Vec::new, draw).collect();
        let interval = |item: usize| {
            let mut rates: Vec<f64> = draws.iter().flatten().map(|rates| rates[item]).collect();
            rates.sort_unstable_by(f64::total_cmp);
            Some(Interval { low: quantile(&rates, tail)?, high: quantile(&rates, 1.0 - tail)? })
        };
        (0..items.len()).map(interval).collect()
    }

    /// How often each group is drawn in this draw; gives the size of them all.
    fn draw(&self, sizes: &[u64], times: &mut Vec<u32>, draw: u32) -> u64 {
        let mut random = ChaCha8Rng::seed_from_u64(self.seed);
        random.set_stream(u64::from(draw));
        times.clear();
        times.resize(sizes.len(), 0);
        let mut size = 0;
        for _ in 0..sizes.len() {
            let group = random.random_range(0..sizes.len() as u32) as usize;
            times[group] += 1;
            size += sizes[group];
        }
        size
    }
}

/// Quantile of ascending numbers, between two of them by linear interpolation (type 7 of Hyndman and Fan 1996).
fn quantile(ascending: &[f64], p: f64) -> Option<f64> {
    let place = p * (ascending.len().checked_sub(1)? as f64);
    let below = place.floor();
    let low = ascending[below as usize];
    let high = ascending[place.ceil() as usize];
    Some(low + (high - low) * (place - below))
}
