//! Bytes to [`Document`](crate::Document)s: files, folders and standard input, as a stream.
//!
//! A document that cannot be used is an [`Error::Input`] in the stream, and the stream goes on; only what the user
//! named and is not there fails at once, in [`Inputs::open`].

mod decoded;
mod delimited;
mod documents;
pub mod encoding;
mod files;
mod format;
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

pub use documents::Documents;
pub use files::{File, Files};
pub use format::Format;
pub use noticed::Noticed;
pub use part::{Part, Position, SharedFile};
pub use record::EMPTY;
pub use source::FileRead;

use crate::error::{Error, Place, Result};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

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
        Documents::of(self)
    }

    /// Looks at every path and names the files that would be read, without opening them.
    ///
    /// # Errors
    /// As [`Inputs::open`].
    pub fn files(&self) -> Result<Files> {
        Files::of(self)
    }
}

/// Longest document in bytes. The longest law has 2 MB; without this a file without line ends, or one that unpacks to
/// gigabytes, takes all memory several times over.
const LONGEST: u64 = 64 << 20;

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
