//! One worker's buffers: the lines of one document.

use super::near::Found;
use super::query::Wanted;
use super::{Concordance, Line};
use crate::article::{Structure, structure};
use crate::clean::{Cleaned, clean};
use crate::document::Document;
use crate::phrase::{Hit, MatchScratch};
use crate::segment::Scratch;
use crate::span::Span;
use crate::syllable::Forms;
use crate::tokens::Tokens;
use regex::Regex;
use std::ops::Range;

pub(super) struct Worker<'a> {
    of: &'a Concordance,
    forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    segmenting: Scratch,
    matching: MatchScratch,
    hits: Vec<Hit>,
}

/// Something to be shown.
struct Shown {
    span: Span,
    family: Option<u32>,
    reason: Option<String>,
}

impl<'a> Worker<'a> {
    pub(super) fn new(of: &'a Concordance) -> Self {
        Self {
            of,
            forms: of.forms.clone(),
            tokens: Tokens::default(),
            words: Vec::new(),
            segmenting: Scratch::default(),
            matching: MatchScratch::default(),
            hits: Vec::new(),
        }
    }

    pub(super) fn lines(&mut self, document: &Document) -> Vec<Line> {
        let cleaned = clean(&document.text);
        self.tokens.read(&cleaned.text, &mut self.forms);
        let shown = self.shown(&cleaned.text);
        if shown.is_empty() {
            return Vec::new();
        }
        let structure = structure(&cleaned.text, &document.meta, &self.tokens, &self.forms);
        shown.into_iter().map(|shown| self.line(shown, document, &cleaned, &structure)).collect()
    }

    fn shown(&mut self, text: &str) -> Vec<Shown> {
        let of = self.of;
        if let Wanted::Words(regex) = &of.query.wanted {
            if of.near.is_some() {
                return Vec::new();
            }
            let (tokens, forms) = (&self.tokens, &self.forms);
            of.segmenter.segment_tokens(tokens, forms, &mut self.segmenting, &mut self.words);
            let spans = matches(regex, tokens, forms, &self.words);
            return spans.into_iter().map(|span| Shown { span, family: None, reason: None }).collect();
        }
        of.matcher.find(text, &self.tokens, &self.forms, &mut self.matching, &mut self.hits);
        if let Some(near) = &of.near {
            let found = near.find(&self.tokens, &self.forms, &self.hits);
            let shown = |Found { tokens, family, reason }: Found| Shown {
                span: self.tokens.span(tokens, &self.forms),
                family,
                reason: Some(reason),
            };
            return found.into_iter().map(shown).collect();
        }
        let wanted = |hit: &&Hit| match of.query.wanted {
            Wanted::Family(family) => hit.family == family,
            _ => true,
        };
        let shown = |hit: &Hit| Shown { span: hit.span, family: Some(hit.family), reason: None };
        self.hits.iter().filter(wanted).map(shown).collect()
    }

    fn line(&self, shown: Shown, document: &Document, cleaned: &Cleaned, structure: &Structure) -> Line {
        let Shown { span, family, reason } = shown;
        let (text, width) = (&cleaned.text, self.of.width);
        let original = cleaned.edits.original(span);
        let id = |family: u32| self.of.query.families.family(family).id.clone();
        Line {
            document: document.id.clone(),
            left: before(&text[..span.start as usize], width),
            node: in_one_line(original.of(&document.text)),
            right: behind(&text[span.end as usize..], width),
            start: original.start,
            end: original.end,
            region: structure.region(span.start),
            repeated: structure.is_repeated(span.start),
            family: family.map(id),
            reason,
            date: structure.published.map(|dated| dated.moment.date.to_string()),
            source: document.meta.source.clone(),
        }
    }
}

/// The matches in each sentence, as spans of whole words.
fn matches(regex: &Regex, tokens: &Tokens, forms: &Forms, words: &[u32]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut written = String::new();
    // Where each word begins in what is written.
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut words = words.iter().map(|&word| word as usize).peekable();
    for sentence in tokens.sentences() {
        written.clear();
        places.clear();
        while let Some(first) = words.next_if(|&word| word < sentence.end) {
            let end = words.peek().map_or(sentence.end, |&next| next.min(sentence.end));
            if !places.is_empty() {
                written.push(' ');
            }
            places.push((written.len(), first));
            for token in first..end {
                if token > first {
                    written.push('_');
                }
                written.push_str(forms.surface(tokens.forms[token]));
            }
        }
        for found in regex.find_iter(&written).filter(|found| !found.is_empty()) {
            let span = tokens.span(whole_words(&places, found.range(), sentence.end), forms);
            // One word may hold several matches.
            if spans.last() != Some(&span) {
                spans.push(span);
            }
        }
    }
    spans
}

/// The tokens of all words that a match touches.
fn whole_words(places: &[(usize, usize)], found: Range<usize>, sentence_end: usize) -> Range<usize> {
    let first = places.partition_point(|&(at, _)| at <= found.start).saturating_sub(1);
    let end = places.partition_point(|&(at, _)| at < found.end);
    places[first].1..places.get(end).map_or(sentence_end, |&(_, token)| token)
}

/// The last `width` characters of a text in one line, from the beginning of a word on.
fn before(text: &str, width: usize) -> String {
    // White space is made one blank, so more is read than shown; twice as much does but for tables of blanks.
    let start = text.char_indices().rev().nth(2 * width + 1).map_or(0, |(at, _)| at);
    let line = in_one_line(&text[start..]);
    match line.char_indices().rev().nth(width.saturating_sub(1)) {
        Some((at, _)) if at > 0 => {
            let cut = &line[at..];
            let inside = !line[..at].ends_with(' ');
            let word = if inside { cut.find(' ').map_or(cut.len(), |blank| blank + 1) } else { 0 };
            cut[word..].to_owned()
        }
        _ => line,
    }
}

/// The first `width` characters of a text in one line, up to the end of a word.
fn behind(text: &str, width: usize) -> String {
    let end = text.char_indices().nth(2 * width + 1).map_or(text.len(), |(at, _)| at);
    let line = in_one_line(&text[..end]);
    match line.char_indices().nth(width) {
        Some((at, _)) => {
            let cut = &line[..at];
            let inside = !line[at..].starts_with(' ');
            let word = if inside { cut.rfind(' ').unwrap_or(0) } else { at };
            cut[..word].to_owned()
        }
        None => line,
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn context_is_cut_between_words() {
        assert_eq!(before("Đảng bộ xã\n họp bàn ", 8), "họp bàn");
        assert_eq!(before("Đảng bộ xã\n họp bàn ", 7), "họp bàn");
        assert_eq!(before("Đảng bộ", 40), "Đảng bộ");
        assert_eq!(behind(", đảng viên\nhọc tập", 12), ", đảng viên");
        assert_eq!(behind(", đảng viên", 11), ", đảng viên");
        assert_eq!(behind("đảng viên", 0), "");
    }
}
