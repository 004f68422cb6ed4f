//! A page's parts as one JSON object, lines numbered from 1.

use crate::article::{Line, Structure};
use crate::clean::Edits;
use crate::document::Document;
use crate::span::Span;
use serde::Serialize;

/// The parts of one document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StructureRow<'a> {
    /// Id of the document.
    pub document: &'a str,
    /// For web pages: whether the page is an article, and no home page or page of a section.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<bool>,
    /// The encoding it was in, where that was not UTF-8.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<&'static str>,
    /// Headline.
    pub title: Option<&'a str>,
    /// Publication date.
    pub published: Option<String>,
    /// Where it was found: `label`, `position` or `metadata`.
    pub published_from: Option<&'static str>,
    /// The day on which the page was opened, where it prints that.
    pub page_clock: Option<String>,
    /// The lead (sa-pô).
    pub lead: Option<&'a str>,
    /// Author.
    pub byline: Option<&'a str>,
    /// Where the article was taken from: `Theo …`.
    pub source_credit: Option<&'a str>,
    /// Every line of the text.
    pub lines: Vec<LineRow<'a>>,
}

/// One line of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineRow<'a> {
    /// Its number, from 1.
    pub line: usize,
    /// What it is.
    pub role: &'static str,
    /// For web pages, whose lines are their blocks, what it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<&'a str>,
    /// The lines it repeats.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<RepeatOf>,
    /// Whether it was cut and ends in an ellipsis.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

/// A passage of a line that stands in another line too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RepeatOf {
    /// The other line, from 1.
    pub line: usize,
    /// `exact`, `prefix`, `cut` or `folded`.
    pub how: &'static str,
    /// The passage here, bytes in the input text.
    pub here: (u32, u32),
    /// The passage there.
    pub there: (u32, u32),
}

/// The row of a document; `edits` lead from the cleaned text, whose structure it is, to the text as read.
pub fn structure_row<'a>(document: &'a Document, structure: &Structure, edits: &Edits) -> StructureRow<'a> {
    let original = |span: Span| edits.original(span);
    let bytes = |span: Span| (original(span).start, original(span).end);
    let text = |span: Option<Span>| span.map(|span| original(span).of(&document.text).trim());
    let markup = document.meta.markup.as_ref();
    let line = |(index, line): (usize, &Line)| LineRow {
        line: index + 1,
        role: line.role.name(),
        text: markup.map(|_| original(line.span).of(&document.text)),
        repeats: line
            .repeats
            .iter()
            .map(|repeat| RepeatOf {
                line: repeat.line + 1,
                how: repeat.how.name(),
                here: bytes(repeat.here),
                there: bytes(repeat.there),
            })
            .collect(),
        truncated: line.truncated,
    };
    StructureRow {
        document: &document.id,
        article: markup.map(|markup| markup.is_article),
        encoding: document.meta.encoding,
        title: text(structure.title).or(document.meta.title.as_deref()),
        published: structure.published.map(|dated| dated.moment.to_string()),
        published_from: structure.published.map(|dated| dated.from.name()),
        page_clock: structure.page_clock.map(|dated| dated.moment.to_string()),
        lead: text(structure.lead),
        byline: text(structure.byline).or_else(|| markup?.byline.as_deref()),
        source_credit: text(structure.source_credit),
        lines: structure.lines.iter().enumerate().map(line).collect(),
    }
}
