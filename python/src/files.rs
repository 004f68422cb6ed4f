//! Files of models, lexicons and families.

use crate::failure::{Error, raised};
use pyo3::PyResult;
use std::path::Path;

/// The text of a file, and what errors call it.
pub type Named = (String, String);

/// The bytes of a file.
pub fn bytes(path: &Path) -> PyResult<Vec<u8>> {
    std::fs::read(path).map_err(|error| raised(chinhluan::Error::io(path.display().to_string(), error)))
}

/// A file of UTF-8.
pub fn text(path: &Path) -> PyResult<Named> {
    let name = path.display().to_string();
    match String::from_utf8(bytes(path)?) {
        Ok(text) => Ok((text, name)),
        Err(error) => {
            Err(Error::new_err(format!("{name}: not UTF-8 at byte {}", error.utf8_error().valid_up_to())))
        }
    }
}
