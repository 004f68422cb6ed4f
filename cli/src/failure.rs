//! How a run ends: exit status 0 done, 1 done but documents were skipped, 2 could not run.

use std::fmt;
use std::io;

/// Why the program cannot go on, in one line.
#[derive(Debug)]
pub struct Failure {
    said: String,
    /// The reader of our output went away, which is no failure.
    pub closed_pipe: bool,
}

impl Failure {
    pub fn new(said: impl Into<String>) -> Self {
        Self { said: said.into(), closed_pipe: false }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

impl From<chinhluan::Error> for Failure {
    fn from(error: chinhluan::Error) -> Self {
        Self::new(error.in_words())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        let closed_pipe = is_broken_pipe(&error);
        Self { said: format!("standard output: {error}"), closed_pipe }
    }
}

/// Also below the writer of a table, which wraps what went wrong.
fn is_broken_pipe(error: &io::Error) -> bool {
    let of_table = error.get_ref().and_then(|inner| inner.downcast_ref::<csv::Error>());
    let below = of_table.and_then(|error| match error.kind() {
        csv::ErrorKind::Io(error) => Some(error),
        _ => None,
    });
    below.unwrap_or(error).kind() == io::ErrorKind::BrokenPipe
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

pub type Outcome<T> = Result<T, Failure>;

/// Whether every document could be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    All,
    SomeSkipped,
}
