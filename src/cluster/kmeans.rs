//! Spherical k-means (Dhillon and Modha 2001) with k-means++ seeding (Arthur and Vassilvitskii 2007).

use crate::error::{Error, Result};
use crate::tfidf::{Norm, Vectors};
use ndarray::{Array1, Array2, ArrayView1, Axis};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

/// Settings of spherical k-means: documents go to the centroid with the highest cosine.
///
/// ```
/// use chinhluan::{cluster::KMeans, counts::Counts, tfidf::TfIdf};
/// let mut counts = Counts::default();
/// for terms in [[0, 1], [0, 1], [2, 3], [2, 3]] {
///     counts.push(&mut terms.clone());
/// }
/// let vectors = TfIdf::default().fit(&counts)?.transform(&counts);
/// let clusters = KMeans { clusters: 2, ..KMeans::default() }.run(vectors)?;
/// assert_eq!(clusters.assigned[0], clusters.assigned[1]);
/// assert_ne!(clusters.assigned[0], clusters.assigned[2]);
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
        Self { clusters: 8, starts: 3, rounds: 60, seed: 1 }
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
    /// Clusters × columns, rows of length 1.
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
    /// Partitions the documents.
    ///
    /// # Errors
    /// If there are no clusters or no starts to make, or fewer documents with weight than clusters.
    pub fn run(&self, vectors: Vectors) -> Result<Clustering> {
        let vectors = vectors.scaled(Norm::L2);
        let weighted: Vec<usize> =
            (0..vectors.documents()).filter(|&document| vectors.row(document).next().is_some()).collect();
        if self.clusters == 0 || self.starts == 0 {
            return Err(Error::Settings("clusters and starts must be at least 1".into()));
        }
        if weighted.len() < self.clusters {
            return Err(Error::Settings(format!(
                "{} clusters asked for, but only {} documents have words to go by",
                self.clusters,
                weighted.len()
            )));
        }
        let mut best: Option<Run> = None;
        for start in 0..self.starts {
            let mut random = ChaCha8Rng::seed_from_u64(self.seed.wrapping_add(start as u64));
            let run = self.one_run(&vectors, &weighted, &mut random);
            if best.as_ref().is_none_or(|best| run.total > best.total) {
                best = Some(run);
            }
        }
        let best = best.unwrap_or_else(|| unreachable!("at least one start"));
        Ok(best.numbered_by_size(&weighted, vectors.documents()))
    }

    fn one_run(&self, vectors: &Vectors, weighted: &[usize], random: &mut ChaCha8Rng) -> Run {
        let mut centroids = self.seed_centroids(vectors, weighted, random);
        let mut run = assign(vectors, weighted, &centroids);
        for _ in 0..self.rounds {
            centroids = average(vectors, weighted, &run, self.clusters);
            let next = assign(vectors, weighted, &centroids);
            // The last few documents may go to and fro for dozens of rounds without a difference to be seen.
            let settled = next.total - run.total < 1e-4 * run.total;
            run = next;
            if settled {
                break;
            }
        }
        run.centroids = centroids;
        run
    }

    /// k-means++ with distance `1 − cosine`.
    fn seed_centroids(&self, vectors: &Vectors, weighted: &[usize], random: &mut ChaCha8Rng) -> Array2<f64> {
        let mut centroids = Array2::zeros((self.clusters, vectors.columns()));
        let mut distance = vec![1.0; weighted.len()];
        for cluster in 0..self.clusters {
            let total: f64 = distance.iter().sum();
            let mut left = random.random::<f64>() * total;
            let drawn = distance.iter().position(|&d| {
                left -= d;
                left < 0.0
            });
            // All documents coincide with a centroid: any of them will do.
            let drawn = drawn.unwrap_or_else(|| random.random_range(0..weighted.len()));
            for (column, weight) in vectors.row(weighted[drawn]) {
                centroids[[cluster, column as usize]] = weight;
            }
            let centroid = centroids.row(cluster);
            distance.par_iter_mut().zip(weighted).for_each(|(distance, &document)| {
                *distance = distance.min(1.0 - cosine(vectors, document, centroid)).max(0.0);
            });
        }
        centroids
    }
}

struct Run {
    /// Per weighted document.
    cluster: Vec<u32>,
    similarity: Vec<f64>,
    total: f64,
    centroids: Array2<f64>,
}

impl Run {
    fn numbered_by_size(self, weighted: &[usize], documents: usize) -> Clustering {
        let clusters = self.centroids.nrows();
        let mut sizes = vec![0usize; clusters];
        self.cluster.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
        let mut order: Vec<usize> = (0..clusters).collect();
        order.sort_by_key(|&cluster| (std::cmp::Reverse(sizes[cluster]), cluster));
        let mut number = vec![0; clusters];
        order.iter().enumerate().for_each(|(new, &old)| number[old] = new as u32);
        let mut clustering = Clustering {
            assigned: vec![None; documents],
            similarity: vec![0.0; documents],
            centroids: self.centroids.select(Axis(0), &order),
        };
        for (place, &document) in weighted.iter().enumerate() {
            clustering.assigned[document] = Some(number[self.cluster[place] as usize]);
            clustering.similarity[document] = self.similarity[place];
        }
        clustering
    }
}

fn cosine(vectors: &Vectors, document: usize, centroid: ArrayView1<f64>) -> f64 {
    vectors.row(document).map(|(column, weight)| weight * centroid[column as usize]).sum()
}

fn assign(vectors: &Vectors, weighted: &[usize], centroids: &Array2<f64>) -> Run {
    // The weights of one column in all clusters side by side: a document touches a few hundred columns.
    let by_column = centroids.t().as_standard_layout().into_owned();
    let nearest = |&document: &usize| {
        let mut cosines: Array1<f64> = Array1::zeros(centroids.nrows());
        for (column, weight) in vectors.row(document) {
            cosines.scaled_add(weight, &by_column.row(column as usize));
        }
        let mut best = (0u32, f64::NEG_INFINITY);
        for (cluster, &cosine) in cosines.iter().enumerate() {
            if cosine > best.1 {
                best = (cluster as u32, cosine);
            }
        }
        best
    };
    let (cluster, similarity): (Vec<_>, Vec<f64>) = weighted.par_iter().map(nearest).unzip();
    // Summed in document order, so that the total does not depend on the number of threads.
    let total = similarity.iter().sum();
    Run { cluster, similarity, total, centroids: Array2::zeros((0, 0)) }
}

/// Centroids of the assigned documents; an empty cluster takes the document that fits its own worst.
fn average(vectors: &Vectors, weighted: &[usize], run: &Run, clusters: usize) -> Array2<f64> {
    let mut cluster_of = run.cluster.clone();
    let mut sizes = vec![0usize; clusters];
    cluster_of.iter().for_each(|&cluster| sizes[cluster as usize] += 1);
    let mut by_fit: Vec<usize> = (0..weighted.len()).collect();
    by_fit.sort_by(|&a, &b| run.similarity[a].total_cmp(&run.similarity[b]).then(a.cmp(&b)));
    let mut worst = by_fit.into_iter();
    for empty in 0..clusters {
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
    let mut centroids = Array2::<f64>::zeros((clusters, vectors.columns()));
    for (&document, &cluster) in weighted.iter().zip(&cluster_of) {
        for (column, weight) in vectors.row(document) {
            centroids[[cluster as usize, column as usize]] += weight;
        }
    }
    for mut centroid in centroids.rows_mut() {
        let length = centroid.dot(&centroid).sqrt();
        if length > 0.0 {
            centroid /= length;
        }
    }
    centroids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::Counts;
    use crate::tfidf::TfIdf;

    fn vectors(documents: &[&[u32]]) -> Vectors {
        let mut counts = Counts::default();
        documents.iter().for_each(|terms| counts.push(&mut terms.to_vec()));
        TfIdf::default().fit(&counts).unwrap().transform(&counts)
    }

    #[test]
    fn the_same_on_any_number_of_threads() {
        let documents: Vec<Vec<u32>> =
            (0..200u32).map(|i| (0..30).map(|j| (i * 7 + j * j) % 97).collect()).collect();
        let slices: Vec<&[u32]> = documents.iter().map(Vec::as_slice).collect();
        let settings = KMeans { clusters: 7, ..KMeans::default() };
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| settings.run(vectors(&slices)).unwrap())
        };
        assert_eq!(run(1), run(3));
    }

    #[test]
    fn equal_documents_and_empty_ones() {
        let clustering = KMeans { clusters: 2, ..KMeans::default() }
            .run(vectors(&[&[1, 2], &[1, 2], &[1, 2], &[]]))
            .unwrap();
        assert_eq!(clustering.assigned[3], None);
        assert!(clustering.centroids.iter().all(|value| value.is_finite()));
        assert_eq!(clustering.members(0).len() + clustering.members(1).len(), 3);
    }

    #[test]
    fn more_clusters_than_documents() {
        let error = KMeans { clusters: 3, ..KMeans::default() }.run(vectors(&[&[1], &[2], &[]])).unwrap_err();
        assert!(error.to_string().contains("only 2 documents"), "{error}");
    }
}
