//! `structure`: the parts of pages.

use crate::articles::{Article, Articles, Beside, Names, documents};
use crate::failure::raised;
use crate::points::Cursor;
use crate::pool;
use crate::table::{Table, lists, structs};
use crate::texts::Text;
use crate::words::places;
use arrow_array::builder::LargeStringBuilder;
use arrow_array::{ArrayRef, BooleanArray, UInt32Array};
use chinhluan::Span;
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::phrase::Families;
use chinhluan::report::{
    LineRow, Models, Pipeline, ReadPage, RepeatOf, Settings, StructureRow, structure_row,
};
use pyo3::prelude::*;
use std::borrow::Cow;
use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

/// What looks at pages and copies, and for no phrases.
pub fn pipeline() -> PyResult<Arc<Pipeline>> {
    static PIPELINE: OnceLock<Arc<Pipeline>> = OnceLock::new();
    if let Some(made) = PIPELINE.get() {
        return Ok(made.clone());
    }
    let families = Families::read("", "no families").map_err(raised)?;
    let models = Models::with_embedded_words(families).map_err(raised)?;
    Ok(PIPELINE.get_or_init(|| Arc::new(Pipeline::new(models, Settings::default()))).clone())
}

/// A row that waits until all pages of its site were seen.
struct Held {
    article: Article,
    row: StructureRow<'static>,
    /// The bytes of every line, in the text as it was given.
    lines: Vec<Span>,
    site: String,
    edges: Edges,
}

/// The parts of pages, a row a page; what recurs over pages of a site is its furniture.
///
/// `beside` holds the columns `ids`, `titles`, `dates`, `sources`, `urls`.
#[pyfunction]
pub fn structure(py: Python<'_>, texts: &Bound<'_, PyAny>, beside: Beside<'_>) -> PyResult<Table> {
    let (names, mut held) = read(py, texts, &beside)?;
    py.detach(|| {
        let mut boilerplate = Boilerplate::default();
        held.iter().for_each(|page| boilerplate.learn(&page.site, &page.edges));
        for page in &mut held {
            if let Some(settled) = boilerplate.settle(&page.site, &page.edges) {
                page.row.settle(settled);
            }
        }
        table(names, &held)
    })
}

/// As `structure`, each page for itself: what other pages of its site say of its lines is not asked.
#[pyfunction]
pub fn page_structure(py: Python<'_>, texts: &Bound<'_, PyAny>, beside: Beside<'_>) -> PyResult<Table> {
    let (names, held) = read(py, texts, &beside)?;
    py.detach(|| table(names, &held))
}

/// Pages, each read for itself.
fn read(py: Python<'_>, texts: &Bound<'_, PyAny>, beside: &Beside<'_>) -> PyResult<(Names, Vec<Held>)> {
    let pipeline = pipeline()?;
    let mut articles = Articles::of(texts, beside)?;
    let names = Names::new(&articles);
    let mut held: Vec<Held> = Vec::new();
    loop {
        let batch = articles.next_batch(py)?;
        if batch.is_empty() {
            return Ok((names, held));
        }
        let pipeline = pipeline.clone();
        held.extend(pool::run(py, move |stop| {
            let mut pages: Vec<ReadPage> = Vec::with_capacity(batch.len());
            let Ok(()) = pipeline.structures(&mut documents(&batch, stop), |page| {
                pages.extend(page);
                Ok::<_, Infallible>(())
            });
            batch.into_iter().zip(pages).map(|(article, page)| Held::of(article, &page)).collect::<Vec<_>>()
        })?);
    }
}

fn table(names: Names, held: &[Held]) -> PyResult<Table> {
    let mut rows = Rows::new(names);
    held.iter().for_each(|page| rows.add(page));
    rows.table()
}

impl Held {
    fn of(article: Article, page: &ReadPage) -> Self {
        let row = structure_row(&page.document, &page.structure, &page.edits);
        let lines = page.structure.lines.iter().map(|line| page.edits.original(line.span)).collect();
        let owned = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        let row = StructureRow {
            // The article has its name, or its number.
            document: Cow::Borrowed(""),
            article: row.article,
            encoding: owned(row.encoding),
            title: owned(row.title),
            published: row.published,
            published_from: owned(row.published_from),
            page_clock: row.page_clock,
            lead: owned(row.lead),
            byline: owned(row.byline),
            source_credit: owned(row.source_credit),
            lines: row
                .lines
                .into_iter()
                .map(|line| LineRow {
                    line: line.line,
                    role: line.role,
                    text: None,
                    repeats: line.repeats,
                    truncated: line.truncated,
                })
                .collect(),
        };
        Self { row, lines, site: site(&page.document).to_owned(), edges: page.edges.clone(), article }
    }
}

/// Rows of the table of pages.
struct Rows {
    documents: Names,
    parts: [LargeStringBuilder; 7],
    /// Of all lines.
    lines: Lines,
    line_ends: Vec<i64>,
}

#[derive(Default)]
struct Lines {
    roles: LargeStringBuilder,
    places: [Vec<u32>; 4],
    truncated: Vec<bool>,
    repeats: Repeats,
    repeat_ends: Vec<i64>,
}

#[derive(Default)]
struct Repeats {
    lines: Vec<u32>,
    how: LargeStringBuilder,
    here: [Vec<u32>; 4],
    there: [Vec<u32>; 4],
}

impl Rows {
    fn new(documents: Names) -> Self {
        Self { documents, parts: Default::default(), lines: Lines::default(), line_ends: Vec::new() }
    }

    fn add(&mut self, page: &Held) {
        self.documents.add(&page.article);
        let StructureRow {
            title, published, published_from, page_clock, lead, byline, source_credit, ..
        } = &page.row;
        let parts = [
            title.as_deref(),
            published.as_deref(),
            published_from.as_deref(),
            page_clock.as_deref(),
            lead.as_deref(),
            byline.as_deref(),
            source_credit.as_deref(),
        ];
        self.parts.iter_mut().zip(parts).for_each(|(column, part)| column.append_option(part));
        let mut cursor = Cursor::new(page.article.text.as_ref().map_or("", Text::as_str));
        for (row, &span) in page.row.lines.iter().zip(&page.lines) {
            self.lines.roles.append_value(row.role.name());
            push(&mut self.lines.places, places(span, &mut cursor));
            self.lines.truncated.push(row.truncated);
            row.repeats.iter().for_each(|repeat| self.lines.repeats.add(repeat, &mut cursor));
            self.lines.repeat_ends.push(self.lines.repeats.lines.len() as i64);
        }
        self.line_ends.push(self.lines.truncated.len() as i64);
    }

    fn table(self) -> PyResult<Table> {
        let mut columns = vec![("document", self.documents.column())];
        let names = ["title", "published", "published_from", "page_clock", "lead", "byline", "source_credit"];
        for (name, mut part) in names.into_iter().zip(self.parts) {
            columns.push((name, Arc::new(part.finish())));
        }
        columns.push(("lines", lists(self.lines.column()?, &self.line_ends, None)?));
        Table::of(columns)
    }
}

impl Lines {
    fn column(mut self) -> PyResult<ArrayRef> {
        let mut columns: Vec<(&str, ArrayRef)> = vec![("role", Arc::new(self.roles.finish()))];
        columns.extend(numbers(["start", "end", "byte_start", "byte_end"], self.places));
        columns.push(("truncated", Arc::new(BooleanArray::from(self.truncated))));
        columns.push(("repeats", lists(self.repeats.column()?, &self.repeat_ends, None)?));
        structs(columns)
    }
}

impl Repeats {
    fn add(&mut self, repeat: &RepeatOf, cursor: &mut Cursor<'_>) {
        // Lines of a list count from 0 in Python.
        self.lines.push(repeat.line as u32 - 1);
        self.how.append_value(repeat.how.name());
        let span = |(start, end)| Span { start, end };
        push(&mut self.here, places(span(repeat.here), cursor));
        push(&mut self.there, places(span(repeat.there), cursor));
    }

    fn column(mut self) -> PyResult<ArrayRef> {
        let mut columns: Vec<(&str, ArrayRef)> =
            vec![("line", Arc::new(UInt32Array::from(self.lines))), ("how", Arc::new(self.how.finish()))];
        columns.extend(numbers(["start", "end", "byte_start", "byte_end"], self.here));
        columns.extend(numbers(["of_start", "of_end", "of_byte_start", "of_byte_end"], self.there));
        structs(columns)
    }
}

fn push(columns: &mut [Vec<u32>; 4], places: [u32; 4]) {
    columns.iter_mut().zip(places).for_each(|(column, place)| column.push(place));
}

fn numbers(
    names: [&'static str; 4],
    columns: [Vec<u32>; 4],
) -> impl Iterator<Item = (&'static str, ArrayRef)> {
    names
        .into_iter()
        .zip(columns)
        .map(|(name, column)| (name, Arc::new(UInt32Array::from(column)) as ArrayRef))
}
