//! Forms with one word too many, one too few, or another in its place.

use super::explain::{Dropped, Why};
use super::gap::Between;
use super::matcher::{MatchForm, MatchScratch, Matcher, Word};
use crate::syllable::{Forms, Key};
use crate::tokens::Tokens;
use std::collections::BTreeMap;
use std::ops::Range;

/// Forms of fewer words are left out: half of them stand in every other sentence.
const LEAST_WORDS: usize = 4;

/// A word of a sentence.
#[derive(Clone, Copy)]
struct Read {
    token: u32,
    key: Key,
}

impl Matcher {
    /// What is a form but for one word, not the first, within a sentence.
    pub(super) fn one_word_off(
        &self,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &MatchScratch,
    ) -> Vec<Dropped> {
        let mut by_first: BTreeMap<u32, Vec<&MatchForm>> = BTreeMap::new();
        for form in self.forms.iter().filter(|form| form.role.variant().is_some()) {
            let words = self.words_of(form);
            let free = words.iter().any(|word| matches!(word.before, Between::Words(_)));
            if words.len() >= LEAST_WORDS && !free {
                by_first.entry(words[0].key.0).or_default().push(form);
            }
        }
        let mut found = Vec::new();
        for sentence in tokens.sentences() {
            let words: Vec<Read> = sentence
                .filter(|&token| scratch.is_word(tokens.forms[token]))
                .map(|token| Read { token: token as u32, key: tokens.form(token, forms).key })
                .collect();
            for (at, read) in words.iter().enumerate() {
                for form in by_first.get(&read.key.0).into_iter().flatten() {
                    found.extend(self.one_off(form, &words[at..]));
                }
            }
        }
        found
    }

    fn one_off(&self, form: &MatchForm, text: &[Read]) -> Option<Dropped> {
        let words = self.words_of(form);
        let same = |word: &Word, read: &Read| word.key == read.key;
        let agree = |words: &[Word], text: &[Read]| {
            words.len() <= text.len() && words.iter().zip(text).all(|(word, read)| same(word, read))
        };
        let begun = words.iter().zip(text).take_while(|(word, read)| same(word, read)).count();
        let rest = words.get(begun + 1..)?;
        let behind = |from: usize| text.get(from..).unwrap_or_default();
        let token = text.get(begun).map(|read| read.token);
        let missing = form.first + begun as u32;
        // With fewer words before the fault it is as likely another phrase.
        let half = begun * 2 >= words.len();
        let (why, end) = match token {
            Some(token) if agree(rest, behind(begun + 1)) => (Why::Instead { token, missing }, words.len()),
            Some(token) if agree(&words[begun..], behind(begun + 1)) => {
                (Why::Extra { token }, words.len() + 1)
            }
            _ if agree(rest, behind(begun)) => (Why::Missing { missing }, words.len() - 1),
            _ => return None,
        };
        let last = text.get(end - 1)?;
        half.then(|| Dropped {
            family: form.family,
            variant: form.role.variant(),
            tokens: Range { start: text[0].token, end: last.token + 1 },
            why,
        })
    }
}
