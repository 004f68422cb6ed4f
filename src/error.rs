//! What can go wrong: bytes, formats, and settings that contradict each other.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Where something was read: a path, and the line in it where that is known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Path as the caller named it; `-` is standard input.
    pub path: String,
    /// Line number from 1, for formats that hold a document a line; number of the record in a web archive, of the row
    /// in a Parquet table.
    pub line: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), line: None }
    }

    /// One line of a file, counted from 1.
    pub fn line(path: impl Into<String>, line: u64) -> Self {
        Self { path: path.into(), line: Some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// A document that was left out: where it stands, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// File and line.
    pub place: Place,
    /// What is wrong with it.
    pub reason: String,
    /// The record, where it was kept.
    pub record: Option<String>,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// The error of every fallible function of this crate.
///
/// Work on text in memory is total; only reading, model files and settings can fail.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The operating system refused to read or write.
    #[error("{path}")]
    Io {
        /// The file or folder.
        path: String,
        /// The system's own words.
        source: std::io::Error,
    },
    /// One document or record that cannot be used; the others can.
    #[error("{place}: {reason}")]
    Input {
        /// File and line.
        place: Place,
        /// What is wrong and, where it helps, what to do.
        reason: String,
        /// The record, as [`Meta::record`](crate::Meta::record) has those that can be used.
        record: Option<String>,
    },
    /// A model or phrase family file that cannot be used.
    #[error("{path}: {reason}")]
    Model {
        /// The file, or `embedded model`.
        path: String,
        /// What is wrong.
        reason: String,
    },
    /// An archive's index that cannot be used.
    #[error("{path}: {reason}")]
    Index {
        /// The file.
        path: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// A shard that cannot be merged with others.
    #[error("{path}: {reason}")]
    Shard {
        /// The file.
        path: String,
        /// What is wrong, and what to do.
        reason: String,
    },
    /// Settings that contradict each other.
    #[error("{0}")]
    Settings(String),
}

impl Error {
    /// An I/O error at `path`.
    pub fn io(path: impl Into<String>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// A document that cannot be used.
    pub fn input(place: Place, reason: impl Into<String>) -> Self {
        Self::Input { place, reason: reason.into(), record: None }
    }

    /// A model file that cannot be used.
    pub fn model(path: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Model { path: path.into(), reason: reason.into() }
    }

    /// The document that is left out for this.
    pub fn left_out(self) -> LeftOut {
        match self {
            Self::Input { place, reason, record } => LeftOut { place, reason, record },
            Self::Io { path, source } => {
                LeftOut { place: Place::file(path), reason: source.to_string(), record: None }
            }
            Self::Model { path, reason } | Self::Index { path, reason } | Self::Shard { path, reason } => {
                LeftOut { place: Place::file(path), reason, record: None }
            }
            Self::Settings(reason) => LeftOut { place: Place::file("settings"), reason, record: None },
        }
    }

    /// The error and its causes in one line.
    pub fn in_words(&self) -> String {
        let mut words = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            words.push_str(": ");
            words.push_str(&error.to_string());
            cause = error.source();
        }
        words
    }
}

/// [`std::result::Result`] with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;
