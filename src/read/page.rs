//! A web page as a document: its readable blocks, one a line, with what the markup says of them.

use super::files::File;
use super::html::{self, Page};
use super::{legacy, record, utf8, whole};
use crate::document::{Document, Markup, Meta};
use crate::error::{Error, Place, Result};
use std::borrow::Cow;

/// Bytes of markup; a tree of elements takes a hundred times their memory where they are small.
const LARGEST: usize = 8 << 20;

/// A file that holds a page.
pub(super) fn file(file: &File, bytes: &[u8]) -> Result<Document> {
    let meta = Meta { source: whole::folder(file), ..Meta::default() };
    document(bytes, None, file.id.clone(), meta, Place::file(&file.path))
}

/// The page in `bytes`, which came with the character set that `charset` names, if any. What `meta` holds already is what
/// is taken where the page does not say it.
pub(super) fn document<'a>(
    bytes: &'a [u8],
    charset: Option<&'a str>,
    id: String,
    mut meta: Meta,
    place: Place,
) -> Result<Document> {
    if bytes.len() > LARGEST {
        let reason = "a page of over 8 MiB; the largest that papers print have a tenth of that";
        return Err(Error::input(place, reason));
    }
    let (markup, encoding) = decoded(bytes, charset);
    meta.encoding = encoding;
    let Page { title, published, source, url, byline, is_article, blocks } = html::page(&markup);
    if blocks.is_empty() {
        return Err(Error::input(place, record::EMPTY));
    }
    let text = blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
    meta.title = title.or(meta.title);
    meta.source = source.or(meta.source);
    meta.url = url.or(meta.url);
    let roles = blocks.iter().map(|block| block.role).collect();
    meta.markup = Some(Markup { is_article, roles, published, byline });
    Ok(Document { id, text, meta, place })
}

/// The text of a page, and the name of its encoding where that is not UTF-8; valid UTF-8 is UTF-8.
fn decoded<'a>(bytes: &'a [u8], charset: Option<&'a str>) -> (Cow<'a, str>, Option<&'static str>) {
    if let Ok(text) = utf8(bytes) {
        return match legacy::misread(text) {
            Some((text, encoding)) => (text.into(), Some(encoding.name())),
            None => (text.into(), None),
        };
    }
    legacy::sent(bytes, || charset.or_else(|| html::charset(bytes)))
}
