//! Discovery: phrases that recur and that nobody listed, and what one collection says more often than another.
//!
//! [`Corpus::read`] makes one row of elements of a collection, one article per group of copies. A suffix array over the
//! keys of its syllables names every row of 2 to 16 syllables that recurs, begins and ends with words and is part of no
//! longer one that recurs as often; [`Discovery::find`] makes a list of [`Phrase`]s of them, [`propose`] families of
//! the list, and [`Keyness::compare`] weighs words and phrases of one collection against another, [`Keyness::compare_with`]
//! against a [`Reference`]: the counts of a large collection, one of which comes with the library.
//!
//! | | |
//! | --- | --- |
//! | equal | as keys: case, tone placement, NFC or NFD, and a comma, hyphen or quote more or less |
//! | ends at | a full stop, colon, semicolon, bracket, the end of a line |
//! | left out | copies, furniture of a site, passages of 40 syllables that an earlier article holds: see [`crate::dedup`] |
//! | left out | names, quantities, what begins or ends with a word of grammar, what a longer phrase accounts for |
//! | one row | forms that differ by one word or in the order of their parts |

mod corpus;
mod discovery;
mod edges;
mod element;
mod evidence;
mod grouping;
mod keyness;
mod nesting;
mod passages;
mod phrase;
mod proposal;
mod reading;
mod reference;
mod register;
mod repeats;
mod suffixes;
mod whole;

pub use corpus::Corpus;
pub(crate) use corpus::Readings;
pub use discovery::{Contrast, Discovery, Phrase};
pub use keyness::{Key, Keyness};
pub use proposal::propose;
pub use reading::Models;
pub(crate) use reading::{Analysed, Reader, Reading};
pub use reference::Reference;
