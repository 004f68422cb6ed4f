//! The words themselves, and which lists have an entry that begins with a word.

use hashbrown::{HashMap, HashSet};
use std::sync::LazyLock;

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
pub(super) const COMMENT_SENTENCES: [&str; 8] = [
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
pub(super) const SITES: [&str; 8] = [
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
pub(super) const LINKS: [&str; 5] =
    ["xem them:", "doc them:", "tin lien quan:", "bai lien quan:", "xem tiep:"];

/// Beginnings of the legal foot that are no whole words.
pub(super) const FOOT_SIGNS: [&str; 3] = ["©", "® ", "copyright"];

/// Beginnings of counters and of the legal foot of a page, and what tells them from prose.
pub(super) const FOOT: [&str; 41] = [
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
pub(super) const IMPRINT_HEADS: [&str; 12] = [
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
pub(super) const IMPRINT: [&str; 14] = [
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
pub(super) type Labels = HashSet<&'static str>;

/// Some of the lists above.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists(u8);

impl Lists {
    pub(super) const MENU: Self = Self(1);
    pub(super) const RUBRICS: Self = Self(2);
    pub(super) const RELATED: Self = Self(4);
    pub(super) const COMMENTS: Self = Self(8);
    pub(super) const TOOLS: Self = Self(16);
    pub(super) const FOOT: Self = Self(32);
    pub(super) const TAGS: Self = Self(64);
    pub(super) const SITES: Self = Self(128);

    /// Those that have an entry which begins with the first word of a text.
    pub(super) fn of(folded: &str) -> Self {
        BEGINNINGS.get(first_word(folded)).copied().unwrap_or_default()
    }

    pub(super) fn has(self, list: Self) -> bool {
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

pub(super) static MENU_WORDS: LazyLock<Labels> =
    LazyLock::new(|| MENU.split('|').chain(RUBRICS.split('|')).collect());
pub(super) static ONLY_MENU: LazyLock<Labels> = LazyLock::new(|| MENU.split('|').collect());
pub(super) static RUBRIC_WORDS: LazyLock<Labels> = LazyLock::new(|| RUBRICS.split('|').collect());
pub(super) static RELATED_WORDS: LazyLock<Labels> = LazyLock::new(|| RELATED.split('|').collect());
pub(super) static COMMENT_WORDS: LazyLock<Labels> = LazyLock::new(|| COMMENTS.split('|').collect());
pub(super) static TOOL_WORDS: LazyLock<Labels> = LazyLock::new(|| TOOLS.split('|').collect());
pub(super) static TAG_WORDS: LazyLock<Labels> = LazyLock::new(|| TAGS.split('|').collect());
