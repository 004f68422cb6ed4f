//! Words of a fixed list, read back.

use crate::article::How;
use crate::date::DateOrigin;
use crate::phrase::Flags;
use serde::de::Error;
use serde::{Deserialize, Deserializer};

/// One of a few words that a column has.
///
/// Under a name of its own: what serde derives for a field of the type `&str` would borrow it from what is read.
pub type Word = &'static str;

fn among<E: Error>(words: impl IntoIterator<Item = Word>, read: &str) -> Result<Word, E> {
    let known = words.into_iter().find(|word| *word == read);
    known.ok_or_else(|| E::custom(format!("unknown word {read}")))
}

pub(super) fn field<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    among(["text", "title"], &String::deserialize(from)?)
}

pub(super) fn how<'de, D: Deserializer<'de>>(from: D) -> Result<Word, D::Error> {
    let all = [How::Exact, How::Prefix, How::Cut, How::Folded];
    among(all.map(How::name), &String::deserialize(from)?)
}

pub(super) fn origin<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Word>, D::Error> {
    let all = [DateOrigin::Label, DateOrigin::Position, DateOrigin::Metadata];
    let read = Option::<String>::deserialize(from)?;
    read.map(|read| among(all.map(DateOrigin::name), &read)).transpose()
}

pub(super) fn flags<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Word>, D::Error> {
    let read = Vec::<String>::deserialize(from)?;
    read.iter().map(|read| among(Flags::all_names(), read)).collect()
}
