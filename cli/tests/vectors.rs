//! `vectors` and `similar`: matrices that other tools open, and the articles most like one.

use assert_cmd::Command;
use chinhluan::read::{Fields, Inputs};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");

fn chinhluan(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().args(arguments).output().unwrap()
}

fn vectors(out: &Path, more: &[&str]) -> Output {
    chinhluan(&[&["vectors", DEMO, "--out", out.to_str().unwrap()], more].concat())
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn every_format_holds_the_same_matrix() {
    let folder = tempfile::tempdir().unwrap();
    let of = |format: &str| {
        let out = folder.path().join(format);
        assert_eq!(vectors(&out, &["--format", format, "--min-df", "3"]).status.code(), Some(0));
        out
    };
    let mtx = of("mtx");
    let size: Vec<usize> = lines(&mtx.join("tfidf.mtx"))[2].split(' ').map(|n| n.parse().unwrap()).collect();
    assert_eq!(
        size[..2],
        [lines(&mtx.join("documents.txt")).len(), lines(&mtx.join("vocabulary.txt")).len()]
    );

    let npz = of("npz");
    let mut archive = zip::ZipArchive::new(fs::File::open(npz.join("tfidf.npz")).unwrap()).unwrap();
    let mut member = |name: &str| {
        let file = archive.by_name(&format!("{name}.npy")).unwrap();
        npyz::NpyFile::new(std::io::BufReader::new(file)).unwrap().into_vec::<i64>().unwrap()
    };
    assert_eq!(member("shape"), [size[0] as i64, size[1] as i64]);
    let (ends, columns) = (member("indptr"), member("indices"));
    assert_eq!((ends.len(), *ends.last().unwrap(), columns.len()), (size[0] + 1, size[2] as i64, size[2]));
    for (entry, column) in lines(&mtx.join("tfidf.mtx"))[3..].iter().zip(columns) {
        assert_eq!(entry.split(' ').nth(1).unwrap().parse::<i64>().unwrap(), column + 1);
    }

    let fields = Fields { id: "document".into(), text: "term".into(), ..Fields::default() };
    let paths = vec![of("parquet").join("tfidf.parquet")];
    let long: Vec<_> =
        Inputs { paths, fields, ..Inputs::default() }.open().unwrap().map(Result::unwrap).collect();
    let (documents, words) = (lines(&mtx.join("documents.txt")), lines(&mtx.join("vocabulary.txt")));
    assert_eq!(long.len(), size[2]);
    for (row, entry) in long.iter().zip(&lines(&mtx.join("tfidf.mtx"))[3..]) {
        let [at, column, weight] = entry.split(' ').collect::<Vec<_>>()[..] else { panic!("{entry}") };
        assert_eq!(row.id, documents[at.parse::<usize>().unwrap() - 1]);
        assert_eq!(row.text, words[column.parse::<usize>().unwrap() - 1]);
        assert_eq!(row.meta.extra["weight"].as_f64().unwrap(), weight.parse::<f64>().unwrap());
        assert!(row.meta.extra["n"].as_u64().unwrap() >= 1);
    }

    let heaviest: Value = serde_json::from_str(&lines(&of("jsonl").join("tfidf.jsonl"))[0]).unwrap();
    assert_eq!(heaviest["terms"].as_array().unwrap().len(), 20);
}

#[test]
fn terms_are_what_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (list, stop) = (folder.path().join("list.txt"), folder.path().join("stop.txt"));
    fs::write(&list, "chi_bộ thôn\nnông_thôn mới\nkhông có đâu\n").unwrap();
    fs::write(&stop, "và\nđảng bộ\n").unwrap();
    let out = folder.path().join("out");
    let given = ["--vocabulary", list.to_str().unwrap(), "--ngram-range", "1-3", "--weights", "counts"];
    assert_eq!(vectors(&out, &given).status.code(), Some(0));
    assert_eq!(lines(&out.join("vocabulary.txt")), ["chi_bộ thôn", "nông_thôn mới", "không có đâu"]);
    let cells = lines(&out.join("tfidf.mtx"));
    assert!(cells[2].starts_with("74 3 ") && cells.len() > 20, "{}", cells[2]);

    let out = folder.path().join("stopped");
    assert_eq!(vectors(&out, &["--stop-words", stop.to_str().unwrap(), "--svd", "5"]).status.code(), Some(0));
    let words = lines(&out.join("vocabulary.txt"));
    assert!(words.iter().any(|word| word == "chi bộ"));
    assert!(!words.iter().any(|word| ["và", "đảng bộ", "Đảng bộ"].contains(&word.as_str())));
    let dense =
        npyz::NpyFile::new(std::io::BufReader::new(fs::File::open(out.join("lsa.npy")).unwrap())).unwrap();
    assert_eq!(dense.shape(), [74, 5]);
    assert!(dense.into_vec::<f64>().unwrap().iter().all(|value| value.is_finite()));

    let file = |name: &str, lines: &str| {
        let path = folder.path().join(name);
        fs::write(&path, lines).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (twice, number, none) =
        (file("twice", "hoà bình\nthôn\nHòa bình\n"), file("number", "thôn\n2020\n"), file("none", "\n \n"));
    for (wrong, named) in [
        (["--ngram-range", "2-1"], "2-1"),
        (["--min-df", "viele"], "--min-df viele"),
        (["--svd", "5000"], "5000 components asked for of 74 documents"),
        (["--max-df", "1.5"], "1.5"),
        (["--vocabulary", &twice], "`hoà bình` and `Hòa bình` are the same term"),
        (["--vocabulary", &number], "`2020` is no term"),
        (["--vocabulary", &none], "the vocabulary is empty"),
    ] {
        let output = vectors(&folder.path().join("wrong"), &wrong);
        assert_eq!(output.status.code(), Some(2), "{wrong:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.lines().count() == 1 && said.contains(named), "{wrong:?}: {said}");
    }
    let output = vectors(&folder.path().join("wrong"), &["--weights", "bm25", "--binary"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("--binary says nothing of BM25"));
    let output = vectors(&folder.path().join("wrong"), &["--terms", "families", "--ngram-range", "1-2"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("terms are phrase families"));
    let output = vectors(&folder.path().join("empty"), &["--min-df", "75"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stderr).unwrap().contains("the matrix has no column"));
}

#[test]
fn syllables_and_families_are_terms_too() {
    let folder = tempfile::tempdir().unwrap();
    let of = |name: &str, more: &[&str]| {
        let out = folder.path().join(name);
        assert_eq!(vectors(&out, &[&["--weights", "counts"], more].concat()).status.code(), Some(0));
        out
    };
    let sums = |out: &Path| {
        let names = lines(&out.join("vocabulary.txt"));
        let mut sums = BTreeMap::<String, f64>::new();
        for cell in &lines(&out.join("tfidf.mtx"))[3..] {
            let [_, column, count] = cell.split(' ').collect::<Vec<_>>()[..] else { panic!("{cell}") };
            *sums.entry(names[column.parse::<usize>().unwrap() - 1].clone()).or_default() +=
                count.parse::<f64>().unwrap();
        }
        sums
    };
    // The syllables are those of the words, as often as the words hold them.
    let mut of_words = BTreeMap::<String, f64>::new();
    for (word, count) in sums(&of("words", &[])) {
        word.to_lowercase()
            .split(' ')
            .for_each(|syllable| *of_words.entry(syllable.to_owned()).or_default() += count);
    }
    let syllables = sums(&of("syllables", &["--terms", "syllables"]));
    assert!(syllables.keys().all(|term| !term.contains(' ')) && syllables.len() > 1000);
    for syllable in ["bộ", "xã", "thôn", "chuyển"] {
        assert_eq!(syllables.get(syllable), of_words.get(syllable), "{syllable}");
    }
    let pairs = sums(&of("pairs", &["--terms", "syllables", "--ngram-range", "2"]));
    assert!(pairs["chi bộ"] > 10.0);

    // As the report counts them, all copies.
    let families = sums(&of("families", &["--terms", "families"]));
    let truth = fs::read_to_string(format!("{DEMO}/../truth/frequencies.jsonl")).unwrap();
    let expected: BTreeMap<String, f64> = truth
        .lines()
        .map(|row| serde_json::from_str::<Value>(row).unwrap())
        .filter(|row| row["period"] == "all" && row["count"] != 0)
        .map(|row| (row["family"].as_str().unwrap().to_owned(), row["count"].as_f64().unwrap()))
        .collect();
    assert_eq!(families, expected);
}

#[test]
fn the_most_similar_articles() {
    let similar = |arguments: &[&str]| {
        let output = chinhluan(&[&["similar", DEMO], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let rows = String::from_utf8(output.stdout).unwrap();
        rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect::<Vec<Value>>()
    };
    let copy = similar(&["--to", "2017-09-14-tieng-chieng-nha-rong", "-n", "2"]);
    assert_eq!(copy[0]["document"], "2017-09-12-tieng-chieng-nha-rong-va-chiec-loa-keo");
    assert!(copy[0]["similarity"].as_f64().unwrap() > 0.95 && copy.len() == 2);
    let page = format!("{DEMO}/bao-thach-hai/2023-10-12-chuyen-doi-so-ve-lang.txt");
    assert_eq!(
        similar(&["--file", &page])[0]["document"],
        "bao-thach-hai/2023-10-12-chuyen-doi-so-ve-lang.txt"
    );
    let text = similar(&["--text", "tiếng kẻng gọi dân bản bắt trộm trâu", "-n", "1"]);
    assert_eq!(text[0]["document"], "bao-van-son/2020-09-18-tieng-keng-o-lao-san.txt");
    for weights in ["bm25", "bm25-robertson"] {
        let best =
            similar(&["--text", "tiếng kẻng gọi dân bản bắt trộm trâu", "-n", "3", "--weights", weights]);
        assert_eq!(best[0]["document"], text[0]["document"], "{weights}");
        let scores: Vec<f64> = best.iter().map(|row| row["score"].as_f64().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b) && scores[0] > 1.0, "{scores:?}");
    }
    // Alone on a page this would be the name of a section.
    for asked in ["nông thôn", "Nông thôn mới", "Kinh tế"] {
        assert!(!similar(&["--text", asked]).is_empty(), "{asked}");
    }
    let wrong = chinhluan(&["similar", DEMO, "--to", "bai-khong-co"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert_eq!(chinhluan(&["similar", DEMO]).status.code(), Some(2));
}
