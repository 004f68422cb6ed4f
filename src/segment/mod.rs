//! Word segmentation (tách từ): which tokens are one word.
//!
//! A [`Segmenter`] judges every gap between two tokens by a linear classifier: what stands at -2 to +3, how it is
//! written, and which words of a lexicon lie over the gap or beside it (`features`). Lexicon and weights are learned
//! by [`train`] from a treebank and from text with the votes of other segmenters; `models/segmenter.md` says from
//! which. [`score`] measures.
//!
//! | | |
//! | --- | --- |
//! | [`Segmenter`], [`Scratch`] | tokens or text to words |
//! | [`write_underscored`] | words to text, a line for a line |
//! | [`train::Training`] | segmented text to a model |
//! | [`score::Scores`] | precision, recall, F1, bootstrap interval, difference of two |
//! | [`errors::mistakes`] | what is parted wrongly, by kind |

mod attached;
mod corpus;
pub mod errors;
mod features;
mod lexicon;
mod mine;
mod model;
mod pairs;
mod random;
pub mod score;
mod text;
pub mod train;
mod user;
mod vocabulary;

pub use text::write_underscored;

use crate::error::Result;
use crate::span::Span;
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;
use features::{AROUND, CASES, Class, Layout, PAD, PAIR, SHAPES, SKIP, Spans};
use lexicon::Lexicon;
use model::Model;
use pairs::{Pairs, pair};
use std::sync::LazyLock;
use user::UserWords;
use vocabulary::Vocabulary;

/// A trained word segmenter: built once, read only, shared by all threads.
///
/// ```
/// use chinhluan::segment::Segmenter;
/// let text = "Xã nghèo đã đạt chuẩn nông thôn mới.";
/// let words = Segmenter::embedded().segment(text);
/// let words: Vec<&str> = words.into_iter().map(|span| span.of(text)).collect();
/// assert!(words.contains(&"nông thôn"));
/// ```
#[derive(Clone, Debug)]
pub struct Segmenter {
    trained_on: String,
    vocabulary: Vocabulary,
    lexicon: Lexicon,
    pairs: Pairs<[i8; PAIR]>,
    skips: Pairs<[i8; SKIP]>,
    layout: Layout,
    single: Vec<i16>,
    user: Option<UserWords>,
}

/// What one worker keeps between documents: what the model knows of each form of its [`Forms`], and buffers.
///
/// A scratch belongs to one table of forms and one segmenter.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    rows: Vec<Row>,
    symbols: Vec<u16>,
    classes: Vec<u8>,
    scores: Vec<i32>,
    joined: Vec<bool>,
    spans: Spans,
    user: user::Found,
}

/// What the model knows of one form.
#[derive(Clone, Copy, Debug)]
struct Row {
    symbol: u16,
    class: Class,
    /// Weights at each position, key and case together.
    weights: [i16; AROUND],
}

/// What stands between two tokens in segmented text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joint {
    Space,
    Underscore,
    Nothing,
}

impl Segmenter {
    /// The file of the model that comes with the library.
    pub const EMBEDDED: &'static [u8] = include_bytes!("../../models/segmenter.clm");

    /// The model that comes with the library.
    pub fn embedded() -> &'static Segmenter {
        static EMBEDDED: LazyLock<Segmenter> = LazyLock::new(|| {
            Segmenter::read(Segmenter::EMBEDDED, "embedded model")
                .expect("the embedded model is the one the tests read")
        });
        &EMBEDDED
    }

    /// A model from the bytes of its file; `name` is what errors call it.
    ///
    /// # Errors
    /// If the bytes are not those of a model of this format, whole and undamaged.
    pub fn read(bytes: &[u8], name: &str) -> Result<Segmenter> {
        Model::read(bytes, name).map(Self::from_model)
    }

    fn from_model(model: Model) -> Self {
        let (pair_rows, skip_rows) = model.paired.split_at(model.pairs.len() * PAIR);
        Self {
            layout: model.layout(),
            vocabulary: Vocabulary::new(&model.syllables, &model.others),
            lexicon: Lexicon::of(&model.lexicon, &model.doubtful),
            pairs: weighted(&model.pairs, pair_rows),
            skips: weighted(&model.skips, skip_rows),
            single: model.single,
            trained_on: model.trained_on,
            user: None,
        }
    }

    /// The same segmenter with words of the user, one or more tokens each, that are always cut out as they are:
    /// wherever their tokens stand together in a sentence, whatever their case, the longest first, from the left.
    ///
    /// `_` in a word is a space.
    ///
    /// # Errors
    /// If a word has no token or goes over the end of a sentence.
    pub fn with_lexicon<'a>(mut self, words: impl Iterator<Item = &'a str>) -> Result<Self> {
        let user = self.user.get_or_insert_default();
        for word in words {
            user.insert(word)?;
        }
        Ok(self)
    }

    /// What the model was trained on, in words.
    pub fn trained_on(&self) -> &str {
        &self.trained_on
    }

    /// Replaces `words` by the first token of every word, in order; a word never goes over the begin of a sentence.
    ///
    /// Allocates nothing once `scratch` and `words` are warm.
    pub fn segment_tokens(
        &self,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &mut Scratch,
        words: &mut Vec<u32>,
    ) {
        words.clear();
        for id in scratch.rows.len()..forms.len() {
            scratch.rows.push(self.row(FormId(id as u32), forms));
        }
        for sentence in tokens.sentences() {
            let first = sentence.start;
            self.judge(&tokens.forms[sentence], scratch);
            attach(tokens, forms, first, &mut scratch.joined);
            if let Some(user) = &self.user {
                let ids = &tokens.forms[first..first + scratch.joined.len()];
                user.apply(ids.iter().map(|&id| forms.hash(id)), &mut scratch.user, &mut scratch.joined);
            }
            words.push(first as u32);
            let gaps = scratch.joined.iter().zip(first as u32 + 1..);
            words.extend(
                gaps.take(scratch.joined.len() - 1).filter(|(joined, _)| !**joined).map(|(_, at)| at),
            );
        }
    }

    /// The words of `text`, as byte spans: in order, disjoint, together every character but white space
    /// (and the white space inside words).
    pub fn segment(&self, text: &str) -> Vec<Span> {
        let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
        let (mut scratch, mut words) = (Scratch::default(), Vec::new());
        tokens.read(text, &mut forms);
        self.segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        let ends = words.iter().skip(1).map(|&end| end as usize).chain([tokens.len()]);
        words.iter().zip(ends).map(|(&start, end)| tokens.span(start as usize..end, &forms)).collect()
    }

    fn row(&self, id: FormId, forms: &Forms) -> Row {
        let class = Class::of(forms.form(id), forms.surface(id));
        let symbol = self.vocabulary.symbol(id, forms, class);
        Row { symbol, class, weights: self.weights_of(symbol, class) }
    }

    fn weights_of(&self, symbol: u16, class: Class) -> [i16; AROUND] {
        let key = usize::from(symbol) * AROUND;
        let cased = self.layout.cased() + (usize::from(symbol) * CASES + Class::case(class as u8)) * AROUND;
        std::array::from_fn(|position| {
            self.single[key + position].saturating_add(self.single[cased + position])
        })
    }

    /// Decides the gaps of one sentence: `scratch.joined[i]` says whether token `i` and the next are one word.
    fn judge(&self, sentence: &[FormId], scratch: &mut Scratch) {
        let Scratch { rows, symbols, classes, scores, joined, spans, .. } = scratch;
        let count = sentence.len();
        symbols.clear();
        symbols.resize(PAD, 0);
        classes.clear();
        classes.resize(PAD, Class::Outside as u8);
        // Gap `i` is behind token `i`; its score stands at `i + PAD`, so that outer positions need no test.
        scores.clear();
        scores.resize(count + 2 * PAD, 0);
        let outside = self.weights_of(0, Class::Outside);
        for (index, id) in sentence.iter().enumerate() {
            let mut row = rows[id.0 as usize];
            if index == 0 && row.class.at_sentence_begin() != row.class {
                row.class = row.class.at_sentence_begin();
                row.weights = self.weights_of(row.symbol, row.class);
            }
            symbols.push(row.symbol);
            classes.push(row.class as u8);
            add(&mut scores[index..], &row.weights);
        }
        for outer in [0, 1, count + PAD, count + PAD + 1, count + PAD + 2] {
            // Positions -2 and -1 of the first gaps, 1 to 3 of the last ones.
            let index = if outer < 2 { outer as isize - 2 } else { (outer - PAD) as isize };
            for (position, weight) in outside.iter().enumerate() {
                let at = index + 2 + PAD as isize - position as isize;
                if let Some(score) = usize::try_from(at).ok().and_then(|at| scores.get_mut(at)) {
                    *score += i32::from(*weight);
                }
            }
        }
        symbols.resize(count + 2 * PAD, 0);
        classes.resize(count + 2 * PAD, Class::Outside as u8);
        for at in PAD..(count + PAD).saturating_sub(1) {
            if let Some(row) = self.pairs.find(pair(symbols[at], symbols[at + 1])) {
                let capital = |at: usize| usize::from(Class::case(classes[at]) != 0);
                scores[at + 1] += i32::from(row[0]);
                scores[at - 1] += i32::from(row[1]);
                scores[at] += i32::from(row[2]) + i32::from(row[3 + 2 * capital(at) + capital(at + 1)]);
            }
            if let Some(row) = self.skips.find(pair(symbols[at], symbols[at + 2])) {
                scores[at + 1] += i32::from(row[0]);
                scores[at] += i32::from(row[1]);
            }
        }
        spans.read(&symbols[PAD..count + PAD], &self.lexicon);
        joined.clear();
        let single_of_pairs = self.layout.pair();
        for gap in 0..count.saturating_sub(1) {
            let at = gap + PAD;
            let (left, right) = (classes[at], classes[at + 1]);
            if !Class::joins(left) || !Class::joins(right) {
                joined.push(false);
                continue;
            }
            let mut score = scores[at];
            for template in 0..3 {
                let around = &classes[at - 2 + template..][..4];
                let context = around.iter().fold(0, |context, &class| context << 4 | usize::from(class));
                score += i32::from(self.single[single_of_pairs + template * SHAPES + context]);
            }
            for feature in spans.features(gap, left, right) {
                score += i32::from(self.single[single_of_pairs + 3 * SHAPES + usize::from(feature)]);
            }
            joined.push(score > 0);
        }
        joined.push(false);
    }
}

/// A table of pairs with their rows of weights.
fn weighted<const N: usize>(pairs: &[u32], rows: &[i8]) -> Pairs<[i8; N]>
where
    [i8; N]: Default,
{
    Pairs::new(pairs.iter().copied().zip(rows.as_chunks().0.iter().copied()))
}

/// Adds the weights of token `i` to the gaps it stands around; `scores` begins at gap `i - PAD`.
#[inline]
fn add(scores: &mut [i32], weights: &[i16; AROUND]) {
    // Position -2 belongs to gap i + 2, position 3 to gap i - 3.
    for (score, &weight) in scores.iter_mut().zip(weights.iter().rev()) {
        *score += i32::from(weight);
    }
}

/// Decides the gaps without white space, by spelling.
fn attach(tokens: &Tokens, forms: &Forms, first: usize, joined: &mut [bool]) {
    let count = joined.len();
    let form = |index: usize| tokens.form(first + index, forms);
    let touches = |index: usize| {
        index + 1 < count
            && tokens.starts[first + index] + form(index).len == tokens.starts[first + index + 1]
    };
    let surface = |index: usize| forms.surface(tokens.forms[first + index]);
    for index in 0..count {
        if !touches(index) {
            continue;
        }
        // The full stop at the end of a sentence is its own word.
        let inside = index + 2 < count;
        let follows = index > 0 && touches(index - 1);
        joined[index] =
            inside && !follows && attached::abbreviates(form(index), surface(index), surface(index + 1));
        if follows && attached::hyphenates(form(index - 1), surface(index), form(index + 1)) {
            joined[index - 1] = true;
            joined[index] = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_shared_by_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Segmenter>();
    }
}
