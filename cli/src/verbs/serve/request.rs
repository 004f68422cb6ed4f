//! What a client asks for.

use std::io::{self, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// Bytes of a request's head; browsers send two thousand.
const HEAD: usize = 16 << 10;
const HEADERS: usize = 64;

pub struct Request<'a> {
    pub is_head: bool,
    /// Without what follows a `?`.
    pub path: &'a str,
    pub host: &'a str,
}

pub enum Refused {
    Method,
    Malformed,
}

/// Reads up to the empty line, at most [`HEAD`] bytes.
pub fn head(stream: &mut TcpStream, patience: Duration) -> io::Result<Vec<u8>> {
    let began = Instant::now();
    let mut head = Vec::new();
    let mut buffer = [0; 2048];
    while head.len() < HEAD && !head.windows(4).any(|end| end == b"\r\n\r\n") {
        // A byte every nine seconds would keep a thread for a day.
        if began.elapsed() > patience {
            return Err(io::ErrorKind::TimedOut.into());
        }
        match stream.read(&mut buffer)? {
            0 => break,
            read => head.extend_from_slice(&buffer[..read]),
        }
    }
    Ok(head)
}

impl<'a> Request<'a> {
    pub fn of(head: &'a [u8]) -> Result<Self, Refused> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        let parsed = request.parse(head);
        let Ok(httparse::Status::Complete(_)) = parsed else { return Err(Refused::Malformed) };
        let (Some(method), Some(target)) = (request.method, request.path) else {
            return Err(Refused::Malformed);
        };
        if !matches!(method, "GET" | "HEAD") {
            return Err(Refused::Method);
        }
        let named = |name: &'static str| {
            let same = move |header: &&httparse::Header<'a>| header.name.eq_ignore_ascii_case(name);
            request.headers.iter().copied().filter(move |header| same(&header))
        };
        let has_body = named("transfer-encoding").next().is_some()
            || named("content-length").any(|header| header.value != b"0");
        let mut hosts = named("host");
        let (Some(host), None) = (hosts.next(), hosts.next()) else { return Err(Refused::Malformed) };
        let host = std::str::from_utf8(host.value).map_err(|_| Refused::Malformed)?;
        if has_body || !target.starts_with('/') {
            return Err(Refused::Malformed);
        }
        let path = target.split_once('?').map_or(target, |(path, _)| path);
        Ok(Self { is_head: method == "HEAD", path, host: host.trim() })
    }
}
