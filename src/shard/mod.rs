//! Shards: what one of several runs on a collection found, in a file, and all of them together again.
//!
//! A [`Writer`] takes what was found in each document of one [`Part`](crate::read::Part); [`Shards`] hands all of it
//! back in the order of the whole collection, so that what is made of it is what one run would have made.
//!
//! | bytes | |
//! | --- | --- |
//! | 16 | `chinhluan shard\n` |
//! | 4 | version of the layout |
//! | 4 and as many as they say | [`About`], JSON |
//! | blocks | a length packed and unpacked, 4 bytes each, and Zstandard: entries, each behind its length |
//! | a block | where each entry stands in the collection, and what was read, JSON |
//! | 8 | where that block begins |
//! | 8 | XXH3-64 of all before |
//!
//! Entries are in the encoding of `postcard`, numbers are little-endian.

mod about;
mod collection;
mod file;
mod writer;

pub use about::About;
pub(crate) use collection::unreadable;
pub use collection::{Provenance, Shards};
pub use writer::Writer;
