//! What the page shows of one article besides its rows in the tables.

use super::super::worker::Found;
use super::super::{HitRow, RepeatRow};
use super::utf16::Utf16;
use crate::article::{Role, Structure};
use crate::clean::Cleaned;
use crate::document::Document;
use crate::span::Span;
use serde::{Deserialize, Serialize};

/// Characters on each side of a hit: what a line of a concordance shows on a wide screen.
const CONTEXT: usize = 80;

/// An article as its worker hands it over; places are UTF-16 offsets in the text as read.
#[derive(Serialize, Deserialize)]
pub(in crate::report) struct ArticleView {
    /// Its text, and the cleaned one where that differs, as JSON.
    pub text: String,
    pub lines: Vec<LineView>,
    /// One for each hit of the article, in their order.
    pub hits: Vec<HitView>,
    /// First and last unit of each repeated passage, in the order of their rows.
    pub repeats: Vec<(u32, u32)>,
}

/// A line of an article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::report) struct LineView {
    pub start: u32,
    pub end: u32,
    pub role: Role,
    /// The line, from 1, that it repeats; 0 for none.
    pub repeats: u32,
    pub truncated: bool,
}

/// A hit in its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(in crate::report) struct HitView {
    pub start: u32,
    pub end: u32,
    /// The words before and behind it in its line.
    pub left: String,
    pub right: String,
}

#[derive(Serialize)]
struct ArticleText<'a> {
    text: &'a str,
    cleaned: Option<&'a str>,
}

impl ArticleView {
    pub fn of(
        document: &Document,
        cleaned: &Cleaned,
        structure: &Structure,
        hits: &[Found],
        repeats: &[RepeatRow],
    ) -> Self {
        let text = document.text.as_str();
        let places = Utf16::of(text);
        let shown = ArticleText { text, cleaned: Some(&*cleaned.text).filter(|cleaned| *cleaned != text) };
        let line = |line: &crate::article::Line| {
            let (start, end) = places.span(cleaned.edits.original(line.span));
            let repeats = line.repeats.first().map_or(0, |repeat| repeat.line as u32 + 1);
            LineView { start, end, role: line.role, repeats, truncated: line.truncated }
        };
        let title = document.meta.title.as_deref().unwrap_or_default();
        let in_title = Utf16::of(title);
        let hit = |HitRow { start, end, field, .. }: &HitRow| {
            let (places, text) = if *field == "title" { (&in_title, title) } else { (&places, text) };
            let span = Span { start: *start, end: *end };
            let (start, end) = places.span(span);
            HitView { start, end, left: left(text, span), right: right(text, span) }
        };
        Self {
            // Two strings cannot fail to be written.
            text: serde_json::to_string(&shown).unwrap_or_default(),
            lines: structure.lines.iter().map(line).collect(),
            hits: hits.iter().map(|found| hit(&found.row)).collect(),
            repeats: repeats.iter().map(|row| places.span(Span { start: row.start, end: row.end })).collect(),
        }
    }
}

fn left(text: &str, hit: Span) -> String {
    let before = &text[..hit.start as usize];
    let from = before.char_indices().rev().take_while(|(_, c)| *c != '\n').take(CONTEXT).last();
    before[from.map_or(before.len(), |(at, _)| at)..].to_owned()
}

fn right(text: &str, hit: Span) -> String {
    text[hit.end as usize..].chars().take_while(|c| *c != '\n').take(CONTEXT).collect()
}
