//! Concordances of queries over texts of our own: `tests/data/concordance.toml`.

use chinhluan::concordance::{Concordance, Line, Order, Query, sort};
use chinhluan::phrase::Families;
use chinhluan::segment::Segmenter;
use chinhluan::{Document, Meta, Place};
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    query: String,
    #[serde(default)]
    near: bool,
    text: String,
    /// The occurrences, in order; of near misses, `occurrence: reason`.
    expect: Vec<String>,
}

fn lines(query: &str, texts: &[(&str, Option<&str>)], near: bool, width: usize) -> Vec<Line> {
    let query = Query::read(query, Families::embedded()).unwrap();
    let concordance = Concordance::new(query, Segmenter::embedded(), width).unwrap();
    let concordance = if near { concordance.near_misses() } else { concordance };
    let document = |(index, (text, date)): (usize, &(&str, Option<&str>))| {
        let meta = Meta { date: date.map(str::to_owned), ..Meta::default() };
        Ok(Document { id: index.to_string(), text: (*text).to_owned(), meta, place: Place::file("a") })
    };
    let mut lines = Vec::new();
    concordance
        .lines(&mut texts.iter().enumerate().map(document), |found| {
            lines.extend(found?);
            Ok::<_, chinhluan::Error>(())
        })
        .unwrap();
    lines
}

#[test]
fn cases() {
    let file: File = toml::from_str(include_str!("data/concordance.toml")).unwrap();
    let names: BTreeSet<&str> = file.case.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), file.case.len(), "two cases have one name");
    for case in &file.case {
        let found = lines(&case.query, &[(&case.text, None)], case.near, 30);
        let shown = |line: &Line| match &line.reason {
            Some(reason) => format!("{}: {reason}", line.node),
            None => line.node.clone(),
        };
        let found_words: Vec<String> = found.iter().map(shown).collect();
        assert_eq!(found_words, case.expect, "{}", case.name);
        for line in &found {
            let bytes = &case.text[line.start as usize..line.end as usize];
            assert_eq!(bytes.split_whitespace().collect::<Vec<_>>().join(" "), line.node, "{}", case.name);
        }
    }
}

#[test]
fn lines_are_sorted_by_their_neighbours_and_by_day() {
    let texts = [
        ("Đảng bộ xã xây dựng nông thôn mới từ tháng ba.", Some("2015-03-01")),
        ("Ấp Ba đạt nông thôn mới năm ngoái.", None),
        ("Huyện công nhận nông thôn mới ấp Tư.", Some("2012-03-01")),
    ];
    let order = |order: Order| {
        let mut lines = lines("nông thôn mới", &texts, false, 40);
        sort(&mut lines, order);
        lines.into_iter().map(|line| line.document).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order(Order::Input), "0 1 2");
    // dựng, đạt, nhận: marks come after letters.
    assert_eq!(order(Order::Left), "1 0 2");
    // ấp, năm, từ
    assert_eq!(order(Order::Right), "2 1 0");
    assert_eq!(order(Order::Date), "2 0 1");
}

#[test]
fn mistaken_queries_are_refused_in_one_line() {
    for query in ["/(/", "/x*/", "", "[nông thôn", "…"] {
        let error = Query::read(query, Families::embedded()).unwrap_err().in_words();
        assert_eq!(error.lines().count(), 1, "{query}: {error}");
    }
}
