//! Parts of a collection, and shards of them: together they are the whole, in its order.

use chinhluan::read::{Inputs, Part};
use chinhluan::shard::{About, Shards, Writer};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// A file of a collection: its name, and its bytes.
fn file() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let line = prop_oneof![
        4 => "[a-z]{1,9}".prop_map(|text| format!("{{\"text\": \"{text}\"}}")),
        1 => Just("{\"text\": ".to_owned()),
        1 => Just("{\"id\": 1}".to_owned()),
        1 => Just(" ".to_owned()),
        1 => Just(String::new()),
    ];
    let row = prop_oneof![4 => "[a-z]{1,9}", 1 => Just("a,b".to_owned()), 1 => Just("\"a".to_owned()), 1 => Just(String::new())];
    let jsonl = prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n").into_bytes());
    let csv =
        prop::collection::vec(row, 0..9).prop_map(|rows| format!("text\n{}", rows.join("\n")).into_bytes());
    let packed = (jsonl.clone(), 0..4u8).prop_map(|(jsonl, fault)| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&jsonl).unwrap();
        let mut bytes = gzip.finish().unwrap();
        match fault {
            0 => bytes.truncate(bytes.len() - 9),
            1 => bytes.extend(b"what stands behind"),
            _ => {}
        }
        bytes
    });
    prop_oneof![
        4 => jsonl.prop_map(|bytes| ("jsonl", bytes)),
        2 => packed.prop_map(|bytes| ("jsonl.gz", bytes)),
        2 => csv.prop_map(|bytes| ("csv", bytes)),
        2 => "[a-z \n]{0,40}".prop_map(|text| ("txt", text.into_bytes())),
        1 => Just(("html", b"<p>Mot trang web co vai chu.</p>".to_vec())),
        1 => Just(("parquet", b"PAR1".to_vec())),
        1 => Just(("pdf", b"%PDF".to_vec())),
    ]
}

/// Every document, or what is wrong with it.
fn read(inputs: &Inputs) -> Vec<Result<String, String>> {
    let found = inputs.open().unwrap();
    found.map(|found| found.map(|it| it.id + " " + &it.text).map_err(|error| error.in_words())).collect()
}

fn shard(inputs: &Inputs, part: Part, path: &Path) {
    let mut documents = Inputs { part: Some(part), ..inputs.clone() }.open().unwrap();
    let mut writer = Writer::new(File::create(path).unwrap(), &About::of(part, Default::default())).unwrap();
    for found in &mut documents {
        match found {
            Ok(document) => writer.add(&(document.id + " " + &document.text)).unwrap(),
            Err(error) => writer.skip(&error.left_out()).unwrap(),
        }
    }
    writer.finish(&documents).unwrap();
}

proptest! {
    #[test]
    fn parts_are_the_whole(
        files in prop::collection::vec(file(), 0..14),
        of in 1u32..6,
        pieces in prop::option::of(1usize..20),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let (crawl, parts) = (folder.path().join("crawl"), folder.path().join("parts"));
        fs::create_dir(&crawl).unwrap();
        fs::create_dir(&parts).unwrap();
        for (number, (ending, bytes)) in files.iter().enumerate() {
            fs::write(crawl.join(format!("{number:02}.{ending}")), bytes).unwrap();
        }
        let inputs = Inputs { paths: vec![crawl], pieces, ..Inputs::default() };
        let paths: Vec<PathBuf> = (1..=of).rev().map(|number| parts.join(number.to_string())).collect();
        for (path, number) in paths.iter().rev().zip(1..) {
            shard(&inputs, Part::new(number, of).unwrap(), path);
        }
        let mut shards = Shards::open(&paths).unwrap();
        let mut merged = Vec::new();
        while let Some((_, found)) = shards.next::<String>().unwrap() {
            merged.push(found.map_err(|left_out| left_out.to_string()));
        }
        prop_assert_eq!(merged, read(&inputs));
        let mut whole = inputs.open().unwrap();
        whole.by_ref().for_each(drop);
        prop_assert_eq!(&shards.provenance().files[..], whole.files());
        prop_assert_eq!(&shards.provenance().passed_over[..], whole.passed_over());
    }
}

#[test]
fn records_of_few_files_and_many_files_whole() {
    let folder = tempfile::tempdir().unwrap();
    let line = "{\"text\": \"xã\"}\n";
    for number in 0..8 {
        fs::write(folder.path().join(format!("{number}.jsonl")), line.repeat(5)).unwrap();
    }
    let part = |number, of| {
        let part = Some(Part::new(number, of).unwrap());
        let mut documents =
            Inputs { paths: vec![folder.path().into()], part, ..Inputs::default() }.open().unwrap();
        (documents.by_ref().count(), documents.files().len())
    };
    assert_eq!(part(1, 2), (20, 4));
    assert_eq!([part(1, 3), part(2, 3), part(3, 3)].map(|(documents, _)| documents), [13, 14, 13]);
    assert_eq!(part(1, 3).1, 8);
}
