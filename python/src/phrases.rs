//! `families`, `phrases`: campaign phrases in texts.

use crate::articles::{Article, Articles, Beside, Names, documents};
use crate::failure::{raised, unknown};
use crate::files::{self, Named};
use crate::points::Cursor;
use crate::pool;
use crate::table::{Table, lists};
use crate::texts::Text;
use crate::words::places;
use arrow_array::builder::LargeStringBuilder;
use arrow_array::{ArrayRef, BooleanArray, UInt32Array};
use chinhluan::Span;
use chinhluan::phrase::{CountPolicy, Families as Gazetteer};
use chinhluan::report::{HitRow, Models, Pipeline, Settings};
use pyo3::exceptions::PyKeyError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyTuple};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

/// Phrase families: the embedded ones, or those of a file, or both.
///
/// `file` is the path of a file in place of the embedded families, `add` that of a file with more.
#[pyclass(frozen, module = "chinhluan")]
pub struct Families {
    families: Gazetteer,
    /// Text and name of the file, and of the one that was added.
    made_of: (Option<Named>, Option<Named>),
    pipeline: OnceLock<Arc<Pipeline>>,
}

#[pymethods]
impl Families {
    #[new]
    #[pyo3(signature = (file=None, *, add=None))]
    fn new(file: Option<PathBuf>, add: Option<PathBuf>) -> PyResult<Self> {
        let read = |path: Option<PathBuf>| path.as_deref().map(files::text).transpose();
        Self::of((read(file)?, read(add)?))
    }

    fn __len__(&self) -> usize {
        self.families.len()
    }

    fn __contains__(&self, id: &str) -> bool {
        self.families.get(id).is_some()
    }

    /// The family with this id, or number.
    fn __getitem__<'py>(&self, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = key.py();
        let families = self.list(py)?;
        match key.cast::<PyString>() {
            Err(_) => families.as_any().get_item(key),
            Ok(id) => {
                let id = id.to_cow()?;
                let at = self.families.iter().position(|family| family.id == id);
                match at {
                    Some(at) => families.get_item(at),
                    None => Err(PyKeyError::new_err(id.into_owned())),
                }
            }
        }
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.list(py)?.as_any().try_iter()
    }

    fn __repr__(&self) -> String {
        format!("<chinhluan.Families: {}>", self.families.len())
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let arguments = slf.get().made_of.clone().into_pyobject(slf.py())?;
        Ok((slf.get_type().getattr("_made_of")?, arguments))
    }

    #[staticmethod]
    fn _made_of(file: Option<Named>, add: Option<Named>) -> PyResult<Self> {
        Self::of((file, add))
    }
}

impl Families {
    fn of(made_of: (Option<Named>, Option<Named>)) -> PyResult<Self> {
        let mut families = match &made_of.0 {
            Some((text, name)) => Gazetteer::read(text, name).map_err(raised)?,
            None => Gazetteer::embedded(),
        };
        if let Some((text, name)) = &made_of.1 {
            families = families.with(text, name).map_err(raised)?;
        }
        Ok(Self { families, made_of, pipeline: OnceLock::new() })
    }

    /// The families that are meant: an object, the path of a file, or the embedded ones.
    pub fn given_or_embedded<'py>(
        py: Python<'py>,
        given: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, Self>> {
        static EMBEDDED: PyOnceLock<Py<Families>> = PyOnceLock::new();
        match given {
            None => {
                let embedded =
                    EMBEDDED.get_or_try_init(py, || Py::new(py, py.detach(|| Self::of((None, None)))?))?;
                Ok(embedded.bind(py).clone())
            }
            Some(given) => match given.cast::<Self>() {
                Ok(families) => Ok(families.clone()),
                Err(_) => Bound::new(py, Self::of((Some(files::text(&given.extract::<PathBuf>()?)?), None))?),
            },
        }
    }

    /// The gazetteer, and what manifests call it.
    pub fn gazetteer(&self) -> (&Gazetteer, String, String) {
        let named = |made_of: &Option<Named>, embedded: &str| match made_of {
            Some((text, name)) => (name.clone(), text.clone()),
            None => ("embedded".to_owned(), embedded.to_owned()),
        };
        let (mut name, mut text) = named(&self.made_of.0, Gazetteer::EMBEDDED);
        if let Some((more, added)) = &self.made_of.1 {
            name = format!("{name} + {added}");
            text.push_str(more);
        }
        (&self.families, name, text)
    }

    /// What looks for them; made once.
    fn pipeline(&self) -> PyResult<Arc<Pipeline>> {
        if let Some(made) = self.pipeline.get() {
            return Ok(made.clone());
        }
        let models = Models::with_embedded_words(self.families.clone()).map_err(raised)?;
        Ok(self.pipeline.get_or_init(|| Arc::new(Pipeline::new(models, Settings::default()))).clone())
    }

    fn list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let class = py.import("chinhluan._types")?.getattr("Family")?;
        let families = self.families.iter().map(|family| {
            let documents = family.documents.iter().map(|document| {
                let object = PyDict::new(py);
                object.set_item("number", &document.number)?;
                object.set_item("date", &document.date)?;
                object.set_item("source", &document.source)?;
                object.set_item("verified", document.verified)?;
                Ok(object)
            });
            let documents = documents.collect::<PyResult<Vec<_>>>()?;
            class.call1((
                &family.id,
                &family.name,
                family.kind.to_string(),
                &family.start,
                &family.status,
                family.variants().to_vec(),
                documents,
                &family.note,
            ))
        });
        PyList::new(py, families.collect::<PyResult<Vec<_>>>()?)
    }
}

/// Hits of phrase families in texts, a row a hit, in the order of the texts.
///
/// `beside` holds the columns `ids`, `titles`, `dates`, `sources`, `urls`.
#[pyfunction]
pub fn phrases(
    py: Python<'_>,
    texts: &Bound<'_, PyAny>,
    beside: Beside<'_>,
    families: Option<&Bound<'_, PyAny>>,
    count: &str,
) -> PyResult<Table> {
    let given = Families::given_or_embedded(py, families)?;
    let families = given.get();
    let policy = policy(count)?;
    let pipeline = py.detach(|| families.pipeline())?;
    let nested_of = |id: &str| families.families.get(id).map(|family| family.nested).unwrap_or_default();
    let mut articles = Articles::of(texts, &beside)?;
    let mut rows = Rows::new(Names::new(&articles));
    loop {
        let batch = articles.next_batch(py)?;
        if batch.is_empty() {
            return rows.table();
        }
        let pipeline = pipeline.clone();
        let (batch, found) = pool::run(py, move |stop| {
            let mut found = Vec::with_capacity(batch.len());
            let Ok(()) = pipeline.hits(&mut documents(&batch, stop), |hits| {
                found.push(hits.unwrap_or_default());
                Ok::<_, Infallible>(())
            });
            (batch, found)
        })?;
        py.detach(|| {
            for (article, hits) in batch.iter().zip(&found) {
                rows.add(article, hits, |hit, is_first| {
                    !hit.repeated
                        && hit.counts(policy, nested_of(&hit.family))
                        && (policy != CountPolicy::OncePerArticle || is_first)
                });
            }
        });
    }
}

/// The policy of this name.
pub fn policy(name: &str) -> PyResult<CountPolicy> {
    let known = [CountPolicy::Longest, CountPolicy::All, CountPolicy::OncePerArticle];
    let names = known.map(|policy| policy.to_string());
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = names.iter().position(|known| *known == name);
    found.map(|at| known[at]).ok_or_else(|| unknown("count", name, &names))
}

/// Rows of the table of hits.
struct Rows {
    documents: Names,
    words: [LargeStringBuilder; 7],
    places: [Vec<u32>; 4],
    repeated: Vec<bool>,
    counted: Vec<bool>,
    flags: Listed,
    nested_in: Listed,
}

/// Lists of strings.
#[derive(Default)]
struct Listed {
    items: LargeStringBuilder,
    ends: Vec<i64>,
    count: i64,
}

impl Listed {
    fn add(&mut self, items: &[impl AsRef<str>]) {
        items.iter().for_each(|item| self.items.append_value(item));
        self.count += items.len() as i64;
        self.ends.push(self.count);
    }

    fn column(mut self) -> PyResult<ArrayRef> {
        lists(Arc::new(self.items.finish()), &self.ends, None)
    }
}

impl Rows {
    fn new(documents: Names) -> Self {
        Self {
            documents,
            words: Default::default(),
            places: Default::default(),
            repeated: Vec::new(),
            counted: Vec::new(),
            flags: Listed::default(),
            nested_in: Listed::default(),
        }
    }

    /// Adds the hits of an article; `counts` says which count, told whether one is the first of its family that may.
    fn add(&mut self, article: &Article, hits: &[HitRow], counts: impl Fn(&HitRow, bool) -> bool) {
        let mut seen = BTreeSet::new();
        let mut cursor: Option<(&str, Cursor<'_>)> = None;
        for hit in hits {
            let cursor = match &mut cursor {
                Some((field, cursor)) if *field == hit.field => cursor,
                other => {
                    let text = if hit.field == "title" { &article.title } else { &article.text };
                    let text = text.as_ref().map_or("", Text::as_str);
                    &mut other.insert((hit.field, Cursor::new(text))).1
                }
            };
            let places = places(Span { start: hit.start, end: hit.end }, cursor);
            self.documents.add(article);
            let region = hit.region.name();
            let words = [
                Some(hit.family.as_str()),
                Some(&hit.variant),
                Some(&hit.surface),
                Some(hit.field),
                Some(region),
            ];
            let words = words.into_iter().chain([hit.date.as_deref(), hit.source.as_deref()]);
            self.words.iter_mut().zip(words).for_each(|(column, word)| column.append_option(word));
            self.places.iter_mut().zip(places).for_each(|(column, place)| column.push(place));
            self.repeated.push(hit.repeated);
            let counted = counts(hit, !seen.contains(hit.family.as_str()));
            if counted {
                seen.insert(hit.family.as_str());
            }
            self.counted.push(counted);
            self.flags.add(&hit.flags);
            self.nested_in.add(&hit.nested_in);
        }
    }

    fn table(self) -> PyResult<Table> {
        let [family, variant, surface, field, region, date, source] =
            self.words.map(|mut words| Arc::new(words.finish()) as ArrayRef);
        let [start, end, byte_start, byte_end] =
            self.places.map(|numbers| Arc::new(UInt32Array::from(numbers)) as ArrayRef);
        Table::of(vec![
            ("document", self.documents.column()),
            ("family", family),
            ("variant", variant),
            ("surface", surface),
            ("start", start),
            ("end", end),
            ("byte_start", byte_start),
            ("byte_end", byte_end),
            ("field", field),
            ("region", region),
            ("repeated", Arc::new(BooleanArray::from(self.repeated))),
            ("counted", Arc::new(BooleanArray::from(self.counted))),
            ("flags", self.flags.column()?),
            ("nested_in", self.nested_in.column()?),
            ("date", date),
            ("source", source),
        ])
    }
}
