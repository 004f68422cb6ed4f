//! `segment` as its users meet it: words of their own, marks in the input.

use assert_cmd::Command;
use std::fs;

fn segmented(arguments: &[&str], text: &str) -> String {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let output = command.arg("segment").args(arguments).write_stdin(text).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn words_of_the_user() {
    let folder = tempfile::tempdir().unwrap();
    let lexicon = folder.path().join("từ.txt");
    let text = "Nông thôn mới ở xã nhà.\n";
    for (words, expected) in [
        ("# của ta\n\nnông thôn mới\n", "Nông_thôn_mới ở xã nhà .\n"),
        ("xã nhà\t40\nnông_thôn\t-20", "Nông thôn mới ở xã_nhà .\n"),
    ] {
        fs::write(&lexicon, words).unwrap();
        assert_eq!(segmented(&["--lexicon", lexicon.to_str().unwrap()], text), expected);
    }
}

#[test]
fn marks_in_the_input() {
    let text = "cán|bộ xã_nhà thi_đua _ | một\n";
    assert_eq!(segmented(&["--marks"], text), "cán bộ xã_nhà thi_đua _ | một\n");
    let spans = segmented(&["--marks", "--format", "spans"], "xã_nhà");
    assert!(spans.contains(r#""words":[[0,8]]"#), "{spans}");
}

#[test]
fn gold_that_is_empty_scores_nothing_and_teaches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (empty, model) = (at("empty.txt"), at("model"));
    fs::write(&empty, "\n\n").unwrap();
    for arguments in [&["evaluate", &empty][..], &["train", "--gold", &empty, "--out", &model]] {
        let output = Command::cargo_bin("chinhluan").unwrap().args(arguments).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("there is no word in it") && output.stdout.is_empty(), "{arguments:?}: {said}");
    }
    assert!(!fs::exists(&model).unwrap());
}

#[test]
fn what_another_tool_says_comes_through_a_pipe() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("gold.txt");
    fs::write(&gold, "Cán_bộ và nhân_dân\n").unwrap();
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let output =
        command.args(["evaluate", gold.to_str().unwrap(), "-"]).write_stdin("Cán_bộ và nhân dân\n").output();
    let shown = String::from_utf8(output.unwrap().stdout).unwrap();
    assert!(shown.contains("words predicted    4\nwords right        2"), "{shown}");
}
