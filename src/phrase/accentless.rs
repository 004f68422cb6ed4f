//! Vietnamese without its marks: `hoc tap va lam theo`.

use crate::syllable::Syllable;
use crate::syllable::ToneStyle;
use std::collections::HashSet;
use std::sync::LazyLock;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The word in lower case without its marks.
pub(super) fn bare(word: &str) -> String {
    word.nfd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Whether the ASCII word could be a Vietnamese syllable that has lost its marks.
pub(super) fn could_be_syllable(word: &str) -> bool {
    static BARE: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let syllables = (0..=u16::MAX).filter_map(Syllable::from_id);
        let toneless = syllables.filter(|syllable| syllable.tone() == crate::syllable::Tone::Ngang);
        toneless.map(|syllable| bare(&syllable.spell(ToneStyle::Old))).collect()
    });
    BARE.contains(word.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_gone() {
        assert_eq!(bare("Đường"), "duong");
        for word in ["hoc", "duong", "nghiep", "Bac"] {
            assert!(could_be_syllable(word), "{word}");
        }
        for word in ["strong", "new", "of"] {
            assert!(!could_be_syllable(word), "{word}");
        }
    }
}
