//! What one collection says more often than another.

use super::corpus::Corpus;
use super::discovery::candidates;
use super::edges::EdgeWords;
use super::nesting::nested;
use super::passages::Reprinted;
use super::phrase::write;
use super::reference::{Known, LONGEST, Reference, What, each_word, hash, same_as_target};
use super::repeats::Bounds;
use super::suffixes::Suffixes;
use super::whole::WholeWords;
use crate::error::{Error, Result};
use crate::statistics::dispersion::dp_norm;
use crate::statistics::distribution::chi_square_p;
use crate::statistics::keyness::{Comparison, log_likelihood, log_ratio, log_ratio_interval};
use crate::statistics::multiple::benjamini_hochberg;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a list of key words and phrases holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Keyness {
    /// Words and phrases of fewer articles of the target are left out.
    pub min_documents: u32,
    /// Syllables of the longest phrases.
    pub max_syllables: u8,
    /// How many, the most telling first.
    pub top: usize,
    /// Confidence of the intervals, between 0 and 1.
    pub confidence: f64,
    /// Share of false discoveries in the list, between 0 and 1.
    pub false_discoveries: f64,
}

impl Default for Keyness {
    fn default() -> Self {
        Self { min_documents: 3, max_syllables: 12, top: 100, confidence: 0.95, false_discoveries: 0.01 }
    }
}

/// A word or phrase that the target has more often.
///
/// Rates are per million syllables. A p-value says how large the collections are; what to quote is the Log Ratio with
/// its interval.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Key {
    /// As the target writes it most often.
    pub phrase: String,
    /// Its words.
    pub words: usize,
    /// Occurrences in the target.
    pub target: u64,
    /// Occurrences in the reference.
    pub reference: u64,
    /// The same, per million syllables.
    pub target_per_million: f64,
    /// The same, per million syllables.
    pub reference_per_million: f64,
    /// Whether the reference has at most so many, and does not say how many, as a [`Reference`] does of what is rare: the
    /// ratio, its interval and G² are then the least they can be.
    pub is_bound: bool,
    /// log₂ of the two rates: 1 is twice as often (Hardie 2014).
    pub log_ratio: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// G², four cells.
    pub g2: f64,
    /// Its p-value, adjusted over all words and phrases that were looked at (Benjamini and Hochberg 1995).
    pub p_adjusted: f64,
    /// Articles of the target.
    pub documents: u32,
    /// Sources of the target.
    pub range: u32,
    /// Gries' DPnorm over the articles of the target.
    pub dispersion: Option<f64>,
}

/// A word or phrase of a collection.
struct Counted {
    phrase: String,
    words: usize,
    hash: u64,
    /// Occurrences in each document.
    documents: BTreeMap<usize, u64>,
}

impl Keyness {
    /// What `target` says more often than `reference`, by the lower end of the Log Ratio's interval: what is sure to be
    /// much more frequent comes before what may be.
    ///
    /// Nothing is left out as printed before: what both collections print is no more telling than what both say.
    ///
    /// # Errors
    /// [`Error::Settings`] where one of the two holds no text, where both are the same, and for settings out of their
    /// bounds.
    pub fn compare(&self, target: &Corpus, reference: &Corpus) -> Result<Vec<Key>> {
        self.check(target, 32)?;
        if reference.syllables() == 0 {
            return settings("the reference holds no text: give articles to compare with");
        }
        let both = target.clone().followed_by(reference)?;
        let suffixes = Suffixes::of(&both, self.max_syllables)?;
        let len = target.row.forms.len();
        if suffixes.codes[..len] == suffixes.codes[len..] {
            return Err(same_as_target());
        }
        let reference_size = reference.syllables() as u64;
        let of = |counted: &Counted, target: u64, target_size| {
            let reference = counted.documents.values().sum::<u64>() - target;
            let of = Comparison { target, reference, target_size, reference_size };
            (of, Known::Times(reference))
        };
        Ok(self.keys(counted(&both, &suffixes, self.min_documents), target, of))
    }

    /// The same against the counts of a collection that need not be read again. It does not say how often the reference
    /// has what is rare there: then the most that is possible is taken, and the row says so.
    ///
    /// ```
    /// use chinhluan::discover::{Corpus, Keyness, Models, Reference};
    /// use chinhluan::{dedup, phrase::Families, read::Inputs, segment::Segmenter};
    /// let mut articles = Inputs { paths: vec!["corpora/demo".into()], ..Inputs::default() }.open()?;
    /// let models = Models::new(Segmenter::embedded(), Families::read("", "none")?)?;
    /// let target = Corpus::read(&mut articles, &models, &dedup::Settings::default())?;
    /// let keys = Keyness::default().compare_with(&target, Reference::embedded())?;
    /// let key = keys.iter().find(|key| key.phrase == "chi bộ").unwrap();
    /// assert!(!key.is_bound && key.low > 7.0); // 128 times as often as in encyclopaedia and laws
    /// # Ok::<(), chinhluan::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Settings`] where the target holds no text or is what the reference was made of, and for settings out of
    /// their bounds: phrases of more than 16 syllables are in no reference.
    pub fn compare_with(&self, target: &Corpus, reference: &Reference) -> Result<Vec<Key>> {
        self.check(target, LONGEST)?;
        if reference.is_of(target) {
            return Err(same_as_target());
        }
        let suffixes = Suffixes::of(target, self.max_syllables)?;
        let of = |counted: &Counted, count: u64, size| reference.comparison(counted.hash, count, size);
        Ok(self.keys(counted(target, &suffixes, self.min_documents), target, of))
    }

    fn check(&self, target: &Corpus, longest: u8) -> Result<()> {
        let within = |share: f64| share > 0.0 && share < 1.0;
        if !within(self.confidence)
            || !within(self.false_discoveries)
            || !(2..=longest).contains(&self.max_syllables)
        {
            return settings(&format!(
                "confidence and false discoveries lie between 0 and 1, phrases have 2 to {longest} syllables"
            ));
        }
        if target.syllables() == 0 {
            return settings("the target holds no text");
        }
        Ok(())
    }

    /// The rows of the list; `of` says how often something stands in both, by its count and the size of the target.
    fn keys(
        &self,
        counted: Vec<Counted>,
        target: &Corpus,
        of: impl Fn(&Counted, u64, u64) -> (Comparison, Known),
    ) -> Vec<Key> {
        let mut keys: Vec<Key> =
            counted.iter().filter_map(|counted| self.key(counted, target, &of)).collect();
        let p: Vec<f64> = keys.iter().map(|key| chi_square_p(key.g2, 1).unwrap_or(1.0)).collect();
        for (key, p) in keys.iter_mut().zip(benjamini_hochberg(&p)) {
            key.p_adjusted = p;
        }
        keys.retain(|key| key.p_adjusted <= self.false_discoveries && key.low > 0.0);
        keys.sort_by(|a, b| b.low.total_cmp(&a.low).then_with(|| a.phrase.cmp(&b.phrase)));
        keys.truncate(self.top);
        keys
    }

    fn key(
        &self,
        counted: &Counted,
        target: &Corpus,
        of: impl Fn(&Counted, u64, u64) -> (Comparison, Known),
    ) -> Option<Key> {
        let mut counts = vec![0; target.documents()];
        let mut sources = BTreeSet::new();
        for (&document, &count) in counted.documents.range(..target.documents()) {
            counts[document] = count;
            sources.insert(target.source_of[document]);
        }
        let documents = counts.iter().filter(|&&count| count > 0).count() as u32;
        if documents < self.min_documents {
            return None;
        }
        let (of, known) = of(counted, counts.iter().sum(), target.sizes.iter().sum());
        let interval = log_ratio_interval(of, self.confidence)?;
        Some(Key {
            phrase: counted.phrase.clone(),
            words: counted.words,
            target: of.target,
            reference: of.reference,
            target_per_million: of.target as f64 * 1e6 / of.target_size as f64,
            reference_per_million: of.reference as f64 * 1e6 / of.reference_size as f64,
            is_bound: matches!(known, Known::AtMost(_)),
            log_ratio: log_ratio(of)?,
            low: interval.low,
            high: interval.high,
            g2: log_likelihood(of)?,
            p_adjusted: 1.0,
            documents,
            range: sources.len() as u32,
            dispersion: dp_norm(&counts, &target.sizes),
        })
    }
}

fn settings<T>(reason: &str) -> Result<T> {
    Err(Error::Settings(reason.into()))
}

/// Every word, and the phrases of several.
fn counted(corpus: &Corpus, suffixes: &Suffixes, min_documents: u32) -> Vec<Counted> {
    let mut counted = words(corpus, suffixes);
    counted.extend(phrases(corpus, suffixes, min_documents));
    counted
}

/// Where a word stands, and how it is written.
#[derive(Default)]
struct Places {
    hash: u64,
    documents: BTreeMap<usize, u64>,
    written: BTreeMap<String, u64>,
}

/// Every word with a letter.
fn words(corpus: &Corpus, suffixes: &Suffixes) -> Vec<Counted> {
    let mut words: BTreeMap<&[i32], Places> = BTreeMap::new();
    for word in each_word(corpus) {
        let new = || Places { hash: hash(corpus, word.clone(), What::Word), ..Places::default() };
        let places = words.entry(&suffixes.codes[word.clone()]).or_insert_with(new);
        *places.documents.entry(corpus.document_of(word.start as u32)).or_default() += 1;
        *places.written.entry(write(corpus, word.start, word.len())).or_default() += 1;
    }
    let counted = |Places { hash, documents, written }: Places| {
        let (phrase, _) = written.into_iter().max_by_key(|(_, count)| *count)?;
        Some(Counted { phrase, words: 1, hash, documents })
    };
    words.into_values().filter_map(counted).collect()
}

fn phrases(corpus: &Corpus, suffixes: &Suffixes, min_documents: u32) -> Vec<Counted> {
    let none = Reprinted::none(suffixes);
    let whole = WholeWords::of(corpus, suffixes);
    let bounds = Bounds { least: 2, documents: min_documents.max(2) };
    let candidates = candidates(corpus, suffixes, &none, &bounds);
    // A part that stands alone hardly ever would be a row beside its whole: `đào tạo Trường` in `phòng đào tạo Trường`.
    let nested = nested(&candidates, &EdgeWords::of(suffixes));
    let several = candidates
        .iter()
        .zip(&nested)
        .filter(|(candidate, nested)| candidate.words.len() > 1 && !nested.accounts_for(candidate))
        .map(|(candidate, _)| candidate);
    let counted = several.map(|candidate| {
        let mut documents: BTreeMap<usize, u64> = BTreeMap::new();
        for first in candidate.whole_occurrences(suffixes, &whole) {
            *documents.entry(corpus.document_of(first)).or_default() += 1;
        }
        let phrase = candidate.surface(corpus, suffixes);
        let first = suffixes.order[candidate.repeat.ranks.start as usize] as usize;
        let hash = hash(corpus, first..first + candidate.keys.len(), What::Row);
        Counted { phrase, words: candidate.words.len(), hash, documents }
    });
    counted.collect()
}
