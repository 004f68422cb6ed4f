//! `segment`: words.

use crate::args::{Segment as Args, WordFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::Skipped;
use chinhluan::Document;
use chinhluan::clean::clean;
use chinhluan::segment::{Scratch, Segmenter, write_underscored};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use serde_json::json;
use std::io::{self, BufWriter, Write};
use std::ops::Range;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let documents = args.input.inputs().open()?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let mut words = Words::new(&segmenter);
    let mut out = BufWriter::with_capacity(1 << 17, io::stdout().lock());
    let mut skipped = Skipped::default();
    for document in documents {
        match document {
            Ok(document) => words.write(&document, args.format, &mut out)?,
            Err(error) => skipped.name(&error),
        }
    }
    out.flush()?;
    Ok(skipped.conclude())
}

struct Words<'a> {
    segmenter: &'a Segmenter,
    forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    scratch: Scratch,
    line: String,
}

impl<'a> Words<'a> {
    fn new(segmenter: &'a Segmenter) -> Self {
        Self {
            segmenter,
            forms: Forms::new(),
            tokens: Tokens::default(),
            words: Vec::new(),
            scratch: Scratch::default(),
            line: String::new(),
        }
    }

    fn write(&mut self, document: &Document, format: WordFormat, out: &mut impl Write) -> Outcome<()> {
        let cleaned = clean(&document.text);
        let text = &*cleaned.text;
        self.tokens.read(text, &mut self.forms);
        self.segmenter.segment_tokens(&self.tokens, &self.forms, &mut self.scratch, &mut self.words);
        match format {
            WordFormat::Underscore => {
                self.line.clear();
                write_underscored(text, &self.tokens, &self.forms, &self.words, &mut self.line);
                out.write_all(self.line.as_bytes())?;
                if !self.line.ends_with('\n') {
                    out.write_all(b"\n")?;
                }
            }
            WordFormat::Spans => {
                let spans: Vec<_> = (self.all_words())
                    .map(|word| cleaned.edits.original(self.tokens.span(word, &self.forms)))
                    .map(|span| [span.start, span.end])
                    .collect();
                serde_json::to_writer(&mut *out, &json!({ "document": document.id, "words": spans }))?;
                out.write_all(b"\n")?;
            }
            WordFormat::Jsonl => {
                let sentences: Vec<Vec<&str>> = (self.tokens.sentences())
                    .map(|sentence| self.words_in(sentence).map(|word| self.surface(word, text)).collect())
                    .collect();
                serde_json::to_writer(
                    &mut *out,
                    &json!({ "document": document.id, "sentences": sentences }),
                )?;
                out.write_all(b"\n")?;
            }
            WordFormat::Conllu => {
                for (number, sentence) in self.tokens.sentences().enumerate() {
                    self.sentence(document, text, &cleaned.edits, number + 1, sentence, out)?;
                }
            }
        }
        Ok(())
    }

    /// One sentence as ten-column CoNLL-U: form, space after, byte span in the input; the other columns are `_`.
    fn sentence(
        &self,
        document: &Document,
        text: &str,
        edits: &chinhluan::clean::Edits,
        number: usize,
        sentence: Range<usize>,
        out: &mut impl Write,
    ) -> Result<(), Failure> {
        let whole = self.tokens.span(sentence.clone(), &self.forms);
        writeln!(out, "# sent_id = {}#{number}", document.id.replace(char::is_whitespace, "_"))?;
        writeln!(out, "# text = {}", one_line(whole.of(text)))?;
        for (index, word) in self.words_in(sentence).enumerate() {
            let span = self.tokens.span(word, &self.forms);
            let original = edits.original(span);
            let followed = text[span.end as usize..].chars().next().is_none_or(char::is_whitespace);
            let spacing = if followed { "" } else { "SpaceAfter=No|" };
            let form = one_line(span.of(text));
            let range = format!("Bytes={}:{}", original.start, original.end);
            writeln!(out, "{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{spacing}{range}", index + 1)?;
        }
        writeln!(out)?;
        Ok(())
    }

    fn surface<'t>(&self, word: Range<usize>, text: &'t str) -> &'t str {
        self.tokens.span(word, &self.forms).of(text)
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

/// White space inside a word or a sentence, a line break too, as one blank each.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
