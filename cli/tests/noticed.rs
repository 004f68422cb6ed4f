//! What is told of an input that is read all the same: dates that are none, fields that no record has, HTML for text,
//! folders of which nothing is read.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

const GOOD: &str =
    "Cán bộ, đảng viên trong xã gương mẫu đi đầu xây dựng nông thôn mới, nhân dân đồng tình hưởng ứng.";
const OTHER: &str =
    "Huyện tổng kết phong trào thi đua yêu nước, biểu dương nhiều hộ gia đình làm kinh tế giỏi ở vùng cao.";

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    command.current_dir(folder.path()).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn records(folder: &TempDir, name: &str, records: &[Value]) {
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    fs::write(folder.path().join(name), lines).unwrap();
}

fn noticed(out: &Path) -> Vec<String> {
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let lines = manifest["noticed"].as_array().cloned().unwrap_or_default();
    lines.iter().map(|line| line.as_str().unwrap().to_owned()).collect()
}

/// Every verb that reads records.
const VERBS: [&[&str]; 12] = [
    &["report", "--out", "out-report"],
    &["phrases"],
    &["discover"],
    &["keyness"],
    &["concordance", "nông thôn mới"],
    &["structure"],
    &["dedup"],
    &["dedup", "--passages"],
    &["dedup", "--out", "out-dedup"],
    &["vectors", "--out", "out-vectors"],
    &["similar", "--text", "nông thôn mới"],
    &["cluster", "--topics", "1"],
];

#[test]
fn every_verb_tells_of_dates_that_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    records(
        &folder,
        "crawl.jsonl",
        &[
            json!({ "id": "a", "text": GOOD, "date": "2013-05-14" }),
            json!({ "id": "b", "text": OTHER, "date": "2013-13-45" }),
            json!({ "id": "c", "text": format!("{OTHER} {GOOD}"), "date": "hôm qua" }),
            json!({ "id": "d", "text": format!("{GOOD} {OTHER}"), "date": "" }),
        ],
    );
    let told = "records with a date that cannot be read: 2, the first in crawl.jsonl:2 (“2013-13-45”)";
    for verb in VERBS {
        let output = run(&folder, &[verb, &["crawl.jsonl"]].concat());
        assert_eq!(output.status.code(), Some(0), "{verb:?}: {}", said(&output));
        assert_eq!(said(&output).matches(told).count(), 1, "{verb:?}: {}", said(&output));
    }
    for out in ["out-report", "out-dedup", "out-vectors"] {
        assert_eq!(noticed(&folder.path().join(out)), [told], "{out}");
    }
}

#[test]
fn copies_are_told_by_ids_and_equal_ids_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let record = |id: &str, text: &str| json!({ "id": id, "text": text });
    records(&folder, "crawl.jsonl", &[record("a", GOOD), record("b", OTHER), record("a", OTHER)]);
    let told = |paths: &[&str], options: &[&str]| {
        let output = run(&folder, &[&["dedup"], paths, options].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        said(&output)
            .lines()
            .filter(|line| line.contains("with the id"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let one = ["chinhluan: articles with the id of another one before them: 1, the first “a”"];
    for options in [&[][..], &["--passages"], &["--out", "out"], &["--index", "own.index"]] {
        assert_eq!(told(&["crawl.jsonl"], options), one, "{options:?}");
    }
    let twice = ["chinhluan: articles with the id of another one before them: 4, the first “a”"];
    assert_eq!(told(&["crawl.jsonl", "crawl.jsonl"], &[]), twice);
}

#[test]
fn shards_notice_what_one_run_does() {
    let folder = tempfile::tempdir().unwrap();
    let record = |id: usize| json!({ "id": id, "text": format!("{GOOD} Lần thứ {id}."), "date": format!("ngày {id}") });
    records(&folder, "crawl.jsonl", &(0..9).map(record).collect::<Vec<_>>());
    let report = ["report", "crawl.jsonl", "--url-field", "link", "--out"];
    assert_eq!(run(&folder, &[&report[..], &["one"]].concat()).status.code(), Some(0));
    let one = noticed(&folder.path().join("one"));
    assert_eq!(
        one,
        [
            "no record has anything in --url-field link; the first one has id, date, text",
            "records with a date that cannot be read: 9, the first in crawl.jsonl:1 (“ngày 0”)",
        ]
    );
    for part in ["2/3", "1/3", "3/3"] {
        run(&folder, &[&report[..], &["parts", "--shard", part]].concat());
    }
    let parts = ["parts/1-of-3.shard", "parts/2-of-3.shard", "parts/3-of-3.shard"];
    let output = run(&folder, &[&["merge"], &parts[..], &["--out", "all"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(noticed(&folder.path().join("all")), one);
}

#[test]
fn fields_that_no_record_has() {
    let folder = tempfile::tempdir().unwrap();
    let record = |id: &str| json!({ "id": id, "text": GOOD, "day": "2013-05-14", "paper": "Báo Vân Sơn" });
    records(&folder, "crawl.jsonl", &[record("a"), record("b")]);
    let told = |options: &[&str]| said(&run(&folder, &[&["phrases", "crawl.jsonl"], options].concat()));
    assert_eq!(told(&["--date-field", "day", "--source-field", "paper"]), "");
    assert_eq!(
        told(&["--date-field", "nope"]),
        "chinhluan: no record has anything in --date-field nope; the first one has id, text, day, paper\n"
    );
    assert!(told(&["--id-field", "nope"]).contains("--id-field nope"));
    // Every record is named that has no text.
    let none = run(&folder, &["phrases", "crawl.jsonl", "--text-field", "body"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(
        said(&none).contains("crawl.jsonl:1: no field `body`; there are: id, text, day, paper"),
        "{}",
        said(&none)
    );
    fs::write(folder.path().join("bai.txt"), GOOD).unwrap();
    let text = said(&run(&folder, &["phrases", "bai.txt", "--date-field", "day"]));
    assert_eq!(text, "chinhluan: --date-field day names a field of records, and none was read\n");
}

#[test]
fn html_in_a_field_is_read_as_html() {
    let folder = tempfile::tempdir().unwrap();
    let html = format!("<p>{GOOD}</p>\n<p>Bà con ph&#7845;n kh&#7903;i v&igrave; <b>đường</b> mới.</p>");
    let plain = format!("{OTHER} Thu nhập < 20 triệu đồng, hộ nghèo > 5%.");
    let records = [json!({ "id": "a", "text": html }), json!({ "id": "b", "text": plain })];
    self::records(&folder, "crawl.jsonl", &records);
    let output = run(&folder, &["segment", "crawl.jsonl", "--input-format", "jsonl"]);
    let words = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(words.contains("Bà_con phấn_khởi vì đường mới"), "{words}");
    assert!(!words.contains("<p>") && words.contains('<'), "{words}");
    let told = "records whose text is HTML, read as a browser shows it: 1, the first in crawl.jsonl:1";
    assert!(said(&output).contains(told), "{}", said(&output));
    // Archives have the record as it was.
    let before = fs::read(folder.path().join("crawl.jsonl")).unwrap();
    for strip in ["cut", "mark"] {
        let archived = run(&folder, &["dedup", "crawl.jsonl", "--out", strip, "--strip", strip]);
        assert_eq!(archived.status.code(), Some(0), "{}", said(&archived));
        assert_eq!(run(&folder, &["restore", strip]).stdout, before, "{strip}");
    }
}

#[test]
fn a_page_in_a_field_is_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = format!(
        "<!DOCTYPE html><title>Xã về đích</title><nav><a href=/>Trang chủ</a></nav><article><h1>Xã về đích sớm</h1>\
         <p>{GOOD}</p><p>{OTHER}</p></article>"
    );
    let records = [json!({ "id": "a", "html": page }), json!({ "id": "b", "html": "<p> </p>" })];
    self::records(&folder, "crawl.jsonl", &records);
    let output = run(&folder, &["structure", "crawl.jsonl", "--text-field", "html"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("crawl.jsonl:2: empty document"), "{}", said(&output));
    let row: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(row["title"], "Xã về đích sớm");
    let roles: Vec<_> = row["lines"].as_array().unwrap().iter().map(|line| line["role"].clone()).collect();
    assert_eq!(roles, ["nav", "title", "body", "body"]);
}

#[test]
fn folders_of_which_nothing_is_read() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["word/a.doc", "word/b.doc", "word/.hidden", "hidden/.a.txt", "mixed/a.doc", "mixed/a.txt"] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, GOOD).unwrap();
    }
    fs::create_dir(folder.path().join("empty")).unwrap();
    let told = |path: &str| said(&run(&folder, &["phrases", path]));
    assert_eq!(
        told("word"),
        "chinhluan: word: nothing is read; files whose names tell no format: 2, the first is word/a.doc; say which it \
         is (--input-format)\n"
    );
    assert_eq!(told("hidden"), "chinhluan: hidden: all files in it are hidden\n");
    assert_eq!(told("empty"), "chinhluan: empty: there is no file in it\n");
    let one =
        "chinhluan: mixed: not read are files whose names tell no format: 1, the first is mixed/a.doc\n";
    assert_eq!(told("mixed"), one);
    let named = run(&folder, &["phrases", "word/a.doc"]);
    assert_eq!(named.status.code(), Some(2));
    assert!(said(&named).contains("--input-format"), "{}", said(&named));
}
