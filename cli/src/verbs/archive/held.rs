//! Records that wait on disk until it is known which of them are kept.

use super::page::Page;
use crate::args::{Dedup as Args, Strip};
use crate::failure::{Failure, Outcome};
use crate::terminal::Skipped;
use crate::verbs::dedup::Seen;
use crate::verbs::passages::{Texts, no_sentences};
use chinhluan::archive::{self, Claim};
use chinhluan::article::{Boilerplate, Edges};
use chinhluan::dedup::Sketches;
use chinhluan::report::ReadPage;
use chinhluan::{LeftOut, Place};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// A record that waits until it is known whether it is kept.
#[derive(Serialize, Deserialize)]
struct Held<'a> {
    #[serde(borrow)]
    record: &'a RawValue,
    /// What is needed to strip it, where that is wanted.
    page: Option<Page>,
}

/// A record of an archive, as it waits.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// [`Held`] as JSON.
    held: String,
    /// The site of a page that may be stripped, and what is to be learned of it.
    learned: Option<(String, Edges)>,
}

/// All that was read, and what is known of it.
pub struct Read {
    held: BufWriter<File>,
    boilerplate: Boilerplate,
    pub ids: Vec<String>,
    pub claims: Vec<Claim>,
    pub sketches: Sketches,
    /// Where passages are asked for.
    pub texts: Option<Texts>,
    pub skipped: Skipped,
    pub left_out: Vec<Left>,
}

/// What could not be used, and how many records came before it: a row of `skipped.jsonl`.
#[derive(Serialize, Deserialize)]
pub struct Left {
    pub after: usize,
    path: String,
    line: Option<u64>,
    reason: String,
    /// The record as it was written, where it could be read.
    pub record: Option<String>,
}

impl Record {
    pub fn of(args: &Args, page: &ReadPage) -> Outcome<Self> {
        let record = archive::Record::of(&page.document);
        let page = args.strip.map(|_| Page::of(args, &record, page));
        let learned = page.as_ref().and_then(Page::learned);
        let record = serde_json::from_str(record.line()).map_err(Failure::of_json)?;
        let held = serde_json::to_string(&Held { record, page }).map_err(Failure::of_json)?;
        Ok(Self { held, learned })
    }
}

impl Left {
    pub fn in_words(&self) -> String {
        let place = Place { path: self.path.clone(), line: self.line };
        format!("{place}: {}", self.reason)
    }
}

impl Read {
    pub fn nothing(args: &Args) -> Outcome<Self> {
        Ok(Self {
            held: BufWriter::new(tempfile::tempfile().map_err(Failure::of_temporary)?),
            boilerplate: Boilerplate::default(),
            ids: Vec::new(),
            claims: Vec::new(),
            sketches: Sketches::default(),
            texts: if args.passages { Some(Texts::new()?) } else { None },
            skipped: Skipped::default(),
            left_out: Vec::new(),
        })
    }

    /// Records wait on disk: standard input cannot be read twice, and memory need not hold a crawl.
    pub fn take(&mut self, seen: Seen) -> Outcome<()> {
        if let Some(texts) = &mut self.texts {
            let (text, sentences) = seen.sentences.ok_or_else(no_sentences)?;
            texts.add(&text, sentences)?;
        }
        self.ids.push(seen.id);
        self.claims.push(seen.claim);
        self.sketches.push(seen.sketch)?;
        let no_record = || Failure::new("the shards hold no records: make them with --out");
        let Record { held, learned } = seen.record.ok_or_else(no_record)?;
        if let Some((site, edges)) = learned {
            self.boilerplate.learn(&site, &edges);
        }
        self.held.write_all(held.as_bytes()).map_err(Failure::of_temporary)?;
        self.held.write_all(b"\n").map_err(Failure::of_temporary)
    }

    pub fn skip(&mut self, left_out: LeftOut) {
        self.skipped.name_reason(&left_out.to_string());
        let LeftOut { place: Place { path, line }, reason, record } = left_out;
        self.left_out.push(Left { after: self.ids.len(), path, line, reason, record });
    }

    pub fn write_left_out(&self, to: &mut impl Write) -> io::Result<()> {
        self.left_out.iter().try_for_each(|left| {
            serde_json::to_writer(&mut *to, left)?;
            to.write_all(b"\n")
        })
    }

    /// Writes the records with the numbers that `wanted` takes, as they were or stripped; says how many could not be stripped.
    pub fn write(
        &mut self,
        to: &mut impl Write,
        strip: Option<Strip>,
        wanted: impl Fn(usize) -> bool,
    ) -> io::Result<usize> {
        let mut unstripped = 0;
        self.held.flush()?;
        self.held.get_mut().rewind()?;
        for (number, line) in BufReader::new(self.held.get_ref()).lines().enumerate() {
            let line = line?;
            if !wanted(number) {
                continue;
            }
            let Held { record, page } = serde_json::from_str(&line)?;
            match (strip, page) {
                (Some(strip), Some(page)) => {
                    unstripped += usize::from(!page.is_as_read);
                    let record = archive::Record::read(record.get()).map_err(io::Error::other)?;
                    writeln!(to, "{}", page.stripped(&self.boilerplate, strip, record).line())?;
                }
                _ => writeln!(to, "{record}")?,
            }
        }
        Ok(unstripped)
    }
}
