//! Document numbers: `Chỉ thị số 05-CT/TW`, `Nghị định 30/2020/NĐ-CP`, `Luật số 45/2013/QH13`, `Quyết định 178-CP`;
//! in short, `Chỉ thị 05`, `Nghị định 100/2019`; and resolutions of plenums, `Nghị quyết Trung ương 4 (khóa XI, XII)`.

mod issued;
mod name;
mod parts;
mod plenum;
mod short;

use crate::span::Span;
use parts::{Code, Joint, Parts};
use serde::{Deserialize, Serialize};

/// How a document is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum NumberForm {
    /// By its whole number: `05-CT/TW`.
    Full,
    /// By its kind and running number, `Chỉ thị 05`, which each year and each body give anew; the year may be there,
    /// `Nghị định 100/2019`.
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
    /// What kind of document the number says it is: `CT`, `NĐ`; none for the numbers of laws and for those that only
    /// say who issued them, `64/CP`.
    pub kind: Option<String>,
    /// When it was issued, where the text says it beside the number, here or in another place: `2011-05-14`, `2011-05` or
    /// `2011`.
    pub issued: Option<String>,
    /// Who issued it: `TW`, `CP`, `QH13`; empty where it is cited in short.
    pub body: String,
}

impl DocumentNumber {
    /// The spellings in short: `Chỉ thị 33` and `Chỉ thị 33/2006` of `33/2006/CT-TTg`. None for laws and plenums.
    pub fn shorts(&self) -> Vec<String> {
        match self.form {
            NumberForm::Full => {
                let name = self.kind.as_deref().and_then(short::name_of);
                let spelled = |year| name.map(|name| short::canonical(name, &self.number, year));
                let dated = self.year.and_then(|year| spelled(Some(year)));
                spelled(None).into_iter().chain(dated).collect()
            }
            NumberForm::Short => vec![self.canonical.clone()],
            NumberForm::Plenum => Vec::new(),
        }
    }
}

/// Those who issued documents before 1997, whose numbers have no kind. Nothing else is called so behind a number: they
/// are read wherever they stand (`61-CP` of a letterhead).
const OLD_BODIES: [&str; 4] = ["CP", "HĐBT", "SL", "TTg"];

/// Offices whose numbers have no kind to this day: they are read behind `số` as well as behind a name.
const OFFICES: [&str; 2] = ["UBND", "VPCP"];

/// Committees of the Party, whose numbers may have kinds that nobody lists.
const PARTY: [&str; 5] = ["TW", "TƯ", "T.Ư", "T.W", "TU"];

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
    let mut numbers = undated(text);
    let full: Vec<Span> = numbers.iter().map(|number| number.span).collect();
    let short = short::find(text, &numbers);
    let is_new = |number: &DocumentNumber| {
        let next = full.partition_point(|span| span.end <= number.span.start);
        full.get(next).is_none_or(|span| !span.overlaps(number.span))
    };
    numbers.extend(short.into_iter().chain(plenum::find(text)).filter(is_new));
    numbers.sort_by_key(|number| (number.span.start, number.span.end));
    issued::date(text, &mut numbers);
    numbers
}

/// All whole document numbers of `text`, in order.
///
/// A number that says its kind is read wherever it stands, as are the old ones of the Government (`64/CP`, `178-CP`); one
/// that only says who issued it, behind the name of a document.
pub fn find(text: &str) -> Vec<DocumentNumber> {
    let mut numbers = undated(text);
    issued::date(text, &mut numbers);
    numbers
}

fn undated(text: &str) -> Vec<DocumentNumber> {
    let bytes = text.as_bytes();
    let mut found: Vec<DocumentNumber> = Vec::new();
    let mut done = 0;
    // Every number has a slash, a hyphen or a dash behind its digits; a dash in UTF-8 begins with 0xe2.
    for joint in memchr::memchr3_iter(b'/', b'-', 0xe2, bytes) {
        if joint < done {
            continue;
        }
        let Some(start) = number_before(text, joint, done) else { continue };
        if let Some(number) = read(text, start, done) {
            done = number.span.end as usize;
            found.push(number);
        }
    }
    found
}

/// The first digit of the number that ends at the joint, a letter and a blank let be between.
fn number_before(text: &str, joint: usize, done: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let blank = text[..joint].chars().next_back().filter(|c| c.is_whitespace());
    let end = joint - blank.map_or(0, char::len_utf8);
    let letter = end.checked_sub(1).is_some_and(|last| bytes[last].is_ascii_alphabetic());
    let end = end - usize::from(letter);
    let digits = bytes[done.min(end)..end].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start = end - digits;
    // `a12`, `1.234/QĐ-TTg`, `1/2/…` begin before their last run of digits, and are something else.
    let before = text[..start].chars().next_back();
    let inside = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | '-'));
    ((1..=5).contains(&digits) && !inside).then_some(start)
}

fn read(text: &str, start: usize, done: usize) -> Option<DocumentNumber> {
    let Parts { number, year, codes } = parts::read(text, start);
    let first = codes.first()?;
    let before = name::before(text, start, done);
    let has_slash = year.is_some() || codes.iter().take(2).any(|code| code.joint == Joint::Slash);
    let is_named = before.name.is_some();
    let has_kind = codes.len() > 1 && first.is_kind() && (has_slash || is_named);
    let is_office = codes.len() > 1
        && year.is_none()
        && first.joint == Joint::Slash
        && first.capitals() == first.text.chars().count()
        && codes[1].text.len() > 1;
    let is_party_shaped = codes.len() > 1 && first.joint == Joint::Hyphen && codes[1].joint == Joint::Slash;
    let is_party = is_party_shaped && first.capitals() > 1 && PARTY.contains(&codes[1].text);
    let is_old = OLD_BODIES.contains(&first.text) || before.so && OFFICES.contains(&first.text);
    let codes = match first.is_assembly() && year.is_some() {
        true => &codes[..1],
        false if has_kind || is_office || is_party || is_old || is_named && first.capitals() > 1 => {
            &codes[..]
        }
        false => return None,
    };
    // `45-QĐNS/TW`: what stands between a hyphen and a slash is a kind, known or not.
    let (kind, issued) = codes.split_at(usize::from(has_kind || is_party_shaped));
    let (kind, body) = (kind.first().map(|kind| kind.text.to_owned()), joined(issued));
    let year_part = year.map(|year| format!("/{year}")).unwrap_or_default();
    let canonical = match &kind {
        // The Party's numbers are written so, though papers print `41/CT-TW`.
        Some(kind) if is_party_shaped || body == "TW" => {
            format!("{number}{year_part}-{kind}/{body}")
        }
        Some(kind) => format!("{number}{year_part}/{kind}-{body}"),
        None => format!("{number}{year_part}{}{body}", codes[0].joint.as_str()),
    };
    Some(DocumentNumber {
        form: NumberForm::Full,
        span: Span::new(before.start, codes.last()?.end),
        canonical,
        name: before.name.map(str::to_owned),
        number: number.to_owned(),
        year: year.and_then(|year| year.parse().ok()),
        issued: None,
        kind,
        body,
    })
}

/// The codes with the joints between them, in one spelling: `TW` for the other ways of writing Trung ương.
fn joined(codes: &[Code]) -> String {
    let mut body = String::new();
    for (at, code) in codes.iter().enumerate() {
        body.push_str(if at == 0 { "" } else { code.joint.as_str() });
        body.push_str(match code.text {
            "TƯ" | "T.Ư" | "T.W" => "TW",
            "TTG" | "Ttg" => "TTg",
            other => other,
        });
    }
    body
}

/// The character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
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
