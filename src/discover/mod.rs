//! Discovery: phrases that recur and that nobody listed.
mod corpus;
mod element;
mod passages;
mod reading;
mod register;
mod repeats;
mod suffixes;
pub use corpus::Corpus;
pub use reading::Models;
mod discovery;
mod edges;
mod grouping;
mod nesting;
mod phrase;
pub use discovery::{Discovery, Phrase};
