//! What the page needs besides the tables: the articles themselves, and rows by number where the tables have ids.

use super::page::{Chunks, HitView, LineView};
use crate::dedup::{Passage, Relation};
use crate::phrase::{Citation, Families, FamilyKind};

/// The articles as read, and what ties the rows of the tables to them; only the page reads it.
///
/// Two articles may have the same id, so what belongs together cannot be told from the tables alone.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evidence {
    /// Every family that was looked for, in the order of the gazetteer.
    pub(super) families: Vec<FamilyNote>,
    /// One a document.
    pub(super) standings: Vec<Standing>,
    /// One a hit.
    pub(super) hits: Vec<HitPlace>,
    /// One a pair of duplicates.
    pub(super) relations: Vec<RelationPlace>,
    /// One a repeated passage.
    pub(super) repeats: Vec<RepeatPlace>,
    /// One an anachronism: the number of its hit.
    pub(super) anachronisms: Vec<u32>,
    /// The texts.
    pub(super) chunks: Chunks,
    /// The lines of all documents, one document after the other.
    pub(super) lines: Vec<LineView>,
    /// Where each document's lines end.
    pub(super) line_ends: Vec<u32>,
}

/// What a gazetteer says of a family.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FamilyNote {
    pub id: String,
    pub name: String,
    pub kind: FamilyKind,
    pub start: Option<String>,
    pub documents: Vec<Citation>,
    pub note: Option<String>,
}

/// Where a document stands among its copies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    /// Number of the document of its group that is kept, the same for all copies of one article.
    pub group: u32,
    /// Whether it is the one of its group that stands for all.
    pub is_original: bool,
    /// Whether it is the one of its group that stands for the copies in its source.
    pub is_first_of_source: bool,
}

/// Whether a hit enters the counts, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counting {
    Counted,
    /// The article prints the passage again.
    Repeated,
    /// It stands outside title, lead, body and caption.
    Aside,
    /// The policy leaves it out.
    ByPolicy,
}

/// A hit by number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HitPlace {
    pub document: u32,
    /// In the order of the gazetteer.
    pub family: u32,
    pub counting: Counting,
    pub view: HitView,
}

/// A pair of duplicates by number.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RelationPlace {
    pub a: u32,
    pub b: u32,
    /// In bytes of the cleaned texts.
    pub passages: Box<[Passage]>,
}

/// A repeated passage by number, in UTF-16 units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RepeatPlace {
    pub document: u32,
    pub start: u32,
    pub end: u32,
}

impl FamilyNote {
    pub fn of(families: &Families) -> Vec<Self> {
        let note = |family: &crate::phrase::Family| Self {
            id: family.id.clone(),
            name: family.name.clone(),
            kind: family.kind,
            start: family.start.clone(),
            documents: family.documents.clone(),
            note: family.note.clone(),
        };
        families.iter().map(note).collect()
    }
}

impl RelationPlace {
    pub fn of(relation: &Relation) -> Self {
        Self { a: relation.a, b: relation.b, passages: relation.passages.clone() }
    }
}

impl Evidence {
    /// The lines of a document.
    pub(super) fn lines_of(&self, document: usize) -> &[LineView] {
        let end = |document: usize| self.line_ends.get(document).copied().unwrap_or(0) as usize;
        let start = document.checked_sub(1).map_or(0, end);
        self.lines.get(start..end(document)).unwrap_or_default()
    }
}
