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

/// Words whose marks stand together.
pub(super) const BLOCK: usize = 64;

/// Marks of so many words: of each mark 64 bits in four pieces.
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

/// Whether a word has a mark.
pub(super) fn has(marks: &[Block], word: usize, mark: Mark) -> bool {
    marks[word / BLOCK][4 * mark as usize + word % BLOCK / 16] >> (word % 16) & 1 == 1
}

impl Places<'_> {
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
            let step = match has(self.marks, next, Mark::Step) {
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

/// A word that counts, and what is marked of it.
#[derive(Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) code: u16,
    pub(super) place: Span,
    pub(super) is_name: bool,
    pub(super) opens: bool,
}

/// Words and their [`Places`], while they come.
pub(super) struct Placing {
    pub(super) words: Vec<u16>,
    pub(super) marks: Vec<Block>,
    pub(super) far: Vec<Far>,
    /// Steps that are written out, and behind them room for those of all words to come.
    steps: Vec<u8>,
    told: usize,
    usual: &'static [u8; 1 << 16],
    end: u32,
}

impl Placing {
    /// Of so many words at the most.
    pub(super) fn of(words: usize) -> Self {
        Self {
            words: Vec::with_capacity(words),
            marks: Vec::with_capacity(words.div_ceil(BLOCK)),
            far: Vec::new(),
            steps: vec![0; words],
            told: 0,
            usual: usual_steps(),
            end: 0,
        }
    }

    /// Adds the next [`BLOCK`] words, or the last ones: what is known of each on the way stays in registers.
    pub(super) fn add(&mut self, words: &[Word]) {
        let first = self.words.len();
        self.words.extend(words.iter().map(|word| word.code));
        let (mut told, mut end) = (self.told, self.end);
        let (mut names, mut openings, mut written) = (0u64, 0u64, 0u64);
        // Blocks divide a stretch: the last word of it is the last of a block.
        let last_of_stretch = STRETCH - 1 - first % STRETCH;
        for (at, &Word { code, place, is_name, opens }) in words.iter().enumerate() {
            let (gap, len) = (place.start.wrapping_sub(end), place.end - place.start);
            let near = (gap <= 6) & (len <= 31) & (at != last_of_stretch);
            let step = if near { (gap << 5 | len) as u8 } else { FAR };
            let is_written = step != self.usual[usize::from(code)];
            // Written in any case and kept where it is wanted: which words are so cannot be guessed.
            self.steps[told] = step;
            told += usize::from(is_written);
            if step == FAR {
                let far = [(first + at) as u32, place.start, place.end, told as u32].map(pieces);
                let [[a, b], [c, d], [e, f], [g, h]] = far;
                self.far.push([a, b, c, d, e, f, g, h]);
            }
            names |= u64::from(is_name) << at;
            openings |= u64::from(opens) << at;
            written |= u64::from(is_written) << at;
            end = place.end;
        }
        (self.told, self.end) = (told, end);
        let pieces = [names, openings, written].map(|marked| [0, 16, 32, 48].map(|at| (marked >> at) as u16));
        self.marks.extend(pieces.as_flattened().first_chunk());
    }

    /// The steps that are written out.
    pub(super) fn steps(&self) -> &[u8] {
        &self.steps[..self.told]
    }
}

/// The step to a syllable that stands one byte behind the word before and is as long as it is in NFC; to other words,
/// one that is never written.
fn usual_steps() -> &'static [u8; 1 << 16] {
    static STEPS: LazyLock<Box<[u8; 1 << 16]>> = LazyLock::new(|| {
        let len = |id| Syllable::from_id(id).map_or(0, |syllable| syllable.spell(ToneStyle::New).len());
        let mut steps = Box::new([0; 1 << 16]);
        steps.iter_mut().zip(0..=u16::MAX).for_each(|(step, id)| *step = 1 << 5 | len(id) as u8);
        steps
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
        let word = |(code, surface): (u16, &str)| {
            let start = text.find(surface).unwrap_or_default();
            let place = Span::new(start, start + surface.len());
            Word { code, place, is_name: false, opens: code == words[0] }
        };
        placing.add(&words.into_iter().zip(["Đảng", "bộ", "xã", "12"]).map(word).collect::<Vec<_>>());
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
        assert!(has(&placing.marks, 0, Mark::Opening) && !has(&placing.marks, 1, Mark::Opening));
        assert!(!has(&placing.marks, 1, Mark::Step));
    }
}
