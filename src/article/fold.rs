//! Text without case and marks, for comparing short lines with words that pages print in many ways.

use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without tone and shape marks, white space in single blanks: `Từ  khoá:` is `tu khoa:`.
///
/// Only for labels and furniture, where `khoá`, `khóa` and `KHÓA` are one word and a lost tone decides nothing;
/// text that is counted is compared by [`crate::syllable::Key`].
pub(super) fn fold(text: &str) -> String {
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
        'đ' | 'Đ' => folded.push('d'),
        _ => decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                folded.extend(part.to_lowercase());
            }
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::fold;

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
