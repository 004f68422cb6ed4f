//! What is decided of a pair, whatever stands around it.

use super::class::Class;

/// What is decided of a pair without a look at what stands around it, two bits for each way to capitalise it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdicts(pub u8);

/// A verdict, two bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict(u8);

impl Verdict {
    /// All features have to say.
    pub const OPEN: Self = Self(0);
    /// Two words.
    pub const SPLIT: Self = Self(1);
    /// One word.
    pub const JOIN: Self = Self(2);
}

impl Verdicts {
    /// Bits that they take when packed.
    pub const BITS: u32 = 7;

    /// As the digits of a number to the base 3: below 81.
    pub fn packed(self) -> u8 {
        (0..4).rev().fold(0, |packed, capitals| packed * 3 + self.on(capitals).0 % 3)
    }

    /// What was packed in the lowest [`Self::BITS`] bits.
    #[inline]
    pub fn unpacked(packed: u8) -> Self {
        const UNPACKED: [u8; 1 << Verdicts::BITS] = {
            let mut unpacked = [0; 1 << Verdicts::BITS];
            let mut packed = 0;
            while packed < unpacked.len() {
                let digits = [packed % 3, packed / 3 % 3, packed / 9 % 3, packed / 27 % 3];
                unpacked[packed] = (digits[0] | digits[1] << 2 | digits[2] << 4 | digits[3] << 6) as u8;
                packed += 1;
            }
            unpacked
        };
        Self(UNPACKED[usize::from(packed) % UNPACKED.len()])
    }

    /// The verdict on a pair whose tokens are capitalised as [`capitals`] says.
    #[inline]
    pub fn on(self, capitals: usize) -> Verdict {
        Verdict(self.0 >> (2 * (capitals & 3)) & 3)
    }

    /// The verdicts for the four ways to capitalise, in the order of [`capitals`].
    pub fn of(verdicts: [Verdict; 4]) -> Self {
        Self(verdicts.into_iter().rev().fold(0, |all, verdict| all << 2 | verdict.0))
    }
}

/// Which tokens of a pair are capitalised: 0 to 3.
#[inline]
pub(super) fn capitals(left: u8, right: u8) -> usize {
    usize::from(Class::case(left) != 0) * 2 + usize::from(Class::case(right) != 0)
}
