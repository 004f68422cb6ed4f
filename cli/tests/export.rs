//! The tables of one report in every format say the same.

use chinhluan::read::{Fields, Inputs};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static REPORT: LazyLock<PathBuf> = LazyLock::new(|| {
    let out = tempfile::tempdir().unwrap().keep();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut command = assert_cmd::Command::cargo_bin("chinhluan").unwrap();
    command.current_dir(root).args(["report", "corpora/demo", "--out"]).arg(&out);
    command.args([
        "--tables",
        "csv,jsonl,parquet",
        "--document-terms",
        "--bom",
        "--spreadsheet",
        "--period",
        "quarter",
    ]);
    command.assert().success();
    out
});

fn csv_rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let bytes = fs::read(REPORT.join(name)).unwrap();
    let table = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a byte order mark");
    csv::Reader::from_reader(table).deserialize().map(Result::unwrap).collect()
}

fn json_rows(name: &str) -> Vec<BTreeMap<String, Value>> {
    let text = fs::read_to_string(REPORT.join(name)).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn csv_and_jsonl_say_the_same() {
    let mut cells = 0;
    for table in ["families", "phrases_by_period", "trends", "anachronisms", "documents", "document_terms"] {
        let (csv, json) = (csv_rows(&format!("{table}.csv")), json_rows(&format!("{table}.jsonl")));
        assert_eq!(csv.len(), json.len(), "{table}");
        for (csv, json) in csv.iter().zip(&json) {
            assert_eq!(csv.len(), json.len());
            for (name, value) in json {
                let cell = csv[name].as_str();
                let same = match value {
                    Value::Null => cell.is_empty(),
                    Value::Bool(truth) => cell == truth.to_string(),
                    Value::Number(number) => cell.parse() == Ok(number.as_f64().unwrap()),
                    Value::String(text) => cell.strip_prefix('\'').unwrap_or(cell) == text,
                    _ => false,
                };
                assert!(same, "{table} {name}: {cell:?}, not {value}");
                cells += 1;
            }
        }
    }
    assert!(cells > 50_000, "{cells}");
    assert!(csv_rows("phrases_by_period.csv").iter().any(|row| row["period"] == "2013-Q2"));
}

#[test]
fn parquet_reads_back_as_what_the_hits_are() {
    let fields = Fields {
        id: "document".into(),
        text: "surface".into(),
        title: "variant".into(),
        ..Fields::default()
    };
    let inputs = Inputs { paths: vec![REPORT.join("hits.parquet")], fields, ..Inputs::default() };
    let read: Vec<_> = inputs.open().unwrap().map(Result::unwrap).collect();
    let hits = json_rows("hits.jsonl");
    assert_eq!(read.len(), hits.len());
    for (document, hit) in read.iter().zip(&hits) {
        assert_eq!(document.id, hit["document"].as_str().unwrap());
        assert_eq!(document.text, hit["surface"].as_str().unwrap());
        assert_eq!(document.meta.date.as_deref(), hit["date"].as_str());
        for name in ["family", "start", "end", "region", "repeated", "cluster", "copy_of"] {
            assert_eq!(document.meta.extra.get(name).unwrap_or(&Value::Null), &hit[name], "{name}");
        }
    }
}

#[test]
fn a_report_is_made_again_in_its_own_folder() {
    let folder = tempfile::tempdir().unwrap();
    let (input, out) = (folder.path().join("in"), folder.path().join("out"));
    fs::create_dir(&input).unwrap();
    fs::write(input.join("a.txt"), "Xã họp bàn việc làm đường.\n").unwrap();
    fs::write(input.join("b.txt"), "\n").unwrap();
    for _ in 0..2 {
        let mut command = assert_cmd::Command::cargo_bin("chinhluan").unwrap();
        let output =
            command.arg("report").arg(&input).arg("--out").arg(&out).args(["--tables", "jsonl"]).output();
        let output = output.unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::read_to_string(out.join("skipped.jsonl")).unwrap().contains("empty document"));
        assert!(String::from_utf8_lossy(&output.stdout).starts_with("1 article, "));
    }
}
