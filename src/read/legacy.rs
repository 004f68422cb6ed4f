//! Text of the years before Unicode, read without being asked.

use super::encoding::{Encoding, decode, guess, looks_sound};
use std::borrow::Cow;

/// Below this score the bytes are left as they are, for the user to say what they are: other languages stay below 0.15,
/// Vietnamese is above 0.3.
const VIETNAMESE: f64 = 0.3;

/// Bytes outside ASCII below which none is taken for a letter: a stray byte is a syllable in some encoding.
const FEWEST: usize = 8;

/// The text of bytes that are not UTF-8, where they are Vietnamese in another encoding, and which.
pub(super) fn text(bytes: &[u8]) -> Option<(String, Encoding)> {
    let guess = guess(bytes);
    let is_marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let few = bytes.iter().filter(|byte| !byte.is_ascii()).take(FEWEST).count() < FEWEST;
    let doubtful = guess.score < VIETNAMESE || few;
    if guess.encoding == Encoding::Utf8 || (doubtful && !is_marked) {
        return None;
    }
    Some((decode(bytes, guess.encoding).text, guess.encoding))
}

/// What the encoding of text is called in which U+FFFD stands for what is not UTF-8.
pub(super) const DAMAGED: &str = "UTF-8, damaged";

/// The text of bytes that are UTF-8 but for few faults, a letter cut through or lost on the way, with U+FFFD in their
/// place; none where fewer than ten letters outside ASCII are sound for one that is not.
pub(super) fn damaged(bytes: &[u8]) -> Option<String> {
    const SOUND: usize = 10;
    let (mut sound, mut faults) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        sound += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        faults += usize::from(!chunk.invalid().is_empty());
    }
    (faults * SOUND <= sound).then(|| String::from_utf8_lossy(bytes).into_owned())
}

/// The text of bytes that a server or a page sent and that are not UTF-8, and the name of their encoding where that is
/// not UTF-8 after all, broken.
///
/// Bytes decide before declarations, which are often those of a template: what is Vietnamese in one encoding is in that
/// one. Then the character set that was `declared` counts, and as in browsers text without one is Windows-1252.
pub(super) fn sent<'a>(
    bytes: &'a [u8],
    declared: impl FnOnce() -> Option<&'a str>,
) -> (Cow<'a, str>, Option<&'static str>) {
    if let Some((text, encoding)) = text(bytes) {
        return (text.into(), Some(encoding.name()));
    }
    let declared = declared().and_then(|name| encoding_rs::Encoding::for_label(name.trim().as_bytes()));
    let (text, encoding, _) = declared.unwrap_or(encoding_rs::WINDOWS_1252).decode(bytes);
    (text, Some(encoding.name()).filter(|&name| name != "UTF-8"))
}

/// The text behind one whose bytes were taken for Latin letters before it was written as UTF-8, and the encoding that
/// they were in; `None` where the text is sound.
pub(super) fn misread(text: &str) -> Option<(String, Encoding)> {
    if looks_sound(text) {
        return None;
    }
    let guess = guess(text.as_bytes());
    let legacy = guess.misread || guess.encoding == Encoding::Viqr;
    (legacy && guess.score >= VIETNAMESE)
        .then(|| (decode(text.as_bytes(), guess.encoding).text, guess.encoding))
}
