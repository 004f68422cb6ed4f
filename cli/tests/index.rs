//! `dedup --index`, `index check`, `index stats`: an archive that grows, and what may happen to it on the way.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::time::Duration;

const BODY: &str = "Sáng 14/5, Hội Nông dân xã Hải Triều tổ chức hội nghị sơ kết phong trào thi đua sản xuất giỏi. \
    Ba năm qua, 214 hộ hội viên đã hiến 3.200 mét vuông đất làm đường, góp 1.150 ngày công nạo vét kênh mương và \
    giúp nhau cây giống, con giống, kinh nghiệm làm ăn.";
const OTHER: &str = "Lớp học ven sông ở bản Pá Hốc mở cửa trở lại sau lũ. Thầy cô và phụ huynh dọn bùn suốt ba ngày, \
    bộ đội biên phòng chở bàn ghế từ thị trấn vào, và sáng thứ hai các em đã có chỗ ngồi khô ráo để học.";

fn chinhluan(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

struct Archive(tempfile::TempDir);

impl Archive {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn str(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    /// Adds records as the crawl of that name, with its own folder for the outputs.
    fn add(&self, name: &str, records: &[Value], more: &[&str]) -> Output {
        let crawl = self.str(&format!("{name}.jsonl"));
        fs::write(&crawl, records.iter().map(|record| format!("{record}\n")).collect::<String>()).unwrap();
        let (index, out) = (self.str("index"), self.str(name));
        chinhluan(&[&["dedup", &crawl, "--index", &index, "--out", &out], more].concat())
    }

    fn lines(&self, file: &str) -> Vec<String> {
        fs::read_to_string(self.path(file)).unwrap().lines().map(str::to_owned).collect()
    }

    fn stats(&self) -> Value {
        let output = chinhluan(&["index", "stats", &self.str("index")]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    fn check(&self) -> Output {
        chinhluan(&["index", "check", &self.str("index")])
    }
}

#[test]
fn a_new_copy_of_an_archived_article_is_removed() {
    let archive = Archive::new();
    let first = [json!({"id": "a", "text": BODY}), json!({"id": "b", "text": OTHER})];
    let done = archive.add("may", &first, &[]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    assert_eq!(archive.lines("may/kept.jsonl").len(), 2);

    // Equal ids, in one run and in two; none; no word in it; one line.
    let longer = format!("{BODY} Hội nghị biểu dương 12 tập thể và 30 cá nhân.");
    let second = [
        json!({"id": "a", "text": longer}),
        json!({"id": "a", "text": OTHER.to_uppercase()}),
        json!({"text": BODY}),
        json!({"id": "", "text": "…"}),
        json!({"id": "c", "text": "Tin vắn."}),
    ];
    let done = archive.add("june", &second, &["--keep", "longest"]);
    assert_eq!(done.status.code(), Some(0), "{}", said(&done));
    let kept = archive.lines("june/kept.jsonl");
    assert_eq!(kept, [second[3].to_string(), second[4].to_string()]);
    let removed = archive.lines("june/removed.csv");
    assert_eq!(removed[1..3], ["1,a,,a,near,1", "2,a,,b,normalised,1"]);
    assert!(removed[3].starts_with("3,") && removed[3].ends_with(",,a,exact,1"), "{}", removed[3]);
    assert!(archive.lines("june/relations.csv").iter().any(|row| row.ends_with("b was archived in run 1")));
    let restored = chinhluan(&["restore", &archive.str("june")]).stdout;
    // A record without an id keeps the one that the tables call it by.
    let named = format!(r#"{{"id":"{}:3","text""#, archive.str("june.jsonl"));
    let input = fs::read_to_string(archive.path("june.jsonl")).unwrap();
    let lines = input.lines().map(|line| line.replacen(r#"{"text""#, &named, 1) + "\n");
    assert_eq!(String::from_utf8(restored).unwrap(), lines.collect::<String>());

    let stats = archive.stats();
    assert_eq!((&stats["documents"], &stats["kept"], &stats["groups"]), (&json!(7), &json!(4), &json!(2)));
    assert_eq!((&stats["runs"], &stats["settings"]["words_in_a_shingle"]), (&json!(2), &json!(5)));
    assert!(archive.check().status.success());
}

#[test]
fn a_dry_run_adds_nothing_and_threads_change_nothing() {
    let archive = Archive::new();
    let records: Vec<Value> = (0..40)
        .map(|number| {
            let text = if number % 3 == 0 {
                BODY.replace("214", &format!("2{number}"))
            } else {
                OTHER.replace("ba", "bốn")
            };
            json!({"id": number, "text": format!("{text} {number}")})
        })
        .collect();
    archive.add("may", &records[..20], &[]);
    let index = fs::read(archive.path("index")).unwrap();
    let dry = archive.add("june", &records[20..], &["--dry-run"]);
    assert_eq!(dry.status.code(), Some(0), "{}", said(&dry));
    assert!(!archive.path("june").exists() && fs::read(archive.path("index")).unwrap() == index);
    let mut outputs = Vec::new();
    for threads in ["1", "3"] {
        fs::write(archive.path("index"), &index).unwrap();
        let june = format!("june-{threads}");
        assert_eq!(archive.add(&june, &records[20..], &["--threads", threads]).status.code(), Some(0));
        let files = ["kept.jsonl", "removed.jsonl", "removed.csv", "relations.csv"];
        outputs.push(files.map(|file| fs::read(archive.path(&june).join(file)).unwrap()));
        assert!(!outputs[0][3].is_empty());
    }
    assert_eq!(outputs[0], outputs[1]);
    // Without a folder for an archive the articles are added all the same.
    let crawl = archive.str("june.jsonl");
    let output = chinhluan(&["dedup", &crawl, "--index", &archive.str("index"), "--format", "pairs"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("20\t20"));
    assert_eq!(archive.stats()["documents"], 60);
}

#[test]
fn what_is_no_index_is_named_and_left_alone() {
    let archive = Archive::new();
    let records = [json!({"id": "a", "text": BODY})];
    let foreign = "id,text\n".repeat(1000);
    fs::write(archive.path("index"), &foreign).unwrap();
    let refused = archive.add("may", &records, &[]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(said(&refused).contains("index: no index of chinhluan"), "{}", said(&refused));
    assert!(!archive.path("may").exists() && fs::read_to_string(archive.path("index")).unwrap() == foreign);

    fs::remove_file(archive.path("index")).unwrap();
    archive.add("may", &records, &[]);
    let mut bytes = fs::read(archive.path("index")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 4;
    fs::write(archive.path("index"), &bytes).unwrap();
    let found = archive.check();
    assert_eq!(found.status.code(), Some(2));
    assert!(said(&found).contains("damaged in the 4,096 bytes from"), "{}", said(&found));
    fs::write(archive.path("index"), &bytes[..3000]).unwrap();
    let cut = archive.check();
    assert!(said(&cut).contains("index: cut off, 3000 bytes"), "{}", said(&cut));

    let absent = archive.str("absent");
    let nothing = chinhluan(&["dedup", &archive.str("nothere.txt"), "--index", &absent]);
    assert!(nothing.status.code() == Some(2) && !archive.path("absent").exists(), "{}", said(&nothing));
    let absent = chinhluan(&["index", "check", &archive.str("absent")]);
    assert!(absent.status.code() == Some(2) && !archive.path("absent").exists());
}

#[test]
fn what_becomes_of_the_index_is_said() {
    let archive = Archive::new();
    let one = [json!({"id": "a", "text": BODY})];
    let dry = archive.add("may", &one, &["--dry-run"]);
    assert!(said(&dry).contains("there is no index") && !archive.path("index").exists(), "{}", said(&dry));
    let first = archive.add("may", &one, &[]);
    assert!(
        said(&first).contains("a new index") && said(&first).contains("1 article added"),
        "{}",
        said(&first)
    );
    let manifest: Value = serde_json::from_str(&archive.lines("may/manifest.json").concat()).unwrap();
    assert_eq!(manifest["settings"]["index"], archive.str("index"));
    let more = [json!({"id": "b", "text": OTHER}), json!({"id": "c", "text": BODY})];
    let second = archive.add("june", &more, &[]);
    assert!(said(&second).contains("compared with 1 archived article of the index"), "{}", said(&second));
    assert!(said(&second).contains("2 articles added"), "{}", said(&second));
    fs::write(archive.path("index"), "").unwrap();
    let empty = archive.add("july", &one, &[]);
    assert!(said(&empty).contains("compared with 0 archived articles"), "{}", said(&empty));
}

#[cfg(unix)]
#[test]
fn articles_are_added_though_the_reader_of_the_table_has_seen_enough() {
    let archive = Archive::new();
    let records = (0..400).map(|id| json!({"id": format!("{id:0200}"), "text": BODY}).to_string() + "\n");
    fs::write(archive.path("may.jsonl"), records.collect::<String>()).unwrap();
    let run = |into: &str| {
        let binary = assert_cmd::cargo::cargo_bin("chinhluan");
        let (crawl, index) = (archive.str("may.jsonl"), archive.str("index"));
        let script = format!("'{}' dedup '{crawl}' --index '{index}' {into}", binary.display());
        std::process::Command::new("sh").args(["-c", &script]).output().unwrap()
    };
    // What nobody could read is to be run again.
    let full = run("> /dev/full");
    assert_eq!((full.status.code(), archive.path("index").exists()), (Some(2), false), "{}", said(&full));
    let begun = run("| head -1");
    assert!(begun.stdout.starts_with(b"a,b,relation"), "{}", said(&begun));
    assert_eq!(archive.stats()["documents"], 400);
    let left = fs::read_dir(archive.0.path()).unwrap().count();
    assert_eq!(left, 2, "the crawl and the index");
}

/// The whole loop is `tests/faults/kill.py`; this is a taste of it.
#[test]
fn a_killed_run_leaves_the_index_whole() {
    let archive = Archive::new();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");
    archive.add("may", &[json!({"id": "a", "text": BODY})], &[]);
    let index = archive.str("index");
    let mut killed = 0;
    let out = |run: i32| archive.str(&format!("demo-{run}"));
    let mut delay = 2;
    while archive.stats()["documents"] == 1 {
        let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin("chinhluan"))
            .args(["dedup", demo, "--index", &index, "--out", &out(killed)])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        run.kill().unwrap();
        run.wait().unwrap();
        killed += 1;
        delay += delay / 3 + 1;
        assert!(archive.check().status.success(), "after {killed} kills");
        assert!([1, 75].contains(&archive.stats()["documents"].as_u64().unwrap()));
    }
    assert!(killed > 3 && Path::new(&out(killed - 1)).join("manifest.json").exists());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_index_whole() {
    let archive = Archive::new();
    archive.add("may", &[json!({"id": "a", "text": BODY})], &[]);
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");
    let (binary, size) =
        (assert_cmd::cargo::cargo_bin("chinhluan"), fs::metadata(archive.path("index")).unwrap().len());
    // No file may be written behind a quarter of what the index has: its end cannot be. The signal that says so is
    // ignored, so that the write fails.
    let script = format!(
        "trap '' XFSZ; ulimit -f {}; exec '{}' dedup '{demo}' --index '{}'",
        size / 4096,
        binary.display(),
        archive.str("index"),
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(said(&output).contains("index"), "{}", said(&output));
    assert!(archive.check().status.success());
    assert!([1, 75].contains(&archive.stats()["documents"].as_u64().unwrap()));
}
