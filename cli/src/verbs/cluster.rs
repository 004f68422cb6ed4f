//! `cluster`: topics, one object a document.

use crate::args::{Cluster as Args, Gazetteer};
use crate::failure::{Completeness, Outcome};
use crate::models;
use crate::output::Folder;
use crate::terminal::{Bar, Skipped};
use chinhluan::read::Inputs;
use chinhluan::report::{Export, Models, Pipeline, Report, Settings, outputs};
use serde_json::json;
use std::io::{self, BufWriter, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut documents = Inputs { output: args.out.clone(), ..args.input.inputs() }.open()?;
    let folder = args.out.as_deref().map(Folder::prepare).transpose()?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (families, _) = models::families(&Gazetteer::default())?;
    let settings = Settings { topics: args.topics, seed: args.seed, ..Settings::default() };
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, settings);
    let bar = Bar::new();
    let finished = pipeline.run(&mut documents, |progress| bar.update(progress));
    bar.clear();
    let report = finished?.report;

    match &folder {
        None => assignments(&report, &mut BufWriter::new(io::stdout().lock()))?,
        Some(folder) => {
            folder.file("clusters.jsonl", |to| assignments(&report, to))?;
            for output in outputs(&Export::default())
                .into_iter()
                .filter(|output| output.file_name() == "cluster_labels.csv")
            {
                folder.file("labels.csv", |to| output.write(&report, to))?;
            }
        }
    }
    let mut skipped = Skipped::default();
    report.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    Ok(skipped.conclude())
}

fn assignments(report: &Report, to: &mut impl Write) -> io::Result<()> {
    for row in &report.documents {
        let assigned = json!({
            "document": row.document, "cluster": row.cluster, "similarity": row.similarity, "copy_of": row.copy_of,
        });
        serde_json::to_writer(&mut *to, &assigned)?;
        to.write_all(b"\n")?;
    }
    to.flush()
}
