//! Web and mail addresses.

use super::alphanumeric_end;

/// The end of the address that begins at `start`: a URL (`https://…`, `www.…`), a mail address, or a host name under a
/// common top-level domain. `end` is where the letters and digits that it begins with end.
pub(super) fn end(text: &str, start: usize, end: usize) -> Option<usize> {
    if text[end..].starts_with("://") {
        const SCHEMES: [&str; 3] = ["http", "https", "ftp"];
        let known = SCHEMES.iter().any(|scheme| text[start..end].eq_ignore_ascii_case(scheme));
        return known.then(|| path_end(text, start));
    }
    let end = name_end(text, start)?;
    Some(match text.as_bytes()[end..] {
        [b'/' | b'?' | b'#', ..] | [b':', b'0'..=b'9', ..] => path_end(text, end),
        _ => end,
    })
}

/// Whether what follows letters and digits may make an address of them.
pub(super) fn may_follow(next: Option<&u8>) -> bool {
    matches!(next, Some(b'.' | b':' | b'@' | b'_' | b'-'))
}

/// The end of a host name or mail address.
fn name_end(text: &str, start: usize) -> Option<usize> {
    /// Longest host name (RFC 1035) and then some; without it a line of `a.a.a.a…` is read once a letter.
    const LONGEST: usize = 320;
    const DOMAINS: [&str; 8] = ["vn", "com", "net", "org", "gov", "edu", "info", "asia"];
    let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'@');
    let len = text.as_bytes()[start..].iter().take(LONGEST).take_while(|byte| in_name(byte)).count();
    let name = text[start..start + len].trim_end_matches(['.', '-', '_', '@']);
    let end = start + name.len();
    let (user, host) = name.rsplit_once('@').unwrap_or(("", name));
    let (below, domain) = host.rsplit_once('.')?;
    // `baovanson.vnĐọc`: letters go on, the domain does not end here.
    let known =
        !below.is_empty() && DOMAINS.contains(&domain) && alphanumeric_end(text.as_bytes(), end) == end;
    (known || !user.is_empty() || name.starts_with("www.")).then_some(end)
}

/// Up to white space or a quote, without the marks of the sentence around it.
fn path_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let stop = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '“' | '”' | '|'));
    let kept = rest[..stop.unwrap_or(rest.len())]
        .trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '}', '\'', '…']);
    start + kept.len()
}
