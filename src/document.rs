//! Articles as they were read.

use crate::date::{DateOrigin, Moment};
use crate::error::Place;
use crate::role::Role;
use serde::Serialize;
use serde_json::{Map, Value};

/// One article: its text as it was read, and what its record said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Identifier: the record's own, or the path below the folder that was named.
    pub id: String,
    /// The text as it was read: of a text file or record unchanged but for its encoding, of a web page its readable
    /// blocks, one a line.
    pub text: String,
    /// Title, source, date and whatever else the record held.
    pub meta: Meta,
    /// The file and line it came from.
    pub place: Place,
}

/// What a record says about its article besides the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Meta {
    /// Headline, where the record keeps it apart from the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Newspaper, site or collection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Publication date as the record writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Address of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Name of the encoding that its bytes were in, where that was not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// What the markup told, where the document was a web page.
    #[serde(skip)]
    pub markup: Option<Markup>,
    /// Every other field of the record, untouched.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
    /// What the record held where the document's own fields are now, in the order in which it was taken out.
    #[serde(skip)]
    pub taken: Vec<Taken>,
}

/// A field that was taken out of a record to be one of the document's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// Where it stood among the fields that were left.
    pub at: usize,
    /// Its name.
    pub name: String,
    /// Its value; none for the field that is the document's text.
    pub value: Option<Value>,
}

impl Document {
    /// The field of [`Self::into_record`] that holds this text; none where the record's text was mended on reading.
    pub fn text_field(&self) -> Option<&str> {
        match self.meta.taken.first() {
            None => Some("text"),
            Some(text) => text.value.is_none().then_some(&text.name),
        }
    }

    /// The record it was read from, every field as it was and where it was; of a document that was no record, one with
    /// the fields `id title date source url text`. Where a record had no id, the one it was given stands first.
    ///
    /// ```
    /// use chinhluan::{Document, Meta, Place};
    /// let (id, text) = ("bai.txt".to_owned(), "Xã đạt chuẩn nông thôn mới.".to_owned());
    /// let document = Document { id, text, meta: Meta::default(), place: Place::file("bai.txt") };
    /// let record = serde_json::to_string(&document.into_record()).unwrap();
    /// assert_eq!(record, r#"{"id":"bai.txt","text":"Xã đạt chuẩn nông thôn mới."}"#);
    /// ```
    pub fn into_record(self) -> Map<String, Value> {
        let Self { id, text, meta: Meta { title, source, date, url, extra, taken, .. }, .. } = self;
        let mut record = extra;
        if taken.is_empty() {
            let fields = [("title", title), ("date", date), ("source", source), ("url", url)];
            record.shift_insert(0, "id".into(), id.into());
            for (name, value) in fields {
                value.map(|value| record.insert(name.into(), value.into()));
            }
            record.insert("text".into(), text.into());
            return record;
        }
        let has_id = taken.iter().any(|field| field.value.as_ref().is_some_and(|value| names(value, &id)));
        let mut text = Some(text);
        for Taken { at, name, value } in taken.into_iter().rev() {
            let value = value.unwrap_or_else(|| text.take().unwrap_or_default().into());
            record.shift_insert(at.min(record.len()), name, value);
        }
        if !has_id && !record.contains_key("id") {
            record.shift_insert(0, "id".into(), id.into());
        }
        record
    }
}

/// Whether a field's value is what a document is called by.
fn names(value: &Value, id: &str) -> bool {
    match value {
        Value::String(name) => name == id,
        Value::Number(number) => number.to_string() == id,
        _ => false,
    }
}

/// What the markup of a web page told about its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Markup {
    /// Whether the page is an article; home pages and pages of a section are lists of articles.
    pub is_article: bool,
    /// The role of each line of the text, in order.
    pub roles: Vec<Role>,
    /// When it was published, and where that was found.
    pub published: Option<(Moment, DateOrigin)>,
    /// The reporter.
    pub byline: Option<String>,
}
