//! Character encodings (bảng mã): which one a file is in, and its text in Unicode.
//!
//! Vietnamese text from before 2005 stands in one of a dozen encodings, and files do not say in which. [`guess`]
//! decodes a sample with each and counts Vietnamese syllables against junk; [`decode`] makes NFC text of the whole.
//!
//! The same encodings turn up a second time, as *text*: an office program or a web server took the bytes for Latin-1
//! or Windows-1252 and wrote what it saw as UTF-8 (`C¨n cø NghÞ ®Þnh` for `Căn cứ Nghị định`). [`guess`] finds
//! that too and [`decode`] undoes it; the [`Encoding`] is the same, as it is the same table that reads it.

mod capitals;
mod charset;
mod lost;
mod misread;
mod runs;
mod sound;
mod tally;
mod viqr;

pub use sound::looks_sound;

use crate::misread::undo;
use crate::span::Span;
use charset::Charset;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use runs::{Reading, Runs};
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use tally::{Look, Tally};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// A character encoding in which Vietnamese text is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8, precomposed or decomposed. ASCII is UTF-8, too.
    Utf8,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1252, of which Latin-1 is a part: what bytes are taken for that are neither UTF-8 nor Vietnamese.
    Windows1252,
    /// TCVN3 (ABC), of the fonts .VnTime and .VnArial.
    Tcvn3,
    /// TCVN 5712-1:1993 (VN1): TCVN3 with toned capitals.
    Tcvn5712,
    /// VNI for Windows, of the fonts VNI-Times.
    VniWindows,
    /// VNI for the Macintosh.
    VniMac,
    /// VISCII, RFC 1456.
    Viscii,
    /// VPS, of the Vietnamese Professionals Society.
    Vps,
    /// Windows-1258: base letters with combining tone marks.
    Windows1258,
    /// BK HCM 2, of the Ho Chi Minh City University of Technology.
    Bkhcm2,
    /// Vietware X.
    VietwareX,
    /// VIQR, RFC 1456: ASCII with marks behind the letters, `Vie^.t`.
    Viqr,
    /// UTF-8 that was read as Latin-1 and written as UTF-8 again.
    Utf8AsLatin1,
    /// UTF-8 that was read as Windows-1252 and written as UTF-8 again: `Viá»‡t`.
    Utf8AsCp1252,
}

impl Encoding {
    /// All of them.
    ///
    /// ```
    /// use chinhluan::read::encoding::Encoding;
    /// assert!(Encoding::ALL.iter().any(|encoding| encoding.name() == "VISCII"));
    /// ```
    pub const ALL: [Encoding; 16] = [
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

    /// The name it is known by.
    pub fn name(self) -> &'static str {
        match self {
            Encoding::Utf8 => "UTF-8",
            Encoding::Utf16Le => "UTF-16LE",
            Encoding::Utf16Be => "UTF-16BE",
            Encoding::Windows1252 => "Windows-1252",
            Encoding::Tcvn3 => "TCVN3 (ABC)",
            Encoding::Tcvn5712 => "TCVN 5712-1 (VN1)",
            Encoding::VniWindows => "VNI-Windows",
            Encoding::VniMac => "VNI-Mac",
            Encoding::Viscii => "VISCII",
            Encoding::Vps => "VPS",
            Encoding::Windows1258 => "Windows-1258",
            Encoding::Bkhcm2 => "BKHCM2",
            Encoding::VietwareX => "Vietware X",
            Encoding::Viqr => "VIQR",
            Encoding::Utf8AsLatin1 => "UTF-8 read as Latin-1",
            Encoding::Utf8AsCp1252 => "UTF-8 read as Windows-1252",
        }
    }

    fn charset(self) -> Option<Charset> {
        Some(match self {
            Encoding::Tcvn3 => Charset::Tcvn3,
            Encoding::Tcvn5712 => Charset::Tcvn5712,
            Encoding::VniWindows => Charset::VniWindows,
            Encoding::VniMac => Charset::VniMac,
            Encoding::Viscii => Charset::Viscii,
            Encoding::Vps => Charset::Vps,
            Encoding::Windows1258 => Charset::Windows1258,
            Encoding::Bkhcm2 => Charset::Bkhcm2,
            Encoding::VietwareX => Charset::VietwareX,
            _ => return None,
        })
    }

    fn of_charset(charset: Charset) -> Self {
        match charset {
            Charset::Tcvn3 => Encoding::Tcvn3,
            Charset::Tcvn5712 => Encoding::Tcvn5712,
            Charset::VniWindows => Encoding::VniWindows,
            Charset::VniMac => Encoding::VniMac,
            Charset::Viscii => Encoding::Viscii,
            Charset::Vps => Encoding::Vps,
            Charset::Windows1258 => Encoding::Windows1258,
            Charset::Bkhcm2 => Encoding::Bkhcm2,
            Charset::VietwareX => Encoding::VietwareX,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What [`guess`] found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Guess {
    /// The likeliest encoding.
    pub encoding: Encoding,
    /// Vietnamese-ness of the text in this encoding, 0 to 1: the share of words that are Vietnamese syllables with a
    /// mark (Vietnamese prose has 0.7 to 0.8), less the share of words with marks that are none. Above 0.3 it is
    /// Vietnamese; other languages stay below 0.15.
    pub score: f64,
    /// The file is UTF-8, and the encoding is that of what it says: its bytes were read as Latin letters.
    pub misread: bool,
}

impl Guess {
    fn sound(encoding: Encoding, tally: Tally) -> Self {
        Self { encoding, score: tally.score(), misread: false }
    }
}

/// Text in Unicode, and what could not be known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text, in NFC, without a byte order mark.
    pub text: String,
    /// How many bytes or characters have no meaning in the encoding: U+FFFD stands for them in UTF-8 and UTF-16, what
    /// Windows-1252 has in their place in the others.
    pub replaced: usize,
    /// Letters that were lost on the way and are there again: TCVN3 writes `ư`, UTF-8 a part of `í` and `ậ`, with the
    /// byte that Latin-1 has for the soft hyphen, and programs drop it.
    pub restored: usize,
    /// Words of which TCVN3 does not tell whether they, or their first letter, are capitals, and whose neighbours do
    /// not tell either. They are left in the case of their bytes.
    pub uncertain_capitals: Vec<Span>,
}

/// How much of a file is looked at. An article is shorter; in a longer file what comes behind is like what came before,
/// save behind ASCII.
const PREFIX: usize = 64 << 10;

/// How much is decoded with each candidate: on 200 bytes the right one is clear, this leaves room for foreign lines.
const SAMPLE: usize = 4 << 10;

/// How much is read to say how Vietnamese a file is whose encoding is not in doubt.
const SOUND_SAMPLE: usize = 1 << 10;

/// Below this, bytes are not taken for a Vietnamese encoding. Other languages in Latin-1 reach 0.1.
const VIETNAMESE: f64 = 0.2;

/// The same for VIQR, whose marks are in formulas and source code as well (`o^2`).
const VIETNAMESE_VIQR: f64 = 0.3;

/// Syllables that UTF-8 has only if its characters are bytes of an older encoding, below which it stays what it says: a
/// price, a unit or a foreign name is one or two in some encoding.
const FEWEST: usize = 3;

/// By how much a rarer encoding must beat a commoner one: VN1 and TCVN3 differ in capitals only, and chance characters
/// of long documents (dotted lines, quotes) have made VN1 of TCVN3 by 0.004. One capital in 200 bytes makes 0.007.
const CLEARER: f64 = 0.005;

/// Finds the encoding of `bytes`, from their first 64 KiB; where those are ASCII and no VIQR, from 64 KiB around the first
/// byte outside ASCII.
///
/// ```
/// use chinhluan::read::encoding::{Encoding, decode, guess};
/// let found = guess(b"\xa7\xb6ng C\xe9ng s\xb6n Vi\xd6t Nam");
/// assert_eq!(found.encoding, Encoding::Tcvn3);
/// assert!(found.score > 0.3);
/// assert_eq!(decode(b"\xa7\xb6ng C\xe9ng s\xb6n", found.encoding).text, "Đảng Cộng sản");
///
/// let misread = guess("§¶ng Céng s¶n ViÖt Nam".as_bytes());
/// assert_eq!((misread.encoding, misread.misread), (Encoding::Tcvn3, true));
/// ```
pub fn guess(bytes: &[u8]) -> Guess {
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    if let Some(encoding) = utf16(prefix) {
        let text = decode(&prefix[..prefix.len().min(SAMPLE)], encoding).text;
        return Guess::sound(encoding, Tally::of(&sample(&text, SAMPLE, |line| !line.is_ascii())));
    }
    match behind_ascii(bytes) {
        // A style sheet or a notice in English tells of no encoding, as long as it may be.
        Some((ascii, behind)) => match guess_beginning(ascii) {
            viqr @ Guess { encoding: Encoding::Viqr, .. } => viqr,
            _ => guess_beginning(behind),
        },
        None => guess_beginning(bytes),
    }
}

/// A beginning in ASCII that fills what is looked at, or leaves less than a sample of it, and what follows from the start
/// of a line or word on.
fn behind_ascii(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let chunks = bytes.chunks(SAMPLE).position(|chunk| !chunk.is_ascii())?;
    let first = bytes[chunks * SAMPLE..].iter().position(|byte| !byte.is_ascii())? + chunks * SAMPLE;
    if first + SAMPLE <= PREFIX || bytes.len() <= PREFIX {
        return None;
    }
    let near = &bytes[first - SAMPLE..first];
    let last = |wanted: u8| near.iter().rposition(|&byte| byte == wanted);
    let start = last(b'\n').or_else(|| last(b' ')).map_or(first, |at| first - SAMPLE + at + 1);
    Some(bytes.split_at(start))
}

fn guess_beginning(bytes: &[u8]) -> Guess {
    let prefix = &bytes[..bytes.len().min(PREFIX)];
    match simdutf8::compat::from_utf8(prefix) {
        Ok(text) => guess_text(text),
        // Cut within a character.
        Err(error) if error.error_len().is_none() && bytes.len() > PREFIX => {
            guess_text(&String::from_utf8_lossy(&prefix[..error.valid_up_to()]))
        }
        Err(_) => guess_bytes(prefix),
    }
}

/// UTF-16, by its byte order mark, or by the zero bytes of its ASCII letters, all on one side.
fn utf16(bytes: &[u8]) -> Option<Encoding> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(Encoding::Utf16Le);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(Encoding::Utf16Be);
    }
    let pairs = bytes.as_chunks::<2>().0;
    let zeros = |side: usize| pairs.iter().filter(|pair| pair[side] == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Vietnamese has 6 ASCII characters in 10. Zeros on the other side are U+0100, U+1E00: none.
    if odd * 4 > pairs.len() && even * 50 <= pairs.len() {
        Some(Encoding::Utf16Le)
    } else if even * 4 > pairs.len() && odd * 50 <= pairs.len() {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn guess_text(text: &str) -> Guess {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.is_ascii() {
        return guess_ascii(text);
    }
    let sound = Tally::of(&sample(text, SOUND_SAMPLE, |line| !line.is_ascii()));
    let sound = Guess::sound(Encoding::Utf8, sound);
    // Windows-1258 has no letter that Vietnamese in Unicode does not have, only words that it does not have.
    let foreign = sound.score < VIETNAMESE;
    if !foreign && !misread::has_suspect(text) {
        return sound;
    }
    let suspect = sample(text, SAMPLE, |line| (foreign && !line.is_ascii()) || misread::has_suspect(line));
    let as_is = Tally::of(&suspect);
    let undone = undo(&suspect);
    let utf8 = match suspect.contains(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        true => Encoding::Utf8AsLatin1,
        false => Encoding::Utf8AsCp1252,
    };
    let (encoding, tally) = best_charset(&suspect, (utf8, Tally::of(&undone)));
    let better = tally.score() >= VIETNAMESE.max(as_is.score() + 0.1) && !misread::is_unicode(&suspect);
    // Bytes of UTF-8 are as no chance makes them.
    let is_clear = || {
        encoding.charset().is_none_or(|charset| {
            let mut read = String::with_capacity(suspect.len() * 2);
            charset.decode(&suspect, &mut read);
            syllables(&read).difference(&syllables(&suspect)).count() >= FEWEST
        })
    };
    match better && is_clear() {
        true => Guess { encoding, score: tally.score(), misread: true },
        false => sound,
    }
}

/// The marked syllables of a text that have more than one letter: a no-break space between figures, `×` or `§` between
/// blanks is a lone letter in some encoding, and a syllable.
fn syllables(text: &str) -> HashSet<&str> {
    let found = tally::words(text).filter(|word| matches!(tally::judge(word), Look::Marked | Look::Odd));
    found.filter(|word| word.chars().nth(1).is_some()).collect()
}

fn guess_ascii(text: &str) -> Guess {
    if viqr::is_possible(text.as_bytes()) {
        let sample = sample(text, SAMPLE, |line| line.contains(['^', '+', '(', '\'', '`', '?', '~', '.']));
        let tally = Tally::of(&viqr::decode(&sample));
        if tally.score() >= VIETNAMESE_VIQR {
            return Guess::sound(Encoding::Viqr, tally);
        }
    }
    Guess { encoding: Encoding::Utf8, score: 0.0, misread: false }
}

fn guess_bytes(bytes: &[u8]) -> Guess {
    let text = latin1(bytes);
    // VISCII, VPS and VN1 have letters below 0x20.
    let is_letter = |c: char| !c.is_ascii() || (c.is_ascii_control() && !c.is_ascii_whitespace());
    let sample = sample(&text, SAMPLE, |line| line.contains(is_letter));
    let utf8 = undo(&sample);
    let (encoding, tally) = best_charset(&sample, (Encoding::Utf8, Tally::of(&utf8)));
    if tally.score() >= VIETNAMESE {
        return Guess::sound(encoding, tally);
    }
    // UTF-8 in which some bytes are broken, or cut off.
    let broken = utf8.chars().filter(|c| matches!(c, '\u{80}'..='\u{ff}')).count();
    let whole = utf8.chars().filter(|&c| c > '\u{ff}').count();
    match broken < whole {
        true => Guess::sound(Encoding::Utf8, Tally::of(&utf8)),
        false => Guess::sound(Encoding::Windows1252, Tally::of(&sample)),
    }
}

/// The reading of `text`, whose characters stand for bytes, that looks most Vietnamese: in one of the Vietnamese
/// encodings, or `best` where none is clearly better.
fn best_charset(text: &str, mut best: (Encoding, Tally)) -> (Encoding, Tally) {
    let mut decoded = String::with_capacity(text.len() * 2);
    for charset in Charset::ALL {
        decoded.clear();
        let unknown = charset.decode(text, &mut decoded);
        let mut tally = Tally::of(&decoded);
        tally.junk += unknown;
        if tally.score() > best.1.score() + CLEARER {
            best = (Encoding::of_charset(charset), tally);
        }
    }
    best
}

/// The lines of `text` that `wanted` wants, up to `size` bytes.
fn sample(text: &str, size: usize, wanted: impl Fn(&str) -> bool) -> String {
    let mut sample = String::new();
    for line in text.split_inclusive('\n') {
        let room = size - sample.len();
        if line.len() > room {
            // From the first character outside ASCII, up to a space.
            let start = line.find(|c: char| !c.is_ascii()).unwrap_or(0);
            let start = line[..start].rfind(' ').unwrap_or(0);
            let end = (start..=(start + room).min(line.len())).rev().find(|&end| line.is_char_boundary(end));
            let piece = &line[start..end.unwrap_or(start)];
            let piece = piece.rsplit_once(' ').map_or(piece, |(piece, _)| piece);
            if wanted(piece) {
                sample.push_str(piece);
                break;
            }
        } else if wanted(line) {
            sample.push_str(line);
        }
    }
    if sample.contains("</") { without_tags(&sample) } else { sample }
}

/// Markup is words in ASCII to whoever counts them: pages of tables have more of those than of Vietnamese.
fn without_tags(text: &str) -> String {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut out, part| {
        out.push(' ');
        out.push_str(part.split_once('>').map_or(part, |(_, behind)| behind));
        out
    })
}

/// Each byte as the character with its number.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}

/// Decodes the whole of `bytes`. Total: any bytes give some text.
///
/// Where the words of one document stand in several encodings, as when a paragraph in VNI was pasted into one in TCVN3
/// or legacy text into Unicode, each run of words is read in the one that makes syllables of it.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let mut decoded = match encoding {
        Encoding::Utf16Le => unicode(UTF_16LE.decode_with_bom_removal(bytes).0),
        Encoding::Utf16Be => unicode(UTF_16BE.decode_with_bom_removal(bytes).0),
        Encoding::Windows1252 => unicode(WINDOWS_1252.decode_without_bom_handling(bytes).0),
        Encoding::Viqr => unicode(viqr::decode(&utf8(bytes)).into()),
        Encoding::Utf8AsLatin1 | Encoding::Utf8AsCp1252 => {
            let (text, restored) = misread::mend(&utf8(bytes));
            Decoded { restored, ..unicode(text.into()) }
        }
        _ => match encoding.charset() {
            Some(charset) => legacy(bytes, charset),
            None => unicode(utf8(bytes)),
        },
    };
    if !is_nfc(&decoded.text) {
        decoded.text = decoded.text.nfc().collect();
        // Only where a foreign mark stands behind punctuation: the places are no longer right.
        decoded.uncertain_capitals.clear();
    }
    decoded
}

fn utf8(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes))
}

fn unicode(text: Cow<'_, str>) -> Decoded {
    let replaced = text.matches(char::REPLACEMENT_CHARACTER).count();
    Decoded { text: text.into_owned(), replaced, ..Decoded::default() }
}

fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) { Cow::Borrowed(text) } else { Cow::Owned(text.nfc().collect()) }
}

fn legacy(bytes: &[u8], charset: Charset) -> Decoded {
    // The two whose fonts lay side by side on the computers of one office.
    let companion = match charset {
        Charset::Tcvn3 => Some(Reading::In(Charset::VniWindows)),
        Charset::VniWindows => Some(Reading::In(Charset::Tcvn3)),
        _ => None,
    };
    let (text, as_is) = match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => (nfc(text.strip_prefix('\u{feff}').unwrap_or(text)), Some(Reading::AsIs)),
        Err(_) => (Cow::Owned(latin1(bytes)), None),
    };
    let readings: Vec<_> =
        [Some(Reading::In(charset)), as_is, Some(Reading::Utf8), companion].into_iter().flatten().collect();
    let runs = runs::read(&text, &readings);
    let (runs, restored) = if as_is.is_some() { lost::restore(runs) } else { (runs, 0) };
    let Runs { text, runs, unknown } = runs;
    let (text, uncertain_capitals) = capitals::restore(text, &runs);
    Decoded { text, replaced: unknown, restored, uncertain_capitals }
}
