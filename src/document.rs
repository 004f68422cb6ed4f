//! Articles as they were read.

use crate::error::Place;
use serde::Serialize;

/// One article: its text as it was read, and what its record said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Identifier: the record's own, or the path below the folder that was named.
    pub id: String,
    /// The text as it was read (UTF-8, nothing changed).
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
    /// Every other field of the record, untouched.
    #[serde(flatten)]
    pub extra: serde_json::Map<String, serde_json::Value>,
}
