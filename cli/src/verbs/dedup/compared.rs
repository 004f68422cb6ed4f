//! What was found of the articles of a run, and how it is told.

use chinhluan::archive::{Addition, ArchivedDocument, Claim, Keep};
use chinhluan::dedup::{Duplicates, Passage, Relation, Similarity, Slots};
use chinhluan::report::{DuplicateRow, duplicate_rows};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

/// Articles that were compared with each other, or also with those of an index. Archived ones come first.
pub enum Compared {
    Alone(Duplicates),
    Against(Addition),
}

impl Compared {
    pub fn duplicates(&self) -> &Duplicates {
        match self {
            Self::Alone(duplicates) => duplicates,
            Self::Against(addition) => addition.duplicates(),
        }
    }

    pub fn archived(&self) -> &[ArchivedDocument] {
        match self {
            Self::Alone(_) => &[],
            Self::Against(addition) => addition.archived(),
        }
    }

    pub fn survivors(&self, keep: &Keep, claims: Vec<Claim>) -> Vec<u32> {
        match self {
            Self::Alone(duplicates) => keep.survivors(duplicates, &claims),
            Self::Against(addition) => addition.survivors(keep, claims),
        }
    }

    /// Ids of the archived articles and of the new ones.
    pub fn names<'a>(&'a self, ids: &'a [String]) -> Vec<&'a str> {
        let archived = self.archived().iter().map(|archived| archived.id.as_str());
        archived.chain(ids.iter().map(String::as_str)).collect()
    }

    /// A line for each two of which one holds all or most of the other: their ids.
    pub fn write_pairs(&self, ids: &[String], to: &mut impl Write) -> io::Result<()> {
        let names = self.names(ids);
        let mut copies = self.duplicates().relations.iter().filter(|relation| relation.kind.holds());
        copies.try_for_each(|relation| {
            let [a, b] = [relation.a, relation.b].map(|number| field(names[number as usize]));
            writeln!(to, "{a}\t{b}")
        })
    }

    /// The relations as objects, with what the two have in common and where it stands.
    pub fn write_objects(&self, rows: &[DuplicateRow], to: &mut impl Write) -> io::Result<()> {
        rows.iter().zip(&self.duplicates().relations).try_for_each(|(row, relation)| {
            let &Relation { similarity: Similarity { numbers, names, respelt, .. }, ref passages, .. } =
                relation;
            let told = Told { row, numbers, names, respelt, passages };
            serde_json::to_writer(&mut *to, &told)?;
            to.write_all(b"\n")
        })
    }

    /// The relations as rows; which articles were archived before stands in the reason.
    pub fn rows(&self, ids: &[String]) -> Vec<DuplicateRow> {
        let archived = self.archived();
        let mut rows = duplicate_rows(self.duplicates(), &self.names(ids));
        for (row, relation) in rows.iter_mut().zip(&self.duplicates().relations) {
            for (which, number) in [("a", relation.a), ("b", relation.b)] {
                if let Some(known) = archived.get(number as usize) {
                    let run = known.run.map_or_else(|| "before".to_owned(), |run| format!("in run {run}"));
                    row.reason.push_str(&format!("; {which} was archived {run}"));
                }
            }
        }
        rows
    }
}

/// An id as a field of a line that tabs part.
fn field(id: &str) -> Cow<'_, str> {
    match id.contains(['\t', '\n', '\r']) {
        true => id.replace('\\', r"\\").replace('\t', r"\t").replace('\n', r"\n").replace('\r', r"\r").into(),
        false => id.into(),
    }
}

/// A relation as an object.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    row: &'a DuplicateRow,
    numbers: Slots,
    names: Slots,
    respelt: u32,
    passages: &'a [Passage],
}
