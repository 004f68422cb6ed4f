//! A sketch as bytes, and back.

use super::fingerprint::{Bits, Identity, Places, Sketch, sample};
use crate::span::Span;

impl Sketch {
    /// All of the sketch but its [`Identity`], which an index keeps where it can be read without the rest, and the
    /// sample, which follows from the words.
    pub(crate) fn write(&self, to: &mut Vec<u8>) {
        for count in [self.words.len(), self.places.far.len(), self.ellipses.len()] {
            put(to, count as u32);
        }
        self.words.iter().for_each(|word| to.extend_from_slice(&word.to_le_bytes()));
        to.extend_from_slice(&self.places.steps);
        for &(word, span) in &self.places.far {
            [word, span.start, span.end].into_iter().for_each(|number| put(to, number));
        }
        for bits in [&self.names, &self.openings] {
            bits.blocks.iter().for_each(|block| to.extend_from_slice(&block.to_le_bytes()));
        }
        self.ellipses.iter().for_each(|&words| put(to, words));
    }

    /// The sketch that [`Self::write`] wrote; none if the bytes are not those of a sketch.
    pub(crate) fn read(identity: Identity, mut from: &[u8]) -> Option<Self> {
        let [words, far, ellipses] =
            [take(&mut from)?, take(&mut from)?, take(&mut from)?].map(|n| n as usize);
        let blocks = words.div_ceil(64);
        if words != identity.words as usize || from.len() != 3 * words + 12 * far + 16 * blocks + 4 * ellipses
        {
            return None;
        }
        let (codes, rest) = from.split_at(2 * words);
        let codes: Box<[u16]> =
            codes.chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
        let (steps, mut rest) = rest.split_at(words);
        let far: Option<Vec<(u32, Span)>> = (0..far)
            .map(|_| Some((take(&mut rest)?, Span { start: take(&mut rest)?, end: take(&mut rest)? })))
            .collect();
        let mut bits = || {
            let (own, behind) = rest.split_at(8 * blocks);
            rest = behind;
            let block = |eight: &[u8]| u64::from_le_bytes(eight.try_into().unwrap_or_default());
            Bits { blocks: own.chunks_exact(8).map(block).collect(), len: words }
        };
        let (names, openings) = (bits(), bits());
        let ellipses: Option<Box<[u32]>> = (0..ellipses).map(|_| take(&mut rest)).collect();
        Some(Self {
            bytes: identity.bytes,
            keys: identity.keys,
            sample: sample(&codes),
            words: codes,
            places: Places { steps: steps.to_vec(), far: far?, end: 0 },
            names,
            openings,
            ellipses: ellipses?,
        })
    }
}

fn put(to: &mut Vec<u8>, number: u32) {
    to.extend_from_slice(&number.to_le_bytes());
}

fn take(from: &mut &[u8]) -> Option<u32> {
    let (four, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syllable::Forms;
    use crate::tokens::Tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sketch_comes_back(text in "([A-Za-zàạếĐ0-9]{1,40}[ ,.…\n]{1,9}){0,200}", cut in 0usize..4000) {
            let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
            tokens.read(&text, &mut forms);
            let sketch = Sketch::of(&text, &tokens, &forms);
            let mut bytes = Vec::new();
            sketch.write(&mut bytes);
            let back = Sketch::read(sketch.identity(), &bytes).unwrap();
            let spans = |sketch: &Sketch| (0..sketch.len()).map(|at| sketch.span(at..at + 1)).collect::<Vec<_>>();
            prop_assert_eq!(spans(&back), spans(&sketch));
            prop_assert_eq!(back.sample(), sketch.sample());
            let mut again = Vec::new();
            back.write(&mut again);
            prop_assert_eq!(&again, &bytes);
            if cut < bytes.len() {
                prop_assert!(Sketch::read(sketch.identity(), &bytes[..cut]).is_none());
            }
        }
    }
}
