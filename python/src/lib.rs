//! The native half of the Python package `chinhluan`.
//!
//! It takes texts as Python has them (strings, iterables, Arrow columns), hands them to the library without the
//! interpreter's lock, and gives back Python objects for one text, Arrow columns and tables for many. Places are
//! converted to code points here and nowhere else.

mod arrow;
mod articles;
mod copies;
mod encoding;
mod failure;
mod files;
mod pages;
mod phases;
mod phrases;
mod points;
mod pool;
mod records;
mod report;
mod table;
mod terms;
mod texts;
mod words;

use pyo3::pymodule;

#[pymodule(name = "_chinhluan")]
mod native {
    use pyo3::prelude::*;

    #[pymodule_export]
    use super::copies::{dedup, similar};
    #[pymodule_export]
    use super::encoding::{clean, decode, guess_encoding};
    #[pymodule_export]
    use super::failure::Error;
    #[pymodule_export]
    use super::pages::{page_structure, structure};
    #[pymodule_export]
    use super::phases::{
        compare, contained, members, merged, relation_rows, samples, sketches, standings, unlike,
    };
    #[pymodule_export]
    use super::phrases::{Families, phrases};
    #[pymodule_export]
    use super::records::Records;
    #[pymodule_export]
    use super::report::{Report, report};
    #[pymodule_export]
    use super::table::{Column, Table};
    #[pymodule_export]
    use super::terms::count_terms;
    #[pymodule_export]
    use super::words::{Segmenter, segment, tokens};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("STAR_ABOVE", chinhluan::dedup::Settings::default().star_above)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
