//! One worker's models and buffers: everything that is done to one document on its own.

use super::page::ArticleView;
use super::stage::{Clock, Stage};
use super::word::{self, Word};
use super::{HitRow, ReadPage, RepeatRow};
use crate::article::{Edges, How, Structure, site, structure, structure_and_edges};
use crate::clean::{Cleaned, clean};
use crate::dedup::{Sentences, Sketch};
use crate::discover::{Analysed, Reader, Reading};
use crate::document::Document;
use crate::error::Result;
use crate::phrase::docnum::{self, NumberForm};
use crate::phrase::{Families, Hit, MatchScratch, Matcher};
use crate::role::Role;
use crate::segment::{Scratch, Segmenter};
use crate::span::Span;
use crate::syllable::{Form, FormId, Forms, Kind};
use crate::tokens::Tokens;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// What every worker reads and none changes.
pub struct Models {
    /// None: the embedded one, built when words are first asked for.
    segmenter: Option<Cow<'static, Segmenter>>,
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
    pub fn new(segmenter: impl Into<Cow<'static, Segmenter>>, families: Families) -> Result<Self> {
        Ok(Self { segmenter: Some(segmenter.into()), ..Self::with_embedded_words(families)? })
    }

    /// Compiles the families; words are those of the embedded segmenter, which takes memory and a few milliseconds
    /// only where words are asked for: phrases, pages and copies need none.
    ///
    /// # Errors
    /// If a family's variants have too many forms.
    pub fn with_embedded_words(families: Families) -> Result<Self> {
        let mut forms = Forms::new();
        let matcher = Matcher::new(&families, &mut forms)?;
        Ok(Self { segmenter: None, families, matcher, forms })
    }

    fn segmenter(&self) -> &Segmenter {
        self.segmenter.as_deref().unwrap_or_else(|| Segmenter::embedded())
    }

    /// The phrase families.
    pub fn families(&self) -> &Families {
        &self.families
    }
}

/// What one document comes to.
#[derive(Serialize, Deserialize)]
pub(super) struct Article {
    pub facts: Facts,
    /// Hits in text order.
    pub hits: Vec<Found>,
    pub repeats: Vec<RepeatRow>,
    /// Numbers of documents that lines of content, or lines that may become such, cite.
    pub numbers: Vec<CitedNumber>,
    /// The words of the counted regions that do not depend on the rest of the site.
    pub words: Words,
    /// Those of the lines at the edges of the page.
    pub edge_words: EdgeWords,
    /// The site, where the page has edges.
    pub site: String,
    pub edges: Edges,
    pub sketch: Sketch,
    /// Where a page is wanted.
    pub shown: Option<Shown>,
}

/// What the page needs of a document besides its rows in the tables.
#[derive(Serialize, Deserialize)]
pub(super) struct Shown {
    pub view: ArticleView,
    /// For what recurs in the collection.
    pub reading: Reading,
}

/// A hit, the index of its family, and its line from 0.
#[derive(Serialize, Deserialize)]
pub(super) struct Found {
    pub family: u32,
    pub line: u32,
    pub row: HitRow,
}

/// Where a hit stands.
struct Place {
    field: &'static str,
    /// In the field as it was read.
    span: Span,
    line: u32,
    region: Role,
    repeated: bool,
}

/// The line of what stands in no line of the text.
const NO_LINE: u32 = u32::MAX;

/// A document that a line cites.
#[derive(Serialize, Deserialize)]
pub(super) struct CitedNumber {
    /// From 0.
    pub line: u32,
    pub form: NumberForm,
    /// In one spelling.
    pub canonical: String,
    /// The date beside it.
    pub issued: Option<String>,
}

/// Words as forms of the worker's table.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Words {
    /// Their forms, one word after the other.
    pub forms: Vec<FormId>,
    /// Where each word ends in `forms`.
    #[serde(with = "super::ends")]
    pub ends: Vec<u32>,
    pub syllables: u32,
}

impl Words {
    /// Every word.
    pub fn iter(&self) -> impl Iterator<Item = &[FormId]> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.forms[start as usize..end as usize])
    }
}

/// The words of the lines at the edges of a page, line after line.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct EdgeWords {
    pub words: Words,
    pub lines: Vec<EdgeLine>,
}

impl EdgeWords {
    /// Every line with its words.
    pub fn by_line(&self) -> impl Iterator<Item = (&EdgeLine, impl Iterator<Item = &[FormId]>)> {
        let ends =
            |word: u32| word.checked_sub(1).map_or(0, |before| self.words.ends[before as usize] as usize);
        let first = [0].into_iter().chain(self.lines.iter().map(|line| line.end));
        self.lines.iter().zip(first).map(move |(line, first)| {
            let words = first..line.end;
            (line, words.map(move |word| &self.words.forms[ends(word)..ends(word + 1)]))
        })
    }
}

/// One line's share of [`EdgeWords`].
#[derive(Serialize, Deserialize)]
pub(super) struct EdgeLine {
    /// Its number, from 0.
    pub line: u32,
    /// Where its words end.
    pub end: u32,
    pub syllables: u32,
}

/// What the tables say of a document.
#[derive(Serialize, Deserialize)]
pub(super) struct Facts {
    pub id: String,
    pub title: Option<String>,
    pub source: Option<String>,
    /// False for web pages that are lists of articles.
    pub is_article: bool,
    pub date: Option<String>,
    #[serde(deserialize_with = "word::origin")]
    pub date_from: Option<Word>,
    /// Of the lines whose role is settled; the others are added when the site is known.
    pub syllables: u32,
    pub bytes: u64,
}

/// One worker's buffers, to be used again for one document after another.
pub(super) struct Worker<'a> {
    models: &'a Models,
    pub(super) forms: Forms,
    tokens: Tokens,
    title: Tokens,
    words: Vec<u32>,
    segmenting: Scratch,
    matching: MatchScratch,
    hits: Vec<Hit>,
    reader: Reader,
    pub(super) clock: Clock,
}

impl<'a> Worker<'a> {
    /// A worker with empty buffers.
    pub fn new(models: &'a Models) -> Self {
        Self {
            models,
            forms: models.forms.clone(),
            tokens: Tokens::default(),
            title: Tokens::default(),
            words: Vec::new(),
            segmenting: Scratch::default(),
            matching: MatchScratch::default(),
            hits: Vec::new(),
            reader: Reader::default(),
            clock: Clock::default(),
        }
    }

    /// The hits of one document, spans in its text as it was read.
    pub fn hits(&mut self, document: &Document) -> Vec<HitRow> {
        let (cleaned, structure) = self.read(document);
        self.find(document, &cleaned, &structure).into_iter().map(|found| found.row).collect()
    }

    /// One document's page.
    pub fn page(&mut self, document: Document) -> ReadPage {
        let (cleaned, structure, edges) = self.read_with_edges(&document);
        let edits = { cleaned }.edits;
        ReadPage { document, structure, edges, edits }
    }

    /// One document's page and its sketch.
    pub fn sketched_page(&mut self, document: Document) -> (ReadPage, Sketch) {
        let (cleaned, structure, edges) = self.read_with_edges(&document);
        let sketch = self.sketched(&document, &cleaned, &structure);
        let edits = { cleaned }.edits;
        (ReadPage { document, structure, edges, edits }, sketch)
    }

    /// One document's page, its sketch and its sentences.
    pub fn page_with_sentences(&mut self, document: Document) -> (ReadPage, Sketch, Sentences) {
        let (cleaned, structure, edges) = self.read_with_edges(&document);
        let sketch = self.sketched(&document, &cleaned, &structure);
        let parts = counted(&structure, &self.tokens, content(&structure));
        let edits = { cleaned }.edits;
        let sentences = Sentences::of_parts(&self.tokens, &self.forms, parts, |span| edits.original(span));
        (ReadPage { document, structure, edges, edits }, sketch, sentences)
    }

    /// The sketch of one document, for finding its copies.
    pub fn sketch(&mut self, document: &Document) -> Sketch {
        let (cleaned, structure) = self.read(document);
        self.sketched(document, &cleaned, &structure)
    }

    fn read<'d>(&mut self, document: &'d Document) -> (Cleaned<'d>, Structure) {
        let cleaned = self.tokenise(document);
        let structure = structure(&cleaned.text, &document.meta, &self.tokens, &self.forms);
        self.clock.lap(Stage::Structure);
        (cleaned, structure)
    }

    fn read_with_edges<'d>(&mut self, document: &'d Document) -> (Cleaned<'d>, Structure, Edges) {
        let cleaned = self.tokenise(document);
        let (structure, edges) =
            structure_and_edges(&cleaned.text, &document.meta, &self.tokens, &self.forms);
        self.clock.lap(Stage::Structure);
        (cleaned, structure, edges)
    }

    fn tokenise<'d>(&mut self, document: &'d Document) -> Cleaned<'d> {
        self.clock.start();
        let cleaned = clean(&document.text);
        self.clock.lap(Stage::Clean);
        self.tokens.read(&cleaned.text, &mut self.forms);
        self.clock.lap(Stage::Tokens);
        cleaned
    }

    /// One article for counting its terms: without the sketch, which finds copies and holds more than the terms.
    pub(super) fn counted_article(&mut self, document: Document) -> Article {
        self.analyse(&document).0
    }

    /// One article for the tables.
    pub(super) fn article(&mut self, document: Document) -> Article {
        let (article, cleaned, structure) = self.analyse(&document);
        self.with_sketch(article, &document, &cleaned, &structure)
    }

    /// One article for the tables, for the page, and for what recurs.
    pub(super) fn shown_article(&mut self, document: Document) -> Article {
        let (article, cleaned, structure) = self.analyse(&document);
        let article = self.with_sketch(article, &document, &cleaned, &structure);
        let view = ArticleView::of(&document, &cleaned, &structure, &article.hits, &article.repeats);
        self.clock.lap(Stage::Page);
        let reading = self.reader.read(&Analysed {
            structure: &structure,
            edges: &article.edges,
            tokens: &self.tokens,
            forms: &self.forms,
            words: &self.words,
            hits: &self.hits,
            site: &article.site,
        });
        self.clock.lap(Stage::Discovery);
        Article { shown: Some(Shown { view, reading }), ..article }
    }

    fn analyse<'d>(&mut self, document: &'d Document) -> (Article, Cleaned<'d>, Structure) {
        let (cleaned, structure, edges) = self.read_with_edges(document);
        self.models.segmenter().segment_tokens(
            &self.tokens,
            &self.forms,
            &mut self.segmenting,
            &mut self.words,
        );
        self.clock.lap(Stage::Segment);
        let hits = self.find(document, &cleaned, &structure);
        let title_syllables =
            self.title.forms.iter().filter(|&&form| is_counted(self.forms.form(form))).count();
        self.clock.lap(Stage::Phrases);
        let (words, edge_words) = self.counted_words(&structure, &edges);
        self.clock.lap(Stage::Count);
        let facts = Facts {
            id: document.id.clone(),
            title: structure
                .title
                .map(|span| span.of(&cleaned.text).split_whitespace().collect::<Vec<_>>().join(" "))
                .or(document.meta.title.clone()),
            source: document.meta.source.clone(),
            is_article: document.meta.markup.as_ref().is_none_or(|markup| markup.is_article),
            date: day(&structure),
            date_from: structure.published.map(|dated| dated.from.name()),
            syllables: words.syllables + title_syllables as u32,
            bytes: document.text.len() as u64,
        };
        let repeats = repeats(document, &cleaned, &structure);
        let numbers = numbers(&cleaned, &structure, &edges);
        let site = site(document).to_owned();
        let sketch = Sketch::default();
        let article =
            Article { facts, hits, repeats, numbers, words, edge_words, site, edges, sketch, shown: None };
        (article, cleaned, structure)
    }

    fn with_sketch(
        &mut self,
        article: Article,
        document: &Document,
        cleaned: &Cleaned,
        structure: &Structure,
    ) -> Article {
        self.clock.start();
        let sketch = self.sketched(document, cleaned, structure);
        self.clock.lap(Stage::Sketch);
        Article { sketch, ..article }
    }

    /// The hits of the title field, where the text does not have it, and those of the text.
    fn find(&mut self, document: &Document, cleaned: &Cleaned, structure: &Structure) -> Vec<Found> {
        let mut found = self.find_in_title(document, structure);
        let line = |at: u32| structure.line_at(at) as u32;
        self.models.matcher.find(
            &cleaned.text,
            &self.tokens,
            &self.forms,
            &mut self.matching,
            &mut self.hits,
        );
        let place = |hit: &Hit| {
            let at = hit.span.start;
            Place {
                field: "text",
                span: cleaned.edits.original(hit.span),
                line: line(at),
                region: structure.region(at),
                repeated: structure.is_repeated(at),
            }
        };
        found.extend(self.rows(document, &document.text, structure, place));
        found
    }

    fn find_in_title(&mut self, document: &Document, structure: &Structure) -> Vec<Found> {
        self.title.clear();
        let apart = structure.title.is_none() && document.meta.markup.is_none();
        let Some(title) = document.meta.title.as_deref().filter(|_| apart) else { return Vec::new() };
        let cleaned = clean(title);
        self.title.read(&cleaned.text, &mut self.forms);
        self.models.matcher.find(&cleaned.text, &self.title, &self.forms, &mut self.matching, &mut self.hits);
        let place = |hit: &Hit| Place {
            field: "title",
            span: cleaned.edits.original(hit.span),
            line: NO_LINE,
            region: Role::Title,
            repeated: false,
        };
        self.rows(document, title, structure, place)
    }

    /// The hits that were found last, as rows; `text` is the field that they stand in.
    fn rows(
        &self,
        document: &Document,
        text: &str,
        structure: &Structure,
        place: impl Fn(&Hit) -> Place,
    ) -> Vec<Found> {
        let families = &self.models.families;
        let date = day(structure);
        let row = |hit: &Hit| {
            let Place { field, span, line, region, repeated } = place(hit);
            let around = std::iter::successors(hit.nested_in, |&outer| self.hits[outer as usize].nested_in);
            let id_of = |outer: u32| families.family(self.hits[outer as usize].family).id.clone();
            let family = families.family(hit.family);
            let row = HitRow {
                document: document.id.clone(),
                family: family.id.clone(),
                variant: family.variant(hit.variant).to_owned(),
                surface: span.of(text).to_owned(),
                start: span.start,
                end: span.end,
                field,
                region,
                repeated,
                flags: hit.flags.names().collect(),
                nested_in: around.map(id_of).collect(),
                date: date.clone(),
                source: document.meta.source.clone(),
                cluster: None,
                copy_of: None,
            };
            Found { family: hit.family, line, row }
        };
        self.hits.iter().map(row).collect()
    }

    fn sketched(&self, document: &Document, cleaned: &Cleaned, structure: &Structure) -> Sketch {
        let parts = counted(structure, &self.tokens, content(structure));
        let sketch = Sketch::of_parts(&cleaned.text, &self.tokens, &self.forms, parts);
        let is_mended = document.meta.encoding.is_some() || matches!(cleaned.text, Cow::Owned(_));
        if is_mended { sketch.mended_from(&document.text) } else { sketch }
    }

    /// The words of the counted regions that do not depend on the rest of the site, and those of each line that does.
    fn counted_words(&self, structure: &Structure, edges: &Edges) -> (Words, EdgeWords) {
        let is_edge = edge_test(structure, edges);
        let mut settled = Words::default();
        let lines = content(structure).filter(|&line| !is_edge(line));
        self.add_words(&counted(structure, &self.tokens, lines), &mut settled);
        let mut open = EdgeWords::default();
        for line in edges.lines() {
            let before = open.words.syllables;
            self.add_words(&counted(structure, &self.tokens, [line].into_iter()), &mut open.words);
            let (end, syllables) = (open.words.ends.len() as u32, open.words.syllables - before);
            open.lines.push(EdgeLine { line: line as u32, end, syllables });
        }
        (settled, open)
    }

    fn add_words(&self, parts: &[Range<usize>], found: &mut Words) {
        for part in parts {
            let first = self.words.partition_point(|&word| (word as usize) < part.start);
            let mut words = self.words[first..].iter().copied().peekable();
            while let Some(start) = words.next_if(|&word| (word as usize) < part.end) {
                let end = words.peek().map_or(self.tokens.len(), |&next| next as usize).min(part.end);
                for token in start as usize..end {
                    let form = self.tokens.form(token, &self.forms);
                    found.syllables += u32::from(is_counted(form));
                    found.forms.push(self.tokens.forms[token]);
                }
                found.ends.push(found.forms.len() as u32);
            }
        }
    }
}

/// Whether a token is one of the syllables that rates are taken of.
fn is_counted(form: Form) -> bool {
    matches!(form.kind, Kind::Syllable | Kind::Word)
}

/// Whether a line is one of the edges.
fn edge_test(structure: &Structure, edges: &Edges) -> impl Fn(usize) -> bool + use<> {
    let mut is_edge = vec![false; structure.lines.len()];
    edges.lines().for_each(|line| is_edge[line] = true);
    move |line| is_edge[line]
}

/// The lines of content.
fn content(structure: &Structure) -> impl Iterator<Item = usize> + '_ {
    (0..structure.lines.len()).filter(|&line| structure.lines[line].role.is_content())
}

/// The tokens of the given lines, in order, without the passages that the article prints again.
fn counted(structure: &Structure, tokens: &Tokens, lines: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
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
    for line in lines.map(|line| &structure.lines[line]) {
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

fn numbers(cleaned: &Cleaned, structure: &Structure, edges: &Edges) -> Vec<CitedNumber> {
    let is_edge = edge_test(structure, edges);
    let found = docnum::find_all(&cleaned.text).into_iter();
    found
        .filter(|number| !structure.is_repeated(number.span.start))
        .map(|number| (structure.line_at(number.span.start), number))
        .filter(|&(line, _)| structure.lines[line].role.is_content() || is_edge(line))
        .map(|(line, number)| CitedNumber {
            line: line as u32,
            form: number.form,
            canonical: number.canonical,
            issued: number.issued,
        })
        .collect()
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
