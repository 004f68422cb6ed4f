//! Articles that report the same happening.

use super::leiden::{Graph, Leiden};
use crate::counts::Counts;
use crate::error::Result;
use crate::tfidf::{InvertedIndex, Products, Vectors};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Settings of the search for events: communities of the graph of nearest neighbours.
///
/// Each article is tied to those nearest to it by cosine, exactly, within a window of time; the Leiden algorithm then
/// finds sets whose mean tie is above `resolution`. How many events there are need not be known.
///
/// A tie is the cosine over the scale of its two ends, the geometric mean of how near their nearest neighbours are: a
/// long report and three short ones on one event are then as close as three long ones.
///
/// ```
/// use chinhluan::{cluster::Events, counts::Counts};
/// let mut counts = Counts::default();
/// for terms in [[0, 1, 2, 9], [0, 1, 3, 9], [4, 5, 6, 9], [4, 5, 7, 9], [0, 1, 2, 8]] {
///     counts.push(&mut terms.clone());
/// }
/// let days = [Some(14_000), Some(14_001), Some(14_000), None, Some(14_400)];
/// // The last has the words of the first, but comes a year later.
/// assert_eq!(Events::default().of(&counts, &days)?, [0, 0, 1, 1, 2]);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Events {
    /// Nearest neighbours an article is tied to.
    pub neighbours: usize,
    /// How near the articles of one event are on average, against their nearest neighbours; 0 to 1. Higher values give
    /// smaller events.
    pub resolution: f64,
    /// Days between two reports of one event, at most. A tie over the whole window counts half.
    pub window: u32,
    /// Seed of the random choices.
    pub seed: u64,
}

impl Default for Events {
    fn default() -> Self {
        Self { neighbours: 20, resolution: 0.5, window: 14, seed: 1 }
    }
}

/// Cosines that are as good as none: what two unrelated articles of one newspaper share. Without it, articles that
/// have no fellow would be tied to whatever is least unlike them.
const UNRELATED: f64 = 0.1;

/// Neighbours that the scale of an article is taken from: one alone may be half a copy; of three, the third is no report
/// of an event that has but three.
const SCALE: usize = 2;

impl Events {
    /// The event of each document, numbered in the order of their first documents; `days` are the days of publication,
    /// counted from any day. Documents without a day are within every window, and without words are events of their own.
    ///
    /// # Errors
    /// None that follows from the documents.
    pub fn of(&self, counts: &Counts, days: &[Option<i32>]) -> Result<Vec<u32>> {
        let vectors = super::space::weigh(counts, 2)?;
        // In order of time, so that a window is a range; those without a day come last.
        let mut order: Vec<usize> = (0..vectors.documents()).collect();
        order.sort_by_key(|&document| (days[document].is_none(), days[document]));
        let vectors = vectors.select(&order);
        let days: Vec<Option<i32>> = order.iter().map(|&document| days[document]).collect();
        let graph = Graph::new(order.len(), &self.ties(&vectors, &days));
        let communities = Leiden { resolution: self.resolution, seed: self.seed }.run(&graph);
        let mut event_of = vec![0; order.len()];
        order.iter().zip(&communities).for_each(|(&document, &community)| event_of[document] = community);
        Ok(super::leiden::numbered(&event_of))
    }

    /// Every pair of neighbours once, the earlier first.
    fn ties(&self, vectors: &Vectors, days: &[Option<i32>]) -> Vec<(u32, u32, f64)> {
        let index = InvertedIndex::new(vectors);
        let dated = days.iter().flatten().count();
        let neighbours: Vec<Vec<(u32, f64)>> = (0..vectors.documents())
            .into_par_iter()
            .map_init(Products::default, |buffers, document| {
                self.neighbours_of(document, vectors, &index, days, dated, buffers)
            })
            .collect();
        let scale: Vec<f64> = neighbours
            .iter()
            .map(|near| {
                let nearest: f64 = near.iter().take(SCALE).map(|(_, cosine)| cosine).sum();
                (nearest / SCALE as f64).max(UNRELATED)
            })
            .collect();
        let mut ties: Vec<(u32, u32, f64)> = Vec::new();
        for (document, near) in (0u32..).zip(&neighbours) {
            for &(other, cosine) in near {
                let scale = (scale[document as usize] * scale[other as usize]).sqrt();
                ties.push((document.min(other), document.max(other), cosine / scale));
            }
        }
        ties.sort_by_key(|&(a, b, _)| (a, b));
        ties.dedup_by_key(|&mut (a, b, _)| (a, b));
        ties
    }

    /// The nearest of a document, their cosines less what lies between them in time.
    fn neighbours_of(
        &self,
        document: usize,
        vectors: &Vectors,
        index: &InvertedIndex,
        days: &[Option<i32>],
        dated: usize,
        buffers: &mut Products,
    ) -> Vec<(u32, f64)> {
        let window = i32::try_from(self.window).unwrap_or(i32::MAX);
        let within = match days[document] {
            None => 0..dated,
            Some(day) => {
                let (first, last) = (day.saturating_sub(window), day.saturating_add(window));
                days[..dated].partition_point(|&other| other < Some(first))
                    ..days[..dated].partition_point(|&other| other <= Some(last))
            }
        };
        let undated = dated..days.len();
        let mut near: Vec<(u32, f64)> = Vec::new();
        for range in [within, undated] {
            let range = range.start as u32..range.end as u32;
            // One more, for the document finds itself.
            near.extend(index.nearest_among(range, vectors.row(document), self.neighbours + 1, buffers));
        }
        near.retain(|&(other, _)| other as usize != document);
        near.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        near.truncate(self.neighbours);
        for (other, cosine) in &mut near {
            if let (Some(one), Some(other)) = (days[document], days[*other as usize]) {
                *cosine *= 0.5f64.powf(f64::from(one.abs_diff(other)) / f64::from(self.window.max(1)));
            }
        }
        near
    }
}
