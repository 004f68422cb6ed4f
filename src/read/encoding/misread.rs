//! UTF-8 that was read byte by byte as Latin-1 or Windows-1252 (mojibake).

use super::charset::code;

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

/// A character that Vietnamese text in Unicode does not have, and misread text does.
pub(super) fn is_suspect(c: char) -> bool {
    match c {
        'À'..='Ã' | 'È'..='Ê' | 'Ì' | 'Í' | 'Ò'..='Õ' | 'Ù' | 'Ú' | 'Ý' => false,
        'à'..='ã' | 'è'..='ê' | 'ì' | 'í' | 'ò'..='õ' | 'ù' | 'ú' | 'ý' => false,
        '\u{a0}' | '«' | '»' | '°' | '\u{ad}' | '·' | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '•' => false,
        '\0'..='\u{1f}' => !c.is_ascii_whitespace(),
        _ => code(c).is_some_and(|byte| byte >= 0x80),
    }
}
