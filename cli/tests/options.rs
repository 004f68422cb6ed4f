//! Options that would say nothing are refused before any work.

use assert_cmd::Command;

const TEXT: &str = "Xã đạt chuẩn nông thôn mới.\n";

fn status(arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("bai.txt"), TEXT).unwrap();
    std::fs::write(folder.path().join("gold.txt"), "Xã đạt chuẩn nông_thôn mới .\n").unwrap();
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let output = command.current_dir(folder.path()).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn options_that_say_nothing() {
    for (arguments, named) in [
        (&["vectors", "bai.txt", "--out", "v", "--format", "mtx", "--top", "5"][..], "--top"),
        (&["vectors", "bai.txt", "--out", "v", "--top", "20"], "--top"),
        (&["vectors", "bai.txt", "--out", "v", "--families", "f.toml"], "--families"),
        (&["vectors", "bai.txt", "--out", "v", "--terms", "syllables", "--model", "m"], "--model"),
        (&["vectors", "bai.txt", "--out", "v", "--weights", "counts", "--no-idf"], "--no-idf"),
        (&["vectors", "bai.txt", "--out", "v", "--no-idf", "--no-smooth-idf"], "--no-smooth-idf"),
        (&["vectors", "bai.txt", "--out", "v", "--binary", "--sublinear-tf"], "--sublinear-tf"),
        (&["vectors", "bai.txt", "--out", "v", "--seed", "2"], "--svd"),
        (&["report", "bai.txt", "--out", "r", "--tables", "jsonl", "--bom"], "--bom"),
        (&["report", "bai.txt", "--out", "r", "--tables", "parquet", "--spreadsheet"], "--spreadsheet"),
        (&["dedup", "bai.txt", "--keep", "longest"], "--out"),
        (&["dedup", "bai.txt", "--dry-run"], "--out"),
        (&["dedup", "bai.txt", "--format", "pairs", "--out", "a"], "--format"),
        (&["dedup", "bai.txt", "--format", "pairs", "--passages"], "--format"),
        (&["phrases", "bai.txt", "--format", "jsonl", "--count", "all"], "--count"),
        (&["phrases", "bai.txt", "--count", "all"], "--count"),
        (&["segment", "bai.txt", "--date-field", "day"], "--date-field"),
        (&["segment", "bai.txt", "--id-field", "number"], "--id-field"),
        (&["evaluate", "gold.txt", "gold.txt", "--model", "m"], "--model"),
        (&["train", "--gold", "gold.txt", "--lexicon", "l.txt", "--out", "m"], "--votes"),
        (&["convert", "--out", "folder"], "--out"),
    ] {
        let (status, said) = status(arguments);
        assert_eq!(status, Some(2), "{arguments:?}: {said}");
        assert!(said.contains(named), "{arguments:?}: {said}");
        let usage = format!("Usage: chinhluan {}", arguments[0]);
        assert_eq!(said.contains("Usage:"), said.contains(&usage), "{arguments:?}: {said}");
    }
    let (_, said) = status(&["segment", "bai.txt", "--id-field", "number"]);
    assert!(said.contains("Usage: chinhluan segment"), "{said}");
}

#[test]
fn options_that_say_something() {
    for arguments in [
        &["vectors", "bai.txt", "--out", "v", "--format", "jsonl", "--top", "5"][..],
        &["vectors", "bai.txt", "--out", "v", "--terms", "families", "--weights", "counts"],
        &["report", "bai.txt", "--out", "r", "--tables", "parquet,csv", "--bom"],
        &["report", "bai.txt", "--out", "r", "--spreadsheet"],
        &["dedup", "bai.txt", "--out", "a", "--keep", "longest", "--dry-run"],
        &["dedup", "bai.txt", "--index", "a.index", "--keep", "longest"],
        &["dedup", "bai.txt", "--format", "pairs"],
        &["phrases", "bai.txt", "--format", "table", "--count", "all"],
        &["segment", "bai.txt", "--format", "jsonl"],
        &["evaluate", "gold.txt", "--seed", "2"],
    ] {
        let (status, said) = status(arguments);
        assert_eq!(status, Some(0), "{arguments:?}: {said}");
    }
}
