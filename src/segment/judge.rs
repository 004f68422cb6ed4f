//! Which gaps of a sentence are inside a word: the classifier on its tables.
//!
//! Three gaps in four lie in a pair that was always decided alike, and surely, wherever training met it; such a pair's
//! [`Verdicts`] say so, and its look-up is all the work there is. The others are judged by all features.

use super::features::{AROUND, CASES, Class, Layout, PAD, PAIR, SHAPES, SKIP, Sides, Spans};
use super::lexicon::{Found, Head, Tails, build};
use super::model::Model;
use super::pairs::{Pairs, Slot, pair};
use super::profile::Profile;
use super::vocabulary::Vocabulary;
use crate::syllable::{FormId, Forms};

/// The tables of a model.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    vocabulary: Vocabulary,
    pairs: Pairs<Known>,
    /// The verdicts again, by slot: half a megabyte that stays in the cache where six would not.
    verdicts: Vec<Verdicts>,
    tails: Tails,
    skips: Pairs<[i8; SKIP]>,
    /// The most that pairs with a token between can add to a score, or take from it.
    most_of_skips: i32,
    layout: Layout,
    single: Vec<i16>,
}

/// What is known of a pair: 12 bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    weights: [i8; PAIR],
    verdicts: Verdicts,
    profiles: [Profile; 2],
    /// Class among the words all agree upon, and 16 times the class among the words of some.
    words: u8,
    node: u16,
}

impl Known {
    #[inline]
    fn head(self) -> Head {
        Head { word: Found { agreed: self.words & 15, doubtful: self.words >> 4 }, node: self.node }
    }
}

/// What is decided of a pair without a look at what stands around it, two bits for each way to capitalise it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Verdicts(pub u8);

/// A verdict, two bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verdict(u8);

impl Verdict {
    /// All features have to say.
    pub const OPEN: Self = Self(0);
    /// Two words.
    pub const SPLIT: Self = Self(1);
    /// One word.
    pub const JOIN: Self = Self(2);
}

impl Verdicts {
    /// The verdict on a pair whose tokens are of the given classes.
    #[inline]
    pub fn on(self, left: u8, right: u8) -> Verdict {
        Verdict(self.0 >> (2 * capitals(left, right)) & 3)
    }

    /// The verdicts for the four ways to capitalise, in the order of [`capitals`].
    pub fn of(verdicts: [Verdict; 4]) -> Self {
        Self(verdicts.into_iter().rev().fold(0, |all, verdict| all << 2 | verdict.0))
    }
}

/// Which tokens of a pair are capitalised: 0 to 3.
#[inline]
pub(super) fn capitals(left: u8, right: u8) -> usize {
    usize::from(Class::case(left) != 0) * 2 + usize::from(Class::case(right) != 0)
}

/// What the model knows of one form, and its length in bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Weights at each position, key and case together.
    weights: [i16; AROUND],
    symbol: u16,
    pub class: u8,
    /// `u8::MAX` where it is longer.
    pub len: u8,
}

/// One sentence while it is judged; buffers to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct Desk {
    /// The tokens, with `PAD` rows for what is outside before and behind them.
    pub rows: Vec<Row>,
    /// Where the pair stands that begins with each token, from the one before the first on.
    slots: Vec<Slot>,
    /// What is known of these pairs.
    pairs: Vec<Known>,
    /// Gaps without a verdict.
    open: Vec<u32>,
    spans: Spans,
    /// Whether each token and the next are one word.
    pub joined: Vec<bool>,
}

impl Judge {
    /// The tables of `model`.
    pub fn new(model: &Model) -> Self {
        let (heads, tails) = build(&model.lexicon, &model.doubtful);
        let (pair_rows, skip_rows) = model.paired.split_at(model.pairs.len() * PAIR);
        let profiles = model.profiles.as_chunks::<2>().0;
        let mut known: Vec<(u32, Known)> = (model.pairs.iter().zip(pair_rows.as_chunks().0))
            .zip(model.verdicts.iter().zip(profiles))
            .map(|((&pair, &weights), (&verdicts, &profiles))| {
                let (verdicts, profiles) = (Verdicts(verdicts), profiles.map(Profile));
                (pair, Known { weights, verdicts, profiles, ..Known::default() })
            })
            .collect();
        let (listed, mut at) = (known.len(), 0);
        // Both are in the order of pairs.
        for (pair, Head { word, node }) in heads {
            let words = word.agreed | word.doubtful << 4;
            at += known[at..listed].iter().take_while(|(listed, _)| *listed < pair).count();
            match known[..listed].get_mut(at) {
                Some((same, known)) if *same == pair => (known.words, known.node) = (words, node),
                _ => known.push((pair, Known { words, node, ..Known::default() })),
            }
        }
        let pairs = Pairs::new(known.into_iter());
        Self {
            layout: model.layout(),
            vocabulary: Vocabulary::new(&model.syllables, &model.others),
            verdicts: pairs.part(|known| known.verdicts),
            pairs,
            tails,
            most_of_skips: most(skip_rows, 0) + most(skip_rows, 1),
            skips: Pairs::new(model.skips.iter().copied().zip(skip_rows.as_chunks().0.iter().copied())),
            single: model.single.clone(),
        }
    }

    /// What the model knows of a form.
    pub fn row(&self, id: FormId, forms: &Forms) -> Row {
        let class = Class::of(forms.form(id), forms.surface(id));
        let symbol = self.vocabulary.symbol(id, forms, class);
        let len = u8::try_from(forms.form(id).len).unwrap_or(u8::MAX);
        self.row_of(symbol, class, len)
    }

    fn row_of(&self, symbol: u16, class: Class, len: u8) -> Row {
        let key = usize::from(symbol) * AROUND;
        let cased = self.layout.cased() + (usize::from(symbol) * CASES + Class::case(class as u8)) * AROUND;
        let weights = std::array::from_fn(|position| {
            self.single[key + position].saturating_add(self.single[cased + position])
        });
        Row { weights, symbol, class: class as u8, len }
    }

    /// Decides the gaps of a sentence whose tokens are of the given rows.
    pub fn judge(&self, sentence: impl ExactSizeIterator<Item = Row>, desk: &mut Desk) {
        let count = sentence.len();
        let outside = self.row_of(0, Class::Outside, 0);
        desk.rows.clear();
        desk.rows.extend([outside; PAD]);
        desk.rows.extend(sentence);
        desk.rows.extend([outside; PAD]);
        let first = &mut desk.rows[PAD];
        if first.class == Class::Title as u8 {
            *first = self.row_of(first.symbol, Class::Initial, first.len);
        }
        let Desk { rows, slots, open, joined, .. } = desk;
        slots.clear();
        // The pairs before the first token and behind the last one are never known.
        slots.resize(count + 2, self.pairs.nowhere());
        joined.clear();
        joined.resize(count, false);
        open.clear();
        open.resize(count, 0);
        let mut opened = 0;
        let gaps = rows[PAD..].windows(2).zip(&mut slots[1..count]).zip(&mut *joined);
        for (gap, ((two, slot), joined)) in (0u32..).zip(gaps) {
            let (left, right) = (two[0].class, two[1].class);
            if !Class::joins(left) || !Class::joins(right) {
                continue;
            }
            *slot = self.pairs.slot(pair(two[0].symbol, two[1].symbol));
            // No branch upon the verdict: it comes late from memory, and a wrong guess would wait for it.
            let verdict = self.verdicts[slot.0 as usize].on(left, right);
            *joined = verdict == Verdict::JOIN;
            open[opened] = gap;
            opened += usize::from(verdict == Verdict::OPEN);
        }
        open.truncate(opened);
        if !open.is_empty() {
            self.judge_open(count, desk);
        }
    }

    /// Decides the gaps without a verdict.
    fn judge_open(&self, count: usize, desk: &mut Desk) {
        let Desk { rows, slots, pairs, open, spans, joined } = desk;
        pairs.clear();
        pairs.extend(slots.iter().map(|&slot| self.pairs.at(slot)));
        spans.read(count, |start, found| {
            let rest = rows[start + PAD + 2..].iter().map(|row| row.symbol);
            self.tails.words(pairs[start + 1].head(), rest, found);
        });
        for &gap in &*open {
            let gap = gap as usize;
            let rows = &rows[gap + 1..gap + 1 + AROUND];
            let known = &pairs[gap..gap + 3];
            joined[gap] = self.score(rows, known, gap, spans) > 0;
        }
    }

    /// The sum of weights for a gap: the rows at -2 to 3, and the pairs (-1,0), (0,1), (1,2).
    #[inline]
    fn score(&self, rows: &[Row], known: &[Known], gap: usize, spans: &Spans) -> i32 {
        let (left, right) = (rows[2], rows[3]);
        let mut score: i32 =
            rows.iter().enumerate().map(|(position, row)| i32::from(row.weights[position])).sum();
        score += i32::from(known[0].weights[0]);
        score += i32::from(known[1].weights[2 + capitals(left.class, right.class)]);
        score += i32::from(known[2].weights[1]);
        let others = &self.single[self.layout.pair()..];
        let classes = rows.iter().fold(0, |context, row| context << 4 | usize::from(row.class));
        for template in 0..3 {
            // Positions -2 to 1, -1 to 2, 0 to 3.
            let context = classes >> (4 * (2 - template)) & (SHAPES - 1);
            score += i32::from(others[template * SHAPES + context]);
        }
        let sides = Sides { left: left.class, right: right.class, doubled: left.symbol == right.symbol };
        let profile = |at: usize| {
            let both = capitals(rows[at + 1].class, rows[at + 2].class) == 3;
            known[at].profiles[usize::from(both)]
        };
        for feature in spans.features(gap, sides, [profile(0), profile(1), profile(2)]) {
            score += i32::from(others[3 * SHAPES + usize::from(feature)]);
        }
        if score.abs() > self.most_of_skips {
            // Two cache misses that could not turn the score.
            return score;
        }
        score += i32::from(self.skips.of(pair(rows[1].symbol, right.symbol))[0]);
        score + i32::from(self.skips.of(pair(left.symbol, rows[4].symbol))[1])
    }
}

/// The largest weight at `position` of the rows of pairs with a token between.
fn most(rows: &[i8], position: usize) -> i32 {
    rows.as_chunks::<SKIP>().0.iter().map(|row| i32::from(row[position]).abs()).max().unwrap_or(0)
}
