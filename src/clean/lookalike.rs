//! Letters that look like the right one: Cyrillic and Greek in Latin words, *ð* and *Ɖ* for *đ*, *ǎ* for *ă*.

use super::Piece;
use super::unicode::attaches;
use crate::syllable::Syllable;

/// Letters that cannot be told from the Latin one by eye.
fn latin_twin(c: char) -> Option<char> {
    Some(match c {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'Х' | 'Χ' => 'X',
        'У' | 'Υ' => 'Y',
        'Ζ' => 'Z',
        'а' => 'a',
        'с' => 'c',
        'ԁ' => 'd',
        'е' => 'e',
        'һ' => 'h',
        'і' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' => 'p',
        'ԛ' => 'q',
        'ѕ' => 's',
        'ԝ' => 'w',
        'х' => 'x',
        'у' => 'y',
        _ => return None,
    })
}

fn dd(c: char) -> Option<char> {
    match c {
        'ð' | 'ɖ' => Some('đ'),
        'Ð' | 'Ɖ' => Some('Đ'),
        _ => None,
    }
}

/// The letter with a breve for that with a caron, which old converters wrote.
fn breve(c: char) -> Option<char> {
    match c {
        'ǎ' => Some('ă'),
        'Ǎ' => Some('Ă'),
        _ => None,
    }
}

/// Whether `word` would be a syllable with its look-alikes repaired.
pub(super) fn reads_as_syllable(word: &str) -> bool {
    let repaired = |c| dd(c).or_else(|| latin_twin(c)).unwrap_or(c);
    Syllable::parse(&word.chars().map(repaired).collect::<String>()).is_some()
}

/// Puts Latin letters for their twins, in words that have no other foreign letter and are Latin by at least half;
/// whether it did.
pub(super) fn to_latin(pieces: &mut [Piece]) -> bool {
    let mut changed = false;
    for word in words(pieces) {
        let (mut latin, mut twins, mut foreign) = (0, 0, 0);
        for piece in word.iter().filter(|piece| !attaches(piece.c)) {
            match piece.c {
                c if latin_twin(c).is_some() => twins += 1,
                '\0'..='\u{2af}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
                _ => foreign += 1,
            }
        }
        if twins > 0 && foreign == 0 && latin >= twins {
            changed = true;
            word.iter_mut().for_each(|piece| piece.c = latin_twin(piece.c).unwrap_or(piece.c));
        }
    }
    changed
}

/// Puts `đ` and `Đ` for their twins in Vietnamese words and abbreviations.
///
/// Icelandic, Faroese and phonetic script write *ð* too; they have it neither at the head of a capitalised word, nor
/// beside a letter that only Vietnamese has, nor in a row of capitals without a vowel.
pub(super) fn to_dd(pieces: &mut [Piece]) {
    if !pieces.iter().any(|piece| dd(piece.c).is_some()) {
        return;
    }
    let mut before = ' ';
    let mut rest = pieces;
    while let Some(first) = rest.first() {
        if !is_letter(first) {
            before = first.c;
            rest = &mut rest[1..];
            continue;
        }
        let len = rest.iter().take_while(|piece| is_letter(piece)).count();
        let (word, others) = rest.split_at_mut(len);
        let behind = others.first().map_or(' ', |piece| piece.c);
        if word.iter().any(|piece| dd(piece.c).is_some()) && is_vietnamese(word, before, behind) {
            word.iter_mut().for_each(|piece| piece.c = dd(piece.c).unwrap_or(piece.c));
        }
        rest = others;
    }
}

fn is_vietnamese(word: &[Piece], before: char, behind: char) -> bool {
    const VOWELS: &str = "AEIOUY";
    let mut letters = word.iter().map(|piece| piece.c);
    match word[0].c {
        'Ð' | 'Ɖ' => true,
        // A sum of money, `10.000ð`, and the comrade of `ð/c`.
        _ if word.len() == 1 => before.is_ascii_digit() || (behind == '/' && before != '/'),
        _ => {
            letters.clone().any(|c| matches!(c, 'ă' | 'Ă' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}'))
                || letters.clone().all(|c| c.is_uppercase() && !VOWELS.contains(c))
                || reads_as_syllable(&letters.by_ref().take(17).collect::<String>())
        }
    }
}

/// Puts `ă` and `Ă` for their twins where they make a syllable; `Xiǎopíng` stays as it is. Whether it did.
pub(super) fn to_breve(pieces: &mut [Piece]) -> bool {
    if !pieces.iter().any(|piece| breve(piece.c).is_some()) {
        return false;
    }
    let mut changed = false;
    let repaired = |piece: &Piece| breve(piece.c).unwrap_or(piece.c);
    for word in words(pieces) {
        if Syllable::parse(&word.iter().take(17).map(repaired).collect::<String>()).is_some() {
            changed |= word.iter().any(|piece| breve(piece.c).is_some());
            word.iter_mut().for_each(|piece| piece.c = repaired(piece));
        }
    }
    changed
}

fn is_letter(piece: &Piece) -> bool {
    piece.c.is_alphabetic() || attaches(piece.c)
}

fn words(pieces: &mut [Piece]) -> impl Iterator<Item = &mut [Piece]> {
    pieces.chunk_by_mut(|a, b| is_letter(a) == is_letter(b)).filter(|word| is_letter(&word[0]))
}
