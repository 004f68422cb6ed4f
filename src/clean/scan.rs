//! Finds the bytes at which a fault may begin, fast where there is none.

use super::references::LONGEST as LONGEST_REFERENCE;

pub(super) const BLOCK: usize = 64;

/// The first byte at or behind `from` where a fault may begin, on the boundary of a character.
///
/// Never misses a fault; may stop at a character that turns out to be none, as in text of other scripts.
pub(super) fn next_fault(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(window) = bytes[at..].first_chunk::<{ BLOCK + 2 }>() {
        if may_hold_fault(window) {
            match fault_in(bytes, at, at + BLOCK) {
                Ok(fault) => return Some(fault),
                Err(next) => at = next,
            }
        } else {
            at += BLOCK;
        }
    }
    fault_in(bytes, at, bytes.len()).ok()
}

/// Whether one of the first 64 bytes may begin a fault: written so that the compiler makes vector code of it.
///
/// Letters of Vietnamese, typographic quotes and dashes, Chinese and Korean pass.
fn may_hold_fault(window: &[u8; BLOCK + 2]) -> bool {
    let within = |byte: u8, first: u8, last: u8| byte.wrapping_sub(first) <= last - first;
    let mut found = false;
    for at in 0..BLOCK {
        let (a, b, c) = (window[at], window[at + 1], window[at + 2]);
        found |= (a == b'\r') & (b != b'\n');
        found |= (a == b'&') & ((b == b'#') | within(b | 0x20, b'a', b'z'));
        found |= (a == 0xc2) & ((b == 0xa0) | (b == 0xad));
        found |= (a == 0xc3) & ((b & 0xdf == 0x90) | (c >= 0xc2));
        found |= (a == 0xc6) & (b == 0x89);
        found |= (a == 0xc7) & (b & 0xfc == 0x8c);
        found |= within(a, 0xc9, 0xe0);
        found |= (a == 0xe1) & (b & 0xfc != 0xb8);
        found |= (a == 0xe2) & ((b != 0x80) | !within(c, 0x90, 0xa7));
        found |= (a == 0xe3) | (a == 0xea) | (a >= 0xef);
    }
    found
}

/// The first fault that begins in `start..end`, or the place to go on from.
fn fault_in(bytes: &[u8], start: usize, end: usize) -> Result<usize, usize> {
    let mut at = start;
    while at < end {
        match bytes[at] {
            b'\r' => {
                // `\r\n`, and `\r\r\n` as mail gateways make it, end a line; `\r` alone is the line end of old
                // systems, which nothing behind this would take for one.
                let run = bytes[at..].iter().take_while(|&&byte| byte == b'\r').count();
                if bytes.get(at + run) != Some(&b'\n') {
                    return Ok(at);
                }
                at += run;
            }
            b'&' | 0xc2.. if begins_fault(&bytes[at..]) => return Ok(at),
            _ => at += 1,
        }
    }
    Err(at)
}

/// Whether the character that `bytes` begin with may be, or attach to, a fault.
pub(super) fn begins_fault(bytes: &[u8]) -> bool {
    let second = bytes.get(1).copied().unwrap_or(0);
    let third = bytes.get(2).copied().unwrap_or(0);
    match bytes[0] {
        b'&' => is_like_reference(&bytes[1..]),
        // No-break space, soft hyphen.
        0xc2 => matches!(second, 0xa0 | 0xad),
        0xc3 => match second {
            // Ð ð
            0x90 | 0xb0 => true,
            // Ã Ä Å Æ Ì, á â ï where signs follow that misread bytes become.
            0x83..=0x86 | 0x8c => matches!(third, 0xc2 | 0xc5 | 0xc6 | 0xcb | 0xe2),
            0xa1 | 0xaf => third == 0xc2,
            0xa2 => matches!(third, 0xc2 | 0xe2),
            _ => false,
        },
        // Ɖ
        0xc6 => second == 0x89,
        // Ǎ ǎ
        0xc7 => matches!(second, 0x8d | 0x8e),
        // ɖ, combining marks, Greek, Cyrillic, and scripts whose text may have to be composed.
        0xc9..=0xe0 => true,
        // All but Latin Extended Additional, where the toned letters stand.
        0xe1 => !matches!(second, 0xb8..=0xbb),
        0xe2 => match second {
            // General Punctuation without dashes, quotes, bullets and the like: spaces, zero-width characters.
            0x80 => !matches!(third, 0x90..=0xa7 | 0xb0..=0xbf),
            0x81 => matches!(third, 0x9f..=0xaf),
            // Marks on symbols; Ohm, Kelvin, Ångström; angle brackets; forking; marks of Coptic and Cyrillic.
            0x83 => third >= 0x90,
            0x84 | 0x8c | 0xab | 0xb3..=0xb7 => true,
            _ => false,
        },
        // Ideographic space and tone marks; voicing marks.
        0xe3 => matches!(second, 0x80 | 0x82),
        // Below Hangul: scripts with combining marks.
        0xea => second < 0xb0,
        0xef => match second {
            0xa4..=0xad | 0xbc | 0xbd => true,
            // Half marks; the byte order mark.
            0xb8 => third >= 0xa0,
            0xbb => third == 0xbf,
            _ => false,
        },
        // Emoji are what they are.
        0xf0 => second != 0x9f,
        0xf1..=0xf4 => true,
        _ => false,
    }
}

/// Whether a character reference of HTML may go on so behind its `&`.
fn is_like_reference(behind: &[u8]) -> bool {
    let name = behind.strip_prefix(b"#").unwrap_or(behind);
    let len = name.iter().take(LONGEST_REFERENCE).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    len > 0 && name.get(len) == Some(&b';')
}
