//! The archive that stands in the folder already, in the place of which only one of the same records may come.

use crate::failure::{Failure, Outcome};
use crate::output::{ARCHIVE, MANIFEST};
use chinhluan::read::{FileRead, Inputs};
use serde::Deserialize;
use std::fs;
use std::path::{Path, PathBuf};

/// An archive that was finished: one without a manifest was broken off, and is made anew of whatever files.
pub struct Previous {
    folder: PathBuf,
    inputs: Vec<FileRead>,
    kept: usize,
}

impl Previous {
    /// The archive in a folder, where there is one.
    pub fn of(folder: &Path) -> Outcome<Option<Self>> {
        #[derive(Deserialize)]
        struct Finished {
            inputs: Vec<FileRead>,
            settings: Keeps,
        }
        #[derive(Deserialize)]
        struct Keeps {
            kept: usize,
        }
        if !ARCHIVE.iter().any(|name| folder.join(name).exists()) {
            return Ok(None);
        }
        let Ok(manifest) = fs::read(folder.join(MANIFEST)) else { return Ok(None) };
        let Ok(Finished { inputs, settings }) = serde_json::from_slice(&manifest) else {
            return Err(of_others(folder));
        };
        Ok(Some(Self { folder: folder.to_owned(), inputs, kept: settings.kept }))
    }

    /// Refuses files of which none has the size of one that it was made of, before they are read; what standard input has,
    /// nobody knows before.
    pub fn check_sizes(&self, inputs: &Inputs) -> Outcome<()> {
        let size = |file: chinhluan::Result<chinhluan::read::File>| {
            Some(fs::metadata(file.ok()?.path()).ok().filter(fs::Metadata::is_file)?.len())
        };
        let Some(sizes) = inputs.files()?.map(size).collect::<Option<Vec<u64>>>() else { return Ok(()) };
        self.check(|old| sizes.contains(&old.bytes))
    }

    /// Refuses to put an archive of other files in its place: records would be lost.
    pub fn check_files(&self, files: &[FileRead]) -> Outcome<()> {
        self.check(|old| files.iter().any(|new| (new.bytes, &new.checksum) == (old.bytes, &old.checksum)))
    }

    /// Refuses to put one that keeps fewer in its place: an index that knows the records has all removed.
    pub fn check_kept(&self, kept: usize) -> Outcome<()> {
        match self.kept <= kept {
            true => Ok(()),
            false => Err(Failure::new(format!(
                "{} holds an archive of these files that keeps more of them: name another folder",
                self.folder.display()
            ))),
        }
    }

    fn check(&self, is_read: impl Fn(&FileRead) -> bool) -> Outcome<()> {
        match self.inputs.iter().all(is_read) {
            true => Ok(()),
            false => Err(of_others(&self.folder)),
        }
    }
}

fn of_others(folder: &Path) -> Failure {
    Failure::new(format!("{} holds an archive of other files: name another folder", folder.display()))
}
