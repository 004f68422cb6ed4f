//! A file that is one document.

use super::documents::Reader;
use super::files::File;
use super::source::Source;
use super::{LONGEST, broken, legacy, record, utf8, without_byte_order_mark};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use std::io::Read;

/// Makes a document of the bytes of a file.
type Make = fn(&File, &[u8]) -> Result<Document>;

pub(super) struct Whole {
    file: File,
    source: Source,
    make: Make,
    read: bool,
}

impl Whole {
    pub(super) fn of(file: File, source: Source, make: Make) -> Self {
        Self { file, source, make, read: false }
    }

    fn document(&mut self) -> Result<Document> {
        let mut bytes = Vec::new();
        let whole = self.source.by_ref().take(LONGEST + 1).read_to_end(&mut bytes);
        whole.map_err(|error| broken(&self.file.path, error))?;
        if bytes.len() as u64 > LONGEST {
            return Err(Error::input(Place::file(&self.file.path), record::TOO_LONG));
        }
        (self.make)(&self.file, &bytes)
    }
}

impl Reader for Whole {
    fn next_document(&mut self) -> Option<Result<Document>> {
        if std::mem::replace(&mut self.read, true) {
            return None;
        }
        Some(self.document())
    }

    fn into_source(self: Box<Self>) -> Source {
        self.source
    }
}

/// A file of plain text, in UTF-8 or in another encoding that Vietnamese text is found in.
pub(super) fn text(file: &File, bytes: &[u8]) -> Result<Document> {
    let place = Place::file(&file.path);
    let mut meta = Meta { source: folder(file), ..Meta::default() };
    let text = match utf8(without_byte_order_mark(bytes)) {
        Ok(text) => text.to_owned(),
        Err(reason) => {
            let legacy = legacy::text(bytes).map(|(text, encoding)| (text, encoding.name()));
            let damaged = || Some((legacy::damaged(without_byte_order_mark(bytes))?, legacy::DAMAGED));
            let found = legacy.or_else(damaged).ok_or_else(|| Error::input(place.clone(), reason))?;
            meta.encoding = Some(found.1);
            found.0
        }
    };
    if text.trim().is_empty() {
        return Err(Error::input(place, record::EMPTY));
    }
    Ok(Document { id: file.id.clone(), text, meta, place })
}

/// A folder a newspaper is how collections of files are kept.
pub(super) fn folder(file: &File) -> Option<String> {
    file.id.split_once('/').map(|(folder, _)| folder.to_owned())
}
