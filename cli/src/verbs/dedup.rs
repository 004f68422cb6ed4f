//! `dedup`: which articles repeat which others.

use super::archive;
use crate::args::{Dedup as Args, RelationFormat};
use crate::failure::{Completeness, Outcome};
use crate::models;
use crate::terminal::Skipped;
use chinhluan::dedup::{Duplicates, relate};
use chinhluan::phrase::Families;
use chinhluan::report::{Export, Models, Pipeline, Report, Settings, duplicate_rows, outputs};
use std::io::{self, BufWriter, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    if let Some(out) = &args.out {
        return archive::run(args, out);
    }
    let mut documents = args.input.inputs().open()?;
    let settings = Settings::default();
    let mut skipped = Skipped::default();
    let (ids, sketches) = pipeline(&settings)?.sketches(&mut documents, |error| skipped.name(error));
    let duplicates = relate(&sketches, &settings.duplicates);

    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        RelationFormat::Pairs => {
            for relation in duplicates.relations.iter().filter(|relation| relation.kind.is_copy()) {
                writeln!(out, "{} {}", ids[relation.a as usize], ids[relation.b as usize])?;
            }
        }
        RelationFormat::Csv => write_relations(&duplicates, &ids, &mut out)?,
    }
    out.flush()?;
    Ok(skipped.conclude())
}

/// The part of the main job that looks for copies.
pub fn pipeline(settings: &Settings) -> Outcome<Pipeline> {
    Ok(Pipeline::new(Models::with_embedded_words(Families::embedded())?, settings.clone()))
}

/// The table of relations.
pub fn write_relations(duplicates: &Duplicates, ids: &[String], to: &mut dyn Write) -> io::Result<()> {
    let report = Report { duplicates: duplicate_rows(duplicates, ids), ..Report::default() };
    let table = outputs(&Export::default()).into_iter().find(|output| output.file_name() == "duplicates.csv");
    table.map_or(Ok(()), |table| table.write(&report, to))
}
