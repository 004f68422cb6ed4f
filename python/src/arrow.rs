//! The Arrow C data interface: the one place where memory of others is taken over.
#![allow(unsafe_code)]

use crate::failure::Error;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema, from_ffi};
use arrow_array::ffi_stream::{ArrayStreamReader, FFI_ArrowArrayStream};
use arrow_array::{Array, RecordBatch, RecordBatchIterator};
use arrow_data::ArrayData;
use arrow_schema::ArrowError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::ffi::CStr;

const SCHEMA: &CStr = c"arrow_schema";
const ARRAY: &CStr = c"arrow_array";
const STREAM: &CStr = c"arrow_array_stream";

/// An Arrow error as an exception.
pub fn failed(error: ArrowError) -> PyErr {
    Error::new_err(format!("an Arrow column that cannot be used: {error}"))
}

/// Chunks of a column that another library hands over.
pub enum Foreign {
    /// One array.
    Array(Option<ArrayData>),
    /// A stream of arrays of one type.
    Stream(ArrayStreamReader),
}

impl Foreign {
    /// The column that `object` exports, if it exports one.
    pub fn of(object: &Bound<'_, PyAny>) -> PyResult<Option<Self>> {
        if let Ok(export) = object.getattr("__arrow_c_array__") {
            let (schema, array): (Bound<'_, PyCapsule>, Bound<'_, PyCapsule>) = export.call0()?.extract()?;
            return Ok(Some(Self::Array(Some(imported(&schema, &array)?))));
        }
        let Ok(export) = object.getattr("__arrow_c_stream__") else { return Ok(None) };
        let capsule = export.call0()?.cast_into::<PyCapsule>()?;
        let stream = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
        // SAFETY: a capsule of this name holds this structure (the PyCapsule interface); it is moved out and a released
        // one left behind, so that it is freed once.
        let reader = unsafe { ArrayStreamReader::from_raw(stream.as_ptr()) };
        Ok(Some(Self::Stream(reader.map_err(failed)?)))
    }

    /// The next chunk, not yet looked at.
    pub fn next(&mut self) -> PyResult<Option<ArrayData>> {
        match self {
            Self::Array(array) => Ok(array.take()),
            Self::Stream(stream) => {
                stream.next().map(|chunk| chunk.map(|array| array.to_data())).transpose().map_err(failed)
            }
        }
    }
}

fn imported(schema: &Bound<'_, PyCapsule>, array: &Bound<'_, PyCapsule>) -> PyResult<ArrayData> {
    let schema = schema.pointer_checked(Some(SCHEMA))?.cast::<FFI_ArrowSchema>();
    let array = array.pointer_checked(Some(ARRAY))?.cast::<FFI_ArrowArray>();
    // SAFETY: capsules of these names hold these structures; the schema is only read while its capsule lives, the array
    // is moved out and a released one left behind. Both came together from one export, as the interface asks.
    unsafe { from_ffi(FFI_ArrowArray::from_raw(array.as_ptr()), schema.as_ref()) }.map_err(failed)
}

/// The capsules of `__arrow_c_array__`.
pub fn array_capsules<'py>(
    py: Python<'py>,
    array: &dyn Array,
) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let schema = FFI_ArrowSchema::try_from(array.data_type()).map_err(failed)?;
    let array = FFI_ArrowArray::new(&array.to_data());
    Ok((PyCapsule::new_with_value(py, schema, SCHEMA)?, PyCapsule::new_with_value(py, array, ARRAY)?))
}

/// The capsule of `__arrow_c_stream__`.
pub fn stream_capsule<'py>(py: Python<'py>, batch: &RecordBatch) -> PyResult<Bound<'py, PyCapsule>> {
    let batches = RecordBatchIterator::new([Ok(batch.clone())], batch.schema());
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), STREAM)
}
