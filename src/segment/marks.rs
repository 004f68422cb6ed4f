//! Text in which its writer marked where words go on and where they end.

use crate::tokens::Tokens;

/// The mark of a word that goes on.
const JOINS: u8 = b'_';
/// The mark of a word that ends.
const PARTS: u8 = b'|';

/// Text in which `_` between two characters that are not white space says that one word goes on (`học_tập`), and `|`
/// that one ends: whatever the model says.
///
/// ```
/// use chinhluan::segment::{Marked, Scratch, Segmenter, write_underscored};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let marked = Marked::new("thi_đua yêu|nước");
/// let (mut forms, mut tokens, mut words) = (Forms::new(), Tokens::default(), Vec::new());
/// tokens.read(marked.plain(), &mut forms);
/// Segmenter::embedded().segment_tokens(&tokens, &forms, &mut Scratch::default(), &mut words);
/// marked.honour(&mut tokens, &mut words);
/// let mut out = Vec::new();
/// write_underscored(marked.plain(), &tokens, &words, &mut out);
/// assert_eq!(out, "thi_đua yêu nước".as_bytes());
/// ```
#[derive(Clone, Debug)]
pub struct Marked<'a> {
    text: &'a str,
    plain: String,
}

impl<'a> Marked<'a> {
    /// The text with its marks.
    pub fn new(text: &'a str) -> Self {
        let mut before = None;
        let mut chars = text.chars().peekable();
        let mut plain = String::with_capacity(text.len());
        while let Some(c) = chars.next() {
            let apart = |c: Option<&char>| c.is_none_or(|c| c.is_whitespace());
            let mark = matches!(u8::try_from(c), Ok(JOINS | PARTS));
            plain.push(if mark && !apart(before.as_ref()) && !apart(chars.peek()) { ' ' } else { c });
            before = Some(c);
        }
        Self { text, plain }
    }

    /// The text with a blank in place of every mark: as long as with them, so that places in one are places in the
    /// other.
    pub fn plain(&self) -> &str {
        &self.plain
    }

    /// Corrects the first tokens of words, `words`, by the marks; `tokens` are those of the plain text. Where a word goes on
    /// over the beginning of a sentence, there is none.
    pub fn honour(&self, tokens: &mut Tokens, words: &mut Vec<u32>) {
        let mut begins = std::mem::take(words).into_iter().peekable();
        for (token, &start) in (0u32..).zip(&tokens.starts) {
            let begins = begins.next_if_eq(&token).is_some();
            let before = |text: &str| text.as_bytes()[..start as usize].last().copied();
            let begins = match before(self.text) {
                Some(mark @ (JOINS | PARTS)) if before(&self.plain) != Some(mark) => mark == PARTS,
                _ => begins,
            };
            if begins {
                words.push(token);
            }
        }
        tokens.sentences.retain(|begin| words.binary_search(begin).is_ok());
    }
}
