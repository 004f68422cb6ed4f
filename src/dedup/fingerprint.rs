//! What is kept of a document: the codes of its words, where they stand, and hashes of all of it.

use super::hash::Keys;
use super::places::{BLOCK, Block, Far, Mark, Places, Placing, Word, has, pieces};
use super::sample::{Sample, sampled, shingles};
use super::words::{is_number, unmarked, word_code, written_out};
use crate::span::Span;
use crate::syllable::{Forms, Kind, Shape};
use crate::tokens::Tokens;
use std::ops::Range;
use xxhash_rust::xxh3::xxh3_128;

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

/// A document as [`relate`](super::relate) needs it: no text, no intern table.
///
/// Words (syllables, other words, numbers, codes, addresses) are 16-bit codes: a syllable's own id, or 12 bits of
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
    /// and repeated leads. What lies outside the document is ignored, as is what lies before the end of an earlier part: no
    /// token counts twice, and a range that ends before it begins holds none.
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
        let mut from = 0;
        for part in parts {
            from = part.start.clamp(from, tokens.len());
            let part = from..part.end.clamp(from, tokens.len());
            // By themselves: with all that is done below there are not registers enough.
            tokens.forms[part.clone()].iter().for_each(|&id| keys.push(forms.hash(id)));
            let first = tokens.sentences.partition_point(|&start| (start as usize) < part.start);
            let sentences = tokens.sentences[first..].iter().map(|&start| start as usize);
            let ends = sentences.take_while(|&start| start < part.end).chain([part.end]);
            for end in ends {
                read_sentence(text, tokens, forms, from..end, |found| match found {
                    Some(word) => {
                        block[blocked % BLOCK] = word;
                        blocked += 1;
                        if blocked == BLOCK {
                            placing.add(&block);
                            blocked = 0;
                        }
                    }
                    None => ellipses.push((placing.words.len() + blocked) as u32),
                });
                from = end;
            }
        }
        if blocked > 0 {
            placing.add(&block[..blocked]);
        }
        Self::of_placed(&placing, &ellipses, keys.hash(), bytes_of(text))
    }

    /// The sketch of words that are placed; `ellipses` are the numbers of words before each.
    fn of_placed(placing: &Placing, ellipses: &[u32], keys: u128, bytes: u128) -> Self {
        let Placing { words, marks, far, .. } = placing;
        let steps = placing.steps();
        let identity = Identity { words: words.len() as u32, keys, bytes };
        let counts = [words.len(), far.len(), ellipses.len(), steps.len()].map(|count| count as u32);
        // Of its own size from the beginning: what is left of a larger one that shrinks is a hole that nothing fits in.
        let mut data = Vec::with_capacity(data_len(counts));
        data.extend_from_slice(words);
        data.extend_from_slice(marks.as_flattened());
        data.extend_from_slice(far.as_flattened());
        data.extend(ellipses.iter().flat_map(|&words| pieces(words)));
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

    pub(super) fn words(&self) -> &[u16] {
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

    /// Whether the text is written with the marks of Vietnamese: in any text of some length that is, most syllables have one.
    pub(super) fn is_marked(&self) -> bool {
        /// One syllable in so many: a name, a word in quotes, in a text without.
        const FEW: usize = 20;
        let unmarked = unmarked();
        let marked = self.words().iter().filter(|&&word| unmarked[usize::from(word)] != word).count();
        marked * FEW > self.len()
    }

    /// Whether the word is a number or a document number.
    pub(super) fn is_number(&self, at: usize) -> bool {
        is_number(self.data[at])
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

/// Hands out the words of a sentence, or of the rest of one, and none for each ellipsis.
// A closure, and inline: what it fills stays in registers.
#[inline]
fn read_sentence(
    text: &str,
    tokens: &Tokens,
    forms: &Forms,
    sentence: Range<usize>,
    mut found: impl FnMut(Option<Word>),
) {
    let form = |at: usize| forms.form(tokens.forms[at]);
    let coded = |at: usize| {
        let (form, start) = (form(at), tokens.starts[at] as usize);
        let surface = || &text.as_bytes()[start..][..form.len as usize];
        (form, word_code(form, surface, || forms.hash(tokens.forms[at])))
    };
    let (mut opens, mut at) = (true, sentence.start);
    while at < sentence.end {
        let (first, start) = (form(at), tokens.starts[at]);
        let taken = match first.kind {
            Kind::Number => {
                let before = (at > sentence.start).then(|| coded(at - 1));
                written_out(before, (at..sentence.end).map(coded))
            }
            _ => 1,
        };
        let last = at + taken - 1;
        let end = tokens.starts[last] + form(last).len;
        let (id, surface) = (tokens.forms[at], || &text.as_bytes()[start as usize..end as usize]);
        at += taken;
        let Some(code) = word_code(first, surface, || forms.hash(id)) else {
            let is_mark = first.kind == Kind::Punctuation;
            if is_mark && (surface().starts_with(b"..") || surface() == "…".as_bytes()) {
                found(None);
            }
            continue;
        };
        // In capitals: `Ông NGUYỄN VĂN TÁM`. What is in capitals throughout has no name, as it has no other words.
        let in_capitals = (first.shape == Shape::Upper) & (first.kind == Kind::Syllable);
        let is_name = (first.shape == Shape::Title) & !opens | in_capitals;
        found(Some(Word { code, place: Span { start, end }, is_name, opens }));
        opens = false;
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
    use std::slice;

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
    fn no_token_counts_twice() {
        let text = "Trang chủ Tin mới Đảng bộ xã họp bàn. Bình luận";
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        let of =
            |parts: &[Range<usize>]| Sketch::of_parts(text, &tokens, &forms, parts.iter().cloned()).rank();
        let again = std::iter::repeat_n(0..tokens.len(), 100).collect::<Vec<_>>();
        assert_eq!(of(&again), of(slice::from_ref(&(0..tokens.len()))));
        assert_eq!(of(&[2..6, 4..8, 0..3]), of(slice::from_ref(&(2..8))));
        let reversed = Range { start: 7, end: 5 };
        assert_eq!(of(&[2..4, reversed, 8..9]), of(&[2..4, 8..9]));
    }
}
