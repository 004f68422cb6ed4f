//! How Vietnamese a piece of text looks.

use crate::folding::is_mark;
use crate::syllable::{Shape, Syllable};

/// Counts of the words of a text by what they look like.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tally {
    /// Vietnamese syllables with a letter outside ASCII, as most have.
    pub(super) marked: usize,
    /// The same in mixed case, `ViỆt`, or with a rare rime: seldom right, save in what TCVN3 makes of capitals.
    pub(super) odd: usize,
    /// Words in ASCII: syllables, names, foreign words.
    pub(super) plain: usize,
    /// Words with a letter outside ASCII that are no syllable.
    pub(super) junk: usize,
}

impl Tally {
    /// Counts the words of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut tally = Self::default();
        for word in words(text) {
            *match judge(word) {
                Look::Marked => &mut tally.marked,
                Look::Odd => &mut tally.odd,
                Look::Plain => &mut tally.plain,
                Look::Junk => &mut tally.junk,
            } += 1;
        }
        tally
    }

    /// Vietnamese-ness from 0 to 1: `(marked + odd / 2 - junk) / (words + 1)`. Vietnamese prose has 0.7 to 0.8.
    ///
    /// The one in the denominator keeps a lone `né` or `là` in a French heading from being all the evidence.
    pub(super) fn score(self) -> f64 {
        let words = self.marked + self.odd + self.plain + self.junk;
        let found = self.marked as f64 + self.odd as f64 / 2.0 - self.junk as f64;
        (found / (words + 1) as f64).max(0.0)
    }
}

/// What a word looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Marked,
    Odd,
    Plain,
    Junk,
}

/// Looks at one word.
pub(super) fn judge(word: &str) -> Look {
    if word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Look::Plain;
    }
    match Syllable::parse(word) {
        None => Look::Junk,
        // `xoong`, `ôông`: five words of the language, and what `rộng` in VNI looks like in TCVN3.
        Some(syllable) if matches!(syllable.rime(), "oong" | "ooc" | "ôông" | "ôôc") => Look::Odd,
        Some(_) if Shape::of(word) == Shape::Mixed => Look::Odd,
        Some(_) => Look::Marked,
    }
}

/// Runs of letters, and of the symbols that stand for letters where text was decoded wrongly.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphabetic() || is_stray(c) || is_mark(c)))
        .map(|run| run.trim_matches(is_symbol))
        .filter(|run| run.contains(|c: char| c.is_alphabetic()))
}

/// Not a letter, but inside a word a sign that the encoding is wrong.
fn is_stray(c: char) -> bool {
    let control =
        matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{84}' | '\u{86}'..='\u{9f}');
    let sign =
        matches!(c, '\u{a1}'..='\u{bf}' | '×' | '÷' | '€' | 'ƒ' | '†' | '‡' | '‰' | '˜' | '™' | '›' | '‹');
    control || sign || c == char::REPLACEMENT_CHARACTER
}

/// Stands next to words in sound text, too.
fn is_symbol(c: char) -> bool {
    matches!(c, '«' | '»' | '°' | '§' | '©' | '®' | '™' | '·' | '²' | '³' | '±' | '×' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_sound_and_broken_text() {
        let looks = |text| words(text).map(judge).collect::<Vec<_>>();
        assert_eq!(
            looks("Độc lập, 25°C «tự do»"),
            [Look::Marked, Look::Marked, Look::Plain, Look::Marked, Look::Plain]
        );
        assert_eq!(looks("H¹nh phóc"), [Look::Junk, Look::Marked]);
        assert_eq!(looks("ViỆt"), [Look::Odd]);
        assert_eq!(looks("12 ® – 5"), []);
    }
}
