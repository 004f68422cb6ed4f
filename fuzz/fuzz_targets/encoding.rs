//! Encodings: any bytes have a guess, and any bytes have a text in any encoding, in NFC.

#![no_main]

use chinhluan::read::encoding::{Encoding, decode, guess};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let found = guess(bytes);
    assert!((0.0..=1.0).contains(&found.score));
    for encoding in [found.encoding, Encoding::ALL[usize::from(first) % Encoding::ALL.len()]] {
        let decoded = decode(bytes, encoding);
        assert!(unicode_normalization::is_nfc(&decoded.text));
        for span in decoded.uncertain_capitals {
            assert!(!span.of(&decoded.text).is_empty());
        }
    }
});
