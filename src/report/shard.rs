//! The main job in several runs: what each finds in the documents of its part, and the tables of all of them.

use super::Articles;
use super::collection::{self, Collection};
use super::pipeline::{Finished, Pipeline, Progress, Terms};
use super::stage::{Clock, Stage};
use super::worker::{Article, EdgeWords, Shown, Words, Worker};
use crate::counts::NgramRange;
use crate::document::Document;
use crate::error::{Error, Result};
use crate::read::Documents;
use crate::shard::{Shards, Writer, unreadable};
use crate::syllable::{FormId, Forms, Kind, Merged};
use std::io::{self, Write};

/// An article in the forms of its shard: those that no earlier one had come with it.
type Stored = (Vec<(String, Kind)>, Article);

impl Article {
    /// The forms of its words, and of what it is for finding what recurs.
    pub(super) fn forms_mut(&mut self) -> impl Iterator<Item = &mut FormId> {
        let shown = self.shown.iter_mut().flat_map(|shown| shown.reading.forms_mut());
        self.words.forms.iter_mut().chain(&mut self.edge_words.words.forms).chain(shown)
    }

    /// Whether its parts fit together, where they were read from a file.
    fn is_sound(&self, families: usize) -> bool {
        let fits = |words: &Words| words.ends.last().is_none_or(|&end| end as usize <= words.forms.len());
        let EdgeWords { words: edge_words, lines } = &self.edge_words;
        let is_sound = |shown: &Shown| shown.reading.is_sound() && shown.view.hits.len() == self.hits.len();
        fits(&self.words)
            && fits(edge_words)
            && lines.is_sorted_by_key(|line| line.end)
            && lines.last().is_none_or(|line| line.end as usize <= edge_words.ends.len())
            && self.hits.iter().all(|found| (found.family as usize) < families)
            && self.shown.as_ref().is_none_or(is_sound)
    }
}

/// The main job, one part of the documents a run. What comes out is what [`Pipeline::run`] and its like make of all
/// documents, whatever the number of shards and threads.
impl Pipeline {
    /// Writes what [`Self::run`] needs of each document of a part.
    ///
    /// # Errors
    /// If the shard cannot be written.
    pub fn run_part<W: Write>(
        &self,
        documents: &mut Documents,
        shard: &mut Writer<W>,
        skipped: impl FnMut(&Error),
        progress: impl FnMut(Progress),
    ) -> io::Result<()> {
        self.write_part(documents, Worker::shown_article, shard, skipped, progress)
    }

    /// Writes what [`Self::words`] and [`Self::articles`] need of each document of a part.
    ///
    /// # Errors
    /// If the shard cannot be written.
    pub fn words_part<W: Write>(
        &self,
        documents: &mut Documents,
        shard: &mut Writer<W>,
        skipped: impl FnMut(&Error),
        progress: impl FnMut(Progress),
    ) -> io::Result<()> {
        self.write_part(documents, Worker::article, shard, skipped, progress)
    }

    fn write_part<'m, W: Write>(
        &'m self,
        documents: &mut Documents,
        analyse: impl Fn(&mut Worker<'m>, Document) -> Article + Sync,
        shard: &mut Writer<W>,
        mut skipped: impl FnMut(&Error),
        mut progress: impl FnMut(Progress),
    ) -> io::Result<()> {
        let mut merged = Merged::default();
        let mut done = Progress::default();
        self.each_with_workers(documents, analyse, |article, worker, workers| {
            done.documents += 1;
            match article {
                Ok(mut article) => {
                    done.bytes += article.facts.bytes;
                    let known = merged.forms.len();
                    merged.renumber(article.forms_mut(), worker, &workers[worker].forms);
                    let new = (known..merged.forms.len()).map(|id| FormId(id as u32));
                    let new = new.map(|id| (merged.forms.surface(id), merged.forms.form(id).kind));
                    shard.add(&(new.collect::<Vec<_>>(), article))?;
                }
                Err(error) => {
                    skipped(&error);
                    shard.skip(&error.left_out())?;
                }
            }
            progress(done);
            Ok::<_, io::Error>(())
        })?;
        Ok(())
    }

    /// As [`Self::run`], of the shards that [`Self::run_part`] wrote.
    ///
    /// # Errors
    /// As [`Self::run`], and if a shard cannot be read.
    pub fn run_merged(&self, shards: &mut Shards, progress: impl FnMut(Progress)) -> Result<Finished> {
        let (collection, mut clock) = self.gather(shards, &Terms::default(), progress)?;
        self.finish(collection, &mut clock)
    }

    /// As [`Self::words`], of the shards that [`Self::words_part`] wrote.
    ///
    /// # Errors
    /// If a shard cannot be read.
    pub fn words_merged(
        &self,
        shards: &mut Shards,
        terms: &Terms,
        progress: impl FnMut(Progress),
    ) -> Result<collection::Words> {
        Ok(self.gather(shards, terms, progress)?.0.words(&self.models, &self.settings))
    }

    /// As [`Self::articles`], of the shards that [`Self::words_part`] wrote.
    ///
    /// # Errors
    /// If a shard cannot be read.
    pub fn articles_merged(
        &self,
        shards: &mut Shards,
        range: NgramRange,
        progress: impl FnMut(Progress),
    ) -> Result<Articles> {
        let collection = self.gather(shards, &Terms::default(), progress)?.0;
        Ok(collection.articles(range, &self.settings.duplicates))
    }

    /// Hands the articles of all shards to a collection, as one worker would that had analysed them all.
    fn gather(
        &self,
        shards: &mut Shards,
        terms: &Terms,
        mut progress: impl FnMut(Progress),
    ) -> Result<(Collection, Clock)> {
        let families = self.models.families().iter().count();
        let mut collection = Collection::new(terms);
        let (mut clock, mut done) = (Clock::default(), Progress::default());
        let mut forms = Forms::new();
        // For each shard, the form here of each form there.
        let mut here: Vec<Vec<FormId>> = vec![Vec::new(); shards.count()];
        clock.start();
        while let Some((shard, found)) = shards.next::<Stored>()? {
            done.documents += 1;
            match found {
                Ok((met, mut article)) => {
                    let here = &mut here[shard];
                    here.extend(met.iter().map(|(surface, kind)| forms.intern(surface, *kind)));
                    for form in article.forms_mut() {
                        let known = here.get(form.0 as usize);
                        *form = *known.ok_or_else(|| unreadable(shards.path(shard)))?;
                    }
                    if !article.is_sound(families) {
                        return Err(unreadable(shards.path(shard)));
                    }
                    done.bytes += article.facts.bytes;
                    collection.add(article, 0, &forms);
                }
                Err(skipped) => collection.skip(skipped),
            }
            progress(done);
            clock.lap(Stage::Count);
        }
        Ok((collection, clock))
    }
}
