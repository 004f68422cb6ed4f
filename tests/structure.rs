//! Small invented pages with the role of every line, and what must be read from them.
//!
//! A page of `tests/data/structure`: a head of `key value` lines, `---`, then the page, line by line, as
//! `role [truncated] [repeats=LINE,…] [how=…]|text`; lines count from 1, an empty line is a blank one.

use chinhluan::article::{How, Role, Structure, structure};
use chinhluan::{Meta, Span, syllable::Forms, tokens::Tokens};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write;

struct Page {
    head: BTreeMap<String, String>,
    text: String,
    marks: Vec<String>,
}

fn read(source: &str) -> Page {
    let (head, body) = source.split_once("---\n").expect("a head");
    let head = head
        .lines()
        .filter_map(|line| line.split_once(' '))
        .map(|(k, v)| (k.to_owned(), v.to_owned()))
        .collect();
    let (mut text, mut marks) = (String::new(), Vec::new());
    for line in body.lines() {
        let (mark, printed) = line.split_once('|').unwrap_or(("blank", ""));
        marks.push(mark.to_owned());
        text.push_str(printed);
        text.push('\n');
    }
    Page { head, text, marks }
}

fn parts(text: &str, meta: &Meta) -> Structure {
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    structure(text, meta, &tokens, &forms)
}

fn marks(page: &Structure) -> Vec<String> {
    let mark = |line: &chinhluan::article::Line| {
        let mut mark = line.role.name().to_owned();
        if line.truncated {
            mark.push_str(" truncated");
        }
        for repeat in &line.repeats {
            let how = match repeat.how {
                How::Exact => "exact",
                How::Prefix => "prefix",
                How::Cut => "cut",
                How::Folded => "folded",
            };
            write!(mark, " repeats={} how={how}", repeat.line + 1).expect("a string");
        }
        mark
    };
    page.lines.iter().map(mark).collect()
}

#[test]
fn every_page_comes_out_as_it_is_marked() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/structure");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder).expect("the pages").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    assert!(paths.len() >= 25);
    let mut wrong = String::new();
    for path in paths {
        let name = path.file_stem().and_then(|stem| stem.to_str()).expect("a name").to_owned();
        let page = read(&std::fs::read_to_string(&path).expect("a page"));
        let field = |key: &str| page.head.get(key).cloned();
        let meta = Meta { title: field("meta_title"), date: field("meta_date"), ..Meta::default() };
        let found = parts(&page.text, &meta);
        for (index, (expected, mark)) in page.marks.iter().zip(marks(&found)).enumerate() {
            if *expected != mark {
                writeln!(wrong, "{name}:{}: {mark}, not {expected}", index + 1).expect("a string");
            }
        }
        assert_eq!(found.lines.len(), page.marks.len(), "{name}");
        let none = || "none".to_owned();
        let words = |span: Option<Span>| span.map_or_else(none, |span| span.of(&page.text).to_owned());
        let origin = |dated: chinhluan::article::Dated| {
            format!(
                "{} {}",
                dated.moment,
                serde_json::to_value(dated.from).expect("a name").as_str().expect("a string")
            )
        };
        let read = [
            ("published", found.published.map_or_else(none, origin)),
            ("clock", found.page_clock.map_or_else(none, |dated| dated.moment.to_string())),
            ("title", words(found.title).split_whitespace().collect::<Vec<_>>().join(" ")),
            ("byline", words(found.byline)),
            ("source", words(found.source_credit)),
            ("counted_out", found.repeated_lines().to_string()),
        ];
        for (key, value) in read {
            if let Some(expected) = field(key).filter(|expected| *expected != value) {
                writeln!(wrong, "{name}: {key} {value}, not {expected}").expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

trait RepeatedLines {
    fn repeated_lines(&self) -> usize;
}

impl RepeatedLines for Structure {
    /// Number of lines that hold a span whose phrases are not counted.
    fn repeated_lines(&self) -> usize {
        let inside = |line: &&chinhluan::article::Line| {
            self.repeated_spans().iter().any(|span| span.overlaps(line.span))
        };
        self.lines.iter().filter(inside).count()
    }
}

#[test]
fn one_copy_counts() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/structure/");
    for (name, phrase) in [
        ("teaser_cut_and_spread", "412 bậc đá"),
        ("lead_printed_three_times", "đảo Hòn Khói"),
        ("dateline_before_the_copy", "cây bóng mát"),
    ] {
        let page = read(&std::fs::read_to_string(format!("{folder}{name}.page")).expect("a page"));
        let found = parts(&page.text, &Meta::default());
        let counted: Vec<Role> = page
            .text
            .match_indices(phrase)
            .map(|(at, _)| at as u32)
            .filter(|&at| !found.is_repeated(at) && found.region(at) != Role::Title)
            .map(|at| found.region(at))
            .collect();
        assert_eq!(counted, [Role::Body], "{name}");
    }
}

#[derive(serde::Deserialize)]
struct DateCase {
    input: String,
    kind: Option<String>,
    iso: Option<String>,
}

#[test]
fn date_vectors() {
    use chinhluan::date::{Expression, Kind as DateKind};
    let file: BTreeMap<String, Vec<DateCase>> =
        toml::from_str(include_str!("data/dates.toml")).expect("the vectors");
    for case in &file["vector"] {
        let found = Expression::read(&case.input);
        let kind = found.as_ref().map(|found| match found.kind {
            DateKind::Labelled => "labelled",
            DateKind::TimeAndDate => "time_and_date",
            DateKind::Weekday => "weekday",
            DateKind::Numeric => "numeric",
            DateKind::Long => "long",
            DateKind::Term => "term",
            DateKind::Period => "period",
            DateKind::DayAndMonth => "day_and_month",
            DateKind::MonthAndYear => "month_and_year",
            DateKind::Year => "year",
        });
        assert_eq!(kind, case.kind.as_deref(), "{}", case.input);
        let iso = found.and_then(|found| found.date).map(|date| date.to_string());
        assert_eq!(iso, case.iso, "{}", case.input);
    }
}

proptest! {
    #[test]
    fn any_text_has_a_structure(text in "(\\PC|[\n\r\t ]|Ảnh: |Theo |Thứ năm, |25/07/2024|08:31 | \\| |\\.\\.\\.|Từ khóa:|Xuân Tam\n){0,60}", title in "\\PC{0,12}") {
        let meta = Meta { title: Some(title), ..Meta::default() };
        let page = parts(&text, &meta);
        // Lines are those of the text, in order.
        let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
        let expected = if lines.len() > 1 && text.ends_with('\n') { &lines[..lines.len() - 1] } else { &lines[..] };
        let found: Vec<&str> = page.lines.iter().map(|line| line.span.of(&text)).collect();
        prop_assert_eq!(&found, expected);
        for line in &page.lines {
            prop_assert_eq!(line.role == Role::Blank, line.span.of(&text).trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}')).is_empty());
        }
        prop_assert!(page.repeated_spans().windows(2).all(|two| two[0].end < two[1].start));
    }

    #[test]
    fn a_doubled_paragraph_counts_once(words in prop::collection::vec("[a-zđêơ]{2,6}", 20..40)) {
        let paragraph = format!("Xã {}.", words.join(" "));
        let text = format!("Tiêu đề của bài báo này\n\n{paragraph}\n\n{paragraph}\n");
        let page = parts(&text, &Meta::default());
        let repeat = page.lines[4].repeats.first().expect("a repeat");
        prop_assert_eq!((repeat.line, repeat.how), (2, How::Exact));
        prop_assert_eq!(repeat.here.of(&text), repeat.there.of(&text));
        prop_assert_eq!(page.repeated_spans().len(), 1);
    }
}
