//! The index of an archive: what was archived before, in one file.
//!
//! | | |
//! | --- | --- |
//! | `seal` | the file: a checksum for every byte of it, and what a broken-off run left behind |
//! | `store` | the tables in it: the file opened, checked and counted |
//! | `run` | what a run adds to them, in one transaction |
//! | `rows` | sketches, identities and numbers as they stand in its rows |
//! | `segments` | lists of (hash, document) in order, written once and merged when there are many |
//! | `known` | how [`dedup`](crate::dedup) looks things up |

mod known;
mod rows;
mod run;
mod seal;
mod segments;
mod store;
#[cfg(test)]
mod tests;

pub use run::{Addition, ArchivedDocument};
pub use seal::{About, Health};
pub use store::{Index, Stats};
