//! Word segmentation (tách từ): which tokens are one word.
//!
//! A [`Segmenter`] judges every gap between two tokens by a linear classifier: what stands at -2 to +3, how it is
//! written, and which words of a lexicon lie over the gap or beside it (`features`); pairs that leave no doubt are
//! decided by a table (`judge`). Lexicon and weights are learned
//! by [`train`] from a treebank and from text with the votes of other segmenters; `models/segmenter.md` says from
//! which. [`score`] measures.
//!
//! | | |
//! | --- | --- |
//! | [`Segmenter`], [`Scratch`], [`Buffers`] | tokens or text to words |
//! | [`write_underscored`] | words to text, a line for a line |
//! | [`Marked`] | text in which its writer marked words |
//! | [`train::Training`] | segmented text to a model |
//! | [`score::Scores`] | precision, recall, F1, bootstrap interval, difference of two |
//! | [`errors::mistakes`] | what is parted wrongly, by kind |

mod attached;
mod class;
mod corpus;
mod desk;
mod doubt;
pub mod errors;
mod features;
mod judge;
mod known;
mod lexicon;
mod marks;
mod matching;
mod mine;
mod model;
mod overlap;
mod pairs;
mod profile;
mod random;
mod row;
pub mod score;
mod table;
mod text;
pub mod train;
mod user;
mod verdict;
mod vocabulary;

pub use marks::Marked;
pub use text::write_underscored;

use crate::error::Result;
use crate::span::Span;
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;
use desk::Desk;
use judge::Judge;
use model::Stored;
use row::Row;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;
use user::UserWords;

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
    judge: Judge,
    user: Option<UserWords>,
}

/// What one worker keeps between documents: what the model knows of each form of its [`Forms`], and buffers.
///
/// A scratch belongs to one table of forms and one segmenter.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    rows: Vec<Row>,
    desk: Desk,
    /// The sentences on the desk, and where they lie.
    laid: Vec<(Range<usize>, usize)>,
    user: user::Found,
    attached: Vec<usize>,
}

/// What [`Segmenter::segment_into`] keeps between texts: forms, and buffers.
///
/// Buffers belong to one segmenter. Forms are kept for good: for endless text, begin anew now and then.
#[derive(Clone, Debug, Default)]
pub struct Buffers {
    forms: Forms,
    tokens: Tokens,
    scratch: Scratch,
    begins: Vec<u32>,
}

/// The file of the embedded model where a line of its tables is one of the processor's caches: elsewhere a look-up waits
/// for two.
#[repr(align(64))]
struct InLines<T>(T);

static IN_LINES: InLines<[u8; include_bytes!("../../models/segmenter.clm").len()]> =
    InLines(*include_bytes!("../../models/segmenter.clm"));

impl Segmenter {
    /// The file of the model that comes with the library.
    pub const EMBEDDED: &'static [u8] = &IN_LINES.0;

    /// The model that comes with the library.
    pub fn embedded() -> &'static Segmenter {
        static EMBEDDED: LazyLock<Segmenter> = LazyLock::new(|| {
            let model = Stored::trusted(Segmenter::EMBEDDED);
            Segmenter::of(model.expect("the embedded model is the one the tests read"))
        });
        &EMBEDDED
    }

    /// A model from the bytes of its file; `name` is what errors call it.
    ///
    /// # Errors
    /// If the bytes are not those of a model of this format, whole and undamaged.
    pub fn read(bytes: &[u8], name: &str) -> Result<Segmenter> {
        Ok(Self::of(Stored::read(bytes, name)?.into_owned()))
    }

    fn of(model: Stored<'static>) -> Self {
        Self { trained_on: model.trained_on.clone().into_owned(), judge: Judge::new(model), user: None }
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

    /// The same segmenter with the words of a file: a word a line, as [`with_lexicon`](Self::with_lexicon) takes them,
    /// or a word, a tab and a weight; `name` is what errors call the file. Empty lines and those that begin with `#`
    /// say nothing.
    ///
    /// A word with a weight is weighed with what the model says: wherever its tokens stand together, however often, its
    /// weight is added to the score of every gap inside, and taken from that of the gaps before and behind it. A score
    /// is the logarithm of odds: with 0.7 the odds of a gap inside are twice what they are without, and 20 is as good as
    /// always. A weight below 0 is a reason to part the gaps inside, and says nothing of those beside. Where a gap has
    /// punctuation beside it or no white space, no weight counts.
    ///
    /// ```
    /// use chinhluan::segment::Segmenter;
    /// let segmenter = Segmenter::embedded().clone().with_lexicon_file("# tên riêng\nđiểm sáng\t20\n", "từ.txt")?;
    /// let text = "một điểm sáng";
    /// assert_eq!(segmenter.segment(text).last().unwrap().of(text), "điểm sáng");
    /// # Ok::<(), chinhluan::Error>(())
    /// ```
    ///
    /// # Errors
    /// If a word has no token or goes over the end of a sentence, or a weight is no number from -1000 to 1000.
    pub fn with_lexicon_file(mut self, lines: &str, name: &str) -> Result<Self> {
        self.user.get_or_insert_default().read(lines, name)?;
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
            scratch.rows.push(self.judge.row(FormId(id as u32), forms));
        }
        let Scratch { rows, desk, laid, user, attached } = scratch;
        let mut sentences = tokens.sentences().peekable();
        while let Some(sentence) = sentences.next() {
            let ids = &tokens.forms[sentence.clone()];
            let place = self.judge.lay(ids.iter().map(|id| rows[id.0 as usize]), desk);
            if let Some(words) = &self.user {
                words.weigh(ids.iter().map(|&id| forms.hash(id)), user, |gap, weight| {
                    desk.nudge(place + gap, weight)
                });
            }
            laid.push((sentence, place));
            if !desk.is_full() && sentences.peek().is_some() {
                continue;
            }
            self.judge.judge(desk);
            for (sentence, place) in laid.drain(..) {
                let joined = &mut desk.joined[place..place + sentence.len()];
                let row = |index: usize| rows[tokens.forms[index].0 as usize];
                attached::decide(tokens, forms, sentence.clone(), joined, attached, |left, right| {
                    self.judge.is_word(row(left), row(right))
                });
                if let Some(words) = &self.user {
                    let ids = &tokens.forms[sentence.clone()];
                    words.apply(ids.iter().map(|&id| forms.hash(id)), user, joined);
                }
                begin(sentence, joined, words);
            }
            desk.clear();
        }
    }

    /// The words of `text`, as byte spans: in order, disjoint, together every character but white space
    /// (and the white space inside words).
    pub fn segment(&self, text: &str) -> Vec<Span> {
        let mut words = Vec::new();
        self.segment_into(text, &mut Buffers::default(), &mut words);
        words
    }

    /// Replaces `words` by the words of `text`, as [`segment`](Self::segment) gives them.
    ///
    /// Allocates nothing once the buffers are warm and the forms of the text are known to them.
    ///
    /// ```
    /// use chinhluan::segment::{Buffers, Segmenter};
    /// let (mut buffers, mut words) = (Buffers::default(), Vec::new());
    /// for text in ["Học sinh học sinh học.", "Đảng bộ huyện họp."] {
    ///     Segmenter::embedded().segment_into(text, &mut buffers, &mut words);
    ///     assert_eq!(words[0].start, 0);
    ///     assert_eq!(words.last().unwrap().of(text), ".");
    /// }
    /// ```
    pub fn segment_into(&self, text: &str, buffers: &mut Buffers, words: &mut Vec<Span>) {
        let Buffers { forms, tokens, scratch, begins } = buffers;
        tokens.read(text, forms);
        self.segment_tokens(tokens, forms, scratch, begins);
        spans(tokens, forms, begins, words);
    }

    /// The words of [`Marked`] text. The spans are those of `text` as it is, and the marks belong to no word or stand
    /// inside one.
    ///
    /// ```
    /// use chinhluan::segment::Segmenter;
    /// let text = "thi_đua yêu|nước";
    /// let words = Segmenter::embedded().segment_marked(text);
    /// let words: Vec<&str> = words.into_iter().map(|span| span.of(text)).collect();
    /// assert_eq!(words, ["thi_đua", "yêu", "nước"]);
    /// ```
    pub fn segment_marked(&self, text: &str) -> Vec<Span> {
        let Buffers { mut forms, mut tokens, mut scratch, mut begins } = Buffers::default();
        let marked = Marked::new(text);
        tokens.read(marked.plain(), &mut forms);
        self.segment_tokens(&tokens, &forms, &mut scratch, &mut begins);
        marked.honour(&mut tokens, &mut begins);
        let mut words = Vec::new();
        spans(&tokens, &forms, &begins, &mut words);
        words
    }
}

impl<'a> From<&'a Segmenter> for Cow<'a, Segmenter> {
    fn from(segmenter: &'a Segmenter) -> Self {
        Cow::Borrowed(segmenter)
    }
}

impl From<Segmenter> for Cow<'_, Segmenter> {
    fn from(segmenter: Segmenter) -> Self {
        Cow::Owned(segmenter)
    }
}

/// Replaces `words` by the spans of the words that begin with the given tokens.
fn spans(tokens: &Tokens, forms: &Forms, begins: &[u32], words: &mut Vec<Span>) {
    let ends = begins.iter().skip(1).map(|&end| end as usize).chain([tokens.len()]);
    words.clear();
    words.extend(begins.iter().zip(ends).map(|(&start, end)| tokens.span(start as usize..end, forms)));
}

/// Adds the first tokens of the words of a sentence.
fn begin(sentence: Range<usize>, joined: &[bool], words: &mut Vec<u32>) {
    let mut count = words.len() + 1;
    words.resize(words.len() + sentence.len(), sentence.start as u32);
    let tokens = sentence.start as u32 + 1..sentence.end as u32;
    for (at, joined) in tokens.zip(joined) {
        // Without a branch: what the next token is nobody can guess.
        words[count] = at;
        count += usize::from(!joined);
    }
    words.truncate(count);
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
