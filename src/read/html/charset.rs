//! The character set a page declares.

/// How far into a page a declaration is looked for, in bytes. Browsers look at 1,024; newspapers put
/// 18,000 bytes of scripts before theirs.
const REACH: usize = 1 << 20;

/// The character set a page declares, as it writes it: `<meta charset>`, `<meta http-equiv content>` or
/// the XML declaration. `None` where it says nothing.
///
/// A declaration inside a script, a style sheet or a comment does not count.
///
/// ```
/// let page = b"<html><head><meta http-equiv=Content-Type content='text/html; charset=windows-1258'>";
/// assert_eq!(chinhluan::read::html::charset(page), Some("windows-1258"));
/// ```
pub fn charset(bytes: &[u8]) -> Option<&str> {
    let bytes = &bytes[..bytes.len().min(REACH)];
    let mut at = 0;
    while let Some(open) = find(&bytes[at..], b"<") {
        at += open;
        let rest = &bytes[at..];
        if rest.starts_with(b"<!--") {
            at += 4 + find(&rest[4..], b"-->")?;
        } else if starts_with_word(rest, b"<script") {
            at += 7 + find_word(&rest[7..], b"</script")?;
        } else if starts_with_word(rest, b"<style") {
            at += 6 + find_word(&rest[6..], b"</style")?;
        } else if starts_with_word(rest, b"<meta") || rest.starts_with(b"<?xml") {
            let tag = &rest[..tag_end(rest)];
            if let Some(name) = declared(tag) {
                return Some(name);
            }
        }
        at += 1;
    }
    None
}

/// The name in one tag: what follows `charset=` or `encoding=`, in quotes or bare.
fn declared(tag: &[u8]) -> Option<&str> {
    let key: &[u8] = if tag.starts_with(b"<?xml") { b"encoding" } else { b"charset" };
    let mut at = 0;
    while let Some(found) = find_word(&tag[at..], key) {
        at += found + key.len();
        let value = tag[at..].trim_ascii_start();
        let Some(value) = value.strip_prefix(b"=") else { continue };
        let value = value.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
        let end = value
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_' | b':' | b'.'))
            .unwrap_or(value.len());
        if end > 0 {
            return str::from_utf8(&value[..end]).ok();
        }
    }
    None
}

/// Length of the tag at the start of `bytes`; a `>` inside quotes does not end it, 4 KiB do.
fn tag_end(bytes: &[u8]) -> usize {
    let bytes = &bytes[..bytes.len().min(4_096)];
    let mut quote = None;
    for (at, &byte) in bytes.iter().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            Some(_) => {}
            None if byte == b'>' => return at,
            None if byte == b'"' || byte == b'\'' => quote = Some(byte),
            None => {}
        }
    }
    bytes.len()
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window == needle)
}

fn find_word(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|window| window.eq_ignore_ascii_case(needle))
}

fn starts_with_word(bytes: &[u8], word: &[u8]) -> bool {
    bytes.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::charset;

    #[test]
    fn declarations_in_all_their_spellings() {
        for (page, name) in [
            ("<meta charset=utf-8>", "utf-8"),
            ("<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset = UTF-8\">", "UTF-8"),
            ("<?xml version=\"1.0\" encoding='utf-16'?><html>", "utf-16"),
            ("<meta name=a content='x > y'><meta charset='tcvn-5712'/>", "tcvn-5712"),
        ] {
            assert_eq!(charset(page.as_bytes()), Some(name), "{page}");
        }
    }

    #[test]
    fn scripts_and_comments_declare_nothing() {
        let page = "<!-- <meta charset=a> --><script>'<meta charset=b>'</script><p>charset=c";
        assert_eq!(charset(page.as_bytes()), None);
    }

    #[test]
    fn a_declaration_after_18_000_bytes() {
        let page = format!("<script>{}</script><meta charset=utf-8>", "x;".repeat(9_000));
        assert_eq!(charset(page.as_bytes()), Some("utf-8"));
    }
}
