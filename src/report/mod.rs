//! The main job: from documents to tables that can be quoted.
//!
//! [`Pipeline`] analyses documents on all cores and keeps what the tables need; [`Report`] is plain data;
//! each [`Output`] writes one file of it.

mod articles;
mod collection;
mod ends;
mod evidence;
mod format;
mod frequency;
mod groups;
mod hits;
mod manifest;
mod output;
mod page;
mod pipeline;
mod proposed;
mod shard;
mod stage;
mod structure;
mod table;
mod tables;
mod terms;
mod word;
mod worker;

pub use articles::{ArticleRow, Articles};
pub use collection::{Words, duplicate_rows};
pub use evidence::Evidence;
#[cfg(feature = "parquet")]
pub use format::write_weights;
pub use format::{CsvStyle, TableFormat};
pub use frequency::Period;
use frequency::UNDATED;
pub use groups::{Groups, Place};
pub use manifest::{Manifest, Resource, RunSettings, StageTime};
pub use output::{Export, Output, outputs, write_duplicates};
pub use page::{Language, Page, RunNotes};
pub use pipeline::{Finished, Pipeline, Progress, ReadPage, Settings, Terms, Unit};
pub use structure::{LineRow, RepeatOf, StructureRow, structure_row};
pub use tables::*;
pub use word::Word;
pub use worker::Models;
