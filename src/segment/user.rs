//! Words of the user, which stand above what the model says, or are weighed with it.

use super::model::UNIT;
use crate::error::{Error, Place, Result};
use crate::syllable::Forms;
use crate::tokens::Tokens;
use std::collections::HashMap;
use std::ops::Range;

/// Words as a trie over the hashes of keys, so that it serves every table of forms.
#[derive(Clone, Debug)]
pub(super) struct UserWords {
    edges: HashMap<(u32, u64), u32>,
    ends: Vec<End>,
}

/// What ends at a node of the trie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Nothing,
    /// A word that is cut out whatever the model says.
    Always,
    /// A word that is weighed with what the model says, in its units.
    Weight(i32),
}

/// The hashes of a sentence; a buffer to be used again.
pub(super) type Found = Vec<u64>;

impl Default for UserWords {
    fn default() -> Self {
        Self { edges: HashMap::new(), ends: vec![End::Nothing] }
    }
}

/// The most that a user word can weigh, either way: more than any score of a gap.
const HEAVIEST: f32 = 1000.0;

impl UserWords {
    /// Adds a word that is cut out always.
    pub fn insert(&mut self, word: &str) -> Result<()> {
        self.add(word, End::Always)
            .map_err(|reason| Error::Settings(format!("the user word `{word}` {reason}")))
    }

    /// Adds the words of a file that is called `name`.
    pub fn read(&mut self, lines: &str, name: &str) -> Result<()> {
        for (line, number) in lines.trim_start_matches('\u{feff}').lines().zip(1..) {
            // A tab at either end has a word or a weight missing beside it.
            let line = line.trim_matches(' ');
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (word, weight) =
                line.split_once('\t').map_or((line, None), |(word, weight)| (word, Some(weight)));
            let end = match weight {
                Some(weight) => weighed(weight),
                None if ends_in_weight(word) => {
                    Err("ends in what looks like a weight: a tab parts the two".into())
                }
                None => Ok(End::Always),
            };
            let added = end.and_then(|end| self.add(word, end));
            added.map_err(|reason| {
                Error::input(Place::line(name, number), format!("the user word `{word}` {reason}"))
            })?;
        }
        Ok(())
    }

    fn add(&mut self, word: &str, end: End) -> std::result::Result<(), String> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(&word.replace('_', " "), &mut forms);
        match tokens.sentences.len() {
            0 => return Err("has no token".into()),
            1 => {}
            _ => return Err("is more than one sentence".into()),
        }
        let mut node = 0;
        for &id in &tokens.forms {
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, forms.hash(id))).or_insert(fresh);
            if node == fresh {
                self.ends.push(End::Nothing);
            }
        }
        self.ends[node as usize] = end;
        Ok(())
    }

    /// Joins every word found in a sentence that is cut out always, and cuts before and behind it.
    pub fn apply(&self, sentence: impl Iterator<Item = u64>, hashes: &mut Found, joined: &mut [bool]) {
        hashes.clear();
        hashes.extend(sentence);
        for word in self.always(hashes) {
            if let Some(before) = word.start.checked_sub(1) {
                joined[before] = false;
            }
            joined[word.start..word.end - 1].fill(true);
            joined[word.end - 1] = false;
        }
    }

    /// The words in a sentence that are cut out always, from the left, the longest of those that begin alike.
    pub fn always(&self, hashes: &[u64]) -> impl Iterator<Item = Range<usize>> {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < hashes.len() {
                let start = at;
                let always = self.words(&hashes[at..]).filter(|&(_, end)| end == End::Always);
                let len = always.last().map_or(0, |(len, _)| len);
                at += len.max(1);
                if len > 0 {
                    return Some(start..at);
                }
            }
            None
        })
    }

    /// Whether there is a word with a weight.
    pub fn are_weighed(&self) -> bool {
        self.ends.iter().any(|end| matches!(end, End::Weight(_)))
    }

    /// Calls `nudge` with what every weighed word in a sentence adds to the gap behind a token; a gap may come more
    /// than once.
    pub fn weigh(
        &self,
        sentence: impl Iterator<Item = u64>,
        hashes: &mut Found,
        mut nudge: impl FnMut(usize, i32),
    ) {
        hashes.clear();
        hashes.extend(sentence);
        for at in 0..hashes.len() {
            for (len, end) in self.words(&hashes[at..]) {
                let End::Weight(weight) = end else { continue };
                (at..at + len - 1).for_each(|gap| nudge(gap, weight));
                // That a word is none says nothing of what stands beside it.
                if weight < 0 {
                    continue;
                }
                if let Some(before) = at.checked_sub(1) {
                    nudge(before, -weight);
                }
                if at + len < hashes.len() {
                    nudge(at + len - 1, -weight);
                }
            }
        }
    }

    /// The words that a sentence begins with, shorter ones first: their length, and how they end.
    fn words(&self, hashes: &[u64]) -> impl Iterator<Item = (usize, End)> {
        let mut node = 0;
        let nodes = hashes.iter().map_while(move |&hash| {
            node = *self.edges.get(&(node, hash))?;
            Some(node)
        });
        nodes
            .zip(1..)
            .map(|(node, len)| (len, self.ends[node as usize]))
            .filter(|&(_, end)| end != End::Nothing)
    }
}

/// Whether a word goes over into a semicolon and a number, as tables are written that tabs part here.
fn ends_in_weight(word: &str) -> bool {
    word.rsplit_once(';').is_some_and(|(_, weight)| weight.trim().parse::<f32>().is_ok())
}

fn weighed(weight: &str) -> std::result::Result<End, String> {
    let weight = weight.trim();
    match weight.parse::<f32>() {
        Ok(number) if number.abs() <= HEAVIEST => Ok(End::Weight((number / UNIT).round() as i32)),
        _ => Err(format!("has the weight `{weight}`, which is no number from -{HEAVIEST} to {HEAVIEST}")),
    }
}
