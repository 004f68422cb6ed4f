//! From sketches to relations and groups.

use super::align::Comparison;
use super::entries::Entries;
use super::finding::{self, Finding};
use super::fingerprint::Sketch;
use super::groups::{Group, groups};
use super::index::{Index, Ranked, Shared};
use super::parts::{name_leads, name_mergers};
use super::relation::{Relation, within};
use super::sample::Sample;
use super::second;
use super::shingled::{Part, Whole};
use super::sketches::Sketched;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::sync::Mutex;

/// When two documents are related. Shares are between 0 and 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Jaccard from which two documents are `near`.
    pub near: f64,
    /// Share of the smaller document that must stand in the other for `contains` and `merges`; of a `cut` more.
    pub contained: f64,
    /// Share of the words of the smaller document that must lie in shared passages for the same; of both documents
    /// for `near`. Typing errors lower it less than the other two.
    pub covered: f64,
    /// Longest stretch of the fuller document that the other lacks, as share of it, from which the fuller one goes
    /// on about something else; one shorter than a `passage` is some furniture.
    pub goes_on: f64,
    /// Share of the numbers (or of the words of names) at the same place that must differ for `same_form`.
    pub same_form: f64,
    /// Jaccard from which documents are copies whatever their numbers say: a corrected figure or two.
    pub corrected: f64,
    /// Shortest passage in words that is worth a `shares_passage`.
    pub passage: usize,
    /// Documents under this many words have no other relation than being equal, or nearly so.
    pub short: usize,
    /// Jaccard from which short documents are `near`.
    pub near_short: f64,
    /// A shingle may be stock from this number of documents on.
    pub stock_documents: usize,
    /// Documents that share less than this of the smaller one's sample are unlike each other.
    pub stock_overlap: f64,
    /// A shingle that more documents hold than this is looked up only in `leaders` of as many of the fullest, so that a
    /// million copies are compared with a few and not each with each.
    pub longest_posting: usize,
    /// See `longest_posting`.
    pub leaders: usize,
    /// All pairs of this many equal documents are named; of more, those with the first one.
    pub star_above: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            near: 0.35,
            contained: 0.55,
            covered: 0.6,
            goes_on: 0.25,
            same_form: 0.4,
            corrected: 0.9,
            passage: 40,
            short: 25,
            near_short: 0.6,
            stock_documents: 8,
            stock_overlap: 0.5,
            longest_posting: 64,
            leaders: 8,
            star_above: 16,
        }
    }
}

/// How the documents of a corpus are related. Documents are named by their place in the slice of sketches.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Duplicates {
    /// The relations, ordered by `a` and `b`.
    pub relations: Vec<Relation>,
    /// The groups, ordered by their survivor. A document that is in none of them is no copy of a survivor.
    pub groups: Vec<Group>,
}

/// Finds how documents are related.
///
/// Documents without a word are related to none; of documents with fewer than five words only equality is known.
/// The result does not depend on the number of threads, nor (but for the indices) on the order of documents; of
/// documents that are equal byte for byte the first one is `a` and survives. Time and output are linear in the number
/// of copies of one article: see [`Settings::longest_posting`] and [`Settings::star_above`].
///
/// For tens of thousands of documents there is [`Sketches`](super::Sketches), which takes less memory.
///
/// ```
/// use chinhluan::dedup::{RelationKind, Settings, Sketch, relate};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// let sketches: Vec<_> = ["Chi bộ ấp Hòa Bình họp.", "Dân góp đất.", "CHI BỘ ẤP HOÀ BÌNH HỌP."]
///     .iter()
///     .map(|text| {
///         tokens.read(text, &mut forms);
///         Sketch::of(text, &tokens, &forms)
///     })
///     .collect();
/// let found = relate(&sketches, &Settings::default());
/// assert_eq!(found.relations[0].kind, RelationKind::Normalised);
/// assert_eq!(found.groups.len(), 1);
/// ```
pub fn relate(sketches: &[Sketch], settings: &Settings) -> Duplicates {
    let Ok(found) = relate_sketched(sketches, settings);
    found
}

/// As [`relate`], wherever the sketches are.
pub(super) fn relate_sketched<S: Sketched + ?Sized>(
    sketched: &S,
    settings: &Settings,
) -> Result<Duplicates, S::Error> {
    let order = ranked(sketched);
    let identity = |number: u32| sketched.identity(number);
    let classes: Vec<&[u32]> = order.chunk_by(|&a, &b| identity(a).keys == identity(b).keys).collect();
    let firsts: Vec<u32> = classes.iter().map(|class| class[0]).collect();
    let (entries, samples) = Entries::of(sketched, &firsts)?;
    let ranked = Firsts { sketched, firsts: &firsts, samples };
    let (mut findings, _) = find(&ranked, entries, &[], settings)?;

    name_mergers(&mut findings);
    name_leads(&mut findings, settings);
    let same_bytes = |a: u32, b: u32| identity(a).bytes == identity(b).bytes;
    let mut relations: Vec<Relation> =
        classes.iter().flat_map(|class| within(class, same_bytes, settings.star_above)).collect();
    let of_findings: Vec<&Finding> = findings.iter().collect();
    let class = |rank: u32| classes[rank as usize];
    let sketch = |number: u32| sketched.sketch(number);
    relations.extend(finding::relations(&of_findings, class, sketch, settings.star_above)?);
    relations.par_sort_unstable_by_key(|relation| (relation.a, relation.b));
    Ok(Duplicates { relations, groups: groups(&findings, &classes) })
}

/// The first document of each class, by rank.
struct Firsts<'a, S: ?Sized> {
    sketched: &'a S,
    firsts: &'a [u32],
    samples: Vec<Sample>,
}

impl<S: Sketched + ?Sized> Ranked for Firsts<'_, S> {
    type Error = S::Error;

    fn count(&self) -> usize {
        self.firsts.len()
    }

    fn sketch(&self, rank: usize) -> Result<Cow<'_, Sketch>, S::Error> {
        self.sketched.sketch(self.firsts[rank])
    }

    fn sample(&self, rank: usize) -> Sample {
        self.samples[rank]
    }

    fn is_indexed_whole(&self, _: usize) -> bool {
        true
    }

    fn is_asked(&self, _: u32, _: u32) -> bool {
        true
    }
}

/// The documents that have a word, in the order of their ranks; of those equal byte for byte the first one first.
pub(super) fn ranked<S: Sketched + ?Sized>(sketched: &S) -> Vec<u32> {
    let identity = |number: u32| sketched.identity(number);
    let mut order: Vec<u32> =
        (0..sketched.count() as u32).filter(|&number| identity(number).words > 0).collect();
    order.par_sort_unstable_by_key(|&number| (identity(number).rank(), number));
    order
}

/// What documents are to each other, ordered by rank, and the shingles that are stock.
pub(super) fn find<R: Ranked + ?Sized>(
    ranked: &R,
    entries: Entries,
    known_stock: &[u32],
    settings: &Settings,
) -> Result<(Vec<Finding>, Vec<u32>), R::Error> {
    let index = Index::new(ranked, entries, known_stock, settings)?;
    // The buffers are as long as the collection: one for each thread, not for each share of the work.
    let idle: Mutex<Vec<Desk>> = Mutex::default();
    let desks = || idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let findings: Vec<Vec<Finding>> = (0..ranked.count())
        .into_par_iter()
        // Ranks begin with the longest documents, and one of those is as much work as a thousand others.
        .with_max_len(8)
        .map(|a| {
            let desk = desks().pop();
            let mut desk = desk.unwrap_or_else(|| Desk::for_documents(ranked.count()));
            let found = find_behind(a, ranked, &index, &mut desk, settings);
            desks().push(desk);
            found
        })
        .filter(|found| !found.as_ref().is_ok_and(Vec::is_empty))
        .collect::<Result<_, R::Error>>()?;
    let mut findings: Vec<Finding> = findings.into_iter().flatten().collect();
    let seconds = second::findings(ranked, &index, &findings, settings)?;
    findings.extend(seconds);
    findings.sort_by_key(|finding| (finding.a, finding.b));
    Ok((findings, index.into_stock()))
}

/// What one thread works on: buffers to be used again.
struct Desk {
    shared: Shared,
    whole: Whole,
    part: Part,
}

impl Desk {
    fn for_documents(count: usize) -> Self {
        Self { shared: Shared::new(count), whole: Whole::default(), part: Part::default() }
    }
}

/// What the documents behind one in the order of ranks are to it.
fn find_behind<R: Ranked + ?Sized>(
    a: usize,
    ranked: &R,
    index: &Index<R>,
    Desk { shared, whole, part }: &mut Desk,
    settings: &Settings,
) -> Result<Vec<Finding>, R::Error> {
    let candidates = index.candidates(a, shared)?;
    if candidates.is_empty() {
        return Ok(Vec::new());
    }
    let sketch_a = ranked.sketch(a)?;
    whole.read(&sketch_a, |hash| index.is_stock(hash));
    let whole = &*whole;
    let compare = |part: &mut Part, &b: &u32| {
        let sketch_b = ranked.sketch(b as usize)?;
        let is_stock = |hash| index.is_stock(hash);
        let comparison = Comparison::of((&sketch_a, whole), (&sketch_b, part), is_stock);
        Ok(Finding::of((a as u32, &sketch_a), (b, &sketch_b), comparison, settings))
    };
    if candidates.len() <= PARTS_AT_ONCE {
        return candidates.iter().filter_map(|b| compare(part, b).transpose()).collect();
    }
    let parts = candidates.par_iter().with_min_len(PARTS_AT_ONCE);
    parts.map_init(Part::default, compare).filter_map(Result::transpose).collect()
}

/// So many documents are compared with one of which they may be parts, on one thread: a volume that holds ten thousand
/// articles is work for all.
const PARTS_AT_ONCE: usize = 256;
