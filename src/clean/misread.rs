//! Words that are UTF-8 read byte by byte as Latin-1 or Windows-1252 (mojibake): `Viá»‡t` for `Việt`.
//!
//! Each such character was a lead byte, one of `Â` to `ô`, with signs behind it. Vietnamese has most of the leads, and
//! puts some of the signs behind words: `«chiếc lá»…` is sound, and so is `XÃ”` before the end of a quotation. Hence a word
//! is taken for misread only where it then is a syllable and as it stands cannot be one; what is left in doubt is decided
//! by the line it stands in.

use super::Piece;
use super::lookalike::reads_as_syllable;
use super::unicode::attaches;
use crate::misread::{character, lost_letter};
use crate::span::Span;
use crate::syllable::{Shape, Tone, split_tone};
use std::ops::Range;

/// What is known of the line that a word stands in.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Line {
    /// Nothing: only words beyond doubt are misread.
    Sound,
    /// Some words are misread: those in doubt are, too.
    Mixed,
    /// Some words are misread, and the line has no character that no byte is read as: all of it is.
    Misread,
}

/// A character, as it is or as it was before it was misread, and the pieces it stands in.
struct Item {
    c: char,
    pieces: Range<usize>,
}

impl Item {
    fn was_misread(&self) -> bool {
        self.pieces.len() > 1
    }
}

/// How often one text may have been misread in turn. Without a limit, a word made for it takes time by the square of its
/// length.
const LAYERS: usize = 4;

/// How far is looked around a letter: further than a misread syllable reaches, and no whole line without spaces, which would
/// take time by the square of its length.
const NEAR: usize = 48;

/// Puts misread words right; whether there were any.
pub(super) fn resolve(pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>, line: Line) -> bool {
    let is_lead = |c| matches!(c, 'Â'..='ô');
    let suspect = |pair: &[Piece]| is_lead(pair[0].c) && !pair[1].c.is_ascii();
    if !pieces.windows(2).any(suspect)
        && (line != Line::Misread || !pieces.iter().any(|piece| is_lead(piece.c)))
    {
        return false;
    }
    let Some(items) = items(pieces) else { return false };
    spare.clear();
    let mut changed = false;
    let mut rest = items.as_slice();
    while let Some(first) = rest.first() {
        let (letters, lost) = match line {
            Line::Misread => (1, lost_here(first, pieces, spare)),
            Line::Sound | Line::Mixed => (rest.iter().take_while(|item| is_letter(item.c)).count(), None),
        };
        let (group, behind) = rest.split_at(letters.max(1));
        if is_misread(group, pieces, line) {
            changed = true;
            spare.extend(
                group.iter().map(|item| Piece { c: item.c, from: from(&pieces[item.pieces.clone()]) }),
            );
            rest = behind;
        } else if let Some((letter, remains)) = lost {
            changed = true;
            rest = &rest[rest.iter().take_while(|item| item.pieces.start < remains.end).count()..];
            spare.push(Piece { c: letter, from: from(&pieces[remains]) });
        } else {
            group.iter().for_each(|item| spare.extend_from_slice(&pieces[item.pieces.clone()]));
            rest = behind;
        }
    }
    if changed {
        std::mem::swap(pieces, spare);
    }
    changed
}

/// The characters of `pieces` before they were misread, however often; none where there is no end to it.
fn items(pieces: &[Piece]) -> Option<Vec<Item>> {
    let mut items: Vec<Item> =
        pieces.iter().enumerate().map(|(at, piece)| Item { c: piece.c, pieces: at..at + 1 }).collect();
    for _ in 0..=LAYERS {
        let before = items.len();
        let mut kept = 0;
        let mut at = 0;
        while at < before {
            // What is behind an eth waits for what becomes of that: it may be a đ.
            let first = items[at].c;
            let found =
                character(items[at..].iter().map(|item| item.c)).filter(|_| !matches!(first, 'ð' | 'Ð'));
            let (c, count) = found.unwrap_or((first, 1));
            items[kept] = Item { c, pieces: items[at].pieces.start..items[at + count - 1].pieces.end };
            kept += 1;
            at += count;
        }
        items.truncate(kept);
        if kept == before {
            return Some(items);
        }
    }
    None
}

/// Whether `group`, the letters of one word or a sign, is right as it was before it was misread, and not as it stands.
fn is_misread(group: &[Item], pieces: &[Piece], line: Line) -> bool {
    let mut misread = group.iter().filter(|item| item.was_misread()).peekable();
    let Some(first) = misread.peek() else { return false };
    if line == Line::Misread {
        return true;
    }
    if !is_letter(first.c) {
        let mark = matches!(first.c, '\u{2010}'..='\u{203a}' | '\u{feff}');
        // `25Â°`, but the last letter of `«CHÂ»` stands for itself.
        let letter = first.pieces.start > 0 && pieces[first.pieces.start - 1].c.is_uppercase();
        return mark || (line != Line::Sound && !letter && !first.c.is_control());
    }
    let beyond_doubt = |item: &Item| cannot_stand(item, pieces);
    if is_syllable(group) {
        let vietnamese = misread.clone().all(|item| is_vietnamese(item.c));
        return (vietnamese && misread.any(beyond_doubt))
            || (line != Line::Sound && !opens_quotation(&pieces[..group[0].pieces.start]));
    }
    // `MÃ¼ller`
    line != Line::Sound && misread.all(beyond_doubt)
}

/// Whether sound text cannot have what `item` stands in.
fn cannot_stand(item: &Item, pieces: &[Piece]) -> bool {
    let (before, behind) = (&pieces[..item.pieces.start], &pieces[item.pieces.end..]);
    let written = &pieces[item.pieces.clone()];
    let (lead, signs) = (written[0].c, &written[1..]);
    let ends_word = |c| "»”’…–—¹²³°™®\u{a0}\u{ad}".contains(c);
    !is_vietnamese(lead)
        || (lead.is_uppercase() && before.last().is_some_and(|piece| piece.c.is_lowercase()))
        || signs.iter().any(|sign| !ends_word(sign.c))
        || behind.first().is_some_and(|piece| is_letter(piece.c))
}

fn is_syllable(group: &[Item]) -> bool {
    // A syllable has at most eleven characters, with its marks apart.
    let word: String = group.iter().take(12).map(|item| item.c).collect();
    group.len() < 12 && Shape::of(&word) != Shape::Mixed && reads_as_syllable(&word)
}

fn opens_quotation(before: &[Piece]) -> bool {
    before.iter().rev().take(NEAR).any(|piece| matches!(piece.c, '«' | '“'))
}

/// The letter that lost a byte and of which the remains begin with `item`, behind the word's head in `before`; and the
/// remains.
fn lost_here(item: &Item, pieces: &[Piece], before: &[Piece]) -> Option<(char, Range<usize>)> {
    if item.was_misread() || !matches!(item.c, 'á' | 'Ã' | 'Ä') {
        return None;
    }
    let letters = before.iter().rev().take(NEAR).take_while(|piece| is_letter(piece.c)).count();
    let head: String = before[before.len() - letters..].iter().map(|piece| piece.c).collect();
    let rest: String = pieces[item.pieces.start..].iter().take(NEAR).map(|piece| piece.c).collect();
    let (letter, behind) = lost_letter(&head, &rest)?;
    let remains = rest[..rest.len() - behind.len()].chars().count();
    Some((letter, item.pieces.start..item.pieces.start + remains))
}

fn from(pieces: &[Piece]) -> Span {
    Span { start: pieces[0].from.start, end: pieces[pieces.len() - 1].from.end }
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || attaches(c)
}

/// A letter of Vietnamese outside ASCII, or a mark of one.
fn is_vietnamese(c: char) -> bool {
    matches!(c, '\u{302}' | '\u{306}' | '\u{31b}')
        || Tone::of_mark(c).is_some()
        || (!c.is_ascii() && "aăâdđeêioôơuưyAĂÂDĐEÊIOÔƠUƯY".contains(split_tone(c).0))
}
