//! `clean`, `guess_encoding`, `decode`: text out of what files hold.

use crate::failure::unknown;
use crate::pool;
use crate::table::Column;
use crate::texts::{Column as Texts, Kind, Text};
use arrow_array::LargeStringArray;
use chinhluan::read::encoding::{Encoding, decode as decoded, guess};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyString;
use std::borrow::Cow;
use std::sync::Arc;

/// A text, or texts, with the faults of their encoding repaired: marks in order, look-alike letters, what shows nothing.
#[pyfunction]
pub fn clean<'py>(text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = text.py();
    if let Ok(one) = text.cast::<PyString>() {
        let given = one.to_cow()?;
        return Ok(match py.detach(|| chinhluan::clean::clean(&given).text) {
            // Nothing to repair: the same object.
            Cow::Borrowed(_) => text.clone(),
            Cow::Owned(cleaned) => PyString::new(py, &cleaned).into_any(),
        });
    }
    let mut texts = Texts::of(text, "texts", Kind::Texts)?;
    let mut cleaned: Vec<Option<String>> = Vec::new();
    pool::each(
        py,
        || texts.next_batch(py),
        || (),
        |(), text: Option<Text>| text.map(|text| chinhluan::clean::clean(text.as_str()).text.into_owned()),
        |text| {
            cleaned.push(text);
            Ok(())
        },
    )?;
    Ok(Bound::new(py, Column(Arc::new(LargeStringArray::from(cleaned))))?.into_any())
}

/// Which encoding bytes are in: its name, how Vietnamese they are in it (0 to 1), and whether they are UTF-8 of what was
/// taken for Latin letters.
#[pyfunction]
pub fn guess_encoding<'py>(py: Python<'py>, data: PyBackedBytes) -> PyResult<Bound<'py, PyAny>> {
    let guess = py.detach(|| guess(&data));
    let class = py.import("chinhluan._types")?.getattr("Guess")?;
    class.call1((guess.encoding.name(), guess.score, guess.misread))
}

/// The text of bytes in an encoding; in the likeliest one where none is named.
#[pyfunction]
#[pyo3(signature = (data, encoding=None))]
pub fn decode(py: Python<'_>, data: PyBackedBytes, encoding: Option<&str>) -> PyResult<String> {
    let encoding = encoding.map(named).transpose()?;
    Ok(py.detach(|| decoded(&data, encoding.unwrap_or_else(|| guess(&data).encoding)).text))
}

fn named(name: &str) -> PyResult<Encoding> {
    let found = Encoding::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name));
    found.ok_or_else(|| unknown("encoding", name, &Encoding::ALL.map(Encoding::name)))
}
