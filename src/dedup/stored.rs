//! A sketch as bytes, and back.

use super::fingerprint::{Identity, Sketch, data_len};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl Serialize for Sketch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_bytes().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Sketch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let sketch = Self::from_bytes(&Vec::<u8>::deserialize(deserializer)?);
        sketch.ok_or_else(|| D::Error::custom("no sketch"))
    }
}

impl Sketch {
    /// The sketch as bytes, which [`Self::from_bytes`] reads: [`rank`](Self::rank), then words and places. They mean the
    /// same on every machine, and to the version that wrote them.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(64 + 2 * self.data().len());
        bytes.extend_from_slice(&self.rank());
        self.write(&mut bytes);
        bytes
    }

    /// The sketch of these bytes; none if they are not as many as those of a sketch. What stands in them is not checked:
    /// of bytes that were changed it is a sketch of nothing, whose places may lie outside any text.
    ///
    /// ```
    /// use chinhluan::{dedup::Sketch, syllable::Forms, tokens::Tokens};
    /// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    /// tokens.read("Chi bộ ấp Hòa Bình họp.", &mut forms);
    /// let sketch = Sketch::of("Chi bộ ấp Hòa Bình họp.", &tokens, &forms);
    /// let back = Sketch::from_bytes(&sketch.to_bytes()).unwrap();
    /// assert!(back.equals(&sketch) && back.sample() == sketch.sample());
    /// assert!(Sketch::from_bytes(b"no sketch").is_none());
    /// ```
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (&words, rest) = bytes.split_first_chunk()?;
        let (&keys, rest) = rest.split_first_chunk()?;
        let (&bytes, rest) = rest.split_first_chunk()?;
        let words = !u32::from_be_bytes(words);
        let identity = Identity { words, keys: u128::from_be_bytes(keys), bytes: u128::from_be_bytes(bytes) };
        let (counts, data) = parts(words, rest)?;
        Some(Self::new(identity, counts, data))
    }

    /// All of the sketch but what it is known by, which is kept where it can be read without the rest.
    pub(crate) fn write(&self, to: &mut Vec<u8>) {
        let [words, far, ellipses, steps] = self.counts();
        for count in [words, steps, far, ellipses] {
            to.extend_from_slice(&count.to_le_bytes());
        }
        self.data().iter().for_each(|piece| to.extend_from_slice(&piece.to_le_bytes()));
        // What stands beside the last one of an odd number of steps is none.
        to.truncate(to.len() - steps as usize % 2);
    }

    /// The sketch that [`Self::write`] wrote; none if the bytes are not those of a sketch.
    pub(crate) fn read(identity: Identity, from: &[u8]) -> Option<Self> {
        let (counts, data) = parts(identity.words, from)?;
        Some(Self::new(identity, counts, data))
    }
}

/// The counts and the data of a sketch of so many words.
fn parts(expected: u32, mut from: &[u8]) -> Option<([u32; 4], Box<[u16]>)> {
    let mut count = || take(&mut from);
    let [words, steps, far, ellipses] = [count()?, count()?, count()?, count()?];
    let counts = [words, far, ellipses, steps];
    if words != expected || from.len() != 2 * data_len(counts) - steps as usize % 2 {
        return None;
    }
    let (pieces, last) = from.as_chunks();
    let pieces = pieces.iter().map(|&two| u16::from_le_bytes(two));
    Some((counts, pieces.chain(last.iter().map(|&step| u16::from(step))).collect()))
}

fn take(from: &mut &[u8]) -> Option<u32> {
    let (four, rest) = from.split_first_chunk()?;
    *from = rest;
    Some(u32::from_le_bytes(*four))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sketch_comes_back(text in "([A-Za-zàạếĐ0-9]{1,40}[ ,.…\n]{1,9}){0,200}", cut in 0usize..4000) {
            let sketch = Sketch::of_text(&text);
            let mut bytes = Vec::new();
            sketch.write(&mut bytes);
            let back = Sketch::read(sketch.identity(), &bytes).unwrap();
            let spans = |sketch: &Sketch| (0..sketch.len()).map(|at| sketch.span(at..at + 1)).collect::<Vec<_>>();
            prop_assert_eq!(spans(&back), spans(&sketch));
            prop_assert_eq!(back.sample(), sketch.sample());
            let stored = postcard::to_stdvec(&sketch).unwrap();
            prop_assert_eq!(postcard::from_bytes::<Sketch>(&stored).unwrap().identity(), sketch.identity());
            let mut again = Vec::new();
            back.write(&mut again);
            prop_assert_eq!(&again, &bytes);
            let whole = sketch.to_bytes();
            prop_assert_eq!(Sketch::from_bytes(&whole).unwrap().to_bytes(), whole);
            if cut < bytes.len() {
                prop_assert!(Sketch::read(sketch.identity(), &bytes[..cut]).is_none());
            }
        }
    }
}
