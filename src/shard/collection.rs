//! All shards of a run, as one collection.

use super::about::{About, End};
use super::file::{self, Found};
use crate::error::{Error, LeftOut, Result};
use crate::read::{Documents, FileRead, Noticed, Position};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::fs::File;
use std::path::{Path, PathBuf};

/// What a result was made of, for the record of a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Provenance {
    /// Every input file.
    pub files: Vec<FileRead>,
    /// Files in the given folders that are in no format that is read.
    pub passed_over: Vec<String>,
    /// What else was noticed of the input.
    pub noticed: Noticed,
    /// The shards, where there were any.
    pub shards: Vec<FileRead>,
}

impl From<&Documents> for Provenance {
    fn from(read: &Documents) -> Self {
        Self {
            files: read.files().to_vec(),
            passed_over: read.passed_over().to_vec(),
            noticed: read.noticed(),
            shards: Vec::new(),
        }
    }
}

/// What was found in a document, or why there is nothing of it.
type Entry<T> = std::result::Result<T, LeftOut>;

/// All shards of a run. See [`Writer`](super::Writer) for an example.
pub struct Shards {
    about: About,
    shards: Vec<Shard>,
    /// The shards that have something left, by the place of their next entry.
    next: BinaryHeap<Reverse<(Position, usize)>>,
    provenance: Provenance,
}

struct Shard {
    path: PathBuf,
    /// Where the next block begins, and where the last one ends.
    blocks: (u64, u64),
    block: Vec<u8>,
    /// How much of it was used.
    at: usize,
    positions: std::vec::IntoIter<Position>,
}

impl Shards {
    /// Reads every byte of all shards, in whatever order they are named, and sees that they are all the parts of one run
    /// on one collection.
    ///
    /// # Errors
    /// [`Error::Shard`] for a shard that is damaged, of another run, missing, or there twice.
    pub fn open(paths: &[PathBuf]) -> Result<Self> {
        let mut found = paths.iter().map(|path| Ok((path, file::open(path)?))).collect::<Result<Vec<_>>>()?;
        found.sort_by_key(|(_, found)| found.about.part);
        let Some((first_path, first)) = found.first() else {
            return Err(Error::Settings("no shards to merge".into()));
        };
        let first_path = first_path.to_string_lossy();
        for (path, other) in &found[1..] {
            other.about.check(&path.to_string_lossy(), &first.about, &first_path)?;
        }
        all_parts(&found)?;
        let files = files(&found)?;
        let about = first.about.clone();
        let passed_over = first.end.passed_over.clone();
        let noticed = found.iter().map(|(_, found)| found.end.noticed.clone());
        let noticed = noticed.reduce(Noticed::and).unwrap_or_default();
        let shards = found.iter().map(|(_, found)| found.read.clone()).collect();
        let shards = Provenance { files, passed_over, noticed, shards };
        let mut all = Self { about, shards: Vec::new(), next: BinaryHeap::new(), provenance: shards };
        for (path, Found { end, blocks, .. }) in found {
            let positions = end.positions.into_iter();
            let shard = Shard { path: path.clone(), blocks, block: Vec::new(), at: 0, positions };
            all.shards.push(shard);
            all.queue(all.shards.len() - 1);
        }
        Ok(all)
    }

    /// What the shards have in common.
    pub fn run(&self) -> &Map<String, Value> {
        &self.about.run
    }

    /// How many shards there are.
    pub fn count(&self) -> usize {
        self.shards.len()
    }

    /// What was read, by all shards together.
    pub fn provenance(&self) -> &Provenance {
        &self.provenance
    }

    /// The next document of the collection: the number of its shard, and what was found.
    ///
    /// # Errors
    /// If the file cannot be read, or holds something else.
    #[allow(clippy::should_implement_trait, reason = "what an entry is, is told by the caller")]
    pub fn next<T: DeserializeOwned>(&mut self) -> Result<Option<(usize, Entry<T>)>> {
        let Some(Reverse((_, number))) = self.next.pop() else { return Ok(None) };
        self.queue(number);
        let shard = &mut self.shards[number];
        Ok(Some((number, shard.entry()?)))
    }

    /// The file of a shard.
    pub(crate) fn path(&self, number: usize) -> &Path {
        &self.shards[number].path
    }

    fn queue(&mut self, number: usize) {
        let next = self.shards[number].positions.next();
        self.next.extend(next.map(|position| Reverse((position, number))));
    }
}

impl Shard {
    fn entry<T: DeserializeOwned>(&mut self) -> Result<Entry<T>> {
        if self.at == self.block.len() {
            if self.blocks.0 >= self.blocks.1 {
                return Err(unreadable(&self.path));
            }
            // Opened for each block: there may be more shards than a process may have files.
            let shown = self.path.to_string_lossy();
            let read = File::open(&self.path).and_then(|mut file| file::block(&mut file, self.blocks.0));
            (self.block, self.blocks.0) = read.map_err(|error| Error::io(shown, error))?;
            self.at = 0;
        }
        let entry = split(&self.block[self.at..]).ok_or_else(|| unreadable(&self.path))?;
        self.at += 4 + entry.len();
        postcard::from_bytes(entry).map_err(|_| unreadable(&self.path))
    }
}

/// The bytes behind a length.
fn split(bytes: &[u8]) -> Option<&[u8]> {
    let (length, rest) = bytes.split_first_chunk()?;
    rest.get(..u32::from_le_bytes(*length) as usize)
}

/// A file that is as it was written, and holds what this program does not write.
pub(crate) fn unreadable(path: &Path) -> Error {
    let reason = "holds what this program cannot read: make this shard again".into();
    Error::Shard { path: path.to_string_lossy().into_owned(), reason }
}

/// Sees that there is one shard of each part; they stand in order.
fn all_parts(found: &[(&PathBuf, Found)]) -> Result<()> {
    let (last_path, last) = &found[found.len() - 1];
    let of = last.about.part.of();
    let mut by_part: BTreeMap<u32, &Path> = BTreeMap::new();
    for (path, shard) in found {
        if let Some(other) = by_part.insert(shard.about.part.number(), path) {
            let reason = format!("shard {}, as {} is", shard.about.part, other.display());
            return Err(Error::Shard { path: path.to_string_lossy().into_owned(), reason });
        }
    }
    let missing: Vec<String> = (1..=of)
        .filter(|number| !by_part.contains_key(number))
        .map(|number| format!("{number}/{of}"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let shown = missing.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = if missing.len() > 10 { format!(" and {} more", missing.len() - 10) } else { String::new() };
    let plural = if missing.len() == 1 { "" } else { "s" };
    let reason = format!("shard {} of {of}; shard{plural} {shown}{more} missing", last.about.part.number());
    Err(Error::Shard { path: last_path.to_string_lossy().into_owned(), reason })
}

/// The input files, if all shards saw the same ones.
fn files(found: &[(&PathBuf, Found)]) -> Result<Vec<FileRead>> {
    let (first_path, first) = &found[0];
    let mut files = first.end.files.clone();
    for (path, Found { end: End { files: others, .. }, .. }) in &found[1..] {
        let refused = |what: &str| {
            let first_path = first_path.display();
            let reason = format!("the input changed between the runs: {what} is not what {first_path} saw");
            Err(Error::Shard { path: path.to_string_lossy().into_owned(), reason })
        };
        if others.len() != files.len() {
            return refused("the number of files");
        }
        for (file, other) in files.iter_mut().zip(others) {
            if file.path != other.path {
                return refused(&other.path);
            }
            let is_same = match (&mut file.read, &other.read) {
                (Some(read), Some(other_read)) => read.add(other_read),
                (Some(_), None) | (None, Some(_)) if !file.is_whole => false,
                (None, Some(read)) => {
                    file.read = Some(read.clone());
                    true
                }
                _ => true,
            };
            if !is_same {
                return refused(&other.path);
            }
        }
    }
    Ok(files.into_iter().filter_map(|file| file.read).collect())
}
