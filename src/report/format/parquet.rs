//! Apache Parquet: typed columns, every one optional.

use crate::report::table::{Cell, Column, Kind, Rows};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// Rows that are held before they are written.
const ROW_GROUP: usize = 1 << 17;

/// Writes the rows that `rows` hands over.
pub(super) fn write(
    columns: &[Column],
    rows: impl FnOnce(&mut Rows) -> io::Result<()>,
    to: &mut dyn Write,
) -> io::Result<()> {
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    // The writer asks for what can be sent to another thread; the compressed file is small.
    let mut file = SerializedFileWriter::new(Vec::new(), schema(columns)?, Arc::new(properties))?;
    let mut buffers = buffers(columns);
    let mut held = 0;
    rows(&mut |cells| {
        cells.iter().zip(&mut buffers).for_each(|(cell, buffer)| buffer.push(cell));
        held += 1;
        if held == ROW_GROUP {
            held = 0;
            flush(&mut file, &mut buffers)?;
        }
        Ok(())
    })?;
    if held > 0 {
        flush(&mut file, &mut buffers)?;
    }
    to.write_all(&file.into_inner()?)
}

fn schema(columns: &[Column]) -> Result<Arc<Type>> {
    let field = |&(name, kind): &Column| {
        let (physical, logical) = match kind {
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            Kind::Count => (Physical::INT64, None),
            Kind::Real => (Physical::DOUBLE, None),
            Kind::Truth => (Physical::BOOLEAN, None),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::OPTIONAL);
        builder.with_logical_type(logical).build().map(Arc::new)
    };
    let fields = columns.iter().map(field).collect::<Result<_>>()?;
    Type::group_type_builder("schema").with_fields(fields).build().map(Arc::new)
}

/// The values of a column, and for each row whether there is one.
struct Buffer {
    values: Values,
    present: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Count(Vec<i64>),
    Real(Vec<f64>),
    Truth(Vec<bool>),
}

fn buffers(columns: &[Column]) -> Vec<Buffer> {
    let buffer = |&(_, kind): &Column| {
        let values = match kind {
            Kind::Text => Values::Text(Vec::new()),
            Kind::Count => Values::Count(Vec::new()),
            Kind::Real => Values::Real(Vec::new()),
            Kind::Truth => Values::Truth(Vec::new()),
        };
        Buffer { values, present: Vec::new() }
    };
    columns.iter().map(buffer).collect()
}

impl Buffer {
    fn push(&mut self, cell: &Cell) {
        let is_there = match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                values.push(text.as_bytes().to_vec().into());
                true
            }
            (Values::Count(values), Cell::Count(count)) => {
                values.push(*count as i64);
                true
            }
            (Values::Real(values), Cell::Real(value)) => {
                values.push(*value);
                true
            }
            (Values::Truth(values), Cell::Truth(truth)) => {
                values.push(*truth);
                true
            }
            (_, cell) => {
                debug_assert_eq!(*cell, Cell::Nothing, "a cell is of another kind than its column");
                false
            }
        };
        self.present.push(is_there.into());
    }

    fn write(&mut self, group: &mut SerializedRowGroupWriter<Vec<u8>>) -> Result<()> {
        let Some(mut column) = group.next_column()? else { return Ok(()) };
        let present = Some(&self.present[..]);
        match &mut self.values {
            Values::Text(values) => {
                column.typed::<ByteArrayType>().write_batch(values, present, None)?;
                values.clear();
            }
            Values::Count(values) => {
                column.typed::<Int64Type>().write_batch(values, present, None)?;
                values.clear();
            }
            Values::Real(values) => {
                column.typed::<DoubleType>().write_batch(values, present, None)?;
                values.clear();
            }
            Values::Truth(values) => {
                column.typed::<BoolType>().write_batch(values, present, None)?;
                values.clear();
            }
        }
        self.present.clear();
        column.close()
    }
}

fn flush(file: &mut SerializedFileWriter<Vec<u8>>, buffers: &mut [Buffer]) -> Result<()> {
    let mut group = file.next_row_group()?;
    buffers.iter_mut().try_for_each(|buffer| buffer.write(&mut group))?;
    group.close()?;
    Ok(())
}
