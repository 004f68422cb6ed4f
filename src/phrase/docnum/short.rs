//! Documents cited in short: `Chỉ thị 05`, `Nghị quyết số 35`, `NQ 12`.

use super::{DocumentNumber, NumberForm};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// Kinds of document that are cited by their running number alone, and their names.
///
/// Names that are verbs as well (`quy định 12 điều`) are read with a capital or with `số` only.
const NAMES: [(&str, &str); 10] = [
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
];

/// Abbreviations that are read before a bare number; `TT 12` and `HD 10` are too many other things.
const ABBREVIATED: [&str; 5] = ["CT", "NQ", "KL", "QĐ", "NĐ"];

/// What may follow a number without `số`: anything else is counted by it, `Nghị quyết 10 điểm`.
const FOLLOWING: [&str; 34] = [
    "của", "về", "ngày", "và", "là", "được", "thì", "đã", "do", "tại", "trong", "này", "nói", "khóa", "khoá",
    "ở", "cũng", "có", "ra", "ban", "vào", "theo", "cho", "nêu", "đến", "tới", "với", "bằng", "từ", "phải",
    "mới", "cần", "sẽ", "gắn",
];

static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    let names = NAMES.map(|(_, name)| name).join("|");
    let pattern = format!(
        "(?<name>{names}|chỉ thị|nghị quyết|nghị định|thông tư|{})\\s+(?<so>số\\s*:?\\s*)?(?<number>[0-9]{{1,4}})",
        ABBREVIATED.join("|")
    );
    Regex::new(&pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// The name of a kind: `Chỉ thị` of `CT`.
pub(super) fn name_of(kind: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == kind).map(|(_, name)| *name)
}

/// Name and number as documents write them, `Chỉ thị 05`.
pub(super) fn canonical(name: &str, number: &str) -> String {
    format!("{name} {:0>2}", number.trim_start_matches('0'))
}

pub(super) fn find(text: &str) -> Vec<DocumentNumber> {
    let number = |captures: regex::Captures| {
        let (whole, name, number) = (captures.get_match(), &captures["name"], &captures["number"]);
        let before = text[..whole.start()].chars().next_back();
        let with_so = captures.name("so").is_some();
        let known =
            NAMES.iter().find(|(kind, full)| *kind == name || full.to_lowercase() == name.to_lowercase());
        let (kind, full) = *known?;
        let is_whole = !before.is_some_and(char::is_alphanumeric);
        // `Nghị quyết 5` may be anything; documents are numbered `05`.
        let is_number = with_so || number.len() >= 2 && may_follow(&text[whole.end()..]);
        (is_whole && is_number && ends(&text[whole.end()..])).then(|| DocumentNumber {
            span: Span::new(whole.start(), whole.end()),
            form: NumberForm::Short,
            canonical: canonical(full, number),
            name: Some(name.to_owned()),
            number: number.to_owned(),
            year: None,
            kind: Some(kind.to_owned()),
            body: String::new(),
        })
    };
    SHORT.captures_iter(text).filter_map(number).collect()
}

/// Whether the number is whole, and not the beginning of a longer one, a date, or a quantity.
fn ends(rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        Some(c) if c.is_alphanumeric() || matches!(c, '%' | '/') => false,
        Some('.' | ',' | '-' | '–') => {
            !chars.next().is_some_and(|c| c.is_ascii_digit() || c.is_uppercase())
        }
        _ => {
            let next = rest.trim_start();
            let joined = next.strip_prefix(['-', '–', '/']).map(str::trim_start);
            !joined.is_some_and(|joined| joined.starts_with(|c: char| c.is_ascii_digit() || c.is_uppercase()))
        }
    }
}

fn may_follow(rest: &str) -> bool {
    let next = rest.trim_start_matches([' ', '\u{a0}']);
    let word = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.is_empty() && !next.starts_with(|c: char| c.is_ascii_digit())
        || word.starts_with(char::is_uppercase)
        || FOLLOWING.contains(&word)
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
            ("Nghị quyết 11 điểm, Chỉ thị 12/2008, Nghị định 30-2020, Nghị quyết 35%", &[]),
            ("Nghị quyết 26-NQ/TW", &[]),
            ("Chỉ thị 5 của xã", &[]),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|number| number.canonical).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
