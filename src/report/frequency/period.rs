//! Spans of time that hits are counted by.

use serde::{Deserialize, Serialize};

/// What undated articles have in the place of a period.
pub(in crate::report) const UNDATED: &str = "undated";

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Period {
    /// `2013`
    #[default]
    Year,
    /// `2013-Q2`
    Quarter,
    /// `2013-05`
    Month,
}

impl Period {
    /// The period of a date `2013-05-19`, `2013-05` or `2013`, if it says so much; sorted as text, periods stand in order
    /// of time.
    pub(in crate::report) fn of(self, date: &str) -> Option<String> {
        let year = date.get(..4)?;
        let month = || date.get(5..7);
        Some(match self {
            Period::Year => year.to_owned(),
            Period::Quarter => format!("{year}-Q{}", (month()?.parse::<u32>().ok()?.max(1) - 1) / 3 + 1),
            Period::Month => format!("{year}-{}", month()?),
        })
    }

    /// The period behind one that [`Period::of`] has named.
    pub(super) fn next(self, label: &str) -> Option<String> {
        let year: u32 = label.get(..4)?.parse().ok()?;
        let part = |at: usize| label.get(at..)?.parse::<u32>().ok();
        Some(match self {
            Period::Year => format!("{:04}", year + 1),
            Period::Quarter => match part(6)? {
                quarter @ ..4 => format!("{year:04}-Q{}", quarter + 1),
                _ => format!("{:04}-Q1", year + 1),
            },
            Period::Month => match part(5)? {
                month @ ..12 => format!("{year:04}-{:02}", month + 1),
                _ => format!("{:04}-01", year + 1),
            },
        })
    }

    /// The beginning of a period that [`Period::of`] has named, in years.
    pub(super) fn time(self, label: &str) -> Option<f64> {
        let year: f64 = label.get(..4)?.parse().ok()?;
        let part = |at: usize| label.get(at..)?.parse::<f64>().ok();
        Some(match self {
            Period::Year => year,
            Period::Quarter => year + (part(6)? - 1.0) / 4.0,
            Period::Month => year + (part(5)? - 1.0) / 12.0,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_times() {
        let cases = [
            (Period::Year, "2013", 2013.0),
            (Period::Quarter, "2013-Q2", 2013.25),
            (Period::Month, "2013-04", 2013.25),
        ];
        for (period, label, time) in cases {
            assert_eq!(period.of("2013-04-30").as_deref(), Some(label));
            assert_eq!(period.time(label), Some(time));
        }
        assert_eq!(Period::Quarter.of("2013-12-01").as_deref(), Some("2013-Q4"));
        assert_eq!(Period::Month.of("2013"), None);
        for (period, label, next) in [
            (Period::Year, "2019", "2020"),
            (Period::Quarter, "2013-Q3", "2013-Q4"),
            (Period::Quarter, "2013-Q4", "2014-Q1"),
            (Period::Month, "2013-09", "2013-10"),
            (Period::Month, "2013-12", "2014-01"),
        ] {
            assert_eq!(period.next(label).as_deref(), Some(next));
        }
    }
}
