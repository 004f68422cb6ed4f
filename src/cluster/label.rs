//! The words that tell a cluster from the rest.

use crate::counts::Counts;

/// A word that stands in more documents of a cluster than chance would have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TellingWord {
    /// The term.
    pub term: u32,
    /// Log-likelihood ratio G² of the 2 × 2 table of documents with and without the term, in and outside the
    /// cluster (Dunning 1993), all four cells.
    pub g2: f64,
    /// Documents of the cluster that hold the term.
    pub documents: u32,
}

/// The `most` most telling words of every cluster, by document frequency inside against outside.
///
/// Documents, not occurrences, are counted: one article that says a name thirty times does not make it a topic.
/// A word must stand in at least two documents and a quarter of the cluster, else it tells an article and not the
/// topic, and in a larger share of them than elsewhere.
pub fn telling_words(
    counts: &Counts,
    assigned: &[Option<u32>],
    clusters: usize,
    most: usize,
) -> Vec<Vec<TellingWord>> {
    let mut inside = vec![vec![0u32; counts.terms()]; clusters];
    let mut sizes = vec![0u32; clusters];
    for (document, cluster) in assigned.iter().enumerate() {
        let Some(cluster) = cluster else { continue };
        sizes[*cluster as usize] += 1;
        for (term, _) in counts.row(document) {
            inside[*cluster as usize][term as usize] += 1;
        }
    }
    let documents: u32 = sizes.iter().sum();
    let mut everywhere = vec![0u32; counts.terms()];
    for cluster in &inside {
        everywhere.iter_mut().zip(cluster).for_each(|(sum, count)| *sum += count);
    }
    (inside.iter().zip(&sizes))
        .map(|(cluster, &size)| {
            let least = (size / 4).max(2);
            let mut words: Vec<TellingWord> = (cluster.iter().enumerate())
                .filter_map(|(term, &with)| {
                    let elsewhere = everywhere[term] - with;
                    let telling = with >= least
                        && u64::from(with) * u64::from(documents - size)
                            > u64::from(elsewhere) * u64::from(size);
                    let g2 = g2([with, size - with, elsewhere, documents - size - elsewhere]);
                    telling.then_some(TellingWord { term: term as u32, g2, documents: with })
                })
                .collect();
            words.sort_by(|a, b| b.g2.total_cmp(&a.g2).then(a.term.cmp(&b.term)));
            words.truncate(most);
            words
        })
        .collect()
}

/// G² = 2 Σ observed · ln(observed / expected) over the four cells.
fn g2([a, b, c, d]: [u32; 4]) -> f64 {
    let [a, b, c, d] = [a, b, c, d].map(f64::from);
    let total = a + b + c + d;
    let cell = |observed: f64, row: f64, column: f64| {
        if observed == 0.0 { 0.0 } else { observed * (observed * total / (row * column)).ln() }
    };
    2.0 * (cell(a, a + b, a + c) + cell(b, a + b, b + d) + cell(c, c + d, a + c) + cell(d, c + d, b + d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn g2_of_a_published_table() {
        // scipy.stats.chi2_contingency([[110, 2442], [111, 29114]], lambda_="log-likelihood", correction=False)
        assert!((g2([110, 2442, 111, 29114]) - 270.72).abs() < 0.01);
    }

    #[test]
    fn words_of_the_cluster_come_first() {
        let mut counts = Counts::default();
        for terms in [[0, 1, 9], [0, 1, 9], [2, 3, 9], [2, 3, 9]] {
            counts.push(&mut terms.clone());
        }
        let words = telling_words(&counts, &[Some(0), Some(0), Some(1), Some(1)], 2, 5);
        assert_eq!(words[0].iter().map(|word| word.term).collect::<Vec<_>>(), [0, 1]);
        assert_eq!(words[1].iter().map(|word| word.term).collect::<Vec<_>>(), [2, 3]);
    }
}
