//! Where sentences lie while they are judged.

use super::doubt::Doubt;
use super::features::SKIP;
use super::known::{Kind, KnownPairs};
use super::matching::{Beginning, Longer, Matching};
use super::overlap::{self, Inside, Parting};
use super::row::Row;
use std::ops::Range;

/// Sentences while they are judged; buffers to be used again.
///
/// Parallel arrays of tokens and the gaps behind them. Between the sentences lie `PAD` rows of what is outside, so that
/// nothing has to look where a sentence ends.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    pub rows: Vec<Row>,
    /// Gaps that may be inside a word.
    pub asked: Vec<Asked>,
    /// The kind of the pair of a token and the next.
    pub kinds: Vec<Kind>,
    /// The pairs with a token between around gaps, with their lines in the table.
    pub skips: Vec<[(u32, u32); SKIP]>,
    /// Whether a token and the next are one word.
    pub joined: Vec<bool>,
    /// What words of the user add to the scores of gaps.
    pub nudges: Vec<(u32, i32)>,
    /// Gaps without a verdict.
    pub open: Vec<u32>,
    /// Their scores, as far as they are known.
    pub scores: Vec<i32>,
    /// Where lexicon words of three tokens or more may begin, with the node they go on from, and these words.
    pub heads: Vec<(u32, u16)>,
    pub longer: Vec<Longer>,
    pub doubts: Vec<Doubt>,
    pub matching: Matching,
    /// Words of the lexicon inside a run of joined tokens.
    pub inside: Vec<Inside>,
    pub parting: Parting,
}

/// A gap that is looked up.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asked {
    pub gap: u32,
    /// The pair it lies in, and the line of that in the table.
    pub pair: u32,
    pub line: u32,
    /// Which of the two are capitalised, as [`capitals`](super::verdict::capitals) says.
    pub capitals: u32,
}

impl Desk {
    /// Tokens that are worth a round: enough that many cache misses are waited for at once, few enough that what is
    /// looked up stays in the nearest cache until it is used.
    const FULL: usize = 256;

    pub fn is_full(&self) -> bool {
        self.rows.len() >= Self::FULL
    }

    /// Clears the desk.
    pub fn clear(&mut self) {
        self.rows.clear();
        self.nudges.clear();
    }

    /// Adds to the score of a gap, which is judged by it even if there is a verdict.
    pub fn nudge(&mut self, gap: usize, weight: i32) {
        self.nudges.push((gap as u32, weight));
    }

    /// Finds the words of the lexicon inside a run of joined gaps; whether two of them share a token, and the run is no word
    /// itself.
    pub fn find_overlap(&mut self, pairs: &KnownPairs, run: Range<usize>) -> bool {
        let Self { kinds, longer, inside, .. } = self;
        inside.clear();
        let mut beginning = Beginning::from(run.start, longer);
        for start in run.clone() {
            let longer = beginning.at(start..start + 1).map(|word| (word.len, word.word));
            for (len, word) in [(2, pairs.known(kinds[start]).word())].into_iter().chain(longer) {
                let end = start + usize::from(len);
                if (start, end) == (run.start, run.end + 1) {
                    if overlap::stands_whole(word) {
                        return false;
                    }
                } else if end <= run.end + 1 && overlap::is_sound(word) {
                    inside.push(start - run.start..end - run.start);
                }
            }
        }
        overlap::overlap(inside)
    }

    /// Opens the gaps that words of the user add to.
    pub fn open_nudged(&mut self) {
        let Self { rows, open, nudges, .. } = self;
        let joins = |gap: u32| rows[gap as usize].look.joins(rows[gap as usize + 1].look);
        nudges.retain(|&(gap, _)| joins(gap));
        nudges.sort_unstable();
        open.extend(nudges.iter().map(|&(gap, _)| gap));
        open.sort_unstable();
        open.dedup();
    }
}
