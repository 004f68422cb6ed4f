//! Naive Bayes against scikit-learn (tests/oracles/classify.py), folds, scores.

use chinhluan::classify::{NaiveBayes, Score, folds};
use chinhluan::counts::Counts;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    alpha: f64,
    labels: usize,
    counts: Vec<Vec<u32>>,
    label: Vec<u32>,
    asked: Vec<Vec<u32>>,
    log_probabilities: Vec<Vec<f64>>,
}

fn counts(rows: &[Vec<u32>]) -> Counts {
    let mut counts = Counts::default();
    for row in rows {
        let terms = (0u32..).zip(row).flat_map(|(term, &count)| (0..count).map(move |_| term));
        counts.push(&mut terms.collect::<Vec<_>>());
    }
    counts
}

#[test]
fn equal_to_scikit_learn() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("data/classify.json")).unwrap();
    assert!(cases.len() >= 4);
    for case in cases {
        let labels: Vec<Option<u32>> = case.label.iter().copied().map(Some).collect();
        let settings = NaiveBayes { alpha: case.alpha };
        let fitted = settings.fit(&counts(&case.counts), &labels, case.labels).unwrap();
        let asked = counts(&case.asked);
        for (document, expected) in case.log_probabilities.iter().enumerate() {
            let found = fitted.log_probabilities(asked.row(document));
            assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(expected) {
                assert!((found - expected).abs() < 1e-9 * expected.abs().max(1.0), "{found} {expected}");
            }
        }
    }
}

#[test]
fn nothing_to_learn_from() {
    let counts = counts(&[vec![1, 0], vec![0, 1]]);
    let fit = |alpha: f64, labels: [Option<u32>; 2], count| NaiveBayes { alpha }.fit(&counts, &labels, count);
    assert!(fit(1.0, [Some(0), Some(0)], 2).unwrap_err().to_string().contains("two labels"));
    assert!(fit(1.0, [None, None], 2).is_err());
    assert!(fit(1.0, [Some(0), Some(2)], 2).unwrap_err().to_string().contains("label 2"));
    assert!(fit(0.0, [Some(0), Some(1)], 2).unwrap_err().to_string().contains("alpha"));
    assert!(fit(f64::NAN, [Some(0), Some(1)], 2).is_err());
}

proptest! {
    /// Probabilities sum to one, whatever is asked for; a label that nobody has is never given.
    #[test]
    fn probabilities(
        rows in prop::collection::vec(prop::collection::vec(0u32..4, 8), 2..12),
        labels in prop::collection::vec(prop::option::of(0u32..3), 12),
        asked in prop::collection::vec((0u32..20, 1u32..9), 0..10),
    ) {
        let labels = &labels[..rows.len()];
        let Ok(fitted) = NaiveBayes::default().fit(&counts(&rows), labels, 4) else { return Ok(()) };
        let logs = fitted.log_probabilities(asked.iter().copied());
        let sum: f64 = logs.iter().map(|log| log.exp()).sum();
        prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
        let (label, probability) = fitted.label(asked.into_iter());
        prop_assert!(labels.contains(&Some(label)) && probability.is_finite());
    }

    /// Copies are together, folds are of one size but for the copies, and every label is dealt out evenly.
    #[test]
    fn every_fold_has_its_share(
        labels in prop::collection::vec(0u32..3, 1..60),
        number in 2u32..7,
        seed in 0u64..9,
    ) {
        let groups: Vec<u32> = (0..labels.len() as u32).collect();
        let fold_of = folds(&groups, &labels, number, seed);
        prop_assert_eq!(&folds(&groups, &labels, number, seed), &fold_of);
        for label in 0..3 {
            let of = |fold: u32| {
                fold_of.iter().zip(&labels).filter(|&(&of, &its)| of == fold && its == label).count()
            };
            let sizes: Vec<usize> = (0..number).map(of).collect();
            prop_assert!(sizes.iter().max().unwrap() - sizes.iter().min().unwrap() <= 1, "{:?}", sizes);
        }
        let together: Vec<u32> = groups.iter().map(|group| group / 2).collect();
        let fold_of = folds(&together, &labels, number, seed);
        prop_assert!(fold_of.chunks(2).all(|pair| pair.iter().all(|fold| *fold == pair[0])));
    }

    /// The interval holds the figure, and all right is 1.
    #[test]
    fn scores_are_shares(
        pairs in prop::collection::vec((0u32..3, 0u32..3), 2..40),
    ) {
        let (has, given): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
        let groups: Vec<u32> = (0..has.len() as u32).collect();
        for score in Score::of(&has, &given, &groups, 3, 1) {
            for share in [score.precision(), score.recall(), score.f1()] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            if let Some(interval) = score.interval {
                prop_assert!(interval.low <= interval.high && interval.high <= 1.0 + 1e-12);
            }
        }
        for score in Score::of(&has, &has, &groups, 3, 1) {
            prop_assert!(score.documents == 0 || score.f1() == 1.0);
        }
    }
}
