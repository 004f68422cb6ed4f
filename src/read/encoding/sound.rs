//! A fast test for text that needs no guess.

use super::{PREFIX, viqr};

/// How much is looked at together: a passage of this length in another encoding is found in a sound text, and foreign names
/// in one sound paragraph are no alarm.
const BLOCK: usize = 4 << 10;

/// How many letters and signs that bytes are read as stand beside one letter that none is read as: one half in Vietnamese,
/// up to this many in lists of foreign names.
const FOREIGN: u32 = 8;

/// One Latin letter in so many bytes is no alarm: in sound text without any Vietnamese, as in lists of books, it is one in
/// 90 at most; in forms in TCVN3 that are mostly dotted lines, one in 27.
const RARE: usize = 50;

/// Whether UTF-8 text is plainly Unicode, so that [`guess`](super::guess) would say so too, over ten times as slowly. Where
/// this is `false`, `guess` tells.
///
/// Vietnamese in Unicode has more letters that no byte is read as (`đ`, `ế`, combining marks) than letters and signs that
/// bytes are read as (`ê`, `é`, `»`); text of which the bytes were read as Latin letters has hardly any of the former.
///
/// ```
/// use chinhluan::read::encoding::looks_sound;
/// assert!(looks_sound("Đảng Cộng sản Việt Nam"));
/// assert!(!looks_sound("§¶ng Céng s¶n ViÖt Nam"));
/// ```
pub fn looks_sound(text: &str) -> bool {
    let bytes = text.as_bytes();
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    if prefix.is_ascii() && viqr::is_possible(prefix) {
        return false;
    }
    // The last block lies over the one before it: a few words are no sample.
    let last = &bytes[bytes.len().saturating_sub(BLOCK)..];
    bytes.chunks_exact(BLOCK).chain([last]).all(|block| {
        let (mut unicode, mut latin) = (0, 0);
        // Short enough for counts in bytes, which the compiler adds up sixteen or more at a time.
        for part in block.chunks(128) {
            let (mut part_unicode, mut part_latin) = (0u8, 0u8);
            for &byte in part {
                part_unicode += u8::from(matches!(byte, 0xc4 | 0xcc | 0xe1));
                part_latin += u8::from(matches!(byte, 0xc2 | 0xc3));
            }
            unicode += u32::from(part_unicode);
            latin += u32::from(part_latin);
        }
        latin <= FOREIGN * unicode || latin as usize * RARE <= block.len()
    })
}
