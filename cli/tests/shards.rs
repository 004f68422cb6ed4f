//! Work in parts: what `merge` makes of the shards is what one run makes, byte for byte.

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Runs in a folder; the demo corpus is `demo` there.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = assert_cmd::Command::cargo_bin("chinhluan").unwrap();
    command.current_dir(folder).args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

const GOOD: &str =
    "Cán bộ, đảng viên trong xã gương mẫu đi đầu xây dựng nông thôn mới, nhân dân đồng tình hưởng ứng.";

/// A small collection of files of several kinds, in which some records and files are bad.
fn collection() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        path
    };
    let record = |number: usize| {
        let text = format!("{GOOD} Ngày {number}/5, xã có {} hộ thoát nghèo.\nTheo Báo Thử.", number * 7);
        json!({ "id": format!("r{number}"), "text": text, "date": format!("2012-05-{:02}", number + 1), "source": "A" })
    };
    let mut lines: Vec<String> = (0..9).map(|number| record(number).to_string()).collect();
    lines.insert(2, "{\"id\": \"broken\", \"text\": ".into());
    lines.insert(4, String::new());
    lines.insert(6, json!({ "id": "no text", "body": GOOD }).to_string());
    lines.push(lines[0].clone());
    fs::write(at("crawl/a.jsonl"), lines.join("\n")).unwrap();
    fs::write(
        at("crawl/b.csv"),
        format!("id,text\nc1,\"{GOOD}\"\nc2\nc3,Đẩy mạnh học tập và làm theo Bác.\n"),
    )
    .unwrap();
    fs::write(at("crawl/c/bai.txt"), format!("Tít bài\n\n{GOOD}\n{GOOD}\n")).unwrap();
    fs::write(at("crawl/c/trong.txt"), "").unwrap();
    fs::write(at("crawl/d.html"), format!("<html><body><h1>Xã về đích</h1><p>{GOOD}</p></body></html>"))
        .unwrap();
    fs::write(at("crawl/e.jsonl"), "").unwrap();
    fs::write(at("crawl/f.pdf"), "%PDF").unwrap();
    let record = |kind: &str, number: usize, block: &str| {
        let uri = format!("https://bao.example/{number}");
        let length = block.len();
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
        )
    };
    let page = |number: usize| {
        [record("request", number, "GET /"), record("conversion", number, &format!("{GOOD} Trang {number}."))]
            .concat()
    };
    fs::write(at("crawl/g.warc"), (0..7).map(page).collect::<String>()).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(root().join("corpora/demo"), at("demo")).unwrap();
    folder
}

/// Every file of a run, and its standard output, but for the manifest.
fn results(folder: &Path, output: &Output) -> BTreeMap<PathBuf, Vec<u8>> {
    assert!(output.status.code() < Some(2), "{}", said(output));
    let mut files = BTreeMap::from([(PathBuf::from("-"), output.stdout.clone())]);
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_owned();
                    files.insert(name, fs::read(path).unwrap());
                }
            }
        }
    }
    files.remove(Path::new("manifest.json"));
    files
}

/// The reasons on standard error.
fn skipped(output: &Output) -> Vec<String> {
    said(output).lines().filter(|line| line.contains(": skipped ")).map(str::to_owned).collect()
}

/// Makes all shards of a command, `OUT` being its folder if it has one, and gives their paths.
fn shards(folder: &Path, command: &[&str], of: usize, threads: &str) -> Vec<String> {
    let has_out = command.contains(&"OUT");
    (1..=of)
        .map(|number| {
            let parts = format!("parts-{of}");
            let part = format!("{number}/{of}");
            let mut arguments: Vec<&str> =
                command.iter().map(|&word| if word == "OUT" { &*parts } else { word }).collect();
            arguments.extend(["--shard", &part, "--threads", threads]);
            let output = run(folder, &arguments);
            assert!(output.status.code() < Some(2), "{arguments:?}: {}", said(&output));
            let path = format!("{parts}/{number}-of-{of}.shard");
            if !has_out {
                fs::create_dir_all(folder.join(&parts)).unwrap();
                fs::write(folder.join(&path), output.stdout).unwrap();
            }
            path
        })
        .collect()
}

fn merge(folder: &Path, command: &[&str], shards: &[String], out: &str) -> Output {
    let mut arguments = vec!["merge"];
    arguments.extend(shards.iter().map(String::as_str));
    if command.contains(&"OUT") {
        arguments.extend(["--out", out]);
    }
    run(folder, &arguments)
}

/// One run, and as many shards as these, on one thread and two, merged in another order.
fn same(command: &[&str], counts: &[usize]) {
    let folder = collection();
    let folder = folder.path();
    let whole: Vec<&str> = command.iter().map(|&word| if word == "OUT" { "whole" } else { word }).collect();
    let whole = run(folder, &whole);
    let expected = results(&folder.join("whole"), &whole);
    assert!(expected.values().any(|bytes| !bytes.is_empty()), "{command:?}");
    for (&of, threads) in counts.iter().zip(["2", "1"].iter().cycle()) {
        let mut shards = shards(folder, command, of, threads);
        shards.rotate_left(of / 2);
        shards.reverse();
        let out = format!("merged-{of}");
        let merged = merge(folder, command, &shards, &out);
        let found = results(&folder.join(&out), &merged);
        let names = |files: &BTreeMap<PathBuf, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&expected), "{command:?} {of}: {}", said(&merged));
        for (name, bytes) in &found {
            let as_said = |bytes: &[u8], out: &str| String::from_utf8_lossy(bytes).replace(out, "OUT");
            assert!(
                *bytes == expected[name],
                "{command:?} {of}: {} is another one\n{}",
                name.display(),
                if name.ends_with("report.html") { String::new() } else { as_said(bytes, &out) }
            );
        }
        assert_eq!(merged.status.code(), whole.status.code(), "{command:?} {of}");
        assert_eq!(skipped(&merged), skipped(&whole), "{command:?} {of}");
        if command.contains(&"OUT") && folder.join("whole/manifest.json").exists() {
            let manifest = |out: &str| -> Value {
                serde_json::from_slice(&fs::read(folder.join(out).join("manifest.json")).unwrap()).unwrap()
            };
            let (one, merged) = (manifest("whole"), manifest(&out));
            assert_eq!(merged["shards"].as_array().unwrap().len(), of);
            for key in ["version", "verb", "settings", "model", "families", "inputs", "documents", "skipped"]
            {
                assert_eq!(merged[key], one[key], "{command:?} {of}: {key}");
            }
        }
    }
}

#[test]
fn a_report() {
    same(&["report", "crawl", "--out", "OUT", "--site", "--document-terms"], &[1, 3, 20]);
}

#[test]
#[cfg(unix)]
fn a_report_on_the_demo_corpus() {
    same(&["report", "demo", "--out", "OUT", "--lang", "vi", "--topics", "5"], &[1, 2, 7]);
}

#[test]
fn hits() {
    same(&["phrases", "crawl"], &[1, 2, 3]);
    same(&["phrases", "crawl", "--format", "csv"], &[7]);
    same(&["phrases", "crawl", "--format", "table", "--count", "all"], &[2]);
}

#[test]
fn words() {
    same(&["segment", "crawl"], &[3]);
    same(&["segment", "crawl", "--format", "conllu"], &[2]);
}

#[test]
#[cfg(unix)]
fn pages() {
    same(&["structure", "crawl"], &[3]);
    same(&["structure", "demo"], &[2]);
}

#[test]
#[cfg(unix)]
fn copies() {
    same(&["dedup", "demo"], &[3]);
    same(&["dedup", "demo", "--format", "pairs", "--index", "archive.index", "--dry-run"], &[2]);
    same(&["dedup", "demo", "--passages"], &[2]);
    same(
        &["dedup", "demo", "--out", "OUT", "--passages", "--strip", "cut", "--keep", "earliest,longest"],
        &[3],
    );
    same(&["dedup", "crawl", "--out", "OUT"], &[7]);
}

#[test]
#[cfg(unix)]
fn matrices_and_topics() {
    same(&["vectors", "demo", "--out", "OUT", "--ngram-range", "1-2", "--svd", "3"], &[3]);
    same(&["vectors", "crawl", "--out", "OUT", "--format", "npz"], &[2]);
    same(&["cluster", "demo", "--topics", "4", "--outline", "--out", "OUT"], &[3]);
    same(&["cluster", "demo", "--events"], &[2]);
}

#[test]
fn from_a_pipe() {
    let folder = collection();
    let input = fs::read(folder.path().join("crawl/a.jsonl")).unwrap();
    let piped = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("chinhluan").unwrap();
        command.args(arguments).args(["--input-format", "jsonl"]).write_stdin(input.clone()).output().unwrap()
    };
    let whole = piped(&["phrases"]);
    for part in ["1/2", "2/2"] {
        fs::write(folder.path().join(&part[..1]), piped(&["phrases", "--shard", part]).stdout).unwrap();
    }
    assert_eq!(run(folder.path(), &["merge", "2", "1"]).stdout, whole.stdout);
}

/// What merging these shards says; nothing comes out.
fn refused(folder: &Path, shards: &[&str], more: &[&str]) -> String {
    let output = run(folder, &[&["merge"], shards, more].concat());
    assert_eq!(output.status.code(), Some(2), "{shards:?}: {}", said(&output));
    assert!(output.stdout.is_empty(), "{shards:?}");
    assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
    said(&output)
}

#[test]
fn what_is_no_run_is_refused() {
    let folder = collection();
    let folder = folder.path();
    let phrases = |arguments: &[&str], part: &str, name: &str| {
        let output = run(folder, &[&["phrases"], arguments, &["--shard", part]].concat());
        fs::write(folder.join(name), output.stdout).unwrap();
    };
    for number in 1..=3 {
        phrases(&["crawl"], &format!("{number}/3"), &number.to_string());
    }
    let says = |shards: &[&str], what: &[&str]| {
        let said = refused(folder, shards, &[]);
        what.iter().for_each(|what| assert!(said.contains(what), "{shards:?}: {said}"));
    };
    says(&["1", "3"], &["3: shard 3 of 3; shard 2/3 missing"]);
    says(&["2"], &["shards 1/3, 3/3 missing"]);
    says(&["1", "2", "2", "3"], &["shard 2/3, as 2 is"]);
    says(&["1", "2", "crawl/a.jsonl"], &["crawl/a.jsonl: no shard"]);
    says(&["1", "2", "no-such-file"], &["no-such-file"]);
    phrases(&["crawl"], "3/4", "4");
    says(&["1", "2", "4"], &["shard 3/4"]);
    phrases(&["crawl", "--count", "all"], "3/3", "other");
    says(&["1", "2", "other"], &["other: not of the run that 1 is of", "--count"]);
    fs::write(folder.join("crawl/g.txt"), GOOD).unwrap();
    phrases(&["crawl"], "3/3", "later");
    says(&["1", "2", "later"], &["later: the input changed", "number of files"]);
    fs::remove_file(folder.join("crawl/g.txt")).unwrap();
    fs::write(folder.join("crawl/b.csv"), "id,text\nc1,một\n").unwrap();
    phrases(&["crawl"], "3/3", "changed");
    says(&["1", "2", "changed"], &["changed: the input changed", "crawl/b.csv"]);
    let said = refused(folder, &["1", "2", "3"], &["--out", "here"]);
    assert!(said.contains("`phrases` writes on standard output"), "{said}");
}

#[test]
fn a_folder_is_asked_for_and_families_are_held_to() {
    let folder = collection();
    let folder = folder.path();
    let family = "[[family]]\nid = \"lam-duong\"\nname = \"làm đường\"\nkind = \"set-phrase\"\nvariants = [\"làm đường\"]\n";
    fs::write(folder.join("own.toml"), family).unwrap();
    let made =
        run(folder, &["report", "crawl", "--out", "parts", "--add-families", "own.toml", "--shard", "1/1"]);
    assert_eq!(made.status.code(), Some(1), "{}", said(&made));
    let shard = ["parts/1-of-1.shard"];
    let said = refused(folder, &shard, &[]);
    assert!(said.contains("`report` writes a folder: name it with --out"), "{said}");
    fs::write(folder.join("own.toml"), family.replace("làm đường", "góp đất")).unwrap();
    let said = refused(folder, &shard, &["--out", "out"]);
    assert!(said.contains("own.toml) are not those that the shards were made with"), "{said}");
}

#[test]
fn there_is_no_shard_nought() {
    for part in ["0/3", "4/3", "1", "a/b", "1/0"] {
        let output = run(root(), &["phrases", "corpora/demo", "--shard", part]);
        assert_eq!(output.status.code(), Some(2), "{part}");
        assert!(said(&output).contains("shard"), "{}", said(&output));
    }
}

#[test]
fn a_shard_is_whole_or_refused() {
    let folder = collection();
    let folder = folder.path();
    let shard = run(folder, &["phrases", "crawl/b.csv", "--shard", "1/1"]).stdout;
    let read = |bytes: &[u8]| {
        let path = folder.join("cut.shard");
        fs::write(&path, bytes).unwrap();
        chinhluan::shard::Shards::open(&[path]).map(drop)
    };
    read(&shard).unwrap();
    for length in 0..shard.len() {
        let said = read(&shard[..length]).unwrap_err().in_words();
        assert!(said.contains("cut.shard: "), "{said}");
    }
    for at in 0..shard.len() {
        let mut damaged = shard.clone();
        damaged[at] ^= 1 << (at % 8);
        read(&damaged).unwrap_err();
    }
    read(&[&shard[..], b"x"].concat()).unwrap_err();
}
