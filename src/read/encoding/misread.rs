//! UTF-8 that was read byte by byte as Latin-1 or Windows-1252 (mojibake).

use super::charset::code;
use crate::syllable::Syllable;

/// Undoes it: each sequence of characters whose bytes are a UTF-8 character of more than one byte becomes that
/// character; everything else stays.
pub(super) fn undo(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (found, len) = character(rest).unwrap_or((c, c.len_utf8()));
        out.push(found);
        rest = &rest[len..];
    }
    out
}

/// The character that the beginning of `text` was, and the length of what it became.
pub(super) fn character(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut expected = 0;
    let mut end = 0;
    for (index, c) in text.chars().take(4).enumerate() {
        bytes[index] = code(c)?;
        end += c.len_utf8();
        if index == 0 {
            expected = match bytes[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        }
        if index + 1 == expected {
            return Some((std::str::from_utf8(&bytes[..expected]).ok()?.chars().next()?, end));
        }
    }
    None
}

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
    letters().filter(|&c| code(c).is_none()).count() * 4 > letters().count()
}

/// What is left of a letter when the last of its bytes was dropped or made a space, and the letters it may have been,
/// commonest first. Soft hyphens (0xAD) are dropped, no-break spaces (0xA0) become spaces, and five bytes are nothing
/// in Windows-1252 (81 8D 8F 90 9D).
const REMAINS: [(&str, &[char]); 4] = [
    ("á»", &['ề', 'ờ', 'ọ', 'ử', 'ỏ', 'Ố']),
    ("áº", &['ậ', 'Ạ']),
    ("Ã", &['í', 'Á', 'Í', 'Ý']),
    ("Ä", &['Đ']),
];

/// [`undo`], and letters of which a byte was lost are put back where that makes a syllable of the word; returns how many.
pub(super) fn mend(text: &str) -> (String, usize) {
    let mut out = String::with_capacity(text.len());
    let (mut rest, mut restored) = (text, 0);
    while let Some(c) = rest.chars().next() {
        if let Some((found, len)) = character(rest) {
            out.push(found);
            rest = &rest[len..];
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

/// The letter whose remains stand at the beginning of `rest`, behind `head`, and what stands behind it.
fn lost_letter<'a>(head: &str, rest: &'a str) -> Option<(char, &'a str)> {
    let (remains, letters) = REMAINS.iter().find(|(remains, _)| rest.starts_with(remains))?;
    let head = &head[head.trim_end_matches(char::is_alphabetic).len()..];
    let behind = rest[remains.len()..].trim_start_matches(char::REPLACEMENT_CHARACTER);
    let tail = |text: &str| {
        let word =
            undo(text.split(|c: char| c.is_ascii() && !c.is_ascii_alphabetic()).next().unwrap_or_default());
        word.chars().take_while(|c| c.is_alphabetic()).collect::<String>()
    };
    // `ơng` and `êng` are rimes of loans only: `trọng`, not `trờng`.
    let fits = |letter: char, tail: &str| {
        Syllable::parse(&format!("{head}{letter}{tail}"))
            .is_some_and(|syllable| !matches!(syllable.rime(), "ơng" | "êng"))
    };
    if let Some(spaced) = behind.strip_prefix(' ').filter(|_| *remains == "Ã") {
        // The space is the letter's last byte (`hÃ ng`, `lÃ  má»™t`), or stands behind it too (`lÃ má»™t`).
        let tail = tail(spaced);
        let word = tail.len() > 1 && Syllable::parse(&tail).is_some();
        if tail.is_empty() || (!word && fits('à', &tail)) {
            return Some(('à', spaced));
        }
        return fits('à', "").then_some(('à', behind));
    }
    let tail = tail(behind);
    letters.iter().find(|&&letter| fits(letter, &tail)).map(|&letter| (letter, behind))
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
