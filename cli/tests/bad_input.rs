//! Bad input: named, counted, skipped, and the rest goes on; or one line, status 2, before any work.

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Output;
use tempfile::TempDir;

fn chinhluan(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn report(input: &Path, folder: &TempDir) -> (Output, std::path::PathBuf) {
    let out = folder.path().join("out");
    (chinhluan(&["report", input.to_str().unwrap(), "--out", out.to_str().unwrap()]), out)
}

fn documents(out: &Path) -> usize {
    csv::Reader::from_path(out.join("documents.csv")).unwrap().records().count()
}

const GOOD: &str =
    "Cán bộ, đảng viên trong xã gương mẫu đi đầu xây dựng nông thôn mới, nhân dân đồng tình hưởng ứng.";

#[test]
fn could_not_run_is_one_line_and_status_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let below_a_file = file.join("out");
    let families = folder.path().join("families.toml");
    fs::write(&families, "[[family]]\nid = 1").unwrap();
    let lexicon = folder.path().join("lexicon.txt");
    fs::write(&lexicon, "thi đua\n# yêu nước\nmột lòng\tlắm\n").unwrap();
    for (arguments, names) in [
        (vec!["report", "/no/such/folder", "--out", folder.path().to_str().unwrap()], "/no/such/folder"),
        (vec!["report", "corpora", "--out", below_a_file.to_str().unwrap()], below_a_file.to_str().unwrap()),
        (vec!["phrases", "--families", families.to_str().unwrap()], "families.toml"),
        (vec!["phrases", "--families", "/no/such/file"], "/no/such/file"),
        (vec!["segment", "--model", file.to_str().unwrap()], "file"),
        (vec!["segment", "--lexicon", lexicon.to_str().unwrap()], "lexicon.txt:3"),
        (vec!["evaluate", "/no/such/gold"], "/no/such/gold"),
        (vec!["phrases", "--threads", "0"], "--threads"),
        (vec!["phrases", "--threads", "99999"], "--threads must be 1 to 1024"),
    ] {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let output =
            Command::cargo_bin("chinhluan").unwrap().current_dir(root).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        assert_eq!(said(&output).lines().count(), 1, "{}", said(&output));
        assert!(said(&output).contains(names), "{arguments:?}: {}", said(&output));
    }
    let unknown = chinhluan(&["report", "--frobnicate"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(said(&unknown).contains("--frobnicate"));
    assert!(!folder.path().join("report.html").exists());
}

#[test]
fn broken_records_are_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("crawl.jsonl");
    let mut file = fs::File::create(&input).unwrap();
    writeln!(file, "{}", serde_json::json!({ "id": "a", "text": GOOD })).unwrap();
    writeln!(file, "{{\"id\": \"b\", \"text\": ").unwrap();
    writeln!(file, "{}", serde_json::json!({ "id": "c", "body": GOOD })).unwrap();
    writeln!(file, "{}", serde_json::json!({ "id": "d", "text": " \n " })).unwrap();
    file.write_all(b"{\"id\": \"e\", \"text\": \"x\xff\"}\n").unwrap();
    writeln!(file, "{}", serde_json::json!({ "id": "f", "text": GOOD, "extra": { "deep": [1] } })).unwrap();
    drop(file);
    let (output, out) = report(&input, &folder);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for line in 2..=5 {
        assert!(said(&output).contains(&format!("crawl.jsonl:{line}")), "line {line}: {}", said(&output));
    }
    assert_eq!(documents(&out), 2);
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["documents"], 2);
    assert_eq!(manifest["skipped"].as_array().unwrap().len(), 4);
    assert_eq!(manifest["inputs"][0]["bytes"], fs::metadata(&input).unwrap().len());
}

#[test]
fn a_file_that_was_cut_gives_what_it_holds() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("crawl.jsonl.gz");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for id in 0..2000 {
        writeln!(packed, "{}", serde_json::json!({ "id": id, "text": format!("{GOOD} Lần thứ {id}.") }))
            .unwrap();
    }
    let packed = packed.finish().unwrap();
    fs::write(&input, &packed[..packed.len() / 2]).unwrap();
    let (output, out) = report(&input, &folder);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("crawl.jsonl.gz"), "{}", said(&output));
    assert!((500..1500).contains(&documents(&out)), "{}", documents(&out));
}

#[test]
fn a_line_of_50_megabytes() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("long.txt");
    fs::write(&input, format!("{GOOD} ").repeat(50_000_000 / GOOD.len())).unwrap();
    let (output, out) = report(&input, &folder);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(documents(&out), 1);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn response(uri: &str, length: &str, body: &str) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}");
    let length = if length.is_empty() { block.len().to_string() } else { length.to_owned() };
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {uri}\r\nContent-Type: application/http\r\n\
         Content-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
}

/// Everything that is wrong, in one folder with what is right: each is named in a line, the rest is processed.
#[test]
fn a_folder_of_bad_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles");
    fs::create_dir(&input).unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(input.join(name), bytes).unwrap();
    let spaces = vec![b' '; 300 << 20];
    // A page, whatever its server says, but no article.
    let deep = format!("<html>{}<p>{GOOD}", "<div>".repeat(100_000));

    write("bomb.csv.gz", &gzip(&[b"text\n\"", &spaces[..]].concat()));
    write("bomb.jsonl.gz", &gzip(&spaces));
    write("bomb.txt.gz", &gzip(&spaces));
    write("bomb.warc.gz", &gzip(response("http://x/bomb", "", &" ".repeat(60 << 20)).as_bytes()));
    drop(spaces);
    write("cut.parquet", b"PAR1\x15\x04\x15");
    write("empty.txt.gz", &gzip(b"").repeat(100_000));
    write("long.txt", GOOD.repeat((100 << 20) / GOOD.len()).as_bytes());
    write("quote.csv", format!("text\n\"{GOOD}\"\n\"never closed\n{}\n", GOOD.replace(',', "")).as_bytes());
    let archive = [
        response("http://x/1", "", GOOD),
        response("http://x/2", "900000000000", GOOD),
        response("http://x/3", "10", GOOD),
        response("http://x/4", "-1", GOOD),
        response("http://x/5", "", &deep),
        response("http://x/6", "", GOOD),
    ];
    write("lies.warc", archive.concat().as_bytes());

    let mut named = vec![
        "bomb.csv.gz: cannot be read any further: it unpacks to over 500 times its size",
        "bomb.jsonl.gz: cannot be read any further: it unpacks to over 500 times its size",
        "bomb.txt.gz: longer than 64 MiB",
        "bomb.warc.gz:1: cannot be read: it unpacks to over 500 times its size, as no page does",
        "cut.parquet: not a Parquet file, or cut off",
        "empty.txt.gz: empty document",
        "lies.warc:2: Content-Length is 900000000000, but",
        "lies.warc:3: Content-Length is 10, but no record begins behind that (http://x/3)",
        "lies.warc:4: Content-Length is no number: -1 (http://x/4)",
        "long.txt: longer than 64 MiB; it has to be parted into documents",
        "quote.csv:3: a quote that is not closed",
    ];
    let mut right = 4;
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        use std::os::unix::fs::{PermissionsExt, symlink};
        symlink(&input, input.join("loop")).unwrap();
        symlink(input.join("nowhere"), input.join("dangling.txt")).unwrap();
        symlink("/dev/zero", input.join("device.txt")).unwrap();
        std::process::Command::new("mkfifo").arg(input.join("pipe.txt")).status().unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(input.join("socket.txt")).unwrap();
        write("locked.txt", b"x");
        fs::set_permissions(input.join("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
        fs::write(input.join(std::ffi::OsStr::from_bytes(b"t\xean.txt")), GOOD).unwrap();
        right += 1;
        named.extend([
            "loop: a link that leads back to",
            "dangling.txt: cannot be read",
            "device.txt: not a regular file",
            "pipe.txt: not a regular file",
            "socket.txt: not a regular file",
        ]);
        // The superuser may read it.
        if fs::File::open(input.join("locked.txt")).is_err() {
            named.push("locked.txt: cannot be read");
        } else {
            right += 1;
        }
    }

    let (output, out) = report(&input, &folder);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    for part in &named {
        assert!(said(&output).contains(part), "{part}: {}", said(&output));
    }
    let manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    assert_eq!(manifest["skipped"].as_array().unwrap().len(), named.len(), "{}", said(&output));
    assert_eq!(documents(&out), right);
}

/// What was named and is no file, beside what is.
#[cfg(unix)]
#[test]
fn devices_and_pipes_that_were_named() {
    let folder = tempfile::tempdir().unwrap();
    let (file, pipe) = (folder.path().join("a.txt"), folder.path().join("pipe.txt"));
    fs::write(&file, GOOD).unwrap();
    std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    let to = pipe.clone();
    let writing = std::thread::spawn(move || fs::write(to, GOOD).unwrap());
    let paths = [file.to_str().unwrap(), pipe.to_str().unwrap(), "/dev/zero"];
    let output = chinhluan(&[&["segment", "--input-format", "txt"], &paths[..]].concat());
    writing.join().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(
        said(&output).contains("/dev/zero: cannot be read: it is a device, not a file"),
        "{}",
        said(&output)
    );
    assert_eq!(String::from_utf8(output.stdout).unwrap().matches("nông_thôn").count(), 2);
}

#[cfg(unix)]
#[test]
fn a_name_that_is_not_utf8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(std::ffi::OsStr::from_bytes(b"v\xe3n.txt"));
    fs::write(&file, GOOD).unwrap();
    let output = Command::cargo_bin("chinhluan").unwrap().arg("structure").arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(found["document"].as_str().unwrap().ends_with("v\u{fffd}n.txt"), "{found}");
}

#[test]
fn an_empty_folder_is_a_report_of_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("photo.jpg"), "x").unwrap();
    let (output, out) = report(&input, &folder);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(documents(&out), 0);
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    assert!(manifest.contains("photo.jpg"));
}

#[test]
fn the_output_of_an_earlier_run_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("articles");
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), GOOD).unwrap();
    let out = input.join("report");
    for _ in 0..2 {
        let output = chinhluan(&["report", input.to_str().unwrap(), "--out", out.to_str().unwrap()]);
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(documents(&out), 1);
    }
}

#[test]
fn the_output_folder_is_no_input() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), GOOD).unwrap();
    fs::create_dir(folder.path().join("pages")).unwrap();
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        command.current_dir(folder.path()).args(arguments).output().unwrap()
    };
    for verb in ["report", "dedup", "vectors", "cluster", "convert"] {
        for input in [".", "./pages/.."] {
            let output = run(&[verb, input, "--out", "."]);
            assert_eq!(output.status.code(), Some(2), "{verb} {input}: {}", said(&output));
            assert!(said(&output).contains("is the output folder"), "{verb} {input}: {}", said(&output));
        }
    }
    let output = run(&["convert", "a.txt", "--out", "."]);
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    // Beside it there is room.
    let output = run(&["dedup", "a.txt", "--out", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
}

#[test]
fn what_cannot_be_done_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");
    let run = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        command.current_dir(folder.path()).args(arguments).output().unwrap()
    };
    for options in [&["--svd", "0"][..], &["--min-df", "0.5", "--max-df", "0.1"]] {
        let output = run(&[&["vectors", demo, "--out", "a/b"], options].concat());
        assert_eq!(output.status.code(), Some(2), "{}", said(&output));
        assert!(!folder.path().join("a").exists(), "{options:?}");
    }
    // A folder that was there stays.
    fs::create_dir(folder.path().join("a")).unwrap();
    run(&["vectors", demo, "--out", "a/b", "--svd", "0"]);
    assert!(folder.path().join("a").exists() && !folder.path().join("a/b").exists());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_an_earlier_report_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");
    let files = || -> Vec<_> {
        let mut files: Vec<_> = fs::read_dir(&out)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.clone(), fs::read(path).unwrap()))
            .collect();
        files.sort();
        files
    };
    fs::write(folder.path().join("a.txt"), GOOD).unwrap();
    let small = chinhluan(&["report", folder.path().to_str().unwrap(), "--out", out.to_str().unwrap()]);
    assert_eq!(small.status.code(), Some(0), "{}", said(&small));
    let before = files();
    // 100 kB a file: the first of the larger report's files can be written, the page cannot. The signal that says so is
    // ignored, so that the write fails.
    let script = format!(
        "trap '' XFSZ; ulimit -f 200; exec '{}' report '{demo}' --out '{}'",
        assert_cmd::cargo::cargo_bin("chinhluan").display(),
        out.display(),
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    assert!(files() == before);
}

#[test]
fn a_killed_run_leaves_nothing_under_a_final_name() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("long.jsonl");
    let line = format!("{}\n", serde_json::json!({ "text": format!("{GOOD} ").repeat(200) }));
    fs::write(&input, line.repeat(1500)).unwrap();
    let out = folder.path().join("out");
    let mut running = std::process::Command::new(assert_cmd::cargo::cargo_bin("chinhluan"))
        .args(["report", input.to_str().unwrap(), "--out", out.to_str().unwrap()])
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    running.kill().unwrap();
    running.wait().unwrap();
    let left: Vec<_> = fs::read_dir(&out)
        .map(|entries| entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect())
        .unwrap_or_default();
    assert!(left.iter().all(|name| name.starts_with(".chinhluan-")), "{left:?}");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("many.jsonl");
    let line = format!("{}\n", serde_json::json!({ "text": GOOD }));
    fs::write(&input, line.repeat(20_000)).unwrap();
    for arguments in [&["phrases", "--format", "jsonl"][..], &["dedup"]] {
        let mut running = std::process::Command::new(assert_cmd::cargo::cargo_bin("chinhluan"))
            .args(arguments)
            .arg(&input)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        drop(running.stdout.take());
        let output = running.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", said(&output));
    }
}

#[test]
fn standard_input_is_what_it_begins_as() {
    let page = format!("<!DOCTYPE html><html><body><h1>Xã về đích</h1><p>{GOOD}</p></body></html>");
    let records = format!("{{ \"id\": \"a\", \"text\": \"{GOOD}\"}}\n{{\"id\":\"b\",\"text\":\"{GOOD}\"}}\n");
    let archive = format!(
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: http://vi-du.vn/\r\nContent-Type: text/plain\r\n\
         Content-Length: {}\r\n\r\n{GOOD}\r\n\r\n",
        GOOD.len()
    );
    let quoted = format!("{{Ghi chú}} {GOOD}");
    let expected = [
        (&records, vec!["a", "b"]),
        (&page, vec!["-"]),
        (&archive, vec!["http://vi-du.vn/"]),
        (&quoted, vec!["-"]),
    ];
    for (input, ids) in expected {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        let output = command.args(["structure"]).write_stdin(input.as_bytes()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let rows = String::from_utf8(output.stdout).unwrap();
        let rows: Vec<serde_json::Value> =
            rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(rows.iter().map(|row| row["document"].as_str().unwrap()).collect::<Vec<_>>(), ids);
        assert_eq!(rows[0]["article"].is_boolean(), input == &page, "{}", rows[0]);
    }
}

#[test]
fn standard_input_and_every_format_of_words() {
    let run = |format: &str| {
        let mut command = Command::cargo_bin("chinhluan").unwrap();
        let text = "Xã đã về đích nông thôn mới.\n\nĐảng bộ học tập và làm theo Bác.";
        let output = command.args(["segment", "--format", format]).write_stdin(text).output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let underscore = run("underscore");
    assert_eq!(underscore.lines().count(), 3);
    assert!(underscore.contains("nông_thôn"), "{underscore}");
    let spans: serde_json::Value = serde_json::from_str(&run("spans")).unwrap();
    assert_eq!(spans["words"][0], serde_json::json!([0, 3]));
    assert!(run("conllu").contains("\tnông thôn\t"));
    let sentences: serde_json::Value = serde_json::from_str(&run("jsonl")).unwrap();
    assert_eq!(sentences["sentences"].as_array().unwrap().len(), 2);
}

/// The files below a folder, and what they hold.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.extend([(path.clone(), fs::read(&path).unwrap())]),
        }
    }
    files
}

#[test]
fn a_run_that_cannot_put_its_files_in_place_leaves_the_folder_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (first, second) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
    fs::write(&first, GOOD).unwrap();
    fs::write(&second, format!("{GOOD} {GOOD}")).unwrap();
    let out = folder.path().join("out");
    let run = |input: &Path, more: &[&str]| {
        let given = ["report", input.to_str().unwrap(), "--out", out.to_str().unwrap()];
        chinhluan(&[&given[..], more].concat())
    };
    assert_eq!(run(&first, &["--site"]).status.code(), Some(0));
    for name in ["report.html", "site/index.html", "manifest.json"] {
        fs::remove_file(out.join(name)).unwrap();
        fs::create_dir(out.join(name)).unwrap();
        let before = files(&out);
        let output = run(&second, &["--site"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(said(&output).contains(name), "{}", said(&output));
        assert_eq!(files(&out), before, "{name}");
        fs::remove_dir(out.join(name)).unwrap();
        assert_eq!(run(&first, &["--site"]).status.code(), Some(0));
    }
    // Chunks of a larger site go, what is not of a site stays.
    for name in [
        "articles-7.json.gz",
        "lines-7.json.gz",
        "contexts-7.json.gz",
        "notes-7.json.gz",
        "articles-x.json.gz",
    ] {
        fs::write(out.join("site").join(name), "").unwrap();
    }
    assert_eq!(run(&second, &["--site"]).status.code(), Some(0));
    let mut names: Vec<String> = fs::read_dir(out.join("site"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let own = ["articles-0.json.gz", "contexts-0.json.gz", "index.html", "lines-0.json.gz"];
    let mut expected = [&own[..], &["articles-x.json.gz", "notes-7.json.gz"]].concat();
    expected.sort();
    assert_eq!(names, expected);
}

#[test]
fn numbers_that_are_ids_keep_their_digits() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("crawl.jsonl");
    let ids = ["12345678901234567890123", "12345678901234567890124", "18446744073709551615", "-7", "1.50"];
    let line = |id: &&str| format!("{{\"id\": {id}, \"text\": \"Xã đạt chuẩn nông thôn mới.\"}}\n");
    fs::write(&input, ids.iter().map(line).collect::<String>()).unwrap();
    let output = chinhluan(&["segment", input.to_str().unwrap(), "--format", "jsonl"]);
    let found: Vec<serde_json::Value> = output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter_map(|line| serde_json::from_slice(line).ok())
        .collect();
    assert_eq!(found.iter().map(|line| line["document"].as_str().unwrap()).collect::<Vec<_>>(), ids);
}
