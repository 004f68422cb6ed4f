//! Encodings: guessed, decoded, and the two together, on text written for this test.
//!
//! The figures on real documents, for which `CHINHLUAN_SHARED` names the folder that holds `data`:
//!
//!     CHINHLUAN_SHARED=FOLDER cargo test --test encoding -- --ignored --nocapture

#![expect(clippy::print_stdout, reason = "figures measured on data that need not be there")]

#[path = "encoding/encoder.rs"]
mod encoder;

use chinhluan::read::Inputs;
use chinhluan::read::encoding::{Encoding, decode, guess, looks_sound};
use chinhluan::syllable::{Syllable, ToneStyle};
use encoder::{WRITTEN, encode, read_as_cp1252, read_as_latin1};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use unicode_normalization::UnicodeNormalization;

const VIETNAMESE: &str = include_str!("data/encoding/vietnamese.txt");

#[derive(Deserialize)]
struct Cases {
    decode: Vec<DecodeCase>,
    other: Vec<OtherCase>,
}

#[derive(Deserialize)]
struct DecodeCase {
    name: String,
    /// Text, whose characters stand for bytes where `bytes` says so.
    input: String,
    #[serde(default)]
    bytes: bool,
    encoding: String,
    text: String,
    #[serde(default)]
    uncertain: Vec<String>,
}

#[derive(Deserialize)]
struct OtherCase {
    name: String,
    text: String,
}

fn cases() -> Cases {
    toml::from_str(include_str!("data/encoding/cases.toml")).expect("cases.toml")
}

#[test]
fn decode_cases() {
    let mut names = BTreeSet::new();
    for case in cases().decode {
        assert!(names.insert(case.name.clone()), "{}: twice", case.name);
        let bytes =
            if case.bytes { case.input.chars().map(|c| c as u8).collect() } else { case.input.into_bytes() };
        let found = guess(&bytes);
        assert_eq!(found.encoding.name(), case.encoding, "{}: {found:?}", case.name);
        let decoded = decode(&bytes, found.encoding);
        assert_eq!(decoded.text, case.text, "{}", case.name);
        let uncertain: Vec<_> =
            decoded.uncertain_capitals.iter().map(|span| span.of(&decoded.text)).collect();
        assert_eq!(uncertain, case.uncertain, "{}", case.name);
    }
}

/// A notice in English or a style sheet may be longer than what is looked at.
#[test]
fn what_stands_behind_much_ascii_is_in_its_encoding() {
    let text: String = VIETNAMESE.lines().take(40).map(|line| format!("{line}\n")).collect();
    let lengths = [60 << 10, (64 << 10) - 2, 64 << 10, 70 << 10, 300 << 10];
    for (&written, length) in WRITTEN.iter().flat_map(|written| lengths.map(|length| (written, length))) {
        if matches!(written, Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Viqr) {
            continue;
        }
        for line in ["p.x { color: red; margin: 0 }\n", "for(var i=0;i<o+1;i++)f(a^b);"] {
            let ascii: String = line.chars().cycle().take(length).collect();
            let bytes = [ascii.as_bytes(), b"\n", &encode(&text, written)].concat();
            assert!(is_right(&bytes, written, &text), "{written} behind {length}: {:?}", guess(&bytes));
        }
    }
    let viqr = encode(&text.repeat(40), Encoding::Viqr);
    assert!(viqr.len() > 64 << 10);
    let found = guess(&[&viqr, "§ 12 °C\n".as_bytes()].concat());
    assert_eq!(found.encoding, Encoding::Viqr);
}

/// Pieces of at least 200 bytes of UTF-8, cut at spaces.
fn samples(text: &str, size: usize) -> Vec<String> {
    let mut samples = vec![String::new()];
    for word in text.split_inclusive([' ', '\n']) {
        if samples.last().is_some_and(|sample| sample.len() >= size) {
            samples.push(String::new());
        }
        samples.last_mut().expect("never empty").push_str(word);
    }
    samples.retain(|sample| sample.len() >= size);
    samples
}

/// Whether a guess is right: the encoding is, or another that reads these bytes alike.
fn is_right(bytes: &[u8], written: Encoding, text: &str) -> bool {
    let found = guess(bytes);
    (found.encoding == written || decode(bytes, found.encoding).text == decode(bytes, written).text)
        && (found.score > 0.3 || text.split_whitespace().filter(|word| !word.is_ascii()).count() < 8)
}

fn measure(texts: &[String]) -> (usize, usize, BTreeMap<String, usize>) {
    let (mut all, mut right, mut wrong) = (0, 0, BTreeMap::new());
    for &written in WRITTEN {
        let mut own = 0;
        for text in texts {
            let bytes = encode(text, written);
            let misread = match written {
                Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be | Encoding::Viqr => vec![],
                Encoding::Utf8AsLatin1 | Encoding::Utf8AsCp1252 => vec![],
                _ => vec![read_as_latin1(&bytes), read_as_cp1252(&bytes)],
            };
            for bytes in [bytes].into_iter().chain(misread) {
                all += 1;
                own += 1;
                if is_right(&bytes, written, text) {
                    right += 1;
                } else {
                    let found = guess(&bytes);
                    *wrong.entry(format!("{written} -> {}", found.encoding)).or_default() += 1;
                    if std::env::var_os("CHINHLUAN_SHOW").is_some() {
                        println!("{written} {found:?}: {text}\n  {}", String::from_utf8_lossy(&bytes));
                    }
                }
            }
        }
        assert!(own > 0);
    }
    (all, right, wrong)
}

#[test]
fn every_encoding_is_found() {
    let texts = samples(VIETNAMESE, 200);
    assert!(texts.len() >= 20, "{}", texts.len());
    let (all, right, wrong) = measure(&texts);
    println!("{right} of {all} right; {wrong:?}");
    assert_eq!(right, all, "{wrong:?}");
}

#[test]
fn tables_in_every_encoding() {
    // Signs that not every encoding has are no matter of tables.
    let plain = |c: &char| c.is_alphanumeric() || c.is_whitespace() || ".,;:".contains(*c);
    let rows: Vec<String> =
        samples(VIETNAMESE, 200).iter().map(|text| text.chars().filter(plain).collect()).collect();
    let folder = tempfile::tempdir().unwrap();
    for (separator, ending) in [(",", "csv"), ("\t", "tsv")] {
        let line = |(number, text): (usize, &String)| format!("{number}{separator}\"{text}\"\r\n");
        let lines: String = rows.iter().enumerate().map(line).collect();
        let table = format!("id{separator}text\r\n{lines}");
        for &written in WRITTEN {
            let bytes = encode(&table, written);
            // What was taken for UTF-8 once, and VIQR, is not told by a table but by each of its articles.
            if written != Encoding::Utf8 && std::str::from_utf8(&bytes).is_ok() {
                continue;
            }
            let path = folder.path().join(format!("bao.{ending}"));
            std::fs::write(&path, bytes).unwrap();
            let inputs = Inputs { paths: vec![path], ..Inputs::default() };
            let read: Vec<_> = inputs.open().unwrap().map(Result::unwrap).collect();
            assert_eq!(read.len(), rows.len(), "{written}");
            for (number, (document, text)) in read.iter().zip(&rows).enumerate() {
                // Of capitals one encoding knows nothing.
                assert_eq!(document.text.to_lowercase(), text.to_lowercase(), "{written}");
                assert_eq!(document.id, number.to_string());
                let encoding = Some(written.name()).filter(|_| written != Encoding::Utf8);
                assert_eq!(document.meta.encoding, encoding);
            }
        }
    }
}

/// Text as it stands in files that are no running prose, from running prose.
fn kinds(text: &str) -> [(&'static str, String); 6] {
    let words: Vec<&str> = text.split_whitespace().collect();
    let lines = |len: usize| words.chunks(len).map(|words| words.join(" "));
    let numbered = |separator: &str, end: &str| {
        lines(3)
            .enumerate()
            .map(|(row, cell)| format!("{}{separator}{cell}{separator}{}{end}", row + 1, row * 1250))
            .collect()
    };
    [
        ("capitals", text.to_uppercase()),
        ("names", lines(2).map(|line| capitalised(&line) + "\r\n").collect()),
        ("list", lines(4).enumerate().map(|(row, item)| format!("{}. {item};\r\n", row + 1)).collect()),
        ("table", numbered("\t", "\r\n")),
        ("csv", numbered("\",\"", "\"\r\n\"")),
        (
            "page",
            lines(6)
                .map(|line| format!("<tr><td width=50%><font face=.VnTime>{line}</font></td></tr>\n"))
                .collect(),
        ),
    ]
}

fn capitalised(line: &str) -> String {
    let word =
        |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect();
    line.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

#[test]
fn files_that_are_no_prose() {
    let samples = samples(VIETNAMESE, 300);
    for kind in 0..6 {
        let texts: Vec<String> = samples.iter().map(|text| kinds(text)[kind].1.clone()).collect();
        let (all, right, wrong) = measure(&texts);
        println!("{}: {right} of {all} right; {wrong:?}", kinds("")[kind].0);
        // VN1 and TCVN3 differ in toned capitals only, of which names in short lines have few.
        assert!(right as f64 >= 0.99 * all as f64, "{}: {wrong:?}", kinds("")[kind].0);
    }
}

#[test]
fn other_languages_are_left_alone() {
    for case in cases().other {
        let mut files = vec![case.text.clone().into_bytes()];
        for encoding in [encoding_rs::WINDOWS_1252, encoding_rs::WINDOWS_1250, encoding_rs::WINDOWS_1254] {
            let (bytes, _, lossy) = encoding.encode(&case.text);
            if !lossy {
                files.push(bytes.into_owned());
            }
        }
        for bytes in files {
            let found = guess(&bytes);
            assert!(found.score < 0.15, "{}: {found:?}", case.name);
            assert!(
                matches!(found.encoding, Encoding::Utf8 | Encoding::Windows1252),
                "{}: {found:?}",
                case.name
            );
            if let Ok(text) = std::str::from_utf8(&bytes) {
                assert_eq!(found.encoding, Encoding::Utf8, "{}", case.name);
                assert_eq!(decode(&bytes, found.encoding).text, text, "{}", case.name);
            }
        }
    }
}

proptest! {
    #[test]
    fn no_panic_on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        guess(&bytes);
        for &encoding in WRITTEN {
            let text = decode(&bytes, encoding).text;
            prop_assert!(unicode_normalization::is_nfc(&text));
        }
    }

    #[test]
    fn no_panic_on_any_text(text in "\\PC{0,100}", latin in "[\u{80}-\u{ff} a-z]{0,100}") {
        for text in [text, latin] {
            guess(text.as_bytes());
            for &encoding in WRITTEN {
                let decoded = decode(text.as_bytes(), encoding);
                for span in decoded.uncertain_capitals {
                    prop_assert!(!span.of(&decoded.text).is_empty());
                }
            }
            prop_assert_eq!(decode(text.as_bytes(), Encoding::Utf8).text, text.nfc().collect::<String>());
        }
    }

    #[test]
    fn decode_undoes_encode(ids in proptest::collection::vec(any::<u16>(), 40..200), upper in any::<bool>()) {
        let syllables: Vec<String> = ids
            .iter()
            .filter_map(|&id| Syllable::from_id(id & 0xdfff).or(Syllable::from_id(id >> 2)))
            .map(|syllable| syllable.spell(ToneStyle::New))
            .filter(|spelled| Syllable::parse(spelled).is_some())
            // In capitals, files that write `Ò` as `Oò` and words like `XOòNG` cannot be told apart.
            .filter(|spelled| !["oo", "ii"].iter().any(|twice| bare(spelled).contains(twice)))
            .collect();
        let mut text = syllables.join(" ");
        if upper {
            text = text.to_uppercase();
        }
        for &encoding in WRITTEN {
            let mut text = text.clone();
            if encoding == Encoding::Viqr {
                // Behind an open syllable, `.` and `?` may end a sentence.
                text = text.split_inclusive(' ').filter(|word| !word.trim_end().ends_with(is_vowel)).collect();
            }
            let bytes = encode(&text, encoding);
            let decoded = decode(&bytes, encoding);
            if encoding == Encoding::Tcvn3 {
                prop_assert_eq!(decoded.text.to_lowercase(), text.to_lowercase());
            } else {
                prop_assert_eq!(&decoded.text, &text, "{}", encoding);
            }
            prop_assert_eq!(decoded.replaced, 0, "{}", encoding);
        }
    }
}

fn bare(text: &str) -> String {
    text.nfd().filter(char::is_ascii).collect()
}

fn is_vowel(c: char) -> bool {
    [c].into_iter().nfd().next().is_some_and(|base| "aeiouyAEIOUY".contains(base))
}

/// The folder of data that are not ours to give away.
fn shared() -> std::path::PathBuf {
    std::env::var_os("CHINHLUAN_SHARED").expect("CHINHLUAN_SHARED names the folder").into()
}

fn syllables(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// How many words of `b` a longest common subsequence with `a` holds, found near the diagonal after common beginnings.
fn agreeing(a: &[String], b: &[String]) -> (usize, Vec<(String, String)>) {
    let (mut i, mut j, mut same, mut pairs) = (0, 0, 0, Vec::new());
    while i < a.len() && j < b.len() {
        if a[i] == b[j] {
            (i, j, same) = (i + 1, j + 1, same + 1);
            continue;
        }
        // The nearest place where three words agree again.
        let agrees =
            |i: usize, j: usize| (0..3).all(|k| a.get(i + k).is_some() && a.get(i + k) == b.get(j + k));
        let next =
            (1..4000).find_map(|sum| (0..=sum).map(|k| (k, sum - k)).find(|&(k, l)| agrees(i + k, j + l)));
        let (k, l) = next.unwrap_or((1, 1));
        if k == l {
            pairs.extend(
                (0..k)
                    .filter(|&n| a.get(i + n) != b.get(j + n))
                    .map(|n| (a[i + n].clone(), b[j + n].clone())),
            );
            same += (0..k).filter(|&n| a.get(i + n) == b.get(j + n)).count();
        }
        (i, j) = (i + k, j + l);
    }
    (same, pairs)
}

#[test]
#[ignore = "needs CHINHLUAN_SHARED"]
fn real_documents() {
    let shared = shared();
    let legacy = shared.join("data/legacy");
    let transcripts: BTreeMap<String, String> = std::fs::read_to_string(legacy.join("gov_legacy96.jsonl"))
        .expect("gov_legacy96.jsonl")
        .lines()
        .map(|line| {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            let id = record["id"].as_str().expect("id").trim_start_matches("legacy96/").to_owned();
            (id, record["text"].as_str().expect("text").to_owned())
        })
        .collect();
    let mut files: Vec<_> = std::fs::read_dir(legacy.join("real_legacy_text"))
        .expect("folder")
        .map(|file| file.expect("file").path())
        .collect();
    files.sort();
    let (mut all, mut right, mut junk) = (0, 0, BTreeMap::<(String, String), usize>::new());
    for path in files {
        let bytes = std::fs::read(&path).expect("file");
        let name = path.file_name().and_then(|name| name.to_str()).expect("name");
        let (id, label) = name.trim_end_matches(".mojibake.utf8.txt").rsplit_once('.').expect("label");
        let found = guess(&bytes);
        assert!(!looks_sound(std::str::from_utf8(&bytes).expect("UTF-8")), "{name}");
        let expected = if label == "vni" { Encoding::VniWindows } else { Encoding::Tcvn3 };
        let decoded = decode(&bytes, found.encoding);
        let (a, b) = (syllables(&decoded.text), syllables(&transcripts[id]));
        let (same, pairs) = agreeing(&a, &b);
        let of = a.len().min(b.len());
        println!(
            "{id:30.30} {} {:.2} {}{} of {} / {} words = {:.4}; restored {}, replaced {}, uncertain {}",
            found.encoding,
            found.score,
            if found.encoding == expected { "" } else { "WRONG " },
            same,
            a.len(),
            b.len(),
            same as f64 / of as f64,
            decoded.restored,
            decoded.replaced,
            decoded.uncertain_capitals.len()
        );
        all += of;
        right += same;
        for pair in pairs {
            *junk.entry(pair).or_default() += 1;
        }
    }
    let mut junk: Vec<_> = junk.into_iter().collect();
    junk.sort_by_key(|(pair, count)| (std::cmp::Reverse(*count), pair.clone()));
    for ((a, b), count) in junk.iter().take(60) {
        print!("{a}|{b} {count}; ");
    }
    println!("\nreal documents: {right} of {all} = {:.4}", right as f64 / all as f64);
    assert!(right as f64 >= 0.995 * all as f64);
}

#[test]
#[ignore = "needs CHINHLUAN_SHARED"]
fn generated_files() {
    let shared = shared();
    let folder = shared.join("data/legacy/generated");
    let source = std::fs::read_to_string(folder.join("source.nfc.txt")).expect("source");
    for (file, encoding) in [
        ("source.nfd.txt", Encoding::Utf8),
        ("source.cp1258.bytes.txt", Encoding::Windows1258),
        ("source.tcvn3.bytes.txt", Encoding::Tcvn3),
        ("source.tcvn3.as_unicode.txt", Encoding::Tcvn3),
        ("source.tcvn5712-1.bytes.txt", Encoding::Tcvn5712),
        ("source.viqr.bytes.txt", Encoding::Viqr),
        ("source.viscii.bytes.txt", Encoding::Viscii),
        ("source.vni.bytes.txt", Encoding::VniWindows),
        ("source.vni.as_unicode.txt", Encoding::VniWindows),
        ("source.vps.bytes.txt", Encoding::Vps),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect(file);
        let found = guess(&bytes);
        let decoded = decode(&bytes, found.encoding);
        let differ: Vec<_> = decoded
            .text
            .split_whitespace()
            .zip(source.split_whitespace())
            .filter(|(a, b)| a != b)
            .take(5)
            .collect();
        let words = source.split_whitespace().count();
        let wrong =
            decoded.text.split_whitespace().zip(source.split_whitespace()).filter(|(a, b)| a != b).count();
        println!(
            "{file}: {} {:.2}; {wrong} of {words} words differ, as {differ:?}",
            found.encoding, found.score
        );
        assert_eq!(found.encoding, encoding, "{file}");
    }
}

/// The texts of some records from the beginning of a corpus.
fn records(shared: &std::path::Path, name: &str, step: usize, count: usize) -> Vec<String> {
    let mut start = Vec::new();
    let file = std::fs::File::open(shared.join(format!("data/{name}.jsonl.gz"))).expect("file");
    flate2::read::GzDecoder::new(file).take(32 << 20).read_to_end(&mut start).expect("gzip");
    String::from_utf8_lossy(&start)
        .lines()
        .step_by(step)
        .take(count)
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .map(|record| record["text"].as_str().unwrap_or_default().nfc().collect())
        .collect()
}

#[test]
#[ignore = "needs CHINHLUAN_SHARED"]
fn unicode_documents_stay() {
    let shared = shared();
    let (mut bytes, mut count, mut low, mut alarms) = (0, 0, 0, 0);
    let mut time = std::time::Duration::ZERO;
    for name in ["open_prose", "vntc_politics"] {
        for text in records(&shared, name, 1, 4000) {
            let start = std::time::Instant::now();
            let found = guess(text.as_bytes());
            time += start.elapsed();
            assert_eq!(found.encoding, Encoding::Utf8, "{found:?} {text:.300}");
            if !looks_sound(&text) {
                alarms += 1;
                println!("alarm: {name} {} bytes: {text:.200}", text.len());
            }
            low += usize::from(found.score <= 0.3);
            (bytes, count) = (bytes + text.len(), count + 1);
        }
    }
    println!(
        "{count} documents in Unicode, {bytes} bytes, guessed in {time:?}; {low} score 0.3 or less, {alarms} do not look sound"
    );
}

#[test]
#[ignore = "needs CHINHLUAN_SHARED"]
fn samples_of_real_text() {
    let shared = shared();
    let mut texts = Vec::new();
    for name in ["open_prose", "vntc_politics"] {
        for text in records(&shared, name, 7, 200) {
            // What the encodings can write.
            let text: String = text.chars().filter(|&c| encoder::is_writable(c)).collect();
            let pieces = samples(&text, 200);
            texts.extend(pieces.iter().step_by(1 + pieces.len() / 3).cloned());
        }
    }
    texts.retain(|text| {
        let words: Vec<_> =
            text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
        words.iter().filter(|word| !word.is_ascii()).count() * 10 >= words.len() * 4
    });
    let (all, right, wrong) = measure(&texts);
    println!("{} texts; {right} of {all} right = {:.5}; {wrong:?}", texts.len(), right as f64 / all as f64);
    assert!(right as f64 >= 0.998 * all as f64);
    for kind in 0..6 {
        let texts: Vec<String> = texts.iter().step_by(4).map(|text| kinds(text)[kind].1.clone()).collect();
        let (all, right, wrong) = measure(&texts);
        let share = right as f64 / all as f64;
        println!(
            "{}: {} texts; {right} of {all} right = {share:.5}; {wrong:?}",
            kinds("")[kind].0,
            texts.len()
        );
    }
}
