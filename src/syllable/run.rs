//! Runs of letters, read sixteen bytes at a time, and the table of those that were tokens before.
//!
//! Nine of ten tokens are letters that were seen already. Where such a run stands again before a byte that ends a
//! word, it is the same token: nothing needs to be decoded, hashed byte by byte or looked up among the surfaces.

use super::{Cue, FormId};

/// The bytes of a run, padded with zeros: up to 15 bytes, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run([u64; 2]);

/// A run as a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    run: Run,
    pub id: FormId,
    pub cue: Cue,
}

/// The runs that were tokens, in a table with linear probing: one cache line a look.
#[derive(Clone, Debug)]
pub(super) struct Runs {
    slots: Vec<Known>,
    count: usize,
}

const HIGH: u64 = each(0x80);

const fn each(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The high bit of every byte that may belong to a letter: ASCII letters, and all bytes above ASCII but those which
/// begin quotes, dashes, ellipses and the no-break space.
#[inline]
fn letters(bytes: u64) -> u64 {
    let low = (bytes | each(0x20)) & !HIGH;
    let ascii = (low + each(0x80 - b'a')) & !(low + each(0x7f - b'z')) & !bytes;
    // 0xc2 and 0xe2 differ in one bit.
    let lead = (bytes & each(0xdf)) ^ each(0xc2);
    let no_lead = ((lead & !HIGH) + !HIGH) | lead;
    (ascii | bytes & no_lead) & HIGH
}

impl Run {
    const EMPTY: Run = Run([0, 0]);

    /// The run that `window` begins with, and its length; none where it is empty or its end is not in sight.
    #[inline]
    pub(super) fn of(window: &[u8; 16]) -> Option<(Run, usize)> {
        let bytes = u128::from_le_bytes(*window);
        let (first, second) = (bytes as u64, (bytes >> 64) as u64);
        let ends = [!letters(first) & HIGH, !letters(second) & HIGH];
        let len = if ends[0] != 0 { ends[0].trailing_zeros() / 8 } else { 8 + ends[1].trailing_zeros() / 8 }
            as usize;
        let kept = KEPT[len & 15];
        (1..16).contains(&len).then_some((Run([first & kept[0], second & kept[1]]), len))
    }

    /// One wide multiplication, folded: the mixing step of wyhash.
    #[inline]
    fn hash(self) -> usize {
        let a = u128::from(self.0[0] ^ 0x9e37_79b9_7f4a_7c15);
        let b = u128::from(self.0[1] ^ 0xe703_7ed1_a0b4_28db);
        let product = a * b;
        ((product as u64) ^ ((product >> 64) as u64)) as usize
    }
}

/// The bytes of a window that belong to a run of each length.
const KEPT: [[u64; 2]; 16] = {
    let mut kept = [[0; 2]; 16];
    let mut len = 1;
    while len < 16 {
        let bits = u128::MAX >> (128 - 8 * len);
        kept[len] = [bits as u64, (bits >> 64) as u64];
        len += 1;
    }
    kept
};

impl Runs {
    /// The token that this run was before.
    #[inline]
    pub(super) fn find(&self, run: Run) -> Option<Known> {
        let known = self.slots[self.place(run)];
        (known.run != Run::EMPTY).then_some(known)
    }

    /// Keeps a run that is not empty.
    pub(super) fn insert(&mut self, run: Run, id: FormId, cue: Cue) {
        // Half full at most, so that a look ends at the first or second slot.
        if self.count * 2 >= self.slots.len() {
            let twice = vec![VACANT; self.slots.len() * 2];
            let old = std::mem::replace(&mut self.slots, twice);
            for known in old.into_iter().filter(|known| known.run != Run::EMPTY) {
                let place = self.place(known.run);
                self.slots[place] = known;
            }
        }
        let place = self.place(run);
        self.count += usize::from(self.slots[place].run != run);
        self.slots[place] = Known { run, id, cue };
    }

    /// Where the run stands, or would stand.
    #[inline]
    fn place(&self, run: Run) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = run.hash() & mask;
        while self.slots[at].run != run && self.slots[at].run != Run::EMPTY {
            at = (at + 1) & mask;
        }
        at
    }
}

const VACANT: Known = Known { run: Run::EMPTY, id: FormId(0), cue: Cue::Other };

impl Default for Runs {
    fn default() -> Self {
        Self { slots: vec![VACANT; 64], count: 0 }
    }
}
