//! How segmenters treat a pair of tokens in the text that carries their votes.
//!
//! The weights of a pair learn what segmenters do with it. Its profile says the same in a few classes that pairs
//! share, and so gold text, which has seen few pairs, can say what a kind of pair is worth: one that the better
//! segmenter joins and the other one parts, one that stands together far more often than chance would have it.

use super::class::Class;
use super::corpus::{JOIN, LEAN_JOIN, LEAN_SPLIT, SPLIT};
use super::mine::Encoded;
use super::pairs::{numbered, pair};

/// The profile of a pair, in one of [`PROFILES`] classes; 0 where there is too little to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Profile(pub u8);

/// Shares of two segmenters in five steps each, two steps of frequency, five of association; and none.
pub(super) const PROFILES: usize = 1 + 5 * 5 * 2 * 5;

/// Coarse profiles.
pub(super) const COARSE: usize = 8;

/// The coarse profile of each class, as a table: which comes next no branch can guess.
const COARSE_OF: [u8; 256] = {
    let mut coarse = [0; 256];
    let mut shares = 0;
    while shares + 1 < PROFILES {
        coarse[shares + 1] = match (shares / 50, shares / 10 % 5) {
            (0, 0) => 1,
            (0, _) => 2,
            (_, 0) => 3,
            (4, 4) => 4,
            (4, _) => 5,
            (_, 4) => 6,
            _ => 7,
        };
        shares += 1;
    }
    coarse
};

impl Profile {
    /// The number of the class.
    #[inline]
    pub fn number(self) -> usize {
        usize::from(self.0).min(PROFILES - 1)
    }

    /// What the two segmenters do, in eight classes.
    #[inline]
    pub fn coarse(self) -> usize {
        usize::from(COARSE_OF[usize::from(self.0)])
    }

    fn of(votes: Votes, association: usize) -> Self {
        let Votes { split, lean_split, lean_join, join } = votes;
        let all = split + lean_split + lean_join + join;
        // One place says nothing of a share.
        if all < 2 {
            return Self(0);
        }
        let step = |joined: u32| {
            let share = joined as f32 / all as f32;
            [0.03, 0.3, 0.7, 0.97].iter().filter(|&&bound| share >= bound).count()
        };
        let shares = step(lean_join + join) * 5 + step(lean_split + join);
        let frequent = usize::from(all >= 12);
        Self((1 + (shares * 2 + frequent) * 5 + association) as u8)
    }
}

/// How often the gap inside a pair was parted by all, joined by all, parted or joined by the better segmenter alone.
#[derive(Clone, Copy, Debug, Default)]
struct Votes {
    split: u32,
    lean_split: u32,
    lean_join: u32,
    join: u32,
}

/// The profiles of all numbered pairs in the sentences from `first` on: in lower case, and with both in capitals.
///
/// Association is the pointwise mutual information `log2 p(ab) / (p(a) p(b))` (Church and Hanks 1990).
pub(super) fn profiles(encoded: &Encoded, pairs: &[u32], first: usize) -> Vec<[Profile; 2]> {
    let numbers = numbered(pairs);
    let mut votes = vec![[Votes::default(); 2]; pairs.len()];
    let mut symbols = vec![0u32; 1 << 16];
    encoded.symbols.iter().for_each(|&symbol| symbols[usize::from(symbol)] += 1);
    for &(start, end) in &encoded.sentences[first..] {
        for at in start..end - 1 {
            let key = pair(encoded.symbols[at], encoded.symbols[at + 1]);
            let Some(&number) = numbers.get(&key) else { continue };
            let capitals = encoded.classes[at..at + 2].iter().all(|&class| Class::case(class) != 0);
            let votes = &mut votes[number as usize][usize::from(capitals)];
            match encoded.labels[at] {
                SPLIT => votes.split += 1,
                LEAN_SPLIT => votes.lean_split += 1,
                LEAN_JOIN => votes.lean_join += 1,
                JOIN => votes.join += 1,
                _ => {}
            }
        }
    }
    let all = encoded.symbols.len() as f64;
    let profile = |(&key, cases): (&u32, [Votes; 2])| {
        let together: u32 = cases.iter().map(|v| v.split + v.lean_split + v.lean_join + v.join).sum();
        let [left, right] = [key >> 16, key & 0xffff].map(|symbol| f64::from(symbols[symbol as usize]));
        let information = (f64::from(together) * all / (left * right)).log2();
        let association = [1.5, 4.0, 6.0, 8.0].iter().filter(|&&bound| information >= bound).count();
        cases.map(|votes| Profile::of(votes, association))
    };
    pairs.iter().zip(votes).map(profile).collect()
}
