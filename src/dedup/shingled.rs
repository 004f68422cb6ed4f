//! The shingles of one document, as they are looked up when it is compared with another.

use super::fingerprint::Sketch;
use super::index::mark_stock;
use super::sample::{SHINGLE, is_sampled};
use std::ops::Range;
use std::sync::OnceLock;

/// The shingles of a document that others are compared with: a buffer to be used again.
///
/// What a comparison costs is told by the other, smaller document: an annual volume is read once, not once for each
/// article in it.
#[derive(Default)]
pub(super) struct Whole {
    /// Hash of the shingle that begins at each word.
    pub(super) hashes: Vec<u64>,
    /// Whether it lies in a stock passage.
    pub(super) stock: Vec<bool>,
    /// How many before each do not; one more at the end.
    evidence_before: Vec<u32>,
    /// Open addressing by hash; the first place of each shingle.
    table: Vec<u32>,
    /// The next place of the same shingle, and the next that does not lie in a stock passage: page furniture stands ten
    /// thousand times in a volume, for nothing.
    next: Vec<[u32; 2]>,
    pub(super) distinct: usize,
    pub(super) distinct_evidence: usize,
    /// Whether it [has marks](Sketch::is_marked), where that was asked.
    is_marked: OnceLock<bool>,
    /// Its numbers in the order of their words, where they were asked for.
    numbers: OnceLock<Vec<u16>>,
}

pub(super) const NONE: u32 = u32::MAX;

impl Whole {
    /// Takes a document in. Of its sampled shingles it is asked which are stock.
    pub(super) fn read(&mut self, sketch: &Sketch, is_stock: impl Fn(u32) -> bool) {
        let Self { hashes, stock, evidence_before, table, next, .. } = self;
        hashes.clear();
        hashes.extend(sketch.shingles());
        mark_stock(hashes, is_stock, stock);
        evidence_before.clear();
        evidence_before.push(0);
        evidence_before.extend(stock.iter().scan(0, |sum, &stock| {
            *sum += u32::from(!stock);
            Some(*sum)
        }));
        clear_table(table, hashes.len());
        next.clear();
        next.resize(hashes.len(), [NONE; 2]);
        let (mut distinct, mut distinct_evidence) = (0, 0);
        // From the end, so that the table holds first places; whether a shingle is evidence is told by its first place.
        for at in (0..hashes.len()).rev() {
            let slot = slot(table, hashes, hashes[at]);
            let later = std::mem::replace(&mut table[slot], at as u32);
            distinct_evidence += usize::from(!stock[at]);
            match next.get(later as usize) {
                None => distinct += 1,
                Some(&[_, after]) => {
                    let is_evidence = !stock[later as usize];
                    distinct_evidence -= usize::from(is_evidence);
                    next[at] = [later, if is_evidence { later } else { after }];
                }
            }
        }
        (self.distinct, self.distinct_evidence) = (distinct, distinct_evidence);
        self.is_marked = OnceLock::new();
        self.numbers = OnceLock::new();
    }

    /// Whether the document that was taken in, which is `sketch`, has marks.
    pub(super) fn is_marked(&self, sketch: &Sketch) -> bool {
        *self.is_marked.get_or_init(|| sketch.is_marked())
    }

    /// Whether a number stands anywhere in the document that was taken in, which is `sketch`.
    pub(super) fn has_number(&self, sketch: &Sketch, number: u16) -> bool {
        let numbers = || {
            let places = (0..sketch.len()).filter(|&at| sketch.is_number(at));
            let mut numbers: Vec<u16> = places.map(|at| sketch.word(at)).collect();
            numbers.sort_unstable();
            numbers
        };
        self.numbers.get_or_init(numbers).binary_search(&number).is_ok()
    }

    /// The first place of a shingle.
    fn first(&self, hash: u64) -> u32 {
        self.table[slot(&self.table, &self.hashes, hash)]
    }

    /// The places of the shingle that stands first at `first`, as far as they count.
    fn places(&self, first: u32, counting: Counting) -> impl Iterator<Item = u32> {
        let next = move |at: u32| match (self.next[at as usize], counting) {
            ([next, _], Counting::All) | ([_, next], Counting::Evidence) => {
                Some(next).filter(|&next| next != NONE)
            }
        };
        let counted =
            Some(first).filter(|&first| counting.shingle(&self.stock, first as usize)).or(next(first));
        std::iter::successors(counted, move |&at| next(at))
    }

    /// How many shingles before a place count.
    fn counted_before(&self, at: usize, counting: Counting) -> usize {
        match counting {
            Counting::All => at,
            Counting::Evidence => self.evidence_before[at] as usize,
        }
    }

    /// The share of words in `runs`, which stand one behind the other, of those that count.
    pub(super) fn coverage(&self, runs: impl Iterator<Item = Range<usize>>, counting: Counting) -> f64 {
        let before = |at: usize| self.counted_before(at.min(self.hashes.len()), counting);
        let covered: usize = runs.map(|run| before(run.end) - before(run.start)).sum();
        match before(self.hashes.len()) {
            0 => 0.0,
            count => covered as f64 / count as f64,
        }
    }

    /// As [`Part::longest_open`], told by the places that are shared.
    pub(super) fn longest_open(&self, shared: impl Iterator<Item = u32>, counting: Counting) -> Open {
        let mut shared: Vec<u32> = shared.flat_map(|first| self.places(first, counting)).collect();
        shared.sort_unstable();
        let all = self.counted_before(self.hashes.len(), counting);
        let (mut stretches, mut last) = (Stretches::default(), 0);
        for at in shared {
            let before = self.counted_before(at as usize, counting);
            stretches.open(before - last);
            stretches.close();
            last = before + 1;
        }
        stretches.open(all - last);
        stretches.longest(all)
    }
}

/// The shingles of a document that is compared with a fuller one: a buffer to be used again.
#[derive(Default)]
pub(super) struct Part {
    /// As in [`Whole`].
    pub(super) hashes: Vec<u64>,
    pub(super) stock: Vec<bool>,
    table: Vec<u32>,
    /// Where the shingle at each place stands first.
    first: Vec<u32>,
    pub(super) distinct: usize,
    pub(super) distinct_evidence: usize,
    /// Where it stands first in the other document.
    pub(super) in_whole: Vec<u32>,
}

impl Part {
    pub(super) fn read(&mut self, sketch: &Sketch, is_stock: impl Fn(u32) -> bool) {
        let Self { hashes, stock, table, first, .. } = self;
        hashes.clear();
        hashes.extend(sketch.shingles());
        mark_stock(hashes, is_stock, stock);
        clear_table(table, hashes.len());
        first.clear();
        let (mut distinct, mut distinct_evidence) = (0, 0);
        for at in 0..hashes.len() {
            let slot = slot(table, hashes, hashes[at]);
            if table[slot] == NONE {
                table[slot] = at as u32;
                distinct += 1;
                distinct_evidence += usize::from(!stock[at]);
            }
            first.push(table[slot]);
        }
        (self.distinct, self.distinct_evidence) = (distinct, distinct_evidence);
    }

    pub(super) fn look_up(&mut self, whole: &Whole) {
        self.in_whole.clear();
        for (at, (&hash, &first)) in self.hashes.iter().zip(&self.first).enumerate() {
            let found = if first as usize == at { whole.first(hash) } else { self.in_whole[first as usize] };
            self.in_whole.push(found);
        }
    }

    pub(super) fn is_first(&self, at: usize) -> bool {
        self.first[at] as usize == at
    }

    /// How many words of a range count.
    pub(super) fn counted(&self, words: Range<usize>, counting: Counting) -> usize {
        words.filter(|&at| counting.word(&self.stock, at)).count()
    }

    /// The share of words in `runs`, of those that count.
    pub(super) fn coverage(&self, runs: impl Iterator<Item = Range<usize>>, counting: Counting) -> f64 {
        // The last words begin no shingle.
        let mut covered = vec![false; self.hashes.len() + SHINGLE - 1];
        runs.for_each(|run| covered[run].fill(true));
        let words = || (0..self.hashes.len()).filter(|&at| counting.shingle(&self.stock, at));
        let count = words().count();
        if count == 0 { 0.0 } else { words().filter(|&at| covered[at]).count() as f64 / count as f64 }
    }

    /// The longest stretch of shingles that are not shared, of those that count.
    pub(super) fn longest_open(&self, counting: Counting) -> Open {
        let (mut stretches, mut all) = (Stretches::default(), 0);
        for at in (0..self.hashes.len()).filter(|&at| counting.shingle(&self.stock, at)) {
            all += 1;
            match self.in_whole[at] {
                NONE => stretches.open(1),
                _ => stretches.close(),
            }
        }
        stretches.longest(all)
    }
}

/// Room for so many shingles, all of it empty.
fn clear_table(table: &mut Vec<u32>, shingles: usize) {
    table.clear();
    table.resize((2 * shingles).next_power_of_two(), NONE);
}

/// Where a shingle stands in a table, or would.
fn slot(table: &[u32], hashes: &[u64], hash: u64) -> usize {
    let mask = table.len() - 1;
    let mut slot = hash as usize & mask;
    while table[slot] != NONE && hashes[table[slot] as usize] != hash {
        slot = (slot + 1) & mask;
    }
    slot
}

/// Shingles, or words, of a text that is no longer than a telegram.
pub(super) const TELEGRAM: usize = 80;

/// What of a document counts.
#[derive(Clone, Copy)]
pub(super) enum Counting {
    /// All of it, where nearly all is stock.
    All,
    /// What is not stock.
    Evidence,
}

impl Counting {
    /// What counts of two documents, told by their distinct shingles and those that are evidence.
    pub(super) fn of(documents: [(usize, usize); 2]) -> Self {
        match documents.iter().any(|&(distinct, evidence)| evidence * 8 < distinct) {
            true => Self::All,
            false => Self::Evidence,
        }
    }

    /// Whether the shingle at a place counts.
    pub(super) fn shingle(self, stock: &[bool], at: usize) -> bool {
        matches!(self, Self::All) || !stock[at]
    }

    /// Whether the word at a place counts: as the shingle that begins with it, or the last one.
    pub(super) fn word(self, stock: &[bool], at: usize) -> bool {
        matches!(self, Self::All) || stock.get(at).or(stock.last()) == Some(&false)
    }

    /// Whether a word that fills a place is the document's own: also within stock, where a shingle that holds it is known to be.
    /// The licence of a site names other people than that of another one, and so does each of its pages; whom a telegram names
    /// stands in no other, though all its sentences do. In a short text all words are.
    pub(super) fn is_own(self, hashes: &[u64], stock: &[bool], at: usize) -> bool {
        let mut holding = at.saturating_sub(SHINGLE - 1)..hashes.len().min(at + 1);
        hashes.len() < TELEGRAM
            || self.word(stock, at)
            || holding.any(|first| is_sampled(hashes[first]) && !stock[first])
    }

    pub(super) fn size(self, distinct: usize, evidence: usize) -> usize {
        match self {
            Self::All => distinct,
            Self::Evidence => evidence,
        }
    }
}

/// Stretches of shingles that are not shared. A shingle or two in common by chance do not end one.
#[derive(Default)]
struct Stretches {
    longest: usize,
    open: usize,
    closed: usize,
}

impl Stretches {
    /// So many that are not shared.
    fn open(&mut self, count: usize) {
        if count > 0 {
            self.open = if self.closed >= SHINGLE { count } else { self.open + count };
            self.closed = 0;
            self.longest = self.longest.max(self.open);
        }
    }

    /// One that is.
    fn close(&mut self) {
        self.closed += 1;
    }

    fn longest(&self, all: usize) -> Open {
        let share = if all == 0 { 0.0 } else { self.longest as f64 / all as f64 };
        Open { shingles: self.longest, share }
    }
}

/// The longest stretch of a document that another one does not have.
#[derive(Clone, Copy)]
pub(super) struct Open {
    pub(super) shingles: usize,
    /// As share of the whole.
    pub(super) share: f64,
}
