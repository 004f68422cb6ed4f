//! Records in the bytes that they were written in: what is cut out can be put back, and the rest is never written anew.

use crate::document::Document;
use crate::error::{Error, Result};
use crate::span::Span;
use serde::Deserializer as _;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Map, Value, json};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;

/// Field that says what was cut out of which field.
const CUTS: &str = "chinhluan_cuts";
/// Field that says what could be cut out of which field.
const MARKS: &str = "chinhluan_marks";

/// A record as the line that it is: a JSON object, of which only what is cut or marked changes.
///
/// ```
/// use chinhluan::{Span, archive::Record};
/// let line = r#"{"n": 1e3, "text": "Trang ch\u1ee7\nXã đạt chuẩn nông thôn mới."}"#;
/// let mut record = Record::read(line)?;
/// record.cut("text", vec![Span { start: 0, end: 12 }]);
/// assert_eq!(
///     record.line(),
///     r#"{"n": 1e3, "text": "Xã đạt chuẩn nông thôn mới.","chinhluan_cuts":{"text":[[0,"Trang ch\u1ee7\n"]]}}"#
/// );
/// assert_eq!(record.restored()?.line(), line);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record(String);

/// What a field says of the others.
enum Noted {
    /// Passages, by the field that they were cut out of, each with its place.
    Cuts(BTreeMap<String, Vec<(u32, Box<RawValue>)>>),
    Marks,
}

impl Record {
    /// Reads a line.
    ///
    /// # Errors
    /// [`Error::Settings`] for what is no JSON object.
    pub fn read(line: &str) -> Result<Self> {
        fields(line).map_err(|error| Error::Settings(error.to_string()))?;
        Ok(Self(line.trim().to_owned()))
    }

    /// What a document was read from, where [`Inputs::records`](crate::read::Inputs::records) kept it; of a document
    /// that was no record, one with the fields `id title date source url text`. Of a web page the date is the one that its
    /// markup told: the text alone may not have it.
    pub fn of(document: &Document) -> Self {
        let meta = &document.meta;
        if let Some(record) = &meta.record {
            return Self(record.clone());
        }
        let mut record = Map::new();
        record.insert("id".into(), document.id.as_str().into());
        record.extend(meta.extra.clone());
        let published = || Some(meta.markup.as_ref()?.published?.0.to_string());
        let date = meta.date.clone().or_else(published);
        let own = [("title", &meta.title), ("date", &date), ("source", &meta.source), ("url", &meta.url)];
        for (name, value) in own {
            record.extend(value.as_deref().map(|value| (name.to_owned(), value.into())));
        }
        record.insert("text".into(), document.text.as_str().into());
        Self(Value::Object(record).to_string())
    }

    /// The record as a line, without its end.
    pub fn line(&self) -> &str {
        &self.0
    }

    /// The text that a field holds; of several fields of one name the last one counts, as in all JSON.
    pub fn text(&self, field: &str) -> Option<String> {
        serde_json::from_str(&self.0[self.field(field)?]).ok()
    }

    /// Cuts passages out of a field's text, which may overlap and stand in any order, and notes them. Of a field that
    /// holds no text nothing is cut.
    pub fn cut(&mut self, field: &str, spans: Vec<Span>) {
        let spans = disjoint(spans);
        let Some(value) = self.field(field).filter(|value| is_text(&self.0[value.clone()])) else { return };
        let literal = &self.0[value.clone()];
        let Some(places) = places(literal, spans.iter().flat_map(|span| [span.start, span.end])) else {
            return;
        };
        let (mut left, mut cuts) = (String::with_capacity(literal.len()), Vec::new());
        let (mut from, mut gone) = (0, 0);
        for (span, ends) in spans.iter().zip(places.chunks_exact(2)) {
            left.push_str(&literal[from..ends[0]]);
            cuts.push(format!("[{},\"{}\"]", span.start - gone, &literal[ends[0]..ends[1]]));
            gone += span.end - span.start;
            from = ends[1];
        }
        left.push_str(&literal[from..]);
        self.0.replace_range(value, &left);
        self.note(CUTS, &format!("{{{}:[{}]}}", Value::from(field), cuts.join(",")));
    }

    /// Notes bytes of a field's text and what they are; the text stays.
    pub fn mark(&mut self, field: &str, marks: &[(Span, &str)]) {
        let marks: Vec<Value> =
            marks.iter().map(|(span, what)| json!([span.start, span.end, what])).collect();
        self.note(MARKS, &json!({ field: marks }).to_string());
    }

    /// Whether cuts or marks are noted in it, be it by an earlier archive.
    pub fn is_noted(&self) -> bool {
        [CUTS, MARKS].iter().any(|name| self.field(name).is_some())
    }

    /// The record as it was before it was cut or marked the last time. A field that has the name of what is noted and holds
    /// something else is the record's own.
    ///
    /// # Errors
    /// [`Error::Settings`] if the text has no such place as a passage was cut out at: it was changed since.
    pub fn restored(mut self) -> Result<Self> {
        let all = self.fields();
        let Some((at, noted)) = (0..all.len()).rev().find_map(|at| Some((at, self.noted(&all[at])?))) else {
            return Ok(self);
        };
        let value = &all[at].1;
        // With the comma on one of its sides.
        let field = match at.checked_sub(1) {
            Some(before) => all[before].1.end..value.end,
            None => {
                let comma = self.0[value.end..].find(',').map_or(0, |comma| comma + 1);
                self.0.find('{').map_or(0, |brace| brace + 1)..value.end + comma
            }
        };
        self.0.replace_range(field, "");
        if let Noted::Cuts(cuts) = noted {
            cuts.iter().try_for_each(|(field, cuts)| self.put_back(field, cuts))?;
        }
        Ok(self)
    }

    fn noted(&self, (name, value): &(String, Range<usize>)) -> Option<Noted> {
        let value = &self.0[value.clone()];
        match name.as_str() {
            CUTS => serde_json::from_str(value).ok().map(Noted::Cuts),
            MARKS => {
                serde_json::from_str::<BTreeMap<String, Vec<(u32, u32, String)>>>(value).ok()?;
                Some(Noted::Marks)
            }
            _ => None,
        }
    }

    fn put_back(&mut self, field: &str, cuts: &[(u32, Box<RawValue>)]) -> Result<()> {
        let wrong =
            |what: &str| Error::Settings(format!("field `{field}`, out of which passages were cut, {what}"));
        let value = self.field(field).ok_or_else(|| wrong("is not there"))?;
        let literal = &self.0[value.clone()];
        if !is_text(literal) || !cuts.iter().all(|(_, passage)| is_text(passage.get())) {
            return Err(wrong("holds no text"));
        }
        let places =
            places(literal, cuts.iter().map(|(at, _)| *at)).ok_or_else(|| wrong("was changed since"))?;
        let (mut whole, mut from) = (String::with_capacity(literal.len()), 0);
        for ((_, passage), place) in cuts.iter().zip(places) {
            let passage = passage.get();
            whole.push_str(&literal[from..place]);
            whole.push_str(&passage[1..passage.len() - 1]);
            from = place;
        }
        whole.push_str(&literal[from..]);
        self.0.replace_range(value, &whole);
        Ok(())
    }

    /// Adds a field directly behind the last one: blanks before the closing brace stay there.
    fn note(&mut self, name: &str, value: &str) {
        if let Some((_, last)) = self.fields().pop() {
            self.0.insert_str(last.end, &format!(",\"{name}\":{value}"));
        }
    }

    fn field(&self, name: &str) -> Option<Range<usize>> {
        self.fields().into_iter().rfind(|(field, _)| field == name).map(|(_, value)| value)
    }

    fn fields(&self) -> Vec<(String, Range<usize>)> {
        fields(&self.0).unwrap_or_default()
    }
}

/// The fields of an object, and where their values stand in it.
fn fields(json: &str) -> serde_json::Result<Vec<(String, Range<usize>)>> {
    struct Fields;
    impl<'de> Visitor<'de> for Fields {
        type Value = Vec<(String, &'de RawValue)>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<M: MapAccess<'de>>(self, mut object: M) -> std::result::Result<Self::Value, M::Error> {
            let mut fields = Vec::new();
            while let Some(field) = object.next_entry()? {
                fields.push(field);
            }
            Ok(fields)
        }
    }
    let mut reader = Deserializer::from_str(json);
    let fields = reader.deserialize_map(Fields)?;
    reader.end()?;
    let place = |value: &RawValue| {
        let start = value.get().as_ptr() as usize - json.as_ptr() as usize;
        start..start + value.get().len()
    };
    Ok(fields.into_iter().map(|(name, value)| (name, place(value))).collect())
}

/// Whether JSON is a string.
fn is_text(json: &str) -> bool {
    json.starts_with('"')
}

/// Spans in order that neither overlap nor touch, none of them empty.
fn disjoint(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| span.start < span.end);
    spans.sort_unstable_by_key(|span| span.start);
    spans.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    spans
}

/// Where bytes of a text, in ascending order, stand in the JSON string that it is written as; none if one of them is no
/// place between two of its characters.
fn places(literal: &str, wanted: impl Iterator<Item = u32>) -> Option<Vec<usize>> {
    let bytes = literal.as_bytes();
    let (mut at, mut text) = (1, 0);
    let mut place = |wanted: usize| {
        while text < wanted {
            let (written, meant) = match bytes.get(at)? {
                b'"' => return None,
                b'\\' => escaped(&literal[at..])?,
                _ => (1, 1),
            };
            at += written;
            text += meant;
        }
        (text == wanted && literal.is_char_boundary(at)).then_some(at)
    };
    wanted.map(|wanted| place(wanted as usize)).collect()
}

/// Bytes of an escaped character as it is written, and as UTF-8.
fn escaped(literal: &str) -> Option<(usize, usize)> {
    let unit = |at: usize| u16::from_str_radix(literal.get(at..at + 4)?, 16).ok();
    if !literal.starts_with("\\u") {
        return Some((2, 1));
    }
    let first = unit(2)?;
    let units = if (0xd800..0xdc00).contains(&first) { vec![first, unit(8)?] } else { vec![first] };
    let meant = char::decode_utf16(units.iter().copied()).next()?.ok()?;
    Some((6 * units.len(), meant.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::{Date, DateOrigin, Moment, Time};
    use crate::document::{Markup, Meta};
    use crate::error::Place;
    use proptest::prelude::*;

    /// A text as JSON that writes some of its characters as escapes, as other programs do.
    fn literal(text: &str, escapes: &[bool]) -> String {
        let written = |(c, &escape): (char, &bool)| match (escape, c) {
            (true, _) => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
            (false, '\n') => "\\n".to_owned(),
            (false, '"' | '\\') => format!("\\{c}"),
            (false, _) => c.to_string(),
        };
        format!("\"{}\"", text.chars().zip(escapes.iter().cycle()).map(written).collect::<String>())
    }

    proptest! {
        #[test]
        fn what_was_cut_can_be_put_back(
            text in "[a-zếộ \n\"\\\\😀]{0,60}",
            escapes in prop::collection::vec(any::<bool>(), 1..9),
            ends in prop::collection::vec((0usize..70, 0usize..70), 0..6),
            before in "( ?\"[ab]\" ?: ?(1e3|1\\.50|\"\\\\u0061\"|\\[ \\]),){0,3}",
            behind in "(, ?\"[ab]\" : -0\\.0){0,2} ?",
        ) {
            let line = format!("{{{before}\"text\" : {}{behind}}}", literal(&text, &escapes));
            let at = |byte: usize| (0..=byte.min(text.len())).rfind(|&at| text.is_char_boundary(at)).unwrap() as u32;
            let spans: Vec<Span> = ends.iter().map(|&(a, b)| Span { start: at(a.min(b)), end: at(a.max(b)) }).collect();
            let bytes = (0..text.len() as u32).filter(|at| !spans.iter().any(|span| span.start <= *at && *at < span.end));
            let expected: Vec<u8> = bytes.map(|at| text.as_bytes()[at as usize]).collect();
            let mut record = Record::read(&line).unwrap();
            prop_assert_eq!(record.text("text").unwrap(), &*text);
            record.cut("text", spans.clone());
            let text = record.text("text").unwrap();
            prop_assert_eq!(text.as_bytes(), expected);
            // An archive of an archive.
            let mut again = record.clone();
            again.cut("text", vec![Span { start: 0, end: 0 }]);
            again.mark("text", &[]);
            let again = again.restored().unwrap().restored().unwrap();
            prop_assert_eq!(&again, &record);
            let restored = record.restored().unwrap();
            prop_assert_eq!(restored.line(), line.as_str());
        }
    }

    #[test]
    fn a_page_keeps_the_date_that_its_markup_told() {
        let time = Time::new(8, 30, None);
        let published = Moment { date: Date::new(2014, 6, 5).unwrap(), time };
        let markup = Markup { published: Some((published, DateOrigin::Metadata)), ..Markup::default() };
        let meta = Meta { markup: Some(markup), ..Meta::default() };
        let page = |meta| Document {
            id: "a.html".into(),
            text: "Xã họp.".into(),
            meta,
            place: Place::file("a.html"),
        };
        assert_eq!(
            Record::of(&page(meta.clone())).line(),
            r#"{"id":"a.html","date":"2014-06-05T08:30","text":"Xã họp."}"#
        );
        let own = Meta { date: Some("05/06/2014".into()), ..meta };
        assert_eq!(Record::of(&page(own)).line(), r#"{"id":"a.html","date":"05/06/2014","text":"Xã họp."}"#);
        let date =
            |record: &str| Moment::of_metadata(Record::read(record).unwrap().text("date").unwrap().as_str());
        assert_eq!(date(r#"{"date":"2014-06-05T08:30"}"#), Some(published));
    }

    #[test]
    fn what_is_no_text_is_not_cut() {
        for line in [r#"{"n":123}"#, r#"{"n":["ab"]}"#, r#"{"n":{"text":"ab"}}"#, r#"{"n":null}"#] {
            let mut record = Record::read(line).unwrap();
            record.cut("n", vec![Span { start: 0, end: 1 }]);
            assert_eq!(record.line(), line);
        }
    }

    #[test]
    fn what_other_programs_made_of_it() {
        let of = |line: &str| Record::read(line).unwrap().restored();
        // Fields in another order, blanks between them.
        let sorted = r#"{ "chinhluan_cuts": {"text": [[0, "a"]]}, "text": "b" }"#;
        assert_eq!(of(sorted).unwrap().line(), r#"{ "text": "ab" }"#);
        for changed in [
            r#"{"text":"Th","chinhluan_cuts":{"text":[[5,"a"]]}}"#,
            r#"{"text":"ộ","chinhluan_cuts":{"text":[[1,"a"]]}}"#,
            r#"{"text":7,"chinhluan_cuts":{"text":[[0,"a"]]}}"#,
            r#"{"text":"b","chinhluan_cuts":{"text":[[0,7]]}}"#,
            r#"{"text":"b","chinhluan_cuts":{"other":[[0,"a"]]}}"#,
        ] {
            assert!(matches!(of(changed), Err(Error::Settings(_))), "{changed}");
        }
        for own in [r#"{"text":"b","chinhluan_cuts":[1]}"#, r#"{"text":"b","chinhluan_marks":{"text":7}}"#] {
            assert_eq!(of(own).unwrap().line(), own);
            let mut record = Record::read(own).unwrap();
            record.cut("text", vec![Span { start: 0, end: 1 }]);
            assert_eq!(record.restored().unwrap().line(), own);
        }
        assert!(Record::read("[1]").is_err() && Record::read("{} {}").is_err());
    }
}
