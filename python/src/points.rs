//! Bytes to code points, as Python counts.

/// A place in a text, as byte and as code point, that is moved from one place to the next.
pub struct Cursor<'a> {
    text: &'a [u8],
    byte: usize,
    point: u32,
}

impl<'a> Cursor<'a> {
    /// At the beginning of `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text: text.as_bytes(), byte: 0, point: 0 }
    }

    /// The code point that begins at a byte. Takes time with the distance to the last one asked for.
    pub fn at(&mut self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.text.len());
        if byte >= self.byte {
            self.point += count(&self.text[self.byte..byte]);
        } else {
            self.point -= count(&self.text[byte..self.byte]);
        }
        self.byte = byte;
        self.point
    }
}

/// Code points that begin in `bytes`.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xc0 != 0x80)).sum()
}
