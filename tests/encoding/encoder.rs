//! The other way round: Unicode text into each encoding, with the same table of letters.

use chinhluan::read::encoding::Encoding;
use unicode_normalization::UnicodeNormalization;

/// All encodings there are.
pub const WRITTEN: &[Encoding] = &[
    Encoding::Utf8,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
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

/// Vietnamese letters, ASCII, and the punctuation that even VIQR has.
pub fn is_writable(c: char) -> bool {
    c.is_ascii() && !(c.is_ascii_control() && c != '\n' && c != '\t')
        || include_str!("../../src/read/encoding/letters.tsv").lines().any(|line| line.starts_with(c))
}

pub fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf16Le => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        Encoding::Utf8AsLatin1 => read_as_latin1(text.as_bytes()),
        Encoding::Utf8AsCp1252 => read_as_cp1252(text.as_bytes()),
        Encoding::Windows1258 => windows_1258(text),
        Encoding::Viqr => viqr(text),
        Encoding::Tcvn3 => by_table(text, "tcvn3"),
        Encoding::Tcvn5712 => by_table(text, "tcvn5712"),
        Encoding::VniWindows => by_table(text, "vni"),
        Encoding::VniMac => by_table(text, "vnimac"),
        Encoding::Viscii => by_table(text, "viscii"),
        Encoding::Vps => by_table(text, "vps"),
        Encoding::Bkhcm2 => by_table(text, "bkhcm2"),
        Encoding::VietwareX => by_table(text, "vietwarex"),
        other => panic!("{other}"),
    }
}

pub fn read_as_latin1(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes()
}

pub fn read_as_cp1252(bytes: &[u8]) -> Vec<u8> {
    encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned().into_bytes()
}

fn by_table(text: &str, column: &str) -> Vec<u8> {
    let mut lines =
        include_str!("../../src/read/encoding/letters.tsv").lines().filter(|line| !line.starts_with('#'));
    let index = lines.next().expect("head").split('\t').position(|name| name == column).expect("column");
    let letters: std::collections::BTreeMap<char, Vec<u8>> = lines
        .map(|line| {
            let digits = line.split('\t').nth(index).expect("cell");
            let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal");
            (line.chars().next().expect("letter"), (0..digits.len()).step_by(2).map(byte).collect())
        })
        .collect();
    let mut bytes = Vec::new();
    for c in text.chars() {
        match letters.get(&c) {
            Some(code) => bytes.extend(code),
            None => bytes.push(u8::try_from(u32::from(c)).ok().filter(u8::is_ascii).unwrap_or(b'?')),
        }
    }
    bytes
}

/// Letters with their shape, tone marks behind them, as Windows writes it.
fn windows_1258(text: &str) -> Vec<u8> {
    let mut spelled = String::new();
    for c in text.chars() {
        let parts: Vec<char> = [c].into_iter().nfd().collect();
        let tone = parts.iter().find(|part| "\u{300}\u{301}\u{303}\u{309}\u{323}".contains(**part));
        spelled.extend(parts.iter().filter(|part| Some(*part) != tone).copied().nfc());
        spelled.extend(tone);
    }
    encoding_rs::WINDOWS_1258.encode(&spelled).0.into_owned()
}

fn viqr(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for c in text.chars() {
        match c {
            'đ' => bytes.extend(b"dd"),
            'Đ' => bytes.extend(b"DD"),
            _ => {
                let parts: Vec<char> = [c].into_iter().nfd().collect();
                let rank = |part: &char| match part {
                    '\u{302}' | '\u{306}' | '\u{31b}' => 1,
                    part if part.is_ascii() => 0,
                    _ => 2,
                };
                let mut parts = parts;
                parts.sort_by_key(rank);
                bytes.extend(parts.iter().map(|part| match part {
                    '\u{302}' => b'^',
                    '\u{306}' => b'(',
                    '\u{31b}' => b'+',
                    '\u{300}' => b'`',
                    '\u{301}' => b'\'',
                    '\u{309}' => b'?',
                    '\u{303}' => b'~',
                    '\u{323}' => b'.',
                    other => u8::try_from(u32::from(*other)).unwrap_or(b'?'),
                }));
            }
        }
    }
    bytes
}
