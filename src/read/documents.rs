//! The documents of all files as one stream, file by file.

use super::files::{File, Files};
use super::format::Format;
use super::noticed::Noticed;
#[cfg(feature = "parquet")]
use super::parquet;
use super::part::{Position, Share, SharedFile};
use super::record::Shape;
use super::source::{FileRead, Source};
use super::{Inputs, delimited, jsonl, legacy, page, pieces, warc, whole};
use crate::document::Document;
use crate::error::Result;

/// The documents of [`Inputs`], in order, one in memory at a time.
///
/// An [`Error::Input`](crate::Error::Input) is one document or file that was skipped; the next call goes on behind it. Two
/// documents may have the same id.
pub struct Documents {
    files: Files,
    shape: Shape,
    pieces: Option<usize>,
    current: Option<Current>,
    read: Vec<FileRead>,
    noticed: Noticed,
    /// Where only a part is read.
    share: Option<Share>,
}

/// The file that is being read.
struct Current {
    /// What its records are called.
    id: String,
    path: String,
    format: Format,
    reader: Box<dyn Reader>,
}

impl Documents {
    /// Looks at every path and makes ready to read.
    pub(super) fn of(inputs: &Inputs) -> Result<Self> {
        let share = |part| Ok(Share::of(part, inputs.files()?.count()));
        Ok(Self {
            share: inputs.part.map(share).transpose()?,
            files: inputs.files()?,
            shape: Shape { fields: inputs.fields.clone(), keeps_record: inputs.records },
            pieces: inputs.pieces,
            current: None,
            read: Vec::new(),
            noticed: Noticed::of(&inputs.fields),
        })
    }

    /// The files read to their end so far, in order; complete when the iteration is.
    pub fn files(&self) -> &[FileRead] {
        &self.read
    }

    /// Paths of files that were met in a folder and left alone: hidden ones, and those of a kind that is not known.
    pub fn passed_over(&self) -> &[String] {
        self.files.passed_over()
    }

    /// What was noticed so far of documents and folders that are read.
    pub fn noticed(&self) -> Noticed {
        self.noticed.clone().of_folders(self.files.remarks())
    }

    /// Where a part was asked for: the places of what was handed out so far, documents and errors, in order.
    pub fn positions(&self) -> &[Position] {
        self.share.as_ref().map_or(&[], |share| &share.positions)
    }

    /// Where a part was asked for: all files of the collection so far, in order.
    pub fn shared_files(&self) -> &[SharedFile] {
        self.share.as_ref().map_or(&[], |share| &share.files)
    }

    /// Whether what came just now is to be handed out.
    fn takes(&mut self) -> bool {
        self.share.as_mut().is_none_or(Share::takes)
    }

    /// What the current file still holds.
    fn next_in_file(&mut self) -> Option<Result<Document>> {
        while let Some(mut current) = self.current.take() {
            let found = match &self.share {
                None => current.reader.next_document().map(Some),
                Some(share) if share.holds_next() => current.reader.next_place(),
                Some(_) => current.reader.pass().then_some(None),
            };
            let found = match found {
                Some(found) => {
                    let at = self.share.as_ref().map(Share::next_place).unwrap_or_default();
                    if let Some(Ok(document)) = &found {
                        self.noticed.look_at(document, current.format, &current.id, at);
                    }
                    self.current = Some(current);
                    match found {
                        Some(_) => {
                            self.takes();
                        }
                        None => self.share.iter_mut().for_each(Share::pass),
                    }
                    found.map(|document| document.map(undo_misreading))
                }
                None => {
                    let (file, fault) = current.reader.into_source().finish(current.path);
                    self.share.iter_mut().for_each(|share| share.has_read(&file));
                    self.read.push(file);
                    fault.filter(|_| self.takes()).map(Err)
                }
            };
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(found) = self.next_in_file() {
                return Some(found);
            }
            let file = self.files.next()?;
            if let Some(share) = &mut self.share {
                let (path, format) = match &file {
                    Ok(file) => (file.path.clone(), Some(file.format)),
                    Err(_) => (String::new(), None),
                };
                share.next_file(path, format, self.pieces.is_some());
                if share.leaves_file() {
                    continue;
                }
            }
            let opened = file.and_then(|mut file| {
                let mut source = file.open()?;
                if file.is_guess {
                    // What cannot be read is said by the reader.
                    file.format =
                        source.beginning().map_or(Format::Text, |bytes| Format::of_beginning(&bytes));
                }
                let (id, path, format) = (file.id.clone(), file.path.clone(), file.format);
                let reader = reader(file, source, &self.shape, self.pieces);
                Ok(Current { id, path, format, reader })
            });
            match opened {
                Ok(current) => self.current = Some(current),
                Err(error) if self.takes() => return Some(Err(error)),
                Err(_) => {}
            }
        }
    }
}

/// One open file of one format.
pub(super) trait Reader: Send {
    /// The next document, or what is wrong with it; `None` at the end of the file.
    fn next_document(&mut self) -> Option<Result<Document>>;

    /// What is at the next place of the file, by which its documents are dealt out to parts: a document, what is wrong with
    /// it, or neither; `None` at the end of the file.
    fn next_place(&mut self) -> Option<Option<Result<Document>>> {
        self.next_document().map(Some)
    }

    /// Leaves out what is at the next place; `false` at the end of the file.
    fn pass(&mut self) -> bool {
        self.next_place().is_some()
    }

    /// The bytes, which may not have been read to the end.
    fn into_source(self: Box<Self>) -> Source;
}

/// What reads a file of its format.
fn reader(file: File, source: Source, shape: &Shape, pieces: Option<usize>) -> Box<dyn Reader> {
    match file.format {
        Format::Text => match pieces {
            Some(size) => Box::new(pieces::Pieces::of(file, source, size)),
            None => Box::new(whole::Whole::of(file, source, whole::text)),
        },
        Format::Html => Box::new(whole::Whole::of(file, source, page::file)),
        Format::Jsonl => Box::new(jsonl::Jsonl::of(file, source, shape.clone())),
        Format::Csv => Box::new(delimited::Delimited::of(file, source, shape.clone(), b',')),
        Format::Tsv => Box::new(delimited::Delimited::of(file, source, shape.clone(), b'\t')),
        Format::Warc => Box::new(warc::Warc::of(file, source)),
        #[cfg(feature = "parquet")]
        Format::Parquet => Box::new(parquet::Parquet::of(file, source, shape.clone())),
    }
}

/// Text that was written as UTF-8 by a program that took its bytes for Latin letters, read as what it was. Of a piece that is
/// done before it is counted where the next one begins.
pub(super) fn undo_misreading(mut document: Document) -> Document {
    if document.meta.markup.is_none()
        && document.meta.offset.is_none()
        && let Some((text, encoding)) = legacy::misread(&document.text)
    {
        document.text = text;
        document.meta.encoding = Some(encoding.name());
    }
    document
}
