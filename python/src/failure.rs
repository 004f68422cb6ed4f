//! Errors of the library as Python exceptions, in the same words.

use pyo3::exceptions::{PyFileNotFoundError, PyOSError, PyPermissionError, PyValueError};
use pyo3::prelude::*;
use std::io::ErrorKind;

pyo3::create_exception!(
    chinhluan,
    Error,
    PyValueError,
    "A document, model, phrase family or setting that cannot be used."
);

/// The exception for an error of the library.
pub fn raised(error: chinhluan::Error) -> PyErr {
    let words = error.in_words();
    match error {
        chinhluan::Error::Io { source, .. } => match source.kind() {
            ErrorKind::NotFound => PyFileNotFoundError::new_err(words),
            ErrorKind::PermissionDenied => PyPermissionError::new_err(words),
            _ => PyOSError::new_err(words),
        },
        _ => Error::new_err(words),
    }
}

/// The exception for a setting that is none.
pub fn unknown(what: &str, given: &str, known: &[&str]) -> PyErr {
    Error::new_err(format!("{what} `{given}` is not known: it is one of {}", known.join(", ")))
}
