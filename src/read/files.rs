//! The files behind the paths that were named.

use super::Format;
use super::source::Source;
use crate::error::{Error, Place, Result};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::{fs, io, vec};
use walkdir::{DirEntry, WalkDir};

/// A file to be read.
pub(super) struct File {
    /// What documents of it are called: its path below the folder that was named.
    pub(super) id: String,
    /// Its path as messages name it.
    pub(super) path: String,
    pub(super) format: Format,
    /// Whether nobody said what the format is.
    pub(super) is_guess: bool,
    /// `None` is standard input.
    on_disk: Option<PathBuf>,
}

impl File {
    /// Its path, where it can be read in any order.
    #[cfg(feature = "parquet")]
    pub(super) fn on_disk(&self) -> Option<&Path> {
        self.on_disk.as_deref().filter(|path| path.is_file())
    }

    /// Begins to read it.
    pub(super) fn open(&self) -> Result<Source> {
        let opened = match &self.on_disk {
            None => Source::of(Box::new(io::stdin())),
            Some(path) => open(path),
        };
        opened.map_err(|error| Error::input(Place::file(&self.path), format!("cannot be read: {error}")))
    }
}

fn open(path: &Path) -> io::Result<Source> {
    let kind = fs::metadata(path)?.file_type();
    let file = || fs::File::open(path);
    match no_file(kind) {
        Some("device") if file()?.is_terminal() => Source::of(Box::new(file()?)),
        Some(what) => Err(io::Error::other(format!("it is a {what}, not a file"))),
        None if kind.is_file() => Source::of_file(file()?),
        // A pipe, which may be waited for: it was named by the user, or is standard input.
        None => Source::of(Box::new(file()?)),
    }
}

/// What a path leads to that has no end, or nothing to read.
#[cfg(unix)]
fn no_file(kind: fs::FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_char_device() || kind.is_block_device() {
        return Some("device");
    }
    kind.is_socket().then_some("socket")
}

#[cfg(not(unix))]
fn no_file(_: fs::FileType) -> Option<&'static str> {
    None
}

/// A path that was named and is there.
enum Named {
    File(File),
    Folder(PathBuf),
}

/// All files, in order.
pub(super) struct Files {
    named: vec::IntoIter<Named>,
    walk: Option<(PathBuf, walkdir::IntoIter)>,
    format: Option<Format>,
    /// Without links and dots, so that it can be compared; none where there is no such folder yet.
    output: Option<PathBuf>,
    passed_over: Vec<String>,
}

impl Files {
    pub(super) fn of(paths: &[PathBuf], format: Option<Format>, output: Option<&Path>) -> Result<Self> {
        let named = paths.iter().map(|path| named(path.as_path(), format)).collect::<Result<Vec<_>>>()?;
        let output = output.and_then(|folder| folder.canonicalize().ok());
        if let Some(path) = paths.iter().find(|path| output.is_some() && path.canonicalize().ok() == output) {
            let path = path.display();
            return Err(Error::Settings(format!("{path} is the output folder, too: name another one")));
        }
        Ok(Self { named: named.into_iter(), walk: None, format, output, passed_over: Vec::new() })
    }

    pub(super) fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// The next file of the folder `root`.
    fn below(&mut self, root: &Path, walk: &mut walkdir::IntoIter) -> Option<Result<File>> {
        loop {
            let entry = match walk.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(not_walked(root, &error))),
            };
            let path = entry.path().to_string_lossy().into_owned();
            if entry.depth() > 0 && is_hidden(&entry) {
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                self.passed_over.push(path);
                continue;
            }
            if entry.file_type().is_dir() {
                if self.output.is_some() && entry.path().canonicalize().ok() == self.output {
                    walk.skip_current_dir();
                    self.passed_over.push(path);
                }
                continue;
            }
            let Some(format) = self.format.or_else(|| Format::of_name(&path)) else {
                self.passed_over.push(path);
                continue;
            };
            if !entry.file_type().is_file() {
                // A pipe would be waited for without end.
                return Some(Err(Error::input(Place::file(path), "not a regular file")));
            }
            let id = id_below(root, entry.path());
            return Some(Ok(File { id, path, format, is_guess: false, on_disk: Some(entry.into_path()) }));
        }
    }
}

impl Iterator for Files {
    type Item = Result<File>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some((root, mut walk)) = self.walk.take()
                && let Some(found) = self.below(&root, &mut walk)
            {
                self.walk = Some((root, walk));
                return Some(found);
            }
            match self.named.next()? {
                Named::File(file) => return Some(Ok(file)),
                Named::Folder(root) => {
                    let walk = WalkDir::new(&root).follow_links(true).sort_by_file_name().into_iter();
                    self.walk = Some((root, walk));
                }
            }
        }
    }
}

fn named(path: &Path, format: Option<Format>) -> Result<Named> {
    let shown = path.to_string_lossy();
    let file = |format: Option<Format>, on_disk| {
        let is_guess = format.is_none();
        let format = format.unwrap_or(Format::Text);
        Named::File(File { id: shown.to_string(), path: shown.to_string(), format, is_guess, on_disk })
    };
    if shown == "-" {
        return Ok(file(format, None));
    }
    let failed = |error| Error::io(&*shown, error);
    let kind = fs::metadata(path).map_err(failed)?;
    if kind.is_dir() {
        fs::read_dir(path).map_err(failed)?;
        return Ok(Named::Folder(path.into()));
    }
    if kind.is_file() {
        // Not so for a pipe, which can be opened only once.
        fs::File::open(path).map_err(failed)?;
    }
    let format = format.or_else(|| Format::of_name(&shown)).ok_or_else(|| {
        Error::Settings(format!(
            "{shown}: the name does not tell the format; say which it is (--input-format)"
        ))
    })?;
    Ok(file(Some(format), Some(path.into())))
}

/// `.git`, `.DS_Store`, and the `._bai.txt` that macOS puts beside `bai.txt`, which are no text.
fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// The path below `root`, with `/` on every system.
fn id_below(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn not_walked(root: &Path, error: &walkdir::Error) -> Error {
    let path = error.path().unwrap_or(root).to_string_lossy();
    let reason = match (error.loop_ancestor(), error.io_error()) {
        (Some(above), _) => format!("a link that leads back to {}", above.to_string_lossy()),
        (None, Some(error)) => format!("cannot be read: {error}"),
        (None, None) => format!("cannot be read: {error}"),
    };
    Error::input(Place::file(path), reason)
}
