//! How a run ends: exit status 0 done, 1 done but documents were skipped, 2 could not run.

use std::fmt;
use std::io;
use std::path::Path;

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

    /// Of standard output, which cannot be written.
    pub fn of_stdout(error: io::Error) -> Self {
        let closed_pipe = is_broken_pipe(&error);
        Self { said: format!("standard output: {error}"), closed_pipe }
    }

    /// Of a temporary file, which cannot be written or read.
    pub fn of_temporary(error: io::Error) -> Self {
        Self::new(format!("a temporary file: {error}"))
    }

    /// Of a shard, which cannot be written: a file, or standard output.
    pub fn of_shard(error: io::Error) -> Self {
        match is_broken_pipe(&error) {
            true => Self::of_stdout(error),
            false => Self::new(format!("cannot write the shard: {error}")),
        }
    }

    /// Of values that cannot be written as JSON or read from it.
    pub fn of_json(error: serde_json::Error) -> Self {
        Self::new(format!("as JSON: {error}"))
    }

    /// Of a file that cannot be written.
    pub fn of_file(path: &Path, error: &io::Error) -> Self {
        Self::new(format!("cannot write {}: {error}", path.display()))
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

/// Also below the writer of a table, which wraps what went wrong.
fn is_broken_pipe(error: &io::Error) -> bool {
    let of_table = error.get_ref().and_then(|inner| inner.downcast_ref::<csv::Error>());
    let below = of_table.and_then(|error| match error.kind() {
        csv::ErrorKind::Io(error) => Some(error),
        _ => None,
    });
    below.unwrap_or(error).kind() == io::ErrorKind::BrokenPipe
}

pub type Outcome<T> = Result<T, Failure>;

/// Whether every document could be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Completeness {
    All,
    SomeSkipped,
}
