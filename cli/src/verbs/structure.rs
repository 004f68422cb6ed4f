//! `structure`: the parts of each page, one object a document.

use crate::args::Structure as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::Skipped;
use chinhluan::phrase::Families;
use chinhluan::report::{Models, Pipeline, Settings, structure_row};
use chinhluan::segment::Segmenter;
use std::io::{self, BufWriter, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut documents = args.input.inputs().open()?;
    let pipeline =
        Pipeline::new(Models::new(Segmenter::embedded().clone(), Families::embedded())?, Settings::default());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut skipped = Skipped::default();
    pipeline.structures(&mut documents, |found| {
        match found {
            Ok((document, structure, edits)) => {
                serde_json::to_writer(&mut out, &structure_row(&document, &structure, &edits))?;
                out.write_all(b"\n")?;
            }
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    out.flush()?;
    Ok(skipped.conclude())
}
