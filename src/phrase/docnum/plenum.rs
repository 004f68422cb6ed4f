//! Resolutions and conclusions of plenums of the Central Committee: `Nghị quyết Trung ương 4 (khóa XI, khóa XII)`.

use super::{DocumentNumber, NumberForm};
use crate::span::Span;
use regex::Regex;
use std::sync::LazyLock;

/// A resolution, a plenum or several, and the terms that the text gives them; one document for each pair.
///
/// The number stands behind `Trung ương`, or before it: `Nghị quyết Hội nghị lần thứ tư Ban Chấp hành Trung ương`.
static PLENUM: LazyLock<Regex> = LazyLock::new(|| {
    let number = "(?:[0-9]{1,2}|(?-i:[IVX]+)|nhất|hai|ba|bốn|tư|năm|sáu|bảy|bẩy|tám|chín|mười)";
    let term = "(?:(?:(?-i:[IVX]+)|[0-9]{1,2})\\b)";
    let and = "\\s*(?:,\\s*và|,|;|/|-|–|và)\\s*";
    let of_term = "(?:khóa|khoá|(?-i:K)\\.)\\s*";
    let central = "(?:Trung ương|TW|TƯ|T\\.Ư|T\\.W)";
    let committee = format!("(?:(?:của\\s+)?(?:Ban Chấp hành|BCH)\\s*{central}(?:\\s+Đảng)?)");
    let pattern = format!(
        "(?<name>[Nn]ghị quyết|NGHỊ QUYẾT|NQ|[Kk]ết luận|KẾT LUẬN|KL)(?i)\\s*(?:(?:của|tại)\\s+)?\
         (?:(?:hội nghị\\s+)?{central}\\s*(?:Đảng\\s+)?(?<th>(?:lần\\s+)?thứ\\s+)?(?<numbers>{number}\\b(?:{and}{number}\\b)*)\
         |hội nghị\\s+(?<th2>(?:lần\\s+)?thứ\\s+)?(?<numbers2>{number}\\b)(?:\\s*,)?\\s+{committee})\
         (?:\\s*\\(?(?<session>lần (?:[0-9]|hai))\\)?)?\
         (?:[\\s,]*{committee})?\
         (?:[\\s,–-]*\\(?\\s*(?:(?:trong\\s+)?nhiệm kỳ\\s+)?{of_term}(?<terms>{term}(?:{and}(?:{of_term})?{term})*))?"
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
        let part = |names: [&str; 2]| names.into_iter().find_map(|name| captures.name(name));
        let terms = captures.name("terms").into_iter().flat_map(parts);
        let terms: Vec<(Span, u32)> =
            terms.filter_map(|(span, part)| Some((span, number_of(part)?))).collect();
        // `Nghị quyết Trung ương năm 2020` has no number, nor has `Nghị quyết Trung ương 5 năm qua`.
        let in_words = !terms.is_empty() || part(["th", "th2"]).is_some();
        let counts = terms.is_empty() && text[whole.end()..].trim_start().starts_with("năm ");
        let numbers = part(["numbers", "numbers2"]).into_iter().flat_map(parts).filter_map(|(span, part)| {
            let is_word = part.chars().all(char::is_lowercase);
            Some((span, number_of(&part.to_lowercase()).or_else(|| number_of(part))?))
                .filter(|_| in_words || !is_word)
        });
        let numbers: Vec<(Span, u32)> = numbers.filter(|_| !counts).collect();
        let session = captures.name("session").map_or_else(String::new, |session| {
            format!(" ({})", session.as_str().to_lowercase().replace("hai", "2"))
        });
        for (place, &(number_at, number)) in numbers.iter().enumerate() {
            let of = |term: Option<(usize, (Span, u32))>| {
                let first = place == 0 && term.is_none_or(|(nth, _)| nth == 0);
                let start = if first { whole.start() as u32 } else { number_at.start };
                let (start, end) = match term {
                    Some((nth, (at, _))) if nth > 0 => (at.start, at.end),
                    Some((_, (at, _))) => (start, at.end),
                    None if numbers.len() == 1 => (start, whole.end() as u32),
                    None => (start, number_at.end),
                };
                let of_term = term.map(|(_, (_, term))| format!(" khóa {}", roman(term)));
                DocumentNumber {
                    span: Span { start, end },
                    form: NumberForm::Plenum,
                    canonical: format!("{name} Trung ương {number}{session}{}", of_term.unwrap_or_default()),
                    name: Some(captures["name"].to_owned()),
                    number: number.to_string(),
                    year: None,
                    issued: None,
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
            ("NGHỊ QUYẾT TRUNG ƯƠNG 4 KHÓA XII", &["4 khóa XII"]),
            ("Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương Đảng (khóa XI)", &["8 khóa XI"]),
            ("Nghị quyết Hội nghị lần thứ 4 BCH Trung ương khóa XII", &["4 khóa XII"]),
            ("Nghị quyết Trung ương 6 (lần 2) trong nhiệm kỳ khóa IX", &["6 (lần 2) khóa IX"]),
            ("Nghị quyết Trung ương năm 2020; Nghị quyết Trung ương 5 năm qua", &[]),
            ("Nghị quyết Trung ương ba; nghị quyết Trung ương bảy (khóa X)", &["7 khóa X"]),
        ] {
            let found: Vec<_> = find(text).into_iter().map(|number| number.canonical).collect();
            let expected: Vec<_> =
                expected.iter().map(|number| format!("Nghị quyết Trung ương {number}")).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
