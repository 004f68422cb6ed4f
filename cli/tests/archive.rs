//! `dedup --out`, `restore`, `dedup diff`: what goes into an archive comes out of it.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");
const BODY: &str = "Sáng 14/5, Hội Nông dân xã Hải Triều tổ chức hội nghị sơ kết phong trào thi đua sản xuất giỏi. \
    Ba năm qua, 214 hộ hội viên đã hiến 3.200 mét vuông đất làm đường, góp 1.150 ngày công nạo vét kênh mương và \
    giúp nhau cây giống, con giống, kinh nghiệm làm ăn.";

fn chinhluan(arguments: &[&str], input: &str) -> Output {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    command.args(arguments).write_stdin(input).output().unwrap()
}

fn lines(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn str(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Four records: the first three are copies, the second with another form of tone marks, the third with more around it.
fn records() -> Vec<Value> {
    let page = format!("Trang chủ | Thời sự | Kinh tế | Bạn đọc\n{BODY}\n{BODY}\nTừ khóa: nông dân, thi đua");
    vec![
        json!({ "ma": 7, "noi_dung": BODY, "date": null, "nguon": "Báo B", "xem": [1, { "a": true }] }),
        json!({ "noi_dung": BODY.to_uppercase(), "ma": "8", "date": "14/05/2012", "nguon": "Báo A", "title": "" }),
        json!({ "ma": "9", "noi_dung": page, "nguon": "Báo C", "date": "2012-05-15" }),
        json!({ "ma": "10", "noi_dung": "Lớp học ven sông mở cửa trở lại sau lũ.", "nguon": "Báo C" }),
    ]
}

struct Archive {
    folder: tempfile::TempDir,
    input: String,
    output: Output,
}

impl Archive {
    fn of(records: &[Value], more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let input: String = records.iter().map(|record| format!("{record}\n")).collect();
        let out = folder.path().join("archive");
        let fields = ["--id-field", "ma", "--text-field", "noi_dung", "--source-field", "nguon"];
        let given = ["dedup", "--input-format", "jsonl", "--out", str(&out)];
        let output = chinhluan(&[&given[..], &fields, more].concat(), &input);
        Self { folder, input, output }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("archive").join(name)
    }

    fn kept(&self) -> Vec<Value> {
        assert_eq!(self.output.status.code(), Some(0), "{}", String::from_utf8_lossy(&self.output.stderr));
        lines(&self.path("kept.jsonl")).iter().map(|record| record["ma"].clone()).collect()
    }

    fn restored(&self) -> String {
        let output = chinhluan(&["restore", str(&self.path(""))], "");
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

#[test]
fn kept_and_removed_are_the_input() {
    for more in [&[][..], &["--strip", "cut"], &["--strip", "mark"], &["--keep", "earliest"]] {
        let archive = Archive::of(&records(), more);
        assert_eq!(archive.kept().len(), 2, "{more:?}");
        assert_eq!(archive.restored(), archive.input, "{more:?}");
    }
}

#[test]
fn what_is_kept_is_what_the_rules_say() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("sources.txt");
    fs::write(&list, "Báo C\nBáo B\n").unwrap();
    let source = format!("source:{}", str(&list));
    for (rules, kept) in [("first", json!(7)), ("earliest,longest", json!("8")), (&source, json!("9"))] {
        assert_eq!(Archive::of(&records(), &["--keep", rules]).kept(), [kept, json!("10")], "{rules}");
        let mut backwards = records();
        backwards.reverse();
        let again = Archive::of(&backwards, &["--keep", rules]).kept();
        assert_eq!(again.len(), 2);
        if rules != "first" {
            let sorted = |kept: &[Value]| kept.iter().map(Value::to_string).collect::<BTreeSet<_>>();
            assert_eq!(
                sorted(&again),
                sorted(&Archive::of(&records(), &["--keep", rules]).kept()),
                "{rules}"
            );
        }
    }
    let wrong = Archive::of(&records(), &["--keep", "best"]);
    assert_eq!(wrong.output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&wrong.output.stderr).contains("earliest, longest, first, source:FILE"));
    assert!(!wrong.path("kept.jsonl").exists());
}

#[test]
fn furniture_and_what_is_printed_twice_is_cut_or_marked() {
    let page = |strip| {
        let archive = Archive::of(&records()[2..3], &["--strip", strip]);
        lines(&archive.path("kept.jsonl")).remove(0)
    };
    let cut = page("cut");
    assert_eq!(cut["noi_dung"], format!("{BODY}\n"));
    assert_eq!(cut["chinhluan_cuts"]["noi_dung"].as_array().unwrap().len(), 2);
    let marked = page("mark");
    let marks = marked["chinhluan_marks"]["noi_dung"].as_array().unwrap();
    let roles: Vec<&str> = marks.iter().map(|mark| mark[2].as_str().unwrap()).collect();
    assert_eq!(roles, ["nav", "repeated", "tags"]);
    let text = marked["noi_dung"].as_str().unwrap();
    let of = |mark: &Value| &text[mark[0].as_u64().unwrap() as usize..mark[1].as_u64().unwrap() as usize];
    assert_eq!((of(&marks[1]), of(&marks[2])), (BODY, "Từ khóa: nông dân, thi đua"));
}

#[test]
fn the_demo_corpus_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("archive");
    let run = |more: &[&str]| chinhluan(&[&["dedup", DEMO, "--out", str(&out)], more].concat(), "");
    let dry = run(&["--dry-run"]);
    assert!(!out.exists());
    let output = run(&["--strip", "cut"]);
    assert_eq!((output.status.code(), &output.stdout), (Some(0), &dry.stdout));
    let (kept, removed) = (lines(&out.join("kept.jsonl")), lines(&out.join("removed.jsonl")));
    assert_eq!((kept.len() + removed.len(), removed.len() > 5), (74, true));
    let manifest: Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["settings"]["kept"], kept.len());
    let restored = String::from_utf8(chinhluan(&["restore", str(&out)], "").stdout).unwrap();
    for record in restored.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let path = Path::new(DEMO).join(record["id"].as_str().unwrap());
        if path.is_file() {
            assert_eq!(record["text"], fs::read_to_string(&path).unwrap(), "{path:?}");
        }
    }
    fs::remove_file(out.join("manifest.json")).unwrap();
    assert_eq!(chinhluan(&["restore", str(&out)], "").status.code(), Some(2));
    let text = chinhluan(&["restore", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")], "").stderr;
    assert!(String::from_utf8(text).unwrap().contains("Cargo.toml:1: no record of an archive"));
}

#[test]
fn two_articles_side_by_side() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        str(&path).to_owned()
    };
    let a = file("a.txt", &format!("Xã Hải Triều sơ kết\n{BODY}\n"));
    let b = file("b.txt", &format!("Hải Triều sơ kết phong trào\n{}\n", BODY.replace("214 hộ", "215 hộ")));
    let output = chinhluan(&["dedup", "diff", &a, &b], "");
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(shown.starts_with("near; a on the "), "{shown}");
    assert!(shown.contains("[-214-]") && shown.contains("{+215+}"), "{shown}");

    let hostile = file("e\u{1b}[31m.txt", BODY);
    let shown = String::from_utf8(chinhluan(&["dedup", "diff", &a, &hostile], "").stdout).unwrap();
    assert!(shown.contains("e\u{fffd}[31m.txt") && !shown.contains('\u{1b}'), "{shown}");

    // Longer than those who lay tables out can count, with blanks and without.
    for sentence in ["Xã họp ", "họp"] {
        let (left, right) = (sentence.repeat(100_000), sentence.repeat(100_000) + " thôn");
        let output = chinhluan(&["dedup", "diff", &file("left.txt", &left), &file("right.txt", &right)], "");
        let shown = String::from_utf8(output.stdout).unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(shown.matches("họp").count() > 190_000 && shown.lines().all(|line| line.len() < 1000));
    }

    let corpus = file("all.jsonl", &records().iter().map(|record| format!("{record}\n")).collect::<String>());
    let fields = ["--id-field", "ma", "--text-field", "noi_dung"];
    let output = chinhluan(&[&["dedup", "diff", "7", "10", &corpus][..], &fields].concat(), "");
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("unrelated"));
    let output = chinhluan(&[&["dedup", "diff", "7", "11", &corpus][..], &fields].concat(), "");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("no article is called 11"));
}

#[test]
fn passages_that_articles_share() {
    let said = "Bí thư chi bộ đi từng nhà hỏi chuyện, ghi vào sổ việc nào dân cần trước, việc nào để sau, rồi mang \
        sổ ấy ra họp. Tháng nào cũng vậy, việc đã xong thì gạch, việc chưa xong thì ghi lại lý do và tên người chịu \
        trách nhiệm.";
    let records = [
        json!({ "id": "a", "text": format!("Chuyện ở thôn Đoài bắt đầu từ một cuốn sổ. {said}") }),
        json!({ "id": "b", "text": format!("Xã Hải Triều, năm 2012.\r\n{}  Cả xã làm theo.", said.to_uppercase()) }),
        json!({ "id": "c", "text": "Lớp học ven sông mở cửa trở lại sau lũ." }),
        json!({ "id": "d", "text": said }),
    ];
    let input: String = records.iter().map(|record| format!("{record}\n")).collect();
    let given = ["dedup", "--passages", "--input-format", "jsonl"];
    let output = chinhluan(&given, &input);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = |bytes: &[u8]| -> Vec<Vec<String>> {
        let mut rows = csv::Reader::from_reader(bytes);
        assert_eq!(
            rows.headers().unwrap(),
            ["passage", "syllables", "documents", "document", "start", "end", "text"].as_slice()
        );
        rows.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let rows = table(&output.stdout);
    let figures: Vec<_> = rows.iter().map(|row| row[..4].join(" ")).collect();
    assert_eq!(figures, ["1 50 3 a", "1 50 3 b", "1 50 3 d"]);
    for row in &rows {
        let record = records.iter().find(|record| record["id"] == row[3]).unwrap();
        let span = row[4].parse::<usize>().unwrap()..row[5].parse().unwrap();
        let text = &record["text"].as_str().unwrap()[span];
        assert_eq!(text.to_lowercase(), said.to_lowercase());
        assert_eq!(row[6], text.chars().take(120).collect::<String>());
    }

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("archive");
    let output = chinhluan(&[&given[..], &["--out", str(&out)]].concat(), &input);
    assert!(output.status.success());
    assert_eq!(table(&fs::read(out.join("passages.csv")).unwrap()), rows);
    assert!(out.join("kept.jsonl").exists());

    let index = folder.path().join("index");
    let refused = chinhluan(&[&given[..], &["--index", str(&index)]].concat(), &input);
    assert_eq!(refused.status.code(), Some(2));
    assert!(!index.exists());
}

/// Every file below a folder, with what it holds.
fn held(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn an_archive_is_not_overwritten_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| str(&folder.path().join(name)).to_owned();
    let (archive, index, shards, june) = (at("archive"), at("index"), at("shards"), at("june.jsonl"));
    assert!(chinhluan(&["dedup", DEMO, "--out", &archive], "").status.success());
    let before = held(Path::new(&archive));
    fs::write(&june, records().iter().map(|record| format!("{record}\n")).collect::<String>()).unwrap();
    let share = ["dedup", &june, "--text-field", "noi_dung", "--out", &shards, "--shard", "1/1"];
    assert!(chinhluan(&share, "").status.success());
    let kept = format!("{archive}/kept.jsonl");
    let shard = format!("{shards}/1-of-1.shard");
    for arguments in [
        &["dedup", &archive, "--out", &archive][..],
        &["dedup", &kept, "--out", &archive],
        &["dedup", &kept, "--out", &archive, "--dry-run"],
        &["dedup", &june, "--text-field", "noi_dung", "--out", &archive, "--index", &index],
        &["merge", &shard, "--out", &archive],
        &["report", &june, "--out", &archive],
        &["vectors", &june, "--out", &archive],
        &["cluster", &june, "--out", &archive],
        &["convert", &june, "--out", &archive],
    ] {
        let output = chinhluan(arguments, "");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{arguments:?}: {said}");
        assert!(said.contains("name another"), "{arguments:?}: {said}");
        assert!(held(Path::new(&archive)) == before, "{arguments:?}");
    }
    // Of the same files it is made anew, but not by a run whose index knows them.
    for status in [Some(0), Some(2)] {
        let output = chinhluan(&["dedup", DEMO, "--out", &archive, "--index", &index], "");
        assert_eq!(output.status.code(), status);
        assert_eq!(held(Path::new(&archive))[Path::new(&kept)], before[Path::new(&kept)]);
    }
    // Without its manifest it was broken off.
    fs::remove_file(format!("{archive}/manifest.json")).unwrap();
    assert_eq!(chinhluan(&["dedup", &kept, "--out", &archive], "").status.code(), Some(2));
    assert!(chinhluan(&["dedup", &june, "--text-field", "noi_dung", "--out", &archive], "").status.success());
}

#[test]
fn what_others_wrote_is_neither_removed_nor_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| str(&folder.path().join(name)).to_owned();
    // A line that is skipped is named as soon as it is read.
    let crawl: String =
        records().iter().map(|record| format!("{record}\n")).collect::<String>() + "no record\n";
    let (june, report, crawled, own) = (at("june.jsonl"), at("report"), at("crawled"), at("own"));
    fs::write(&june, &crawl).unwrap();
    fs::create_dir(&crawled).unwrap();
    fs::write(format!("{crawled}/pages.jsonl"), &crawl).unwrap();
    fs::write(format!("{crawled}/manifest.json"), r#"{"name":"my crawl","outputs":["pages.jsonl"]}"#)
        .unwrap();
    let text = ["--text-field", "noi_dung"];
    let run = |arguments: &[&str]| chinhluan(&[arguments, &text].concat(), "");
    assert_eq!(run(&["report", &june, "--out", &report]).status.code(), Some(1));
    assert_eq!(run(&["dedup", &june, "--out", &own, "--passages"]).status.code(), Some(1));
    let folders = || [&report, &crawled, &own].map(|folder| held(Path::new(folder)));
    let (before, index) = (folders(), at("index"));
    let own_index = |name: &str| format!("{own}/{name}");
    for arguments in [
        &["dedup", &format!("{crawled}/pages.jsonl"), "--out", &crawled][..],
        &["vectors", &format!("{crawled}/pages.jsonl"), "--out", &crawled],
        &["dedup", &june, "--out", &report],
        &["dedup", &june, "--out", &report, "--dry-run"],
        &["cluster", &june, "--out", &report],
        &["report", &june, "--families", &format!("{report}/proposed.toml"), "--out", &report],
        // An output of the run before, which this one does not write.
        &["dedup", &own_index("passages.csv"), "--out", &own],
        &["dedup", &own_index("relations.csv"), "--out", &own, "--index", &index],
        &["dedup", &june, "--out", &own, "--index", &own_index("kept.jsonl")],
        &["dedup", &june, "--out", &own, "--index", &own_index("manifest.json")],
        &["dedup", &june, "--out", &at("new"), "--index", &format!("{}/new/relations.csv", at("."))],
        &["dedup", &june, "--out", &own, "--keep", &format!("source:{}", own_index("removed.csv"))],
        // Other files than those of the archive: their sizes tell.
        &["dedup", DEMO, "--out", &own, "--index", &index],
    ] {
        let output = run(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), said.lines().count()), (Some(2), 1), "{arguments:?}: {said}");
        assert!(said.contains("name another folder"), "{arguments:?}: {said}");
        assert!(folders() == before, "{arguments:?}");
        assert!(!Path::new(&index).exists() && !Path::new(&at("new")).exists(), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_to_an_output_is_no_way_to_overwrite_it() {
    let folder = tempfile::tempdir().unwrap();
    let (crawl, out) = (folder.path().join("crawl"), folder.path().join("out"));
    fs::create_dir_all(&crawl).unwrap();
    fs::create_dir_all(&out).unwrap();
    fs::write(out.join("labels.csv"), "id,text\n1,Chi bộ họp.\n").unwrap();
    std::os::unix::fs::symlink(out.join("labels.csv"), crawl.join("a.csv")).unwrap();
    let before = held(&out);
    let output = chinhluan(&["cluster", str(&crawl), "--out", str(&out)], "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("a.csv would be overwritten"), "{said}");
    assert!(held(&out) == before);
}

#[test]
fn pairs_are_two_fields_whatever_the_ids() {
    let record = |id: &str| json!({ "id": id, "text": BODY }).to_string() + "\n";
    let input = record("a\tb") + &record("c\nd\\");
    let output = chinhluan(&["dedup", "--input-format", "jsonl", "--format", "pairs"], &input);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "a\\tb\tc\\nd\\\\\n");
}

#[test]
fn spreadsheets_run_no_id_and_see_utf_8() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("archive");
    let text = format!("{BODY} Hội nghị biểu dương 12 tập thể và 30 cá nhân.");
    let input = ["=1+1", "+2", "@3"].map(|id| json!({ "id": id, "text": text }).to_string() + "\n").concat();
    let style = ["dedup", "--input-format", "jsonl", "--bom", "--spreadsheet"];
    let told = chinhluan(&style, &input).stdout;
    let listed = chinhluan(&[&style[..], &["--passages"]].concat(), &input).stdout;
    let given = [&style[..], &["--passages", "--out", str(&out)]].concat();
    assert!(chinhluan(&given, &input).status.success());
    let read = |name: &str| fs::read(out.join(name)).unwrap();
    for table in [&told, &listed, &read("relations.csv"), &read("removed.csv"), &read("passages.csv")] {
        let table = std::str::from_utf8(table).unwrap();
        assert!(table.starts_with('\u{feff}') && table.contains("\"'=1+1\""), "{table}");
        assert!(!table.contains("\"=") && !table.contains(",="), "{table}");
    }
    assert_eq!(chinhluan(&["restore", str(&out)], "").stdout, input.into_bytes());
    assert_eq!(chinhluan(&[&style[..], &["--format", "pairs"]].concat(), "").status.code(), Some(2));
}

#[test]
fn records_that_were_mended_are_counted_where_they_are_not_stripped() {
    let page = format!("Trang chủ | Thời sự | Kinh tế | Bạn đọc\n{BODY}\nTừ khóa: nông dân, thi đua");
    let misread: String = page.bytes().map(char::from).collect();
    for (text, says) in [(page, false), (misread, true)] {
        let archive = Archive::of(&[json!({ "ma": "1", "noi_dung": text })], &["--strip", "cut"]);
        let said = String::from_utf8_lossy(&archive.output.stderr);
        assert_eq!(said.contains("1 record that was mended when read"), says, "{said}");
        assert_eq!(lines(&archive.path("kept.jsonl"))[0]["noi_dung"] == text, says);
    }
}

/// Lines as other programs write them, of which some cannot be used.
fn as_written() -> String {
    let text = |text: &str| text.chars().map(|c| format!("\\u{:04x}", c as u32)).collect::<String>();
    let page =
        format!("Trang chủ | Thời sự | Kinh tế | Bạn đọc\\n{BODY}\\n{BODY}\\nTừ khóa: nông dân, thi đua");
    let lines = [
        r#"{"id":"0","text":"","title":"Phóng sự ảnh","url":"http://vi-du.vn/0"}"#.to_owned(),
        format!(
            r#"{{"id": "1", "text": "{}", "big":12345678901234567890123,"e":1e3,"dup":1,"dup":2}}"#,
            text(BODY)
        ),
        r#"{"id":"2","title":"Không có chữ nào"}"#.to_owned(),
        r#"{"id":"3","text":"#.to_owned(),
        format!(r#"{{"text" : "{page}" , "n":-0.0, "id":"4" }}"#),
        r#"{"id":"5","text":"Lớp học ven sông mở cửa trở lại sau lũ.","n":1.50}"#.to_owned(),
        r#"{"id":"6","text":null}"#.to_owned(),
    ];
    lines.map(|line| line + "\n").concat()
}

#[test]
fn every_line_comes_back_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| str(&folder.path().join(name)).to_owned();
    let (input, shards) = (at("crawl.jsonl"), at("shards"));
    fs::write(&input, as_written()).unwrap();
    for strip in [&[][..], &["--strip", "cut"], &["--strip", "mark"]] {
        let out = at(&format!("archive{}", strip.concat()));
        let output = chinhluan(&[&["dedup", &input, "--out", &out], strip].concat(), "");
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8(output.stdout).unwrap();
        assert!(said.starts_with("7 records: 2 kept, 1 removed, 4 left out\n"), "{said}");
        assert_eq!(chinhluan(&["restore", &out], "").stdout, as_written().into_bytes(), "{strip:?}");
        let skipped = lines(Path::new(&format!("{out}/skipped.jsonl")));
        let told: Vec<_> = skipped.iter().map(|row| (row["after"].as_u64(), row["line"].as_u64())).collect();
        assert_eq!(told, [(0, 1), (1, 3), (1, 4), (3, 7)].map(|(after, line)| (Some(after), Some(line))));
        assert_eq!(skipped[0]["reason"], "empty document");

        // An archive of an archive gives back that archive.
        let (kept, again) = (format!("{out}/kept.jsonl"), at(&format!("again-{}", strip.concat())));
        for strip in [&[][..], &["--strip", "cut"]] {
            let again = format!("{again}-{}", strip.concat());
            assert!(chinhluan(&[&["dedup", &kept, "--out", &again], strip].concat(), "").status.success());
            assert_eq!(chinhluan(&["restore", &again], "").stdout, fs::read(&kept).unwrap(), "{strip:?}");
        }

        let share = [&["dedup", &input, "--out", &shards, "--shard", "1/1"], strip].concat();
        assert_eq!(chinhluan(&share, "").status.code(), Some(1));
        let merged = at(&format!("merged{}", strip.concat()));
        let merge = ["merge", &format!("{shards}/1-of-1.shard"), "--out", &merged];
        assert_eq!(chinhluan(&merge, "").status.code(), Some(1));
        for name in ["kept.jsonl", "removed.jsonl", "skipped.jsonl"] {
            let read = |folder: &str| fs::read(format!("{folder}/{name}")).unwrap();
            assert!(read(&merged) == read(&out), "{name}");
        }
    }
}

#[test]
fn what_cannot_be_given_back_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("crawl"), folder.path().join("archive"));
    fs::create_dir(&input).unwrap();
    fs::write(
        input.join("a.jsonl"),
        b"{\"text\":\"h\xe1\xbb\"}\n{\"text\":\"\"}\n{\"text\":\"Chi b\xe1\xbb\x99\"}\n",
    )
    .unwrap();
    fs::write(input.join("b.csv"), "id,text\nx\ny,\nz,Chi đoàn họp.\n").unwrap();
    let output = chinhluan(&["dedup", str(&input), "--out", str(&out)], "");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("the archive holds all but 2 of what was left out"), "{said}");
    let restored = chinhluan(&["restore", str(&out)], "");
    assert_eq!(
        String::from_utf8(restored.stdout).unwrap(),
        "{\"text\":\"\"}\n{\"id\":\"a.jsonl:3\",\"text\":\"Chi bộ\"}\n{\"id\":\"y\",\"text\":\"\"}\n\
         {\"id\":\"z\",\"text\":\"Chi đoàn họp.\"}\n"
    );
    assert!(String::from_utf8(restored.stderr).unwrap().contains("2 more that were left out are only named"));
}

#[test]
fn a_sound_text_stays_for_one_that_was_misread() {
    let misread: String = BODY.bytes().map(char::from).collect();
    let unbroken = BODY.replace(' ', "\u{a0}");
    let record = |id: &str, text: &str| json!({ "ma": id, "noi_dung": text, "nguon": "Báo A" });
    let mut records = [record("misread", &misread), record("unbroken", &unbroken), record("sound", BODY)];
    for _ in 0..3 {
        records.rotate_left(1);
        let archive = Archive::of(&records, &[]);
        assert_eq!(archive.kept(), ["sound"]);
        let relations = fs::read_to_string(archive.path("relations.csv")).unwrap();
        assert_eq!((relations.matches(",normalised,").count(), relations.matches(",exact,").count()), (3, 0));
    }
}

#[test]
fn passages_stand_where_they_are_said_to_stand() {
    let before = "Chiều cùng ngày, đoàn công tác của huyện đến thăm hai gia đình chính sách ở thôn Đông và trao mười suất \
        quà cho học sinh nghèo vượt khó của trường trung học cơ sở, rồi làm việc với lãnh đạo xã về vụ lúa đông xuân.";
    let page = format!("{before}\n{BODY}\nCác đại biểu cũng bàn việc thu gom rác thải ở ba thôn ven biển.\n");
    let records = [
        json!({ "ma": "page", "noi_dung": page }),
        json!({ "ma": "article", "noi_dung": BODY }),
        json!({ "ma": "again", "noi_dung": BODY }),
    ];
    let archive = Archive::of(&records, &[]);
    let relations = lines(&archive.path("relations.jsonl"));
    let table = fs::read_to_string(archive.path("relations.csv")).unwrap();
    assert_eq!(relations.len() + 1, table.lines().count());
    let (of_page, equal): (Vec<&Value>, Vec<&Value>) =
        relations.iter().partition(|relation| relation["a"] == "page");
    assert!(
        equal.iter().all(|relation| relation["relation"] == "exact" && relation["passages"] == json!([]))
    );
    assert_eq!(of_page.len(), 2);
    for relation in of_page {
        let span = |place: &Value| ["start", "end"].map(|end| place[end].as_u64().unwrap() as usize);
        let ([a, a_end], [b, b_end]) =
            (span(&relation["passages"][0]["a"]), span(&relation["passages"][0]["b"]));
        assert_eq!(page[a..a_end], BODY[b..b_end]);
        assert_eq!((b, relation["numbers"]["differ"].as_u64()), (0, Some(0)));
        assert!(BODY[b_end..].len() < 2, "{}", &BODY[b..b_end]);
    }
}
