//! Repeated leads: text that a page prints twice or three times.
//!
//! Content systems make the teaser above an article from its beginning: the first paragraph whole, the first
//! paragraphs joined and cut with `...`, or both one below the other. Lines are compared as words (by key, so tone
//! placement, case and normalisation form do not count), never as bytes, and only from their beginnings: the same
//! campaign name in lead and body is no repeat.

use super::line::{Ending, Sight, is_word};
use super::role::same_words;
use super::{How, Line, Repeat, Role};
use crate::folding::fold;
use crate::span::Span;
use crate::syllable::{Forms, Kind};
use crate::tokens::Tokens;
use std::cmp::Reverse;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_64;

/// Words that two lines must begin with alike before they are compared at all.
const OPENING: usize = 6;
/// Shortest repeat of running text, in words: shorter lines recur by custom, `Xin cảm ơn ông!`.
const SHORTEST: usize = 8;
/// Shortest repeat, in words, that is a piece of both lines: it must end with a sentence on both sides.
const SHORTEST_PIECE: usize = 14;
/// Longest place and paper before a lead, in words: `(Báo Vân Sơn điện tử) - `, `BTN - `.
const DATELINE: usize = 6;
/// Lines that a line is compared with, the first that begin as it does: pages print a lead three times, verse a line
/// ten. A table of a thousand equal rows would be compared a million times.
const PRINTS: usize = 16;
/// Lines between two pieces of a spread lead: a picture, its caption and its credit.
const BETWEEN: usize = 3;

/// The words of the lines as token indices, found when a line is compared.
struct Words<'a> {
    lines: &'a [Sight<'a>],
    tokens: &'a Tokens,
    forms: &'a Forms,
}

/// Finds repeats, writes them to the later line of each pair, and marks lines that were cut.
///
/// Returns the spans whose phrases must not be counted, in order.
pub(super) fn find(
    seen: &[Sight],
    lines: &mut [Line],
    title: Option<usize>,
    tokens: &Tokens,
    forms: &Forms,
) -> Vec<Span> {
    let words = Words { lines: seen, tokens, forms };
    let mut found = Vec::new();
    let mut openings = words.openings(lines);
    openings.sort_unstable();
    for alike in openings.chunk_by(|a, b| a.0 == b.0) {
        for (index, &(_, later, later_from)) in alike.iter().enumerate() {
            for &(_, earlier, earlier_from) in
                alike[..index.min(PRINTS)].iter().filter(|other| other.1 != later)
            {
                words.align(
                    lines,
                    (earlier as usize, earlier_from),
                    (later as usize, later_from),
                    &mut found,
                );
            }
        }
    }
    for again in title.into_iter().flat_map(|title| titles(lines, title)) {
        let start = |line: usize| (line, seen[line].tokens.start);
        words.align_pair(start(again.0), start(again.1), &mut found);
    }
    found.sort_unstable_by_key(|pair: &Pair| (pair.there, pair.here, pair.span_there.start));
    found.dedup_by_key(|pair| (pair.there, pair.here, pair.span_there.start));
    if let Some(title) = title {
        slugs(seen, lines, title, &mut found);
    }
    if found.is_empty() {
        return Vec::new();
    }
    promote_leads(lines, &found);
    let mut uncounted = Vec::new();
    for pair in &found {
        if let Some(cut) = pair.cut {
            lines[cut].truncated = true;
        }
    }
    for pair in &found {
        // The copy that counts: uncut before cut, body before teaser, first before later.
        let rank = |line: usize| {
            (lines[line].truncated, lines[line].role != Role::Body && lines[line].role != Role::Title, line)
        };
        let (line, span) = if rank(pair.there) > rank(pair.here) {
            (pair.there, pair.span_there)
        } else {
            (pair.here, pair.span_here)
        };
        if lines[line].role != Role::ImageSlug {
            uncounted.push(span);
        }
    }
    // Of copies of the same words the most complete is named, then the first.
    found.sort_by_key(|pair| pair.here);
    for of_line in found.chunk_by(|a, b| a.here == b.here) {
        // Of two that begin at different words of one line, the longer.
        let rank = |pair: &Pair| {
            (lines[pair.there].truncated, pair.there, Reverse(pair.span_here.end - pair.span_here.start))
        };
        let told = |pair: &&Pair| {
            let better = |other: &Pair| rank(other) < rank(pair) && other.span_here.contains(pair.span_here);
            !of_line.iter().any(better)
        };
        let repeat = |pair: &Pair| Repeat {
            line: pair.there,
            here: pair.span_here,
            there: pair.span_there,
            how: pair.how,
        };
        let repeats: Vec<Repeat> = of_line.iter().filter(told).map(repeat).collect();
        lines[of_line[0].here].repeats = repeats;
    }
    merge(uncounted)
}

/// Two places with the same words, the later one `here`.
struct Pair {
    here: usize,
    there: usize,
    span_here: Span,
    span_there: Span,
    how: How,
    /// The line that was cut, where one was.
    cut: Option<usize>,
}

impl Words<'_> {
    /// Hash of the first words of each line of running text, once from its beginning and once from behind a dateline.
    fn openings(&self, lines: &[Line]) -> Vec<(u64, u32, usize)> {
        let mut openings = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            if !is_running(line.role) || self.lines[index].words < OPENING {
                continue;
            }
            let tokens = self.lines[index].tokens.clone();
            for from in [Some(tokens.start), self.behind_dateline(tokens)].into_iter().flatten() {
                if let Some(hash) = self.opening(index, from) {
                    openings.push((hash, index as u32, from));
                }
            }
        }
        openings
    }

    fn opening(&self, line: usize, from: usize) -> Option<u64> {
        let mut bytes = [0; OPENING * 8];
        let mut at = from;
        for slot in bytes.chunks_exact_mut(8) {
            at = self.word(line, at)?;
            slot.copy_from_slice(&self.forms.hash(self.tokens.forms[at]).to_le_bytes());
            at += 1;
        }
        Some(xxh3_64(&bytes))
    }

    /// The first word of `line` at or behind token `at`.
    fn word(&self, line: usize, at: usize) -> Option<usize> {
        (at..self.lines[line].tokens.end).find(|&token| is_word(self.tokens.form(token, self.forms).kind))
    }

    /// Behind `BTN - `, `(TTXVN) – `, `Vân Sơn: `.
    fn behind_dateline(&self, tokens: Range<usize>) -> Option<usize> {
        let limit = tokens.end.min(tokens.start + DATELINE + 3);
        (tokens.start + 1..limit)
            .find(|&token| {
                let form = self.tokens.forms[token];
                self.forms.form(form).kind == Kind::Punctuation
                    && matches!(self.forms.surface(form), "-" | "–" | "—")
            })
            .map(|dash| dash + 1)
    }

    /// Walks two lines that begin alike, and goes on to the next line where one of them is used up and the other
    /// is not: a lead that is spread over paragraphs.
    fn align(&self, lines: &[Line], earlier: (usize, usize), later: (usize, usize), found: &mut Vec<Pair>) {
        let ((mut a, mut a_from), (mut b, mut b_from)) =
            if earlier.0 < later.0 { (earlier, later) } else { (later, earlier) };
        let bound = b;
        let mut shortest = SHORTEST;
        while let Some(piece) = self.piece((a, a_from), (b, b_from), shortest) {
            let Piece { a_end, b_end, a_done, b_done, cut } = piece;
            found.push(self.pair((a, a_from), (b, b_from), &piece));
            match (a_done, b_done) {
                (true, false) if cut.is_none() => {
                    let Some(next) = self.next_running(lines, a).filter(|&next| next < bound) else { return };
                    (a, a_from, b_from) = (next, self.lines[next].tokens.start, b_end);
                }
                (false, true) if cut.is_none() => {
                    let Some(next) = self.continuation(lines, b, (a, a_end)) else { return };
                    (b, b_from, a_from) = (next, self.lines[next].tokens.start, a_end);
                }
                _ => return,
            }
            // What follows a repeat needs no length of its own.
            shortest = 1;
        }
    }

    /// The two prints of a title, which may be short.
    fn align_pair(&self, a: (usize, usize), b: (usize, usize), found: &mut Vec<Pair>) {
        found.extend(self.piece(a, b, 1).map(|piece| self.pair(a, b, &piece)));
    }

    fn pair(&self, (a, a_from): (usize, usize), (b, b_from): (usize, usize), piece: &Piece) -> Pair {
        let whole = |line: usize, from: usize, done: bool| done && from == self.lines[line].tokens.start;
        let how = match piece.cut {
            Some(_) => How::Cut,
            None if whole(a, a_from, piece.a_done) && whole(b, b_from, piece.b_done) => How::Exact,
            None => How::Prefix,
        };
        let (span_there, span_here) = self.spans(a_from..piece.a_end, a, b_from..piece.b_end, b);
        let cut = piece.cut.map(|side| if side == Side::A { a } else { b });
        Pair { here: b, there: a, span_here, span_there, how, cut }
    }

    fn next_running(&self, lines: &[Line], line: usize) -> Option<usize> {
        (line + 1..lines.len()).find(|&next| is_running(lines[next].role))
    }

    /// The line behind `line` that goes on as `a` does from the given token.
    fn continuation(&self, lines: &[Line], line: usize, (a, a_from): (usize, usize)) -> Option<usize> {
        let wanted = self.word(a, a_from)?;
        let behind =
            (line + 1..lines.len()).filter(|&next| lines[next].role != Role::Blank).take(BETWEEN + 1);
        // A first paragraph that is the lead alone comes twice in a teaser made of lead and body.
        behind.chain([line]).filter(|&next| is_running(lines[next].role)).find(|&next| {
            self.word(next, self.lines[next].tokens.start)
                .is_some_and(|token| self.key(token) == self.key(wanted))
        })
    }

    fn key(&self, token: usize) -> u32 {
        self.tokens.form(token, self.forms).key.0
    }

    /// The longest common beginning of two lines from the given tokens, if it is a repeat: one side is used up, or it
    /// ends with a sentence on both.
    fn piece(
        &self,
        (a, a_from): (usize, usize),
        (b, b_from): (usize, usize),
        shortest: usize,
    ) -> Option<Piece> {
        let (mut a_at, mut b_at, mut count) = (a_from, b_from, 0);
        let (mut a_end, mut b_end) = (a_from, b_from);
        let mut sentence = None;
        let (mut next_a, mut next_b);
        loop {
            (next_a, next_b) = (self.word(a, a_at), self.word(b, b_at));
            if count >= SHORTEST_PIECE
                && self.ends_sentence(a_end, next_a)
                && self.ends_sentence(b_end, next_b)
            {
                sentence = Some((a_end, b_end));
            }
            let (Some(word_a), Some(word_b)) = (next_a, next_b) else { break };
            if self.key(word_a) != self.key(word_b) {
                break;
            }
            count += 1;
            (a_at, b_at) = (word_a + 1, word_b + 1);
            (a_end, b_end) = (a_at, b_at);
        }
        // A teaser may be cut inside its last word, `kinh t...`.
        let half = |line: usize, word: Option<usize>, other: Option<usize>| {
            let (Some(word), Some(other)) = (word, other) else { return false };
            self.lines[line].ending == Ending::Ellipsis
                && self.word(line, word + 1).is_none()
                && self.surface(other).starts_with(self.surface(word))
        };
        let a_done = next_a.is_none() || half(a, next_a, next_b);
        let b_done = next_b.is_none() || half(b, next_b, next_a);
        let cut_off = |line: usize, done: bool| done && self.lines[line].ending == Ending::Ellipsis;
        let cut = if cut_off(a, a_done) && !b_done {
            Some(Side::A)
        } else if cut_off(b, b_done) && !a_done {
            Some(Side::B)
        } else {
            None
        };
        if count >= shortest && (a_done || b_done) {
            return Some(Piece { a_end, b_end, a_done, b_done, cut });
        }
        let (a_end, b_end) = sentence?;
        Some(Piece { a_end, b_end, a_done: false, b_done: false, cut: None })
    }

    fn surface(&self, token: usize) -> &str {
        self.forms.surface(self.tokens.forms[token])
    }

    /// Whether a sentence ends between the token before `end` and the next word of its line.
    fn ends_sentence(&self, end: usize, next: Option<usize>) -> bool {
        let Some(next) = next else { return true };
        let begins = self.tokens.sentences.partition_point(|&start| (start as usize) < end);
        self.tokens.sentences.get(begins).is_some_and(|&start| start as usize <= next)
    }

    /// The spans of two equal runs of tokens, with the marks around them that are equal too.
    fn spans(&self, a: Range<usize>, a_line: usize, b: Range<usize>, b_line: usize) -> (Span, Span) {
        let first = |line: usize, range: &Range<usize>| self.word(line, range.start).unwrap_or(range.start);
        let (mut a_start, mut b_start) = (first(a_line, &a), first(b_line, &b));
        while a_start > a.start && b_start > b.start && self.key(a_start - 1) == self.key(b_start - 1) {
            (a_start, b_start) = (a_start - 1, b_start - 1);
        }
        let (mut a_end, mut b_end) = (a.end, b.end);
        let mark = |token: usize, line: usize| {
            token < self.lines[line].tokens.end && !is_word(self.tokens.form(token, self.forms).kind)
        };
        while mark(a_end, a_line) && mark(b_end, b_line) && self.key(a_end) == self.key(b_end) {
            (a_end, b_end) = (a_end + 1, b_end + 1);
        }
        (self.tokens.span(a_start..a_end, self.forms), self.tokens.span(b_start..b_end, self.forms))
    }
}

#[derive(Clone, Copy)]
struct Piece {
    a_end: usize,
    b_end: usize,
    a_done: bool,
    b_done: bool,
    cut: Option<Side>,
}

#[derive(Clone, Copy, PartialEq)]
enum Side {
    A,
    B,
}

fn is_running(role: Role) -> bool {
    matches!(role, Role::Title | Role::Lead | Role::Body | Role::Caption)
}

/// Pairs of the title and its other print, `Title - Báo Vân Sơn`; both may be shorter than any repeat of running text.
fn titles(lines: &[Line], title: usize) -> Vec<(usize, usize)> {
    let others = (0..lines.len()).filter(|&index| index != title && lines[index].role == Role::Title);
    others.map(|other| (other.min(title), other.max(title))).collect()
}

/// Alt texts that are the title without accents.
fn slugs(seen: &[Sight], lines: &[Line], title: usize, found: &mut Vec<Pair>) {
    let slugs = lines.iter().enumerate().filter(|(_, line)| line.role == Role::ImageSlug);
    for (index, _) in slugs {
        if same_words(&fold(seen[title].text), &fold(seen[index].text)) {
            let (here, there) = (index.max(title), index.min(title));
            let span = |line: usize| seen[line].part(seen[line].text);
            found.push(Pair {
                here,
                there,
                span_here: span(here),
                span_there: span(there),
                how: How::Folded,
                cut: None,
            });
        }
    }
}

/// A second teaser below the lead, cut or whole, is a lead too if all of it comes again in the body.
fn promote_leads(lines: &mut [Line], found: &[Pair]) {
    let Some(lead) = lines.iter().position(|line| matches!(line.role, Role::Lead | Role::Body)) else {
        return;
    };
    let is_text = |index: &usize| matches!(lines[*index].role, Role::Lead | Role::Body);
    let text: Vec<usize> = (lead..lines.len()).filter(is_text).take(3).collect();
    for (place, &index) in text.iter().enumerate() {
        let cut = found.iter().any(|pair| pair.cut == Some(index));
        let repeats = found.iter().any(|pair| pair.here == index && pair.there == lead);
        let last = found
            .iter()
            .filter(|pair| pair.there == index && pair.how != How::Folded)
            .map(|pair| pair.span_there.end)
            .max();
        let comes_again = last.is_some_and(|end| end + 3 >= lines[index].span.end);
        let teaser = if place == 0 { cut || comes_again } else { cut || (repeats && comes_again) };
        if !teaser {
            break;
        }
        lines[index].role = Role::Lead;
    }
}

/// Spans in order, those that touch or overlap joined.
fn merge(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut merged: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => merged.push(span),
        }
    }
    merged
}
