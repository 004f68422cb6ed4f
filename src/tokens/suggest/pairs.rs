//! How often syllables follow each other: what a suggestion is judged by.

use super::super::Tokens;
use crate::syllable::{Forms, Syllable};
use crate::varint;
use hashbrown::HashMap;
use std::collections::BTreeMap;

/// Pairs of syllables that follow each other in text, with rounded counts; rare ones are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairs {
    /// Rounded count of each syllable by its id; none for a rare one.
    singles: Vec<Option<Level>>,
    /// By first and second id as one number.
    pairs: HashMap<u32, Level>,
}

/// A count as four times its binary logarithm: steps of a fifth, in one byte.
type Level = u8;

/// Levels to a power of two.
const STEPS: f64 = 4.0;

/// First bytes of the model file.
const MAGIC: &[u8; 8] = b"CLPAIRS1";

impl Pairs {
    /// Rounded count of a syllable, 0 where it is rare.
    pub(super) fn single(&self, syllable: Syllable) -> f64 {
        self.single_level(syllable).map_or(0.0, count)
    }

    /// Rounded count of `second` at once behind `first`, 0 where the pair is rare.
    pub(super) fn pair(&self, first: Syllable, second: Syllable) -> f64 {
        self.pair_level(first, second).map_or(0.0, count)
    }

    /// Binary logarithm of how much oftener than the product of both counts the second stands behind the first; nothing
    /// where the pair is rare.
    pub(super) fn ratio(&self, first: Syllable, second: Syllable) -> Option<f64> {
        let pair = f64::from(self.pair_level(first, second)?);
        let single = |syllable: Syllable| self.single_level(syllable).map(f64::from);
        Some((pair - single(first)? - single(second)?) / STEPS)
    }

    fn single_level(&self, syllable: Syllable) -> Option<Level> {
        self.singles.get(usize::from(syllable.id())).copied().flatten()
    }

    fn pair_level(&self, first: Syllable, second: Syllable) -> Option<Level> {
        self.pairs.get(&joined(first, second)).copied()
    }

    /// Syllables of the text that the counts are from, without rare ones.
    pub(super) fn total(&self) -> f64 {
        self.singles.iter().flatten().map(|&level| count(level)).sum::<f64>().max(1.0)
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Whether no pair is known.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// The model file: magic, number of syllables, id and level of each, number of pairs, and for each its distance
    /// from the last one in 7-bit groups and its level. Numbers are little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        let singles =
            || self.singles.iter().enumerate().filter_map(|(id, level)| Some((id as u16, (*level)?)));
        bytes.extend((singles().count() as u32).to_le_bytes());
        for (id, level) in singles() {
            bytes.extend(id.to_le_bytes());
            bytes.push(level);
        }
        bytes.extend((self.pairs.len() as u32).to_le_bytes());
        let mut pairs: Vec<(u32, Level)> = self.pairs.iter().map(|(&pair, &level)| (pair, level)).collect();
        pairs.sort_unstable();
        let mut last = 0;
        for (pair, level) in pairs {
            varint::put(&mut bytes, u64::from(pair - last));
            bytes.push(level);
            last = pair;
        }
        bytes
    }

    /// Reads a model file; `None` where it is not one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut bytes = bytes.strip_prefix(MAGIC)?;
        let mut singles = BTreeMap::new();
        for _ in 0..number(&mut bytes)? {
            let (&[low, high, level], rest) = bytes.split_first_chunk()?;
            singles.insert(u16::from_le_bytes([low, high]), level);
            bytes = rest;
        }
        let (mut pairs, mut last) = (HashMap::new(), 0u32);
        for _ in 0..number(&mut bytes)? {
            let distance = varint::take_u32(&mut bytes)?;
            let (&level, rest) = bytes.split_first()?;
            bytes = rest;
            last = last.checked_add(distance)?;
            pairs.insert(last, level);
        }
        bytes.is_empty().then(|| Self::new(singles, pairs))
    }

    fn new(known: BTreeMap<u16, Level>, pairs: HashMap<u32, Level>) -> Self {
        let mut singles = vec![None; 1 << 16];
        known.into_iter().for_each(|(id, level)| singles[usize::from(id)] = Some(level));
        Self { singles, pairs }
    }
}

fn number(bytes: &mut &[u8]) -> Option<u32> {
    let (number, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(u32::from_le_bytes(*number))
}

fn joined(first: Syllable, second: Syllable) -> u32 {
    u32::from(first.id()) << 16 | u32::from(second.id())
}

fn level(count: u32) -> Level {
    (f64::from(count).log2() * STEPS).round() as Level
}

fn count(level: Level) -> f64 {
    (f64::from(level) / STEPS).exp2()
}

/// Counts syllables and pairs over documents.
#[derive(Clone, Debug, Default)]
pub struct PairCounter {
    singles: BTreeMap<u16, u32>,
    pairs: HashMap<u32, u32>,
}

impl PairCounter {
    /// Adds a document.
    pub fn add(&mut self, tokens: &Tokens, forms: &Forms) {
        for sentence in tokens.sentences() {
            let mut last = None;
            for at in sentence {
                let syllable = tokens.form(at, forms).key.syllable();
                if let Some(syllable) = syllable {
                    *self.singles.entry(syllable.id()).or_default() += 1;
                }
                if let (Some(last), Some(syllable)) = (last, syllable) {
                    *self.pairs.entry(joined(last, syllable)).or_default() += 1;
                }
                last = syllable;
            }
        }
    }

    /// The syllables and pairs that were seen at least `least` times.
    pub fn finish(self, least: u32) -> Pairs {
        let singles = self.singles.into_iter().filter(|&(_, count)| count >= least);
        let singles = singles.map(|(id, count)| (id, level(count))).collect();
        let pairs = self.pairs.into_iter().filter(|&(_, count)| count >= least);
        Pairs::new(singles, pairs.map(|(pair, count)| (pair, level(count))).collect())
    }
}
