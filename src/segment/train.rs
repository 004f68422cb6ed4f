//! Training: from segmented text to a model.
//!
//! Logistic regression over the gaps, weights learned by stochastic gradient descent with a step of its own for every
//! weight (AdaGrad: Duchi, Hazan and Singer 2011), averaged over the last pass (Polyak and Juditsky 1992). Gold
//! sentences come several times in a pass over the text, silver ones once and with a low weight. Several members learn
//! so, each from its own part of silver text and in its own order, and their mean is the model: what one of them owes
//! to chance cancels out. The same text, settings and seed give the same bytes.

mod layout;
mod learner;
mod sentence;
mod spans;
#[cfg(test)]
mod tests;

use super::class::Class;
use super::corpus::{Corpus, Marks};
use super::features::{PAD, PAIR};
use super::lexicon::{Head, Tails, build};
use super::mine::{self, Encoded, Evidence};
use super::model::{Entry, Model, UNIT};
use super::pairs::{ByPair, numbered};
use super::profile::{Profile, profiles};
use super::random::Random;
use super::user::UserWords;
use super::verdict::{Verdict, Verdicts, capitals};
use super::vocabulary::Vocabulary;
use crate::error::{Error, Place, Result};
use layout::Layout;
use learner::{Learner, Weight, Worth};
use sentence::Sentence;
use serde::{Deserialize, Serialize};
use std::io::BufRead;

/// Settings of training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Training {
    /// Seed of the order of sentences.
    pub seed: u64,
    /// How many models are learned, of which the mean is kept: silver text is dealt out to them, gold text each has
    /// whole. One that had all silver text would learn its pairs by heart, and leave gold text too little to say.
    pub members: u32,
    /// Passes over the text, of every member.
    pub epochs: u32,
    /// How often a gold sentence comes in one pass.
    pub gold_repeat: u32,
    /// Weight of a silver gap; a gold gap has 1.
    pub silver_weight: f32,
    /// Weight of a silver gap about which segmenters disagree, where the text says what the better one does.
    pub disputed_weight: f32,
    /// Length of a step.
    pub rate: f32,
    /// Length of a step of what gold text adds to a weight.
    pub own_rate: f32,
    /// Share of silver sentences that are read in lower case, and as many in capitals: without them,
    /// `HUYỆN CAO LÃNH` and `nguyễn văn an` are split.
    pub recase: f32,
    /// Every which line of silver text is read once more without tone and vowel marks; 0 for none. Without them
    /// `bo tai chinh` is three words.
    pub bare: u64,
    /// How often a syllable must be seen to be known.
    pub min_syllable: u32,
    /// How often another form must be seen to be known.
    pub min_other: u32,
    /// How often a word must be cut out alone by all to stand in the lexicon.
    pub min_word: u32,
    /// How often a word must be cut out by some to stand in the lexicon of doubtful words.
    pub min_doubtful: u32,
    /// How often an adjacent pair must be seen to have weights.
    pub min_pair: u32,
    /// How often a pair with a token between must be seen to have weights.
    pub min_skip: u32,
    /// How often a pair must be met, and
    pub min_verdict: u32,
    /// how far from 0 every score there must be, on the scale of the logistic function, for the pair to be decided
    /// without a look at what stands around it.
    pub margin: f32,
}

impl Default for Training {
    fn default() -> Self {
        Self {
            seed: 1,
            members: 8,
            epochs: 2,
            gold_repeat: 10,
            silver_weight: 0.1,
            disputed_weight: 0.05,
            rate: 0.1,
            own_rate: 0.02,
            recase: 0.1,
            bare: 50,
            min_syllable: 3,
            min_other: 30,
            min_word: 2,
            min_doubtful: 3,
            min_pair: 6,
            min_skip: 24,
            min_verdict: 4,
            margin: 0.3,
        }
    }
}

/// Text to learn from, and what the model file and errors call it.
pub struct Source<R> {
    /// Name.
    pub name: String,
    /// Lines of words parted by spaces, `_` inside words; in silver text also `~` where segmenters disagree, `^` and
    /// `|` where they do and the better one joins or parts.
    pub text: R,
}

/// What training saw and made.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    /// Sentences of gold text.
    pub gold_sentences: u64,
    /// Sentences of silver text.
    pub silver_sentences: u64,
    /// Tokens of both.
    pub tokens: u64,
    /// Known forms.
    pub symbols: u64,
    /// Words all segmenters agree upon.
    pub words: u64,
    /// Words of some segmenters.
    pub doubtful: u64,
    /// Adjacent pairs with weights.
    pub pairs: u64,
    /// Pairs with a token between that have weights.
    pub skips: u64,
    /// Share of the gaps of the text that are decided by their pair alone.
    pub decided: f64,
    /// Weighted logistic loss a gap, for every pass of every member.
    pub loss: Vec<f64>,
}

impl Training {
    /// The bytes of a model file, and figures for its card.
    ///
    /// `lexicon` has words, one a line, that silver text is to have as one wherever no segmenter joins their tokens with
    /// others.
    ///
    /// # Errors
    /// If a text cannot be read, gold has no word, or the settings make no sense.
    pub fn train<G: BufRead, S: BufRead>(
        &self,
        gold: Source<G>,
        silver: impl IntoIterator<Item = Result<Source<S>>>,
        lexicon: Option<Source<&str>>,
    ) -> Result<(Vec<u8>, Figures)> {
        self.check()?;
        let mut corpus = Corpus::default();
        let mut trained_on = format!("gold {}; silver", gold.name);
        corpus.read(gold.text, &gold.name, Marks::GOLD, 0)?;
        let golden = corpus.sentences.len();
        if golden == 0 {
            return Err(Error::input(Place::file(gold.name), "there is no word in it to learn from"));
        }
        for source in silver {
            let source = source?;
            corpus.read(source.text, &source.name, Marks::VOTES, self.bare)?;
            trained_on.push(' ');
            trained_on.push_str(&source.name);
        }
        if let Some(Source { name, text }) = lexicon {
            let mut words = UserWords::default();
            words.read(text, &name)?;
            if words.are_weighed() {
                return Err(Error::Settings(format!("{name} has weights, which training does not honour")));
            }
            corpus.join(&words, golden);
            trained_on.push_str("; lexicon ");
            trained_on.push_str(&name);
        }
        let settings = serde_json::to_string(self).map_err(|error| Error::Settings(error.to_string()))?;
        trained_on.push_str("; settings ");
        trained_on.push_str(&settings);
        let (syllables, others) = mine::vocabulary(&corpus, self.min_syllable, self.min_other);
        let vocabulary = Vocabulary::new(syllables.iter().copied(), others.iter().copied());
        let mut encoded = Encoded::new(&corpus, &vocabulary);
        drop(corpus);
        mine::arbitrate(&mut encoded, golden);
        mine::part_offices(&mut encoded, golden);
        let mined = self.mined(&encoded, golden, vocabulary.len());
        let (weights, loss) = self.learn(&encoded, golden, &mined.tables);
        let (verdicts, decided) = self.verdicts(&encoded, &mined.tables, &weights);
        let figures = Figures {
            gold_sentences: golden as u64,
            silver_sentences: (encoded.sentences.len() - golden) as u64,
            tokens: encoded.sentences.iter().map(|(start, end)| (end - start) as u64).sum(),
            symbols: vocabulary.len() as u64,
            words: mined.lexicon.len() as u64,
            doubtful: mined.doubtful.len() as u64,
            pairs: mined.pairs.len() as u64,
            skips: mined.skips.len() as u64,
            decided,
            loss,
        };
        Ok((mined.model(trained_on, (syllables, others), &weights, &verdicts).write(), figures))
    }

    /// What is mined of the text before weights are learned; `symbols` is the number of known ones.
    fn mined(&self, encoded: &Encoded, golden: usize, symbols: usize) -> Mined {
        let lexicon = mine::words(encoded, Evidence::Agreed, self.min_word);
        let doubtful = mine::words(encoded, Evidence::Doubtful, self.min_doubtful);
        let pairs = mine::pairs(encoded, 1, self.min_pair);
        let skips = mine::pairs(encoded, 2, self.min_skip);
        let (heads, tails) = build(&lexicon, &doubtful);
        let tables = Tables {
            layout: Layout { symbols, pairs: pairs.len(), skips: skips.len() },
            heads: heads.into_iter().collect(),
            tails,
            pairs: numbered(&pairs),
            skips: numbered(&skips),
            profiles: profiles(encoded, &pairs, golden),
        };
        Mined { lexicon, doubtful, pairs, skips, tables }
    }

    fn check(&self) -> Result<()> {
        let positive = |value: f32| value.is_finite() && value > 0.0;
        let disputed = self.disputed_weight.is_finite() && self.disputed_weight >= 0.0;
        let recase = (0.0..=0.5).contains(&self.recase);
        let above = [self.rate, self.own_rate, self.silver_weight, self.margin].into_iter().all(positive);
        let counts = self.members.checked_mul(self.epochs).is_some_and(|passes| passes > 0);
        if !(above && disputed && recase && counts) {
            let reason = "members, epochs, rate, own_rate, silver_weight and margin are above 0, members times epochs is \
                          below 2^32, disputed_weight is not below 0, recase is between 0 and 0.5";
            return Err(Error::Settings(reason.into()));
        }
        Ok(())
    }

    /// The weights, and the loss of every pass of every member.
    fn learn(&self, encoded: &Encoded, golden: usize, tables: &Tables) -> (Vec<f32>, Vec<f64>) {
        let mut learner = Learner {
            weights: vec![Weight::default(); tables.layout.len()],
            rate: self.rate,
            own_rate: self.own_rate,
        };
        let mut sentence = Sentence::default();
        let silver = golden as u32..encoded.sentences.len() as u32;
        let mut random = Random::new(self.seed);
        let mut order = Vec::new();
        let mut losses = Vec::new();
        let (mut sums, mut points) = (vec![0.0f32; learner.weights.len()], 0);
        for pass in 0..self.members * self.epochs {
            if pass % self.epochs == 0 {
                let member = (pass / self.epochs) as usize;
                learner.weights.fill(Weight::default());
                order.clear();
                order.extend(silver.clone().skip(member).step_by(self.members as usize));
                order.extend((0..self.gold_repeat).flat_map(|_| 0..golden as u32));
            }
            let last = (pass + 1) % self.epochs == 0;
            let point = (order.len() / POINTS).max(1);
            random.shuffle(&mut order);
            let (mut loss, mut gaps) = (0.0, 0u64);
            for (&number, done) in order.iter().zip(1..) {
                let gold = (number as usize) < golden;
                let fate = random.unit();
                let recase: fn(u8) -> u8 = match gold {
                    false if fate < self.recase => Class::lowered,
                    false if fate < 2.0 * self.recase => Class::raised,
                    _ => |class| class,
                };
                let worth = match gold {
                    true => Worth { settled: 1.0, disputed: 0.0, gold: 1.0 },
                    false => Worth { settled: self.silver_weight, disputed: self.disputed_weight, gold: 0.0 },
                };
                sentence.read(encoded, number as usize, recase, tables);
                let (sum, count) = learner.learn(&mut sentence, tables, worth);
                loss += sum;
                gaps += count;
                if last && done % point == 0 {
                    let weights = learner.weights.iter();
                    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight.shared + weight.own);
                    points += 1;
                }
            }
            losses.push(loss / gaps.max(1) as f64);
        }
        sums.iter_mut().for_each(|sum| *sum /= points.max(1) as f32);
        (sums, losses)
    }

    /// What is decided by each pair alone, and the share of the gaps that this decides.
    fn verdicts(&self, encoded: &Encoded, tables: &Tables, weights: &[f32]) -> (Vec<Verdicts>, f64) {
        let unmet = Scores { count: 0, least: f32::INFINITY, most: f32::NEG_INFINITY };
        let mut met = vec![[unmet; 4]; tables.profiles.len()];
        let (mut sentence, mut gaps) = (Sentence::default(), 0u64);
        for number in 0..encoded.sentences.len() {
            sentence.read(encoded, number, |class| class, tables);
            for gap in 0..sentence.labels.len() - 1 {
                let sides = &sentence.classes[gap + PAD..gap + PAD + 2];
                if !sides.iter().all(|&class| Class::joins(class)) {
                    continue;
                }
                gaps += 1;
                let Some(number) = sentence.pairs[gap + 2] else { continue };
                let scores = &mut met[number as usize][capitals(sides[0], sides[1])];
                sentence.collect(gap, tables);
                let score = sentence.features.iter().map(|&feature| weights[feature as usize]).sum();
                scores.count += 1;
                scores.least = scores.least.min(score);
                scores.most = scores.most.max(score);
            }
        }
        let mut decided = 0;
        let mut verdict = |scores: Scores| {
            let verdict = match scores {
                Scores { count, .. } if count < self.min_verdict => Verdict::OPEN,
                Scores { least, .. } if least > self.margin => Verdict::JOIN,
                Scores { most, .. } if most < -self.margin => Verdict::SPLIT,
                _ => Verdict::OPEN,
            };
            if verdict != Verdict::OPEN {
                decided += u64::from(scores.count);
            }
            verdict
        };
        let verdicts = met.into_iter().map(|scores| Verdicts::of(scores.map(&mut verdict))).collect();
        (verdicts, decided as f64 / gaps.max(1) as f64)
    }
}

/// The scores of one pair, written in one way, wherever it was met.
#[derive(Clone, Copy)]
struct Scores {
    count: u32,
    least: f32,
    most: f32,
}

/// Points of a member's last pass at which the weights are taken to be averaged.
const POINTS: usize = 20;

/// What is mined before weights are learned.
struct Mined {
    lexicon: Vec<Entry>,
    doubtful: Vec<Entry>,
    /// Adjacent pairs, and those with a token between, that have weights, sorted.
    pairs: Vec<u32>,
    skips: Vec<u32>,
    tables: Tables,
}

impl Mined {
    /// The model of these weights and verdicts, which knows these syllables and hashes of other keys.
    fn model(
        self,
        trained_on: String,
        (syllables, others): (Vec<u16>, Vec<u64>),
        weights: &[f32],
        verdicts: &[Verdicts],
    ) -> Model {
        let Self { lexicon, doubtful, pairs, skips, tables } = self;
        let (single, paired) = tables.quantised(weights);
        let profiles = tables.profiles.iter().flatten().map(|profile| profile.0).collect();
        let verdicts = verdicts.iter().map(|verdicts| verdicts.0).collect();
        Model {
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
        }
    }
}

/// The same as it is looked up while weights are learned.
struct Tables {
    layout: Layout,
    heads: ByPair<Head>,
    tails: Tails<'static>,
    pairs: ByPair<u32>,
    skips: ByPair<u32>,
    profiles: Vec<[Profile; 2]>,
}

impl Tables {
    /// Weights of single features and of pairs in stored units.
    fn quantised(&self, weights: &[f32]) -> (Vec<i16>, Vec<i8>) {
        let (first, skips, last) = (self.layout.pair(), self.layout.skip(), self.layout.shapes());
        let unit = |weight: f32| (weight / UNIT).round();
        let single = weights[..first].iter().chain(&weights[last..]).map(|&weight| unit(weight) as i16);
        let pairs = weights[first..skips].as_chunks::<{ PAIR + 1 }>().0.iter().flat_map(|row| {
            // What holds in whatever case is stored with each case.
            std::array::from_fn::<_, PAIR, _>(|at| if at < 2 { row[at] } else { row[at] + row[PAIR] })
        });
        let paired = pairs.chain(weights[skips..last].iter().copied()).map(|weight| unit(weight) as i8);
        (single.collect(), paired.collect())
    }
}
