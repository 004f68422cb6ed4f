//! One document as a row of elements.

use super::element::{Does, Marks};
use crate::article::{Edges, Structure, site, structure_and_edges};
use crate::clean::clean;
use crate::dedup::Sketch;
use crate::document::Document;
use crate::phrase::{Families, Hit, MatchScratch, Matcher};
use crate::segment::{Scratch, Segmenter};
use crate::syllable::{FormId, Forms};
use crate::tokens::Tokens;
use crate::{Result, Span};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::ops::Range;

/// What every worker reads and none changes.
pub struct Models {
    segmenter: Cow<'static, Segmenter>,
    pub(super) families: Families,
    matcher: Matcher,
    /// The intern table that the matcher's vocabulary is in; each worker goes on from a copy.
    forms: Forms,
}

impl Models {
    /// Compiles the families; with none of them, every phrase is one that nobody listed.
    ///
    /// # Errors
    /// If a family's variants have too many forms.
    pub fn new(segmenter: impl Into<Cow<'static, Segmenter>>, families: Families) -> Result<Self> {
        let mut forms = Forms::new();
        let matcher = Matcher::new(&families, &mut forms)?;
        Ok(Self { segmenter: segmenter.into(), families, matcher, forms })
    }
}

/// Stands between sentences, and wherever else no phrase goes on.
pub(super) const BREAK: FormId = FormId(u32::MAX);

/// A row of elements.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Row {
    pub(super) forms: Vec<FormId>,
    pub(super) marks: Vec<Marks>,
}

impl Row {
    fn push(&mut self, form: FormId, marks: Marks) {
        self.forms.push(form);
        self.marks.push(marks);
    }

    fn end(&mut self) {
        if self.forms.last().is_some_and(|&last| last != BREAK) {
            self.push(BREAK, Marks::default());
        }
    }
}

/// A line of a document, in its row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    /// Its number from 0.
    pub(super) number: usize,
    /// Where its elements end.
    pub(super) end: usize,
    /// Whether it counts; as far as is known without the other pages of its site, until they were seen.
    pub(super) is_content: bool,
}

/// A hit of a family, as elements of the row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Covered {
    pub(super) family: u32,
    pub(super) elements: Range<u32>,
}

/// One document, in the forms of its worker.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Reading {
    pub(super) row: Row,
    pub(super) lines: Vec<Line>,
    pub(super) hits: Vec<Covered>,
    pub(super) site: String,
}

impl Reading {
    /// The forms of its elements.
    pub(crate) fn forms_mut(&mut self) -> impl Iterator<Item = &mut FormId> {
        self.row.forms.iter_mut().filter(|form| **form != BREAK)
    }

    /// Whether its parts fit together, where it was not made here.
    pub(crate) fn is_sound(&self) -> bool {
        let elements = self.row.forms.len();
        self.row.marks.len() == elements
            && self.lines.is_sorted_by_key(|line| line.end)
            && self.lines.last().is_none_or(|line| line.end <= elements)
            && self
                .hits
                .iter()
                .all(|hit| hit.elements.start < hit.elements.end && hit.elements.end as usize <= elements)
    }
}

/// A document as far as a worker has analysed it, in the forms of the worker.
pub(crate) struct Analysed<'a> {
    pub(crate) structure: &'a Structure,
    pub(crate) edges: &'a Edges,
    pub(crate) tokens: &'a Tokens,
    pub(crate) forms: &'a Forms,
    /// The first token of every word.
    pub(crate) words: &'a [u32],
    /// The hits of the families.
    pub(crate) hits: &'a [Hit],
    pub(crate) site: &'a str,
}

/// Makes rows of documents that a worker has analysed; buffers to be used again for one document after another.
#[derive(Default)]
pub(crate) struct Reader {
    /// What each form does.
    does: Vec<Does>,
    /// For each token, the element that it is or that comes next.
    element_at: Vec<u32>,
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
    reader: Reader,
}

/// One document, its sketch, and the lines whose roles depend on the other pages of its site.
pub(super) struct ReadDocument {
    pub(super) reading: Reading,
    pub(super) sketch: Sketch,
    pub(super) edges: Edges,
    pub(super) is_article: bool,
    pub(super) bytes: u64,
}

/// A line's tokens that count.
struct Part {
    line: usize,
    tokens: Range<usize>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(models: &'a Models) -> Self {
        Self {
            models,
            forms: models.forms.clone(),
            tokens: Tokens::default(),
            words: Vec::new(),
            segmenting: Scratch::default(),
            matching: MatchScratch::default(),
            hits: Vec::new(),
            reader: Reader::default(),
        }
    }

    pub(super) fn read(&mut self, document: &Document) -> ReadDocument {
        let cleaned = clean(&document.text);
        let text = &cleaned.text;
        self.tokens.read(text, &mut self.forms);
        let (structure, edges) = structure_and_edges(text, &document.meta, &self.tokens, &self.forms);
        let models = self.models;
        models.segmenter.segment_tokens(&self.tokens, &self.forms, &mut self.segmenting, &mut self.words);
        models.matcher.find(text, &self.tokens, &self.forms, &mut self.matching, &mut self.hits);
        let is_content = |line: usize| structure.lines[line].role.is_content();
        let content = parts(&structure, &self.tokens, is_content).into_iter().map(|part| part.tokens);
        let sketch = Sketch::of_parts(text, &self.tokens, &self.forms, content);
        let reading = self.reader.read(&Analysed {
            structure: &structure,
            edges: &edges,
            tokens: &self.tokens,
            forms: &self.forms,
            words: &self.words,
            hits: &self.hits,
            site: site(document),
        });
        ReadDocument {
            reading,
            sketch,
            edges,
            is_article: document.meta.markup.as_ref().is_none_or(|markup| markup.is_article),
            bytes: document.text.len() as u64,
        }
    }
}

impl Reader {
    /// The row of a document; forms must be those of the same worker each time.
    pub(crate) fn read(&mut self, analysed: &Analysed) -> Reading {
        let Analysed { structure, edges, tokens, forms, .. } = analysed;
        for id in self.does.len()..forms.len() {
            let id = FormId(id as u32);
            self.does.push(Does::of(forms.form(id), forms.surface(id)));
        }
        let mut is_edge = vec![false; structure.lines.len()];
        edges.lines().for_each(|line| is_edge[line] = true);
        let is_content = |line: usize| structure.lines[line].role.is_content();
        let parts = parts(structure, tokens, |line| is_content(line) || is_edge[line]);
        let (row, lines) = self.row(analysed, &parts, is_content);
        Reading { hits: self.covered(analysed.hits, &row), row, lines, site: analysed.site.to_owned() }
    }

    fn row(
        &mut self,
        analysed: &Analysed,
        parts: &[Part],
        is_content: impl Fn(usize) -> bool,
    ) -> (Row, Vec<Line>) {
        let tokens = analysed.tokens;
        let (mut row, mut lines) = (Row::default(), Vec::with_capacity(parts.len()));
        self.element_at.clear();
        self.element_at.resize(tokens.len(), u32::MAX);
        let mut words = analysed.words.iter().map(|&word| word as usize).peekable();
        let mut sentences = tokens.sentences.iter().map(|&first| first as usize).peekable();
        for part in parts {
            let mut before = Marks::OPENS;
            while words.next_if(|&word| word < part.tokens.start).is_some() {}
            while sentences.next_if(|&first| first < part.tokens.start).is_some() {}
            for token in part.tokens.clone() {
                let begins_word = words.next_if_eq(&token).is_some();
                if sentences.next_if_eq(&token).is_some() {
                    row.end();
                    before = Marks::OPENS;
                }
                let form = tokens.forms[token];
                self.element_at[token] = row.forms.len() as u32;
                match self.does[form.0 as usize] {
                    Does::Element => {
                        let word = if begins_word { Marks::WORD } else { Marks::default() };
                        row.push(form, before.with(word));
                        before = Marks::default();
                    }
                    Does::Joins(mark) => {
                        if let (true, Some(last)) = (mark == Marks::QUOTE, row.marks.last_mut()) {
                            last.add(Marks::QUOTED);
                        }
                        before.add(mark);
                    }
                    Does::Breaks => {
                        row.end();
                        before = Marks::OPENS;
                    }
                }
            }
            row.end();
            lines.push(Line { number: part.line, end: row.forms.len(), is_content: is_content(part.line) });
        }
        (row, lines)
    }

    /// The hits within the row.
    fn covered(&self, hits: &[Hit], row: &Row) -> Vec<Covered> {
        let element = |token: u32| self.element_at.get(token as usize).copied().filter(|&at| at != u32::MAX);
        let covered = |hit: &Hit| {
            let (first, last) = (element(hit.tokens.start)?, element(hit.tokens.end - 1)?);
            let whole =
                (first..=last).all(|at| row.forms.get(at as usize).is_some_and(|&form| form != BREAK));
            whole.then_some(Covered { family: hit.family, elements: first..last + 1 })
        };
        hits.iter().filter_map(covered).collect()
    }
}

/// The tokens of the wanted lines, line by line, without the passages that the article prints again.
fn parts(structure: &Structure, tokens: &Tokens, is_wanted: impl Fn(usize) -> bool) -> Vec<Part> {
    let token_at = |byte: u32| tokens.starts.partition_point(|&start| start < byte);
    let mut repeated = structure.repeated_spans().iter().peekable();
    let mut parts = Vec::new();
    let wanted = structure.lines.iter().enumerate().filter(|(line, _)| is_wanted(*line));
    for (line, span) in wanted.map(|(number, line)| (number, line.span)) {
        let mut add = |span: Span| {
            let tokens = token_at(span.start)..token_at(span.end);
            if !tokens.is_empty() {
                parts.push(Part { line, tokens });
            }
        };
        let mut at = span.start;
        while repeated.next_if(|passage| passage.end <= at).is_some() {}
        for passage in repeated.clone().take_while(|passage| passage.start < span.end) {
            add(Span { start: at, end: passage.start.max(at) });
            at = passage.end;
        }
        add(Span { start: at, end: span.end.max(at) });
    }
    parts
}
