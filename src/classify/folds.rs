//! Who is judged by whom.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use std::collections::BTreeMap;

/// A fold, 0 to `folds - 1`, for each document: whoever learns from the other folds has not seen it.
///
/// Documents of one group, an article and its copies, are in one fold: else a model is praised for knowing the copy.
/// Groups are dealt out at random, each label on its own, so that every fold has its share of each.
///
/// ```
/// use chinhluan::classify::folds;
/// let groups = [0, 1, 2, 3, 3, 4, 5];
/// let folds = folds(&groups, &[0, 0, 0, 0, 0, 1, 1], 2, 7);
/// assert_eq!(folds[3], folds[4]);
/// assert_ne!(folds[5], folds[6]);
/// ```
pub fn folds(groups: &[u32], labels: &[u32], folds: u32, seed: u64) -> Vec<u32> {
    let mut by_label: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut fold_of: BTreeMap<u32, u32> = BTreeMap::new();
    for (&group, &label) in groups.iter().zip(labels) {
        // A group has the label of its first document here.
        if fold_of.insert(group, 0).is_none() {
            by_label.entry(label).or_default().push(group);
        }
    }
    let mut random = ChaCha8Rng::seed_from_u64(seed);
    let mut next = 0;
    for groups in by_label.values_mut() {
        for last in (1..groups.len()).rev() {
            groups.swap(last, random.random_range(0..=last));
        }
        for &group in groups.iter() {
            fold_of.insert(group, next);
            next = (next + 1) % folds.max(1);
        }
    }
    groups.iter().map(|group| fold_of[group]).collect()
}
