//! Articles as they were read.

use crate::date::{DateOrigin, Moment};
use crate::error::{Place, Result};
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

impl Document {
    /// Bytes of the text of what was read, none where it could not be used: what a batch is measured by.
    pub fn bytes_of(read: &Result<Self>) -> usize {
        read.as_ref().map_or(0, |document| document.text.len())
    }
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
    /// Whether the text was a field of a record that holds HTML: it is what a browser would show.
    #[serde(skip)]
    pub is_from_html: bool,
    /// Where the text begins in that of its file, in bytes, where it is a piece of it as
    /// [`Inputs::pieces`](crate::read::Inputs::pieces) asked for.
    #[serde(skip)]
    pub offset: Option<u64>,
    /// What the markup told, where the document was a web page.
    #[serde(skip)]
    pub markup: Option<Markup>,
    /// Every other field of the record.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
    /// The record itself as JSON on one line, where [`Inputs::records`](crate::read::Inputs::records) asked for it: of
    /// JSONL the line as it was written. A record that has no id begins with the one it was given.
    #[serde(skip)]
    pub record: Option<String>,
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
