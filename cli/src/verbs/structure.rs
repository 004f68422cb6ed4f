//! `structure`: the parts of each page, one object a document.

use crate::args::Structure as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::Skipped;
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::report::{Models, Pipeline, ReadPage, Settings, StructureRow, structure_row};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};

/// A row that waits until all pages of its site were seen.
#[derive(Serialize, Deserialize)]
struct Held<'a> {
    site: Cow<'a, str>,
    row: StructureRow<'a>,
    edges: Edges,
}

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut documents = args.input.inputs().open()?;
    let pipeline = Pipeline::new(Models::with_embedded_words(models::no_families()?)?, Settings::default());
    let unwritable = |error: io::Error| Failure::new(format!("cannot write a temporary file: {error}"));
    // Rows wait on disk: standard input cannot be read twice, and memory need not hold a crawl.
    let mut held = BufWriter::new(tempfile::tempfile().map_err(unwritable)?);
    let mut boilerplate = Boilerplate::default();
    let mut skipped = Skipped::default();
    pipeline.structures(&mut documents, |found| {
        match found {
            Ok(ReadPage { document, structure, edges, edits }) => {
                let site = Cow::Borrowed(site(&document));
                boilerplate.learn(&site, &edges);
                let row = structure_row(&document, &structure, &edits);
                serde_json::to_writer(&mut held, &Held { site, row, edges })?;
                held.write_all(b"\n").map_err(unwritable)?;
            }
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    let held = held.into_inner().map_err(|error| unwritable(error.into_error()))?;
    write(held, &boilerplate)?;
    Ok(skipped.conclude())
}

fn write(mut held: File, boilerplate: &Boilerplate) -> Outcome<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    held.rewind()?;
    for line in BufReader::new(held).lines() {
        let Held { site, mut row, edges } = serde_json::from_str(&line?)?;
        if let Some(settled) = boilerplate.settle(&site, &edges) {
            row.settle(settled);
        }
        serde_json::to_writer(&mut out, &row)?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(())
}
