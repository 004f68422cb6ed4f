//! Scores of segmented text: precision, recall and F1 of words, with a bootstrap interval.
//!
//! Both texts hold one sentence a line, words parted by white space, the syllables of a word joined by `_`. A word
//! is a span over the characters that are neither white space nor `_`, so that two segmenters that treat
//! punctuation differently can be compared; a predicted word is right if gold has a word of exactly its span.
//! This is how word segmentation is scored since the SIGHAN bakeoff (Sproat and Emerson 2003).

use crate::error::{Error, Place, Result};
use serde::Serialize;
use std::io::BufRead;

/// Words of one text, of the other, and of both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Words of the gold text.
    pub gold: u64,
    /// Words of the predicted text.
    pub predicted: u64,
    /// Predicted words that are words of gold.
    pub correct: u64,
    /// Sentences.
    pub sentences: u64,
    /// Sentences whose words are all the same.
    pub exact: u64,
}

impl Score {
    /// `correct / predicted`; 1 where nothing was predicted.
    pub fn precision(&self) -> f64 {
        share(self.correct, self.predicted)
    }

    /// `correct / gold`; 1 where gold has no word.
    pub fn recall(&self) -> f64 {
        share(self.correct, self.gold)
    }

    /// Harmonic mean of precision and recall, `2 correct / (gold + predicted)`.
    pub fn f1(&self) -> f64 {
        share(2 * self.correct, self.gold + self.predicted)
    }

    /// Share of sentences without an error.
    pub fn sentence_accuracy(&self) -> f64 {
        share(self.exact, self.sentences)
    }

    fn add(&mut self, other: &Score) {
        self.gold += other.gold;
        self.predicted += other.predicted;
        self.correct += other.correct;
        self.sentences += other.sentences;
        self.exact += other.exact;
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The scores of every sentence of a text.
///
/// ```
/// use chinhluan::segment::score::Scores;
/// let gold = "học_sinh học sinh_học\n";
/// let scores = Scores::of(gold.as_bytes(), "học_sinh học sinh học\n".as_bytes()).unwrap();
/// let total = scores.total();
/// assert_eq!((total.gold, total.predicted, total.correct), (3, 4, 2));
/// assert!((total.f1() - 4.0 / 7.0).abs() < 1e-12);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Scores {
    sentences: Vec<Score>,
}

impl Scores {
    /// Compares two segmented texts line by line.
    ///
    /// # Errors
    /// If a text cannot be read, or a line of one does not hold the characters of the same line of the other.
    pub fn of(gold: impl BufRead, predicted: impl BufRead) -> Result<Self> {
        let (mut gold, mut predicted) = (gold.lines(), predicted.lines());
        let mut scores = Self::default();
        for number in 1.. {
            let read = |name: &str, line: Option<std::io::Result<String>>| {
                line.transpose().map_err(|error| match error.kind() {
                    std::io::ErrorKind::InvalidData => Error::input(Place::line(name, number), "not UTF-8"),
                    _ => Error::io(name, error),
                })
            };
            match (read("gold", gold.next())?, read("predicted", predicted.next())?) {
                (None, None) => break,
                (Some(gold), Some(predicted)) => scores
                    .add(&gold, &predicted)
                    .map_err(|reason| Error::input(Place::line("predicted", number), reason))?,
                (Some(_), None) => {
                    return Err(Error::input(Place::line("predicted", number), "gold has more lines"));
                }
                (None, Some(_)) => {
                    return Err(Error::input(Place::line("predicted", number), "gold has fewer lines"));
                }
            }
        }
        Ok(scores)
    }

    /// Compares one sentence; the error says how the characters differ.
    fn add(&mut self, gold: &str, predicted: &str) -> std::result::Result<(), String> {
        if !letters(gold).eq(letters(predicted)) {
            let at = letters(gold).zip(letters(predicted)).take_while(|(a, b)| a == b).count();
            return Err(format!("the text is not that of gold from its character {} on", at + 1));
        }
        let (gold, predicted) = (spans(gold), spans(predicted));
        let mut correct = 0;
        let mut others = predicted.iter().peekable();
        for span in &gold {
            while others.next_if(|other| other.0 < span.0).is_some() {}
            correct += u64::from(others.peek() == Some(&span));
        }
        if gold.is_empty() {
            return Ok(());
        }
        self.sentences.push(Score {
            gold: gold.len() as u64,
            predicted: predicted.len() as u64,
            correct,
            sentences: 1,
            exact: u64::from(gold == predicted),
        });
        Ok(())
    }

    /// The score of the whole text.
    pub fn total(&self) -> Score {
        let mut total = Score::default();
        self.sentences.iter().for_each(|score| total.add(score));
        total
    }

    /// Percentile bootstrap interval of F1 (Efron 1979): sentences are drawn with replacement `resamples` times,
    /// and the interval leaves out `(1 - level) / 2` of the resampled values at either end.
    ///
    /// The same seed gives the same interval. An empty text has the interval (1, 1).
    pub fn f1_interval(&self, level: f64, resamples: u32, seed: u64) -> (f64, f64) {
        let mut random = super::random::Random::new(seed);
        let count = self.sentences.len() as u64;
        let mut values: Vec<f64> = (0..resamples.max(1))
            .map(|_| {
                let mut total = Score::default();
                for _ in 0..count {
                    total.add(&self.sentences[random.below(count) as usize]);
                }
                total.f1()
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let tail = (1.0 - level.clamp(0.0, 1.0)) / 2.0;
        let at = |quantile: f64| values[((values.len() - 1) as f64 * quantile).round() as usize];
        (at(tail), at(1.0 - tail))
    }
}

/// The text of a segmented line: every `_` is a space.
pub fn plain(line: &str) -> String {
    line.replace('_', " ")
}

fn letters(line: &str) -> impl Iterator<Item = char> {
    line.chars().filter(|&c| c != '_' && !c.is_whitespace())
}

fn spans(line: &str) -> Vec<(u32, u32)> {
    let mut at = 0;
    let spans = line.split_whitespace().map(|word| {
        let start = at;
        at += letters(word).count() as u32;
        (start, at)
    });
    spans.filter(|(start, end)| start < end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(gold: &str, predicted: &str) -> Score {
        Scores::of(gold.as_bytes(), predicted.as_bytes()).unwrap().total()
    }

    #[test]
    fn counted_by_hand() {
        let score = total("TP. HCM có_thể .\nđúng\n", "TP . HCM có_thể .\nđúng\n");
        assert_eq!(score, Score { gold: 5, predicted: 6, correct: 4, sentences: 2, exact: 1 });
        assert!((score.precision() - 4.0 / 6.0).abs() < 1e-12);
        assert!((score.recall() - 0.8).abs() < 1e-12);
        assert!((score.f1() - 8.0 / 11.0).abs() < 1e-12);
        assert!((score.sentence_accuracy() - 0.5).abs() < 1e-12);
        assert_eq!(total("", "").f1(), 1.0);
    }

    #[test]
    fn another_text_is_an_error() {
        for (gold, predicted, reason) in [
            ("a b\nc\n", "a b\n", "predicted:2: gold has more lines"),
            ("a b\n", "a b\nc\n", "predicted:2: gold has fewer lines"),
            ("a b\nc d\n", "a b\nc e\n", "predicted:2: the text is not that of gold from its character 2 on"),
        ] {
            let error = Scores::of(gold.as_bytes(), predicted.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), reason);
        }
    }

    #[test]
    fn the_interval_holds_the_value_and_repeats() {
        let gold = "a_b c d\n".repeat(60) + &"a b_c\n".repeat(40);
        let predicted = "a_b c d\n".repeat(60) + &"a b c\n".repeat(40);
        let scores = Scores::of(gold.as_bytes(), predicted.as_bytes()).unwrap();
        let (low, high) = scores.f1_interval(0.95, 500, 1);
        assert!(low < scores.total().f1() && scores.total().f1() < high);
        assert_eq!((low, high), scores.f1_interval(0.95, 500, 1));
        assert_ne!((low, high), scores.f1_interval(0.95, 500, 2));
    }
}
