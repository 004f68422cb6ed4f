//! A page's parts as one JSON object, lines numbered from 1.

use crate::article::{Heading, How, Line, Published, Role, Settled, Structure};
use crate::clean::Edits;
use crate::document::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The parts of one document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StructureRow<'a> {
    /// Id of the document.
    pub document: Cow<'a, str>,
    /// For web pages: whether the page is an article, and no home page or page of a section.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<bool>,
    /// The encoding it was in, where that was not UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Cow<'a, str>>,
    /// Headline.
    pub title: Option<Cow<'a, str>>,
    /// Publication date.
    pub published: Option<String>,
    /// Where it was found: `label`, `position` or `metadata`.
    pub published_from: Option<Cow<'a, str>>,
    /// The day on which the page was opened, where it prints that.
    pub page_clock: Option<String>,
    /// The lead (sa-pô).
    pub lead: Option<Cow<'a, str>>,
    /// Author.
    pub byline: Option<Cow<'a, str>>,
    /// Where the article was taken from: `Theo …`.
    pub source_credit: Option<Cow<'a, str>>,
    /// Every line of the text.
    pub lines: Vec<LineRow<'a>>,
}

/// One line of a page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineRow<'a> {
    /// Its number, from 1.
    pub line: usize,
    /// What it is.
    pub role: Role,
    /// For web pages, whose lines are their blocks, what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Cow<'a, str>>,
    /// The lines it repeats.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repeats: Vec<RepeatOf>,
    /// Whether it was cut and ends in an ellipsis.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub truncated: bool,
}

/// A passage of a line that stands in another line too.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RepeatOf {
    /// The other line, from 1.
    pub line: usize,
    /// How.
    pub how: How,
    /// The passage here, bytes in the input text.
    pub here: (u32, u32),
    /// The passage there.
    pub there: (u32, u32),
}

/// The row of a document; `edits` lead from the cleaned text, whose structure it is, to the text as read.
pub fn structure_row<'a>(document: &'a Document, structure: &Structure, edits: &Edits) -> StructureRow<'a> {
    let original = |span: Span| edits.original(span);
    let bytes = |span: Span| (original(span).start, original(span).end);
    let text = |span: Option<Span>| span.map(|span| Cow::from(original(span).of(&document.text).trim()));
    let known = |text: &'a Option<String>| text.as_deref().map(Cow::from);
    let markup = document.meta.markup.as_ref();
    let line = |(index, line): (usize, &Line)| LineRow {
        line: index + 1,
        role: line.role,
        text: markup.map(|_| original(line.span).of(&document.text).into()),
        repeats: line
            .repeats
            .iter()
            .map(|repeat| RepeatOf {
                line: repeat.line + 1,
                how: repeat.how,
                here: bytes(repeat.here),
                there: bytes(repeat.there),
            })
            .collect(),
        truncated: line.truncated,
    };
    StructureRow {
        document: document.id.as_str().into(),
        article: markup.map(|markup| markup.is_article),
        encoding: document.meta.encoding.map(Cow::from),
        title: text(structure.title).map(in_one_line).or_else(|| known(&document.meta.title)),
        published: structure.published.map(|dated| dated.moment.to_string()),
        published_from: structure.published.map(|dated| dated.from.name().into()),
        page_clock: structure.page_clock.map(|dated| dated.moment.to_string()),
        lead: text(structure.lead),
        byline: text(structure.byline).or_else(|| known(&markup?.byline)),
        source_credit: text(structure.source_credit),
        lines: structure.lines.iter().enumerate().map(line).collect(),
    }
}

impl StructureRow<'_> {
    /// Takes in what was learned of the site after the page was read.
    pub fn settle(&mut self, settled: Settled) {
        for (line, role) in settled.roles {
            if let Some(row) = self.lines.get_mut(line) {
                row.role = role;
            }
        }
        let Some(Heading { title, lead, published, page_clock }) = settled.heading else { return };
        self.title = title.map(Cow::from);
        self.lead = lead.map(Cow::from).or(self.lead.take());
        self.page_clock = page_clock.map(|moment| moment.to_string()).or(self.page_clock.take());
        if let Some(Published(published)) = published {
            self.published = published.map(|(moment, _)| moment.to_string());
            self.published_from = published.map(|(_, from)| from.name().into());
        }
    }
}

/// The subject of an official document takes several lines.
fn in_one_line(title: Cow<str>) -> Cow<str> {
    if !title.contains('\n') {
        return title;
    }
    title.split_whitespace().collect::<Vec<_>>().join(" ").into()
}
