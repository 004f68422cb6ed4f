//! Texts with what is known of them beside: documents for the pipeline.

use crate::failure::Error;
use crate::pool::Stop;
use crate::texts::{BATCH_BYTES, BATCH_ROWS, Column, Kind, Text};
use arrow_array::{ArrayRef, Int64Array, LargeStringArray};
use chinhluan::{Document, Meta, Place};
use pyo3::prelude::*;
use std::sync::Arc;

/// One row of the columns given.
pub struct Article {
    /// Its number, from 0.
    pub row: usize,
    /// Its text; none where there is none.
    pub text: Option<Text>,
    id: Option<Text>,
    /// Its title, where titles were given.
    pub title: Option<Text>,
    date: Option<Text>,
    source: Option<Text>,
    url: Option<Text>,
}

impl Article {
    /// A text of which nothing else is known.
    pub fn of(row: usize, text: Text) -> Self {
        Self { row, text: Some(text), id: None, title: None, date: None, source: None, url: None }
    }

    /// As a document; what has no text is an empty one.
    pub fn document(&self) -> Document {
        let owned = |text: &Option<Text>| text.as_ref().map(|text| text.as_str().to_owned());
        let meta = Meta {
            title: owned(&self.title),
            date: owned(&self.date),
            source: owned(&self.source),
            url: owned(&self.url),
            ..Meta::default()
        };
        // All texts of a call come from one place, as those of one file do.
        let place = Place::line("texts", self.row as u64 + 1);
        let text = owned(&self.text).unwrap_or_default();
        Document { id: owned(&self.id).unwrap_or_default(), text, meta, place }
    }
}

/// The documents of articles, one in memory at a time.
pub fn documents<'a>(
    articles: &'a [Article],
    stop: &'a Stop,
) -> impl Iterator<Item = chinhluan::Result<Document>> + Send + 'a {
    stop.ends(articles.iter()).map(|article| Ok(article.document()))
}

/// Columns of equal length, read side by side.
pub struct Articles {
    texts: Column,
    beside: [Option<Column>; 5],
    row: usize,
}

/// What is known of texts beside: columns as long as theirs.
#[derive(FromPyObject)]
#[pyo3(from_item_all)]
pub struct Beside<'py> {
    ids: Option<Bound<'py, PyAny>>,
    titles: Option<Bound<'py, PyAny>>,
    dates: Option<Bound<'py, PyAny>>,
    sources: Option<Bound<'py, PyAny>>,
    urls: Option<Bound<'py, PyAny>>,
}

impl Articles {
    /// Texts, and what is known of them.
    pub fn of(texts: &Bound<'_, PyAny>, beside: &Beside<'_>) -> PyResult<Self> {
        let column = |given: &Option<Bound<'_, PyAny>>, name, kind| {
            given.as_ref().map(|given| Column::of(given, name, kind)).transpose()
        };
        Ok(Self {
            texts: Column::of(texts, "texts", Kind::Texts)?,
            beside: [
                column(&beside.ids, "ids", Kind::Names)?,
                column(&beside.titles, "titles", Kind::Texts)?,
                column(&beside.dates, "dates", Kind::Dates)?,
                column(&beside.sources, "sources", Kind::Names)?,
                column(&beside.urls, "urls", Kind::Texts)?,
            ],
            row: 0,
        })
    }

    /// Whether articles have names of their own.
    pub fn have_ids(&self) -> bool {
        self.beside[0].is_some()
    }

    fn next(&mut self, py: Python<'_>) -> PyResult<Option<Article>> {
        let text = self.texts.next(py)?;
        let mut read = [const { None }; 5];
        for (column, read) in self.beside.iter_mut().zip(&mut read) {
            let Some(column) = column else { continue };
            match (column.next(py)?, &text) {
                (Some(row), Some(_)) => *read = row,
                (None, None) => {}
                (Some(_), None) => return Err(column.other_length("more", self.row)),
                (None, Some(_)) => return Err(column.other_length("fewer", self.row)),
            }
        }
        let Some(text) = text else { return Ok(None) };
        let [id, title, date, source, url] = read;
        self.row += 1;
        Ok(Some(Article { row: self.row - 1, text, id, title, date, source, url }))
    }

    /// The next articles, as many as are good to have in memory at once; none at the end.
    pub fn next_batch(&mut self, py: Python<'_>) -> PyResult<Vec<Article>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES && batch.len() < BATCH_ROWS {
            let Some(article) = self.next(py)? else { break };
            bytes += article.text.as_ref().map_or(0, |text| text.as_str().len());
            batch.push(article);
        }
        Ok(batch)
    }

    /// All articles.
    pub fn all(&mut self, py: Python<'_>) -> PyResult<Vec<Article>> {
        let mut all = Vec::new();
        while let Some(article) = self.next(py)? {
            all.push(article);
        }
        Ok(all)
    }
}

impl Column {
    fn other_length(&self, what: &str, row: usize) -> PyErr {
        Error::new_err(format!("{} has {what} rows than the {row} texts read so far", self.name()))
    }
}

/// What names articles in a table: their ids, or their numbers.
pub enum Names {
    /// As they were given.
    Ids(Vec<Option<String>>),
    /// From 0.
    Rows(Vec<i64>),
}

impl Names {
    /// For ids, if articles have them.
    pub fn new(articles: &Articles) -> Self {
        if articles.have_ids() { Self::Ids(Vec::new()) } else { Self::Rows(Vec::new()) }
    }

    /// Names an article in the next row.
    pub fn add(&mut self, article: &Article) {
        match self {
            Self::Ids(ids) => ids.push(article.id.as_ref().map(|id| id.as_str().to_owned())),
            Self::Rows(rows) => rows.push(article.row as i64),
        }
    }

    /// The names of these rows.
    pub fn select(&self, rows: impl Iterator<Item = u32>) -> ArrayRef {
        match self {
            Self::Ids(ids) => {
                Arc::new(rows.map(|row| ids[row as usize].as_deref()).collect::<LargeStringArray>())
            }
            Self::Rows(numbers) => {
                Arc::new(Int64Array::from_iter_values(rows.map(|row| numbers[row as usize])))
            }
        }
    }

    /// The column.
    pub fn column(self) -> ArrayRef {
        match self {
            Self::Ids(ids) => Arc::new(LargeStringArray::from(ids)),
            Self::Rows(rows) => Arc::new(Int64Array::from(rows)),
        }
    }
}
