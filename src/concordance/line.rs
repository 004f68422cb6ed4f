//! One line of a concordance.

use crate::folding::fold_words;
use crate::role::Role;
use serde::Serialize;
use std::cmp::Ordering;

/// An occurrence in its context (KWIC, key word in context).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Id of the document.
    pub document: String,
    /// What stands before it, on one line, cut to the width that was asked for.
    pub left: String,
    /// The occurrence, as the article has it but on one line.
    pub node: String,
    /// What stands behind it.
    pub right: String,
    /// First byte of the occurrence in the text as read.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// What the line of the page is that holds it.
    pub region: Role,
    /// Whether it stands in a passage that the article prints again.
    pub repeated: bool,
    /// The family that it is a hit of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Why it is none, among near misses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Day of publication, `2012-05-14`.
    pub date: Option<String>,
    /// Newspaper or site.
    pub source: Option<String>,
}

/// What the lines are sorted by; what is equal stays in the order of the documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The order of the input.
    #[default]
    Input,
    /// The word before the occurrence, then the one before that, and so on.
    Left,
    /// The words behind it.
    Right,
    /// The day of publication, undated ones last.
    Date,
    /// The source, those without one last.
    Source,
}

/// Sorts lines. Words are compared without marks and case, and where that leaves them equal, with them.
pub fn sort(lines: &mut [Line], order: Order) {
    match order {
        Order::Input => {}
        Order::Left => lines.sort_by_cached_key(|line| {
            let words: Vec<&str> = line.left.split_whitespace().rev().collect();
            let words = words.join(" ");
            (fold_words(&words), words)
        }),
        Order::Right => lines.sort_by_cached_key(|line| (fold_words(&line.right), line.right.clone())),
        Order::Date => lines.sort_by(|a, b| known_first(&a.date, &b.date)),
        Order::Source => lines.sort_by(|a, b| known_first(&a.source, &b.source)),
    }
}

fn known_first(a: &Option<String>, b: &Option<String>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.cmp(b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}
