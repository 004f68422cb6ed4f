//! Words of one document, or a piece of one, in the format that is asked for.

use super::assembly::Written;
use crate::args::{Segment as Args, WordFormat};
use chinhluan::clean::{Cleaned, Edits, clean};
use chinhluan::segment::{Marked, Scratch, Segmenter, write_underscored};
use chinhluan::syllable::Forms;
use chinhluan::tokens::{Gap, Tokens};
use chinhluan::{Document, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::ops::Range;

/// One thread's buffers.
pub struct Words<'a> {
    segmenter: &'a Segmenter,
    forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    scratch: Scratch,
}

impl<'a> Words<'a> {
    pub fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            forms: Forms::new(),
            tokens: Tokens::default(),
            words: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// The words of a document, or a piece of one.
    pub fn written(&mut self, document: &Document, args: &Args) -> Written {
        /// Distinct forms that are remembered: enough for all of Vietnamese; a crawl's misspellings would go on for ever.
        const REMEMBERED: usize = 1 << 17;
        if self.forms.len() > REMEMBERED {
            (self.forms, self.scratch) = (Forms::new(), Scratch::default());
        }
        let cleaned = clean(&document.text);
        let marked = args.marks.then(|| Marked::new(&cleaned.text));
        let text = marked.as_ref().map_or(&*cleaned.text, Marked::plain);
        self.tokens.read(text, &mut self.forms);
        self.segmenter.segment_tokens(&self.tokens, &self.forms, &mut self.scratch, &mut self.words);
        if let Some(marked) = &marked {
            marked.honour(&mut self.tokens, &mut self.words);
        }
        if args.format != WordFormat::Underscore {
            self.part_at_line_breaks(text);
        }
        let offset = document.meta.offset.unwrap_or(0);
        let mut sentences = Vec::new();
        let bytes = match args.format {
            WordFormat::Underscore => {
                let lines = self.underscored(text);
                lines_as_read(lines, document, &cleaned)
            }
            WordFormat::Spans => self.spans(offset, &cleaned.edits),
            WordFormat::Jsonl => self.sentences(text),
            WordFormat::Conllu => self.conllu(text, offset, &cleaned.edits, &mut sentences),
        };
        Written {
            document: document.id.clone(),
            path: document.place.path.clone(),
            goes_on: offset > 0,
            is_blank: document.text.trim().is_empty(),
            bytes,
            sentences,
        }
    }

    /// No word goes on behind a line break: where a line is written for a line none can, and all formats have the same words.
    fn part_at_line_breaks(&mut self, text: &str) {
        let is_broken = |&index: &usize| {
            let end = self.tokens.span(index - 1..index, &self.forms).end as usize;
            self.tokens.gaps[index] == Gap::Wide
                && text[end..self.tokens.starts[index] as usize].contains('\n')
        };
        let breaks: Vec<u32> = (1..self.tokens.len()).filter(is_broken).map(|index| index as u32).collect();
        self.words.extend(breaks);
        self.words.sort();
        self.words.dedup();
    }

    fn underscored(&self, text: &str) -> Vec<u8> {
        let mut lines = Vec::new();
        write_underscored(text, &self.tokens, &self.words, &mut lines);
        if !text.is_empty() && lines.last() != Some(&b'\n') {
            lines.push(b'\n');
        }
        lines
    }

    fn spans(&self, offset: u64, edits: &Edits) -> Vec<u8> {
        let spans = (self.words_in(0..self.tokens.len()))
            .map(|word| read_at(edits.original(self.tokens.span(word, &self.forms)), offset));
        items(&spans.collect::<Vec<_>>())
    }

    fn sentences(&self, text: &str) -> Vec<u8> {
        let surface = |word| one_line(self.tokens.span(word, &self.forms).of(text));
        let sentences =
            self.tokens.sentences().map(|sentence| self.words_in(sentence).map(surface).collect());
        items(&sentences.collect::<Vec<Vec<_>>>())
    }

    /// Ten-column CoNLL-U: form, space after, byte span in the input; the other columns are `_`. Where the ids of sentences
    /// belong comes to `sentences`.
    fn conllu(&self, text: &str, offset: u64, edits: &Edits, sentences: &mut Vec<usize>) -> Vec<u8> {
        let mut out = String::new();
        let mut digits = itoa::Buffer::new();
        for sentence in self.tokens.sentences() {
            let whole = self.tokens.span(sentence.clone(), &self.forms);
            out.push_str("# sent_id = ");
            sentences.push(out.len());
            out.push_str("\n# text = ");
            push_line(&mut out, whole.of(text));
            for (index, word) in self.words_in(sentence).enumerate() {
                let span = self.tokens.span(word, &self.forms);
                let [start, end] = read_at(edits.original(span), offset);
                let followed = text[span.end as usize..].chars().next().is_none_or(char::is_whitespace);
                out.push('\n');
                out.push_str(digits.format(index + 1));
                out.push('\t');
                push_line(&mut out, span.of(text));
                out.push_str("\t_\t_\t_\t_\t_\t_\t_\t");
                out.push_str(if followed { "Bytes=" } else { "SpaceAfter=No|Bytes=" });
                out.push_str(digits.format(start));
                out.push(':');
                out.push_str(digits.format(end));
            }
            out.push_str("\n\n");
        }
        out.into_bytes()
    }

    /// The words of a range of tokens that begins and ends with a word.
    fn words_in(&self, tokens: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
        let first = self.words.partition_point(|&word| (word as usize) < tokens.start);
        let last = self.words.partition_point(|&word| (word as usize) < tokens.end);
        let end_of =
            move |index: usize| self.words.get(index + 1).map_or(self.tokens.len(), |&next| next as usize);
        (first..last).map(move |index| self.words[index] as usize..end_of(index))
    }
}

/// A line for a line: only where the text has `\n` does a line end, unless it has none at all, as on old systems. Cleaning
/// ends lines at U+2028, U+2029 and stray carriage returns, too.
fn lines_as_read(lines: Vec<u8>, document: &Document, cleaned: &Cleaned) -> Vec<u8> {
    // Text that was borrowed is as it was read.
    if matches!(cleaned.text, Cow::Borrowed(_)) {
        return lines;
    }
    let read = &document.text;
    let breaks = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
    let breaks_read = breaks(read);
    // A piece stands behind another one that ended in `\n`.
    let has_breaks = breaks_read > 0 || document.meta.offset.is_some_and(|offset| offset > 0);
    if !has_breaks || breaks_read == breaks(&cleaned.text) {
        return lines;
    }
    let was_break = |at: usize| {
        let span = Span { start: at as u32, end: at as u32 + 1 };
        cleaned.edits.original(span).of(read).contains('\n')
    };
    // Every line of the cleaned text is one of these.
    let mut ends = cleaned.text.match_indices('\n').map(|(at, _)| was_break(at));
    let mut joined = Vec::with_capacity(lines.len());
    for line in lines.split_inclusive(|&byte| byte == b'\n') {
        let words = line.trim_ascii_end();
        if !words.is_empty() && joined.last().is_some_and(|&last| last != b'\n') {
            joined.push(b' ');
        }
        joined.extend_from_slice(words);
        if ends.next().unwrap_or(true) {
            joined.push(b'\n');
        }
    }
    if joined.last().is_some_and(|&last| last != b'\n') {
        joined.push(b'\n');
    }
    joined
}

/// Bytes of the document, of which a piece begins at `offset`.
fn read_at(span: Span, offset: u64) -> [u64; 2] {
    [span.start, span.end].map(|at| offset + u64::from(at))
}

/// A list in JSON without its brackets: the next piece may go on with it.
fn items(list: &impl Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec(list).expect("strings and numbers can be written");
    json.pop();
    json.remove(0);
    json
}

/// White space inside a word or a sentence, a line break too, as one blank each.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    push_line(&mut line, text);
    line
}

fn push_line(out: &mut String, text: &str) {
    for (number, part) in text.split_whitespace().enumerate() {
        if number > 0 {
            out.push(' ');
        }
        out.push_str(part);
    }
}
