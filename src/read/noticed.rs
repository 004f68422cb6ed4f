//! What is told of an input besides what was left out: nothing is wrong with a document, and yet its reader may have meant
//! something else.

use super::part::Position;
use super::{Fields, Format, record};
use crate::date::Moment;
use crate::document::Document;
use serde::{Deserialize, Serialize};

/// What was noticed of an input. Of parts of a collection, what all noticed is what one run notices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noticed {
    documents: u64,
    /// The fields of the first record.
    fields: Option<First<Vec<String>>>,
    /// What the fields were said to be called, and how many records have something in each but the text.
    wanted: Fields,
    filled: [u64; 5],
    unread_dates: Met,
    pages_in_fields: Met,
    /// What is to be told of folders.
    folders: Vec<String>,
}

/// How often something was met, and where first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Met {
    count: u64,
    first: Option<First<String>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct First<T> {
    at: Position,
    what: T,
}

impl<T> First<T> {
    fn of_both(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        [one, other].into_iter().flatten().min_by_key(|first| first.at)
    }
}

impl Met {
    fn add(&mut self, at: Position, what: impl FnOnce() -> String) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some(First { at, what: what() });
        }
    }

    fn and(self, other: Self) -> Self {
        Self { count: self.count + other.count, first: First::of_both(self.first, other.first) }
    }

    fn in_words(&self, what: &str) -> Option<String> {
        let first = self.first.as_ref()?;
        Some(format!("{what}: {}, the first in {}", self.count, first.what))
    }
}

impl Noticed {
    /// Of an input whose records are to have these fields.
    pub(super) fn of(wanted: &Fields) -> Self {
        Self { wanted: wanted.clone(), ..Self::default() }
    }

    /// Of an input of whose folders this is to be told.
    pub(super) fn of_folders(self, remarks: &[String]) -> Self {
        Self { folders: remarks.to_vec(), ..self }
    }

    /// Looks at a document that comes at this place of the collection; the records of its file are called `file`.
    pub(super) fn look_at(&mut self, document: &Document, format: Format, file: &str, at: Position) {
        self.documents += 1;
        if !format.has_fields() {
            return;
        }
        let Document { id, meta, place, .. } = document;
        let own_id = *id != record::id(file, place);
        let others = [&meta.title, &meta.date, &meta.source, &meta.url].map(Option::is_some);
        let filled = [own_id, others[0], others[1], others[2], others[3]];
        self.filled.iter_mut().zip(filled).for_each(|(count, is_filled)| *count += u64::from(is_filled));
        if self.fields.is_none() {
            let known = names(&self.wanted).into_iter().zip(filled).filter(|(_, is_filled)| *is_filled);
            let known = known.map(|((_, name), _)| name.to_owned()).chain([self.wanted.text.clone()]);
            self.fields = Some(First { at, what: known.chain(meta.extra.keys().cloned()).collect() });
        }
        if let Some(date) = meta.date.as_deref().filter(|date| Moment::of_metadata(date).is_none()) {
            /// Characters of a date that are shown.
            const SHOWN: usize = 60;
            self.unread_dates
                .add(at, || format!("{place} (“{}”)", date.chars().take(SHOWN).collect::<String>()));
        }
        if meta.is_from_html {
            self.pages_in_fields.add(at, || place.to_string());
        }
    }

    /// What two parts of a collection noticed together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            documents: self.documents + other.documents,
            fields: First::of_both(self.fields, other.fields),
            wanted: self.wanted,
            filled: std::array::from_fn(|at| self.filled[at] + other.filled[at]),
            unread_dates: self.unread_dates.and(other.unread_dates),
            pages_in_fields: self.pages_in_fields.and(other.pages_in_fields),
            // Every part walks all folders.
            folders: self.folders,
        }
    }

    /// What is to be told, a line each.
    pub fn in_words(&self) -> Vec<String> {
        let folders = self.folders.iter().cloned();
        let own = Fields::default();
        let named = names(&self.wanted).into_iter().zip(names(&own)).zip(self.filled);
        let missing =
            named.filter(|&((wanted, own), filled)| wanted != own && filled == 0 && self.documents > 0);
        let missing = missing.map(|(((option, name), _), _)| match &self.fields {
            Some(First { what, .. }) => {
                format!("no record has anything in {option} {name}; the first one has {}", what.join(", "))
            }
            None => format!("{option} {name} names a field of records, and none was read"),
        });
        let met = [
            self.unread_dates.in_words("records with a date that cannot be read"),
            self.pages_in_fields.in_words("records whose text is HTML, read as a browser shows it"),
        ];
        folders.chain(missing).chain(met.into_iter().flatten()).collect()
    }
}

/// The options that name the fields of a record but the text, and the names.
fn names(fields: &Fields) -> [(&'static str, &str); 5] {
    let Fields { id, text: _, title, date, source, url } = fields;
    [
        ("--id-field", id),
        ("--title-field", title),
        ("--date-field", date),
        ("--source-field", source),
        ("--url-field", url),
    ]
}
