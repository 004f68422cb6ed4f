//! The order of dependence between the rooms: data flows one way, no room looks up.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use.
const ORDER: [(&str, &[&str]); 28] = [
    ("span", &[]),
    ("error", &[]),
    ("role", &[]),
    ("ordered", &[]),
    ("folding", &[]),
    ("grammar", &[]),
    ("statistics", &[]),
    ("varint", &[]),
    ("date", &["folding"]),
    ("document", &["error", "role", "date"]),
    ("misread", &["syllable"]),
    ("read", &["span", "error", "role", "folding", "date", "document", "misread", "syllable"]),
    ("shard", &["error", "read"]),
    ("clean", &["span", "misread", "syllable"]),
    ("syllable", &[]),
    ("tokens", &["span", "syllable", "varint"]),
    ("counts", &["error", "syllable"]),
    ("article", &["span", "role", "folding", "date", "document", "syllable", "tokens"]),
    ("segment", &["span", "error", "syllable", "tokens"]),
    ("phrase", &["span", "error", "date", "syllable", "tokens"]),
    ("tfidf", &["error", "counts"]),
    ("dedup", &["error", "span", "folding", "syllable", "tokens"]),
    ("cluster", &["error", "grammar", "counts", "tfidf", "statistics"]),
    ("classify", &["error", "counts", "statistics"]),
    ("archive", &["span", "error", "date", "document", "dedup", "varint"]),
    (
        "discover",
        &[
            "span",
            "error",
            "role",
            "ordered",
            "folding",
            "grammar",
            "document",
            "clean",
            "syllable",
            "tokens",
            "article",
            "segment",
            "phrase",
            "dedup",
            "statistics",
            "varint",
        ],
    ),
    (
        "concordance",
        &[
            "span", "error", "role", "ordered", "folding", "document", "clean", "syllable", "tokens",
            "article", "segment", "phrase",
        ],
    ),
    (
        "report",
        &[
            "span",
            "error",
            "role",
            "ordered",
            "document",
            "read",
            "shard",
            "date",
            "clean",
            "syllable",
            "tokens",
            "counts",
            "article",
            "segment",
            "phrase",
            "tfidf",
            "dedup",
            "discover",
            "cluster",
            "statistics",
        ],
    ),
];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn no_room_looks_up() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let uses = regex::Regex::new(r"crate::(\w+)").unwrap();
    let mut seen = BTreeSet::new();
    for file in rust_files(&src) {
        let below = file.strip_prefix(&src).unwrap();
        let room = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if room == "lib" {
            continue;
        }
        let (_, allowed) = ORDER
            .iter()
            .find(|(name, _)| *name == room)
            .unwrap_or_else(|| panic!("{room} is no room of ORDER: give it a place"));
        seen.insert(room.to_owned());
        let text = std::fs::read_to_string(&file).unwrap();
        // Tests may look anywhere.
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for used in uses.captures_iter(line).map(|found| found.get(1).unwrap().as_str()) {
                assert!(
                    used == room || allowed.contains(&used),
                    "{} uses {used}, which {room} may not know",
                    below.display()
                );
            }
        }
    }
    let known: BTreeSet<_> = ORDER.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(seen, known);
}

#[test]
fn the_order_has_no_circle() {
    // Rooms in an order in which each uses only those before it.
    let mut placed: Vec<&str> = Vec::new();
    while placed.len() < ORDER.len() {
        let next = ORDER
            .iter()
            .find(|(room, uses)| !placed.contains(room) && uses.iter().all(|used| placed.contains(used)))
            .expect("a circle");
        placed.push(next.0);
    }
}
