//! Bytes to [`Document`]s: files, folders and standard input, as a stream.
//!
//! A document that cannot be used is an [`Error::Input`] in the stream, and the stream goes on; only what the user
//! named and is not there fails at once, in [`Inputs::open`].

mod decoded;
mod delimited;
pub mod encoding;
mod files;
pub mod html;
mod jsonl;
mod legacy;
mod lines;
mod noticed;
mod page;
#[cfg(feature = "parquet")]
mod parquet;
mod part;
mod pieces;
mod record;
mod source;
mod warc;
mod whole;

pub use files::{File, Files};
pub use noticed::Noticed;
pub use part::{Part, Position, SharedFile};
pub use record::EMPTY;
pub use source::FileRead;

use crate::document::Document;
use crate::error::{Error, Place, Result};
use part::Share;
use record::Shape;
use serde::{Deserialize, Serialize};
use source::Source;
use std::path::PathBuf;
use std::str::FromStr;

/// How a file holds documents. Compression is another matter: gzip and Zstandard are told from the first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// One document, all of it text.
    Text,
    /// A JSON object a line.
    Jsonl,
    /// Comma-separated values with a header line, as RFC 4180 has them.
    Csv,
    /// Tab-separated values with a header line.
    Tsv,
    /// One web page.
    Html,
    /// A web archive: the pages and texts among its records, and WET, which holds texts only.
    Warc,
    /// A table in Apache Parquet.
    #[cfg(feature = "parquet")]
    Parquet,
}

impl Format {
    /// The format that a file name tells, behind which `.gz` or `.zst` may stand.
    ///
    /// ```
    /// use chinhluan::read::Format;
    /// assert_eq!(Format::of_name("bao/2009.JSONL.gz"), Some(Format::Jsonl));
    /// assert_eq!(Format::of_name("anh.jpg"), None);
    /// ```
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(&name);
        let (_, ending) = name.rsplit_once('.')?;
        ending.parse().ok()
    }

    /// Whether it holds records with fields.
    fn has_fields(self) -> bool {
        match self {
            Format::Jsonl | Format::Csv | Format::Tsv => true,
            #[cfg(feature = "parquet")]
            Format::Parquet => true,
            Format::Text | Format::Html | Format::Warc => false,
        }
    }

    /// The format that the first bytes of a file tell: no prose begins as records, archives and pages do.
    fn of_beginning(bytes: &[u8]) -> Self {
        let bytes = without_byte_order_mark(bytes).trim_ascii_start();
        let begins = |with: &str| {
            bytes.get(..with.len()).is_some_and(|first| first.eq_ignore_ascii_case(with.as_bytes()))
        };
        match bytes {
            [b'{', rest @ ..] if rest.trim_ascii_start().starts_with(b"\"") => Format::Jsonl,
            _ if begins("WARC/1.") => Format::Warc,
            _ if begins("<!doctype html") || begins("<html") => Format::Html,
            _ => Format::Text,
        }
    }
}

impl FromStr for Format {
    type Err = Error;

    /// The format with this file ending: `txt`, `jsonl` (`ndjson`), `csv`, `tsv`, `html` (`htm`, `xhtml`, `shtml`),
    /// `warc` (`wet`) or `parquet`.
    fn from_str(ending: &str) -> Result<Self> {
        Ok(match ending {
            "txt" | "text" => Format::Text,
            "jsonl" | "ndjson" => Format::Jsonl,
            "csv" => Format::Csv,
            "tsv" => Format::Tsv,
            "html" | "htm" | "xhtml" | "shtml" => Format::Html,
            "warc" | "wet" => Format::Warc,
            #[cfg(feature = "parquet")]
            "parquet" => Format::Parquet,
            _ => return Err(Error::Settings(format!("unknown input format {ending}"))),
        })
    }
}

/// Names of the fields of JSONL records and the columns of tables that a document is made of; all others go into
/// [`Meta::extra`](crate::Meta::extra).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fields {
    /// Identifier, a string or a number; where a record has none, it is `file:line`.
    pub id: String,
    /// The text, a string; the one field that a record must have.
    pub text: String,
    /// Headline.
    pub title: String,
    /// Publication date.
    pub date: String,
    /// Newspaper, site or collection.
    pub source: String,
    /// Address of the page.
    pub url: String,
}

impl Default for Fields {
    fn default() -> Self {
        let [id, text, title, date, source, url] =
            ["id", "text", "title", "date", "source", "url"].map(String::from);
        Self { id, text, title, date, source, url }
    }
}

/// What to read.
///
/// ```
/// use chinhluan::read::Inputs;
/// # fn main() -> chinhluan::Result<()> {
/// # let folder = tempfile::tempdir().unwrap();
/// # std::fs::write(folder.path().join("bai.txt"), "Xã đạt chuẩn nông thôn mới.").unwrap();
/// # let folder = folder.path().to_str().unwrap();
/// let inputs = Inputs { paths: vec![folder.into()], ..Inputs::default() };
/// for document in inputs.open()? {
///     match document {
///         Ok(document) => assert_eq!(document.id, "bai.txt"),
///         Err(skipped) => eprintln!("{}", skipped.in_words()),
///     }
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Inputs {
    /// Files, and folders that are walked in name order; `-` is standard input. Names that are not UTF-8 are shown with
    /// U+FFFD in place of what is not.
    pub paths: Vec<PathBuf>,
    /// The format of every file; told from each file's name where it is not given, of standard input from how it begins.
    pub format: Option<Format>,
    /// Where records keep what.
    pub fields: Fields,
    /// The folder of the run's output, which is no input where it lies below a folder that is walked; nor may it be an
    /// input itself.
    pub output: Option<PathBuf>,
    /// Hands out text files in pieces of about this many bytes, cut where a sentence begins on a new line, for work that goes
    /// sentence by sentence over files of any size. A piece's place is its first line.
    pub pieces: Option<usize>,
    /// Keeps the record that a document was made of, or that could not be used: for archives.
    pub records: bool,
    /// Hands out one part of the documents, where other runs read the others.
    pub part: Option<Part>,
}

impl Inputs {
    /// Looks at every path and makes ready to read.
    ///
    /// # Errors
    /// [`Error::Io`] for a path that is not there or may not be read, [`Error::Settings`] for a file whose name
    /// does not tell its format and for an input that is the output folder.
    pub fn open(&self) -> Result<Documents> {
        let share = |part| Ok(Share::of(part, self.files()?.count()));
        Ok(Documents {
            share: self.part.map(share).transpose()?,
            files: self.files()?,
            shape: Shape { fields: self.fields.clone(), keeps_record: self.records },
            pieces: self.pieces,
            current: None,
            read: Vec::new(),
            noticed: Noticed::of(&self.fields),
        })
    }

    /// Looks at every path and names the files that would be read, without opening them.
    ///
    /// # Errors
    /// As [`Inputs::open`].
    pub fn files(&self) -> Result<Files> {
        Files::of(self)
    }
}

/// The documents of [`Inputs`], in order, one in memory at a time.
///
/// An [`Error::Input`] is one document or file that was skipped; the next call goes on behind it. Two documents may
/// have the same id.
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
        self.noticed.clone().of_folders(self.files.idle_folders())
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

/// Longest document in bytes. The longest law has 2 MB; without this a file without line ends, or one that unpacks to
/// gigabytes, takes all memory several times over.
const LONGEST: u64 = 64 << 20;

/// One open file of one format.
trait Reader: Send {
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
fn undo_misreading(mut document: Document) -> Document {
    if document.meta.markup.is_none()
        && document.meta.offset.is_none()
        && let Some((text, encoding)) = legacy::misread(&document.text)
    {
        document.text = text;
        document.meta.encoding = Some(encoding.name());
    }
    document
}

const UTF16: &str = "UTF-16; `chinhluan convert` makes UTF-8 of it";

/// The text of `bytes`, or why they are none.
fn utf8(bytes: &[u8]) -> std::result::Result<&str, String> {
    // Over ten times as fast as the standard library's check, which then says where the fault is.
    simdutf8::basic::from_utf8(bytes).or_else(|_| {
        std::str::from_utf8(bytes).map_err(|error| match bytes {
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => UTF16.into(),
            _ => {
                let at = error.valid_up_to();
                let cure = match bytes[..at].is_ascii() {
                    true => "`chinhluan convert` makes UTF-8 of TCVN3, VNI and other encodings",
                    // What stands before it is in UTF-8, and in no other encoding.
                    false => "a letter is cut through or lost",
                };
                format!("not UTF-8 at byte {at}; {cure}")
            }
        })
    })
}

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

fn without_byte_order_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes)
}

/// The error for bytes that could not be read to their end.
fn broken(path: &str, error: std::io::Error) -> Error {
    let reason = match error.kind() {
        std::io::ErrorKind::UnexpectedEof => {
            "the compressed data are cut off; what comes behind is lost".into()
        }
        // zstd has a number for this, but only its words get here.
        _ if error.to_string().contains("requires too much memory") => {
            "its Zstandard window is over 128 MiB; it has to be packed again, without --long or --ultra"
                .into()
        }
        _ => format!("cannot be read any further: {error}"),
    };
    Error::input(Place::file(path), reason)
}
