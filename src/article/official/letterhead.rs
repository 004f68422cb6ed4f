//! What a line of the head of an official document is.

use super::super::furniture::begins_alike;
use super::super::line::{Ending, Sight};
use super::super::role::Said;
use crate::date::{Expression, has_day_and_year};
use crate::folding::fold;

/// Words of a line of the head, both columns joined.
pub(super) const LONGEST: usize = 30;

/// Kinds of documents, of article 7 of the decree and of older law, as a title or the line above it begins.
pub(super) const KINDS: [&str; 44] = [
    "nghi dinh",
    "quyet dinh",
    "thong tu lien tich",
    "thong tu",
    "chi thi",
    "nghi quyet lien tich",
    "nghi quyet",
    "luat",
    "bo luat",
    "phap lenh",
    "hien phap",
    "lenh",
    "sac lenh",
    "cong van",
    "cong dien",
    "thong bao",
    "thong cao",
    "bao cao",
    "ke hoach",
    "quy che",
    "quy dinh",
    "quy trinh",
    "huong dan",
    "to trinh",
    "chuong trinh",
    "de an",
    "du an",
    "phuong an",
    "bien ban",
    "giay moi",
    "giay gioi thieu",
    "giay phep",
    "giay chung nhan",
    "giay uy quyen",
    "phieu gui",
    "phieu trinh",
    "hop dong",
    "ban ghi nho",
    "ban thoa thuan",
    "ket luan",
    "dieu le",
    "don",
    "danh sach",
    "thu cong",
];

/// Offices, and positions in them.
pub(super) const OFFICES: [&str; 43] = [
    "bo ",
    "bo truong",
    "thu truong",
    "chinh phu",
    "thu tuong",
    "pho thu tuong",
    "chu tich",
    "pho chu tich",
    "uy ban",
    "ubnd",
    "ub nhan dan",
    "hoi dong",
    "hdnd",
    "quoc hoi",
    "tong cuc",
    "cuc ",
    "cuc truong",
    "vu truong",
    "so ",
    "giam doc",
    "pho giam doc",
    "tong giam doc",
    "truong ban",
    "pho truong ban",
    "ban ",
    "bql ",
    "vien ",
    "vien truong",
    "ngan hang",
    "thong doc",
    "tinh ",
    "thanh pho",
    "huyen ",
    "van phong",
    "chanh van phong",
    "pho chanh van phong",
    "tong cong ty",
    "hieu truong",
    "chanh an",
    "bi thu",
    "pho bi thu",
    "thu ky",
    "chu toa",
];

/// What a line of the head is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::article) enum Head {
    /// Name of the state or the party, motto.
    Motto,
    /// `Số: 144/2002/QĐ/BTC`
    Number,
    /// `Hà Nội, ngày 29 tháng 11 năm 2002`
    PlaceAndDate,
    /// `-----`, `*****`
    Rule,
    /// `V/v ban hành …`
    Subject,
    /// `QUYẾT ĐỊNH`
    Kind,
    /// `THÔNG BÁO thay đổi vốn điều lệ`
    KindAndSubject,
    /// Offices, and whatever else.
    Other,
}

impl Head {
    pub(in crate::article) fn of(said: &Said) -> Self {
        let line = said.line;
        let folded = said.folded_head();
        let folded = folded.as_ref();
        if folded.is_empty() {
            return Head::Other;
        }
        if !folded.chars().any(char::is_alphabetic) || is_rule(folded) {
            return Head::Rule;
        }
        if is_motto(line, folded) {
            return Head::Motto;
        }
        if is_number(folded) {
            return Head::Number;
        }
        if ["v/v", "v.v:", "(v/v"].iter().any(|begin| folded.starts_with(begin))
            || folded.starts_with("ve viec ")
        {
            return Head::Subject;
        }
        let dated =
            |folded: &str| Expression::of_day(folded).is_some_and(|date| place_and_date(folded, &date));
        let column_dated = || second_column(line.text).is_some_and(|column| dated(&fold(column)));
        if said.full_date().is_some_and(|date| place_and_date(folded, date))
            || is_open_date(folded)
            || (has_day_and_year(folded) && column_dated())
        {
            return Head::PlaceAndDate;
        }
        match kind(folded) {
            Some("") if line.ending != Ending::Stop => Head::Kind,
            Some(rest) if line.ending == Ending::Bare => {
                let bare = ["cua ", "so ", "lien tich"].iter().any(|begin| rest.starts_with(begin))
                    || is_office(rest);
                if bare && !rest.contains(" ve ") && !rest.contains("ngay ") {
                    Head::Kind
                } else {
                    Head::KindAndSubject
                }
            }
            _ => Head::Other,
        }
    }
}

/// `CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM`, `Độc lập - Tự do - Hạnh phúc`, `ĐẢNG CỘNG SẢN VIỆT NAM`, with the office of the
/// other column before them.
pub(super) fn is_motto(line: &Sight, folded: &str) -> bool {
    const STATE: &str = "cong hoa xa hoi chu nghia";
    const PARTY: &str = "dang cong san viet nam";
    let motto = || ["doc lap", "tu do", "hanh phuc"].iter().all(|word| folded.contains(word));
    // Fewer blanks part words, as a headline on the state has them.
    let columns = || second_column(line.text).is_some() || is_office(folded);
    let state =
        || folded.contains(STATE) && (without_dash(folded).starts_with(STATE) || columns() || motto());
    let party =
        || folded.strip_suffix(PARTY).is_some_and(|office| office.is_empty() || names_party_office(office));
    line.words <= LONGEST && (state() || party() || (line.words <= LONGEST / 2 && motto()))
}

/// What stands behind a gap that is wider than those between words.
fn second_column(text: &str) -> Option<&str> {
    let (_, column) = text.rsplit_once(['\t', '|']).or_else(|| text.rsplit_once("   "))?;
    Some(column.trim())
}

/// `TỈNH ỦY HẬU GIANG`, `ĐẢNG BỘ XÃ TÂN LONG`: the other column of the party's letterhead.
fn names_party_office(folded: &str) -> bool {
    const OFFICES: [&str; 10] = [
        "tinh uy",
        "thanh uy",
        "huyen uy",
        "thi uy",
        "quan uy",
        "dang uy",
        "dang bo",
        "chi bo",
        "ban ",
        "van phong",
    ];
    const WORDS: usize = 8;
    folded.split_whitespace().count() <= WORDS && OFFICES.iter().any(|office| folded.starts_with(office))
}

pub(super) fn without_dash(folded: &str) -> &str {
    folded.trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// What follows the kind of a document.
pub(super) fn kind(folded: &str) -> Option<&str> {
    let bare = folded.trim_matches(|c: char| !c.is_alphanumeric());
    let bare = bare.strip_prefix("ban ").unwrap_or(bare);
    let found =
        KINDS.iter().filter(|kind| begins_alike(bare, kind)).filter_map(|kind| bare.strip_prefix(kind));
    let found = found.min_by_key(|rest| rest.len())?;
    (found.is_empty() || found.starts_with([' ', ':', ',']))
        .then(|| found.trim_start_matches([' ', ':', ',']))
}

pub(super) fn is_office(folded: &str) -> bool {
    let bare = without_dash(folded);
    let begun = OFFICES.iter().filter(|office| begins_alike(bare, office));
    begun.into_iter().any(|office| bare.starts_with(office) || office.strip_suffix(' ') == Some(bare))
}

/// `-----o0o-----`, `==========&==========`
pub(super) fn is_rule(folded: &str) -> bool {
    let letters = |c: &char| c.is_alphanumeric();
    let others = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
    folded.chars().filter(letters).nth(3).is_none() && folded.chars().filter(others).nth(3).is_some()
}

/// `Số: 12/2001/QĐ-BTC`, `Luật số: 59/2020/QH14`, `Số 05-CT/TW`, `Số:       /QĐ-UBND`
pub(super) fn is_number(folded: &str) -> bool {
    let bare = without_dash(folded);
    let behind =
        ["luat so", "phap lenh so", "nghi quyet so", "so"].iter().find_map(|begin| bare.strip_prefix(begin));
    let Some(behind) = behind.filter(|behind| behind.starts_with([':', ' ', '.'])) else { return false };
    let behind = behind.replace(" /", "/").replace("/ ", "/").replace(" -", "-");
    let value = behind.trim_start_matches([':', ' ', '.', '…', '_']);
    let number = value.split(' ').next().unwrap_or_default();
    let digits = number.starts_with(|c: char| c.is_ascii_digit());
    // A form leaves the number open: `Số:        /QĐ-UBND`, `Số:`.
    (digits && number.contains(['/', '-']))
        || number.starts_with('/')
        || (value.is_empty() && behind.starts_with(':'))
}

/// `Nghị định của Chính phủ số 117/2003/NĐ-CP`
pub(super) fn has_number(folded: &str) -> bool {
    folded.match_indices("so ").any(|(at, _)| is_number(&folded[at..]))
}

/// What stands between the kind of a document and its day where the day is its own: `của Chính phủ số 29/1998/NĐ-CP`.
/// A title that names another document begins with a verb.
pub(super) fn is_own_number(before: &str) -> bool {
    let rest = kind(before).unwrap_or(before).trim();
    ["cua ", "lien tich ", "so "].iter().any(|begin| rest.starts_with(begin)) && has_number(rest)
}

/// A day with a place before it, and at most the number of the document.
pub(super) fn place_and_date(folded: &str, date: &Expression) -> bool {
    const PLACE: usize = 6;
    let place = folded.split("ngay").next().unwrap_or_default();
    folded.contains("ngay")
        && folded.trim_end_matches(|c: char| !c.is_alphanumeric()).ends_with(|c: char| c.is_ascii_digit())
        && date.label.is_none()
        && place.split(' ').filter(|word| !word.is_empty()).count() <= PLACE
        && date.rest.split(' ').count() <= PLACE
        && !place.contains(['(', '"', ':'])
        && kind(folded).is_none()
}

/// `Cà Mau, ngày     tháng     năm 2007`, `....., ngày ... tháng ... năm ...`
pub(super) fn is_open_date(folded: &str) -> bool {
    let words = folded.rsplit(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.clone().take(3).eq(["nam", "thang", "ngay"]) && words.count() <= 8
}
