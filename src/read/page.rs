//! A web page as a document: its readable blocks, one a line, with what the markup says of them.

use super::files::File;
use super::html::{self, Block, Page};
use super::{Format, legacy, record, utf8, whole};
use crate::document::{Document, Markup, Meta};
use crate::error::{Error, Place, Result};
use crate::role::Role;
use std::borrow::Cow;

/// Bytes of markup; a tree of elements takes a hundred times their memory where they are small.
const LARGEST: usize = 8 << 20;
const TOO_LARGE: &str = "a page of over 8 MiB; the largest that papers print have a tenth of that";

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
        return Err(Error::input(place, TOO_LARGE));
    }
    let (markup, encoding) = decoded(bytes, charset);
    meta.encoding = encoding;
    let Page { title, published, source, url, byline, is_article, blocks } = html::page(&markup);
    let (text, roles) = lines(blocks).map_err(|reason| Error::input(place.clone(), reason))?;
    meta.title = title.or(meta.title);
    meta.source = source.or(meta.source);
    meta.url = url.or(meta.url);
    meta.markup = Some(Markup { is_article, roles, published, byline });
    Ok(Document { id, text, meta, place })
}

/// The text of a field of a record, and what `meta` does not hold, where the field is HTML: of a page as of any other, of
/// a part of one the blocks alone, for what is around an article is not there.
pub(super) fn field(text: String, meta: &mut Meta) -> std::result::Result<String, &'static str> {
    if !html::is_markup(&text) {
        return Ok(text);
    }
    if text.len() > LARGEST {
        return Err(TOO_LARGE);
    }
    let Page { title, published, source, url, byline, is_article, blocks } = html::page(&text);
    let (shown, roles) = lines(blocks)?;
    meta.is_from_html = true;
    if Format::of_beginning(text.as_bytes()) == Format::Html {
        meta.title = meta.title.take().or(title);
        meta.source = meta.source.take().or(source);
        meta.url = meta.url.take().or(url);
        meta.markup = Some(Markup { is_article, roles, published, byline });
    }
    Ok(shown)
}

/// Blocks as lines, and the role of each.
fn lines(blocks: Vec<Block>) -> std::result::Result<(String, Vec<Role>), &'static str> {
    let roles = blocks.iter().map(|block| block.role).collect();
    let text = blocks.into_iter().map(|block| block.text).collect::<Vec<_>>().join("\n");
    if text.is_empty() { Err(record::EMPTY) } else { Ok((text, roles)) }
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
