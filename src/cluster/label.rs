//! The words and phrases that tell a cluster from the rest.

use crate::counts::Counts;
use crate::grammar::is_of_grammar;
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

/// Words in a row that stand in more documents of a cluster than chance would have it.
#[derive(Clone, Debug, PartialEq)]
pub struct TellingPhrase {
    /// The words.
    pub words: Vec<u32>,
    /// As [`TellingWord::g2`]; of a phrase that was put together that of its most telling part.
    pub g2: f64,
}

/// The `most` most telling words of every cluster, by document frequency inside against outside.
///
/// Documents, not occurrences, are counted: one article that says a name thirty times does not make it a topic.
/// A word must stand in at least two documents and a quarter of the cluster, else it tells an article and not the
/// topic, and in a larger share of them than elsewhere. Words of a manner of writing, which most clusters have (*xảy*,
/// *đi*), come behind all others.
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

/// The same where terms are words and phrases: of a phrase and its parts one is left, and words of grammar (*rồi*, *ấy*,
/// *việc*) come last.
///
/// `words_of` gives the words of a term, `label` writes words, their syllables parted by blanks. The phrase stays where half
/// of the articles that have the part have the phrase, else the part does. Phrases that follow from each other,
/// *phòng cháy* and *cháy chữa cháy*, are one where half of the articles that have the more frequent one have both.
pub fn telling_phrases<'a>(
    counts: &Counts,
    words_of: impl Fn(u32) -> &'a [u32],
    label: impl Fn(&[u32]) -> String,
    assigned: &[Option<u32>],
    clusters: usize,
    most: usize,
) -> Vec<Vec<TellingPhrase>> {
    each(counts, assigned, clusters, |words, cluster| {
        let written = |word: TellingWord| (word, label(words_of(word.term)).to_lowercase());
        let mut chosen: Vec<(TellingWord, String)> = Vec::new();
        let mut of_grammar = Vec::new();
        for (word, own) in words.into_iter().map(written) {
            if is_of_grammar(&own) {
                of_grammar.push((word, own));
            } else if !choose(&mut chosen, (word, own), cluster, most) {
                break;
            }
        }
        of_grammar.into_iter().all(|word| choose(&mut chosen, word, cluster, most));
        let phrases = joined(chosen.into_iter().map(|(word, _)| word), &words_of, cluster);
        // A phrase that took its part's place, or was put together, may now hold another of the chosen.
        let written: Vec<String> = phrases.iter().map(|phrase| label(&phrase.words).to_lowercase()).collect();
        let is_part = |own: &str| written.iter().any(|other| other.len() > own.len() && holds(other, own));
        phrases.into_iter().zip(&written).filter(|(_, own)| !is_part(own)).map(|(phrase, _)| phrase).collect()
    })
}

/// Takes the next most telling term, in its place or in that of its part; false where there are enough.
fn choose(
    chosen: &mut Vec<(TellingWord, String)>,
    (word, own): (TellingWord, String),
    cluster: &Cluster,
    most: usize,
) -> bool {
    match chosen.iter().position(|(_, other)| holds(other, &own) || holds(&own, other)) {
        None if chosen.len() == most => return false,
        None => chosen.push((word, own)),
        Some(at) => {
            let (other, other_own) = &chosen[at];
            if own.len() > other_own.len() && 2 * cluster.with(word.term) >= cluster.with(other.term) {
                chosen[at] = (word, own);
            }
        }
    }
    true
}

/// A phrase that is put together, and the terms that it begins and ends with.
struct Chain {
    phrase: TellingPhrase,
    first: u32,
    last: u32,
}

impl Chain {
    /// Whether the other goes on where this one ends, in articles that mostly have both.
    fn leads_to(&self, other: &Self, cluster: &Cluster) -> bool {
        let (one, two) = (&self.phrase.words, &other.phrase.words);
        let overlap = one.len() > 1 && two.len() > 1 && one.last() == two.first();
        overlap && {
            let most = cluster.with(self.last).max(cluster.with(other.first));
            2 * cluster.with_both(self.last, other.first) >= most
        }
    }

    fn and(mut self, other: Self) -> Self {
        self.phrase.words.extend(&other.phrase.words[1..]);
        self.phrase.g2 = self.phrase.g2.max(other.phrase.g2);
        Self { last: other.last, ..self }
    }
}

/// The terms as phrases; those that follow from each other are one, in the place of the most telling.
fn joined<'a>(
    terms: impl Iterator<Item = TellingWord>,
    words_of: impl Fn(u32) -> &'a [u32],
    cluster: &Cluster,
) -> Vec<TellingPhrase> {
    let mut chains: Vec<Chain> = Vec::new();
    for TellingWord { term, g2, .. } in terms {
        let phrase = TellingPhrase { words: words_of(term).to_vec(), g2 };
        let (mut chain, mut place) = (Chain { phrase, first: term, last: term }, chains.len());
        let fits =
            |other: &Chain, chain: &Chain| other.leads_to(chain, cluster) || chain.leads_to(other, cluster);
        while let Some(at) = chains.iter().position(|other| fits(other, &chain)) {
            let other = chains.remove(at);
            chain = if other.leads_to(&chain, cluster) { other.and(chain) } else { chain.and(other) };
            place = place.min(at);
        }
        chains.insert(place, chain);
    }
    chains.into_iter().map(|chain| chain.phrase).collect()
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

/// A cluster, to be asked in how many of its documents terms stand.
struct Cluster<'a> {
    counts: &'a Counts,
    members: &'a [usize],
    inside: &'a Inside,
}

impl Cluster<'_> {
    fn with(&self, term: u32) -> u32 {
        self.inside.documents[term as usize]
    }

    fn with_both(&self, one: u32, other: u32) -> u32 {
        let has_both =
            |&&document: &&usize| [one, other].iter().all(|&term| self.counts.of(document, term) > 0);
        self.members.iter().filter(has_both).count() as u32
    }
}

/// Hands the telling words of each cluster, the most telling first, to `choose`.
///
/// A term that most clusters have half as often as all documents together tells a manner of writing (*xảy*, *đi*)
/// and no topic: such come behind all others.
fn each<T>(
    counts: &Counts,
    assigned: &[Option<u32>],
    clusters: usize,
    choose: impl Fn(Vec<TellingWord>, &Cluster) -> Vec<T>,
) -> Vec<Vec<T>> {
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
        telling.push(choose(words, &Cluster { counts, members, inside: &inside }));
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
        let label = |words: &[u32]| labels[words[0] as usize].to_owned();
        let terms: Vec<[u32; 1]> = (0..6).map(|term| [term]).collect();
        let telling = telling_phrases(&counts, |term| &terms[term as usize], label, &assigned, 2, 5);
        assert_eq!(telling[0].iter().map(|phrase| phrase.words[0]).collect::<Vec<_>>(), [2]);
        assert!(
            holds("tự phê bình", "phê bình") && !holds("tự phê bình", "hê bình") && !holds("a b", "a b c")
        );
    }

    #[test]
    fn parts_of_a_name_are_joined_and_words_of_grammar_come_last() {
        let written = ["phòng", "cháy", "chữa cháy", "rồi", "lửa", "khác"];
        let words: [&[u32]; 8] = [&[0], &[1], &[2], &[3], &[4], &[5], &[0, 1], &[1, 2]];
        let mut counts = Counts::default();
        for _ in 0..4 {
            counts.push(&mut [0, 1, 2, 3, 4, 6, 7]);
        }
        for _ in 0..20 {
            counts.push(&mut [1, 5]);
        }
        let assigned: Vec<Option<u32>> = (0..24).map(|document| Some(u32::from(document > 3))).collect();
        let label =
            |words: &[u32]| words.iter().map(|&word| written[word as usize]).collect::<Vec<_>>().join(" ");
        let telling = telling_phrases(&counts, |term| words[term as usize], label, &assigned, 2, 5);
        let told: Vec<String> = telling[0].iter().map(|phrase| label(&phrase.words)).collect();
        assert_eq!(told, ["phòng cháy chữa cháy", "lửa", "rồi"]);
    }
}
