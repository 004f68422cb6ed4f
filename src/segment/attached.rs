//! Tokens that stand without white space between them: `TP` `.`, `Wai` `-` `kru`, `H` `'` `Mông`, `nhà` `.`
//!
//! Treebanks write punctuation apart, newspapers do not; so these gaps are no question for trained weights but
//! for spelling.

use crate::syllable::{Form, Kind, Shape};
use unicode_normalization::char::is_combining_mark;

/// Whether a full stop that stands at once behind `left` belongs to its word: that of an abbreviation.
pub(super) fn abbreviates(left: Form, surface: &str) -> bool {
    matches!(left.kind, Kind::Syllable | Kind::Word) && is_abbreviation(left, surface)
}

/// One letter, or up to three without a vowel: `H.`, `Th.`, `TP.`; in capitals also `TX.`.
fn is_abbreviation(form: Form, surface: &str) -> bool {
    let mut letters = surface.chars();
    if letters.by_ref().nth(3).is_some() {
        return false;
    }
    let consonants =
        surface.chars().all(|c| !"aeiouyăâêôơư".contains(c.to_ascii_lowercase()) && c.is_ascii());
    let one = surface.chars().count() == 1;
    one || form.kind == Kind::Word && consonants
}

/// Whether a hyphen that stands at once between two tokens makes one word of them: where one of the two is no
/// Vietnamese syllable (`Wai-kru`, `GD-ĐT`), or both are written as one foreign word (`cà-rem` is not told from
/// `kinh tế-xã hội` here).
pub(super) fn hyphenates(left: Form, mark: &str, right: Form) -> bool {
    let letters = |form: Form| matches!(form.kind, Kind::Word | Kind::Syllable);
    let foreign = |form: Form| form.kind == Kind::Word;
    let number = left.kind == Kind::Number && right.kind == Kind::Word && right.shape == Shape::Title;
    matches!(mark, "-" | "‐" | "‑")
        && (letters(left) && letters(right) && (foreign(left) || foreign(right)) || number)
}

/// Whether an apostrophe that stands at once between two tokens makes one word of them: behind one capital letter, as in
/// names of peoples, persons and places (`H'Mông`, `K’Sor`, `M'Drắk`).
pub(super) fn elides(left: Form, surface: &str, mark: &str, right: Form) -> bool {
    let is_letters = |form: Form| matches!(form.kind, Kind::Word | Kind::Syllable);
    let mut letters = surface.chars();
    let is_capital = letters.next().is_some_and(char::is_uppercase) && letters.all(is_combining_mark);
    matches!(mark, "'" | "’" | "ʼ") && is_letters(left) && is_capital && is_letters(right)
}
