//! `classify`: judged by what others teach, applied to others, asked for one label; input that teaches nothing.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

fn classify(arguments: &[&str]) -> Output {
    Command::cargo_bin("chinhluan").unwrap().arg("classify").args(arguments).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn rows(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(!text.to_lowercase().contains("nan") && !text.contains("inf"), "{text}");
    text.lines().map(|row| serde_json::from_str(row).unwrap()).collect()
}

fn write(folder: &Path, name: &str, records: &[Value]) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, records.iter().map(|record| record.to_string() + "\n").collect::<String>()).unwrap();
    path
}

/// Twelve words of each of three sections, of which every article has its own eight; with a passage long enough for
/// copies to be found.
const SECTIONS: [(&str, [&str; 12]); 3] = [
    (
        "Nông nghiệp",
        [
            "gieo sạ",
            "vụ lúa",
            "phân bón",
            "nương rẫy",
            "con giống",
            "chuồng trại",
            "thủy lợi",
            "khuyến nông",
            "sâu bệnh",
            "thu hoạch",
            "máy cày",
            "hợp tác xã",
        ],
    ),
    (
        "Thể thao",
        [
            "bàn thắng",
            "trọng tài",
            "cầu thủ",
            "huấn luyện viên",
            "đội tuyển",
            "khán đài",
            "giải đấu",
            "sân cỏ",
            "hiệp một",
            "huy chương",
            "vận động viên",
            "trận đấu",
        ],
    ),
    (
        "Xây dựng Đảng",
        [
            "chi bộ",
            "đảng viên",
            "nghị quyết",
            "kiểm điểm",
            "cấp ủy",
            "đại hội",
            "phê bình",
            "kết nạp",
            "điều lệ",
            "bí thư",
            "kỷ luật",
            "sinh hoạt",
        ],
    ),
];

fn text(section: usize, number: usize) -> String {
    let words = (0..8).map(|at| SECTIONS[section].1[(number * 5 + at) % 12]).collect::<Vec<_>>().join(", ");
    format!("Ngày {number}/{}, phóng viên ghi: {words}.", section + 1)
}

/// So many articles of each section, their labels in the field `section`.
fn labelled(each: usize) -> Vec<Value> {
    let article = |section: usize, number: usize| json!({ "id": format!("{section}-{number}"), "text": text(section, number), "section": SECTIONS[section].0 });
    (0..each).flat_map(|number| (0..3).map(move |section| article(section, number))).collect()
}

const FIELD: [&str; 2] = ["--label-field", "section"];

fn on(path: &Path, more: &[&str]) -> Output {
    classify(&[&[path.to_str().unwrap()], &FIELD[..], more].concat())
}

#[test]
fn each_is_judged_by_what_the_others_teach() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "labelled.jsonl", &labelled(12));
    let output = on(&path, &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let judged = rows(&output);
    assert_eq!(judged.len(), 36);
    for row in &judged {
        let section = row["document"].as_str().unwrap()[..1].parse::<usize>().unwrap();
        assert_eq!(row["own"], SECTIONS[section].0);
        assert_eq!(row["label"], row["own"]);
        let probability = row["probability"].as_f64().unwrap();
        assert!((1.0 / 3.0..=1.0).contains(&probability), "{probability}");
    }
    let scores = said(&output);
    assert_eq!(scores.lines().count(), 3, "{scores}");
    for (section, _) in SECTIONS {
        let line = scores.lines().find(|line| line.contains(section)).unwrap();
        assert!(
            line.contains("12 articles, precision 1.000, recall 1.000, F1 1.000 (95% 1.000 to 1.000)"),
            "{line}"
        );
    }

    // A label of its own among articles of another section is what no other article teaches.
    let mut records = labelled(12);
    records[0]["section"] = "Thể thao".into();
    let judged = rows(&on(&write(folder.path(), "one.jsonl", &records), &[]));
    assert_eq!((&judged[0]["own"], &judged[0]["label"]), (&"Thể thao".into(), &"Nông nghiệp".into()));
}

#[test]
fn threads_change_nothing_and_the_seed_changes_who_judges() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = labelled(9);
    // Labels that are wrong here and there, so that it matters who judges.
    (0..27).step_by(4).for_each(|at| records[at]["section"] = "Thể thao".into());
    let path = write(folder.path(), "labelled.jsonl", &records);
    let of = |more: &[&str]| {
        let output = on(&path, &[&["--folds", "3"], more].concat());
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        (output.stdout, output.stderr)
    };
    let one = of(&["--threads", "1"]);
    assert_eq!(one, of(&["--threads", "4"]));
    assert_eq!(one, of(&[]));
    assert_ne!(one, of(&["--seed", "2"]));
    assert_ne!(one, of(&["--alpha", "0.01"]));
}

#[test]
fn others_get_a_label() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "labelled.jsonl", &labelled(6));
    let mut others: Vec<Value> =
        (0..3).map(|section| json!({ "id": format!("new-{section}"), "text": text(section, 40) })).collect();
    // What it says of itself is not asked.
    others[0]["section"] = "Thể thao".into();
    others.push(json!({ "id": "unknown", "text": "Xin chào." }));
    let apply = write(folder.path(), "others.jsonl", &others);
    let output = on(&path, &["--apply", apply.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let given = rows(&output);
    let of: Vec<(&str, &str)> =
        given.iter().map(|row| (row["document"].as_str().unwrap(), row["label"].as_str().unwrap())).collect();
    let names = SECTIONS.map(|(name, _)| name);
    assert_eq!(of[..3], [("new-0", names[0]), ("new-1", names[1]), ("new-2", names[2])]);
    assert!(given.iter().all(|row| row.get("own").is_none()));
    // No known word: the shares of the labels, of equals the first.
    assert_eq!((of[3], &given[3]["probability"]), (("unknown", names[0]), &json!(0.3333)));
    // How well the labels are learned is said all the same.
    assert_eq!(said(&output).lines().count(), 3);
}

#[test]
fn one_label_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = write(folder.path(), "labelled.jsonl", &labelled(8));
    let all = rows(&on(&path, &[]));
    let output = on(&path, &["--label", "Thể thao"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for (row, all) in rows(&output).iter().zip(&all) {
        let answer = |label: &Value| if label == "Thể thao" { "Thể thao" } else { "not Thể thao" };
        assert_eq!(
            (&row["label"], &row["own"]),
            (&answer(&all["label"]).into(), &answer(&all["own"]).into())
        );
        assert!(row["probability"].as_f64().unwrap() > 0.5);
    }
    let scores = said(&output);
    assert!(
        scores.contains(": Thể thao: 8 articles") && scores.contains(": not Thể thao: 16 articles"),
        "{scores}"
    );

    // Decomposed, as some systems write it.
    let same = on(&path, &["--label", "Thê\u{309} thao"]);
    assert_eq!(same.stdout, output.stdout);
    let none = on(&path, &["--label", "Kinh tế"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        said(&none)
            .contains("no article has the label `Kinh tế`; there are Nông nghiệp, Thể thao, Xây dựng Đảng")
    );
}

#[test]
fn copies_do_not_judge_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = labelled(6);
    // One story in four papers, in a section where nobody else writes of its matter: only a copy could teach its label.
    let story = "Con voi già ở bản Đôn lững thững xuống bến nước, quản tượng gõ nhịp lên bành, lũ trẻ chạy theo reo hò \
                 đến tận cuối buôn rồi mới chịu quay về khi trời đã nhá nhem tối và khói bếp lên khắp các mái nhà dài.";
    let paper = |number: usize| json!({ "id": format!("voi-{number}"), "text": format!("{story} Báo số {number}."), "section": "Văn hóa" });
    records.extend((0..4).map(paper));
    let output = on(&write(folder.path(), "copies.jsonl", &records), &["--folds", "5"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let judged = rows(&output);
    let copies: Vec<&Value> =
        judged.iter().filter(|row| row["document"].as_str().unwrap().starts_with("voi-")).collect();
    assert_eq!(copies.len(), 4);
    assert!(copies.iter().all(|row| row["own"] == "Văn hóa" && row["label"] != "Văn hóa"), "{copies:?}");

    records.last_mut().unwrap()["section"] = "Du lịch".into();
    let clash = on(&write(folder.path(), "clash.jsonl", &records), &[]);
    assert!(
        said(&clash).contains("1 article has another label than the article that it copies"),
        "{}",
        said(&clash)
    );
}

#[test]
fn labels_that_look_alike_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = labelled(6);
    records[1]["section"] = "thể thao".into();
    records[4]["section"] = " The\u{302}\u{309} thao\u{a0}".into();
    let output = on(&write(folder.path(), "labels.jsonl", &records), &[]);
    assert!(
        said(&output)
            .contains("labels that differ in capitals only are learned as different: Thể thao, thể thao"),
        "{}",
        said(&output)
    );
    let own: BTreeSet<String> =
        rows(&output).iter().map(|row| row["own"].as_str().unwrap().to_owned()).collect();
    assert_eq!(own.len(), 4, "{own:?}");
}

#[test]
fn records_without_a_label_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut records = labelled(6);
    records[2].as_object_mut().unwrap().remove("section");
    records[3]["section"] = "  ".into();
    records[4]["section"] = json!(["Thể thao"]);
    let path = write(folder.path(), "labels.jsonl", &records);
    let damaged = fs::read_to_string(&path).unwrap() + "{\"id\": \"cut\", \"text\": \"Xã";
    fs::write(&path, damaged).unwrap();
    let output = on(&path, &[]);
    assert_eq!(output.status.code(), Some(1));
    let error = said(&output);
    for id in ["2-0", "0-1", "1-1"] {
        assert!(error.contains(&format!("{id}: no label in the field `section`")), "{error}");
    }
    assert!(error.contains("labels.jsonl:19"), "{error}");
    assert_eq!(rows(&output).len(), 15);
}

#[test]
fn input_that_teaches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |records: &[Value], more: &[&str], words: &str| {
        let output = on(&write(folder.path(), "input.jsonl", records), more);
        assert_eq!(output.status.code(), Some(2), "{words}: {}", said(&output));
        assert!(output.stdout.is_empty());
        let error = said(&output);
        assert!(error.contains(words), "{error}");
    };
    let one: Vec<Value> = labelled(5).into_iter().step_by(3).collect();
    refused(&one, &[], "all articles have the label `Nông nghiệp`: two are needed");
    refused(&[], &[], "no article has a label in the field `section`");
    let without = json!({ "id": "a", "text": text(0, 0), "muc": SECTIONS[0].0 });
    refused(&[without], &[], "no article has a label in the field `section`");
    refused(&labelled(5), &["--alpha", "0"], "alpha is 0");
    refused(&labelled(5), &["--alpha", "nan"], "alpha is NaN");
    refused(&labelled(5), &["--folds", "1"], "--folds");
    // The only article of the other label cannot be judged: what is left teaches one label.
    let two = [labelled(1)[0].clone(), labelled(1)[1].clone()];
    refused(&two, &[], "not even two labels are left");

    // Nor do copies of one article teach each other; articles without words have the shares of the labels.
    let record =
        |(id, text): (usize, &&str)| json!({ "id": id.to_string(), "text": text, "section": id % 2 == 0 });
    let records = |texts: &[&str]| texts.iter().enumerate().map(record).collect::<Vec<Value>>();
    refused(&records(&["Thôn Đoài họp chi bộ."; 6]), &[], "not even two labels are left");
    let numbers = records(&["12 34", "56 78", "90", "11", "2020", "7"]);
    let output = on(&write(folder.path(), "numbers.jsonl", &numbers), &[]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(rows(&output).len(), 6);
    assert!(!said(&output).contains("NaN"), "{}", said(&output));
}
