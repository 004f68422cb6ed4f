//! The tables of an index: its file opened, checked and counted.

use super::rows::{damaged, numbers};
use super::seal::{About, Fault, Health, Sealed};
use crate::archive::{folder_of, keep_names};
use crate::dedup::{self, SAMPLED, SHINGLE};
use crate::error::{Error, Result};
use redb::backends::FileBackend;
use redb::{Builder, Database, ReadableDatabase, ReadableTable, TableDefinition};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Identities, [`Identities::BLOCK`](super::rows::Identities::BLOCK) documents a row.
pub(super) const DOCUMENTS: TableDefinition<u32, &[u8]> = TableDefinition::new("documents");
/// Ids as the input had them.
pub(super) const IDS: TableDefinition<u32, &str> = TableDefinition::new("ids");
/// Sketches, compressed, some documents a row, under the number of the first of them.
pub(super) const SKETCHES: TableDefinition<u32, &[u8]> = TableDefinition::new("sketches");
/// Of documents that stand in postings, which one is the first of their class now, where it is another.
pub(super) const FIRSTS: TableDefinition<u32, u32> = TableDefinition::new("firsts");
/// Of documents that were removed, which one was kept in their place.
pub(super) const KEPT: TableDefinition<u32, u32> = TableDefinition::new("kept");
/// Hashes of stock shingles in order, under their highest bits.
pub(super) const STOCK: TableDefinition<u32, &[u8]> = TableDefinition::new("stock");
/// Number of each run, under the first document it added.
pub(super) const RUNS: TableDefinition<u32, u32> = TableDefinition::new("runs");
/// [`About`] as JSON: in the same transaction as the rest.
pub(super) const ABOUT: TableDefinition<(), &[u8]> = TableDefinition::new("about");

/// Version of the keys that words are compared by: another one finds nothing again that was sketched with this.
const KEYS_VERSION: u32 = 5;
/// Bytes that the store may hold of its file.
pub(super) const CACHE: usize = 256 << 20;
/// What was archived before, in a file: what new documents are compared with, and added to.
///
/// One run at a time may write. A run adds all of its documents or, if it is broken off at any moment, none.
///
/// ```
/// use chinhluan::archive::{Claim, Index, Keep};
/// use chinhluan::dedup::{RelationKind, Settings, Sketch, Sketches};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let sketch = |text: &str| {
///     let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
///     tokens.read(text, &mut forms);
///     Sketch::of(text, &tokens, &forms)
/// };
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("archive.index");
/// for (id, text, archived) in [("1", "Chi bộ ấp Hòa Bình họp.", 0), ("2", "CHI BỘ ẤP HOÀ BÌNH HỌP.", 1)] {
///     let mut index = Index::open(&path, &Settings::default())?;
///     let sketches = Sketches::from(vec![sketch(text)]);
///     let addition = index.relate(&sketches)?;
///     assert_eq!(addition.archived().len(), archived);
///     assert!(addition.duplicates().relations.iter().all(|found| found.kind == RelationKind::Normalised));
///     let survivors = addition.survivors(&Keep::default(), vec![Claim::default()]);
///     index.add(addition, &[id.to_owned()], &sketches, &survivors)?;
/// }
/// # Ok::<(), chinhluan::Error>(())
/// ```
pub struct Index {
    pub(super) path: String,
    pub(super) file: Sealed,
    pub(super) settings: dedup::Settings,
}

/// What an index holds.
#[derive(Clone, Debug)]
pub struct Stats {
    /// What it says of itself.
    pub about: About,
    /// Number of documents that were kept.
    pub kept: u64,
    /// Number of groups of copies.
    pub groups: usize,
    /// Number of shingles that many unlike documents share.
    pub stock: usize,
    /// Size of the file in bytes.
    pub bytes: u64,
}

pub(super) fn settings_in_words(settings: &dedup::Settings) -> serde_json::Value {
    serde_json::json!({
        "words_in_a_shingle": SHINGLE,
        "one_shingle_sampled_in": SAMPLED,
        "keys_version": KEYS_VERSION,
        "duplicates": settings,
    })
}

/// Where the settings of an index are not those of this run: `keys_version 2, now 3`.
fn differing(made: &serde_json::Value, own: &serde_json::Value) -> String {
    let (Some(made), Some(own)) = (made.as_object(), own.as_object()) else {
        return format!("{made}, now {own}");
    };
    let names: BTreeSet<&String> = made.keys().chain(own.keys()).collect();
    let value = |of: &serde_json::Map<String, serde_json::Value>, name: &str| {
        of.get(name).cloned().unwrap_or_default()
    };
    let differ = names.into_iter().filter_map(|name| match (value(made, name), value(own, name)) {
        (made, own) if made == own => None,
        (made, own) if made.is_object() && own.is_object() => Some(differing(&made, &own)),
        (made, own) => Some(format!("{name} {made}, now {own}")),
    });
    differ.collect::<Vec<_>>().join("; ")
}

/// How a file is opened.
#[derive(Clone, Copy, PartialEq)]
enum Access {
    Read,
    Write,
}

fn open(path: &Path, access: Access) -> std::result::Result<Sealed, Fault> {
    let mut options = OpenOptions::new();
    options.read(true).write(access == Access::Write).create(access == Access::Write).truncate(false);
    let file: File = options.open(path)?;
    let locked = if access == Access::Write { file.try_lock() } else { file.try_lock_shared() };
    match locked {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            return Err(Fault::Reason("in use by another run: try again when that has ended".into()));
        }
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    if access == Access::Write && file.metadata()?.len() == 0 {
        // It may have been made just now: what is added to it is not to be lost with its name.
        keep_names(folder_of(path))?;
    }
    Sealed::open(Box::new(FileBackend::new(file)?))
}

impl Index {
    /// Opens an index for one run; where no file is, an index of nothing, which the first [`Self::add`] fills.
    ///
    /// # Errors
    /// If the file is no index, damaged, of another version, made with other settings, or in use by another run: it is
    /// left as it is then.
    pub fn open(path: &Path, settings: &dedup::Settings) -> Result<Self> {
        let name = path.display().to_string();
        let opened = open(path, Access::Write).and_then(|file| Self::on(file, &name, settings));
        opened.map_err(|fault| in_words(&name, fault))
    }

    /// Opens an index to look things up in, and leaves the file as it is.
    ///
    /// # Errors
    /// As of [`Self::open`]; and if there is no file, or a run on it was broken off.
    pub fn open_to_read(path: &Path, settings: &dedup::Settings) -> Result<Self> {
        let name = path.display().to_string();
        let opened = open_whole(path).and_then(|file| Self::on(file, &name, settings));
        opened.map_err(|fault| in_words(&name, fault))
    }

    pub(super) fn on(
        file: Sealed,
        path: &str,
        settings: &dedup::Settings,
    ) -> std::result::Result<Self, Fault> {
        let own = settings_in_words(settings);
        if let Some(about) = file.about().filter(|about| about.settings != own) {
            return Err(Fault::Reason(format!(
                "made with other settings ({}): build a new index from the archives",
                differing(&about.settings, &own)
            )));
        }
        recover(&file)?;
        Ok(Self { path: path.to_owned(), file, settings: settings.clone() })
    }

    pub(super) fn database(&self) -> std::result::Result<Database, Fault> {
        Ok(Builder::new().set_cache_size(CACHE).create_with_backend(self.file.clone())?)
    }

    /// Reads every byte of an index, and brings one on which a run was broken off into order.
    ///
    /// # Errors
    /// If one byte is not as it was written, with the place.
    pub fn check(path: &Path) -> Result<Health> {
        let checked = || {
            let file = open(path, Access::Read)?;
            let health = match file.is_open() {
                false if file.about().is_none() => Health::Empty,
                false => {
                    file.check()?;
                    Health::Whole
                }
                true => {
                    drop(file);
                    let file = open(path, Access::Write)?;
                    recover(&file)?;
                    file.check()?;
                    Health::Recovered
                }
            };
            Ok(health)
        };
        checked().map_err(|fault| in_words(&path.display().to_string(), fault))
    }

    /// What an index holds.
    ///
    /// # Errors
    /// If it cannot be read, or a run on it was broken off.
    pub fn stats(path: &Path) -> Result<Stats> {
        let stats = || {
            let file = open_whole(path)?;
            let bytes = std::fs::metadata(path)?.len();
            let Some(about) = file.about() else {
                return Ok(Stats { about: About::default(), kept: 0, groups: 0, stock: 0, bytes });
            };
            let database = Builder::new().set_cache_size(CACHE).open_read_only_with_backend(file)?;
            let transaction = database.begin_read()?;
            let removed = transaction.open_table(KEPT)?;
            let (mut copies, mut groups) = (0, BTreeSet::new());
            for row in removed.iter()? {
                copies += 1;
                groups.insert(kept(&removed, row?.1.value())?);
            }
            let mut stock = 0;
            for row in transaction.open_table(STOCK)?.iter()? {
                stock += numbers(row?.1.value()).count();
            }
            Ok(Stats { kept: u64::from(about.documents) - copies, about, groups: groups.len(), stock, bytes })
        };
        stats().map_err(|fault| in_words(&path.display().to_string(), fault))
    }
}

fn open_whole(path: &Path) -> std::result::Result<Sealed, Fault> {
    let file = open(path, Access::Read)?;
    match file.is_open() {
        false => Ok(file),
        true => Err(Fault::Reason(
            "a run on it was broken off: `chinhluan index check` brings it into order".into(),
        )),
    }
}

/// Brings a file on which a run was broken off to the state before or after that run.
fn recover(file: &Sealed) -> std::result::Result<(), Fault> {
    if !file.is_open() {
        return Ok(());
    }
    let database = Builder::new().set_cache_size(CACHE).create_with_backend(file.clone())?;
    let transaction = database.begin_read()?;
    let about = transaction.open_table(ABOUT)?.get(())?.ok_or_else(damaged)?.value().to_vec();
    let about: About = serde_json::from_slice(&about).map_err(|_| damaged())?;
    drop(transaction);
    drop(database);
    Ok(file.seal(about)?)
}

/// Which document was kept for another, itself or one that no other was kept for.
pub(super) fn kept(table: &impl ReadableTable<u32, u32>, number: u32) -> std::result::Result<u32, Fault> {
    Ok(table.get(number)?.map_or(number, |kept| kept.value()))
}

pub(super) fn in_words(path: &str, fault: Fault) -> Error {
    match fault {
        Fault::Io(error) => Error::io(path, error),
        Fault::Reason(reason) => Error::Index { path: path.to_owned(), reason },
        Fault::Elsewhere(error) => error,
    }
}
