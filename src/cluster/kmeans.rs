//! Spherical k-means (Dhillon and Modha 2001) with greedy k-means++ seeding (Arthur and Vassilvitskii 2007).

use crate::error::{Error, Result};
use ndarray::linalg::general_mat_mul;
use ndarray::{Array2, ArrayView1, Axis, NdFloat, parallel::prelude::*};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

/// Settings of spherical k-means: documents go to the centroid with the highest cosine.
///
/// A round takes documents × clusters × dimensions steps on rows that lie side by side. There are no mini-batches: they
/// would blur the result.
///
/// ```
/// use chinhluan::cluster::KMeans;
/// use ndarray::array;
/// let rows = array![[1.0, 0.0], [2.0, 0.1], [0.0, 1.0], [0.1, 3.0], [0.0, 0.0]];
/// let clusters = KMeans { clusters: 2, ..KMeans::default() }.run(&rows)?;
/// assert_eq!(clusters.assigned[0], clusters.assigned[1]);
/// assert_ne!(clusters.assigned[0], clusters.assigned[2]);
/// assert_eq!(clusters.assigned[4], None); // a row without weight has no direction
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KMeans {
    /// Number of clusters, k.
    pub clusters: usize,
    /// Runs from different seeds, of which the one with the highest sum of cosines is kept.
    pub starts: usize,
    /// Most rounds of one run.
    pub rounds: usize,
    /// Seed of the random choices.
    pub seed: u64,
}

impl Default for KMeans {
    fn default() -> Self {
        Self { clusters: 8, starts: 10, rounds: 60, seed: 1 }
    }
}

/// A partition of the documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Clustering {
    /// The cluster of each document, `None` for documents without any weight. Clusters are numbered by size,
    /// the largest first.
    pub assigned: Vec<Option<u32>>,
    /// Cosine of each document with the centroid of its cluster.
    pub similarity: Vec<f64>,
    /// Clusters × dimensions, rows of length 1.
    pub centroids: Array2<f64>,
}

impl Clustering {
    /// The documents of a cluster, the most typical first.
    pub fn members(&self, cluster: u32) -> Vec<usize> {
        let mut members: Vec<_> =
            (0..self.assigned.len()).filter(|&document| self.assigned[document] == Some(cluster)).collect();
        members.sort_by(|&a, &b| self.similarity[b].total_cmp(&self.similarity[a]).then(a.cmp(&b)));
        members
    }
}

impl KMeans {
    /// Partitions the documents, given as documents × dimensions; rows may have any length, only their direction counts.
    ///
    /// # Errors
    /// If there are no clusters or no starts to make, or fewer documents with weight than clusters.
    pub fn run(&self, rows: &Array2<f64>) -> Result<Clustering> {
        let weighted: Vec<usize> =
            (0..rows.nrows()).filter(|&row| rows.row(row).iter().any(|&value| value != 0.0)).collect();
        if self.clusters == 0 || self.starts == 0 {
            return Err(Error::Settings("the number of clusters and of starts must be 1 or more".into()));
        }
        if weighted.len() < self.clusters {
            return Err(Error::Settings(format!(
                "{} clusters asked for, but only {} of {} documents share a term with another",
                self.clusters,
                weighted.len(),
                rows.nrows()
            )));
        }
        let mut unit = rows.select(Axis(0), &weighted);
        scale_rows(&mut unit);
        // Half the memory to go through, and seven digits of a cosine are more than a topic has.
        let short = unit.mapv(|value| value as f32);
        let mut best: Option<Run> = None;
        for start in 0..self.starts {
            let mut random = ChaCha8Rng::seed_from_u64(self.seed);
            random.set_stream(start as u64);
            let run = self.one_run(&short, &mut random);
            if best.as_ref().is_none_or(|best| run.total > best.total) {
                best = Some(run);
            }
        }
        let best = best.unwrap_or_else(|| unreachable!("at least one start"));
        Ok(best.numbered_by_size(&weighted, &unit, rows.nrows()))
    }

    fn one_run(&self, rows: &Array2<f32>, random: &mut ChaCha8Rng) -> Run {
        let mut run = assign(rows, self.seed_centroids(rows, random));
        for _ in 0..self.rounds {
            let next = assign(rows, average(rows, &run, self.clusters));
            // The last few documents may go to and fro for dozens of rounds without a difference to be seen.
            let settled = next.total - run.total < 1e-5 * run.total;
            run = next;
            if settled {
                break;
            }
        }
        run
    }

    /// Greedy k-means++ with distance `1 − cosine`: of a few documents drawn, the one that leaves the least distance.
    fn seed_centroids(&self, rows: &Array2<f32>, random: &mut ChaCha8Rng) -> Array2<f32> {
        // As scikit-learn has it; one candidate only often puts two seeds into one large cluster.
        let candidates = 2 + (self.clusters as f64).ln() as usize;
        let mut centroids = Array2::zeros((self.clusters, rows.ncols()));
        let mut distance = vec![1.0f32; rows.nrows()];
        for mut centroid in centroids.rows_mut() {
            let total: f64 = distance.iter().copied().map(f64::from).sum();
            let draw = |random: &mut ChaCha8Rng| {
                let mut left = random.random::<f64>() * total;
                let drawn = distance.iter().position(|&distance| {
                    left -= f64::from(distance);
                    left < 0.0
                });
                // All documents coincide with a centroid: any of them will do.
                drawn.unwrap_or_else(|| random.random_range(0..rows.nrows()))
            };
            let drawn: Vec<usize> = (0..candidates).map(|_| draw(random)).collect();
            // All candidates at once: the rows are gone through once, not once for each.
            let mut after = products(rows, &rows.select(Axis(0), &drawn));
            for (mut after, &before) in after.rows_mut().into_iter().zip(&distance) {
                after.mapv_inplace(|cosine| before.min(1.0 - cosine).max(0.0));
            }
            let sums = after.columns().into_iter().map(|after| after.iter().copied().map(f64::from).sum());
            let least = |best: (usize, f64), next: (usize, f64)| if next.1 < best.1 { next } else { best };
            let (best, _) = sums.enumerate().fold((0, f64::INFINITY), least);
            centroid.assign(&rows.row(drawn[best]));
            distance = after.column(best).to_vec();
        }
        centroids
    }
}

/// Scales every row to length 1; rows without weight stay as they are.
pub(super) fn scale_rows<T: NdFloat>(rows: &mut Array2<T>) {
    for mut row in rows.rows_mut() {
        let length = row.dot(&row).sqrt();
        if length > T::zero() {
            row /= length;
        }
    }
}

struct Run {
    /// Per weighted document.
    cluster: Vec<u32>,
    similarity: Vec<f32>,
    total: f64,
    /// Those that the documents were assigned to.
    centroids: Array2<f32>,
}

impl Run {
    /// The clusters by size, with cosines to the last digit: `unit` are the rows of length 1.
    fn numbered_by_size(self, weighted: &[usize], unit: &Array2<f64>, documents: usize) -> Clustering {
        let clusters = self.centroids.nrows();
        let mut sizes = vec![0usize; clusters];
        self.cluster.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
        let mut order: Vec<usize> = (0..clusters).collect();
        order.sort_by_key(|&cluster| (std::cmp::Reverse(sizes[cluster]), cluster));
        let mut number = vec![0; clusters];
        order.iter().enumerate().for_each(|(new, &old)| number[old] = new as u32);
        let mut centroids = self.centroids.select(Axis(0), &order).mapv(f64::from);
        scale_rows(&mut centroids);
        let mut clustering =
            Clustering { assigned: vec![None; documents], similarity: vec![0.0; documents], centroids };
        for (place, &document) in weighted.iter().enumerate() {
            let cluster = number[self.cluster[place] as usize];
            clustering.assigned[document] = Some(cluster);
            clustering.similarity[document] =
                unit.row(place).dot(&clustering.centroids.row(cluster as usize));
        }
        clustering
    }
}

/// Rows × directions: the inner products, blocks of rows on all threads.
fn products(rows: &Array2<f32>, directions: &Array2<f32>) -> Array2<f32> {
    /// Rows one thread takes at a time: few enough that their products stay in the cache.
    const BLOCK: usize = 512;
    let mut products = Array2::zeros((rows.nrows(), directions.nrows()));
    let blocks = rows.axis_chunks_iter(Axis(0), BLOCK).into_par_iter();
    blocks.zip(products.axis_chunks_iter_mut(Axis(0), BLOCK)).for_each(|(rows, mut products)| {
        general_mat_mul(1.0, &rows, &directions.t(), 0.0, &mut products);
    });
    products
}

fn assign(rows: &Array2<f32>, centroids: Array2<f32>) -> Run {
    let nearest = |cosines: ArrayView1<f32>| {
        let better = |best: (u32, f32), next: (u32, f32)| if next.1 > best.1 { next } else { best };
        (0..).zip(cosines.iter().copied()).fold((0u32, f32::NEG_INFINITY), better)
    };
    let products = products(rows, &centroids);
    let (cluster, similarity): (Vec<_>, Vec<f32>) = products.rows().into_iter().map(nearest).unzip();
    // Summed in document order, so that the total does not depend on the number of threads.
    let total = similarity.iter().copied().map(f64::from).sum();
    Run { cluster, similarity, total, centroids }
}

/// Centroids of the assigned documents; an empty cluster takes the document that fits its own worst.
fn average(rows: &Array2<f32>, run: &Run, clusters: usize) -> Array2<f32> {
    let mut cluster_of = run.cluster.clone();
    let mut sizes = vec![0usize; clusters];
    cluster_of.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
    if sizes.contains(&0) {
        fill_empty(&mut cluster_of, &mut sizes, &run.similarity);
    }
    let mut centroids = Array2::<f32>::zeros((clusters, rows.ncols()));
    for (row, &cluster) in rows.rows().into_iter().zip(&cluster_of) {
        centroids.row_mut(cluster as usize).scaled_add(1.0, &row);
    }
    scale_rows(&mut centroids);
    centroids
}

fn fill_empty(cluster_of: &mut [u32], sizes: &mut [usize], similarity: &[f32]) {
    let mut by_fit: Vec<usize> = (0..cluster_of.len()).collect();
    by_fit.sort_by(|&a, &b| similarity[a].total_cmp(&similarity[b]).then(a.cmp(&b)));
    let mut worst = by_fit.into_iter();
    for empty in 0..sizes.len() {
        if sizes[empty] > 0 {
            continue;
        }
        let taken = worst.find(|&place| sizes[cluster_of[place] as usize] > 1);
        if let Some(place) = taken {
            sizes[cluster_of[place] as usize] -= 1;
            cluster_of[place] = empty as u32;
            sizes[empty] = 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_same_on_any_number_of_threads() {
        let rows = Array2::from_shape_fn((1500, 7), |(i, j)| ((i * 7 + j * j * 31) % 97) as f64 - 40.0);
        let settings = KMeans { clusters: 7, ..KMeans::default() };
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| settings.run(&rows).unwrap())
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn equal_documents_and_empty_ones() {
        let rows = array![[1.0, 2.0], [1.0, 2.0], [2.0, 4.0], [0.0, 0.0]];
        let clustering = KMeans { clusters: 2, ..KMeans::default() }.run(&rows).unwrap();
        assert_eq!(clustering.assigned[3], None);
        assert!(clustering.centroids.iter().all(|value| value.is_finite()));
        assert_eq!(clustering.members(0).len() + clustering.members(1).len(), 3);
    }

    #[test]
    fn more_clusters_than_documents() {
        let rows = array![[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]];
        let error = KMeans { clusters: 3, ..KMeans::default() }.run(&rows).unwrap_err();
        assert!(error.to_string().contains("only 2 of 3 documents"), "{error}");
    }
}
