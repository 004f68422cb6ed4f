//! Text without case and marks, for comparing short lines with words that pages print in many ways.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without tone and shape marks, white space in single blanks: `Từ  khoá:` is `tu khoa:`.
///
/// Only for labels and furniture, where `khoá`, `khóa` and `KHÓA` are one word and a lost tone decides nothing;
/// text that is counted is compared by [`crate::syllable::Key`].
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            c if c.is_ascii() => folded.push(c.to_ascii_lowercase()),
            c => match PLAIN.get(c as usize) {
                Some(&plain) if plain != 0 => folded.push(char::from(plain)),
                _ => bare(c, &mut folded),
            },
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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

/// Soft hyphen, zero-width characters and marks of direction, byte order mark.
pub(crate) fn is_without_width(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The plain letter of each Latin letter with marks, 0 for all other characters: a table for the ones that are common.
static PLAIN: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let plain = |c: char| {
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
    use super::{fold, fold_words};

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
}
