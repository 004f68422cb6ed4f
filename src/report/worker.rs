//! One worker's models and buffers: everything that is done to one document on its own.

use super::stage::{Clock, Stage};
use super::{HitRow, RepeatRow};
use crate::article::{Role, Structure, structure};
use crate::clean::{Cleaned, clean};
use crate::dedup::Sketch;
use crate::document::Document;
use crate::phrase::{Families, Hit, MatchScratch, Matcher};
use crate::segment::{Scratch, Segmenter};
use crate::span::Span;
use crate::syllable::{FormId, Forms, Kind};
use crate::tokens::Tokens;

/// What every worker reads and none changes.
pub struct Models {
    pub(super) segmenter: Segmenter,
    pub(super) families: Families,
    pub(super) matcher: Matcher,
    /// The intern table that the matcher's vocabulary is in; each worker goes on from a copy.
    pub(super) forms: Forms,
}

impl Models {
    /// Compiles the families.
    ///
    /// # Errors
    /// If a family's variants have too many forms.
    pub fn new(segmenter: Segmenter, families: Families) -> crate::Result<Self> {
        let mut forms = Forms::new();
        let matcher = Matcher::new(&families, &mut forms)?;
        Ok(Self { segmenter, families, matcher, forms })
    }

    /// The phrase families.
    pub fn families(&self) -> &Families {
        &self.families
    }
}

/// What one document comes to.
pub(super) struct Article {
    pub facts: Facts,
    /// Hits with the indices of their families, in text order.
    pub hits: Vec<(u32, HitRow)>,
    pub repeats: Vec<RepeatRow>,
    /// The words of the counted regions, as forms of the worker's table, one after the other.
    pub forms: Vec<FormId>,
    /// Where each word ends in `forms`.
    pub word_ends: Vec<u32>,
    pub sketch: Sketch,
}

/// What the tables say of a document.
pub(super) struct Facts {
    pub id: String,
    pub title: Option<String>,
    pub source: Option<String>,
    pub date: Option<String>,
    pub date_from: Option<&'static str>,
    pub syllables: u32,
    pub bytes: u64,
}

/// One worker's buffers, to be used again for one document after another.
pub struct Worker<'a> {
    models: &'a Models,
    pub(super) forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    segmenting: Scratch,
    matching: MatchScratch,
    hits: Vec<Hit>,
    pub(super) clock: Clock,
}

impl<'a> Worker<'a> {
    /// A worker with empty buffers.
    pub fn new(models: &'a Models) -> Self {
        Self {
            models,
            forms: models.forms.clone(),
            tokens: Tokens::default(),
            words: Vec::new(),
            segmenting: Scratch::default(),
            matching: MatchScratch::default(),
            hits: Vec::new(),
            clock: Clock::default(),
        }
    }

    /// The hits of one document, spans in its text as it was read.
    pub fn hits(&mut self, document: &Document) -> Vec<HitRow> {
        let (cleaned, structure) = self.read(document);
        self.find(document, &cleaned, &structure).into_iter().map(|(_, hit)| hit).collect()
    }

    /// The parts of one document's page, spans in its text as it was read.
    pub fn structure(&mut self, document: &Document) -> Structure {
        let (cleaned, structure) = self.read(document);
        structure.mapped(|span| cleaned.edits.original(span))
    }

    /// The sketch of one document, for finding its copies.
    pub fn sketch(&mut self, document: &Document) -> Sketch {
        let (cleaned, structure) = self.read(document);
        self.sketched(&cleaned, &structure)
    }

    fn read<'d>(&mut self, document: &'d Document) -> (Cleaned<'d>, Structure) {
        self.clock.start();
        let cleaned = clean(&document.text);
        self.clock.lap(Stage::Clean);
        self.tokens.read(&cleaned.text, &mut self.forms);
        self.clock.lap(Stage::Tokens);
        let structure = structure(&cleaned.text, &document.meta, &self.tokens, &self.forms);
        self.clock.lap(Stage::Structure);
        (cleaned, structure)
    }

    pub(super) fn article(&mut self, document: &Document) -> Article {
        let (cleaned, structure) = self.read(document);
        self.models.segmenter.segment_tokens(&self.tokens, &self.forms, &mut self.segmenting, &mut self.words);
        self.clock.lap(Stage::Segment);
        let hits = self.find(document, &cleaned, &structure);
        self.clock.lap(Stage::Phrases);
        let sketch = self.sketched(&cleaned, &structure);
        self.clock.lap(Stage::Sketch);
        let (forms, word_ends, syllables) = self.counted_words(&structure);
        self.clock.lap(Stage::Count);
        let facts = Facts {
            id: document.id.clone(),
            title: structure.title.map(|span| span.of(&cleaned.text).to_owned()).or(document.meta.title.clone()),
            source: document.meta.source.clone(),
            date: structure.published.as_ref().map(|dated| dated.day()),
            date_from: structure.published.as_ref().map(|dated| dated.from.name()),
            syllables,
            bytes: document.text.len() as u64,
        };
        let repeats = repeats(document, &cleaned, &structure);
        Article { facts, hits, repeats, forms, word_ends, sketch }
    }

    fn find(&mut self, document: &Document, cleaned: &Cleaned, structure: &Structure) -> Vec<(u32, HitRow)> {
        self.models.matcher.find(&cleaned.text, &self.tokens, &self.forms, &mut self.matching, &mut self.hits);
        let families = &self.models.families;
        let date = structure.published.as_ref().map(|dated| dated.day());
        let row = |hit: &Hit| {
            let span = cleaned.edits.original(hit.span);
            let nested_in = hit.nested_in.iter().map(|&outer| families.at(outer).id.clone()).collect();
            HitRow {
                document: document.id.clone(),
                family: families.at(hit.family).id.clone(),
                variant: self.models.matcher.variant(hit.variant).to_owned(),
                surface: span.of(&document.text).to_owned(),
                start: span.start,
                end: span.end,
                region: structure.role_at(hit.span.start).name(),
                repeated: structure.is_repeated(hit.span),
                flags: hit.flags.names(),
                nested_in,
                date: date.clone(),
                source: document.meta.source.clone(),
                cluster: None,
                copy_of: None,
            }
        };
        self.hits.iter().map(|hit| (hit.family, row(hit))).collect()
    }

    fn sketched(&self, cleaned: &Cleaned, structure: &Structure) -> Sketch {
        let kept = structure.content(&self.tokens);
        Sketch::of_parts(&cleaned.text, &self.tokens, &self.forms, &kept)
    }

    /// The words of the counted regions, and the number of their syllables.
    fn counted_words(&self, structure: &Structure) -> (Vec<FormId>, Vec<u32>, u32) {
        let (mut forms, mut ends, mut syllables) = (Vec::with_capacity(self.tokens.len()), Vec::new(), 0);
        let word_ends = self.words.iter().skip(1).copied().chain([self.tokens.len() as u32]);
        let mut counted = structure.counted();
        for (&start, end) in self.words.iter().zip(word_ends) {
            if !counted.holds(self.tokens.starts[start as usize]) {
                continue;
            }
            for token in start as usize..end as usize {
                let form = self.tokens.form(token, &self.forms);
                syllables += u32::from(matches!(form.kind, Kind::Syllable | Kind::Word));
                forms.push(self.tokens.forms[token]);
            }
            ends.push(forms.len() as u32);
        }
        (forms, ends, syllables)
    }
}
