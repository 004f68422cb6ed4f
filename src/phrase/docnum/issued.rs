//! When a document was issued, as a text says it beside the number: `Chỉ thị số 03-CT/TW ngày 14/5/2011`.

use super::{DocumentNumber, boundary};
use crate::date::Date;
use crate::span::Span;
use regex::{Captures, Regex};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Bytes beside a number that are looked at: the longest name of an office, and a date.
const BESIDE: usize = 160;
/// Words of the longest name of an office: `Ban Chấp hành Đảng bộ Tập đoàn Công nghiệp Than – Khoáng sản Việt Nam`.
const OFFICE: usize = 14;

const DAY: &str = "(?<day>[0-3]?\\d)\\s?[/.–-]\\s?(?<month>[01]?\\d)\\s?[/.–-]\\s?(?<year>(?:19|20)\\d\\d)\
                   |(?<day2>[0-3]?\\d)\\s+tháng\\s+(?<month2>[01]?\\d),?\\s+năm\\s+(?<year2>(?:19|20)\\d\\d)";
const TERM: &str = "(?:khóa|khoá)\\s+[IVX]+";
const ISSUED: &str = "(?:đã\\s+|được\\s+)?(?:ban hành|ra|ký ban hành|ký|kí)";

/// `của Bộ Chính trị (khóa XI) ngày 14/5/2011` behind a number.
static BEHIND: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        "^(?:\\s+của\\s+(?<office>[\\p{{L}}\\p{{M}} -]+?))?(?:[\\s,(]+{TERM}\\)?)?\\s*[,(]?\\s*(?:{ISSUED}\\s+)?\
         (?:(?:ngày\\s+)?(?:{DAY})|tháng\\s+(?<month3>[01]?\\d)(?:\\s?[/-]\\s?|\\s+năm\\s+)(?<year3>(?:19|20)\\d\\d)\
         |(?:năm\\s+|\\(\\s*)(?<year4>(?:19|20)\\d\\d))(?:[^\\d/]|$)"
    ))
});

/// `Ngày 14/5/2011, Bộ Chính trị (khóa XI) đã ban hành` before a number.
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        "ngày\\s+(?:{DAY}),?\\s+(?:(?<office>[\\p{{L}}\\p{{M}} –-]+?)\\s+(?:\\(?{TERM}\\)?,?\\s+)?)?{ISSUED}\\s+$"
    ))
});

/// What no name of an office has: it opens where, when or to what end something was done with the document, or another
/// document.
const NO_OFFICE: [&str; 35] = [
    "tại",
    "ở",
    "về",
    "trong",
    "vào",
    "từ",
    "đến",
    "sau",
    "trước",
    "được",
    "với",
    "cho",
    "nhân",
    "khi",
    "do",
    "là",
    "có",
    "theo",
    "để",
    "nhằm",
    "gắn",
    "họp",
    "thực hiện",
    "triển khai",
    "luật",
    "pháp lệnh",
    "nghị quyết",
    "nghị định",
    "chỉ thị",
    "quyết định",
    "thông tư",
    "kết luận",
    "kế hoạch",
    "chương trình",
    "đề án",
];

fn compiled(pattern: &str) -> Regex {
    Regex::new(&format!("(?i){pattern}")).unwrap_or_else(|error| panic!("{error}"))
}

/// Gives each number the date that stands beside it; where the text has one date for a number, it has it everywhere.
pub(super) fn date(text: &str, numbers: &mut [DocumentNumber]) {
    let mut dates: BTreeMap<String, Option<String>> = BTreeMap::new();
    for number in &mut *numbers {
        number.issued = beside(text, number.span);
        if let Some(issued) = &number.issued {
            for spelling in [number.canonical.clone()].into_iter().chain(number.shorts()) {
                let one = dates.entry(spelling).or_insert_with(|| Some(issued.clone()));
                *one = one.take().filter(|one| one == issued);
            }
        }
    }
    for number in numbers.iter_mut().filter(|number| number.issued.is_none()) {
        number.issued = dates.get(&number.canonical).cloned().flatten();
    }
}

fn beside(text: &str, span: Span) -> Option<String> {
    let (start, end) = (span.start as usize, span.end as usize);
    let after = &text[end..boundary(text, (end + BESIDE).min(text.len()))];
    let before = &text[boundary(text, start.saturating_sub(BESIDE))..start];
    behind(after).or_else(|| {
        let found = BEFORE.captures(before)?;
        found.name("office").is_none_or(|office| is_office(office.as_str())).then(|| written(&found))?
    })
}

fn behind(after: &str) -> Option<String> {
    let found = BEHIND.captures(after)?;
    let of_office = found.name("office").is_none_or(|office| is_office(office.as_str()));
    let is_range = found.name("year4").is_some_and(|year| goes_on(&after[year.end()..]));
    (of_office && !is_range).then(|| written(&found))?
}

/// Whether years follow a year: what was done from 2011 to 2013, or in 2011 and 2012, is not the document.
fn goes_on(rest: &str) -> bool {
    let rest = rest.trim_start();
    let next = ["-", "–", ",", "và ", "đến "].into_iter().find_map(|joint| rest.strip_prefix(joint));
    next.is_some_and(|next| {
        next.trim_start().trim_start_matches("năm ").starts_with(|c: char| c.is_ascii_digit())
    })
}

fn is_office(words: &str) -> bool {
    let words: Vec<String> = words.split_whitespace().map(str::to_lowercase).collect();
    let written = format!(" {} ", words.join(" "));
    words.len() <= OFFICE && !NO_OFFICE.iter().any(|word| written.contains(&format!(" {word} ")))
}

/// `2011-05-14`, `2011-05` or `2011`; none where the calendar has no such day.
fn written(found: &Captures) -> Option<String> {
    let part = |names: &[&str]| names.iter().find_map(|name| found.name(name)).map(|part| part.as_str());
    let year = part(&["year", "year2", "year3", "year4"])?;
    let month: Option<i8> = part(&["month", "month2", "month3"]).map(str::parse).transpose().ok()?;
    let day: Option<i8> = part(&["day", "day2"]).map(str::parse).transpose().ok()?;
    Some(match (month, day) {
        (Some(month), Some(day)) => Date::new(year.parse().ok()?, month, day)?.to_string(),
        (Some(month @ 1..=12), None) => format!("{year}-{month:02}"),
        (Some(_), None) => return None,
        (None, _) => year.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use crate::phrase::docnum::find_all;

    #[test]
    fn the_date_beside_a_number() {
        for (text, issued) in [
            ("Chỉ thị số 03-CT/TW ngày 14/5/2011 của Bộ Chính trị", Some("2011-05-14")),
            ("Chỉ thị số 03-CT/TW, ngày 14 tháng 5 năm 2011", Some("2011-05-14")),
            ("Chỉ thị 03-CT/TW (14-5-2011)", Some("2011-05-14")),
            ("Chỉ thị 03-CT/TW (ngày 14-05-2011)", Some("2011-05-14")),
            ("Chỉ thị 03-CT/TW của Bộ Chính trị (khóa XI) ngày 14/5/2011", Some("2011-05-14")),
            ("Chỉ thị số 03-CT/TW của Bộ Chính trị ban hành ngày 14.5.2011", Some("2011-05-14")),
            ("Chỉ thị số 03 của Bộ Chính trị, ngày 14/5/2011", Some("2011-05-14")),
            ("Quyết định 800/QĐ-TTg ký ngày 4/6/2010", Some("2010-06-04")),
            ("Chỉ thị 03-CT/TW tháng 5/2011", Some("2011-05")),
            ("Chỉ thị 03-CT/TW ban hành tháng 5 năm 2011", Some("2011-05")),
            ("Chỉ thị 03-CT/TW năm 2011", Some("2011")),
            ("Chỉ thị 03-CT/TW của Ban Bí thư năm 2021.", Some("2021")),
            ("Chỉ thị 03-CT/TW (2011)", Some("2011")),
            ("Ngày 14/5/2011, Bộ Chính trị (khóa XI) đã ban hành Chỉ thị số 03-CT/TW", Some("2011-05-14")),
            ("Ngày 14 tháng 5 năm 2011 Bộ Chính trị ra Chỉ thị 03-CT/TW", Some("2011-05-14")),
            ("Ngày 20/6/2012, huyện họp bàn về Chỉ thị 03-CT/TW", None),
            ("Ngày 20/6/2012, xã ban hành kế hoạch thực hiện Chỉ thị 03-CT/TW", None),
            ("thực hiện Chỉ thị 03-CT/TW tại hội nghị ngày 20/6/2012", None),
            ("Chỉ thị 03-CT/TW của Bộ Chính trị tại hội nghị ngày 20/6/2012", None),
            ("Chỉ thị 03-CT/TW của Bộ Chính trị về học tập Bác, ngày 20/6/2012", None),
            ("kết quả thực hiện Chỉ thị 03-CT/TW năm 2011 - 2013, năm 2011 và 2012", None),
            ("Chỉ thị 03-CT/TW năm 2011 và năm 2012", None),
            ("Chỉ thị 03-CT/TW ngày 31/2/2011", None),
            ("Nghị quyết 05-NQ/TW của Trung ương và Luật Giáo dục năm 2019", None),
            ("Chỉ thị 03-CT/TW. Ngày 14/5/2011, xã họp.", None),
            ("Chỉ thị 03-CT/TW; ngày 14/5/2011", None),
        ] {
            let found = find_all(text);
            assert_eq!(found[0].issued.as_deref(), issued, "{text}");
        }
    }

    #[test]
    fn one_date_holds_wherever_the_number_comes_again() {
        let issued = |text: &str| find_all(text).into_iter().map(|number| number.issued).collect::<Vec<_>>();
        let day = Some("2011-05-14".to_owned());
        let text = "Chỉ thị 03-CT/TW ngày 14/5/2011 có nhiều điểm mới. Xã triển khai Chỉ thị số 03 và học Chỉ thị 03-CT/TW.";
        assert_eq!(issued(text), [day.clone(), day.clone(), day.clone()]);
        let two = "Chỉ thị 03-CT/TW ngày 14/5/2011 khác Chỉ thị 03-CT/TW ngày 19/5/2021; Chỉ thị 03-CT/TW được học kỹ.";
        assert_eq!(issued(two), [day, Some("2021-05-19".to_owned()), None]);
    }
}
