//! What a run reads and writes, looked at before any work is done: nothing that is read is written over or removed.

use super::{ARCHIVE, MANIFEST};
use crate::failure::{Failure, Outcome};
use chinhluan::archive::folder_of;
use serde::Deserialize;
use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What a run that ends with a manifest is going to do with its folder.
pub struct Plan {
    /// The verb, as the manifest names it.
    pub verb: &'static str,
    /// Files below the folder that it may write, and folders of which it may write all.
    pub writes: Vec<String>,
    /// Files and folders that were named to be read or, as the index of an archive, to be kept.
    pub reads: Vec<PathBuf>,
}

impl Plan {
    /// What a run of `verb` writes; what it reads is still to be told.
    pub fn of(verb: &'static str, writes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { verb, writes: writes.into_iter().map(Into::into).collect(), reads: Vec::new() }
    }

    /// Adds what it writes.
    pub fn writing(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.writes.extend(names.into_iter().map(Into::into));
        self
    }

    /// Adds what it reads.
    pub fn reading(mut self, paths: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        self.reads.extend(paths.into_iter().map(Into::into));
        self
    }

    /// Whether it may write a file of that name.
    pub(super) fn names(&self, name: &Path) -> bool {
        self.writes.iter().any(|written| name.starts_with(written))
    }

    /// Sees that nothing is lost that is read, or that another verb or program wrote; names the files that the run before
    /// wrote.
    pub fn check(&self, folder: &Path) -> Outcome<Vec<PathBuf>> {
        let before = outputs_before(folder, self.verb)?;
        let writes = self.writes.iter().map(Path::new).chain([Path::new(MANIFEST)]);
        spare(folder, writes.chain(before.iter().map(PathBuf::as_path)), &self.reads)?;
        Ok(before)
    }
}

/// Refuses to write to `names` in a folder, or to remove what stands there, where it is one of the files that are read.
pub(super) fn spare<'a>(
    folder: &Path,
    names: impl Iterator<Item = &'a Path>,
    reads: impl IntoIterator<Item = impl AsRef<Path>>,
) -> Outcome<()> {
    let written: HashSet<PathBuf> = names.map(|name| place(&folder.join(name))).collect();
    for read in reads {
        if place(read.as_ref()).ancestors().any(|above| written.contains(above)) {
            let shown = read.as_ref().display();
            return Err(Failure::new(format!("{shown} would be overwritten: name another folder")));
        }
    }
    Ok(())
}

/// Where a path leads to, without links and dots; of what is not there, where it would be.
fn place(path: &Path) -> PathBuf {
    match (path.canonicalize(), path.file_name()) {
        (Ok(place), _) => place,
        (Err(_), Some(name)) => place(folder_of(path)).join(name),
        (Err(_), None) => path.to_owned(),
    }
}

/// Names of the files that the run before wrote into a folder, as its manifest tells.
fn outputs_before(folder: &Path, verb: &str) -> Outcome<Vec<PathBuf>> {
    #[derive(Deserialize)]
    struct Before {
        version: String,
        verb: String,
        #[serde(default)]
        outputs: Vec<PathBuf>,
    }
    let path = folder.join(MANIFEST);
    let json = match fs::read(&path) {
        Ok(json) => json,
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
            return Ok(Vec::new());
        }
        Err(error) => return Err(Failure::new(format!("cannot read {}: {error}", path.display()))),
    };
    let before =
        serde_json::from_slice(&json).ok().filter(|it: &Before| it.version.starts_with("chinhluan "));
    let Some(before) = before else {
        let path = path.display();
        return Err(Failure::new(format!("{path} is of another program: name another folder")));
    };
    if before.verb != verb {
        let folder = folder.display();
        return Err(Failure::new(format!(
            "{folder} holds what `{}` wrote: name another folder",
            before.verb
        )));
    }
    let is_below = |name: &PathBuf| name.components().all(|part| matches!(part, Component::Normal(_)));
    let is_archive = |name: &Path| ARCHIVE.iter().any(|&one| name == Path::new(one));
    Ok(before.outputs.into_iter().filter(|name| is_below(name) && !is_archive(name)).collect())
}
