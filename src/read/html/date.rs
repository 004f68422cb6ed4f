//! Dates as the metadata and the date lines of news pages write them.

use super::fold::weight;
use jiff::ToSpan;
use jiff::civil;
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A date found in a text.
#[derive(Clone, Copy)]
pub(super) struct Found {
    /// The day it names, in Viet Nam's time where it names another zone.
    pub(super) day: civil::Date,
    /// A weekday stands beside it.
    pub(super) weekday: bool,
    /// An hour stands beside it.
    pub(super) hour: bool,
    /// Nothing else of weight stands beside it: the text is a line of date and time.
    pub(super) alone: bool,
}

static ISO: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"\b((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})(?:[T\s]\s*(\d{1,2}):(\d\d)(?::\d\d(?:[.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?",
    )
});
static YEAR_FIRST: LazyLock<Regex> = LazyLock::new(|| regex(r"\b((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})\b"));
static DAY_FIRST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?:^|\D)(\d{1,2})\s?([/.\-])\s?(\d{1,2})\s?[/.\-]\s?((?:19|20)\d\d)(?:\D|$)"));
static IN_WORDS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)(?:^|\D)(\d{1,2})\s+tháng\s+(\d{1,2}|giêng|chạp|một|hai|ba|tư|năm|sáu|bảy|tám|chín|mười một|mười hai|mười)\s*,?\s+(?:năm\s+)?((?:19|20)\d\d)",
    )
});
static MONTH_FIRST: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)tháng\s+(\d{1,2}|\p{L}+)\s+(\d{1,2})\s*,\s*((?:19|20)\d\d)"));
static WEEKDAY: LazyLock<Regex> =
    LazyLock::new(|| regex(r"(?i)\b(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật|CN)\b"));
static HOUR: LazyLock<Regex> = LazyLock::new(|| regex(r"\b\d{1,2}\s?(?::|h|giờ)\s?\d\d"));
/// What may stand beside a date in a line that is only a date: labels, clock, zone, counts of readers.
static BESIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?i)ngày\s+(?:đăng|xuất\s+bản|tạo|cập\s+nhật)|đăng\s+(?:ngày|lúc|tải)|cập\s+nhật|lần\s+cuối|xuất\s+bản|gửi\s+lúc|thời\s+gian|hôm\s+nay|bây\s+giờ|ngày|lúc|tháng|năm|giờ|phút|GMT|UTC|\b[AP]M\b|\b[SC]A?\b|posted|published|updated|(?:lượt|số\s+lần|số\s+lượt)\s+(?:xem|đọc|truy\s+cập)|xem|đọc|views?",
    )
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern of this file")
}

/// The first date of a short text; longer texts are prose, whose dates are no dates of the page.
pub(super) fn find(text: &str) -> Option<Found> {
    const LONGEST: u32 = 160;
    if weight(text) > LONGEST || !names_a_year(text) {
        return None;
    }
    let text: String = text.nfc().collect();
    let (day, start, end) = numbers(&text)?;
    let weekday = WEEKDAY.is_match(&text);
    let beside = format!("{} {}", &text[..start], &text[end..]);
    let beside = WEEKDAY.replace_all(&beside, " ");
    let beside = BESIDE.replace_all(&beside, " ");
    // A name of a section or of a reporter fits into 30 letters, a sentence does not.
    let letters = beside.chars().filter(|char| char.is_alphabetic()).count();
    Some(Found { day, weekday, hour: HOUR.is_match(&text), alone: letters <= 30 })
}

/// Whether four digits stand together, as in every date with a year.
fn names_a_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.iter().all(u8::is_ascii_digit))
}

fn numbers(text: &str) -> Option<(civil::Date, usize, usize)> {
    if let Some(found) = ISO.captures(text) {
        let (start, end) = bounds(&found);
        if let Some(day) = day(&found[1], &found[2], &found[3]) {
            let shifted = match (found.get(4), found.get(5), found.get(6)) {
                (Some(hour), Some(minute), Some(zone)) => {
                    in_viet_nam(day, hour.as_str(), minute.as_str(), zone.as_str())
                }
                _ => None,
            };
            return Some((shifted.unwrap_or(day), start, end));
        }
    }
    if let Some(found) = DAY_FIRST.captures(text) {
        let (start, end) = bounds(&found);
        if let Some(day) = day(&found[4], &found[3], &found[1]) {
            return Some((day, start, end));
        }
    }
    if let Some(found) = IN_WORDS.captures(text) {
        let (start, end) = bounds(&found);
        if let Some(day) = day(&found[3], month(&found[2]), &found[1]) {
            return Some((day, start, end));
        }
    }
    if let Some(found) = MONTH_FIRST.captures(text) {
        let (start, end) = bounds(&found);
        if let Some(day) = day(&found[3], month(&found[1]), &found[2]) {
            return Some((day, start, end));
        }
    }
    let found = YEAR_FIRST.captures(text)?;
    let (start, end) = bounds(&found);
    Some((day(&found[1], &found[2], &found[3])?, start, end))
}

fn bounds(found: &regex::Captures) -> (usize, usize) {
    found.get(0).map_or((0, 0), |whole| (whole.start(), whole.end()))
}

fn day(year: &str, month: &str, day: &str) -> Option<civil::Date> {
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn month(name: &str) -> &str {
    match name.to_lowercase().as_str() {
        "giêng" | "một" => "1",
        "hai" => "2",
        "ba" => "3",
        "tư" => "4",
        "năm" => "5",
        "sáu" => "6",
        "bảy" => "7",
        "tám" => "8",
        "chín" => "9",
        "mười" => "10",
        "mười một" => "11",
        "chạp" | "mười hai" => "12",
        _ => name,
    }
}

/// The day it is in Viet Nam (UTC+7, no summer time) at an hour of another zone.
fn in_viet_nam(day: civil::Date, hour: &str, minute: &str, zone: &str) -> Option<civil::Date> {
    let zone = zone.replace(':', "");
    let offset: i64 = match zone.as_str() {
        "Z" => 0,
        _ => {
            let minutes = zone[1..3].parse::<i64>().ok()? * 60 + zone[3..5].parse::<i64>().ok()?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let time = day.to_datetime(civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()?);
    Some(time.checked_add((7 * 60 - offset).minutes()).ok()?.date())
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn dates_of_pages() {
        for (text, day) in [
            ("07/03/2026 08:47", "2026-03-07"),
            ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", "2026-03-07"),
            ("07-03-2026 - 00:01 AM", "2026-03-07"),
            ("2026-03-07 10:31:00 +07:00", "2026-03-07"),
            ("2023-08-13T18:22:10+00:00", "2023-08-14"),
            ("2023-08-13T18:22:10Z", "2023-08-14"),
            ("2017-05-11T08:71:00+07:00", "2017-05-11"),
            ("2025-12-22T07:30:12 +0700", "2025-12-22"),
            ("Thứ ba, 18 Tháng 5 2010 09:14", "2010-05-18"),
            ("Thứ Hai, ngày 22 tháng 12 năm 2025, 07:30", "2025-12-22"),
            ("(Ngày đăng: 12/08/2014 - Lượt xem: 1.532)", "2014-08-12"),
            ("2 Tháng Mười Một, 2024", "2024-11-02"),
            ("Thứ Bảy, Tháng 3 7, 2026", "2026-03-07"),
            ("Địa phương05/11/2022 - 06:40", "2022-11-05"),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.day.to_string(), day, "{text}");
            assert!(found.alone, "{text}");
        }
    }

    #[test]
    fn what_is_no_date_line() {
        for text in ["0913.068.624", "136 /267", "nhiệm kỳ 2020-2025", "31/02/2020", "3,5 - 5 triệu"] {
            assert!(find(text).is_none(), "{text}");
        }
        let prose = "Chiều 6/3/2026, UBND xã Tả Phình bàn giao căn nhà cuối cùng trong chương trình.";
        assert!(find(prose).is_some_and(|found| !found.alone));
    }
}
