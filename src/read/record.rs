//! A record, whatever its format, as a document.

use super::Fields;
use crate::document::{Document, Meta};
use crate::error::{Error, Place, Result};
use serde_json::{Map, Value};

pub(super) const EMPTY: &str = "empty document";
pub(super) const TOO_LONG: &str = "longer than 64 MiB; it has to be parted into documents";

/// Makes a document of `record`, which stands at `place` of the file whose documents are called `file`.
pub(super) fn document(
    mut record: Map<String, Value>,
    fields: &Fields,
    file: &str,
    place: Place,
) -> Result<Document> {
    let name = &fields.text;
    let text = match record.shift_remove(name) {
        Some(Value::String(text)) if text.trim().is_empty() => return Err(Error::input(place, EMPTY)),
        Some(Value::String(text)) => text,
        Some(other) => {
            let reason = format!("field `{name}` is {}, not a string", kind(&other));
            return Err(Error::input(place, reason));
        }
        None => return Err(Error::input(place, format!("no field `{name}`"))),
    };
    let id = scalar(&mut record, &fields.id);
    let id = id.unwrap_or_else(|| format!("{file}:{}", place.line.unwrap_or_default()));
    let title = scalar(&mut record, &fields.title);
    let date = scalar(&mut record, &fields.date);
    let source = scalar(&mut record, &fields.source);
    let url = scalar(&mut record, &fields.url);
    Ok(Document {
        id,
        text,
        meta: Meta { title, source, date, url, extra: record, ..Meta::default() },
        place,
    })
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

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
