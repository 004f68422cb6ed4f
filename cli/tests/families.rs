//! The verb `families`: what it says, and its exit status.

use assert_cmd::Command;
use std::fs;
use std::process::Output;

const OWN: &str = "[[family]]\nid = \"ba-bam\"\nname = \"Ba bám\"\nkind = \"slogan\"\n\
    variants = [\"{bám dân, bám bản}\", \"quỹ …2 khuyến học\"]\n";

fn chinhluan(folder: &std::path::Path, args: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::cargo_bin("chinhluan").unwrap();
    let Output { status, stdout, stderr } = command.current_dir(folder).args(args).output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn check_prints_forms_and_names_every_mistake() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), OWN).unwrap();
    let (status, out, _) = chinhluan(folder.path(), &["families", "check", "own.toml"]);
    assert_eq!(status, Some(0));
    assert!(
        out.contains("variants {bám dân, bám bản}: 2 forms\n    bám dân, bám bản\n    bám bản, bám dân\n"),
        "{out}"
    );

    fs::write(folder.path().join("broken.toml"), OWN.replace("{bám", "|bám").replace("…2", "…")).unwrap();
    let (status, _, said) = chinhluan(folder.path(), &["families", "check", "own.toml", "broken.toml"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("broken.toml: line 5, column 14: family `ba-bam`: alternatives"), "{said}");
    assert!(said.contains("write …3"), "{said}");

    fs::write(folder.path().join("latin.toml"), b"[[family]]\nid = \"b\xe1\"\n").unwrap();
    let (status, _, said) = chinhluan(folder.path(), &["families", "check", "latin.toml"]);
    assert_eq!(status, Some(2));
    assert!(said.contains("latin.toml: line 2, column 8: the byte 0xe1 is not UTF-8"), "{said}");

    assert_eq!(chinhluan(folder.path(), &["families", "check", "none.toml"]).0, Some(2));
}

#[test]
fn test_says_why() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("own.toml"), OWN).unwrap();
    let text = "Cán bộ, đảng viên bám bản, bám dân; kinh tế - xã hội hóa; 246-KL/TW";
    let (status, out, _) =
        chinhluan(folder.path(), &["families", "test", "--add-families", "own.toml", text]);
    assert_eq!(status, Some(0));
    for said in [
        "can-bo-dang-vien",
        "by the pattern {bám dân, bám bản}",
        "the trap “xã hội hóa” forbids it",
        "misprinted",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    let (_, alone, _) = chinhluan(folder.path(), &["families", "test", "--families", "own.toml", text]);
    assert!(!alone.contains("can-bo-dang-vien") && alone.contains("ba-bam"), "{alone}");
}

#[test]
fn list_has_every_family() {
    let folder = tempfile::tempdir().unwrap();
    let (status, out, _) = chinhluan(folder.path(), &["families", "list", "--format", "csv"]);
    assert_eq!(status, Some(0));
    assert_eq!(out.lines().count(), chinhluan::phrase::Families::embedded().len() + 1);
    assert!(out.starts_with("family,name,kind,start,status,variants,documents\n"), "{out}");
}

#[test]
fn a_title_field_is_searched_where_the_text_does_not_have_it() {
    let folder = tempfile::tempdir().unwrap();
    let body =
        "Bà con trong xã góp công, góp của làm đường, điện và trường học cho con em mình suốt ba năm qua.";
    let record = |id: &str, text: &str| {
        let title = "Chung tay vì người nghèo ở xã Nậm Mười";
        format!("{}\n", serde_json::json!({"id": id, "title": title, "text": text}))
    };
    let inside = format!("Chung tay vì người nghèo ở xã Nậm Mười\n\n{body}");
    fs::write(folder.path().join("two.jsonl"), record("apart", body) + &record("inside", &inside)).unwrap();
    let (status, out, _) = chinhluan(folder.path(), &["phrases", "two.jsonl", "--format", "jsonl"]);
    assert_eq!(status, Some(0));
    let hits: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let found: Vec<_> = hits
        .iter()
        .map(|hit| {
            (
                hit["document"].as_str().unwrap(),
                hit["field"].as_str().unwrap(),
                hit["region"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(found, [("apart", "title", "title"), ("inside", "text", "title")]);
    assert!(hits.iter().all(|hit| hit["start"] == 10 && hit["surface"] == "vì người nghèo"), "{out}");
}
