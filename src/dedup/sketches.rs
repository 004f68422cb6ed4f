//! The sketches of a collection: in memory while they are few, in a temporary file where they are many.

use super::fingerprint::{Identity, Sketch};
use super::relate::{Duplicates, Settings, relate_sketched};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::convert::Infallible;
use std::fs::File;
use std::io::{self, BufWriter, Seek, SeekFrom, Write};

/// Documents by number; their sketches are in memory or brought there when they are asked for.
pub(crate) trait Sketched: Sync {
    /// What goes wrong.
    type Error: Send;

    /// Number of documents.
    fn count(&self) -> usize;

    /// What a document is known by.
    fn identity(&self, number: u32) -> Identity;

    /// The sketch of a document.
    fn sketch(&self, number: u32) -> std::result::Result<Cow<'_, Sketch>, Self::Error>;
}

impl Sketched for [Sketch] {
    type Error = Infallible;

    fn count(&self) -> usize {
        self.len()
    }

    fn identity(&self, number: u32) -> Identity {
        self[number as usize].identity()
    }

    fn sketch(&self, number: u32) -> std::result::Result<Cow<'_, Sketch>, Infallible> {
        Ok(Cow::Borrowed(&self[number as usize]))
    }
}

/// The sketches of a large collection, in the order of its documents: what [`relate`](super::relate) asks of a slice, with
/// about 70 bytes of memory a document.
///
/// Up to 32 MB of sketches are held in memory, those of about 20,000 articles. More go into an unnamed temporary file, in the
/// folder that the system has for these (`TMPDIR`): half as many bytes as the texts had. The system takes it away with the
/// value, or with the process, however that ends.
///
/// ```
/// use chinhluan::dedup::{Settings, Sketch, Sketches};
/// use chinhluan::{syllable::Forms, tokens::Tokens};
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// let mut sketches = Sketches::default();
/// for text in ["Chi bộ ấp Hòa Bình họp.", "Dân góp đất.", "CHI BỘ ẤP HOÀ BÌNH HỌP."] {
///     tokens.read(text, &mut forms);
///     sketches.push(Sketch::of(text, &tokens, &forms))?;
/// }
/// assert_eq!(sketches.relate(&Settings::default())?.relations.len(), 1);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Sketches {
    identities: Vec<Identity>,
    /// Those of the last documents.
    held: Vec<Sketch>,
    held_bytes: usize,
    /// Those of all documents before.
    filed: Option<Filed>,
}

/// Bytes of sketches that are held in memory. With fewer a run on a few thousand articles would wait for a disk; with more,
/// sketches would be a large part of the memory of one on a hundred thousand.
const HELD: usize = 32 << 20;

impl Sketches {
    /// Adds the sketch of the next document.
    ///
    /// # Errors
    /// If the temporary file cannot be written.
    pub fn push(&mut self, sketch: Sketch) -> Result<()> {
        self.held_bytes += sketch.memory();
        self.identities.push(sketch.identity());
        self.held.push(sketch);
        if self.held_bytes > HELD { self.file() } else { Ok(()) }
    }

    /// Number of documents.
    pub fn len(&self) -> usize {
        self.identities.len()
    }

    /// Whether there is no document.
    pub fn is_empty(&self) -> bool {
        self.identities.is_empty()
    }

    /// How the documents are related, as [`relate`](super::relate) finds it.
    ///
    /// # Errors
    /// If the temporary file cannot be read.
    pub fn relate(&self, settings: &Settings) -> Result<Duplicates> {
        relate_sketched(self, settings)
    }

    /// Writes those that are held behind the others.
    fn file(&mut self) -> Result<()> {
        let filed = match &mut self.filed {
            Some(filed) => filed,
            none => none.insert(Filed::new().map_err(of_temporary_file)?),
        };
        filed.write(&self.held).map_err(of_temporary_file)?;
        (self.held, self.held_bytes) = (Vec::new(), 0);
        Ok(())
    }
}

/// Held in memory, however many they are.
impl From<Vec<Sketch>> for Sketches {
    fn from(held: Vec<Sketch>) -> Self {
        Self {
            identities: held.iter().map(Sketch::identity).collect(),
            held_bytes: held.iter().map(Sketch::memory).sum(),
            held,
            filed: None,
        }
    }
}

impl Sketched for Sketches {
    type Error = Error;

    fn count(&self) -> usize {
        self.len()
    }

    fn identity(&self, number: u32) -> Identity {
        self.identities[number as usize]
    }

    fn sketch(&self, number: u32) -> Result<Cow<'_, Sketch>> {
        let filed = self.filed.as_ref().filter(|filed| (number as usize) < filed.count());
        let Some(filed) = filed else {
            let before = self.len() - self.held.len();
            return Ok(Cow::Borrowed(&self.held[number as usize - before]));
        };
        let bytes = filed.read(number as usize).map_err(of_temporary_file)?;
        let sketch = Sketch::read(self.identity(number), &bytes);
        sketch.map(Cow::Owned).ok_or_else(|| of_temporary_file(io::ErrorKind::InvalidData.into()))
    }
}

fn of_temporary_file(error: io::Error) -> Error {
    Error::io(format!("temporary file in {}", std::env::temp_dir().display()), error)
}

/// Sketches one after the other in an unnamed file.
#[derive(Debug)]
struct Filed {
    file: File,
    /// Where each ends; before them, where the first begins.
    ends: Vec<u64>,
}

impl Filed {
    fn new() -> io::Result<Self> {
        Ok(Self { file: tempfile::tempfile()?, ends: vec![0] })
    }

    fn count(&self) -> usize {
        self.ends.len() - 1
    }

    /// Writes sketches behind the others.
    fn write(&mut self, sketches: &[Sketch]) -> io::Result<()> {
        let mut end = self.ends[self.count()];
        self.file.seek(SeekFrom::Start(end))?;
        let mut to = BufWriter::with_capacity(1 << 20, &self.file);
        let (mut ends, mut bytes) = (Vec::with_capacity(sketches.len()), Vec::new());
        for sketch in sketches {
            bytes.clear();
            sketch.write(&mut bytes);
            to.write_all(&bytes)?;
            end += bytes.len() as u64;
            ends.push(end);
        }
        to.flush()?;
        self.ends.append(&mut ends);
        Ok(())
    }

    fn read(&self, at: usize) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; (self.ends[at + 1] - self.ends[at]) as usize];
        read_at(&self.file, &mut bytes, self.ends[at])?;
        Ok(bytes)
    }
}

/// Reads at a place of its own: threads share the file.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], from: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, from)
}

#[cfg(windows)]
fn read_at(file: &File, mut bytes: &mut [u8], mut from: u64) -> io::Result<()> {
    while !bytes.is_empty() {
        let read = std::os::windows::fs::FileExt::seek_read(file, bytes, from)?;
        if read == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        (bytes, from) = (&mut bytes[read..], from + read as u64);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::relate;
    use super::*;
    use proptest::prelude::*;

    /// Articles of some of five paragraphs, in small letters or capitals.
    fn articles() -> impl Strategy<Value = Vec<Sketch>> {
        let paragraph = |at: usize| {
            let words = (0..50).map(|word| format!("từ{}", (at * 977 + word * word * 31) % 997));
            words.collect::<Vec<_>>().join(" ") + ".\n"
        };
        let article = (prop::collection::vec(0usize..5, 0..4), any::<bool>());
        let article = article.prop_map(move |(parts, capitals)| {
            let text: String = parts.into_iter().map(paragraph).collect();
            Sketch::of_text(&if capitals { text.to_uppercase() } else { text })
        });
        prop::collection::vec(article, 0..12)
    }

    proptest! {
        #[test]
        fn in_a_file_as_in_memory(articles in articles(), filed_after: [bool; 12]) {
            let mut sketches = Sketches::default();
            for (sketch, file) in articles.iter().zip(filed_after) {
                sketches.push(sketch.clone()).unwrap();
                if file {
                    sketches.file().unwrap();
                }
            }
            let settings = Settings::default();
            prop_assert_eq!(sketches.relate(&settings).unwrap(), relate(&articles, &settings));
        }
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_full_disk_is_named_and_takes_nothing_away() {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut sketches = Sketches::from(vec![Sketch::of_text("Chi bộ ấp Hòa Bình họp."); 2]);
        sketches.filed = Some(Filed { file: full, ends: vec![0] });
        let said = sketches.file().unwrap_err().in_words();
        assert!(said.starts_with("temporary file in ") && said.contains("No space left"), "{said}");
        assert_eq!(sketches.relate(&Settings::default()).unwrap().relations.len(), 1);
    }
}
