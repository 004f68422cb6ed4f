//! `serve`: a report's page from this computer, for this computer alone.

mod files;
mod request;
mod response;

use crate::args::Serve as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::to_stdout;
use crate::terminal::say;
use files::Files;
use request::{Refused, Request};
use response::{Body, Response, Status};
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Connections at a time; a browser opens six. More are closed at once, so that no page elsewhere can take all threads.
const CONNECTIONS: usize = 64;

/// How long a client may take for its request, and for taking the next bytes of an answer.
const PATIENCE: Duration = Duration::from_secs(10);

pub fn run(args: &Args) -> Outcome<Completeness> {
    let files = Files::of(&args.folder)?;
    let failed =
        |error: io::Error| Failure::new(format!("cannot listen on 127.0.0.1:{}: {error}", args.port));
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, args.port)).map_err(failed)?;
    let port = listener.local_addr().map_err(failed)?.port();
    let server = Arc::new(Server { token: token()?, port, files });
    to_stdout(|out| writeln!(out, "http://127.0.0.1:{port}/{}/", server.token))?;
    say("serving to this computer only; Ctrl+C ends it");
    let open = Arc::new(AtomicUsize::new(0));
    for stream in listener.incoming() {
        // A client that has gone again is its own affair.
        let Ok(stream) = stream else { continue };
        if open.fetch_add(1, Ordering::Relaxed) >= CONNECTIONS {
            open.fetch_sub(1, Ordering::Relaxed);
            continue;
        }
        let (server, open) = (server.clone(), open.clone());
        std::thread::spawn(move || {
            // What fails here fails on the client's side.
            let _ = server.answer(stream);
            open.fetch_sub(1, Ordering::Relaxed);
        });
    }
    Ok(Completeness::All)
}

/// Who does not know it sees nothing: other users of the computer, and pages in the same browser.
fn token() -> Outcome<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| Failure::new(format!("no random numbers: {error}")))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

struct Server {
    token: String,
    port: u16,
    files: Files,
}

impl Server {
    fn answer(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let head = request::head(&mut stream, PATIENCE)?;
        let request = Request::of(&head);
        let is_head = request.as_ref().is_ok_and(|request| request.is_head);
        let response = match request {
            Ok(request) => self.response(&request),
            Err(Refused::Method) => Response::of(Status::MethodNotAllowed),
            Err(Refused::Malformed) => Response::of(Status::BadRequest),
        };
        response.write(&mut stream, is_head)?;
        stream.shutdown(Shutdown::Write)?;
        // A connection that is closed over unread bytes is reset, and the answer lost.
        stream.set_read_timeout(Some(Duration::from_millis(200)))?;
        io::copy(&mut stream.take(1 << 16), &mut io::sink())?;
        Ok(())
    }

    fn response(&self, request: &Request) -> Response {
        // A name that leads here from elsewhere (DNS rebinding) is not ours.
        let hosts = [format!("127.0.0.1:{}", self.port), format!("localhost:{}", self.port)];
        if !hosts.iter().any(|host| host.eq_ignore_ascii_case(request.host)) {
            return Response::of(Status::Misdirected);
        }
        let below = request.path.strip_prefix('/').and_then(|path| path.strip_prefix(&self.token));
        let Some(name) = below.and_then(|path| path.strip_prefix('/')) else {
            return Response::of(Status::NotFound);
        };
        match self.files.open(name) {
            Some((file, length, kind)) => {
                Response { status: Status::Ok, body: Body::File { file, length, kind } }
            }
            None => Response::of(Status::NotFound),
        }
    }
}
