//! Phrases printed before the document that founded their campaign.

use crate::phrase::{Family, FamilyKind};
use crate::report::{AnachronismRow, HitRow};

/// From when on a family is to be expected.
pub(super) struct Founding<'a> {
    /// `2006-11-07`, or only as far as it is known: `2006`.
    since: &'a str,
    /// The document with that date; none where the family's own start is the earlier one.
    number: Option<&'a str>,
    verified: bool,
}

impl<'a> Founding<'a> {
    /// The earliest date that the family's description gives: of its documents, or its start.
    ///
    /// Nothing for a family without documents: nothing founded it. Nothing for a slogan or set phrase without a start
    /// either: `của dân, do dân, vì dân` is far older than the constitution that takes it up.
    pub fn of(family: &'a Family) -> Option<Self> {
        if family.kind != FamilyKind::Campaign && family.start.is_none() {
            return None;
        }
        let documents = family.documents.iter().filter_map(|cited| {
            let since = cited.date.as_deref()?;
            Some(Self { since, number: Some(&cited.number), verified: cited.verified })
        });
        let first = documents.min_by(|a, b| a.since.cmp(b.since))?;
        // `2006/2007`, where sources differ, begins with the earlier one.
        let start = family.start.as_deref().and_then(|start| start.split('/').next()).map(str::trim);
        let earlier = start.filter(|start| !first.since.starts_with(start) && *start < first.since);
        Some(match earlier {
            Some(since) => Self { since, number: None, verified: first.verified },
            None => first,
        })
    }

    /// Whether it lies behind `date`, as far as it is known.
    pub fn is_after(&self, date: &str) -> bool {
        let known = date.len().min(self.since.len());
        date[..known] < self.since[..known]
    }

    pub fn row(&self, hit: &HitRow, date: &str, date_from: Option<&'static str>) -> AnachronismRow {
        AnachronismRow {
            document: hit.document.clone(),
            date: date.to_owned(),
            date_from,
            family: hit.family.clone(),
            surface: hit.surface.clone(),
            start: hit.start,
            end: hit.end,
            founded: self.since.to_owned(),
            founded_by: self.number.map(str::to_owned),
            verified: self.verified,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phrase::Families;

    #[test]
    fn the_earliest_date_founds_and_a_year_is_its_whole_year() {
        let family = |fields: &str| {
            let toml = format!(
                "[[family]]\nid = \"a\"\nname = \"a\"\nkind = \"campaign\"\nvariants = [\"thi đua\"]\n{fields}"
            );
            Families::read(&toml, "test").unwrap()
        };
        let documents = "documents = [{ number = \"2\", date = \"2011-05-14\", verified = true }, \
                         { number = \"1\", date = \"2006-11-07\", verified = false }]\n";
        let families = family(documents);
        let founding = Founding::of(families.family(0)).unwrap();
        assert_eq!((founding.number, founding.verified), (Some("1"), false));
        assert!(founding.is_after("2006-11-06") && !founding.is_after("2006-11-07"));

        let families = family(&format!("start = \"2006/2007\"\n{documents}"));
        assert_eq!(Founding::of(families.family(0)).unwrap().since, "2006-11-07");
        let families = family(&format!("start = \"2003\"\n{documents}"));
        let founding = Founding::of(families.family(0)).unwrap();
        assert_eq!(founding.number, None);
        assert!(founding.is_after("2002-12-31") && !founding.is_after("2003-01-01"));
        assert!(Founding::of(family("start = \"2003\"\n").family(0)).is_none());
        let slogan =
            "[[family]]\nid = \"a\"\nname = \"a\"\nkind = \"slogan\"\nvariants = [\"dân làm chủ\"]\n";
        let slogan = Families::read(&format!("{slogan}{documents}"), "test").unwrap();
        assert!(Founding::of(slogan.family(0)).is_none());
    }
}
