//! Data as the page carries it.

use flate2::{Compression, GzBuilder};
use std::io::Write;

/// Compressed without a time or a name: equal data, equal bytes.
pub(super) fn gzip(data: &[u8]) -> Vec<u8> {
    let mut packed = GzBuilder::new().write(Vec::with_capacity(data.len() / 3), Compression::default());
    // Writing into memory cannot fail.
    let _ = packed.write_all(data);
    packed.finish().unwrap_or_default()
}

/// RFC 4648, section 4.
pub(super) fn base64(data: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(data.len().div_ceil(3) * 4);
    for three in data.chunks(3) {
        let byte = |index: usize| u32::from(three.get(index).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for letter in 0..4 {
            let six = (bits >> (18 - 6 * letter)) & 63;
            text.push(if letter > three.len() { '=' } else { LETTERS[six as usize] as char });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of RFC 4648, section 10.
    #[test]
    fn as_the_standard_has_it() {
        for (data, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(data.as_bytes()), text);
        }
        assert_eq!(base64(&[0xff, 0xfe, 0xfd]), "//79");
    }
}
