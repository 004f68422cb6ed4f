//! Scores of segmented text: precision, recall and F1 of words, with a bootstrap interval.
//!
//! Both texts hold one sentence a line, words parted by white space, the syllables of a word joined by `_`. A word
//! is a span over the characters that are neither white space nor `_`, so that two segmenters that treat
//! punctuation differently can be compared; a predicted word is right if gold has a word of exactly its span. Marks,
//! their place and form, and case do not count: tools write `hòa` for `hoà`, or a letter as one code point or two.
//! This is how word segmentation is scored since the SIGHAN bakeoff (Sproat and Emerson 2003).

use crate::error::{Error, Place, Result};
use serde::Serialize;
use std::io::BufRead;
use unicode_normalization::UnicodeNormalization;

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
    /// If a text cannot be read, or a line of one does not hold the characters of the same line of the other, or gold has
    /// no word: nothing would be right and nothing wrong.
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
            let wrong = |reason: String| Error::input(Place::line("predicted", number), reason);
            // Of empty lines at the end one text may have more.
            let is_over = |line: &str| letters(line).next().is_none();
            match (read("gold", gold.next())?, read("predicted", predicted.next())?) {
                (None, None) => break,
                (Some(gold), Some(predicted)) => scores.add(&gold, &predicted).map_err(wrong)?,
                (Some(line), None) if !is_over(&line) => return Err(wrong("gold has more lines".into())),
                (None, Some(line)) if !is_over(&line) => return Err(wrong("gold has fewer lines".into())),
                _ => {}
            }
        }
        if scores.sentences.is_empty() {
            return Err(Error::input(Place::file("gold"), "there is no word in it"));
        }
        Ok(scores)
    }

    /// Compares one sentence; the error says how the characters differ.
    fn add(&mut self, gold: &str, predicted: &str) -> std::result::Result<(), String> {
        if !same_text(gold, predicted) {
            let at = bare_letters(gold).zip(bare_letters(predicted)).take_while(|(a, b)| a == b).count();
            return Err(format!("the text is not that of gold from its character {} on", at + 1));
        }
        let (gold, predicted) = (word_spans(gold), word_spans(predicted));
        let mut correct = 0;
        let mut others = predicted.iter().peekable();
        for span in &gold {
            while others.next_if(|other| other.start < span.start).is_some() {}
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
        quantiles(&values, level)
    }
}

/// By how much the F1 of one segmentation is above that of another of the same text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// F1 of the first less F1 of the second.
    pub f1: f64,
    /// Lower end of the interval of the difference.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How often chance alone would make so large a difference, in either direction: of `n` resamples `r` in which the
    /// difference is not of its own sign, `2 (r + 1) / (n + 1)` (Davison and Hinkley 1997), so never 0.
    pub p: f64,
}

impl Scores {
    /// Paired bootstrap (Koehn 2004): the same sentences are drawn for both, so that what is hard for both does not
    /// count. The interval is that of [`Scores::f1_interval`].
    ///
    /// # Errors
    /// If the two are not scores of the same sentences.
    pub fn difference(&self, other: &Scores, level: f64, resamples: u32, seed: u64) -> Result<Difference> {
        let gold = |scores: &Scores| scores.sentences.iter().map(|score| score.gold).collect::<Vec<_>>();
        if gold(self) != gold(other) {
            return Err(Error::Settings(
                "two segmentations can be compared only against the same gold text".into(),
            ));
        }
        let mut random = super::random::Random::new(seed);
        let count = self.sentences.len() as u64;
        let mut values: Vec<f64> = (0..resamples.max(1))
            .map(|_| {
                let (mut ours, mut theirs) = (Score::default(), Score::default());
                for _ in 0..count {
                    let drawn = random.below(count) as usize;
                    ours.add(&self.sentences[drawn]);
                    theirs.add(&other.sentences[drawn]);
                }
                ours.f1() - theirs.f1()
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let f1 = self.total().f1() - other.total().f1();
        let against = (values.iter().filter(|&&value| value * f1 <= 0.0).count() + 1) as f64;
        let (low, high) = quantiles(&values, level);
        Ok(Difference { f1, low, high, p: (2.0 * against / (values.len() + 1) as f64).min(1.0) })
    }
}

/// The values between which the share `level` of sorted `values` lies.
fn quantiles(values: &[f64], level: f64) -> (f64, f64) {
    let tail = (1.0 - level.clamp(0.0, 1.0)) / 2.0;
    let at = |quantile: f64| values[((values.len() - 1) as f64 * quantile).round() as usize];
    (at(tail), at(1.0 - tail))
}

/// The text of a segmented line: every `_` is a space.
pub fn plain(line: &str) -> String {
    line.replace('_', " ")
}

/// The characters of a line that are in words, composed, whatever the form they are written in.
pub(super) fn letters(line: &str) -> impl Iterator<Item = char> {
    line.nfc().filter(|&c| c != '_' && !c.is_whitespace() && c != '\u{feff}')
}

/// Whether two lines have the same letters, without marks and case: so their words can be compared by where they stand.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    bare_letters(a).eq(bare_letters(b))
}

fn bare_letters(line: &str) -> impl Iterator<Item = char> {
    letters(line).map(bare)
}

fn bare(c: char) -> char {
    match [c].into_iter().nfd().next().unwrap_or(c).to_lowercase().next() {
        Some('đ') => 'd',
        small => small.unwrap_or(c),
    }
}

/// A word of a segmented line, and where it stands among the line's letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordSpan<'a> {
    pub text: &'a str,
    pub start: u32,
    pub end: u32,
}

impl PartialEq for WordSpan<'_> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}

/// The words of a line that have letters.
pub(super) fn word_spans(line: &str) -> Vec<WordSpan<'_>> {
    let mut at = 0;
    let spans = line.split_whitespace().map(|text| {
        let start = at;
        at += letters(text).count() as u32;
        WordSpan { text, start, end: at }
    });
    spans.filter(|word| word.start < word.end).collect()
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
    }

    #[test]
    fn another_text_is_an_error() {
        for (gold, predicted, reason) in [
            ("a b\nc\n", "a b\n", "predicted:2: gold has more lines"),
            ("a b\n", "a b\nc\n", "predicted:2: gold has fewer lines"),
            ("\n", "\n", "gold: there is no word in it"),
            ("a b\nc d\n", "a b\nc e\n", "predicted:2: the text is not that of gold from its character 2 on"),
        ] {
            let error = Scores::of(gold.as_bytes(), predicted.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), reason);
        }
    }

    #[test]
    fn a_tool_may_write_letters_in_another_form() {
        for predicted in
            ["Nền hòa_bình .", "Nền hoa\u{300}_bi\u{300}nh .\n\n", "\u{feff}NỀN HOÀ_BÌNH .", "nen hoa_binh ."]
        {
            let score = total("Nền hoà_bình .\n", predicted);
            assert_eq!((score.gold, score.correct, score.exact), (3, 3, 1), "{predicted}");
        }
    }

    #[test]
    fn a_difference_is_of_pairs() {
        let gold = "a_b c d\n".repeat(100);
        let of = |right: usize| {
            let predicted = "a_b c d\n".repeat(right) + &"a b c d\n".repeat(100 - right);
            Scores::of(gold.as_bytes(), predicted.as_bytes()).unwrap()
        };
        let (good, fair) = (of(90), of(60));
        let found = good.difference(&fair, 0.95, 500, 1).unwrap();
        assert!((found.f1 - (good.total().f1() - fair.total().f1())).abs() < 1e-12);
        assert!(found.low > 0.0 && found.low < found.f1 && found.f1 < found.high);
        assert!((found.p - 2.0 / 501.0).abs() < 1e-12);
        let none = good.difference(&good, 0.95, 500, 1).unwrap();
        assert_eq!((none.f1, none.low, none.high, none.p), (0.0, 0.0, 0.0, 1.0));
        assert!(good.difference(&Scores::default(), 0.95, 500, 1).is_err());
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
