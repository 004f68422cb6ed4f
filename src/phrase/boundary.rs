//! Whether a hit ends where its words end: not within a longer word, not within the name of an office.

use super::explain::Why;
use super::gap::Mark;
use super::matcher::{Candidate, MatchScratch, Matcher};
use crate::syllable::{Forms, Key, Kind, Shape};
use crate::tokens::Tokens;
use crate::tokens::suggest::Suggester;
use std::ops::Range;

/// From this bond on, in bits, two syllables are taken for one word: `môi trường` has 8, `nông thôn` 9, and of pairs
/// that are no word hardly any has 7.
const ONE_WORD: f64 = 7.0;

/// So many bits less must bind the end of a hit to its own neighbour: `trường học` has 2, and is torn by `môi`; of two
/// words that both hold together neither is torn.
const LOOSER: f64 = 3.0;

/// What an office is, at the head of its name: a phrase behind one, with a capital, is what the office is called after.
/// `Luật`, `Quỹ`, `Ngày hội` and `Ban Chỉ đạo` are none: what follows them is the campaign.
const OFFICES: [&str; 18] = [
    "ban",
    "báo",
    "bộ",
    "chi cục",
    "công ty",
    "cục",
    "học viện",
    "hội đồng",
    "khoa",
    "phòng",
    "sở",
    "tạp chí",
    "tổng cục",
    "trung tâm",
    "trường",
    "ủy ban",
    "viện",
    "vụ",
];

/// The heads of names of offices, as keys.
#[derive(Debug)]
pub(super) struct Offices(Vec<Vec<Key>>);

impl Offices {
    /// The heads; their words are added to `forms`.
    pub(super) fn new(forms: &mut Forms) -> Self {
        let keys = |head: &str| head.split(' ').map(|word| forms.key_of(word, Kind::Syllable)).collect();
        Self(OFFICES.map(keys).into())
    }
}

impl Matcher {
    /// Drops candidates that are a part of something longer.
    pub(super) fn drop_parts(&self, tokens: &Tokens, forms: &Forms, scratch: &mut MatchScratch) {
        let MatchScratch { marks, candidates, dropped, .. } = scratch;
        let mut names: Vec<(Range<u32>, Why)> = Vec::new();
        candidates.retain(|candidate| match self.part_of(candidate, tokens, forms, marks) {
            Some(why) => {
                if let Why::PartOfName { .. } = why {
                    names.push((candidate.tokens.clone(), why));
                }
                self.drop(dropped, candidate, why)
            }
            None => true,
        });
        // What lies within such a phrase is a part of the name as well.
        let holds =
            |outer: &Range<u32>, inner: &Range<u32>| outer.start <= inner.start && inner.end <= outer.end;
        candidates.retain(|candidate| {
            let name = names.iter().find(|(name, _)| holds(name, &candidate.tokens));
            name.is_none_or(|&(_, why)| self.drop(dropped, candidate, why))
        });
    }

    fn part_of(&self, candidate: &Candidate, tokens: &Tokens, forms: &Forms, marks: &[Mark]) -> Option<Why> {
        let Range { start, end } = candidate.tokens;
        let (start, end) = (start as usize, end as usize);
        let next = tokens.sentences.partition_point(|&first| first as usize <= start);
        let sentence_end = tokens.sentences.get(next).map_or(tokens.len(), |&first| first as usize);
        let sentence_start = next.checked_sub(1).map_or(0, |at| tokens.sentences[at] as usize);
        let is_word = |token: usize| matches!(marks[tokens.forms[token].0 as usize], Mark::Word);
        let before = start.checked_sub(1).filter(|&token| token >= sentence_start && is_word(token));
        let behind = Some(end).filter(|&token| token < sentence_end && is_word(token));
        let bond = |first: usize, second: usize| {
            let syllable = |token: usize| tokens.form(token, forms).key.syllable();
            match (syllable(first), syllable(second)) {
                (Some(first), Some(second)) => Suggester::embedded().bond(first, second),
                _ => 0.0,
            }
        };
        let torn = |outer: f64, inner: &dyn Fn() -> f64| outer >= ONE_WORD && outer - inner() >= LOOSER;
        if let Some(before) = before {
            if torn(bond(before, start), &|| if end - start > 1 { bond(start, start + 1) } else { 0.0 }) {
                return Some(Why::PartOfWord { token: before as u32 });
            }
            if tokens.form(start, forms).shape == Shape::Title
                && self.ends_office(sentence_start..start, tokens, forms)
            {
                return Some(Why::PartOfName { token: before as u32 });
            }
        }
        let behind = behind.filter(|&behind| {
            torn(bond(end - 1, behind), &|| if end - start > 1 { bond(end - 2, end - 1) } else { 0.0 })
        });
        behind.map(|behind| Why::PartOfWord { token: behind as u32 })
    }

    /// Whether the tokens end with what an office is, with a capital.
    fn ends_office(&self, tokens_before: Range<usize>, tokens: &Tokens, forms: &Forms) -> bool {
        self.offices.0.iter().any(|head| {
            let Some(first) = tokens_before.end.checked_sub(head.len()) else { return false };
            let same = || (first..).zip(head).all(|(token, key)| tokens.form(token, forms).key == *key);
            first >= tokens_before.start && same() && tokens.form(first, forms).shape == Shape::Title
        })
    }
}
