//! `bench`: what is measured, of whom, and what is said where a tool fails.

use assert_cmd::Command;
use serde_json::Value;
use std::path::Path;

fn bench(against: &[&str]) -> assert_cmd::assert::Assert {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpora/demo");
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    command.arg("bench").arg(demo).args(["--megabytes", "0.02", "--repeat", "1", "--format", "json"]);
    for tool in against {
        command.args(["--against", tool]);
    }
    command.assert()
}

#[cfg(unix)]
#[test]
fn a_tool_is_fed_lines_and_compared() {
    let slowly = "while read -r line; do sleep 0.005; echo \"$line\"; done";
    let done = bench(&[slowly, "tr -d e", "head -5"]).success();
    let rows: Vec<Value> = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"].as_str().unwrap().starts_with(name)).unwrap();
    for row in rows.iter().filter(|row| !row["mb_per_s"].is_null()) {
        let (slow, median, fast) = (&row["slowest"], &row["mb_per_s"], &row["fastest"]);
        assert!(slow.as_f64() <= median.as_f64() && median.as_f64() <= fast.as_f64(), "{row}");
        assert!(row["syllables_per_s"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(row("chinhluan segment")["agreement"], 100.0);
    // Text that is not parted at all joins no syllables: right where a word has one.
    let unsegmented = row("while")["agreement"].as_f64().unwrap();
    assert!((30.0..90.0).contains(&unsegmented), "{unsegmented}");
    #[cfg(target_os = "linux")]
    assert!(row("chinhluan segment")["peak_mb"].as_f64().unwrap() > 1.0);
    assert!(row("while")["mb_per_s"].as_f64().unwrap() > 0.0);
    assert!(row("tr")["agreement"].is_null());
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    for note in [row("tr")["note"].as_str(), row("head")["note"].as_str()] {
        assert!(said.contains(note.unwrap()), "{said}");
    }
    assert!(row("head")["note"].as_str().unwrap().starts_with("wrote 5 lines for "));
    assert!(row("head")["mb_per_s"].is_null() && row("head")["ours_is_times"].is_null());
}

#[cfg(unix)]
#[test]
fn a_tool_that_fails_is_named() {
    let said = bench(&["exit 3"]).code(2).get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("`exit 3` ended with"), "{said}");
}

#[test]
fn only_as_much_is_measured_as_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("bai.txt");
    std::fs::write(&text, "Đảng bộ xã bàn việc làm đường.\n".repeat(2000)).unwrap();
    let bench = |megabytes: &str| {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        let arguments = ["--repeat", "1", "--format", "json", "--megabytes", megabytes];
        command.arg("bench").arg(&text).args(arguments).output().unwrap()
    };
    let measured = bench("0.01");
    let said = String::from_utf8(measured.stderr).unwrap();
    assert!(said.contains("0.01 MB, "), "{said}");
    // What takes no time worth the name has no figure.
    let rows: Vec<Value> = serde_json::from_slice(&measured.stdout).unwrap();
    let fastest = &rows[0];
    assert_eq!(fastest["name"], "std::str::from_utf8");
    assert!(fastest["mb_per_s"].is_null() && fastest["note"].as_str().unwrap().contains("more text"));
    let refused = bench("0");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8(refused.stderr).unwrap().contains("--megabytes must be more than 0"));
}
