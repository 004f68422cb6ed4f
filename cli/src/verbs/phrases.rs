//! `phrases`: hits of the phrase families, as they are found.

use crate::args::{HitFormat, Phrases as Args};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::{Skipped, table};
use chinhluan::report::{HitRow, Models, Pipeline, Settings};
use chinhluan::segment::Segmenter;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut documents = args.input.inputs().open()?;
    let (families, _) = models::families(&args.gazetteer)?;
    let pipeline = Pipeline::new(Models::new(Segmenter::embedded(), families)?, Settings::default());
    let format = args.format.unwrap_or(match io::stdout().is_terminal() {
        true => HitFormat::Table,
        false => HitFormat::Jsonl,
    });
    let mut writer = Writer::new(format)?;
    let mut skipped = Skipped::default();
    pipeline.hits(&mut documents, |hits| {
        match hits {
            Ok(hits) => writer.write(hits)?,
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    writer.finish()?;
    Ok(skipped.conclude())
}

enum Writer {
    Jsonl(BufWriter<StdoutLock<'static>>),
    Csv(Box<csv::Writer<StdoutLock<'static>>>),
    Table(Vec<HitRow>),
}

const COLUMNS: [&str; 13] = [
    "document",
    "family",
    "variant",
    "surface",
    "start",
    "end",
    "region",
    "repeated",
    "flags",
    "nested_in",
    "date",
    "source",
    "cluster",
];

impl Writer {
    fn new(format: HitFormat) -> Outcome<Self> {
        let out = io::stdout().lock();
        Ok(match format {
            HitFormat::Jsonl => Self::Jsonl(BufWriter::new(out)),
            HitFormat::Csv => {
                let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
                writer.write_record(COLUMNS).map_err(io::Error::other)?;
                Self::Csv(Box::new(writer))
            }
            HitFormat::Table => Self::Table(Vec::new()),
        })
    }

    fn write(&mut self, hits: Vec<HitRow>) -> Outcome<()> {
        match self {
            Self::Jsonl(out) => {
                for hit in hits {
                    serde_json::to_writer(&mut *out, &hit)?;
                    out.write_all(b"\n")?;
                }
            }
            Self::Csv(writer) => {
                for hit in hits {
                    let place = (&hit.document, &hit.family, &hit.variant, &hit.surface, hit.start, hit.end);
                    let said =
                        (hit.region.name(), hit.repeated, hit.flags.join(";"), hit.nested_in.join(";"));
                    writer
                        .serialize((place, said, &hit.date, &hit.source, hit.cluster))
                        .map_err(csv_failure)?;
                }
            }
            Self::Table(rows) => rows.extend(hits),
        }
        Ok(())
    }

    fn finish(self) -> Outcome<()> {
        match self {
            Self::Jsonl(mut out) => out.flush()?,
            Self::Csv(mut writer) => writer.flush()?,
            Self::Table(hits) => {
                let rows = hits.into_iter().map(|hit| {
                    let printed = if hit.repeated { "twice" } else { "" };
                    vec![
                        hit.document,
                        hit.family,
                        hit.surface,
                        hit.region.name().to_owned(),
                        printed.to_owned(),
                    ]
                });
                let header = ["Document", "Family", "As written", "Region", "Printed"];
                writeln!(io::stdout(), "{}", table(&header, rows))?;
            }
        }
        Ok(())
    }
}

fn csv_failure(error: csv::Error) -> Failure {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        other => Failure::new(format!("cannot write CSV: {other:?}")),
    }
}
