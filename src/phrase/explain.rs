//! What almost was a hit, and why it was none.

use super::family::Families;
use super::hit::Hit;
use super::matcher::{MatchScratch, Matcher};
use crate::span::Span;
use crate::syllable::Forms;
use crate::tokens::Tokens;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// Why words that look like a form are no hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// Other words.
    Words,
    /// Something that the pattern does not allow stands before this token.
    Between { token: u32 },
    /// This word is not in capitals.
    Capitals { token: u32 },
    /// This word has other marks.
    Marks { token: u32 },
    /// A sentence ends before this token.
    SentenceEnd { token: u32 },
    /// This token stands in the place of a word of the form.
    Instead { token: u32, missing: u32 },
    /// This token stands among the words of the form.
    Extra { token: u32 },
    /// This word of the form is not there.
    Missing { missing: u32 },
    /// A form that is a trap shares a word with it.
    Exception { form: u32 },
    /// It is ambiguous, and stands neither in quotes nor in a context.
    NoContext,
    /// A longer form of the same family stands there.
    Longer,
    /// A name follows.
    BeforeName,
    /// It is a part of an enumeration.
    Enumerated,
    /// Its first or last syllable makes a word with this token.
    PartOfWord { token: u32 },
    /// It is what an office is called after, and this token names the office.
    PartOfName { token: u32 },
}

/// A candidate that was dropped.
#[derive(Clone, Debug)]
pub(super) struct Dropped {
    pub(super) family: u32,
    pub(super) variant: Option<u32>,
    pub(super) tokens: Range<u32>,
    pub(super) why: Why,
}

/// What almost was a hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which family, counted in the order of [`Families::iter`].
    pub family: u32,
    /// Which of the [`Family::variants`](super::Family::variants).
    pub variant: u32,
    /// The bytes that look like it.
    pub span: Span,
    /// Why it is none, in words.
    pub reason: String,
}

impl Matcher {
    /// As [`Matcher::find`], and what almost was a hit besides: forms that a trap forbids, ambiguous ones without a
    /// context, words with a mark between them that the pattern does not allow, without the capitals that it asks for,
    /// with other accents, across a sentence end, within a longer word or the name of an office, or with one word too many, too few, or another in its place.
    ///
    /// ```
    /// use chinhluan::phrase::{Families, MatchScratch, Matcher};
    /// use chinhluan::{syllable::Forms, tokens::Tokens};
    /// let families = Families::embedded();
    /// let mut forms = Forms::new();
    /// let matcher = Matcher::new(&families, &mut forms).unwrap();
    ///
    /// let text = "Xã hội hóa giáo dục đi cùng phát triển kinh tế - xã hội hóa y tế.";
    /// let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
    /// tokens.read(text, &mut forms);
    /// let misses = matcher.explain(&families, text, &tokens, &forms, &mut scratch, &mut hits);
    /// assert_eq!(misses[0].span.of(text), "kinh tế - xã hội");
    /// assert_eq!(misses[0].reason, "the trap “xã hội hóa” forbids it");
    /// ```
    pub fn explain(
        &self,
        families: &Families,
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &mut MatchScratch,
        hits: &mut Vec<Hit>,
    ) -> Vec<Miss> {
        scratch.dropped = Some(Vec::new());
        self.find(text, tokens, forms, scratch, hits);
        let mut dropped = scratch.dropped.take().unwrap_or_default();
        self.each_near_end(tokens, forms, scratch, |number, end, why| {
            let form = &self.forms[number as usize];
            let Some(start) = self.start_of(number, end, scratch, tokens) else { return };
            if why != Why::Words {
                let tokens = start..end as u32 + 1;
                dropped.push(Dropped { family: form.family, variant: form.role.variant(), tokens, why });
            }
        });
        dropped.retain(|miss| {
            let own = hits.iter().filter(|hit| hit.family == miss.family);
            !own.into_iter()
                .any(|hit| hit.tokens.start <= miss.tokens.start && hit.tokens.end >= miss.tokens.end)
        });
        let mut near = self.one_word_off(tokens, forms, scratch);
        // What overlaps a hit of its family is no near miss but that hit in other words.
        near.retain(|miss| {
            let own = hits.iter().filter(|hit| hit.family == miss.family);
            !own.into_iter()
                .any(|hit| hit.tokens.start < miss.tokens.end && miss.tokens.start < hit.tokens.end)
        });
        dropped.extend(near);
        dropped.sort_by_key(|miss| (miss.tokens.start, Reverse(miss.tokens.end), miss.family));
        // A family has many forms that are nearly there in one place; the longest says it all.
        let mut ends = BTreeMap::new();
        dropped.retain(|miss| {
            let end = ends.entry(miss.family).or_insert(0);
            let new = miss.tokens.end > *end;
            *end = miss.tokens.end.max(*end);
            new
        });
        let miss = |dropped: Dropped| {
            let Dropped { family, variant, tokens: range, why } = dropped;
            Some(Miss {
                family,
                variant: variant?,
                span: tokens.span(range.start as usize..range.end as usize, forms),
                reason: self.in_words(why, families, text, tokens, forms),
            })
        };
        dropped.into_iter().filter_map(miss).collect()
    }

    /// The token in which the first word of a form stands that ends with token `end`, whatever stands between.
    fn start_of(&self, form: u32, end: usize, scratch: &MatchScratch, tokens: &Tokens) -> Option<u32> {
        let form = &self.forms[form as usize];
        let words = (0..=end).rev().filter(|&at| scratch.is_word(tokens.forms[at]));
        words.take(form.len as usize).last().map(|at| at as u32)
    }

    /// A word of the forms.
    fn spelled(&self, word: u32, forms: &Forms) -> String {
        forms.spell(self.words[word as usize].key)
    }

    fn in_words(&self, why: Why, families: &Families, text: &str, tokens: &Tokens, forms: &Forms) -> String {
        let written = |token: u32| tokens.span(token as usize..token as usize + 1, forms).of(text);
        match why {
            Why::Words => "other words stand there".into(),
            Why::Between { token } => {
                let from = token.checked_sub(1).map_or(0, |before| tokens.starts[before as usize]);
                let to = tokens.starts[token as usize];
                let mark = text[from as usize..to as usize].trim();
                format!("the pattern does not allow “{mark}” before “{}”", written(token))
            }
            Why::Capitals { token } => {
                format!("“{}” is not written with the capitals it needs", written(token))
            }
            Why::Marks { token } => {
                format!("“{}” has other accents, and is no certain slip", written(token))
            }
            Why::SentenceEnd { token } => format!("a sentence ends before “{}”", written(token)),
            Why::Instead { token, missing } => {
                format!("“{}” stands in the place of “{}”", written(token), self.spelled(missing, forms))
            }
            Why::Extra { token } => format!("“{}” is not in the form", written(token)),
            Why::Missing { missing } => format!("“{}” is missing", self.spelled(missing, forms)),
            Why::Exception { form } => {
                let family = families.family(self.forms[form as usize].family);
                let forms_before = self.forms[..form as usize].iter().rev();
                let own = forms_before.take_while(|it| it.family == self.forms[form as usize].family).count();
                let trap = family.rules.forms.get(own).map_or("", |(trap, _)| trap.name.as_str());
                format!("the trap “{trap}” forbids it")
            }
            Why::NoContext => {
                "it is ambiguous, and stands neither in quotes nor in one of its contexts".into()
            }
            Why::Longer => "a longer form of the family stands there".into(),
            Why::BeforeName => "the name of a campaign follows, and is the hit".into(),
            Why::Enumerated => "its words are parts of an enumeration, with a comma before them".into(),
            Why::PartOfWord { token } => format!("a syllable of it makes a word with “{}”", written(token)),
            Why::PartOfName { token } => {
                format!("it is a part of the name of an office, behind “{}”", written(token))
            }
        }
    }
}
