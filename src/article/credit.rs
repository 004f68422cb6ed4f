//! Who wrote, photographed and first printed an article: bylines, photo credits, source credits.

use super::furniture::begins_alike;
use super::line::{Ending, Sight};
use crate::folding::{fold, is_mark};

/// Longest credit line, in words: `Bài và ảnh: …` with the names of three reporters.
const LONGEST: usize = 16;

/// Positions of those who sign for an office.
const POSITIONS: [&str; 10] = [
    "thu truong",
    "giam doc",
    "tong giam doc",
    "chu tich",
    "bo truong",
    "bi thu",
    "truong ban",
    "hieu truong",
    "thu tuong",
    "chu toa",
];

/// What a credit line says, as pieces of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Credit<'a> {
    /// `Xuân Tam`, `Bài và ảnh: Đinh Thuỷ`, `Quốc Bảo (thực hiện)`
    Byline(&'a str),
    /// `Theo Hải Hằng/Báo Thái Nguyên`, `Nguồn: TTXVN`: the author, where one is named, and the source.
    Source(Option<&'a str>, &'a str),
    /// `Ảnh: M.H`
    Photo,
}

/// A credit that says so itself, by its label.
pub(super) fn labelled<'a>(line: &Sight<'a>, folded: &str) -> Option<Credit<'a>> {
    if line.words > LONGEST || line.ending == Ending::Open {
        return None;
    }
    let inner = line.text.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '[' | ']' | '*' | '-' | '–' | '.') || c.is_whitespace()
    });
    if is_photo(inner) {
        return Some(Credit::Photo);
    }
    let folded_inner =
        folded.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | '*' | '-' | '–' | '.' | ' '));
    if let Some((head, _)) = folded_inner.split_once(':') {
        let value = value_behind_colon(inner)?;
        return match head.trim() {
            "nguon" | "theo" | "nguon tin" | "nguon bai" | "nguon anh" | "nguon bai viet" | "source" => {
                Some(source(value))
            }
            head if is_writers_label(head) && is_names(value) => Some(Credit::Byline(value)),
            _ => None,
        };
    }
    if matches!(folded_inner, "nhom phong vien" | "nhom pv" | "pv" | "p.v" | "phong vien" | "nhom ptv") {
        return Some(Credit::Byline(inner));
    }
    if let Some(rest) = ["Theo ", "THEO ", "(Theo "].iter().find_map(|head| inner.strip_prefix(head)) {
        // `Theo đó, …`, `Theo kế hoạch năm nay` go on in lower case: prose or a subheading.
        let named = rest.trim_start().starts_with(char::is_uppercase) || rest.starts_with("báo ");
        let prose = line.ending == Ending::Stop && line.text.ends_with('.') && line.words > 6;
        let goes_on = rest.split(", ").skip(1).any(|part| !part.starts_with(char::is_uppercase));
        return (named && !prose && !goes_on).then_some(source(rest.trim()));
    }
    let bracketed = ["(thực hiện)", "(ghi)", "(lược ghi)", "(tổng hợp)"].iter();
    let mut before = bracketed.filter_map(|mark| strip_end(line.text, mark));
    // `TỔ CHỨC THỰC HIỆN` is a heading.
    let bare = [" thực hiện", " ghi", " tổng hợp"].iter();
    let names = before
        .find(|names| is_names(names))
        .or_else(|| bare.filter_map(|mark| line.text.strip_suffix(mark)).find(|names| is_names(names)));
    names.map(|names| Credit::Byline(names.trim()))
}

/// A line of nothing but names: the signature below an article, `Xuân Tam`, `MINH CHÂU - QUỐC BẢO`, `P.V`.
pub(super) fn signature<'a>(line: &Sight<'a>) -> Option<Credit<'a>> {
    if line.words == 0 || line.words > LONGEST || line.text.len() > 120 {
        return None;
    }
    let text =
        line.text.trim_matches(|c: char| matches!(c, '(' | ')' | '*' | '-' | '–') || c.is_whitespace());
    // One full stop may close initials, `H.G.`; behind a word it closes a sentence.
    if text.ends_with(['!', '?', ':', ';', ',', '…'])
        || (text.ends_with('.') && text.matches('.').count() < 2)
    {
        return None;
    }
    if is_source_name(text) {
        return Some(source(text));
    }
    (is_names(text) && !is_position(text) && !is_place(text)).then_some(Credit::Byline(text))
}

/// `Ấp Phú Hòa`, `XÃ TÂN LỘC`: nobody is called so.
fn is_place(text: &str) -> bool {
    const KINDS: [&str; 13] =
        ["ấp", "xã", "thôn", "bản", "xóm", "buôn", "khóm", "phường", "quận", "huyện", "tỉnh", "đảo", "làng"];
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    KINDS.contains(&first.as_str())
}

/// `GIÁM ĐỐC`, `TM. CHI BỘ`: what stands over the name below an official letter.
pub(super) fn is_position(text: &str) -> bool {
    let folded = fold(text);
    let held = folded.strip_prefix("pho ").unwrap_or(&folded);
    POSITIONS.iter().any(|position| held.starts_with(position))
        || ["tm.", "t/m", "kt.", "k/t", "tl.", "t/l"].iter().any(|order| folded.starts_with(order))
}

/// `Ảnh: M.H`, `Ảnh minh họa`, `Ảnh TTXVN`: no sentence.
fn is_photo(text: &str) -> bool {
    const HEADS: [&str; 12] = [
        "Ảnh",
        "ẢNH",
        "Photo",
        "Tranh",
        "Đồ họa",
        "Đồ hoạ",
        "Ảnh chụp",
        "Ảnh minh họa",
        "Ảnh minh hoạ",
        "Ảnh tư liệu",
        "Ảnh, clip",
        "Clip",
    ];
    let words = || text.split_whitespace().count();
    HEADS.iter().filter(|head| begins_alike(text, head)).any(|head| {
        let Some(rest) = text.strip_prefix(head) else { return false };
        match rest.trim_start().chars().next() {
            None => true,
            Some(':') => {
                let value = rest.trim_start()[1..].trim();
                // The empty label of a form, or a name; a description behind `Ảnh:` is a caption.
                words() <= 12
                    && (value.is_empty()
                        || is_names(value)
                        || is_source_name(value)
                        || fold(value).starts_with("tu lieu"))
            }
            Some('/' | '(') => words() <= 6,
            Some(c) => {
                rest.starts_with(' ')
                    && words() <= 5
                    && c.is_uppercase()
                    && (is_names(rest) || is_source_name(rest.trim()))
            }
        }
    })
}

/// `bài`, `bài, ảnh`, `tin và ảnh`, `thực hiện`, `tác giả`.
fn is_writers_label(head: &str) -> bool {
    const WORDS: [&str; 20] = [
        "bai", "anh", "tin", "va", "clip", "video", "viet", "thuc", "hien", "tac", "gia", "nguoi", "ghi",
        "phong", "vien", "pv", "tong", "hop", "nhom", "by",
    ];
    let mut words = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    // `Tin ảnh:` opens a list; `Tổng hợp:` too.
    words.peek().is_some() && head.len() <= 30 && words.all(|word| WORDS.contains(&word))
}

/// Names of people or pen names, joined by dashes, commas, `và`.
///
/// Each part has one to five syllables that all begin with a capital: no Vietnamese sentence is written so.
pub(super) fn is_names(text: &str) -> bool {
    let text = text.trim();
    if text.is_empty() || text.len() > 120 || text.contains('“') || text.contains('"') {
        return false;
    }
    let mut parts = 0;
    for part in text.split(['-', '–', ',', '&', '/', ';', '+']).flat_map(|part| part.split(" và ")) {
        let part = part.trim();
        let part = match part.split_once('(') {
            // `Minh Châu (thực hiện)`, `Kim Oanh (CTV)`
            Some((name, role)) if role.starts_with(char::is_lowercase) || role.starts_with("CTV") => {
                name.trim()
            }
            Some(_) => return false,
            None => part,
        };
        if part.is_empty() {
            continue;
        }
        let mut words = 0;
        for word in part.split_whitespace() {
            words += 1;
            let capital = word.starts_with(char::is_uppercase);
            let letters =
                word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '’' | '\'') || is_mark(c));
            if !capital || !letters {
                return false;
            }
        }
        if words > 5 {
            return false;
        }
        parts += 1;
    }
    (1..=5).contains(&parts)
}

/// Offices, papers and agencies, which sign where they are the source.
fn is_source_name(text: &str) -> bool {
    const NAMES: [&str; 16] = [
        "TTXVN",
        "VOV",
        "VTV",
        "VnExpress",
        "VNExpress",
        "Vietnam+",
        "VietnamPlus",
        "Vietnamnet",
        "VietNamNet",
        "Dân trí",
        "Chinhphu.vn",
        "TTXVN/Vietnam+",
        "SGGP",
        "VGP",
        "BNEWS",
        "Internet",
    ];
    const HEADS: [&str; 9] = [
        "Báo ",
        "BÁO ",
        "Đài ",
        "Tạp chí ",
        "Thông tấn xã",
        "Cổng TTĐT",
        "Cổng thông tin",
        "Trang thông tin",
        "Ban Tuyên giáo",
    ];
    let words = || text.split_whitespace().count();
    let is_host =
        [".vn", ".com", ".org", ".net"].iter().any(|end| text.ends_with(end)) && !text.contains('@');
    let is_office = HEADS.iter().any(|head| begins_alike(text, head) && text.starts_with(head));
    NAMES.contains(&text) || (is_host && words() == 1) || (is_office && words() <= 8)
}

/// Splits `Hải Hằng/Báo Thái Nguyên`, `Hải Hằng (Báo Thái Nguyên)`, `Hải Hằng - TTXVN` into author and source.
fn source(value: &str) -> Credit<'_> {
    for separator in ["/", " (", " - ", " – "] {
        let Some((author, rest)) = value.split_once(separator) else { continue };
        let (author, rest) = (author.trim(), rest.trim().trim_end_matches(')'));
        if is_names(author) && !is_source_name(author) && !rest.is_empty() && !rest.contains('/') {
            return Credit::Source(Some(author), rest);
        }
    }
    Credit::Source(None, value)
}

fn value_behind_colon(inner: &str) -> Option<&str> {
    let (_, value) = inner.split_once(':')?;
    let value = value.trim().trim_end_matches(['.', ')']);
    (!value.is_empty()).then_some(value)
}

fn strip_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let last = |text: &str| text.bytes().last().map(|byte| byte.to_ascii_lowercase());
    // To lower a piece of every line would cost more than all that is asked of it.
    let cut = text.len().checked_sub(end.len()).filter(|_| last(text) == last(end))?;
    (text.is_char_boundary(cut) && text[cut..].to_lowercase() == end).then(|| &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::*;
    use crate::{syllable::Forms, tokens::Tokens};

    fn read(text: &str) -> Option<(&'static str, Vec<&str>)> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        let seen = lines(text, &tokens, &forms);
        let credit = labelled(&seen[0], &fold(text)).or_else(|| signature(&seen[0]))?;
        Some(match credit {
            Credit::Byline(name) => ("byline", vec![name]),
            Credit::Source(None, source) => ("source", vec![source]),
            Credit::Source(Some(author), source) => ("source", vec![author, source]),
            Credit::Photo => ("photo", vec![]),
        })
    }

    #[test]
    fn credits() {
        for (line, kind, parts) in [
            ("Xuân Tam", "byline", &["Xuân Tam"][..]),
            ("  NGUYÊN BÌNH ", "byline", &["NGUYÊN BÌNH"]),
            ("Minh Châu - Quốc Bảo", "byline", &["Minh Châu - Quốc Bảo"]),
            ("H.G.", "byline", &["H.G."]),
            ("Bài và ảnh: ĐINH THUỶ", "byline", &["ĐINH THUỶ"]),
            ("Tin, bài: Vi Hạnh", "byline", &["Vi Hạnh"]),
            ("Quốc Bảo (thực hiện)", "byline", &["Quốc Bảo"]),
            ("QUỐC BẢO ghi", "byline", &["QUỐC BẢO"]),
            ("Tác giả: Lê Nguyên", "byline", &["Lê Nguyên"]),
            ("Theo Hải Hằng/Báo Thái Nguyên", "source", &["Hải Hằng", "Báo Thái Nguyên"]),
            ("(Theo TTXVN)", "source", &["TTXVN"]),
            ("Nguồn: Báo Phú Lâm điện tử", "source", &["Báo Phú Lâm điện tử"]),
            ("Theo Ban Tuyên giáo Huyện ủy Đăk Rơ", "source", &["Ban Tuyên giáo Huyện ủy Đăk Rơ"]),
            ("baotruongha.vn", "source", &["baotruongha.vn"]),
            ("Ảnh: M.H", "photo", &[]),
            ("(Ảnh: Thu Trà)", "photo", &[]),
            ("Ảnh minh họa", "photo", &[]),
            ("Ảnh: TTXVN", "photo", &[]),
        ] {
            assert_eq!(read(line), Some((kind, parts.to_vec())), "{line}");
        }
        for prose in [
            "Xin cảm ơn ông!",
            "Ảnh: các đại biểu bỏ phiếu tại hội trường huyện Bắc Mây sáng 12/3.",
            "Ảnh hưởng của dịch",
            "Theo đó, mỗi thôn cử một người.",
            "Theo Nghị quyết này, mỗi xã có một tổ",
            "Làng Bồng vào hội",
            "Khó khăn còn nhiều.",
            "Huyện Bắc Mây, năm 2010",
            "Bài học: giữ lời hứa với dân",
            "TM. CHI BỘ",
            "PHÓ BÍ THƯ",
            "Ấp Phú Hòa",
            "XÃ TÂN LỘC",
        ] {
            assert_eq!(read(prose), None, "{prose}");
        }
    }
}
