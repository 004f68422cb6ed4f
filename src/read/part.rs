//! One part of a collection, for work on it in several runs.

use super::{FileRead, Format};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which part of a collection a run reads, where several runs share it: `2/8` is the second of eight.
///
/// A part holds every eighth file, or record: files are dealt out whole where there are four or more for each part, and
/// always where each is one document: web pages, and text files that are not read in [pieces](super::Inputs::pieces). Of
/// other files every part reads all bytes, and makes documents of what is its own.
///
/// ```
/// use chinhluan::read::Part;
/// let part: Part = "2/8".parse()?;
/// assert_eq!((part.number(), part.of()), (2, 8));
/// assert!("0/8".parse::<Part>().is_err());
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Part {
    number: u32,
    of: u32,
}

impl Part {
    /// The part with this number, from 1.
    ///
    /// # Errors
    /// If there is no such part.
    pub fn new(number: u32, of: u32) -> Result<Self> {
        match (1..=of).contains(&number) {
            true => Ok(Self { number, of }),
            false => {
                Err(Error::Settings(format!("no shard {number}/{of}: they are numbered from 1 to {of}")))
            }
        }
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self.number
    }

    /// How many parts there are.
    pub fn of(self) -> u32 {
        self.of
    }

    fn holds(self, number: u64) -> bool {
        number % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

impl FromStr for Part {
    type Err = Error;

    fn from_str(part: &str) -> Result<Self> {
        let numbers = part.split_once('/').map(|(number, of)| (number.parse(), of.parse()));
        match numbers {
            Some((Ok(number), Ok(of))) => Self::new(number, of),
            _ => Err(Error::Settings(format!("{part}: a shard is a number and how many there are, `2/8`"))),
        }
    }
}

impl TryFrom<String> for Part {
    type Error = Error;

    fn try_from(part: String) -> Result<Self> {
        part.parse()
    }
}

impl From<Part> for String {
    fn from(part: Part) -> Self {
        part.to_string()
    }
}

/// Where a document, or what is wrong with one, comes in a collection: its file, and its place there, both from 0. In a
/// web archive every record has a place, also those that are no documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position(pub(super) u32, pub(super) u64);

/// A file of a collection that is read in parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedFile {
    /// Its path.
    pub path: String,
    /// Whether one part alone reads it.
    pub is_whole: bool,
    /// What it was, where this part has read it.
    pub read: Option<FileRead>,
}

/// What a part has seen of a collection.
pub(super) struct Share {
    part: Part,
    /// Whether files are dealt out whole, of whatever format.
    by_file: bool,
    at: Position,
    /// Whether the file is dealt out whole.
    is_whole: bool,
    pub(super) positions: Vec<Position>,
    pub(super) files: Vec<SharedFile>,
}

/// Files a part from which on they are dealt out whole: with fewer, one large file could be most of the work.
const FILES: usize = 4;

impl Share {
    pub(super) fn of(part: Part, files: usize) -> Self {
        let by_file = files / FILES >= part.of as usize;
        let at = Position::default();
        Self { part, by_file, at, is_whole: true, positions: Vec::new(), files: Vec::new() }
    }

    /// Goes to the next file; its format is not known where it could not be looked at.
    pub(super) fn next_file(&mut self, path: String, format: Option<Format>, in_pieces: bool) {
        let is_document = match format {
            None | Some(Format::Html) => true,
            Some(Format::Text) => !in_pieces,
            Some(_) => false,
        };
        self.is_whole = self.by_file || is_document;
        self.at = Position(self.files.len() as u32, 0);
        self.files.push(SharedFile { path, is_whole: self.is_whole, read: None });
    }

    pub(super) fn has_read(&mut self, read: &FileRead) {
        if let Some(file) = self.files.last_mut() {
            file.read = Some(read.clone());
        }
    }

    /// Whether the file need not be opened.
    pub(super) fn leaves_file(&self) -> bool {
        self.is_whole && !self.holds_next()
    }

    /// Whether what comes next is of this part.
    pub(super) fn holds_next(&self) -> bool {
        let Position(file, item) = self.at;
        self.part.holds(u64::from(file) + if self.is_whole { 0 } else { item })
    }

    /// The place of what comes next.
    pub(super) fn next_place(&self) -> Position {
        self.at
    }

    /// Counts what came, and says whether it is of this part.
    pub(super) fn takes(&mut self) -> bool {
        let is_held = self.holds_next();
        if is_held {
            self.positions.push(self.at);
        }
        self.pass();
        is_held
    }

    /// Counts a place of which nothing is handed out.
    pub(super) fn pass(&mut self) {
        self.at.1 += 1;
    }
}
