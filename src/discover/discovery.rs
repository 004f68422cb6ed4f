//! From repeats to a list of phrases.

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::evidence::Evidence;
use super::grouping::{Group, Variants, group, merge_variants};
use super::nesting::{Nested, nested};
use super::passages::Reprinted;
use super::phrase::{Candidate, Split};
use super::reference::{Known, LONGEST, Reference, What, hash, same_as_target};
use super::register::Cues;
use super::repeats::{Bounds, Repeat, count_again, repeats};
use super::suffixes::Suffixes;
use super::whole::WholeWords;
use crate::error::{Error, Result};
use crate::statistics::association::{c_value, log_dice, log_likelihood, t_score};
use crate::statistics::dispersion::{dp, dp_norm, juilland_d};
use crate::statistics::distribution::chi_square_p;
use crate::statistics::keyness::{log_likelihood as keyness_g2, log_ratio, log_ratio_interval};
use crate::statistics::multiple::benjamini_hochberg;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::iter::once;

/// What a list of recurring phrases holds.
///
/// ```
/// use chinhluan::discover::{Corpus, Discovery, Models, Reference};
/// use chinhluan::{Document, Meta, Place, dedup, phrase::Families, segment::Segmenter};
/// let document = |text: &str| Document {
///     id: text.into(), text: text.into(), meta: Meta::default(), place: Place::file("a.txt"),
/// };
/// let texts = ["Thôn Đoài phát động phong trào gạch đỏ ngói son.", "Ông Tư kể chuyện gạch đỏ ngói son ở Vĩnh Khê.",
///              "Nhà nào cũng gạch đỏ ngói son."];
/// let models = Models::new(Segmenter::embedded(), Families::embedded())?;
/// let mut documents = texts.into_iter().map(|text| Ok(document(text)));
/// let corpus = Corpus::read(&mut documents, &models, &dedup::Settings::default())?;
/// let phrases = Discovery::default().find(&corpus, Reference::embedded())?;
/// assert_eq!((phrases[0].phrase.as_str(), phrases[0].documents), ("gạch đỏ ngói son", 3));
/// let contrast = phrases[0].contrast.as_ref().unwrap();
/// assert!(contrast.is_bound && contrast.low > 5.0); // at least 32 times as often as in encyclopaedia and laws
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Discovery {
    /// Phrases of fewer articles are left out; at least 2. None is three, and one more for every five thousand articles:
    /// in a large collection, what three articles share is chance.
    pub min_documents: Option<u32>,
    /// Syllables of the longest phrases, 2 to 32. The full name of a campaign has 14.
    pub max_syllables: u8,
    /// How many phrases, the best first.
    pub top: usize,
}

impl Default for Discovery {
    fn default() -> Self {
        Self { min_documents: None, max_syllables: 16, top: 200 }
    }
}

/// A phrase that recurs.
///
/// Counts are over one article per group of copies and without passages that an earlier article holds already.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Phrase {
    /// As it is written most often.
    pub phrase: String,
    /// Its words, as segmented most often.
    pub words: usize,
    /// Occurrences.
    pub count: u32,
    /// Articles.
    pub documents: u32,
    /// Sources: newspapers, sites, folders.
    pub range: u32,
    /// A few of the articles, counted from 0 over all that were read.
    #[serde(skip)]
    pub articles: Vec<u32>,
    /// Gries' DPnorm over the articles: 0 where each has its share, 1 where one small article has all. None in a
    /// collection of one article.
    pub dispersion: Option<f64>,
    /// Normalised pointwise mutual information of the split at which the phrase falls apart most easily: 1 where the
    /// two parts never stand alone, 0 where they meet by chance.
    pub association: f64,
    /// The families whose hits hold most of its occurrences, or lie in them.
    pub families: Vec<String>,
    /// What the list is ordered by, 0 and more.
    pub score: f64,
    /// C-value over articles, length in syllables (Frantzi, Ananiadou and Mima 2000).
    pub c_value: f64,
    /// G² of the split.
    pub g2: f64,
    /// Its p-value, adjusted over all repeats that were looked at, listed or not (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
    /// logDice of the split.
    pub log_dice: Option<f64>,
    /// t of the split.
    pub t: Option<f64>,
    /// Gries' DP over the articles.
    pub dp: Option<f64>,
    /// Juilland's D over the articles.
    pub juilland_d: Option<f64>,
    /// Share of the occurrences in quotes.
    pub quoted: f64,
    /// Share of the occurrences with a comma or dash, of the joint where it is greatest.
    pub joint: f64,
    /// Share of its syllables that begin with a capital inside sentences.
    pub capitals: f64,
    /// Share of the occurrences behind a noun that says what it is: `phong trào`, `chiến dịch`, `danh hiệu`.
    pub named: f64,
    /// How free the words beside it are, the less free side: 1 where it is another one each time.
    pub freedom: f64,
    /// How near it stands to words of political prose: share of the occurrences with one beside it.
    pub political: f64,
    /// Its other forms: another order of its parts, one word more, or a part of it.
    pub forms: Vec<String>,
    /// How much more often it stands here than in the reference; none where the reference cannot say: it is longer than
    /// what references hold, or too rare here.
    pub contrast: Option<Contrast>,
}

/// How much more often the collection has a phrase than a reference; see [`crate::statistics::keyness`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Contrast {
    /// Occurrences in the reference.
    pub reference: u64,
    /// Whether the reference has at most so many, and does not say how many: the ratio, its interval and G² are then the
    /// least they can be.
    pub is_bound: bool,
    /// log₂ of the two rates per syllable: 1 is twice as often (Hardie 2014).
    pub log_ratio: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// G², four cells.
    pub g2: f64,
    /// Its p-value, adjusted over all phrases that could be listed (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
}

impl Discovery {
    /// The phrases that recur in `corpus`, the best first; equal ones in the order of their letters. `reference` is what
    /// they are held against: it says nothing of the order.
    ///
    /// # Errors
    /// [`Error::Settings`] for settings out of their bounds, and where the reference was made of the same collection.
    pub fn find(&self, corpus: &Corpus, reference: &Reference) -> Result<Vec<Phrase>> {
        let min_documents = self.min_documents.unwrap_or(3 + corpus.documents() as u32 / 5000);
        if min_documents < 2 || !(2..=32).contains(&self.max_syllables) {
            return Err(Error::Settings(
                "a phrase has 2 to 32 syllables and stands in 2 articles at least".into(),
            ));
        }
        if reference.is_of(corpus) {
            return Err(same_as_target());
        }
        let mut suffixes = Suffixes::of(corpus, self.max_syllables)?;
        let reprinted = Reprinted::of(corpus, &suffixes);
        suffixes.forget_common();
        let bounds = Bounds { least: 2, documents: min_documents };
        let candidates = candidates(corpus, &suffixes, &reprinted, &bounds);
        let edge_words = EdgeWords::of(&suffixes);
        let nested = nested(&candidates, &edge_words);
        let total = corpus.syllables() as u64;
        let cues = Cues::of(corpus);
        let weigh = |(candidate, nested): (&Candidate, &Nested)| {
            if nested.accounts_for(candidate) {
                return (None, None);
            }
            let Some(split) = candidate.weakest_split(&suffixes, total) else { return (None, None) };
            // What repels each other is tested, too, and is no phrase.
            if split.npmi <= 0.0 {
                return (Some(1.0), None);
            }
            let p = chi_square_p(log_likelihood(split.table).unwrap_or(0.0), 1).unwrap_or(1.0);
            let evidence = Evidence::of(candidate, corpus, &suffixes, &edge_words, &cues);
            let sources = f64::from(candidate.sources(corpus, &suffixes)) / corpus.sources().max(1) as f64;
            let worth = worth(candidate, nested, &split, &evidence, sources);
            let articles = nested.beyond(candidate);
            let weighed =
                (worth > 0.0 && articles > 0.0).then_some(Weighed { split, evidence, worth, articles });
            (Some(p), weighed)
        };
        let (p, mut weighed): (Vec<Option<f64>>, Vec<Option<Weighed>>) =
            candidates.par_iter().zip(&nested).map(weigh).unzip();
        // Before the list is cut: what a p-value is does not depend on how many rows are asked for.
        let p = adjusted(&p);
        let whole = WholeWords::of(corpus, &suffixes);
        let contrasts: Vec<Option<Contrast>> = candidates
            .par_iter()
            .zip(&weighed)
            .map(|(candidate, weighed)| {
                weighed.as_ref().and_then(|_| contrast(candidate, corpus, &suffixes, &whole, reference))
            })
            .collect();
        let contrast_p = |contrast: &Contrast| chi_square_p(contrast.g2, 1).unwrap_or(1.0);
        let keyness_p: Vec<Option<f64>> =
            contrasts.iter().map(|contrast| contrast.as_ref().map(contrast_p)).collect();
        let keyness_p = adjusted(&keyness_p);
        let by_score = |weighed: &[Option<Weighed>], a: usize, b: usize| {
            let score = |index: usize| weighed[index].as_ref().map_or(0.0, Weighed::score);
            score(b).total_cmp(&score(a)).then_with(|| candidates[a].keys.cmp(&candidates[b].keys))
        };
        let mut ranked: Vec<usize> =
            (0..candidates.len()).filter(|&index| weighed[index].is_some()).collect();
        ranked.sort_by(|&a, &b| by_score(&weighed, a, b));
        let variants = merge_variants(&candidates, &mut ranked, &edge_words);
        let articles_of = |index: usize| candidates[index].documents(corpus, &suffixes, &reprinted);
        for (&head, others) in &variants {
            let own = articles_of(head);
            let all: BTreeSet<usize> = others.iter().flat_map(|&other| articles_of(other)).collect();
            if let Some(head) = &mut weighed[head] {
                head.articles += all.difference(&own).count() as f64;
            }
        }
        ranked.sort_by(|&a, &b| by_score(&weighed, a, b));
        let groups = group(&candidates, ranked.into_iter(), self.top);
        let row = |group: &Group| {
            let head = &candidates[group.head];
            let weighed = weighed[group.head].as_ref()?;
            let Weighed { split, evidence, .. } = weighed;
            let spread = spread(head, corpus, &suffixes, &reprinted);
            let table = split.table;
            let nested = nested[group.head];
            Some(Phrase {
                phrase: head.surface(corpus, &suffixes),
                words: head.words.len(),
                count: head.repeat.count,
                documents: head.repeat.documents,
                range: spread.sources,
                articles: head.articles(corpus, &suffixes),
                dispersion: dp_norm(&spread.counts, &spread.sizes),
                association: split.npmi,
                families: families(head, corpus, &suffixes),
                score: weighed.score(),
                c_value: c_value(
                    head.keys.len() as u32,
                    u64::from(head.repeat.documents),
                    nested.documents,
                    nested.longer,
                ),
                g2: log_likelihood(table).unwrap_or(0.0),
                p_adjusted: p[group.head],
                log_dice: log_dice(table),
                t: t_score(table),
                dp: dp(&spread.counts, &spread.sizes),
                juilland_d: juilland_d(&spread.counts, &spread.sizes),
                quoted: evidence.quoted,
                joint: evidence.joint,
                named: evidence.named,
                capitals: head.capital_share(),
                freedom: evidence.freedom,
                political: evidence.political,
                forms: forms(group, &variants)
                    .map(|other| candidates[other].surface(corpus, &suffixes))
                    .collect(),
                contrast: contrasts[group.head]
                    .clone()
                    .map(|contrast| Contrast { p_adjusted: keyness_p[group.head], ..contrast }),
            })
        };
        Ok(groups.par_iter().filter_map(row).collect())
    }
}

/// The p-values of those that were tested, adjusted together; 1 for the others.
fn adjusted(p_values: &[Option<f64>]) -> Vec<f64> {
    let tested: Vec<f64> = p_values.iter().flatten().copied().collect();
    let mut adjusted = benjamini_hochberg(&tested).into_iter();
    p_values.iter().map(|p| p.and_then(|_| adjusted.next()).unwrap_or(1.0)).collect()
}

/// The repeats that can be phrases by the words at their edges, and what is left of the others without those words.
pub(super) fn candidates(
    corpus: &Corpus,
    suffixes: &Suffixes,
    reprinted: &Reprinted,
    bounds: &Bounds,
) -> Vec<Candidate> {
    let edge_words = EdgeWords::of(suffixes);
    let of = |repeat: &Repeat| Candidate::of(repeat, corpus, suffixes);
    let all: Vec<Candidate> = repeats(corpus, suffixes, reprinted, bounds).par_iter().map(of).collect();
    let cut = |candidate: &Candidate| candidate.without_edges(&edge_words);
    let cuts: BTreeSet<Vec<i32>> = all.par_iter().filter_map(cut).collect();
    let mut stand: Vec<Candidate> = all.into_iter().filter(|one| one.may_stand(&edge_words)).collect();
    let known: HashSet<&[i32]> = stand.iter().map(|candidate| candidate.codes.as_slice()).collect();
    let new = cuts.iter().filter(|codes| !known.contains(codes.as_slice())).cloned();
    let again: Vec<Repeat> = count_again(corpus, suffixes, reprinted, bounds, new);
    let again: Vec<Candidate> = again.par_iter().map(of).collect();
    stand.extend(again.into_iter().filter(|candidate| candidate.may_stand(&edge_words)));
    stand
}

/// A candidate with what speaks for it.
struct Weighed {
    split: Split,
    evidence: Evidence,
    worth: f64,
    /// Its articles, and those of its variants, without those of longer phrases.
    articles: f64,
}

impl Weighed {
    /// What the list is ordered by.
    fn score(&self) -> f64 {
        (1.0 + self.articles).log2() * self.worth
    }
}

/// All forms of a group but its head, each before its variants.
fn forms<'a>(group: &'a Group, variants: &'a Variants) -> impl Iterator<Item = usize> + 'a {
    let variants = |form: usize| variants.get(&form).into_iter().flatten().copied();
    let others = group.others.iter().flat_map(move |&other| once(other).chain(variants(other)));
    variants(group.head).chain(others)
}

/// How much an article with a phrase is worth to a reader who looks for campaign phrases.
///
/// A product, because each of these alone lists nonsense: cohesion, length, freedom of its edges, a register of political
/// prose, spread over the sources, how it is used, and how it is written. An article that is about a campaign names it more
/// than once, and what stands in many longer phrases (`xây dựng và phát triển`) is what they are built of. What holds
/// together over a comma (`dân giàu, nước mạnh`), stands in quotes or behind a noun that says what it is (`phong trào`,
/// `danh hiệu`) is set, and what is all capitals is a name. The weights were chosen on `corpora/demo`, the politics section
/// of VNTC and ten sections together so that the phrases that the families list come first; `docs/discovery.md` has the
/// figures.
fn worth(candidate: &Candidate, nested: &Nested, split: &Split, evidence: &Evidence, sources: f64) -> f64 {
    let length = (candidate.keys.len() as f64).log2();
    let small = 1.0 - candidate.capital_share();
    // A fifth, so that what is not political at all may still be listed last.
    let register = 0.2 + evidence.political;
    let set = 1.0 + 0.5 * evidence.joint + 5.0 * evidence.quoted;
    let named = 1.0 + 2.5 * evidence.named;
    let an_article = f64::from(candidate.repeat.count) / f64::from(candidate.repeat.documents);
    let longer = 1.0 + nested.longer as f64;
    split.npmi
        * length.powf(1.75)
        * small.powf(1.5)
        * evidence.freedom
        * register.powf(1.25)
        * sources.powf(0.75)
        * set
        * named
        * an_article
        * longer.powf(-0.25)
}

/// A phrase beside the reference. Occurrences count where they are whole words, reprinted or not, for so they do there.
fn contrast(
    candidate: &Candidate,
    corpus: &Corpus,
    suffixes: &Suffixes,
    whole: &WholeWords,
    reference: &Reference,
) -> Option<Contrast> {
    let first = suffixes.order[candidate.repeat.ranks.start as usize] as usize;
    let elements = first..first + candidate.keys.len();
    if elements.len() > usize::from(LONGEST) {
        return None;
    }
    let target = candidate.whole_occurrences(suffixes, whole).count() as u64;
    let row = hash(corpus, elements, What::Row);
    let (of, known) = reference.comparison(row, target, corpus.syllables() as u64);
    let is_bound = matches!(known, Known::AtMost(_));
    let (log_ratio, interval) = (log_ratio(of)?, log_ratio_interval(of, 0.95)?);
    // That it may be rarer here than there, or not, says nothing.
    (!is_bound || log_ratio > 0.0).then_some(Contrast {
        reference: of.reference,
        is_bound,
        log_ratio,
        low: interval.low,
        high: interval.high,
        g2: keyness_g2(of)?,
        p_adjusted: 1.0,
    })
}

/// How a phrase is spread.
struct Spread {
    sources: u32,
    /// Occurrences in each article.
    counts: Vec<u64>,
    /// Syllables of each article.
    sizes: Vec<u64>,
}

fn spread(candidate: &Candidate, corpus: &Corpus, suffixes: &Suffixes, reprinted: &Reprinted) -> Spread {
    let mut counts = vec![0; corpus.documents()];
    for first in candidate.every_occurrence(suffixes, reprinted) {
        counts[corpus.document_of(first)] += 1;
    }
    let with = counts.iter().zip(&corpus.source_of).filter(|(count, _)| **count > 0);
    let sources: BTreeSet<u32> = with.map(|(_, &source)| source).collect();
    Spread { sources: sources.len() as u32, counts, sizes: corpus.sizes.clone() }
}

/// The families whose hits hold at least half of the occurrences, or lie in them, by their ids.
fn families(candidate: &Candidate, corpus: &Corpus, suffixes: &Suffixes) -> Vec<String> {
    let len = candidate.keys.len() as u32;
    let mut covered: BTreeMap<u32, u32> = BTreeMap::new();
    let mut all = 0;
    for first in candidate.occurrences(suffixes).map(|first| first as u32) {
        all += 1;
        let end = first + len;
        let from = corpus.hits.partition_point(|hit| hit.elements.start + LONGEST_HIT < first);
        let near = corpus.hits[from..].iter().take_while(|hit| hit.elements.start < end);
        let holds = |outer: &std::ops::Range<u32>, inner: &std::ops::Range<u32>| {
            outer.start <= inner.start && inner.end <= outer.end
        };
        let covers =
            near.filter(|hit| holds(&hit.elements, &(first..end)) || holds(&(first..end), &hit.elements));
        let families: BTreeSet<u32> = covers.map(|hit| hit.family).collect();
        families.into_iter().for_each(|family| *covered.entry(family).or_default() += 1);
    }
    let mut most: Vec<(u32, u32)> = covered.into_iter().filter(|(_, count)| count * 2 >= all).collect();
    most.sort_by_key(|&(family, count)| (Reverse(count), family));
    most.into_iter().map(|(family, _)| corpus.family_ids[family as usize].clone()).collect()
}

/// A form of a family has 32 words at most.
const LONGEST_HIT: u32 = 64;
