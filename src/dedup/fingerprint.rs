//! What is kept of a document: its words as 16-bit codes, where they stand, and a sample of its shingles.

use super::places::{BLOCK, Block, Far, Mark, Places, Placing, Word, has, pieces};
use crate::span::Span;
use crate::syllable::{Cue, Form, Forms, Kind, Shape};
use crate::tokens::Tokens;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_128;

/// Words in a shingle. Shorter ones are shared by chance, longer ones die by the first typing error.
pub(crate) const SHINGLE: usize = 5;

/// One shingle in this many is kept for the index. At 8, an article cut to its lead of 60 words and retyped with a
/// typing error in every twelfth word shares too few to be found.
pub(crate) const SAMPLED: u64 = 4;

/// Documents of fewer words keep all shingles, to be found among each other: of a caption of eight words one in four is one
/// or none. Twice as long as a short document, which is compared with none that is longer.
const ALL_UNDER: usize = 40;

/// What a document is known by: its number of words, the hash of its keys, that of its bytes.
///
/// Documents stand in the order of their identities, the fuller one first; those equal as keys side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) words: u32,
    pub(crate) keys: u128,
    pub(crate) bytes: u128,
}

impl Identity {
    pub(crate) fn rank(self) -> (std::cmp::Reverse<u32>, u128, u128) {
        (std::cmp::Reverse(self.words), self.keys, self.bytes)
    }
}

/// What is known of a document's sample where its shingles are not at hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sample {
    /// How many distinct shingles are sampled.
    pub(crate) size: u32,
    /// The greatest of the [`TOLD_FROM`] lowest hashes among them.
    pub(crate) told_up_to: u32,
}

impl Sample {
    /// Of the hashes of a document's sampled shingles; some stand twice.
    pub(super) fn of(mut hashes: Vec<u32>) -> Self {
        hashes.retain(|&hash| is_of_all(hash));
        keep_firsts(&mut hashes);
        let told_up_to = match hashes.len() {
            TOLD_FROM.. => *hashes.select_nth_unstable(TOLD_FROM - 1).1,
            _ => u32::MAX,
        };
        Self { size: hashes.len() as u32, told_up_to }
    }

    /// Whether a sampled hash is one of the [`TOLD_FROM`] lowest.
    pub(super) fn tells(self, hash: u32) -> bool {
        is_of_all(hash) && hash <= self.told_up_to
    }

    /// So many of the hashes that tell likeness, as share of them.
    pub(super) fn overlap(self, common: usize) -> f64 {
        f64::from(common as u32) / (self.size as usize).clamp(1, TOLD_FROM) as f64
    }
}

/// A document as [`relate`](super::relate) needs it: no text, no intern table.
///
/// Words (syllables, other words, numbers, codes, addresses) are 16-bit codes: a syllable's own id, or 13 bits of
/// the hash of another form. Punctuation counts only for the question whether two documents are equal. About half a
/// byte per byte of text, [`Sketch::memory`] says how much.
///
/// ```
/// use chinhluan::{dedup::Sketch, syllable::Forms, tokens::Tokens};
/// let sketch = |text: &str| {
///     let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
///     tokens.read(text, &mut forms);
///     Sketch::of(text, &tokens, &forms)
/// };
/// assert!(sketch("Đảng bộ xã Hoà An").equals(&sketch("ĐẢNG BỘ XÃ HÒA AN")));
/// assert!(!sketch("Đảng bộ xã Hoà An").equals(&sketch("Đảng bộ xã Hòa Ấn")));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// See [`bytes_of`].
    pub(super) bytes: u128,
    /// Hash of the keys of all tokens that count.
    pub(super) keys: u128,
    /// How many words count, to how many of them no step leads, how many ellipses and steps there are.
    words: u32,
    far: u32,
    ellipses: u32,
    steps: u32,
    /// The words; the marks and the far ones of [`Places`]; the number of words before each ellipsis; the steps, two in
    /// each, the last one with a zero beside it. In one piece: five for each of a million documents would be more work
    /// to find room for than to read.
    data: Box<[u16]>,
}

/// A hash of the bytes of the whole text in two halves: of the text, and of what it was before it was mended, here the same.
///
/// The first half orders documents that are equal as keys, alike in whatever form a collection is written. Its highest bit is
/// [`MENDED`].
fn bytes_of(text: &str) -> u128 {
    xxh3_128(text.as_bytes()) & !MENDED
}

/// Says that the text was mended, so that of equal documents a sound one stands first.
const MENDED: u128 = 1 << 127;

/// How many sampled shingles tell likeness from unlikeness; laws of 100,000 words have samples of 25,000.
const TOLD_FROM: usize = 24;

impl Sketch {
    /// The sketch of a document all of whose tokens count.
    pub fn of(text: &str, tokens: &Tokens, forms: &Forms) -> Self {
        Self::of_parts(text, tokens, forms, std::iter::once(0..tokens.len()))
    }

    /// The same sketch of a text that was mended, as [`clean`](crate::clean::clean) does, and was `original` before: only what was
    /// equal before is equal byte for byte, and of equal documents one that needed no mending is the one to keep.
    pub fn mended_from(self, original: &str) -> Self {
        let read = bytes_of(original) as u64;
        Self { bytes: MENDED | self.bytes >> 64 << 64 | u128::from(read), ..self }
    }

    /// The sketch of a document of which only `parts` count: ranges of tokens in order, without page furniture
    /// and repeated leads. What lies outside the document is ignored.
    ///
    /// Whether two documents are equal byte for byte is still a question about their whole text.
    pub fn of_parts(
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        parts: impl IntoIterator<Item = Range<usize>>,
    ) -> Self {
        let mut placing = Placing::of(tokens.len());
        let (mut block, mut blocked) = ([Word::default(); BLOCK], 0);
        let (mut ellipses, mut keys) = (Vec::new(), Keys::default());
        for part in parts {
            let part = part.start.min(tokens.len())..part.end.min(tokens.len());
            // By themselves: with all that is done below there are not registers enough.
            tokens.forms[part.clone()].iter().for_each(|&id| keys.push(forms.hash(id)));
            let first = tokens.sentences.partition_point(|&start| (start as usize) < part.start);
            let sentences = tokens.sentences[first..].iter().map(|&start| start as usize);
            let ends = sentences.take_while(|&start| start < part.end).chain([part.end]);
            let mut from = part.start;
            for end in ends {
                let mut opens = true;
                for (&id, &start) in tokens.forms[from..end].iter().zip(&tokens.starts[from..end]) {
                    let form = forms.form(id);
                    let surface = || &text.as_bytes()[start as usize..][..form.len as usize];
                    let Some(code) = word_code(form, surface, || forms.hash(id)) else {
                        let is_mark = form.kind == Kind::Punctuation;
                        if is_mark && (surface().starts_with(b"..") || surface() == "…".as_bytes()) {
                            ellipses.push((placing.words.len() + blocked) as u32);
                        }
                        continue;
                    };
                    // In capitals: `Ông NGUYỄN VĂN TÁM`. What is in capitals throughout has no name, as it has no other words.
                    let in_capitals = (form.shape == Shape::Upper) & (form.kind == Kind::Syllable);
                    let is_name = (form.shape == Shape::Title) & !opens | in_capitals;
                    let place = Span { start, end: start + form.len };
                    block[blocked % BLOCK] = Word { code, place, is_name, opens };
                    blocked += 1;
                    if blocked == BLOCK {
                        placing.add(&block);
                        blocked = 0;
                    }
                    opens = false;
                }
                from = end;
            }
        }
        if blocked > 0 {
            placing.add(&block[..blocked]);
        }
        let Placing { words, marks, far, .. } = &placing;
        let steps = placing.steps();
        let identity = Identity { words: words.len() as u32, keys: keys.hash(), bytes: bytes_of(text) };
        let counts = [words.len(), far.len(), ellipses.len(), steps.len()].map(|count| count as u32);
        // Of its own size from the beginning: what is left of a larger one that shrinks is a hole that nothing fits in.
        let mut data = Vec::with_capacity(data_len(counts));
        data.extend_from_slice(words);
        data.extend_from_slice(marks.as_flattened());
        data.extend_from_slice(far.as_flattened());
        data.extend(ellipses.into_iter().flat_map(pieces));
        let steps = steps.chunks(2);
        data.extend(steps.map(|two| u16::from_le_bytes([two[0], two.get(1).copied().unwrap_or(0)])));
        Self::new(identity, counts, data.into())
    }

    /// Number of words that count.
    pub fn len(&self) -> usize {
        self.words as usize
    }

    /// Whether no word counts.
    pub fn is_empty(&self) -> bool {
        self.words == 0
    }

    /// Whether the tokens that count are equal as keys.
    pub fn equals(&self, other: &Self) -> bool {
        self.keys == other.keys
    }

    /// Bytes of memory that the sketch takes.
    pub fn memory(&self) -> usize {
        size_of::<Self>() + size_of_val(&*self.data)
    }

    /// What the order of documents is decided by, as bytes that stand in this order: words (4, more words first), keys
    /// (16), bytes (16). Documents that are equal in the first 20 are equal as keys, in all 36 byte for byte.
    pub fn rank(&self) -> [u8; 36] {
        let mut rank = [0; 36];
        rank[..4].copy_from_slice(&(!self.words).to_be_bytes());
        rank[4..20].copy_from_slice(&self.keys.to_be_bytes());
        rank[20..].copy_from_slice(&self.bytes.to_be_bytes());
        rank
    }

    /// What the order of documents is decided by, whatever order they came in.
    pub(crate) fn identity(&self) -> Identity {
        Identity { words: self.words, keys: self.keys, bytes: self.bytes }
    }

    /// A sketch of so many words, far ones, ellipses and steps, and their data in this order.
    pub(super) fn new(identity: Identity, counts: [u32; 4], data: Box<[u16]>) -> Self {
        let Identity { keys, bytes, .. } = identity;
        let [words, far, ellipses, steps] = counts;
        Self { bytes, keys, words, far, ellipses, steps, data }
    }

    pub(super) fn counts(&self) -> [u32; 4] {
        [self.words, self.far, self.ellipses, self.steps]
    }

    pub(super) fn data(&self) -> &[u16] {
        &self.data
    }

    fn words(&self) -> &[u16] {
        &self.data[..self.len()]
    }

    fn places(&self) -> Places<'_> {
        let (words, rest) = self.data.split_at(self.len());
        let (marks, rest) = rest.split_at(marks_len(words.len()));
        let (far, rest) = rest.split_at(size_of::<Far>() / 2 * self.far as usize);
        let (_, steps) = rest.split_at(2 * self.ellipses as usize);
        Places { words, marks: marks.as_chunks().0, far: far.as_chunks().0, steps }
    }

    /// Whether a word has a mark: asked of more words than where they stand.
    fn has(&self, word: usize, mark: Mark) -> bool {
        has(self.data[self.len()..].as_chunks().0, word, mark)
    }

    /// Number of words before each ellipsis.
    fn ellipses(&self) -> &[[u16; 2]] {
        let end = self.data.len() - self.steps.div_ceil(2) as usize;
        self.data[end - 2 * self.ellipses as usize..end].as_chunks().0
    }

    /// How many distinct shingles are sampled, those aside that only short documents keep.
    pub fn sampled(&self) -> u32 {
        Sample::of(self.sampled_shingles(|_| true)).size
    }

    /// What it is known by where its words are not at hand.
    pub(crate) fn known_by(&self) -> (Identity, Sample) {
        (self.identity(), Sample::of(self.sampled_shingles(|_| true)))
    }

    /// The hashes of the sampled shingles that are `wanted`, in text order; some stand twice.
    pub(super) fn sampled_shingles(&self, wanted: impl Fn(u32) -> bool) -> Vec<u32> {
        sampled(self.words(), wanted)
    }

    /// The hashes of the sampled shingles, of a short document those of all, in order, each once.
    pub fn sample(&self) -> Vec<u32> {
        let mut sample = sampled(self.words(), |_| true);
        sample.sort_unstable();
        sample.dedup();
        sample
    }

    pub(super) fn shingles(&self) -> impl Iterator<Item = u64> {
        shingles(self.words())
    }

    pub(super) fn word(&self, at: usize) -> u16 {
        self.data[at]
    }

    /// Whether the word is a number or a document number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        self.data[at] >= NUMBER
    }

    /// Whether the word looks like a part of a name.
    pub(super) fn is_name(&self, at: usize) -> bool {
        self.has(at, Mark::Name)
    }

    /// Whether a sentence begins with the word.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        self.has(at, Mark::Opening)
    }

    /// Whether an ellipsis stands behind one of the words of a range.
    pub(super) fn breaks_off(&self, range: Range<usize>) -> bool {
        let number = |&[low, high]: &[u16; 2]| usize::from(low) | usize::from(high) << 16;
        let ellipses = self.ellipses();
        let after = ellipses.partition_point(|words| number(words) < range.start);
        ellipses.get(after).is_some_and(|words| number(words) < range.end)
    }

    /// The bytes of a range of words that is not empty.
    pub(super) fn span(&self, words: Range<usize>) -> Span {
        self.places().of(words)
    }
}

/// How long the data of so many words, far ones, ellipses and steps are.
pub(super) fn data_len([words, far, ellipses, steps]: [u32; 4]) -> usize {
    let [words, far, ellipses, steps] = [words, far, ellipses, steps].map(|count| count as usize);
    words + marks_len(words) + size_of::<Far>() / 2 * far + 2 * ellipses + steps.div_ceil(2)
}

/// How long the marks of so many words are.
fn marks_len(words: usize) -> usize {
    size_of::<Block>() / 2 * words.div_ceil(BLOCK)
}

/// Codes from here on are numbers: 12 bits of hash. Syllable ids end at 57,343, other words lie in between.
const NUMBER: u16 = 0xf000;
const OTHER: u16 = 0xe000;
const LOW: u16 = 0x0fff;

/// The code of a form; none of a mark.
#[inline]
fn word_code<'a>(form: Form, surface: impl Fn() -> &'a [u8], hash: impl Fn() -> u64) -> Option<u16> {
    Some(match form.kind {
        Kind::Punctuation | Kind::Symbol => return None,
        Kind::Number => number_code(surface()),
        Kind::Code => NUMBER | hash() as u16 & LOW,
        // A Roman numeral.
        Kind::Word if form.cue == Cue::Number => NUMBER | hash() as u16 & LOW,
        _ => u16::try_from(form.key.0).unwrap_or_else(|_| OTHER | hash() as u16 & LOW),
    })
}

/// The code of a number by its digits alone: papers that print the same report write `12-11` and `12/11`, `3.500`
/// and `3500`, `2m` and `2 m`.
fn number_code(surface: &[u8]) -> u16 {
    let digits = surface.iter().filter(|byte| byte.is_ascii_digit());
    let hash = digits.fold(PI, |hash, &digit| fold(hash ^ u64::from(digit), PHI));
    NUMBER | (hash ^ decimals(surface)) as u16 & LOW
}

/// How many decimals a number has: `1,5` is not 15, though `1.500` is 1500. Behind a full stop two digits may be minutes or a
/// month.
fn decimals(surface: &[u8]) -> u64 {
    let end = surface.iter().rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
    let start = surface[..end].iter().rposition(|byte| !byte.is_ascii_digit());
    match start.map(|at| (surface[at], end - at - 1)) {
        Some((b',', count @ 1..=2)) | Some((b'.', count @ 1)) => count as u64,
        _ => 0,
    }
}

#[inline]
pub(super) fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> 64) as u64
}

// Odd constants without structure: digits of pi and of the golden ratio.
const PI: u64 = 0x243f_6a88_85a3_08d3;
const PHI: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of every shingle, in text order.
#[inline]
fn shingles(words: &[u16]) -> impl Iterator<Item = u64> {
    let (before, last) = words.split_at(words.len().min(SHINGLE - 1));
    let four = before.iter().fold(0, |packed, &word| packed << 16 | u64::from(word));
    // Four words fill the number: the first of them falls out where the next one comes in.
    last.iter().scan(four, |four, &word| {
        let hash = fold(fold(*four ^ PI, PHI) ^ u64::from(word), PI);
        *four = *four << 16 | u64::from(word);
        Some(hash)
    })
}

/// The codes of the shingles that the index holds and that are `wanted`, in text order; some stand twice.
#[inline]
fn sampled(words: &[u16], wanted: impl Fn(u32) -> bool) -> Vec<u32> {
    let mut sampled = vec![0; words.len()];
    let mut count = 0;
    let all = words.len() < ALL_UNDER;
    for hash in shingles(words) {
        // Written in any case: which of them are sampled cannot be guessed.
        let code = code(hash);
        sampled[count] = code;
        count += usize::from((all || is_sampled(hash)) && wanted(code));
    }
    sampled.truncate(count);
    if words.len() == SHINGLE {
        // The only shingle counts as two: as many are asked of a pair.
        sampled.extend(shingles(words).map(|hash| !code(hash) | 1).filter(|&code| wanted(code)));
    }
    sampled
}

/// What the index knows a shingle by: even where it is sampled of all documents, odd where only short ones keep it.
#[inline]
pub(super) fn code(hash: u64) -> u32 {
    hash as u32 & !1 | u32::from(!is_sampled(hash))
}

/// Whether a shingle is sampled of all documents. How much of each other two documents hold is told by these alone.
pub(super) fn is_of_all(code: u32) -> bool {
    code.is_multiple_of(2)
}

/// Takes out what stood before. In no order: to sort them takes ten times as long.
fn keep_firsts(hashes: &mut Vec<u32>) {
    // Open addressing by the low bits; a place from 1, or none.
    let mut table = vec![0u32; (2 * hashes.len()).next_power_of_two()];
    let mask = table.len() - 1;
    let mut kept = 0;
    for at in 0..hashes.len() {
        let hash = hashes[at];
        let mut slot = hash as usize & mask;
        while table[slot] != 0 && hashes[table[slot] as usize - 1] != hash {
            slot = (slot + 1) & mask;
        }
        if table[slot] == 0 {
            hashes[kept] = hash;
            kept += 1;
            table[slot] = kept as u32;
        }
    }
    hashes.truncate(kept);
}

/// Share of a sample that that of a larger document holds, told from its lowest hashes; both in order.
pub(super) fn overlap(smaller: &[u32], larger: &[u32]) -> f64 {
    let told = smaller.iter().filter(|&&hash| is_of_all(hash)).take(TOLD_FROM);
    let is_held = |hash: &u32| larger.binary_search(hash).is_ok();
    let (common, told) =
        told.fold((0, 0), |(common, told), hash| (common + u32::from(is_held(hash)), told + 1));
    f64::from(common) / f64::from(told.max(1))
}

/// Whether a shingle is one of those that the index holds.
#[inline]
pub(super) fn is_sampled(hash: u64) -> bool {
    hash >> 32 < (1 << 32) / SAMPLED
}

/// A running hash of token keys; two multipliers make 128 bits.
struct Keys(u64, u64);

impl Default for Keys {
    fn default() -> Self {
        Self(PI, PHI)
    }
}

impl Keys {
    fn push(&mut self, hash: u64) {
        self.0 = fold(self.0 ^ hash, PHI);
        self.1 = fold(self.1.rotate_left(23) ^ hash, PI);
    }

    fn hash(&self) -> u128 {
        u128::from(self.0) << 64 | u128::from(self.1)
    }
}

#[cfg(test)]
impl Sketch {
    /// The sketch of a text, with a table of its own: as if each document came from another worker.
    pub(crate) fn of_text(text: &str) -> Self {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        Self::of(text, &tokens, &forms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_again_by_their_bytes() {
        let gap = " ".repeat(40);
        let long = "a".repeat(50);
        let text = format!("  Xã Hòa An, ngày{gap}08/12 {long}... hết.\n\n\n\n\n\n\n\n\n\nNăm 2019");
        let sketch = Sketch::of_text(&text);
        let words: Vec<_> = (0..sketch.len()).map(|at| sketch.span(at..at + 1).of(&text)).collect();
        assert_eq!(words, ["Xã", "Hòa", "An", "ngày", "08/12", &long, "hết", "Năm", "2019"]);
        assert_eq!(sketch.span(1..3).of(&text), "Hòa An");
        assert!(sketch.is_number(4) && sketch.is_number(8) && !sketch.is_number(7));
        assert!(sketch.is_name(1) && !sketch.is_name(0) && !sketch.is_name(7));
        assert!(sketch.breaks_off(6..7) && !sketch.breaks_off(0..6) && !sketch.breaks_off(7..100));
    }

    #[test]
    fn only_parts_that_count() {
        let text = "Trang chủ Tin mới Đảng bộ xã họp bàn. Bình luận";
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        let part = Sketch::of_parts(text, &tokens, &forms, [4..10, 90..95]);
        assert_eq!(part.len(), 5);
        assert_eq!(part.span(0..5).of(text), "Đảng bộ xã họp bàn");
        assert!(!part.equals(&Sketch::of_text(text)));
    }

    #[test]
    fn sampled_shingles_are_a_quarter() {
        let words: Vec<u16> = (0..40_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 16) as u16).collect();
        let kept = shingles(&words).filter(|&hash| is_sampled(hash)).count();
        assert!((9_600..10_400).contains(&kept), "{kept}");
    }
}
