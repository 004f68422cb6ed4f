//! What a server sent: status, type, and the body as it was before it was packed for the way.

use super::head::Head;
use crate::read::LONGEST;
use crate::read::source::{RATIO, bomb};
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::borrow::Cow;
use std::io::{self, ErrorKind, Read};

/// An HTTP response as the archive holds it.
#[derive(Clone, Copy)]
pub(super) struct Response<'a> {
    pub(super) status: u16,
    pub(super) head: Head<'a>,
    body: &'a [u8],
}

impl<'a> Response<'a> {
    /// The response in `block`; `None` where it is none.
    pub(super) fn of(block: &'a [u8]) -> Option<Self> {
        let (head, body) = Head::split(block);
        let mut words = head.first_line().split(|&byte| byte == b' ').filter(|word| !word.is_empty());
        if !words.next()?.starts_with(b"HTTP/") {
            return None;
        }
        let status = str::from_utf8(words.next()?).ok()?.parse().ok()?;
        Some(Self { status, head, body })
    }

    /// The body without chunks and compression.
    pub(super) fn body(self) -> Result<Cow<'a, [u8]>, String> {
        let declared = self.head.field("Transfer-Encoding").is_some_and(|value| has_word(value, "chunked"));
        let mut body = match chunks(self.body) {
            Some(Chunks { body, is_whole }) if declared || is_whole => Cow::Owned(body),
            // Many crawlers take the chunks apart and leave the field as it was.
            _ => Cow::Borrowed(self.body),
        };
        let codings = self.head.field("Content-Encoding").unwrap_or_default();
        // In the order in which they were applied.
        for coding in codings.rsplit(|&byte| byte == b',').take(MOST_CODINGS) {
            if let Some(unpacked) = unpack(&body, coding.trim_ascii())? {
                body = Cow::Owned(unpacked);
            }
        }
        Ok(body)
    }
}

/// More than one is hardly seen, and each costs up to [`LONGEST`].
const MOST_CODINGS: usize = 3;

fn has_word(value: &[u8], word: &str) -> bool {
    value.split(|&byte| byte == b',').any(|part| part.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
}

struct Chunks {
    body: Vec<u8>,
    /// Whether the last chunk is there and nothing behind it.
    is_whole: bool,
}

/// The chunks of `bytes`, the last of which may be cut off; `None` where these are no chunks.
fn chunks(bytes: &[u8]) -> Option<Chunks> {
    let mut body = Vec::new();
    let mut rest = bytes;
    loop {
        let Some(end) = rest.iter().position(|&byte| byte == b'\n') else {
            return (!body.is_empty()).then_some(Chunks { body, is_whole: false });
        };
        let line = rest[..end].trim_ascii();
        let digits = line.split(|&byte| byte == b';').next().unwrap_or_default().trim_ascii_end();
        // Sixteen digits are the largest u64; `+` would be taken by the standard library.
        if digits.len() > 16 || !digits.first()?.is_ascii_hexdigit() {
            return None;
        }
        let size = u64::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            // Fields may follow the last chunk.
            let is_whole = rest.trim_ascii().is_empty() || super::head::head_end(rest) == Some(rest.len());
            return Some(Chunks { body, is_whole });
        }
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let Some((chunk, behind)) = rest.split_at_checked(size) else {
            body.extend_from_slice(rest);
            return Some(Chunks { body, is_whole: false });
        };
        body.extend_from_slice(chunk);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
        if rest.len() == behind.len() && !rest.is_empty() && rest != b"\r" {
            return None;
        }
    }
}

/// `body` unpacked; `None` where it is not packed, whatever its head says: crawlers that unpack bodies leave the
/// field as it was.
fn unpack(body: &[u8], coding: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let coding = coding.to_ascii_lowercase();
    let unpacked = match &coding[..] {
        _ if body.is_empty() => return Ok(None),
        _ if body.starts_with(&[0x1f, 0x8b, 0x08]) => read(MultiGzDecoder::new(body), body),
        b"zstd" if body.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) => {
            // RFC 9659: a browser has no larger window, so that no server needs one.
            const WINDOW: u32 = 23;
            zstd::Decoder::with_buffer(body).and_then(|mut decoder| {
                decoder.window_log_max(WINDOW)?;
                read(decoder, body)
            })
        }
        b"deflate" if ZlibDecoder::new(body).read(&mut [0; 16]).is_ok() => read(ZlibDecoder::new(body), body),
        b"deflate" if begins_like_text(body) => return Ok(None),
        b"deflate" => read(DeflateDecoder::new(body), body),
        b"br" if begins_like_text(body) => return Ok(None),
        b"br" => read(brotli_decompressor::Decompressor::new(body, 1 << 16), body),
        _ => return Ok(None),
    };
    unpacked.map(Some).map_err(|error| {
        let is_gzip = body.starts_with(&[0x1f, 0x8b]);
        let coding = if is_gzip { "gzip".into() } else { String::from_utf8_lossy(&coding) };
        match error.kind() {
            ErrorKind::UnexpectedEof => format!("its {coding} body is cut off"),
            _ => format!("its {coding} body cannot be unpacked: {error}"),
        }
    })
}

/// Deflate and brotli have no mark at their beginning; bytes that begin like a page are one.
fn begins_like_text(body: &[u8]) -> bool {
    let start = &body[..body.len().min(64)];
    let is_text = |byte: &u8| byte.is_ascii_graphic() || byte.is_ascii_whitespace();
    start.trim_ascii_start().starts_with(b"<") || start.iter().all(is_text) || {
        // A sentence may begin with letters that are not ASCII, and be cut within one.
        str::from_utf8(start).is_ok_and(|text| !text.contains(char::is_control))
    }
}

fn read(mut decoder: impl Read, packed: &[u8]) -> io::Result<Vec<u8>> {
    // A ratio says little of less: a page of one long list shrinks that much.
    const SMALL: u64 = 1 << 20;
    let mut body = Vec::new();
    decoder.by_ref().take(SMALL.max(packed.len() as u64 * RATIO).min(LONGEST)).read_to_end(&mut body)?;
    if decoder.read(&mut [0])? == 0 {
        return Ok(body);
    }
    let too_long = io::Error::new(ErrorKind::InvalidData, super::super::record::TOO_LONG);
    Err(if body.len() as u64 == LONGEST { too_long } else { bomb("page") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn body(head: &str, body: &[u8]) -> Result<Vec<u8>, String> {
        let block = [head.as_bytes(), b"\r\n\r\n", body].concat();
        Response::of(&block).unwrap().body().map(Cow::into_owned)
    }

    #[test]
    fn chunks_declared_rightly_and_wrongly() {
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked";
        let plain = "HTTP/1.1 200 OK";
        for (head, given, expected) in [
            (chunked, "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n", "abcde"),
            (chunked, "3\r\nabc\r\n0\r\nTrailer: x\r\n\r\n", "abc"),
            (chunked, "3\nabc\n0\n\n", "abc"),
            (chunked, "3\r\nabc\r\nFF\r\nde", "abcde"),
            (chunked, "3\r\nabc\r\n", "abc"),
            (chunked, "<p>not chunked\n</p>", "<p>not chunked\n</p>"),
            (chunked, "5\nnăm\nbài", "5\nnăm\nbài"),
            (plain, "3\r\nabc\r\n0\r\n\r\n", "abc"),
            (plain, "3\r\nabc\r\nFF\r\nde", "3\r\nabc\r\nFF\r\nde"),
            (plain, "12\r\n", "12\r\n"),
            (chunked, "", ""),
        ] {
            assert_eq!(body(head, given.as_bytes()).unwrap(), expected.as_bytes(), "{head} {given:?}");
        }
    }

    #[test]
    fn bodies_that_are_not_packed_as_declared() {
        for coding in ["gzip", "x-gzip", "deflate", "br", "zstd", "identity", "none, gzip"] {
            for page in ["<html>Xã", "Đồng bào", "{}", ""] {
                let head = format!("HTTP/1.0 200\r\nContent-Encoding: {coding}");
                assert_eq!(body(&head, page.as_bytes()).unwrap(), page.as_bytes(), "{coding}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_response_ends(
            bytes in prop::collection::vec(any::<u8>(), 0..100),
            coding in prop::sample::select(vec!["gzip", "deflate", "br", "zstd"]),
            start in prop::sample::select(vec![&b""[..], b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"5\r\n"]),
        ) {
            let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Encoding: {coding}");
            let _ = body(&head, &[start, &bytes].concat());
        }
    }
}
