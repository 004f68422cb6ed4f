//! What may be served: the files that stood in the folder when serving began, by name.

use crate::failure::{Failure, Outcome};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Endings and what browsers are to take such files for; no other file is served.
const KINDS: [(&str, &str); 6] = [
    (".html", "text/html; charset=utf-8"),
    (".json.gz", "application/gzip"),
    (".csv", "text/csv; charset=utf-8"),
    (".jsonl", "application/x-ndjson; charset=utf-8"),
    (".json", "application/json; charset=utf-8"),
    (".toml", "text/plain; charset=utf-8"),
];

/// A list, not a folder: a path that is not on it leads nowhere, whatever dots and slashes it has.
pub struct Files {
    by_name: BTreeMap<String, (PathBuf, &'static str)>,
}

impl Files {
    /// The page in a report's folder, as a site where it was written as one, and what lies beside it.
    pub fn of(folder: &Path) -> Outcome<Self> {
        let site = folder.join("site");
        let places =
            [(&site, "index.html"), (&folder.to_owned(), "index.html"), (&folder.to_owned(), "report.html")]
                .map(|(folder, index)| (folder.clone(), index));
        let Some((root, index)) = places.into_iter().find(|(root, index)| root.join(index).is_file()) else {
            return Err(Failure::new(format!(
                "no report in {}: make one with chinhluan report PATH --out {0}",
                folder.display()
            )));
        };
        let failed = |error| Failure::new(format!("cannot read {}: {error}", root.display()));
        let mut by_name = BTreeMap::new();
        for entry in fs::read_dir(&root).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            // The kind of the entry itself: what a link leads to may lie anywhere.
            let is_file = entry.file_type().map_err(failed)?.is_file();
            let Ok(name) = entry.file_name().into_string() else { continue };
            let kind = KINDS.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, kind)| *kind);
            if let (true, Some(kind)) = (is_file, kind) {
                by_name.insert(name, (entry.path(), kind));
            }
        }
        if let Some(page) = by_name.get(index).cloned() {
            by_name.insert(String::new(), page);
        }
        Ok(Self { by_name })
    }

    /// A file with its size and kind; the page for the empty name.
    pub fn open(&self, name: &str) -> Option<(File, u64, &'static str)> {
        let (path, kind) = self.by_name.get(name)?;
        let file = File::open(path).ok()?;
        let length = file.metadata().ok()?.len();
        Some((file, length, kind))
    }
}
