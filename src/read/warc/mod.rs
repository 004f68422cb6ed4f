//! Web archives: WARC (ISO 28500) as crawlers write it, and WET, the text that Common Crawl makes of it.
//!
//! A reader of its own: the crates for it take every length at its word, and damage is what old crawls have.

mod body;
mod buffer;
mod head;
mod http;
mod records;

use super::documents::Reader;
use super::files::File;
use super::record;
use super::source::Source;
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use http::Response;
use records::{Record, Records};
use serde_json::Value;
use std::borrow::Cow;

pub(super) struct Warc {
    file: File,
    records: Records,
}

impl Warc {
    pub(super) fn of(file: File, source: Source) -> Self {
        Self { file, records: Records::of(source) }
    }
}

impl Reader for Warc {
    fn next_document(&mut self) -> Option<Result<Document>> {
        loop {
            if let Some(found) = self.next_place()? {
                return Some(found);
            }
        }
    }

    /// The next record: whether it is a document is known when it has been parsed.
    fn next_place(&mut self) -> Option<Option<Result<Document>>> {
        let (number, target, reason) = match self.records.next_record()? {
            Ok(record) => match read(&record, &self.file.path) {
                Ok(document) => return Some(Some(Ok(document))),
                Err(NoDocument::PassedOver(kind)) => {
                    self.records.source().pass_over(kind);
                    return Some(None);
                }
                Err(NoDocument::Fault(reason)) => (record.number, target(&record), reason),
            },
            Err(fault) => (fault.number, fault.target, fault.reason),
        };
        let reason = match target {
            Some(target) => format!("{reason} ({target:.200})"),
            None => reason,
        };
        Some(Some(Err(Error::input(Place::line(&self.file.path, number), reason))))
    }

    fn pass(&mut self) -> bool {
        self.records.next_record().is_some()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.records.into_source()
    }
}

/// Why a record gives no document.
enum NoDocument {
    /// It is none, but something of this kind.
    PassedOver(&'static str),
    /// It would be one, if this were not wrong with it.
    Fault(String),
}

impl From<String> for NoDocument {
    fn from(reason: String) -> Self {
        Self::Fault(reason)
    }
}

use NoDocument::{Fault, PassedOver};

/// The document of a record.
fn read(record: &Record, path: &str) -> std::result::Result<Document, NoDocument> {
    let head = record.head;
    let response = match &head.field("WARC-Type").unwrap_or_default().to_ascii_lowercase()[..] {
        b"response" => Response::of(record.block),
        b"resource" | b"conversion" => None,
        b"request" => return Err(PassedOver("request")),
        b"revisit" => return Err(PassedOver("revisit")),
        b"metadata" => return Err(PassedOver("metadata")),
        b"warcinfo" => return Err(PassedOver("warcinfo")),
        b"continuation" => return Err(PassedOver("continuation")),
        _ => return Err(PassedOver("record of another type")),
    };
    let target = target(record);
    if target.as_ref().is_some_and(|target| is_robots_txt(target)) {
        return Err(PassedOver("robots.txt"));
    }
    if let Some(response) = &response
        && response.status != 200
    {
        return Err(PassedOver(match response.status / 100 {
            1 => "status 1xx",
            2 => "status 2xx, not 200",
            3 => "status 3xx",
            4 => "status 4xx",
            5 => "status 5xx",
            _ => "status unknown",
        }));
    }
    let declared = match &response {
        Some(response) => response.head.field("Content-Type"),
        None => head.field("Content-Type"),
    };
    let declared = declared.or_else(|| head.field("WARC-Identified-Payload-Type"));
    let declared = declared.map(String::from_utf8_lossy);
    let kind = declared.as_deref().map(body::declared).transpose().map_err(PassedOver)?.flatten();
    if !record.is_whole {
        return Err(Fault(record::TOO_LONG.into()));
    }
    if head.field("WARC-Segment-Number").is_some() {
        return Err(Fault("one of several records that hold a page in parts, which are not joined".into()));
    }
    let bytes = match response {
        Some(response) => response.body()?,
        None => Cow::Borrowed(record.block),
    };
    let sniffed = body::sniffed(&bytes).map_err(PassedOver)?;
    let kind = sniffed.or(kind).ok_or(PassedOver("of unknown type"))?;
    let charset = declared.as_deref().and_then(body::charset);
    let id = head.text("WARC-Record-ID").map(unbracketed);
    let mut meta = Meta { url: target.clone(), ..Meta::default() };
    let mut keep = |name: &str, value: Option<String>| {
        value.map(|value| meta.extra.insert(name.into(), Value::String(value)));
    };
    keep("crawled", head.text("WARC-Date").map(Cow::into_owned));
    keep("content_type", declared.as_deref().map(str::to_owned));
    keep("record", id.clone());
    keep("truncated", head.text("WARC-Truncated").map(Cow::into_owned));
    let place = Place::line(path, record.number);
    let id = target.or(id).unwrap_or_else(|| place.to_string());
    body::document(kind, &bytes, charset, id, meta, place).map_err(|error| match error {
        Error::Input { reason, .. } if reason == record::EMPTY => PassedOver("empty"),
        other => Fault(other.in_words()),
    })
}

/// The address of the page.
fn target(record: &Record) -> Option<String> {
    record.head.text("WARC-Target-URI").map(unbracketed)
}

/// Without the brackets that stand around identifiers, and that WARC 1.0 by mistake put around addresses.
fn unbracketed(text: Cow<str>) -> String {
    let inner = text.strip_prefix('<').and_then(|text| text.strip_suffix('>'));
    inner.map(str::to_owned).unwrap_or_else(|| text.into_owned())
}

fn is_robots_txt(target: &str) -> bool {
    let path = target.split(['?', '#']).next().unwrap_or_default();
    path.split("://")
        .last()
        .and_then(|path| path.split_once('/'))
        .is_some_and(|(_, path)| path == "robots.txt")
}
