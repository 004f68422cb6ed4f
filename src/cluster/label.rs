//! The words and phrases that tell a cluster from the rest.

use super::Terms;
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
/// topic, and in a larger share of them than elsewhere.
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
/// The phrase stays where half of the articles that have the part have the phrase, else the part does.
pub fn telling_phrases(
    counts: &Counts,
    terms: &Terms,
    assigned: &[Option<u32>],
    clusters: usize,
    most: usize,
) -> Vec<Vec<TellingWord>> {
    each(counts, assigned, clusters, |words, inside| {
        let mut chosen: Vec<(TellingWord, &[u32])> = Vec::new();
        for word in words {
            let parts = terms.words_of(word.term);
            let related = chosen.iter().position(|(_, other)| holds(other, parts) || holds(parts, other));
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
        let parts: Vec<&[u32]> = chosen.iter().map(|&(_, parts)| parts).collect();
        let is_part = |own: &[u32]| parts.iter().any(|other| other.len() > own.len() && holds(other, own));
        chosen.into_iter().filter(|(_, own)| !is_part(own)).map(|(word, _)| word).collect()
    })
}

/// Whether the words of `part` stand in a row in `whole`.
fn holds(whole: &[u32], part: &[u32]) -> bool {
    whole.windows(part.len()).any(|row| row == part)
}

/// Hands the telling words of each cluster, the most telling first, to `choose`, with the number of documents of the
/// cluster that hold a term.
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
    // One row for all clusters: thousands of events times all terms would be gigabytes.
    let mut inside = vec![0u32; counts.terms()];
    let mut telling = Vec::with_capacity(clusters);
    for members in &members {
        let size = members.len() as u32;
        let mut met: Vec<u32> = Vec::new();
        for (term, _) in members.iter().flat_map(|&document| counts.row(document)) {
            if inside[term as usize] == 0 {
                met.push(term);
            }
            inside[term as usize] += 1;
        }
        let least = (size / 4).max(2);
        let word = |&term: &u32| {
            let (with, elsewhere) =
                (inside[term as usize], everywhere[term as usize] - inside[term as usize]);
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
        let mut words: Vec<TellingWord> = met.iter().filter_map(word).collect();
        words.sort_by(|a, b| b.g2.total_cmp(&a.g2).then(a.term.cmp(&b.term)));
        telling.push(choose(words, &|term| inside[term as usize]));
        met.iter().for_each(|&term| inside[term as usize] = 0);
    }
    telling
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::counts::{NgramRange, Rows};

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
    fn a_phrase_takes_the_place_of_its_parts() {
        let (country, new, gong, of, other) = (0, 1, 2, 3, 4);
        let others = vec![vec![of, other]; 7];
        let mut rows = Rows::default();
        for document in
            [vec![country, new, gong], vec![country, new, of], vec![gong, of]].iter().chain(&others)
        {
            rows.add(document);
            rows.close();
        }
        let terms = Terms::of(&rows, 5, NgramRange(1, 2));
        let assigned: Vec<Option<u32>> = (0..10).map(|document| Some(u32::from(document > 1))).collect();
        let telling = telling_phrases(&terms.counts, &terms, &assigned, 2, 5);
        let words: Vec<&[u32]> = telling[0].iter().map(|word| terms.words_of(word.term)).collect();
        assert_eq!(words, [[country, new]]);
    }
}
