//! The model file.
//!
//! Magic, format version, length and xxh3 checksum of the body; then the body: counts, and tables one after another, as
//! they are looked up in. Nothing is taken apart before it is asked for: to begin costs as much as what is asked. Numbers
//! are little-endian. Every length is checked before it is believed.

use super::class::CASES;
use super::features::{AROUND, LEXICAL, PAIR, SHAPES, SKIP};
use super::known::{KNOWN, Known, KnownPairs};
use super::lexicon::{Tails, WordClass, build};
use super::profile::Profile;
use super::table::{Cells, LINE, REGION, Table};
use super::verdict::Verdicts;
use super::vocabulary::{FIRST_KNOWN, MOST};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::collections::BTreeMap;
use xxhash_rust::xxh3::xxh3_64;

const MAGIC: &[u8; 8] = b"chlwords";
const VERSION: u32 = 4;
const HEADER: usize = 8 + 4 + 8 + 8;
const COUNTS: usize = 8;
/// Zeros behind the counts, so that the lines of tables, which come next, are lines of the processor's caches.
const PADDING: usize = LINE - HEADER - 4 * COUNTS;

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
    /// Weights of everything but pairs, in the order in which they are learned (`train/layout`).
    pub single: Vec<i16>,
    /// Weights of the pairs of both kinds.
    pub paired: Vec<i8>,
    /// Profiles of the adjacent pairs, two for each.
    pub profiles: Vec<u8>,
    /// What is decided by the adjacent pairs alone.
    pub verdicts: Vec<u8>,
}

/// A model as it is read: the tables of its file.
#[derive(Debug)]
pub(super) struct Stored<'a> {
    pub trained_on: Cow<'a, str>,
    /// Syllable ids.
    pub syllables: Cells<'a, 2>,
    /// Hashes of other known keys.
    pub others: Cells<'a, 8>,
    pub pairs: KnownPairs<'a>,
    pub tails: Tails<'a>,
    /// The weights of pairs with a token between, one a byte.
    pub skips: Table<'a>,
    /// By the left symbol of such pairs: [`Reach`].
    pub reach: Cells<'a, { 2 * SKIP }>,
    /// Weights of symbols, of symbols with their case, of contexts of classes, and of lexical features.
    pub keys: Cells<'a, AROW>,
    pub cased: Cells<'a, AROW>,
    pub shapes: Cells<'a, 2>,
    pub lexical: Cells<'a, 2>,
}

/// Weights at each position.
pub(super) const AROW: usize = 2 * AROUND;

/// The least and the most that pairs with a token between and a given left symbol weigh, by position; a pair that is
/// not known weighs nothing.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reach {
    pub least: [i8; SKIP],
    pub most: [i8; SKIP],
}

impl Reach {
    fn packed(self) -> [u8; 2 * SKIP] {
        let ([a, b], [c, d]) = (self.least, self.most);
        [a, b, c, d].map(|weight| weight as u8)
    }

    #[inline]
    pub fn unpacked(packed: [u8; 2 * SKIP]) -> Self {
        let [a, b, c, d] = packed.map(|weight| weight as i8);
        Self { least: [a, b], most: [c, d] }
    }
}

/// One unit of a stored weight, as a part of 1 on the scale of the logistic function.
pub(super) const UNIT: f32 = 1.0 / 32.0;

impl Model {
    /// The file.
    pub fn write(&self) -> Vec<u8> {
        let symbols = FIRST_KNOWN + self.syllables.len() + self.others.len();
        let (weights, skip_weights) = self.paired.split_at(self.pairs.len() * PAIR);
        let (skip_weights, _) = skip_weights.as_chunks::<SKIP>();
        let skips = self.skips.iter().copied().zip(skip_weights.iter().copied());
        let reach = reach(skips.clone(), symbols);
        let skips: Vec<(u32, u32)> = skips
            .map(|(pair, weights)| (pair, u32::from(u16::from_le_bytes(weights.map(|weight| weight as u8)))))
            .collect();
        let skips = Table::of(&skips, symbols);
        let (heads, tails) = build(&self.lexicon, &self.doubtful);
        let known = self.pairs.iter().zip(weights.as_chunks::<PAIR>().0).zip(&self.verdicts);
        let known = known.zip(self.profiles.as_chunks::<2>().0);
        let mut known: BTreeMap<u32, (Known, Verdicts)> = known
            .map(|(((&pair, &weights), &verdicts), &profiles)| {
                (pair, (Known::of(weights, profiles.map(Profile)), Verdicts(verdicts)))
            })
            .collect();
        heads.into_iter().for_each(|(pair, head)| known.entry(pair).or_default().0.begin(head));
        let pairs = KnownPairs::of(&known, symbols);

        let mut body = Vec::new();
        let counts: [usize; COUNTS] = [
            self.trained_on.len(),
            self.syllables.len(),
            self.others.len(),
            pairs.table.lines.len(),
            pairs.kinds.len(),
            skips.lines.len(),
            tails.edges.len(),
            tails.follow.len(),
        ];
        counts.iter().for_each(|&count| body.extend((count as u32).to_le_bytes()));
        body.extend([0; PADDING]);
        body.extend(pairs.table.lines.as_flattened());
        body.extend(skips.lines.as_flattened());
        body.extend(tails.edges.as_flattened());
        body.extend(tails.follow.as_flattened());
        self.others.iter().for_each(|hash| body.extend(hash.to_le_bytes()));
        body.extend(pairs.kinds.as_flattened());
        reach.iter().for_each(|reach| body.extend(reach.packed()));
        body.extend(pairs.table.regions.as_flattened());
        body.extend(skips.regions.as_flattened());
        self.single.iter().for_each(|weight| body.extend(weight.to_le_bytes()));
        self.syllables.iter().for_each(|id| body.extend(id.to_le_bytes()));
        body.extend(self.trained_on.as_bytes());
        let mut file = Vec::with_capacity(HEADER + body.len());
        file.extend(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend((body.len() as u64).to_le_bytes());
        file.extend(xxh3_64(&body).to_le_bytes());
        file.extend(body);
        file
    }
}

fn reach(skips: impl Iterator<Item = (u32, [i8; SKIP])>, symbols: usize) -> Vec<Reach> {
    let mut reach = vec![Reach::default(); symbols];
    for (pair, weights) in skips {
        let Reach { least, most } = &mut reach[(pair >> 16) as usize];
        for (position, weight) in weights.into_iter().enumerate() {
            least[position] = least[position].min(weight);
            most[position] = most[position].max(weight);
        }
    }
    reach
}

impl<'a> Stored<'a> {
    /// Reads a file; `name` is what errors call it.
    pub fn read(bytes: &'a [u8], name: &str) -> Result<Self> {
        let parsed = header(bytes).and_then(|(checksum, body)| match checksum == xxh3_64(body) {
            true => Self::parse(body),
            false => Err("the checksum does not match: the file is damaged".into()),
        });
        parsed.map_err(|reason| Error::model(name, reason))
    }

    /// Reads a file that is part of this program: its bytes are as sound as the program's own, and to sum them up would
    /// take longer than all else.
    pub fn trusted(bytes: &'a [u8]) -> Result<Self> {
        let parsed = header(bytes).and_then(|(_, body)| Self::parse(body));
        parsed.map_err(|reason| Error::model("embedded model", reason))
    }

    fn parse(body: &'a [u8]) -> std::result::Result<Self, String> {
        let mut body = Reader(body);
        let mut counts = [0; COUNTS];
        for count in &mut counts {
            *count = u32::from_le_bytes(*body.array()?) as usize;
        }
        let [trained_on, syllables, others, lines, kinds, skip_lines, edges, nodes] = counts;
        body.array::<PADDING>()?;
        let symbols = FIRST_KNOWN.saturating_add(syllables).saturating_add(others);
        if symbols > FIRST_KNOWN + MOST {
            return Err("more forms than symbols".into());
        }
        let lines = body.cells::<LINE>(lines)?;
        let skip_lines = body.cells::<LINE>(skip_lines)?;
        let tails = Tails { edges: body.cells(edges)?, follow: body.cells(nodes)? };
        let others = body.cells(others)?;
        let kinds = body.cells::<KNOWN>(kinds)?;
        let reach = body.cells(symbols)?;
        let [pairs, skips] = [lines, skip_lines]
            .map(|lines| Ok::<_, &str>(Table { lines, regions: body.cells::<REGION>(symbols)? }));
        let model = Self {
            pairs: KnownPairs::new(pairs?, kinds),
            skips: skips?,
            tails,
            others,
            reach,
            keys: body.cells(symbols)?,
            cased: body.cells(symbols * CASES)?,
            shapes: body.cells(3 * SHAPES)?,
            lexical: body.cells(LEXICAL)?,
            syllables: body.cells(syllables)?,
            trained_on: std::str::from_utf8(body.take(trained_on)?).map_err(|_| "not UTF-8")?.into(),
        };
        if !body.0.is_empty() {
            return Err(format!("{} bytes behind the end", body.0.len()));
        }
        if !(model.pairs.table.is_sound() && model.skips.is_sound() && model.tails.is_sound()) {
            return Err("a table points outside itself".into());
        }
        Ok(model)
    }

    /// The same in memory of its own.
    pub fn into_owned(self) -> Stored<'static> {
        Stored {
            trained_on: self.trained_on.into_owned().into(),
            syllables: self.syllables.into_owned().into(),
            others: self.others.into_owned().into(),
            pairs: self.pairs.into_owned(),
            tails: self.tails.into_owned(),
            skips: self.skips.into_owned(),
            reach: self.reach.into_owned().into(),
            keys: self.keys.into_owned().into(),
            cased: self.cased.into_owned().into(),
            shapes: self.shapes.into_owned().into(),
            lexical: self.lexical.into_owned().into(),
        }
    }
}

/// The checksum and the body of a file.
fn header(bytes: &[u8]) -> std::result::Result<(u64, &[u8]), String> {
    let mut header = Reader(bytes);
    if header.take(8).ok() != Some(MAGIC.as_slice()) {
        return Err("not a segmenter model".into());
    }
    let version = u32::from_le_bytes(*header.array()?);
    if version != VERSION {
        return Err(format!("model format {version}, this program reads {VERSION}"));
    }
    let length = u64::from_le_bytes(*header.array()?);
    let checksum = u64::from_le_bytes(*header.array()?);
    let Reader(body) = header;
    if length != body.len() as u64 {
        return Err(format!("{} bytes where {length} were announced", body.len()));
    }
    Ok((checksum, body))
}

struct Reader<'a>(&'a [u8]);

const SHORT: &str = "the file ends too early";

impl<'a> Reader<'a> {
    fn take(&mut self, length: usize) -> std::result::Result<&'a [u8], &'static str> {
        let (taken, rest) = self.0.split_at_checked(length).ok_or(SHORT)?;
        self.0 = rest;
        Ok(taken)
    }

    fn array<const N: usize>(&mut self) -> std::result::Result<&'a [u8; N], &'static str> {
        let (taken, rest) = self.0.split_first_chunk().ok_or(SHORT)?;
        self.0 = rest;
        Ok(taken)
    }

    fn cells<const N: usize>(&mut self, count: usize) -> std::result::Result<Cells<'a, N>, &'static str> {
        let (cells, _) = self.take(count.checked_mul(N).ok_or(SHORT)?)?.as_chunks();
        Ok(cells.into())
    }
}

#[cfg(test)]
mod tests {
    use super::super::Segmenter;
    use super::super::lexicon::{Found, Head};
    use super::super::pairs::pair;
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
        assert_eq!(stored.trained_on, model.trained_on);
        assert!(stored.syllables.iter().map(|&id| u16::from_le_bytes(id)).eq(model.syllables));
        assert!(stored.others.iter().map(|&hash| u64::from_le_bytes(hash)).eq(model.others));
        let known = [pair(17, 18), pair(18, 17)].map(|pair| {
            let kind = stored.pairs.get(pair);
            (stored.pairs.known(kind), kind.verdicts())
        });
        let [mut first, mut second] =
            [[0, 9], [250, 7]].map(|profiles| Known::of([-7; PAIR], profiles.map(Profile)));
        let word = |agreed| Found { agreed, doubtful: 0 };
        first.begin(Head { word: word(1), node: 1 });
        second.begin(Head { word: word(2), node: 0 });
        assert_eq!(known, [(first, Verdicts(0)), (second, Verdicts(0b1001))]);
        let mut longer = Vec::new();
        let head = Head { word: first.word(), node: first.longer() };
        stored.tails.words(head, [19].into_iter(), |len, word| longer.push((len, word)));
        assert_eq!(longer, [(2, word(1)), (3, word(8))]);
        let numbers = [pair(1, 1), pair(17, 1)].map(|pair| stored.skips.get(pair));
        assert_eq!(numbers, [u32::from(u16::from_le_bytes([-7i8 as u8; SKIP])), 0]);
        let reach = Reach::unpacked(stored.reach[1]);
        assert_eq!((reach.least, reach.most), ([-7; SKIP], [0; SKIP]));
        let single = [stored.keys.as_flattened(), stored.cased.as_flattened()].into_iter();
        let single = single.chain([stored.shapes.as_flattened(), stored.lexical.as_flattened()]).flatten();
        assert!(single.copied().eq(model.single.iter().flat_map(|weight| weight.to_le_bytes())));
    }

    #[test]
    fn the_embedded_one_is_whole() {
        assert_eq!(Segmenter::EMBEDDED.as_ptr() as usize % LINE, 0);
        Stored::read(Segmenter::EMBEDDED, "embedded model").unwrap();
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
            (&newer, "m: model format 9, this program reads 4"),
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
        fn a_forged_body_does_not_panic(at in 0usize..1000, value: u8, cut in 0usize..100) {
            let file = small().write();
            let mut body = file[HEADER..file.len() - cut].to_vec();
            body[at] = value;
            // Whatever comes back, segmenting with it is safe.
            if let Ok(segmenter) = forged(&body) {
                prop_assert!(segmenter.segment("Hà Nội hôm nay.").len() >= 2);
            }
        }

        #[test]
        fn nor_does_a_forged_whole_model(places in prop::collection::vec((0usize..1 << 23, any::<u8>()), 1..50)) {
            let mut body = Segmenter::EMBEDDED[HEADER..].to_vec();
            let last = body.len();
            for (at, value) in places {
                body[at % last] = value;
            }
            if let Ok(segmenter) = forged(&body) {
                let text = "Ủy ban nhân dân xã Hưng Trung tổ chức hội nghị sơ kết thực hiện cuộc vận động. Hà Nội hôm nay.";
                prop_assert!(segmenter.segment(text).len() >= 4);
            }
        }
    }
}
