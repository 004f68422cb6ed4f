//! The words of all families as numbers, marks left out.

use super::accentless::{bare, bare_into};
use super::trie::{Symbol, UNKNOWN};
use crate::syllable::{Forms, Key, Syllable, ToneStyle};
use hashbrown::HashMap;

/// Which symbol a word has.
///
/// Words that differ in marks alone have one symbol: one pass finds accented text, text without accents, and
/// text with a slip, and only what it found is compared mark by mark.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// By onset and rime of a syllable.
    of_syllable: Vec<Symbol>,
    by_letters: HashMap<String, Symbol>,
    /// Bytes of the longest word of text that may be one of these: each letter may have had two marks of two bytes.
    longest: usize,
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
        let longest = 5 * by_letters.keys().map(String::len).max().unwrap_or(0);
        Ok(Self { of_syllable, by_letters, longest })
    }

    /// The symbol of these letters.
    pub(super) fn symbol(&self, letters: &str) -> Symbol {
        self.by_letters.get(letters).copied().unwrap_or(UNKNOWN)
    }

    /// The symbol of a key of text; `letters` is a buffer.
    pub(super) fn symbol_of(&self, key: Key, forms: &Forms, letters: &mut String) -> Symbol {
        match (key.syllable(), forms.folded(key)) {
            (Some(syllable), _) => self.of_syllable[usize::from(syllable.id() >> 3)],
            (None, Some(folded)) if folded.len() <= self.longest => {
                letters.clear();
                bare_into(folded, letters);
                self.symbol(letters)
            }
            _ => UNKNOWN,
        }
    }

    /// Number of symbols, the given ones before the first included.
    pub(super) fn len(&self) -> usize {
        self.by_letters.values().max().map_or(0, |&last| usize::from(last) + 1)
    }
}
