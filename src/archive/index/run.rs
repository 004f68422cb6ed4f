//! A run: new documents that are compared with an index, and what it writes of them in one transaction.

use super::known::{Nothing, Tables};
use super::rows::{Identities, damaged, packed};
use super::seal::{About, Fault};
use super::segments::{self, KEYS, PIECES, POSTINGS};
use super::store::{
    ABOUT, CACHE, DOCUMENTS, FIRSTS, IDS, Index, KEPT, RUNS, SKETCHES, STOCK, in_words, settings_in_words,
};
use crate::archive::{Claim, Keep};
use crate::dedup::{Duplicates, Found, Identity, Learned, Sample, Sketched, Sketches, relate_to_known};
use crate::error::Result;
use rayon::prelude::*;
use redb::{Builder, ReadableDatabase, ReadableTable, Table, TableError, WriteTransaction};

/// Bytes of a row of sketches at the most, as for pieces of segments.
const ROW: usize = 16_200;
/// Bits of a hash that are the key of a row of stock shingles.
const STOCK_BITS: u32 = 12;

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

impl Index {
    /// The number of the run that would add to it now, from 1.
    pub fn run(&self) -> u32 {
        self.file.about().map_or(0, |about| about.runs) + 1
    }

    /// Number of the documents that it holds.
    pub fn documents(&self) -> u32 {
        self.file.about().map_or(0, |about| about.documents)
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
}

fn write_documents(
    transaction: &WriteTransaction,
    first: u32,
    ids: &[String],
    sketches: &Sketches,
) -> std::result::Result<(), Fault> {
    write_ids(&mut transaction.open_table(IDS)?, first, ids)?;
    write_identities(&mut transaction.open_table(DOCUMENTS)?, first, sketches)?;
    write_sketches(&mut transaction.open_table(SKETCHES)?, first, sketches)
}

fn write_ids(
    table: &mut Table<u32, &'static str>,
    first: u32,
    ids: &[String],
) -> std::result::Result<(), Fault> {
    for (id, number) in ids.iter().zip(first..) {
        table.insert(number, id.as_str())?;
    }
    Ok(())
}

/// Goes on in the row where the run before ended.
fn write_identities(
    table: &mut Table<u32, &'static [u8]>,
    first: u32,
    sketches: &Sketches,
) -> std::result::Result<(), Fault> {
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
    Ok(())
}

/// Begins a row of its own.
fn write_sketches(
    table: &mut Table<u32, &'static [u8]>,
    first: u32,
    sketches: &Sketches,
) -> std::result::Result<(), Fault> {
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

fn json(about: &About) -> std::io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(about)?)
}

/// In whole seconds.
fn now() -> String {
    let now = jiff::Timestamp::now();
    jiff::Timestamp::from_second(now.as_second()).unwrap_or(now).to_string()
}
