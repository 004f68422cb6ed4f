//! Results of many texts: columns and tables, which Arrow's readers take without a copy and Python reads as a list.

use crate::arrow::{array_capsules, failed, stream_capsule};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type, UInt32Type};
use arrow_array::{Array, ArrayRef, LargeListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{DataType, Field, Fields, Schema};
use pyo3::exceptions::{PyIndexError, PyKeyError, PyNotImplementedError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyIterator, PyList, PySlice, PyString};
use std::sync::Arc;

/// A column: a sequence of Python, an array of Arrow.
#[pyclass(frozen, sequence, module = "chinhluan")]
pub struct Column(pub ArrayRef);

/// A table: a sequence of rows, each a `dict`; a table of Arrow.
#[pyclass(frozen, module = "chinhluan")]
pub struct Table(pub RecordBatch);

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.0.len()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = key.cast::<PySlice>() {
            let rows = slice.indices(self.0.len() as isize)?;
            if rows.step == 1 {
                let part = self.0.slice(rows.start as usize, rows.slicelength);
                return Ok(Bound::new(py, Column(part))?.into_any());
            }
            let rows =
                (0..rows.slicelength as isize).map(|number| (rows.start + number * rows.step) as usize);
            let rows = rows.map(|row| value(py, &*self.0, row)).collect::<PyResult<Vec<_>>>()?;
            return Ok(PyList::new(py, rows)?.into_any());
        }
        value(py, &*self.0, row(key.extract()?, self.0.len())?)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyIterator>> {
        lazily(slf.as_any())
    }

    fn __repr__(&self) -> String {
        format!("<chinhluan.Column of {} rows>", self.0.len())
    }

    /// The rows as a list.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = (0..self.0.len()).map(|row| value(py, &*self.0, row)).collect::<PyResult<Vec<_>>>()?;
        PyList::new(py, rows)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        // A producer may hand over what it has.
        drop(requested_schema);
        array_capsules(py, &*self.0)
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    /// Names of the columns.
    #[getter]
    fn columns(&self) -> Vec<String> {
        self.0.schema().fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __getitem__<'py>(&self, py: Python<'py>, key: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(name) = key.cast::<PyString>() {
            let column = self.0.column_by_name(&name.to_cow()?);
            let column = column.ok_or_else(|| PyKeyError::new_err(name.clone().unbind()))?;
            return Ok(Bound::new(py, Column(column.clone()))?.into_any());
        }
        self.row(py, row(key.extract()?, self.0.num_rows())?)
    }

    fn __iter__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyIterator>> {
        lazily(slf.as_any())
    }

    fn __repr__(&self) -> String {
        format!("<chinhluan.Table of {} rows: {}>", self.0.num_rows(), self.columns().join(", "))
    }

    /// The rows as a list of `dict`.
    fn to_pylist<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let rows = (0..self.0.num_rows()).map(|row| self.row(py, row)).collect::<PyResult<Vec<_>>>()?;
        PyList::new(py, rows)
    }

    /// A `pandas.DataFrame`.
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let columns = PyDict::new(py);
        for (field, column) in self.0.schema().fields().iter().zip(self.0.columns()) {
            columns.set_item(field.name(), Column(column.clone()).to_pylist(py)?)?;
        }
        py.import("pandas")?.call_method1("DataFrame", (columns,))
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        drop(requested_schema);
        stream_capsule(py, &self.0)
    }
}

impl Table {
    /// A table of these columns.
    pub fn of(columns: Vec<(&str, ArrayRef)>) -> PyResult<Self> {
        let fields = columns.iter().map(|(name, column)| Field::new(*name, column.data_type().clone(), true));
        let schema = Arc::new(Schema::new(fields.collect::<Fields>()));
        let columns = columns.into_iter().map(|(_, column)| column).collect();
        RecordBatch::try_new(schema, columns).map(Self).map_err(failed)
    }

    fn row<'py>(&self, py: Python<'py>, row: usize) -> PyResult<Bound<'py, PyAny>> {
        fields(py, self.0.schema().fields(), self.0.columns(), row)
    }
}

/// Goes through a sequence by its numbers, so that only the row asked for becomes an object.
fn lazily<'py>(sequence: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyIterator>> {
    let rows = sequence.py().import("builtins")?.call_method1("range", (sequence.len()?,))?;
    let of = sequence.getattr("__getitem__")?;
    sequence.py().import("builtins")?.call_method1("map", (of, rows))?.try_iter()
}

fn row(number: isize, rows: usize) -> PyResult<usize> {
    let from_end = if number < 0 { number + rows as isize } else { number };
    match usize::try_from(from_end) {
        Ok(row) if row < rows => Ok(row),
        _ => Err(PyIndexError::new_err(format!("row {number} of {rows}"))),
    }
}

fn fields<'py>(
    py: Python<'py>,
    names: &Fields,
    columns: &[ArrayRef],
    row: usize,
) -> PyResult<Bound<'py, PyAny>> {
    let object = PyDict::new(py);
    for (field, column) in names.iter().zip(columns) {
        object.set_item(pyo3::types::PyString::intern(py, field.name()), value(py, &**column, row)?)?;
    }
    Ok(object.into_any())
}

/// One row of a column that this package made.
pub fn value<'py>(py: Python<'py>, array: &dyn Array, row: usize) -> PyResult<Bound<'py, PyAny>> {
    if array.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    Ok(match array.data_type() {
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).into_pyobject(py)?.into_any(),
        DataType::UInt32 => array.as_primitive::<UInt32Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into_pyobject(py)?.into_any(),
        DataType::Boolean => array.as_boolean().value(row).into_pyobject(py)?.to_owned().into_any(),
        DataType::LargeList(_) => {
            let rows = array.as_list::<i64>().value(row);
            let rows = (0..rows.len()).map(|row| value(py, &*rows, row)).collect::<PyResult<Vec<_>>>()?;
            PyList::new(py, rows)?.into_any()
        }
        DataType::Struct(names) => fields(py, names, array.as_struct().columns(), row)?,
        other => return Err(PyNotImplementedError::new_err(format!("a column of {other}"))),
    })
}

/// Lists of rows of `items`; list `n` ends at `ends[n]`.
pub fn lists(items: ArrayRef, ends: &[i64], nulls: Option<NullBuffer>) -> PyResult<ArrayRef> {
    let offsets = OffsetBuffer::new(ScalarBuffer::from_iter([0].into_iter().chain(ends.iter().copied())));
    let field = Arc::new(Field::new("item", items.data_type().clone(), true));
    Ok(Arc::new(LargeListArray::try_new(field, offsets, items, nulls).map_err(failed)?))
}

/// Objects with these fields.
pub fn structs(columns: Vec<(&str, ArrayRef)>) -> PyResult<ArrayRef> {
    let fields = columns.iter().map(|(name, column)| Field::new(*name, column.data_type().clone(), true));
    let fields = fields.collect::<Fields>();
    let columns = columns.into_iter().map(|(_, column)| column).collect();
    Ok(Arc::new(StructArray::try_new(fields, columns, None).map_err(failed)?))
}
