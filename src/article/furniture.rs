//! Words that the frame of a page is made of: menus, labels, forms, tools.
//!
//! Everything here is compared folded ([`super::fold`]): pages print these words in capitals, with either tone
//! placement, and with stars and counters around them.

mod words;

use words::{
    COMMENT_SENTENCES, COMMENT_WORDS, FOOT, FOOT_SIGNS, IMPRINT, IMPRINT_HEADS, LINKS, Labels, Lists,
    MENU_WORDS, ONLY_MENU, RELATED_WORDS, RUBRIC_WORDS, SITES, TAG_WORDS, TOOL_WORDS,
};

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

/// Words of the longest part of a menu: the article's own title, where a breadcrumb ends in it.
const LONGEST_PART: usize = 30;

/// Menus: three or more parts between bars, arrows or dots, each short; or a line all made of words of menus.
pub(super) fn is_menu(folded: Folded) -> bool {
    if !folded.is_parted {
        return covered(folded) >= 2;
    }
    let (mut count, mut known, mut short) = (0, 0, 0);
    for part in parts(folded.text) {
        let words = part.split(' ').count();
        // A page that lost its line breaks begins with its menu.
        if words > LONGEST_PART {
            return false;
        }
        count += 1;
        known += usize::from(is_in(&MENU_WORDS, without_marks(part)) || are_rubrics(part));
        short += usize::from(words <= 8);
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
