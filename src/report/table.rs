//! The tables of a report as rows of typed cells, for whatever format they are written in.

mod frequency;
mod list;

pub(super) use frequency::{ends, five_digits, hundredths, ten_thousandths};
pub(super) use list::{DOCUMENT_TERMS, DUPLICATES, TABLES};

use super::Report;
use std::borrow::Cow;
use std::io;

/// One value of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    Count(u64),
    Real(f64),
    Truth(bool),
}

/// What a column holds, besides nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Count,
    Real,
    Truth,
}

/// Name and kind of a column.
pub(super) type Column = (&'static str, Kind);

/// What takes the rows of a table.
pub(super) type Rows<'a> = dyn FnMut(&[Cell]) -> io::Result<()> + 'a;

/// A table: its name, its columns, and how its rows come from a report.
#[derive(Clone, Copy)]
pub(super) struct Table {
    pub name: &'static str,
    pub columns: fn() -> Vec<Column>,
    pub rows: fn(&Report, &mut Rows) -> io::Result<()>,
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(text.into())
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(text.into())
    }
}

impl From<u64> for Cell<'_> {
    fn from(count: u64) -> Self {
        Cell::Count(count)
    }
}

impl From<u32> for Cell<'_> {
    fn from(count: u32) -> Self {
        Cell::Count(count.into())
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Cell::Count(count as u64)
    }
}

impl From<f64> for Cell<'_> {
    fn from(value: f64) -> Self {
        Cell::Real(value)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Truth(truth)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Nothing, Into::into)
    }
}

/// A row of values of any kind.
macro_rules! cells {
    ($($value:expr),* $(,)?) => { [$($crate::report::table::Cell::from($value)),*] };
}
pub(super) use cells;
