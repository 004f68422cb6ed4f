//! Web archives: as crawlers write them, as they should not, and damaged.

use chinhluan::read::{FileRead, Inputs};
use chinhluan::{Document, Error};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

struct Outcome {
    documents: Vec<Document>,
    /// Record number and reason.
    skipped: Vec<(Option<u64>, String)>,
    file: FileRead,
}

impl Outcome {
    fn ids(&self) -> Vec<&str> {
        self.documents.iter().map(|document| document.id.as_str()).collect()
    }

    fn passed_over(&self) -> Vec<(&str, u64)> {
        self.file.passed_over.iter().map(|(kind, &count)| (&**kind, count)).collect()
    }
}

fn read(path: &Path) -> Outcome {
    let inputs = Inputs { paths: vec![path.into()], ..Inputs::default() };
    let mut documents = inputs.open().unwrap();
    let (mut found, mut skipped) = (Vec::new(), Vec::new());
    for document in documents.by_ref() {
        match document {
            Ok(document) => found.push(document),
            Err(Error::Input { place, reason, .. }) => skipped.push((place.line, reason)),
            Err(other) => panic!("{other}"),
        }
    }
    Outcome { documents: found, skipped, file: documents.files()[0].clone() }
}

fn read_as(name: &str, bytes: &[u8]) -> Outcome {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    let read = read(&path);
    assert_eq!(read.file.bytes, bytes.len() as u64);
    assert_eq!(read.file.checksum, format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes)));
    read
}

/// A record with a Content-Length as given.
fn record_of_length(kind: &str, uri: &str, fields: &str, block: &[u8], length: &str) -> Vec<u8> {
    let head = format!("WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n{fields}{length}\r\n");
    [head.as_bytes(), block, b"\r\n\r\n"].concat()
}

fn record(kind: &str, uri: &str, fields: &str, block: &[u8]) -> Vec<u8> {
    record_of_length(kind, uri, fields, block, &format!("Content-Length: {}\r\n", block.len()))
}

/// A record of text, as WET has it.
fn wet(uri: &str, text: &str) -> Vec<u8> {
    record("conversion", uri, "Content-Type: text/plain\r\n", text.as_bytes())
}

fn response(uri: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let block = [format!("HTTP/1.1 200 OK\r\n{head}\r\n").as_bytes(), body].concat();
    record("response", uri, "Content-Type: application/http; msgtype=response\r\n", &block)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const TEXT: &str = "Cán bộ, đảng viên trong xã gương mẫu đi đầu xây dựng nông thôn mới.";

#[derive(Deserialize)]
struct Truth {
    is_article: bool,
    title: Option<String>,
    wanted: Vec<String>,
}

/// The pages of tests/data/html, packed by tests/oracles/warc.py.
#[test]
fn thirty_pages_as_a_crawler_met_them() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let read = read(&data.join("warc/pages.warc.gz"));
    assert!(read.skipped.is_empty(), "{:?}", read.skipped);
    let (pages, others) = read.documents.split_at(30);
    let same = |text: &str| -> String {
        text.nfc().filter(|char| !matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')).collect()
    };
    for document in pages {
        let name = document.id.strip_prefix("http://bao.example/").unwrap().strip_suffix(".html").unwrap();
        // Its own, where it has one.
        assert!(document.meta.url.is_some(), "{name}");
        assert_eq!(document.meta.extra["crawled"], "2026-03-08T02:15:00Z", "{name}");
        let truth: Truth =
            toml::from_str(&fs::read_to_string(data.join(format!("html/{name}.toml"))).unwrap()).unwrap();
        if truth.is_article {
            assert_eq!(document.meta.title.as_deref().map(same), truth.title.as_deref().map(same), "{name}");
            let text = same(&document.text);
            for fragment in truth.wanted {
                assert!(text.contains(&same(&fragment)), "{name}: {fragment}");
            }
        }
    }
    let others: Vec<_> = others.iter().map(|other| (other.id.as_str(), other.text.as_str())).collect();
    let text = "Xã Tả Phình xóa xong nhà tạm.\n";
    assert_eq!(others, [("http://bao.example/tin.txt", text), ("http://bao.example/wet", text)]);
    assert_eq!(
        read.passed_over(),
        [
            ("image", 2),
            ("request", 30),
            ("revisit", 1),
            ("robots.txt", 1),
            ("status 3xx", 1),
            ("status 4xx", 1),
            ("style sheet", 1),
            ("warcinfo", 1),
        ]
    );
}

#[test]
fn what_a_record_says() {
    let fields = "WARC-Date: 2009-05-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Truncated: length\r\n\
                  Content-Type: text/plain; charset=utf-8\r\n";
    let named = record("resource", "<http://x/a b>", fields, TEXT.as_bytes());
    let nameless = format!(
        "WARC/1.1\nwarc-type: RESOURCE\nwarc-record-id: <urn:uuid:2>\ncontent-length:{}\nContent-Type: text/plain\n\n{TEXT}\n\n",
        TEXT.len()
    );
    let read = read_as("a.warc", &[&named, nameless.as_bytes()].concat());
    assert!(read.skipped.is_empty(), "{:?}", read.skipped);
    let [a, b] = &read.documents[..] else { panic!("{:?}", read.ids()) };
    assert_eq!(
        (a.id.as_str(), a.text.as_str(), a.meta.url.as_deref()),
        ("http://x/a b", TEXT, Some("http://x/a b"))
    );
    assert_eq!(
        serde_json::to_string(&a.meta.extra).unwrap(),
        r#"{"crawled":"2009-05-01T00:00:00Z","content_type":"text/plain; charset=utf-8","record":"urn:uuid:1","truncated":"length"}"#
    );
    assert_eq!((a.meta.date.as_ref(), a.place.line), (None, Some(1)));
    assert_eq!((b.id.as_str(), b.text.as_str(), b.meta.url.as_ref()), ("urn:uuid:2", TEXT, None));
    assert_eq!(b.place.line, Some(2));
}

#[test]
fn bodies_in_every_coding_and_character_set() {
    let text = TEXT.repeat(20);
    let page = format!("<html><body><p>{text}</p></body></html>");
    let zlib = |bytes: &[u8]| {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    let raw = |bytes: &[u8]| {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    };
    // The text by brotli 1.2.1 of Python, quality 11.
    let brotli = b"\x1b\x07\x07\xf8\x8d\xd4\x51\x0d\xdb\xdd\xe0\xdf\xb5\xa5\xfa\xe8\x62\x29\xa6\x26\xc2\x5c\xb8\x2f\xc8\x9d\x9c\x3d\x6f\x5c\xe9\xd3\xcd\x95\x90\x17\xc5\xa4\x06\x41\xcb\x0f\xa6\x2d\x6c\x8c\x34\x30\x9a\x47\x84\x38\x4b\xb6\x91\x28\x96\x8c\xcf\x63\x44\x7f\x1f\x19\x33\x0a\x5b\x6f\x85\x8c\x56\xdc\x41\xc2\x49\x14\x7b\x30\x23\x7f\xae\xd2\x97\xa1\x38\x19\xfd\x8e\x13\xad\xe4\xbe\x03";
    let archive = [
        response("gzip", "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n", &gzip(text.as_bytes())),
        response("undeclared", "Content-Type: text/plain\r\n", &gzip(text.as_bytes())),
        response("zlib", "Content-Type: text/plain\r\nContent-Encoding: deflate\r\n", &zlib(text.as_bytes())),
        response("raw", "Content-Type: text/plain\r\nContent-Encoding: deflate\r\n", &raw(text.as_bytes())),
        response(
            "zstd",
            "Content-Type: text/plain\r\nContent-Encoding: zstd\r\n",
            &zstd::encode_all(text.as_bytes(), 3).unwrap(),
        ),
        response(
            "twice",
            "Content-Type: text/plain\r\nContent-Encoding: deflate, gzip\r\n",
            &gzip(&zlib(text.as_bytes())),
        ),
        response("brotli", "Content-Type: text/plain\r\nContent-Encoding: br\r\n", brotli),
        response("no type", "", page.as_bytes()),
        response("page as text", "Content-Type: text/plain\r\n", page.as_bytes()),
        response("wrong charset", "Content-Type: text/plain; charset=windows-1252\r\n", text.as_bytes()),
    ];
    let read = read_as("a.warc", &archive.concat());
    assert!(read.skipped.is_empty(), "{:?}", read.skipped);
    assert_eq!(read.documents.len(), archive.len(), "{:?}", read.passed_over());
    for document in &read.documents {
        assert!(document.text.trim() == text, "{}: {:.80}", document.id, document.text);
    }

    let legacy = b"C\xe9ng h\xdfa x\xb7 h\xe9i ch\xf1 ngh\xdc\x61 Vi\xd6t Nam, c\xb8n b\xe9 v\xb5 nh\xa9n d\xa9n trong x\xb7";
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let koi8 = "Привет".chars().map(|_| 0xd0_u8).collect::<Vec<_>>();
    let read = read_as(
        "a.warc",
        &[
            response("tcvn3", "Content-Type: text/plain; charset=windows-1252\r\n", &legacy[..]),
            response("utf-16", "Content-Type: text/plain; charset=utf-16\r\n", &utf16),
            response("koi8", "Content-Type: text/plain; charset=\"koi8-r\"\r\n", &koi8),
        ]
        .concat(),
    );
    assert!(read.documents[0].text.contains("cán bộ và nhân dân"), "{}", read.documents[0].text);
    assert_eq!(read.documents[1].text, TEXT);
    assert_eq!(read.documents[2].text, "пппппп");
}

/// What stands between two good records, and what is said of it.
#[test]
fn lengths_that_lie() {
    let kind = ("conversion", "http://x/lie", "Content-Type: text/plain\r\n");
    let lie = |length: &str| record_of_length(kind.0, kind.1, kind.2, TEXT.as_bytes(), length);
    let number = |length: u64| lie(&format!("Content-Length: {length}\r\n"));
    let right = TEXT.len() as u64;
    for (bytes, reason) in [
        (number(right - 10), "no record begins behind that"),
        (number(right + 20), "no record begins behind that"),
        (number(0), "no record begins behind that"),
        (number(60 << 20), "the file ends after"),
        (number(5_000_000_000), "the file ends after"),
        (number(u64::MAX), "the file ends after"),
        (lie("Content-Length: -5\r\n"), "Content-Length is no number: -5 "),
        (lie("Content-Length: 99999999999999999999\r\n"), "Content-Length is no number: 9999"),
        (lie(""), "no Content-Length"),
        (b"not a record\r\n\r\n".to_vec(), "no record begins here"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n\r\n".to_vec(), "no Content-Length"),
        (
            format!("WARC/1.0\r\n{}\r\n", "X: y\r\n".repeat(20_000)).into_bytes(),
            "no blank line ends its head",
        ),
    ] {
        let bytes = [wet("a", TEXT), bytes, wet("b", "hai"), wet("c", "ba")].concat();
        let plain = read_as("a.warc", &bytes);
        assert_eq!(plain.skipped.len(), 1, "{reason}: {:?}", plain.skipped);
        assert_eq!(plain.skipped[0].0, Some(2), "{reason}");
        assert!(plain.skipped[0].1.contains(reason), "{reason}: {}", plain.skipped[0].1);
        assert_eq!(plain.ids(), ["a", "b", "c"], "{reason}");
    }
}

#[test]
fn every_lie_is_named() {
    let lie = |uri: &str, length: &str| {
        let length = format!("Content-Length: {length}\r\n");
        record_of_length("conversion", uri, "Content-Type: text/plain\r\n", TEXT.as_bytes(), &length)
    };
    let archive = [
        lie("a", "10"),
        lie("b", "900000"),
        lie("c", "-1"),
        lie("d", ""),
        wet("e", TEXT),
        lie("f", "1"),
        lie("g", "90000000000"),
        wet("h", &TEXT.repeat(2000)),
        lie("i", "2"),
    ];
    let read = read_as("a.warc", &archive.concat());
    assert_eq!(read.ids(), ["e", "h"]);
    let named: Vec<_> =
        read.skipped.iter().map(|(number, reason)| (number.unwrap(), &reason[reason.len() - 3..])).collect();
    assert_eq!(named, [(1, "(a)"), (2, "(b)"), (3, "(c)"), (4, "(d)"), (6, "(f)"), (7, "(g)"), (9, "(i)")]);
}

#[test]
fn a_length_over_64_mib_that_is_a_lie_and_one_that_is_none() {
    let kind = ("conversion", "http://x/long", "Content-Type: text/plain\r\n");
    let long = TEXT.repeat((65 << 20) / TEXT.len());
    let lie = record_of_length(
        kind.0,
        kind.1,
        kind.2,
        &long.as_bytes()[..300_000],
        "Content-Length: 5000000000\r\n",
    );
    let video = response("video", "Content-Type: video/mp4\r\n", long.as_bytes());
    let archive =
        [wet("a", TEXT), lie, wet("b", TEXT), wet("http://x/long", &long), video, wet("c", TEXT)].concat();
    let read = read_as("a.warc", &archive);
    assert_eq!(read.ids(), ["a", "b", "c"]);
    assert_eq!(read.passed_over(), [("audio or video", 1)]);
    assert_eq!(read.skipped.len(), 2, "{:?}", read.skipped);
    assert_eq!(read.skipped[0].0, Some(2));
    assert!(
        read.skipped[0].1.contains("another record begins within that (http://x/long)"),
        "{:?}",
        read.skipped
    );
    assert_eq!(read.skipped[1].0, Some(4));
    assert!(read.skipped[1].1.starts_with("longer than 64 MiB"), "{:?}", read.skipped);
}

#[test]
fn damaged_members_cost_one_record() {
    let packed = |uri: &str| gzip(&wet(uri, &format!("{TEXT} {uri}")));
    let frame = |uri: &str| {
        let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
        encoder.include_checksum(true).unwrap();
        encoder.write_all(&wet(uri, &format!("{TEXT} {uri}"))).unwrap();
        encoder.finish().unwrap()
    };
    for (name, [a, b, c]) in
        [("a.warc.gz", ["a", "b", "c"].map(packed)), ("a.warc.zst", ["a", "b", "c"].map(frame))]
    {
        for at in 0..b.len() {
            for bit in [0x01, 0x80] {
                let mut spoilt = b.clone();
                spoilt[at] ^= bit;
                let read = read_as(name, &[&a[..], &spoilt, &c].concat());
                assert_eq!(read.ids().first(), Some(&"a"), "{name} {at}");
                assert_eq!(read.ids().last(), Some(&"c"), "{name} {at}");
                // Some bits of a member's head mean nothing.
                let whole = read.ids() == ["a", "b", "c"] && read.documents[1].text == format!("{TEXT} b");
                assert!(whole || read.skipped.len() == 1, "{name} {at}: {:?} {:?}", read.ids(), read.skipped);
            }
        }
        for len in 1..b.len() {
            let read = read_as(name, &[&a[..], &b[..len], &c].concat());
            assert_eq!(read.ids().first(), Some(&"a"), "{name} {len}");
            assert_eq!(read.ids().last(), Some(&"c"), "{name} {len}");
            assert!(!read.skipped.is_empty(), "{name} {len}");
            let cut = read_as(name, &[&a[..], &b[..len]].concat());
            // Behind the text stand two line ends and the sum.
            let whole = cut.ids() == ["a", "b"] && cut.documents[1].text == format!("{TEXT} b");
            assert!(cut.ids() == ["a"] || (whole && len + 16 >= b.len()), "{name} {len}: {:?}", cut.ids());
            assert_eq!(cut.skipped.len(), 1, "{name} {len}: {:?}", cut.skipped);
        }
    }
}

#[test]
fn bombs_cost_one_record_each() {
    let bomb = " ".repeat(20 << 20);
    let in_the_member = gzip(&wet("http://x/bomb", &bomb));
    let head = "Content-Type: text/plain\r\nContent-Encoding: gzip\r\n";
    let in_the_body = gzip(&response("http://x/inner", head, &gzip(bomb.as_bytes())));
    let good = |uri: &str| gzip(&wet(uri, TEXT));
    let archive = [
        good("a"),
        in_the_member.clone(),
        good("b"),
        in_the_body,
        good("c"),
        in_the_member.clone(),
        in_the_member,
        good("d"),
    ];
    let read = read_as("a.warc.gz", &archive.concat());
    assert_eq!(read.ids(), ["a", "b", "c", "d"]);
    let numbers: Vec<_> = read.skipped.iter().map(|(number, _)| number.unwrap()).collect();
    assert!(read.skipped.iter().all(|(_, reason)| reason.contains("unpacks to over 500 times its size")));
    assert_eq!(numbers, [2, 4, 6, 7], "{:?}", read.skipped);
}

#[test]
fn many_empty_members_and_what_stands_behind_them() {
    let empty = gzip(b"");
    let mut archive = gzip(&wet("a", TEXT));
    (0..100_000).for_each(|_| archive.extend_from_slice(&empty));
    archive.extend(gzip(&wet("b", TEXT)));
    archive.extend([0; 1000]);
    let read = read_as("a.warc.gz", &archive);
    assert_eq!((read.ids(), read.skipped.len()), (vec!["a", "b"], 0));
    archive.extend(b"garbage");
    let read = read_as("a.warc.gz", &archive);
    assert_eq!(read.ids(), ["a", "b"]);
    assert_eq!(
        read.skipped,
        [(
            None,
            "bytes that are not gzip stand behind or between the packed data; they were left out".to_owned()
        )]
    );
}

/// As Archive Team writes them: a frame with the dictionary, then a frame a record.
#[test]
fn zstandard_with_a_dictionary_in_the_first_frame() {
    let dictionary =
        format!("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\n{TEXT}").into_bytes();
    let frame = |uri: &str| {
        let mut encoder = zstd::Encoder::with_dictionary(Vec::new(), 3, &dictionary).unwrap();
        encoder.write_all(&wet(uri, TEXT)).unwrap();
        encoder.finish().unwrap()
    };
    for first in [dictionary.clone(), zstd::encode_all(&dictionary[..], 3).unwrap()] {
        let length = u32::try_from(first.len()).unwrap().to_le_bytes();
        let archive =
            [&[0x5d, 0x2a, 0x4d, 0x18], &length[..], &first[..], &frame("a")[..], &frame("b")].concat();
        let read = read_as("a.warc.zst", &archive);
        assert_eq!((read.ids(), read.skipped.len()), (vec!["a", "b"], 0), "{:?}", read.skipped);
    }
}

#[test]
fn records_that_are_no_pages() {
    let status = |status: &str| {
        let block = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n\r\n<p>{TEXT}");
        record("response", "http://x/", "Content-Type: application/http\r\n", block.as_bytes())
    };
    let typed = |kind: &str| response("http://x/", &format!("Content-Type: {kind}\r\n"), TEXT.as_bytes());
    let archive = [
        status("302 Found"),
        status("404"),
        status("503 x"),
        status("206 x"),
        status("999 x"),
        typed("image/png"),
        typed("application/json"),
        typed("application/rss+xml"),
        typed("application/pdf"),
        typed("application/octet-stream"),
        response("http://x/", "Content-Type: text/html\r\n", b""),
        response("http://x/", "Content-Type: text/html\r\n", b" \n"),
        response("http://x/robots.txt?x", "Content-Type: text/plain\r\n", b"Disallow: /"),
        record("metadata", "http://x/", "", b"via: x"),
        record("unheard-of", "http://x/", "", b""),
        record("continuation", "http://x/", "", b"x"),
    ];
    let read = read_as("a.warc", &archive.concat());
    assert_eq!((read.ids(), read.skipped.len()), (vec![], 0), "{:?}", read.skipped);
    assert_eq!(read.passed_over().iter().map(|(_, count)| count).sum::<u64>(), archive.len() as u64);
    assert_eq!(read.file.passed_over["empty"], 2);
}

proptest! {
    /// Whatever is done to an archive, reading ends, and what lies before the damage is there.
    #[test]
    fn any_damage_ends(
        cut in any::<prop::sample::Index>(), spoil in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        packed in any::<bool>(),
    ) {
        let member = |uri: &str| if packed { gzip(&wet(uri, TEXT)) } else { wet(uri, TEXT) };
        let first = member("a");
        let mut rest: Vec<u8> = ["b", "c", "d"].iter().flat_map(|uri| member(uri)).collect();
        for (at, byte) in spoil {
            let at = at.index(rest.len());
            rest[at] = byte;
        }
        rest.truncate(cut.index(rest.len() + 1));
        let read = read_as(if packed { "a.warc.gz" } else { "a.warc" }, &[first, rest].concat());
        let lost = read.skipped.iter().any(|(number, _)| *number == Some(1));
        prop_assert!(lost || read.ids()[0] == "a");
    }
}

#[test]
fn parts_share_the_records() {
    let page = |number: usize| {
        let uri = format!("https://bao.example/{number}");
        let text = format!("Hội nghị bàn việc số {number} của xã.");
        [record("request", &uri, "", b"GET / HTTP/1.1\r\n\r\n"), wet(&uri, &text)].concat()
    };
    let mut bytes = record("warcinfo", "", "", b"software: x\r\n");
    (0..30).for_each(|number| bytes.extend(page(number)));
    bytes.extend(record_of_length(
        "conversion",
        "https://bao.example/x",
        "",
        b"Xin",
        "Content-Length: 99999\r\n",
    ));
    let whole = read_as("a.warc", &bytes);
    assert_eq!((whole.documents.len(), whole.skipped.len()), (30, 1));

    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.warc"), &bytes).unwrap();
    let (mut found, mut passed_over) = (Vec::new(), BTreeMap::<_, u64>::new());
    for number in 1..=3 {
        let part = Some(format!("{number}/3").parse().unwrap());
        let inputs = Inputs { paths: vec![folder.path().into()], part, ..Inputs::default() };
        let mut documents = inputs.open().unwrap();
        let of_part: Vec<_> =
            documents.by_ref().map(|document| document.ok().map(|document| document.id)).collect();
        // What a part passes over are its own records: it has parsed no others.
        let file = &documents.files()[0];
        assert!(
            (1..30).contains(&file.passed_over.values().sum::<u64>()),
            "{number}: {:?}",
            file.passed_over
        );
        file.passed_over
            .iter()
            .for_each(|(kind, count)| *passed_over.entry(kind.clone()).or_default() += count);
        assert_eq!(of_part.len(), documents.positions().len());
        found.extend(documents.positions().iter().copied().zip(of_part));
    }
    found.sort();
    let ids: Vec<String> = found.into_iter().filter_map(|(_, id)| id).collect();
    assert_eq!(ids, whole.ids());
    assert_eq!(passed_over, whole.file.passed_over);
}

/// Each record says that it is as long as all that stands behind them: of each the rest is looked at, and none moves it.
#[test]
fn lengths_that_lie_do_not_cost_their_length() {
    let lie =
        record_of_length("conversion", "https://bao.example/", "", b"Xin", "Content-Length: 60000000\r\n");
    let mut bytes = lie.repeat(20_000);
    bytes.resize(bytes.len() + 61_000_000, b'x');
    let read = read_as("a.warc", &bytes);
    assert_eq!(read.documents.len(), 0);
    assert_eq!(read.skipped.len(), 20_000);
}
