//! How often a large collection says what: enough of it to compare others with, small enough to be kept.

use super::corpus::Corpus;
use super::element::Marks;
use super::reading::BREAK;
use super::repeats::each_row;
use super::suffixes::Suffixes;
use super::whole::WholeWords;
use crate::error::{Error, Result};
use crate::statistics::keyness::Comparison;
use crate::syllable::{FormId, Key};
use crate::varint;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// The words and phrases of a collection with their counts, but for the rare ones: what
/// [`Keyness::compare_with`](super::Keyness::compare_with) and [`Discovery`](super::Discovery) hold others against.
///
/// Words and phrases are kept as hashes of their syllables, so that no text can be read out of one. Of words as they are
/// segmented it holds how often they are segmented so; of phrases of two to sixteen syllables how often their syllables
/// follow each other in a sentence as whole words, the first and the last one of content. What is not there stands fewer
/// than [`Reference::least`] times in the collection.
///
/// ```
/// use chinhluan::discover::{Corpus, Models, Reference};
/// use chinhluan::{Document, Meta, Place, dedup, phrase::Families, segment::Segmenter};
/// let document = |text: &str| Document {
///     id: text.into(), text: text.into(), meta: Meta::default(), place: Place::file("a.txt"),
/// };
/// let texts = ["Thôn Đoài xây dựng nông thôn mới.", "Xây dựng nông thôn mới là việc của dân."];
/// let models = Models::new(Segmenter::embedded(), Families::read("", "none")?)?;
/// let corpus = Corpus::read(&mut texts.map(|text| Ok(document(text))).into_iter(), &models, &dedup::Settings::default())?;
/// let own = Reference::of(&corpus, "two articles")?;
/// let read_again = Reference::read(&own.to_bytes(), "own.ref")?;
/// assert_eq!((read_again.name(), read_again.documents()), ("two articles", 2));
/// assert_eq!(read_again, own);
/// # Ok::<(), chinhluan::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    name: String,
    syllables: u64,
    documents: u64,
    least: u32,
    fingerprint: u64,
    /// Hashes of [`BITS`] bits, in order.
    hashes: Vec<u64>,
    /// The count of each.
    counts: Vec<u32>,
}

/// First bytes of the file.
const MAGIC: &[u8; 8] = b"CLREFER2";

/// What the files of all versions begin with.
const OF_ANY_VERSION: &[u8; 7] = b"CLREFER";

/// Bits of a hash. That something unknown has the hash of one of 350,000 happens once in 800,000 times; each seven bits
/// more are a byte more for each.
const BITS: u32 = 38;

/// Entries of the largest reference: a file of one and a half megabytes.
const MOST: usize = 350_000;

/// Syllables of the longest phrases.
pub(super) const LONGEST: u8 = 16;

/// How often a reference has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// So often.
    Times(u64),
    /// So often or less.
    AtMost(u64),
}

/// What a hash is of: a word as it is segmented, or a row of several syllables that are whole words.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    Word,
    Row,
}

impl Reference {
    /// The file of the reference that comes with the library.
    pub const EMBEDDED: &'static [u8] = include_bytes!("../../models/reference.bin");

    /// The reference that comes with the library; `models/reference.md` says what it was made of.
    pub fn embedded() -> &'static Reference {
        static EMBEDDED: LazyLock<Reference> = LazyLock::new(|| {
            Reference::read(Reference::EMBEDDED, "embedded reference")
                .expect("the embedded reference is the one the tests read")
        });
        &EMBEDDED
    }

    /// The reference that a collection makes; `name` is what it is called.
    ///
    /// # Errors
    /// [`Error::Settings`] where the collection holds no text, or a name has more than 65,535 bytes.
    pub fn of(corpus: &Corpus, name: &str) -> Result<Reference> {
        if corpus.syllables() == 0 {
            return Err(Error::Settings("the reference holds no text: give articles to compare with".into()));
        }
        if u16::try_from(name.len()).is_err() {
            return Err(Error::Settings("the name of a reference has at most 65,535 bytes".into()));
        }
        // What is rarer than once in five million syllables, a large collection has too much of.
        let least = 2 + (corpus.syllables() / 5_000_000) as u32;
        let suffixes = Suffixes::of(corpus, LONGEST)?;
        let mut counted = words(corpus);
        counted.retain(|_, count| *count >= least);
        counted.extend(rows(corpus, &suffixes, least));
        let mut counts: Vec<u32> = counted.values().copied().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let least = counts.get(MOST).map_or(least, |&too_rare| too_rare + 1);
        counted.retain(|_, count| *count >= least);
        Ok(Self {
            name: name.to_owned(),
            syllables: corpus.syllables() as u64,
            documents: corpus.documents() as u64,
            least,
            fingerprint: fingerprint(corpus),
            hashes: counted.keys().copied().collect(),
            counts: counted.into_values().collect(),
        })
    }

    /// What its maker called it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Syllables, numbers and codes of the collection.
    pub fn syllables(&self) -> u64 {
        self.syllables
    }

    /// Articles of the collection, without copies.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// How often something stands in the collection at least, to be here.
    pub fn least(&self) -> u32 {
        self.least
    }

    /// How many words and phrases it holds.
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.hashes.is_empty()
    }

    /// Whether it was made of this collection.
    pub(super) fn is_of(&self, corpus: &Corpus) -> bool {
        self.fingerprint == fingerprint(corpus)
    }

    pub(super) fn count(&self, hash: u64) -> Known {
        match self.hashes.binary_search(&hash) {
            Ok(at) => Known::Times(u64::from(self.counts[at])),
            Err(_) => Known::AtMost(u64::from(self.least - 1)),
        }
    }

    /// So many occurrences in so many syllables, beside what the reference has; the most that it can have, where it does
    /// not say.
    pub(super) fn comparison(&self, hash: u64, target: u64, target_size: u64) -> (Comparison, Known) {
        let known = self.count(hash);
        let (Known::Times(reference) | Known::AtMost(reference)) = known;
        let reference_size = self.syllables;
        (Comparison { target, reference: reference.min(reference_size), target_size, reference_size }, known)
    }

    /// The file: magic; the name with its length in two bytes; syllables, documents and fingerprint in eight bytes each,
    /// least and number of entries in four; for each its hash's distance from the last one and its count beyond the
    /// least, in groups of seven bits; XXH3-64 of all that. Numbers are little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.name.len() as u16).to_le_bytes());
        bytes.extend(self.name.as_bytes());
        for number in [self.syllables, self.documents, self.fingerprint] {
            bytes.extend(number.to_le_bytes());
        }
        for number in [self.least, self.hashes.len() as u32] {
            bytes.extend(number.to_le_bytes());
        }
        let mut last = 0;
        for (&hash, &count) in self.hashes.iter().zip(&self.counts) {
            varint::put(&mut bytes, hash - last);
            varint::put(&mut bytes, u64::from(count - self.least));
            last = hash;
        }
        let sum = xxh3_64(&bytes);
        bytes.extend(sum.to_le_bytes());
        bytes
    }

    /// Whether a file that begins with these bytes is meant to be a reference.
    pub fn is_one(bytes: &[u8]) -> bool {
        bytes.starts_with(OF_ANY_VERSION)
    }

    /// A reference from the bytes of its file; `name` is what errors call it.
    ///
    /// # Errors
    /// [`Error::Model`] where the bytes are not those of a reference, whole and undamaged.
    pub fn read(bytes: &[u8], name: &str) -> Result<Reference> {
        let wrong = |reason: &str| Error::Model { path: name.to_owned(), reason: reason.to_owned() };
        if !Self::is_one(bytes) {
            return Err(wrong("not a reference that chinhluan wrote"));
        }
        if !bytes.starts_with(MAGIC) {
            return Err(wrong("the reference is of another version of chinhluan: write it again"));
        }
        let whole = bytes.split_last_chunk().filter(|(body, sum)| xxh3_64(body) == u64::from_le_bytes(**sum));
        let Some((body, _)) = whole else {
            return Err(wrong("the reference is cut short or damaged: write it again"));
        };
        Self::parse(body).ok_or_else(|| wrong("the reference is damaged: write it again"))
    }

    /// `None` where the numbers contradict each other: a checksum can be made for anything.
    fn parse(body: &[u8]) -> Option<Reference> {
        let mut at = body.strip_prefix(MAGIC)?;
        let len = u16::from_le_bytes(take(&mut at)?);
        let (name, rest) = at.split_at_checked(usize::from(len))?;
        at = rest;
        let [syllables, documents, fingerprint] =
            [take(&mut at)?, take(&mut at)?, take(&mut at)?].map(u64::from_le_bytes);
        let [least, entries] = [take(&mut at)?, take(&mut at)?].map(u32::from_le_bytes);
        let (mut hashes, mut counts, mut last) = (Vec::new(), Vec::new(), 0u64);
        for entry in 0..entries {
            let distance = varint::take(&mut at)?;
            if entry > 0 && distance == 0 {
                return None;
            }
            last = last.checked_add(distance).filter(|hash| hash >> BITS == 0)?;
            hashes.push(last);
            counts.push(least.checked_add(varint::take_u32(&mut at)?)?);
        }
        let name = std::str::from_utf8(name).ok()?.to_owned();
        let whole = at.is_empty() && syllables > 0 && least > 0;
        whole.then_some(Self { name, syllables, documents, least, fingerprint, hashes, counts })
    }
}

/// Nothing stands out from itself.
pub(super) fn same_as_target() -> Error {
    Error::Settings("the reference is the same as the target: compare with other articles".into())
}

/// The hash of these elements, the same in every collection.
pub(super) fn hash(corpus: &Corpus, elements: Range<usize>, what: What) -> u64 {
    let tag = [what as u8].into_iter();
    let keys = corpus.row.forms[elements].iter().flat_map(|&form| corpus.forms.hash(form).to_le_bytes());
    xxh3_64(&tag.chain(keys).collect::<Vec<u8>>()) >> (u64::BITS - BITS)
}

/// How often each word with a letter is segmented.
fn words(corpus: &Corpus) -> BTreeMap<u64, u32> {
    let mut words = BTreeMap::new();
    for word in each_word(corpus) {
        *words.entry(hash(corpus, word, What::Word)).or_default() += 1;
    }
    words
}

/// The elements of every word with a letter, in order.
pub(super) fn each_word(corpus: &Corpus) -> impl Iterator<Item = Range<usize>> + '_ {
    let (forms, marks) = (&corpus.row.forms, &corpus.row.marks);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < forms.len() {
            let first = at;
            at = (first + 1..forms.len())
                .find(|&at| forms[at] == BREAK || marks[at].has(Marks::WORD))
                .unwrap_or(forms.len());
            if forms[first] != BREAK && corpus.is_of_letters(first..at) {
                return Some(first..at);
            }
        }
        None
    })
}

/// How often each row of syllables stands as whole words in the collection, `least` times or more.
fn rows(corpus: &Corpus, suffixes: &Suffixes, least: u32) -> Vec<(u64, u32)> {
    let whole = WholeWords::of(corpus, suffixes);
    let mut rows = Vec::new();
    each_row(suffixes, least, |ranks, len| {
        let order = &suffixes.order[ranks];
        let elements = order[0] as usize..order[0] as usize + len;
        let key = |form: &FormId| corpus.forms.form(*form).key;
        let keys: Vec<Key> = corpus.row.forms[elements.clone()].iter().map(key).collect();
        let bounds = whole.bounds_of(&keys);
        let count = order.iter().filter(|&&first| bounds.hold(first as usize, len)).count() as u32;
        if count >= least {
            rows.push((hash(corpus, elements, What::Row), count));
        }
    });
    rows
}

/// A hash of all that the collection says.
fn fingerprint(corpus: &Corpus) -> u64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    for &form in &corpus.row.forms {
        let key = if form == BREAK { 0 } else { corpus.forms.hash(form) };
        hash.update(&key.to_le_bytes());
    }
    hash.digest()
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::element::Marks;
    use crate::syllable::{Forms, Kind};
    use proptest::prelude::*;

    const SYLLABLES: [&str; 4] = ["tuyến", "đường", "sắt", "của"];

    /// What stands at a place: a syllable, or 4 for the end of a sentence; and whether a word begins here.
    type Element = (usize, bool);

    fn corpus(elements: &[Element]) -> Corpus {
        let mut forms = Forms::new();
        let ids: Vec<FormId> =
            SYLLABLES.iter().map(|syllable| forms.intern(syllable, Kind::Syllable)).collect();
        let mut corpus = Corpus { forms, ..Corpus::default() };
        let mut opens = true;
        for &(syllable, begins_word) in elements.iter().chain(&[(4, true)]) {
            corpus.row.forms.push(ids.get(syllable).copied().unwrap_or(BREAK));
            let word = if begins_word || opens { Marks::WORD } else { Marks::default() };
            corpus.row.marks.push(word);
            opens = syllable == 4;
        }
        corpus.ends.push(corpus.row.forms.len() as u32);
        corpus.source_of.push(0);
        corpus.sizes.push(elements.len() as u64);
        corpus
    }

    /// By definition: words that follow each other in a sentence, of which neither the first nor the last one is `của`.
    fn naive(corpus: &Corpus, most: usize) -> BTreeMap<u64, u32> {
        let words: Vec<Range<usize>> = each_word(corpus).collect();
        let is_of_content = |word: &Range<usize>| {
            word.len() > 1 || corpus.forms.surface(corpus.row.forms[word.start]) != "của"
        };
        let mut counted = BTreeMap::new();
        for (at, first) in words.iter().enumerate() {
            for (last, next) in words[at..].iter().zip(words[at + 1..].iter().map(Some).chain([None])) {
                let elements = first.start..last.end;
                let is_row = (2..=most).contains(&elements.len());
                if is_row && is_of_content(first) && is_of_content(last) {
                    *counted.entry(hash(corpus, elements, What::Row)).or_default() += 1;
                }
                if next.is_none_or(|next| next.start != last.end) {
                    break;
                }
            }
        }
        counted
    }

    proptest! {
        /// Rows of five syllables and less: longer ones may be refrains.
        #[test]
        fn rows_are_whole_words_by_the_definition(
            elements in prop::collection::vec((0usize..5, any::<bool>()), 1..60),
            least in 2u32..4,
        ) {
            let corpus = corpus(&elements);
            let suffixes = Suffixes::of(&corpus, 5).unwrap();
            let counted = rows(&corpus, &suffixes, least);
            let found: BTreeMap<u64, u32> = counted.iter().copied().collect();
            prop_assert_eq!(found.len(), counted.len());
            let mut expected = naive(&corpus, 5);
            expected.retain(|_, count| *count >= least);
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn a_part_of_a_longer_word_is_not_counted() {
        let road = [(0, true), (1, true), (4, true)];
        let railway = [(0, true), (1, true), (2, false), (4, true)];
        let elements: Vec<Element> = [&road[..], &railway].concat().repeat(3);
        let corpus = corpus(&elements);
        let reference = Reference::of(&corpus, "roads and railways").unwrap();
        let count = |elements| reference.count(hash(&corpus, elements, What::Row));
        let [road, railway, part] = [0..2, 3..6, 3..5].map(count);
        assert_eq!((road, railway, part), (Known::Times(3), Known::Times(3), Known::Times(3)));
    }
}
