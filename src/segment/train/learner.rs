//! Weights while they are learned: logistic loss, a step of AdaGrad for every gap.

use super::Tables;
use super::sentence::Sentence;
use crate::segment::class::Class;
use crate::segment::corpus::{JOIN, LEAN_JOIN, LEAN_SPLIT, SPLIT};
use crate::segment::features::PAD;

/// The model while it is learned.
pub(super) struct Learner {
    pub(super) weights: Vec<Weight>,
    pub(super) rate: f32,
    pub(super) own_rate: f32,
}

/// What the gaps of a sentence weigh.
#[derive(Clone, Copy)]
pub(super) struct Worth {
    pub(super) settled: f32,
    pub(super) disputed: f32,
    /// 1 for gold, else 0.
    pub(super) gold: f32,
}

/// A weight while it is learned: a part that gold and silver text share, and what gold text adds to it (the domain
/// adaptation of Daumé 2007; a model is used on gold's terms, so the sum is what is stored).
///
/// Without a part of its own, gold text could not move what millions of silver gaps have settled: a lexicon of words
/// on which segmenters disagree means nothing where only undisputed gaps have labels.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Weight {
    pub(super) shared: f32,
    squares: f32,
    pub(super) own: f32,
    own_squares: f32,
}

/// One step of AdaGrad.
#[inline]
fn step(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    // The summand keeps the first step from being as long as `rate` whatever the gradient.
    *weight -= rate * gradient / (squares.sqrt() + 0.01);
}

impl Learner {
    /// Learns from one sentence; the sum of losses and the number of gaps.
    pub(super) fn learn(&mut self, sentence: &mut Sentence, tables: &Tables, worth: Worth) -> (f64, u64) {
        let (mut loss, mut gaps) = (0.0, 0);
        for gap in 0..sentence.labels.len() - 1 {
            let (join, weight) = match sentence.labels[gap] {
                SPLIT => (false, worth.settled),
                JOIN => (true, worth.settled),
                LEAN_SPLIT => (false, worth.disputed),
                LEAN_JOIN => (true, worth.disputed),
                _ => continue,
            };
            let sides = &sentence.classes[gap + PAD..gap + PAD + 2];
            if weight == 0.0 || !sides.iter().all(|&class| Class::joins(class)) {
                continue;
            }
            sentence.collect(gap, tables);
            let weights_of = sentence.features.iter().map(|&feature| &self.weights[feature as usize]);
            let score: f32 = weights_of.map(|weight| weight.shared + worth.gold * weight.own).sum();
            let probability = 1.0 / (1.0 + (-score).exp());
            let right = if join { probability } else { 1.0 - probability };
            // A logarithm of zero would make the figure useless, not the weights.
            loss -= f64::from(weight) * f64::from(right.max(1e-9).ln());
            gaps += 1;
            let gradient = (probability - f32::from(u8::from(join))) * weight;
            // Nearly all silver gaps are sure after a while; leaving them out halves the time.
            if gradient.abs() > 1e-4 {
                for &feature in &sentence.features {
                    let weight = &mut self.weights[feature as usize];
                    step(&mut weight.shared, &mut weight.squares, gradient, self.rate);
                    if worth.gold > 0.0 {
                        step(&mut weight.own, &mut weight.own_squares, gradient, self.own_rate);
                    }
                }
            }
        }
        (loss, gaps)
    }
}
