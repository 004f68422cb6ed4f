//! From a file to the parts of an article: web pages, and text of the years before Unicode.

use chinhluan::article::{Structure, structure};
use chinhluan::clean::clean;
use chinhluan::read::Inputs;
use chinhluan::{Document, Role, syllable::Forms, tokens::Tokens};
use serde::Deserialize;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

fn documents(path: &Path) -> Vec<Document> {
    let inputs = Inputs { paths: vec![path.into()], ..Inputs::default() };
    inputs.open().unwrap().map(Result::unwrap).collect()
}

/// The parts of a document, and its cleaned text.
fn parts(document: &Document) -> (Structure, String) {
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    let text = clean(&document.text).text.into_owned();
    tokens.read(&text, &mut forms);
    (structure(&text, &document.meta, &tokens, &forms), text)
}

#[derive(Deserialize)]
struct Truth {
    is_article: bool,
    title: Option<String>,
    date: Option<String>,
    byline: Option<String>,
    source_credit: Option<String>,
}

#[test]
fn a_page_keeps_its_parts_on_the_way() {
    let documents = documents(&folder("html"));
    assert!(documents.len() >= 30);
    let same = |text: &str| clean(text).text.into_owned();
    for document in &documents {
        let name = &document.id;
        let truth = std::fs::read_to_string(folder("html").join(name).with_extension("toml")).unwrap();
        let truth: Truth = toml::from_str(&truth).unwrap();
        let markup = document.meta.markup.as_ref().unwrap();
        let (structure, text) = parts(document);
        let roles: Vec<Role> = structure.lines.iter().map(|line| line.role).collect();
        assert_eq!(roles, markup.roles, "{name}");
        assert_eq!(markup.is_article, truth.is_article, "{name}");
        if !truth.is_article {
            assert!(!roles.iter().any(|role| role.is_content()), "{name}");
            continue;
        }
        let title = structure.title.map(|span| span.of(&text).to_owned()).or(document.meta.title.clone());
        assert_eq!(title.map(|title| same(&title)), truth.title.map(|title| same(&title)), "{name}");
        let day = structure.published.map(|dated| dated.moment.date.to_string());
        assert_eq!(day, truth.date, "{name}");
        let byline = structure.byline.map(|span| span.of(&text).to_owned()).or(markup.byline.clone());
        assert_eq!(byline.map(|name| same(&name)), truth.byline.map(|name| same(&name)), "{name}");
        if let Some(credit) = truth.source_credit {
            let found = structure.source_credit.map(|span| span.of(&text));
            assert!(found.is_some_and(|found| found.contains(&same(&credit))), "{name}: {found:?}");
        }
    }
}

/// `text` in each of these ways in which bytes that are not UTF-8 get to disk.
fn written(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: u16| {
        [mark].into_iter().chain(text.encode_utf16()).flat_map(bytes).collect::<Vec<u8>>()
    };
    let misread: String = text.bytes().map(char::from).collect();
    vec![
        ("UTF-16LE", utf16(u16::to_le_bytes, 0xfeff)),
        ("UTF-16BE", utf16(u16::to_be_bytes, 0xfeff)),
        ("UTF-8 read as Latin-1", misread.into_bytes()),
    ]
}

#[test]
fn text_in_another_encoding_is_read_without_being_asked() {
    let text = "Tỉnh ủy tổng kết 10 năm xây dựng nông thôn mới.\n\nĐến hết năm 2020, 127 xã trong tỉnh đã đạt chuẩn, \
                vượt 12 xã so với nghị quyết của Đại hội Đảng bộ tỉnh.\n";
    let scratch = tempfile::tempdir().unwrap();
    for (encoding, bytes) in written(text) {
        for (name, bytes) in [("bai.txt", bytes.clone()), ("bai.html", bytes)] {
            let path = scratch.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            let read = documents(&path);
            assert_eq!(read[0].meta.encoding, Some(encoding), "{name}");
            assert!(read[0].text.contains("127 xã trong tỉnh đã đạt chuẩn"), "{name}: {}", read[0].text);
        }
    }
    let record = serde_json::json!({ "text": text.bytes().map(char::from).collect::<String>() });
    let path = scratch.path().join("bai.jsonl");
    std::fs::write(&path, record.to_string()).unwrap();
    assert_eq!(documents(&path)[0].text, text);
}

#[test]
fn sound_text_is_left_alone() {
    let scratch = tempfile::tempdir().unwrap();
    for text in [
        "Đảng bộ xã có 14 chi bộ.",
        "The commune's Party Committee has 14 cells; its café is named “Chez Đào”.",
        "Příliš žluťoučký kůň úpěl ďábelské ódy. Où est l’été à Hué ?",
        "x^2 + y^2 = z^2; d' = a'b + ab'",
    ] {
        let path = scratch.path().join("bai.txt");
        std::fs::write(&path, text).unwrap();
        let read = documents(&path);
        assert_eq!((read[0].text.as_str(), read[0].meta.encoding), (text, None));
    }
}
