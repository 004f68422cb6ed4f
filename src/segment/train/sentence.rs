//! A sentence of the text as training reads it: the features of its gaps.

use super::Tables;
use super::spans::Spans;
use crate::segment::class::{CASES, Class};
use crate::segment::corpus::Label;
use crate::segment::features::{AROUND, PAD, PAIR, SHAPES, SKIP, Sides};
use crate::segment::mine::Encoded;
use crate::segment::pairs::pair;
use crate::segment::profile::Profile;
use crate::segment::verdict::capitals;

/// One sentence taken apart; buffers to be used again.
#[derive(Default)]
pub(super) struct Sentence {
    /// Symbols and classes, with padding.
    symbols: Vec<u16>,
    pub(super) classes: Vec<u8>,
    pub(super) labels: Vec<Label>,
    spans: Spans,
    /// Numbers of the pairs that begin at each token, from two before the first on.
    pub(super) pairs: Vec<Option<u32>>,
    skips: Vec<Option<u32>>,
    pub(super) features: Vec<u32>,
}

impl Sentence {
    /// Takes a sentence apart.
    pub(super) fn read(&mut self, encoded: &Encoded, number: usize, recase: fn(u8) -> u8, tables: &Tables) {
        let (start, end) = encoded.sentences[number];
        let padded = start - PAD..end + PAD;
        let Self { symbols, classes, labels, spans, pairs, skips, .. } = self;
        symbols.clear();
        symbols.extend(&encoded.symbols[padded.clone()]);
        classes.clear();
        classes.extend(encoded.classes[padded].iter().map(|&class| recase(class)));
        labels.clear();
        labels.extend(&encoded.labels[start..end]);
        let words = &symbols[PAD..symbols.len() - PAD];
        spans.read(words.len(), |start, found| {
            let head = tables.heads.get(&pair(words[start], words[start + 1])).copied().unwrap_or_default();
            tables.tails.words(head, words[start + 2..].iter().copied(), found);
        });
        pairs.clear();
        pairs.extend(symbols[1..].windows(2).map(|two| tables.pairs.get(&pair(two[0], two[1])).copied()));
        skips.clear();
        skips.extend(
            symbols[1..].windows(3).map(|three| tables.skips.get(&pair(three[0], three[2])).copied()),
        );
    }

    /// The features of the gap behind token `gap`.
    pub(super) fn collect(&mut self, gap: usize, tables: &Tables) {
        let Self { symbols, classes, spans, pairs, skips, features, .. } = self;
        let layout = &tables.layout;
        features.clear();
        let at = gap + PAD;
        for position in 0..AROUND {
            let near = at + position - 2;
            let symbol = usize::from(symbols[near]);
            features.push((symbol * AROUND + position) as u32);
            let cased = symbol * CASES + Class::case(classes[near]);
            features.push((layout.cased() + cased * AROUND + position) as u32);
        }
        let row = |number: u32| layout.pair() + number as usize * (PAIR + 1);
        // `pairs[i]` begins at token i - 2.
        if let Some(number) = pairs[gap + 1] {
            features.push(row(number) as u32);
        }
        if let Some(number) = pairs[gap + 2] {
            features.push((row(number) + PAIR) as u32);
            features.push((row(number) + 2 + capitals(classes[at], classes[at + 1])) as u32);
        }
        if let Some(number) = pairs[gap + 3] {
            features.push((row(number) + 1) as u32);
        }
        for (position, begin) in [gap + 1, gap + 2].into_iter().enumerate() {
            if let Some(number) = skips[begin] {
                features.push((layout.skip() + number as usize * SKIP + position) as u32);
            }
        }
        for template in 0..3 {
            let around = &classes[at - 2 + template..][..4];
            let context = around.iter().fold(0, |context, &class| context << 4 | usize::from(class));
            features.push((layout.shapes() + template * SHAPES + context) as u32);
        }
        let profile = |near: usize| {
            let both = usize::from(capitals(classes[at + near - 1], classes[at + near]) == 3);
            pairs[gap + 1 + near].map_or(Profile::default(), |number| tables.profiles[number as usize][both])
        };
        let doubled = symbols[at] == symbols[at + 1];
        let sides = Sides { left: classes[at], right: classes[at + 1], doubled };
        let lexical = spans.features(gap, sides, [profile(0), profile(1), profile(2)]);
        features.extend(lexical.iter().map(|&feature| (layout.lexical() + usize::from(feature)) as u32));
    }
}
