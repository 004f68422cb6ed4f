//! A collection as one row of elements.

use super::reading::{BREAK, Covered, Models, ReadDocument, Reading, Row, Worker};
use crate::article::{Boilerplate, Edges, Role};
use crate::dedup::{self, Duplicates, Sketch, relate};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::ordered::{Batch, in_order_with_workers};
use crate::phrase::Families;
use crate::syllable::{FormId, Forms, Kind, Merged};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::ops::Range;

/// A collection of articles as numbers: what their titles, leads, bodies and captions say, one article per group of
/// copies, without the furniture of their sites and the passages that a page prints twice.
///
/// Takes about three bytes a byte of text. [`Discovery`](super::Discovery) finds what recurs in it.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    pub(super) forms: Forms,
    pub(super) row: Row,
    /// Where each document ends in the row.
    pub(super) ends: Vec<u32>,
    /// The source of each document, and the number of sources.
    pub(super) source_of: Vec<u32>,
    pub(super) sources: usize,
    /// Hits of the families, in the order of their first element.
    pub(super) hits: Vec<Covered>,
    /// Ids of the families.
    pub(super) family_ids: Vec<String>,
    /// Syllables, numbers and codes of each document.
    pub(super) sizes: Vec<u64>,
    /// The number of each document among all that were read, copies too.
    pub(super) numbers: Vec<u32>,
    /// Articles that are copies of others, and left out.
    pub copies: usize,
    /// Bytes of text that were read.
    pub bytes: u64,
    /// What was left out, and why.
    pub skipped: Vec<String>,
}

impl Corpus {
    /// Reads every document once, on the threads of the current rayon pool; what comes out does not depend on their
    /// number. Documents that cannot be used are named in [`Corpus::skipped`]; the rest goes on.
    ///
    /// # Errors
    /// [`Error::Settings`] for more than two thousand million syllables.
    pub fn read(
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        models: &Models,
        duplicates: &dedup::Settings,
    ) -> Result<Corpus> {
        const BATCH: Batch = Batch { bytes: 8 << 20, items: 4096 };
        let workers: Vec<_> = (0..rayon::current_num_threads()).map(|_| Worker::new(models)).collect();
        let mut collection = Collection::default();
        let work = |worker: &mut Worker, document: Result<Document>| Ok(worker.read(&document?));
        let Ok(_) = in_order_with_workers::<_, _, Result<ReadDocument>, Infallible>(
            documents,
            BATCH,
            Document::bytes_of,
            workers,
            work,
            |reading, worker, workers| {
                match reading {
                    Ok(reading) => collection.add(reading, worker, &workers[worker].forms),
                    Err(error) => collection.skipped.push(error.in_words()),
                }
                Ok(())
            },
        );
        collection.settle(duplicates, &models.families)
    }

    /// Number of articles that count.
    pub fn documents(&self) -> usize {
        self.ends.len()
    }

    /// Number of sources: newspapers, sites, folders.
    pub fn sources(&self) -> usize {
        self.sources
    }

    /// Number of syllables, numbers and codes.
    pub fn syllables(&self) -> usize {
        self.sizes.iter().sum::<u64>() as usize
    }

    /// Whether one of these elements is a syllable or another word of letters.
    pub(super) fn is_of_letters(&self, mut elements: Range<usize>) -> bool {
        elements.any(|at| matches!(self.forms.form(self.row.forms[at]).kind, Kind::Syllable | Kind::Word))
    }

    /// Both collections in one, the documents of the other one last; hits of families are not kept.
    pub(super) fn followed_by(mut self, other: &Corpus) -> Result<Corpus> {
        let shift = self.row.forms.len();
        let fits = |end: usize| i32::try_from(end).is_ok();
        if !fits(shift + other.row.forms.len()) {
            return Err(too_long());
        }
        let here: Vec<FormId> = (0..other.forms.len())
            .map(|id| FormId(id as u32))
            .map(|id| self.forms.intern(other.forms.surface(id), other.forms.form(id).kind))
            .collect();
        let form = |form: &FormId| if *form == BREAK { BREAK } else { here[form.0 as usize] };
        self.row.forms.extend(other.row.forms.iter().map(form));
        self.row.marks.extend_from_slice(&other.row.marks);
        self.ends.extend(other.ends.iter().map(|end| end + shift as u32));
        self.sizes.extend_from_slice(&other.sizes);
        self.numbers.extend_from_slice(&other.numbers);
        self.source_of.extend(other.source_of.iter().map(|source| source + self.sources as u32));
        self.sources += other.sources;
        self.hits.clear();
        Ok(self)
    }

    /// The document that holds an element.
    pub(super) fn document_of(&self, element: u32) -> usize {
        self.ends.partition_point(|&end| end <= element)
    }
}

/// Rows of documents.
#[derive(Default)]
pub(crate) struct Readings(Vec<Reading>);

impl Readings {
    /// Takes in a document, in the forms of the collection.
    pub(crate) fn add(&mut self, reading: Reading) {
        self.0.push(reading);
    }

    /// Says what became of the roles of a document's lines, now that all pages of its site were seen.
    pub(crate) fn settle(&mut self, document: usize, role: impl Fn(usize) -> Option<Role>) {
        let lines = self.0.get_mut(document).map_or(&mut [][..], |reading| &mut reading.lines);
        for line in lines {
            line.is_content = role(line.number).map_or(line.is_content, Role::is_content);
        }
    }

    /// The collection without its copies; `forms` are those of the rows.
    ///
    /// # Errors
    /// [`Error::Settings`] for more than two thousand million syllables.
    pub(crate) fn corpus(self, forms: Forms, duplicates: &Duplicates, families: &Families) -> Result<Corpus> {
        let mut is_copy = vec![false; self.0.len()];
        for group in &duplicates.groups {
            for &member in group.members.iter().filter(|&&member| member != group.survivor) {
                is_copy[member as usize] = true;
            }
        }
        let mut corpus = Corpus {
            forms,
            copies: is_copy.iter().filter(|&&copy| copy).count(),
            family_ids: families.iter().map(|family| family.id.clone()).collect(),
            ..Corpus::default()
        };
        let mut sources: BTreeMap<String, u32> = BTreeMap::new();
        for (number, reading) in (0..).zip(self.0).filter(|(number, _)| !is_copy[*number as usize]) {
            let next = sources.len() as u32;
            let source = *sources.entry(reading.site).or_insert(next);
            let (mut start, mut hits) = (0, reading.hits.iter().peekable());
            for line in &reading.lines {
                let elements = start..line.end;
                start = line.end;
                let shift = corpus.row.forms.len() as i64 - elements.start as i64;
                while let Some(hit) = hits.next_if(|hit| (hit.elements.start as usize) < line.end) {
                    let moved = |at: u32| (i64::from(at) + shift) as u32;
                    let elements = moved(hit.elements.start)..moved(hit.elements.end);
                    corpus.hits.extend(line.is_content.then_some(Covered { family: hit.family, elements }));
                }
                if line.is_content {
                    corpus.row.forms.extend_from_slice(&reading.row.forms[elements.clone()]);
                    corpus.row.marks.extend_from_slice(&reading.row.marks[elements]);
                }
            }
            let end = i32::try_from(corpus.row.forms.len()).map_err(|_| too_long())?;
            let first = corpus.ends.last().map_or(0, |&end| end as usize);
            let size = corpus.row.forms[first..].iter().filter(|&&form| form != BREAK).count();
            corpus.sizes.push(size as u64);
            corpus.ends.push(end as u32);
            corpus.source_of.push(source);
            corpus.numbers.push(number);
        }
        corpus.sources = sources.len();
        Ok(corpus)
    }
}

/// Documents as far as they are read.
#[derive(Default)]
struct Collection {
    readings: Readings,
    merged: Merged,
    edges: Vec<Edges>,
    sketches: Vec<Sketch>,
    boilerplate: Boilerplate,
    skipped: Vec<String>,
    bytes: u64,
}

impl Collection {
    fn add(&mut self, mut document: ReadDocument, worker: usize, forms: &Forms) {
        if !document.is_article {
            return;
        }
        self.bytes += document.bytes;
        self.boilerplate.learn(&document.reading.site, &document.edges);
        self.merged.renumber(document.reading.forms_mut(), worker, forms);
        self.readings.add(document.reading);
        self.edges.push(document.edges);
        self.sketches.push(document.sketch);
    }

    /// Leaves out copies, and the lines that turned out to be furniture.
    fn settle(mut self, settings: &dedup::Settings, families: &Families) -> Result<Corpus> {
        let duplicates = relate(&self.sketches, settings);
        drop(self.sketches);
        for (document, edges) in self.edges.iter().enumerate() {
            let site = &self.readings.0[document].site;
            let settled = self.boilerplate.settle(site, edges).unwrap_or_default();
            let other = |line: usize| settled.roles.iter().find(|(of, _)| *of == line).map(|&(_, role)| role);
            self.readings.settle(document, |line| other(line).or(edges.role(line)));
        }
        let corpus = self.readings.corpus(self.merged.forms, &duplicates, families)?;
        Ok(Corpus { bytes: self.bytes, skipped: self.skipped, ..corpus })
    }
}

fn too_long() -> Error {
    Error::Settings("more than two thousand million syllables".into())
}
