//! Words that share a token: in `ra sức mạnh` both *ra sức* and *sức mạnh* are words of the lexicon.
//!
//! Every gap is judged by itself, so that the gaps of both words may be found to be inside one. Where what was joined is
//! no word of the lexicon and two words of it share a token there, it is parted into words of the lexicon and single
//! tokens: as few single ones as can be, and of such partings the one inside whose words the scores sum up highest.

use super::lexicon::Found;
use std::ops::Range;

/// A word of the lexicon inside a run of joined tokens, which are counted from 0.
pub(super) type Inside = Range<usize>;

/// Whether a word is one in most places where its tokens stand together, and no name. By chance tokens of two words make
/// a third, and segmenters that are learned from take it for one now and then.
pub(super) fn is_sound(word: Found) -> bool {
    stands_whole(word) || word.doubtful == 3
}

/// Whether a word is kept whole, whatever words share a token inside: *bao cao su*, *công nhân viên*.
pub(super) fn stands_whole(word: Found) -> bool {
    (2..=4).contains(&word.agreed) || word.doubtful == 4
}

/// Whether two of the words, of two tokens at least and in the order of their first tokens, share a token, the last of one and
/// the first of the other.
pub(super) fn overlap(words: &[Inside]) -> bool {
    words.iter().any(|word| words.binary_search_by_key(&(word.end - 1), |other| other.start).is_ok())
}

/// Tokens in words, and the scores of the gaps inside.
type Worth = (usize, i32);

/// The parting of runs; buffers to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Parting {
    /// Sum of the scores of the gaps before each token.
    sums: Vec<i32>,
    /// By number of tokens: of the best parting of so many first tokens what it is worth, and where its last word begins.
    best: Vec<(Worth, usize)>,
}

impl Parting {
    /// Writes whether each gap of a run is inside a word, given the scores of the gaps, and the words in the order of their
    /// first tokens.
    pub fn part(&mut self, scores: &[i32], words: &[Inside], joined: &mut [bool]) {
        let Self { sums, best } = self;
        sums.clear();
        sums.push(0);
        sums.extend(scores.iter().scan(0, |sum, score| {
            *sum += score;
            Some(*sum)
        }));
        best.clear();
        best.resize(sums.len() + 1, ((0, i32::MIN), 0));
        best[0] = ((0, 0), 0);
        let mut words = words.iter().peekable();
        for start in 0..sums.len() {
            let (covered, sum) = best[start].0;
            let mut offer = |end: usize, worth: Worth| {
                if worth > best[end].0 {
                    best[end] = (worth, start);
                }
            };
            offer(start + 1, (covered, sum));
            while let Some(word) = words.next_if(|word| word.start == start) {
                offer(word.end, (covered + word.len(), sum + sums[word.end - 1] - sums[start]));
            }
        }
        joined.fill(true);
        let mut end = sums.len();
        while let start @ 1.. = best[end].1 {
            joined[start - 1] = false;
            end = start;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(scores: &[i32], words: &[Inside]) -> Vec<bool> {
        let mut joined = vec![true; scores.len()];
        Parting::default().part(scores, words, &mut joined);
        joined
    }

    #[test]
    fn the_surer_words_win() {
        // ra sức mạnh
        assert_eq!(parted(&[15, 81], &[0..2, 1..3]), [false, true]);
        assert_eq!(parted(&[81, 15], &[0..2, 1..3]), [true, false]);
        // trở thành công cụ: no token is left over.
        assert_eq!(parted(&[50, 190, 50], &[0..2, 1..3, 2..4]), [true, false, true]);
        // phòng ban giám hiệu
        assert_eq!(parted(&[94, 35, 182], &[0..2, 1..4, 2..4]), [true, false, true]);
        assert_eq!(parted(&[94, 35, 182], &[0..2, 1..4]), [false, true, true]);
        assert_eq!(parted(&[9, 9], &[]), [false, false]);
    }

    #[test]
    fn words_overlap_by_a_token() {
        assert!(overlap(&[0..2, 1..3]));
        assert!(overlap(&[0..3, 0..2, 1..3]));
        assert!(!overlap(&[0..2, 2..4]));
        assert!(!overlap(&[0..3, 1..3]));
    }
}
