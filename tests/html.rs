//! Pages in the manner of thirty newspapers and portals, each with a truth file; and what holds for any page.
//!
//! The pages and their articles were written for this project; places, papers and people are invented.
//! Pages `d01` to `d15` were looked at while the rules were made, `t01` to `t15` were written before and
//! looked at after; `b01` to `b05` are short: briefs, a notice, and pages that open alike and are none.

use chinhluan::Role;
use chinhluan::read::html::{Block, Page, charset, page};
use proptest::prelude::*;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;

/// What a page says, as a reader sees it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Truth {
    is_article: bool,
    title: Option<String>,
    lead: Option<String>,
    /// Day of publication.
    date: Option<String>,
    byline: Option<String>,
    /// Name of the paper or site in the page's head.
    source: Option<String>,
    /// The paper the article was taken from, as its last line says.
    source_credit: Option<String>,
    /// Fragments of the article's text.
    wanted: Vec<String>,
    /// Fragments of what is not the article.
    unwanted: Vec<String>,
    #[serde(default)]
    headings: Vec<String>,
    #[serde(default)]
    captions: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/html")
}

fn html(name: &str) -> String {
    let bytes = std::fs::read(folder().join(name).with_extension("html")).expect("a page of tests/data/html");
    String::from_utf8(bytes).expect("UTF-8")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .expect("tests/data/html")
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.strip_suffix(".html").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// Letters composed, nothing without width: what two faithful readings have in common.
fn same(text: &str) -> String {
    text.nfc().filter(|char| !matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{feff}')).collect()
}

fn texts(page: &Page, keep: impl Fn(Role) -> bool) -> Vec<String> {
    page.blocks.iter().filter(|block| keep(block.role)).map(|block| same(&block.text)).collect()
}

/// Text of the article and the names of those who made it.
fn of_article(role: Role) -> bool {
    role.is_content() || matches!(role, Role::PhotoCredit | Role::Byline | Role::SourceCredit)
}

fn day(page: &Page) -> Option<String> {
    page.published.map(|(moment, _)| moment.date.to_string())
}

#[test]
fn pages_of_many_makers() {
    let names = names();
    assert_eq!(names.len(), 41);
    let mut faults = Vec::new();
    for name in &names {
        let truth =
            std::fs::read_to_string(folder().join(name).with_extension("toml")).expect("a truth file");
        let truth: Truth = toml::from_str(&truth).unwrap_or_else(|error| panic!("{name}: {error}"));
        let page = page(&html(name));
        let mut check = |right: bool, what: String| {
            if !right {
                faults.push(format!("{name}: {what}"));
            }
        };
        check(page.is_article == truth.is_article, format!("is_article {}", page.is_article));
        let content = texts(&page, of_article).join("\n");
        for fragment in &truth.wanted {
            check(content.contains(&same(fragment)), format!("wanted: {fragment}"));
        }
        for fragment in &truth.unwanted {
            check(!content.contains(&same(fragment)), format!("unwanted: {fragment}"));
        }
        for (role, fragments) in [(Role::Body, &truth.headings), (Role::Caption, &truth.captions)] {
            let found = texts(&page, |of| of == role);
            for fragment in fragments {
                let right = found.iter().any(|text| text.contains(&same(fragment)));
                check(right, format!("{role:?}: {fragment}"));
            }
        }
        if !truth.is_article {
            continue;
        }
        let lead = texts(&page, |role| role == Role::Lead).join(" ");
        let wanted = truth.lead.as_deref().map(same).unwrap_or_default();
        // The place may stand before the lead, in its own element.
        check(lead.ends_with(&wanted) && lead.len() <= wanted.len() + 24, format!("lead: {lead}"));
        let equal = |found: &Option<String>, truth: &Option<String>| {
            found.as_deref().map(same) == truth.as_deref().map(same)
        };
        check(equal(&page.title, &truth.title), format!("title: {:?}", page.title));
        check(day(&page) == truth.date, format!("date: {:?}", day(&page)));
        check(equal(&page.byline, &truth.byline), format!("byline: {:?}", page.byline));
        if truth.source.is_some() {
            check(equal(&page.source, &truth.source), format!("source: {:?}", page.source));
        }
        if let Some(credit) = &truth.source_credit {
            let credits = texts(&page, |role| role == Role::SourceCredit);
            check(
                credits.iter().any(|line| line.contains(&same(credit))),
                format!("source credit: {credits:?}"),
            );
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn page_clocks_are_no_publication_dates() {
    // The clock of the page says when it was opened; it stands over the headline, outside the article.
    let page = page(&html("t01"));
    let clock = page.blocks.iter().find(|block| block.text.contains("04/04/2020"));
    assert_eq!(clock.map(|block| block.role), Some(Role::PageClock));
}

#[test]
fn letters_as_numbers_read_as_letters() {
    let numbered = html("t10");
    assert!(numbered.matches("&#").count() > 200);
    let mut plain = String::new();
    let mut rest = numbered.as_str();
    while let Some((before, after)) = rest.split_once("&#") {
        let (number, after) = after.split_once(';').expect("a closed entity");
        plain.push_str(before);
        plain.push(char::from_u32(number.parse().expect("a number")).expect("a letter"));
        rest = after;
    }
    plain.push_str(rest);
    assert_eq!(page(&numbered), page(&plain));
}

#[test]
fn entities_by_the_hundred_thousand() {
    let html = format!("<p>{}</p>", "Đ&#7843;&#110;g &#x62;&ocirc;&#803; ".repeat(50_000));
    let start = Instant::now();
    let page = page(&html);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    assert_eq!(page.blocks.len(), 1);
    assert_eq!(page.blocks[0].text.split(' ').count(), 100_000);
    assert!(page.blocks[0].text.starts_with("Đảng bô\u{323} "));
}

#[test]
fn composed_and_decomposed_pages_read_alike() {
    for name in names() {
        let html = html(&name);
        let composed = page(&html.nfc().collect::<String>());
        let decomposed = page(&html.nfd().collect::<String>());
        let read = |page: &Page| -> Vec<(Role, String)> {
            page.blocks.iter().map(|block| (block.role, block.text.nfc().collect())).collect()
        };
        assert_eq!(read(&composed), read(&decomposed), "{name}");
        assert_eq!(composed.published, decomposed.published, "{name}");
    }
}

#[test]
fn line_ends_and_leading_bytes_change_nothing() {
    for name in names() {
        let html = html(&name).replace("\r\r\n", "\n");
        let plain = page(&html);
        let odd = page(&format!("\u{feff}\n<!-- cache -->\n{}", html.replace('\n', "\r\r\n")));
        assert_eq!(plain, odd, "{name}");
    }
}

#[test]
fn without_class_names_the_article_is_still_found() {
    // Names of classes help; what parts an article from its surroundings is structure.
    let attribute = regex::Regex::new(r#"(?i)\s(class|id|itemprop|data-role)=("[^"]*"|'[^']*'|[^\s>]+)"#);
    let attribute = attribute.expect("a pattern of this file");
    for name in names() {
        let html = html(&name);
        let (named, bare) = (page(&html), page(&attribute.replace_all(&html, "")));
        assert_eq!(named.is_article, bare.is_article, "{name}");
        if named.is_article {
            assert_eq!(named.title, bare.title, "{name}");
            assert_eq!(named.published, bare.published, "{name}");
            assert_eq!(named.byline, bare.byline, "{name}");
        }
    }
}

#[test]
fn the_charset_is_found_where_it_stands() {
    let late = html("d12");
    assert!(late.find("<meta charset").is_some_and(|at| at > 18_000));
    assert_eq!(charset(late.as_bytes()), Some("utf-8"));
}

#[test]
fn deep_nesting_ends_in_time() {
    for open in ["<div>", "<ul><li>", "<b>", "<table><tr><td>", "<blockquote><p>", "<a><i>", "<form><div>"] {
        let html = format!("{}Trong cùng{}<p>Sau cùng</p>", open.repeat(100_000), "</div>".repeat(100_000));
        let start = Instant::now();
        let page = page(&html);
        assert!(start.elapsed() < Duration::from_secs(60), "{open}: {:?}", start.elapsed());
        assert!(page.blocks.iter().any(|block| block.text.contains("Trong cùng")), "{open}");
        assert!(page.blocks.iter().any(|block| block.text.contains("Sau cùng")), "{open}");
    }
}

fn is_clean(block: &Block) -> bool {
    !block.text.is_empty() && block.text == block.text.split_whitespace().collect::<Vec<_>>().join(" ")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_is_a_page(text in "\\PC{0,400}") {
        prop_assert!(page(&text).blocks.iter().all(is_clean));
    }

    #[test]
    fn any_tags_are_a_page(tags in prop::collection::vec(
        prop::sample::select(vec![
            "<p>", "</p>", "<div class=related>", "</div>", "<table>", "<tr>", "<td>", "</table>", "<a href=#>",
            "</a>", "<h1>", "</h1>", "<br>", "<img>", "<form>", "</form>", "<b>", "</b>", "<script>", "</script>",
            "<template>", "<svg>", "<select>", "<time datetime=2020-13-45>", "07/03/2026 08:47", "Theo Báo ",
            "Tin liên quan", "Bình luận (2)", "Xã có 12 thôn, 3.400 hộ, phần lớn làm ruộng và đi biển gần bờ. ",
            "Lò Thị Xuân", "&#7841;", "\u{200b}", "<meta name=description content='Xã có 12 thôn, 3.400 hộ'>",
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Xã", "\"}</script>", "<title>",
        ]),
        0..60,
    )) {
        let page = page(&tags.concat());
        prop_assert!(page.blocks.iter().all(is_clean));
    }

    #[test]
    fn any_piece_of_a_page_is_a_page(number in 0..41_usize, from in 0.0..1.0_f64, to in 0.0..1.0_f64) {
        let html = html(&names()[number]);
        let at = |share: f64| {
            let near = (share * html.len() as f64) as usize;
            (0..=near).rev().find(|&at| html.is_char_boundary(at)).unwrap_or(0)
        };
        let (from, to) = (at(from.min(to)), at(from.max(to)));
        prop_assert!(page(&html[from..to]).blocks.iter().all(is_clean));
        let without = format!("{}{}", &html[..from], &html[to..]);
        prop_assert!(page(&without).blocks.iter().all(is_clean));
    }

    #[test]
    fn any_bytes_have_a_charset_or_none(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Some(name) = charset(&bytes) {
            prop_assert!(name.is_ascii() && !name.is_empty());
        }
    }
}
