//! Readers: any bytes are documents and errors, in finite number, in every format, packed or not.
//!
//! A further format is a further line of `FORMATS`.

#![no_main]

use chinhluan::read::{Format, Inputs};
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tempfile::TempDir;

const FORMATS: [Format; 7] = [
    Format::Text,
    Format::Jsonl,
    Format::Csv,
    Format::Tsv,
    Format::Html,
    Format::Warc,
    Format::Parquet,
];

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("a temporary folder"));

fuzz_target!(|bytes: &[u8]| {
    let Some((&first, bytes)) = bytes.split_first() else { return };
    let path = FOLDER.path().join("input");
    std::fs::write(&path, bytes).expect("a file in the temporary folder");
    let inputs = Inputs {
        paths: vec![path],
        format: Some(FORMATS[usize::from(first) % FORMATS.len()]),
        // Every other round of formats reads text in pieces.
        pieces: (usize::from(first) / FORMATS.len() % 2 == 1).then_some(64),
        ..Inputs::default()
    };
    let mut documents = inputs.open().expect("a file that is there");
    // A document or an error has at least a byte of unpacked input; packing has a bound of its own.
    let count = documents.by_ref().take(1 << 20).count();
    assert!(count < 1 << 20);
    assert_eq!(documents.files().len(), 1);
    assert_eq!(documents.files()[0].bytes, bytes.len() as u64);
});
