//! How well labels are given.

use crate::statistics::interval::{Bootstrap, Cell, Interval};
use serde::Serialize;
use std::collections::BTreeMap;

/// How well one label is given.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Score {
    /// Documents that have the label.
    pub documents: u64,
    /// Documents that it was given to.
    pub given: u64,
    /// Of these, the ones that have it.
    pub right: u64,
    /// Interval of [`Self::f1`], 95 %: bootstrap over groups of copies. None with fewer than two groups.
    pub interval: Option<Interval>,
}

impl Score {
    /// The score of each of `labels` labels, given those that documents have, those that they were given, and the groups
    /// of copies that they are in.
    ///
    /// ```
    /// use chinhluan::classify::Score;
    /// let scores = Score::of(&[0, 0, 0, 1], &[0, 0, 1, 1], &[0, 1, 2, 3], 2, 1);
    /// assert_eq!((scores[0].precision(), scores[0].recall()), (1.0, 2.0 / 3.0));
    /// assert!((scores[0].f1() - 0.8).abs() < 1e-12);
    /// ```
    pub fn of(has: &[u32], given: &[u32], groups: &[u32], labels: usize, seed: u64) -> Vec<Self> {
        (0..labels as u32).map(|label| Self::of_label(label, has, given, groups, seed)).collect()
    }

    fn of_label(label: u32, has: &[u32], given: &[u32], groups: &[u32], seed: u64) -> Self {
        let mut score = Self { documents: 0, given: 0, right: 0, interval: None };
        // F1 is 2 · right / (documents + given): a rate, of which the bootstrap draws whole groups.
        let mut by_group: BTreeMap<u32, (u32, u64)> = BTreeMap::new();
        for ((&has, &given), &group) in has.iter().zip(given).zip(groups) {
            let (has, given) = (has == label, given == label);
            score.documents += u64::from(has);
            score.given += u64::from(given);
            score.right += u64::from(has && given);
            let (twice_right, size) = by_group.entry(group).or_default();
            *twice_right += 2 * u32::from(has && given);
            *size += u64::from(has) + u64::from(given);
        }
        let sizes: Vec<u64> = by_group.values().map(|&(_, size)| size).collect();
        let cells = by_group.values().zip(0..).map(|(&(count, _), group)| Cell { group, item: 0, count });
        let bootstrap = Bootstrap { seed, ..Bootstrap::default() };
        score.interval = bootstrap.rates(&sizes, &cells.collect::<Vec<_>>(), 1).pop().flatten();
        score
    }

    /// Of the documents that were given the label, the share that has it; 0 of none.
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.given.max(1) as f64
    }

    /// Of the documents that have the label, the share that was given it; 0 of none.
    pub fn recall(&self) -> f64 {
        self.right as f64 / self.documents.max(1) as f64
    }

    /// F1, the harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.documents + self.given).max(1) as f64
    }
}
