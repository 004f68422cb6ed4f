//! UTF-8 that was read byte by byte as Latin-1 or Windows-1252 (mojibake): `Viá»‡t` for `Việt`.

use crate::syllable::Syllable;

/// What Windows-1252 has at 0x80 to 0x9F; C1 control characters at the five bytes it leaves free. All other bytes are
/// the characters with their numbers.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// What a byte is read as in Windows-1252.
pub(crate) fn read_as(byte: u8) -> char {
    match byte {
        0x80..=0x9f => WINDOWS_1252[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// The byte that `c` was before it was read as Latin-1 or Windows-1252.
pub(crate) fn byte_of(c: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(u32::from(c)) {
        return Some(byte);
    }
    WINDOWS_1252.iter().position(|&known| known == c).map(|index| 0x80 + index as u8)
}

/// The character of more than one byte that the first of `chars` were, and how many they are.
pub(crate) fn character(chars: impl Iterator<Item = char>) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    let mut expected = 0;
    for (index, c) in chars.take(4).enumerate() {
        bytes[index] = byte_of(c)?;
        if index == 0 {
            expected = match bytes[0] {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        }
        if index + 1 == expected {
            return Some((std::str::from_utf8(&bytes[..expected]).ok()?.chars().next()?, expected));
        }
    }
    None
}

/// `text` with every such sequence put right; everything else stays.
pub(crate) fn undo(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.clone().next() {
        let (found, count) = character(chars.clone()).unwrap_or((c, 1));
        out.push(found);
        chars.nth(count - 1);
    }
    out
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

/// The letter whose remains stand at the beginning of `rest`, behind `head`, where it makes a syllable of the word; and
/// what stands behind it.
pub(crate) fn lost_letter<'a>(head: &str, rest: &'a str) -> Option<(char, &'a str)> {
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
    fn bytes_are_those_of_windows_1252() {
        for number in 0..=u8::MAX {
            let bytes = [number];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
            assert_eq!(text.chars().map(byte_of).collect::<Vec<_>>(), [Some(number)]);
        }
        assert_eq!(byte_of('ế'), None);
    }

    #[test]
    fn what_was_misread_is_read_again() {
        let misread = encoding_rs::mem::decode_latin1("Đất nước – 😀".as_bytes());
        assert_eq!(undo(&misread), "Đất nước – 😀");
        assert_eq!(undo("Ã la carte, «lá»"), "Ã la carte, «lá»");
    }
}
