//! The decisions of [`relate`](super::relate) one at a time, for a program that has the documents in other places than one
//! memory.
//!
//! `relate` asks these same functions, but for [`are_unlike`], which it tells from its postings to the same end. What lies
//! between them is sorting, counting and joining, which any engine for tables does; in the order of the work:
//!
//! 1. Documents with a word in the order of [`rank`](Sketch::rank), of those equal byte for byte the first one first.
//!    Those with equal words and keys are a class; its first one stands for it.
//! 2. The [`sample`](Sketch::sample) of each first one: under each hash that two or more hold, its members by rank.
//! 3. A hash is stock where [`enough_unlike`] of the [`looks`] at its members show two that [`are_unlike`]. What a sample
//!    holds besides is the document's evidence.
//! 4. For each member the members before it that [are shown](is_shown), under hashes that are not stock; under stock too where
//!    the later document [`is_only_stock`]. A pair that meets as often as the one of them [`needs`](needed) that needs
//!    less is [compared](Pairs::compare).
//! 5. Of what documents are found to contain, cut copies too, some [`is_apart`], and some of these [`goes_on`]; of the rest, some
//!    are [leads](Compared::lead). Then, by rank, each document stays that is no copy (near or cut) of one that
//!    stays; a copy goes to the one of these that it is closest to (greatest Jaccard, then lowest rank).

use super::align::Comparison;
use super::finding::Finding;
use super::fingerprint::Sketch;
use super::relate::Settings;
use super::relation::{Lead, RelationKind, Side, Similarity};
use super::sample::{is_of_all, overlap};
use super::shingled::{Part, Whole};
use std::ops::Range;

/// How many pairs of the members of the posting of a shingle say whether it is stock; none of one that is too short to be,
/// nor of a shingle that only short documents keep.
pub fn looks(hash: u32, members: usize, settings: &Settings) -> usize {
    const LOOKS: usize = 7;
    if members < settings.stock_documents || !is_of_all(hash) { 0 } else { LOOKS.min(members / 2) }
}

/// The places, in the order of ranks, of the two members that one of so many looks is at; 0 where there are no looks.
pub fn looked_at(look: usize, members: usize, looks: usize) -> (usize, usize) {
    let place = |at: usize| if looks == 0 { 0 } else { at * members / (2 * looks) };
    (place(look), place(look + looks))
}

/// How many of so many looks must be at documents that are unlike each other.
pub fn enough_unlike(looks: usize) -> usize {
    looks / 2 + 1
}

/// Whether two documents have little in common, told from the lowest hashes of the smaller sample.
pub fn are_unlike(a: &Sketch, b: &Sketch, settings: &Settings) -> bool {
    let (smaller, larger) = if a.sampled() <= b.sampled() { (a, b) } else { (b, a) };
    overlap(&smaller.sample(), &larger.sample()) < settings.stock_overlap
}

/// Whether the member at a place of a posting, in the order of ranks, is shown to those behind it.
///
/// Of a long one they do not stand side by side: the fullest members may all be pages that hold more than the article of
/// which the others are copies.
pub fn is_shown(place: usize, members: usize, settings: &Settings) -> bool {
    let apart = (settings.longest_posting / settings.leaders.max(1)).max(1);
    members <= settings.longest_posting || place.is_multiple_of(apart) && place / apart < settings.leaders
}

/// Whether a document consists of stock passages: then it has nothing else to be known by.
pub fn is_only_stock(sampled: u32, evidence: u32) -> bool {
    evidence * 8 < sampled.saturating_sub(evidence)
}

/// How many sampled shingles a pair must share to be compared, for one of its documents; the pair needs the lesser of the
/// two. Grows with the evidence.
pub fn needed(evidence: u32) -> u32 {
    (evidence / 5).clamp(FEWEST_SHARED, ENOUGH_SHARED.max(evidence / LEAST_SHARE))
}

/// Sampled shingles that a pair must share to be compared. One is chance too often.
const FEWEST_SHARED: u32 = 2;
/// As many sampled shingles as a shared passage of 40 words has, but for bad luck.
const ENOUGH_SHARED: u32 = 5;
/// Between long documents a shared passage is worth a look from this part of the smaller one on: any two laws share
/// some formula of 40 words.
const LEAST_SHARE: u32 = 64;

/// What two documents are to each other, `a` the one of the lower rank.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// Before it is asked of what is contained whether it [`is_apart`] or a lead.
    pub kind: RelationKind,
    /// How alike they are.
    pub similarity: Similarity,
    /// Whether `b`, if contained, is a lead. It is a cut copy then, unless a document that is near to `a`, its longest passage
    /// from its first word on, is without it: then `a` was put together of the two.
    pub lead: Lead,
    /// Which of the two lacks the marks that the other has.
    pub bare: Option<Side>,
    /// The longest passage, as words of `a` and of `b`.
    pub passage: (Range<usize>, Range<usize>),
}

/// Compares pairs of documents: buffers to be used again.
#[derive(Default)]
pub struct Pairs {
    whole: Whole,
    part: Part,
}

impl Pairs {
    /// Sets the document of the lower rank, `a`, which others are compared with. `stock` are hashes in order: those of its
    /// sample that are stock, others do no harm.
    pub fn take(&mut self, a: &Sketch, stock: &[u32]) {
        self.whole.read(a, |hash| stock.binary_search(&hash).is_ok());
    }

    /// What `a`, the document that was taken last, is to `b`, if anything; `stock` as there.
    pub fn compare(
        &mut self,
        a: &Sketch,
        b: &Sketch,
        stock: &[u32],
        settings: &Settings,
    ) -> Option<Compared> {
        let comparison =
            Comparison::of((a, &self.whole), (b, &mut self.part), |hash| stock.binary_search(&hash).is_ok());
        let finding = Finding::of((0, a), (1, b), comparison, settings)?;
        let passage =
            finding.passages.first().map_or((0..0, 0..0), |passage| (passage.a.clone(), passage.b.clone()));
        let Finding { kind, similarity, lead, bare, .. } = finding;
        Some(Compared { kind, similarity, lead, bare, passage })
    }
}

/// Whether a document that `a` contains, or that is a cut copy of it, stands apart from another one: then it is merged, but for
/// one that [`goes_on`]. `passage` is where it stands in `a`; `first_end` the lowest end and `last_start` the highest start of all
/// these.
pub fn is_apart(passage: &Range<usize>, first_end: usize, last_start: usize) -> bool {
    let slack = passage.len() / 10;
    first_end <= passage.start + slack || last_start + slack >= passage.end
}

/// Whether what `a` says behind a document that [`is_apart`] belongs to it: an evident lead, and no whole article. `head_end` is
/// the highest end of those apart that are no evident lead and begin before `first_end`; 0 where there are none.
pub fn goes_on(passage: &Range<usize>, lead: Lead, head_end: usize) -> bool {
    lead == Lead::Evident && head_end + passage.len() / 10 < passage.end
}
