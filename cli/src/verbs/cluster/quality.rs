//! How many topics there may be.

use crate::failure::Outcome;
use crate::output::{to_stdout, write_jsonl};
use crate::terminal::table;
use chinhluan::cluster::{KMeans, Quality};
use ndarray::Array2;
use std::io::{self, IsTerminal, Write};
use std::ops::RangeInclusive;

/// Runs whose agreement is the stability of a number of topics.
const SEEDS: u64 = 5;

/// What speaks for each number of topics.
pub fn of(rows: &Array2<f64>, range: RangeInclusive<usize>, seed: u64) -> Outcome<Vec<Quality>> {
    let settings = |clusters| KMeans { clusters, seed, ..KMeans::default() };
    let of = |clusters| Quality::of(&settings(clusters), rows, SEEDS);
    Ok(range.filter_map(|topics| of(topics).transpose()).collect::<chinhluan::Result<_>>()?)
}

/// The number of topics with the highest silhouette, of equals the smallest.
pub fn clearest(qualities: &[Quality]) -> Option<usize> {
    let clearer = |best: &Quality, next: &Quality| next.silhouette > best.silhouette;
    let best = qualities.iter().reduce(|best, next| if clearer(best, next) { next } else { best });
    best.map(|quality| quality.topics)
}

/// A table on a terminal, else one object a line.
pub fn write(qualities: &[Quality]) -> Outcome<()> {
    if !io::stdout().is_terminal() {
        return to_stdout(|out| write_jsonl(qualities, out));
    }
    let row = |quality: &Quality| {
        vec![
            quality.topics.to_string(),
            format!("{:.3}", quality.silhouette),
            format!("{:.3}", quality.stability),
        ]
    };
    let header = [" Topics", " Silhouette (simplified)", " Stability (ARI of 5 seeds)"];
    to_stdout(|out| writeln!(out, "{}", table(&header, qualities.iter().map(row))))
}

/// The same for a spreadsheet.
pub fn write_csv(qualities: &[Quality], to: &mut impl Write) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(to);
    qualities.iter().try_for_each(|quality| rows.serialize(quality))?;
    rows.flush()
}
