//! What a segmentation gets wrong, counted by kind.

use super::score::{same_text, word_spans};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a piece of text is parted wrongly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// Words of gold were joined: `chủ_tịch huyện` for `chủ_tịch` and `huyện`.
    Joined,
    /// One word of gold was parted.
    Parted,
    /// Bounds cross: `học sinh_học` for `học_sinh học`.
    Crossed,
}

/// What kind of word it happened to, by the words of gold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// With a digit.
    Number,
    /// Two words in a row, or two syllables of one, begin with capitals.
    Name,
    /// With a mark that is neither letter nor digit.
    Mark,
    /// Any other.
    Word,
}

/// One error, and how often it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mistake {
    /// How it is parted wrongly.
    pub fault: Fault,
    /// What kind of word it is.
    pub matter: Matter,
    /// The words of gold between the nearest bounds that both have.
    pub gold: String,
    /// The same stretch as predicted.
    pub predicted: String,
    /// How often.
    pub count: u64,
}

/// Every error of `predicted` against `gold`, the commonest first. Lines whose characters are not the same are passed
/// over; [`Scores::of`](super::score::Scores::of) names them.
///
/// ```
/// use chinhluan::segment::errors::{Fault, mistakes};
/// let found = mistakes("học_sinh học sinh_học\n", "học_sinh học sinh học\n");
/// assert_eq!((found[0].fault, found[0].gold.as_str(), found[0].predicted.as_str()), (Fault::Parted, "sinh_học", "sinh học"));
/// ```
pub fn mistakes(gold: &str, predicted: &str) -> Vec<Mistake> {
    let mut counts: BTreeMap<(Fault, Matter, String, String), u64> = BTreeMap::new();
    for (gold, predicted) in gold.lines().zip(predicted.lines()) {
        if same_text(gold, predicted) {
            for (gold, predicted) in differing(gold, predicted) {
                let fault = match (gold.len(), predicted.len()) {
                    (_, 1) => Fault::Joined,
                    (1, _) => Fault::Parted,
                    _ => Fault::Crossed,
                };
                let key = (fault, matter(&gold), gold.join(" "), predicted.join(" "));
                *counts.entry(key).or_default() += 1;
            }
        }
    }
    let row = |((fault, matter, gold, predicted), count)| Mistake { fault, matter, gold, predicted, count };
    let mut found: Vec<Mistake> = counts.into_iter().map(row).collect();
    // The map's order parts what is equally common.
    found.sort_by_key(|mistake| std::cmp::Reverse(mistake.count));
    found
}

/// The stretches between common bounds in which the words are not the same.
fn differing<'a>(gold: &'a str, predicted: &'a str) -> Vec<(Vec<&'a str>, Vec<&'a str>)> {
    let (gold, predicted) = (word_spans(gold), word_spans(predicted));
    let (mut found, mut first, mut other) = (Vec::new(), 0, 0);
    while first < gold.len() {
        let (mut last, mut other_last) = (first, other);
        while gold[last].end != predicted[other_last].end {
            if gold[last].end < predicted[other_last].end {
                last += 1;
            } else {
                other_last += 1;
            }
        }
        if last > first || other_last > other {
            let words = |of: &[super::score::WordSpan<'a>]| of.iter().map(|word| word.text).collect();
            found.push((words(&gold[first..=last]), words(&predicted[other..=other_last])));
        }
        (first, other) = (last + 1, other_last + 1);
    }
    found
}

fn matter(words: &[&str]) -> Matter {
    let syllables = || words.iter().flat_map(|word| word.split('_'));
    let any = |of: fn(char) -> bool| words.iter().any(|word| word.contains(of));
    if any(|c| c.is_numeric()) {
        Matter::Number
    } else if syllables().filter(|syllable| syllable.starts_with(char::is_uppercase)).count() >= 2 {
        Matter::Name
    } else if any(|c| !c.is_alphanumeric() && c != '_') {
        Matter::Mark
    } else {
        Matter::Word
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_faults() {
        let gold = "ông Nguyễn_Văn_A nói\nhọc_sinh học sinh_học\n";
        let predicted = "ông Nguyễn_Văn A nói\nhọc sinh_học sinh học\n";
        let found = mistakes(gold, predicted);
        let told: Vec<_> =
            found.iter().map(|m| (m.fault, m.matter, m.gold.as_str(), m.predicted.as_str())).collect();
        assert_eq!(
            told,
            [
                (Fault::Parted, Matter::Name, "Nguyễn_Văn_A", "Nguyễn_Văn A"),
                (Fault::Parted, Matter::Word, "sinh_học", "sinh học"),
                (Fault::Crossed, Matter::Word, "học_sinh học", "học sinh_học"),
            ]
        );
    }

    #[test]
    fn the_commonest_first() {
        let found = mistakes("a_b\na_b\nc d\n", "a b\na b\nc_d\n");
        assert_eq!(found.iter().map(|mistake| mistake.count).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(found[1].fault, Fault::Joined);
        assert!(mistakes("a b\n", "a c\n").is_empty());
    }
}
