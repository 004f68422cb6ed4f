//! The words of all families as numbers, marks left out.

use super::accentless::bare;
use super::automaton::{Symbol, UNKNOWN};
use crate::syllable::{Form, FormId, Forms, Syllable, ToneStyle};
use std::collections::HashMap;

/// Which symbol a word has.
///
/// Words that differ in marks alone have one symbol: the automaton then finds accented text, text without accents, and
/// text with a slip in one pass, and only what it found is compared mark by mark.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// By onset and rime of a syllable.
    of_syllable: Vec<Symbol>,
    by_letters: HashMap<String, Symbol>,
}

/// More different words than a [`Symbol`] can number.
#[derive(Debug)]
pub(super) struct TooManyWords;

impl Vocabulary {
    /// Numbers these words, which are without marks, from `first` on.
    pub(super) fn new<'a>(words: impl Iterator<Item = &'a str>, first: Symbol) -> Result<Self, TooManyWords> {
        let mut by_letters = HashMap::new();
        let mut next = Some(first);
        for word in words {
            if !by_letters.contains_key(word) {
                let symbol = next.ok_or(TooManyWords)?;
                by_letters.insert(word.to_owned(), symbol);
                next = symbol.checked_add(1);
            }
        }
        let symbol = |base: u16| {
            let syllable = Syllable::from_id(base << 3)?;
            by_letters.get(&bare(&syllable.spell(ToneStyle::Old))).copied()
        };
        let of_syllable = (0..1 << 13).map(|base| symbol(base).unwrap_or(UNKNOWN)).collect();
        Ok(Self { of_syllable, by_letters })
    }

    /// The symbol of these letters.
    pub(super) fn symbol(&self, letters: &str) -> Symbol {
        self.by_letters.get(letters).copied().unwrap_or(UNKNOWN)
    }

    /// The symbol of a form of text.
    pub(super) fn symbol_of(&self, id: FormId, form: Form, forms: &Forms) -> Symbol {
        match form.key.syllable() {
            Some(syllable) => self.of_syllable[usize::from(syllable.id() >> 3)],
            None if forms.surface(id).len() > LONGEST => UNKNOWN,
            None => self.symbol(&bare(&forms.spell(form.key))),
        }
    }

    /// Number of symbols, the given ones before the first included.
    pub(super) fn len(&self) -> usize {
        self.by_letters.values().max().map_or(0, |&last| usize::from(last) + 1)
    }
}

/// No word of a family is longer; addresses and runs of letters are, and folding them would take time for nothing.
const LONGEST: usize = 64;
