//! A record, whatever its format, as a document.

use super::Fields;
use crate::document::{Document, Meta, Taken};
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
    let at = record.keys().position(|key| key == name).unwrap_or_default();
    let text = match record.shift_remove(name) {
        Some(Value::String(text)) if text.trim().is_empty() => return Err(Error::input(place, EMPTY)),
        Some(Value::String(text)) => text,
        Some(other) => {
            let reason = format!("field `{name}` is {}, not a string", kind(&other));
            return Err(Error::input(place, reason));
        }
        None => return Err(Error::input(place, format!("no field `{name}`"))),
    };
    let mut taken = vec![Taken { at, name: name.clone(), value: None }];
    let mut scalar = |name: &str| scalar(&mut record, name, &mut taken);
    let id = scalar(&fields.id).unwrap_or_else(|| format!("{file}:{}", place.line.unwrap_or_default()));
    let [title, date, source, url] =
        [&fields.title, &fields.date, &fields.source, &fields.url].map(|name| scalar(name));
    Ok(Document {
        id,
        text,
        meta: Meta { title, source, date, url, extra: record, taken, ..Meta::default() },
        place,
    })
}

/// Takes a string or number out of the record, and notes it; anything else stays there.
fn scalar(record: &mut Map<String, Value>, name: &str, taken: &mut Vec<Taken>) -> Option<String> {
    match record.get(name)? {
        Value::Number(_) | Value::String(_) | Value::Null => {}
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    }
    let at = record.keys().position(|key| key == name)?;
    let value = record.shift_remove(name)?;
    let text = match &value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    taken.push(Taken { at, name: name.to_owned(), value: Some(value) });
    text
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
