//! What a client gets.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::TcpStream;

#[derive(Clone, Copy)]
pub enum Status {
    Ok,
    BadRequest,
    NotFound,
    MethodNotAllowed,
    Misdirected,
}

impl Status {
    fn line(self) -> &'static str {
        match self {
            Status::Ok => "200 OK",
            Status::BadRequest => "400 Bad Request",
            Status::NotFound => "404 Not Found",
            Status::MethodNotAllowed => "405 Method Not Allowed",
            Status::Misdirected => "421 Misdirected Request",
        }
    }
}

pub enum Body {
    /// The status in words.
    Words,
    File {
        file: File,
        length: u64,
        kind: &'static str,
    },
}

pub struct Response {
    pub status: Status,
    pub body: Body,
}

impl Response {
    pub fn of(status: Status) -> Self {
        Self { status, body: Body::Words }
    }

    /// Writes the answer, without its body where only the head was asked for.
    ///
    /// No header lets another origin read it: no page of the web may embed, frame or fetch what is served here.
    pub fn write(self, to: &mut TcpStream, only_head: bool) -> io::Result<()> {
        let words = self.status.line();
        let (kind, length) = match &self.body {
            Body::Words => ("text/plain; charset=utf-8", words.len() as u64 + 1),
            Body::File { length, kind, .. } => (*kind, *length),
        };
        let allow = if matches!(self.status, Status::MethodNotAllowed) { "Allow: GET, HEAD\r\n" } else { "" };
        write!(
            to,
            "HTTP/1.1 {words}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{allow}Cache-Control: no-store\r\n\
             Content-Security-Policy: frame-ancestors 'none'\r\nCross-Origin-Opener-Policy: same-origin\r\n\
             Cross-Origin-Resource-Policy: same-origin\r\nReferrer-Policy: no-referrer\r\n\
             X-Content-Type-Options: nosniff\r\nX-Frame-Options: DENY\r\nConnection: close\r\n\r\n"
        )?;
        if !only_head {
            match self.body {
                Body::Words => writeln!(to, "{words}")?,
                Body::File { file, length, .. } => {
                    io::copy(&mut file.take(length), to)?;
                }
            }
        }
        to.flush()
    }
}
