//! Which document of the families' lists a number stands for.

use super::docnum::{self, NumberForm};
use super::family::{Citation, Families, Family};
use std::collections::{BTreeMap, BTreeSet};

/// How sure it is which document a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// The lists have one document of this number.
    One,
    /// They have several, or the number is in short; of these the date beside it tells one.
    Dated,
    /// The lists have one document that is so called in short; other years and bodies use the same number.
    Short,
    /// Papers are known to print this number for another.
    Misprint,
    /// The lists have several documents, and nothing tells which is meant.
    Ambiguous,
    /// The date beside it is that of none of the documents of this number.
    OtherDate,
    /// It is in no list.
    Unknown,
}

impl Certainty {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Certainty::One => "one",
            Certainty::Dated => "dated",
            Certainty::Short => "short",
            Certainty::Misprint => "misprint",
            Certainty::Ambiguous => "ambiguous",
            Certainty::OtherDate => "other_date",
            Certainty::Unknown => "unknown",
        }
    }
}

/// A document of the families' lists, however many families have it.
#[derive(Clone, Debug)]
pub struct Known<'a> {
    /// What the lists call it.
    pub number: &'a str,
    /// Its day, or year, where it is known.
    pub date: Option<&'a str>,
    /// The families that it founds or continues, in the order of the gazetteer.
    pub families: Vec<&'a Family>,
    /// Whether the number that was asked for is one that papers print for it by mistake.
    pub is_misprinted: bool,
}

/// The documents that a number may stand for.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The one that it is, or all that it may be, by date; where the date beside it is another one, those that it is not.
    pub documents: Vec<Known<'a>>,
    /// How sure that is.
    pub certainty: Certainty,
}

/// The documents of all families by their numbers: in one spelling, in short, and as they are misprinted.
pub struct Founded<'a>(BTreeMap<String, Vec<Known<'a>>>);

impl<'a> Founded<'a> {
    pub(super) fn of(families: &'a Families) -> Self {
        let mut founded: BTreeMap<String, Vec<Known>> = BTreeMap::new();
        for family in families {
            for citation in &family.documents {
                let known = |is_misprinted| Known {
                    number: &citation.number,
                    date: citation.date.as_deref(),
                    families: vec![family],
                    is_misprinted,
                };
                let misprints = misprints(citation);
                for spelling in spellings(citation).into_iter().filter(|it| !misprints.contains(it)) {
                    founded.entry(spelling).or_default().push(known(false));
                }
                for spelling in misprints {
                    founded.entry(spelling).or_default().push(known(true));
                }
            }
        }
        founded.values_mut().for_each(merge);
        Self(founded)
    }

    /// What a number in one spelling may stand for, which the text dates so: `2011-05-14`, or as far as it says.
    ///
    /// A day that no document of this number has tells that another is meant. A year does not: it may be that of the work
    /// done on the document.
    pub fn read(&self, canonical: &str, form: NumberForm, issued: Option<&str>) -> Reading<'a> {
        let documents = self.0.get(canonical).cloned().unwrap_or_default();
        let is_day = issued.is_some_and(|issued| issued.len() == "2011-05-14".len());
        let fits = |known: &Known| {
            let (date, issued) = known.date.zip(issued)?;
            Some(date.starts_with(issued) || issued.starts_with(date))
        };
        let fitting: Vec<Known> =
            documents.iter().filter(|known| fits(known) == Some(true)).cloned().collect();
        let certainty = match documents.as_slice() {
            [] => Certainty::Unknown,
            all if is_day && form != NumberForm::Plenum && all.iter().all(|it| fits(it) == Some(false)) => {
                Certainty::OtherDate
            }
            all if all.iter().any(|known| known.is_misprinted) => Certainty::Misprint,
            [_] if form != NumberForm::Short => Certainty::One,
            _ if fitting.len() == 1 => return Reading { documents: fitting, certainty: Certainty::Dated },
            [_] => Certainty::Short,
            _ => Certainty::Ambiguous,
        };
        Reading { documents, certainty }
    }
}

/// The number of a document in one spelling and in short.
fn spellings(citation: &Citation) -> BTreeSet<String> {
    let numbers = docnum::find_all(&citation.number).into_iter();
    numbers.flat_map(|number| number.shorts().into_iter().chain([number.canonical])).collect()
}

fn misprints(citation: &Citation) -> BTreeSet<String> {
    let numbers = citation.misprints.iter().flat_map(|misprint| docnum::find(misprint));
    numbers.map(|number| number.canonical).collect()
}

/// Makes one of the entries for one document: those of the same number and date, however they call it, and those without
/// a date of a number that another entry dates.
fn merge(documents: &mut Vec<Known>) {
    let name =
        |known: &Known| docnum::find_all(known.number).into_iter().next().map(|number| number.canonical);
    documents.sort_by_key(|known| (known.date.is_none(), known.date));
    let mut merged: Vec<Known> = Vec::new();
    for known in documents.drain(..) {
        let is_same = |other: &&mut Known| {
            (known.date == other.date || known.date.is_none()) && name(&known) == name(other)
        };
        match merged.iter_mut().find(is_same) {
            Some(same) => {
                // What a list adds to the number, `(tam nông)`, is its own.
                same.number = if known.number.len() < same.number.len() { known.number } else { same.number };
                for family in known.families {
                    if !same.families.iter().any(|other| other.id == family.id) {
                        same.families.push(family);
                    }
                }
            }
            None => merged.push(known),
        }
    }
    *documents = merged;
}
