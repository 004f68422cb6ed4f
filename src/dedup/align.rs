//! The exact comparison of two documents on all their shingles.

use super::fingerprint::Sketch;
use super::relation::{Side, Similarity, Slots};
use super::sample::SHINGLE;
use super::shingled::{Counting, NONE, Open, Part, Whole};
use std::ops::Range;

/// What the shingles of two documents say.
pub(super) struct Comparison<'a> {
    pair: Pair<'a>,
    pub(super) similarity: Similarity,
    /// Distinct shingles in common that are evidence.
    pub(super) shared: usize,
    pub(super) open_a: Open,
    pub(super) open_b: Open,
    /// Aligned passages, in the order of `b`.
    pub(super) passages: Vec<Aligned>,
    /// The places within passages at which the two differ.
    pub(super) gaps: Gaps,
    /// Which of the two lacks the marks that the other has.
    pub(super) bare: Option<Side>,
}

/// Two ranges of words that say the same, up to small differences.
#[derive(Clone, Debug)]
pub(super) struct Aligned {
    pub(super) a: Range<usize>,
    pub(super) b: Range<usize>,
    /// Shingles in common that are evidence.
    pub(super) evidence: usize,
    /// Words of `b` that count and stand in `a` at the same place: in runs, and between them where as many were written
    /// anew. A typing error is one word less, and not five shingles.
    pub(super) retold: usize,
    /// Where the last unbroken run of shingles begins.
    last: (usize, usize),
}

impl<'a> Comparison<'a> {
    /// The comparison of `a`, the fuller document, with `b`. `part` is a buffer; `is_stock` as in [`Whole::read`].
    pub(super) fn of(
        (a, whole): (&'a Sketch, &'a Whole),
        (b, part): (&'a Sketch, &'a mut Part),
        is_stock: impl Fn(u32) -> bool,
    ) -> Self {
        part.read(b, is_stock);
        part.look_up(whole);
        let part = &*part;
        let sizes = [(whole.distinct, whole.distinct_evidence), (part.distinct, part.distinct_evidence)];
        let counting = Counting::of(sizes);
        let [size_a, size_b] = sizes.map(|(distinct, evidence)| counting.size(distinct, evidence));
        // The first place in `a` of each distinct shingle in common.
        let common = || {
            let firsts = (0..part.hashes.len()).filter(|&at| part.is_first(at) && part.in_whole[at] != NONE);
            firsts.map(|at| (at, part.in_whole[at]))
        };
        let counts = |&(b, a): &(usize, u32)| {
            counting.shingle(&part.stock, b) && counting.shingle(&whole.stock, a as usize)
        };
        let shared = common().filter(counts).count();
        let share = |whole: usize| if whole == 0 { 0.0 } else { shared as f64 / whole as f64 };
        let pair = Pair { a: (a, whole), b: (b, part), counting };
        let Alignment { passages, mut runs, numbers, names, gaps, respelt, bare } = pair.align();
        runs.retain(|run| passages[run.passage].evidence >= WORTH_COUNTING);
        once(&mut runs);
        let similarity = Similarity {
            jaccard: share(size_a + size_b - shared),
            containment_a: share(size_a),
            containment_b: share(size_b),
            coverage_a: whole.coverage(runs.iter().map(|run| run.a..run.a + run.words), counting),
            coverage_b: part.coverage(runs.iter().map(|run| run.b..run.b + run.words), counting),
            numbers,
            names,
            respelt,
        };
        let open_a = whole.longest_open(common().map(|(_, in_a)| in_a), counting);
        let open_b = part.longest_open(counting);
        Self { pair, similarity, shared, open_a, open_b, passages, gaps, bare }
    }

    /// The passage that says most.
    pub(super) fn main(&self) -> Option<&Aligned> {
        self.passages.iter().max_by_key(|passage| (passage.evidence, std::cmp::Reverse(passage.b.start)))
    }

    /// Whether all that `b` says is stock, and not all that `a` says: it stands in all that hold the stock.
    pub(super) fn rests_on_stock(&self) -> bool {
        let Pair { a: (_, whole), counting, .. } = self.pair;
        let evidence = (whole.distinct, whole.distinct_evidence);
        matches!((counting, Counting::of([evidence; 2])), (Counting::All, Counting::Evidence))
    }

    /// How many words of `b` count.
    pub(super) fn words_b(&self) -> usize {
        let (b, part) = self.pair.b;
        part.counted(0..b.len(), self.pair.counting)
    }

    /// The numbers of `b` that stand nowhere in `a`, and the others.
    pub(super) fn numbers_anywhere(&self) -> Slots {
        let Pair { a: (a, whole), b: (b, part), counting } = self.pair;
        let mut slots = Slots::default();
        for at in (0..b.len()).filter(|&at| b.is_number(at) && counting.word(&part.stock, at)) {
            match whole.has_number(a, b.word(at)) {
                true => slots.agree += 1,
                false => slots.differ += 1,
            }
        }
        slots
    }

    /// Whether the passages of `b`, none of them longer than an entry of a list, stand in another order in `a`, as those of a
    /// list do a day later: of an article a paragraph or two are moved.
    pub(super) fn is_shuffled(&self) -> bool {
        let steps = self.passages.windows(2).map(|two| (&two[0], &two[1]));
        let back = steps.filter(|(one, next)| next.a.start < one.a.start);
        let moved: usize = back.map(|(one, next)| one.evidence.min(next.evidence)).sum();
        let all: usize = self.passages.iter().map(|passage| passage.evidence).sum();
        self.passages.len() >= FEWEST_SHUFFLED
            && 4 * moved >= all
            && self.passages.iter().all(|passage| passage.b.len() <= LONGEST_ENTRY)
    }

    /// The places before and behind that passage at which the two differ.
    pub(super) fn edges(&self) -> Gaps {
        let Pair { a, b, .. } = self.pair;
        let mut edges = Gaps::default();
        let Some(main) = self.main() else { return edges };
        let before = (0..main.a.start, 0..main.b.start);
        let behind = (main.a.end..a.0.len(), main.b.end..b.0.len());
        for (edge_a, edge_b) in [before, behind] {
            if (1..=LONGEST_GAP).contains(&edge_a.len().max(edge_b.len())) {
                edges.add(self.pair.filled(edge_a, edge_b));
            }
        }
        edges
    }
}

/// Passages whose order tells something.
const FEWEST_SHUFFLED: usize = 3;

/// Words of a headline and a teaser, or of two of those that stand side by side in both lists.
const LONGEST_ENTRY: usize = 70;

/// Shingles of evidence that a passage has at the least to count for coverage: fewer are a set phrase.
pub(super) const WORTH_COUNTING: usize = 8;

/// An unbroken run of words that are equal but for their marks.
struct Run {
    passage: usize,
    a: usize,
    b: usize,
    words: usize,
}

/// Leaves of each run what no other one says of `a`, in the order of `a`: who prints a sentence and corrects it below has it once.
fn once(runs: &mut Vec<Run>) {
    runs.sort_unstable_by_key(|run| (run.a, run.b));
    let mut end = 0_usize;
    for run in runs.iter_mut() {
        let said = end.saturating_sub(run.a).min(run.words);
        (run.a, run.b, run.words) = (run.a + said, run.b + said, run.words - said);
        end = end.max(run.a + run.words);
    }
    runs.retain(|run| run.words > 0);
}

struct Alignment {
    passages: Vec<Aligned>,
    runs: Vec<Run>,
    numbers: Slots,
    names: Slots,
    gaps: Gaps,
    respelt: u32,
    bare: Option<Side>,
}

/// Words that may differ within one passage.
const LONGEST_GAP: usize = 30;
/// How many passages back one may be taken up again after a stray match.
const STRAYS: usize = 4;

/// Whether a word of a document is a number, or one of a name.
type IsSlot = fn(&Sketch, usize) -> bool;

/// Two documents side by side.
#[derive(Clone, Copy)]
struct Pair<'a> {
    a: (&'a Sketch, &'a Whole),
    b: (&'a Sketch, &'a Part),
    counting: Counting,
}

impl Pair<'_> {
    /// What stands in two gaps between the same words, where either document has some of it for its own.
    fn filled(self, gap_a: Range<usize>, gap_b: Range<usize>) -> Filled {
        let Self { a, b, counting } = self;
        let of = |is_slot: IsSlot| {
            let slots_a = gap_a.clone().filter(|&at| is_slot(a.0, at));
            let slots_b = gap_b.clone().filter(|&at| is_slot(b.0, at));
            let is_own = slots_a.clone().any(|at| counting.is_own(&a.1.hashes, &a.1.stock, at))
                || slots_b.clone().any(|at| counting.is_own(&b.1.hashes, &b.1.stock, at));
            match is_own {
                true => compared(slots_a.map(|at| a.0.word(at)), slots_b.map(|at| b.0.word(at))),
                false => Slots::default(),
            }
        };
        Filled { numbers: of(Sketch::is_number), names: of(Sketch::is_name) }
    }

    /// How many words of a range of `b` that count look like parts of names.
    fn names_of_b(self, words: Range<usize>) -> u32 {
        let (b, part) = self.b;
        words.filter(|&at| self.counting.word(&part.stock, at) && b.is_name(at)).count() as u32
    }

    /// What stands in a run with other marks: as many words of `a` from `start` on as of `b`.
    fn respelt(self, start: usize, run_b: Range<usize>) -> Respelt {
        let mut respelt = Respelt::default();
        let (a, b) = (&self.a.0.words()[start..][..run_b.len()], &self.b.0.words()[run_b.clone()]);
        if a == b {
            return respelt;
        }
        let pairs: Vec<(u16, u16)> = a.iter().copied().zip(b.iter().copied()).collect();
        let mut end = 0;
        for alike in pairs.chunk_by(|one, next| (one.0 == one.1) == (next.0 == next.1)) {
            let here = end..end + alike.len();
            end = here.end;
            if alike[0].0 != alike[0].1 {
                let [in_a, in_b] = [start, run_b.start].map(|from| from + here.start..from + here.end);
                respelt.words += here.len() as u32;
                respelt.names_of_b += self.names_of_b(in_b.clone());
                let filled = self.filled(in_a, in_b);
                respelt.names += filled.names;
                respelt.gaps.add(filled);
            }
        }
        respelt
    }

    /// The passages that the two share, and what is said in them.
    fn align(self) -> Alignment {
        let Self { a, b, counting } = self;
        let (mut passages, mut runs) = (Vec::<Aligned>::new(), Vec::new());
        let (mut numbers, mut names) = (Slots::default(), Slots::default());
        let (mut gaps, mut respelt) = (Gaps::default(), Respelt::default());
        let mut at = 0;
        while at < b.1.hashes.len() {
            let Some(first) = next_in(a.1, b.1.hashes[at], b.1.in_whole[at], passages.last(), at) else {
                at += 1;
                continue;
            };
            let mut evidence = 0;
            let start = at;
            while at < b.1.hashes.len() && a.1.hashes.get(first + at - start) == Some(&b.1.hashes[at]) {
                evidence += usize::from(counting.shingle(&b.1.stock, at));
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
                    let here = self.filled(gap_a.clone(), gap_b.clone());
                    numbers += here.numbers;
                    names += here.names;
                    gaps.add(here);
                    let known = passage.b.end;
                    passage.retold += same_place((a.0, gap_a), b.0, gap_b)
                        .map(|at| b.1.counted(at..at + 1, counting))
                        .sum::<usize>();
                    passage.retold += b.1.counted(known.max(run_b.start)..run_b.end, counting);
                    passage.a.end = passage.a.end.max(run_a.end);
                    passage.b.end = passage.b.end.max(run_b.end);
                    passage.evidence += evidence;
                    passage.last = (run_a.start, run_b.start);
                    (known, fit)
                }
                None => {
                    let (last, known) = ((run_a.start, run_b.start), run_b.start);
                    let retold = b.1.counted(run_b.clone(), counting);
                    passages.push(Aligned { a: run_a, b: run_b.clone(), evidence, retold, last });
                    (known, passages.len() - 1)
                }
            };
            runs.push(Run { passage, a: first, b: start, words });
            let again = known.max(run_b.start)..run_b.end;
            let said = again.clone().filter(|&at| counting.word(&b.1.stock, at));
            numbers.agree += said.filter(|&at| b.0.is_number(at)).count() as u32;
            names.agree += self.names_of_b(again.clone());
            respelt += self.respelt(first + again.start - start, again);
        }
        let bare = match respelt.words {
            0 => None,
            _ => self.bare(),
        };
        // What is written without marks says nothing of them.
        if bare.is_none() {
            names.agree -= respelt.names_of_b;
            names += respelt.names;
            gaps += respelt.gaps;
        }
        Alignment { passages, runs, numbers, names, gaps, respelt: respelt.words, bare }
    }

    /// Which of the two lacks the marks that the other has.
    fn bare(self) -> Option<Side> {
        match (self.a.1.is_marked(self.a.0), self.b.0.is_marked()) {
            (false, true) => Some(Side::A),
            (true, false) => Some(Side::B),
            _ => None,
        }
    }
}

/// What two documents say at one place where they differ.
#[derive(Clone, Copy)]
struct Filled {
    numbers: Slots,
    names: Slots,
}

/// The places at which two aligned documents differ.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gaps {
    pub(super) all: u32,
    /// Those that other numbers and names fill, at least as many as equal ones.
    pub(super) telling: u32,
}

impl Gaps {
    fn add(&mut self, Filled { numbers, names }: Filled) {
        let (differ, agree) = (numbers.differ + names.differ, numbers.agree + names.agree);
        self.all += 1;
        self.telling += u32::from(differ > 0 && differ >= agree);
    }
}

impl std::ops::AddAssign for Gaps {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.telling += other.telling;
    }
}

/// What stands in two documents with other marks.
#[derive(Default)]
struct Respelt {
    words: u32,
    /// Those of `b` that look like parts of names, and what names there are at the same place of both.
    names_of_b: u32,
    names: Slots,
    gaps: Gaps,
}

impl std::ops::AddAssign for Respelt {
    fn add_assign(&mut self, other: Self) {
        self.words += other.words;
        self.names_of_b += other.names_of_b;
        self.names += other.names;
        self.gaps += other.gaps;
    }
}

/// Where in `a` the shingle at `at` in `b` is to be looked for: where the last passage would go on, if it does, or
/// where it first stands.
fn next_in(a: &Whole, hash: u64, first: u32, passage: Option<&Aligned>, at: usize) -> Option<usize> {
    let first = (first != NONE).then_some(first as usize)?;
    let going_on = passage.map(|passage| passage.last.0 + at - passage.last.1);
    Some(going_on.filter(|&next| a.hashes.get(next) == Some(&hash)).unwrap_or(first))
}

fn between(before: &Range<usize>, after: &Range<usize>) -> Range<usize> {
    before.end.min(after.start)..after.start
}

/// The places of words of `b` in a gap that is as long in `a` and has the same word there.
fn same_place(
    (a, gap_a): (&Sketch, Range<usize>),
    b: &Sketch,
    gap_b: Range<usize>,
) -> impl Iterator<Item = usize> {
    let is_as_long = gap_a.len() == gap_b.len();
    let pairs = gap_a.zip(gap_b).filter(move |_| is_as_long);
    pairs.filter(|&(in_a, in_b)| a.word(in_a) == b.word(in_b)).map(|(_, in_b)| in_b)
}

/// What two gaps between the same words say at the same place.
fn compared(in_a: impl Iterator<Item = u16> + Clone, in_b: impl Iterator<Item = u16> + Clone) -> Slots {
    let fewer = in_a.clone().count().min(in_b.clone().count());
    let agree = in_b.filter(|&word| in_a.clone().any(|other| other == word)).count().min(fewer);
    Slots { agree: agree as u32, differ: (fewer - agree) as u32 }
}
