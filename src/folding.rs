//! Text without case and marks, for comparing short lines with words that pages print in many ways.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without tone and shape marks, white space in single blanks: `Từ  khoá:` is `tu khoa:`.
///
/// Only for labels and furniture, where `khoá`, `khóa` and `KHÓA` are one word and a lost tone decides nothing, and for shingles;
/// text that is counted is compared by [`crate::syllable::Key`].
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Puts [`fold`] of `text` behind what `folded` holds.
pub(crate) fn fold_into(text: &str, folded: &mut String) {
    let start = folded.len();
    let plain = &*PLAIN;
    for c in text.chars() {
        match plain.get(c as usize) {
            Some(&BLANK) => blank(start, folded),
            Some(&letter) if letter != 0 => folded.push(char::from(letter)),
            _ if c.is_whitespace() => blank(start, folded),
            _ => bare(c, folded),
        }
    }
    if folded.len() > start && ends_blank(folded) {
        folded.pop();
    }
}

/// Parts what stands behind `start` from what follows.
fn blank(start: usize, folded: &mut String) {
    if folded.len() > start && !ends_blank(folded) {
        folded.push(' ');
    }
}

fn ends_blank(folded: &str) -> bool {
    folded.as_bytes().last() == Some(&BLANK)
}

/// Whether [`fold`] of `text` is `folded`: told by the first words of most texts.
pub(crate) fn folds_to(text: &str, folded: &str) -> bool {
    let mut rest = folded.split(' ').filter(|word| !word.is_empty());
    let mut word = String::new();
    let same = text.split_whitespace().all(|written| {
        word.clear();
        fold_into(written, &mut word);
        word.is_empty() || rest.next() == Some(word.as_str())
    });
    same && rest.next().is_none()
}

/// The words of [`fold`], with single blanks between them: `Từ  khoá:` is `tu khoa`. What has no width parts no words.
pub(crate) fn fold_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            words.push(c);
        } else if !is_without_width(c) && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Marks as Vietnamese text has them that is not precomposed.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

/// Soft hyphen, zero-width characters and marks of direction, byte order mark.
pub(crate) fn is_without_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

const BLANK: u8 = b' ';

/// What the common characters are folded to, where that is ASCII: a blank for white space, 0 for all other characters.
static PLAIN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let plain = |c: char| {
        if c.is_whitespace() {
            return BLANK;
        }
        if c.is_ascii() {
            return c.to_ascii_lowercase() as u8;
        }
        let mut folded = String::new();
        bare(c, &mut folded);
        match folded.as_bytes() {
            [letter] if c.is_alphabetic() => *letter,
            _ => 0,
        }
    };
    (0..0x1f00).map(|c| char::from_u32(c).map_or(0, plain)).collect()
});

fn bare(c: char, folded: &mut String) {
    match c {
        // ð is what a font or a keyboard of Icelandic made of đ.
        'đ' | 'Đ' | 'ð' | 'Ð' => folded.push('d'),
        _ => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase());
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{fold, fold_words, folds_to};

    #[test]
    fn words_alone() {
        assert_eq!(fold_words("  Từ khóa: "), "tu khoa");
        assert_eq!(fold_words("Đảng bộ"), fold_words("Ða\u{309}ng b\u{f4}\u{323}"));
        assert_eq!(fold_words("nông\u{200b} thôn – mới"), "nong thon moi");
    }

    #[test]
    fn one_word_in_many_spellings() {
        for written in ["Từ khóa:", "TỪ  KHOÁ: ", "Tu\u{300}\u{300} khoa\u{301}:", "\u{a0}từ\tkhóa:"]
        {
            assert_eq!(fold(written), "tu khoa:");
        }
        assert_eq!(fold("Đường ĐT.742 – Ảnh: M.H"), "duong dt.742 – anh: m.h");
        assert_eq!(fold(" \t"), "");
    }

    #[test]
    fn a_text_that_folds_to_another() {
        assert!(folds_to(" Từ \t KHOÁ:", "tu khoa:"));
        assert!(!folds_to("Từ khóa", "tu khoa:"));
        assert!(!folds_to("Từ khóa: Nậm Sa", "tu khoa:"));
        assert!(!folds_to("Từkhóa:", "tu khoa:"));
        assert!(!folds_to("Từ khóa:", "tukhoa:"));
    }
}
