//! The tables of an index, and a run that adds to them.

use super::known::{Nothing, Tables};
use super::rows::{Identities, numbers, packed};
use super::seal::{About, Fault, Health, Sealed};
use super::segments::{self, KEYS, PIECES, POSTINGS};
use crate::archive::{Claim, Keep, folder_of, keep_names};
use crate::dedup::{
    self, Duplicates, Found, Identity, Learned, SAMPLED, SHINGLE, Sample, Sketched, Sketches, relate_to_known,
};
use crate::error::{Error, Result};
use rayon::prelude::*;
use redb::backends::FileBackend;
use redb::{
    Builder, Database, ReadableDatabase, ReadableTable, Table, TableDefinition, TableError, WriteTransaction,
};
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

/// Identities, [`Identities::BLOCK`] documents a row.
pub(super) const DOCUMENTS: TableDefinition<u32, &[u8]> = TableDefinition::new("documents");
/// Ids as the input had them.
const IDS: TableDefinition<u32, &str> = TableDefinition::new("ids");
/// Sketches, compressed, some documents a row, under the number of the first of them.
pub(super) const SKETCHES: TableDefinition<u32, &[u8]> = TableDefinition::new("sketches");
/// Of documents that stand in postings, which one is the first of their class now, where it is another.
pub(super) const FIRSTS: TableDefinition<u32, u32> = TableDefinition::new("firsts");
/// Of documents that were removed, which one was kept in their place.
pub(super) const KEPT: TableDefinition<u32, u32> = TableDefinition::new("kept");
/// Hashes of stock shingles in order, under their highest bits.
pub(super) const STOCK: TableDefinition<u32, &[u8]> = TableDefinition::new("stock");
/// Number of each run, under the first document it added.
const RUNS: TableDefinition<u32, u32> = TableDefinition::new("runs");
/// [`About`] as JSON: in the same transaction as the rest.
const ABOUT: TableDefinition<(), &[u8]> = TableDefinition::new("about");

/// Version of the keys that words are compared by: another one finds nothing again that was sketched with this.
const KEYS_VERSION: u32 = 3;
/// Bytes that the store may hold of its file.
const CACHE: usize = 256 << 20;
/// Bytes of a row of sketches at the most, as for pieces of segments.
const ROW: usize = 16_200;
/// Bits of a hash that are the key of a row of stock shingles.
const STOCK_BITS: u32 = 12;

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
    path: String,
    file: Sealed,
    settings: dedup::Settings,
}

/// New documents that were compared with an index and not yet added to it.
pub struct Addition {
    found: Found,
    archived: Vec<ArchivedDocument>,
    /// Number of the new documents.
    documents: usize,
    /// What the index was when they were compared: what was found names documents by their numbers in it.
    version: Option<u64>,
}

/// A document of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedDocument {
    /// Its id as the input had it: not of it alone.
    pub id: String,
    /// Which run added it, from 1; unknown where that was not noted.
    pub run: Option<u32>,
}

impl Addition {
    /// Relations and groups with a new document in them. Documents are named by their place in [`Self::archived`], and
    /// new ones by their place in the sketches, counted on from there.
    ///
    /// Of a group with an archived document in it the survivor is archived.
    pub fn duplicates(&self) -> &Duplicates {
        &self.found.duplicates
    }

    /// The archived documents that [`Self::duplicates`] speaks of.
    pub fn archived(&self) -> &[ArchivedDocument] {
        &self.archived
    }

    /// For each document of [`Self::duplicates`] which one is kept in its place; `claims` are those of the new ones.
    pub fn survivors(&self, keep: &Keep, claims: Vec<Claim>) -> Vec<u32> {
        let mut all = vec![Claim::default(); self.archived.len()];
        all.extend(claims);
        keep.survivors(&self.found.duplicates, &all)
    }
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

fn settings_in_words(settings: &dedup::Settings) -> serde_json::Value {
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

    /// The number of the run that would add to it now, from 1.
    pub fn run(&self) -> u32 {
        self.file.about().map_or(0, |about| about.runs) + 1
    }

    /// Compares new documents with each other and with all that are in the index.
    ///
    /// # Errors
    /// If the index cannot be read, or is damaged where it was read.
    pub fn relate(&self, sketches: &Sketches) -> Result<Addition> {
        self.compared(sketches).map_err(|fault| in_words(&self.path, fault))
    }

    fn compared(&self, sketches: &Sketches) -> std::result::Result<Addition, Fault> {
        let (documents, version) = (sketches.len(), self.file.version());
        let Some(about) = self.file.about() else {
            let found = relate_to_known(&Nothing, sketches, &self.settings)?;
            return Ok(Addition { found, archived: Vec::new(), documents, version });
        };
        let database = Builder::new().set_cache_size(CACHE).open_read_only_with_backend(self.file.clone())?;
        let transaction = database.begin_read()?;
        let tables = Tables::open(&transaction, about.documents)?;
        let found = relate_to_known(&tables, sketches, &self.settings)?;
        let ids = transaction.open_table(IDS)?;
        let runs = match transaction.open_table(RUNS) {
            Err(TableError::TableDoesNotExist(_)) => None,
            runs => Some(runs?),
        };
        let archived = |&number: &u32| {
            let id = ids.get(number)?.ok_or_else(damaged)?.value().to_owned();
            let run = match &runs {
                Some(runs) => runs.range(..=number)?.next_back().transpose()?.map(|(_, run)| run.value()),
                None => None,
            };
            Ok(ArchivedDocument { id, run })
        };
        let archived = found.mentioned.iter().map(archived).collect::<std::result::Result<_, Fault>>()?;
        Ok(Addition { found, archived, documents, version })
    }

    /// Adds the documents that were compared, in one transaction. `ids`, `sketches` and `survivors` (see
    /// [`Addition::survivors`]) are those of the same documents.
    ///
    /// # Errors
    /// If the documents were compared with another index, or with this one before others were added, and if ids,
    /// sketches or survivors are not as many: nothing is added then. If the file cannot be written; it comes back to what
    /// it was when it is opened again.
    pub fn add(
        &mut self,
        addition: Addition,
        ids: &[String],
        sketches: &Sketches,
        survivors: &[u32],
    ) -> Result<()> {
        self.added(addition, ids, sketches, survivors).map_err(|fault| in_words(&self.path, fault))
    }

    fn added(
        &mut self,
        Addition { found, archived, documents, version }: Addition,
        ids: &[String],
        sketches: &Sketches,
        survivors: &[u32],
    ) -> std::result::Result<(), Fault> {
        if version.is_none() || version != self.file.version() {
            return Err(Fault::Reason(
                "not as it was when the documents were compared: compare them again".into(),
            ));
        }
        if [ids.len(), sketches.len(), survivors.len()] != [documents, documents, archived.len() + documents]
        {
            return Err(Fault::Reason(format!(
                "{documents} documents were compared, and there are {} ids, {} sketches, {} survivors of {}",
                ids.len(),
                sketches.len(),
                survivors.len(),
                archived.len() + documents
            )));
        }
        let (version, now) = (env!("CARGO_PKG_VERSION"), now());
        let mut about = self.file.about().unwrap_or_else(|| About {
            settings: settings_in_words(&self.settings),
            made_by: version.into(),
            made: now.clone(),
            ..About::default()
        });
        let first = about.documents;
        about.documents = u32::try_from(u64::from(first) + ids.len() as u64)
            .map_err(|_| Fault::Reason("full: it holds four billion documents".into()))?;
        about.runs += 1;
        (about.added_by, about.added) = (version.into(), now);

        let mentioned = &found.mentioned;
        let number = |local: u32| match mentioned.get(local as usize) {
            Some(&known) => known,
            None => local - mentioned.len() as u32 + first,
        };
        let kept: Vec<(u32, u32)> = survivors
            .iter()
            .zip(0u32..)
            .skip(mentioned.len())
            .filter(|&(&survivor, local)| survivor != local)
            .map(|(&survivor, local)| (number(local), number(survivor)))
            .collect();
        let mut database = self.database()?;
        let transaction = database.begin_write()?;
        write_documents(&transaction, first, ids, sketches)?;
        write_learned(&transaction, found.learned, &kept)?;
        transaction.open_table(RUNS)?.insert(first, about.runs)?;
        transaction.open_table(ABOUT)?.insert((), json(&about)?.as_slice())?;
        transaction.commit()?;
        // The store doubles its file when it is full. What was written in order stands at the beginning, so that there
        // is little to move before the rest is cut off.
        database.compact()?;
        drop(database);
        Ok(self.file.seal(about)?)
    }

    fn database(&self) -> std::result::Result<Database, Fault> {
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

fn write_documents(
    transaction: &WriteTransaction,
    first: u32,
    ids: &[String],
    sketches: &Sketches,
) -> std::result::Result<(), Fault> {
    let mut table = transaction.open_table(IDS)?;
    for (id, number) in ids.iter().zip(first..) {
        table.insert(number, id.as_str())?;
    }

    let mut table = transaction.open_table(DOCUMENTS)?;
    let mut row = match first.is_multiple_of(Identities::BLOCK) {
        true => Vec::new(),
        false => table.get(Identities::block(first))?.ok_or_else(damaged)?.value().to_vec(),
    };
    let known_by: Vec<(Identity, Sample)> = (0..sketches.len() as u32)
        .into_par_iter()
        .map(|at| Ok(sketches.sketch(at)?.known_by()))
        .collect::<std::result::Result<_, Fault>>()?;
    for (known_by, number) in known_by.into_iter().zip(first..) {
        Identities::write(known_by, &mut row);
        if (number + 1).is_multiple_of(Identities::BLOCK) {
            table.insert(Identities::block(number), row.as_slice())?;
            row.clear();
        }
    }
    if !row.is_empty() {
        let last = first + sketches.len() as u32 - 1;
        table.insert(Identities::block(last), row.as_slice())?;
    }

    let mut table = transaction.open_table(SKETCHES)?;
    let (mut row, mut first_of_row) = (Vec::with_capacity(ROW), first);
    // So many at a time that they need not all be in memory twice.
    for from in (0..sketches.len() as u32).step_by(1 << 12) {
        let some = from..(from + (1 << 12)).min(sketches.len() as u32);
        let packed: Vec<Vec<u8>> = some
            .into_par_iter()
            .map(|at| Ok(packed(&*sketches.sketch(at)?)?))
            .collect::<std::result::Result<_, Fault>>()?;
        for (packed, number) in packed.iter().zip(first + from..) {
            if !row.is_empty() && row.len() + packed.len() > ROW {
                table.insert(first_of_row, row.as_slice())?;
                row.clear();
            }
            if row.is_empty() {
                first_of_row = number;
            }
            row.extend_from_slice(packed);
        }
    }
    if !row.is_empty() {
        table.insert(first_of_row, row.as_slice())?;
    }
    Ok(())
}

fn write_learned(
    transaction: &WriteTransaction,
    learned: Learned,
    removed: &[(u32, u32)],
) -> std::result::Result<(), Fault> {
    let mut pieces = transaction.open_table(PIECES)?;
    segments::add(&mut transaction.open_table(POSTINGS)?, &mut pieces, learned.postings)?;
    segments::add(&mut transaction.open_table(KEYS)?, &mut pieces, learned.keys)?;
    let mut firsts = transaction.open_table(FIRSTS)?;
    for (posted, first) in learned.firsts {
        firsts.insert(posted, first)?;
    }
    let mut kept = transaction.open_table(KEPT)?;
    for &(number, survivor) in removed {
        kept.insert(number, survivor)?;
    }
    write_stock(&mut transaction.open_table(STOCK)?, &learned.stock)
}

/// Writes the rows that have changed.
fn write_stock(table: &mut Table<u32, &'static [u8]>, stock: &[u32]) -> std::result::Result<(), Fault> {
    let mut rest = stock;
    for bucket in 0..1 << STOCK_BITS {
        let (row, behind) = rest.split_at(rest.partition_point(|hash| hash >> (32 - STOCK_BITS) == bucket));
        rest = behind;
        let row: Vec<u8> = row.iter().flat_map(|hash| hash.to_le_bytes()).collect();
        let known = table.get(bucket)?.map_or(Vec::new(), |known| known.value().to_vec());
        if row != known {
            table.insert(bucket, row.as_slice())?;
        }
    }
    Ok(())
}

/// Which document was kept for another, itself or one that no other was kept for.
pub(super) fn kept(table: &impl ReadableTable<u32, u32>, number: u32) -> std::result::Result<u32, Fault> {
    Ok(table.get(number)?.map_or(number, |kept| kept.value()))
}

pub(super) fn damaged() -> Fault {
    Fault::Reason("holds a row that cannot be read: take the index from a copy".into())
}

fn json(about: &About) -> std::io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(about)?)
}

/// In whole seconds.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}

fn in_words(path: &str, fault: Fault) -> Error {
    match fault {
        Fault::Io(error) => Error::io(path, error),
        Fault::Reason(reason) => Error::Index { path: path.to_owned(), reason },
        Fault::Elsewhere(error) => error,
    }
}
