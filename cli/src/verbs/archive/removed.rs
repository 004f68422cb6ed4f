//! `removed.csv`: what was removed, and what was kept in its place.

use crate::terminal::table;
use crate::verbs::dedup::Compared;
use chinhluan::dedup::RelationKind;
use chinhluan::report::CsvStyle;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};

/// What is removed, by place among the archived articles that are spoken of and then the new ones: itself, the one
/// kept in its place, and what they are to each other, where they were compared.
pub struct Removed {
    pub rows: Vec<(usize, usize, Option<RelationKind>)>,
    /// How many of the articles were archived before.
    archived: usize,
}

impl Removed {
    pub fn of(survivors: &[u32], compared: &Compared) -> Self {
        let relations = compared.duplicates().relations.iter();
        let kinds: HashMap<(u32, u32), RelationKind> =
            relations.map(|relation| ((relation.a, relation.b), relation.kind)).collect();
        let archived = compared.archived().len();
        let removed = survivors.iter().zip(0u32..).skip(archived).filter(|(kept, at)| *kept != at);
        let row = |(&kept, at): (&u32, u32)| {
            let kind = kinds.get(&(kept, at)).or_else(|| kinds.get(&(at, kept)));
            (at as usize, kept as usize, kind.copied())
        };
        Self { rows: removed.map(row).collect(), archived }
    }

    /// What is kept has no number where it came in an earlier run, but the number of that.
    pub fn write(
        &self,
        compared: &Compared,
        ids: &[String],
        csv: CsvStyle,
        to: &mut impl Write,
    ) -> io::Result<()> {
        let (names, archived) = (compared.names(ids), compared.archived());
        let mut table = csv.begin(to)?;
        table.write_record(["number", "document", "kept_number", "kept", "relation", "kept_run"])?;
        let number = |at: usize| at.checked_sub(self.archived).map(|number| number + 1);
        for &(at, kept, kind) in &self.rows {
            let relation = kind.map_or(THROUGH, RelationKind::name);
            let run = archived.get(kept).and_then(|known| known.run);
            let (document, kept_name) = (csv.cell(names[at]), csv.cell(names[kept]));
            table.serialize((number(at), document, number(kept), kept_name, relation, run))?;
        }
        table.flush()
    }

    pub fn summarise(&self, documents: usize, left_out: usize, out: &mut impl Write) -> io::Result<()> {
        let (kept, removed) = (documents - self.rows.len(), self.rows.len());
        write!(out, "{} records: {kept} kept, {removed} removed", documents + left_out)?;
        match left_out {
            0 => writeln!(out)?,
            _ => writeln!(out, ", {left_out} left out")?,
        }
        let mut counts: BTreeMap<Option<RelationKind>, usize> = Default::default();
        self.rows.iter().for_each(|(_, _, kind)| *counts.entry(*kind).or_default() += 1);
        let rows = counts.into_iter().map(|(kind, count)| {
            vec![kind.map_or(THROUGH, RelationKind::name).to_owned(), count.to_string()]
        });
        if !self.rows.is_empty() {
            writeln!(out, "{}", table(&["Removed, of the one kept", " Records"], rows))?;
        }
        Ok(())
    }
}

/// The relation of two copies that were not compared with each other, but both with a third.
const THROUGH: &str = "through_others";
