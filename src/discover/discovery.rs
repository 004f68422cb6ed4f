//! From repeats to a list.
#![allow(missing_docs)]

use super::corpus::Corpus;
use super::edges::EdgeWords;
use super::nesting::nested;
use super::passages::Reprinted;
use super::phrase::{Candidate, significance, weakest};
use super::repeats::{Bounds, repeats};
use super::register::Cues;
use super::suffixes::Suffixes;
use rayon::prelude::*;
use crate::error::Result;
use crate::statistics::association::c_value;
use crate::statistics::association::{log_dice, t_score};
use crate::statistics::dispersion;
use crate::statistics::distribution::chi_square_p;
use crate::statistics::multiple::benjamini_hochberg;
use crate::syllable::Forms;
use serde::Serialize;

#[derive(Clone, Debug)]
pub struct Discovery {
    pub min_documents: u32,
    pub max_syllables: u8,
    pub top: usize,
}

impl Default for Discovery {
    fn default() -> Self {
        Self { min_documents: 3, max_syllables: 16, top: 200 }
    }
}

#[derive(Clone, Debug, Serialize)]
pub struct Phrase {
    pub phrase: String,
    pub words: usize,
    pub count: u32,
    pub documents: u32,
    pub c_value: f64,
    pub nested: u64,
    pub longer: u64,
    pub most: u32,
    pub npmi: f64,
    pub g2: f64,
    pub joint: f64,
    pub quoted: f64,
    pub capitals: Vec<f64>,
    pub syllables: usize,
    pub sources: u32,
    pub left: f64,
    pub right: f64,
    pub left_edge: f64,
    pub right_edge: f64,
    pub numbered: bool,
    pub political: f64,
    pub keys: Vec<u32>,
    pub starts: Vec<u8>,
}

impl Discovery {
    pub fn find(&self, corpus: &mut Corpus) -> Result<Vec<Phrase>> {
        let clock = std::time::Instant::now();
        let mut suffixes = Suffixes::of(corpus, self.max_syllables)?;
        eprintln!("suffixes {:?} of {}", clock.elapsed(), suffixes.codes.len());
        let reprinted = Reprinted::of(corpus, &suffixes);
        suffixes.forget_common();
        eprintln!("reprinted {:?} {}", clock.elapsed(), reprinted.count());
        let bounds = Bounds { least: 2, documents: self.min_documents };
        let repeats = repeats(corpus, &suffixes, &reprinted, &bounds);
        eprintln!("repeats {:?} {}", clock.elapsed(), repeats.len());
        let cues = Cues::of(corpus);
        let edge_words = EdgeWords::of(&mut corpus.forms);
        let corpus = &*corpus;
        let candidates: Vec<Candidate> = repeats
            .par_iter()
            .map(|repeat| Candidate::of(repeat, corpus, &suffixes, &cues))
            .filter(|candidate| may_stand(candidate, &edge_words))
            .collect();
        eprintln!("candidates {:?} {}", clock.elapsed(), candidates.len());
        let nested = nested(&candidates);
        let total = corpus.syllables() as u64;
        let rows: Vec<Phrase> = candidates.par_iter().zip(&nested).map(|(candidate, nested)| {
            let splits = candidate.splits(&suffixes, total);
            let (split, npmi) = weakest(&splits).unwrap_or((crate::statistics::association::Contingency { both: 1, left: 1, right: 1, total: 2 }, 0.5));
            Phrase {
                phrase: candidate.surface(corpus, &suffixes),
                words: candidate.words.len(),
                count: candidate.repeat.count,
                documents: candidate.repeat.documents,
                c_value: c_value(candidate.codes.len() as u32, u64::from(candidate.repeat.documents), nested.documents, nested.longer),
                nested: nested.documents,
                longer: nested.longer,
                most: nested.most,
                npmi,
                g2: significance(split),
                joint: candidate.joint,
                quoted: candidate.quoted,
                capitals: candidate.capitals.clone(),
                syllables: candidate.codes.len(),
                sources: candidate.sources(corpus, &suffixes),
                left: candidate.left.variety,
                right: candidate.right.variety,
                left_edge: candidate.left.open,
                right_edge: candidate.right.open,
                political: candidate.political,
                keys: candidate.keys.iter().map(|k| k.0).collect(),
                starts: candidate.words.clone(),
                numbered: candidate.numbers.iter().any(|&n| n),
            }
        }).collect();
        eprintln!("rows {:?}", clock.elapsed());
        Ok(rows)
    }
}

/// Whether a repeat can be a phrase by the words at its edges.
fn may_stand(candidate: &Candidate, edge_words: &EdgeWords) -> bool {
    let Candidate { words, keys, numbers, capitals, .. } = candidate;
    let last = usize::from(words[words.len() - 1]);
    let first_end = words.get(1).map_or(keys.len(), |&second| usize::from(second));
    let small = |at: usize| capitals[at] < 0.5;
    let enough = words.len() > 1 || keys.len() >= 4;
    let is_name = capitals.iter().all(|&share| share > 0.8);
    let numbered = numbers.iter().any(|&number| number) && (numbers[0] || capitals[0] < 0.8);
    let begins = edge_words.may_begin(&keys[..first_end]) || !small(0);
    let ends = edge_words.may_end(&keys[last..]) || !small(last);
    enough && !is_name && !numbered && begins && ends
}
