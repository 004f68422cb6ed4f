//! Names under and over articles: who wrote it, who took the picture, which paper it comes from.

use crate::folding::{fold_words, is_mark, is_without_width};
use regex::Regex;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// What a short line at the end of an article credits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Credit {
    /// The reporter, as written.
    pub(super) byline: Option<String>,
    /// The paper or office the article comes from.
    pub(super) source: Option<String>,
    /// The line says what its names did (`Bài, ảnh:`, `Theo`), or gives a rank before them.
    pub(super) labelled: bool,
}

static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:(?:tin|bài|ảnh|clip|video|bài viết|thực hiện|tác giả|người viết|viết bởi|tổng hợp|biên tập|lược ghi|ghi|pv|phóng viên|by|nội dung)\s*(?:,|và|&|-|–|/|\+|\s)\s*)*(?:tin|bài|clip|video|bài viết|thực hiện|tác giả|người viết|viết bởi|tổng hợp|lược ghi|ghi|phóng viên|ảnh|bởi|by|nội dung)\s*(?::|\s)\s*",
    )
    .expect("a pattern of this file")
});
static FROM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\(?\s*(?:theo|nguồn(?:\s+tin)?|source|via)\s*:?\s+|^\(?\s*(?:nguồn(?:\s+tin)?)\s*:\s*")
        .expect("a pattern of this file")
});
static TAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)\s*\((?:[^()]*)\)\s*$|\s*[-–,]?\s*(?:thực hiện|tổng hợp|lược ghi|ghi|biên soạn|sưu tầm)\s*$",
    )
    .expect("a pattern of this file")
});

/// First words of what is an office, a paper or an agency and no person.
const OFFICES: &[&str] = &[
    "bao",
    "dai",
    "tap chi",
    "cong thong tin",
    "cong ttdt",
    "trang",
    "so",
    "ban",
    "ubnd",
    "hdnd",
    "phong",
    "bo",
    "ttxvn",
    "vov",
    "vtv",
    "vnexpress",
    "tuyen giao",
    "toa soan",
    "trung tam",
    "hoi",
    "doan",
    "cong an",
    "quoc hoi",
    "chinh phu",
    "thong tan xa",
    "van phong",
    "huyen",
    "tinh",
    "uy ban",
    "nhom",
    "chi bo",
];

/// Words that name nobody where an author should stand.
const NOBODY: &[&str] = &[
    "admin",
    "administrator",
    "pv",
    "p v",
    "ctv",
    "btv",
    "bbt",
    "editor",
    "phong vien",
    "bien tap vien",
    "ban bien tap",
    "boi",
    "by",
    "theo",
    "tac gia",
    "quan tri",
    "quan tri vien",
    "super user",
    "root",
    "ban doc",
    "cong tac vien",
];

/// What a line credits; `None` where it is no credit line.
pub(super) fn credit(line: &str) -> Option<Credit> {
    // A credit names a few people; a sentence is longer.
    const LONGEST: usize = 110;
    let line: String = line.nfc().filter(|char| !is_without_width(*char)).collect();
    let line = line.trim().trim_end_matches(['.', '/', ';']).trim();
    if line.is_empty() || line.chars().count() > LONGEST {
        return None;
    }
    if let Some(found) = FROM.find(line) {
        let rest = line[found.end()..].trim().trim_end_matches(')').trim();
        return from(rest);
    }
    let line = line.trim_start_matches(['(', '-', '–', '—', '*', ' ']);
    let line = line.strip_suffix(')').filter(|rest| !rest.contains('(')).unwrap_or(line);
    let label = LABEL.find(line).map_or(0, |found| found.end());
    let mut rest = line[label..].trim();
    let mut labelled = label > 0;
    while let Some(found) = TAIL.find(rest) {
        if found.start() == 0 {
            break;
        }
        labelled |= !found.as_str().contains('(');
        rest = rest[..found.start()].trim();
    }
    if is_office(rest) {
        return None;
    }
    let names = people(rest)?;
    Some(Credit { byline: Some(names.0), source: None, labelled: labelled || names.1 })
}

/// `Hải Vân/Báo Biên phòng`, `Báo Dân tộc`, `Hải Vân (Báo Biên phòng)`.
fn from(rest: &str) -> Option<Credit> {
    if rest.is_empty() || rest.chars().count() > 80 || rest.ends_with([':', ',']) {
        return None;
    }
    let parts: Vec<&str> = rest
        .split(['/', '(', ')', ','])
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" – "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    // `Theo quy định của pháp luật` begins a sentence: a credit's first word is a name.
    if !parts.first().is_some_and(|part| part.starts_with(char::is_uppercase)) {
        return None;
    }
    let person = parts.iter().find(|part| is_person(part) && !is_office(part));
    let source: Vec<&str> = parts.iter().copied().filter(|part| Some(&part) != person.as_ref()).collect();
    if person.is_none() && source.iter().any(|part| part.split(' ').count() > 9) {
        return None;
    }
    Some(Credit {
        byline: person.map(|person| (*person).to_owned()),
        source: (!source.is_empty()).then(|| source.join(" - ")),
        labelled: true,
    })
}

/// The people a text names, without rank and office, and whether a rank stood before them.
fn people(text: &str) -> Option<(String, bool)> {
    if text.is_empty() || text.chars().any(|char| char.is_ascii_digit()) || text.ends_with([':', '?', '!']) {
        return None;
    }
    if is_person(text) {
        return Some((text.to_owned(), false));
    }
    // `Nguyễn Thị Loan - Phòng Nông nghiệp huyện`: the names before the office.
    for parting in [" - ", " – ", ", ", "/", " và ", " & "] {
        if let Some((first, rest)) = text.split_once(parting) {
            if is_person(first) && rest.split(parting).all(is_person) {
                return Some((text.to_owned(), false));
            }
            if is_person(first) && (parting.contains('-') || parting.contains('–') || is_office(rest)) {
                return Some((first.to_owned(), true));
            }
            if parting == " và " && !is_person(first) && people(first).is_some() && is_person(rest) {
                return Some((text.to_owned(), false));
            }
        }
    }
    // `Luật gia ĐẶNG THỊ HOÀI AN`: the name after the rank.
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= 8 {
        let start = words.iter().rposition(|word| !is_name(word)).map_or(0, |last| last + 1);
        let name = words[start..].join(" ");
        if start > 0
            && start <= 4
            && words.len() - start >= 2
            && is_person(&name)
            && is_rank(words[start - 1])
        {
            return Some((name, true));
        }
    }
    None
}

/// Last words of the ranks and offices that stand before a reporter's name.
fn is_rank(word: &str) -> bool {
    let word = fold_words(word);
    ["gia", "ta", "uy", "si", "ts", "ths", "pgs", "gs", "vien", "giao", "tuong", "bs", "ks", "trinh"]
        .contains(&word.as_str())
}

/// One to six words that each begin with a capital, as names do.
pub(super) fn is_person(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let letters = text.chars().filter(|char| char.is_alphabetic()).count();
    (1..=6).contains(&words.len()) && (2..=40).contains(&letters) && words.iter().all(|word| is_name(word))
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().all(|char| char.is_alphabetic() || matches!(char, '.' | '\'' | '’') || is_mark(char))
}

/// Whether a text names an office or a paper.
pub(super) fn is_office(text: &str) -> bool {
    let folded = fold_words(text);
    OFFICES.iter().any(|office| {
        folded.strip_prefix(office).is_some_and(|rest| rest.starts_with(' ') && rest.trim().contains(' '))
            || folded == *office
            || (folded.starts_with(office)
                && text.split(' ').skip(1).any(|word| !word.starts_with(char::is_uppercase)))
    }) || folded.contains("online")
        || folded.contains("dien tu")
        || (folded.starts_with("bao ") || folded.starts_with("dai ")) && folded.split(' ').count() >= 3
}

/// Whether an author given in the head or over the article is a person: no site, no `admin`.
pub(super) fn author(text: &str, source: Option<&str>) -> Option<String> {
    let folded = fold_words(text);
    if folded.is_empty()
        || NOBODY.contains(&folded.as_str())
        || text.contains('@')
        || text.contains("//")
        || text.contains(".vn")
        || source.is_some_and(|source| {
            let source = fold_words(source);
            source.contains(&folded) || folded.contains(&source)
        })
    {
        return None;
    }
    let credit = credit(text)?;
    let name = credit.byline?;
    let name_folded = fold_words(&name);
    let stands = name.contains(char::is_uppercase)
        && !NOBODY.contains(&name_folded.as_str())
        && !is_office(&name)
        // A site's name squeezed into a word is no person's.
        && (name.split(' ').count() > 1 || name.contains('.') || name.chars().count() <= 12);
    stands.then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{author, credit};

    #[test]
    fn bylines_of_many_papers() {
        for (line, name) in [
            ("Lò Thị Xuân", "Lò Thị Xuân"),
            ("A Lưới - Đinh Thị Hà", "A Lưới - Đinh Thị Hà"),
            ("Tin, ảnh: Đỗ Quang Hòa", "Đỗ Quang Hòa"),
            ("Bài và ảnh: PHẠM TUẤN", "PHẠM TUẤN"),
            ("Bài, ảnh: NGUYỄN VĂN TÂM", "NGUYỄN VĂN TÂM"),
            ("Hoàng Lan Chi (thực hiện)", "Hoàng Lan Chi"),
            ("Quách Công Định (Ban Tuyên giáo Huyện ủy)", "Quách Công Định"),
            ("Luật gia ĐẶNG THỊ HOÀI AN", "ĐẶNG THỊ HOÀI AN"),
            ("Viết bởi Trần Thanh Nhã", "Trần Thanh Nhã"),
            ("M.H", "M.H"),
        ] {
            assert_eq!(credit(line).and_then(|credit| credit.byline).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn sources() {
        let theo = credit("Theo Hải Hằng/Báo Thái Nguyên").unwrap_or_default();
        assert_eq!(theo.byline.as_deref(), Some("Hải Hằng"));
        assert_eq!(theo.source.as_deref(), Some("Báo Thái Nguyên"));
        let paper = credit("Nguồn: Sở Xây dựng tỉnh Bình Lâm").unwrap_or_default();
        assert_eq!((paper.byline, paper.source.as_deref()), (None, Some("Sở Xây dựng tỉnh Bình Lâm")));
    }

    #[test]
    fn what_is_no_credit() {
        for line in [
            "Theo quy định của pháp luật",
            "74 hộ.",
            "Kết quả ngày đầu:",
            "Ngô: 640 ha.",
            "Chiều muộn, tổ cuối cùng mới rời thôn.",
            "Có. Hai người.",
        ] {
            assert_eq!(credit(line), None, "{line}");
        }
    }

    #[test]
    fn the_paper_is_no_author() {
        let source = Some("Báo Sơn Khê điện tử");
        assert_eq!(author("Báo Sơn Khê", source), None);
        assert_eq!(author("admin", source), None);
        assert_eq!(author("baomuongphang", source), None);
        assert_eq!(author("PV", source), None);
        assert_eq!(author("Hoàng Lan Chi", source).as_deref(), Some("Hoàng Lan Chi"));
    }
}
