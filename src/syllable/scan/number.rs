//! Numbers, dates and times.

use super::{Kind, address, alphanumeric_end, code};

/// Emits the number or the document number at `start`, where a digit stands, and returns its end.
pub(super) fn number(text: &str, start: usize, emit: &mut impl FnMut(usize, usize, Kind)) -> usize {
    let (end, kind) = bounds(text, start);
    emit(start, end, kind);
    end
}

fn bounds(text: &str, start: usize) -> (usize, Kind) {
    let bytes = text.as_bytes();
    let first = digits_end(bytes, start);
    if let Some(end) = code::end(text, first) {
        return (end, Kind::Code);
    }
    if let Some(end) = parted_end(text, start, first) {
        return (end, Kind::Number);
    }
    let end = joined_end(bytes, first);
    if let Some(end) = code::tail(text, end) {
        return (end, Kind::Code);
    }
    if bytes.get(end) == Some(&b'%') {
        return (end + 1, Kind::Number);
    }
    let end = alphanumeric_end(bytes, end);
    if address::may_follow(bytes.get(end))
        && let Some(end) = address::end(text, start, end)
    {
        return (end, Kind::Address);
    }
    (end, Kind::Number)
}

pub(super) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

/// Groups of digits with one mark between them: `1.000.000`, `3,5`, `08:31`, `11/05/2017`, `2020-2025`.
fn joined_end(bytes: &[u8], mut end: usize) -> usize {
    while let Some(b'.' | b',' | b'/' | b'-' | b':') = bytes.get(end) {
        let next = digits_end(bytes, end + 1);
        if next == end + 1 {
            break;
        }
        end = next;
    }
    end
}

/// Numbers that a stray blank parts: a fraction (`136 /267`), a date (`25/ 07/2024`).
///
/// A blank behind the slash alone is that of a list, `1/ 15 hộ`, and blanks around a hyphen those of a range.
fn parted_end(text: &str, start: usize, first: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let date = || {
        let month = code::joint(text, first, &["/"])?;
        let month_end = digits_end(bytes, month);
        let year = code::joint(text, month_end, &["/"])?;
        let year_end = digits_end(bytes, year);
        let within = |range: std::ops::Range<usize>, most: u8| {
            range.len() <= 2 && text[range].parse().is_ok_and(|number: u8| number >= 1 && number <= most)
        };
        let is_date =
            within(start..first, 31) && within(month..month_end, 12) && code::is_year(&bytes[year..year_end]);
        is_date.then_some(year_end)
    };
    let fraction = || {
        let slash = code::blank_end(bytes, first);
        let next = digits_end(bytes, slash + 1);
        (slash > first && bytes.get(slash) == Some(&b'/') && next > slash + 1).then_some(next)
    };
    date().or_else(fraction)
}
