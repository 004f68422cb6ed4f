//! Documents whose words stand in more than one encoding: which word is read how.

use super::capitals::is_in_capitals;
use super::charset::Charset;
use super::tally::{Look, judge, words};
use crate::misread::{byte_of, undo};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// One way to read a run of characters that stand for bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// In a Vietnamese encoding.
    In(Charset),
    /// UTF-8 that was read byte by byte.
    Utf8,
    /// The characters are what they look like.
    AsIs,
}

/// A run in the decoded text, without the ASCII punctuation, digits and spaces between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) reading: Reading,
}

/// Text put together from runs.
#[derive(Debug, Default)]
pub(super) struct Runs {
    pub(super) text: String,
    pub(super) runs: Vec<Run>,
    /// Characters without meaning in the encoding chosen for them.
    pub(super) unknown: usize,
}

/// What it costs to change the reading between two words. One word gains at most 2 (a syllable for junk), so that
/// one odd word between others does not change it, two do.
const CHANGE: i32 = 3;

/// Reads every run of `text` in one of `readings`, the first of which is the common one: the cheapest way through
/// the whole text, where junk costs, a syllable gains, and each change of reading costs.
pub(super) fn read(text: &str, readings: &[Reading]) -> Runs {
    let mut parts = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let gap = rest.find(is_run).unwrap_or(rest.len());
        let len = rest[gap..].find(|c| !is_run(c)).unwrap_or(rest.len() - gap);
        parts.push((&rest[..gap], &rest[gap..gap + len]));
        at += gap + len;
    }

    // Best cost of a way that ends in each reading, and where it came from.
    let mut costs: Vec<i32> =
        readings.iter().enumerate().map(|(i, _)| if i == 0 { 0 } else { CHANGE }).collect();
    let mut origins = vec![0u8; parts.len() * readings.len()];
    let mut known: HashMap<&str, Vec<i32>> = HashMap::new();
    for (index, (_, run)) in parts.iter().enumerate() {
        let best = (0..costs.len()).min_by_key(|&reading| costs[reading]).unwrap_or(0);
        let change = costs[best] + CHANGE;
        let own = &mut origins[index * readings.len()..][..readings.len()];
        for (reading, cost) in costs.iter_mut().enumerate() {
            own[reading] = if change < *cost { best as u8 } else { reading as u8 };
            *cost = (*cost).min(change);
        }
        if run.is_ascii() {
            continue;
        }
        let own =
            known.entry(run).or_insert_with(|| readings.iter().map(|&reading| cost(run, reading)).collect());
        for (cost, own) in costs.iter_mut().zip(own) {
            *cost += *own;
        }
    }

    let mut way = vec![0u8; parts.len()];
    let mut reading = (0..costs.len()).min_by_key(|&reading| costs[reading]).unwrap_or(0);
    for index in (0..parts.len()).rev() {
        way[index] = reading as u8;
        reading = usize::from(origins[index * readings.len() + reading]);
    }

    let mut result = Runs::default();
    for ((gap, run), reading) in parts.into_iter().zip(way) {
        result.text.push_str(gap);
        let (start, reading) = (result.text.len(), readings[usize::from(reading)]);
        result.unknown += append(run, reading, &mut result.text);
        if !run.is_empty() {
            result.runs.push(Run { start, end: result.text.len(), reading });
        }
    }
    result
}

/// What it costs to read `run` so: 1 for a word of junk, -1 for a Vietnamese syllable.
fn cost(run: &str, reading: Reading) -> i32 {
    let mut text = String::new();
    let unknown = append(run, reading, &mut text);
    words(&text).fold(unknown as i32, |cost, word| {
        cost + match judge(word) {
            Look::Marked => -1,
            // What this encoding makes of every heading is not odd in it: else another wins a line in capitals.
            Look::Odd if reading == Reading::In(Charset::Tcvn3) && is_in_capitals(word) => -1,
            Look::Odd | Look::Plain => 0,
            Look::Junk => 1,
        }
    })
}

/// Appends `run` as `reading` has it; returns how many characters have no meaning in it.
fn append(run: &str, reading: Reading, out: &mut String) -> usize {
    match reading {
        // A character that no byte is read as stands for itself, and its whole word with it.
        Reading::In(charset) if run.chars().all(|c| byte_of(c).is_some()) => charset.decode(run, out),
        Reading::In(_) | Reading::AsIs => {
            out.push_str(run);
            0
        }
        Reading::Utf8 => {
            out.extend(undo(run).nfc());
            0
        }
    }
}

/// Letters in some encoding: all bytes but ASCII digits, punctuation and white space.
fn is_run(c: char) -> bool {
    !c.is_ascii() || c.is_ascii_alphabetic() || (c.is_ascii_control() && !c.is_ascii_whitespace())
}
