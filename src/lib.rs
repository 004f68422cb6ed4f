//! Words, campaign phrases, duplicates and topics in Vietnamese political prose (*văn chính luận*).
//!
//! | question | room |
//! | --- | --- |
//! | what does this folder of articles hold? | [`report`]: everything below in one pass |
//! | where are the words? | [`segment`] |
//! | which campaign phrases stand where, in which form? | [`phrase`] |
//! | which articles are copies of others, and which copy is kept? | [`dedup`], [`archive`] |
//! | what is each line of a page, when was it published, what is printed twice? | [`article`], [`role`], [`date`] |
//! | what is it about? | [`counts`], [`tfidf`], [`cluster`] |
//! | which label does it get, learned from articles that have one? | [`classify`] |
//! | is it more than chance, how evenly is it spread, does it rise? | [`statistics`] |
//! | is it too much for one run? | [`shard`] |
//! | how do files become text? | [`read`], [`clean`], [`syllable`], [`tokens`] |
//!
//! ```
//! use chinhluan::phrase::{Families, MatchScratch, Matcher};
//! use chinhluan::segment::Segmenter;
//! use chinhluan::syllable::Forms;
//! use chinhluan::tokens::Tokens;
//!
//! let text = "Xã nhà đã về đích nông thôn mới, cán bộ và đảng viên học tập, làm theo gương Bác.";
//!
//! let words: Vec<&str> = Segmenter::embedded().segment(text).into_iter().map(|span| span.of(text)).collect();
//! assert!(words.contains(&"nông thôn"));
//!
//! let families = Families::embedded();
//! let mut forms = Forms::new();
//! let matcher = Matcher::new(&families, &mut forms)?;
//! let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
//! tokens.read(text, &mut forms);
//! matcher.find(text, &tokens, &forms, &mut scratch, &mut hits);
//! let found: Vec<&str> = hits.iter().map(|hit| hit.span.of(text)).collect();
//! assert_eq!(found, ["nông thôn mới", "cán bộ và đảng viên", "học tập, làm theo gương Bác"]);
//! # Ok::<(), chinhluan::Error>(())
//! ```

pub mod archive;
pub mod article;
pub mod classify;
pub mod clean;
pub mod cluster;
pub mod concordance;
pub mod counts;
pub mod date;
pub mod dedup;
pub mod discover;
pub mod document;
pub mod error;
mod folding;
mod grammar;
mod misread;
pub mod ordered;
pub mod phrase;
pub mod read;
pub mod report;
pub mod role;
pub mod segment;
pub mod shard;
pub mod span;
pub mod statistics;
pub mod syllable;
pub mod tfidf;
pub mod tokens;
mod varint;

pub use document::{Document, Markup, Meta};
pub use error::{Error, LeftOut, Place, Result};
pub use role::Role;
pub use span::Span;

/// The README's example runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// So does the one of the page on figures.
#[cfg(doctest)]
#[doc = include_str!("../docs/statistics.md")]
struct Figures;
