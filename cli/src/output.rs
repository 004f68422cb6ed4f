//! Files that appear under their name only when they are whole.

mod plan;

pub use plan::Plan;

use crate::failure::{Failure, Outcome};
use chinhluan::archive::{folder_of, keep_names};
use chinhluan::report::Manifest;
use serde::Serialize;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile, TempPath};

/// Files of records that only an archive has; its `skipped.jsonl` bears the name of a table of reports.
pub const ARCHIVE: [&str; 2] = ["kept.jsonl", "removed.jsonl"];

/// The last file of a run.
pub const MANIFEST: &str = "manifest.json";

/// An output folder, made and found writable before any work is done. What is written into it waits for its name until
/// all is written: a run that fails before leaves the folder as it was, one that is broken off then without a manifest.
pub struct Folder {
    path: PathBuf,
    /// What was looked at beforehand, where the run ends with a manifest.
    plan: Option<Plan>,
    /// Files that the run before wrote, below the folder.
    before: Vec<PathBuf>,
    /// What was not there before, the innermost first.
    made: RefCell<Vec<PathBuf>>,
    /// Files of the run before that do not stay beside those of this one.
    old: RefCell<Vec<PathBuf>>,
    /// Files that are whole, and their paths.
    waiting: RefCell<Vec<(TempPath, PathBuf)>>,
}

impl Folder {
    /// For files beside what is there already. Refuses one that holds an archive: its records may be nowhere else.
    pub fn prepare(path: &Path) -> Outcome<Self> {
        refuse_archive(path)?;
        Self::make(path, None, Vec::new())
    }

    /// For the files of a run, which take the place of those of the run before.
    pub fn of_run(path: &Path, plan: Plan) -> Outcome<Self> {
        refuse_archive(path)?;
        Self::of_archive(path, plan)
    }

    /// As [`Self::of_run`], for an archive, which may take the place of one of the same records.
    pub fn of_archive(path: &Path, plan: Plan) -> Outcome<Self> {
        let before = plan.check(path)?;
        Self::make(path, Some(plan), before)
    }

    fn make(path: &Path, plan: Option<Plan>, before: Vec<PathBuf>) -> Outcome<Self> {
        let failed = |error| Failure::new(format!("cannot write into {}: {error}", path.display()));
        let above = path.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let folder = Self {
            path: path.to_owned(),
            plan,
            before,
            made: RefCell::new(above.map(Path::to_owned).collect()),
            old: RefCell::default(),
            waiting: RefCell::default(),
        };
        fs::create_dir_all(path).map_err(failed)?;
        temporary(path).map_err(failed)?;
        Ok(folder)
    }

    /// A folder in it, as names of files begin that are to stand there. Of the files that it holds those go that `is_old` takes.
    pub fn within(&self, name: &str, is_old: impl Fn(&str) -> bool) -> Outcome<PathBuf> {
        let path = self.path.join(name);
        let failed = |error: io::Error| Failure::of_file(&path, &error);
        if !path.exists() {
            fs::create_dir(&path).map_err(failed)?;
            self.made.borrow_mut().insert(0, path.clone());
        }
        for entry in fs::read_dir(&path).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            if entry.file_name().to_str().is_some_and(&is_old) {
                self.old.borrow_mut().push(entry.path());
            }
        }
        Ok(name.into())
    }

    /// Writes one file, which waits for [`Self::manifest`].
    pub fn file(
        &self,
        name: impl AsRef<Path>,
        write: impl FnOnce(&mut BufWriter<NamedTempFile>) -> io::Result<()>,
    ) -> Outcome<()> {
        let is_planned = |plan: &Plan| name.as_ref() == Path::new(MANIFEST) || plan.names(name.as_ref());
        debug_assert!(self.plan.as_ref().is_none_or(is_planned), "{:?} is not planned", name.as_ref());
        let mut pending = Pending::at(self.path.join(name))?;
        write(&mut pending.file).map_err(|error| Failure::of_file(&pending.path, &error))?;
        let file = flushed(pending.file, &pending.path)?;
        // It outlasts a power cut from the moment on when its name does.
        file.as_file().sync_all().map_err(|error| Failure::of_file(&pending.path, &error))?;
        self.waiting.borrow_mut().push((file.into_temp_path(), pending.path));
        Ok(())
    }

    /// Names of the files that wait, below the folder, in the order in which they were written.
    fn names(&self) -> Vec<PathBuf> {
        let below = |path: &PathBuf| path.strip_prefix(&self.path).unwrap_or(path).to_owned();
        self.waiting.borrow().iter().map(|(_, path)| below(path)).collect()
    }

    /// Files that the run before wrote and this one does not: beside its own they would be taken for those of one run.
    fn left_over(&self) -> Vec<PathBuf> {
        let written = self.names();
        let left_over = self.before.iter().filter(|name| !written.contains(name));
        left_over.map(|name| self.path.join(name)).collect()
    }

    /// Puts all files under their names, in the order in which they were written. The manifest of the run before goes
    /// first: it does not tell of what stands here from now on.
    fn finish(&self) -> Outcome<()> {
        let left_over = self.left_over();
        let (waiting, made) = (self.waiting.take(), self.made.borrow());
        let names = waiting.iter().map(|(_, path)| path).chain(&*made);
        let folders: BTreeSet<PathBuf> = names.map(|path| folder_of(path).to_owned()).collect();
        let keep = |folder: &PathBuf| keep_names(folder).map_err(|error| Failure::of_file(folder, &error));
        for path in [self.path.join(MANIFEST)].into_iter().chain(self.old.take()).chain(left_over) {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::of_file(&path, &error));
                }
                _ => {}
            }
        }
        folders.iter().try_for_each(keep)?;
        for (file, path) in waiting {
            file.persist(&path).map_err(|error| Failure::of_file(&path, &error.error))?;
        }
        folders.iter().try_for_each(keep)
    }

    /// Writes `manifest.json`, the last file of a run, with the names of the others: where it stands, the run was finished.
    pub fn manifest<S: Serialize>(&self, manifest: &Manifest<S>) -> Outcome<()> {
        let outputs = self.names();
        // What was found in a folder may be a link to a file of this one.
        let reads = manifest.inputs.iter().chain(&manifest.shards).map(|file| &file.path);
        let names = outputs.iter().chain(&self.before).map(PathBuf::as_path);
        plan::spare(&self.path, names.chain([Path::new(MANIFEST)]), reads)?;
        self.file(MANIFEST, |to| {
            serde_json::to_writer_pretty(&mut *to, &Told { manifest, outputs })?;
            to.write_all(b"\n")
        })?;
        self.finish()
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// What `manifest.json` holds.
#[derive(Serialize)]
struct Told<'a, S: Serialize> {
    #[serde(flatten)]
    manifest: &'a Manifest<S>,
    /// The other files, in the order in which they were written.
    outputs: Vec<PathBuf>,
}

impl Drop for Folder {
    fn drop(&mut self) {
        self.waiting.take();
        // Only a folder that is empty can be removed.
        let _ = self.made.borrow().iter().try_for_each(fs::remove_dir);
    }
}

fn refuse_archive(folder: &Path) -> Outcome<()> {
    match ARCHIVE.into_iter().find(|name| folder.join(name).exists()) {
        None => Ok(()),
        Some(name) => {
            let shown = folder.display();
            Err(Failure::new(format!("{shown} holds an archive ({name}): name another folder")))
        }
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

/// Sees that a file can be written there, before the work that it takes.
pub fn try_place(path: &Path) -> Outcome<()> {
    Pending::at(path.to_owned()).map(drop)
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
    _folder: Option<Box<Folder>>,
}

impl Pending {
    /// The file `name` of a folder, which is made if it is not there.
    pub fn in_folder(folder: &Path, name: &str) -> Outcome<Self> {
        let folder = Folder::prepare(folder)?;
        let pending = Self::at(folder.path.join(name))?;
        Ok(Self { _folder: Some(Box::new(folder)), ..pending })
    }

    pub fn at(path: PathBuf) -> Outcome<Self> {
        if path.is_dir() {
            return Err(Failure::of_file(
                &path,
                &io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"),
            ));
        }
        let file = temporary(folder_of(&path)).map_err(|error| Failure::of_file(&path, &error))?;
        Ok(Self { file: BufWriter::new(file), path, _folder: None })
    }

    /// The name that it is to have.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where it is until it has that.
    pub fn waits_at(&self) -> &Path {
        self.file.get_ref().path()
    }

    /// Puts it under its name, if no other file has that meanwhile; the name outlasts a power cut.
    pub fn finish_new(self) -> Outcome<()> {
        let file = flushed(self.file, &self.path)?;
        file.persist_noclobber(&self.path).map_err(|error| Failure::of_file(&self.path, &error.error))?;
        keep_names(folder_of(&self.path)).map_err(|error| Failure::of_file(&self.path, &error))
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
    builder.tempfile_in(folder).map_err(|error| {
        let words = match folder.is_dir() {
            // The name of a temporary file, which stands behind that, tells nobody anything.
            true => error.to_string().split(" at path ").next().unwrap_or_default().to_owned(),
            false => format!("there is no folder {}", folder.display()),
        };
        io::Error::new(error.kind(), words)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_the_run_before_wrote_goes() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("site")).unwrap();
        for name in ["a.csv", "b.npy", "site/1.json", "kept.txt", "removed.jsonl"] {
            fs::write(at(name), "first run").unwrap();
        }
        let told =
            r#""outputs": ["a.csv", "b.npy", "site/1.json", "removed.jsonl", "../b.npy", "/etc/passwd"]"#;
        fs::write(at(MANIFEST), format!(r#"{{"version": "chinhluan 0", "verb": "dedup", {told}}}"#)).unwrap();
        let second = Folder::of_archive(folder.path(), Plan::of("dedup", ["a.csv"])).unwrap();
        second.file("a.csv", |to| to.write_all(b"second run")).unwrap();
        second.finish().unwrap();
        let stands =
            ["a.csv", "b.npy", "site/1.json", "kept.txt", "removed.jsonl"].map(|name| at(name).exists());
        assert_eq!(stands, [true, false, false, true, true]);
        assert_eq!(fs::read_to_string(at("a.csv")).unwrap(), "second run");
    }

    #[test]
    fn a_folder_that_is_not_there_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("missing");
        let failure = whole(&missing.join("x.toml"), |_| Ok(())).unwrap_err().to_string();
        assert!(failure.ends_with(&format!("there is no folder {}", missing.display())), "{failure}");
    }

    #[test]
    fn no_manifest_stands_over_files_of_two_runs() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in [MANIFEST, "a.csv", "b.csv"] {
            fs::write(at(name), "first run").unwrap();
        }
        let second = Folder::prepare(folder.path()).unwrap();
        for name in ["a.csv", "b.csv"] {
            second.file(name, |to| to.write_all(b"second run")).unwrap();
        }
        assert_eq!(fs::read_to_string(at("a.csv")).unwrap(), "first run");
        fs::remove_file(at("b.csv")).unwrap();
        fs::create_dir(at("b.csv")).unwrap();
        assert!(second.finish().is_err());
        assert_eq!(fs::read_to_string(at("a.csv")).unwrap(), "second run");
        assert!(!at(MANIFEST).exists());
    }
}
