//! HTML in the text field of a record: a page, or the part of one that is the article.

/// Elements that a text may open with which is HTML.
const OPENING: [&str; 34] = [
    "!doctype",
    "html",
    "head",
    "body",
    "article",
    "section",
    "main",
    "header",
    "div",
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "table",
    "blockquote",
    "figure",
    "center",
    "pre",
    "font",
    "span",
    "strong",
    "b",
    "em",
    "i",
    "u",
    "a",
    "br",
    "img",
    "hr",
];

/// Elements that part a text into paragraphs, and are closed.
const BLOCKS: [&str; 14] =
    ["div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "article", "section"];

/// Whether a text is HTML without any doubt: it opens with an element, or most of it stands in paragraphs that are
/// opened and closed, or its lines are broken as in HTML. A `<` alone, or a tag that is spoken of, is prose.
pub(in crate::read) fn is_markup(text: &str) -> bool {
    let tags = || tags(text);
    let Some(first) = tags().next() else { return false };
    let opens = text[..first.start].trim().is_empty() && OPENING.iter().any(|name| first.is(name));
    let has_end = |name: &str| tags().any(|tag| tag.closes && tag.is(name));
    if opens && (["!doctype", "br", "img", "hr"].iter().any(|name| first.is(name)) || has_end(first.name)) {
        return true;
    }
    in_blocks(tags()) * 2 > text.len() || tags().filter(|tag| tag.is("br")).count() > 1
}

/// A tag, from `<` to behind `>`.
struct Tag<'t> {
    name: &'t str,
    closes: bool,
    start: usize,
    end: usize,
}

impl Tag<'_> {
    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// What is written as a tag is: `<`, a name at once, and a `>` before any other `<`.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    memchr::memchr_iter(b'<', text.as_bytes()).filter_map(move |start| {
        let rest = &text[start + 1..];
        let end = rest.find(['<', '>']).filter(|&end| rest[end..].starts_with('>'))?;
        let inside = &rest[..end];
        let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |inside| (true, inside));
        let name = inside.split(|c: char| c.is_ascii_whitespace() || c == '/').next()?;
        let is_name = name.trim_start_matches('!').starts_with(|c: char| c.is_ascii_alphabetic())
            && name.trim_start_matches('!').bytes().all(|byte| byte.is_ascii_alphanumeric());
        is_name.then_some(Tag { name, closes, start, end: start + 1 + end + 1 })
    })
}

/// Bytes from the tags that open blocks to those that close them; none where one is opened and not closed.
fn in_blocks<'t>(tags: impl Iterator<Item = Tag<'t>>) -> usize {
    let mut open: Vec<Tag> = Vec::new();
    let mut bytes = 0;
    for tag in tags.filter(|tag| BLOCKS.iter().any(|name| tag.is(name))) {
        if !tag.closes {
            open.push(tag);
            continue;
        }
        let Some(opened) = open.pop().filter(|opened| opened.is(tag.name)) else { return 0 };
        if open.is_empty() {
            bytes += tag.end - opened.start;
        }
    }
    if open.is_empty() { bytes } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_html() {
        for text in [
            "<p>Xã đạt chuẩn nông thôn mới.</p>",
            "  <div class=\"tin\"><p>Xã đạt chuẩn.</p></div>",
            "<!DOCTYPE html><title>Xã đạt chuẩn</title>",
            "<strong>Lai Châu:</strong> Xã đạt chuẩn nông thôn mới.",
            "<P ALIGN=justify>Xã đạt chuẩn nông thôn mới.</P>",
            "Lai Châu:<p>Xã đạt chuẩn nông thôn mới.</p><p>Bà con phấn khởi.</p>",
            "Xã đạt chuẩn.<br/>Bà con phấn khởi.<br>Huyện khen thưởng.",
            "<img src=a.jpg> Xã đạt chuẩn nông thôn mới.",
        ] {
            assert!(is_markup(text), "{text}");
        }
        for text in [
            "Xã đạt chuẩn nông thôn mới.",
            "Thu nhập < 20 triệu đồng, hộ nghèo > 5%.",
            "<Ảnh: Hoàng Lan> Xã đạt chuẩn nông thôn mới.",
            "<b Xã đạt chuẩn nông thôn mới.",
            "<p> là thẻ mở đoạn văn trong HTML.",
            "Thẻ <p> mở, thẻ </p> đóng một đoạn văn; học sinh lớp 10 làm quen với chúng trong giờ tin học.",
            "a<b và c>d thì a<b",
            "Gửi về <toasoan@example.vn> trước ngày 5/3.",
            "",
        ] {
            assert!(!is_markup(text), "{text}");
        }
    }
}
