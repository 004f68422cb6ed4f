//! Normal form C, with the order of marks that Vietnamese needs; forms and spaces of compatibility.

use super::Piece;
use crate::span::Span;
use crate::syllable::Tone;
use std::ops::Range;
use unicode_normalization::char::{canonical_combining_class, compose as compose_two, decompose_canonical};
use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Reads a word into pieces, one a character, [`plain`]; the no-break space stays, which is part of misread letters.
pub(super) fn read(text: &str, word: Range<usize>, pieces: &mut Vec<Piece>) {
    pieces.clear();
    pieces.extend(text[word.clone()].char_indices().map(|(at, c)| {
        let start = word.start + at;
        Piece { c: plain(c), from: Span::new(start, start + c.len_utf8()) }
    }));
}

/// ASCII for a full-width form, a space for every kind of space but the no-break space, a line feed for a separator of lines.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => ' ',
        '\u{2028}' | '\u{2029}' => '\n',
        // Full-width forms lie 0xfee0 above the ASCII they show.
        '\u{ff01}'..='\u{ff5e}' => char::from(((c as u32) - 0xfee0) as u8),
        _ => c,
    }
}

/// Puts spaces for no-break spaces; whether there were any.
pub(super) fn break_spaces(pieces: &mut [Piece]) -> bool {
    let spaces = pieces.iter_mut().filter(|piece| piece.c == '\u{a0}');
    spaces.map(|piece| piece.c = ' ').count() > 0
}

/// Whether `c` may combine with what stands before it, or move before marks there.
pub(super) fn attaches(c: char) -> bool {
    match c {
        '\0'..='\u{2ff}' | '\u{1e00}'..='\u{1eff}' => return false,
        '\u{300}'..='\u{34e}' => return true,
        _ => {}
    }
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    let combines =
        |c| canonical_combining_class(c) != 0 || is_nfc_quick([c].into_iter()) == IsNormalized::Maybe;
    combines(c) || first.is_some_and(combines)
}

/// Composes each letter with its marks.
pub(super) fn compose(pieces: &mut Vec<Piece>, spare: &mut Vec<Piece>) {
    spare.clear();
    let mut parts = Vec::new();
    let mut rest = pieces.as_slice();
    while let Some(first) = rest.first() {
        let marks = rest[1..].iter().take_while(|piece| attaches(piece.c)).count();
        let (cluster, others) = rest.split_at(1 + marks);
        rest = others;
        if marks == 0 && is_nfc_quick([first.c].into_iter()) == IsNormalized::Yes {
            spare.push(*first);
            continue;
        }
        parts.clear();
        cluster.iter().for_each(|piece| decompose_canonical(piece.c, |part| parts.push(part)));
        order_marks(&mut parts);
        join(&mut parts);
        if parts.iter().copied().eq(cluster.iter().map(|piece| piece.c)) {
            spare.extend_from_slice(cluster);
        } else {
            let from = Span { start: first.from.start, end: cluster[marks].from.end };
            spare.extend(parts.iter().map(|&c| Piece { c, from }));
        }
    }
    std::mem::swap(pieces, spare);
}

/// Brings the marks of one decomposed letter into canonical order, a shape before the tone, and a stroke into `đ`.
fn order_marks(parts: &mut Vec<char>) {
    let Some((&base, marks)) = parts.split_first() else { return };
    if marks.is_empty() {
        return;
    }
    for run in parts.split_mut(|&part| canonical_combining_class(part) == 0) {
        run.sort_by_key(|&mark| canonical_combining_class(mark));
    }
    // Circumflex, breve and the tones have one class, so that NFC keeps the order they are typed in.
    let shape = match base {
        'a' | 'A' => ['\u{302}', '\u{306}'],
        'e' | 'E' | 'o' | 'O' => ['\u{302}', '\u{302}'],
        _ => ['\0', '\0'],
    };
    let above = |part: &char| canonical_combining_class(*part) == 230;
    if let Some(first) = parts.iter().position(above) {
        let tones = parts[first..].iter().take_while(|&&part| above(&part) && Tone::of_mark(part).is_some());
        let behind = first + tones.count();
        if parts.get(behind).is_some_and(|mark| shape.contains(mark)) {
            parts[first..=behind].rotate_right(1);
        }
    }
    if parts[1] == '\u{335}' && matches!(base, 'd' | 'D') {
        parts[0] = if base == 'd' { 'đ' } else { 'Đ' };
        parts.remove(1);
    }
}

/// Canonical composition (UAX #15, D117) of decomposed characters in canonical order.
fn join(parts: &mut Vec<char>) {
    let mut joined = 0;
    let mut starter = None;
    let mut last_class = 0;
    for at in 0..parts.len() {
        let part = parts[at];
        let class = canonical_combining_class(part);
        if let Some(starter) = starter {
            let is_next = joined == starter + 1;
            if let Some(both) =
                (is_next || last_class < class).then(|| compose_two(parts[starter], part)).flatten()
            {
                parts[starter] = both;
                continue;
            }
        }
        if class == 0 {
            starter = Some(joined);
        }
        last_class = class;
        parts[joined] = part;
        joined += 1;
    }
    parts.truncate(joined);
}
