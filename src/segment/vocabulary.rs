//! The forms a model knows, as 16-bit symbols.

use super::class::{Class, TOKEN_CLASSES};
use crate::syllable::{FormId, Forms};
use hashbrown::HashTable;

/// A symbol stands for a key: case and tone placement do not count.
///
/// 0 is what lies outside a sentence; 1 to 16 are forms the model does not know, by [`Class`]; then come the
/// known syllables and the other known forms.
#[derive(Clone, Debug)]
pub(super) struct Vocabulary {
    by_syllable: Vec<u16>,
    /// Hash of the key, and symbol.
    others: HashTable<(u64, u16)>,
    len: usize,
}

/// The first symbol of a known form.
pub(super) const FIRST_KNOWN: usize = 1 + TOKEN_CLASSES;

/// Most forms a vocabulary can hold.
pub(super) const MOST: usize = u16::MAX as usize - FIRST_KNOWN;

impl Vocabulary {
    /// A vocabulary of syllable ids and of hashes of other keys, `MOST` of them at most.
    pub fn new(
        syllables: impl ExactSizeIterator<Item = u16>,
        others: impl ExactSizeIterator<Item = u64>,
    ) -> Self {
        debug_assert!(syllables.len() + others.len() <= MOST);
        let len = FIRST_KNOWN + syllables.len() + others.len();
        let first_other = (FIRST_KNOWN + syllables.len()) as u16;
        let mut by_syllable = vec![0; 1 << 16];
        for (symbol, id) in (FIRST_KNOWN as u16..).zip(syllables) {
            by_syllable[usize::from(id)] = symbol;
        }
        let mut by_hash = HashTable::with_capacity(others.len());
        for (hash, symbol) in others.zip(first_other..) {
            by_hash.insert_unique(hash, (hash, symbol), |&(hash, _)| hash);
        }
        Self { by_syllable, others: by_hash, len }
    }

    /// Number of symbols.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The symbol of a form of class `class`.
    pub fn symbol(&self, id: FormId, forms: &Forms, class: Class) -> u16 {
        let known = match u16::try_from(forms.form(id).key.0) {
            Ok(syllable) => self.by_syllable[usize::from(syllable)],
            Err(_) => {
                let hash = forms.hash(id);
                self.others.find(hash, |&(known, _)| known == hash).map_or(0, |&(_, symbol)| symbol)
            }
        };
        if known == 0 { 1 + class as u16 } else { known }
    }
}
