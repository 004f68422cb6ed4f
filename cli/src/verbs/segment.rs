//! `segment`: words.

use crate::args::{Segment as Args, WordFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::shard::{self, Run};
use crate::terminal::{Skipped, say_noticed};
use chinhluan::clean::{Cleaned, Edits, clean};
use chinhluan::ordered::{Batch, in_order};
use chinhluan::read::{Documents, Inputs};
use chinhluan::segment::{Marked, Scratch, Segmenter, write_underscored};
use chinhluan::shard::Shards;
use chinhluan::syllable::Forms;
use chinhluan::tokens::{Gap, Tokens};
use chinhluan::{Document, Span};
use serde::Serialize;
use std::borrow::Cow;
use std::collections::HashMap;
use std::io::{self, BufWriter, Write};
use std::ops::Range;

/// Text in memory at once; with words and output three times that, for files of any size.
const BATCH: Batch = Batch { bytes: 1 << 20, items: 4096 };
/// A text file comes in pieces of this size: sixteen a batch, so that threads wait little for each other.
const PIECE: usize = BATCH.bytes / 16;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    // Only where lines go in and lines come out does a part of a document do for the whole.
    let pieces = matches!(args.format, WordFormat::Underscore).then_some(PIECE);
    let part = args.sharing.part;
    let mut documents = Inputs { pieces, part, ..args.input.inputs() }.open()?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    if let Some(part) = part {
        let run = Run::this(Some(model.resource()), None)?;
        return shard::make(part, None, &run, &mut documents, |documents, shard| {
            write(documents, &segmenter, args, |written| shard.note(written))
        });
    }
    // What a piece makes is larger than this and goes past it, uncopied.
    let mut out = BufWriter::with_capacity(PIECE / 2, io::stdout());
    let mut skipped = Skipped::default();
    let mut ids = Ids::of(args.format);
    write(&mut documents, &segmenter, args, |written| match written {
        Ok(written) => out.write_all(&ids.apart(written)).map_err(Failure::of_stdout),
        Err(error) => {
            skipped.name(&error);
            Ok(())
        }
    })?;
    out.flush().map_err(Failure::of_stdout)?;
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// As [`run`], of shards.
pub fn merge(args: &Args, shards: &mut Shards) -> Outcome<Completeness> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut skipped = Skipped::default();
    let mut ids = Ids::of(args.format);
    shard::each(shards, &mut skipped, |written: Vec<u8>| {
        out.write_all(&ids.apart(written)).map_err(Failure::of_stdout)
    })?;
    out.flush().map_err(Failure::of_stdout)?;
    say_noticed(&shards.provenance().noticed);
    Ok(skipped.conclude())
}

/// Hands the words of every document, as they are written, to `sink`.
fn write(
    documents: &mut Documents,
    segmenter: &Segmenter,
    args: &Args,
    sink: impl FnMut(chinhluan::Result<Vec<u8>>) -> Outcome<()> + Send,
) -> Outcome<()> {
    in_order(
        documents,
        BATCH,
        Document::bytes_of,
        (0..rayon::current_num_threads()).map(|_| Words::new(segmenter)).collect(),
        |words, document| document.map(|document| words.written(&document, args)),
        sink,
    )?;
    Ok(())
}

/// Ids of documents that were written, with the last number that was put behind each: in CoNLL-U none may come twice.
struct Ids(Option<HashMap<String, u64>>);

const NEW_DOCUMENT: &str = "# newdoc id = ";
const SENTENCE: &str = "# sent_id = ";

impl Ids {
    fn of(format: WordFormat) -> Self {
        Self((format == WordFormat::Conllu).then(HashMap::new))
    }

    /// What was written of a document, under a number behind its id if that was written before.
    fn apart(&mut self, written: Vec<u8>) -> Vec<u8> {
        let Some(known) = &mut self.0 else { return written };
        let text = String::from_utf8_lossy(&written);
        let head = text.split('\n').next().and_then(|line| line.strip_prefix(NEW_DOCUMENT));
        let Some(id) = head else { return written };
        let Some(last) = known.get(id) else {
            known.insert(id.to_owned(), 1);
            return written;
        };
        let mut number = last + 1;
        while known.contains_key(&format!("{id}.{number}")) {
            number += 1;
        }
        let free = format!("{id}.{number}");
        known.insert(id.to_owned(), number);
        known.insert(free.clone(), 1);
        let renamed = |line: &str, mark: &str| {
            Some(format!("{mark}{free}{}", line.strip_prefix(mark)?.strip_prefix(id)?))
        };
        let line = |line: &str| {
            let named = renamed(line, NEW_DOCUMENT).or_else(|| renamed(line, SENTENCE));
            named.unwrap_or_else(|| line.to_owned())
        };
        text.split_inclusive('\n').map(line).collect::<String>().into_bytes()
    }
}

/// One thread's buffers.
struct Words<'a> {
    segmenter: &'a Segmenter,
    forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    scratch: Scratch,
}

impl<'a> Words<'a> {
    fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            forms: Forms::new(),
            tokens: Tokens::default(),
            words: Vec::new(),
            scratch: Scratch::default(),
        }
    }

    /// The words of a document in the format that is asked for.
    fn written(&mut self, document: &Document, args: &Args) -> Vec<u8> {
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
            marked.honour(&self.tokens, &mut self.words);
        }
        if args.format != WordFormat::Underscore {
            self.part_at_line_breaks(text);
        }
        match args.format {
            WordFormat::Underscore => {
                let lines = self.underscored(text);
                if marked.is_some() { lines } else { lines_as_read(lines, &document.text, &cleaned) }
            }
            WordFormat::Spans => self.spans(document, &cleaned.edits),
            WordFormat::Jsonl => self.sentences(document, text),
            WordFormat::Conllu => self.conllu(document, text, &cleaned.edits),
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
        if lines.last() != Some(&b'\n') {
            lines.push(b'\n');
        }
        lines
    }

    fn spans(&self, document: &Document, edits: &Edits) -> Vec<u8> {
        let spans = (self.all_words())
            .map(|word| edits.original(self.tokens.span(word, &self.forms)))
            .map(|span| [span.start, span.end])
            .collect();
        json_line(&Spans { document: &document.id, words: spans })
    }

    fn sentences(&self, document: &Document, text: &str) -> Vec<u8> {
        let surface = |word| one_line(self.tokens.span(word, &self.forms).of(text));
        let sentences: Vec<Vec<String>> =
            self.tokens.sentences().map(|sentence| self.words_in(sentence).map(surface).collect()).collect();
        json_line(&Sentences { document: &document.id, sentences })
    }

    /// Ten-column CoNLL-U: form, space after, byte span in the input; the other columns are `_`.
    fn conllu(&self, document: &Document, text: &str, edits: &Edits) -> Vec<u8> {
        let mut out = String::new();
        let id = document.id.replace(char::is_whitespace, "_");
        out.push_str(&format!("{NEW_DOCUMENT}{id}\n"));
        for (number, sentence) in self.tokens.sentences().enumerate() {
            let whole = self.tokens.span(sentence.clone(), &self.forms);
            out.push_str(&format!("{SENTENCE}{id}#{}\n", number + 1));
            out.push_str(&format!("# text = {}\n", one_line(whole.of(text))));
            for (index, word) in self.words_in(sentence).enumerate() {
                let span = self.tokens.span(word, &self.forms);
                let original = edits.original(span);
                let followed = text[span.end as usize..].chars().next().is_none_or(char::is_whitespace);
                let spacing = if followed { "" } else { "SpaceAfter=No|" };
                let form = one_line(span.of(text));
                let range = format!("Bytes={}:{}", original.start, original.end);
                out.push_str(&format!("{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{spacing}{range}\n", index + 1));
            }
            out.push('\n');
        }
        out.into_bytes()
    }

    fn all_words(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.words_in(0..self.tokens.len())
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
fn lines_as_read(lines: Vec<u8>, read: &str, cleaned: &Cleaned) -> Vec<u8> {
    let breaks = |text: &str| text.bytes().filter(|&byte| byte == b'\n').count();
    if matches!(cleaned.text, Cow::Borrowed(_)) || !(1..breaks(&cleaned.text)).contains(&breaks(read)) {
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
    joined
}

#[derive(Serialize)]
struct Spans<'a> {
    document: &'a str,
    words: Vec<[u32; 2]>,
}

#[derive(Serialize)]
struct Sentences<'a> {
    document: &'a str,
    sentences: Vec<Vec<String>>,
}

fn json_line(value: &impl Serialize) -> Vec<u8> {
    let mut line = serde_json::to_vec(value).expect("strings and numbers can be written");
    line.push(b'\n');
    line
}

/// White space inside a word or a sentence, a line break too, as one blank each.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
