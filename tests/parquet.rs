//! Parquet, as pyarrow and the `parquet` crate write it, and damaged.

use chinhluan::read::{Format, Inputs};
use chinhluan::{Document, Error};
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;
use proptest::prelude::*;
use serde_json::json;
use std::fs;
use std::path::Path;
use std::sync::Arc;

struct Outcome {
    documents: Vec<Document>,
    skipped: Vec<(Option<u64>, String)>,
}

fn outcome(inputs: &Inputs) -> Outcome {
    let mut read = Outcome { documents: Vec::new(), skipped: Vec::new() };
    let mut documents = inputs.open().unwrap();
    for document in documents.by_ref() {
        match document {
            Ok(document) => read.documents.push(document),
            Err(Error::Input { place, reason, .. }) => read.skipped.push((place.line, reason)),
            Err(other) => panic!("{other}"),
        }
    }
    for file in documents.files() {
        let bytes = fs::read(&file.path).unwrap();
        let sum = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&bytes));
        assert_eq!((file.bytes, &file.checksum), (bytes.len() as u64, &sum));
    }
    read
}

fn inputs(path: &Path, text: &str) -> Inputs {
    let mut inputs = Inputs { paths: vec![path.into()], ..Inputs::default() };
    inputs.fields.text = text.to_owned();
    inputs
}

fn read_as(name: &str, bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    outcome(&inputs(&path, "text"))
}

/// A table with a column `text` of these values, some a row group.
fn table(groups: &[&[&str]]) -> Vec<u8> {
    let schema = parse_message_type("message x { REQUIRED BYTE_ARRAY text (UTF8); }").unwrap();
    let mut writer =
        SerializedFileWriter::new(Vec::new(), Arc::new(schema), Arc::new(WriterProperties::default()))
            .unwrap();
    for group in groups {
        let mut rows = writer.next_row_group().unwrap();
        let mut column = rows.next_column().unwrap().unwrap();
        let values: Vec<_> = group.iter().map(|&text| ByteArray::from(text)).collect();
        column.typed::<ByteArrayType>().write_batch(&values, None, None).unwrap();
        column.close().unwrap();
        rows.close().unwrap();
    }
    writer.into_inner().unwrap()
}

#[test]
fn every_type_and_codec_as_pyarrow_writes_them() {
    for codec in ["snappy", "zstd", "gzip", "lz4", "none"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/data/parquet/{codec}.parquet"));
        let read = outcome(&inputs(&path, "noi_dung"));
        let [a, b, c] = &read.documents[..] else { panic!("{codec}: {:?}", read.skipped) };
        assert_eq!(
            read.skipped,
            [
                (Some(2), "field `noi_dung` is null, not a string".to_owned()),
                (Some(4), "empty document".to_owned()),
            ]
        );
        assert_eq!((a.id.as_str(), b.id.as_str(), c.id.as_str()), ("1", "3", "5"));
        assert_eq!(a.text, "Xã đạt chuẩn nông thôn mới.");
        assert_eq!((a.meta.title.as_deref(), b.meta.title.as_deref()), (Some("Một"), None));
        assert_eq!((a.meta.source.as_deref(), c.meta.source.as_deref()), (Some("Báo A"), Some("Báo B")));
        assert_eq!(a.meta.date.as_deref(), Some("2024-07-25"));
        assert_eq!(c.place.line, Some(5));
        assert_eq!(
            serde_json::Value::Object(a.meta.extra.clone()),
            json!({
                "seen": "2024-07-25T08:30:15.25Z", "local_ms": "2024-07-25T08:30:15.25",
                "utc_ns": "2024-07-25T08:30:15.25Z", "clock": "08:30:15.250000", "views": null, "score": 0.1,
                "price": "12.50", "kept": true, "bytes": "van ban", "tags": ["a", null],
                "page": {"width": 1, "name": "x"}, "counts": {"a": 1}, "nothing": null,
            }),
            "{codec}"
        );
        let names: Vec<_> = a.meta.extra.keys().collect();
        assert_eq!(names[..3], ["seen", "local_ms", "utc_ns"], "in the order of the columns");
        assert_eq!((&b.meta.extra["tags"], &b.meta.extra["bytes"]), (&json!(null), &json!(null)));
        assert_eq!(c.meta.extra["counts"], json!({"d": 4}));
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let whole = table(&[&["một", "hai"], &["ba"]]);
    let read = read_as("a.parquet", &whole);
    let ids: Vec<_> = read.documents.iter().map(|document| document.id.as_str()).collect();
    assert!(ids.iter().zip(1..).all(|(id, row)| id.ends_with(&format!("a.parquet:{row}"))), "{ids:?}");
    assert_eq!(ids.len(), 3);

    for len in 0..whole.len() {
        let cut = read_as("a.parquet", &whole[..len]);
        assert_eq!((cut.documents.len(), cut.skipped.len()), (0, 1), "{len}: {:?}", cut.skipped);
        assert!(cut.skipped[0].1.starts_with("not a Parquet file, or cut off: "), "{:?}", cut.skipped);
    }
    let other = read_as("a.parquet", b"id,text\na,m\xe1y\n");
    assert!(other.skipped[0].1.starts_with("not a Parquet file"), "{:?}", other.skipped);

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.parquet");
    fs::write(&path, &whole).unwrap();
    let read = outcome(&inputs(&path, "body"));
    assert_eq!(read.skipped, [(None, "no column `body`; there are: text".to_owned())]);
}

#[test]
fn a_type_without_a_value_is_named_in_its_place() {
    let schema = "message x { REQUIRED BYTE_ARRAY text (UTF8); \
                  REQUIRED FIXED_LEN_BYTE_ARRAY(12) span (INTERVAL); REQUIRED INT32 n; }";
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema, Arc::new(WriterProperties::default())).unwrap();
    let mut rows = writer.next_row_group().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&[ByteArray::from("một")], None, None).unwrap();
    column.close().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    let span = parquet::data_type::FixedLenByteArray::from(vec![0; 12]);
    column.typed::<parquet::data_type::FixedLenByteArrayType>().write_batch(&[span], None, None).unwrap();
    column.close().unwrap();
    let mut column = rows.next_column().unwrap().unwrap();
    column.typed::<Int32Type>().write_batch(&[7], None, None).unwrap();
    column.close().unwrap();
    rows.close().unwrap();
    let read = read_as("a.parquet", &writer.into_inner().unwrap());
    assert_eq!(
        serde_json::to_value(&read.documents[0].meta.extra).unwrap(),
        json!({"span": "not read: INTERVAL", "n": 7})
    );
}

#[test]
fn packed_once_more() {
    let whole = table(&[&["một"], &["hai"]]);
    let packed = zstd::encode_all(&whole[..], 3).unwrap();
    assert_eq!(read_as("a.parquet.zst", &packed).documents.len(), 2);
}

#[cfg(unix)]
#[test]
fn from_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let whole = table(&[&["một"], &["hai"]]);
    let to = pipe.clone();
    let writing = std::thread::spawn(move || fs::write(to, whole).unwrap());
    let mut inputs = inputs(&pipe, "text");
    inputs.format = Some(Format::Parquet);
    let texts: Vec<_> = inputs.open().unwrap().map(|document| document.unwrap().text).collect();
    writing.join().unwrap();
    assert_eq!(texts, ["một", "hai"]);
}

proptest! {
    #[test]
    fn any_damage_ends(spoil in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
        let mut bytes = table(&[&["một", "hai"], &["ba"]]);
        for (at, byte) in spoil {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_as("a.parquet", &bytes);
    }
}
