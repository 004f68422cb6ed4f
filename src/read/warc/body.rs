//! Bytes that a server sent as a page or as text, as a document.

use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use crate::read::{legacy, page, record, utf8, without_byte_order_mark};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Html,
    Text,
}

/// What a content type says the body is: `Ok(None)` where it says nothing, an error with the kind of thing where it is
/// neither page nor text.
pub(super) fn declared(content_type: &str) -> std::result::Result<Option<Kind>, &'static str> {
    let essence = content_type.split([';', ',']).next().unwrap_or_default().trim().to_ascii_lowercase();
    Ok(Some(match essence.split_once('/').unwrap_or_default() {
        ("text", "html") | ("application", "xhtml+xml" | "vnd.wap.xhtml+xml") => Kind::Html,
        ("text", "plain") => Kind::Text,
        ("application", "octet-stream" | "unknown" | "x-unknown") | ("unknown", _) => return Ok(None),
        ("text", "css") => return Err("style sheet"),
        (_, "javascript" | "x-javascript" | "ecmascript") => return Err("script"),
        (_, "json" | "ld+json" | "manifest+json") => return Err("JSON"),
        (_, "xml" | "rss+xml" | "atom+xml") => return Err("XML"),
        ("text", "dns") => return Err("dns"),
        ("text", _) => return Err("text of another type"),
        ("image", _) => return Err("image"),
        ("audio" | "video", _) => return Err("audio or video"),
        ("font", _) => return Err("font"),
        ("application", "pdf") => return Err("PDF"),
        ("", _) => return Ok(None),
        _ => return Err("of another type"),
    }))
}

/// What the first bytes say: servers send pictures as `text/html`, and pages as nothing at all.
pub(super) fn sniffed(body: &[u8]) -> std::result::Result<Option<Kind>, &'static str> {
    const MAGIC: [(&[u8], &str); 10] = [
        (b"\xff\xd8\xff", "image"),
        (b"\x89PNG\r\n", "image"),
        (b"GIF8", "image"),
        (b"RIFF", "image"),
        (b"%PDF-", "PDF"),
        (b"PK\x03\x04", "of another type"),
        (b"\xd0\xcf\x11\xe0", "of another type"),
        (b"wOF", "font"),
        (b"\x00\x00\x01\x00", "image"),
        (b"CWS", "of another type"),
    ];
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| body.starts_with(magic)) {
        return Err(kind);
    }
    let start = without_byte_order_mark(body).trim_ascii_start();
    let start = &start[..start.len().min(14)];
    let is_html = ["<!doctype html", "<html", "<head", "<body", "<meta", "<title", "<!--"];
    let begins = |word: &&str| {
        start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
    };
    Ok(is_html.iter().any(begins).then_some(Kind::Html))
}

/// The character set that a content type names.
pub(super) fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}

/// The document that `bytes` are, which the server said to be in `charset`.
pub(super) fn document<'a>(
    kind: Kind,
    bytes: &'a [u8],
    charset: Option<&'a str>,
    id: String,
    mut meta: Meta,
    place: Place,
) -> Result<Document> {
    if kind == Kind::Html {
        return page::document(bytes, charset, id, meta, place);
    }
    let (text, encoding) = text(bytes, charset);
    meta.encoding = encoding;
    match text.trim().is_empty() {
        true => Err(Error::input(place, record::EMPTY)),
        false => Ok(Document { id, text, meta, place }),
    }
}

/// Plain text, and the name of its encoding where that is not UTF-8.
fn text<'a>(bytes: &'a [u8], charset: Option<&'a str>) -> (String, Option<&'static str>) {
    if let Ok(text) = utf8(without_byte_order_mark(bytes)) {
        return (text.to_owned(), None);
    }
    let (text, encoding) = legacy::sent(bytes, || charset);
    (text.into_owned(), encoding)
}
