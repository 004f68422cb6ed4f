//! Bytes that were read and not yet used.

use std::ops::{Deref, Range};

/// Bytes that are used from the front.
#[derive(Default)]
pub(super) struct Buffer {
    bytes: Vec<u8>,
    used: usize,
}

impl Deref for Buffer {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[self.used..]
    }
}

impl Buffer {
    /// Is done with the first `count` bytes. What is behind them moves up when it is less than what was used: if it did each
    /// time, many short records before much else would take the time of its length each.
    pub(super) fn use_up(&mut self, count: usize) {
        // A buffer as large as the longest record is not kept for all the short ones.
        const KEPT: usize = 16 << 20;
        self.used += count;
        if self.used > self.bytes.len() / 2 {
            self.bytes.drain(..self.used);
            self.used = 0;
            if self.bytes.capacity() > KEPT {
                self.bytes.shrink_to(KEPT);
            }
        }
    }

    /// Takes bytes out of the midst.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.bytes.drain(self.used + range.start..self.used + range.end);
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.used = 0;
    }
}
