//! `structure`: the parts of each page, one object a document.

use crate::args::Structure as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::write_jsonl;
use crate::shard::{self, Run};
use crate::terminal::{Skipped, say_noticed};
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::read::Inputs;
use chinhluan::report::{Models, Pipeline, ReadPage, Settings, StructureRow, structure_row};
use chinhluan::shard::Shards;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// A row that waits until all pages of its site were seen.
#[derive(Serialize, Deserialize)]
struct Held<'a> {
    site: Cow<'a, str>,
    row: StructureRow<'a>,
    edges: Cow<'a, Edges>,
}

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let part = args.sharing.part;
    let mut documents = Inputs { part, ..args.input.inputs() }.open()?;
    let pipeline = Pipeline::new(Models::with_embedded_words(models::no_families()?)?, Settings::default());
    let row = |ReadPage { document, structure, edges, edits }: &ReadPage| {
        let site = Cow::Borrowed(site(document));
        let row = structure_row(document, structure, edits);
        serde_json::to_vec(&Held { site, row, edges: Cow::Borrowed(edges) }).map_err(Failure::of_json)
    };
    if let Some(part) = part {
        let run = Run::this(None, None)?;
        return shard::make(part, None, &run, &mut documents, |documents, shard| {
            pipeline.structures(documents, |found| {
                shard.note(match found {
                    Ok(page) => Ok(row(&page)?),
                    Err(error) => Err(error),
                })
            })
        });
    }
    let (mut waiting, mut skipped) = (Waiting::new()?, Skipped::default());
    pipeline.structures(&mut documents, |found| match found {
        Ok(page) => waiting.add(site(&page.document), &page.edges, &row(&page)?),
        Err(error) => {
            skipped.name(&error);
            Ok(())
        }
    })?;
    waiting.write()?;
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// As [`run`], of shards.
pub fn merge(shards: &mut Shards) -> Outcome<Completeness> {
    let (mut waiting, mut skipped) = (Waiting::new()?, Skipped::default());
    shard::each(shards, &mut skipped, |row: Vec<u8>| {
        let Held { site, edges, .. } = serde_json::from_slice(&row).map_err(Failure::of_json)?;
        waiting.add(&site, &edges, &row)
    })?;
    waiting.write()?;
    say_noticed(&shards.provenance().noticed);
    Ok(skipped.conclude())
}

/// Rows wait on disk: standard input cannot be read twice, and memory need not hold a crawl.
struct Waiting {
    rows: BufWriter<File>,
    boilerplate: Boilerplate,
}

impl Waiting {
    fn new() -> Outcome<Self> {
        let rows = BufWriter::new(tempfile::tempfile().map_err(Failure::of_temporary)?);
        Ok(Self { rows, boilerplate: Boilerplate::default() })
    }

    fn add(&mut self, site: &str, edges: &Edges, row: &[u8]) -> Outcome<()> {
        self.boilerplate.learn(site, edges);
        self.rows.write_all(row).map_err(Failure::of_temporary)?;
        self.rows.write_all(b"\n").map_err(Failure::of_temporary)
    }

    fn write(self) -> Outcome<()> {
        let rows = self.rows.into_inner().map_err(|error| Failure::of_temporary(error.into_error()))?;
        let mut rows = BufReader::new(rows);
        rows.rewind().map_err(Failure::of_temporary)?;
        let mut out = BufWriter::new(io::stdout().lock());
        for line in rows.lines() {
            let line = line.map_err(Failure::of_temporary)?;
            let Held { site, mut row, edges } = serde_json::from_str(&line).map_err(Failure::of_json)?;
            if let Some(settled) = self.boilerplate.settle(&site, &edges) {
                row.settle(settled);
            }
            write_jsonl(&[row], &mut out).map_err(Failure::of_stdout)?;
        }
        out.flush().map_err(Failure::of_stdout)
    }
}
