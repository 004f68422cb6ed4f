//! `vectors`: TF-IDF as Matrix Market, with the words of its columns and the documents of its rows.

use crate::args::Vectors as Args;
use crate::failure::{Completeness, Outcome};
use crate::models;
use crate::output::Folder;
use crate::terminal::{Bar, Skipped};
use chinhluan::read::Inputs;
use chinhluan::report::{Manifest, Models, Pipeline, Settings};
use chinhluan::tfidf::{Frequency, TfIdf};
use std::io::Write;
use std::time::Instant;

pub fn run(args: &Args) -> Outcome<Completeness> {
    let started = Instant::now();
    models::use_threads(&args.input)?;
    let mut documents = Inputs { output: Some(args.out.clone()), ..args.input.inputs() }.open()?;
    let folder = Folder::prepare(&args.out)?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    let (families, gazetteer) = models::families(&crate::args::Gazetteer::default())?;
    let settings = TfIdf {
        min_df: Frequency::Documents(args.min_df),
        max_df: Frequency::Share(args.max_df),
        max_features: args.max_features,
        sublinear_tf: args.sublinear_tf,
        ..TfIdf::default()
    };
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, Settings::default());
    let bar = Bar::new();
    let words = pipeline.words(&mut documents, |progress| bar.update(progress));
    bar.clear();
    let fitted = settings.fit(&words.counts)?;
    let vectors = fitted.transform(&words.counts);

    folder.file("tfidf.mtx", |to| {
        writeln!(to, "%%MatrixMarket matrix coordinate real general")?;
        writeln!(to, "% rows: documents.txt, columns: vocabulary.txt, numbered from 1")?;
        writeln!(to, "{} {} {}", vectors.documents(), vectors.columns(), vectors.stored())?;
        for row in 0..vectors.documents() {
            for (column, weight) in vectors.row(row) {
                writeln!(to, "{} {} {weight}", row + 1, column + 1)?;
            }
        }
        Ok(())
    })?;
    folder.file("vocabulary.txt", |to| {
        fitted.terms().iter().try_for_each(|&term| writeln!(to, "{}", words.labels[term as usize]))
    })?;
    folder.file("documents.txt", |to| {
        words.documents.iter().try_for_each(|id| writeln!(to, "{}", one_line(id)))
    })?;
    let manifest = Manifest {
        documents: words.documents.len(),
        skipped: words.skipped.clone(),
        lists: words.lists.clone(),
        seconds: started.elapsed().as_secs_f64(),
        ..Manifest::of("vectors", settings, model, gazetteer, &documents)
    };
    folder.manifest(&manifest)?;
    let mut skipped = Skipped::default();
    words.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    Ok(skipped.conclude())
}

/// An id without line breaks, so that line and row keep step.
fn one_line(id: &str) -> String {
    id.replace(['\n', '\r'], " ")
}
