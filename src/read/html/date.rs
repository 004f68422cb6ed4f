//! Which lines of a page are dates.

use super::measure::weight;
use crate::date::{Expression, Moment};
use unicode_normalization::UnicodeNormalization;

/// A date found in a line.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) moment: Moment,
    /// A weekday stands beside it.
    pub(super) weekday: bool,
    /// Nothing else of weight stands beside it: the line is one of date and time.
    pub(super) alone: bool,
}

/// The first date of a short text; longer texts are prose, whose dates are no dates of the page.
pub(super) fn find(text: &str) -> Option<Found> {
    const LONGEST: u32 = 160;
    // A name of a section or of a reporter fits into 30 letters, a sentence does not.
    const BESIDE: usize = 30;
    if weight(text) > LONGEST || !names_a_year(text) {
        return None;
    }
    let found = Expression::read(&text.nfc().collect::<String>())?;
    let letters = found.rest.chars().filter(|char| char.is_alphabetic()).count();
    Some(Found { moment: found.moment()?, weekday: found.weekday, alone: letters <= BESIDE })
}

/// Whether four digits stand together, as in every date with a year.
fn names_a_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|window| window.iter().all(u8::is_ascii_digit))
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
            ("Thứ ba, 18 Tháng 5 2010 09:14", "2010-05-18"),
            ("Thứ Hai, ngày 22 tháng 12 năm 2025, 07:30", "2025-12-22"),
            ("(Ngày đăng: 12/08/2014 - Lượt xem: 1.532)", "2014-08-12"),
            ("2 Tháng Mười Một, 2024", "2024-11-02"),
            ("Thứ Bảy, Tháng 3 7, 2026", "2026-03-07"),
            ("Địa phương05/11/2022 - 06:40", "2022-11-05"),
        ] {
            let found = find(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.moment.date.to_string(), day, "{text}");
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
