//! Characters that show nothing: zero-width spaces and joiners, soft hyphens, byte order marks, marks of direction.

use super::Piece;
use super::lookalike::reads_as_syllable;
use super::unicode::attaches;

#[derive(Clone, Copy, PartialEq)]
enum Invisible {
    /// U+200B, which parts words where it stands between two.
    Break,
    /// Joiners and marks of direction, which other scripts and emoji need.
    Joiner,
    /// What has no business inside a text: soft hyphens, byte order marks.
    Junk,
}

impl Invisible {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '\u{200b}' => Invisible::Break,
            '\u{34f}'
            | '\u{61c}'
            | '\u{200c}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' => Invisible::Joiner,
            '\u{ad}' | '\u{180e}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' => {
                Invisible::Junk
            }
            _ => return None,
        })
    }
}

/// Takes out what shows nothing, or puts a space for it; whether it did.
pub(super) fn resolve(pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>) -> bool {
    if !pieces.iter().any(|piece| Invisible::of(piece.c).is_some()) {
        return false;
    }
    spare.clear();
    let mut changed = false;
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces[at..].iter().take_while(|piece| Invisible::of(piece.c).is_some()).count();
        let (invisible, behind) = pieces[at..].split_at(run);
        for piece in invisible {
            let Some(kind) = Invisible::of(piece.c) else { continue };
            let fate = what_becomes(kind, spare, behind);
            changed |= fate != Fate::Stays;
            match fate {
                Fate::Stays => spare.push(*piece),
                Fate::Space => spare.push(Piece { c: ' ', from: piece.from }),
                Fate::Goes => {}
            }
        }
        spare.extend(behind.first());
        at += run + 1;
    }
    std::mem::swap(pieces, spare);
    changed
}

#[derive(PartialEq)]
enum Fate {
    Stays,
    Space,
    Goes,
}

fn what_becomes(kind: Invisible, before: &[Piece], behind: &[Piece]) -> Fate {
    let (Some(last), Some(next)) = (before.last(), behind.first()) else { return Fate::Goes };
    if kind != Invisible::Junk && needs_joiners(last.c) && needs_joiners(next.c) {
        return Fate::Stays;
    }
    if !is_letter(last.c) || !is_letter(next.c) || attaches(next.c) {
        return Fate::Goes;
    }
    let left = before.iter().rev().take_while(|piece| is_letter(piece.c)).take(LONGEST + 1).count();
    let right = behind.iter().take_while(|piece| is_letter(piece.c)).take(LONGEST + 1).count();
    let letters = |pieces: &[Piece]| pieces.iter().map(|piece| piece.c).collect::<String>();
    let (before, behind) = (letters(&before[before.len() - left..]), letters(&behind[..right]));
    if reads_as_syllable(&format!("{before}{behind}")) {
        return Fate::Goes;
    }
    let whole = [reads_as_syllable(&before), reads_as_syllable(&behind)];
    let parts = match kind {
        // A letter that is no syllable (`n`, `đ`) was torn off a word.
        Invisible::Break => (left > 1 || whole[0]) && (right > 1 || whole[1]),
        Invisible::Joiner | Invisible::Junk => whole[0] && whole[1],
    };
    if parts { Fate::Space } else { Fate::Goes }
}

/// More letters than a syllable has, even in pieces: what is longer need not be read to the end.
const LONGEST: usize = 16;

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || attaches(c)
}

/// Letters of scripts, and emoji, in which joiners and marks of direction have a meaning.
fn needs_joiners(c: char) -> bool {
    !matches!(c, '\0'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2000}'..='\u{206f}')
}
