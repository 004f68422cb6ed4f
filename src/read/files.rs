//! The files behind the paths that were named.

use super::source::Source;
use super::{Format, Inputs};
use crate::error::{Error, Place, Result};
use std::ffi::OsStr;
use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::{fs, io, vec};
use walkdir::WalkDir;

/// A file to be read.
pub struct File {
    /// What documents of it are called: its path below the folder that was named.
    pub(super) id: String,
    /// Its path as messages name it.
    pub(super) path: String,
    pub(super) format: Format,
    /// Whether nobody said what the format is.
    pub(super) is_guess: bool,
    /// Its path below the folder that was named, its last part where it was named itself; none for standard input.
    name: Option<PathBuf>,
    /// `None` is standard input.
    on_disk: Option<PathBuf>,
}

impl File {
    /// Its path, where it can be read in any order.
    #[cfg(feature = "parquet")]
    pub(super) fn on_disk(&self) -> Option<&Path> {
        self.on_disk.as_deref().filter(|path| path.is_file())
    }

    /// Its path as messages name it; `-` is standard input.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Its path below the folder that was named, its name where it was named itself; none for standard input.
    pub fn name(&self) -> Option<&Path> {
        self.name.as_deref()
    }

    /// Its bytes, unpacked, and what is wrong with the file as a whole: others stand behind the packed ones, or it changed
    /// meanwhile.
    ///
    /// # Errors
    /// If they cannot be read.
    pub fn bytes(&self) -> Result<(Vec<u8>, Option<Error>)> {
        let mut source = self.open()?;
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        let (_, fault) = source.finish(self.path.clone());
        Ok((bytes, fault))
    }

    fn unreadable(&self, error: &io::Error) -> Error {
        Error::input(Place::file(&self.path), format!("cannot be read: {error}"))
    }

    /// Begins to read it.
    pub(super) fn open(&self) -> Result<Source> {
        let opened = match &self.on_disk {
            None => Source::of(Box::new(io::stdin())),
            Some(path) => opened(path).and_then(source),
        };
        opened.map_err(|error| self.unreadable(&error))
    }
}

/// A pipe may be waited for: it was named by the user.
fn opened(path: &Path) -> io::Result<fs::File> {
    let file = || fs::File::open(path);
    match no_file(fs::metadata(path)?.file_type()) {
        Some("device") if file()?.is_terminal() => file(),
        Some(what) => Err(io::Error::other(format!("it is a {what}, not a file"))),
        None => file(),
    }
}

fn source(file: fs::File) -> io::Result<Source> {
    match file.metadata()?.is_file() {
        true => Source::of_file(file),
        false => Source::of(Box::new(file)),
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

/// All files of some [`Inputs`](super::Inputs), in order; folders are walked on the way.
pub struct Files {
    named: vec::IntoIter<Named>,
    walk: Option<Walk>,
    format: Option<Format>,
    /// Without links and dots, so that it can be compared; none where there is no such folder yet.
    output: Option<PathBuf>,
    passed_over: Vec<String>,
    remarks: Vec<String>,
}

/// A folder that is being walked.
struct Walk {
    root: PathBuf,
    entries: walkdir::IntoIter,
    /// Files and what cannot be read, so far.
    found: usize,
    /// How many were passed over before.
    passed_over: usize,
}

impl Files {
    pub(super) fn of(inputs: &Inputs) -> Result<Self> {
        let Inputs { paths, format, .. } = inputs;
        let named = paths.iter().map(|path| named(path, inputs)).collect::<Result<Vec<_>>>()?;
        let output = inputs.output.as_ref().and_then(|folder| folder.canonicalize().ok());
        if let Some(path) = paths.iter().find(|path| output.is_some() && path.canonicalize().ok() == output) {
            let path = path.display();
            return Err(Error::Settings(format!("{path} is the output folder, too: name another one")));
        }
        let (passed_over, remarks) = (Vec::new(), Vec::new());
        let named = named.into_iter();
        Ok(Self { named, walk: None, format: *format, output, passed_over, remarks })
    }

    pub(super) fn passed_over(&self) -> &[String] {
        &self.passed_over
    }

    /// What is to be told of folders, a line each: of which no file is read, or not all.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Notes of a folder what was not read.
    fn leave(&mut self, walk: &Walk) {
        let root = walk.root.display();
        let met = self.passed_over[walk.passed_over..].iter().map(Path::new).filter(|path| path.is_file());
        let (hidden, strange): (Vec<&Path>, Vec<&Path>) = met.partition(|path| has_dot(path.file_name()));
        let words = match (strange.as_slice(), hidden.as_slice()) {
            ([], _) if walk.found > 0 => return,
            ([first, ..], _) if walk.found > 0 => format!(
                "{root}: not read are files whose names tell no format: {}, the first is {}",
                strange.len(),
                first.display()
            ),
            ([], []) => format!("{root}: there is no file in it"),
            ([], _) => format!("{root}: all files in it are hidden"),
            ([first, ..], _) => format!(
                "{root}: nothing is read; files whose names tell no format: {}, the first is {}; say which it is \
                 (--input-format)",
                strange.len(),
                first.display()
            ),
        };
        self.remarks.push(words);
    }

    /// The next file of the folder `root`.
    fn below(&mut self, root: &Path, walk: &mut walkdir::IntoIter) -> Option<Result<File>> {
        loop {
            let entry = match walk.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(not_walked(root, &error))),
            };
            let path = entry.path().to_string_lossy().into_owned();
            if entry.depth() > 0 && has_dot(Some(entry.file_name())) {
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
            let name = entry.path().strip_prefix(root).unwrap_or(entry.path()).to_owned();
            let id = id_of(&name);
            let (name, on_disk) = (Some(name), Some(entry.into_path()));
            return Some(Ok(File { id, path, format, is_guess: false, name, on_disk }));
        }
    }
}

impl Iterator for Files {
    type Item = Result<File>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut walk) = self.walk.take() {
                match self.below(&walk.root, &mut walk.entries) {
                    Some(found) => {
                        walk.found += 1;
                        self.walk = Some(walk);
                        return Some(found);
                    }
                    None => self.leave(&walk),
                }
            }
            match self.named.next()? {
                Named::File(file) => return Some(Ok(file)),
                Named::Folder(root) => {
                    let entries = WalkDir::new(&root).follow_links(true).sort_by_file_name().into_iter();
                    self.walk = Some(Walk { root, entries, found: 0, passed_over: self.passed_over.len() });
                }
            }
        }
    }
}

fn named(path: &Path, inputs: &Inputs) -> Result<Named> {
    let shown = path.to_string_lossy();
    let file = |format: Option<Format>, on_disk: Option<PathBuf>| {
        let is_guess = format.is_none();
        let format = format.unwrap_or(Format::Text);
        let name = on_disk.as_ref().and_then(|path| path.file_name()).map(PathBuf::from);
        Named::File(File { id: shown.to_string(), path: shown.to_string(), format, is_guess, name, on_disk })
    };
    if shown == "-" {
        return Ok(file(inputs.format, None));
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
    let format = inputs.format.or_else(|| Format::of_name(&shown)).ok_or_else(|| {
        Error::Settings(format!(
            "{shown}: the name does not tell the format; say which it is (--input-format)"
        ))
    })?;
    Ok(file(Some(format), Some(path.into())))
}

/// `.git`, `.DS_Store`, and the `._bai.txt` that macOS puts beside `bai.txt`, which are no text.
fn has_dot(name: Option<&OsStr>) -> bool {
    name.is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// The path below a folder, with `/` on every system.
fn id_of(below: &Path) -> String {
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
