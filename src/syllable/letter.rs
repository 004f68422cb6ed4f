//! Vietnamese letters: a base letter with its shape (ă â ê ô ơ ư đ), and a tone mark apart from it.

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

/// The six tones (thanh), in the order of the syllable id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Tone {
    /// Level: no mark.
    Ngang = 0,
    /// Falling: grave.
    Huyen = 1,
    /// Rising: acute.
    Sac = 2,
    /// Dipping: hook above.
    Hoi = 3,
    /// Broken: tilde.
    Nga = 4,
    /// Heavy: dot below.
    Nang = 5,
}

impl Tone {
    pub(crate) const ALL: [Tone; 6] = [Tone::Ngang, Tone::Huyen, Tone::Sac, Tone::Hoi, Tone::Nga, Tone::Nang];

    /// The combining mark that writes this tone; the level tone has none.
    pub fn mark(self) -> Option<char> {
        [None, Some('\u{300}'), Some('\u{301}'), Some('\u{309}'), Some('\u{303}'), Some('\u{323}')]
            [self as usize]
    }

    /// The tone that a combining mark writes.
    pub fn of_mark(mark: char) -> Option<Tone> {
        Some(match mark {
            '\u{300}' => Tone::Huyen,
            '\u{301}' => Tone::Sac,
            '\u{309}' => Tone::Hoi,
            '\u{303}' => Tone::Nga,
            '\u{323}' => Tone::Nang,
            _ => return None,
        })
    }
}

/// A letter without its tone mark, and the tone: `ệ` is `('ê', Nang)`, `đ` is `('đ', Ngang)`.
///
/// A letter that carries any mark foreign to Vietnamese is returned as it is.
pub(crate) fn split_tone(letter: char) -> (char, Tone) {
    if letter.is_ascii() {
        return (letter, Tone::Ngang);
    }
    let (mut base, mut tone, mut foreign) = ('\0', Tone::Ngang, false);
    decompose_canonical(letter, |part| {
        if base == '\0' {
            base = part;
        } else if let Some(found) = Tone::of_mark(part) {
            tone = found;
        } else if let Some(shaped) = compose(base, part) {
            base = shaped;
        } else {
            foreign = true;
        }
    });
    if foreign { (letter, Tone::Ngang) } else { (base, tone) }
}

/// The letters of Vietnamese without tone; the number of one is its place here, from 1, and takes 5 bits.
const LETTERS: &str = "abcdeghiklmnopqrstuvxyăâêôơưđ";

/// The letter with this number.
pub(super) fn of_number(number: u8) -> char {
    LETTERS.chars().nth(usize::from(number).wrapping_sub(1)).unwrap_or_default()
}

/// The number of a letter without case and tone, and its tone; `None` where it is no letter of Vietnamese.
pub(super) fn numbered(c: char) -> Option<(u8, Tone)> {
    /// First letters of the two stretches in which all letters of Vietnamese stand, and how many are there.
    const STRETCHES: [(u32, usize); 2] = [(0, 0x1b1), (0x1e00, 0x100)];
    const UNKNOWN: (u8, Tone) = (0, Tone::Ngang);
    static KNOWN: LazyLock<[Vec<(u8, Tone)>; 2]> = LazyLock::new(|| {
        STRETCHES.map(|(first, count)| {
            let chars = (first..).take(count).map(|number| char::from_u32(number).and_then(find));
            chars.map(|found| found.unwrap_or(UNKNOWN)).collect()
        })
    });
    let number = u32::from(c);
    let (stretch, first) = if number < STRETCHES[1].0 { (0, 0) } else { (1, STRETCHES[1].0) };
    match KNOWN[stretch].get((number - first) as usize) {
        Some(&known) => (known != UNKNOWN).then_some(known),
        None => find(c),
    }
}

fn find(c: char) -> Option<(u8, Tone)> {
    let (letter, tone) = split_tone(lower(c)?);
    let place = LETTERS.chars().position(|known| known == letter)?;
    Some((place as u8 + 1, tone))
}

/// Lower case, where it is one letter.
fn lower(c: char) -> Option<char> {
    let mut lowered = c.to_lowercase();
    let first = lowered.next()?;
    (lowered.next().is_none()).then_some(first)
}

/// Puts a tone mark on a letter.
pub(crate) fn with_tone(letter: char, tone: Tone) -> char {
    // Not `compose`: ă + dot below composes only after reordering.
    [letter].into_iter().chain(tone.mark()).nfc().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_come_apart_and_together() {
        for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".chars() {
            for tone in Tone::ALL {
                assert_eq!(split_tone(with_tone(letter, tone)), (letter, tone));
            }
        }
        assert_eq!(split_tone('đ'), ('đ', Tone::Ngang));
        assert_eq!(split_tone('ç'), ('ç', Tone::Ngang));
    }
}
