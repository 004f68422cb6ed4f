//! Runs on an index, faults under it, damage to it. All of this is `#[cfg(test)]`, as the test of the order of rooms reads.

use super::seal::{Sealed, VERSION};
use super::{Addition, Health, Index};
use crate::archive::{Claim, Keep};
use crate::dedup::{Relation, Settings, Sketch, Sketches, relate};
use crate::error::Error;
use redb::StorageBackend;
use std::fs;
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Articles of three families: whole, in capitals, with other words here and there, put together, cut.
fn sketches() -> Vec<Sketch> {
    let paragraph = |family: usize, change: usize| {
        let word = |at: usize| match (change, at) {
            (1.., at) if at % 17 == change => format!("khác{at}"),
            (_, at) => format!("từ{}", (family * 977 + at * at * 31 + at) % 4001),
        };
        (0..120).map(word).collect::<Vec<_>>().join(" ")
    };
    let mut texts = Vec::new();
    for family in 0..3 {
        texts.push(paragraph(family, 0));
        texts.push(paragraph(family, family + 1));
        texts.push(paragraph(family, 0).to_uppercase());
        texts.push(format!("{}.\n{}", paragraph(family, 0), paragraph(family + 3, 0)));
        texts.push(String::new());
        texts.push(paragraph(family, 5).chars().take(200).collect());
        texts.push(paragraph(family, 0));
        texts.push(format!("Tin số {family}."));
    }
    texts.iter().map(|text| Sketch::of_text(text)).collect()
}

const CUTS: [usize; 4] = [0, 9, 10, 24];

fn ids(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| format!("bài {number}")).collect()
}

/// Adds a run, and gives its relations by the ids of the articles.
fn run(
    index: &mut Index,
    sketches: &[Sketch],
    from: usize,
    to: usize,
) -> crate::Result<Vec<(String, Relation)>> {
    let new = Sketches::from(sketches[from..to].to_vec());
    let addition = index.relate(&new)?;
    let names: Vec<String> =
        addition.archived().iter().map(|archived| archived.id.clone()).chain(ids(from, to)).collect();
    let named = |relation: &Relation| {
        let pair = format!("{} {}", names[relation.a as usize], names[relation.b as usize]);
        (pair, Relation { a: 0, b: 0, ..relation.clone() })
    };
    let relations = addition.duplicates().relations.iter().map(named).collect();
    let survivors = addition.survivors(&Keep::default(), vec![Claim::default(); new.len()]);
    index.add(addition, &ids(from, to), &new, &survivors)?;
    Ok(relations)
}

fn expected(sketches: &[Sketch], from: usize) -> Vec<(String, Relation)> {
    let mut relations = relate(sketches, &Settings::default()).relations;
    relations.retain(|relation| relation.a.max(relation.b) as usize >= from);
    let names = ids(0, sketches.len());
    let named = |relation: Relation| {
        let pair = format!("{} {}", names[relation.a as usize], names[relation.b as usize]);
        (pair, Relation { a: 0, b: 0, ..relation })
    };
    relations.into_iter().map(named).collect()
}

#[test]
fn runs_find_what_one_run_finds() {
    let (folder, sketches) = (tempfile::tempdir().unwrap(), sketches());
    let path = folder.path().join("index");
    for cut in CUTS.windows(2) {
        let mut index = Index::open(&path, &Settings::default()).unwrap();
        let found = run(&mut index, &sketches, cut[0], cut[1]).unwrap();
        assert_eq!(found, expected(&sketches[..cut[1]], cut[0]));
        assert!(!found.is_empty());
        drop(index);
        assert_eq!(Index::check(&path).unwrap(), Health::Whole);
        let stats = Index::stats(&path).unwrap();
        assert_eq!(stats.about.documents as usize, cut[1]);
    }
    let stats = Index::stats(&path).unwrap();
    assert_eq!((stats.about.runs, stats.bytes), (3, fs::metadata(&path).unwrap().len()));
    assert!(stats.groups >= 3 && stats.kept < 24, "{stats:?}");
}

#[test]
fn what_was_compared_with_another_state_is_not_added() {
    let (folder, sketches) = (tempfile::tempdir().unwrap(), sketches());
    let path = folder.path().join("index");
    let open = |name: &str| Index::open(&folder.path().join(name), &Settings::default()).unwrap();
    let new = |from: usize, to: usize| Sketches::from(sketches[from..to].to_vec());
    let add = |index: &mut Index, addition: Addition, from: usize, to: usize| {
        let survivors = addition.survivors(&Keep::default(), vec![Claim::default(); to - from]);
        index.add(addition, &ids(from, to), &new(from, to), &survivors)
    };
    let refused = |added: crate::Result<()>| {
        let said = added.unwrap_err().in_words();
        assert!(said.contains("compare them again"), "{said}");
    };
    let mut index = open("index");
    let (first, late) = (index.relate(&new(0, 9)).unwrap(), index.relate(&new(9, 16)).unwrap());
    add(&mut index, first, 0, 9).unwrap();
    let whole = fs::read(&path).unwrap();
    refused(add(&mut index, late, 9, 16));

    // As many documents, and others.
    let mut other = open("other");
    run(&mut other, &sketches, 7, 16).unwrap();
    refused(add(&mut index, other.relate(&new(16, 24)).unwrap(), 16, 24));

    let few = [(9, 15, 16, 7), (9, 16, 15, 7), (9, 16, 16, 6)];
    for (from, ids_to, sketches_to, survivors) in few {
        let addition = index.relate(&new(9, 16)).unwrap();
        let mut all = addition.survivors(&Keep::default(), vec![Claim::default(); 7]);
        all.truncate(addition.archived().len() + survivors);
        let added = index.add(addition, &ids(from, ids_to), &new(from, sketches_to), &all);
        let said = added.unwrap_err().in_words();
        assert!(said.contains("7 documents were compared"), "{said}");
    }
    assert_eq!(fs::read(&path).unwrap(), whole);

    // What was compared before is added where nothing has changed, though the file was closed in between.
    let addition = index.relate(&new(9, 16)).unwrap();
    drop(index);
    add(&mut open("index"), addition, 9, 16).unwrap();
}

#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    let (folder, sketches) = (tempfile::tempdir().unwrap(), sketches());
    let path = folder.path().join("index");
    for cut in CUTS.windows(2) {
        run(&mut Index::open(&path, &Settings::default()).unwrap(), &sketches, cut[0], cut[1]).unwrap();
    }
    let whole = fs::read(&path).unwrap();
    // A bit in every 512 bytes, another one each time, and all of the bits at both ends.
    let ends = (0..64 * 8).chain(whole.len() * 8 - 64 * 8..whole.len() * 8);
    let between = (0..whole.len() / 512).map(|block| block * 512 * 8 + block * 1237 % (512 * 8));
    for bit in ends.chain(between) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        let file = Sealed::open(Box::new(Disk::holding(bytes)));
        assert!(file.is_err() || file.is_ok_and(|file| file.check().is_err()), "bit {bit}");
    }
    for len in [whole.len() - 1, 4097, 4096, 4095, 3000, 100] {
        fs::write(&path, &whole[..len]).unwrap();
        let said = Index::check(&path).unwrap_err().in_words();
        assert!(said.contains("index: cut off"), "{len} bytes: {said}");
    }
}

#[test]
fn what_cannot_be_used_is_left_as_it_is() {
    let (folder, sketches) = (tempfile::tempdir().unwrap(), sketches());
    let path = folder.path().join("index");
    run(&mut Index::open(&path, &Settings::default()).unwrap(), &sketches, 0, 9).unwrap();
    let whole = fs::read(&path).unwrap();

    let other = Settings { near: 0.5, ..Settings::default() };
    let refused =
        |settings: &Settings| Index::open(&path, settings).err().map(|error| error.in_words()).unwrap();
    assert!(refused(&other).contains("made with other settings (near 0.35, now 0.5): build"));
    let first = Index::open(&path, &Settings::default()).unwrap();
    assert!(refused(&Settings::default()).contains("in use by another run"));
    drop(first);
    assert_eq!(fs::read(&path).unwrap(), whole);

    let foreign = b"PK\x03\x04 and more of what an index is not".repeat(200);
    fs::write(&path, &foreign).unwrap();
    assert!(refused(&Settings::default()).contains("no index of chinhluan"));
    assert_eq!(fs::read(&path).unwrap(), foreign);

    let mut later = whole[..4088].to_vec();
    later[16] += 1;
    later.extend(xxhash_rust::xxh3::xxh3_64(&later).to_le_bytes());
    later.extend(&whole[4096..]);
    fs::write(&path, &later).unwrap();
    let version = format!("an index of version {}", VERSION + 1);
    assert!(refused(&Settings::default()).contains(&version));
    assert_eq!(fs::read(&path).unwrap(), later);
    assert!(matches!(Index::stats(Path::new("not there")), Err(Error::Io { .. })));
}

/// A disk in memory that breaks down at one of its writes.
#[derive(Clone, Debug, Default)]
struct Disk(Arc<Mutex<Platter>>);

#[derive(Debug, Default)]
struct Platter {
    bytes: Vec<u8>,
    /// Writes until it breaks down; none if it never does.
    left: Option<u32>,
    /// Whether the write at which it breaks down is half done.
    tears: bool,
}

impl Disk {
    fn holding(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Platter { bytes, ..Platter::default() })))
    }

    /// Runs `change` on the bytes unless the disk has broken down.
    fn change(&self, half: impl FnOnce(&mut Vec<u8>), change: impl FnOnce(&mut Vec<u8>)) -> io::Result<()> {
        let platter = &mut *self.0.lock().unwrap();
        match &mut platter.left {
            Some(0) => {
                if std::mem::take(&mut platter.tears) {
                    half(&mut platter.bytes);
                }
                return Err(io::Error::other("the disk broke down"));
            }
            Some(left) => *left -= 1,
            None => {}
        }
        change(&mut platter.bytes);
        Ok(())
    }
}

impl StorageBackend for Disk {
    fn len(&self) -> io::Result<u64> {
        Ok(self.0.lock().unwrap().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let platter = self.0.lock().unwrap();
        let from = platter.bytes.get(offset as usize..offset as usize + out.len());
        out.copy_from_slice(from.ok_or(io::ErrorKind::UnexpectedEof)?);
        Ok(())
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.change(|_| (), |bytes| bytes.resize(len as usize, 0))
    }

    fn sync_data(&self) -> io::Result<()> {
        self.change(|_| (), |_| ())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let put = |part: usize| {
            move |bytes: &mut Vec<u8>| {
                bytes[offset as usize..offset as usize + part].copy_from_slice(&data[..part])
            }
        };
        // A header is shorter than a sector, which a disk writes whole or not at all.
        let half = if data.len() <= 4096 { 0 } else { data.len() / 2 };
        self.change(put(half), put(data.len()))
    }
}

fn on(disk: &Disk) -> crate::Result<Index> {
    let file = Sealed::open(Box::new(disk.clone())).map_err(|fault| Error::Settings(format!("{fault:?}")))?;
    Index::on(file, "disk", &Settings::default()).map_err(|fault| Error::Settings(format!("{fault:?}")))
}

#[test]
fn a_disk_that_breaks_down_leaves_the_state_before_or_after() {
    let sketches = sketches();
    for start in [0, 9] {
        let before = Disk::default();
        if start > 0 {
            run(&mut on(&before).unwrap(), &sketches, 0, start).unwrap();
        }
        let before = before.0.lock().unwrap().bytes.clone();
        let (mut breakdowns, mut after) = (0, 0);
        for tears in [false, true] {
            for writes in 0.. {
                let disk = Disk::holding(before.clone());
                (disk.0.lock().unwrap().left, disk.0.lock().unwrap().tears) = (Some(writes), tears);
                let broken = on(&disk).and_then(|mut index| run(&mut index, &sketches, start, 16)).is_err();
                if !broken && disk.0.lock().unwrap().left > Some(0) {
                    break;
                }
                breakdowns += 1;
                disk.0.lock().unwrap().left = None;
                let mut index =
                    on(&disk).unwrap_or_else(|error| panic!("write {writes}: {}", error.in_words()));
                let documents =
                    Sealed::open(Box::new(disk.clone())).unwrap().about().map_or(0, |about| about.documents);
                assert!(documents as usize == start || documents == 16, "write {writes}: {documents}");
                after += usize::from(documents == 16);
                let found = run(&mut index, &sketches, documents as usize, 24).unwrap();
                assert_eq!(found, expected(&sketches, documents as usize), "write {writes}");
                drop(index);
                Sealed::open(Box::new(disk.clone())).unwrap().check().unwrap();
            }
        }
        assert!(
            breakdowns > 20 && (1..breakdowns).contains(&after),
            "{breakdowns} breakdowns, {after} after"
        );
    }
}
