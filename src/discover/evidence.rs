//! How a phrase stands in its sentences.

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::element::Marks;
use super::phrase::Candidate;
use super::register::Cues;
use super::suffixes::{STOP, Suffixes};

/// What is known of a phrase from the places where it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Evidence {
    /// Share of the occurrences with a comma or dash, of the joint where it is greatest.
    pub(super) joint: f64,
    /// Share of the occurrences in quotes.
    pub(super) quoted: f64,
    /// Share of the occurrences behind a noun that says what it is.
    pub(super) named: f64,
    /// How near it stands to words of political prose, 0 to 1.
    pub(super) political: f64,
    /// How free the words beside it are, the less free side: 1 where it is another one each time.
    pub(super) freedom: f64,
}

impl Evidence {
    pub(super) fn of(
        candidate: &Candidate,
        corpus: &Corpus,
        suffixes: &Suffixes,
        edge_words: &EdgeWords,
        cues: &Cues,
    ) -> Self {
        let len = candidate.codes.len();
        let marks = &corpus.row.marks;
        // A dash holds together what stands beside it: `xã hội - nghề nghiệp`.
        let parted = Marks::COMMA.with(Marks::QUOTE);
        let (mut left, mut right) = (Side::default(), Side::default());
        let (mut joints, mut quoted, mut named, mut political, mut all) =
            (vec![0u32; len], 0u32, 0u32, 0.0, 0u32);
        for first in candidate.occurrences(suffixes) {
            all += 1;
            let end = first + len;
            for (at, joint) in joints.iter_mut().enumerate().skip(1) {
                *joint += u32::from(marks[first + at].has(Marks::JOINT));
            }
            quoted += u32::from(marks[first].has(Marks::QUOTE) && marks[end - 1].has(Marks::QUOTED));
            political += cues.near(first, len);
            let is_named = edge_words.end_with_head(&suffixes.codes[first.saturating_sub(3)..first]);
            named += u32::from(is_named);
            match first.checked_sub(1).map(|before| suffixes.codes[before]) {
                Some(code) if code != STOP && !marks[first].has(parted) => {
                    match is_named || edge_words.is_plural(code) {
                        true => left.free += 1,
                        false => left.codes.push(code),
                    }
                }
                _ => left.free += 1,
            }
            match suffixes.codes.get(end) {
                Some(&code) if code != STOP && !marks[end].has(parted) => right.codes.push(code),
                _ => right.free += 1,
            }
        }
        let all = f64::from(all.max(1));
        Self {
            joint: f64::from(joints.into_iter().max().unwrap_or(0)) / all,
            quoted: f64::from(quoted) / all,
            named: f64::from(named) / all,
            political: political / all,
            freedom: left.variety(all).min(right.variety(all)),
        }
    }
}

/// What stands at one side of a phrase.
#[derive(Default)]
struct Side {
    /// Words.
    codes: Vec<i32>,
    /// Times that a mark or break stands there, or a plural: `các thế lực thù địch` is no longer phrase.
    free: u32,
}

impl Side {
    /// Entropy of what stands there, as a share of the greatest that so many occurrences can have. Marks, breaks and
    /// plurals count as another word each time.
    fn variety(mut self, all: f64) -> f64 {
        if all <= 1.0 {
            return 0.0;
        }
        self.codes.sort_unstable();
        let alone = f64::from(self.free) / all * all.log2();
        let of_run = |run: &[i32]| {
            let share = run.len() as f64 / all;
            -share * share.log2()
        };
        (alone + self.codes.chunk_by(|a, b| a == b).map(of_run).sum::<f64>()) / all.log2()
    }
}
