//! A sketch as bytes, and back.

use super::fingerprint::{Identity, Sketch};
use super::places::{Block, Places};
use crate::span::Span;

impl Sketch {
    /// All of the sketch but its [`Identity`], which an index keeps where it can be read without the rest, and the
    /// sample, which follows from the words.
    pub(crate) fn write(&self, to: &mut Vec<u8>) {
        let Places { marks, steps, far } = &self.places;
        for count in [self.words.len(), steps.len(), far.len(), self.ellipses.len()] {
            put(to, count as u32);
        }
        self.words.iter().for_each(|word| to.extend_from_slice(&word.to_le_bytes()));
        marks.iter().flatten().for_each(|marks| to.extend_from_slice(&marks.to_le_bytes()));
        for &(word, span) in far {
            [word, span.start, span.end].into_iter().for_each(|number| put(to, number));
        }
        self.ellipses.iter().for_each(|&words| put(to, words));
        to.extend_from_slice(steps);
    }

    /// The sketch that [`Self::write`] wrote; none if the bytes are not those of a sketch.
    pub(crate) fn read(identity: Identity, mut from: &[u8]) -> Option<Self> {
        let mut count = || Some(take(&mut from)? as usize);
        let [words, steps, far, ellipses] = [count()?, count()?, count()?, count()?];
        let blocks = words.div_ceil(64);
        let len = 2 * words + size_of::<Block>() * blocks + 12 * far + 4 * ellipses + steps;
        if words != identity.words as usize || from.len() != len {
            return None;
        }
        let (codes, rest) = from.split_at(2 * words);
        let codes = codes.as_chunks().0.iter().map(|&two| u16::from_le_bytes(two)).collect();
        let (marks, mut rest) = rest.split_at(size_of::<Block>() * blocks);
        let marks = marks.as_chunks().0.iter().map(|&eight| u64::from_le_bytes(eight));
        let marks = marks.collect::<Vec<u64>>().as_chunks().0.into();
        let far: Option<_> = (0..far)
            .map(|_| Some((take(&mut rest)?, Span { start: take(&mut rest)?, end: take(&mut rest)? })))
            .collect();
        let ellipses: Option<_> = (0..ellipses).map(|_| take(&mut rest)).collect();
        Some(Self::new(identity, codes, Places { marks, steps: rest.into(), far: far? }, ellipses?))
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
