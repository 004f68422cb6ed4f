//! Hashes of numbers: of the words of a shingle, of the digits of a number, of the keys of a document.

/// Two numbers in one, of which every bit depends on all of both.
#[inline]
pub(super) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

// Odd constants without structure: digits of pi and of the golden ratio.
pub(super) const PI: u64 = 0x243f_6a88_85a3_08d3;
pub(super) const PHI: u64 = 0x9e37_79b9_7f4a_7c15;

/// A running hash of token keys; two multipliers make 128 bits.
pub(super) struct Keys(u64, u64);

impl Default for Keys {
    fn default() -> Self {
        Self(PI, PHI)
    }
}

impl Keys {
    #[inline]
    pub(super) fn push(&mut self, hash: u64) {
        self.0 = fold(self.0 ^ hash, PHI);
        self.1 = fold(self.1.rotate_left(23) ^ hash, PI);
    }

    pub(super) fn hash(&self) -> u128 {
        u128::from(self.0) << 64 | u128::from(self.1)
    }
}
