//! Text files handed out in pieces.

use chinhluan::read::Inputs;
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use chinhluan::{Document, Result};
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use std::io::Write;

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
fn before_a_sentence_or_a_line_where_there_is_one() {
    assert_eq!(
        texts("Đoạn một.\n\nĐoạn hai.\nDòng hai.\n".as_bytes(), 18),
        ["Đoạn một.\n\n", "Đoạn hai.\n", "Dòng hai.\n"]
    );
    assert_eq!(texts("một\nhai\nba".as_bytes(), 9), ["một\n", "hai\nba"]);
    // A line that goes on in lower case is the rest of a wrapped one.
    assert_eq!(texts("Một.\nHai\nba\nbốn\n".as_bytes(), 16), ["Một.\n", "Hai\nba\nbốn\n"]);
    assert_eq!(texts("một\n\n hai\nba\n".as_bytes(), 14), ["một\n\n", " hai\nba\n"]);
    let long = "một dòng dài hơn một mảnh\n";
    let next = "hai ".repeat(20);
    assert_eq!(texts(format!("{long}{next}").as_bytes(), 4), [long, &next]);
}

#[test]
fn a_letter_that_is_cut_through_takes_no_line_with_it() {
    let sound = "Đảng bộ xã họp.\n";
    let cut = b"ch\xe1\xba c\xe1\xba\xaft b\xe1\xbb\x8f\n";
    for before in [1, 9000] {
        let bytes = [sound.repeat(before).as_bytes(), cut, sound.as_bytes()].concat();
        let expected = format!("{}ch\u{fffd} cắt bỏ\n{sound}", sound.repeat(before));
        assert_eq!(texts(&bytes, 1 << 12).concat(), expected);
    }
    // A mark at the beginning says what letters in ASCII do not.
    for before in [&b"mot\nhai\n"[..], b"\xef\xbb\xbf"] {
        let found = pieces(&[before, b"ba \xff\nbon\n"].concat(), 1 << 12);
        let last = found.last().unwrap().as_ref().unwrap();
        assert_eq!((last.text.as_str(), last.meta.encoding), ("ba \u{fffd}\nbon\n", Some("UTF-8, damaged")));
    }
}

#[test]
fn what_is_no_text_is_refused_as_a_whole() {
    let found = pieces(&[0x89, b'P', b'N', b'G', b'\n', 0xff, b'\n', b'a'], 1 << 12);
    assert!(found.len() == 1 && found[0].is_err(), "{found:?}");
}

#[test]
fn what_follows_much_ascii_is_read_in_its_encoding() {
    let ascii = "2009-04-12 08:30:00 GMT+7, Phong Van hoa\n".repeat(3000);
    let tcvn3 =
        b"\xa7\xb6ng b\xe9 v\xb5 nh\xa9n d\xa9n x\xb7 b\xb5n vi\xd6c \xae\xb5o ao th\xb6 c\xb8.\n".repeat(40);
    let text = "Đảng bộ và nhân dân xã bàn việc đào ao thả cá.\n".repeat(40);
    let found = texts(&[ascii.as_bytes(), &tcvn3].concat(), 1 << 16).concat();
    assert!(found == format!("{ascii}{text}"), "{}", &found[ascii.len()..]);
}

#[test]
fn a_legacy_file_is_decoded_as_a_whole() {
    let text = "Đảng bộ và nhân dân trong huyện thi đua xây dựng nông thôn mới.\n".repeat(40);
    let utf16: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let found = pieces(&utf16, 1 << 9);
    assert!(
        found.len() > 4
            && found.iter().all(|piece| piece.as_ref().unwrap().meta.encoding == Some("UTF-16LE"))
    );
    assert_eq!(texts(&utf16, 1 << 9).concat(), text);
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
fn what_was_read_before_the_damage_is_handed_out() {
    let text = "Đảng bộ xã họp, bàn việc đào ao thả cá.\n".repeat(400);
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(text.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("bai.txt.gz");
    std::fs::write(&path, &packed[..packed.len() * 3 / 4]).unwrap();
    let inputs = Inputs { paths: vec![path], pieces: Some(1 << 10), ..Inputs::default() };
    let mut found: Vec<_> = inputs.open().unwrap().collect();
    assert!(found.pop().unwrap().is_err());
    let read: String = found.into_iter().map(|piece| piece.unwrap().text).collect();
    assert!(text.starts_with(&read) && read.len() > text.len() / 4, "{} of {} bytes", read.len(), text.len());
}

#[test]
fn nothing_in_it() {
    for bytes in ["", "\u{feff}"] {
        assert_eq!(texts(bytes.as_bytes(), 64), [""]);
    }
    assert_eq!(texts(b" \n\n", 64), [" \n\n"]);
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
            prop_assert_eq!(piece.meta.offset, Some(whole.len() as u64));
            lines += piece.text.matches('\n').count() as u64;
            whole.push_str(&piece.text);
        }
        prop_assert_eq!(whole, text);
    }

    #[test]
    fn no_sentence_is_cut_where_one_begins_on_a_new_line(
        lines in prop::collection::vec(r#"((Xã|xã|40|m|ông|TP|"|-|\.|“|”|,|…|\?) ?){0,6}(\r?\n){1,2}(Họp|họp)?"#, 1..12),
        size in 30usize..200,
    ) {
        let text = lines.concat() + "x";
        let found: Vec<Document> = pieces(text.as_bytes(), size).into_iter().map(|piece| piece.unwrap()).collect();
        // Where no line in reach begins a sentence, a piece ends behind any line: that is not what is asked here.
        let begins = |piece: &Document| {
            let before = &text[..piece.meta.offset.unwrap() as usize];
            let space = &before[before.trim_end().len()..];
            space.matches('\n').count() > 1 || !piece.text.trim_start().starts_with(char::is_lowercase)
        };
        prop_assume!(found.iter().skip(1).all(begins));
        let parted: Vec<usize> = found.iter().flat_map(|piece| sentences(&piece.text)).collect();
        prop_assert_eq!(parted, sentences(&text));
    }
}

/// How many tokens each sentence has.
fn sentences(text: &str) -> Vec<usize> {
    let mut tokens = Tokens::default();
    tokens.read(text, &mut Forms::new());
    tokens.sentences().map(|sentence| sentence.len()).collect()
}
