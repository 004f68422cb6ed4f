//! What a line says of itself, by its words and its date, wherever it stands on the page.

use super::credit;
use super::lines::Line;
use super::measure::weight;
use crate::folding::fold_words;
use regex::Regex;
use std::sync::LazyLock;

/// `Hoàng Lan 12/06/2025`: what stands before the date.
pub(super) fn before_date(text: &str) -> &str {
    let end = text.find(|char: char| char.is_ascii_digit()).unwrap_or(text.len());
    text[..end].trim_end_matches([' ', '-', '|', ',', '•', '·', '('])
}

/// `Đăng ngày: 05-02-2024 Tác giả: Phạm Danh Lượt xem: 412`: the name after its label.
pub(super) fn labelled_author(text: &str) -> Option<&str> {
    static AUTHOR: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)(?:tác giả|người viết|viết bởi|người đăng|bởi)\s*:?\s+")
            .expect("a pattern of this file")
    });
    static NEXT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\s+(?:lượt|ngày|đăng|cập nhật|số|nguồn|xem|lúc|thứ)\b|[|,;()\d]|\s[-–]\s")
            .expect("a pattern of this file")
    });
    let rest = &text[AUTHOR.find(text)?.end()..];
    let end = NEXT.find(rest).map_or(rest.len(), |found| found.start());
    Some(rest[..end].trim()).filter(|name| credit::is_person(name))
}

pub(super) fn credit_is_labelled(text: &str) -> bool {
    let folded = fold_words(text);
    ["viet boi", "tac gia", "bai viet", "thuc hien", "nguoi viet", "phong vien"]
        .iter()
        .any(|label| folded.starts_with(label))
}

/// Whether a line is nothing but a date, with or without a time.
pub(super) fn is_clock(line: &Line) -> bool {
    // A link with a date behind it is another article.
    let link = line.link_share() >= 0.5 && line.chars > 24;
    !link && line.chars <= 110 && line.date.is_some_and(|found| found.alone)
}

pub(super) fn is_labelled_date(text: &str) -> bool {
    let folded = fold_words(text);
    ["dang", "cap nhat", "xuat ban", "gui luc", "posted", "published", "updated"]
        .iter()
        .any(|label| folded.split_once(label).is_some_and(|(before, _)| before.len() <= 12))
}

pub(super) fn is_photo_credit(text: &str) -> bool {
    const LABELS: &[&str] = &[
        "anh",
        "nguon anh",
        "anh minh hoa",
        "photo",
        "do hoa",
        "video",
        "clip",
        "anh tu lieu",
        "anh trong bai",
    ];
    let Some((label, name)) = text.split_once(':') else {
        return ["anh minh hoa", "anh tu lieu"].contains(&fold_words(text).as_str());
    };
    weight(name) <= 60 && name.split_whitespace().count() <= 8 && LABELS.contains(&fold_words(label).as_str())
}

/// What print views add below the article: `© Bản quyền …`, and `Nguồn:` with the address of the page itself.
pub(super) fn is_foot(text: &str) -> bool {
    let address = || fold_words(text).starts_with("nguon http") || text.starts_with("http");
    text.starts_with('©') || (address() && text.split_whitespace().count() <= 2)
}

/// `>> …`, `Xem thêm: …`: lines that only point to another article.
pub(super) fn is_pointer(line: &Line) -> bool {
    let folded = fold_words(&line.text);
    let labelled = ["xem them", "doc them", "tin lien quan", "bai lien quan", "moi doc", "tham khao", "xem"]
        .iter()
        .any(|label| folded.starts_with(label));
    line.link_share() >= 0.5 && (line.text.starts_with(['>', '»', '→', '►']) || labelled)
}

/// Buttons and counters around an article.
pub(super) fn is_tool(text: &str) -> bool {
    const TOOLS: &[&str] = &[
        "chia se",
        "in bai",
        "in trang",
        "in tin",
        "luot xem",
        "so luot xem",
        "gui email",
        "gui mail",
        "theo doi",
        "nghe doc",
        "nghe bai",
        "quang cao",
        "luu bai",
        "co chu",
        "doc ngay",
        "ban in",
        "tro lai",
        "ve trang truoc",
        "dau trang",
        "thich",
        "facebook",
        "zalo",
        "copy link",
        "sao chep",
        "bao loi",
        "danh gia",
        "so lan doc",
        "like",
        "share",
        "tweet",
        "dang nhap de",
        "xem voi co chu",
        "gui bai",
        "ban de in",
        "gui phan hoi",
        "gui cho ban be",
        "tang co chu",
        "giam co chu",
        "advertisement",
        "loading",
        "dang tai",
        "tai ung dung",
        "theo doi chung toi",
        "google news",
        "0 binh luan",
        "luot doc",
        "tang giam co chu",
        "ve dau trang",
    ];
    const LONGEST: u32 = 80;
    if weight(text) > LONGEST {
        return false;
    }
    let folded = fold_words(text);
    if folded.is_empty() || matches!(folded.as_str(), "a" | "a a" | "aa" | "a a a" | "top") {
        return true;
    }
    let words = folded.split(' ').count();
    let ended = text.ends_with(['.', ';']) || text.ends_with(':') && words > 4;
    let counts = text.bytes().any(|byte| byte.is_ascii_digit());
    words <= 8
        && !ended
        && TOOLS.iter().any(|tool| {
            folded
                .strip_prefix(tool)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' ') && (words <= 6 || counts))
        })
}

/// Lines of the imprint at the foot of a page.
pub(super) fn is_imprint(text: &str) -> bool {
    const IMPRINT: &[&str] = &[
        "giay phep",
        "tong bien tap",
        "ban quyen",
        "toa soan",
        "co quan chu quan",
        "chiu trach nhiem",
        "ghi ro nguon",
        "all rights",
        "powered by",
        "thiet ke boi",
        "truong ban bien tap",
        "copyright",
        "dien thoai",
        "dia chi",
        "duong day nong",
        "co quan ngon luan",
        "email",
    ];
    let folded = fold_words(text);
    text.contains('©') || text.contains('®') || IMPRINT.iter().any(|part| folded.contains(part))
}
