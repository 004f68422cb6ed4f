//! JSONL: an object a row, names in the order of the columns.

use crate::report::Report;
use crate::report::table::{Cell, Table};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::io::{self, Write};

pub(super) fn write(table: &Table, report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let columns = (table.columns)();
    (table.rows)(report, &mut |cells| {
        let names = columns.iter().map(|(name, _)| *name);
        serde_json::to_writer(&mut *to, &Row { fields: names.zip(cells) })?;
        to.write_all(b"\n")
    })
}

struct Row<I> {
    fields: I,
}

impl<'a, I: Iterator<Item = (&'static str, &'a Cell<'a>)> + Clone> Serialize for Row<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.fields.clone() {
            match cell {
                Cell::Nothing => map.serialize_entry(name, &()),
                Cell::Text(text) => map.serialize_entry(name, text),
                Cell::Count(count) => map.serialize_entry(name, count),
                Cell::Real(value) => map.serialize_entry(name, value),
                Cell::Truth(truth) => map.serialize_entry(name, truth),
            }?;
        }
        map.end()
    }
}
