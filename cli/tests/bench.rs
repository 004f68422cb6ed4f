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
    let done = bench(&["cat", "tr 'a-z' 'A-Z'"]).success();
    let rows: Vec<Value> = serde_json::from_slice(&done.get_output().stdout).unwrap();
    let row = |name: &str| rows.iter().find(|row| row["name"].as_str().unwrap().starts_with(name)).unwrap();
    for row in &rows {
        let (slow, median, fast) = (&row["slowest"], &row["mb_per_s"], &row["fastest"]);
        assert!(slow.as_f64() <= median.as_f64() && median.as_f64() <= fast.as_f64(), "{row}");
        assert!(row["syllables_per_s"].as_f64().unwrap() > 0.0);
    }
    assert_eq!(row("chinhluan segment")["agreement"], 100.0);
    assert_eq!(row("chinhluan segment")["ours_is_times"], 1.0);
    // Text that is not parted at all joins no syllables: right where a word has one.
    let unsegmented = row("cat")["agreement"].as_f64().unwrap();
    assert!((30.0..90.0).contains(&unsegmented), "{unsegmented}");
    #[cfg(target_os = "linux")]
    assert!(row("chinhluan segment")["peak_mb"].as_f64().unwrap() > 1.0);
    assert!(row("tr")["agreement"].is_null());
    let said = String::from_utf8(done.get_output().stderr.clone()).unwrap();
    assert!(said.contains("cannot be compared with ours"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_tool_that_fails_is_named() {
    let said = bench(&["exit 3"]).code(2).get_output().stderr.clone();
    let said = String::from_utf8(said).unwrap();
    assert!(said.contains("`exit 3` ended with"), "{said}");
}
