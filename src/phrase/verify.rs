//! Whether the words that were found stand as a form asks for.

use super::explain::Why;
use super::gap::{Between, Gaps, Mark};
use super::matcher::{MatchForm, Matcher};
use super::trie::Symbol;
use crate::syllable::{Forms, Shape, Syllable};
use crate::tokens::Tokens;
use crate::tokens::suggest::Suggester;
use std::ops::Range;

/// A document as it is compared.
pub(super) struct View<'a> {
    pub(super) tokens: &'a Tokens,
    pub(super) forms: &'a Forms,
    pub(super) marks: &'a [Mark],
    pub(super) symbols: &'a [Symbol],
    pub(super) mode: Mode,
}

/// Whether marks on letters tell words apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Accented,
    Accentless,
}

/// Where a form stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stand {
    /// Its first token.
    pub(super) start: u32,
    /// A word whose marks are not those of the form: the only one in accented text.
    pub(super) differs: Option<Slip>,
}

/// A word whose letters are those of the form and whose marks are not.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slip {
    pub(super) token: u32,
    /// Which word of the form.
    pub(super) word: usize,
}

impl View<'_> {
    /// What the token is; `va` is a word where words have accents.
    fn mark(&self, token: usize) -> Mark {
        match (self.marks[self.tokens.forms[token].0 as usize], self.mode) {
            (Mark::BareAnd, Mode::Accented) => Mark::Word,
            (Mark::BareAnd, Mode::Accentless) => Mark::And,
            (mark, _) => mark,
        }
    }

    /// The word before token `at`, not before `first`, and what stands between.
    fn word_before(&self, at: usize, first: usize) -> Option<(usize, Gaps)> {
        let mut before = at;
        while before > first && self.mark(before - 1) != Mark::Word {
            before -= 1;
        }
        let word = before.checked_sub(1).filter(|&word| word >= first)?;
        Some((word, (before..at).fold(Gaps::BLANK, |gaps, token| gaps.then(self.mark(token)))))
    }
}

impl Matcher {
    /// Where the form stands that may end with token `end`, looked at from there back to token `first`.
    pub(super) fn verify(
        &self,
        form: &MatchForm,
        end: usize,
        first: usize,
        view: &View,
    ) -> Result<Stand, Why> {
        self.back(form, form.len as usize - 1, end, first, view, None)
    }

    /// Compares word `word` of the form with token `at`, and those before it.
    fn back(
        &self,
        form: &MatchForm,
        mut word: usize,
        mut at: usize,
        first: usize,
        view: &View,
        mut differs: Option<Slip>,
    ) -> Result<Stand, Why> {
        let words = self.words_of(form);
        loop {
            let written = view.tokens.form(at, view.forms);
            if written.key != words[word].key {
                if view.symbols[view.tokens.forms[at].0 as usize] != words[word].symbol
                    || view.mode == Mode::Accented && differs.is_some()
                {
                    return Err(Why::Words);
                }
                differs = Some(Slip { token: at as u32, word });
            }
            let asks = |bits: u32| bits >> word & 1 == 1;
            let begins = matches!(written.shape, Shape::Title | Shape::Upper);
            if asks(form.upper) && written.shape != Shape::Upper
                || asks(form.title) && !begins && view.mode == Mode::Accented
            {
                return Err(Why::Capitals { token: at as u32 });
            }
            if word == 0 {
                return Ok(Stand { start: at as u32, differs });
            }
            let between = || Why::Between { token: at as u32 };
            match words[word].before {
                Between::Marks(allowed) => {
                    let (before, gap) = view.word_before(at, first).ok_or_else(between)?;
                    if !allowed.overlap(gap) {
                        return Err(between());
                    }
                    (word, at) = (word - 1, before);
                }
                Between::Words(free) => {
                    let mut behind = at;
                    for _ in 0..=free {
                        let joined =
                            view.word_before(behind, first).filter(|(_, gap)| Gaps::JOINT.overlap(*gap));
                        let (before, _) = joined.ok_or_else(between)?;
                        if let Ok(stand) = self.back(form, word - 1, before, first, view, differs) {
                            return Ok(stand);
                        }
                        behind = before;
                    }
                    return Err(between());
                }
            }
        }
    }

    /// Whether token `slip` is word `word` of the form with one mark lost or wrong.
    ///
    /// Phrases of two words are left out: `học bạc` is not `học Bác` with a slip. So are names inside a sentence.
    pub(super) fn is_slip(
        &self,
        form: &MatchForm,
        word: usize,
        slip: usize,
        sentence: &Range<usize>,
        view: &View,
    ) -> bool {
        const LEAST_WORDS: u32 = 3;
        let View { tokens, forms, .. } = *view;
        let written = tokens.form(slip, forms);
        let named = written.shape != Shape::Lower && slip != sentence.start;
        if form.len < LEAST_WORDS || form.role.variant().is_none() || form.upper != 0 || named {
            return false;
        }
        let Some(meant) = self.words_of(form)[word].key.syllable() else { return false };
        let is_near = match written.key.syllable() {
            Some(here) => here.one_mark_away().any(|other| other == meant),
            None => Syllable::with_lost_tone(forms.surface(tokens.forms[slip]))
                .is_some_and(|toned| toned.contains(&meant)),
        };
        is_near && Suggester::embedded().gain(tokens, forms, sentence, slip, meant) >= LEAST_GAIN
    }
}

/// How much better the phrase's syllable must fit its neighbours than the one that is written, in bits.
///
/// Less than [`LIKELY`](crate::tokens::suggest::LIKELY) is enough, for the rest of the phrase speaks for it as well. Of
/// 2,048 marks changed on purpose in phrases of newspapers, 1,945 reach 8 and 1,665 reach 12; in 180 MB of newspapers,
/// encyclopaedia and laws as they are, all that reach 8 are slips, and `nông thôn mời` (a verb) has 5.
const LEAST_GAIN: f64 = 8.0;
