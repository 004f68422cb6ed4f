//! From sketches to relations and groups.

use super::align::{Aligned, Comparison, Part, Whole};
use super::entries::Entries;
use super::fingerprint::Sketch;
use super::groups::{Group, Standing, candidates, kept_for};
use super::index::{Index, Ranked, Shared};
use super::kind::{is_beginning, kind};
use super::phases::is_apart;
use super::relation::{Passage, Relation, RelationKind, Slots};
use super::sample::Sample;
use super::sketches::Sketched;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

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
    name_leads(&mut findings, firsts.len());
    let same_bytes = |a: u32, b: u32| identity(a).bytes == identity(b).bytes;
    let mut relations: Vec<Relation> =
        classes.iter().flat_map(|class| within(class, same_bytes, settings)).collect();
    let of_findings: Vec<&Finding> = findings.iter().collect();
    let class = |rank: u32| classes[rank as usize];
    let sketch = |number: u32| sketched.sketch(number);
    relations.extend(self::relations(&of_findings, class, sketch, settings)?);
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
    let findings: Vec<Vec<Finding>> = (0..ranked.count())
        .into_par_iter()
        .with_min_len(64)
        .map_init(
            || (Shared::new(ranked.count()), Whole::default(), Part::default()),
            |(shared, whole, part), a| {
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
            },
        )
        .filter(|found| !found.as_ref().is_ok_and(Vec::is_empty))
        .collect::<Result<_, R::Error>>()?;
    Ok((findings.into_iter().flatten().collect(), index.into_stock()))
}

/// So many documents are compared with one of which they may be parts, on one thread: a volume that holds ten thousand
/// articles is work for all.
const PARTS_AT_ONCE: usize = 256;

/// A relation between two classes of equal documents, by rank.
pub(super) struct Finding {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) kind: RelationKind,
    pub(super) jaccard: f64,
    pub(super) containment_a: f64,
    pub(super) containment_b: f64,
    pub(super) coverage_a: f64,
    pub(super) coverage_b: f64,
    pub(super) numbers: Slots,
    pub(super) names: Slots,
    /// Whether `b` is the beginning of `a`, though it may end with a sentence.
    pub(super) may_be_lead: bool,
    /// The longest passages, in words.
    pub(super) passages: Vec<Aligned>,
}

impl Finding {
    /// How many passages are shown.
    const PASSAGES: usize = 3;

    pub(super) fn of(
        (a, sketch_a): (u32, &Sketch),
        (b, sketch_b): (u32, &Sketch),
        mut comparison: Comparison,
        settings: &Settings,
    ) -> Option<Self> {
        let kind = kind(sketch_a, sketch_b, &comparison, settings)?;
        let may_be_lead = comparison.main().is_some_and(|main| is_beginning(sketch_a, main, &comparison));
        comparison.passages.sort_by_key(|passage| (std::cmp::Reverse(passage.evidence), passage.b.start));
        comparison.passages.truncate(Self::PASSAGES);
        Some(Self {
            a,
            b,
            kind,
            jaccard: comparison.jaccard,
            containment_a: comparison.containment_a,
            containment_b: comparison.containment_b,
            numbers: comparison.numbers,
            coverage_a: comparison.coverage_a,
            coverage_b: comparison.coverage_b,
            names: comparison.names,
            may_be_lead,
            passages: comparison.passages,
        })
    }

    /// Whether `b` stands in `a`, which has more.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.kind, RelationKind::Contains | RelationKind::Cut)
    }

    /// Whether `b` is a copy of `a` in its own right.
    pub(super) fn joins(&self) -> bool {
        matches!(self.kind, RelationKind::Near | RelationKind::Cut)
    }

    /// The relation between two documents of the classes.
    fn relation(&self, (a, sketch_a): (u32, &Sketch), (b, sketch_b): (u32, &Sketch)) -> Relation {
        let passage = |passage: &Aligned| Passage {
            a: sketch_a.span(passage.a.clone()),
            b: sketch_b.span(passage.b.clone()),
            words: passage.b.len() as u32,
        };
        Relation {
            a,
            b,
            kind: self.kind,
            jaccard: self.jaccard,
            containment_a: self.containment_a,
            containment_b: self.containment_b,
            coverage_a: self.coverage_a,
            coverage_b: self.coverage_b,
            numbers: self.numbers,
            names: self.names,
            passages: self.passages.iter().map(passage).collect(),
        }
    }
}

/// The relations between the documents of classes; findings with the same `a` stand side by side.
pub(super) fn relations<'c, 's, E: Send>(
    findings: &[&Finding],
    class: impl Fn(u32) -> &'c [u32] + Sync,
    sketch: impl Fn(u32) -> Result<Cow<'s, Sketch>, E> + Sync,
    settings: &Settings,
) -> Result<Vec<Relation>, E> {
    let sketches =
        |numbers: &[u32]| numbers.iter().map(|&number| sketch(number)).collect::<Result<Vec<_>, E>>();
    let shown = |class: &'c [u32], other: &[u32]| match class.len().max(other.len()) > settings.star_above {
        true => &class[..1],
        false => class,
    };
    // A volume is brought into memory once, not once for each article in it.
    let of_a = |findings: &[&Finding]| {
        let class_a = class(findings[0].a);
        let sketches_a = sketches(shown(class_a, &[]))?;
        let mut relations = Vec::new();
        for finding in findings {
            let class_b = shown(class(finding.b), class_a);
            let sketches_b = sketches(class_b)?;
            for (&a, sketch_a) in shown(class_a, class(finding.b)).iter().zip(&sketches_a) {
                let of_pair = class_b.iter().zip(&sketches_b);
                relations
                    .extend(of_pair.map(|(&b, sketch_b)| finding.relation((a, sketch_a), (b, sketch_b))));
            }
        }
        Ok(relations)
    };
    let found: Vec<Vec<Relation>> =
        findings.par_chunk_by(|one, next| one.a == next.a).map(of_a).collect::<Result<_, E>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// Turns `contains` and `cut` into `merges` where one document holds two at different places: a page that begins with an
/// article and goes on with another is no whole article of which the first is a beginning.
pub(super) fn name_mergers(findings: &mut [Finding]) {
    for of_a in findings.chunk_by_mut(|one, other| one.a == other.a) {
        let place = |finding: &Finding| match finding.is_part() {
            true => finding.passages.first().map(|passage| passage.a.clone()),
            false => None,
        };
        let places = || of_a.iter().filter_map(place);
        let first_end = places().map(|place| place.end).min().unwrap_or(0);
        let last_start = places().map(|place| place.start).max().unwrap_or(0);
        for finding in of_a {
            if place(finding).is_some_and(|place| is_apart(&place, first_end, last_start)) {
                finding.kind = RelationKind::Merges;
            }
        }
    }
}

/// Turns `contains` into `cut` where the one document is the beginning of the other, though it ends with a sentence: a
/// lead, or all that another paper had room for.
///
/// Not so where a document that is near to `a` is without it, from its first word on: then `a` was put together of the two.
/// One that begins otherwise has a lead of its own in the place of this one.
pub(super) fn name_leads(findings: &mut [Finding], count: usize) {
    let mut near: Vec<Vec<u32>> = vec![Vec::new(); count];
    let begins_within =
        |finding: &Finding| finding.passages.first().is_some_and(|passage| passage.b.start == 0);
    for finding in findings.iter().filter(|one| one.kind == RelationKind::Near && begins_within(one)) {
        near[finding.a as usize].push(finding.b);
    }
    let holds = |a: u32, b: u32| {
        let found = findings.binary_search_by_key(&(a.min(b), a.max(b)), |finding| (finding.a, finding.b));
        found.is_ok_and(|at| findings[at].kind.is_copy())
    };
    let is_lead = |finding: &Finding| {
        finding.kind == RelationKind::Contains
            && finding.may_be_lead
            && near[finding.a as usize].iter().all(|&other| holds(other, finding.b))
    };
    let leads: Vec<bool> = findings.iter().map(is_lead).collect();
    for (finding, _) in findings.iter_mut().zip(leads).filter(|&(_, lead)| lead) {
        finding.kind = RelationKind::Cut;
    }
}

/// The relations within a class of documents that are equal as keys, which stand in order of rank: those equal byte
/// for byte side by side.
pub(super) fn within(
    class: &[u32],
    same_bytes: impl Fn(u32, u32) -> bool,
    settings: &Settings,
) -> Vec<Relation> {
    let equal = |a: u32, b: u32| {
        let kind = if same_bytes(a, b) { RelationKind::Exact } else { RelationKind::Normalised };
        Relation {
            a,
            b,
            kind,
            jaccard: 1.0,
            containment_a: 1.0,
            containment_b: 1.0,
            coverage_a: 1.0,
            coverage_b: 1.0,
            numbers: Slots::default(),
            names: Slots::default(),
            passages: Box::default(),
        }
    };
    if class.len() <= settings.star_above {
        let pairs =
            class.iter().enumerate().flat_map(|(at, &a)| class[at + 1..].iter().map(move |&b| (a, b)));
        return pairs.map(|(a, b)| equal(a, b)).collect();
    }
    let mut star = Vec::with_capacity(class.len());
    for copies in class.chunk_by(|&a, &b| same_bytes(a, b)) {
        if copies[0] != class[0] {
            star.push(equal(class[0], copies[0]));
        }
        star.extend(copies[1..].iter().map(|&copy| equal(copies[0], copy)));
    }
    star
}

/// The groups of at least two documents.
fn groups(findings: &[Finding], classes: &[&[u32]]) -> Vec<Group> {
    let kept = kept_for(findings, &vec![Standing::Open; classes.len()]);
    let candidates = candidates(findings, &kept);
    let mut sizes = vec![0; classes.len()];
    classes.iter().zip(&kept).for_each(|(class, &kept)| sizes[kept as usize] += class.len());
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    for ((class, kept), is_candidate) in classes.iter().zip(kept).zip(candidates) {
        if sizes[kept as usize] > 1 {
            let group = groups.entry(kept).or_insert_with(|| Group::of(class[0]));
            group.members.extend_from_slice(class);
            if is_candidate {
                group.candidates.extend_from_slice(class);
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_unstable_by_key(|group| group.survivor);
    groups
}
