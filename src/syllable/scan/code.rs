//! Document numbers: `01-KL/TW`, `800/QĐ-TTg`, `30/2020/NĐ-CP`, `45/2013/QH13`.
//!
//! Written in one piece they are told by their shape. Stray blanks (`01 -KL/TW`, `40/2018 / NĐ - CP`) are read over
//! only where a kind of document that is known stands between number and body, so that `1 - UBND/HĐND` in a list and
//! `năm 2010 - 2015` stay what they are.

use super::number::digits_end;
use super::{alphanumeric_end, dotted_end};

/// Kinds of document as numbers abbreviate them: Nghị định 30/2020/NĐ-CP, Hướng dẫn 36-HD/VPTW.
pub const KINDS: [&str; 34] = [
    "BC", "CT", "CTr", "CTrHĐ", "CV", "CĐ", "DA", "DS", "GM", "GP", "HD", "HS", "KH", "KL", "L", "LCT", "NQ",
    "NQLT", "NĐ", "PA", "PL", "QC", "QyĐ", "QĐ", "QĐi", "SL", "TB", "TT", "TTLT", "TTg", "TTr", "VB", "ĐA",
    "ĐANV",
];

const DASHES: [&str; 2] = ["-", "–"];
const SLASH: [&str; 1] = ["/"];

/// The end of a document number whose running number ends at `at`.
pub(super) fn end(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    // `05a-CT/TW`
    let at = at + usize::from(bytes.get(at).is_some_and(u8::is_ascii_alphabetic));
    let end = match joint(text, at, &DASHES) {
        Some(kind) => body(text, joint(text, kind_end(text, kind)?, &SLASH)?)?,
        None => {
            let next = joint(text, at, &SLASH)?;
            let year_end = digits_end(bytes, next);
            let after_year = is_year(&bytes[next..year_end]).then(|| joint(text, year_end, &SLASH)).flatten();
            let kind = after_year.unwrap_or(next);
            match assembly_end(text, kind).filter(|_| after_year.is_some()) {
                Some(end) => end,
                None => body(text, joint(text, kind_end(text, kind)?, &DASHES)?)?,
            }
        }
    };
    Some(parts_end(text, end))
}

/// The end of the parts that stand at once behind digits, each begun by a capital: `/VPCP-V.I`; none where there is
/// no slash among their marks.
pub(super) fn tail(text: &str, at: usize) -> Option<usize> {
    let end = parts_end(text, at);
    text[at..end].contains('/').then_some(end)
}

fn parts_end(text: &str, mut end: usize) -> usize {
    while let Some(b'/' | b'-') = text.as_bytes().get(end) {
        let Some(next) = part_end(text, end + 1) else { break };
        end = next;
    }
    end
}

/// Letters and digits begun by a capital, with full stops and `&` inside: `TTg`, `T.Ư`, `V.I`, `BVHTT&DL`.
fn part_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut ends = None;
    let mut start = Some(start);
    while let Some(begin) = start.filter(|&begin| text[begin..].starts_with(char::is_uppercase)) {
        let end = alphanumeric_end(bytes, begin);
        let end = dotted_end(text, begin, end).unwrap_or(end);
        ends = Some(end);
        start = (bytes.get(end) == Some(&b'&')).then_some(end + 1);
    }
    ends
}

fn kind_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let capital = matches!(bytes.get(start), Some(b'A'..=b'Z' | 0xc4));
    let end = if capital { alphanumeric_end(bytes, start) } else { return None };
    KINDS.contains(&&text[start..end]).then_some(end)
}

/// Who issued it; two capitals at least, so that the word behind a stray blank is none: `05-CT/ Trung ương`.
fn body(text: &str, start: usize) -> Option<usize> {
    let end = part_end(text, start)?;
    let capitals = text[start..end].chars().filter(|c| c.is_uppercase()).count();
    (capitals >= 2).then_some(end)
}

/// `QH13`, `UBTVQH12`: an assembly and its term, as the numbers of laws have it.
fn assembly_end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let assembly = ["QH", "UBTVQH"].into_iter().find(|assembly| rest.starts_with(assembly))?;
    let digits = start + assembly.len();
    let end = digits_end(text.as_bytes(), digits);
    (1..=2).contains(&(end - digits)).then_some(end)
}

/// What follows one of `marks` at `at`, with up to one blank on either side of it.
pub(super) fn joint(text: &str, at: usize, marks: &[&str]) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = blank_end(bytes, at);
    let found = marks.iter().find(|found| bytes[mark..].starts_with(found.as_bytes()))?;
    Some(blank_end(bytes, mark + found.len()))
}

/// Behind the blank or no-break space at `at`, if one stands there.
pub(super) fn blank_end(bytes: &[u8], at: usize) -> usize {
    match bytes[at..] {
        [b' ', ..] => at + 1,
        [0xc2, 0xa0, ..] => at + 2,
        _ => at,
    }
}

pub(super) fn is_year(digits: &[u8]) -> bool {
    digits.len() == 4 && (digits.starts_with(b"19") || digits.starts_with(b"20"))
}
