//! `cluster`: topics, events, how many topics, outline, and input that gives none.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

const DEMO: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../corpora/demo");

fn cluster(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().arg("cluster").args(arguments).output().unwrap()
}

fn rows(output: &Output) -> Vec<Value> {
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

/// No output file says NaN or infinity, whatever the format calls it.
fn scan(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let words = text.split(|c: char| !c.is_alphanumeric() && c != '-');
        let bad =
            words.filter(|word| ["nan", "inf", "-inf", "infinity"].contains(&word.to_lowercase().as_str()));
        assert_eq!(bad.count(), 0, "{}", path.display());
    }
}

#[test]
fn topics_of_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = cluster(&[DEMO, "--topics", "6", "--outline", "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    let tree = String::from_utf8(output.stdout).unwrap();
    assert_eq!(tree.lines().filter(|line| line.trim_start().starts_with('[')).count(), 6);
    scan(&out);

    let text = fs::read_to_string(out.join("clusters.jsonl")).unwrap();
    let rows: Vec<Value> = text.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let cluster: BTreeMap<&str, &Value> =
        rows.iter().map(|row| (row["document"].as_str().unwrap(), &row["cluster"])).collect();
    let copies: Vec<&Value> = rows.iter().filter(|row| row["copy_of"].is_string()).collect();
    assert!(!copies.is_empty());
    for copy in copies {
        assert_eq!(&copy["cluster"], cluster[copy["copy_of"].as_str().unwrap()]);
    }
    assert!(rows.iter().all(|row| row["x"].is_f64() && row["y"].is_f64() && row["similarity"].is_f64()));

    let mut labels = csv::Reader::from_path(out.join("labels.csv")).unwrap();
    let labels: Vec<BTreeMap<String, String>> = labels.deserialize().map(Result::unwrap).collect();
    assert_eq!(labels.len(), 6);
    let sum = |column: &str| labels.iter().map(|row| row[column].parse::<usize>().unwrap()).sum::<usize>();
    assert_eq!(sum("documents") + sum("copies"), rows.len());
    assert!(labels.iter().all(|row| !row["words"].is_empty() && row["first"] <= row["last"]));
    assert!(labels.iter().any(|row| !row["families"].is_empty()));
    for row in &labels {
        let words: Vec<&str> = row["words"].split("; ").collect();
        for word in &words {
            assert!(
                words.iter().filter(|other| other.contains(word)).count() == 1 || !word.contains(' '),
                "{words:?}"
            );
        }
    }
}

#[test]
fn copies_can_be_clustered_like_any_other() {
    let all = rows(&cluster(&[DEMO, "--topics", "4", "--exclude-duplicates", "false"]));
    assert!(all.iter().all(|row| row["cluster"].is_u64()));
    assert!(all.iter().any(|row| row["copy_of"].is_string()));
}

#[test]
fn how_many_topics() {
    let qualities = rows(&cluster(&[DEMO, "--topics", "2..4"]));
    assert_eq!(qualities.iter().map(|row| row["topics"].as_u64().unwrap()).collect::<Vec<_>>(), [2, 3, 4]);
    assert!(qualities.iter().all(|row| row["stability"].as_f64().unwrap() <= 1.0));

    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    assert_eq!(cluster(&[DEMO, "--topics", "2..4", "--out", out.to_str().unwrap()]).status.code(), Some(0));
    scan(&out);
    let quality = fs::read_to_string(out.join("quality.csv")).unwrap();
    let silhouettes: Vec<f64> =
        quality.lines().skip(1).map(|row| row.split(',').nth(1).unwrap().parse().unwrap()).collect();
    for (row, silhouette) in qualities.iter().zip(&silhouettes) {
        assert!((row["silhouette"].as_f64().unwrap() - silhouette).abs() < 1e-12);
    }
    let topics = fs::read_to_string(out.join("labels.csv")).unwrap().lines().count() - 1;
    assert!(silhouettes.iter().all(|&silhouette| silhouette <= silhouettes[topics - 2]));
}

#[test]
fn events_with_dates_and_without() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.jsonl");
    let text = |event: &str, own: &str| format!("{event} {own}");
    let flood = "Lũ quét làm sập cầu treo bản Hát, xã Mường Lèo; hơn trăm hộ dân phải sơ tán trong đêm.";
    let fire = "Cháy chợ trung tâm huyện Phù Sơn, hàng chục gian hàng vải bị thiêu rụi lúc rạng sáng.";
    let records = [
        (text(flood, "Bộ đội biên phòng chèo xuồng đưa người già lên điểm trường."), Some("2019-08-03")),
        (text(flood, "Tỉnh trích quỹ dự phòng cấp gạo và tấm lợp cho các hộ mất nhà."), Some("2019-08-05")),
        (text(fire, "Nguyên nhân ban đầu được xác định là chập điện."), Some("2019-08-03")),
        (text(fire, "Tiểu thương được bố trí bán tạm ở sân vận động."), None),
        (text(flood, "Cây cầu mới được khánh thành."), Some("2021-01-20")),
    ];
    let lines: Vec<String> = (0..)
        .zip(&records)
        .map(|(id, (text, date))| serde_json::json!({ "id": id, "text": text, "date": date }).to_string())
        .collect();
    fs::write(&path, lines.join("\n")).unwrap();
    let out = folder.path().join("out");
    let output = cluster(&[path.to_str().unwrap(), "--events", "--exclude-duplicates", "false"]);
    let events: Vec<Value> = rows(&output).into_iter().map(|row| row["cluster"].clone()).collect();
    assert!(events[0].is_u64() && events[0] == events[1] && events[2] == events[3] && events[0] != events[2]);
    assert!(events[4].is_null());
    let output = cluster(&[path.to_str().unwrap(), "--events", "--out", out.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0));
    scan(&out);
}

#[test]
fn events_of_the_demo() {
    let truth = fs::read_to_string(format!("{DEMO}/../truth/documents.jsonl")).unwrap();
    let truth: Vec<Value> = truth.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    let mut reports: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &truth {
        if let Some(event) = row["event"].as_str() {
            reports.entry(event).or_default().push(row["document"].as_str().unwrap());
        }
    }
    assert!(reports.len() >= 2);
    let rows = rows(&cluster(&[DEMO, "--events"]));
    let event = |document: &str| {
        let row = rows.iter().find(|row| row["document"] == document).unwrap();
        row["cluster"].as_u64()
    };
    for reports in reports.values() {
        assert!(event(reports[0]).is_some(), "{reports:?}");
        assert!(reports.iter().all(|report| event(report) == event(reports[0])), "{reports:?}");
    }
}

#[test]
fn an_empty_result_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input.jsonl");
    let said = |texts: &[&str], arguments: &[&str]| {
        let record = |(id, text)| serde_json::json!({ "id": format!("{id}"), "text": text }).to_string();
        fs::write(&path, texts.iter().enumerate().map(record).collect::<Vec<_>>().join("\n")).unwrap();
        let output = cluster(&[&[path.to_str().unwrap()], arguments].concat());
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stderr).unwrap()
    };
    let apart = ["Trời mưa to.", "Học sinh nghỉ.", "Xã xây cầu."];
    assert!(said(&apart, &[]).contains("no topics: of 3 articles not even two share a term"));
    assert!(said(&apart, &["--outline"]).contains("no topics"));
    assert!(said(&apart, &["--events"]).contains("no two of 3 articles report one event"));
    assert!(said(&[], &["--events"]).contains("no two of 0 articles"));
    let equal = ["Thôn Đoài họp chi bộ."; 4];
    assert!(
        said(&equal, &["--topics", "3", "--exclude-duplicates", "false"])
            .contains("2 of 3 topics have no article")
    );
    assert_eq!(said(&equal, &["--topics", "1", "--exclude-duplicates", "false"]), "");
}

#[test]
fn input_that_gives_none() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, texts: &[&str]| {
        let path = folder.path().join(name);
        let lines: Vec<String> = (0..)
            .zip(texts)
            .map(|(id, text)| serde_json::json!({ "id": format!("{id}"), "text": text }).to_string())
            .collect();
        fs::write(&path, lines.join("\n")).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let said = |arguments: &[&str], words: &str| {
        let output = cluster(arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(error.contains(words) && error.lines().count() == 1, "{error}");
    };
    said(&[DEMO, "--topics", "0"], "at least 1");
    said(&[DEMO, "--topics", "nhiều"], "neither a number");
    said(&[DEMO, "--topics", "9..3"], "does not go down");
    said(&[DEMO, "--topics", "1..3"], "begins at 2");
    said(&[DEMO, "--topics", "5000"], "documents share a term with another");
    said(&[DEMO, "--events", "--resolution", "0"], "not between 0 and 1");
    said(
        &[&file("numbers.jsonl", &["12 34", "56 78"]), "--topics", "2"],
        "2 clusters asked for, but only 0 of 2 documents share a term",
    );

    let out = folder.path().join("out");
    let one = file("one.jsonl", &["Thôn Đoài họp chi bộ bàn việc làm đường."]);
    assert_eq!(cluster(&[&one, "--events", "--out", out.to_str().unwrap()]).status.code(), Some(0));
    assert!(fs::read_to_string(out.join("labels.csv")).unwrap().starts_with("cluster,documents,copies"));
    scan(&out);
    let equal = file("equal.jsonl", &["Thôn Đoài họp chi bộ bàn việc làm đường."; 4]);
    let given = [&equal, "--topics", "1", "--exclude-duplicates", "false", "--out", out.to_str().unwrap()];
    assert_eq!(cluster(&given).status.code(), Some(0));
    scan(&out);
}
