//! How good a number of clusters is, as far as figures can tell.

use super::{Clustering, KMeans};
use crate::error::Result;
use ndarray::Array2;
use serde::Serialize;
use std::collections::BTreeMap;

/// What speaks for a number of clusters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quality {
    /// Number of clusters, k.
    pub topics: usize,
    /// Mean of `(b − a) / max(a, b)`, a and b the distances of a document from its own centroid and from the nearest
    /// other, `1 − cosine`: the simplified silhouette (Hruschka, de Castro and Campello 2004), -1 to 1. The silhouette
    /// itself takes distances between all pairs of documents.
    pub silhouette: f64,
    /// Mean adjusted Rand index of every two of the runs with different seeds; 1 where all agree.
    pub stability: f64,
}

impl Quality {
    /// Runs k-means with `seeds` seeds, from that of the settings on; none without two seeds and two clusters.
    ///
    /// # Errors
    /// As [`KMeans::run`].
    pub fn of(settings: &KMeans, rows: &Array2<f64>, seeds: u64) -> Result<Option<Self>> {
        if seeds < 2 || settings.clusters < 2 {
            return Ok(None);
        }
        let run = |seed| KMeans { seed: settings.seed.wrapping_add(seed), ..settings.clone() }.run(rows);
        let runs = (0..seeds).map(run).collect::<Result<Vec<Clustering>>>()?;
        let silhouettes = runs.iter().map(|run| silhouette(rows, run)).sum::<f64>();
        let pairs = (1..runs.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
        let indices: Vec<f64> =
            pairs.map(|(one, other)| adjusted_rand(&runs[one].assigned, &runs[other].assigned)).collect();
        Ok(Some(Self {
            topics: settings.clusters,
            silhouette: silhouettes / seeds as f64,
            stability: indices.iter().sum::<f64>() / indices.len() as f64,
        }))
    }
}

fn silhouette(rows: &Array2<f64>, clustering: &Clustering) -> f64 {
    let (mut sum, mut documents) = (0.0, 0usize);
    for (row, own) in rows.rows().into_iter().zip(&clustering.assigned) {
        let Some(own) = own else { continue };
        let length = row.dot(&row).sqrt();
        let distances = clustering.centroids.dot(&row).mapv(|product| 1.0 - product / length);
        let a = distances[*own as usize].max(0.0);
        let others = distances.iter().enumerate().filter(|&(cluster, _)| cluster != *own as usize);
        let b = others.map(|(_, &distance)| distance).fold(f64::INFINITY, f64::min).max(0.0);
        // All articles equal: one cluster is as good as the other.
        sum += if a.max(b) > 0.0 { (b - a) / a.max(b) } else { 0.0 };
        documents += 1;
    }
    sum / documents.max(1) as f64
}

/// The adjusted Rand index (Hubert and Arabie 1985): the share of pairs on which two partitions agree, 0 where they
/// agree as chance has it. Documents without a cluster are one cluster.
///
/// ```
/// use chinhluan::cluster::adjusted_rand;
/// let one = [0, 0, 1, 1].map(Some);
/// assert_eq!(adjusted_rand(&one, &[1, 1, 0, 0].map(Some)), 1.0);
/// // sklearn.metrics.adjusted_rand_score([0, 0, 1, 1], [0, 0, 1, 2])
/// assert!((adjusted_rand(&one, &[0, 0, 1, 2].map(Some)) - 0.5714285714285714).abs() < 1e-12);
/// ```
pub fn adjusted_rand(one: &[Option<u32>], other: &[Option<u32>]) -> f64 {
    let pairs = |count: u64| count as f64 * (count as f64 - 1.0) / 2.0;
    let (mut both, mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (a, b) in one.iter().zip(other) {
        *both.entry((a, b)).or_insert(0) += 1;
        *rows.entry(a).or_insert(0) += 1;
        *columns.entry(b).or_insert(0) += 1;
    }
    let together: f64 = both.into_values().map(pairs).sum();
    let in_rows: f64 = rows.into_values().map(pairs).sum();
    let in_columns: f64 = columns.into_values().map(pairs).sum();
    let expected = in_rows * in_columns / pairs(one.len().min(other.len()) as u64).max(1.0);
    let most = (in_rows + in_columns) / 2.0;
    if most - expected == 0.0 { 1.0 } else { (together - expected) / (most - expected) }
}
