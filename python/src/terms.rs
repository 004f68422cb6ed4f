//! Counts of words for scikit-learn: documents × terms as compressed sparse rows.

use crate::pool;
use crate::texts::{Column, Kind, Text};
use crate::words::{Reader, Segmenter, given_or_embedded};
use chinhluan::clean::clean;
use chinhluan::counts::{NgramRange, Ngrams, Vocabulary};
use chinhluan::segment::Segmenter as Model;
use chinhluan::syllable::FormId;
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicUsize, Ordering};

/// One thread's words, numbered as they come.
struct Counter {
    number: usize,
    reader: Reader,
    vocabulary: Vocabulary,
    word: Vec<FormId>,
}

/// The words of a document, by the numbers of the thread that read it.
struct Counted {
    counter: usize,
    words: Vec<u32>,
    /// Words that the thread met for the first time, as terms.
    new: Vec<(u32, String)>,
}

impl Counter {
    fn new(number: usize) -> Self {
        Self { number, reader: Reader::default(), vocabulary: Vocabulary::default(), word: Vec::new() }
    }

    fn count(&mut self, model: &Model, text: &str) -> Counted {
        let cleaned = clean(text);
        let Self { reader, vocabulary, word, .. } = self;
        reader.read(model, &cleaned.text);
        let (mut words, mut new) = (Vec::new(), Vec::new());
        for range in reader.words() {
            word.clear();
            word.extend_from_slice(&reader.tokens.forms[range]);
            let known = vocabulary.terms();
            let Some(number) = vocabulary.count(word, &reader.forms) else { continue };
            if number as usize == known {
                // The same for all spellings that are equal, in every process.
                let keys = word.iter().map(|&form| reader.forms.spell(reader.forms.form(form).key));
                new.push((number, keys.collect::<Vec<_>>().join("_")));
            }
            words.push(number);
        }
        Counted { counter: self.number, words, new }
    }
}

/// Rows, columns and counts as NumPy's bytes (int64, int32, int64), and the terms of the columns.
type Sparse<'py> = (Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Vec<String>);

/// Counts the words of texts, and words in a row. Columns are the terms of `vocabulary`, or those that occur, in the
/// order of their letters; a row's columns ascend.
#[pyfunction]
pub fn count_terms<'py>(
    py: Python<'py>,
    texts: &Bound<'py, PyAny>,
    segmenter: Option<&Bound<'py, Segmenter>>,
    ngram_range: (u32, u32),
    stop_words: Vec<String>,
    vocabulary: Option<HashMap<String, u32>>,
) -> PyResult<Sparse<'py>> {
    let model = given_or_embedded(py, segmenter)?.get().model();
    let counters = AtomicUsize::new(0);
    let (new_model, stop) = (model.clone(), py.detach(|| terms_of(&model, &stop_words)));
    let mut texts = Column::of(texts, "texts", Kind::Texts)?;
    let mut documents = Vec::new();
    let mut terms: Vec<HashMap<u32, String>> = Vec::new();
    pool::each(
        py,
        || texts.next_batch(py),
        move || Counter::new(counters.fetch_add(1, Ordering::Relaxed)),
        move |counter, text: Option<Text>| {
            counter.count(&new_model, text.as_ref().map_or("", |text| text.as_str()))
        },
        |Counted { counter, words, new }| {
            if terms.len() <= counter {
                terms.resize_with(counter + 1, HashMap::new);
            }
            terms[counter].extend(new);
            documents.push((counter, words));
            Ok(())
        },
    )?;
    let (ends, columns, counts, labels) = py.detach(|| {
        let range = NgramRange(ngram_range.0, ngram_range.1);
        rows(&documents, &terms, range, &stop, vocabulary.as_ref())
    });
    Ok((PyBytes::new(py, &ends), PyBytes::new(py, &columns), PyBytes::new(py, &counts), labels))
}

/// Words as terms.
fn terms_of(model: &Model, words: &[String]) -> HashSet<String> {
    let mut counter = Counter::new(0);
    let term = |word: &String| {
        let Counter { reader, .. } = &mut counter;
        reader.read(model, &clean(&word.replace('_', " ")).text);
        let keys = reader.tokens.forms.iter().map(|&form| reader.forms.spell(reader.forms.form(form).key));
        keys.collect::<Vec<_>>().join("_")
    };
    words.iter().map(term).collect()
}

/// Numbers words of all threads alike, in the order of the documents, and counts them.
fn rows(
    documents: &[(usize, Vec<u32>)],
    terms: &[HashMap<u32, String>],
    range: NgramRange,
    stop: &HashSet<String>,
    vocabulary: Option<&HashMap<String, u32>>,
) -> (Vec<u8>, Vec<u8>, Vec<u8>, Vec<String>) {
    const NEW: u32 = u32::MAX;
    const STOPPED: u32 = u32::MAX - 1;
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut labels: Vec<String> = Vec::new();
    let mut number_of: Vec<Vec<u32>> = terms.iter().map(|terms| vec![NEW; terms.len()]).collect();
    let mut ngrams = Ngrams::new(range);
    let mut counted: Vec<Vec<u32>> = Vec::with_capacity(documents.len());
    let mut row = Vec::new();
    for (counter, words) in documents {
        row.clear();
        for &word in words {
            let number = &mut number_of[*counter][word as usize];
            if *number == NEW {
                let term = terms[*counter][&word].as_str();
                *number = match stop.contains(term) {
                    true => STOPPED,
                    false => *numbers.entry(term).or_insert_with(|| {
                        labels.push(term.to_owned());
                        labels.len() as u32 - 1
                    }),
                };
            }
            if *number != STOPPED {
                row.push(*number);
            }
        }
        let mut found = Vec::with_capacity(row.len());
        ngrams.add(&row, &mut found);
        found.sort_unstable();
        counted.push(found);
    }
    let mut labels = ngrams.labels(labels);
    let column_of: Vec<Option<u32>> = match vocabulary {
        Some(known) => labels.iter().map(|label| known.get(label).copied()).collect(),
        None => {
            let mut order: Vec<u32> = (0..labels.len() as u32).collect();
            order.sort_unstable_by_key(|&term| &labels[term as usize]);
            let mut column_of = vec![None; labels.len()];
            (0..).zip(&order).for_each(|(column, &term)| column_of[term as usize] = Some(column));
            labels.sort_unstable();
            column_of
        }
    };
    let (mut ends, mut columns, mut counts) = (vec![0_i64], Vec::<i32>::new(), Vec::<i64>::new());
    for found in &counted {
        let mut entries: Vec<(u32, i64)> = Vec::new();
        for term in found.chunk_by(|a, b| a == b) {
            entries.extend(column_of[term[0] as usize].map(|column| (column, term.len() as i64)));
        }
        entries.sort_unstable();
        columns.extend(entries.iter().map(|&(column, _)| column as i32));
        counts.extend(entries.iter().map(|&(_, count)| count));
        ends.push(columns.len() as i64);
    }
    let bytes = |numbers: &[i64]| numbers.iter().flat_map(|number| number.to_ne_bytes()).collect();
    let columns = columns.iter().flat_map(|column| column.to_ne_bytes()).collect();
    (bytes(&ends), columns, bytes(&counts), labels)
}
