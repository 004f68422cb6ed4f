//! The sampled shingles of all documents, on their way into postings.

use super::sample::Sample;
use super::sketches::Sketched;
use rayon::prelude::*;

/// The hash of a sampled shingle and the rank of a document that holds it.
fn entry(hash: u32, rank: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(rank)
}

/// Which documents hold which sampled shingles, in parts of ascending hashes.
pub(super) struct Entries {
    /// The parts of each so many documents.
    rows: Vec<[Vec<u64>; PARTS]>,
}

/// In how many parts entries are sorted. A part of a million shingles fits a cache; and what is made of one takes no more
/// memory than it gives back.
const PARTS: usize = 16;
/// Entries that are sorted among each other.
const BUCKET: usize = 16;
/// Documents of a row. Their parts are long enough that their ends do not matter.
const ROW: usize = 1024;

impl Entries {
    /// The entries of documents, and their samples by rank; `firsts` are their numbers, by rank.
    pub(super) fn of<S: Sketched + ?Sized>(
        sketched: &S,
        firsts: &[u32],
    ) -> Result<(Self, Vec<Sample>), S::Error> {
        // In the order of their numbers, in which they stand in a file.
        let mut documents: Vec<(u32, u32)> = firsts.iter().copied().zip(0..).collect();
        documents.par_sort_unstable();
        let of_row = |row: &[(u32, u32)]| {
            let (mut entries, mut samples) = (Vec::new(), Vec::with_capacity(row.len()));
            for &(number, rank) in row {
                let sampled = sketched.sketch(number)?.sampled_shingles(|_| true);
                entries.extend(sampled.iter().map(|&hash| entry(hash, rank)));
                samples.push(Sample::of(sampled));
            }
            Ok((in_parts(entries.iter().copied()), samples))
        };
        let of_rows: Vec<_> = documents.par_chunks(ROW).map(of_row).collect::<Result<_, _>>()?;
        let (rows, of_rows): (Vec<_>, Vec<_>) = of_rows.into_iter().unzip();
        let mut samples = vec![Sample::default(); firsts.len()];
        for (&(_, rank), sample) in documents.iter().zip(of_rows.into_iter().flatten()) {
            samples[rank as usize] = sample;
        }
        Ok((Self { rows }, samples))
    }

    /// The entries of hashes and ranks, in no order.
    pub(super) fn of_all(all: &[(u32, u32)]) -> Self {
        Self { rows: vec![in_parts(all.iter().map(|&(hash, rank)| entry(hash, rank)))] }
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.rows.iter().flatten().map(Vec::len).sum()
    }

    /// The parts, each in order, some entries twice.
    pub(super) fn into_parts(mut self) -> impl Iterator<Item = Vec<u64>> {
        (0..PARTS).map(move |part| {
            let of_part: Vec<Vec<u64>> =
                self.rows.iter_mut().map(|row| std::mem::take(&mut row[part])).collect();
            sorted(of_part)
        })
    }
}

/// The entries of a part in order. Hashes are spread evenly: put first by their next bits, each needs to be sorted among a few.
fn sorted(rows: Vec<Vec<u64>>) -> Vec<u64> {
    let all = || rows.iter().flatten().copied();
    let count: usize = rows.iter().map(Vec::len).sum();
    let bits = (count / BUCKET).max(2).ilog2();
    let bucket = |entry: u64| (entry << PARTS.ilog2() >> (u64::BITS - bits)) as usize;
    let mut sizes = vec![0usize; 1 << bits];
    all().for_each(|entry| sizes[bucket(entry)] += 1);
    let mut next: Vec<usize> = sizes
        .iter()
        .scan(0, |end, size| {
            *end += size;
            Some(*end - size)
        })
        .collect();
    let mut entries = vec![0; count];
    for entry in all() {
        let next = &mut next[bucket(entry)];
        entries[*next] = entry;
        *next += 1;
    }
    drop(rows);
    let mut rest = entries.as_mut_slice();
    let buckets: Vec<&mut [u64]> = sizes.into_iter().filter_map(|size| rest.split_off_mut(..size)).collect();
    buckets.into_par_iter().with_min_len(ROW).for_each(<[u64]>::sort_unstable);
    entries
}

fn part(entry: u64) -> usize {
    (entry >> (u64::BITS - PARTS.ilog2())) as usize
}

/// Each part of its own size: what would be left over is as much as what is held.
fn in_parts(entries: impl Iterator<Item = u64> + Clone) -> [Vec<u64>; PARTS] {
    let mut counts = [0; PARTS];
    entries.clone().for_each(|entry| counts[part(entry)] += 1);
    let mut parts = counts.map(Vec::with_capacity);
    entries.for_each(|entry| parts[part(entry)].push(entry));
    parts
}
