//! Words, campaign phrases, duplicates and topics in Vietnamese political prose (*văn chính luận*).

pub mod article;
pub mod clean;
pub mod cluster;
pub mod counts;
pub mod dedup;
pub mod document;
pub mod error;
pub mod phrase;
pub mod read;
pub mod report;
pub mod segment;
pub mod span;
pub mod syllable;
pub mod tfidf;
pub mod tokens;

pub use document::{Document, Meta};
pub use error::{Error, Place, Result};
pub use span::Span;
