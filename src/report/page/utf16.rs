//! Places of a text as a browser counts them.

use crate::span::Span;

/// Bytes between two known places: a lookup reads at most so many.
const STEP: usize = 256;

/// From bytes of a UTF-8 text to UTF-16 code units.
pub(super) struct Utf16<'a> {
    text: &'a [u8],
    /// Units before each multiple of [`STEP`]; none where every byte is a unit.
    known: Vec<u32>,
}

impl<'a> Utf16<'a> {
    pub fn of(text: &'a str) -> Self {
        let text = text.as_bytes();
        let mut known = Vec::new();
        if !text.is_ascii() {
            let mut units = 0;
            for block in text.chunks(STEP) {
                known.push(units);
                units += count(block);
            }
        }
        Self { text, known }
    }

    /// Units before byte `at`, which begins a character or ends the text.
    pub fn place(&self, at: u32) -> u32 {
        let byte = (at as usize).min(self.text.len());
        match self.known.get(byte / STEP) {
            Some(known) => known + count(&self.text[byte / STEP * STEP..byte]),
            None if self.known.is_empty() => byte as u32,
            // The end of a text of whole blocks.
            None => self.known.last().map_or(0, |last| last + count(&self.text[byte - STEP..byte])),
        }
    }

    pub fn span(&self, span: Span) -> (u32, u32) {
        (self.place(span.start), self.place(span.end))
    }
}

/// Units that begin in these bytes; a character of four bytes has two.
fn count(bytes: &[u8]) -> u32 {
    let units = |byte: &u8| u32::from(byte & 0xc0 != 0x80) + u32::from(*byte >= 0xf0);
    bytes.iter().map(units).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_the_encoder_counts(text in "(\\PC|[ađ😀ế\n]{0,90}){0,40}") {
            let places = Utf16::of(&text);
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for at in ends {
                prop_assert_eq!(places.place(at as u32) as usize, text[..at].encode_utf16().count());
            }
        }
    }
}
