//! What is read: lists, generators, columns, one text at a time.

use crate::arrow::Foreign;
use crate::failure::Error;
use arrow_array::cast::AsArray;
use arrow_array::{Array, BinaryArray, BinaryViewArray, LargeBinaryArray};
use arrow_data::ArrayData;
use arrow_schema::DataType;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::{PyIterator, PyString};
use std::collections::VecDeque;
use std::sync::Arc;

/// A text that stays where it is: in a Python string or in the buffer of a column.
pub enum Text {
    /// A Python string.
    Python(PyBackedStr),
    /// A row of a chunk of a column.
    Arrow(Arc<Chunk>, usize),
}

impl Text {
    /// The text.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Python(text) => text,
            // It was UTF-8 when it was handed over; who writes into a column that is being read gets nothing for it.
            Self::Arrow(chunk, row) => simdutf8::basic::from_utf8(chunk.bytes(*row)).unwrap_or_default(),
        }
    }
}

/// A chunk of a column of texts.
pub enum Chunk {
    /// `utf8`.
    Small(BinaryArray),
    /// `large_utf8`.
    Large(LargeBinaryArray),
    /// `string_view`.
    View(BinaryViewArray),
    /// Texts by number, as in pandas' and polars' categories; none is no text.
    Numbered(Box<Chunk>, Vec<Option<usize>>),
    /// So many rows without text.
    Null(usize),
}

impl Chunk {
    fn of(data: ArrayData) -> PyResult<Self> {
        let broken = |error| Error::new_err(format!("an Arrow column that cannot be used: {error}"));
        // As bytes: whether they are UTF-8 is asked of each text, and much faster than by Arrow.
        let checked = |data: ArrayData, data_type: DataType| {
            let mut data = data.into_builder().data_type(data_type);
            data = data.align_buffers(true);
            data.build().map_err(broken)
        };
        Ok(match data.data_type() {
            DataType::Utf8 => Self::Small(checked(data, DataType::Binary)?.into()),
            DataType::LargeUtf8 => Self::Large(checked(data, DataType::LargeBinary)?.into()),
            DataType::Utf8View => Self::View(checked(data, DataType::BinaryView)?.into()),
            DataType::Null => Self::Null(data.len()),
            DataType::Dictionary(..) => {
                data.validate_full().map_err(broken)?;
                let array = arrow_array::make_array(data);
                let dictionary = array.as_any_dictionary();
                let values = Self::of(dictionary.values().to_data())?;
                let numbers = match dictionary.values().len() {
                    0 => vec![None; dictionary.len()],
                    _ => {
                        let row = |(row, number)| dictionary.is_valid(row).then_some(number);
                        dictionary.normalized_keys().into_iter().enumerate().map(row).collect()
                    }
                };
                Self::Numbered(Box::new(values), numbers)
            }
            DataType::Struct(fields) => {
                let names: Vec<_> = fields.iter().map(|field| field.name().as_str()).collect();
                let names = names.join(", ");
                return Err(PyTypeError::new_err(format!(
                    "a column of texts is wanted, and this is a table: choose one of {names}"
                )));
            }
            other => {
                return Err(PyTypeError::new_err(format!(
                    "a column of texts is wanted, and this is one of {other}"
                )));
            }
        })
    }

    fn len(&self) -> usize {
        match self {
            Self::Small(array) => array.len(),
            Self::Large(array) => array.len(),
            Self::View(array) => array.len(),
            Self::Numbered(_, numbers) => numbers.len(),
            Self::Null(len) => *len,
        }
    }

    fn is_null(&self, row: usize) -> bool {
        match self {
            Self::Small(array) => array.is_null(row),
            Self::Large(array) => array.is_null(row),
            Self::View(array) => array.is_null(row),
            Self::Numbered(values, numbers) => numbers[row].is_none_or(|number| values.is_null(number)),
            Self::Null(_) => true,
        }
    }

    fn bytes(&self, row: usize) -> &[u8] {
        match self {
            Self::Small(array) => array.value(row),
            Self::Large(array) => array.value(row),
            Self::View(array) => array.value(row),
            Self::Numbered(values, numbers) => numbers[row].map_or(&[], |number| values.bytes(number)),
            Self::Null(_) => &[],
        }
    }
}

/// A column, read from its beginning to its end.
pub struct Column {
    /// What errors call it.
    name: &'static str,
    kind: Kind,
    rows: Rows,
    /// Rows read so far.
    read: usize,
}

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Texts.
    Texts,
    /// Names of texts: anything that has a string.
    Names,
    /// Dates, or strings that tell one.
    Dates,
}

enum Rows {
    Iterator(Py<PyIterator>),
    Foreign(Foreign, Option<(Arc<Chunk>, usize)>),
    /// Texts at hand.
    Given(VecDeque<Option<Text>>),
}

impl Column {
    /// The rows of a list, a generator, a column of pandas, polars or Arrow. A string is a column of one row.
    pub fn of(object: &Bound<'_, PyAny>, name: &'static str, kind: Kind) -> PyResult<Self> {
        let rows = if object.is_instance_of::<PyString>() {
            Rows::Given([Some(Text::Python(object.extract()?))].into())
        } else if let Some(foreign) =
            (kind == Kind::Texts).then(|| Foreign::of(object)).transpose()?.flatten()
        {
            Rows::Foreign(foreign, None)
        } else {
            Rows::Iterator(object.try_iter()?.unbind())
        };
        Ok(Self { name, kind, rows, read: 0 })
    }

    /// What errors call it.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The next row; an inner `None` is a row without a text.
    pub fn next(&mut self, py: Python<'_>) -> PyResult<Option<Option<Text>>> {
        let row = match &mut self.rows {
            Rows::Given(texts) => texts.pop_front(),
            Rows::Iterator(iterator) => match iterator.bind(py).clone().next().transpose()? {
                None => None,
                Some(object) => Some(self.row(object)?),
            },
            Rows::Foreign(foreign, current) => loop {
                if let Some((chunk, row)) = current.as_mut().filter(|(chunk, row)| *row < chunk.len()) {
                    let at = *row;
                    *row += 1;
                    if chunk.is_null(at) {
                        break Some(None);
                    }
                    if simdutf8::basic::from_utf8(chunk.bytes(at)).is_err() {
                        return Err(Error::new_err(format!("{}: row {} is not UTF-8", self.name, self.read)));
                    }
                    break Some(Some(Text::Arrow(chunk.clone(), at)));
                }
                match foreign.next()? {
                    Some(data) => *current = Some((Arc::new(Chunk::of(data)?), 0)),
                    None => break None,
                }
            },
        };
        self.read += usize::from(row.is_some());
        Ok(row)
    }

    fn row(&self, object: Bound<'_, PyAny>) -> PyResult<Option<Text>> {
        if let Ok(text) = object.cast::<PyString>() {
            return Ok(Some(Text::Python(text.extract()?)));
        }
        // pandas' and numpy's missing values are not equal to themselves, or will not say.
        if object.is_none() || !object.eq(&object).unwrap_or(false) {
            return Ok(None);
        }
        if let Ok(scalar) = object.getattr("as_py") {
            return self.row(scalar.call0()?);
        }
        let string = match self.kind {
            Kind::Texts => {
                let kind = object.get_type().name()?;
                let (name, row) = (self.name, self.read);
                return Err(PyTypeError::new_err(format!("{name}: row {row} is {kind}, not str")));
            }
            Kind::Names => object.str()?,
            Kind::Dates => object.call_method0("isoformat")?.cast_into::<PyString>()?,
        };
        Ok(Some(Text::Python(string.extract()?)))
    }

    /// The next rows, as many as are good to have in memory at once; none at the end.
    pub fn next_batch(&mut self, py: Python<'_>) -> PyResult<Vec<Option<Text>>> {
        let (mut batch, mut bytes) = (Vec::new(), 0);
        while bytes < BATCH_BYTES && batch.len() < BATCH_ROWS {
            let Some(row) = self.next(py)? else { break };
            bytes += row.as_ref().map_or(0, |text| text.as_str().len());
            batch.push(row);
        }
        Ok(batch)
    }
}

/// More text at once than this helps no core, and a generator may go on for ever.
pub const BATCH_BYTES: usize = 16 << 20;
/// The same for rows.
pub const BATCH_ROWS: usize = 1 << 15;
