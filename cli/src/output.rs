//! Files that appear under their name only when they are whole.

use crate::failure::{Failure, Outcome};
use chinhluan::report::Manifest;
use serde::Serialize;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// An output folder, made and found writable before any work is done.
pub struct Folder {
    path: PathBuf,
}

impl Folder {
    pub fn prepare(path: &Path) -> Outcome<Self> {
        let failed = |error| Failure::new(format!("cannot write into {}: {error}", path.display()));
        fs::create_dir_all(path).map_err(failed)?;
        temporary(path).map_err(failed)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Writes one file; nothing stands under `name` until `write` has succeeded.
    pub fn file(
        &self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
    ) -> Outcome<()> {
        let path = self.path.join(name);
        whole(&path, write)
    }

    /// Writes `manifest.json`, the last file of a run: where it stands, the run was finished.
    pub fn manifest<S: Serialize>(&self, manifest: &Manifest<S>) -> Outcome<()> {
        self.file("manifest.json", |to| {
            serde_json::to_writer_pretty(&mut *to, manifest)?;
            to.write_all(b"\n")
        })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// Writes rows on standard output, one object a line.
pub fn write_jsonl(rows: &[impl Serialize]) -> Outcome<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for row in rows {
        serde_json::to_writer(&mut out, row)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// Writes a file that is there whole or not at all.
pub fn whole(
    path: &Path,
    write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
) -> Outcome<()> {
    let mut pending = Pending::at(path.to_owned())?;
    write(&mut pending.file).map_err(|error| unwritable(path, &error))?;
    pending.finish()
}

/// A file that is not under its name yet.
pub struct Pending {
    file: BufWriter<NamedTempFile>,
    path: PathBuf,
}

impl Pending {
    /// The file `name` of a folder, which is made if it is not there.
    pub fn in_folder(folder: &Path, name: &str) -> Outcome<Self> {
        Self::at(Folder::prepare(folder)?.path.join(name))
    }

    fn at(path: PathBuf) -> Outcome<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = temporary(folder).map_err(|error| unwritable(&path, &error))?;
        Ok(Self { file: BufWriter::new(file), path })
    }

    /// Puts it under its name.
    pub fn finish(self) -> Outcome<()> {
        let file = self.file.into_inner().map_err(|error| unwritable(&self.path, error.error()))?;
        file.persist(&self.path).map_err(|error| unwritable(&self.path, &error.error))?;
        Ok(())
    }
}

impl Write for Pending {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

fn unwritable(path: &Path, error: &io::Error) -> Failure {
    Failure::new(format!("cannot write {}: {error}", path.display()))
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
