//! Runs of letters, read sixteen bytes at a time, and the table of short forms.
//!
//! Nine of ten tokens are letters that were seen already. Where such a run stands again before a byte that ends a
//! word, it is the same token: nothing needs to be decoded, hashed byte by byte or looked up among the surfaces.

use super::{Cue, FormId};
use wide::u8x16;

/// The bytes of a form, padded with zeros: one to [`LONGEST`] bytes that are not 0. Vietnamese syllables are up to 12
/// bytes long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run(u64, u32);

/// Length of the longest run; with what is known of it, it takes a quarter of a cache line.
const LONGEST: usize = 12;

/// The byte that typographic quotes, dashes and the ellipsis begin with.
pub(super) const MARKS: u8 = 0xe2;

/// A form of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub id: FormId,
    pub cue: Cue,
    /// Whether the run is one token before anything that ends a word; digits, a number, and a mark, anywhere.
    pub is_word: bool,
}

/// [`Known`] in 32 bits: cue in the lowest four, whether it is a word, and the number of the form.
#[derive(Clone, Copy, Debug)]
struct Packed(u32);

/// The short forms, in a table with linear probing: one cache line a look.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    slots: Vec<Slot>,
    count: usize,
}

/// A run and what is known of it: 16 bytes, where a [`Run`] beside the rest would be padded to 24, and some of those
/// would lie in two cache lines.
#[derive(Clone, Copy, Debug)]
struct Slot {
    first: u64,
    second: u32,
    known: Packed,
}

impl Slot {
    const VACANT: Slot = Slot { first: 0, second: 0, known: Packed(0) };

    fn of(Run(first, second): Run, known: Packed) -> Self {
        Self { first, second, known }
    }

    fn run(self) -> Run {
        Run(self.first, self.second)
    }

    /// No run begins with the byte 0.
    #[inline]
    fn is_vacant(self) -> bool {
        self.first == 0
    }

    #[inline]
    fn is_of(self, Run(first, second): Run) -> bool {
        // In one comparison: a branch for each half could be guessed wrongly twice.
        (self.first ^ first) | u64::from(self.second ^ second) == 0
    }
}

impl Packed {
    const WORD: u32 = 1 << 4;
    const SHIFT: u32 = 5;

    fn of(known: Known) -> Option<Self> {
        let id = known.id.0;
        let word = if known.is_word { Self::WORD } else { 0 };
        Runs::have_room(known.id).then_some(Self(id << Self::SHIFT | word | known.cue as u32))
    }

    #[inline]
    fn known(self) -> Known {
        let Self(bits) = self;
        let cue = Cue::ALL[bits as usize & 15];
        Known { id: FormId(bits >> Self::SHIFT), cue, is_word: bits & Self::WORD != 0 }
    }
}

/// Which of sixteen bytes may not belong to a letter: all but ASCII letters and the bytes above ASCII, of these those which
/// begin quotes, dashes, ellipses and the no-break space.
#[inline]
fn no_letters(bytes: u8x16) -> u32 {
    let place = (bytes | u8x16::splat(0x20)) - u8x16::splat(b'a');
    let ascii = place.min(u8x16::splat(b'z' - b'a')).simd_eq(place);
    // 0xc2 and 0xe2 differ in one bit.
    let lead = (bytes & u8x16::splat(0xdf)).simd_eq(u8x16::splat(0xc2));
    !(ascii | (bytes & !lead)).to_bitmask()
}

/// Which of sixteen bytes are no ASCII digits.
#[inline]
fn no_digits(bytes: u8x16) -> u32 {
    let place = bytes - u8x16::splat(b'0');
    !place.min(u8x16::splat(9)).simd_eq(place).to_bitmask()
}

impl Run {
    /// The run that `window` begins with, and its length; none where it is empty or its end is not in sight.
    #[inline]
    pub(super) fn of(window: &[u8; 16]) -> Option<(Run, usize)> {
        Self::up_to(no_letters(u8x16::new(*window)), window)
    }

    /// The same of ASCII digits.
    #[inline]
    pub(super) fn of_digits(window: &[u8; 16]) -> Option<(Run, usize)> {
        Self::up_to(no_digits(u8x16::new(*window)), window)
    }

    /// The run up to the first byte that does not belong to it, a bit for each.
    #[inline]
    fn up_to(ends: u32, window: &[u8; 16]) -> Option<(Run, usize)> {
        let len = ends.trailing_zeros() as usize;
        let bytes = u128::from_le_bytes(*window);
        let kept = KEPT[len & 15];
        let run = Run(bytes as u64 & kept.0, (bytes >> 64) as u32 & kept.1);
        (1..=LONGEST).contains(&len).then_some((run, len))
    }

    /// The typographic mark that `window` may begin with, one of three bytes.
    #[inline]
    pub(super) fn of_mark(window: &[u8; 16]) -> Option<(Run, usize)> {
        let [a, b, c, ..] = *window;
        (a == MARKS).then_some((Run(u64::from_le_bytes([a, b, c, 0, 0, 0, 0, 0]), 0), 3))
    }

    /// The run that a form is, where it is short enough.
    pub(super) fn of_form(surface: &[u8]) -> Option<Run> {
        let len = surface.len();
        let four =
            |bytes: &[u8]| bytes.first_chunk().map_or(0, |&bytes| u64::from(u32::from_le_bytes(bytes)));
        // Two reads that overlap: bytes that are copied one by one have to be waited for when they are read as one.
        let (first, second) = match len {
            1..=3 => {
                let byte = |at: usize| u64::from(surface[at]) << (8 * at);
                (byte(0) | byte(len / 2) | byte(len - 1), 0)
            }
            4..=8 => (four(surface) | four(&surface[len - 4..]) << (8 * (len - 4)), 0),
            9..=LONGEST => {
                let rest = four(&surface[len - 4..]) >> (8 * (LONGEST - len));
                (four(surface) | four(&surface[4..]) << 32, rest as u32)
            }
            _ => return None,
        };
        (!surface.contains(&0)).then_some(Run(first, second))
    }

    /// One wide multiplication, folded: the mixing step of wyhash.
    #[inline]
    fn hash(self) -> usize {
        let a = u128::from(self.0 ^ 0x9e37_79b9_7f4a_7c15);
        let b = u128::from(u64::from(self.1) ^ 0xe703_7ed1_a0b4_28db);
        let product = a * b;
        ((product as u64) ^ ((product >> 64) as u64)) as usize
    }
}

/// The bytes of a window that belong to a run of each length.
const KEPT: [(u64, u32); 16] = {
    let mut kept = [(0, 0); 16];
    let mut len = 1;
    while len < 16 {
        let bits = u128::MAX >> (128 - 8 * len);
        kept[len] = (bits as u64, (bits >> 64) as u32);
        len += 1;
    }
    kept
};

impl Runs {
    /// The form that this run is.
    #[inline]
    pub(super) fn find(&self, run: Run) -> Option<Known> {
        let slot = self.slots[self.place(run)];
        (!slot.is_vacant()).then_some(slot.known.known())
    }

    /// Whether there is room for this number.
    pub(super) fn have_room(id: FormId) -> bool {
        id.0.leading_zeros() >= Packed::SHIFT
    }

    /// Keeps a run that is not empty, or what is known of it now; where there is no room for its number, nothing.
    pub(super) fn insert(&mut self, run: Run, known: Known) {
        let Some(packed) = Packed::of(known) else { return };
        // Half full at most, so that a look ends at the first or second slot.
        if self.count * 2 >= self.slots.len() {
            let twice = vec![Slot::VACANT; self.slots.len() * 2];
            let mut old = std::mem::replace(&mut self.slots, twice);
            old.retain(|slot| !slot.is_vacant());
            // The commonest forms are met first; so they get the places where they are found at the first look.
            old.sort_unstable_by_key(|slot| slot.known.0);
            for slot in old {
                let place = self.place(slot.run());
                self.slots[place] = slot;
            }
        }
        let place = self.place(run);
        self.count += usize::from(self.slots[place].is_vacant());
        self.slots[place] = Slot::of(run, packed);
    }

    /// Where the run stands, or would stand.
    #[inline]
    fn place(&self, run: Run) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = run.hash() & mask;
        loop {
            let slot = self.slots[at];
            if slot.is_of(run) || slot.is_vacant() {
                return at;
            }
            at = (at + 1) & mask;
        }
    }
}

impl Default for Runs {
    fn default() -> Self {
        Self { slots: vec![Slot::VACANT; 64], count: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_comes_back() {
        let mut runs = Runs::default();
        for (cue, number) in Cue::ALL.into_iter().zip(0..12u32) {
            let run = Run::of_form(number.to_string().as_bytes()).unwrap();
            let known = Known { id: FormId(number * 9_999_999), cue, is_word: number % 2 == 0 };
            runs.insert(run, known);
            assert_eq!(runs.find(run), Some(known));
        }
        let known = Known { id: FormId(u32::MAX), cue: Cue::Other, is_word: true };
        runs.insert(Run::of_form(b"x").unwrap(), known);
        assert_eq!(runs.find(Run::of_form(b"x").unwrap()), None);
    }

    #[test]
    fn a_run_is_a_form() {
        for word in ["x", "nghiền", "nghĩ", "ĐƯỜNG", "abcdefghijkl"] {
            let text = format!("{word}, và không thêm gì");
            let (run, len) = Run::of(text.as_bytes().first_chunk().unwrap()).unwrap();
            assert_eq!(len, word.len());
            assert_eq!(Some(run), Run::of_form(&text.as_bytes()[..len]));
        }
        for none in ["", "abcdefghijklm", "a\0"] {
            assert_eq!(Run::of_form(none.as_bytes()), None);
        }
    }
}
