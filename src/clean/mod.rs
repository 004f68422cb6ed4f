//! Text to text with the faults of its encoding repaired, and a way back to the bytes it came from.
//!
//! What is rewritten is what the writer cannot have meant: letters in pieces, marks in an order no keyboard types,
//! the Icelandic *ð* for *đ*, a Cyrillic *о* in a Latin word, bytes taken for Latin letters, letters left escaped as in
//! HTML, characters that show nothing. Tone placement, case, quotes and dashes stay as the article has them; those are equal as
//! [keys](crate::syllable::Key).

mod edits;
mod invisible;
mod letters;
mod lookalike;
mod misread;
mod references;
mod scan;
mod unicode;

pub use edits::{Edit, Edits};

use crate::misread::byte_of;
use crate::span::Span;
use letters::LETTERS;
use misread::Line;
use std::borrow::Cow;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// A text without encoding faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'a> {
    /// The text; borrowed where there was nothing to repair.
    pub text: Cow<'a, str>,
    /// What was changed, empty where there was nothing to repair.
    pub edits: Edits,
}

/// Longer texts are left as they are: a `u32` could not count the bytes of what composing them may give
/// (up to three times as many).
const LONGEST: usize = (u32::MAX / 3) as usize;

/// Repairs the encoding faults of `text`:
///
/// * NFC, where marks of shape go before tone marks (`tié̂ng` is `tiếng`) and `d` with a short stroke is `đ`;
/// * `ð Ð ɖ Ɖ` in Vietnamese words and abbreviations are `đ Đ`, `ǎ Ǎ` in syllables `ă Ă`, Cyrillic and Greek
///   letters that look Latin are Latin in a word that is otherwise so;
/// * words that are UTF-8 read as Latin-1 or Windows-1252 (`Viá»‡t`) are what they were, where that makes syllables of
///   what cannot be any; so is what is in doubt in the same line;
/// * character references of HTML (`&#273;`, `&agrave;`, `&nbsp;`) are what they refer to, however often they were escaped;
/// * zero-width characters, soft hyphens and byte order marks go, or become a space where they alone part two
///   words (`đồng<U+200B>chí`); scripts that need joiners and emoji keep theirs;
/// * full-width forms are ASCII; no-break, narrow and other spaces are a space; U+2028, U+2029 and a carriage
///   return that no line feed follows are a line feed.
///
/// `clean(clean(x))` is `clean(x)`, and the NFC and NFD of a text have one cleaned text. Clean text is scanned in
/// blocks of 64 bytes and never copied; else the words with a fault are rewritten, and nothing but them. Texts
/// above 1.4 GB are returned as they are.
///
/// ```
/// use chinhluan::{clean::clean, span::Span};
/// let cleaned = clean("Ðảng bộ tié̂p tục");
/// assert_eq!(cleaned.text, "Đảng bộ tiếp tục");
/// assert_eq!(cleaned.edits.as_slice().len(), 2);
/// // `tiếp` was a byte longer where it came from: é is one character, its circumflex another.
/// let span = Span::new(13, 19);
/// assert_eq!((span.of(&cleaned.text), cleaned.edits.original(span)), ("tiếp", Span::new(13, 20)));
/// ```
pub fn clean(text: &str) -> Cleaned<'_> {
    let bytes = text.as_bytes();
    if text.len() > LONGEST || scan::next_fault(bytes, 0).is_none() {
        return Cleaned { text: Cow::Borrowed(text), edits: Edits::default() };
    }
    let mut rewriting = Rewriting::of(text);
    let mut from = 0;
    while let Some(fault) = scan::next_fault(bytes, from) {
        from = match bytes[fault] {
            b'\r' => rewriting.line_ends(fault),
            lead => {
                let word = word_around(bytes, from, fault);
                let done = if lead == 0xcc { rewriting.letters(word.start) } else { word.start };
                if done > word.start { done } else { rewriting.word(word) }
            }
        };
    }
    rewriting.finish()
}

/// What stands between ASCII white space around `at`: no mark attaches to a space and no word goes on behind one,
/// so nothing outside it can matter.
fn word_around(bytes: &[u8], from: usize, at: usize) -> Range<usize> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let start = bytes[from..at].iter().rposition(is_space).map_or(from, |space| from + space + 1);
    let end = bytes[at..].iter().position(is_space).map_or(bytes.len(), |len| at + len);
    start..end
}

fn line_around(text: &str, word: Range<usize>) -> Range<usize> {
    let start = text[..word.start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let end = text[word.end..].find(['\n', '\r']).map_or(text.len(), |len| word.end + len);
    start..end
}

/// A character on its way from the original to the cleaned text.
#[derive(Clone, Copy, Debug)]
struct Piece {
    c: char,
    /// The bytes of the original it comes from; several pieces may share them.
    from: Span,
}

struct Rewriting<'a> {
    text: &'a str,
    /// Bytes of `text` that are done.
    done: usize,
    cleaned: String,
    edits: Vec<Edit>,
    pieces: Vec<Piece>,
    spare: Vec<Piece>,
}

impl<'a> Rewriting<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            done: 0,
            cleaned: String::with_capacity(text.len()),
            edits: Vec::new(),
            pieces: Vec::new(),
            spare: Vec::new(),
        }
    }

    /// Copies what is clean up to `end`.
    fn copy(&mut self, end: usize) {
        self.cleaned.push_str(&self.text[self.done..end]);
        self.done = end;
    }

    /// Turns the run of carriage returns at `start` into line feeds.
    fn line_ends(&mut self, start: usize) -> usize {
        self.copy(start);
        while self.text.as_bytes().get(self.done) == Some(&b'\r') {
            let end = self.done + 1;
            self.put(end, |cleaned| cleaned.push('\n'));
        }
        self.done
    }

    /// The short way for decomposed text: puts letters together in words that have no other fault, from the one that begins
    /// at `start`. Returns where the first word begins that it leaves as it was, or that the scan finds no sooner.
    fn letters(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        let (mut word, mut letter, mut at) = (start, start, start);
        while at < bytes.len() {
            match bytes[at] {
                b'\r' => return at,
                b'&' if scan::begins_fault(&bytes[at..]) => return self.leave(word),
                byte if byte.is_ascii_whitespace() => {
                    at += 1;
                    word = at;
                    if at - self.done.max(start) > scan::BLOCK {
                        return at;
                    }
                }
                byte if byte.is_ascii() => {
                    letter = at;
                    at += 1;
                }
                0xcc if at > word => match self.letter(letter, at) {
                    Some(end) => (letter, at) = (end, end),
                    None => return self.leave(word),
                },
                _ if scan::begins_fault(&bytes[at..]) => return self.leave(word),
                lead => {
                    letter = at;
                    at += (lead.leading_ones() as usize).min(bytes.len() - at);
                }
            }
        }
        at
    }

    /// Puts the letter at `start` and the marks at `marks` together; returns where they end.
    fn letter(&mut self, start: usize, marks: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let (letter, len) = LETTERS.compose(self.text[start..marks].chars().next()?, &bytes[marks..])?;
        let end = marks + len;
        // With a sign behind it, it may have been a byte.
        if bytes.get(end).is_some_and(|&behind| behind >= 0xc2) && letter < '\u{100}' {
            return None;
        }
        self.copy(start);
        self.put(end, |cleaned| cleaned.push(letter));
        Some(end)
    }

    /// Leaves `word` as it was.
    fn leave(&mut self, word: usize) -> usize {
        if self.done > word {
            self.go_back(word);
        }
        word
    }

    /// Repairs one word, or where it turns out to be misread, its whole line; returns where it ends.
    fn word(&mut self, word: Range<usize>) -> usize {
        if self.repair(word.clone(), Line::Sound) {
            self.line(line_around(self.text, word))
        } else {
            word.end
        }
    }

    /// Repairs one word; the order of the steps is what makes cleaning twice the same as cleaning once. Whether any of it
    /// was misread.
    fn repair(&mut self, word: Range<usize>, mut line: Line) -> bool {
        self.copy(word.start);
        let (mut pieces, mut spare) = (std::mem::take(&mut self.pieces), std::mem::take(&mut self.spare));
        unicode::read(self.text, word.clone(), &mut pieces);
        unicode::compose(&mut pieces, &mut spare);
        let mut misread = false;
        loop {
            if references::resolve(&mut pieces, &mut spare) {
                unicode::compose(&mut pieces, &mut spare);
            }
            while misread::resolve(&mut pieces, &mut spare, line) {
                misread = true;
                // The letters that came of it lost no byte.
                line = Line::Mixed;
                // They may have been letters in pieces.
                unicode::compose(&mut pieces, &mut spare);
            }
            let mut changed = unicode::break_spaces(&mut pieces);
            if invisible::resolve(&mut pieces, &mut spare) {
                changed = true;
                // What stood apart now touches.
                unicode::compose(&mut pieces, &mut spare);
            }
            if lookalike::to_latin(&mut pieces) {
                changed = true;
                // A Latin letter takes marks that a Cyrillic one does not.
                unicode::compose(&mut pieces, &mut spare);
            }
            if !changed {
                break;
            }
        }
        lookalike::to_dd(&mut pieces);
        if lookalike::to_breve(&mut pieces) {
            // Which take marks that their twins do not.
            unicode::compose(&mut pieces, &mut spare);
        }
        self.put_all(&pieces, word.end);
        (self.pieces, self.spare) = (pieces, spare);
        misread
    }

    /// Repairs a line, from its first word, of which some words are misread.
    fn line(&mut self, line: Range<usize>) -> usize {
        self.go_back(line.start);
        let text = &self.text[line.clone()];
        let kind = if text.nfc().all(|c| byte_of(c).is_some()) { Line::Misread } else { Line::Mixed };
        let bytes = self.text.as_bytes();
        let mut at = line.start;
        while let Some(skip) = bytes[at..line.end].iter().position(|byte| !byte.is_ascii_whitespace()) {
            let start = at + skip;
            at = word_around(&bytes[..line.end], start, start).end;
            // `lÃ  má»™t`, of which the no-break space was made a space.
            while kind == Line::Misread && self.text[start..at].ends_with(['Ã', '\u{303}']) && at < line.end
            {
                at = word_around(&bytes[..line.end], start, at + 1).end;
            }
            self.repair(start..at, kind);
        }
        line.end
    }

    /// Takes back what was written from `start` of the original on.
    fn go_back(&mut self, start: usize) {
        while self.edits.last().is_some_and(|edit| edit.original.end as usize > start) {
            self.edits.pop();
        }
        let last =
            self.edits.last().map_or((0, 0), |edit| (edit.cleaned.end as usize, edit.original.end as usize));
        self.cleaned.truncate(last.0 + (start - last.1));
        self.done = start;
    }

    fn put_all(&mut self, pieces: &[Piece], end: usize) {
        let mut rest = pieces;
        while let Some(first) = rest.first() {
            // Pieces that share bytes of the original are one edit.
            let mut from = first.from;
            let mut count = 1;
            while let Some(next) = rest.get(count).filter(|next| next.from.start < from.end) {
                from.end = from.end.max(next.from.end);
                count += 1;
            }
            let (group, others) = rest.split_at(count);
            self.put(from.start as usize, |_| ());
            self.put(from.end as usize, |cleaned| cleaned.extend(group.iter().map(|piece| piece.c)));
            rest = others;
        }
        self.put(end, |_| ());
    }

    /// Writes what the original has up to `end`, and an edit where that is not the same.
    fn put(&mut self, end: usize, write: impl FnOnce(&mut String)) {
        let start = self.cleaned.len();
        write(&mut self.cleaned);
        if self.cleaned[start..] != self.text[self.done..end] {
            self.edits.push(Edit {
                cleaned: Span::new(start, self.cleaned.len()),
                original: Span::new(self.done, end),
            });
        }
        self.done = end;
    }

    fn finish(mut self) -> Cleaned<'a> {
        if self.edits.is_empty() {
            return Cleaned { text: Cow::Borrowed(self.text), edits: Edits::default() };
        }
        self.copy(self.text.len());
        Cleaned { text: Cow::Owned(self.cleaned), edits: Edits::of(self.edits) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn the_short_way_and_the_long_way_lead_to_one_text(
            text in "[ae\u{ea}\u{1a1}\u{e1}uyIOA\u{c3}b\u{111}» \u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31b}\u{323}]{0,40}",
        ) {
            let mut long = Rewriting::of(&text);
            let mut at = 0;
            while let Some(len) = text[at..].find(|c: char| c != ' ') {
                at = long.word(word_around(text.as_bytes(), at, at + len));
            }
            prop_assert_eq!(clean(&text), long.finish());
        }
    }

    #[test]
    fn what_the_scan_passes_over_no_step_changes() {
        // Every character, alone, at either end of a word and inside one.
        for c in (0..=0x10ffff).filter_map(char::from_u32) {
            for context in [format!("{c}"), format!("{c}a"), format!("a{c}"), format!("a{c}a")] {
                if scan::next_fault(context.as_bytes(), 0).is_none() && !c.is_ascii_whitespace() {
                    let mut rewriting = Rewriting::of(&context);
                    rewriting.word(0..context.len());
                    assert_eq!(rewriting.edits, [], "{c:?} in {context:?}");
                    assert!(!unicode::attaches(c), "{c:?}");
                }
            }
        }
    }
}
