//! Articles that report the same happening.

use super::leiden::{Graph, Leiden};
use crate::counts::Counts;
use crate::error::Result;
use crate::tfidf::{InvertedIndex, Products, Vectors};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::BTreeMap;

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
    /// counted from any day. Documents without words are events of their own.
    ///
    /// A document without a day joins the event with a day that it is nearest to on average; those that are near to none
    /// form events among themselves. So none ties two events that the window parts.
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
        let Ties { within, across } = self.ties(&vectors, &days);
        let graph = Graph::new(order.len(), &within);
        let mut communities = Leiden { resolution: self.resolution, seed: self.seed }.run(&graph);
        self.join(&mut communities, days.iter().flatten().count(), &across);
        let mut event_of = vec![0; order.len()];
        order.iter().zip(&communities).for_each(|(&document, &community)| event_of[document] = community);
        Ok(super::leiden::numbered(&event_of))
    }

    /// Puts documents without a day, which come behind the `dated`, into the events of those that have one.
    fn join(&self, communities: &mut [u32], dated: usize, across: &[(u32, u32, f64)]) {
        let mut sizes = vec![0; communities.len()];
        communities[..dated].iter().for_each(|&event| sizes[event as usize] += 1);
        for ties in across.chunk_by(|one, other| one.0 == other.0) {
            let mut near: BTreeMap<u32, f64> = BTreeMap::new();
            for &(_, other, tie) in ties {
                *near.entry(communities[other as usize]).or_default() += tie;
            }
            // Of a large event no more articles are looked at than there are neighbours.
            let above = |(event, sum): (u32, f64)| {
                (event, sum - self.resolution * sizes[event as usize].min(self.neighbours) as f64)
            };
            let best = near.into_iter().map(above).reduce(|a, b| if b.1 > a.1 { b } else { a });
            if let Some((event, _)) = best.filter(|&(_, above)| above > 0.0) {
                communities[ties[0].0 as usize] = event;
            }
        }
    }

    fn ties(&self, vectors: &Vectors, days: &[Option<i32>]) -> Ties {
        let index = InvertedIndex::new(vectors);
        let dated = days.iter().flatten().count();
        let neighbours: Vec<Near> = (0..vectors.documents())
            .into_par_iter()
            .map_init(Products::default, |buffers, document| {
                self.neighbours_of(document, vectors, &index, days, dated, buffers)
            })
            .collect();
        let mut ties = Ties { within: Vec::new(), across: Vec::new() };
        for (document, near) in (0u32..).zip(&neighbours) {
            let tie = |&(other, cosine): &(u32, f64)| {
                let scale = (near.scale * neighbours[other as usize].scale).sqrt();
                (other, cosine / scale)
            };
            let is_dated = (document as usize) < dated;
            let (own, others) =
                if is_dated { (&near.dated, None) } else { (&near.undated, Some(&near.dated)) };
            ties.within.extend(
                own.iter().map(tie).map(|(other, tie)| (document.min(other), document.max(other), tie)),
            );
            let across = others.into_iter().flatten().map(tie);
            ties.across.extend(across.map(|(other, tie)| (document, other, tie)));
        }
        ties.within.sort_by_key(|&(a, b, _)| (a, b));
        ties.within.dedup_by_key(|&mut (a, b, _)| (a, b));
        ties
    }

    fn neighbours_of(
        &self,
        document: usize,
        vectors: &Vectors,
        index: &InvertedIndex,
        days: &[Option<i32>],
        dated: usize,
        buffers: &mut Products,
    ) -> Near {
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
        let [mut within, undated] = [within, undated].map(|range| {
            let range = range.start as u32..range.end as u32;
            // One more, for the document finds itself.
            let mut near = index.nearest_among(range, vectors.row(document), self.neighbours + 1, buffers);
            near.retain(|&(other, _)| other as usize != document);
            near.sort_by(nearest_first);
            near.truncate(self.neighbours);
            near
        });
        let mut nearest: Vec<(u32, f64)> = within.iter().chain(&undated).copied().collect();
        nearest.sort_by(nearest_first);
        nearest.truncate(SCALE);
        let later = |near: &mut Vec<(u32, f64)>| {
            for (other, cosine) in near {
                if let (Some(one), Some(other)) = (days[document], days[*other as usize]) {
                    *cosine *= 0.5f64.powf(f64::from(one.abs_diff(other)) / f64::from(self.window.max(1)));
                }
            }
        };
        later(&mut within);
        later(&mut nearest);
        let sum: f64 = nearest.iter().map(|(_, cosine)| cosine).sum();
        Near { dated: within, undated, scale: (sum / SCALE as f64).max(UNRELATED) }
    }
}

/// Ties between two documents.
struct Ties {
    /// Of two that have a day, or of two that have none: every pair of neighbours once, the earlier first.
    within: Vec<(u32, u32, f64)>,
    /// Of one that has no day to its nearest of those that have one.
    across: Vec<(u32, u32, f64)>,
}

/// The nearest of a document, their cosines less what lies between them in time.
struct Near {
    dated: Vec<(u32, f64)>,
    undated: Vec<(u32, f64)>,
    /// How near the nearest of all are.
    scale: f64,
}

fn nearest_first(a: &(u32, f64), b: &(u32, f64)) -> Ordering {
    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
}
