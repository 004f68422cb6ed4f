//! Which gaps are inside a word: the classifier on its tables.
//!
//! Three gaps in four lie in a pair that was always decided alike, and surely, wherever training met it; such a pair's
//! [`Verdicts`](super::verdict::Verdicts) say so, and its look-up is all the work there is. The others are judged by all features.
//!
//! Some sentences together lie on a [`Desk`] and are looked up in one go: the cache misses of many gaps are waited for
//! at once.

use super::class::{CASES, Class};
use super::desk::{Asked, Desk};
use super::doubt::{Doubt, Matched};
use super::features::{
    AROUND, Around, Cover, MATCHED, MATCHING, MATCHINGS, PAD, SHAPES, SKIP, Sides, is_covered,
};
use super::known::{Kind, Known, KnownPairs};
use super::lexicon::{Found, Head, LONGEST, Tails};
use super::matching::{Beginning, Longer};
use super::model::{AROW, Reach, Stored};
use super::pairs::pair;
use super::row::{Look, Row, is_title_case};
use super::table::{Cells, Table};
use super::verdict::Verdict;
use super::vocabulary::Vocabulary;
use crate::syllable::{FormId, Forms};
use std::ops::Range;

/// The tables of a model.
#[derive(Clone, Debug)]
pub(super) struct Judge {
    vocabulary: Vocabulary,
    pairs: KnownPairs<'static>,
    tails: Tails<'static>,
    skips: Table<'static>,
    /// By the left symbol of pairs with a token between: what they can take from a score and add to it.
    reach: Cells<'static, { 2 * SKIP }>,
    keys: Cells<'static, AROW>,
    cased: Cells<'static, AROW>,
    shapes: Cells<'static, 2>,
    lexical: Cells<'static, 2>,
    /// What longest matching adds, by the feature of [`MATCHING`] that says neither way.
    matched: [Matched; MATCHINGS],
    outside: Row,
}

impl Judge {
    /// The tables of a model.
    pub fn new(model: Stored<'static>) -> Self {
        let Stored { syllables, others, pairs, tails, skips, reach, keys, cased, shapes, lexical, .. } =
            model;
        let syllables = syllables.iter().map(|&id| u16::from_le_bytes(id));
        let others = others.iter().map(|&hash| u64::from_le_bytes(hash));
        let vocabulary = Vocabulary::new(syllables, others);
        let outside = Row { weights: [0; AROUND], symbol: 0, look: Look::OUTSIDE };
        let matched = std::array::from_fn(|neither| {
            // Where no word lies over the gap, neither way does one.
            let step = if is_covered(neither) { MATCHINGS } else { 0 };
            Matched::of(std::array::from_fn(|said| weight(&lexical[MATCHED + neither + said * step])))
        });
        let judge =
            Self { vocabulary, pairs, tails, skips, reach, keys, cased, shapes, lexical, matched, outside };
        let outside = Row { look: Look::OUTSIDE, ..judge.row_of(0, Class::Outside) };
        Self { outside, ..judge }
    }

    /// What the model knows of a form.
    pub fn row(&self, id: FormId, forms: &Forms) -> Row {
        let class = Class::of(forms.form(id), forms.surface(id));
        self.row_of(self.vocabulary.symbol(id, forms, class), class)
    }

    fn row_of(&self, symbol: u16, class: Class) -> Row {
        let key = &self.keys[usize::from(symbol)];
        let cased = &self.cased[usize::from(symbol) * CASES + Class::case(class as u8)];
        let weights = std::array::from_fn(|position| {
            let [key, cased] = [key, cased].map(|row| weight(&row.as_chunks().0[position]));
            key.saturating_add(cased)
        });
        Row { weights, symbol, look: Look::of(class) }
    }

    /// Whether two tokens are a word of the lexicon.
    pub fn is_word(&self, left: Row, right: Row) -> bool {
        self.pairs.known(self.pairs.get(pair(left.symbol, right.symbol))).word() != Found::default()
    }

    /// Lays a sentence on the desk whose tokens are of the given rows; the place of the first.
    pub fn lay(&self, sentence: impl Iterator<Item = Row>, desk: &mut Desk) -> usize {
        let rows = &mut desk.rows;
        if rows.is_empty() {
            rows.extend([self.outside; PAD]);
        }
        let first = rows.len();
        rows.extend(sentence);
        let sentence = &mut rows[first..];
        if is_title_case(sentence) {
            for row in sentence.iter_mut().filter(|row| row.look.is_title()) {
                *row = self.row_of(row.symbol, Class::Lower);
            }
        } else if let Some(row) = sentence.iter_mut().find(|row| Class::joins(row.look.class()))
            && row.look.is_title()
        {
            *row = self.row_of(row.symbol, Class::Initial);
        }
        rows.extend([self.outside; PAD]);
        first
    }

    /// Decides the gaps of the sentences on the desk.
    pub fn judge(&self, desk: &mut Desk) {
        self.ask(desk);
        self.answer(desk);
        if !desk.nudges.is_empty() {
            desk.open_nudged();
        }
        if !desk.open.is_empty() {
            self.judge_open(desk);
        }
        self.part_overlaps(desk);
    }

    /// Replaces the gaps that are looked up by those between tokens that may share a word, and fetches their lines.
    #[inline(never)] // the loop needs every register
    fn ask(&self, desk: &mut Desk) {
        let Desk { rows, asked, .. } = desk;
        asked.resize(rows.len(), Asked::default());
        let mut count = 0;
        for (gap, two) in (0..).zip(rows.windows(2)) {
            let (left, right) = (two[0], two[1]);
            let pair = pair(left.symbol, right.symbol);
            let capitals = left.look.capitals(right.look) as u32;
            // Without a branch, as below: what cannot be guessed is written and then written over.
            asked[count] = Asked { gap, pair, line: self.pairs.fetch_line(pair), capitals };
            count += usize::from(left.look.joins(right.look));
        }
        asked.truncate(count);
    }

    /// Decides the gaps whose pairs have a verdict, and finds those that have none, and those where longer words may begin.
    #[inline(never)] // the loop needs every register
    fn answer(&self, desk: &mut Desk) {
        let Desk { rows, asked, kinds, joined, open, heads, .. } = desk;
        let count = rows.len();
        kinds.clear();
        kinds.resize(count, Kind::default());
        joined.clear();
        joined.resize(count, false);
        open.resize(asked.len(), 0);
        heads.resize(asked.len(), (0, 0));
        let (mut opened, mut begun) = (0, 0);
        for &Asked { gap, pair, line, capitals } in &*asked {
            let kind = self.pairs.kind(pair, line);
            let verdict = kind.verdicts().on(capitals as usize);
            kinds[gap as usize] = kind;
            joined[gap as usize] = verdict == Verdict::JOIN;
            open[opened] = gap;
            opened += usize::from(verdict == Verdict::OPEN);
            heads[begun].0 = gap;
            begun += usize::from(self.pairs.begin_longer(kind));
        }
        open.truncate(opened);
        heads.truncate(begun);
    }

    /// Parts what was joined and is no word where two words share a token.
    fn part_overlaps(&self, desk: &mut Desk) {
        let is_cold = desk.open.is_empty();
        let mut found_longer = false;
        desk.matching.clear();
        let mut at = 0;
        while let Some(skipped) = desk.joined[at..].windows(2).position(|two| two[0] & two[1]) {
            let first = at + skipped;
            let last = desk.joined[first..].iter().position(|joined| !joined);
            let run = first..last.map_or(desk.joined.len(), |last| first + last);
            at = run.end;
            // Names are not parted.
            if desk.rows[run.start..=run.end].iter().any(|row| row.look.is_capital()) {
                continue;
            }
            if is_cold && !found_longer {
                self.find_longer(desk);
                found_longer = true;
            }
            if desk.find_overlap(&self.pairs, run.clone()) {
                self.score(desk, run.clone());
                desk.parting.part(&desk.scores, &desk.inside, &mut desk.joined[run]);
            }
        }
    }

    /// Scores the gaps of a run by all features; runs are asked for in order.
    fn score(&self, desk: &mut Desk, run: Range<usize>) {
        let Desk { rows, kinds, nudges, longer, doubts, .. } = desk;
        let mut nudges =
            nudges[nudges.partition_point(|nudge| (nudge.0 as usize) < run.start)..].iter().peekable();
        let mut words = Beginning::from((run.start + 1).saturating_sub(LONGEST), longer);
        doubts.clear();
        doubts.extend(run.map(|gap| {
            let known = self.known(kinds, gap);
            let mut near = self.near(rows, known, gap);
            while let Some((_, weight)) = nudges.next_if(|nudge| nudge.0 as usize == gap) {
                near += weight;
            }
            self.doubt(rows, known, &mut words, gap, near)
        }));
        self.add_skips(desk);
        let Desk { kinds, scores, longer, doubts, matching, .. } = desk;
        scores.clear();
        scores.extend(doubts.iter().map(|doubt| doubt.whole_score(matching, &self.pairs, kinds, longer)));
    }

    /// The scores of the gaps of a sentence by all features, whatever is decided of their pairs.
    #[cfg(test)]
    pub fn scores(&self, sentence: impl ExactSizeIterator<Item = Row>) -> Vec<i32> {
        let (mut desk, count) = (Desk::default(), sentence.len());
        let place = self.lay(sentence, &mut desk);
        self.judge(&mut desk);
        self.find_longer(&mut desk);
        desk.matching.clear();
        self.score(&mut desk, place..place + count - 1);
        desk.scores
    }

    /// Decides the gaps without a verdict.
    fn judge_open(&self, desk: &mut Desk) {
        for &gap in &desk.open {
            let at = gap as usize;
            desk.kinds[at - 1..at + 2].iter().for_each(|&kind| self.pairs.fetch(kind));
        }
        for &(start, _) in &desk.heads {
            self.pairs.fetch(desk.kinds[start as usize]);
        }
        self.find_longer(desk);
        let Desk { rows, kinds, joined, nudges, open, scores, longer, doubts, .. } = desk;
        // Apart from what follows, as it has no branch and misses the cache: many gaps wait at once.
        scores.clear();
        scores.extend(open.iter().map(|&gap| {
            let gap = gap as usize;
            self.near(rows, self.known(kinds, gap), gap)
        }));
        for &(gap, weight) in &*nudges {
            if let Ok(open) = open.binary_search(&gap) {
                scores[open] += weight;
            }
        }
        doubts.clear();
        let mut words = Beginning::from(0, longer);
        for (&gap, &near) in open.iter().zip(&*scores) {
            let at = gap as usize;
            let doubt = self.doubt(rows, self.known(kinds, at), &mut words, at, near);
            let reach = |row: Row| Reach::unpacked(self.reach[usize::from(row.symbol)]);
            let (before, left) = (reach(rows[at - 1]), reach(rows[at]));
            let both = |one: i8, other: i8| i16::from(one) + i16::from(other);
            match doubt.settled(both(before.least[0], left.least[1]), both(before.most[0], left.most[1])) {
                Some(inside) => joined[at] = inside,
                None => doubts.push(doubt),
            }
        }
        self.add_skips(desk);
        let Desk { kinds, joined, longer, doubts, matching, .. } = desk;
        matching.clear();
        for doubt in &*doubts {
            joined[doubt.gap as usize] = doubt
                .settled(0, 0)
                .unwrap_or_else(|| doubt.whole_score(matching, &self.pairs, kinds, longer) > 0);
        }
    }

    /// What is known of the pairs (-1,0), (0,1), (1,2) of a gap.
    #[inline]
    fn known(&self, kinds: &[Kind], gap: usize) -> [Known; 3] {
        let kinds = &kinds[gap - 1..gap + 2];
        [self.pairs.known(kinds[0]), self.pairs.known(kinds[1]), self.pairs.known(kinds[2])]
    }

    /// A gap with what hangs on the tokens around it, which is given, and on the lexicon; gaps are asked for in order.
    #[inline]
    fn doubt(&self, rows: &[Row], known: [Known; 3], words: &mut Beginning, gap: usize, near: i32) -> Doubt {
        // These can lie over the gap, end before it or begin behind it.
        let longer = words.at((gap + 1).saturating_sub(LONGEST)..gap + 2);
        let (around, beginning) = around(known, longer, gap);
        let (lexical, matched) = self.lexical(&rows[gap - 1..gap + 3], known, around, beginning);
        Doubt { gap: gap as u32, score: near + lexical, matched }
    }

    /// Adds what the pairs with a token between weigh.
    fn add_skips(&self, desk: &mut Desk) {
        let Desk { rows, skips, doubts, .. } = desk;
        skips.clear();
        skips.extend(doubts.iter().map(|doubt| {
            let gap = doubt.gap as usize;
            [(gap - 1, gap + 1), (gap, gap + 2)].map(|(left, right): (usize, usize)| {
                let pair = pair(rows[left].symbol, rows[right].symbol);
                (pair, self.skips.fetch(pair))
            })
        }));
        for (doubt, around) in doubts.iter_mut().zip(skips) {
            let [before, behind] = around.map(|(pair, line)| self.skips.number(pair, line));
            doubt.score += i32::from(before as i8) + i32::from((behind >> 8) as i8);
        }
    }

    /// Finds the longer words of the lexicon.
    fn find_longer(&self, desk: &mut Desk) {
        let Desk { rows, kinds, heads, longer, .. } = desk;
        let mut count = 0;
        // Without a branch: whether a word may go on cannot be guessed.
        for at in 0..heads.len() {
            let (start, _) = heads[at];
            let node = self.pairs.known(kinds[start as usize]).longer();
            heads[count] = (start, node);
            let next = rows[start as usize + 2].symbol;
            self.tails.fetch(node, next);
            count += usize::from(self.tails.may_follow(node, next));
        }
        heads.truncate(count);
        longer.clear();
        for &(start, node) in &*heads {
            let rest = rows[start as usize + 2..].iter().map(|row| row.symbol);
            let head = Head { word: Found::default(), node };
            self.tails.words(head, rest, |len, word| longer.push(Longer { start, len: len as u8, word }));
        }
    }

    /// The part of a gap's score that hangs on the tokens around it alone: their symbols, pairs and classes.
    #[inline]
    fn near(&self, rows: &[Row], known: [Known; 3], gap: usize) -> i32 {
        let rows = &rows[gap - 2..gap + 4];
        let mut score: i32 =
            rows.iter().enumerate().map(|(position, row)| i32::from(row.weights[position])).sum();
        score += known[0].weight(0);
        score += known[1].weight(2 + rows[2].look.capitals(rows[3].look));
        score += known[2].weight(1);
        let shapes = &*self.shapes;
        let classes = rows.iter().fold(0, |context, row| context << 4 | usize::from(row.look.class()));
        for template in 0..3 {
            // Positions -2 to 1, -1 to 2, 0 to 3.
            let context = classes >> (4 * (2 - template)) & (SHAPES - 1);
            score += i32::from(weight(&shapes[template * SHAPES + context]));
        }
        score
    }

    /// The part of a gap's score that hangs on lexicon and profiles, given the rows at -1 to 2 and their pairs; and
    /// what longest matching can add.
    #[inline]
    fn lexical(
        &self,
        rows: &[Row],
        known: [Known; 3],
        around: Around,
        beginning: (u8, u8),
    ) -> (i32, Matched) {
        let (left, right) = (rows[1], rows[2]);
        let sides = Sides {
            left: left.look.class(),
            right: right.look.class(),
            doubled: left.symbol == right.symbol,
        };
        let profile = |at: usize| known[at].profile(rows[at].look.capitals(rows[at + 1].look));
        let features = around.features(beginning, sides, [profile(0), profile(1), profile(2)]);
        let weights = &*self.lexical;
        let all: i32 =
            features.iter().map(|&feature| i32::from(weight(&weights[usize::from(feature)]))).sum();
        let matched = self.matched[usize::from(features[MATCHING]) - MATCHED];
        (all - i32::from(matched.said[0]), matched)
    }
}

/// What the lexicon says about a gap, and the longest word that begins behind it: given the pairs (-1,0), (0,1), (1,2)
/// and the longer words near the gap.
#[inline]
fn around<'a>(known: [Known; 3], near: impl Iterator<Item = &'a Longer>, gap: usize) -> (Around, (u8, u8)) {
    let Found { agreed, doubtful } = known[1].word();
    let mut beginning = (2, known[2].word().agreed);
    let mut around = Around {
        over: Cover::of_pair(agreed),
        doubtful: Cover::of_pair(doubtful),
        ending: (2, known[0].word().agreed),
    };
    for &Longer { start, len, word } in near {
        let (start, last) = (start as usize, start as usize + usize::from(len) - 1);
        if start > gap {
            if word.agreed != 0 {
                beginning = (len, word.agreed);
            }
        } else if last > gap {
            let before = (gap - start) as u8 + 1;
            // Of words of one length the first stays.
            for (cover, class) in [(&mut around.over, word.agreed), (&mut around.doubtful, word.doubtful)] {
                if class != 0 && cover.len < len {
                    *cover = Cover::of_word(before, len, class);
                }
            }
        } else if last == gap && word.agreed != 0 && around.ending.0 < len {
            around.ending = (len, word.agreed);
        }
    }
    (around, beginning)
}

/// A weight as it is stored.
#[inline]
fn weight(&bytes: &[u8; 2]) -> i16 {
    i16::from_le_bytes(bytes)
}
