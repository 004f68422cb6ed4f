//! Discovery: phrases that recur and that nobody listed.
mod corpus;
mod element;
mod passages;
mod reading;
mod repeats;
mod suffixes;
pub use corpus::Corpus;
pub use reading::Models;
