//! The Vietnamese encodings of the 1990s as tables from codes to letters.

use crate::misread::byte_of;
use crate::syllable::{Tone, split_tone};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// An encoding whose letters are one byte, or a base letter and a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Charset {
    Tcvn3,
    Tcvn5712,
    VniWindows,
    Viscii,
    Vps,
    Bkhcm2,
    VietwareX,
    VniMac,
    Windows1258,
}

impl Charset {
    /// In the order in which they are tried: what is common first.
    pub(super) const ALL: [Charset; 9] = [
        Charset::Tcvn3,
        Charset::VniWindows,
        Charset::Windows1258,
        Charset::Viscii,
        Charset::Vps,
        Charset::Tcvn5712,
        Charset::VietwareX,
        Charset::Bkhcm2,
        Charset::VniMac,
    ];

    /// Decodes `text`, whose characters stand for bytes (see [`byte_of`]), and appends it to `out` in NFC. Returns how
    /// many characters are neither a letter of this encoding nor punctuation; they are kept as Windows-1252 has them.
    pub(super) fn decode(self, text: &str, out: &mut String) -> usize {
        static TABLES: LazyLock<[Table; 9]> = LazyLock::new(|| {
            let mut tables = Charset::ALL.map(Table::of);
            tables.sort_by_key(|table| table.charset as u8);
            tables
        });
        TABLES[self as usize].decode(text, out)
    }
}

/// Windows-1252, with C1 control characters at the five bytes it leaves free.
static WINDOWS_1252: LazyLock<[char; 256]> = LazyLock::new(|| single_bytes(encoding_rs::WINDOWS_1252));

fn single_bytes(encoding: &'static encoding_rs::Encoding) -> [char; 256] {
    std::array::from_fn(|byte| {
        let bytes = [byte as u8];
        let (decoded, _) = encoding.decode_without_bom_handling(&bytes);
        decoded.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
    })
}

/// Letters by encoding; the first line that is no comment names the columns.
const LETTERS: &str = include_str!("letters.tsv");

struct Table {
    charset: Charset,
    single: [char; 256],
    /// Whether the byte alone is a letter of this encoding.
    known: [bool; 256],
    /// Base letter and mark, sorted.
    pairs: Vec<([u8; 2], char)>,
}

impl Table {
    fn of(charset: Charset) -> Self {
        let single = match charset {
            Charset::Windows1258 => single_bytes(encoding_rs::WINDOWS_1258),
            _ => *WINDOWS_1252,
        };
        let known = std::array::from_fn(|byte| byte < 0x80 || charset == Charset::Windows1258);
        let mut table = Self { charset, single, known, pairs: Vec::new() };
        if charset != Charset::Windows1258 {
            let letters = column(charset);
            for &(letter, code) in &letters {
                table.insert(letter, code);
            }
            match charset {
                Charset::Tcvn3 => table.add_spelled_capitals(&letters),
                _ => table.add_mixed_case(&letters),
            }
            table.pairs.sort_unstable();
            table.pairs.dedup_by_key(|(code, _)| *code);
        }
        table
    }

    fn insert(&mut self, letter: char, code: Code) {
        match code {
            Code::Single(byte) => {
                // TCVN3 writes toned capitals as their lower-case letters; lower case comes later in the list.
                self.single[usize::from(byte)] = letter;
                self.known[usize::from(byte)] = true;
            }
            Code::Pair(pair) => self.pairs.push((pair, letter)),
        }
    }

    /// Some converters to TCVN3 write a toned capital as the bare capital with the toned small letter behind it.
    fn add_spelled_capitals(&mut self, letters: &[(char, Code)]) {
        for &(letter, code) in letters {
            let (base, tone) = split_tone(letter);
            let Code::Single(toned) = code else { continue };
            if tone == Tone::Ngang || !letter.is_uppercase() {
                continue;
            }
            let bare = letters.iter().find(|(known, _)| *known == base);
            let bare = match bare {
                Some((_, Code::Single(byte))) => Some(*byte),
                _ => u8::try_from(u32::from(base)).ok().filter(u8::is_ascii),
            };
            self.pairs.extend(bare.map(|bare| ([bare, toned], letter)));
        }
    }

    /// Typed text mixes capital letters with small marks and the reverse: the letter decides.
    fn add_mixed_case(&mut self, letters: &[(char, Code)]) {
        let pairs: Vec<_> = letters
            .iter()
            .filter_map(|&(letter, code)| match code {
                Code::Pair(pair) => Some((letter, pair)),
                Code::Single(_) => None,
            })
            .collect();
        for &(letter, [base, _]) in &pairs {
            let other = |&&(candidate, _): &&(char, [u8; 2])| {
                candidate != letter && candidate.to_lowercase().eq(letter.to_lowercase())
            };
            let Some(&(_, [_, mark])) = pairs.iter().find(other) else { continue };
            if pairs.iter().all(|&(_, pair)| pair != [base, mark]) {
                self.pairs.push(([base, mark], letter));
            }
        }
    }

    fn decode(&self, text: &str, out: &mut String) -> usize {
        let start = out.len();
        let mut unknown = 0;
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let Some(byte) = byte_of(c) else {
                out.push(c);
                continue;
            };
            let mark = chars.peek().copied().and_then(byte_of).filter(|mark| !mark.is_ascii());
            let pair =
                mark.and_then(|mark| self.pairs.binary_search_by_key(&[byte, mark], |(pair, _)| *pair).ok());
            if let Some(index) = pair {
                chars.next();
                out.push(self.pairs[index].1);
                continue;
            }
            let letter = self.single[usize::from(byte)];
            let punctuation = !letter.is_alphabetic() && !letter.is_control();
            unknown += usize::from(!self.known[usize::from(byte)] && !punctuation);
            out.push(letter);
        }
        if self.charset == Charset::Windows1258 {
            let composed: String = out[start..].nfc().collect();
            out.truncate(start);
            out.push_str(&composed);
        }
        unknown
    }
}

#[derive(Clone, Copy)]
enum Code {
    Single(u8),
    Pair([u8; 2]),
}

/// The letters of one encoding, each capital before its small letter.
fn column(charset: Charset) -> Vec<(char, Code)> {
    let name = match charset {
        Charset::Tcvn3 => "tcvn3",
        Charset::Tcvn5712 => "tcvn5712",
        Charset::VniWindows => "vni",
        Charset::Viscii => "viscii",
        Charset::Vps => "vps",
        Charset::Bkhcm2 => "bkhcm2",
        Charset::VietwareX => "vietwarex",
        Charset::VniMac => "vnimac",
        Charset::Windows1258 => return Vec::new(),
    };
    let mut lines = LETTERS.lines().filter(|line| !line.starts_with('#'));
    let index = lines.next().and_then(|head| head.split('\t').position(|column| column == name));
    lines
        .filter_map(|line| {
            let letter = line.chars().next()?;
            let digits = line.split('\t').nth(index?)?;
            let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
            Some(match (byte(0)?, byte(2)) {
                (base, Some(mark)) => (letter, Code::Pair([base, mark])),
                (byte, None) => (letter, Code::Single(byte)),
            })
        })
        .collect()
}
