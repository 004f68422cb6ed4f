//! Reading, against files as they come: whole, packed, broken.

use chinhluan::read::{FileRead, Format, Inputs};
use chinhluan::{Document, Error, Place};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;
use tempfile::{TempDir, tempdir};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    file: String,
    content: String,
    #[serde(default)]
    documents: Vec<(String, String)>,
    #[serde(default)]
    skipped: Vec<(u64, String)>,
    #[serde(default)]
    passed_over: bool,
}

/// What came of reading, with paths below `root`.
struct Outcome {
    documents: Vec<Document>,
    skipped: Vec<(Place, String)>,
    files: Vec<FileRead>,
    passed_over: Vec<String>,
}

impl Outcome {
    fn ids(&self) -> Vec<&str> {
        self.documents.iter().map(|document| document.id.as_str()).collect()
    }

    fn reasons(&self) -> Vec<String> {
        self.skipped.iter().map(|(place, reason)| format!("{place}: {reason}")).collect()
    }
}

fn outcome(inputs: &Inputs, root: &Path) -> Outcome {
    let root = format!("{}/", root.display());
    let below = |path: &str| path.strip_prefix(&root).unwrap_or(path).to_owned();
    let mut documents = inputs.open().unwrap();
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for document in documents.by_ref() {
        match document {
            Ok(document) => found.push(document),
            Err(Error::Input { mut place, reason, .. }) => {
                place.path = below(&place.path);
                skipped.push((place, reason));
            }
            Err(other) => panic!("{other}"),
        }
    }
    let files =
        documents.files().iter().map(|file| FileRead { path: below(&file.path), ..file.clone() }).collect();
    let passed_over = documents.passed_over().iter().map(|path| below(path)).collect();
    Outcome { documents: found, skipped, files, passed_over }
}

fn read_folder(folder: &TempDir) -> Outcome {
    let paths = vec![folder.path().into()];
    outcome(&Inputs { paths, ..Inputs::default() }, folder.path())
}

fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, content) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

#[test]
fn cases() {
    let Cases { case: cases } = toml::from_str(include_str!("data/read.toml")).unwrap();
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    for case in &cases {
        let read = read_folder(&folder_with(&[(&case.file, case.content.as_bytes())]));
        let documents: Vec<_> =
            read.documents.iter().map(|document| (document.id.clone(), document.text.clone())).collect();
        assert_eq!(documents, case.documents, "{}", case.name);
        assert_eq!(read.skipped.len(), case.skipped.len(), "{}: {:?}", case.name, read.skipped);
        for ((place, reason), (line, part)) in read.skipped.iter().zip(&case.skipped) {
            assert_eq!(
                (place.path.as_str(), place.line.unwrap_or(0)),
                (case.file.as_str(), *line),
                "{}",
                case.name
            );
            assert!(reason.contains(part), "{}: {reason}", case.name);
        }
        assert_eq!(read.passed_over.len(), usize::from(case.passed_over), "{}", case.name);
    }
}

#[test]
fn what_a_record_says() {
    let record = json!({
        "z": {"b": 1, "a": [true]}, "title": "Tít", "id": "x", "source": "Báo Trường Hà", "date": 2009,
        "url": null, "text": "Xã đạt chuẩn.", "y": null,
    });
    let folder = folder_with(&[
        ("a.jsonl", record.to_string().as_bytes()),
        ("b.csv", "Tít,text,z,z,date\nT,một,1,2,2009-05-01\n".as_bytes()),
    ]);
    let read = read_folder(&folder);
    let [a, b] = &read.documents[..] else { panic!("{:?}", read.skipped) };
    assert_eq!(a.meta.title.as_deref(), Some("Tít"));
    assert_eq!(a.meta.source.as_deref(), Some("Báo Trường Hà"));
    assert_eq!(a.meta.date.as_deref(), Some("2009"));
    assert_eq!(a.meta.url, None);
    assert_eq!(serde_json::to_string(&a.meta.extra).unwrap(), r#"{"z":{"b":1,"a":[true]},"y":null}"#);
    assert_eq!(b.id, "b.csv:2");
    assert_eq!(b.meta.date.as_deref(), Some("2009-05-01"));
    assert_eq!(serde_json::to_string(&b.meta.extra).unwrap(), r#"{"Tít":"T","z":"1","z.1":"2"}"#);

    let mut inputs = Inputs { paths: vec![folder.path().join("b.csv")], ..Inputs::default() };
    (inputs.fields.title, inputs.fields.id) = ("Tít".into(), "z".into());
    let read = outcome(&inputs, folder.path());
    assert_eq!((read.documents[0].id.as_str(), read.documents[0].meta.title.as_deref()), ("1", Some("T")));
}

#[test]
fn folders_in_name_order_and_files_as_named() {
    let folder = folder_with(&[
        ("b.txt", b"b"),
        ("a/z.txt", b"z"),
        ("a/2.txt", b"2"),
        ("a.txt", b"a"),
        (".git/c.txt", b"c"),
        ("doc.pdf", b"%PDF"),
    ]);
    let read = read_folder(&folder);
    assert_eq!(read.ids(), ["a/2.txt", "a/z.txt", "a.txt", "b.txt"]);
    assert_eq!(read.passed_over, [".git", "doc.pdf"]);

    let named = folder.path().join("b.txt").to_str().unwrap().to_owned();
    let inputs = Inputs { paths: vec![named.clone().into(), named.clone().into()], ..Inputs::default() };
    assert_eq!(outcome(&inputs, folder.path()).ids(), [&named, &named]);

    let pdf = folder.path().join("doc.pdf").to_str().unwrap().to_owned();
    let inputs = Inputs { paths: vec![pdf.into()], format: Some(Format::Text), ..Inputs::default() };
    assert_eq!(outcome(&inputs, folder.path()).documents[0].text, "%PDF");
}

#[test]
fn what_is_not_there_fails_before_any_work() {
    let folder = folder_with(&[("a.txt", b"a"), ("a.pdf", b"a")]);
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let open = |name| {
        Inputs { paths: vec![path("a.txt").into(), path(name).into()], ..Inputs::default() }
            .open()
            .err()
            .unwrap()
    };
    assert!(matches!(open("b.txt"), Error::Io { path: named, .. } if named == path("b.txt")));
    assert!(matches!(open("a.pdf"), Error::Settings(words) if words.contains("a.pdf")));
}

#[test]
fn packed_files_and_what_they_were() {
    let text = "Xã đạt chuẩn nông thôn mới.\n".repeat(9000);
    let members = [gzip(b"{\"text\":\"m\"}\n{\"te"), gzip(b""), gzip(b"xt\":\"h\"}")].concat();
    let folder = folder_with(&[
        ("a.txt.gz", &gzip(text.as_bytes())),
        ("b.txt.zst", &zstandard(text.as_bytes())),
        ("c.jsonl.gz", &members),
        ("d.csv.zst", &zstandard(b"text\nx\n")),
        // Unpacked on its way, as some web servers do.
        ("e.txt.gz", b"plain"),
    ]);
    let read = read_folder(&folder);
    assert!(read.skipped.is_empty(), "{:?}", read.skipped);
    assert_eq!(
        read.ids(),
        ["a.txt.gz", "b.txt.zst", "c.jsonl.gz:1", "c.jsonl.gz:2", "d.csv.zst:2", "e.txt.gz"]
    );
    assert!(read.documents[0].text == text && read.documents[1].text == text);
    for file in &read.files {
        let bytes = fs::read(folder.path().join(&file.path)).unwrap();
        let sum = format!("{:016x}", xxhash_rust::xxh3::xxh3_64(&bytes));
        assert_eq!((file.bytes, &file.checksum), (bytes.len() as u64, &sum), "{}", file.path);
    }
    assert_eq!(read.files.len(), 5);
}

#[test]
fn what_was_cut_off_is_named_once_and_the_rest_goes_on() {
    // Lines without a pattern, so that half of the packed bytes are about half of the lines.
    let lines: String = (0..20_000_u64)
        .map(|i| format!("{{\"id\":{i},\"text\":\"{:x}\"}}\n", i.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        .collect();
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    for (name, bytes) in
        [("a.jsonl.gz", gzip(lines.as_bytes())), ("a.jsonl.zst", zstandard(lines.as_bytes()))]
    {
        let folder =
            folder_with(&[(name, &half(bytes)), ("b.txt", b"xa"), ("c.txt.gz", &half(gzip(b"xa xa xa xa")))]);
        let read = read_folder(&folder);
        let count = read.documents.len();
        assert!((2_000..19_000).contains(&count), "{count}");
        assert!(
            read.documents[..count - 1].iter().enumerate().all(|(i, document)| document.id == i.to_string())
        );
        assert_eq!(read.documents[count - 1].id, "b.txt");
        let cut = "the compressed data are cut off; what comes behind is lost";
        assert_eq!(read.reasons(), [format!("{name}: {cut}"), format!("c.txt.gz: {cut}")]);
        assert_eq!(read.files[0].bytes, fs::metadata(folder.path().join(name)).unwrap().len());
    }
}

#[test]
fn garbage_behind_packed_data_and_inside_it() {
    let mut spoilt = gzip("xã ".repeat(5000).as_bytes());
    let middle = spoilt.len() / 2;
    spoilt[middle] ^= 0xff;
    let trailing = [gzip(b"{\"text\":\"a\"}\n"), b"garbage behind it".to_vec()].concat();
    let read = read_folder(&folder_with(&[
        ("a.jsonl.gz", &trailing),
        ("b.txt.gz", &spoilt),
        ("c.txt", b"c"),
        ("d.txt.gz", &[&gzip(b"d")[..], b"\n"].concat()),
        // A block of a tape.
        ("e.txt.gz", &[&gzip(b"e")[..], &[0; 512]].concat()),
    ]));
    assert_eq!(read.ids(), ["a.jsonl.gz:1", "c.txt", "d.txt.gz", "e.txt.gz"]);
    let reasons = read.reasons();
    assert_eq!(reasons.len(), 3);
    let behind = "bytes that are not gzip stand behind or between the packed data; they were left out";
    assert_eq!(reasons[0], format!("a.jsonl.gz: {behind}"));
    assert!(reasons[1].starts_with("b.txt.gz: "), "{}", reasons[1]);
    assert_eq!(reasons[2], format!("d.txt.gz: {behind}"));
}

#[test]
fn small_files_that_unpack_to_no_end() {
    let bomb = |head: &str| {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(head.as_bytes()).unwrap();
        let block = vec![b'a'; 1 << 20];
        (0..300).for_each(|_| encoder.write_all(&block).unwrap());
        encoder.finish().unwrap()
    };
    let read = read_folder(&folder_with(&[
        ("a.txt.gz", &bomb("")),
        ("b.jsonl.gz", &bomb("{\"text\":\"b\"}\n{\"text\":\"")),
        ("c.csv.gz", &bomb("text\nc\n\"")),
        ("d.tsv.gz", &bomb("text\nd\n")),
        ("e.txt", b"e"),
    ]));
    assert_eq!(read.ids(), ["b.jsonl.gz:1", "c.csv.gz:2", "d.tsv.gz:2", "e.txt"]);
    let bomb = "cannot be read any further: it unpacks to over 500 times its size, as no text does";
    assert_eq!(
        read.reasons(),
        [
            format!("a.txt.gz: {TOO_LONG}"),
            format!("b.jsonl.gz: {bomb}"),
            format!("c.csv.gz: {bomb}"),
            format!("d.tsv.gz: {bomb}"),
        ]
    );
}

const TOO_LONG: &str = "longer than 64 MiB; it has to be parted into documents";

#[test]
fn documents_of_over_64_mib_are_named_and_skipped() {
    let long = "a".repeat(100 << 20);
    let read = read_folder(&folder_with(&[
        ("a.txt", long.as_bytes()),
        ("b.jsonl", format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"b\"}}\n").as_bytes()),
        ("c.csv", format!("text,id\n{long},1\nc,2\n").as_bytes()),
        ("d.txt", b"d"),
    ]));
    assert_eq!(read.ids(), ["b.jsonl:2", "2", "d.txt"]);
    assert_eq!(
        read.reasons(),
        [format!("a.txt: {TOO_LONG}"), format!("b.jsonl:1: {TOO_LONG}"), format!("c.csv:2: {TOO_LONG}")]
    );
}

/// What was read in search of the end of a quote is read as rows, however much it is.
#[test]
fn the_header_line_shows_what_parts_a_table() {
    let read = read_folder(&folder_with(&[
        (
            "a.csv",
            "\u{feff}id;text;n\r\n1;\"Xã họp; dân bàn.\";1,5\r\n2;Huyện họp, tỉnh họp.;\r\n".as_bytes(),
        ),
        ("b.csv", "\"id\";\"text\"\n\"1\";\"Xã họp.\"\n".as_bytes()),
        ("c.csv", "id\ttext\n1\tXã họp, dân bàn.\n".as_bytes()),
        ("d.csv", "id;n,text\n1;2,Xã họp; dân bàn.\n".as_bytes()),
        ("e.csv", "id;body\n1;Xã họp.\n".as_bytes()),
        ("f.tsv", "id;text\n1;Xã họp.\n".as_bytes()),
    ]));
    let texts: Vec<&str> = read.documents.iter().map(|document| document.text.as_str()).collect();
    assert_eq!(
        texts,
        ["Xã họp; dân bàn.", "Huyện họp, tỉnh họp.", "Xã họp.", "Xã họp, dân bàn.", "Xã họp; dân bàn."]
    );
    assert_eq!(read.documents[0].meta.extra["n"], "1,5");
    let none = |name: &str, columns: &str| {
        format!("{name}:1: no column `text` in the header line; there are: {columns}")
    };
    assert_eq!(read.reasons(), [none("e.csv", "id;body"), none("f.tsv", "id;text")]);
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row() {
    let rows: String = (0..400_000).map(|i| format!("{i},{:a<100}\n", "")).collect();
    let table = format!("id,text\nx,\"a\nb\"\ny,\"open\n{rows}");
    assert!(table.len() > 40 << 20);
    let read = read_folder(&folder_with(&[("a.csv", table.as_bytes())]));
    assert_eq!(read.documents.len(), 400_001);
    assert_eq!(read.reasons(), ["a.csv:4: a quote that is not closed, or not doubled inside a quoted field"]);
}

#[test]
fn zstandard_with_a_window_of_gigabytes_and_cut_off() {
    // The head of a frame with a window of 2 GiB (RFC 8878, 3.1.1), and a last block of 1 byte, "a".
    let window = [0x28, 0xb5, 0x2f, 0xfd, 0x00, 21 << 3, 0x09, 0x00, 0x00, b'a'];
    let cut = &zstandard(b"xa xa")[..9];
    let read = read_folder(&folder_with(&[("a.txt.zst", &window), ("b.txt.zst", cut), ("c.txt", b"c")]));
    assert_eq!(read.ids(), ["c.txt"]);
    assert_eq!(
        read.reasons(),
        [
            "a.txt.zst: its Zstandard window is over 128 MiB; it has to be packed again, without --long or --ultra",
            "b.txt.zst: the compressed data are cut off; what comes behind is lost",
        ]
    );
}

#[test]
fn an_input_that_changes_while_it_is_read() {
    let folder = folder_with(&[("a.jsonl", b"{\"text\":\"a\"}\n"), ("b.txt", b"b")]);
    let paths = vec![folder.path().into()];
    let mut documents = Inputs { paths, ..Inputs::default() }.open().unwrap();
    assert!(documents.next().unwrap().is_ok());
    let mut file = fs::OpenOptions::new().append(true).open(folder.path().join("a.jsonl")).unwrap();
    file.write_all(b"{\"text\":\"c\"}\n").unwrap();
    let rest: Vec<_> = documents.collect();
    let reason = rest.iter().find_map(|document| document.as_ref().err()).unwrap().in_words();
    assert!(reason.ends_with("a.jsonl: changed while it was read; what was read may be torn"), "{reason}");
    assert_eq!(rest.last().unwrap().as_ref().unwrap().text, "b");
}

#[test]
fn bytes_that_are_no_utf8() {
    let read = read_folder(&folder_with(&[
        ("a.txt", b"\xef\xbb\xbfabc\xb8d"),
        ("b.txt", b"\xff\xfeX\0"),
        ("c.jsonl", b"{\"text\":\"a\"}\n{\"text\":\"\xa8\"}\n{\"text\":\"c\"}\n"),
        ("d.csv", b"id,text\na,\xe3b\nb,b\n"),
        ("e.csv", b"\xff\xfei\0d\0,\0t\0\n\0a\0,\0b\0\n\0"),
        ("f.jsonl", b"\xfe\xff\0{\0\"\0t\0\"\0}\0\n\0{\0}\0\n"),
    ]));
    let hint = "; `chinhluan convert` makes UTF-8 of TCVN3, VNI and other encodings";
    assert_eq!(
        read.reasons(),
        [
            format!("a.txt: not UTF-8 at byte 3{hint}"),
            format!("c.jsonl:2: not UTF-8 at byte 9{hint}"),
            format!("d.csv:2: field `text`: not UTF-8 at byte 0{hint}"),
            "e.csv:1: no column `text` in the header line; there are: id, t".into(),
            "f.jsonl: UTF-16; `chinhluan convert` makes UTF-8 of it".into(),
        ]
    );
    assert_eq!(read.ids(), ["b.txt", "c.jsonl:1", "c.jsonl:3", "b"]);
}

#[test]
fn a_table_that_is_cut_gives_its_rows() {
    // Shorter and longer than what is looked at of a table before it is read.
    for rows in [200, 20_000] {
        let row = |number: u32| {
            format!("{number},\"Xã {number} đạt chuẩn nông thôn mới năm {}.\"\n", number * 7919)
        };
        let table: String = ["id,text\n".to_owned()].into_iter().chain((0..rows).map(row)).collect();
        let packed = gzip(table.as_bytes());
        let read = read_folder(&folder_with(&[("a.csv.gz", &packed[..packed.len() / 2])]));
        let found = read.documents.len() as u32;
        assert!((rows / 4..rows * 3 / 4).contains(&found), "{found} of {rows}");
        assert_eq!(read.reasons(), ["a.csv.gz: the compressed data are cut off; what comes behind is lost"]);
    }
}

#[test]
fn a_letter_that_is_cut_through() {
    let whole = "Đảng bộ xã họp bàn xây dựng nông thôn mới.";
    let cut = &whole.as_bytes()[..whole.find('ớ').unwrap() + 2];
    let read = read_folder(&folder_with(&[
        ("a.txt", cut),
        ("b.txt", &[b"\xef\xbb\xbf", cut].concat()),
        // What has more such faults is in no encoding that is known.
        ("c.txt", b"\xc4\x90\xe1\xba h\xe1\xbb p"),
    ]));
    assert_eq!(read.ids(), ["a.txt", "b.txt"]);
    for document in &read.documents {
        assert_eq!(document.text, "Đảng bộ xã họp bàn xây dựng nông thôn m\u{fffd}");
        assert_eq!(document.meta.encoding, Some("UTF-8, damaged"));
    }
    assert_eq!(read.reasons(), ["c.txt: not UTF-8 at byte 2; a letter is cut through or lost"]);
}

#[test]
fn a_record_is_kept_as_it_was_written() {
    let lines = [
        r#" {"id": "1", "text": "H\u1ecdp chi b\u1ed9", "big": 12345678901234567890123, "e":1e3,"dup":1,"dup":2}"#,
        r#"{"title":"Không có chữ", "text":""}"#,
        r#"{"text":"Họp chi bộ","n":1.50}"#,
        r#"{"text":"#,
        r#"{"id":null,"text":"Họp tổ"}"#,
    ];
    let folder = folder_with(&[
        ("a.jsonl", (lines.join("\r\n") + "\r\n").as_bytes()),
        ("b.csv", b"text,n\nH\xe1\xbb\x8dp,1.50\n,2\n"),
        ("c.txt", b"text"),
    ]);
    let records = |records: bool| -> Vec<Option<String>> {
        let inputs = Inputs { paths: vec![folder.path().into()], records, ..Inputs::default() };
        let record = |document: chinhluan::Result<Document>| match document {
            Ok(document) => document.meta.record,
            Err(error) => error.left_out().record,
        };
        inputs.open().unwrap().map(record).collect()
    };
    let kept = [
        lines[0].trim(),
        lines[1],
        r#"{"id":"a.jsonl:3","text":"Họp chi bộ","n":1.50}"#,
        lines[3],
        lines[4],
        r#"{"id":"b.csv:2","text":"Họp","n":"1.50"}"#,
        r#"{"text":"","n":"2"}"#,
    ];
    let kept = kept.map(|record| Some(record.to_owned())).into_iter().chain([None]);
    assert_eq!(records(true), kept.collect::<Vec<_>>());
    assert!(records(false).iter().all(Option::is_none));
}

#[test]
fn one_line_of_fifty_megabytes() {
    let text = "đồng chí ".repeat(4_500_000);
    let line = format!("{{\"id\":1,\"text\":{}}}\n{{\"id\":2,\"text\":\"b\"}}\n", json!(text));
    let table = format!("id,text\n1,\"{text}\"\n2,b\n");
    let read = read_folder(&folder_with(&[("a.jsonl", line.as_bytes()), ("b.csv", table.as_bytes())]));
    assert_eq!(read.ids(), ["1", "2", "1", "2"]);
    assert!(read.documents[0].text == text && read.documents[2].text == text);
}

#[test]
fn lines_that_end_with_a_carriage_return_are_no_one_line() {
    let text = "đồng chí ".repeat(7_000);
    let row = |number: usize| format!("{number},{text}\r");
    let table: String = ["id,text\r".to_owned()].into_iter().chain((0..1_000).map(row)).collect();
    let line = |number: usize| format!("{{\"id\":{number},\"text\":\"{text}\"}}\r");
    let lines: String = (0..1_000).map(line).collect();
    assert!(lines.len() > 64 << 20 && table.len() > 64 << 20);
    let read = read_folder(&folder_with(&[("a.csv", table.as_bytes()), ("b.jsonl", lines.as_bytes())]));
    assert_eq!((read.documents.len(), read.skipped.len()), (2_000, 0));
}

#[test]
fn many_empty_members() {
    let empty = gzip(b"");
    let mut bytes = Vec::new();
    (0..100_000).for_each(|_| bytes.extend_from_slice(&empty));
    bytes.extend(gzip(b"xa"));
    assert_eq!(read_folder(&folder_with(&[("a.txt.gz", &bytes)])).documents[0].text, "xa");
}

#[cfg(unix)]
mod on_unix {
    use super::*;
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    #[test]
    fn what_is_no_file_is_named_and_the_rest_goes_on() {
        let folder = folder_with(&[("a.txt", b"a"), ("d/e.txt", b"e"), ("z.txt", b"z")]);
        let path = folder.path();
        symlink(path, path.join("d/loop")).unwrap();
        symlink(path.join("nowhere"), path.join("f.txt")).unwrap();
        symlink(path.join("a.txt"), path.join("g.txt")).unwrap();
        symlink(path.join("i.txt"), path.join("h.txt")).unwrap();
        symlink(path.join("h.txt"), path.join("i.txt")).unwrap();
        symlink("/dev/zero", path.join("j.txt")).unwrap();
        fs::create_dir(path.join("k.txt")).unwrap();
        let _listener = UnixListener::bind(path.join("s.txt")).unwrap();
        fs::write(path.join(OsStr::from_bytes(b"t\xff.txt")), "t").unwrap();
        let read = read_folder(&folder);
        assert_eq!(read.ids(), ["a.txt", "d/e.txt", "g.txt", "t\u{fffd}.txt", "z.txt"]);
        let reasons = read.reasons();
        assert!(reasons[0].starts_with("d/loop: a link that leads back to "), "{reasons:?}");
        assert!(reasons[1].starts_with("f.txt: cannot be read: "), "{reasons:?}");
        assert!(reasons[2].starts_with("h.txt: cannot be read: "), "{reasons:?}");
        assert!(reasons[3].starts_with("i.txt: cannot be read: "), "{reasons:?}");
        assert_eq!(reasons[4..], ["j.txt: not a regular file", "s.txt: not a regular file"]);
    }
}

#[cfg(unix)]
#[test]
fn devices_sockets_and_odd_names_that_were_named() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder_with(&[("a.txt", b"a")]);
    let socket = folder.path().join("s.txt");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    let odd = folder.path().join(std::ffi::OsStr::from_bytes(b"t\xean.txt"));
    fs::write(&odd, "t").unwrap();
    let paths = vec!["/dev/zero".into(), socket, folder.path().join("a.txt"), odd];
    let read = outcome(&Inputs { paths, format: Some(Format::Text), ..Inputs::default() }, folder.path());
    assert!(
        read.ids()[0].ends_with("a.txt") && read.ids()[1].ends_with("t\u{fffd}n.txt"),
        "{:?}",
        read.ids()
    );
    assert_eq!(
        read.reasons(),
        [
            "/dev/zero: cannot be read: it is a device, not a file",
            "s.txt: cannot be read: it is a socket, not a file",
        ]
    );
}

#[test]
fn documents_can_be_read_on_another_thread() {
    fn sent<T: Send>(_: &T) {}
    sent(&Inputs::default().open().unwrap());
}

proptest! {
    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..200), head in 0..7_usize, name in 0..7_usize) {
        let head: &[u8] = [&b""[..], b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"text\n", b"{\"text\":\"", b"\"text\",\"", b"\x5d\x2a\x4d\x18"][head];
        let name = ["a.txt", "a.jsonl", "a.csv", "a.tsv", "a.warc", "a.warc.gz", "a.warc.zst"][name];
        let content = [head, &bytes].concat();
        let read = read_folder(&folder_with(&[(name, &content)]));
        // One that cannot even be begun is named.
        prop_assert_eq!(read.files.len(), usize::from(!read.reasons().iter().any(|reason| reason.contains("dictionary"))));
        prop_assert!(read.files.iter().all(|file| file.bytes == content.len() as u64));
    }
}

#[test]
fn json_that_is_not_one_object_a_line_is_named_once() {
    let read = read_folder(&folder_with(&[
        ("a.jsonl", b"[\n{\"text\":\"a\"},\n{\"text\":\"b\"}\n]\n"),
        ("b.jsonl", b"[{\"text\":\"a\"},\n {\"text\":\"b\"}]\n"),
        ("c.jsonl", b"[{\"text\":\"a\"}, {\"text\":\"b\"}]"),
        ("d.jsonl", b"\xef\xbb\xbf{\r\n  \"text\": \"a\"\r\n}\r\n"),
        ("e.jsonl", b"{\"text\":\"a\"}\n[\n{\"text\":\"b\"}\n"),
    ]));
    let reasons: Vec<String> =
        read.skipped.iter().map(|(place, reason)| format!("{place}: {reason}")).collect();
    let array = "a JSON array; write one object a line, as `jq -c '.[]'` does";
    let pretty = "JSON over several lines; write one object a line, as `jq -c .` does";
    assert_eq!(
        reasons[..4],
        [
            format!("a.jsonl: {array}"),
            format!("b.jsonl: {array}"),
            format!("c.jsonl:1: {array}"),
            format!("d.jsonl: {pretty}"),
        ]
    );
    assert!(reasons.len() == 5 && reasons[4].starts_with("e.jsonl:2: not a JSON object"), "{reasons:?}");
    assert_eq!(read.ids(), ["e.jsonl:1", "e.jsonl:3"]);
}
