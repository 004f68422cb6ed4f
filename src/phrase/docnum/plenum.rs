//! Resolutions and conclusions of plenums of the Central Committee: `Nghị quyết Trung ương 4 (khóa XI, khóa XII)`.

use super::{DocumentNumber, NumberForm};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A resolution, a plenum or several, and the terms that the text gives them; one document for each pair.
static PLENUM: LazyLock<Regex> = LazyLock::new(|| {
    let number = "(?:[0-9]{1,2}|[IVX]+|nhất|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười)";
    let term = "(?:(?:[IVX]+|[0-9]{1,2})\\b)";
    let and = "\\s*(?:,|;|/|-|–|và|, và)\\s*";
    let of_term = "(?:khóa|khoá|Khóa|Khoá|K\\.)\\s*";
    let pattern = format!(
        "(?<name>[Nn]ghị quyết|NQ|[Kk]ết luận|KL)\\s*(?:(?:của\\s+)?[Hh]ội nghị\\s+)?(?:lần thứ\\s+)?\
         (?:Trung ương|TRUNG ƯƠNG|trung ương|TW|TƯ|T\\.Ư|T\\.W)\\s*(?:lần thứ\\s+)?\
         (?<numbers>{number}\\b(?:{and}{number}\\b)*)\
         (?:[\\s,]*\\(?\\s*{of_term}(?<terms>{term}(?:{and}(?:{of_term})?{term})*))?"
    );
    Regex::new(&pattern).unwrap_or_else(|error| panic!("{error}"))
});

static PART: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[\\p{L}0-9]+").unwrap_or_else(|error| panic!("{error}")));

pub(super) fn find(text: &str) -> Vec<DocumentNumber> {
    let mut found = Vec::new();
    for captures in PLENUM.captures_iter(text) {
        let whole = captures.get_match();
        if text[..whole.start()].chars().next_back().is_some_and(char::is_alphanumeric) {
            continue;
        }
        let is_conclusion = captures["name"].to_lowercase().starts_with('k');
        let name = if is_conclusion { "Kết luận" } else { "Nghị quyết" };
        let numbers = captures
            .name("numbers")
            .into_iter()
            .flat_map(parts)
            .filter_map(|(span, part)| Some((span, number_of(part)?)));
        let numbers: Vec<(Span, u32)> = numbers.collect();
        let terms = captures.name("terms").into_iter().flat_map(parts);
        let terms: Vec<(Span, u32)> =
            terms.filter_map(|(span, part)| Some((span, number_of(part)?))).collect();
        for (place, &(number_at, number)) in numbers.iter().enumerate() {
            let of = |term: Option<(usize, (Span, u32))>| {
                let first = place == 0 && term.is_none_or(|(nth, _)| nth == 0);
                let start = if first { whole.start() as u32 } else { number_at.start };
                let (start, end) = match term {
                    Some((nth, (at, _))) if nth > 0 => (at.start, at.end),
                    Some((_, (at, _))) => (start, at.end),
                    None => (start, number_at.end),
                };
                let of_term = term.map(|(_, (_, term))| format!(" khóa {}", roman(term)));
                DocumentNumber {
                    span: Span { start, end },
                    form: NumberForm::Plenum,
                    canonical: format!("{name} Trung ương {number}{}", of_term.unwrap_or_default()),
                    name: Some(captures["name"].to_owned()),
                    number: number.to_string(),
                    year: None,
                    kind: None,
                    body: "TW".into(),
                }
            };
            if terms.is_empty() {
                found.push(of(None));
            }
            found.extend(terms.iter().copied().enumerate().map(|term| of(Some(term))));
        }
    }
    found
}

/// The numbers of a list, with their places.
fn parts<'t>(list: regex::Match<'t>) -> impl Iterator<Item = (Span, &'t str)> {
    PART.find_iter(list.as_str())
        .map(move |part| (Span::new(list.start() + part.start(), list.start() + part.end()), part.as_str()))
}

/// `4`, `IV`, `tư`; none for words between numbers.
fn number_of(written: &str) -> Option<u32> {
    const WORDS: [&[&str]; 10] = [
        &["nhất"],
        &["hai"],
        &["ba"],
        &["bốn", "tư"],
        &["năm"],
        &["sáu"],
        &["bảy", "bẩy"],
        &["tám"],
        &["chín"],
        &["mười"],
    ];
    if let Ok(number) = written.parse() {
        return Some(number);
    }
    if let Some(number) = (1..40).find(|&number| roman(number) == written) {
        return Some(number);
    }
    WORDS.iter().position(|words| words.contains(&written)).map(|at| at as u32 + 1)
}

/// In Roman figures, up to 39.
fn roman(number: u32) -> String {
    const ONES: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    format!("{}{}", "X".repeat(number as usize / 10), ONES[number as usize % 10])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn in_running_text() {
        for (text, expected) in [
            (
                "Nghị quyết Trung ương 4 (khóa XI, khóa XII, XIII)",
                &["4 khóa XI", "4 khóa XII", "4 khóa XIII"][..],
            ),
            ("Nghị quyết T.Ư 4, khóa XI", &["4 khóa XI"]),
            ("Nghị quyết TW4 khoá 11 và", &["4 khóa XI"]),
            ("NQ TW 5 khóa VIII", &["5 khóa VIII"]),
            ("Nghị quyết Hội nghị Trung ương lần thứ tư khóa XII", &["4 khóa XII"]),
            ("nghị quyết Trung ương 6, 7 và 8 khóa XII", &["6 khóa XII", "7 khóa XII", "8 khóa XII"]),
            ("Nghị quyết Trung ương 3 về", &["3"]),
            ("Nghị quyết trung ương của Đảng", &[]),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|number| number.canonical).collect();
            let expected: Vec<_> =
                expected.iter().map(|number| format!("Nghị quyết Trung ương {number}")).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
