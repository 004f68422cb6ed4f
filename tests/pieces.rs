//! Text files handed out in pieces.

use chinhluan::read::Inputs;
use chinhluan::{Document, Result};
use proptest::prelude::*;

fn pieces(bytes: &[u8], size: usize) -> Vec<Result<Document>> {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bai.txt");
    std::fs::write(&path, bytes).unwrap();
    let paths = vec![path];
    Inputs { paths, pieces: Some(size), ..Inputs::default() }.open().unwrap().collect()
}

fn texts(bytes: &[u8], size: usize) -> Vec<String> {
    pieces(bytes, size).into_iter().map(|piece| piece.unwrap().text).collect()
}

#[test]
fn behind_a_paragraph_or_a_line_where_there_is_one() {
    assert_eq!(
        texts("Đoạn một.\n\nĐoạn hai.\nDòng hai.\n".as_bytes(), 18),
        ["Đoạn một.\n\n", "Đoạn hai.\n", "Dòng hai.\n"]
    );
    assert_eq!(texts("một\nhai\nba".as_bytes(), 9), ["một\n", "hai\nba"]);
    let long = "một dòng dài hơn một mảnh\n";
    let next = "hai ".repeat(20);
    assert_eq!(texts(format!("{long}{next}").as_bytes(), 4), [long, &next]);
}

#[test]
fn a_broken_line_is_left_out_alone() {
    let bytes = b"mot\nhai\nba \xff\nbon\nnam\n";
    let found: Vec<String> = pieces(bytes, 1 << 20)
        .into_iter()
        .map(|piece| piece.map_or_else(|error| error.in_words(), |document| document.text))
        .collect();
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!((found[0].as_str(), found[2].as_str()), ("mot\nhai\n", "bon\nnam\n"));
    assert!(found[1].contains("bai.txt:3: not UTF-8 at byte 3"), "{}", found[1]);
}

#[test]
fn a_legacy_file_comes_whole() {
    let text = "Đảng bộ và nhân dân trong huyện thi đua xây dựng nông thôn mới.\n".repeat(40);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let found = pieces(&utf16, 64);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].as_ref().unwrap().text, text);
}

/// Found by fuzzing: the error came again without end.
#[test]
fn damaged_compression_is_one_error() {
    let mut bytes = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3];
    bytes.resize(200, 0xff);
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bai.txt.gz");
    std::fs::write(&path, bytes).unwrap();
    let inputs = Inputs { paths: vec![path], pieces: Some(64), ..Inputs::default() };
    let found: Vec<_> = inputs.open().unwrap().take(5).collect();
    assert!(found.len() == 1 && found[0].is_err(), "{found:?}");
}

#[test]
fn nothing_in_it() {
    for bytes in ["", "\u{feff}", " \n\n"] {
        let found = pieces(bytes.as_bytes(), 64);
        assert!(found.len() == 1 && found[0].as_ref().is_err_and(|error| error.in_words().contains("empty")));
    }
}

proptest! {
    #[test]
    fn together_they_are_the_file(text in "[ab đệ\n\r]{0,60}x", size in 1usize..40) {
        let found = pieces(text.as_bytes(), size);
        let mut lines = 1;
        let mut whole = String::new();
        for piece in found {
            let piece = piece.unwrap();
            prop_assert_eq!(piece.place.line, Some(lines));
            lines += piece.text.matches('\n').count() as u64;
            whole.push_str(&piece.text);
        }
        prop_assert_eq!(whole, text);
    }
}
