//! A file that is one document.

use super::files::File;
use super::source::Source;
use super::{LONGEST, Reader, broken, record, utf8, without_byte_order_mark};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use std::io::Read;

pub(super) struct Text {
    file: File,
    source: Source,
    read: bool,
}

impl Text {
    pub(super) fn of(file: File, source: Source) -> Self {
        Self { file, source, read: false }
    }

    fn document(&mut self) -> Result<Document> {
        let place = Place::file(&self.file.path);
        let mut bytes = Vec::new();
        let whole = self.source.by_ref().take(LONGEST + 1).read_to_end(&mut bytes);
        whole.map_err(|error| broken(&self.file.path, error))?;
        if bytes.len() as u64 > LONGEST {
            return Err(Error::input(place, record::TOO_LONG));
        }
        match utf8(without_byte_order_mark(&bytes)) {
            Err(reason) => Err(Error::input(place, reason)),
            Ok(text) if text.trim().is_empty() => Err(Error::input(place, record::EMPTY)),
            Ok(text) => {
                // A folder a newspaper is how such collections are kept.
                let source = self.file.id.split_once('/').map(|(folder, _)| folder.to_owned());
                let meta = Meta { source, ..Meta::default() };
                Ok(Document { id: self.file.id.clone(), text: text.to_owned(), meta, place })
            }
        }
    }
}

impl Reader for Text {
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
