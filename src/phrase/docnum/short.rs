//! Documents cited in short: `Chỉ thị 05`, `Nghị quyết số 35`, `NQ 12`, `Nghị định 100/2019`.

use super::name::PURPOSES;
use super::parts::year_end;
use super::{DocumentNumber, NumberForm};
use crate::span::Span;
use regex::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Kinds of document that are cited by their running number alone, and their names, the longer before their beginnings.
const NAMES: [(&str, &str); 19] = [
    ("NQLT", "Nghị quyết liên tịch"),
    ("TTLT", "Thông tư liên tịch"),
    ("TTLB", "Thông tư liên bộ"),
    ("CT", "Chỉ thị"),
    ("NQ", "Nghị quyết"),
    ("KL", "Kết luận"),
    ("QĐ", "Quyết định"),
    ("QĐi", "Quy định"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("KH", "Kế hoạch"),
    ("ĐA", "Đề án"),
    ("CV", "Công văn"),
    ("CĐ", "Công điện"),
    ("TTr", "Tờ trình"),
    ("VB", "Văn bản"),
    ("TTri", "Thông tri"),
];

/// Abbreviations that are read before a bare number. `TT 12` and `HD 10` are too many other things, `TT số 12` is a centre
/// in its street: they are read where the text has cited that document.
const ABBREVIATED: [&str; 8] = ["CT", "NQ", "KL", "QĐ", "NĐ", "TTLT", "TTLB", "NQLT"];

/// Names that are verbs as well (`quyết định 12 suất học bổng`): with a small letter they are read with `số`, or where
/// what follows speaks of a document.
const VERBS: [&str; 2] = ["quyết định", "kết luận"];

/// Behind a document and its number; nothing that is counted begins so.
const OF_A_DOCUMENT: [&str; 9] = ["của", "ngày", "do", "ký", "quy", "qui", "xử", "phê", "thay"];

/// Words before `quyết định` that make it a noun: `trong quyết định 4945`.
const BEFORE_NOUNS: [&str; 13] =
    ["trong", "theo", "tại", "của", "với", "từ", "bởi", "các", "hành", "ký", "bằng", "ra", "có"];

/// Names that are documents and hardly anything else: they are read whatever follows that is not counted.
const SURE: [&str; 14] = [
    "Chỉ thị",
    "Nghị quyết",
    "Nghị định",
    "Thông tư",
    "Thông tư liên tịch",
    "Thông tư liên bộ",
    "Công văn",
    "Công điện",
    "Tờ trình",
    "Thông tri",
    "Văn bản",
    "NQ",
    "NĐ",
    "TTLT",
];

/// What a number counts, behind a document: `Nghị quyết 10 điểm`, `chỉ thị 20 cán bộ`.
const COUNTED: [&str; 37] = [
    "điểm",
    "điều",
    "khoản",
    "chương",
    "mục",
    "phần",
    "trang",
    "chữ",
    "dòng",
    "nội",
    "vấn",
    "nhóm",
    "nhiệm",
    "việc",
    "năm",
    "tháng",
    "tuần",
    "giờ",
    "phút",
    "triệu",
    "tỷ",
    "tỉ",
    "nghìn",
    "ngàn",
    "trăm",
    "người",
    "đồng",
    "cán",
    "đơn",
    "học",
    "đại",
    "suất",
    "trường",
    "ý",
    "bên",
    "nước",
    "tỉnh",
];

/// What may follow the number behind other names: anything else is counted by it, `Hướng dẫn 20 học sinh`.
const FOLLOWING: [&str; 56] = [
    "của", "về", "ngày", "và", "là", "được", "thì", "đã", "do", "tại", "trong", "này", "nói", "khóa", "khoá",
    "ở", "cũng", "có", "ra", "ban", "vào", "theo", "cho", "nêu", "đến", "tới", "với", "bằng", "từ", "phải",
    "mới", "cần", "sẽ", "gắn", "quy", "qui", "xử", "giải", "không", "chưa", "nếu", "như", "để", "trên",
    "vẫn", "nay", "đang", "vừa", "hoặc", "hay", "bị", "mà", "nhưng", "sau", "trước", "ký",
];

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    let names = NAMES.map(|(_, name)| name).join("|");
    let small = NAMES.map(|(_, name)| name.to_lowercase()).join("|");
    let large = NAMES.map(|(_, name)| name.to_uppercase()).join("|");
    let kinds = NAMES.map(|(kind, _)| kind).join("|");
    let pattern = format!(
        "(?<name>{names}|{small}|{large}|{kinds})(?:\\s*\\([A-ZĐ]{{2,3}}\\)|\\s+(?<purpose>{PURPOSES}))?\
         \\s+(?<so>\\(?(?i:số)\\s*:?\\s*)?\
         (?<number>[0-9]{{1,4}}[a-dA-D]?)"
    );
    Regex::new(&pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// One more number behind a first: `18, 19 và 20`.
static MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:\\s*[,;]\\s+(?:và\\s+)?|\\s+và\\s+)(?:số\\s+)?(?<number>[0-9]{2,4}[a-dA-D]?)")
        .unwrap_or_else(|error| panic!("{error}"))
});

/// The name of a kind: `Chỉ thị` of `CT`.
pub(super) fn name_of(kind: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name)
}

/// Name and number as documents write them, `Chỉ thị 05`, with the year where it is known, `Nghị định 100/2019`.
pub(super) fn canonical(name: &str, number: &str, year: Option<u16>) -> String {
    let year = year.map(|year| format!("/{year}")).unwrap_or_default();
    format!("{name} {:0>2}{year}", number.trim_start_matches('0'))
}

/// All that `text` cites in short; `full` is what it cites by whole numbers.
///
/// A document that the text has cited is cited wherever its name and number come again: `HD 469` of an article that has
/// `Hướng dẫn số 469`, `Quyết định 144 đính kèm` of a paper with the number 144/2002/QĐ-BTC.
pub(super) fn find(text: &str, full: &[DocumentNumber]) -> Vec<DocumentNumber> {
    let (mut found, again) = read(text);
    if !again.is_empty() {
        let known: BTreeSet<String> = full.iter().chain(&found).flat_map(DocumentNumber::shorts).collect();
        found.extend(again.into_iter().filter(|number| known.contains(&number.canonical)));
    }
    found
}

/// What is a document by itself, and what is one if the text cites it elsewhere.
fn read(text: &str) -> (Vec<DocumentNumber>, Vec<DocumentNumber>) {
    let (mut found, mut again) = (Vec::new(), Vec::new());
    for captures in SHORT.captures_iter(text) {
        let (whole, written) = (captures.get_match(), &captures["name"]);
        let before = text[..whole.start()].chars().next_back();
        let known = NAMES.iter().find(|(kind, name)| *kind == written || same_letters(name, written));
        let Some(&(kind, name)) = known.filter(|_| !before.is_some_and(char::is_alphanumeric)) else {
            continue;
        };
        let cited = |start: usize, number: &str, year: Option<u16>, end: usize| DocumentNumber {
            span: Span::new(start, end),
            form: NumberForm::Short,
            canonical: canonical(name, number, year),
            name: Some(written.to_owned()),
            number: number.to_owned(),
            year,
            issued: None,
            kind: Some(kind.to_owned()),
            body: String::new(),
        };
        let has_so = captures.name("so").is_some();
        // `Quyết định bổ nhiệm 12 hiệu trưởng`.
        if captures.name("purpose").is_some() && !has_so {
            continue;
        }
        let number = &captures["number"];
        if let Some((year, end)) = year_behind(text, whole.end()) {
            // `TT 10/2008` may be a month.
            let dated = matches!(kind, "CT" | "NQ" | "QĐ" | "NĐ" | "TTLT")
                || kind == "TT" && (written != kind || number.parse().is_ok_and(|number: u32| number > 12));
            found.extend(dated.then(|| cited(whole.start(), number, Some(year), end)));
            continue;
        }
        let mut numbers = vec![(whole.start(), number, whole.end())];
        while let Some(&(_, _, end)) = numbers.last()
            && let Some(more) = MORE.captures(&text[end..])
            && let Some(number) = more.name("number")
            && ends(&text[end + number.end()..])
        {
            numbers.push((
                end + number.start(),
                &text[end + number.start()..end + number.end()],
                end + number.end(),
            ));
        }
        // What is counted at the end of a list is no document of it: `Nghị quyết 18, 20 đại biểu`.
        while let Some(&(start, number, end)) = numbers.last() {
            let first = start == whole.start();
            let read = Written {
                name: written,
                number,
                has_so: has_so && first,
                is_noun: is_noun(&text[..whole.start()]),
            };
            if read.is_document(&text[end..]) {
                break;
            }
            if first && read.may_be_again(&text[end..]) {
                again.push(cited(start, number, None, end));
            }
            numbers.pop();
        }
        found.extend(numbers.into_iter().map(|(start, number, end)| cited(start, number, None, end)));
    }
    (found, again)
}

fn same_letters(name: &str, written: &str) -> bool {
    name == written || name.to_lowercase() == written.to_lowercase()
}

/// Whether what stands before `quyết định` makes it a noun.
fn is_noun(before: &str) -> bool {
    let last = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    BEFORE_NOUNS.contains(&last.to_lowercase().as_str())
}

/// The year behind a number, `/2019`, and its end; nothing else may be joined to it.
fn year_behind(text: &str, at: usize) -> Option<(u16, usize)> {
    let slash = text[at..].strip_prefix(' ').map_or(at, |_| at + 1);
    let start = slash + 1 + usize::from(text[slash..].starts_with("/ "));
    let end = text[slash..].starts_with('/').then(|| year_end(text, start))??;
    ends(&text[end..]).then(|| text[start..end].parse().ok().map(|year| (year, end)))?
}

/// A name and a number as the text has them.
struct Written<'t> {
    name: &'t str,
    number: &'t str,
    has_so: bool,
    /// Whether what stands before makes it a noun.
    is_noun: bool,
}

impl Written<'_> {
    /// Whether they cite a document, before the rest of the text.
    fn is_document(&self, rest: &str) -> bool {
        let small = self.name.starts_with(char::is_lowercase);
        let is_verb = small && VERBS.contains(&self.name);
        let sure = SURE.iter().any(|name| same_letters(name, self.name));
        let is_doubtful = |(kind, _): &(&str, &str)| *kind == self.name && !ABBREVIATED.contains(kind);
        if !ends(rest) || NAMES.iter().any(is_doubtful) {
            return false;
        }
        if self.has_so {
            // `kế hoạch số 2` comes behind the first.
            return !small || is_verb || sure || self.number.len() > 1;
        }
        let may_be_small = is_verb || sure || self.name == "đề án";
        if small && !may_be_small || !self.is_running_number() {
            return false;
        }
        let next = rest.trim_start_matches([' ', '\u{a0}']);
        let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let of_year =
            word == "năm" && next["năm".len()..].trim_start().starts_with(|c: char| c.is_ascii_digit());
        // Capitals say nothing in a headline.
        let headline = !small && self.name.chars().all(|c| !c.is_lowercase()) && self.name.contains(' ');
        let lower = word.to_lowercase();
        match lower.as_str() {
            _ if of_year => true,
            word if is_verb && !self.is_noun => {
                // `05` numbers a document; what is counted is seldom written so.
                OF_A_DOCUMENT.contains(&word) || self.number.starts_with('0') && FOLLOWING.contains(&word)
            }
            "" => !next.starts_with(|c: char| c.is_ascii_digit()),
            word if sure || is_verb => !COUNTED.contains(&word),
            _ if !headline && word.starts_with(char::is_uppercase) => true,
            word => FOLLOWING.contains(&word),
        }
    }

    /// Whether they cite a document before the rest of the text, if the text cites it elsewhere.
    fn may_be_again(&self, rest: &str) -> bool {
        let word = rest.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        ends(rest) && self.is_running_number() && !COUNTED.contains(&word.to_lowercase().as_str())
    }

    /// Whether the number is written as documents are numbered: `Nghị quyết 5` may be anything, they have `05`, and
    /// `Kế hoạch 2025` is the plan of a year.
    fn is_running_number(&self) -> bool {
        let is_year = self.number.parse().is_ok_and(|number: u32| (1980..2070).contains(&number));
        self.number.len() > 1 && !is_year
    }
}

/// Whether the number is whole, and not the beginning of a longer one, a date, or a quantity.
fn ends(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() || matches!(c, '%' | '/') => false,
        // A sentence may end without a blank: `Nghị định 95.Theo`.
        Some('.') => !chars.next().is_some_and(|c| c.is_ascii_digit()),
        Some(',' | '-' | '–') => !chars.next().is_some_and(|c| c.is_ascii_digit() || c.is_uppercase()),
        _ => {
            let next = rest.trim_start();
            let joined = next.strip_prefix(['-', '–', '/']).map(str::trim_start);
            !joined.is_some_and(|joined| joined.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_running_text() {
        for (text, expected) in [
            ("theo Chỉ thị 05 của Bộ Chính trị", &["Chỉ thị 05"][..]),
            (
                "Nghị quyết số 5, NQ 35 và nghị quyết 12.",
                &["Nghị quyết 05", "Nghị quyết 35", "Nghị quyết 12"],
            ),
            ("Quyết định 10 học sinh đi thi; quy định 20 của tỉnh", &[]),
            ("Nghị quyết 11 điểm, Nghị định 30-2020, Nghị quyết 35%", &[]),
            ("Nghị quyết 26-NQ/TW", &[]),
            ("Chỉ thị 5 của xã", &[]),
            ("Nghị định 100/2019 và Chỉ thị 12/2008.", &["Nghị định 100/2019", "Chỉ thị 12/2008"]),
            ("Báo cáo 6/2005, Kế hoạch 12/2008, Nghị định 5/11/2018", &[]),
            (
                "các Nghị quyết 18, 19 và 27 của Trung ương",
                &["Nghị quyết 18", "Nghị quyết 19", "Nghị quyết 27"],
            ),
            ("Nghị quyết 30a cũng có; nghị định 60 nếu", &["Nghị quyết 30a", "Nghị định 60"]),
            ("Nghị quyết 18, 20 đại biểu", &["Nghị quyết 18"]),
            ("Nghị định (NĐ) 79 quy định rõ, thông tư 02 trái luật", &["Nghị định 79", "Thông tư 02"]),
            ("theo quyết định 217 của UBND", &["Quyết định 217"]),
            (
                "trong quyết định 4945 buộc dỡ; nay quyết định 01 có hiệu lực",
                &["Quyết định 4945", "Quyết định 01"],
            ),
            ("xã quyết định 12 người được đi, quyết định 50 suất học bổng", &[]),
            ("Kế hoạch 2025 của tỉnh, Đề án 06 về dân cư, Đề án 1956", &["Đề án 06", "Đề án 1956"]),
            ("Nghị định 95.Theo ông Nam", &["Nghị định 95"]),
            ("công văn số 214 gửi thành phố; Công điện 15 của tỉnh", &["Công văn 214", "Công điện 15"]),
            ("công văn 214 trang, văn bản 12 điều, văn bản 25 nước ký", &[]),
            (
                "công văn 1730 gửi các sở; tờ trình 24, văn bản 538 nói rõ",
                &["Công văn 1730", "Tờ trình 24", "Văn bản 538"],
            ),
            (
                "thông báo số 61 của văn phòng, quy định số 08 và kế hoạch số 2",
                &["Thông báo 61", "Quy định 08"],
            ),
            (
                "Thông tư liên tịch số 19 và TTLT 27/2005",
                &["Thông tư liên tịch 19", "Thông tư liên tịch 27/2005"],
            ),
            ("công văn hướng dẫn số 3816 của sở, văn bản trả lời số 95", &["Công văn 3816", "Văn bản 95"]),
            ("quyết định bổ nhiệm 12 hiệu trưởng, văn bản (số 49 do chủ tịch xã ký)", &["Văn bản 49"]),
            ("TT 36/2005 thay TT 10/2004; HD 41 và TT 12, TT số 101 Lê Lợi", &["Thông tư 36/2005"]),
            ("Hướng dẫn (HD) 41 đã gửi; xem HD 41 và HD 42", &["Hướng dẫn 41", "Hướng dẫn 41"]),
            (
                "theo Quyết định 52 của tỉnh, nhưng Quyết định 52 buộc xã trả lại đất",
                &["Quyết định 52", "Quyết định 52"],
            ),
            ("theo Đề án 47, nhưng Đề án 47 tuyển ít người", &["Đề án 47", "Đề án 47"]),
            ("Quyết định 144/2002/QĐ-BTC; xem biểu của QĐ 144 đính kèm", &["Quyết định 144"]),
            ("thanh tra đã ra quyết định 677 lập đoàn công tác", &["Quyết định 677"]),
            ("Quyết định 12 của huyện; xã quyết định 12 suất quà", &["Quyết định 12"]),
            ("Chỉ thị 40 năm 2004, Chỉ thị 40 năm kinh nghiệm", &["Chỉ thị 40"]),
            ("TRIỂN KHAI NGHỊ QUYẾT 18 TẠI CƠ SỞ; QUYẾT ĐỊNH 10 HỌC SINH", &["Nghị quyết 18"]),
        ] {
            let found: Vec<_> =
                find(text, &super::super::find(text)).into_iter().map(|number| number.canonical).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
