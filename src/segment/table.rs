//! Pairs of symbols with a number each, as they lie in the file of a model.

use prefetch_index::prefetch_index;
use std::borrow::Cow;
use std::hint::select_unpredictable;
use wide::u8x16;

/// A part of a model's file, in cells of `N` bytes: where it lies, or a copy.
pub(super) type Cells<'a, const N: usize> = Cow<'a, [[u8; N]]>;

/// A table of pairs with a number below [`LIMIT`] each; 0 belongs to all that are not in it.
///
/// Vietnamese has more pairs in use than a processor's nearest caches hold, so a look-up costs what its cache misses
/// cost: a pair takes five bytes, twelve share a cache line, and a look-up is one line. The pairs of one left symbol
/// stand together, so that the many symbols that are rare keep their pages to themselves.
#[derive(Clone, Debug)]
pub(super) struct Table<'a> {
    /// The first one is empty: it is that of left symbols without a pair.
    pub lines: Cells<'a, LINE>,
    /// By left symbol: its first line and how many are its own, one at least.
    pub regions: Cells<'a, REGION>,
}

/// One cache line: right symbols in lanes that are filled from the first on, zeros, and the numbers in the same order.
pub(super) const LINE: usize = 64;
const LANES: usize = 12;
const KEY: usize = 2;
const NUMBER: usize = 3;
/// Where the number of lane 0 would stand, and the zeros do: lanes are numbered from 1.
const NUMBERS: usize = LINE - (LANES + 1) * NUMBER;

/// A `u32` and a `u16`.
pub(super) const REGION: usize = 6;

/// Numbers take three bytes.
pub(super) const LIMIT: u32 = 1 << (8 * NUMBER);

/// Lanes of a line that are filled on the average, at most: in fuller tables many pairs stand outside their first line.
const FILLED: usize = 9;

/// Fibonacci hashing of right symbols.
const SPREAD: u16 = 0x9e37;

/// The symbol outside a sentence: no key.
const VACANT: u16 = 0;

impl Table<'_> {
    /// The pairs, in order, with their numbers, none twice; left symbols are below `symbols`.
    pub fn of(pairs: &[(u32, u32)], symbols: usize) -> Table<'static> {
        let mut lines = vec![[0; LINE]];
        let mut regions = vec![region(0, 1); symbols];
        for of_left in pairs.chunk_by(|a, b| left(a.0) == left(b.0)) {
            let count = of_left.len().div_ceil(FILLED);
            let first = lines.len();
            lines.resize(first + count, [0; LINE]);
            regions[left(of_left[0].0)] = region(first as u32, count as u16);
            for &(pair, number) in of_left {
                debug_assert!(number < LIMIT);
                let home = home(count, right(pair));
                let around = (home..count).chain(0..home).map(|at| first + at);
                let places = around.flat_map(|line| (1..=LANES).map(move |lane| (line, lane)));
                for (line, lane) in places {
                    let line = &mut lines[line];
                    if key(line, lane) == VACANT {
                        line[(lane - 1) * KEY..][..KEY].copy_from_slice(&right(pair).to_le_bytes());
                        let at = NUMBERS + lane * NUMBER;
                        line[at..][..NUMBER].copy_from_slice(&number.to_le_bytes()[..NUMBER]);
                        break;
                    }
                }
            }
        }
        Table { lines: lines.into(), regions: regions.into() }
    }

    /// Whether every region is in the table.
    pub fn is_sound(&self) -> bool {
        let lines = self.lines.len();
        self.regions.iter().map(place).all(|(first, count)| count > 0 && first + count <= lines)
    }

    /// The same in memory of its own.
    pub fn into_owned(self) -> Table<'static> {
        Table { lines: self.lines.into_owned().into(), regions: self.regions.into_owned().into() }
    }

    /// The line of a pair, where [`number`](Self::number) looks first; it is fetched, so that the cache misses of many pairs are
    /// waited for at once.
    #[inline]
    pub fn fetch(&self, pair: u32) -> u32 {
        let line = self.line(pair);
        prefetch_index(&self.lines, line as usize);
        line
    }

    /// The number of a pair whose line is given.
    #[inline]
    pub fn number(&self, pair: u32, at: u32) -> u32 {
        let line = &self.lines[at as usize];
        let lane = lane(line, right(pair));
        // In one branch: whether a line is full nobody can guess, but that a pair is missed there is rare.
        if select_unpredictable(key(line, LANES) == VACANT, LANES, lane) == 0 {
            return self.find_behind(pair);
        }
        number(line, lane)
    }

    /// The number of one pair.
    pub fn get(&self, pair: u32) -> u32 {
        self.number(pair, self.line(pair))
    }

    #[inline]
    fn line(&self, pair: u32) -> u32 {
        let (first, count) = place(&self.regions[left(pair)]);
        (first + home(count, right(pair))) as u32
    }

    /// The number of a pair that is not in its line, which is full.
    #[cold]
    fn find_behind(&self, pair: u32) -> u32 {
        let (first, count) = place(&self.regions[left(pair)]);
        let home = home(count, right(pair));
        for at in (home + 1..count).chain(0..home) {
            let line = &self.lines[first + at];
            let lane = lane(line, right(pair));
            if lane > 0 || key(line, LANES) == VACANT {
                return number(line, lane);
            }
        }
        0
    }
}

fn region(first: u32, count: u16) -> [u8; REGION] {
    let ([a, b, c, d], [e, f]) = (first.to_le_bytes(), count.to_le_bytes());
    [a, b, c, d, e, f]
}

#[inline]
fn place(&[a, b, c, d, e, f]: &[u8; REGION]) -> (usize, usize) {
    (u32::from_le_bytes([a, b, c, d]) as usize, usize::from(u16::from_le_bytes([e, f])))
}

/// The line of a right symbol, of so many.
#[inline]
fn home(count: usize, right: u16) -> usize {
    // The high half of a product spreads the hash over any number of lines.
    (usize::from(right.wrapping_mul(SPREAD)) * count) >> 16
}

#[inline]
fn key(line: &[u8; LINE], lane: usize) -> u16 {
    u16::from_le_bytes([line[(lane - 1) * KEY], line[(lane - 1) * KEY + 1]])
}

/// The lane in which a key stands; 0 where there is none.
#[inline]
fn lane(line: &[u8; LINE], right: u16) -> usize {
    const REST: usize = LANES * KEY - 16;
    let wanted = u8x16::new(std::array::from_fn(|at| right.to_le_bytes()[at % KEY]));
    let equal = |from: usize| {
        line[from..].first_chunk().map_or(0, |&bytes| u8x16::new(bytes).simd_eq(wanted).to_bitmask())
    };
    let bytes = equal(0) | equal(REST) << REST;
    let lanes = bytes & bytes >> 1 & 0x0055_5555;
    // A bit for each even place from 2 on; the one at 0 stands for none.
    ((lanes << 2 | 1).ilog2() / 2) as usize
}

/// The number in a lane; 0 in lane 0.
#[inline]
fn number(line: &[u8; LINE], lane: usize) -> u32 {
    // In one read, which begins a byte before it.
    let at = NUMBERS - 1 + lane * NUMBER;
    u32::from_le_bytes([line[at], line[at + 1], line[at + 2], line[at + 3]]) >> 8
}

#[inline]
fn left(pair: u32) -> usize {
    (pair >> 16) as usize
}

#[inline]
fn right(pair: u32) -> u16 {
    pair as u16
}

#[cfg(test)]
mod tests {
    use super::super::pairs::pair;
    use super::*;

    #[test]
    fn every_pair_is_found_with_its_number() {
        // Right symbols in the order of their hashes crowd into few lines.
        let inverse = (1..u16::MAX).find(|&n| n.wrapping_mul(SPREAD) == 1).unwrap();
        let crowd = (1..700).map(|n: u16| pair(4999, n.wrapping_mul(inverse)));
        let mut pairs: Vec<u32> = (1..4999u16).map(|n| pair(n, n.wrapping_mul(7919))).chain(crowd).collect();
        pairs.sort_unstable();
        let numbered: Vec<(u32, u32)> = pairs.iter().zip((1..LIMIT).rev()).map(|(&p, n)| (p, n)).collect();
        let table = Table::of(&numbered, 5001);
        assert!(table.is_sound());
        let absent = [pair(0, 0), pair(1, 1), pair(4999, inverse.wrapping_mul(900)), pair(5000, 1)];
        let (mut pairs, mut expected): (Vec<u32>, Vec<u32>) = numbered.into_iter().unzip();
        pairs.extend(absent);
        expected.extend([0; 4]);
        assert_eq!(pairs.iter().map(|&pair| table.get(pair)).collect::<Vec<_>>(), expected);
        let is_behind = |&pair: &u32| lane(&table.lines[table.line(pair) as usize], right(pair)) == 0;
        assert!(pairs.iter().zip(&expected).any(|(pair, &number)| number > 0 && is_behind(pair)));
    }

    #[test]
    fn a_region_outside_is_not_sound() {
        let mut table = Table::of(&[(pair(1, 2), 3)], 4);
        for (wrong, sound) in
            [(region(1, 1), true), (region(1, 2), false), (region(u32::MAX, 1), false), (region(1, 0), false)]
        {
            table.regions.to_mut()[3] = wrong;
            assert_eq!(table.is_sound(), sound);
        }
    }
}
