//! The lines of a text, and what is cheap to know of each.

use crate::span::Span;
use crate::syllable::{Forms, Kind};
use crate::tokens::Tokens;
use memchr::{memchr_iter, memmem};
use std::ops::Range;

/// How the words of a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// `.`, `!`, `?`, also inside closing quotes and brackets.
    Stop,
    /// `...` or `…`
    Ellipsis,
    /// `:` or `;` or `,`
    Open,
    /// Anything else.
    Bare,
}

/// One line, seen from outside.
#[derive(Clone, Debug)]
pub(super) struct Sight<'a> {
    /// The line without white space around it.
    pub text: &'a str,
    /// The line without its break.
    pub span: Span,
    /// Bytes of white space before the text.
    pub lead_in: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Tokens that are not marks, for lines up to [`LONG`] bytes; for longer ones all tokens.
    pub words: usize,
    /// How it ends.
    pub ending: Ending,
    /// Whether it goes on in lower case where the line above, without a blank one between, had not ended.
    pub continues: bool,
}

/// Lines over this many bytes are paragraphs, whatever they hold: 60 syllables and more. No furniture is that long,
/// and looking at the words of every paragraph would cost a pass over the text.
pub(super) const LONG: usize = 420;

/// Bytes of a line of a news page, blank ones counted: room for as many lines is made at once.
const USUAL: usize = 100;

impl Sight<'_> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn is_long(&self) -> bool {
        self.text.len() > LONG
    }

    /// The range in the whole text of `part`, which is a piece of [`Sight::text`].
    pub(super) fn part(&self, part: &str) -> Span {
        let start =
            self.span.start as usize + self.lead_in + (part.as_ptr() as usize - self.text.as_ptr() as usize);
        Span::new(start, start + part.len())
    }
}

/// Is the token a word, in the sense of lengths and repeats: not a mark.
pub(super) fn is_word(kind: Kind) -> bool {
    !matches!(kind, Kind::Punctuation | Kind::Symbol)
}

/// All lines of `text`.
pub(super) fn lines<'a>(text: &'a str, tokens: &Tokens, forms: &Forms) -> Vec<Sight<'a>> {
    let mut seen: Vec<Sight> = Vec::with_capacity(text.len() / USUAL + 1);
    let (mut start, mut token) = (0, 0);
    let quotes = is_quoted(text);
    for line_break in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let is_crlf = line_break > start && text.as_bytes()[line_break - 1] == b'\r';
        let end = line_break - usize::from(is_crlf);
        let content = &text[start..end];
        let first = token;
        // No line has more tokens than bytes.
        let reach = tokens.len().min(first + content.len());
        token = first + tokens.starts[first..reach].partition_point(|&at| (at as usize) < end);
        let is_blank = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}');
        let trimmed = content.trim_matches(is_blank);
        let trimmed = match quotes {
            true => trimmed.trim_start_matches(|c| c == '>' || is_blank(c)),
            false => trimmed,
        };
        let words = if trimmed.len() > LONG {
            token - first
        } else {
            tokens.forms[first..token].iter().filter(|&&form| is_word(forms.form(form).kind)).count()
        };
        // Alt texts are lower case too, but hold no accent.
        let continues = trimmed.starts_with(char::is_lowercase)
            && seen
                .last()
                .is_some_and(|above| matches!(above.ending, Ending::Bare | Ending::Open) && above.words >= 8)
            && !trimmed.is_ascii();
        seen.push(Sight {
            text: trimmed,
            span: Span::new(start, end),
            lead_in: trimmed.as_ptr() as usize - content.as_ptr() as usize,
            tokens: first..token,
            words,
            ending: ending(trimmed),
            continues,
        });
        start = line_break + 1;
    }
    // A break behind the last line opens no other one.
    if seen.len() > 1 && text.ends_with('\n') {
        seen.pop();
    }
    seen
}

/// Whether a mail quotes the text: nearly all lines begin with `>`. On a page those that do are links to other articles.
fn is_quoted(text: &str) -> bool {
    /// Lines of the head of a mail that stand above.
    const HEAD: usize = 5;
    // Most texts have no such line.
    if memmem::find(text.as_bytes(), b"\n>").is_none() {
        return false;
    }
    let lines = || text.lines().map(str::trim_start).filter(|line| !line.is_empty());
    let own = lines().filter(|line| !line.starts_with('>')).count();
    own <= HEAD && own * 9 <= lines().count() - own
}

fn ending(text: &str) -> Ending {
    const ELLIPSIS: [u8; 3] = *b"\xe2\x80\xa6";
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ']', '»']).trim_end();
    match text.as_bytes() {
        [.., b'.', b'.'] | [.., b'['] => Ending::Ellipsis,
        [.., a, b, c] if [*a, *b, *c] == ELLIPSIS => Ending::Ellipsis,
        [.., b'.' | b'!' | b'?'] => Ending::Stop,
        [.., b':' | b';' | b','] => Ending::Open,
        _ => Ending::Bare,
    }
}
