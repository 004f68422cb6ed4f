//! `convert`: files and folders in any encoding, in UTF-8; what is no text is named.

use assert_cmd::Command;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Output;

const TCVN3: &[u8] = b"\xa7\xb6ng C\xe9ng s\xb6n Vi\xd6t Nam\n";
const TEXT: &str = "Đảng Cộng sản Việt Nam\n";

fn convert(arguments: &[&Path], input: &[u8]) -> Output {
    Command::cargo_bin("chinhluan")
        .unwrap()
        .arg("convert")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn standard_input() {
    let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for input in [TCVN3, TEXT.as_bytes(), &utf16, "§¶ng Céng s¶n ViÖt Nam\n".as_bytes()] {
        let output = convert(&[], input);
        assert_eq!((output.status.code(), String::from_utf8(output.stdout).unwrap()), (Some(0), TEXT.into()));
    }
    assert!(said(&convert(&["-".as_ref()], TCVN3)).contains("TCVN3"));
}

#[test]
fn a_folder_keeps_its_paths() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let out = input.join("out");
    fs::create_dir_all(input.join("2004/thang 5")).unwrap();
    fs::write(input.join("2004/thang 5/bai.txt"), TCVN3).unwrap();
    fs::write(input.join("bai.txt"), TEXT).unwrap();
    fs::write(input.join(".DS_Store"), b"\0\0\0\x01").unwrap();
    for _ in 0..2 {
        // The second time, what the first wrote is no input.
        let output = convert(&[&input, "--out".as_ref(), &out], b"");
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        assert_eq!(fs::read_to_string(out.join("2004/thang 5/bai.txt")).unwrap(), TEXT);
        assert_eq!(fs::read_to_string(out.join("bai.txt")).unwrap(), TEXT);
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2);
        assert!(said(&output).contains("converted 1 in TCVN3 (ABC), 1 in UTF-8"), "{}", said(&output));
    }
}

#[test]
fn what_is_no_text_is_named_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("in");
    let out = folder.path().join("out");
    fs::create_dir(&input).unwrap();
    for (name, bytes, _) in NO_TEXT {
        fs::write(input.join(name), bytes).unwrap();
    }
    fs::write(input.join("bai.txt"), TCVN3).unwrap();
    let output = convert(&[&input, "--out".as_ref(), &out], b"");
    assert_eq!(output.status.code(), Some(1));
    for (name, _, reason) in NO_TEXT {
        let line = said(&output).lines().find(|line| line.contains(name)).unwrap_or_default().to_owned();
        assert!(line.contains("skipped") && line.contains(reason), "{name}: {line}");
    }
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
    assert_eq!(fs::read_to_string(out.join("bai.txt")).unwrap(), TEXT);
}

const NO_TEXT: [(&str, &[u8], &str); 6] = [
    ("anh.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
    ("cong-van.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "Word"),
    ("bao-cao.docx", b"PK\x03\x04\x14\0\x06\0", ".docx"),
    ("nghi-quyet.pdf", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "PDF"),
    ("to-trinh.rtf", b"{\\rtf1\\ansi \\'a7\\'b6ng}", "RTF"),
    ("du-lieu", b"abc\x01\x02\0\0\0def\xff\xfe\x80", "binary"),
];

#[test]
fn two_inputs_of_one_name_are_not_one_output() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let files = ["a", "b"].map(|name| folder.path().join(name).join("bai.txt"));
    for file in &files {
        fs::create_dir(file.parent().unwrap()).unwrap();
    }
    fs::write(&files[0], TCVN3).unwrap();
    fs::write(&files[1], "Khác\n").unwrap();
    let output = convert(&[&files[0], &files[1], "--out".as_ref(), &out], b"");
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("written already"), "{}", said(&output));
    assert_eq!(fs::read_to_string(out.join("bai.txt")).unwrap(), TEXT);
}

#[test]
fn a_page_declares_what_it_is_in() {
    let page = |charset: &str, text: &[u8]| {
        let head = format!(
            "<html><head><!-- charset=x --><meta http-equiv=\"Content-Type\" content=\"text/html; charset={charset}\"></head>"
        );
        [head.as_bytes(), b"<p>", text, b"</p></html>"].concat()
    };
    let output = convert(&[], &page("x-user-defined", TCVN3));
    assert_eq!(output.stdout, page("utf-8", TEXT.as_bytes()));
    assert!(said(&output).contains("declared as x-user-defined"), "{}", said(&output));
    let sound = page("UTF-8", TEXT.as_bytes());
    assert_eq!(convert(&[], &sound).stdout, sound);
}

#[test]
fn what_is_not_there_is_said_before_any_work() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = convert(&["/no/such/file".as_ref(), "--out".as_ref(), &out], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("/no/such/file") && !out.exists());
}

#[test]
fn a_packed_file_is_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let packed = folder.path().join("bai.txt.gz");
    let mut gzip = GzEncoder::new(fs::File::create(&packed).unwrap(), Compression::fast());
    gzip.write_all(TCVN3).unwrap();
    gzip.finish().unwrap();
    let output = convert(&[&packed, "--out".as_ref(), &out], b"");
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(fs::read_to_string(out.join("bai.txt")).unwrap(), TEXT);
    let mut cut = fs::read(&packed).unwrap();
    cut.truncate(cut.len() - 9);
    let output = convert(&[], &cut);
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
}

#[test]
fn a_folder_of_which_nothing_is_read_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let said = said(&convert(&[folder.path()], b""));
    assert!(said.contains("there is no file in it"), "{said}");
}

#[test]
fn what_could_not_be_read_is_no_success() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("la.txt");
    let bytes = ["việc ệ đ ".repeat(300).as_bytes(), &b"\xf5\xc0 ".repeat(300)].concat();
    fs::write(&file, &bytes).unwrap();
    let output = convert(&[&file], b"");
    let said = said(&output);
    let count = String::from_utf8(output.stdout).unwrap().matches('\u{fffd}').count();
    assert!(count > 0, "{said}");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains(&format!("la.txt: U+FFFD stands in {count} places")), "{said}");

    let few = [TEXT.repeat(20).as_bytes(), b"\xf5\n"].concat();
    let output = convert(&[], &few);
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap().matches('\u{fffd}').count(), 1);
}
