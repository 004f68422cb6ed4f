//! Whole documents of UTF-8 that was read byte by byte (mojibake): how they are told, and mended.

use crate::misread::{byte_of, character, lost_letter};

/// Whether `text` has a letter or sign that misread text has and Vietnamese in Unicode has not.
pub(super) fn has_suspect(text: &str) -> bool {
    text.as_bytes().windows(2).any(|pair| match pair[0] {
        // Not no-break space, « » ° · and soft hyphen.
        0xc2 => !matches!(pair[1], 0xa0 | 0xab | 0xad | 0xb0 | 0xb7 | 0xbb),
        0xc3 => FOREIGN[usize::from(pair[1] & 0x3f)],
        byte => byte < 0x20 && !byte.is_ascii_whitespace(),
    })
}

/// Which of U+00C0 to U+00FF is no letter of Vietnamese.
const FOREIGN: [bool; 64] = {
    let mut foreign = [true; 64];
    let known = b"\x00\x01\x02\x03\x08\x09\x0a\x0c\x0d\x12\x13\x14\x15\x19\x1a\x1d";
    let mut index = 0;
    while index < known.len() {
        foreign[known[index] as usize] = false;
        foreign[known[index] as usize + 0x20] = false;
        index += 1;
    }
    foreign
};

/// Whether `text` has so many letters that no byte is read as (`ế`, `ơ`, `đ`) that it is Vietnamese in Unicode, in which
/// `Ð` for `Đ` or a foreign name looked suspect.
pub(super) fn is_unicode(text: &str) -> bool {
    let letters = || text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic());
    letters().filter(|&c| byte_of(c).is_none()).count() * 4 > letters().count()
}

/// Undoes it, and puts back letters of which a byte was lost where that makes a syllable of the word; returns how many.
pub(super) fn mend(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut restored) = (text, 0);
    while let Some(c) = rest.chars().next() {
        if let Some((found, count)) = character(rest.chars()) {
            out.push(found);
            rest = rest.char_indices().nth(count).map_or("", |(at, _)| &rest[at..]);
        } else if let Some((letter, behind)) = lost_letter(&out, rest) {
            out.push(letter);
            restored += 1;
            rest = behind;
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    (out, restored)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_lost_a_byte() {
        for (broken, text) in [
            ("lÃ  hÃ ng xÃ³m", "là hàng xóm"),
            ("chÃnh trá»‹, luáºt, trá»ng ngÆ°á»i, nhiá»u", "chính trị, luật, trọng người, nhiều"),
        ] {
            assert_eq!(mend(broken).0, text);
        }
    }
}
