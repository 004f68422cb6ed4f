//! A record, whatever its format, as a document.

use super::{Fields, LONGEST, page};
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What documents are made of.
#[derive(Clone)]
pub(super) struct Shape {
    pub(super) fields: Fields,
    /// Whether a document keeps the record that it was made of.
    pub(super) keeps_record: bool,
}

/// Why a text with nothing but white space in it is left out.
pub const EMPTY: &str = "empty document";
pub(super) const TOO_LONG: &str = "longer than 64 MiB; it has to be parted into documents";

/// Makes a document of `record`, which stands at `place` of the file whose documents are called `file`, on a `line` if it
/// is JSON.
pub(super) fn document(
    mut record: Map<String, Value>,
    line: Option<&str>,
    shape: &Shape,
    file: &str,
    place: Place,
) -> Result<Document> {
    let fields = &shape.fields;
    let mut written = shape.keeps_record.then(|| match line {
        Some(line) => line.trim().to_owned(),
        None => json(&record),
    });
    let name = &fields.text;
    let text = match record.shift_remove(name) {
        Some(Value::String(text)) if text.trim().is_empty() => Err(EMPTY.to_owned()),
        Some(Value::String(text)) if text.len() as u64 > LONGEST => Err(TOO_LONG.to_owned()),
        Some(Value::String(text)) => Ok(text),
        Some(other) => Err(format!("field `{name}` is {}, not a string", kind(&other))),
        None if record.is_empty() => Err(format!("no field `{name}`, nor any other")),
        None => {
            let fields = record.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            Err(format!("no field `{name}`; there are: {fields}"))
        }
    };
    let text = match text {
        Ok(text) => text,
        Err(reason) => return Err(Error::Input { place, reason, record: written }),
    };
    let has_id = record.contains_key("id");
    if let Some(Value::Number(number)) = record.get(&fields.id)
        && number.is_f64()
        && let Some(digits) = line.and_then(|line| as_written(line, &fields.id))
    {
        record.insert(fields.id.clone(), Value::String(digits));
    }
    let mut scalar = |name: &str| scalar(&mut record, name);
    let own_id = scalar(&fields.id);
    let [title, date, source, url] =
        [&fields.title, &fields.date, &fields.source, &fields.url].map(|name| scalar(name));
    let has_id = has_id || own_id.is_some();
    let id = own_id.unwrap_or_else(|| id(file, &place));
    if let Some(written) = written.as_mut().filter(|_| !has_id) {
        let begin = written.find('{').map_or(0, |brace| brace + 1);
        written.insert_str(begin, &format!("\"id\":{},", Value::from(id.as_str())));
    }
    let mut meta = Meta { title, source, date, url, extra: record, record: written, ..Meta::default() };
    match page::field(text, &mut meta) {
        Ok(text) => Ok(Document { id, text, meta, place }),
        Err(reason) => Err(Error::Input { place, reason: reason.to_owned(), record: meta.record }),
    }
}

/// What a record at `place` is called that has no id of its own.
pub(super) fn id(file: &str, place: &Place) -> String {
    format!("{file}:{}", place.line.unwrap_or_default())
}

fn json(record: &Map<String, Value>) -> String {
    serde_json::to_string(record).unwrap_or_default()
}

/// What stands in a field: a number that is too large for this machine's is another one when it was read.
fn as_written(line: &str, name: &str) -> Option<String> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(line).ok()?;
    fields.get(name).map(|value| value.get().to_owned())
}

/// Takes a string or number out of the record; anything else stays there.
fn scalar(record: &mut Map<String, Value>, name: &str) -> Option<String> {
    match record.get(name)? {
        Value::Number(_) | Value::String(_) | Value::Null => {}
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    }
    match record.shift_remove(name)? {
        Value::String(text) => Some(text).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_longer_than_the_longest() {
        let of = |len: u64| {
            let record = Map::from_iter([("text".to_owned(), Value::String("a".repeat(len as usize)))]);
            let shape = Shape { fields: Fields::default(), keeps_record: false };
            document(record, None, &shape, "a.parquet", Place::line("a.parquet", 1))
        };
        assert!(of(LONGEST).is_ok());
        assert_eq!(of(LONGEST + 1).unwrap_err().in_words(), format!("a.parquet:1: {TOO_LONG}"));
    }
}
