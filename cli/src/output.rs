//! Files that appear under their name only when they are whole.

use crate::failure::{Failure, Outcome};
use chinhluan::report::Manifest;
use serde::Serialize;
use std::cell::RefCell;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempPath};

/// Files of records that only an archive has.
pub const ARCHIVE: [&str; 3] = ["kept.jsonl", "removed.jsonl", "skipped.jsonl"];

/// An output folder, made and found writable before any work is done. What is written into it waits for its name until
/// all is written: a run that fails leaves the folder as it was.
pub struct Folder {
    path: PathBuf,
    /// What was not there before, the innermost first.
    made: Vec<PathBuf>,
    /// Files that are whole, and their paths.
    waiting: RefCell<Vec<(TempPath, PathBuf)>>,
}

impl Folder {
    /// Refuses one that holds an archive: its records may be nowhere else.
    pub fn prepare(path: &Path) -> Outcome<Self> {
        if let Some(name) = ARCHIVE.into_iter().find(|name| path.join(name).exists()) {
            let shown = path.display();
            return Err(Failure::new(format!("{shown} holds an archive ({name}): name another folder")));
        }
        Self::prepare_archive(path)
    }

    /// As [`Self::prepare`], for an archive, which may take the place of one of the same records.
    pub fn prepare_archive(path: &Path) -> Outcome<Self> {
        let failed = |error| Failure::new(format!("cannot write into {}: {error}", path.display()));
        let above = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let folder = Self {
            path: path.to_owned(),
            made: above.map(Path::to_owned).collect(),
            waiting: RefCell::default(),
        };
        fs::create_dir_all(path).map_err(failed)?;
        temporary(path).map_err(failed)?;
        Ok(folder)
    }

    /// Writes one file, which waits for [`Self::finish`].
    pub fn file(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
    ) -> Outcome<()> {
        let path = self.path.join(name);
        let mut pending = Pending::at(path)?;
        write(&mut pending.file).map_err(|error| Failure::of_file(&pending.path, &error))?;
        let file = flushed(pending.file, &pending.path)?;
        self.waiting.borrow_mut().push((file.into_temp_path(), pending.path));
        Ok(())
    }

    /// Puts all files under their names, in the order in which they were written.
    pub fn finish(&self) -> Outcome<()> {
        for (file, path) in self.waiting.take() {
            file.persist(&path).map_err(|error| Failure::of_file(&path, &error.error))?;
        }
        Ok(())
    }

    /// Writes `manifest.json`, the last file of a run: where it stands, the run was finished.
    pub fn manifest<S: Serialize>(&self, manifest: &Manifest<S>) -> Outcome<()> {
        self.file("manifest.json", |to| {
            serde_json::to_writer_pretty(&mut *to, manifest)?;
            to.write_all(b"\n")
        })?;
        self.finish()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.waiting.take();
        // Only a folder that is empty can be removed.
        let _ = self.made.iter().try_for_each(fs::remove_dir);
    }
}

/// Writes on standard output.
pub fn to_stdout(write: impl FnOnce(&mut BufWriter<StdoutLock>) -> io::Result<()>) -> Outcome<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(Failure::of_stdout)
}

/// Writes rows, one object a line.
pub fn write_jsonl(rows: &[impl Serialize], to: &mut impl Write) -> io::Result<()> {
    rows.iter().try_for_each(|row| {
        serde_json::to_writer(&mut *to, row)?;
        to.write_all(b"\n")
    })
}

/// Writes a file that is there whole or not at all.
pub fn whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
) -> Outcome<()> {
    let mut pending = Pending::at(path.to_owned())?;
    write(&mut pending.file).map_err(|error| Failure::of_file(path, &error))?;
    pending.finish()
}

/// A file that is not under its name yet.
pub struct Pending {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
    /// The folder that was prepared for it.
    _folder: Option<Folder>,
}

impl Pending {
    /// The file `name` of a folder, which is made if it is not there.
    pub fn in_folder(folder: &Path, name: &str) -> Outcome<Self> {
        let folder = Folder::prepare(folder)?;
        let pending = Self::at(folder.path.join(name))?;
        Ok(Self { _folder: Some(folder), ..pending })
    }

    fn at(path: PathBuf) -> Outcome<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = temporary(folder).map_err(|error| Failure::of_file(&path, &error))?;
        Ok(Self { file: BufWriter::new(file), path, _folder: None })
    }

    /// Puts it under its name.
    pub fn finish(self) -> Outcome<()> {
        let file = flushed(self.file, &self.path)?;
        file.persist(&self.path).map_err(|error| Failure::of_file(&self.path, &error.error))?;
        Ok(())
    }
}

fn flushed(file: BufWriter<NamedTempFile>, path: &Path) -> Outcome<NamedTempFile> {
    file.into_inner().map_err(|error| Failure::of_file(path, error.error()))
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn temporary(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".chinhluan-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As an ordinary new file, less what the user's mask takes away; the default is for secrets.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
