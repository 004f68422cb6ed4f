//! How long each stage takes.

use super::StageTime;
use std::time::{Duration, Instant};

/// The stages of the main job, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Clean,
    Tokens,
    Structure,
    Segment,
    Phrases,
    Sketch,
    Count,
    Page,
    Discovery,
    Duplicates,
    Topics,
    Tables,
}

const NAMES: [&str; 12] = [
    "clean",
    "tokens",
    "structure",
    "segment",
    "phrases",
    "sketch",
    "count",
    "page",
    "discovery",
    "duplicates",
    "topics",
    "tables",
];

/// Time by stage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    last: Instant,
    spent: [Duration; NAMES.len()],
}

impl Default for Clock {
    fn default() -> Self {
        Self { last: Instant::now(), spent: [Duration::ZERO; NAMES.len()] }
    }
}

impl Clock {
    pub fn start(&mut self) {
        self.last = Instant::now();
    }

    /// Books the time since the last call to `stage`.
    pub fn lap(&mut self, stage: Stage) {
        let now = Instant::now();
        self.spent[stage as usize] += now - self.last;
        self.last = now;
    }

    pub fn add(&mut self, other: &Clock) {
        self.spent.iter_mut().zip(other.spent).for_each(|(sum, spent)| *sum += spent);
    }

    /// The table of the manifest, for `bytes` of text.
    pub fn table(&self, bytes: u64) -> Vec<StageTime> {
        let row = |(stage, spent): (&'static str, Duration)| {
            let seconds = spent.as_secs_f64();
            let megabytes_per_second = if seconds > 0.0 { bytes as f64 / 1e6 / seconds } else { 0.0 };
            StageTime {
                stage,
                seconds: round(seconds, 1e4),
                megabytes_per_second: round(megabytes_per_second, 10.0),
            }
        };
        NAMES.into_iter().zip(self.spent).map(row).collect()
    }
}

fn round(value: f64, steps: f64) -> f64 {
    (value * steps).round() / steps
}
