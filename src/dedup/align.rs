//! The exact comparison of two documents on all their shingles.

use super::fingerprint::{SHINGLE, Sketch};
use super::index::mark_stock;
use super::relation::Slots;
use std::ops::Range;

/// The shingles of one document, to be looked up: a buffer to be used again.
#[derive(Default)]
pub(super) struct Profile {
    /// Hash of the shingle that begins at each word.
    hashes: Vec<u64>,
    /// Whether it lies in a stock passage.
    stock: Vec<bool>,
    /// Where the same shingle stands first.
    first: Vec<u32>,
    /// Open addressing by hash; the first position of each shingle.
    table: Vec<u32>,
    distinct: usize,
    distinct_evidence: usize,
}

const NONE: u32 = u32::MAX;

impl Profile {
    pub(super) fn read(&mut self, sketch: &Sketch, stock: &[u32]) {
        self.hashes.clear();
        self.hashes.extend(sketch.shingles());
        mark_stock(&self.hashes, stock, &mut self.stock);
        self.table.clear();
        self.table.resize((2 * self.hashes.len()).next_power_of_two(), NONE);
        self.first.clear();
        (self.distinct, self.distinct_evidence) = (0, 0);
        for at in 0..self.hashes.len() {
            let slot = self.slot(self.hashes[at]);
            if self.table[slot] == NONE {
                self.table[slot] = at as u32;
                self.distinct += 1;
                self.distinct_evidence += usize::from(!self.stock[at]);
            }
            self.first.push(self.table[slot]);
        }
    }

    /// Where a shingle stands in the table, or would.
    fn slot(&self, hash: u64) -> usize {
        let mask = self.table.len() - 1;
        let mut slot = hash as usize & mask;
        while self.table[slot] != NONE && self.hashes[self.table[slot] as usize] != hash {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn is_first(&self, at: usize) -> bool {
        self.first[at] as usize == at
    }

    /// Whether nearly all of the document is stock, so that stock must count.
    fn is_only_stock(&self) -> bool {
        self.distinct_evidence * 8 < self.distinct
    }
}

/// Compares one document, `b`, with others: buffers to be used again.
#[derive(Default)]
pub(super) struct Comparer {
    a: Profile,
    b: Profile,
    /// Where each shingle of `b` stands first in `a`.
    in_a: Vec<u32>,
    /// Whether `b` has the shingle that first stands at each place of `a`.
    in_b: Vec<bool>,
}

impl Comparer {
    /// Sets the document to compare others with. `stock` are hashes in order: at least those of its sampled shingles
    /// that are stock.
    pub(super) fn take(&mut self, b: &Sketch, stock: &[u32]) {
        self.b.read(b, stock);
    }

    /// The comparison of `a` with the document `b` that was taken last; `stock` as there.
    pub(super) fn compare(&mut self, a: &Sketch, b: &Sketch, stock: &[u32]) -> Comparison {
        let Self { a: profile_a, b: profile_b, in_a, in_b } = self;
        profile_a.read(a, stock);
        in_a.clear();
        in_b.clear();
        in_b.resize(profile_a.hashes.len(), false);
        for at in 0..profile_b.hashes.len() {
            let found = match profile_b.is_first(at) {
                true => profile_a.table[profile_a.slot(profile_b.hashes[at])],
                false => in_a[profile_b.first[at] as usize],
            };
            in_a.push(found);
            if let Some(held) = in_b.get_mut(found as usize) {
                *held = true;
            }
        }
        Comparison::new((a, profile_a, in_b), (b, profile_b, in_a))
    }
}

/// What the shingles of two documents say.
pub(super) struct Comparison {
    pub(super) jaccard: f64,
    pub(super) containment_a: f64,
    pub(super) containment_b: f64,
    /// Share of the words that lie in a shared shingle of a passage worth the name: what typing errors do to it is a
    /// fifth of what they do to containment.
    pub(super) coverage_a: f64,
    pub(super) coverage_b: f64,
    /// Distinct shingles in common that are evidence.
    pub(super) shared: usize,
    /// Longest stretch of each document that the other one does not have, as share of the whole.
    pub(super) open_a: f64,
    pub(super) open_b: f64,
    /// Aligned passages, in the order of `b`.
    pub(super) passages: Vec<Aligned>,
    pub(super) numbers: Slots,
    pub(super) names: Slots,
}

/// Two ranges of words that say the same, up to small differences.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    /// Shingles in common that are evidence.
    pub(super) evidence: usize,
    /// Where the last unbroken run of shingles begins.
    last: (usize, usize),
}

impl Comparison {
    fn new(a: (&Sketch, &Profile, &[bool]), b: (&Sketch, &Profile, &[u32])) -> Self {
        let ((sketch_a, a, in_b), (sketch_b, b, in_a)) = (a, b);
        let stock_counts = a.is_only_stock() || b.is_only_stock();
        let counts = |profile: &Profile, at: usize| stock_counts || !profile.stock[at];
        let size =
            |profile: &Profile| if stock_counts { profile.distinct } else { profile.distinct_evidence };
        let shared = (0..in_a.len())
            .filter(|&at| in_a[at] != NONE && b.is_first(at) && counts(b, at) && counts(a, in_a[at] as usize))
            .count();
        let (size_a, size_b) = (size(a), size(b));
        let share = |whole: usize| if whole == 0 { 0.0 } else { shared as f64 / whole as f64 };
        let Alignment { passages, runs, numbers, names } = align((sketch_a, a), (sketch_b, b), in_a, counts);
        let runs = || runs.iter().filter(|run| passages[run.passage].evidence >= WORTH_COUNTING);
        Self {
            coverage_a: coverage(a, runs().map(|run| run.a..run.a + run.words), counts),
            coverage_b: coverage(b, runs().map(|run| run.b..run.b + run.words), counts),
            jaccard: share(size_a + size_b - shared),
            containment_a: share(size_a),
            containment_b: share(size_b),
            shared,
            open_a: longest_open(a, |at| in_b[a.first[at] as usize], counts),
            open_b: longest_open(b, |at| in_a[at] != NONE, counts),
            passages,
            numbers,
            names,
        }
    }

    /// The passage that says most.
    pub(super) fn main(&self) -> Option<&Aligned> {
        self.passages.iter().max_by_key(|passage| (passage.evidence, std::cmp::Reverse(passage.b.start)))
    }
}

/// Shingles of evidence that a passage has at the least to count for coverage: fewer are a set phrase.
const WORTH_COUNTING: usize = 8;

/// The share of words in `runs`, of those that count.
fn coverage(
    profile: &Profile,
    runs: impl Iterator<Item = Range<usize>>,
    counts: impl Fn(&Profile, usize) -> bool,
) -> f64 {
    let mut covered = vec![false; profile.hashes.len()];
    for run in runs {
        covered[run.start..run.end.min(profile.hashes.len())].fill(true);
    }
    let words = || (0..covered.len()).filter(|&at| counts(profile, at));
    let count = words().count();
    if count == 0 { 0.0 } else { words().filter(|&at| covered[at]).count() as f64 / count as f64 }
}

/// The longest stretch of shingles that are not shared, as share of all that count.
///
/// A shingle or two in common by chance do not end a stretch.
fn longest_open(
    own: &Profile,
    is_shared: impl Fn(usize) -> bool,
    counts: impl Fn(&Profile, usize) -> bool,
) -> f64 {
    let (mut longest, mut open, mut closed, mut all) = (0, 0, 0, 0);
    for at in (0..own.hashes.len()).filter(|&at| counts(own, at)) {
        all += 1;
        if is_shared(at) {
            closed += 1;
        } else {
            open = if closed >= SHINGLE { 1 } else { open + 1 };
            closed = 0;
            longest = longest.max(open);
        }
    }
    if all == 0 { 0.0 } else { longest as f64 / all as f64 }
}

/// An unbroken run of equal words.
struct Run {
    passage: usize,
    a: usize,
    b: usize,
    words: usize,
}

struct Alignment {
    passages: Vec<Aligned>,
    runs: Vec<Run>,
    numbers: Slots,
    names: Slots,
}

/// Words that may differ within one passage.
const LONGEST_GAP: usize = 30;
/// How many passages back one may be taken up again after a stray match.
const STRAYS: usize = 4;

fn align(
    a: (&Sketch, &Profile),
    b: (&Sketch, &Profile),
    in_a: &[u32],
    counts: impl Fn(&Profile, usize) -> bool,
) -> Alignment {
    let (mut passages, mut runs) = (Vec::<Aligned>::new(), Vec::new());
    let (mut numbers, mut names) = (Slots::default(), Slots::default());
    let mut at = 0;
    while at < b.1.hashes.len() {
        let Some(first) = next_in(a.1, b.1.hashes[at], in_a[at], passages.last(), at) else {
            at += 1;
            continue;
        };
        let mut evidence = 0;
        let start = at;
        while at < b.1.hashes.len() && a.1.hashes.get(first + at - start) == Some(&b.1.hashes[at]) {
            evidence += usize::from(counts(b.1, at));
            at += 1;
        }
        let words = at - start + SHINGLE - 1;
        let (run_a, run_b) = (first..first + words, start..start + words);
        let recent = passages.len().saturating_sub(STRAYS);
        let fits = passages[recent..].iter().rposition(|passage| {
            passage.last.0 < run_a.start
                && run_a.start <= passage.a.end + LONGEST_GAP
                && run_b.start <= passage.b.end + LONGEST_GAP
        });
        let (known, passage) = match fits.map(|fit| recent + fit) {
            Some(fit) => {
                let passage = &mut passages[fit];
                let (gap_a, gap_b) = (between(&passage.a, &run_a), between(&passage.b, &run_b));
                numbers += differing(a.0, gap_a.clone(), b.0, gap_b.clone(), Sketch::is_number);
                names += differing(a.0, gap_a, b.0, gap_b, Sketch::is_name);
                let known = passage.b.end;
                passage.a.end = passage.a.end.max(run_a.end);
                passage.b.end = passage.b.end.max(run_b.end);
                passage.evidence += evidence;
                passage.last = (run_a.start, run_b.start);
                (known, fit)
            }
            None => {
                let (last, known) = ((run_a.start, run_b.start), run_b.start);
                passages.push(Aligned { a: run_a, b: run_b.clone(), evidence, last });
                (known, passages.len() - 1)
            }
        };
        runs.push(Run { passage, a: first, b: start, words });
        for word in known.max(run_b.start)..run_b.end {
            numbers.agree += u32::from(b.0.is_number(word));
            names.agree += u32::from(b.0.is_name(word));
        }
    }
    Alignment { passages, runs, numbers, names }
}

/// Where in `a` the shingle at `at` in `b` is to be looked for: where the last passage would go on, if it does, or
/// where it first stands.
fn next_in(a: &Profile, hash: u64, first: u32, passage: Option<&Aligned>, at: usize) -> Option<usize> {
    let first = (first != NONE).then_some(first as usize)?;
    let going_on = passage.map(|passage| passage.last.0 + at - passage.last.1);
    Some(going_on.filter(|&next| a.hashes.get(next) == Some(&hash)).unwrap_or(first))
}

fn between(before: &Range<usize>, after: &Range<usize>) -> Range<usize> {
    before.end.min(after.start)..after.start
}

/// What two gaps between the same words say at the same place.
fn differing(
    a: &Sketch,
    gap_a: Range<usize>,
    b: &Sketch,
    gap_b: Range<usize>,
    is_slot: impl Fn(&Sketch, usize) -> bool,
) -> Slots {
    let count = |sketch: &Sketch, gap: Range<usize>| gap.filter(|&at| is_slot(sketch, at)).count();
    let (in_a, in_b) = (count(a, gap_a.clone()), count(b, gap_b.clone()));
    if in_a == 0 || in_b == 0 {
        return Slots::default();
    }
    let agree = gap_b
        .filter(|&at| is_slot(b, at) && gap_a.clone().any(|other| a.word(other) == b.word(at)))
        .count()
        .min(in_a);
    Slots { agree: agree as u32, differ: (in_a.min(in_b) - agree.min(in_b).min(in_a)) as u32 }
}
