//! `segment`, `tokens`: words of texts.

use crate::failure::{Error, raised, unknown};
use crate::files::{self, Named};
use crate::points::Cursor;
use crate::pool;
use crate::table::{Column, lists, structs};
use crate::texts::{Column as Texts, Kind as Rows, Text};
use arrow_array::{ArrayRef, LargeStringArray, UInt32Array};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;
use chinhluan::clean::{Edits, clean};
use chinhluan::report::Resource;
use chinhluan::segment::{Scratch, Segmenter as Model, write_underscored};
use chinhluan::span::Span;
use chinhluan::syllable::{Forms, Kind};
use chinhluan::tokens::Tokens;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use std::borrow::Cow;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// A word segmenter: the embedded model, or one of your own, with words of your own.
///
/// `lexicon` is the path of a file (a word a line, a weight behind a tab where it has one), a dict of words and weights,
/// or an iterable of words; `model` the path of a model that `chinhluan train` wrote.
#[pyclass(frozen, module = "chinhluan")]
pub struct Segmenter {
    model: Arc<Cow<'static, Model>>,
    /// What it was made of, for `pickle`: the bytes of the model, the lines of the lexicon and its name.
    made_of: (Option<Arc<[u8]>>, Option<Named>),
    /// What single texts taught, kept for the next one.
    idle: Mutex<Vec<Reader>>,
}

/// What is given for a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Spans,
    Words,
    Text,
}

impl Format {
    fn of(name: &str) -> PyResult<Self> {
        Ok(match name {
            "spans" => Self::Spans,
            "words" => Self::Words,
            "text" => Self::Text,
            _ => return Err(unknown("format", name, &["spans", "words", "text"])),
        })
    }
}

#[pymethods]
impl Segmenter {
    #[new]
    #[pyo3(signature = (lexicon=None, *, model=None))]
    fn new(py: Python<'_>, lexicon: Option<&Bound<'_, PyAny>>, model: Option<PathBuf>) -> PyResult<Self> {
        let bytes = model.as_deref().map(files::bytes).transpose()?;
        let lexicon = lexicon.map(lexicon_lines).transpose()?;
        let name = model.map_or_else(String::new, |path| path.display().to_string());
        py.detach(|| Self::of(bytes.map(Arc::from), &name, lexicon))
    }

    /// Words of a text, or of many: `format` is `spans` (`Word`s, whose places are those of the text as it was given),
    /// `words` (strings) or `text` (one string, words parted by blanks, their syllables by `_`).
    #[pyo3(signature = (text, format="spans"))]
    fn segment<'py>(
        slf: &Bound<'py, Self>,
        text: &Bound<'py, PyAny>,
        format: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        let format = Format::of(format)?;
        match text.cast::<PyString>() {
            Ok(text) => slf.get().one(text, format),
            Err(_) => slf.get().many(text, format),
        }
    }

    /// What the model was trained on.
    #[getter]
    fn trained_on(&self) -> &str {
        self.model.trained_on()
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let (model, lexicon) = &slf.get().made_of;
        let arguments = (model.as_deref(), lexicon.clone()).into_pyobject(slf.py())?;
        Ok((slf.get_type().getattr("_made_of")?, arguments))
    }

    #[staticmethod]
    fn _made_of(model: Option<Vec<u8>>, lexicon: Option<Named>) -> PyResult<Self> {
        Self::of(model.map(Arc::from), "pickled model", lexicon)
    }
}

/// The lines of a lexicon file, and what errors call it.
fn lexicon_lines(lexicon: &Bound<'_, PyAny>) -> PyResult<Named> {
    if let Ok(path) = lexicon.extract::<PathBuf>() {
        return files::text(&path);
    }
    let mut lines = String::new();
    let mut line = |word: &str, weight: Option<f64>| {
        if word.contains(['\n', '\r', '\t']) || word.trim_start().starts_with('#') || word.trim().is_empty() {
            return Err(Error::new_err(format!("the user word `{word}` is no word")));
        }
        lines.push_str(word);
        if let Some(weight) = weight {
            lines.push_str(&format!("\t{weight}"));
        }
        lines.push('\n');
        Ok(())
    };
    if let Ok(weighed) = lexicon.cast::<PyDict>() {
        for (word, weight) in weighed {
            line(&word.extract::<String>()?, weight.extract()?)?;
        }
    } else {
        for word in lexicon.try_iter()? {
            line(&word?.extract::<String>()?, None)?;
        }
    }
    Ok((lines, "lexicon".into()))
}

impl Segmenter {
    fn of(bytes: Option<Arc<[u8]>>, name: &str, lexicon: Option<Named>) -> PyResult<Self> {
        let mut model = match &bytes {
            Some(bytes) => Cow::Owned(Model::read(bytes, name).map_err(raised)?),
            None => Cow::Borrowed(Model::embedded()),
        };
        if let Some((lines, name)) = &lexicon {
            model = Cow::Owned(model.into_owned().with_lexicon_file(lines, name).map_err(raised)?);
        }
        Ok(Self { model: Arc::new(model), made_of: (bytes, lexicon), idle: Mutex::default() })
    }

    /// The model, for those who count words.
    pub fn model(&self) -> Arc<Cow<'static, Model>> {
        self.model.clone()
    }

    /// The model, and what manifests call it.
    pub fn resource(&self) -> (Arc<Cow<'static, Model>>, Resource) {
        let (model, lexicon) = &self.made_of;
        let mut resource = match model {
            Some(bytes) => Resource::of("model", bytes),
            None => Resource::of("embedded", Model::EMBEDDED),
        };
        if let Some((lines, name)) = lexicon {
            let added = Resource::of(name, lines.as_bytes());
            resource.name = format!("{} + {}", resource.name, added.name);
            resource.checksum = format!("{} + {}", resource.checksum, added.checksum);
        }
        (self.model(), resource)
    }

    fn one<'py>(&self, text: &Bound<'py, PyString>, format: Format) -> PyResult<Bound<'py, PyAny>> {
        let py = text.py();
        let given = text.to_cow()?;
        let found = py.detach(|| {
            let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            let mut reader = idle().pop().unwrap_or_default();
            let found = reader.found(&self.model, &given, format);
            idle().push(reader);
            found
        });
        match found {
            Found::Text(text) => Ok(PyString::new(py, &text).into_any()),
            Found::Words { letters, ends } => {
                let starts = [0].into_iter().chain(ends.iter().copied());
                let words = starts.zip(&ends).map(|(start, &end)| &letters[start as usize..end as usize]);
                Ok(PyList::new(py, words.collect::<Vec<_>>())?.into_any())
            }
            Found::Spans(spans) => {
                static WORD: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
                let word = WORD.import(py, "chinhluan._types", "Word")?;
                let words = spans.iter().map(|&[start, end, first, last]| {
                    word.call1((&given[first as usize..last as usize], start, end, first, last))
                });
                Ok(PyList::new(py, words.collect::<PyResult<Vec<_>>>()?)?.into_any())
            }
        }
    }

    fn many<'py>(&self, texts: &Bound<'py, PyAny>, format: Format) -> PyResult<Bound<'py, PyAny>> {
        let py = texts.py();
        let mut texts = Texts::of(texts, "texts", Rows::Texts)?;
        let mut written = Written::new(format);
        let model = self.model();
        pool::each(
            py,
            || texts.next_batch(py),
            Reader::default,
            move |reader, text: Option<Text>| text.map(|text| reader.found(&model, text.as_str(), format)),
            |found| {
                written.add(found);
                Ok(())
            },
        )?;
        Ok(Bound::new(py, Column(written.column()?))?.into_any())
    }
}

/// The words of a text, in the format that was asked for.
enum Found {
    /// Code points and bytes.
    Spans(Vec<[u32; 4]>),
    /// All words, one behind the other, and where each ends.
    Words {
        letters: String,
        ends: Vec<u32>,
    },
    Text(String),
}

/// What one thread keeps from text to text.
#[derive(Default)]
pub struct Reader {
    pub forms: Forms,
    pub tokens: Tokens,
    scratch: Scratch,
    /// The first token of every word.
    words: Vec<u32>,
}

impl Reader {
    /// Whether it is time to begin anew: a crawl's misspellings would go on for ever.
    pub fn is_full(&self) -> bool {
        self.forms.len() > 1 << 17
    }

    /// Takes in the words of a clean text.
    pub fn read(&mut self, model: &Model, text: &str) {
        self.tokens.read(text, &mut self.forms);
        model.segment_tokens(&self.tokens, &self.forms, &mut self.scratch, &mut self.words);
    }

    /// The words, as ranges of tokens.
    pub fn words(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        let ends = self.words.iter().skip(1).map(|&end| end as usize).chain([self.tokens.len()]);
        self.words.iter().map(|&start| start as usize).zip(ends).map(|(start, end)| start..end)
    }

    fn found(&mut self, model: &Model, given: &str, format: Format) -> Found {
        if self.is_full() {
            *self = Self::default();
        }
        let cleaned = clean(given);
        self.read(model, &cleaned.text);
        match format {
            Format::Spans => Found::Spans(self.spans(given, &cleaned.edits)),
            Format::Words => {
                let (mut letters, mut ends) =
                    (String::with_capacity(given.len()), Vec::with_capacity(self.words.len()));
                for word in self.words() {
                    add_in_one_line(self.tokens.span(word, &self.forms).of(&cleaned.text), &mut letters);
                    ends.push(letters.len() as u32);
                }
                Found::Words { letters, ends }
            }
            Format::Text => {
                let mut lines = Vec::new();
                write_underscored(&cleaned.text, &self.tokens, &self.words, &mut lines);
                Found::Text(String::from_utf8(lines).unwrap_or_default())
            }
        }
    }

    fn spans(&self, given: &str, edits: &Edits) -> Vec<[u32; 4]> {
        let mut cursor = Cursor::new(given);
        let spans = self.words().map(|word| self.tokens.span(word, &self.forms));
        spans.map(|span| places(edits.original(span), &mut cursor)).collect()
    }
}

/// A span in code points, and the same in bytes.
pub fn places(span: Span, cursor: &mut Cursor<'_>) -> [u32; 4] {
    [cursor.at(span.start), cursor.at(span.end), span.start, span.end]
}

/// Adds a word, white space inside it as one blank.
fn add_in_one_line(word: &str, to: &mut String) {
    if word.bytes().all(|byte| byte > b' ') {
        return to.push_str(word);
    }
    for (number, part) in word.split_whitespace().enumerate() {
        if number > 0 {
            to.push(' ');
        }
        to.push_str(part);
    }
}

/// The words of many texts.
struct Written {
    format: Format,
    /// Which rows had a text.
    valid: Vec<bool>,
    /// Where each text's words, or its letters, end.
    ends: Vec<i64>,
    spans: [Vec<u32>; 4],
    letters: Vec<u8>,
    word_ends: Vec<i64>,
}

impl Written {
    fn new(format: Format) -> Self {
        let (valid, ends, letters, word_ends) = Default::default();
        Self { format, valid, ends, spans: Default::default(), letters, word_ends }
    }

    fn add(&mut self, found: Option<Found>) {
        self.valid.push(found.is_some());
        match found {
            Some(Found::Spans(spans)) => {
                for (column, at) in self.spans.iter_mut().zip(0..) {
                    column.extend(spans.iter().map(|span| span[at]));
                }
            }
            Some(Found::Words { letters, ends }) => {
                let before = self.letters.len() as i64;
                self.letters.extend_from_slice(letters.as_bytes());
                self.word_ends.extend(ends.iter().map(|&end| before + i64::from(end)));
            }
            Some(Found::Text(text)) => self.letters.extend_from_slice(text.as_bytes()),
            None => {}
        }
        let end = match self.format {
            Format::Spans => self.spans[0].len(),
            Format::Words => self.word_ends.len(),
            Format::Text => self.letters.len(),
        };
        self.ends.push(end as i64);
    }

    fn column(self) -> PyResult<ArrayRef> {
        let nulls = self.valid.contains(&false).then(|| NullBuffer::from(self.valid));
        match self.format {
            Format::Spans => {
                let names = ["start", "end", "byte_start", "byte_end"];
                let columns = names.into_iter().zip(self.spans);
                let columns =
                    columns.map(|(name, numbers)| (name, Arc::new(UInt32Array::from(numbers)) as ArrayRef));
                lists(structs(columns.collect())?, &self.ends, nulls)
            }
            Format::Words => lists(strings(self.letters, &self.word_ends, None)?, &self.ends, nulls),
            Format::Text => strings(self.letters, &self.ends, nulls),
        }
    }
}

/// Strings one behind the other.
fn strings(letters: Vec<u8>, ends: &[i64], nulls: Option<NullBuffer>) -> PyResult<ArrayRef> {
    let offsets = OffsetBuffer::new(ScalarBuffer::from_iter([0].into_iter().chain(ends.iter().copied())));
    let failed = |error: ArrowError| Error::new_err(error.to_string());
    Ok(Arc::new(LargeStringArray::try_new(offsets, letters.into(), nulls).map_err(failed)?))
}

/// Tokens of a text: syllables, numbers, marks; each with its kind and the number of its sentence.
#[pyfunction]
pub fn tokens<'py>(text: &Bound<'py, PyString>) -> PyResult<Bound<'py, PyList>> {
    static TOKEN: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let py = text.py();
    let token = TOKEN.import(py, "chinhluan._types", "Token")?;
    let given = text.to_cow()?;
    let found = py.detach(|| {
        let cleaned = clean(&given);
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(&cleaned.text, &mut forms);
        let mut cursor = Cursor::new(&given);
        let mut found = Vec::with_capacity(tokens.len());
        for (sentence, range) in tokens.sentences().enumerate() {
            for at in range {
                let span = cleaned.edits.original(tokens.span(at..at + 1, &forms));
                found.push((places(span, &mut cursor), name(tokens.form(at, &forms).kind), sentence));
            }
        }
        found
    });
    let tokens = found.into_iter().map(|([start, end, first, last], kind, sentence)| {
        token.call1((&given[first as usize..last as usize], start, end, first, last, kind, sentence))
    });
    PyList::new(py, tokens.collect::<PyResult<Vec<_>>>()?)
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Syllable => "syllable",
        Kind::Word => "word",
        Kind::Number => "number",
        Kind::Code => "code",
        Kind::Address => "address",
        Kind::Punctuation => "punctuation",
        Kind::Symbol => "symbol",
    }
}

/// The segmenter that is meant: the one given, or the embedded model.
pub fn given_or_embedded<'py>(
    py: Python<'py>,
    segmenter: Option<&Bound<'py, Segmenter>>,
) -> PyResult<Bound<'py, Segmenter>> {
    static EMBEDDED: PyOnceLock<Py<Segmenter>> = PyOnceLock::new();
    match segmenter {
        Some(segmenter) => Ok(segmenter.clone()),
        None => {
            let embedded =
                EMBEDDED.get_or_try_init(py, || Py::new(py, py.detach(|| Segmenter::of(None, "", None))?))?;
            Ok(embedded.bind(py).clone())
        }
    }
}

/// Words of a text, or of many, by the embedded model: see `Segmenter.segment`.
#[pyfunction]
#[pyo3(signature = (text, format="spans"))]
pub fn segment<'py>(text: &Bound<'py, PyAny>, format: &str) -> PyResult<Bound<'py, PyAny>> {
    if text.is_none() {
        return Err(PyTypeError::new_err("a text or texts are wanted, not None"));
    }
    Segmenter::segment(&given_or_embedded(text.py(), None)?, text, format)
}
