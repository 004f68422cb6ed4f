//! Vietnamese letters in pieces, put together by table.

use super::Piece;
use super::unicode;
use crate::span::Span;
use std::sync::LazyLock;

/// The letters that marks make letters of, and the letters that they make: each with its number.
pub(super) struct Letters {
    letters: Vec<char>,
    /// The number of each character up to ư, and of those in Latin Extended Additional.
    numbers: [u8; LATIN + ADDITIONAL],
    /// The number of each letter with each mark.
    marked: Vec<[u8; MARKS.len()]>,
}

pub(super) static LETTERS: LazyLock<Letters> = LazyLock::new(Letters::new);

/// Shapes and tones, which all begin with the byte 0xCC.
const MARKS: [char; 8] =
    ['\u{300}', '\u{301}', '\u{302}', '\u{303}', '\u{306}', '\u{309}', '\u{31b}', '\u{323}'];

const LATIN: usize = 'ư' as usize + 1;
const FIRST_ADDITIONAL: usize = 'Ạ' as usize;
const ADDITIONAL: usize = 'ỹ' as usize + 1 - FIRST_ADDITIONAL;

const NONE: u8 = u8::MAX;

impl Letters {
    fn new() -> Self {
        let mut own = Self { letters: Vec::new(), numbers: [NONE; LATIN + ADDITIONAL], marked: Vec::new() };
        "aeiouyAEIOUY".chars().for_each(|vowel| own.add(vowel));
        // Each letter with each mark, until no letter is new: 12 vowels become 144 letters.
        let mut next = 0;
        while let Some(&letter) = own.letters.get(next) {
            let marked = MARKS.map(|mark| composed(letter, mark));
            marked.into_iter().flatten().for_each(|letter| own.add(letter));
            own.marked
                .push(marked.map(|letter| letter.and_then(|letter| own.number(letter)).unwrap_or(NONE)));
            next += 1;
        }
        own
    }

    fn add(&mut self, letter: char) {
        if let Some(place) = place(letter).filter(|&place| self.numbers[place] == NONE) {
            self.numbers[place] = self.letters.len() as u8;
            self.letters.push(letter);
        }
    }

    fn number(&self, letter: char) -> Option<u8> {
        place(letter).map(|place| self.numbers[place]).filter(|&number| number != NONE)
    }

    /// The letter that `letter` and the marks at the beginning of `marks` make, and how many bytes these have; none where
    /// they make no letter of Vietnamese.
    pub(super) fn compose(&self, letter: char, marks: &[u8]) -> Option<(char, usize)> {
        let mut number = self.number(letter)?;
        let mut len = 0;
        while let [0xcc, mark, ..] = marks[len..] {
            number = self.marked[usize::from(number)][mark_number(mark)?];
            if number == NONE {
                return None;
            }
            len += 2;
        }
        Some((self.letters[usize::from(number)], len))
    }
}

fn place(letter: char) -> Option<usize> {
    match letter as usize {
        place @ ..LATIN => Some(place),
        place @ FIRST_ADDITIONAL.. if place < FIRST_ADDITIONAL + ADDITIONAL => {
            Some(place - FIRST_ADDITIONAL + LATIN)
        }
        _ => None,
    }
}

/// The number of the mark whose second byte this is.
fn mark_number(second: u8) -> Option<usize> {
    Some(match second {
        0x80 => 0,
        0x81 => 1,
        0x82 => 2,
        0x83 => 3,
        0x86 => 4,
        0x89 => 5,
        0x9b => 6,
        0xa3 => 7,
        _ => return None,
    })
}

/// What the long way makes of a letter and a mark, if it is one letter of Vietnamese.
fn composed(letter: char, mark: char) -> Option<char> {
    let from = Span { start: 0, end: 0 };
    let mut pieces = vec![Piece { c: letter, from }, Piece { c: mark, from }];
    unicode::compose(&mut pieces, &mut Vec::new());
    match pieces[..] {
        [Piece { c, .. }] if "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY".contains(crate::syllable::split_tone(c).0) => {
            Some(c)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn all_letters_from_all_their_parts() {
        let letters = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ";
        for letter in letters.chars().flat_map(|letter| letter.to_uppercase().chain([letter])) {
            let parts: Vec<char> = [letter].into_iter().nfd().collect();
            let marks: String = parts[1..].iter().collect();
            let swapped: String = parts[1..].iter().rev().collect();
            for marks in [marks, swapped] {
                assert_eq!(LETTERS.compose(parts[0], marks.as_bytes()), Some((letter, marks.len())));
            }
        }
        assert_eq!(LETTERS.letters.len(), 144);
        for (letter, marks) in [('a', "\u{301}\u{300}"), ('n', "\u{303}"), ('u', "\u{302}"), ('a', "\u{308}")]
        {
            assert_eq!(LETTERS.compose(letter, marks.as_bytes()), None);
        }
    }
}
