//! Bytes that a server sent as a page or as text, as a document.

use crate::document::{Document, Meta};
use crate::error::Place;
use crate::read::encoding::{decode, guess};
use crate::read::{html, without_byte_order_mark};
use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED};

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    Html,
    Text,
}

/// What a content type says the body is: `Ok(None)` where it says nothing, an error with the kind of thing where it is
/// neither page nor text.
pub(super) fn declared(content_type: &str) -> Result<Option<Kind>, &'static str> {
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
pub(super) fn sniffed(body: &[u8]) -> Result<Option<Kind>, &'static str> {
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
    Ok(is_html.iter().any(|word| begins(&word)).then_some(Kind::Html))
}

/// The character set that a content type names.
pub(super) fn charset(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
    })
}

/// The document that `bytes` are, which the server said to be in `charset`; `None` where there is no text in it.
pub(super) fn page_document(
    kind: Kind,
    bytes: &[u8],
    charset: Option<&str>,
    mut meta: Meta,
    id: String,
    place: Place,
) -> Option<Document> {
    let declared = match kind {
        Kind::Html => charset.or_else(|| html::charset(bytes)),
        Kind::Text => charset,
    };
    let mut text = text(bytes, declared);
    if kind == Kind::Html {
        let page = html::page(&text);
        // A page that is no article has no part that is its text.
        let blocks = page.blocks.iter().filter(|block| block.role.is_content() || !page.is_article);
        let lines: Vec<_> = blocks.map(|block| block.text.as_str()).collect();
        text = lines.join("\n");
        (meta.title, meta.source, meta.date) = (page.title, page.source, page.published_day);
    }
    let is_empty = text.trim().is_empty();
    (!is_empty).then_some(Document { id, text, meta, place })
}

/// The text of `bytes`.
///
/// What is UTF-8 is UTF-8, whatever was declared. Windows-1252 is what servers declare that know nothing, and
/// Windows-1258 what Vietnamese pages declared that were in any other encoding: there, the bytes decide.
fn text(bytes: &[u8], declared: Option<&str>) -> String {
    let bytes = without_byte_order_mark(bytes);
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return text.to_owned();
    }
    let declared = declared.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let vague = [UTF_8, WINDOWS_1252, WINDOWS_1258, X_USER_DEFINED, UTF_16LE, UTF_16BE];
    match declared {
        Some(encoding) if !vague.contains(&encoding) => {
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
        _ => decode(bytes, guess(bytes).encoding).text,
    }
}
