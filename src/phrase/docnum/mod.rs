//! Document numbers: `Chỉ thị số 05-CT/TW`, `Nghị định 30/2020/NĐ-CP`, `Luật số 45/2013/QH13`; in short,
//! `Chỉ thị 05`; and resolutions of plenums, `Nghị quyết Trung ương 4 (khóa XI, XII)`.

mod plenum;
mod short;

use super::family::Citation;
use crate::span::Span;
use crate::syllable::DOCUMENT_KINDS;
use regex::{Captures, Regex};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How a document is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NumberForm {
    /// By its whole number: `05-CT/TW`.
    Full,
    /// By its kind and running number, `Chỉ thị 05`, which each year and each body give anew.
    Short,
    /// As the resolution or conclusion of a plenum of the Central Committee.
    Plenum,
}

impl NumberForm {
    /// Its name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            NumberForm::Full => "full",
            NumberForm::Short => "short",
            NumberForm::Plenum => "plenum",
        }
    }
}

/// A document number as it stands in a text.
///
/// ```
/// use chinhluan::phrase::docnum;
/// let text = "theo Kết luận số 01 -KL/T.Ư của Bộ Chính trị";
/// let numbers = docnum::find(text);
/// assert_eq!(numbers[0].canonical, "01-KL/TW");
/// assert_eq!(numbers[0].name.as_deref(), Some("Kết luận"));
/// assert_eq!(numbers[0].span.of(text), "Kết luận số 01 -KL/T.Ư");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    /// The bytes of it, with the name of the document where that stands before it.
    pub span: Span,
    /// How it is cited.
    pub form: NumberForm,
    /// The number in one spelling: no blanks, hyphens, `TW` for `TƯ`, `T.Ư` and `T.W`; in short `Chỉ thị 05`, of a
    /// plenum `Nghị quyết Trung ương 4 khóa XI`.
    pub canonical: String,
    /// What the text calls the document, `Chỉ thị`; none where the number stands alone.
    pub name: Option<String>,
    /// The running number.
    pub number: String,
    /// The year, where it is part of the number.
    pub year: Option<u16>,
    /// What kind of document the number says it is: `CT`, `NĐ`; none for the numbers of laws.
    pub kind: Option<String>,
    /// Who issued it: `TW`, `CP`, `QH13`; empty where it is cited in short.
    pub body: String,
}

impl DocumentNumber {
    /// The spelling in short: `Chỉ thị 05` of `05-CT/TW`. None for laws and plenums.
    pub fn short(&self) -> Option<String> {
        match self.form {
            NumberForm::Full => Some(short::canonical(short::name_of(self.kind.as_deref()?)?, &self.number)),
            NumberForm::Short => Some(self.canonical.clone()),
            NumberForm::Plenum => None,
        }
    }

    /// Whether papers print this number for the cited document by mistake.
    pub fn is_misprint_of(&self, citation: &Citation) -> bool {
        let misprints = citation.misprints.iter().flat_map(|misprint| find(misprint));
        misprints.into_iter().any(|misprint| misprint.canonical == self.canonical)
    }
}

/// Bodies that issue documents.
const BODY: &str =
    "[A-ZĐƯÔĂÂÊƠ][A-Za-zĐđƯưÔÂĂÊƠ&.]{0,11}(?:\\s?[-–]\\s?[A-ZĐƯÔĂÂÊƠ][A-Za-zĐđƯưÔÂĂÊƠ&.]{0,11})?";

/// The number itself, at the beginning of what is searched.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    // The longer first: `QĐi` before `QĐ`.
    let mut kinds = DOCUMENT_KINDS.to_vec();
    kinds.sort_by_key(|kind| std::cmp::Reverse(kind.len()));
    let kinds = kinds.join("|");
    let pattern = format!(
        "^(?:\
         (?<n1>[0-9]{{1,5}}[a-zA-Z]?)\\s?[-–]\\s?(?<kind1>{kinds})\\s?/\\s?(?<body1>{BODY})\
         |(?<n2>[0-9]{{1,5}}[a-zA-Z]?)(?:\\s?/\\s?(?<year2>(?:19|20)[0-9]{{2}}))?\\s?/\\s?(?<kind2>{kinds})\\s?[-–]\\s?(?<body2>{BODY})\
         |(?<n3>[0-9]{{1,5}}[a-zA-Z]?)\\s?/\\s?(?<year3>(?:19|20)[0-9]{{2}})\\s?/\\s?(?<body3>(?:UBTV)?QH[0-9]{{1,2}})\
         |(?<n4>[0-9]{{1,5}}[a-zA-Z]?)\\s?/\\s?(?<body4>[A-ZĐƯÔĂÂÊƠ][A-ZĐ]{{1,9}}\\s?[-–]\\s?[A-ZĐƯÔĂÂÊƠ][A-Za-zĐ.]{{1,9}})\
         )"
    );
    Regex::new(&pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// The name of a document, at the end of what is searched.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        "(?:^|[^\\p{L}\\p{M}])(?<all>(?<name>Hiến pháp|Bộ luật|Luật|Pháp lệnh|Lệnh|Nghị quyết liên tịch|Nghị quyết|NQ\
         |Quyết định|QĐ|Quy định|Chỉ thị|CT|Thông báo kết luận|Kết luận|KL|Thông tri|Thông báo|Thông tư liên tịch\
         |Thông tư|Hướng dẫn|Kế hoạch|Chương trình hành động|Chương trình|Đề án|Báo cáo|Tờ trình|Công văn|Công điện\
         |Nghị định|Văn bản|Giấy phép|Quy chế)\\s+(?:số\\s*:?\\s*)?)$",
    )
    .unwrap_or_else(|error| panic!("{error}"))
});

/// All documents that `text` cites, by their whole number, in short, or as a plenum's, in order.
///
/// ```
/// use chinhluan::phrase::docnum;
/// let text = "thực hiện Chỉ thị 05 và Nghị quyết Trung ương 4 (khóa XI, khóa XII)";
/// let found = docnum::find_all(text).into_iter().map(|number| number.canonical).collect::<Vec<_>>();
/// assert_eq!(found, [
///     "Chỉ thị 05",
///     "Nghị quyết Trung ương 4 khóa XI",
///     "Nghị quyết Trung ương 4 khóa XII",
/// ]);
/// ```
pub fn find_all(text: &str) -> Vec<DocumentNumber> {
    let mut numbers = find(text);
    let full: Vec<Span> = numbers.iter().map(|number| number.span).collect();
    let is_new = |number: &DocumentNumber| {
        let next = full.partition_point(|span| span.end <= number.span.start);
        full.get(next).is_none_or(|span| !span.overlaps(number.span))
    };
    numbers.extend(short::find(text).into_iter().chain(plenum::find(text)).filter(is_new));
    numbers.sort_by_key(|number| (number.span.start, number.span.end));
    numbers
}

/// All whole document numbers of `text`, in order.
pub fn find(text: &str) -> Vec<DocumentNumber> {
    let bytes = text.as_bytes();
    let mut found: Vec<DocumentNumber> = Vec::new();
    let mut done = 0;
    // Every number has a slash; regular expressions look at their surroundings only.
    for (slash, _) in text.match_indices('/') {
        if slash < done {
            continue;
        }
        let Some(start) = begin(bytes, slash, done) else { continue };
        let Some(number) = read(text, start, done) else { continue };
        if (number.span.end as usize) > slash {
            done = number.span.end as usize;
            found.push(number);
        }
    }
    found
}

/// The first digit of the number that may belong to the slash: at most one hyphen, a kind and blanks lie between.
fn begin(bytes: &[u8], slash: usize, done: usize) -> Option<usize> {
    /// The longest: `01 - CTrHĐ /`.
    const REACH: usize = 24;
    let from = slash.saturating_sub(REACH).max(done);
    let last_digit = (from..slash).rev().find(|&at| bytes[at].is_ascii_digit())?;
    let mut start = last_digit;
    while start > done && bytes[start - 1].is_ascii_digit() {
        start -= 1;
    }
    // `a12`, `1.234/QĐ-TTg`, `1/2/…` begin before their last run of digits, and are something else.
    let before = bytes[..start].last().copied();
    let inside = before.is_some_and(|byte| {
        byte.is_ascii_alphanumeric() || byte >= 0x80 && !ends_in_space_or_mark(bytes, start)
    });
    (!inside && !matches!(before, Some(b'.' | b',' | b'/' | b'-'))).then_some(start)
}

/// Whether the character before `at` is white space or punctuation outside ASCII.
fn ends_in_space_or_mark(bytes: &[u8], at: usize) -> bool {
    let tail = &bytes[at.saturating_sub(4)..at];
    let lead = tail.iter().rposition(|&byte| byte & 0xc0 != 0x80).unwrap_or(0);
    std::str::from_utf8(&tail[lead..])
        .ok()
        .and_then(|last| last.chars().next())
        .is_some_and(|c| !c.is_alphanumeric())
}

fn read(text: &str, start: usize, done: usize) -> Option<DocumentNumber> {
    /// Longer than any number.
    const LONGEST: usize = 80;
    let limit = boundary(text, (start + LONGEST).min(text.len()));
    let captures = NUMBER.captures(&text[start..limit])?;
    let part = |names: &[&str]| names.iter().find_map(|name| captures.name(name));
    let mut end = start + whole(&captures).end();
    let written = part(&["body1", "body2", "body3", "body4"])?.as_str();
    // A full stop behind the number ends the sentence.
    let without_stop = written.trim_end_matches('.');
    end -= written.len() - without_stop.len();
    let body = one_spelling(without_stop);
    if text[end..].starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let number = part(&["n1", "n2", "n3", "n4"])?.as_str().to_owned();
    let kind = part(&["kind1", "kind2"]).map(|kind| kind.as_str().to_owned());
    let year = part(&["year2", "year3"]).map(|year| year.as_str());
    let canonical = match (&kind, year) {
        (Some(kind), _) if captures.name("kind1").is_some() => format!("{number}-{kind}/{body}"),
        (Some(kind), Some(year)) => format!("{number}/{year}/{kind}-{body}"),
        (Some(kind), None) => format!("{number}/{kind}-{body}"),
        (None, Some(year)) => format!("{number}/{year}/{body}"),
        (None, None) => format!("{number}/{body}"),
    };
    let name_from = boundary(text, start.saturating_sub(LONGEST)).max(done);
    let name = NAME.captures(&text[name_from..start]);
    let name_start =
        name.as_ref().and_then(|name| name.name("all")).map_or(start, |all| name_from + all.start());
    Some(DocumentNumber {
        form: NumberForm::Full,
        span: Span::new(name_start, end),
        canonical,
        name: name.as_ref().and_then(|name| name.name("name")).map(|name| name.as_str().to_owned()),
        number,
        year: year.and_then(|year| year.parse().ok()),
        kind,
        body,
    })
}

fn whole<'t>(captures: &Captures<'t>) -> regex::Match<'t> {
    captures.get_match()
}

/// The character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// A body without blanks, with hyphens, and `TW` for the other ways of writing Trung ương.
fn one_spelling(body: &str) -> String {
    let joined: String =
        body.chars().filter(|c| !c.is_whitespace()).map(|c| if c == '–' { '-' } else { c }).collect();
    let parts: Vec<&str> = joined
        .split('-')
        .map(|part| if matches!(part, "TƯ" | "T.Ư" | "T.W") { "TW" } else { part })
        .collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn in_running_text() {
        let text =
            "Quyết định số 800/QĐ-TTg ngày 4/6/2010; 14/15 chi bộ; Chỉ thị 03-CT/TƯ. Số 7379/VPCP-V.I.";
        let found = find(text);
        let canonical: Vec<_> = found.iter().map(|number| number.canonical.as_str()).collect();
        assert_eq!(canonical, ["800/QĐ-TTg", "03-CT/TW", "7379/VPCP-V.I"]);
        assert_eq!(found[1].span.of(text), "Chỉ thị 03-CT/TƯ");
        assert_eq!((found[1].kind.as_deref(), found[1].body.as_str()), (Some("CT"), "TW"));
    }

    proptest! {
        #[test]
        fn spans_are_in_order(text in "\\PC*|([0-9 ]{0,3}[-–/]|CT|QĐ|TTg|TW|Chỉ thị số | |\\.|2018){0,12}") {
            let mut last = 0;
            for number in find(&text) {
                prop_assert!(number.span.start as usize >= last && !number.span.of(&text).is_empty());
                last = number.span.end as usize;
            }
        }
    }
}
