//! `segment` as its users meet it: words of their own, marks in the input.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::process::Output;

fn segment(arguments: &[&str], text: &str) -> Output {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    command.arg("segment").args(arguments).write_stdin(text).output().unwrap()
}

fn segmented(arguments: &[&str], text: &str) -> String {
    let output = segment(arguments, text);
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
        ("\u{feff}nông thôn mới\r\n", "Nông_thôn_mới ở xã nhà .\n"),
    ] {
        fs::write(&lexicon, words).unwrap();
        assert_eq!(segmented(&["--lexicon", lexicon.to_str().unwrap()], text), expected);
    }
}

#[test]
fn a_weight_behind_no_tab_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let lexicon = folder.path().join("từ.txt");
    fs::write(&lexicon, "# của ta\nnông thôn mới;20\n").unwrap();
    let output = segment(&["--lexicon", lexicon.to_str().unwrap()], "Nông thôn mới");
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(
        said.contains("từ.txt:2: the user word `nông thôn mới;20` ends in what looks like a weight"),
        "{said}"
    );
}

#[test]
fn a_line_for_a_line() {
    for (text, expected) in [
        ("Họp xã.\u{2028}Họp huyện.\nHọp tỉnh.\n", "Họp xã . Họp huyện .\nHọp tỉnh .\n"),
        ("Họp xã.\rHọp huyện.\r\n\u{2029}\u{2029}\r\nHọp tỉnh.", "Họp xã . Họp huyện .\n\nHọp tỉnh .\n"),
        ("Họp xã.\rHọp huyện.\r", "Họp xã .\nHọp huyện .\n"),
        ("Họp xã.\nHọp huyện.\u{2028}", "Họp xã .\nHọp huyện .\n"),
        ("Họp xã.\nHọp huyện.\r", "Họp xã .\nHọp huyện .\n"),
    ] {
        assert_eq!(segmented(&[], text), expected, "{text:?}");
        assert_eq!(segmented(&["--marks"], text), expected, "{text:?}");
    }
    let many = "Họp xã.\n".repeat(20_000) + "Họp huyện.\u{2028}Họp tỉnh.";
    assert!(segmented(&[], &many).ends_with("\nHọp huyện . Họp tỉnh .\n"));
}

#[test]
fn a_line_break_ends_a_word_in_every_format() {
    for text in ["các bộ phận nông\nthôn\n", "các bộ phận nông\u{2028}thôn\n", "các bộ phận nông\rthôn\n"]
    {
        let lines = segmented(&[], text);
        let words = lines.split_whitespace().count();
        assert!(lines.contains("nông") && !lines.contains("nông_thôn"), "{lines}");
        let jsonl: Value = serde_json::from_str(&segmented(&["--format", "jsonl"], text)).unwrap();
        let sentences = jsonl["sentences"].as_array().unwrap();
        assert_eq!(sentences.iter().map(|sentence| sentence.as_array().unwrap().len()).sum::<usize>(), words);
        let spans: Value = serde_json::from_str(&segmented(&["--format", "spans"], text)).unwrap();
        assert_eq!(spans["words"].as_array().unwrap().len(), words);
        let conllu = segmented(&["--format", "conllu"], text);
        assert_eq!(conllu.lines().filter(|line| line.contains("Bytes=")).count(), words);
    }
    assert!(segmented(&["--format", "jsonl"], "các bộ phận nông  thôn").contains(r#""nông thôn""#));
}

#[test]
fn a_blank_line_for_a_blank_line() {
    for (text, expected) in
        [("", ""), ("\u{feff}", ""), ("\n\n", "\n\n"), ("   \n \n", "\n\n"), ("\r\n", "\n")]
    {
        assert_eq!(segmented(&[], text), expected, "{text:?}");
    }
}

/// A text file is read in pieces, a record whole: what is written has to be the same.
#[test]
fn a_file_of_many_pieces_is_one_document() {
    let text =
        "Chi bộ họp, bàn việc xây dựng nông\nthôn mới.\n\nHuyện đạt chuẩn ngày 12/5/2009.\n".repeat(4000);
    let folder = tempfile::tempdir().unwrap();
    let (file, next) = (folder.path().join("bai.txt"), folder.path().join("sau.txt"));
    fs::write(&file, format!("\u{feff}{text}")).unwrap();
    fs::write(&next, "Xã họp.\n").unwrap();
    let record = |id: &str, text: &str| serde_json::json!({ "id": id, "text": text }).to_string() + "\n";
    let (file, next) = (file.to_str().unwrap(), next.to_str().unwrap());
    let records = record(file, &text) + &record(next, "Xã họp.\n");
    for format in ["spans", "jsonl", "conllu"] {
        let of_files = segmented(&["--format", format, "--threads", "2", file, next], "");
        let of_records = segmented(&["--format", format, "--input-format", "jsonl"], &records);
        assert!(of_files == of_records, "{format}: {} and {} bytes", of_files.len(), of_records.len());
    }
}

#[test]
fn white_space_is_no_document_where_documents_are_written() {
    let blank = " \n\n".repeat(40_000);
    for (format, text) in
        ["spans", "jsonl", "conllu"].into_iter().flat_map(|format| [(format, ""), (format, &blank)])
    {
        let output = segment(&["--format", format], text);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(1), 0), "{format}");
        assert_eq!(said, "chinhluan: skipped -: empty document\n");
    }
    let begun_late = segmented(&["--format", "spans"], &(blank.clone() + "Xã họp."));
    assert_eq!(
        begun_late,
        "{\"document\":\"-\",\"words\":[[120000,120003],[120004,120009],[120009,120010]]}\n"
    );
}

#[test]
fn no_line_goes_for_a_letter_that_is_cut() {
    let text =
        [&b"Dang bo xa hop.\nch\xe1\xba c\xe1\xba\xaft b\xe1\xbb\x8f\n"[..], "Chi bộ họp.\n".as_bytes()]
            .concat();
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let output = command.arg("segment").write_stdin(text).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert_eq!(lines.lines().count(), 3, "{lines}");
    assert!(lines.contains("\u{fffd} cắt bỏ"), "{lines}");
}

#[test]
fn no_sentence_has_the_id_of_another() {
    let records = [r#"{"id":"a b","text":"Xã họp."}"#, r#"{"id":"a_b","text":"Huyện họp."}"#].join("\n");
    let conllu =
        segmented(&["--input-format", "jsonl", "--format", "conllu"], &(records.clone() + "\n" + &records));
    let of = |mark: &str| -> Vec<String> {
        conllu.lines().filter_map(|line| line.strip_prefix(mark)).map(str::to_owned).collect()
    };
    assert_eq!(of("# newdoc id = "), ["a_b", "a_b.2", "a_b.3", "a_b.4"]);
    assert_eq!(of("# sent_id = "), ["a_b#1", "a_b.2#1", "a_b.3#1", "a_b.4#1"]);
}

#[test]
fn marks_in_the_input() {
    let text = "cán|bộ xã_nhà thi_đua _ | một\n";
    assert_eq!(segmented(&["--marks"], text), "cán bộ xã_nhà thi_đua _ | một\n");
    // What is one word is in one sentence.
    let joined = segmented(&["--marks", "--format", "jsonl"], "Xong._Rồi họp.");
    assert_eq!(joined, "{\"document\":\"-\",\"sentences\":[[\"Xong\",\". Rồi\",\"họp\",\".\"]]}\n");
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
        let expected = format!("{empty}: there is no word in it");
        assert!(said.contains(&expected) && output.stdout.is_empty(), "{arguments:?}: {said}");
    }
    assert!(!fs::exists(&model).unwrap());
}

#[test]
fn a_text_that_is_not_that_of_gold_is_called_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (gold, same, other) = (at("gold.txt"), at("same.txt"), at("other.txt"));
    for (path, text) in [(&gold, "Cán_bộ xã"), (&same, "Cán bộ xã"), (&other, "Cán bộ huyện")] {
        fs::write(path, text).unwrap();
    }
    for arguments in [&[gold.as_str(), &other][..], &[&gold, &same, "--against", &other]] {
        let output = Command::cargo_bin("chinhluan").unwrap().arg("evaluate").args(arguments).output();
        let said = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(said.contains(&format!("{other}:1: the text is not that of gold")), "{said}");
    }
}

#[test]
fn where_a_model_cannot_be_written_is_said_before_it_is_trained() {
    let folder = tempfile::tempdir().unwrap();
    // What is not read is not missed.
    let gold = folder.path().join("gold.txt");
    let here = folder.path().to_str().unwrap();
    let nowhere = folder.path().join("không có/model");
    for (out, reason) in [(here, "it is a folder"), (nowhere.to_str().unwrap(), "there is no folder")] {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        let output = command.arg("train").arg("--gold").arg(&gold).args(["--out", out]).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains(&format!("cannot write {out}: {reason}")), "{said}");
    }
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
