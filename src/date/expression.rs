//! Dates as Vietnamese newspaper pages print them.

use super::{Date, Moment, Time};
use crate::folding::fold;
use regex::{Captures, Regex};
use std::ops::Range;
use std::sync::LazyLock;

/// Longest text, in bytes, that is looked at as a date: a label, a weekday, a date, a time, a zone and the
/// telephone numbers that mastheads put behind them. Longer lines are prose.
pub(crate) const LONGEST: usize = 200;

/// What a date expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// With a label of publication: `Ngày đăng: 05/11/2018`.
    Labelled,
    /// Time before date: `08:31 | 11/05/2017`.
    TimeAndDate,
    /// With the day of the week: `Thứ năm, 25/07/2024`.
    Weekday,
    /// `16/05/2016`, also `2016-05-16`.
    Numeric,
    /// `ngày 3 tháng 2 năm 1930`
    Long,
    /// `nhiệm kỳ 2020-2025`
    Term,
    /// `giai đoạn 2016 - 2020`
    Period,
    /// A day without its year: `ngày 18/5`, or an anniversary, `3-2`.
    DayAndMonth,
    /// `tháng 9/2018`
    MonthAndYear,
    /// `năm 2009`
    Year,
}

/// What a label says about a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// `Ngày đăng`, `Đăng lúc`, `Xuất bản`, `Gửi lúc`.
    Published,
    /// `Cập nhật`.
    Updated,
    /// `Hôm nay`: the clock of the page.
    Today,
}

/// A text that is, as a whole, a date expression or has one and few words besides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expression {
    /// What it is.
    pub kind: Kind,
    /// The day, where day, month and year are all there.
    pub date: Option<Date>,
    /// The time of day.
    pub time: Option<Time>,
    pub(crate) weekday: bool,
    pub(crate) label: Option<Label>,
    /// What is left without date, time, weekday, label and zone, folded.
    pub(crate) rest: String,
}

macro_rules! regexes {
    ($($name:ident = $pattern:expr;)*) => {
        $(static $name: LazyLock<Regex> = LazyLock::new(|| Regex::new($pattern).expect("a pattern of this file"));)*
    };
}

// All on folded text. Of dates the first group is the date; what may stand at its ends is said as characters, not as
// bounds of words, which the fast engine of the crate cannot find where a character is not ASCII, a dash or a quote.
// Figures and letters are those of ASCII: classes of all scripts take the half of a short run to compile.
regexes! {
    // A rubric may stand before the day without a blank: `Địa phương05/11/2022`.
    NUMERIC = r"(?:^|[^0-9])((0?[1-9]|[12][0-9]|3[01]) ?[/.\-–] ?(0?[1-9]|1[0-2]) ?[/.\-–] ?((?:19|20)[0-9][0-9]))(?:[^a-z0-9_]|$)";
    ISO = r"(?:^|[^a-z0-9_])(((?:19|20)[0-9][0-9]) ?[-/.] ?(0?[1-9]|1[0-2]) ?[-/.] ?(0?[1-9]|[12][0-9]|3[01]))(?:[^a-z0-9_]|t|$)";
    // Joomla: `Thứ tư, 12 Tháng 5 2010 08:30`. In official letters figures are filled in: `ngày 14 tháng5 năm 2008`.
    LONG = r"(?:^|[^a-z0-9_])((?:ngay )?(?:mong |mung )?([0-9]{1,2}),? ?thang ?([0-9]{1,2}|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?|chap)(?:,? ?nam|,|/)? ?((?:19|20)[0-9][0-9]))(?:[^a-z0-9_]|$)";
    // WordPress, half translated: `Thứ Bảy, Tháng 3 7, 2026`.
    MONTH_FIRST = r"(?:^|[^a-z0-9_])(thang ([0-9]{1,2}|gieng|mot|hai|ba|tu|nam|sau|bay|tam|chin|muoi(?: mot| hai)?|chap) ([0-9]{1,2}), ?((?:19|20)[0-9][0-9]))(?:[^a-z0-9_]|$)";
    LONG_NO_YEAR = r"\bngay (?:mong |mung )?([0-9]{1,2}) thang ([0-9]{1,2}|gieng|chap)\b";
    TIME = r"(?:^|[^0-9.,/])([01]?[0-9]|2[0-3]) ?(?::|h|g|gio) ?([0-5][0-9])(?: ?(?:[:']|p\b|phut\b) ?([0-5][0-9])?)?(?:\.[0-9]+)?(?: ?s\b)? ?(am|pm|sa|ch)?(?:[^0-9/]|$)";
    ZONE = r"\(?\[? ?\b(?:gmt|utc) ?(?:[+-] ?[0-9]{1,2}(?::?[0-9][0-9])?)?\)?\]?|[+-][0-9][0-9]:?[0-9][0-9]$|z$";
    OFFSET = r"[0-9] ?([+-])([0-9][0-9]):?([0-5][0-9])$";
    WEEKDAY = r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|t[2-7]|cn|(?:mon|tues|wednes|thurs|fri|satur|sun)day|mon|tue|wed|thu|fri|sat|sun)\b";
    TODAY = r"^(?:hom nay|bay gio|ngay hien tai)\b(?: la)?(?: ngay)? *:?";
    PUBLISHED = r"\b(?:thoi gian dang|thoi diem dang|ngay dang(?: tin| bai)?|dang ngay|dang luc|duoc dang|dang tai|ngay xuat ban|xuat ban(?: ngay| luc)?|gui luc|ngay gui|ngay viet|ngay tao|ngay phat hanh|posted(?: on| at)?|post|published(?: on| at)?|publish date)\b *:?|(?:^|[|(;,·–-] ?)(?:dang|ngay) *:";
    UPDATED = r"\b(?:ngay cap nhat|(?:lan )?cap nhat(?: lan cuoi| luc| ngay)*|last updated|updated(?: on| at)?)\b *:?";
    FILLER = r"\b(?:ngay|luc|vao|hoi|gio|ho chi minh|viet nam|vn)\b";
    DAY_MONTH = r"^ngay (0?[1-9]|[12][0-9]|3[01]) ?[/.\-] ?(0?[1-9]|1[0-2])$";
    // Anniversaries that stand without the word ngày (../facts: dates, holiday).
    ANNIVERSARY = r"^(?:3[-/]2|30[-/]4|1[-/]5|19[-/]5|2[-/]9|19[-/]8|22[-/]12|8[-/]3|27[-/]7|21[-/]6|26[-/]3|20[-/]10|20[-/]11)$";
    TERM = r"^nhiem ky (?:19|20)[0-9][0-9] ?[-–] ?(?:19|20)[0-9][0-9]$";
    PERIOD = r"^giai doan (?:19|20)[0-9][0-9] ?[-–] ?(?:19|20)[0-9][0-9]$";
    MONTH_YEAR = r"^thang [0-9]{1,2} ?(?:/|-|nam) ?(?:19|20)[0-9][0-9]$";
    YEAR = r"^nam (?:19|20)[0-9][0-9]$";
    // Fields of databases have 0 for a day or month that nobody knows.
    ONLY_YEAR = r"^(?:nam )?((?:19|20)[0-9][0-9])(?:\.0|-00?-00?)?$";
    YEAR_AND_MONTH = r"^((?:19|20)[0-9][0-9]) ?[-/.] ?(0?[1-9]|1[0-2])(?:-00?)?$";
    MONTH_AND_YEAR = r"^(?:thang )?(0?[1-9]|1[0-2])(?: ?[-/.] ?|,? (?:nam )?)((?:19|20)[0-9][0-9])$";
    ENGLISH_MONTH = r"^(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,? ((?:19|20)[0-9][0-9])$";
    ENGLISH = r"\b(?:([0-9]{1,2}) )?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? (?:([0-9]{1,2}),? )?([0-9]{4})\b";
}

impl Expression {
    /// The date expression in `text`, `None` where there is none or `text` is longer than 200 bytes.
    ///
    /// ```
    /// use chinhluan::date::{Expression, Kind};
    /// let found = Expression::read("08:31 | 11/05/2017").unwrap();
    /// assert_eq!(found.kind, Kind::TimeAndDate);
    /// assert_eq!(found.date.unwrap().to_string(), "2017-05-11");
    /// assert_eq!(Expression::read("14/15 chi bộ"), None);
    /// ```
    pub fn read(text: &str) -> Option<Self> {
        if text.len() > LONGEST || !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let folded = fold(text);
        Self::of_day(&folded).or_else(|| {
            let kind = incomplete(&folded)?;
            Some(Self { kind, date: None, time: None, weekday: false, label: None, rest: String::new() })
        })
    }

    /// The expression in a folded text that names a full date.
    ///
    /// Where a day of publication and one of an update have labels, it is that of publication.
    pub(crate) fn of_day(folded: &str) -> Option<Self> {
        if !has_day_and_year(folded) {
            return None;
        }
        if let Some((published, updated)) = two_labels(folded)
            && let (Some(mut found), Some(beside)) = (Self::of_one(published), Self::of_one(updated))
        {
            found.rest = format!("{} {}", found.rest, beside.rest).trim().to_owned();
            return Some(found);
        }
        Self::of_one(folded)
    }

    fn of_one(folded: &str) -> Option<Self> {
        let (kind, at, date) = full(folded)?;
        let mut rest = folded.to_owned();
        rest.replace_range(at.clone(), " ");
        Some(Self::complete(kind, at.start, date, rest))
    }

    fn complete(kind: Kind, date_at: usize, date: Date, mut rest: String) -> Self {
        // Most dates have nothing beside them, at the latest when their time is taken out: then no pattern needs asking.
        let has_figures = |rest: &str| rest.bytes().any(|byte| byte.is_ascii_digit());
        let has_words = |rest: &str| rest.bytes().any(|byte| byte.is_ascii_alphanumeric());
        // The zone of `08:71:00+07:00` is no time.
        let zone = if has_figures(&rest) { OFFSET.captures(&rest) } else { None };
        if let Some(zone) = zone.and_then(|found| found.get(1)) {
            rest.truncate(zone.start());
        }
        let mut time_at = None;
        let time = if has_figures(&rest) { TIME.captures(&rest) } else { None };
        let time = time.and_then(|found| {
            let number = |group| found.get(group).and_then(|digits| digits.as_str().parse::<u8>().ok());
            let afternoon = matches!(found.get(4).map(|m| m.as_str()), Some("pm" | "ch"));
            let hour = number(1)?;
            let hour = if afternoon && hour < 12 { hour + 12 } else { hour };
            time_at = Some(found.get(1)?.start()..found.iter().skip(1).flatten().map(|m| m.end()).max()?);
            Time::new(hour, number(2)?, number(3))
        });
        let time_first = time_at.as_ref().is_some_and(|range| range.start < date_at);
        if let Some(range) = time_at {
            rest.replace_range(range, " ");
        }
        let mut take = |pattern: &Regex| {
            let found = has_words(&rest) && pattern.is_match(&rest);
            if found {
                rest = pattern.replace_all(&rest, " ").into_owned();
            }
            found
        };
        take(&ZONE);
        let label = if take(&TODAY) {
            Some(Label::Today)
        } else {
            let (published, updated) = (take(&PUBLISHED), take(&UPDATED));
            if published { Some(Label::Published) } else { updated.then_some(Label::Updated) }
        };
        let weekday = take(&WEEKDAY);
        take(&FILLER);
        let words: Vec<&str> = rest
            .split(|c: char| !(c.is_alphanumeric() || c == '.'))
            .filter(|w| *w != "." && !w.is_empty())
            .collect();
        let rest = words.join(" ");
        let kind = match label {
            Some(Label::Published | Label::Updated) => Kind::Labelled,
            _ if weekday => Kind::Weekday,
            _ if time_first => Kind::TimeAndDate,
            _ => kind,
        };
        Self { kind, date: Some(date), time, weekday, label, rest }
    }

    /// Whether nothing but the date, its time and its label stands there.
    pub(crate) fn is_alone(&self) -> bool {
        self.rest.is_empty()
    }

    pub(crate) fn moment(&self) -> Option<Moment> {
        Some(Moment { date: self.date?, time: self.time })
    }
}

/// Two numbers, one of them `19xx` or `20xx`: what every full date has, and few other lines that name a year.
pub(crate) fn has_day_and_year(text: &str) -> bool {
    // Most lines have fewer figures, which are counted faster than they are read.
    if text.bytes().filter(u8::is_ascii_digit).count() < 5 {
        return false;
    }
    let mut numbers =
        text.as_bytes().split(|byte| !byte.is_ascii_digit()).filter(|number| !number.is_empty());
    let is_year = |four: &[u8]| matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]);
    let (mut count, mut year) = (0, false);
    numbers.any(|number| {
        count += 1;
        year |= number.windows(4).any(is_year);
        year && count > 1
    })
}

/// A line that labels both a day of publication and one of an update, parted before the second label: the first of the two
/// parts is the one of publication, wherever it stands.
fn two_labels(folded: &str) -> Option<(&str, &str)> {
    // Few lines have a word of both.
    if !folded.contains("cap nhat") && !folded.contains("updated") {
        return None;
    }
    let (published, updated) = (PUBLISHED.find(folded)?.start(), UPDATED.find(folded)?.start());
    let (first, second) = folded.split_at(published.max(updated));
    Some(if published < updated { (first, second) } else { (second, first) })
}

/// The first full date in `folded`, and where it stands.
fn full(folded: &str) -> Option<(Kind, Range<usize>, Date)> {
    [
        (Kind::Numeric, &NUMERIC, [4, 3, 2]),
        (Kind::Numeric, &ISO, [2, 3, 4]),
        (Kind::Long, &LONG, [4, 3, 2]),
        (Kind::Long, &MONTH_FIRST, [4, 2, 3]),
    ]
    .into_iter()
    .find_map(|(kind, pattern, order)| {
        let found = pattern.captures(folded)?;
        let date = date_of(&found, order)?;
        let Range { start, end } = found.get(1)?.range();
        // The `T` that parts the time from a date as ISO 8601 writes it goes with the date.
        Some((kind, start..end + usize::from(folded[end..].starts_with('t')), date))
    })
}

fn date_of(found: &Captures, [year, month, day]: [usize; 3]) -> Option<Date> {
    let month = match &found[month] {
        "gieng" | "mot" => 1,
        "hai" => 2,
        "ba" => 3,
        "tu" => 4,
        "nam" => 5,
        "sau" => 6,
        "bay" => 7,
        "tam" => 8,
        "chin" => 9,
        "muoi" => 10,
        "muoi mot" => 11,
        "muoi hai" | "chap" => 12,
        digits => digits.parse().ok()?,
    };
    Date::new(found[year].parse().ok()?, month, found[day].parse().ok()?)
}

fn incomplete(folded: &str) -> Option<Kind> {
    let kinds: [(&Regex, Kind); 7] = [
        (&LONG_NO_YEAR, Kind::Long),
        (&TERM, Kind::Term),
        (&PERIOD, Kind::Period),
        (&DAY_MONTH, Kind::DayAndMonth),
        (&ANNIVERSARY, Kind::DayAndMonth),
        (&YEAR, Kind::Year),
        (&MONTH_YEAR, Kind::MonthAndYear),
    ];
    kinds.into_iter().find(|(pattern, _)| pattern.is_match(folded)).map(|(_, kind)| kind)
}

/// The month or year that a record's date, folded, is as a whole.
pub(super) fn month_or_year(folded: &str) -> Option<Date> {
    if let Some(found) = ONLY_YEAR.captures(folded) {
        return Date::of_year(found[1].parse().ok()?);
    }
    if let Some(found) = ENGLISH_MONTH.captures(folded) {
        return Date::of_month(found[2].parse().ok()?, english_month(&found[1])?);
    }
    let found = YEAR_AND_MONTH.captures(folded).map(|found| (found.get(1), found.get(2)));
    let found = found.or_else(|| MONTH_AND_YEAR.captures(folded).map(|found| (found.get(2), found.get(1))));
    let (year, month) = found.and_then(|(year, month)| year.zip(month))?;
    Date::of_month(year.as_str().parse().ok()?, month.as_str().parse().ok()?)
}

/// Minutes by which the clock of the zone that a record's date ends with is ahead of UTC: `Z`, `+07:00`, `-0500`.
pub(super) fn zone(field: &str) -> Option<i64> {
    let field = field.trim_end();
    if field.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let found = OFFSET.captures(field)?;
    let number = |group: usize| found[group].parse::<i64>().ok();
    let minutes = number(2)? * 60 + number(3)?;
    // The widest zone there is; what is more is a number of something else.
    (minutes <= 14 * 60).then_some(if &found[1] == "-" { -minutes } else { minutes })
}

/// `14 May 2012`, `May 14, 2012`: e-mail headers and software that was never translated.
pub(super) fn english(folded: &str) -> Option<Expression> {
    let found = ENGLISH.captures(folded)?;
    let month = english_month(&found[2])?;
    let day = found.get(1).or(found.get(3))?.as_str().parse().ok()?;
    let date = Date::new(found[4].parse().ok()?, month, day)?;
    let mut rest = folded.to_owned();
    let whole = found.get(0)?;
    rest.replace_range(whole.range(), " ");
    Some(Expression::complete(Kind::Long, whole.start(), date, rest))
}

fn english_month(first_letters: &str) -> Option<i8> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    MONTHS.iter().position(|month| *month == first_letters).map(|month| month as i8 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metadata() {
        for (field, iso) in [
            ("2012-05-14", Some("2012-05-14")),
            ("2012-05-14T08:00:00+07:00", Some("2012-05-14T08:00:00")),
            ("2012-05-14 08:00:00 +0700", Some("2012-05-14T08:00:00")),
            ("2012-05-14T01:30:00.000Z", Some("2012-05-14T08:30:00")),
            ("2023-08-13T18:22:10+00:00", Some("2023-08-14T01:22:10")),
            ("2023-08-13T18:22:10Z", Some("2023-08-14T01:22:10")),
            ("2017-05-11T08:71:00+07:00", Some("2017-05-11")),
            ("2025-12-22T07:30:12 +0700", Some("2025-12-22T07:30:12")),
            ("2026-03-07 10:31:00 +07:00", Some("2026-03-07T10:31:00")),
            ("Thứ ba, 18 Tháng 5 2010 09:14", Some("2010-05-18T09:14")),
            ("Thứ Hai, ngày 22 tháng 12 năm 2025, 07:30", Some("2025-12-22T07:30")),
            ("2 Tháng Mười Một, 2024", Some("2024-11-02")),
            ("Thứ Bảy, Tháng 3 7, 2026", Some("2026-03-07")),
            ("Địa phương05/11/2022 - 06:40", Some("2022-11-05T06:40")),
            ("2012-05-14T08:00", Some("2012-05-14T08:00")),
            ("2012/05/14", Some("2012-05-14")),
            ("14/05/2012", Some("2012-05-14")),
            ("Đồng Xoài, ngày 14 tháng5 năm 2008", Some("2008-05-14")),
            ("14-5-2012 08:05", Some("2012-05-14T08:05")),
            ("07-03-2026 - 00:01 AM", Some("2026-03-07T00:01")),
            ("07/03/2026 08:47 PM", Some("2026-03-07T20:47")),
            ("Thứ bảy, 7/3/2026, 00:05 (GMT+7)", Some("2026-03-07T00:05")),
            ("Thứ tư, 12 Tháng 5 2010 08:30", Some("2010-05-12T08:30")),
            ("Mon, 14 May 2012 08:00:00 +0700", Some("2012-05-14T08:00:00")),
            ("May 14, 2012", Some("2012-05-14")),
            ("20120514", Some("2012-05-14")),
            ("1336957200", Some("2012-05-14T08:00:00")),
            ("1336957200.0", Some("2012-05-14T08:00:00")),
            ("1336957200000", Some("2012-05-14T08:00:00")),
            ("20121314", None),
            ("0912345678", None),
            ("31/02/2012", None),
            ("2012", Some("2012")),
            ("05/2012", Some("2012-05")),
            ("1.000.000 đồng", None),
            ("", None),
        ] {
            assert_eq!(
                Moment::of_metadata(field).map(|moment| moment.to_string()).as_deref(),
                iso,
                "{field}"
            );
        }
    }

    #[test]
    fn published_and_updated_in_one_line() {
        for (line, iso) in [
            ("Cập nhật: 10/10/2019 | Đăng ngày: 05/06/2014", "2014-06-05"),
            ("Đăng ngày 05/06/2014, cập nhật 14:30 ngày 10/10/2019", "2014-06-05"),
            (
                "Cập nhật lần cuối: 14:30 ngày 05/06/2014 - Đăng lúc: 08:00 ngày 05/06/2014",
                "2014-06-05T08:00",
            ),
            ("Ngày đăng: 05/06/2014 08:00 (Cập nhật: 10/10/2019 14:30)", "2014-06-05T08:00"),
            ("Ngày cập nhật: 10 tháng 10 năm 2019; Xuất bản: 5 tháng 6 năm 2014", "2014-06-05"),
            ("Posted on 05/06/2014, last updated on 10/10/2019", "2014-06-05"),
            // Labels of one day.
            ("Đăng, cập nhật lúc 08:00 ngày 05/06/2014", "2014-06-05T08:00"),
            ("Ngày đăng, ngày cập nhật: 05/06/2014", "2014-06-05"),
        ] {
            let found = Expression::read(line).unwrap();
            assert_eq!(found.moment().map(|moment| moment.to_string()).as_deref(), Some(iso), "{line}");
        }
    }

    #[test]
    fn what_is_left_of_a_line() {
        for (line, rest, label) in [
            ("(Cập nhật lúc 14:30, Thứ Hai, 05/06/2023 (GMT+7))", "", Some(Label::Updated)),
            ("Hôm nay: Thứ năm, 30/11/2023", "", Some(Label::Today)),
            ("09h15' ngày 20/06/2013", "", None),
            ("“05/11/2018” – 08:31", "", None),
            ("…ngày 5 tháng 11 năm 2018…", "", None),
            ("Ngày đăng: 05/11/2018 | Lượt xem: 120", "luot xem 120", Some(Label::Published)),
            ("Xuân Tam | Cập nhật: 10/10/2019 | Đăng: 05/06/2014", "xuan tam", Some(Label::Published)),
            ("Thứ ba - 05/06/2018 14:30", "", None),
            ("Xuân Tam - 08:31, 11/05/2017", "xuan tam", None),
        ] {
            let found = Expression::read(line).unwrap();
            assert_eq!((found.rest.as_str(), found.label), (rest, label), "{line}");
        }
    }
}
