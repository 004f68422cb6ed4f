//! Vietnamese without its marks: `hoc tap va lam theo`.

use crate::syllable::{Syllable, Tone, ToneStyle};
use crate::tokens::Tokens;
use hashbrown::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// The word in lower case without its marks.
pub(super) fn bare(word: &str) -> String {
    let mut letters = String::with_capacity(word.len());
    bare_into(word, &mut letters);
    letters
}

/// Adds the word in lower case without its marks.
pub(super) fn bare_into(word: &str, letters: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            letters.push(c.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                letters.extend(part.to_lowercase().map(|c| if c == 'đ' { 'd' } else { c }));
            }
        });
    }
}

/// Whether the ASCII word could be a Vietnamese syllable that has lost its marks.
pub(super) fn could_be_syllable(word: &str) -> bool {
    /// `nghieng`
    const LONGEST: usize = 7;
    static BARE: LazyLock<HashSet<String>> = LazyLock::new(|| {
        let syllables = (0..=u16::MAX).filter_map(Syllable::from_id);
        let toneless = syllables.filter(|syllable| syllable.tone() == Tone::Ngang);
        toneless.map(|syllable| bare(&syllable.spell(ToneStyle::Old))).collect()
    });
    let mut letters = [0; LONGEST];
    let Some(letters) = letters.get_mut(..word.len()) else { return false };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    std::str::from_utf8(letters).is_ok_and(|letters| BARE.contains(letters))
}

/// The parts of sentences that stand in a line of Vietnamese without any mark.
///
/// A line is taken for that if it is ASCII and four of five of its words could be syllables without marks: fewer, and
/// English lines are searched as well; more, and a foreign name hides a line.
pub(super) fn parts<'a>(
    text: &'a str,
    tokens: &'a Tokens,
    bare: &'a [Option<bool>],
) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut start = 0;
    let lines = text.split('\n').filter_map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        (line.len() > 3 && line.is_ascii()).then_some(range)
    });
    lines.flat_map(move |line| {
        let first = tokens.starts.partition_point(|&at| (at as usize) < line.start);
        let end = tokens.starts.partition_point(|&at| (at as usize) < line.end);
        let words = tokens.forms[first..end].iter().filter_map(|form| bare[form.0 as usize]);
        let (known, all) = words.fold((0, 0), |(known, all), could| (known + usize::from(could), all + 1));
        let vietnamese = all >= 2 && known * 5 >= all * 4;
        let cuts = tokens.sentences.partition_point(|&at| at as usize <= first);
        let cuts = tokens.sentences[cuts..].iter().map(|&at| at as usize);
        let mut from = first;
        let end = if vietnamese { end } else { first };
        cuts.take_while(move |&at| at < end).chain([end]).filter_map(move |to| {
            let part = from..to;
            from = to;
            (!part.is_empty()).then_some(part)
        })
    })
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
