//! Words that the frame of a page is made of: menus, labels, forms, tools.
//!
//! Everything here is compared folded ([`super::fold`]): pages print these words in capitals, with either tone
//! placement, and with stars and counters around them.

use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

/// A line folded, with what most lines are told by to be no furniture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Folded<'a> {
    pub text: &'a str,
    /// The lists that have an entry which begins with the line's first word.
    lists: Lists,
    /// Whether it is two or more [`parts`].
    is_parted: bool,
}

impl<'a> Folded<'a> {
    /// Of what [`crate::folding::fold`] made.
    pub fn of(text: &'a str) -> Self {
        if text.is_empty() {
            return Self { text, lists: Lists::default(), is_parted: false };
        }
        Self { text, lists: Lists::of(text), is_parted: may_have_bars(text) && parts(text).nth(1).is_some() }
    }
}

/// False for most texts without bars, arrows or dots: all bytes are looked at at once, which is faster than to stop at
/// the first.
pub(super) fn may_have_bars(text: &str) -> bool {
    // What the bars begin with that are not ASCII; no Vietnamese letter begins so.
    const OTHERS: [u8; 2] = [0xc2, 0xe2];
    let may = |byte: u8| matches!(byte, b'|' | b'>' | b'/') | (byte == OTHERS[0]) | (byte == OTHERS[1]);
    text.bytes().fold(false, |found, byte| found | may(byte))
}

/// Entries of menus that are no rubric: a line made of these and of rubrics is navigation.
const MENU: &str = "trang chu|trang nhat|home|rss|youtube|facebook|twitter|zalo|tiktok|instagram|google|google news\
|lien he|gioi thieu|dang nhap|dang ky|dang xuat|tim kiem|sitemap|so do trang|so do site|site map|english|tieng viet\
|tieng anh|hotline|duong day nong|quang cao|lien he quang cao|dat bao|toa soan|video|clip|media|multimedia|podcast\
|e-magazine|emagazine|megastory|longform|infographic|infographics|photo|thu vien anh|anh|phong su anh|truyen hinh\
|phat thanh|audio|da phuong tien|bao in|bao giay|doc bao in|e-paper|epaper|tin tuc|tin moi|tin nong|doc nhieu|ban doc\
|ban doc viet|hoi dap|hop thu|gop y|van ban|van ban moi|thu tuc hanh chinh|thu dien tu|chuyen muc|chuyen de\
|lich cong tac|tin trong tinh|tin trong nuoc|tin the gioi|theo doi tren google news|menu|trang truoc|trang sau\
|tim|tat ca|thoi tiet|ty gia|gia vang|tien ich|rao vat|dien dan|mobile|phien ban di dong|bao giay online";

/// Rubrics of Vietnamese papers.
const RUBRICS: &str = "thoi su|chinh tri|kinh te|xa hoi|van hoa|the thao|giai tri|giao duc|suc khoe|y te|phap luat\
|an ninh|quoc phong|quoc te|the gioi|trong nuoc|trong tinh|doi song|khoa hoc|cong nghe|khoa hoc cong nghe|moi truong\
|tai nguyen|tai nguyen moi truong|nong nghiep|nong thon|nong thon moi|nong dan|cong nghiep|thuong mai|dich vu|du lich|doanh nghiep|thi truong\
|tai chinh|ngan hang|dau tu|xay dung|xay dung dang|xay dung dang chinh quyen|xay dung chinh quyen|chinh quyen\
|dang va doan the|dang|doan the|mat tran|quoc hoi|hoi dong nhan dan|ban doc|phong su|ky su|ghi chep|ghi chep nhanh|but ky|phong su ky su\
|binh luan|xa luan|goc nhin|chuyen luan|su kien|su kien binh luan|su kien va binh luan|van de hom nay|van de|tieu diem|doi thoai|phong van|tro chuyen\
|gap go|nguoi tot viec tot|guong nguoi tot viec tot|guong sang|guong sang dang vien|dien hinh tien tien|hoc va lam theo bac|hoc tap va lam theo bac\
|hoc tap va lam theo tam guong dao duc ho chi minh|hoc tap va lam theo tu tuong dao duc phong cach ho chi minh\
|van nghe|van hoc|nghe thuat|van hoc nghe thuat|van hoa van nghe|van hoa xa hoi|chinh tri xa hoi|kinh te xa hoi|quoc phong an ninh|an ninh quoc phong\
|dan toc|ton giao|dan toc ton giao|mien nui|nong thon mien nui|bien dao|kinh te bien|bien gioi|dat va nguoi|dat nuoc con nguoi|lich su|truyen thong\
|ho so|tu lieu|nghien cuu|nghien cuu trao doi|trao doi|y kien|nhip song tre|tuoi tre|thanh nien|phu nu|gia dinh|lao dong|viec lam|lao dong viec lam|cong doan\
|an sinh|an sinh xa hoi|chinh sach|giao thong|do thi|quy hoach|xe|nha dat|bat dong san|cai cach hanh chinh|chuyen doi so|chuyen dong so|tin noi bat\
|tin hoat dong|hoat dong cua lanh dao|tin dia phuong|dia phuong|tu lieu van kien|ly luan|thuc tien|dien dan|nhan dinh|sinh hoat chi bo|thi dua khen thuong\
|dau tranh phan bac|bao ve nen tang tu tuong cua dang|phong chong tham nhung|ky niem|nhan vat|chan dung|phap luat va doi song";

/// Heads of lists of other articles.
const RELATED: &str = "tin lien quan|bai lien quan|bai viet lien quan|tin bai lien quan|cac tin lien quan|cac bai lien quan|tin tuc lien quan\
|cac tin khac|tin khac|cac bai khac|bai khac|cac bai viet khac|bai viet khac|cac tin bai khac|tin bai khac|tin cung chuyen muc|bai cung chuyen muc\
|bai viet cung chuyen muc|cung chuyen muc|tin cung loai|cac tin cung chuyen muc|cac tin cung loai|xem them|doc them|tin doc nhieu|doc nhieu|doc nhieu nhat|tin doc nhieu nhat|bai doc nhieu\
|tin xem nhieu|xem nhieu|xem nhieu nhat|tin moi|tin moi nhat|tin moi cap nhat|bai moi nhat|tin moi hon|tin cu hon|cac tin moi hon|cac tin cu hon|nhung tin moi hon|nhung tin cu hon\
|cac tin da dang|cac tin da dua|tin da dang|tin da dua|cac bai da dang|bai da dang|co the ban quan tam|tin noi bat|tin tuc khac|tin tuc noi bat|tin tiep theo|tin truoc|bai truoc|bai tiep theo|bai sau\
|cac bai viet lien quan|nhung tin khac|nhung bai khac|tin cung su kien|dong su kien|su kien lien quan|tin dang quan tam|ban nen doc|xem tiep|bai noi bat|tin anh|tin tuc moi";

/// Heads and fields of comment forms.
const COMMENTS: &str = "gui binh luan|binh luan|y kien ban doc|y kien doc gia|y kien cua ban|y kien|binh luan cua ban|binh luan cua ban doc|gui y kien|gui y kien cua ban|gui y kien phan hoi|gui phan hoi\
|gui phan hoi cua ban|phan hoi|phan hoi cua ban|phan hoi cua ban doc|ho va ten|ho ten|ten|ten cua ban|ten ban|nhap ten|nhap ten cua ban|email|e-mail|dia chi email|email cua ban|nhap email|dia chi|dien thoai|so dien thoai|noi dung|noi dung binh luan|noi dung phan hoi\
|tieu de|tieu de binh luan|ma xac nhan|ma bao ve|ma kiem tra|ma an toan|nhap ma xac nhan|nhap ma|nhap ma bao ve|doi ma khac|gui|gui di|gui bai|nhap lai|lam lai|xoa|huy|huy bo|hoan tat|viet binh luan|viet binh luan cua ban|them binh luan|them binh luan moi|dang binh luan\
|xem tat ca binh luan|xem cac binh luan|chua co binh luan|chua co binh luan nao|khong co binh luan nao|toi khong phai robot|captcha|ban can dang nhap de binh luan|dang nhap de binh luan|dang nhap de gui binh luan|gui toi toa soan|gui cho toa soan|quan tam nhat|moi nhat|binh luan facebook|binh luan bang facebook|tham gia binh luan\
|chia se y kien cua ban|y kien cua ban doc|thong tin ban doc|thong tin nguoi gui|danh gia bai viet|danh gia";

/// Beginnings of lines of comment forms that are whole sentences.
const COMMENT_SENTENCES: [&str; 8] = [
    "viet binh luan",
    "vui long nhap",
    "vui long go",
    "vui long viet",
    "binh luan cua ban se duoc",
    "y kien cua ban se duoc",
    "ban con",
    "so ky tu con lai",
];

/// Tools and counters around an article, and on the page that is made for printing it.
const TOOLS: &str = "in trang nay|in tin nay|in bai viet nay|in noi dung|phien ban in|xem ban in|ban de in|dong cua so|dong trang|dong trang nay\
|gui bai viet nay|gui bai nay|gui tin|gui tin nay|gui cho ban|gui email cho ban be|gui bai viet cho ban be|gui bai cho ban be|tai ve|quay lai trang truoc|ve trang truoc|len tren|ve dau\
|chia se len facebook|chia se qua facebook|chia se tren facebook|chia se len zalo|chia se qua zalo|chia se zalo|chia se qua email|chia se bai viet nay|in|in ra|in bai|in bai viet|in trang|in tin|ban in|in bai nay|print|gui email|gui qua email|gui bai viet|gui cho ban be|gui mail|chia se|chia se bai viet|chia se facebook|share|tweet|like|luu|luu bai|luu bai viet|luu tin|copy link|sao chep lien ket|sao chep|co chu|co chu nho|co chu lon|chu to|chu nho\
|tang co chu|giam co chu|nghe doc bai|nghe bai viet|doc bai|doc bai viet|nghe audio|nghe|quay lai|tro lai|tro ve|ve dau trang|len dau trang|dau trang|back to top|ve trang chu|a a|a a a|a a a a|facebook twitter|lien ket website|lien ket|thong ke truy cap|so luot truy cap|dang truy cap|dang online|xem co|dong|dong lai|xem anh|phong to|theo doi chung toi|theo doi|tai ung dung|email|zalo|facebook|twitter\
|google|mac dinh|lon hon|nho hon|tuong phan|che do ban dem|tu dong doc|giong nam|giong nu|bao loi|quang cao|advertisement|tong hop|audio";

/// Beginnings of lines that name the paper or portal, as mastheads do.
const SITES: [&str; 8] = [
    "bao ",
    "cong thong tin",
    "trang thong tin",
    "trang tin dien tu",
    "tap chi ",
    "dai phat thanh",
    "dai pt",
    "co quan cua",
];

/// Labels of key words.
const TAGS: &str = "tu khoa|tags|tag|keywords|keyword|the|chu de|tu khoa lien quan|tu khoa tim kiem";

/// Labels of one other article.
const LINKS: [&str; 5] = ["xem them:", "doc them:", "tin lien quan:", "bai lien quan:", "xem tiep:"];

/// Beginnings of the legal foot that are no whole words.
const FOOT_SIGNS: [&str; 3] = ["©", "® ", "copyright"];

/// Beginnings of counters and of the legal foot of a page, and what tells them from prose.
const FOOT: [&str; 41] = [
    "ban quyen",
    "moi ban quyen",
    "giu ban quyen",
    "de nghi ghi ro nguon",
    "giay phep",
    "so giay phep",
    "tong bien tap",
    "pho tong bien tap",
    "toa soan:",
    "tru so:",
    "tru so chinh",
    "dia chi:",
    "dien thoai:",
    "dt:",
    "tel:",
    "fax:",
    "email:",
    "e-mail:",
    "website:",
    "hotline:",
    "duong day nong:",
    "co quan chu quan",
    "co quan ngon luan",
    "thiet ke boi",
    "phat trien boi",
    "powered by",
    "luot xem",
    "so luot xem",
    "so lan xem",
    "so lan doc",
    "luot doc",
    "da xem",
    "luot truy cap",
    "dang truy cap",
    "tong truy cap",
    "tong so diem",
    "xep hang",
    "views:",
    "ghi ro nguon",
    "chiu trach nhiem noi dung",
    "font size",
];

/// What a line begins with as it is printed that may be the imprint of a site.
const IMPRINT_HEADS: [&str; 12] = [
    "Giấy phép",
    "GIẤY PHÉP",
    "Số giấy phép",
    "Tổng biên tập",
    "Tổng Biên tập",
    "TỔNG BIÊN TẬP",
    "Tòa soạn",
    "Toà soạn",
    "Cơ quan",
    "CƠ QUAN",
    "Bản quyền",
    "©",
];

/// What an imprint says.
const IMPRINT: [&str; 14] = [
    "giay phep so",
    "giay phep hoat dong",
    "tong bien tap",
    "toa soan:",
    "tru so:",
    "dien thoai:",
    "dt:",
    "fax:",
    "email:",
    "e-mail:",
    "hotline:",
    "ban quyen",
    "bo van hoa",
    "bo thong tin",
];

/// Looked up in, never listed: its order would not be repeatable.
type Labels = HashSet<&'static str>;

/// Some of the lists above.
#[derive(Clone, Copy, Debug, Default)]
struct Lists(u8);

impl Lists {
    const MENU: Self = Self(1);
    const RUBRICS: Self = Self(2);
    const RELATED: Self = Self(4);
    const COMMENTS: Self = Self(8);
    const TOOLS: Self = Self(16);
    const FOOT: Self = Self(32);
    const TAGS: Self = Self(64);
    const SITES: Self = Self(128);

    /// Those that have an entry which begins with the first word of a text.
    fn of(folded: &str) -> Self {
        BEGINNINGS.get(first_word(folded)).copied().unwrap_or_default()
    }

    fn has(self, list: Self) -> bool {
        self.0 & list.0 != 0
    }
}

/// Which lists have an entry that begins with a word.
static BEGINNINGS: LazyLock<HashMap<&'static str, Lists>> = LazyLock::new(|| {
    let mut beginnings: HashMap<&'static str, Lists> = HashMap::new();
    let mut add =
        |list: Lists, entry: &'static str| beginnings.entry(first_word(entry)).or_default().0 |= list.0;
    for (list, entries) in [
        (Lists::MENU, MENU),
        (Lists::MENU, RUBRICS),
        (Lists::RUBRICS, RUBRICS),
        (Lists::RELATED, RELATED),
        (Lists::COMMENTS, COMMENTS),
        (Lists::TOOLS, TOOLS),
        (Lists::TAGS, TAGS),
    ] {
        entries.split('|').for_each(|entry| add(list, entry));
    }
    for (list, entries) in [
        (Lists::RELATED, &LINKS[..]),
        (Lists::COMMENTS, &COMMENT_SENTENCES),
        (Lists::FOOT, &FOOT),
        (Lists::SITES, &SITES),
    ] {
        entries.iter().for_each(|entry| add(list, entry));
    }
    beginnings
});

/// The first letters of a line, whatever stands before them: no entry begins with a figure.
fn first_word(folded: &str) -> &str {
    let word = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    word.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default()
}

static MENU_WORDS: LazyLock<Labels> = LazyLock::new(|| MENU.split('|').chain(RUBRICS.split('|')).collect());
static ONLY_MENU: LazyLock<Labels> = LazyLock::new(|| MENU.split('|').collect());
static RUBRIC_WORDS: LazyLock<Labels> = LazyLock::new(|| RUBRICS.split('|').collect());
static RELATED_WORDS: LazyLock<Labels> = LazyLock::new(|| RELATED.split('|').collect());
static COMMENT_WORDS: LazyLock<Labels> = LazyLock::new(|| COMMENTS.split('|').collect());
static TOOL_WORDS: LazyLock<Labels> = LazyLock::new(|| TOOLS.split('|').collect());
static TAG_WORDS: LazyLock<Labels> = LazyLock::new(|| TAGS.split('|').collect());

/// Longest label, in bytes; longer lines are not looked up.
const LONGEST: usize = 64;

/// Whether the first bytes of a text and of a label are the same: most are not, which a whole comparison tells dearly.
pub(super) fn begins_alike(text: &str, label: &str) -> bool {
    text.as_bytes().first() == label.as_bytes().first()
}

fn begins_with_one(text: &str, labels: &[&str]) -> bool {
    labels.iter().any(|label| begins_alike(text, label) && text.starts_with(label))
}

fn is_in(words: &Labels, label: &str) -> bool {
    label.len() <= LONGEST && words.contains(label)
}

/// Parts that a menu line is made of.
fn parts(folded: &str) -> impl Iterator<Item = &str> {
    folded
        .split(['|', '•', '·', '»', '›', '>', '┃', '■'])
        .flat_map(|part| part.split(" / "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

fn without_marks(folded: &str) -> &str {
    folded.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A label without stars, colons and counters: `họ và tên (*)`, `bình luận (12)`; a telephone number is no counter.
fn label(folded: &str) -> &str {
    let bare = folded.trim_end_matches(|c: char| !c.is_alphabetic());
    without_marks(if folded.len() - bare.len() <= 6 { bare } else { folded })
}

/// The rubric that a line names, alone or joined to another: `kinh tế - nông thôn`.
pub(super) fn is_rubric(folded: Folded) -> bool {
    folded.lists.has(Lists::RUBRICS) && are_rubrics(folded.text)
}

fn are_rubrics(folded: &str) -> bool {
    /// What stands between two of them; most lines have none of it.
    const BETWEEN: [char; 9] = [',', '&', '|', '/', '›', '»', '>', '-', '–'];
    let known = |part: &str| is_in(&RUBRIC_WORDS, without_marks(part));
    known(folded)
        || (folded.len() < 80
            && folded.contains(BETWEEN)
            && folded
                .split([',', '&', '|', '/', '›', '»', '>'])
                .flat_map(|part| part.split(" - "))
                .flat_map(|part| part.split(" – "))
                .all(known))
}

/// Menus: three or more parts between bars, arrows or dots, each short; or a line all made of words of menus.
pub(super) fn is_menu(folded: Folded) -> bool {
    if !folded.is_parted {
        return covered(folded) >= 2;
    }
    let (mut count, mut known, mut short) = (0, 0, 0);
    for part in parts(folded.text) {
        count += 1;
        known += usize::from(is_in(&MENU_WORDS, without_marks(part)) || are_rubrics(part));
        short += usize::from(part.split(' ').count() <= 8);
    }
    if count == 2 {
        return known == 2;
    }
    // A breadcrumb may end in the article's own long title.
    short + 1 >= count && (known * 3 >= count || (folded.text.starts_with("trang ") && known > 0))
}

/// A line that is one entry of a menu, `trang chủ`; in the masthead that is enough.
pub(super) fn is_menu_entry(folded: Folded) -> bool {
    covered(folded) >= 1
}

/// Number of entries where words of menus cover the line, `rss youtube facebook`, else 0; among fewer than three
/// must be one that is no rubric.
fn covered(folded: Folded) -> usize {
    /// Words of the longest entry of a menu of which such a line is made.
    const WORDS: usize = 5;
    let line = folded.text;
    if !folded.lists.has(Lists::MENU) || line.starts_with(['-', '+', '*']) || line.ends_with([',', ':']) {
        return 0;
    }
    let mut rest = line.split(' ').filter(|word| word.chars().any(char::is_alphanumeric));
    // The next words, single blanks between them, and where each ends.
    let (mut next, mut ends) = (String::with_capacity(LONGEST), Vec::with_capacity(WORDS));
    let (mut entries, mut menu) = (0, false);
    loop {
        while ends.len() < WORDS
            && let Some(word) = rest.next()
        {
            if !next.is_empty() {
                next.push(' ');
            }
            next.push_str(word);
            ends.push(next.len());
        }
        if ends.is_empty() {
            break;
        }
        // Most lines that begin as an entry does go on otherwise.
        if !Lists::of(&next).has(Lists::MENU) {
            return 0;
        }
        let entry = |count: usize| without_marks(&next[..ends[count - 1]]);
        let Some(count) = (1..=ends.len()).rev().find(|&count| is_in(&MENU_WORDS, entry(count))) else {
            return 0;
        };
        entries += 1;
        menu |= ONLY_MENU.contains(entry(count));
        let taken = ends[count - 1];
        next.drain(..next.len().min(taken + 1));
        ends.drain(..count);
        ends.iter_mut().for_each(|end| *end -= taken + 1);
    }
    if menu || entries >= 3 { entries } else { 0 }
}

/// The head of a list of other articles; such a list follows.
pub(super) fn is_related_head(folded: Folded) -> bool {
    folded.lists.has(Lists::RELATED) && is_in(&RELATED_WORDS, label(folded.text))
}

/// A link to another article in its own line: `» …`, `>> …`, `Xem thêm: …`.
pub(super) fn is_related_link(folded: Folded) -> bool {
    folded.text.starts_with(['»', '›', '>', '►', '▶'])
        || (folded.lists.has(Lists::RELATED) && begins_with_one(folded.text, &LINKS))
}

/// A head or a field of a comment form, or several of them in a line.
pub(super) fn is_comment_form(folded: Folded) -> bool {
    let known = |part: &str| is_in(&COMMENT_WORDS, label(part));
    folded.lists.has(Lists::COMMENTS)
        && (known(folded.text)
            || (folded.is_parted && parts(folded.text).all(known))
            || begins_with_one(folded.text, &COMMENT_SENTENCES)
            || is_counted_comments(folded.text))
}

/// `3 bình luận`
fn is_counted_comments(folded: &str) -> bool {
    let rest = folded.trim_start_matches(|c: char| !c.is_alphabetic());
    rest.len() < folded.len() && matches!(label(rest), "binh luan" | "y kien" | "y kien ban doc" | "phan hoi")
}

/// A head of a comment form, which tells that the article is over even where no other field follows.
pub(super) fn is_comment_head(folded: Folded) -> bool {
    is_comment_form(folded)
        && ["binh luan", "y kien", "phan hoi"].iter().any(|word| folded.text.contains(word))
}

/// A field that only comment forms have, so that it opens one.
pub(super) fn opens_comment_form(folded: Folded) -> bool {
    is_comment_head(folded)
        || (is_comment_form(folded)
            && (folded.is_parted
                || matches!(
                    label(folded.text),
                    "ho va ten" | "ten cua ban" | "ma xac nhan" | "ma bao ve" | "email cua ban"
                )))
}

/// Key words: `Từ khóa: …`, `Tags: …`.
pub(super) fn is_tags(folded: Folded) -> bool {
    folded.lists.has(Lists::TAGS)
        && match folded.text.split_once(':') {
            Some((head, _)) => is_in(&TAG_WORDS, without_marks(head)),
            None => matches!(without_marks(folded.text), "tu khoa" | "tags" | "tag" | "keywords"),
        }
}

/// Tools, counters, the legal foot, the name of the site above its pages.
pub(super) fn is_boilerplate(folded: Folded) -> bool {
    let Folded { text, lists, .. } = folded;
    is_tools(folded)
        || (lists.has(Lists::FOOT) && FOOT.iter().any(|begin| begins_foot(text, begin)))
        || FOOT_SIGNS.iter().any(|sign| begins_foot(text, sign))
        || is_imprint(text)
        || is_page_number(text)
}

/// Whether a line, as it is printed, begins as the imprint of a site does.
pub(super) fn may_be_imprint(text: &str) -> bool {
    begins_with_one(text, &IMPRINT_HEADS)
}

/// The imprint of a site, however long: its licence, who edits it, and where.
pub(super) fn is_imprint(folded: &str) -> bool {
    const SAID: usize = 3;
    let begins = begins_with_one(folded, &FOOT) || begins_with_one(folded, &FOOT_SIGNS);
    (begins || folded.starts_with("co quan cua"))
        && IMPRINT.iter().filter(|said| folded.contains(*said)).count() >= SAID
}

/// Buttons around an article, alone or several of them in a line, and those that turn its pages.
pub(super) fn is_tools(folded: Folded) -> bool {
    let Folded { text, lists, .. } = folded;
    let known =
        |part: &str| is_in(&TOOL_WORDS, label(part)) || is_in(&TOOL_WORDS, part) || is_font_size(part);
    // Beside others `Phản hồi` is a button, too.
    let answers = |part: &str| matches!(label(part), "phan hoi" | "gui phan hoi" | "binh luan" | "y kien");
    let buttons = || {
        let parts = parts(text).flat_map(|part| part.split(['[', ']'])).flat_map(|part| part.split(" - "));
        let mut parts = parts.map(str::trim).filter(|part| !part.is_empty()).peekable();
        parts.peek().is_some_and(|first| known(first)) && parts.all(|part| known(part) || answers(part))
    };
    (lists.has(Lists::TOOLS) && (known(text) || buttons())) || is_font_size(text) || is_pager(text)
}

/// `Cỡ chữ: A- A A+`
fn is_font_size(folded: &str) -> bool {
    folded.len() < 30
        && folded
            .split(' ')
            .all(|word| matches!(word, "a" | "a+" | "a-" | "+" | "-" | "|" | "co" | "chu" | "chu:"))
}

/// `1 2 3 Trang sau »`, `Trang: [1] [2] [3]`, `« Trước | Tiếp »`.
fn is_pager(folded: &str) -> bool {
    const LONGEST: usize = 60;
    /// No year is a page.
    const DIGITS: usize = 3;
    const WORDS: [&str; 12] =
        ["trang", "truoc", "sau", "dau", "cuoi", "tiep", "theo", "ke", "next", "prev", "previous", "last"];
    let is_arrow = |c: char| matches!(c, '»' | '«' | '›' | '‹');
    let is_figure = |word: &str| word.len() <= DIGITS && word.bytes().all(|byte| byte.is_ascii_digit());
    let words = || folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    // The first word of most lines is none of these.
    if folded.len() > LONGEST || !words().all(|word| is_figure(word) || WORDS.contains(&word)) {
        return false;
    }
    let (count, arrows) = (words().count(), folded.matches(is_arrow).count());
    count > 0 && count + arrows > 1 && (arrows > 0 || folded.contains("trang"))
}

/// `PAGE 2`: what is left of the field that numbers the pages of an office file.
pub(super) fn is_page_number(folded: &str) -> bool {
    let mut words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    folded.len() <= 24
        && words
            .all(|word| matches!(word, "page" | "trang") || word.bytes().all(|byte| byte.is_ascii_digit()))
        && folded.contains("page")
}

/// Labels that end in a colon stand at the beginning of a line only there, as the sign of copyright does; words need more: a
/// figure, a colon or a year, or that they speak of the site.
fn begins_foot(folded: &str, begin: &str) -> bool {
    let Some(rest) = folded.strip_prefix(begin) else { return false };
    begin.ends_with([':', '©'])
        || rest.starts_with(':')
        || (folded.len() <= 160
            && (rest.bytes().any(|byte| byte.is_ascii_digit() || byte == b':') || rest.contains("website")))
}

/// The name of the paper or portal, as it stands in mastheads.
pub(super) fn is_site_name(folded: Folded) -> bool {
    let Folded { text, lists, .. } = folded;
    lists.has(Lists::SITES)
        && begins_with_one(text, &SITES)
        && text.split(' ').count() <= 14
        && ["dien tu", "online", "truyen hinh", "co quan"].iter().any(|word| text.contains(word))
}

/// `Báo Sông Hậu`, `Tạp chí Cộng sản`, `Nhân Dân điện tử`: a name and no more, as it stands over the page's clock.
pub(super) fn names_paper(text: &str) -> bool {
    const WORDS: usize = 6;
    let lower = text.to_lowercase();
    let begins_large = |word: &str| word.starts_with(char::is_uppercase);
    let strip = |ends: [&str; 2]| ends.iter().find_map(|end| lower.strip_suffix(end));
    let count = |name: &str| name.split_whitespace().count();
    // `Chính quyền điện tử` and `Báo Nhân Dân trao quà` are headlines.
    let named = match strip([" điện tử", " online"]) {
        Some(name) => count(name),
        None if lower.starts_with("báo ") => count(text),
        None => 0,
    };
    count(text) <= WORDS
        && (lower.starts_with("tạp chí ")
            || named > 1 && text.split_whitespace().take(named).all(begins_large))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folding::fold;

    #[test]
    fn the_frame_of_a_page() {
        type Test = (&'static str, fn(Folded) -> bool, bool);
        let tests: [Test; 53] = [
            ("RSS Youtube Facebook", is_menu, true),
            ("Trang chủ | Thời sự | Đất và người Vân Sơn | Thể thao", is_menu, true),
            ("TRANG CHỦ  THỜI SỰ  KINH TẾ  VĂN HÓA", is_menu, true),
            ("Trang chủ › Chính trị › Đảng bộ xã Tân Lương làm theo Bác", is_menu, true),
            ("Kinh tế", is_menu, false),
            ("Kinh tế Tân Lương khởi sắc", is_menu, false),
            ("Ông Hà | thôn Đoài | xã Hòa Mục", is_menu, false),
            ("Kinh tế - Nông thôn", is_rubric, true),
            ("Kinh tế nông thôn khởi sắc", is_rubric, false),
            // The first word is found behind any marks and ends where its letters do.
            ("* Xe,nhà đất", is_rubric, true),
            ("*E-paper|RSS", is_menu, true),
            ("Copyrights 2015", is_boilerplate, true),
            ("Các tin khác:", is_related_head, true),
            ("Tin liên quan đến vụ cháy", is_related_head, false),
            ("» Gỡ nợ đọng ở các xã miền biển", is_related_link, true),
            ("Họ và tên (*)", is_comment_form, true),
            ("Họ tên * | Email * | Nội dung * | Gửi bình luận", is_comment_form, true),
            ("Ý kiến bạn đọc (0)", is_comment_form, true),
            ("3 bình luận", is_comment_form, true),
            ("Ý kiến của dân là gốc", is_comment_form, false),
            ("Từ khoá: Nậm Sa, bản Nà Luông", is_tags, true),
            ("Từ khóa:", is_tags, true),
            ("Từ khóa của năm nay là chuyển đổi số", is_tags, false),
            ("Lượt xem: 1.204", is_boilerplate, true),
            ("A- A A+", is_boilerplate, true),
            ("In trang này | Đóng cửa sổ", is_boilerplate, true),
            ("[In bài viết] [Gửi bài viết]", is_boilerplate, true),
            ("In bài viết | Gửi bài viết | Cỡ chữ: A- A A+", is_boilerplate, true),
            ("Gửi cho bạn bè - In bài này", is_boilerplate, true),
            ("In bài | Gửi cho bạn bè | Phản hồi", is_boilerplate, true),
            ("Phản hồi | Bình luận", is_boilerplate, false),
            ("In ấn | Phát hành", is_boilerplate, false),
            (
                "Giấy phép số 89/GP-BC do Bộ Văn hóa - Thông tin cấp. Tổng biên tập: Hà Văn Lập. Tòa soạn: số 5, đường \
                 30-4, thị xã Cửa Lộc. Điện thoại: 74.120443. Báo Vân Sơn giữ bản quyền nội dung trên trang này.",
                is_boilerplate,
                true,
            ),
            (
                "Cơ quan của Đảng bộ tỉnh Vân Sơn. Tổng Biên tập: Hà Văn Lập. Tòa soạn: số 5, đường 30-4, thị xã Cửa Lộc. \
                 Điện thoại: 74.120443. Giữ bản quyền nội dung trên trang này.",
                is_boilerplate,
                true,
            ),
            (
                "Giấy phép xây dựng ở thị xã Cửa Lộc nay được cấp ngay trong ngày. Ai thấy chậm thì gọi số điện thoại: \
                 74.120443, ghi trên bảng ở trụ sở Ủy ban nhân dân thị xã, hoặc viết thư cho tổ một cửa của thị xã.",
                is_boilerplate,
                false,
            ),
            ("1 2 3 Trang sau »", is_boilerplate, true),
            ("« Trước | 1 | 2 | 3 | Tiếp »", is_boilerplate, true),
            ("Trang: [1] [2] [3]", is_boilerplate, true),
            ("Trang 12", is_boilerplate, true),
            ("Trang sử mới của Nậm Sa", is_boilerplate, false),
            ("1 2 3", is_boilerplate, false),
            ("© Báo Vân Sơn. Giữ bản quyền nội dung trên website này.", is_boilerplate, true),
            ("® Ghi rõ nguồn “Báo Vân Sơn” khi phát hành lại thông tin từ website này", is_boilerplate, true),
            ("Ghi rõ nguồn “Báo Vân Sơn” khi dùng lại thông tin từ website này.", is_boilerplate, true),
            ("Bản quyền thuộc về người sáng tác.", is_boilerplate, false),
            ("In bài viết", is_boilerplate, true),
            ("Địa chỉ: số 5, đường 30-4, thị xã Cửa Lộc", is_boilerplate, true),
            ("Giấy phép số 123/GP-BTTTT cấp ngày 02/03/2015", is_boilerplate, true),
            ("Giấy phép xây dựng được cấp ngay trong ngày.", is_boilerplate, false),
            ("Bản quyền thuộc về Báo Vân Sơn: 2015", is_boilerplate, true),
            ("Báo Vân Sơn điện tử", is_site_name, true),
            ("Báo Vân Sơn trao quà", is_site_name, false),
            ("Báo cáo tại hội nghị trực tuyến toàn tỉnh", is_site_name, false),
        ];
        for (line, test, expected) in tests {
            assert_eq!(test(Folded::of(&fold(line))), expected, "{line}");
        }
    }

    #[test]
    fn names_of_papers() {
        for name in
            ["Báo Sông Hậu", "BÁO SÔNG HẬU", "Tạp chí Cộng sản", "Nhân Dân điện tử", "Sông Hậu Online"]
        {
            assert!(names_paper(name), "{name}");
        }
        for headline in [
            "Chính quyền điện tử",
            "Báo Nhân Dân trao quà",
            "Báo cáo chính trị",
            "Bảo vệ rừng",
            "Đài Loan vào mùa bão",
        ] {
            assert!(!names_paper(headline), "{headline}");
        }
    }
}
