//! Collections that teach little or nothing: whatever is written, no figure is NaN or infinite, in no file and no format.

use assert_cmd::Command;
use chinhluan::read::{Fields, Inputs};
use serde_json::{Value, json};
use std::fs;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::process::Output;

const MEETING: &str = "Thôn Đoài họp chi bộ bàn việc làm đường.";

/// Nothing; one article; all equal; no words; one article with no word that another has; nothing in common; one word.
const COLLECTIONS: [(&str, &[&str]); 7] = [
    ("none", &[]),
    ("one", &[MEETING]),
    ("equal", &[MEETING; 5]),
    ("numbers", &["12 34", "56 78", "?!", "9"]),
    ("unknown", &[MEETING, "Thôn Đoài họp bàn việc xây cầu.", "qwrtz 33", MEETING]),
    ("apart", &["Trời mưa to.", "Học sinh nghỉ học.", "Xã xây nhà văn hóa."]),
    ("repeated", &["thôn thôn thôn thôn", "thôn", "thôn thôn", "Thôn"]),
];

/// The collections as files; every second record has a day and a label.
fn collections(folder: &Path) -> Vec<PathBuf> {
    let write = |(name, texts): &(&str, &[&str])| {
        let record = |(id, text): (usize, &&str)| {
            let label = if id % 2 == 0 { "A" } else { "B" };
            let mut record = json!({ "id": format!("{id}"), "text": text, "label": label });
            if id % 2 == 0 {
                record["date"] = "2019-08-03".into();
            }
            record.to_string() + "\n"
        };
        let path = folder.join(name).with_extension("jsonl");
        fs::write(&path, texts.iter().enumerate().map(record).collect::<String>()).unwrap();
        path
    };
    COLLECTIONS.iter().map(write).collect()
}

/// Runs a verb; it does its work or says in one line why it cannot.
fn run(verb: &str, path: &Path, more: &[&str]) -> Output {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let output = command.arg(verb).arg(path).args(more).output().unwrap();
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    let told = format!("{verb} {} {more:?}: {said}", path.display());
    match output.status.code() {
        Some(0) => {}
        Some(2) => assert!(output.stdout.is_empty() && !said.is_empty(), "{told}"),
        other => panic!("{other:?} {told}"),
    }
    no_bad_figure(&said, &told);
    no_bad_figure(&String::from_utf8(output.stdout.clone()).unwrap(), &told);
    output
}

/// Text without NaN or infinity, whatever the format calls it.
fn no_bad_figure(text: &str, told: &str) {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let bad = words.filter(|word| ["nan", "inf", "infinity"].contains(&word.to_lowercase().as_str()));
    assert_eq!(bad.count(), 0, "{told}\n{text}");
    // JSON has no word for either: `null` stands in the place of a figure.
    for object in text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let is_placed = !object["cluster"].is_null();
        for name in ["similarity", "score", "probability", "silhouette", "stability", "x", "y"] {
            let is_bad = object.get(name).is_some_and(Value::is_null)
                && (is_placed || object.get("cluster").is_none());
            assert!(!is_bad, "{told}\n{object}");
        }
        for term in object["terms"].as_array().into_iter().flatten() {
            assert!(term[1].is_f64(), "{told}\n{object}");
        }
    }
}

/// Every file of a folder, and those below it.
fn scan(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let told = path.display().to_string();
        let finite =
            |values: Vec<f64>| assert!(values.iter().all(|value| value.is_finite()), "{told}: {values:?}");
        match path.extension().and_then(|ending| ending.to_str()) {
            _ if path.is_dir() => scan(&path),
            Some("npy") => {
                let file = BufReader::new(fs::File::open(&path).unwrap());
                finite(npyz::NpyFile::new(file).unwrap().into_vec().unwrap());
            }
            Some("npz") => {
                let mut archive = zip::ZipArchive::new(fs::File::open(&path).unwrap()).unwrap();
                let data = BufReader::new(archive.by_name("data.npy").unwrap());
                finite(npyz::NpyFile::new(data).unwrap().into_vec().unwrap());
            }
            Some("parquet") => {
                let fields = Fields { id: "document".into(), text: "term".into(), ..Fields::default() };
                let rows = Inputs { paths: vec![path.clone()], fields, ..Inputs::default() }.open().unwrap();
                finite(rows.map(|row| row.unwrap().meta.extra["weight"].as_f64().unwrap()).collect());
            }
            // A program with the words in it; its data are packed, and are those of the tables beside it.
            Some("html") => {}
            _ => no_bad_figure(&fs::read_to_string(&path).unwrap(), &told),
        }
    }
}

#[test]
fn vectors() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let into = ["--out", out.to_str().unwrap()];
    let mut written = 0;
    for path in collections(folder.path()) {
        let mut of = |more: &[&str]| {
            written += usize::from(run("vectors", &path, &[&into, more].concat()).status.code() == Some(0));
            if out.exists() {
                scan(&out);
                fs::remove_dir_all(&out).unwrap();
            }
        };
        for weights in ["tfidf", "counts", "bm25", "bm25-robertson"] {
            of(&["--weights", weights, "--format", "npz", "--svd", "1"]);
            of(&["--weights", weights, "--format", "jsonl"]);
        }
        of(&["--format", "parquet", "--no-smooth-idf", "--norm", "l1"]);
        of(&["--format", "mtx", "--sublinear-tf", "--norm", "none", "--ngram-range", "1-3"]);
        of(&["--format", "mtx", "--min-df", "9"]);
        of(&["--format", "mtx", "--terms", "families", "--svd", "1"]);
        of(&["--format", "jsonl", "--terms", "syllables", "--binary", "--weights", "counts", "--norm", "l1"]);
    }
    assert!(written > 70, "{written}");
}

#[test]
fn similar() {
    let folder = tempfile::tempdir().unwrap();
    for path in collections(folder.path()) {
        for weights in ["tfidf", "bm25", "bm25-robertson"] {
            for asked in [["--text", "họp thôn"], ["--text", "77 ??"], ["--to", "0"]] {
                let output = run("similar", &path, &[&asked[..], &["--weights", weights]].concat());
                let said = String::from_utf8(output.stderr).unwrap();
                assert!(!output.stdout.is_empty() || said.lines().count() == 1, "{asked:?} {said}");
            }
        }
    }
}

#[test]
fn cluster() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    for path in collections(folder.path()) {
        for asked in [
            &["--topics", "2"][..],
            &["--topics", "1", "--outline"],
            &["--outline"],
            &["--topics", "2..3"],
            &["--events"],
            &[],
        ] {
            for copies in ["true", "false"] {
                let more = [asked, &["--exclude-duplicates", copies]].concat();
                let output = run("cluster", &path, &more);
                let said = String::from_utf8(output.stderr).unwrap();
                assert!(said.lines().count() <= 1, "{said}");
                run("cluster", &path, &[&more[..], &["--out", out.to_str().unwrap()]].concat());
                if out.exists() {
                    scan(&out);
                    fs::remove_dir_all(&out).unwrap();
                }
            }
        }
    }
}

#[test]
fn report_and_classify() {
    let folder = tempfile::tempdir().unwrap();
    for path in collections(folder.path()) {
        let out = path.with_extension("out");
        run("report", &path, &["--out", out.to_str().unwrap()]);
        if out.exists() {
            scan(&out);
        }
        run("classify", &path, &[]);
        run("classify", &path, &["--label", "A", "--folds", "2"]);
        run("classify", &path, &["--apply", path.to_str().unwrap(), "--alpha", "1e-9"]);
    }
}
