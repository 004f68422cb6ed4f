//! Dates of newspaper pages and of records: days, moments, and the lines that print them.

mod expression;

pub use expression::{Expression, Kind};
pub(crate) use expression::{LONGEST, Label, has_day_and_year};

use crate::folding::fold;
use jiff::ToSpan;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// A day of the calendar; or a month or year, of which a record says no more. Written `2012-05-14`, `2012-05`, `2012`.
///
/// In order of time; a month or year stands behind the days that it holds, for it may have been any of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Year of our era, 1000 to 9999.
    pub year: i16,
    /// Month, 1 to 12; 0 where only the year is known.
    pub month: i8,
    /// Day of the month, from 1; 0 where only the month or year is known.
    pub day: i8,
}

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let known = (1000..=9999).contains(&year) && jiff::civil::Date::new(year, month, day).is_ok();
        known.then_some(Self { year, month, day })
    }

    /// The month, if the calendar has it.
    pub fn of_month(year: i16, month: i8) -> Option<Self> {
        Some(Self { day: 0, ..Self::new(year, month, 1)? })
    }

    /// The year, if the calendar has it.
    pub fn of_year(year: i16) -> Option<Self> {
        Some(Self { month: 0, day: 0, ..Self::new(year, 1, 1)? })
    }

    /// Whether it is a day, not a month or year.
    pub fn is_day(self) -> bool {
        self.day > 0
    }

    /// Whether a month or year has this day; a day has itself.
    pub fn has(self, day: Date) -> bool {
        self.year == day.year
            && (self.month == 0 || self.month == day.month)
            && (self.day == 0 || self.day == day.day)
    }

    /// What dates are ordered by.
    fn latest(self) -> (i16, i8, i8) {
        let known_or_last = |part| if part == 0 { i8::MAX } else { part };
        (self.year, known_or_last(self.month), known_or_last(self.day))
    }
}

impl Ord for Date {
    fn cmp(&self, other: &Self) -> Ordering {
        self.latest().cmp(&other.latest())
    }
}

impl PartialOrd for Date {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.month, self.day) {
            (0, _) => write!(f, "{:04}", self.year),
            (month, 0) => write!(f, "{:04}-{month:02}", self.year),
            (month, day) => write!(f, "{:04}-{month:02}-{day:02}", self.year),
        }
    }
}

/// A time of the day, as the page's own clock shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute.
    pub minute: u8,
    /// Second, where it is given.
    pub second: Option<u8>,
}

impl Time {
    /// The time, if a day has it.
    pub fn new(hour: u8, minute: u8, second: Option<u8>) -> Option<Self> {
        (hour < 24 && minute < 60 && second.is_none_or(|s| s < 60)).then_some(Self { hour, minute, second })
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(f, ":{second:02}"))
    }
}

/// A day, and the time of day where it is known; written `2017-05-11T08:31`.
///
/// By the clock of Viet Nam (UTC+7, no summer time), which is what its pages print; where a record names another zone,
/// the moment is converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The day; of a record, it may be no more than a month or year.
    pub date: Date,
    /// The time of day.
    pub time: Option<Time>,
}

impl Moment {
    /// The moment that the date field of a record writes: ISO 8601 (`2012-05-14`, `2012-05-14T08:00:00+07:00`,
    /// with a blank before the zone too; `20120514`), `14/05/2012 08:00`, RFC 2822 (`Mon, 14 May 2012 08:00:00 +0700`),
    /// seconds or milliseconds since 1970, or a line as pages print it; a month or a year (`2012-05`, `05/2012`,
    /// `tháng 5 năm 2012`; `2012`). `None` where there is none of these.
    ///
    /// ```
    /// use chinhluan::date::Moment;
    /// assert_eq!(Moment::of_metadata("2012-05-14T08:00:00+07:00").unwrap().to_string(), "2012-05-14T08:00:00");
    /// assert_eq!(Moment::of_metadata("14/05/2012").unwrap().to_string(), "2012-05-14");
    /// assert_eq!(Moment::of_metadata("05/2012").unwrap().to_string(), "2012-05");
    /// assert_eq!(Moment::of_metadata("14/05"), None);
    /// ```
    pub fn of_metadata(field: &str) -> Option<Self> {
        (field.len() <= LONGEST).then_some(())?;
        if let Some(moment) = Self::of_figures(field.trim()) {
            return Some(moment);
        }
        let folded = fold(field.trim());
        if let Some(date) = expression::month_or_year(&folded) {
            return Some(Self { date, time: None });
        }
        let found = Expression::read(field).or_else(|| expression::english(&folded))?;
        let shown = found.moment()?;
        Some(expression::zone(field).and_then(|zone| shown.in_viet_nam(zone)).unwrap_or(shown))
    }
}

impl Moment {
    /// What figures without anything between say: `20120514`; seconds since 1970 or thousandths of them, of the years from
    /// 2001, when they came to have ten and thirteen figures.
    fn of_figures(field: &str) -> Option<Self> {
        const THOUSAND: i64 = 1000;
        // A table of floating-point numbers writes `1336957200.0`.
        let figures = field.strip_suffix(".0").unwrap_or(field);
        let number: i64 =
            figures.bytes().all(|byte| byte.is_ascii_digit()).then(|| figures.parse().ok())??;
        let seconds = match (figures.len(), figures.starts_with('1')) {
            (8, _) => {
                let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
                let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8)?;
                return Some(Self { date, time: None });
            }
            (10, true) => number,
            (13, true) => number / THOUSAND,
            _ => return None,
        };
        let shown = jiff::tz::Offset::constant(7).to_datetime(jiff::Timestamp::from_second(seconds).ok()?);
        let date = Date::new(shown.year(), shown.month(), shown.day())?;
        let time = Time::new(shown.hour() as u8, shown.minute() as u8, Some(shown.second() as u8));
        Some(Self { date, time })
    }

    /// The moment in Viet Nam when a clock `zone` minutes ahead of UTC shows this; none where no time is known.
    fn in_viet_nam(self, zone: i64) -> Option<Self> {
        const VIET_NAM: i64 = 7 * 60;
        let (Date { year, month, day }, time) = (self.date, self.time?);
        let there = jiff::civil::date(year, month, day).at(time.hour as i8, time.minute as i8, 0, 0);
        let here = there.checked_add((VIET_NAM - zone).minutes()).ok()?;
        Some(Self {
            date: Date::new(here.year(), here.month(), here.day())?,
            time: Time::new(here.hour() as u8, here.minute() as u8, time.second),
        })
    }
}

impl Moment {
    /// The moment that is written as [`Moment`]s are.
    fn of_written(written: &str) -> Option<Self> {
        let (date, time) = written.split_once('T').map_or((written, None), |(date, time)| (date, Some(time)));
        let mut parts = date.split('-');
        let year = parts.next()?.parse().ok()?;
        let [month, day] = [parts.next(), parts.next()].map(|part| part.map(str::parse).transpose());
        let date = match (month.ok()?, day.ok()?) {
            (None, _) => Date::of_year(year)?,
            (Some(month), None) => Date::of_month(year, month)?,
            (Some(month), Some(day)) => Date::new(year, month, day)?,
        };
        let time = match time {
            None => None,
            Some(time) => {
                let mut time = time.split(':');
                let (hour, minute) = (time.next()?.parse().ok()?, time.next()?.parse().ok()?);
                let second = time.next().map(str::parse).transpose().ok()?;
                Some(Time::new(hour, minute, second)?)
            }
        };
        Some(Self { date, time })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.date.fmt(f)?;
        self.time.map_or(Ok(()), |time| write!(f, "T{time}"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = String::deserialize(deserializer)?;
        Self::of_written(&written).ok_or_else(|| D::Error::custom(format!("no moment: {written}")))
    }
}

/// What a date was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOrigin {
    /// A label: `Ngày đăng: …`.
    Label,
    /// A line of its own where pages print it: below the title for publication, in the masthead for the clock.
    Position,
    /// The record that held the text, or the head of the page.
    Metadata,
}

impl DateOrigin {
    /// The name in outputs, `label`.
    pub fn name(self) -> &'static str {
        match self {
            DateOrigin::Label => "label",
            DateOrigin::Position => "position",
            DateOrigin::Metadata => "metadata",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_may_know_no_more_than_a_month_or_a_year() {
        for (field, date) in [
            ("2009", "2009"),
            (" năm 2009 ", "2009"),
            ("2009.0", "2009"),
            ("2009-00-00", "2009"),
            ("2009-05", "2009-05"),
            ("2009/5", "2009-05"),
            ("2009-05-00", "2009-05"),
            ("05/2009", "2009-05"),
            ("5-2009", "2009-05"),
            ("Tháng 5/2009", "2009-05"),
            ("tháng 12 năm 2009", "2009-12"),
            ("May 2009", "2009-05"),
            ("20090514", "2009-05-14"),
        ] {
            let moment = Moment::of_metadata(field).unwrap_or_else(|| panic!("{field}"));
            assert_eq!(moment.to_string(), date, "{field}");
            assert_eq!(Moment::of_written(date), Some(moment), "{date}");
        }
        for field in ["14/5", "2009-2010", "13/2009", "0009", "3009", "2009-13", "200905", "số 5/2009"] {
            assert_eq!(Moment::of_metadata(field), None, "{field}");
        }
    }

    #[test]
    fn a_month_or_year_stands_behind_its_days() {
        let dates = ["2008", "2009-05-01", "2009-05-31", "2009-05", "2009-06-01", "2009", "2010-01-01"];
        let dates = dates.map(|date| Moment::of_written(date).unwrap().date);
        assert!(dates.is_sorted());
        assert!(dates[5].has(dates[1]) && dates[3].has(dates[2]) && !dates[3].has(dates[4]));
    }
}
