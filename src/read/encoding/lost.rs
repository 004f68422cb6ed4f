//! The `ư` that TCVN3 text loses on its way through Unicode.
//!
//! TCVN3 writes `ư` as 0xAD; read as Latin-1 that is a soft hyphen, and programs drop soft hyphens: `níc` for `n\u{ad}íc`,
//! `nước`. In all 55 government documents in TCVN3 of 2002 to 2006 that the rules here were tried on, every one was gone.
//! Most forms without it are no syllable (`nớc`, `đợc`, `trờng`); for the others (`cha` and `chưa`) the words beside them
//! decide.

use super::charset::Charset;
use super::runs::{Reading, Run, Runs};
use crate::syllable::Shape;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Odds, in tenths of a natural logarithm, above which a form can only be a syllable that lost its letter.
const SURE: i32 = 40;

/// What a lone capital, mostly an abbreviation (`C`, `TH`), needs on top.
const CAPITAL: i32 = 25;

/// Puts back the letters, and returns how many. Text in which some `ư` stands has lost none.
pub(super) fn restore(runs: Runs) -> (Runs, usize) {
    let tcvn3 = |run: &&Run| run.reading == Reading::In(Charset::Tcvn3);
    let parts = || runs.runs.iter().filter(tcvn3).map(|run| &runs.text[run.start..run.end]);
    if parts().next().is_none() || parts().any(|run| run.contains('ư')) {
        return (runs, 0);
    }
    let tokens = tokens(&runs.text);
    let found: Vec<_> = tokens.iter().map(|token| MODEL.get(token.form.as_str())).collect();
    let sure = found.iter().flatten().filter(|entry| entry.odds >= SURE).count();
    if sure == 0 {
        return (runs, 0);
    }

    let mut result = Runs { unknown: runs.unknown, ..Runs::default() };
    let (mut restored, mut copied, mut at) = (0, 0, 0);
    for run in &runs.runs {
        result.text.push_str(&runs.text[copied..run.start]);
        copied = run.start;
        let start = result.text.len();
        while at < tokens.len() && tokens[at].start < run.start {
            at += 1;
        }
        while tcvn3(&run) && at < tokens.len() && tokens[at].end <= run.end {
            let token = &tokens[at];
            let surface = &runs.text[token.start..token.end];
            if let Some(entry) = found[at].filter(|entry| entry.fits(surface, &tokens, at)) {
                result.text.push_str(&runs.text[copied..token.start]);
                entry.insert(surface, &mut result.text);
                copied = token.end;
                restored += 1;
            }
            at += 1;
        }
        result.text.push_str(&runs.text[copied..run.end]);
        copied = run.end;
        result.runs.push(Run { start, end: result.text.len(), reading: run.reading });
    }
    result.text.push_str(&runs.text[copied..]);
    (result, restored)
}

struct Entry {
    /// Which character of the syllable is the lost one.
    position: usize,
    odds: i32,
    /// Neighbours that change the odds: before, behind.
    neighbours: [BTreeMap<&'static str, i32>; 2],
}

impl Entry {
    fn fits(&self, surface: &str, tokens: &[Token], at: usize) -> bool {
        let shape = Shape::of(surface);
        if shape == Shape::Upper && !surface.contains(|c: char| !c.is_ascii()) && surface.len() > 1 {
            return false;
        }
        let neighbour = |index: Option<usize>| {
            index.and_then(|index| tokens.get(index)).map_or("|", |token| token.form.as_str())
        };
        let (before, behind) = (neighbour(at.checked_sub(1)), neighbour(Some(at + 1)));
        // The label of a paragraph: `c)`, `d.`
        let alone = |form: &str| !form.starts_with(char::is_alphabetic);
        if surface.len() == 1 && alone(before) && alone(behind) {
            return false;
        }
        let weight = |side: usize, form: &str| self.neighbours[side].get(form).copied().unwrap_or(0);
        let capital = if surface.len() == 1 && shape == Shape::Title { CAPITAL } else { 0 };
        self.odds + weight(0, before) + weight(1, behind) > capital
    }

    fn insert(&self, surface: &str, out: &mut String) {
        let upper = Shape::of(surface) == Shape::Upper;
        let at = surface.char_indices().nth(self.position).map_or(surface.len(), |(at, _)| at);
        out.push_str(&surface[..at]);
        out.push(if upper { 'Ư' } else { 'ư' });
        out.push_str(&surface[at..]);
    }
}

static MODEL: LazyLock<BTreeMap<&'static str, Entry>> = LazyLock::new(|| {
    let lines = include_str!("lost.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let (form, syllable, odds) = (fields.next()?, fields.next()?, fields.next()?.parse().ok()?);
            let position = syllable.chars().position(|c| c == 'ư')?;
            let neighbours = [fields.next(), fields.next()].map(|field| {
                let weights = field.unwrap_or_default().split(' ');
                weights
                    .filter_map(|item| item.rsplit_once('='))
                    .filter_map(|(k, v)| Some((k, v.parse().ok()?)))
                    .collect()
            });
            Some((form, Entry { position, odds, neighbours }))
        })
        .collect()
});

struct Token {
    start: usize,
    end: usize,
    /// As the model has it: lower case, `0` for a number, `|` for the end of a line.
    form: String,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let same = |kind: fn(char) -> bool| text[at..].find(|c| !kind(c)).map_or(text.len(), |len| at + len);
        let (end, form) = if c.is_alphabetic() {
            let end = same(char::is_alphabetic);
            (end, text[at..end].to_lowercase())
        } else if c.is_numeric() {
            (same(char::is_numeric), "0".to_owned())
        } else if c == '\n' {
            (at + 1, "|".to_owned())
        } else {
            (at + c.len_utf8(), c.to_string())
        };
        if !c.is_whitespace() || c == '\n' {
            tokens.push(Token { start: at, end, form });
        }
        at = end;
    }
    tokens
}
