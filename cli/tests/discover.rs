//! `discover`, `keyness` and `concordance` as users run them.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn run(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().current_dir(root()).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn discover_has_the_columns_of_the_contract_and_a_proposal_that_loads() {
    let folder = tempfile::tempdir().unwrap();
    let proposal = folder.path().join("proposed.toml");
    let path = proposal.to_str().unwrap();
    let rows = objects(&run(&["discover", "corpora/demo", "--top", "50", "--propose", path]));
    assert_eq!(rows.len(), 50);
    for column in ["phrase", "words", "count", "documents", "range", "dispersion", "association", "families"]
    {
        assert!(rows.iter().all(|row| row.get(column).is_some()), "{column}");
    }
    let listed = |row: &&Value| !row["families"].as_array().unwrap().is_empty();
    assert!(rows.iter().any(|row| listed(&row)) && rows.iter().any(|row| !listed(&row)));

    let hits = run(&["phrases", "corpora/demo", "--families", path]);
    let first = rows.iter().find(|row| !listed(row)).unwrap();
    let found =
        objects(&hits).iter().filter(|hit| hit["surface"].as_str() == first["phrase"].as_str()).count();
    assert!(found > 0, "{first}");

    let csv = run(&["discover", "corpora/demo", "--top", "5", "--format", "csv"]);
    assert!(
        text(&csv.stdout).starts_with("phrase,words,count,documents,range,dispersion,association,families,")
    );
    assert_eq!(csv::Reader::from_reader(&csv.stdout[..]).records().map(Result::unwrap).count(), 5);
}

#[test]
fn keyness_tells_two_papers_apart_and_refuses_one() {
    let papers = ["corpora/demo/bao-van-son", "corpora/demo/bao-truong-ha"];
    let output = run(&["keyness", papers[0], "--reference", papers[1]]);
    for row in objects(&output) {
        let (low, ratio, high) = (&row["low"], &row["log_ratio"], &row["high"]);
        assert!(low.as_f64() <= ratio.as_f64() && ratio.as_f64() <= high.as_f64(), "{row}");
        assert!(row["p_adjusted"].as_f64().unwrap() <= 0.01, "{row}");
    }
    let same = run(&["keyness", papers[0], "--reference", papers[0]]);
    assert_eq!(same.status.code(), Some(2));
    assert!(text(&same.stderr).contains("the reference is the same as the target"));

    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing.jsonl");
    fs::write(&nothing, "").unwrap();
    let empty = run(&["keyness", papers[0], "--reference", nothing.to_str().unwrap()]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(text(&empty.stderr).contains("reference"), "{}", text(&empty.stderr));
}

#[test]
fn a_saved_reference_takes_the_place_of_the_embedded_one() {
    let folder = tempfile::tempdir().unwrap();
    let saved = folder.path().join("demo.ref");
    let file = saved.to_str().unwrap();
    let written = run(&["keyness", "corpora/demo", "--save-reference", file]);
    assert_eq!((written.status.code(), written.stdout.len()), (Some(0), 0), "{}", text(&written.stderr));

    let paper = "corpora/demo/bao-van-son";
    let against = |arguments: &[&str]| objects(&run(&[&["keyness", paper][..], arguments].concat()));
    let (embedded, own) = (against(&[]), against(&["--reference", file]));
    assert!(embedded.len() > own.len() && !own.is_empty(), "{} {}", embedded.len(), own.len());
    assert!(own.iter().all(|row| row["is_bound"].is_boolean()));
    let rows = objects(&run(&["discover", paper, "--top", "5", "--reference", file]));
    assert!(rows.iter().all(|row| row["contrast"]["log_ratio"].is_number() || row["contrast"].is_null()));

    let same = run(&["keyness", "corpora/demo", "--reference", file]);
    assert_eq!(same.status.code(), Some(2));
    assert!(text(&same.stderr).contains("the reference is the same as the target"));
    let bytes = fs::read(&saved).unwrap();
    fs::write(&saved, &bytes[..bytes.len() / 2]).unwrap();
    let cut = run(&["keyness", paper, "--reference", file]);
    assert_eq!(cut.status.code(), Some(2));
    assert!(text(&cut.stderr).contains("cut short or damaged"), "{}", text(&cut.stderr));
    let both = run(&["keyness", paper, "--reference", file, "--save-reference", file]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn concordance_shows_the_bytes_of_the_input() {
    let rows = objects(&run(&["concordance", "nông thôn mới", "corpora/demo/bao-truong-ha"]));
    assert!(rows.len() > 10);
    for row in rows {
        let file = root().join("corpora/demo/bao-truong-ha").join(row["document"].as_str().unwrap());
        let bytes = fs::read(file).unwrap();
        let (start, end) = (row["start"].as_u64().unwrap() as usize, row["end"].as_u64().unwrap() as usize);
        let shown = text(&bytes[start..end]);
        assert_eq!(shown.split_whitespace().collect::<Vec<_>>().join(" "), row["node"].as_str().unwrap());
    }
    let table =
        run(&["concordance", "nông thôn mới", "corpora/demo", "--format", "table", "--sort", "right"]);
    assert_eq!(table.status.code(), Some(0));
    let refused = run(&["concordance", "/(/", "corpora/demo"]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(text(&refused.stderr).lines().count(), 1);
}

#[test]
fn a_misspelt_id_is_pointed_at() {
    let table = run(&["concordance", "xoa-doi-giam-ngeo", "corpora/demo", "--format", "table"]);
    assert_eq!((table.status.code(), text(&table.stdout).as_str()), (Some(0), ""));
    assert!(text(&table.stderr).contains("`chinhluan families list`"), "{}", text(&table.stderr));
}

#[test]
fn a_table_of_keys_has_its_header_with_rows_and_without() {
    let header = |output: &Output| text(&output.stdout).lines().next().unwrap_or_default().to_owned();
    let folder = tempfile::tempdir().unwrap();
    let short = folder.path().join("short.txt");
    fs::write(&short, "Xã họp.").unwrap();
    let short = short.to_str().unwrap();
    let papers = ["corpora/demo/bao-van-son", "corpora/demo/bao-truong-ha"];
    let keys =
        |target: &str, format: &str| run(&["keyness", target, "--reference", papers[1], "--format", format]);
    let fields = objects(&keys(papers[0], "jsonl"));
    let fields: Vec<&str> = fields[0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(header(&keys(papers[0], "csv")), fields.join(","));
    assert_eq!(text(&keys(short, "csv").stdout), fields.join(",") + "\n");
}

#[test]
fn keyness_says_why_its_list_is_empty_and_that_a_saved_reference_stands_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    fs::write(path("a.txt"), "Xã họp bàn việc làm đường.\n").unwrap();
    let one = run(&["keyness", &path("a.txt")]);
    assert_eq!(one.status.code(), Some(0));
    let said = text(&one.stderr);
    assert!(
        said.contains("nothing stands in 3 articles: there are 1") && said.contains("--min-documents"),
        "{said}"
    );

    assert_eq!(run(&["keyness", "corpora/demo", "--save-reference", &path("a.ref")]).status.code(), Some(0));
    let two = run(&["keyness", &path("a.txt"), "--reference", &path("a.ref"), "--reference", &path("a.ref")]);
    assert_eq!(two.status.code(), Some(2));
    assert!(
        text(&two.stderr).contains("a.ref is a saved reference, which stands alone"),
        "{}",
        text(&two.stderr)
    );

    let missing = path("missing/x.ref");
    let unwritten = run(&["keyness", &path("a.txt"), "--save-reference", &missing]);
    let said = text(&unwritten.stderr);
    assert!(
        said.contains(&format!("there is no folder {}", path("missing"))) && !said.contains(".part"),
        "{said}"
    );
}
