//! One worker's models and buffers: everything that is done to one document on its own.

use super::stage::{Clock, Stage};
use super::{HitRow, RepeatRow};
use crate::article::{How, Structure, structure};
use crate::clean::{Cleaned, Edits, clean};
use crate::dedup::Sketch;
use crate::document::Document;
use crate::error::Result;
use crate::phrase::docnum;
use crate::phrase::{Families, Hit, MatchScratch, Matcher};
use crate::segment::{Scratch, Segmenter};
use crate::syllable::{FormId, Forms, Kind};
use crate::tokens::Tokens;
use std::ops::Range;

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
    pub fn new(segmenter: Segmenter, families: Families) -> Result<Self> {
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
    /// Numbers of documents that the counted regions cite, in one spelling.
    pub numbers: Vec<String>,
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
    /// False for web pages that are lists of articles.
    pub is_article: bool,
    pub date: Option<String>,
    pub date_from: Option<&'static str>,
    pub syllables: u32,
    pub bytes: u64,
}

/// One worker's buffers, to be used again for one document after another.
pub(super) struct Worker<'a> {
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

    /// The parts of one document's page, and the way from its cleaned text to the text as it was read.
    pub fn structure(&mut self, document: &Document) -> (Structure, Edits) {
        let (cleaned, structure) = self.read(document);
        (structure, cleaned.edits)
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
        self.models.segmenter.segment_tokens(
            &self.tokens,
            &self.forms,
            &mut self.segmenting,
            &mut self.words,
        );
        self.clock.lap(Stage::Segment);
        let hits = self.find(document, &cleaned, &structure);
        self.clock.lap(Stage::Phrases);
        let sketch = self.sketched(&cleaned, &structure);
        self.clock.lap(Stage::Sketch);
        let (forms, word_ends, syllables) = self.counted_words(&structure);
        self.clock.lap(Stage::Count);
        let facts = Facts {
            id: document.id.clone(),
            title: structure
                .title
                .map(|span| span.of(&cleaned.text).to_owned())
                .or(document.meta.title.clone()),
            source: document.meta.source.clone(),
            is_article: document.meta.markup.as_ref().is_none_or(|markup| markup.is_article),
            date: day(&structure),
            date_from: structure.published.map(|dated| dated.from.name()),
            syllables,
            bytes: document.text.len() as u64,
        };
        let repeats = repeats(document, &cleaned, &structure);
        let numbers = numbers(&cleaned, &structure);
        Article { facts, hits, repeats, numbers, forms, word_ends, sketch }
    }

    fn find(&mut self, document: &Document, cleaned: &Cleaned, structure: &Structure) -> Vec<(u32, HitRow)> {
        self.models.matcher.find(
            &cleaned.text,
            &self.tokens,
            &self.forms,
            &mut self.matching,
            &mut self.hits,
        );
        let families = &self.models.families;
        let date = day(structure);
        let row = |hit: &Hit| {
            let span = cleaned.edits.original(hit.span);
            let around = std::iter::successors(hit.nested_in, |&outer| self.hits[outer as usize].nested_in);
            let id_of = |outer: u32| families.family(self.hits[outer as usize].family).id.clone();
            let family = families.family(hit.family);
            HitRow {
                document: document.id.clone(),
                family: family.id.clone(),
                variant: family.variant(hit.variant).to_owned(),
                surface: span.of(&document.text).to_owned(),
                start: span.start,
                end: span.end,
                region: structure.region(hit.span.start),
                repeated: structure.is_repeated(hit.span.start),
                flags: hit.flags.names().collect(),
                nested_in: around.map(id_of).collect(),
                date: date.clone(),
                source: document.meta.source.clone(),
                cluster: None,
                copy_of: None,
            }
        };
        self.hits.iter().map(|hit| (hit.family, row(hit))).collect()
    }

    fn sketched(&self, cleaned: &Cleaned, structure: &Structure) -> Sketch {
        Sketch::of_parts(&cleaned.text, &self.tokens, &self.forms, counted(structure, &self.tokens))
    }

    /// The words of the counted regions, and the number of their syllables.
    fn counted_words(&self, structure: &Structure) -> (Vec<FormId>, Vec<u32>, u32) {
        let (mut forms, mut ends, mut syllables) = (Vec::with_capacity(self.tokens.len()), Vec::new(), 0);
        let mut words = self.words.iter().copied().peekable();
        for part in counted(structure, &self.tokens) {
            while words.next_if(|&word| (word as usize) < part.start).is_some() {}
            while let Some(start) = words.next_if(|&word| (word as usize) < part.end) {
                let end = words.peek().map_or(self.tokens.len(), |&next| next as usize).min(part.end);
                for token in start as usize..end {
                    let form = self.tokens.form(token, &self.forms);
                    syllables += u32::from(matches!(form.kind, Kind::Syllable | Kind::Word));
                    forms.push(self.tokens.forms[token]);
                }
                ends.push(forms.len() as u32);
            }
        }
        (forms, ends, syllables)
    }
}

/// The tokens that count, in order: lines of content, without the passages that the article prints again.
fn counted(structure: &Structure, tokens: &Tokens) -> Vec<Range<usize>> {
    let token_at = |byte: u32| tokens.starts.partition_point(|&start| start < byte);
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut add = |start: u32, end: u32| {
        let part = token_at(start)..token_at(end);
        match parts.last_mut() {
            _ if part.is_empty() => {}
            Some(last) if last.end == part.start => last.end = part.end,
            _ => parts.push(part),
        }
    };
    let mut repeated = structure.repeated_spans().iter().peekable();
    for line in structure.lines.iter().filter(|line| line.role.is_content()) {
        let mut at = line.span.start;
        while repeated.next_if(|span| span.end <= at).is_some() {}
        for span in repeated.clone().take_while(|span| span.start < line.span.end) {
            add(at, span.start.max(at));
            at = span.end;
        }
        add(at, line.span.end.max(at));
    }
    parts
}

fn numbers(cleaned: &Cleaned, structure: &Structure) -> Vec<String> {
    let counts = |at: u32| structure.region(at).is_content() && !structure.is_repeated(at);
    let found = docnum::find(&cleaned.text).into_iter();
    found.filter(|number| counts(number.span.start)).map(|number| number.canonical).collect()
}

fn repeats(document: &Document, cleaned: &Cleaned, structure: &Structure) -> Vec<RepeatRow> {
    /// Characters of a passage that a table shows.
    const SHOWN: usize = 120;
    let rows = structure.lines.iter().enumerate().flat_map(|(index, line)| {
        // An image slug is furniture, not a passage that is read twice.
        let passages = line.repeats.iter().filter(|repeat| repeat.how != How::Folded);
        passages.map(move |repeat| {
            let span = cleaned.edits.original(repeat.here);
            RepeatRow {
                document: document.id.clone(),
                line: index + 1,
                repeats: repeat.line + 1,
                how: repeat.how.name(),
                start: span.start,
                end: span.end,
                text: span.of(&document.text).chars().take(SHOWN).collect(),
            }
        })
    });
    rows.collect()
}

/// The day of publication, `2012-05-14`.
fn day(structure: &Structure) -> Option<String> {
    structure.published.map(|dated| dated.moment.date.to_string())
}
