//! Where the words of a document stand in its text, and what is marked of each.

use crate::span::Span;
use crate::syllable::{Syllable, ToneStyle};
use std::ops::Range;
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

/// Marks of 64 words: of each mark 64 bits in four pieces.
pub(super) type Block = [u16; 12];

/// A word to which no step leads: its number, its bytes, and how many steps are written out up to it; each in two pieces.
pub(super) type Far = [u16; 8];

/// Places and marks of the words of a document, in its sketch. Most words are syllables one space apart: the word tells
/// the place of the next, and costs three bits.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub(super) words: &'a [u16],
    pub(super) marks: &'a [Block],
    pub(super) far: &'a [Far],
    /// Of words so marked: 3 bits for the bytes since the end of the word before, 5 for its length; two in each.
    pub(super) steps: &'a [u16],
}

/// A step that says that the word is a far one.
const FAR: u8 = u8::MAX;

/// Words of which one is a far one in any case: else the way to a passage of a law of a million words is as long.
const STRETCH: usize = 1024;

impl Places<'_> {
    /// Whether the word has a mark.
    pub(super) fn has(self, word: usize, mark: Mark) -> bool {
        self.marks[word / 64][4 * mark as usize + word % 64 / 16] >> (word % 16) & 1 == 1
    }

    /// The bytes of a range of words that is not empty.
    pub(super) fn of(self, words: Range<usize>) -> Span {
        let last = words.end - 1;
        let (first_far, last_far) = (self.far_before(words.start), self.far_before(last));
        let first = self.walk(first_far, words.start);
        // On from the first word, unless a far one is nearer to the last.
        let last = self.walk(if last_far.next > first.next { last_far } else { first }, last);
        Span { start: first.span.start, end: last.span.end }
    }

    /// At the last far word up to a word.
    fn far_before(self, word: usize) -> Walk {
        let known = self.far.partition_point(|far| number(far, 0) as usize <= word);
        match known.checked_sub(1).map(|last| &self.far[last]) {
            Some(far) => {
                let [word, start, end, steps] = [0, 1, 2, 3].map(|at| number(far, at));
                Walk { next: word as usize + 1, span: Span { start, end }, steps: steps as usize }
            }
            None => Walk { next: 0, span: Span { start: 0, end: 0 }, steps: 0 },
        }
    }

    /// On to a word; no far one lies between.
    fn walk(self, from: Walk, word: usize) -> Walk {
        let usual = usual_steps();
        let Walk { mut next, mut span, mut steps } = from;
        while next <= word {
            let step = match self.has(next, Mark::Step) {
                true => {
                    steps += 1;
                    self.steps.get((steps - 1) / 2).map_or(FAR, |two| two.to_le_bytes()[(steps - 1) % 2])
                }
                false => usual[usize::from(self.words[next])],
            };
            let start = span.end + u32::from(step >> 5);
            span = Span { start, end: start + u32::from(step & 31) };
            next += 1;
        }
        Walk { next, span, steps }
    }
}

/// A word that is reached, and what tells the place of the one behind it.
#[derive(Clone, Copy)]
struct Walk {
    /// The word behind it.
    next: usize,
    span: Span,
    /// Steps that are written out up to it.
    steps: usize,
}

fn number(far: &Far, at: usize) -> u32 {
    u32::from(far[2 * at]) | u32::from(far[2 * at + 1]) << 16
}

/// A number in two pieces.
pub(super) fn pieces(number: u32) -> [u16; 2] {
    [number as u16, (number >> 16) as u16]
}

/// [`Places`] while the words come.
pub(super) struct Placing {
    pub(super) marks: Vec<Block>,
    pub(super) far: Vec<Far>,
    /// Steps that are written out, and behind them room for those of all words to come.
    steps: Vec<u8>,
    told: usize,
    usual: &'static [u8],
    /// Marks of the words since the last block.
    block: [u64; 3],
    words: usize,
    end: u32,
}

impl Placing {
    /// Of so many words at the most.
    pub(super) fn of(words: usize) -> Self {
        Self {
            marks: Vec::with_capacity(words.div_ceil(64)),
            far: Vec::new(),
            steps: vec![0; words + 1],
            told: 0,
            usual: usual_steps(),
            block: [0; 3],
            words: 0,
            end: 0,
        }
    }

    #[inline]
    pub(super) fn push(&mut self, word: u16, place: Span, name: bool, opening: bool) {
        let (gap, len) = (place.start.wrapping_sub(self.end), place.end - place.start);
        let near = (gap <= 6) & (len <= 31) & (self.words % STRETCH != STRETCH - 1);
        let step = if near { (gap << 5 | len) as u8 } else { FAR };
        let told = step != self.usual[usize::from(word)];
        // Written in any case and kept where it is wanted: which words are so cannot be guessed.
        self.steps[self.told] = step;
        self.told += usize::from(told);
        if step == FAR {
            let [[a, b], [c, d], [e, f], [g, h]] =
                [self.words as u32, place.start, place.end, self.told as u32].map(pieces);
            self.far.push([a, b, c, d, e, f, g, h]);
        }
        for (marked, set) in self.block.iter_mut().zip([name, opening, told]) {
            *marked |= u64::from(set) << (self.words % 64);
        }
        self.words += 1;
        if self.words.is_multiple_of(64) {
            self.flush();
        }
        self.end = place.end;
    }

    /// Ends with the words that came.
    pub(super) fn finish(&mut self) {
        if !self.words.is_multiple_of(64) {
            self.flush();
        }
        self.steps.truncate(self.told);
    }

    /// The steps that are written out.
    pub(super) fn steps(&self) -> &[u8] {
        &self.steps
    }

    fn flush(&mut self) {
        let pieces =
            std::mem::take(&mut self.block).map(|marked| [0, 16, 32, 48].map(|at| (marked >> at) as u16));
        if let Ok(block) = pieces.as_flattened().try_into() {
            self.marks.push(block);
        }
    }
}

/// The step to a syllable that stands one byte behind the word before and is as long as it is in NFC; to other words,
/// one that is never written.
fn usual_steps() -> &'static [u8] {
    static STEPS: LazyLock<Box<[u8]>> = LazyLock::new(|| {
        let len = |id| Syllable::from_id(id).map_or(0, |syllable| syllable.spell(ToneStyle::New).len());
        (0..=u16::MAX).map(|id| 1 << 5 | len(id) as u8).collect()
    });
    &STEPS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_behind_a_space_costs_three_bits() {
        let id = |text| Syllable::parse(text).map(Syllable::id).unwrap_or_default();
        let (words, text) = ([id("đảng"), id("bộ"), id("xã"), 0xf001], "Đảng bộ  xã 12");
        let mut placing = Placing::of(4);
        for (word, surface) in words.into_iter().zip(["Đảng", "bộ", "xã", "12"]) {
            let start = text.find(surface).unwrap_or_default();
            placing.push(word, Span::new(start, start + surface.len()), false, word == words[0]);
        }
        placing.finish();
        let steps: Vec<u16> = placing
            .steps()
            .chunks(2)
            .map(|two| u16::from_le_bytes([two[0], two.get(1).copied().unwrap_or(0)]))
            .collect();
        let places = Places { words: &words, marks: &placing.marks, far: &placing.far, steps: &steps };
        // The first word has nothing before it, the third two spaces, the fourth is a number.
        assert_eq!(placing.steps().len(), 3);
        let surfaces: Vec<&str> = (0..4).map(|word| places.of(word..word + 1).of(text)).collect();
        assert_eq!(surfaces, ["Đảng", "bộ", "xã", "12"]);
        assert_eq!(places.of(1..4).of(text), "bộ  xã 12");
        assert!(places.has(0, Mark::Opening) && !places.has(1, Mark::Opening) && !places.has(1, Mark::Step));
    }
}
