//! Suggestions: what may have been meant where words are glued or a mark is lost or wrong.
//!
//! Nothing is changed by them; they exist so that a phrase can be found, and flagged, where its text has a slip.

mod pairs;

pub use pairs::{PairCounter, Pairs};

use super::{Gap, Tokens};
use crate::span::Span;
use crate::syllable::{Forms, Kind, Shape, Syllable, ToneStyle};
use std::ops::Range;
use std::sync::LazyLock;

/// What is wrong with the text, if the suggestion is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fault {
    /// Two syllables without a blank: `cácgia`.
    Glued,
    /// A syllable with a mark too few, too many, or another: `búc xúc`, `chiến đâu`.
    Mark,
}

/// What may have been meant in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The bytes that would be replaced.
    pub span: Span,
    /// The text that may have been meant, in the case of what stands there and the old tone placement.
    pub text: String,
    /// What is wrong.
    pub fault: Fault,
    /// How much better the suggestion fits its neighbours, in bits: the binary logarithm of the ratio of the two
    /// probabilities. See [`SURE`] and [`LIKELY`].
    pub score: f64,
}

/// A score that is enough alone. In 1,000 syllables of newspapers and encyclopaedia 0.3 suggestions have it, many of
/// them true, and so have half of the marks that were changed on purpose. Figures: `models/pairs.md`.
pub const SURE: f64 = 16.0;

/// A score that is enough where something else speaks for the suggestion as well, such as a phrase that it completes:
/// in clean text every unusual turn of speech may have it.
pub const LIKELY: f64 = 12.0;

/// Binary logarithm, less the sign, of the probability that is given to letters which write no syllable; with less,
/// glued words are found only where they are among the commonest pairs.
const NO_SYLLABLE: f64 = 36.0;

/// How many occurrences a pair is given for nothing, spread as its second syllable is: with less, every pair that the
/// model left out as rare looks impossible.
const SMOOTHING: f64 = 2_000.0;

/// Makes suggestions from the pairs of syllables of ordinary text.
///
/// ```
/// use chinhluan::{syllable::Forms, tokens::Tokens, tokens::suggest::{SURE, Suggester}};
/// let text = "Đó là vấn đề búc xúc của cácgia đình.";
/// let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
/// tokens.read(text, &mut forms);
/// let suggestions = Suggester::embedded().suggest(&tokens, &forms, SURE);
/// let found: Vec<_> = suggestions.iter().map(|found| (found.span.of(text), found.text.as_str())).collect();
/// assert_eq!(found, [("búc", "bức"), ("cácgia", "các gia")]);
/// ```
#[derive(Clone, Debug)]
pub struct Suggester {
    pairs: Pairs,
    total: f64,
}

/// Text, fault and score of a suggestion.
type Found = (String, Fault, f64);

impl Suggester {
    /// A suggester that judges by these pairs.
    pub fn new(pairs: Pairs) -> Self {
        let total = pairs.total();
        Self { pairs, total }
    }

    /// The suggester with the pairs that come with this crate.
    pub fn embedded() -> &'static Self {
        static EMBEDDED: LazyLock<Suggester> = LazyLock::new(|| {
            let pairs = Pairs::from_bytes(include_bytes!("../../../models/pairs.bin"));
            Suggester::new(pairs.expect("the embedded counts of pairs are whole"))
        });
        &EMBEDDED
    }

    /// The suggestions for the tokens of a text whose score is `least` or more, in order.
    ///
    /// Only words in lower case are looked at: names follow each other as nothing else does.
    pub fn suggest(&self, tokens: &Tokens, forms: &Forms, least: f64) -> Vec<Suggestion> {
        let mut suggestions = Vec::new();
        for sentence in tokens.sentences() {
            for at in sentence.clone() {
                let (left, right) = neighbours(tokens, forms, &sentence, at);
                let (form, surface) = (tokens.form(at, forms), forms.surface(tokens.forms[at]));
                let found = match form.kind {
                    _ if form.shape != Shape::Lower => None,
                    Kind::Syllable => form.key.syllable().and_then(|here| self.other_mark(left, here, right)),
                    // Letters without any mark may be a foreign word.
                    Kind::Word if !surface.is_ascii() => {
                        self.lost_tone(left, surface, right).or_else(|| self.split(surface))
                    }
                    _ => None,
                };
                if let Some((text, fault, score)) = found.filter(|&(_, _, score)| score >= least) {
                    suggestions.push(Suggestion { span: tokens.span(at..at + 1, forms), text, fault, score });
                }
            }
        }
        suggestions
    }

    /// How much better than what is written `meant` fits between the neighbours of token `at`, which is one of
    /// `sentence`: in bits, as [`Suggestion::score`].
    pub fn gain(
        &self,
        tokens: &Tokens,
        forms: &Forms,
        sentence: &Range<usize>,
        at: usize,
        meant: Syllable,
    ) -> f64 {
        let (left, right) = neighbours(tokens, forms, sentence, at);
        let now = match tokens.form(at, forms).key.syllable() {
            Some(here) => self.fit(left, here, right),
            None => self.unknown(right),
        };
        self.fit(left, meant, right) - now
    }

    /// How much oftener than by chance the second syllable stands behind the first, in bits: the pointwise mutual
    /// information (Church & Hanks 1990), 0 where the pair is rare.
    ///
    /// ```
    /// use chinhluan::{syllable::Syllable, tokens::suggest::Suggester};
    /// let bond = |a, b| Suggester::embedded().bond(Syllable::parse(a).unwrap(), Syllable::parse(b).unwrap());
    /// assert!(bond("môi", "trường") > bond("trường", "học"));
    /// ```
    pub fn bond(&self, first: Syllable, second: Syllable) -> f64 {
        self.pairs.ratio(first, second).map_or(0.0, |ratio| ratio + self.total.log2())
    }

    /// Two syllables that are known to follow each other.
    fn split(&self, surface: &str) -> Option<Found> {
        let cuts = surface.char_indices().skip(1).filter_map(|(cut, _)| {
            let (first, second) = surface.split_at(cut);
            let pair = self.pairs.pair(Syllable::parse(first)?, Syllable::parse(second)?);
            (pair > 0.0).then(|| {
                (format!("{first} {second}"), Fault::Glued, (pair / self.total).log2() + NO_SYLLABLE)
            })
        });
        cuts.max_by(|a, b| a.2.total_cmp(&b.2))
    }

    /// The syllable one mark away that fits best between its neighbours.
    fn other_mark(&self, left: Option<Syllable>, here: Syllable, right: Option<Syllable>) -> Option<Found> {
        let now = self.fit(left, here, right);
        self.best(left, here.one_mark_away(), right, now)
    }

    /// The syllable with a tone that fits best in the place of what is none without.
    fn lost_tone(&self, left: Option<Syllable>, surface: &str, right: Option<Syllable>) -> Option<Found> {
        self.best(left, Syllable::with_lost_tone(surface)?.into_iter(), right, self.unknown(right))
    }

    /// Binary logarithm of the probability of letters that write no syllable, and of `right` behind them.
    fn unknown(&self, right: Option<Syllable>) -> f64 {
        right.map_or(0.0, |right| self.alone(right)) - NO_SYLLABLE
    }

    fn best(
        &self,
        left: Option<Syllable>,
        others: impl Iterator<Item = Syllable>,
        right: Option<Syllable>,
        now: f64,
    ) -> Option<Found> {
        others
            .filter(|&other| self.is_known(left, other, right))
            .map(|other| (other.spell(ToneStyle::Old), Fault::Mark, self.fit(left, other, right) - now))
            .max_by(|a, b| a.2.total_cmp(&b.2))
    }

    /// Whether the syllable is known beside one of its neighbours.
    fn is_known(&self, left: Option<Syllable>, here: Syllable, right: Option<Syllable>) -> bool {
        left.is_some_and(|left| self.pairs.pair(left, here) > 0.0)
            || right.is_some_and(|right| self.pairs.pair(here, right) > 0.0)
    }

    /// Binary logarithm of the probability of `here` behind `left` and of `right` behind it.
    fn fit(&self, left: Option<Syllable>, here: Syllable, right: Option<Syllable>) -> f64 {
        let follows = |first: Option<Syllable>, second: Option<Syllable>| {
            let (Some(first), Some(second)) = (first, second) else { return 0.0 };
            let expected = SMOOTHING * (self.pairs.single(second) + 1.0) / self.total;
            ((self.pairs.pair(first, second) + expected) / (self.pairs.single(first) + SMOOTHING)).log2()
        };
        let alone = if left.is_none() { self.alone(here) } else { 0.0 };
        alone + follows(left, Some(here)) + follows(Some(here), right)
    }

    /// Binary logarithm of the probability of a syllable wherever it stands.
    fn alone(&self, syllable: Syllable) -> f64 {
        ((self.pairs.single(syllable) + 1.0) / self.total).log2()
    }
}

/// The syllables on both sides of a token.
///
/// A neighbour stands behind one blank: other white space and marks part phrases. Names follow each other as nothing
/// else does, and are none.
fn neighbours(
    tokens: &Tokens,
    forms: &Forms,
    sentence: &Range<usize>,
    at: usize,
) -> (Option<Syllable>, Option<Syllable>) {
    let beside = |left: usize| tokens.gaps[left + 1] == Gap::Blank;
    let syllable = |at: usize| {
        let form = tokens.form(at, forms);
        (form.shape == Shape::Lower || at == sentence.start).then(|| form.key.syllable()).flatten()
    };
    let left = (at > sentence.start && beside(at - 1)).then(|| syllable(at - 1)).flatten();
    let right = (at + 1 < sentence.end && beside(at)).then(|| syllable(at + 1)).flatten();
    (left, right)
}
