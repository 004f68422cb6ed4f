//! `dedup --passages`: which passages several articles share.

use super::dedup::{Seen, pipeline, say_equal_ids};
use crate::args::Dedup as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::to_stdout;
use crate::shard;
use crate::terminal::{Skipped, say_noticed};
use chinhluan::dedup::{Occurrence, Sentences, SharedPassage, shared_passages};
use chinhluan::report::{CsvStyle, Settings};
use chinhluan::shard::Shards;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

/// Syllables from which on a passage is told: shorter ones are set phrases, and names of laws and resolutions.
const SHORTEST: usize = 40;

/// Characters of a passage that the table shows.
const SHOWN: usize = 120;

/// Writes the table of passages on standard output.
pub fn run(args: &Args) -> Outcome<Completeness> {
    alone(args)?;
    let mut documents = args.input.inputs().open()?;
    let (mut ids, mut texts, mut skipped) = (Vec::new(), Texts::new()?, Skipped::default());
    pipeline(&Settings::default())?.pages_with_sentences(&mut documents, |read| {
        match read {
            Ok((page, _, sentences)) => {
                texts.add(&page.document.text, sentences)?;
                ids.push(page.document.id);
            }
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    texts.tell(&ids, args.csv.style())?;
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// As [`run`], of shards.
pub fn merge(args: &Args, shards: &mut Shards) -> Outcome<Completeness> {
    alone(args)?;
    let (mut ids, mut texts, mut skipped) = (Vec::new(), Texts::new()?, Skipped::default());
    shard::each(shards, &mut skipped, |seen: Seen| {
        let (text, sentences) = seen.sentences.ok_or_else(no_sentences)?;
        texts.add(&text, sentences)?;
        ids.push(seen.id);
        Ok(())
    })?;
    texts.tell(&ids, args.csv.style())?;
    say_noticed(&shards.provenance().noticed);
    Ok(skipped.conclude())
}

fn alone(args: &Args) -> Outcome<()> {
    match args.index {
        None => Ok(()),
        Some(_) => Err(Failure::new(
            "--passages looks at the articles of this run alone; with --index it needs --out, for both tables",
        )),
    }
}

/// What shards say that are of another program.
pub fn no_sentences() -> Failure {
    Failure::new("the shards hold no sentences: make them with --passages")
}

/// The sentences of all articles, and their texts, which wait on disk until it is known what is shown of them.
pub struct Texts {
    file: BufWriter<File>,
    /// Where each text begins in the file.
    starts: Vec<u64>,
    end: u64,
    sentences: Vec<Sentences>,
}

impl Texts {
    pub fn new() -> Outcome<Self> {
        let file = BufWriter::new(tempfile::tempfile().map_err(Failure::of_temporary)?);
        Ok(Self { file, starts: Vec::new(), end: 0, sentences: Vec::new() })
    }

    pub fn add(&mut self, text: &str, sentences: Sentences) -> Outcome<()> {
        self.file.write_all(text.as_bytes()).map_err(Failure::of_temporary)?;
        self.starts.push(self.end);
        self.end += text.len() as u64;
        self.sentences.push(sentences);
        Ok(())
    }

    /// What the articles share.
    pub fn passages(&self) -> Outcome<Vec<SharedPassage>> {
        Ok(shared_passages(&self.sentences, SHORTEST)?)
    }

    /// Writes what the articles share on standard output.
    fn tell(&mut self, ids: &[String], csv: CsvStyle) -> Outcome<()> {
        say_equal_ids(ids);
        let found = self.passages()?;
        to_stdout(|out| self.write(&found, ids, csv, out))
    }

    /// Writes the table: a row for each place of each passage.
    pub fn write(
        &mut self,
        found: &[SharedPassage],
        ids: &[String],
        csv: CsvStyle,
        to: &mut impl Write,
    ) -> io::Result<()> {
        self.file.flush()?;
        let mut table = csv.begin(to)?;
        table.write_record(["passage", "syllables", "documents", "document", "start", "end", "text"])?;
        for (passage, number) in found.iter().zip(1u64..) {
            for &place in &passage.places {
                let (id, span) = (csv.cell(&ids[place.document as usize]), place.span);
                let beginning = self.beginning(place)?;
                let text = csv.cell(&beginning);
                let figures = (number, passage.syllables, passage.documents);
                table.serialize((figures, id, span.start, span.end, text))?;
            }
        }
        table.flush()
    }

    /// How a passage begins at one place, in one line.
    fn beginning(&mut self, Occurrence { document, span }: Occurrence) -> io::Result<String> {
        // No character takes more than four bytes; wide white space is made one blank.
        let bytes = span.len().min(8 * SHOWN);
        let mut begun = vec![0; bytes];
        let file = self.file.get_mut();
        file.seek(SeekFrom::Start(self.starts[document as usize] + u64::from(span.start)))?;
        file.read_exact(&mut begun)?;
        let words: Vec<&str> =
            begun.utf8_chunks().map(|chunk| chunk.valid()).flat_map(str::split_whitespace).collect();
        Ok(words.join(" ").chars().take(SHOWN).collect())
    }
}
