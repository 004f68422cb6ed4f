//! Where the words of a document stand in its text, and what is marked of each.

use crate::span::Span;
use crate::syllable::{Syllable, ToneStyle};
use std::sync::LazyLock;

/// What a bit says of a word.
#[derive(Clone, Copy)]
pub(super) enum Mark {
    /// It begins with a capital and does not open a sentence.
    Name,
    /// It opens a sentence.
    Opening,
    /// Its step is written out: it does not stand one byte behind the word before, or is not as long as its syllable.
    Step,
}

/// Marks of 64 words.
pub(super) type Block = [u64; 3];

/// Places and marks of the words of a document. Most words are syllables one space apart: the word tells the place of
/// the next, and costs three bits.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) marks: Box<[Block]>,
    /// Of words so marked: 3 bits for the bytes since the end of the word before, 5 for its length.
    pub(super) steps: Box<[u8]>,
    /// Those to which a step cannot lead, with their number.
    pub(super) far: Box<[(u32, Span)]>,
}

/// A step that says that the word is a far one.
const FAR: u8 = u8::MAX;

impl Places {
    /// Whether the word has a mark.
    pub(super) fn has(&self, word: usize, mark: Mark) -> bool {
        self.marks[word / 64][mark as usize] >> (word % 64) & 1 == 1
    }

    /// The bytes from the first of `words` to one of them.
    pub(super) fn of(&self, words: &[u16], word: usize) -> Span {
        let known = self.far.partition_point(|&(far, _)| far as usize <= word);
        let (mut next, mut span) = match known.checked_sub(1) {
            Some(last) => (self.far[last].0 as usize + 1, self.far[last].1),
            None => (0, Span { start: 0, end: 0 }),
        };
        let mut steps = self.steps[self.steps_before(next)..].iter();
        while next <= word {
            let step = match self.has(next, Mark::Step) {
                true => steps.next().copied().unwrap_or(FAR),
                false => usual_step(words[next]),
            };
            let start = span.end + u32::from(step >> 5);
            span = Span { start, end: start + u32::from(step & 31) };
            next += 1;
        }
        span
    }

    /// How many words before `word` have their steps written out.
    fn steps_before(&self, word: usize) -> usize {
        let step = |block: &Block| block[Mark::Step as usize];
        let whole: u32 = self.marks[..word / 64].iter().map(|block| step(block).count_ones()).sum();
        let rest = self.marks.get(word / 64).map_or(0, |block| step(block) & ((1 << (word % 64)) - 1));
        (whole + rest.count_ones()) as usize
    }

    /// Bytes of memory outside the struct.
    pub(super) fn memory(&self) -> usize {
        size_of_val(&*self.marks) + size_of_val(&*self.steps) + size_of_val(&*self.far)
    }
}

/// [`Places`] while the words come.
#[derive(Default)]
pub(super) struct Placing {
    marks: Vec<Block>,
    steps: Vec<u8>,
    far: Vec<(u32, Span)>,
    words: usize,
    end: u32,
}

impl Placing {
    pub(super) fn with_capacity(words: usize) -> Self {
        Self {
            marks: Vec::with_capacity(words.div_ceil(64)),
            steps: Vec::with_capacity(words),
            ..Self::default()
        }
    }

    pub(super) fn push(&mut self, word: u16, place: Span, name: bool, opening: bool) {
        let step = match (place.start.checked_sub(self.end), place.end - place.start) {
            (Some(gap @ 0..=6), len @ 0..=31) => (gap << 5 | len) as u8,
            _ => FAR,
        };
        let told = step != usual_step(word);
        if step == FAR {
            self.far.push((self.words as u32, place));
        }
        if told {
            self.steps.push(step);
        }
        if self.words.is_multiple_of(64) {
            self.marks.push(Block::default());
        }
        if let Some(block) = self.marks.last_mut() {
            for (mark, set) in [(Mark::Name, name), (Mark::Opening, opening), (Mark::Step, told)] {
                block[mark as usize] |= u64::from(set) << (self.words % 64);
            }
        }
        self.words += 1;
        self.end = place.end;
    }

    pub(super) fn places(self) -> Places {
        Places { marks: self.marks.into(), steps: self.steps.into(), far: self.far.into() }
    }
}

/// The step to a syllable that stands one byte behind the word before and is as long as it is in NFC; to other words,
/// one that is never written.
fn usual_step(word: u16) -> u8 {
    static STEPS: LazyLock<Box<[u8]>> = LazyLock::new(|| {
        let len = |id| Syllable::from_id(id).map_or(0, |syllable| syllable.spell(ToneStyle::New).len());
        (0..=u16::MAX).map(|id| 1 << 5 | len(id) as u8).collect()
    });
    STEPS[usize::from(word)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_behind_a_space_costs_three_bits() {
        let id = |text| Syllable::parse(text).map(Syllable::id).unwrap_or_default();
        let (words, text) = ([id("đảng"), id("bộ"), id("xã"), 0xf001], "Đảng bộ  xã 12");
        let mut placing = Placing::default();
        for (word, surface) in words.into_iter().zip(["Đảng", "bộ", "xã", "12"]) {
            let start = text.find(surface).unwrap_or_default();
            placing.push(word, Span::new(start, start + surface.len()), false, word == words[0]);
        }
        let places = placing.places();
        // The first word has nothing before it, the third two spaces, the fourth is a number.
        assert_eq!(places.steps.len(), 3);
        let surfaces: Vec<&str> = (0..4).map(|word| places.of(&words, word).of(text)).collect();
        assert_eq!(surfaces, ["Đảng", "bộ", "xã", "12"]);
        assert!(places.has(0, Mark::Opening) && !places.has(1, Mark::Opening) && !places.has(1, Mark::Step));
    }
}
