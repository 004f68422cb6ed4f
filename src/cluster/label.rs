//! The words and phrases that tell a cluster from the rest.

use crate::counts::Counts;
use crate::statistics::keyness::{Comparison, log_likelihood};

/// A term that stands in more documents of a cluster than chance would have it.
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
/// topic, and in a larger share of them than elsewhere. Words of a manner of writing, which most clusters have (*rồi*,
/// *nhưng*), come behind all others.
pub fn telling_words(
    counts: &Counts,
    assigned: &[Option<u32>],
    clusters: usize,
    most: usize,
) -> Vec<Vec<TellingWord>> {
    each(counts, assigned, clusters, |mut words, _| {
        words.truncate(most);
        words
    })
}

/// The same where terms are words and phrases: of a phrase and its parts one is left.
///
/// `label` writes a term, its syllables parted by blanks. The phrase stays where half of the articles that have the part
/// have the phrase, else the part does.
pub fn telling_phrases(
    counts: &Counts,
    label: impl Fn(u32) -> String,
    assigned: &[Option<u32>],
    clusters: usize,
    most: usize,
) -> Vec<Vec<TellingWord>> {
    each(counts, assigned, clusters, |words, inside| {
        let mut chosen: Vec<(TellingWord, String)> = Vec::new();
        for word in words {
            let parts = label(word.term).to_lowercase();
            let related = chosen.iter().position(|(_, other)| holds(other, &parts) || holds(&parts, other));
            match related {
                None if chosen.len() == most => break,
                None => chosen.push((word, parts)),
                Some(at) => {
                    let (other, other_parts) = &chosen[at];
                    let is_longer = parts.len() > other_parts.len();
                    if is_longer && 2 * inside(word.term) >= inside(other.term) {
                        chosen[at] = (word, parts);
                    }
                }
            }
        }
        // A phrase that took its part's place may now hold another of the chosen.
        let parts: Vec<String> = chosen.iter().map(|(_, parts)| parts.clone()).collect();
        let is_part = |own: &str| parts.iter().any(|other| other.len() > own.len() && holds(other, own));
        chosen.into_iter().filter(|(_, own)| !is_part(own)).map(|(word, _)| word).collect()
    })
}

/// Whether the syllables of `part` stand in a row in `whole`.
fn holds(whole: &str, part: &str) -> bool {
    let bounded = |(at, _): (usize, &str)| {
        let (before, after) = (&whole[..at], &whole[at + part.len()..]);
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    };
    whole.match_indices(part).any(bounded)
}

/// Documents of one cluster that hold each term. One row for all clusters, one after the other: thousands of events times
/// all terms would be gigabytes.
struct Inside {
    documents: Vec<u32>,
    met: Vec<u32>,
}

impl Inside {
    fn count(&mut self, counts: &Counts, members: &[usize]) {
        self.met.drain(..).for_each(|term| self.documents[term as usize] = 0);
        for (term, _) in members.iter().flat_map(|&document| counts.row(document)) {
            if self.documents[term as usize] == 0 {
                self.met.push(term);
            }
            self.documents[term as usize] += 1;
        }
    }
}

/// Hands the telling words of each cluster, the most telling first, to `choose`, with the number of documents of the
/// cluster that hold a term.
///
/// A term that most clusters have half as often as all documents together tells a manner of writing (*rồi*, *nhưng*)
/// and no topic: such come behind all others.
fn each(
    counts: &Counts,
    assigned: &[Option<u32>],
    clusters: usize,
    choose: impl Fn(Vec<TellingWord>, &dyn Fn(u32) -> u32) -> Vec<TellingWord>,
) -> Vec<Vec<TellingWord>> {
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); clusters];
    let mut everywhere = vec![0u32; counts.terms()];
    for (document, cluster) in assigned.iter().enumerate() {
        let Some(cluster) = cluster else { continue };
        members[*cluster as usize].push(document);
        counts.row(document).for_each(|(term, _)| everywhere[term as usize] += 1);
    }
    let documents: u32 = members.iter().map(|members| members.len() as u32).sum();
    let mut inside = Inside { documents: vec![0; counts.terms()], met: Vec::new() };
    let mut at_home = vec![0usize; counts.terms()];
    for members in &members {
        inside.count(counts, members);
        for &term in &inside.met {
            let with = 2 * u64::from(inside.documents[term as usize]) * u64::from(documents);
            let is_at_home = with >= u64::from(everywhere[term as usize]) * members.len() as u64;
            at_home[term as usize] += usize::from(is_at_home);
        }
    }
    let is_manner = |word: &TellingWord| at_home[word.term as usize] as f64 > MANNER * clusters as f64;
    let mut telling = Vec::with_capacity(clusters);
    for members in &members {
        let size = members.len() as u32;
        inside.count(counts, members);
        let least = (size / 4).max(2);
        let word = |&term: &u32| {
            let with = inside.documents[term as usize];
            let elsewhere = everywhere[term as usize] - with;
            let is_telling = with >= least
                && u64::from(with) * u64::from(documents - size) > u64::from(elsewhere) * u64::from(size);
            let table = Comparison {
                target: with.into(),
                reference: elsewhere.into(),
                target_size: size.into(),
                reference_size: (documents - size).into(),
            };
            let g2 = log_likelihood(table).filter(|_| is_telling)?;
            Some(TellingWord { term, g2, documents: with })
        };
        let mut words: Vec<TellingWord> = inside.met.iter().filter_map(word).collect();
        let before = |a: &TellingWord, b: &TellingWord| b.g2.total_cmp(&a.g2).then(a.term.cmp(&b.term));
        words.sort_by(|a, b| is_manner(a).cmp(&is_manner(b)).then_with(|| before(a, b)));
        telling.push(choose(words, &|term| inside.documents[term as usize]));
    }
    telling
}

/// A term of more than this share of the clusters is everybody's. At 0.6 *cái*, *cứ*, *nó* lead the label of a topic of
/// everyday stories; at 0.4 that topic has hardly another word.
const MANNER: f64 = 0.5;

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(telling: &[TellingWord]) -> Vec<u32> {
        telling.iter().map(|word| word.term).collect()
    }

    #[test]
    fn words_of_the_cluster_come_first() {
        let mut counts = Counts::default();
        for terms in [[0, 1, 9], [0, 1, 9], [2, 3, 9], [2, 3, 9]] {
            counts.push(&mut terms.clone());
        }
        let words = telling_words(&counts, &[Some(0), Some(0), Some(1), Some(1)], 2, 5);
        assert_eq!((chosen(&words[0]), chosen(&words[1])), (vec![0, 1], vec![2, 3]));
    }

    #[test]
    fn a_manner_of_writing_comes_behind_the_topic() {
        let (manner, topic) = (0, 1);
        let mut counts = Counts::default();
        for cluster in 0..4 {
            for document in 0..4 {
                let mut terms = vec![2 + cluster];
                terms.extend((cluster == 0 || document < 2).then_some(manner));
                terms
                    .extend((cluster == 0 && document < 2 || cluster == 1 && document == 3).then_some(topic));
                counts.push(&mut terms);
            }
        }
        let assigned: Vec<Option<u32>> = (0..16).map(|document| Some(document / 4)).collect();
        let words = &telling_words(&counts, &assigned, 4, 5)[0];
        assert_eq!(chosen(words), [2, topic, manner]);
        assert!(words[2].g2 > words[1].g2);
    }

    #[test]
    fn a_phrase_takes_the_place_of_its_parts() {
        let labels = ["nông thôn", "mới", "nông thôn mới", "chiêng", "của", "khác"];
        let mut counts = Counts::default();
        let others = vec![vec![4, 5]; 7];
        for terms in [vec![0, 1, 2, 3], vec![0, 1, 2, 4], vec![3, 4]].iter().chain(&others) {
            counts.push(&mut terms.clone());
        }
        let assigned: Vec<Option<u32>> = (0..10).map(|document| Some(u32::from(document > 1))).collect();
        let label = |term: u32| labels[term as usize].to_owned();
        assert_eq!(chosen(&telling_phrases(&counts, label, &assigned, 2, 5)[0]), [2]);
        assert!(
            holds("tự phê bình", "phê bình") && !holds("tự phê bình", "hê bình") && !holds("a b", "a b c")
        );
    }
}
