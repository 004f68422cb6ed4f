//! Encodings: any bytes have a guess, and any bytes have a text in any encoding, in NFC.

#![no_main]

use chinhluan::read::encoding::{Encoding, decode, guess};
use libfuzzer_sys::fuzz_target;

const ALL: [Encoding; 16] = [
    Encoding::Utf8,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Windows1252,
    Encoding::Tcvn3,
    Encoding::Tcvn5712,
    Encoding::VniWindows,
    Encoding::VniMac,
    Encoding::Viscii,
    Encoding::Vps,
    Encoding::Windows1258,
    Encoding::Bkhcm2,
    Encoding::VietwareX,
    Encoding::Viqr,
    Encoding::Utf8AsLatin1,
    Encoding::Utf8AsCp1252,
];

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let found = guess(bytes);
    assert!((0.0..=1.0).contains(&found.score));
    for encoding in [found.encoding, ALL[usize::from(first) % ALL.len()]] {
        let decoded = decode(bytes, encoding);
        assert!(unicode_normalization::is_nfc(&decoded.text));
        for span in decoded.uncertain_capitals {
            assert!(!span.of(&decoded.text).is_empty());
        }
    }
});
