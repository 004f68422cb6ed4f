//! Topics in order of kinship: which lie nearest to each other, and what they have in common.

use super::Clustering;
use kodama::{Method, linkage};
use ndarray::Array2;

/// Two groups of clusters that were joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// The groups: below the number of clusters a cluster, else the join of the number that is left.
    pub parts: [usize; 2],
    /// Mean distance between the clusters of one and of the other, `1 − cosine` of their centroids: 0 to 2.
    pub distance: f64,
}

/// The joins that average linkage (Sokal and Michener 1958) makes of the clusters, the nearest first: one less than
/// there are clusters.
///
/// ```
/// use chinhluan::cluster::{Clustering, outline};
/// use ndarray::array;
/// let centroids = array![[1.0, 0.0], [0.0, 1.0], [0.8, 0.6]];
/// let joins = outline(&Clustering { assigned: vec![], similarity: vec![], centroids });
/// assert_eq!(joins[0].parts, [0, 2]);
/// assert_eq!(joins[1].parts, [1, 3]); // with the first join
/// ```
pub fn outline(clustering: &Clustering) -> Vec<Join> {
    let clusters = clustering.centroids.nrows();
    if clusters < 2 {
        return Vec::new();
    }
    let cosines: Array2<f64> = clustering.centroids.dot(&clustering.centroids.t());
    let mut distances: Vec<f64> = (0..clusters)
        .flat_map(|one| (one + 1..clusters).map(move |other| (one, other)))
        .map(|(one, other)| (1.0 - cosines[[one, other]]).max(0.0))
        .collect();
    let joined = linkage(&mut distances, clusters, Method::Average);
    let join = |step: &kodama::Step<f64>| Join {
        parts: [step.cluster1, step.cluster2],
        distance: step.dissimilarity,
    };
    joined.steps().iter().map(join).collect()
}
