//! Tables in Apache Parquet, a row group at a time.

use super::documents::Reader;
use super::files::File;
use super::record::{self, Shape};
use super::source::Source;
use crate::document::Document;
use crate::error::{Error, Place, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use parquet::basic::{ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::errors::ParquetError;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::reader::{ReaderIter, TreeBuilder};
use parquet::record::{Field, Row};
use parquet::schema::types::{SchemaDescPtr, SchemaDescriptor, Type};
use serde_json::{Map, Number, Value};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

pub(super) struct Parquet {
    file: File,
    shape: Shape,
    /// The bytes from the first to the last, for their sum; `table` reads them in its own order.
    source: Source,
    opened: bool,
    table: Option<Table>,
}

impl Parquet {
    pub(super) fn of(file: File, source: Source, shape: Shape) -> Self {
        Self { file, shape, source, opened: false, table: None }
    }

    fn open(&mut self) -> std::result::Result<Table, String> {
        let bytes = seekable(self.file.on_disk(), &mut self.source);
        Table::of(bytes.map_err(|error| format!("cannot be read: {error}"))?, &self.shape.fields.text)
    }

    /// The next row, or what is wrong, and where.
    fn next_row(&mut self) -> Option<(Place, std::result::Result<Row, String>)> {
        if !std::mem::replace(&mut self.opened, true) {
            match self.open() {
                Ok(table) => self.table = Some(table),
                Err(reason) => return Some((Place::file(&self.file.path), Err(reason))),
            }
        }
        let (number, row) = self.table.as_mut()?.next_row()?;
        Some((Place::line(&self.file.path, number), row))
    }
}

impl Reader for Parquet {
    fn next_document(&mut self) -> Option<Result<Document>> {
        let (place, row) = self.next_row()?;
        let document = match row {
            Ok(row) => {
                let record = self.table.as_ref()?.record(row);
                record::document(record, None, &self.shape, &self.file.id, place)
            }
            Err(reason) => Err(Error::input(place, reason)),
        };
        Some(document)
    }

    fn pass(&mut self) -> bool {
        self.next_row().is_some()
    }

    fn into_source(self: Box<Self>) -> Source {
        self.source
    }
}

struct Table {
    reader: SerializedFileReader<fs::File>,
    columns: Vec<Column>,
    /// The columns that can be read.
    schema: SchemaDescPtr,
    /// The row group that comes next.
    group: usize,
    rows: Option<ReaderIter>,
    /// Number of the row that comes next, from 1.
    row: u64,
    /// That of the first row behind the group that is being read.
    next_group: u64,
}

impl Table {
    /// The table in `file`, which must have a column of this name.
    fn of(file: fs::File, text: &str) -> std::result::Result<Self, String> {
        let reader = sound(|| SerializedFileReader::new(file));
        let reader = reader.map_err(|reason| format!("not a Parquet file, or cut off: {reason}"))?;
        let root = reader.metadata().file_metadata().schema();
        let columns: Vec<_> = root.get_fields().iter().map(|field| Column::of(field)).collect();
        if !columns.iter().any(|column| column.name == text) {
            let names: Vec<_> = columns.iter().map(|column| column.name.as_str()).collect();
            return Err(format!("no column `{text}`; there are: {}", names.join(", ")));
        }
        let read = root.get_fields().iter().zip(&columns).filter(|(_, column)| column.unread.is_none());
        let read = read.map(|(field, _)| field.clone()).collect();
        let root = Type::group_type_builder(root.name()).with_fields(read).build();
        let root = root.map_err(|error| error.to_string())?;
        let schema = Arc::new(SchemaDescriptor::new(Arc::new(root)));
        Ok(Self { reader, columns, schema, group: 0, rows: None, row: 1, next_group: 1 })
    }

    /// The next row and its number, or what is wrong with it; `None` behind the last.
    fn next_row(&mut self) -> Option<(u64, std::result::Result<Row, String>)> {
        loop {
            let number = self.row;
            let Some(rows) = &mut self.rows else {
                match self.open_group()? {
                    Ok(rows) => self.rows = Some(rows),
                    Err(reason) => return Some((self.row, Err(self.lost(&reason)))),
                }
                continue;
            };
            match sound(|| rows.next().transpose()) {
                Ok(Some(row)) => {
                    self.row += 1;
                    return Some((number, Ok(row)));
                }
                Ok(None) => self.rows = None,
                Err(reason) => {
                    self.rows = None;
                    return Some((number, Err(self.lost(&reason))));
                }
            }
        }
    }

    fn lost(&self, reason: &str) -> String {
        format!("cannot be read: {reason}; the rest of row group {} is lost", self.group)
    }

    fn open_group(&mut self) -> Option<std::result::Result<ReaderIter, String>> {
        let number = self.group;
        let metadata = self.reader.metadata().row_groups().get(number)?;
        self.group += 1;
        self.row = self.next_group;
        self.next_group += u64::try_from(metadata.num_rows()).unwrap_or(0);
        Some(sound(|| {
            check_ratio(metadata)?;
            let group = self.reader.get_row_group(number)?;
            TreeBuilder::new().as_iter(self.schema.clone(), &*group)
        }))
    }

    fn record(&self, row: Row) -> Map<String, Value> {
        let mut values = row.into_columns().into_iter();
        let value = |column: &Column| match &column.unread {
            Some(kind) => Value::String(format!("not read: {kind}")),
            None => values.next().map_or(Value::Null, |(_, field)| value(field, column.clock)),
        };
        self.columns.iter().map(|column| column.name.clone()).zip(self.columns.iter().map(value)).collect()
    }
}

/// The file, so that any part of it can be read: the end of a Parquet file says where everything is. What comes from a
/// pipe or is packed once more is written to a temporary file first, which has no name and is gone with the reader.
fn seekable(path: Option<&Path>, source: &mut Source) -> io::Result<fs::File> {
    match path {
        Some(path) if source.packed().is_none() => fs::File::open(path),
        _ => {
            let mut spooled = tempfile::tempfile()?;
            io::copy(source, &mut spooled)?;
            Ok(spooled)
        }
    }
}

/// What `work` gives, or what is wrong. The decoder panics on some damaged files where it means to fail.
fn sound<T>(work: impl FnOnce() -> parquet::errors::Result<T>) -> std::result::Result<T, String> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.map_err(|error| error.to_string()),
        Err(_) => Err("the data are damaged".into()),
    }
}

/// A page is unpacked whole. Without this a file of some kilobytes takes gigabytes.
fn check_ratio(group: &parquet::file::metadata::RowGroupMetaData) -> parquet::errors::Result<()> {
    const RATIO: i64 = 500;
    const SMALL: i64 = 64 << 20;
    let is_bomb = group.columns().iter().any(|column| {
        let (packed, unpacked) = (column.compressed_size(), column.uncompressed_size());
        unpacked > SMALL && unpacked / RATIO > packed
    });
    match is_bomb {
        true => Err(ParquetError::General(super::source::bomb("text").to_string())),
        false => Ok(()),
    }
}

/// A column of the table.
struct Column {
    name: String,
    clock: Clock,
    /// The type it has, where that is none that can be read.
    unread: Option<String>,
}

/// How the times of a column are meant, which its values do not say.
#[derive(Clone, Copy)]
struct Clock {
    /// Moments, and not what a clock on some wall showed.
    is_utc: bool,
    /// Numbers are nanoseconds.
    is_nanoseconds: bool,
}

impl Column {
    fn of(field: &Type) -> Self {
        let clock = match field.get_basic_info().logical_type_ref() {
            Some(LogicalType::Timestamp(time)) => Clock {
                is_utc: time.is_adjusted_to_u_t_c,
                is_nanoseconds: matches!(time.unit, TimeUnit::NANOS),
            },
            _ => Clock { is_utc: true, is_nanoseconds: false },
        };
        Self { name: field.name().to_owned(), clock, unread: unread(field, 0) }
    }
}

/// The type of a field or of one inside it that the decoder has no value for, and panics.
fn unread(field: &Type, depth: usize) -> Option<String> {
    // Deeper data are none that a person wrote, and the decoder's stack has an end.
    const DEEPEST: usize = 64;
    use ConvertedType as C;
    let info = field.get_basic_info();
    let kind = info.converted_type();
    if !info.has_repetition() || depth > DEEPEST {
        return Some("nested too deep".into());
    }
    if field.is_primitive() {
        let is_read = match field.get_physical_type() {
            Physical::INT32 => {
                matches!(kind, C::NONE | C::INT_8 | C::INT_16 | C::INT_32 | C::DECIMAL | C::DATE)
                    || matches!(kind, C::UINT_8 | C::UINT_16 | C::UINT_32 | C::TIME_MILLIS)
            }
            Physical::INT64 => {
                matches!(kind, C::NONE | C::INT_64 | C::UINT_64 | C::DECIMAL | C::TIME_MICROS)
                    || matches!(kind, C::TIMESTAMP_MILLIS | C::TIMESTAMP_MICROS)
            }
            Physical::BYTE_ARRAY => {
                matches!(kind, C::NONE | C::UTF8 | C::ENUM | C::JSON | C::BSON | C::DECIMAL)
            }
            Physical::FIXED_LEN_BYTE_ARRAY => matches!(kind, C::NONE | C::DECIMAL),
            Physical::BOOLEAN | Physical::INT96 | Physical::FLOAT | Physical::DOUBLE => true,
        };
        return (!is_read).then(|| kind.to_string());
    }
    let inner = field.get_fields();
    let is_repeated = |field: &Type| {
        field.get_basic_info().has_repetition() && field.get_basic_info().repetition() == Repetition::REPEATED
    };
    let is_sound = match (kind, inner) {
        (_, []) => false,
        (C::LIST, [only]) => is_repeated(only),
        (C::MAP | C::MAP_KEY_VALUE, [only]) => {
            is_repeated(only) && only.is_group() && matches!(only.get_fields().len(), 1 | 2)
        }
        (C::LIST | C::MAP | C::MAP_KEY_VALUE, _) => false,
        _ => true,
    };
    if !is_sound {
        return Some(kind.to_string());
    }
    inner.iter().find_map(|inner| unread(inner, depth + 1))
}

fn value(field: Field, clock: Clock) -> Value {
    match field {
        Field::Null => Value::Null,
        Field::Bool(truth) => Value::Bool(truth),
        Field::Byte(number) => number.into(),
        Field::Short(number) => number.into(),
        Field::Int(number) => number.into(),
        Field::Long(number) if clock.is_nanoseconds => {
            moment(Timestamp::from_nanosecond(number.into()), number, clock)
        }
        Field::Long(number) => number.into(),
        Field::UByte(number) => number.into(),
        Field::UShort(number) => number.into(),
        Field::UInt(number) => number.into(),
        Field::ULong(number) => number.into(),
        Field::Float16(number) => float(number.into()),
        // Through its digits: 0.1 as f32 is not 0.1 as f64.
        Field::Float(number) => float(number.to_string().parse().unwrap_or(f64::NAN)),
        Field::Double(number) => float(number),
        Field::Str(text) => Value::String(text),
        Field::Bytes(bytes) => match super::utf8(bytes.data()) {
            // Older programs write text without saying that it is.
            Ok(text) => Value::String(text.to_owned()),
            Err(_) => Value::String(format!("not read: {} bytes", bytes.len())),
        },
        Field::Date(days) => {
            let epoch = Date::constant(1970, 1, 1);
            let date = Span::new().try_days(days).and_then(|days| epoch.checked_add(days));
            date.map_or(days.into(), |date| Value::String(date.to_string()))
        }
        Field::TimestampMillis(number) => moment(Timestamp::from_millisecond(number), number, clock),
        Field::TimestampMicros(number) => moment(Timestamp::from_microsecond(number), number, clock),
        Field::Decimal(_) | Field::TimeMillis(_) | Field::TimeMicros(_) => Value::String(field.to_string()),
        Field::Group(row) => {
            let inner = row.into_columns().into_iter();
            Value::Object(inner.map(|(name, field)| (name, value(field, clock))).collect())
        }
        Field::ListInternal(list) => {
            list.elements().iter().map(|element| value(element.clone(), clock)).collect()
        }
        Field::MapInternal(map) => {
            let entries = map.entries().iter().cloned();
            let name = |key| match value(key, clock) {
                Value::String(name) => name,
                other => other.to_string(),
            };
            Value::Object(entries.map(|(key, inner)| (name(key), value(inner, clock))).collect())
        }
    }
}

fn float(number: f64) -> Value {
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

/// A time as ISO 8601 has it; the number itself where that is of no year between -9999 and 9999.
fn moment(moment: std::result::Result<Timestamp, jiff::Error>, number: i64, clock: Clock) -> Value {
    match moment {
        Ok(moment) if clock.is_utc => Value::String(moment.to_string()),
        Ok(moment) => Value::String(moment.to_zoned(TimeZone::UTC).datetime().to_string()),
        Err(_) => number.into(),
    }
}
