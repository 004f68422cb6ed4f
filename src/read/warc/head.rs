//! Heads of records and of HTTP responses: a first line, then `Name: value` lines, then a blank one.
//!
//! Crawlers store what servers send, so that nothing here can fail: a line without a colon is passed over.

use std::borrow::Cow;

/// The bytes of a head.
#[derive(Clone, Copy)]
pub(super) struct Head<'a>(&'a [u8]);

impl<'a> Head<'a> {
    /// Parts `bytes` into the head and what stands behind its blank line. Without a blank line all of it is head.
    pub(super) fn split(bytes: &'a [u8]) -> (Self, &'a [u8]) {
        let end = head_end(bytes).unwrap_or(bytes.len());
        (Self(&bytes[..end]), &bytes[end..])
    }

    fn lines(self) -> impl Iterator<Item = &'a [u8]> {
        self.0.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii)
    }

    pub(super) fn first_line(self) -> &'a [u8] {
        self.lines().next().unwrap_or_default()
    }

    /// The value of the first field of this name that has one.
    pub(super) fn field(self, name: &str) -> Option<&'a [u8]> {
        self.lines().skip(1).find_map(|line| {
            let colon = line.iter().position(|&byte| byte == b':')?;
            let value = line[colon + 1..].trim_ascii();
            let found = line[..colon].trim_ascii_end().eq_ignore_ascii_case(name.as_bytes());
            (found && !value.is_empty()).then_some(value)
        })
    }

    /// The same as text.
    pub(super) fn text(self, name: &str) -> Option<Cow<'a, str>> {
        self.field(name).map(String::from_utf8_lossy)
    }
}

/// Where the first blank line of `bytes` ends.
pub(super) fn head_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let line = bytes[at..].iter().position(|&byte| byte == b'\n')?;
        let is_blank = matches!(bytes[at..at + line], [] | [b'\r']);
        at += line + 1;
        if is_blank {
            return Some(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_as_servers_write_them() {
        let (head, body) =
            Head::split(b"HTTP/1.1 200\r\ncontent-TYPE :text/html\r\nno colon\nX:\nX: 1\n\nbody");
        assert_eq!(head.first_line(), b"HTTP/1.1 200");
        assert_eq!(head.text("Content-Type").as_deref(), Some("text/html"));
        assert_eq!(head.field("X"), Some(&b"1"[..]));
        assert_eq!(head.field("Y"), None);
        assert_eq!(body, b"body");
    }

    #[test]
    fn a_head_without_an_end() {
        let (head, body) = Head::split(b"HTTP/1.0 404 No\r\nA: b");
        assert_eq!((head.field("a"), body), (Some(&b"b"[..]), &b""[..]));
        assert!(Head::split(b"").0.first_line().is_empty());
    }
}
