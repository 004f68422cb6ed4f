//! Documents of a file in any format that the library reads.

use crate::failure::raised;
use crate::table::Table;
use crate::texts::{BATCH_BYTES, BATCH_ROWS};
use arrow_array::ArrayRef;
use arrow_array::builder::LargeStringBuilder;
use chinhluan::read::{Documents, Inputs};
use pyo3::prelude::*;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// The documents of a file, a table of `id`, `text`, `title`, `date`, `source`, `url` at a time. What cannot be used is
/// left out and named in `skipped`.
#[pyclass(frozen, module = "chinhluan")]
pub struct Records {
    documents: Mutex<(Documents, Vec<String>)>,
}

#[pymethods]
impl Records {
    #[new]
    fn new(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let inputs = Inputs { paths: vec![path], ..Inputs::default() };
        let documents = py.detach(|| inputs.open()).map_err(raised)?;
        Ok(Self { documents: Mutex::new((documents, Vec::new())) })
    }

    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Table>> {
        py.detach(|| {
            let (documents, skipped) = &mut *self.documents.lock().unwrap_or_else(PoisonError::into_inner);
            let mut columns: [LargeStringBuilder; 6] = Default::default();
            let (mut bytes, mut rows) = (0, 0);
            while bytes < BATCH_BYTES && rows < BATCH_ROWS {
                match documents.next() {
                    None => break,
                    Some(Err(error)) => skipped.push(error.in_words()),
                    Some(Ok(document)) => {
                        bytes += document.text.len();
                        rows += 1;
                        let meta = document.meta;
                        let fields = [
                            Some(document.id),
                            Some(document.text),
                            meta.title,
                            meta.date,
                            meta.source,
                            meta.url,
                        ];
                        columns
                            .iter_mut()
                            .zip(fields)
                            .for_each(|(column, field)| column.append_option(field));
                    }
                }
            }
            if rows == 0 {
                return Ok(None);
            }
            let names = ["id", "text", "title", "date", "source", "url"];
            let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef);
            Table::of(names.into_iter().zip(columns).collect()).map(Some)
        })
    }

    /// What was left out so far, in words.
    #[getter]
    fn skipped(&self) -> Vec<String> {
        self.documents.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}
