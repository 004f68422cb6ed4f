//! Character references of HTML (`&#273;`, `&agrave;`) in what is no HTML: markup escaped once too often, on its way into a
//! database or out of it.

use super::Piece;
use super::unicode::plain;
use crate::misread::read_as;
use crate::span::Span;
use html5ever::data::NAMED_ENTITIES;

/// The longest name, with its semicolon. Numbers are shorter, but for zeros that nobody writes.
pub(super) const LONGEST: usize = 32;

/// Puts characters for references to them; whether there were any.
pub(super) fn resolve(pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>) -> bool {
    if !pieces.iter().any(|piece| piece.c == '&') {
        return false;
    }
    spare.clear();
    let mut changed = false;
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        match reference(rest).filter(|&(characters, _)| !completes(spare, characters[0])) {
            Some((characters, len)) => {
                let from = Span { start: first.from.start, end: rest[len - 1].from.end };
                spare.extend(characters.into_iter().flatten().map(|c| Piece { c, from }));
                rest = &rest[len..];
                changed = true;
            }
            None => {
                spare.push(*first);
                rest = &rest[1..];
            }
        }
    }
    std::mem::swap(pieces, spare);
    changed
}

/// Whether a character would go on with what might become a reference by it: `&am&#112;;` is for nobody to read.
fn completes(before: &[Piece], character: Option<char>) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let open = before.iter().rev().take(LONGEST).find(|piece| !is_part(piece.c));
    character.is_some_and(|c| is_part(c) || c == ';') && open.is_some_and(|piece| piece.c == '&')
}

/// The characters, one or two, that the reference at the beginning of `pieces` is to, and its length.
fn reference(pieces: &[Piece]) -> Option<([Option<char>; 2], usize)> {
    let (mut characters, mut len) = ([Some('&'), None], 1);
    // `&amp;agrave;` was escaped twice.
    while pieces[0].c == '&'
        && characters == [Some('&'), None]
        && let Some((found, behind)) = referred(&pieces[len..])
    {
        (characters, len) = (found, len + behind);
    }
    (len > 1).then_some((characters, len))
}

/// What a reference is to that goes on so behind its `&`, and how much of it is behind.
fn referred(pieces: &[Piece]) -> Option<([Option<char>; 2], usize)> {
    let end = pieces.iter().take(LONGEST).position(|piece| piece.c == ';')? + 1;
    let name: String = pieces[..end].iter().map(|piece| piece.c).collect();
    let characters = match name.strip_prefix('#') {
        Some(number) => [numbered(number.strip_suffix(';')?), None],
        None => {
            let &(first, second) = NAMED_ENTITIES.get(&name)?;
            [first, second].map(|number| char::from_u32(number).filter(|&c| c != '\0'))
        }
    };
    let characters = characters.map(|character| character.map(plain));
    // Nobody sees a control character, and a terminal may obey one.
    let is_sound = characters[0].is_some() && !characters.into_iter().flatten().any(char::is_control);
    is_sound.then_some((characters, end))
}

/// The character with a number; of those that are control characters what Windows-1252 has there, as in browsers.
fn numbered(number: &str) -> Option<char> {
    let number = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16),
        None => number.parse(),
    };
    let number = number.ok()?;
    u8::try_from(number).map_or_else(|_| char::from_u32(number), |byte| Some(read_as(byte)))
}

#[cfg(test)]
mod tests {
    use crate::clean::clean;

    #[test]
    fn letters_marks_and_signs() {
        for (written, meant) in [
            ("K&#7871;t qu&#x1EA3; c&ograve;n l&#7841;i", "Kết quả còn lại"),
            (
                "&ldquo;H&#7885;c t&#7853;p&rdquo;&nbsp;v&agrave; l&agrave;m theo&#133;",
                "“Học tập” và làm theo…",
            ),
            ("Vi&amp;ecirc;&amp;amp;#803;t R&amp;amp;D", "Việt R&D"),
            ("tie&#770;&#769;ng Vie&#803;&#770;t", "tiếng Việt"),
            ("Vi&aacute;&raquo;&Dagger;t", "Việt"),
        ] {
            let cleaned = clean(written);
            assert_eq!(cleaned.text, meant);
            assert_eq!(clean(meant).text, meant);
        }
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in [
            "R&D; AT&T",
            "?a=1&b=2&copy=3",
            "&#27;[31m &#0; &#x110000; &#; &; &khongco; & amp;",
            "&&&;; &am&#112;;",
        ] {
            assert_eq!(clean(text).text, text);
        }
    }

    #[test]
    fn edits_lead_back() {
        let cleaned = clean("v&agrave; h&#7885;c");
        let learn = cleaned.text.find("học").unwrap();
        let span = crate::span::Span::new(learn, learn + "học".len());
        assert_eq!(cleaned.edits.original(span), crate::span::Span::new(10, 19));
    }
}
