//! Concordance: every occurrence in its context (KWIC, dẫn ngữ cảnh), and what was almost one.
//!
//! A [`Query`] is a family, a phrase or a regular expression over words; [`Concordance`] finds its [`Line`]s in one
//! pass, and [`sort`] puts them in order. [`Concordance::near_misses`] shows instead what almost matched and why it did
//! not, and the quoted and capitalised phrases that no family covers: what a researcher reads before trusting a count.

mod line;
mod near;
mod query;
mod worker;

pub use line::{Line, Order, sort};
pub use query::Query;

use crate::document::Document;
use crate::error::Result;
use crate::ordered::{Batch, in_order};
use crate::phrase::Matcher;
use crate::segment::Segmenter;
use crate::syllable::Forms;
use near::Near;
use query::Wanted;
use std::borrow::Cow;
use worker::Worker;

/// A query, ready to be found.
///
/// ```
/// use chinhluan::concordance::{Concordance, Query};
/// use chinhluan::{Document, Meta, Place, phrase::Families, segment::Segmenter};
/// let text = "Xã đã đạt chuẩn Nông thôn mới từ năm 2015.";
/// let document = Document { id: "a".into(), text: text.into(), meta: Meta::default(), place: Place::file("a.txt") };
/// let query = Query::read("nông thôn mới", Families::embedded())?;
/// let concordance = Concordance::new(query, Segmenter::embedded(), 20)?;
/// let mut lines = Vec::new();
/// concordance.lines(&mut [Ok(document)].into_iter(), |found| {
///     lines.extend(found?);
///     Ok::<_, chinhluan::Error>(())
/// })?;
/// assert_eq!((lines[0].left.as_str(), lines[0].node.as_str()), ("Xã đã đạt chuẩn", "Nông thôn mới"));
/// # Ok::<(), chinhluan::Error>(())
/// ```
pub struct Concordance {
    segmenter: Cow<'static, Segmenter>,
    query: Query,
    matcher: Matcher,
    /// The intern table that the matcher's vocabulary is in; each worker goes on from a copy.
    forms: Forms,
    /// Characters of context on each side.
    width: usize,
    near: Option<Near>,
}

impl Concordance {
    /// Prepares a query; `width` is how many characters are shown on each side of an occurrence.
    ///
    /// # Errors
    /// If the families cannot be compiled.
    pub fn new(query: Query, segmenter: impl Into<Cow<'static, Segmenter>>, width: usize) -> Result<Self> {
        let mut forms = Forms::new();
        let matcher = Matcher::new(&query.families, &mut forms)?;
        Ok(Self { segmenter: segmenter.into(), query, matcher, forms, width, near: None })
    }

    /// Finds what is almost an occurrence in place of occurrences, each with the reason why it is none.
    ///
    /// Of a family: its forms with one mark lost or wrong, one word wrong, missing or too many, or with a full stop or
    /// another mark between its words; and where all is as in a form, that a condition of the family forbids it. Of `*`
    /// also phrases in quotes, and of three words and more with a capital inside a sentence, that no family covers.
    /// Nothing is almost a match of a regular expression.
    pub fn near_misses(mut self) -> Self {
        self.near = match self.query.wanted {
            Wanted::Family(family) => Some(Near::of(&self.query.families, Some(family))),
            Wanted::AnyFamily => Some(Near::of(&self.query.families, None)),
            Wanted::Words(_) => Some(Near::nothing()),
        };
        self
    }

    /// Hands the lines of every document to `sink`, in the order of the documents and of the text.
    ///
    /// # Errors
    /// If `sink` fails.
    pub fn lines<E: Send>(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        sink: impl FnMut(Result<Vec<Line>>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        const BATCH: Batch = Batch { bytes: 8 << 20, items: 4096 };
        let workers = (0..rayon::current_num_threads()).map(|_| Worker::new(self)).collect();
        let work = |worker: &mut Worker, document: Result<Document>| Ok(worker.lines(&document?));
        in_order(documents, BATCH, Document::bytes_of, workers, work, sink)?;
        Ok(())
    }
}
