//! `serve`, by raw sockets: what it answers, and everything that it must not.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

const PAGE: &str = "<!DOCTYPE html><title>bài</title>";

/// A server on a folder, killed when it is dropped.
struct Server {
    child: Child,
    port: u16,
    token: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn of(folder: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_chinhluan"))
            .arg("serve")
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let rest = line.trim().strip_prefix("http://127.0.0.1:").unwrap();
        let (port, token) = rest.strip_suffix('/').unwrap().split_once('/').unwrap();
        Self { child, port: port.parse().unwrap(), token: token.to_owned() }
    }

    /// What comes back for these bytes.
    fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.write_all(request).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.raw(format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\n\r\n", self.port).as_bytes())
    }

    fn own(&self, name: &str) -> String {
        self.get(&format!("/{}/{name}", self.token))
    }
}

fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or("none")
}

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").map_or("", |(_, body)| body)
}

fn header<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    let head = answer.split("\r\n\r\n").next()?;
    head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

/// A report's folder with a site, and what must stay unseen.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let site = folder.path().join("site");
    fs::create_dir(&site).unwrap();
    fs::create_dir(site.join("below")).unwrap();
    for (name, text) in [
        ("site/index.html", PAGE),
        ("site/articles-0.json.gz", "gzip"),
        ("site/notes.txt", "secret"),
        ("site/.hidden.html", "secret"),
        ("site/below/a.html", "secret"),
        ("manifest.json", "secret"),
        ("report.html", "secret"),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("/etc/passwd", site.join("link.html")).unwrap();
    folder
}

#[test]
fn the_page_and_its_data() {
    let folder = folder();
    let server = Server::of(folder.path());
    assert_eq!(server.token.len(), 32);
    for (name, kind, text) in [
        ("", "text/html; charset=utf-8", PAGE),
        ("index.html", "text/html; charset=utf-8", PAGE),
        ("?x=1", "text/html; charset=utf-8", PAGE),
        ("articles-0.json.gz", "application/gzip", "gzip"),
    ] {
        let answer = server.own(name);
        assert_eq!((status(&answer), body(&answer)), ("200", text), "{name}");
        assert_eq!(header(&answer, "Content-Type"), Some(kind), "{name}");
        assert_eq!(header(&answer, "Content-Length"), Some(text.len().to_string().as_str()), "{name}");
        assert_eq!(header(&answer, "X-Content-Type-Options"), Some("nosniff"), "{name}");
        assert_eq!(header(&answer, "Cross-Origin-Resource-Policy"), Some("same-origin"), "{name}");
        assert_eq!(header(&answer, "Cache-Control"), Some("no-store"), "{name}");
        assert!(!answer.to_lowercase().contains("access-control"), "{name}");
    }
    let head = format!("HEAD /{}/ HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", server.token, server.port);
    let answer = server.raw(head.as_bytes());
    assert_eq!((status(&answer), body(&answer)), ("200", ""));
    assert_eq!(header(&answer, "Content-Length"), Some(PAGE.len().to_string().as_str()));
}

#[test]
fn nothing_without_the_token_or_off_the_list() {
    let folder = folder();
    let server = Server::of(folder.path());
    let token = &server.token;
    let wrong = "0".repeat(32);
    for path in [
        "/".to_owned(),
        "/index.html".to_owned(),
        format!("/{token}"),
        format!("/{wrong}/"),
        format!("/{}/", &token[..31]),
        format!("/{token}x/"),
        format!("//{token}/"),
        format!("/{}/", token.to_uppercase().replace(char::is_numeric, "A")),
        format!("/{token}//"),
        format!("/{token}/./index.html"),
        format!("/{token}/../report.html"),
        format!("/{token}/../manifest.json"),
        format!("/{token}/../../../../../../etc/passwd"),
        format!("/{token}/..%2f..%2fetc/passwd"),
        format!("/{token}/%2e%2e/report.html"),
        format!("/{token}/..\\report.html"),
        format!("/{token}//etc/passwd"),
        format!("/{token}/below/a.html"),
        format!("/{token}/link.html"),
        format!("/{token}/notes.txt"),
        format!("/{token}/manifest.json"),
        format!("/{token}/index.html%00"),
        format!("/{token}/INDEX.HTML"),
    ] {
        let answer = server.get(&path);
        assert_eq!(status(&answer), "404", "{path}");
        assert!(
            !answer.contains("secret") && !answer.contains("root:") && !answer.contains("<!DOCTYPE"),
            "{path}"
        );
    }
}

#[test]
fn other_hosts_methods_and_broken_requests_are_refused() {
    let folder = folder();
    let server = Server::of(folder.path());
    let (token, port) = (&server.token, server.port);
    let own = format!("Host: 127.0.0.1:{port}\r\n");
    let long = "x".repeat(40_000);
    let cases = [
        ("421", format!("GET /{token}/ HTTP/1.1\r\nHost: evil.example\r\n\r\n")),
        ("421", format!("GET /{token}/ HTTP/1.1\r\nHost: evil.example:{port}\r\n\r\n")),
        ("421", format!("GET /{token}/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")),
        ("421", format!("GET /{token}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}.evil.example\r\n\r\n")),
        ("400", format!("GET /{token}/ HTTP/1.1\r\n\r\n")),
        ("400", format!("GET /{token}/ HTTP/1.1\r\n{own}Host: evil.example\r\n\r\n")),
        ("400", format!("GET http://evil.example/{token}/ HTTP/1.1\r\n{own}\r\n")),
        ("400", format!("GET /{token}/ HTTP/1.1\r\n{own}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n")),
        ("400", format!("GET /{token}/ HTTP/1.1\r\n{own}Content-Length: 3\r\n\r\nabc")),
        ("400", format!("GET /{token}/\r\n\r\n")),
        ("400", "\r\n\r\n\r\n\r\n".to_owned()),
        ("400", format!("GET /{long} HTTP/1.1\r\n{own}\r\n")),
        ("400", format!("GET /{token}/ HTTP/1.1\r\n{own}X: {long}\r\n\r\n")),
        ("405", format!("POST /{token}/ HTTP/1.1\r\n{own}Content-Length: 3\r\n\r\nabc")),
        ("405", format!("PUT /{token}/index.html HTTP/1.1\r\n{own}\r\n")),
        ("405", format!("DELETE /{token}/index.html HTTP/1.1\r\n{own}\r\n")),
        ("405", format!("OPTIONS /{token}/ HTTP/1.1\r\n{own}Origin: https://evil.example\r\n\r\n")),
    ];
    for (expected, request) in cases {
        let answer = server.raw(request.as_bytes());
        assert_eq!(status(&answer), expected, "{}", &request[..request.len().min(120)]);
        assert!(!answer.contains("<!DOCTYPE") && !answer.to_lowercase().contains("access-control"));
    }
    // It goes on after all that, and nothing was written.
    assert_eq!(status(&server.own("")), "200");
    assert_eq!(fs::read_to_string(folder.path().join("site/index.html")).unwrap(), PAGE);
}

#[test]
fn a_folder_without_a_report_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let done =
        Command::new(env!("CARGO_BIN_EXE_chinhluan")).arg("serve").arg(folder.path()).output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("no report in"));
}

#[test]
fn it_listens_on_the_loopback_only() {
    let folder = folder();
    let server = Server::of(folder.path());
    // 127.0.0.2 is this computer too, and reached by a server that listens everywhere.
    assert!(TcpStream::connect(("127.0.0.2", server.port)).is_err());
}
