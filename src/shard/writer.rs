//! A shard, as it is made.

use super::about::{About, End};
use super::file::{BLOCK, MAGIC, VERSION};
use crate::error::LeftOut;
use crate::read::Documents;
use serde::Serialize;
use std::io::{self, Write};
use xxhash_rust::xxh3::Xxh3Default;

/// Writes what was found in each document of a part, in their order.
///
/// ```
/// use chinhluan::read::Inputs;
/// use chinhluan::shard::{About, Shards, Writer};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let folder = tempfile::tempdir()?;
/// # let crawl = folder.path().join("crawl.jsonl");
/// # std::fs::write(&crawl, "{\"text\": \"Xã đạt chuẩn\"}\n{\"text\": \"nông thôn mới.\"}\n{}\n")?;
/// let mut files = Vec::new();
/// for part in ["1/2", "2/2"] {
///     let part = part.parse()?;
///     let mut documents = Inputs { paths: vec![crawl.clone()], part: Some(part), ..Inputs::default() }.open()?;
///     let path = folder.path().join(format!("{}.shard", part.number()));
///     let mut shard = Writer::new(std::fs::File::create(&path)?, &About::of(part, Default::default()))?;
///     for document in &mut documents {
///         match document {
///             Ok(document) => shard.add(&document.text)?,
///             Err(skipped) => shard.skip(&skipped.left_out())?,
///         }
///     }
///     shard.finish(&documents)?;
///     files.push(path);
/// }
/// let mut texts = Vec::new();
/// let mut shards = Shards::open(&files)?;
/// while let Some(found) = shards.next::<String>()? {
///     texts.push(found.1.unwrap_or("skipped".into()));
/// }
/// assert_eq!(texts, ["Xã đạt chuẩn", "nông thôn mới.", "skipped"]);
/// # Ok(()) }
/// ```
pub struct Writer<W: Write> {
    to: W,
    sum: Xxh3Default,
    written: u64,
    block: Vec<u8>,
    entries: usize,
}

impl<W: Write> Writer<W> {
    /// Begins a shard.
    ///
    /// # Errors
    /// If it cannot be written, here as in the other functions.
    pub fn new(to: W, about: &About) -> io::Result<Self> {
        let mut writer = Self { to, sum: Xxh3Default::new(), written: 0, block: Vec::new(), entries: 0 };
        let about = serde_json::to_vec(about)?;
        writer.write(MAGIC)?;
        writer.write(&VERSION.to_le_bytes())?;
        writer.write(&length(&about)?)?;
        writer.write(&about)?;
        Ok(writer)
    }

    /// Adds what was found in the next document.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn add(&mut self, found: &impl Serialize) -> io::Result<()> {
        self.entry(&Ok::<_, ()>(found))
    }

    /// Adds why there is nothing of the next document.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn skip(&mut self, skipped: &LeftOut) -> io::Result<()> {
        self.entry(&Err::<(), _>(skipped))
    }

    fn entry(&mut self, entry: &impl Serialize) -> io::Result<()> {
        let bytes = postcard::to_stdvec(entry).map_err(io::Error::other)?;
        self.block.extend_from_slice(&length(&bytes)?);
        self.block.extend_from_slice(&bytes);
        self.entries += 1;
        if self.block.len() >= BLOCK { self.close() } else { Ok(()) }
    }

    fn close(&mut self) -> io::Result<()> {
        let block = std::mem::take(&mut self.block);
        if !block.is_empty() {
            self.packed(&block)?;
        }
        Ok(())
    }

    fn packed(&mut self, block: &[u8]) -> io::Result<()> {
        // A tenth less than at level 1; higher ones take several times as long for a twentieth.
        const LEVEL: i32 = 3;
        let packed = zstd::bulk::compress(block, LEVEL)?;
        self.write(&length(&packed)?)?;
        self.write(&length(block)?)?;
        self.write(&packed)
    }

    /// Ends the shard of the documents that were read to their end.
    ///
    /// # Errors
    /// As [`Self::new`], and if what was added is not what was read.
    pub fn finish(mut self, read: &Documents) -> io::Result<W> {
        if self.entries != read.positions().len() {
            return Err(io::Error::other("a shard needs an entry for each document of its part"));
        }
        self.close()?;
        let end = End {
            positions: read.positions().to_vec(),
            files: read.shared_files().to_vec(),
            passed_over: read.passed_over().to_vec(),
            noticed: read.noticed(),
        };
        let at = self.written;
        self.packed(&serde_json::to_vec(&end)?)?;
        self.write(&at.to_le_bytes())?;
        let sum = self.sum.digest();
        self.write(&sum.to_le_bytes())?;
        self.to.flush()?;
        Ok(self.to)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.to.write_all(bytes)?;
        self.sum.update(bytes);
        self.written += bytes.len() as u64;
        Ok(())
    }
}

fn length(bytes: &[u8]) -> io::Result<[u8; 4]> {
    let length = u32::try_from(bytes.len()).map_err(|_| io::Error::other("a document of over 4 GB"))?;
    Ok(length.to_le_bytes())
}
