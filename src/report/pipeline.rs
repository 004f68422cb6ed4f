//! The main job, from documents to a [`Report`].

use super::Articles;
use super::collection::{Collection, Words};
use super::stage::{Clock, Stage};
use super::worker::{Article, Models, Worker};
use super::{HitRow, Period, Report, StageTime};
use crate::article::{Edges, Structure};
use crate::clean::Edits;
use crate::counts::NgramRange;
use crate::dedup::{self, Sentences, Sketch, Sketches};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::ordered::{Batch, in_order, in_order_with_workers};
use crate::phrase::{CountPolicy, Families};
use crate::tfidf::{Frequency, TfIdf};
use serde::{Deserialize, Serialize};
use std::convert::Infallible;

/// Settings of the main job.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Number of topics; none chooses `√(n/2)` for n articles without their copies, 2 to 24.
    pub topics: Option<usize>,
    /// Seed of the random choices.
    pub seed: u64,
    /// What rates over time are counted by.
    pub period: Period,
    /// How terms are weighed in the table of terms.
    pub tfidf: TfIdf,
    /// How copies are found.
    pub duplicates: dedup::Settings,
    /// Which hits of phrase families count.
    pub count: CountPolicy,
}

impl Default for Settings {
    fn default() -> Self {
        let tfidf = TfIdf {
            // A word of one article says nothing of a topic, one of every other article neither.
            min_df: Frequency::Documents(2),
            max_df: Frequency::Share(0.3),
            sublinear_tf: true,
            ..TfIdf::default()
        };
        Self {
            topics: None,
            seed: 1,
            period: Period::Year,
            tfidf,
            duplicates: dedup::Settings::default(),
            count: CountPolicy::default(),
        }
    }
}

/// What terms are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// Words, as they are segmented.
    #[default]
    Words,
    /// The syllables of words, each by itself: what there is without segmentation.
    Syllables,
    /// Phrase families, by their ids. Hits count as the policy of [`Settings::count`] says; that a family counts once an
    /// article is for the weights to say (`binary`).
    Families,
}

/// What is counted as a term.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Terms {
    /// Of what. Where it is families, the settings below say nothing.
    pub unit: Unit,
    /// How many words, or syllables, in a row.
    pub ngram_range: NgramRange,
    /// Words that are left out before words are put in a row; equal as keys. Syllables are parted by blanks or `_`.
    pub stop_words: Vec<String>,
    /// The only terms there are, in the order of their columns: words with `_` between their syllables, parted by
    /// blanks; in a term of one word blanks part syllables too.
    pub vocabulary: Option<Vec<String>>,
}

/// What has been done so far, for a progress bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Documents analysed or left out.
    pub documents: usize,
    /// Bytes of their text.
    pub bytes: u64,
}

/// The models and settings of a run.
///
/// ```
/// use chinhluan::report::{Models, Pipeline, Settings};
/// use chinhluan::{Document, Meta, Place, phrase::Families, segment::Segmenter};
/// let text = "Cán bộ, đảng viên trong xã học tập và làm theo Bác bằng những việc làm cụ thể.";
/// let document =
///     Document { id: "a".into(), text: text.into(), meta: Meta::default(), place: Place::file("a.txt") };
/// let models = Models::new(Segmenter::embedded(), Families::embedded())?;
/// let report = Pipeline::new(models, Settings::default()).run(&mut [Ok(document)].into_iter(), |_| ())?.report;
/// assert_eq!(report.hits[0].surface, "Cán bộ, đảng viên");
/// # Ok::<(), chinhluan::Error>(())
/// ```
pub struct Pipeline {
    pub(super) models: Models,
    pub(super) settings: Settings,
}

/// What is read at once.
const BATCH: Batch = Batch { bytes: 2 << 20, items: 4096 };

/// A report, and how long its stages took.
pub struct Finished {
    /// The tables.
    pub report: Report,
    /// Time by stage, summed over threads.
    pub stages: Vec<StageTime>,
}

/// A document and the parts of its page.
#[derive(Clone, Debug)]
pub struct ReadPage {
    /// The document as it was read.
    pub document: Document,
    /// The parts of its page, spans in the cleaned text.
    pub structure: Structure,
    /// The lines whose roles depend on the other pages of the site.
    pub edges: Edges,
    /// The way from the cleaned text to the text as read.
    pub edits: Edits,
}

impl Pipeline {
    /// A run with these models and settings.
    pub fn new(models: Models, settings: Settings) -> Self {
        Self { models, settings }
    }

    /// The phrase families that are looked for.
    pub fn families(&self) -> &Families {
        self.models.families()
    }

    /// Reads and analyses every document once, in one pass, and makes the tables.
    ///
    /// Documents that cannot be used are named in [`Report::skipped`]; the rest goes on. Runs on the threads of
    /// the current rayon pool; the tables do not depend on their number.
    ///
    /// # Errors
    /// If settings contradict each other, or ask for more topics than there are articles.
    pub fn run(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        progress: impl FnMut(Progress),
    ) -> Result<Finished> {
        let (collection, mut clock) =
            self.collect(documents, &Terms::default(), Worker::shown_article, progress);
        self.finish(collection, &mut clock)
    }

    /// The tables of a collection.
    pub(super) fn finish(&self, collection: Collection, clock: &mut Clock) -> Result<Finished> {
        let report = collection.report(&self.models, &self.settings, clock)?;
        Ok(Finished { stages: clock.table(report.summary.bytes), report })
    }

    /// Counts the terms of every document.
    pub fn words(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        terms: &Terms,
        progress: impl FnMut(Progress),
    ) -> Words {
        self.collect(documents, terms, Worker::counted_article, progress)
            .0
            .words(&self.models, &self.settings)
    }

    /// Counts the terms of every article, as many words in a row as `range` says, and finds its copies.
    pub fn articles(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        range: NgramRange,
        progress: impl FnMut(Progress),
    ) -> Articles {
        let collection = self.collect(documents, &Terms::default(), Worker::article, progress).0;
        collection.articles(range, &self.settings.duplicates)
    }

    /// Hands every document to `work`; `sink` also gets those that could not be read.
    fn each<'m, T: Send, E: Send>(
        &'m self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        work: impl Fn(&mut Worker<'m>, Document) -> T + Sync,
        sink: impl FnMut(Result<T>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        let work_on = |worker: &mut Worker<'m>, document: Result<Document>| Ok(work(worker, document?));
        in_order(documents, BATCH, Document::bytes_of, self.workers(), work_on, sink)?;
        Ok(())
    }

    /// As [`Self::each`], for what cannot be read without the worker that wrote it.
    pub(super) fn each_with_workers<'m, T: Send, E>(
        &'m self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        work: impl Fn(&mut Worker<'m>, Document) -> T + Sync,
        sink: impl FnMut(Result<T>, usize, &[Worker<'m>]) -> std::result::Result<(), E>,
    ) -> std::result::Result<Vec<Worker<'m>>, E> {
        let work_on = |worker: &mut Worker<'m>, document: Result<Document>| Ok(work(worker, document?));
        in_order_with_workers(documents, BATCH, Document::bytes_of, self.workers(), work_on, sink)
    }

    fn workers(&self) -> Vec<Worker<'_>> {
        (0..rayon::current_num_threads()).map(|_| Worker::new(&self.models)).collect()
    }

    fn collect<'m>(
        &'m self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        terms: &Terms,
        analyse: impl Fn(&mut Worker<'m>, Document) -> Article + Sync,
        mut progress: impl FnMut(Progress),
    ) -> (Collection, Clock) {
        let mut collection = Collection::new(terms);
        let mut clock = Clock::default();
        let mut done = Progress::default();
        let taken =
            self.each_with_workers::<_, Infallible>(documents, analyse, |article, worker, workers| {
                clock.start();
                done.documents += 1;
                match article {
                    Ok(article) => {
                        done.bytes += article.facts.bytes;
                        collection.add(article, worker, &workers[worker].forms);
                    }
                    Err(error) => collection.skip(error.left_out()),
                }
                progress(done);
                clock.lap(Stage::Count);
                Ok(())
            });
        let Ok(workers) = taken;
        workers.iter().for_each(|worker| clock.add(&worker.clock));
        (collection, clock)
    }

    /// Hands the hits of every document to `sink`, in the order of the documents.
    ///
    /// # Errors
    /// If `sink` fails.
    pub fn hits<E: Send>(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        sink: impl FnMut(Result<Vec<HitRow>>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        let find = |worker: &mut Worker, document: Document| worker.hits(&document);
        self.each(documents, find, sink)
    }

    /// Hands every document and its page, as far as it is known without the other pages of its site, to `sink`, in the
    /// order of the documents.
    ///
    /// # Errors
    /// If `sink` fails.
    pub fn structures<E: Send>(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        sink: impl FnMut(Result<ReadPage>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        let parts = |worker: &mut Worker, document| worker.page(document);
        self.each(documents, parts, sink)
    }

    /// Hands every document with its page and its sketch to `sink`, in the order of the documents.
    ///
    /// # Errors
    /// If `sink` fails.
    pub fn sketched_pages<E: Send>(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        sink: impl FnMut(Result<(ReadPage, Sketch)>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        let parts = |worker: &mut Worker, document| worker.sketched_page(document);
        self.each(documents, parts, sink)
    }

    /// As [`Self::sketched_pages`], with the sentences of each document, for [`dedup::shared_passages`].
    ///
    /// # Errors
    /// If `sink` fails.
    pub fn pages_with_sentences<E: Send>(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        sink: impl FnMut(Result<(ReadPage, Sketch, Sentences)>) -> std::result::Result<(), E> + Send,
    ) -> std::result::Result<(), E> {
        let parts = |worker: &mut Worker, document| worker.page_with_sentences(document);
        self.each(documents, parts, sink)
    }

    /// Every document's id and sketch; what could not be read goes to `skipped`.
    ///
    /// # Errors
    /// If sketches have to go into a temporary file, and it cannot be written.
    pub fn sketches(
        &self,
        documents: &mut (impl Iterator<Item = Result<Document>> + Send),
        mut skipped: impl FnMut(&Error) + Send,
    ) -> Result<(Vec<String>, Sketches)> {
        let (mut ids, mut sketches) = (Vec::new(), Sketches::default());
        let sketch = |worker: &mut Worker, document: Document| {
            let sketch = worker.sketch(&document);
            (document.id, sketch)
        };
        self.each(documents, sketch, |done| {
            match done {
                Ok((id, sketch)) => {
                    ids.push(id);
                    sketches.push(sketch)?;
                }
                Err(error) => skipped(&error),
            }
            Ok::<_, Error>(())
        })?;
        Ok((ids, sketches))
    }
}
