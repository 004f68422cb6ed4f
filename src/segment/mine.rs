//! What is counted in labelled text before weights are learned: forms, words, pairs.

use super::class::Class;
use super::corpus::{Corpus, DOUBT, JOIN, LEAN_JOIN, LEAN_SPLIT, Label, SPLIT, UNKNOWN};
use super::features::PAD;
use super::lexicon::{LONGEST, build};
use super::model::Entry;
use super::pairs::{ByPair, pair};
use super::vocabulary::{FIRST_KNOWN, MOST, Vocabulary};
use crate::syllable::{FormId, Kind};

/// Sentences as symbols and classes, with padding before, between and behind them.
pub(super) struct Encoded {
    pub symbols: Vec<u16>,
    pub classes: Vec<u8>,
    pub labels: Vec<Label>,
    /// First and one past the last token.
    pub sentences: Vec<(usize, usize)>,
}

impl Encoded {
    /// The corpus in the symbols of `vocabulary`.
    pub fn new(corpus: &Corpus, vocabulary: &Vocabulary) -> Self {
        let known: Vec<(u16, Class)> = (0..corpus.forms.len() as u32)
            .map(|id| {
                let id = FormId(id);
                let class = Class::of(corpus.forms.form(id), corpus.forms.surface(id));
                (vocabulary.symbol(id, &corpus.forms, class), class)
            })
            .collect();
        let mut encoded = Self { symbols: vec![], classes: vec![], labels: vec![], sentences: vec![] };
        encoded.pad();
        for range in corpus.ranges() {
            let start = encoded.symbols.len();
            let form = |at: usize| known[corpus.tokens[at].0 as usize];
            let first = range.clone().find(|&at| Class::joins(form(at).1 as u8));
            for at in range {
                let (symbol, class) = form(at);
                let class = if Some(at) == first { class.at_sentence_begin() } else { class };
                encoded.symbols.push(symbol);
                encoded.classes.push(class as u8);
                encoded.labels.push(corpus.labels[at]);
            }
            encoded.sentences.push((start, encoded.symbols.len()));
            encoded.pad();
        }
        encoded
    }

    fn pad(&mut self) {
        self.symbols.extend([0; PAD]);
        self.classes.extend([Class::Outside as u8; PAD]);
        self.labels.extend([UNKNOWN; PAD]);
    }

    /// Whether a word surely ends at the gap behind token `gap`.
    fn bound(&self, gap: usize) -> bool {
        self.labels[gap] == SPLIT
            || Class::joins(self.classes[gap]) != Class::joins(self.classes[gap + 1])
            || {
                // Outside is what stands beside the first and the last token.
                self.symbols[gap] == 0 || self.symbols[gap + 1] == 0
            }
    }
}

/// Whether a label says that segmenters disagree.
fn disputed(label: Label) -> bool {
    matches!(label, DOUBT | LEAN_SPLIT | LEAN_JOIN)
}

/// Where segmenters disagree about a pair that gold text has twice or more, the `golden` first sentences decide: four
/// in five times the same, and it is; else the dispute stays open, and no segmenter is learned from.
///
/// Without it thousands of votes teach that *người ta* is two words, and gold text has three places to gainsay them.
/// Pairs seen once decide nothing: a word that gold joins by chance would be joined everywhere. Nor does what gold text
/// says of a pair hold where a neighbour is drawn to one of its tokens: that *không thể* is a word makes none of *không thể
/// hiện*, and that *thứ nhất* is two words no bound in *bí thư thứ nhất*, where some see one word.
pub(super) fn arbitrate(encoded: &mut Encoded, golden: usize) {
    let mut seen = Vec::new();
    for &(start, end) in &encoded.sentences[..golden] {
        for at in start..end - 1 {
            if let label @ (SPLIT | JOIN) = encoded.labels[at] {
                seen.push((pair(encoded.symbols[at], encoded.symbols[at + 1]), label));
            }
        }
    }
    seen.sort_unstable();
    let verdicts: ByPair<Label> = (seen.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() >= 2))
        .map(|run| {
            let split = run.iter().filter(|&&(_, label)| label == SPLIT).count();
            let most = run.len() * 4;
            let label = match () {
                () if split * 5 >= most => SPLIT,
                () if (run.len() - split) * 5 >= most => JOIN,
                () => DOUBT,
            };
            (run[0].0, label)
        })
        .collect();
    let voted = encoded.labels.clone();
    let verdict = |at: usize| {
        verdicts.get(&pair(encoded.symbols[at], encoded.symbols[at + 1])).filter(|_| disputed(voted[at]))
    };
    for &(start, end) in &encoded.sentences[golden..] {
        for at in start..end - 1 {
            let mut beside = [at - 1, at + 1].into_iter();
            let stands = match verdict(at) {
                Some(&JOIN) => !beside.any(|near| voted[near] == JOIN || verdict(near) == Some(&JOIN)),
                Some(&SPLIT) => !beside.any(|near| disputed(voted[near])),
                Some(_) => true,
                None => false,
            };
            if let Some(&label) = verdict(at).filter(|_| stands) {
                encoded.labels[at] = label;
            }
        }
    }
}

/// Where segmenters disagree whether two words of two tokens are one of four, and one of the two is mostly written with
/// a capital there, they are the name of an office (*Ủy ban nhân dân*, *Cộng sản Việt Nam*) and two words: if each
/// stands alone [`COMMON`] times or more, one of them is more than a name, and none of the `golden` first sentences has
/// the four as a word.
///
/// The better segmenter joins what its dictionary holds; gold text writes *Uỷ_ban Kiểm_tra*, *đảng Cộng_sản Pháp*. Of
/// other compounds (*công nghệ thông tin*) gold text is of two minds.
pub(super) fn part_offices(encoded: &mut Encoded, golden: usize) {
    let (mut whole, mut alone, mut common) = (Vec::new(), Vec::new(), Vec::new());
    for (number, &(start, end)) in encoded.sentences.iter().enumerate() {
        for at in start..end - 1 {
            // Padding behind a sentence is never joined.
            let joined = |gaps: usize| encoded.labels[at..at + gaps].iter().all(|&label| label == JOIN);
            if number < golden && joined(3) {
                whole.push(pack(&encoded.symbols[at..at + 4]));
            }
            if joined(1) && encoded.bound(at - 1) && encoded.bound(at + 1) {
                let word = pair(encoded.symbols[at], encoded.symbols[at + 1]);
                alone.push(word);
                if Class::case(encoded.classes[at + 1]) == 0 {
                    common.push(word);
                }
            }
        }
    }
    whole.sort_unstable();
    let counted = |words: Vec<u32>, least| frequent(words, least).into_iter().collect::<ByPair<_>>();
    let (alone, common) = (counted(alone, COMMON), counted(common, 1));
    let count = |words: &ByPair<u32>, word| words.get(&word).copied().unwrap_or_default();
    let (mut places, mut fours, mut titled) = (Vec::new(), Vec::new(), Vec::new());
    for &(start, end) in &encoded.sentences[golden..] {
        for at in start + 1..(end - 1).max(start + 1) {
            let gaps = &encoded.labels[at - 2..at + 3];
            let halves = gaps[0] != JOIN && gaps[1] == JOIN && gaps[3] == JOIN && gaps[4] != JOIN;
            if !halves || !disputed(gaps[2]) {
                continue;
            }
            let four = &encoded.symbols[at - 1..at + 3];
            let [left, right] = [pair(four[0], four[1]), pair(four[2], four[3])];
            let both = alone.contains_key(&left) && alone.contains_key(&right);
            let named = |word| 2 * count(&common, word) < count(&alone, word);
            let four = pack(four);
            if both && !(named(left) && named(right)) && whole.binary_search(&four).is_err() {
                places.push((four, at));
                // At the begin of a sentence a capital says nothing.
                if encoded.classes[at - 1] != Class::Initial as u8 {
                    let title = [at - 1, at + 1].iter().any(|&at| Class::case(encoded.classes[at]) != 0);
                    fours.push(four);
                    titled.extend(title.then_some(four));
                }
            }
        }
    }
    let (fours, titled) = (frequent(fours, 1), frequent(titled, 1));
    let of = |counts: &[(u128, u32)], four: &u128| match counts.binary_search_by_key(four, |&(four, _)| four)
    {
        Ok(at) => counts[at].1,
        Err(_) => 0,
    };
    for (four, at) in places {
        if 2 * of(&titled, &four) > of(&fours, &four) {
            encoded.labels[at] = SPLIT;
        }
    }
}

/// How often a word must stand alone to be common.
///
/// Where it is lower, idioms are parted whose halves are words by chance.
const COMMON: u32 = 100;

/// Syllable ids and hashes of other keys that are seen often enough, the most frequent first where there are too many.
pub(super) fn vocabulary(corpus: &Corpus, min_syllable: u32, min_other: u32) -> (Vec<u16>, Vec<u64>) {
    let mut counts = vec![0u32; corpus.forms.len()];
    corpus.tokens.iter().for_each(|id| counts[id.0 as usize] += 1);
    let mut keys: Vec<(u32, u64, u32)> = (0u32..)
        .zip(&counts)
        .filter(|&(id, _)| {
            let kind = corpus.forms.form(FormId(id)).kind;
            matches!(kind, Kind::Syllable | Kind::Word | Kind::Number)
        })
        .map(|(id, &count)| (corpus.forms.form(FormId(id)).key.0, corpus.forms.hash(FormId(id)), count))
        .collect();
    keys.sort_unstable();
    let (mut syllables, mut others) = (Vec::new(), Vec::new());
    for run in keys.chunk_by(|a, b| a.0 == b.0) {
        let count: u32 = run.iter().map(|&(.., count)| count).sum();
        match u16::try_from(run[0].0) {
            Ok(id) if count >= min_syllable => syllables.push(id),
            Err(_) if count >= min_other => others.push((std::cmp::Reverse(count), run[0].1)),
            _ => {}
        }
    }
    others.sort_unstable();
    others.truncate(MOST.saturating_sub(syllables.len()));
    (syllables, others.into_iter().map(|(_, hash)| hash).collect())
}

/// Which runs of tokens are taken for words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// All segmenters cut them out alone.
    Agreed,
    /// All see the bounds, and some of them no bound inside.
    Doubtful,
}

impl Evidence {
    fn joins(self, label: Label) -> bool {
        label == JOIN || self == Evidence::Doubtful && disputed(label)
    }

    fn is_word(self, inner: &[Label]) -> bool {
        self == Evidence::Agreed || inner.iter().any(|&label| disputed(label))
    }
}

/// The words of two tokens to `LONGEST` seen at least `least` times, sorted, each with its class.
///
/// The strength of a word is the share of the places where its tokens stand together at which it is one: below 0.3,
/// 0.6, 0.9 or above, counted over 1.5 places more than there are, so that what is seen twice is not sure.
pub(super) fn words(encoded: &Encoded, evidence: Evidence, least: u32) -> Vec<Entry> {
    let (mut whole, mut named) = (Vec::new(), Vec::new());
    for &(start, end) in &encoded.sentences {
        let mut at = start;
        while at < end {
            let run = encoded.labels[at..end - 1].iter().take_while(|&&label| evidence.joins(label)).count();
            let last = at + run;
            let known = encoded.symbols[at..=last].iter().all(|&symbol| usize::from(symbol) >= FIRST_KNOWN);
            let fits = (2..=LONGEST).contains(&(run + 1)) && known;
            if fits
                && evidence.is_word(&encoded.labels[at..last])
                && encoded.bound(at - 1)
                && encoded.bound(last)
            {
                let word = pack(&encoded.symbols[at..=last]);
                whole.push(word);
                if [at, last].iter().all(|&at| Class::case(encoded.classes[at]) != 0) {
                    named.push(word);
                }
            }
            at = last + 1;
        }
    }
    let whole = frequent(whole, least);
    let named = frequent(named, 1);
    let together = occurrences(encoded, &whole);
    let mut words: Vec<Entry> = whole
        .iter()
        .zip(&together)
        .map(|(&(word, count), &together)| {
            let share = count as f32 / (together as f32 + 1.5);
            let strength = [0.3, 0.6, 0.9].iter().filter(|&&bound| share >= bound).count() as u8;
            let capital = named.binary_search_by_key(&word, |&(word, _)| word).map_or(0, |at| named[at].1);
            (unpack(word), 1 + strength + 4 * u8::from(2 * capital > count))
        })
        .collect();
    words.sort_unstable();
    words
}

/// How often the tokens of each of `words`, which are sorted, stand together.
fn occurrences(encoded: &Encoded, words: &[(u128, u32)]) -> Vec<u32> {
    let mut listed: Vec<Entry> = words.iter().map(|&(word, _)| (unpack(word), 1)).collect();
    // In another order than when they are packed.
    listed.sort_unstable();
    let (heads, tails) = build(&listed, &[]);
    let heads: ByPair<_> = heads.into_iter().collect();
    let mut together = vec![0; words.len()];
    for &(start, end) in &encoded.sentences {
        let symbols = &encoded.symbols[start..end];
        for (at, two) in symbols.windows(2).enumerate() {
            let rest = symbols[at + 2..].iter().copied();
            let head = heads.get(&pair(two[0], two[1])).copied().unwrap_or_default();
            tails.words(head, rest, |len, _| {
                let word = pack(&symbols[at..at + len as usize]);
                if let Ok(found) = words.binary_search_by_key(&word, |&(word, _)| word) {
                    together[found] += 1;
                }
            });
        }
    }
    together
}

/// Pairs of tokens that can share a word, `apart` tokens from each other, seen at least `least` times; sorted.
pub(super) fn pairs(encoded: &Encoded, apart: usize, least: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for &(start, end) in &encoded.sentences {
        for at in start..end.saturating_sub(apart) {
            if encoded.classes[at..=at + apart].iter().all(|&class| Class::joins(class)) {
                found.push(pair(encoded.symbols[at], encoded.symbols[at + apart]));
            }
        }
    }
    frequent(found, least).into_iter().map(|(pair, _)| pair).collect()
}

/// What is seen at least `least` times, sorted, with its count.
fn frequent<K: Ord + Copy>(mut keys: Vec<K>, least: u32) -> Vec<(K, u32)> {
    keys.sort_unstable();
    let runs = keys.chunk_by(|a, b| a == b).map(|run| (run[0], run.len() as u32));
    runs.filter(|&(_, count)| count >= least).collect()
}

/// Up to eight symbols, none of them 0, as one number.
fn pack(symbols: &[u16]) -> u128 {
    symbols.iter().rev().fold(0, |packed, &symbol| packed << 16 | u128::from(symbol))
}

fn unpack(mut packed: u128) -> Vec<u16> {
    let mut symbols = Vec::with_capacity(LONGEST);
    while packed != 0 {
        symbols.push(packed as u16);
        packed >>= 16;
    }
    symbols
}

#[cfg(test)]
mod tests {
    use super::super::corpus::Marks;
    use super::*;

    fn mined(text: &str, evidence: Evidence) -> Vec<(usize, u8)> {
        let mut corpus = Corpus::default();
        corpus.read(text.as_bytes(), "test", Marks::VOTES, 0).unwrap();
        let (syllables, others) = vocabulary(&corpus, 1, 1);
        let encoded =
            Encoded::new(&corpus, &Vocabulary::new(syllables.iter().copied(), others.iter().copied()));
        words(&encoded, evidence, 1).into_iter().map(|(word, class)| (word.len(), class)).collect()
    }

    #[test]
    fn only_what_stands_alone_is_a_word() {
        let text = "làm_ăn ở Hà_Nội .\n".repeat(40) + "bách_khoa~toàn~thư đi ra~vào\nlên xuống~đi\n";
        // In the order of syllable ids. `làm ăn` is common, `Hà Nội` a name; what touches a dispute is not agreed upon.
        assert_eq!(mined(&text, Evidence::Agreed), [(2, 8), (2, 4)]);
        assert_eq!(mined(&text, Evidence::Doubtful), [(4, 2), (2, 2), (2, 2)]);
    }

    #[test]
    fn names_of_offices_are_two_words() {
        let gold = "Cơ_sở_Hạ_tầng tốt .\n";
        let votes = "của Ủy_ban^nhân_dân~tỉnh\nvà ủy_ban^nhân_dân\ncho Ủy_ban~nhân_dân\nỞ Cơ_sở^Hạ_tầng\n\
                     của bảo_hiểm^xã_hội\ncủa Bách_khoa^toàn_thư\ncủa Văn_An~Minh_Đức\n";
        let alone = "ủy_ban và nhân_dân , cơ_sở và hạ_tầng , bảo_hiểm và xã_hội , bách_khoa họp .\n";
        let alone = (alone.to_owned() + "Văn_An và Minh_Đức đi .\n").repeat(COMMON as usize);
        let mut corpus = Corpus::default();
        corpus.read(gold.as_bytes(), "gold", Marks::GOLD, 0).unwrap();
        let golden = corpus.sentences.len();
        corpus.read(votes.as_bytes(), "votes", Marks::VOTES, 0).unwrap();
        let asked = golden..corpus.sentences.len();
        corpus.read(alone.as_bytes(), "more votes", Marks::VOTES, 0).unwrap();
        let (syllables, others) = vocabulary(&corpus, 1, 1);
        let mut encoded =
            Encoded::new(&corpus, &Vocabulary::new(syllables.iter().copied(), others.iter().copied()));
        part_offices(&mut encoded, golden);
        let middles = encoded.sentences[asked].iter().map(|&(start, _)| encoded.labels[start + 2]);
        let unchanged = [LEAN_JOIN, LEAN_JOIN, LEAN_JOIN, DOUBT];
        assert_eq!(middles.collect::<Vec<_>>(), [[SPLIT; 3].as_slice(), &unchanged].concat());
    }
}
