//! `dedup`, `similar`: texts like others.

use crate::articles::{Article, Articles, Beside, Names, documents};
use crate::failure::raised;
use crate::pages::pipeline;
use crate::pool;
use crate::table::Table;
use crate::texts::Text;
use crate::words::{Segmenter, given_or_embedded};
use arrow_array::{ArrayRef, Float64Array, LargeStringArray};
use chinhluan::archive::{Claim, Keep, Rule};
use chinhluan::date::Moment;
use chinhluan::dedup::{Duplicates, Settings, Sketch, relate};
use chinhluan::phrase::Families;
use chinhluan::report::{DuplicateRow, Models, Pipeline, ReadPage, Terms, duplicate_rows};
use chinhluan::tfidf::{InvertedIndex, TfIdf};
use pyo3::exceptions::PyIndexError;
use pyo3::prelude::*;
use pyo3::types::PyString;
use std::convert::Infallible;
use std::sync::Arc;

/// A rule for which copy is kept: its name, or a list of sources, the best one first.
#[derive(FromPyObject)]
pub enum Kept {
    Named(String),
    Sources(Vec<String>),
}

impl Kept {
    fn rule(self) -> PyResult<Rule> {
        match self {
            Self::Named(name) => name.parse().map_err(raised),
            Self::Sources(sources) => Ok(Rule::Source(sources)),
        }
    }
}

/// How texts are related: a row a relation, with the rows of the two texts; the groups of copies; the rows that are kept:
/// of each group the first one, or the one that the rules of `keep` say.
///
/// `beside` holds the columns `ids`, `titles`, `dates`, `sources`, `urls`.
#[pyfunction]
pub fn dedup(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    beside: Beside<'_>,
    keep: Vec<Kept>,
) -> PyResult<(Table, Vec<Vec<u32>>, Vec<u32>)> {
    let keep = Keep(keep.into_iter().map(Kept::rule).collect::<PyResult<_>>()?);
    let pipeline = pipeline()?;
    let mut articles = Articles::of(texts, &beside)?;
    let mut names = Names::new(&articles);
    let mut claims: Vec<Claim> = Vec::new();
    let mut sketches: Vec<Sketch> = Vec::new();
    loop {
        let batch = articles.next_batch(py)?;
        if batch.is_empty() {
            break;
        }
        batch.iter().for_each(|article| names.add(article));
        let pipeline = pipeline.clone();
        let read = pool::run(py, move |stop| {
            let mut read: Vec<(Claim, Sketch)> = Vec::with_capacity(batch.len());
            let Ok(()) = pipeline.sketched_pages(&mut documents(&batch, stop), |page| {
                read.extend(page.map(|(page, sketch)| (claim(&page, &sketch), sketch)));
                Ok::<_, Infallible>(())
            });
            read
        })?;
        for (claim, sketch) in read {
            claims.push(claim);
            sketches.push(sketch);
        }
    }
    let found = pool::run(py, move |_| relate(&sketches, &Settings::default()))?;
    py.detach(|| {
        let survivors = keep.survivors(&found, &claims);
        let kept =
            (0..).zip(survivors).filter_map(|(row, survivor)| (row == survivor).then_some(row)).collect();
        let table = relations(&found, &names, claims.len())?;
        Ok((table, found.groups.into_iter().map(|group| group.members).collect(), kept))
    })
}

/// What a text has to say for itself.
pub fn claim(page: &ReadPage, sketch: &Sketch) -> Claim {
    let of_record = page.document.meta.date.as_deref().and_then(Moment::of_metadata);
    Claim {
        published: page.structure.published.map(|dated| dated.moment).or(of_record),
        source: page.document.meta.source.clone(),
        words: sketch.len(),
    }
}

fn relations(found: &Duplicates, names: &Names, count: usize) -> PyResult<Table> {
    let rows = duplicate_rows(found, &vec![""; count]);
    let words = |word: fn(&DuplicateRow) -> &str| -> ArrayRef {
        Arc::new(LargeStringArray::from_iter_values(rows.iter().map(word)))
    };
    let shares = |share: fn(&DuplicateRow) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(rows.iter().map(share)))
    };
    Table::of(vec![
        ("a", names.select(found.relations.iter().map(|relation| relation.a))),
        ("b", names.select(found.relations.iter().map(|relation| relation.b))),
        ("relation", words(|row| row.relation)),
        ("jaccard", shares(|row| row.jaccard)),
        ("containment_a", shares(|row| row.containment_a)),
        ("containment_b", shares(|row| row.containment_b)),
        ("decision", words(|row| row.decision)),
        ("reason", words(|row| &row.reason)),
    ])
}

/// Texts like one: a row each with the number of the text and the cosine of the two, the most similar first. `to` is a
/// text, or the number of one of the texts.
#[pyfunction]
pub fn similar(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    to: &Bound<'_, PyAny>,
    beside: Beside<'_>,
    count: usize,
    segmenter: Option<&Bound<'_, Segmenter>>,
) -> PyResult<Table> {
    let segmenter = given_or_embedded(py, segmenter)?.get().model();
    let mut columns = Articles::of(texts, &beside)?;
    let mut names = Names::new(&columns);
    let mut articles = columns.all(py)?;
    articles.iter().for_each(|article| names.add(article));
    let asked: Option<Text> = match to.cast::<PyString>() {
        Ok(text) => Some(Text::Python(text.extract()?)),
        Err(_) => None,
    };
    let row = match &asked {
        Some(_) => articles.len(),
        None => {
            let row: usize = to.extract()?;
            if row >= articles.len() {
                return Err(PyIndexError::new_err(format!("text {row} of {}", articles.len())));
            }
            row
        }
    };
    let first_asked = articles.len();
    articles.extend(asked.map(|text| Article::of(first_asked, text)));
    let found = pool::run(py, move |stop| {
        let families = Families::read("", "no families")?;
        let models = Models::new((*segmenter).clone(), families)?;
        let pipeline = Pipeline::new(models, chinhluan::report::Settings::default());
        let words = pipeline.words(&mut documents(&articles, stop), &Terms::default(), |_| ());
        // Frequencies are those of the collection, not of what is asked for.
        let collection: Vec<usize> = (0..first_asked.min(words.counts.documents())).collect();
        let fitted =
            TfIdf { sublinear_tf: true, ..TfIdf::default() }.fit(&words.counts.select(&collection))?;
        let vectors = fitted.transform(&words.counts);
        if vectors.documents() <= row {
            return Ok(Vec::new());
        }
        let index = InvertedIndex::new(&vectors.select(&collection));
        let found = index.nearest(vectors.row(row), count.saturating_add(1)).into_iter();
        Ok(found.filter(|&(other, _)| other as usize != row).take(count).collect::<Vec<(u32, f64)>>())
    })?;
    let found = found.map_err(raised)?;
    Table::of(vec![
        ("document", names.select(found.iter().map(|&(row, _)| row))),
        ("similarity", Arc::new(Float64Array::from_iter_values(found.iter().map(|&(_, cosine)| cosine)))),
    ])
}
