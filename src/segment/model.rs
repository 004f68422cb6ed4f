//! The model file.
//!
//! Magic, format version, length and xxh3 checksum of the body; then the body: what it was trained on, vocabulary,
//! lexicons, pairs, weights. Numbers are little-endian. Every length is checked before it is believed.

use super::features::{AROUND, CASES, LEXICAL, Layout, PAIR, SHAPES, SKIP};
use super::lexicon::{CLASSES, LONGEST, WordClass};
use super::vocabulary::MOST;
use crate::error::{Error, Result};
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"chlwords";
const VERSION: u32 = 2;
const HEADER: usize = 8 + 4 + 8 + 8;

/// A word of a lexicon.
pub(super) type Entry = (Vec<u16>, WordClass);

/// A model as it is trained.
#[derive(Clone, Debug)]
pub(super) struct Model {
    /// What it was trained on, for people.
    pub trained_on: String,
    /// Known syllables.
    pub syllables: Vec<u16>,
    /// Hashes of other known keys.
    pub others: Vec<u64>,
    /// Words that all segmenters cut out alone, sorted.
    pub lexicon: Vec<Entry>,
    /// Words of some segmenters, sorted.
    pub doubtful: Vec<Entry>,
    /// Adjacent pairs that have weights, sorted.
    pub pairs: Vec<u32>,
    /// Pairs with a token between that have weights, sorted.
    pub skips: Vec<u32>,
    /// Weights of everything but pairs, in the order of [`Layout`].
    pub single: Vec<i16>,
    /// Weights of the pairs of both kinds.
    pub paired: Vec<i8>,
    /// Profiles of the adjacent pairs, two for each.
    pub profiles: Vec<u8>,
    /// What is decided by the adjacent pairs alone.
    pub verdicts: Vec<u8>,
}

/// A model as it is read: the same in the bytes of its file, as far as they can stay there.
#[derive(Debug)]
pub(super) struct Stored<'a> {
    pub trained_on: &'a str,
    pub syllables: Vec<u16>,
    pub others: Vec<u64>,
    pub lexicon: Vec<(Word, WordClass)>,
    pub doubtful: Vec<(Word, WordClass)>,
    pub pairs: Vec<u32>,
    pub skips: Vec<u32>,
    pub single: Vec<i16>,
    pub paired: &'a [u8],
    pub profiles: &'a [u8],
    pub verdicts: &'a [u8],
}

/// A word of the lexicon in place: a vector each would be a fifth of the time that loading takes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Word {
    symbols: [u16; LONGEST],
    len: u8,
}

impl AsRef<[u16]> for Word {
    fn as_ref(&self) -> &[u16] {
        &self.symbols[..usize::from(self.len)]
    }
}

/// One unit of a stored weight, as a part of 1 on the scale of the logistic function.
pub(super) const UNIT: f32 = 1.0 / 32.0;

impl Model {
    /// The file.
    pub fn write(&self) -> Vec<u8> {
        let mut body = Writer(Vec::new());
        body.count(self.trained_on.len());
        body.0.extend(self.trained_on.as_bytes());
        body.count(self.syllables.len());
        self.syllables.iter().for_each(|id| body.0.extend(id.to_le_bytes()));
        body.count(self.others.len());
        self.others.iter().for_each(|hash| body.0.extend(hash.to_le_bytes()));
        body.words(&self.lexicon);
        body.words(&self.doubtful);
        body.ascending(&self.pairs);
        body.ascending(&self.skips);
        body.count(self.single.len());
        self.single.iter().for_each(|weight| body.0.extend(weight.to_le_bytes()));
        body.count(self.paired.len());
        body.0.extend(self.paired.iter().map(|&weight| weight as u8));
        body.0.extend(&self.profiles);
        body.0.extend(&self.verdicts);
        let body = body.0;
        let mut file = Vec::with_capacity(HEADER + body.len());
        file.extend(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend((body.len() as u64).to_le_bytes());
        file.extend(xxh3_64(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

impl<'a> Stored<'a> {
    /// The layout of weights.
    pub fn layout(&self) -> Layout {
        Layout {
            symbols: super::vocabulary::FIRST_KNOWN + self.syllables.len() + self.others.len(),
            pairs: self.pairs.len(),
            skips: self.skips.len(),
        }
    }

    /// Reads a file; `name` is what errors call it.
    pub fn read(bytes: &'a [u8], name: &str) -> Result<Self> {
        Self::parse(bytes).map_err(|reason| Error::model(name, reason))
    }

    fn parse(bytes: &'a [u8]) -> std::result::Result<Self, String> {
        let mut header = Reader(bytes);
        if header.take(8).ok() != Some(MAGIC.as_slice()) {
            return Err("not a segmenter model".into());
        }
        let version = u32::from_le_bytes(header.array()?);
        if version != VERSION {
            return Err(format!("model format {version}, this program reads {VERSION}"));
        }
        let length = u64::from_le_bytes(header.array()?);
        let checksum = u64::from_le_bytes(header.array()?);
        if length != header.0.len() as u64 {
            return Err(format!("{} bytes where {length} were announced", header.0.len()));
        }
        if checksum != xxh3_64(header.0) {
            return Err("the checksum does not match: the file is damaged".into());
        }
        let mut body = header;
        let length = body.count(1)?;
        let trained_on = std::str::from_utf8(body.take(length)?).map_err(|_| "not UTF-8".to_owned())?;
        let syllables: Vec<u16> = body.list()?.iter().map(|&bytes| u16::from_le_bytes(bytes)).collect();
        let others: Vec<u64> = body.list()?.iter().map(|&bytes| u64::from_le_bytes(bytes)).collect();
        if syllables.len() + others.len() > MOST {
            return Err("more forms than symbols".into());
        }
        let lexicon = body.words()?;
        let doubtful = body.words()?;
        let pairs = body.ascending()?;
        let skips = body.ascending()?;
        let single: Vec<i16> = body.list()?.iter().map(|&bytes| i16::from_le_bytes(bytes)).collect();
        let length = body.count(1)?;
        let paired = body.take(length)?;
        let profiles = body.take(2 * pairs.len())?;
        let verdicts = body.take(pairs.len())?;
        let model = Self {
            trained_on,
            syllables,
            others,
            lexicon,
            doubtful,
            pairs,
            skips,
            single,
            paired,
            profiles,
            verdicts,
        };
        let layout = model.layout();
        let singles = layout.symbols * (1 + CASES) * AROUND + 3 * SHAPES + LEXICAL;
        if model.single.len() != singles || model.paired.len() != layout.pairs * PAIR + layout.skips * SKIP {
            return Err("the number of weights does not fit the vocabulary".into());
        }
        if !body.0.is_empty() {
            return Err(format!("{} bytes behind the end", body.0.len()));
        }
        Ok(model)
    }
}

struct Writer(Vec<u8>);

impl Writer {
    fn count(&mut self, count: usize) {
        self.0.extend((count as u32).to_le_bytes());
    }

    /// Words in order, each as what it adds to the beginning it shares with the one before.
    fn words(&mut self, words: &[Entry]) {
        self.count(words.len());
        let mut before: &[u16] = &[];
        for (word, class) in words {
            let shared = word.iter().zip(before).take_while(|(a, b)| a == b).count();
            self.0.extend([shared as u8, (word.len() - shared) as u8, *class]);
            word[shared..].iter().for_each(|symbol| self.0.extend(symbol.to_le_bytes()));
            before = word;
        }
    }

    /// Ascending numbers as differences of 7 bits a byte, the lowest first.
    fn ascending(&mut self, numbers: &[u32]) {
        self.count(numbers.len());
        let mut before = 0;
        for &number in numbers {
            let mut rest = number - before;
            while rest >= 0x80 {
                self.0.push(rest as u8 | 0x80);
                rest >>= 7;
            }
            self.0.push(rest as u8);
            before = number;
        }
    }
}

struct Reader<'a>(&'a [u8]);

const SHORT: &str = "the file ends too early";

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> std::result::Result<&'a [u8], String> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(SHORT)?;
        self.0 = rest;
        Ok(taken)
    }

    #[inline]
    fn array<const N: usize>(&mut self) -> std::result::Result<[u8; N], &'static str> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(SHORT)?;
        self.0 = rest;
        Ok(*taken)
    }

    #[inline]
    fn byte(&mut self) -> std::result::Result<u8, &'static str> {
        let (&byte, rest) = self.0.split_first().ok_or(SHORT)?;
        self.0 = rest;
        Ok(byte)
    }

    /// A count of items that take at least `size` bytes each, so that no count is believed that cannot be true.
    fn count(&mut self, size: usize) -> std::result::Result<usize, String> {
        let count = u32::from_le_bytes(self.array()?) as usize;
        if count.saturating_mul(size) > self.0.len() { Err(SHORT.into()) } else { Ok(count) }
    }

    fn list<const N: usize>(&mut self) -> std::result::Result<&'a [[u8; N]], String> {
        let count = self.count(N)?;
        let (chunks, _) = self.take(count * N)?.as_chunks();
        Ok(chunks)
    }

    fn words(&mut self) -> std::result::Result<Vec<(Word, WordClass)>, String> {
        let count = self.count(3)?;
        let mut words = Vec::with_capacity(count);
        let mut word = Word::default();
        for _ in 0..count {
            let [shared, added, class] = self.array()?;
            let len = word.len;
            if shared > len {
                return Err("a word shares more than there is".into());
            }
            word.len = shared.saturating_add(added);
            if !(2..=LONGEST).contains(&usize::from(word.len)) || !(1..=CLASSES).contains(&usize::from(class))
            {
                return Err("a word of impossible length or class".into());
            }
            let before = (shared < len).then(|| word.symbols[usize::from(shared)]);
            for symbol in &mut word.symbols[usize::from(shared)..usize::from(word.len)] {
                *symbol = u16::from_le_bytes(self.array()?);
            }
            if added == 0 || before.is_some_and(|before| word.symbols[usize::from(shared)] <= before) {
                return Err("words out of order".into());
            }
            words.push((word, class));
        }
        Ok(words)
    }

    fn ascending(&mut self) -> std::result::Result<Vec<u32>, String> {
        let count = self.count(1)?;
        let mut numbers = Vec::with_capacity(count);
        let mut before = 0u32;
        for _ in 0..count {
            let mut byte = self.byte()?;
            let mut difference = u64::from(byte & 0x7f);
            let mut shift = 7;
            while byte >= 0x80 {
                if shift > 28 {
                    return Err("a number is too large".into());
                }
                byte = self.byte()?;
                difference |= u64::from(byte & 0x7f) << shift;
                shift += 7;
            }
            let next = u32::try_from(difference).ok().and_then(|difference| before.checked_add(difference));
            before = next.filter(|_| difference > 0).ok_or("numbers out of order")?;
            numbers.push(before);
        }
        Ok(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Segmenter;
    use super::*;
    use proptest::prelude::*;

    fn small() -> Model {
        let symbols = super::super::vocabulary::FIRST_KNOWN + 3;
        Model {
            trained_on: "ba tiếng".into(),
            syllables: vec![3, 9],
            others: vec![77],
            lexicon: vec![(vec![17, 18], 1), (vec![17, 18, 19], 8), (vec![18, 17], 2)],
            doubtful: vec![],
            pairs: vec![17 << 16 | 18, 18 << 16 | 17],
            skips: vec![1 << 16 | 1],
            single: vec![-5; symbols * (1 + CASES) * AROUND + 3 * SHAPES + LEXICAL],
            paired: vec![-7; 2 * PAIR + SKIP],
            profiles: vec![0, 9, 250, 7],
            verdicts: vec![0, 0b1001],
        }
    }

    #[test]
    fn reads_what_it_writes() {
        let (model, file) = (small(), small().write());
        let stored = Stored::read(&file, "m").unwrap();
        assert_eq!((stored.trained_on, stored.syllables), (model.trained_on.as_str(), model.syllables));
        assert_eq!((stored.others, stored.pairs, stored.skips), (model.others, model.pairs, model.skips));
        for (stored, words) in [(stored.lexicon, model.lexicon), (stored.doubtful, model.doubtful)] {
            let stored = stored.iter().map(|(word, class)| (word.as_ref().to_vec(), *class));
            assert_eq!(stored.collect::<Vec<_>>(), words);
        }
        assert_eq!(stored.single, model.single);
        assert!(stored.paired.iter().map(|&byte| byte as i8).eq(model.paired));
        assert_eq!((stored.profiles, stored.verdicts), (&*model.profiles, &*model.verdicts));
    }

    #[test]
    fn a_file_cut_anywhere_is_an_error() {
        let file = small().write();
        for length in (0..400).chain((400..file.len()).step_by(997)) {
            let error = Stored::read(&file[..length], "cut.clm").unwrap_err().to_string();
            assert!(error.starts_with("cut.clm: "), "{error}");
            // The body on its own merits, as if the checksum had been forged.
            assert!(length < HEADER || forged(&file[HEADER..length]).is_err());
        }
    }

    fn forged(body: &[u8]) -> Result<Segmenter> {
        let mut file = MAGIC.to_vec();
        file.extend(VERSION.to_le_bytes());
        file.extend((body.len() as u64).to_le_bytes());
        file.extend(xxh3_64(body).to_le_bytes());
        file.extend(body);
        Segmenter::read(&file, "forged")
    }

    #[test]
    fn errors_name_the_reason() {
        let file = small().write();
        let mut newer = file.clone();
        newer[8] = 9;
        let mut longer = file.clone();
        longer.push(0);
        for (bytes, reason) in [
            (&b"PK\x03\x04 something else"[..], "m: not a segmenter model"),
            (&newer, "m: model format 9, this program reads 2"),
            (&longer, "were announced"),
        ] {
            let error = Stored::read(bytes, "m").unwrap_err().to_string();
            assert!(error.contains(reason), "{error}");
        }
    }

    proptest! {
        #[test]
        fn a_flipped_byte_is_an_error(at in 0usize..100_000, flip in 1u8..) {
            let mut file = small().write();
            let at = at % file.len();
            file[at] ^= flip;
            prop_assert!(Stored::read(&file, "m").is_err());
        }

        #[test]
        fn a_forged_body_does_not_panic(at in 0usize..200, value: u8, cut in 0usize..100) {
            let file = small().write();
            let mut body = file[HEADER..file.len() - cut].to_vec();
            body[at] = value;
            // Whatever comes back, segmenting with it is safe.
            if let Ok(segmenter) = forged(&body) {
                prop_assert!(segmenter.segment("Hà Nội hôm nay.").len() >= 2);
            }
        }
    }
}
