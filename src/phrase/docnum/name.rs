//! What a document is called before its number: `Chỉ thị số` of `Chỉ thị số 05-CT/TW`.

use super::boundary;
use regex::Regex;
use std::sync::LazyLock;

/// What a document is for, between its name and `số`: `văn bản hướng dẫn số 4472`, `công văn khẩn số 2824/VPCP`.
pub(super) const PURPOSES: &str = "hướng dẫn|chỉ đạo|trả lời|phúc đáp|đề nghị|phê duyệt|bổ nhiệm|thu hồi|xử phạt\
                                   |liên ngành|khẩn|hỏa tốc|hoả tốc";

/// Names are read in any case, abbreviations in capitals only; one may explain the other, `Nghị định (NĐ) 158/CP`.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        "(?:^|[^\\p{{L}}\\p{{M}}])(?<all>(?:(?<name>(?i:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Sắc lệnh|Sắc luật|Lệnh\
         |Nghị quyết liên tịch|Nghị quyết|Quyết định|Quy định|Chỉ thị|Thông báo kết luận|Kết luận|Thông tri|Thông báo\
         |Thông tư liên tịch|Thông tư liên bộ|Thông tư|Hướng dẫn|Kế hoạch|Chương trình hành động|Chương trình|Đề án\
         |Báo cáo|Tờ trình|Công văn|Công điện|Nghị định|Văn bản hợp nhất|Văn bản|Giấy phép|Quy chế)\
         |NQ|QĐ|CT|KL|NĐ|TTLT|TT|CV|VB|HD|KH|TB|TTr)\
         (?:\\s*\\([A-ZĐ]{{2,5}}\\)|\\s+(?i:{PURPOSES}))?\\s+)?(?<so>\\(?(?i:số)\\s*:?\\s*)?)$"
    );
    Regex::new(&pattern).unwrap_or_else(|error| panic!("{error}"))
});

/// What stands before a number.
pub(super) struct Before<'t> {
    /// Where the name begins; the number itself where there is none.
    pub(super) start: usize,
    pub(super) name: Option<&'t str>,
    /// Whether `số` stands between the two, or alone.
    pub(super) so: bool,
}

/// The name that ends where the number begins, not before `done`.
pub(super) fn before(text: &str, start: usize, done: usize) -> Before<'_> {
    /// Longer than any name with `số`.
    const LONGEST: usize = 80;
    let from = boundary(text, start.saturating_sub(LONGEST)).max(done);
    let none = Before { start, name: None, so: false };
    let Some(captures) = NAME.captures(&text[from..start]) else { return none };
    let name = captures.name("name").map(|name| &text[from + name.start()..from + name.end()]);
    let all = captures.name("all").map_or(start, |all| from + all.start());
    Before { start: if name.is_some() { all } else { start }, name, so: captures.name("so").is_some() }
}
