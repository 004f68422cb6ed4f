//! `vectors`: weighted terms of documents as a matrix, with the terms of its columns and the documents of its rows.

use crate::args::{
    MatrixFormat, Norm as NormName, Terms as TermArgs, Unit as UnitName, Vectors as Args, Weights,
};
use crate::failure::{Completeness, Failure, Outcome};
use crate::matrix::{write_heaviest, write_mtx, write_npy, write_npz};
use crate::models;
use crate::output::{Folder, Plan};
use crate::shard::{self, Run};
use crate::terminal::{Bar, Skipped, say, say_noticed};
use chinhluan::counts::Counts;
use chinhluan::read::Inputs;
use chinhluan::report::{Manifest, Models, Pipeline, Settings, Terms, Unit, Words, write_weights};
use chinhluan::shard::Shards;
use chinhluan::tfidf::{Bm25, Bm25Formula, Frequency, Norm, TfIdf, TruncatedSvd, Vectors};
use serde::Serialize;
use std::io::Write;
use std::time::Instant;

/// What the manifest says of a matrix.
#[derive(Serialize)]
struct Weighed {
    terms: Terms,
    tfidf: TfIdf,
    #[serde(skip_serializing_if = "Option::is_none")]
    bm25: Option<Bm25>,
    #[serde(skip_serializing_if = "Option::is_none")]
    svd: Option<TruncatedSvd>,
}

pub fn run(args: &Args) -> Outcome<Completeness> {
    let started = Instant::now();
    models::use_threads(&args.input)?;
    let settings = settings(args)?;
    let part = args.sharing.part;
    let mut documents = Inputs { output: Some(args.out.clone()), part, ..args.input.inputs() }.open()?;
    let folder = Folder::of_run(&args.out, plan(args))?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    let model = model.resource();
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, Settings::default());
    if let Some(part) = part {
        let run = Run::this(Some(model), Some(gazetteer))?;
        return shard::make(part, Some(&args.out), &run, &mut documents, |documents, shard| {
            shard.words(&pipeline, documents)
        });
    }
    let bar = Bar::new();
    let words = pipeline.words(&mut documents, &settings.terms, |progress| bar.update(progress));
    bar.clear();
    say_noticed(&documents.noticed());
    let manifest = Manifest::of("vectors", settings, model, gazetteer, &documents);
    write(args, &folder, &words, Manifest { seconds: started.elapsed().as_secs_f64(), ..manifest })
}

/// As [`run`], of the shards of `run`.
pub fn merge(args: &Args, shards: &mut Shards, run: &Run) -> Outcome<Completeness> {
    let started = Instant::now();
    let settings = settings(args)?;
    let folder = Folder::of_run(&args.out, plan(args))?;
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    run.check_families(&gazetteer)?;
    let pipeline = Pipeline::new(Models::with_embedded_words(families)?, Settings::default());
    let bar = Bar::new();
    let words = pipeline.words_merged(shards, &settings.terms, |progress| bar.update(progress));
    bar.clear();
    say_noticed(&shards.provenance().noticed);
    let manifest = Manifest::of("vectors", settings, run.model()?, gazetteer, shards.provenance().clone());
    write(args, &folder, &words?, Manifest { seconds: started.elapsed().as_secs_f64(), ..manifest })
}

fn plan(args: &Args) -> Plan {
    let matrix = match args.format {
        MatrixFormat::Mtx => "tfidf.mtx",
        MatrixFormat::Npz => "tfidf.npz",
        MatrixFormat::Jsonl => "tfidf.jsonl",
        MatrixFormat::Parquet => "tfidf.parquet",
    };
    Plan::of("vectors", [matrix, "lsa.npy", "vocabulary.txt", "documents.txt"])
        .reading(args.input.paths())
        .reading(args.models.paths())
        .reading(args.gazetteer.paths())
        .reading(args.terms.stop_words.iter().chain(&args.terms.vocabulary))
}

/// Writes the files, and the manifest with what is known of the words.
fn write(args: &Args, folder: &Folder, words: &Words, manifest: Manifest<Weighed>) -> Outcome<Completeness> {
    let settings = &manifest.settings;
    let tfidf = TfIdf { vocabulary: words.vocabulary.clone(), ..settings.tfidf.clone() };
    let (columns, vectors) = weigh(&words.counts, &tfidf, settings.bm25)?;
    let labels: Vec<&str> = columns.iter().map(|&term| words.labels[term as usize].as_str()).collect();
    if vectors.columns() == 0 {
        say("no term is left: the matrix has no column");
    }
    let projected = match settings.svd {
        Some(svd) => Some(svd.fit(&vectors)?.transform(&vectors)),
        None => None,
    };

    match args.format {
        MatrixFormat::Mtx => folder.file("tfidf.mtx", |to| write_mtx(&vectors, to))?,
        MatrixFormat::Npz => folder.file("tfidf.npz", |to| write_npz(&vectors, to))?,
        MatrixFormat::Jsonl => folder
            .file("tfidf.jsonl", |to| write_heaviest(&vectors, &words.documents, &labels, args.top, to))?,
        MatrixFormat::Parquet => {
            folder.file("tfidf.parquet", |to| write_weights(words, &columns, &vectors, to))?;
        }
    }
    if let Some(projected) = projected {
        let shape = projected.shape().iter().map(|&length| length as u64).collect::<Vec<_>>();
        folder.file("lsa.npy", |to| write_npy(&shape, projected.iter().copied(), to))?;
    }
    folder.file("vocabulary.txt", |to| labels.iter().try_for_each(|label| writeln!(to, "{label}")))?;
    folder.file("documents.txt", |to| {
        words.documents.iter().try_for_each(|id| writeln!(to, "{}", one_line(id)))
    })?;
    let manifest = Manifest {
        documents: words.documents.len(),
        skipped: words.skipped.clone(),
        lists: words.lists.clone(),
        ..manifest
    };
    folder.manifest(&manifest)?;
    let mut skipped = Skipped::default();
    words.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    Ok(skipped.conclude())
}

/// The columns' terms, and the weights.
fn weigh(counts: &Counts, tfidf: &TfIdf, bm25: Option<Bm25>) -> Outcome<(Vec<u32>, Vectors)> {
    let fitted = tfidf.fit(counts)?;
    let vectors = match bm25 {
        None => fitted.transform(counts),
        Some(bm25) => bm25.fit(counts).transform(counts).with_only(fitted.terms()),
    };
    Ok((fitted.terms().to_vec(), vectors))
}

fn settings(args: &Args) -> Outcome<Weighed> {
    let norm = match (args.norm, args.weights) {
        (Some(NormName::L1), _) => Norm::L1,
        (Some(NormName::L2), _) | (None, Weights::Tfidf) => Norm::L2,
        (Some(NormName::None), _) | (None, _) => Norm::None,
    };
    let is_bm25 = matches!(args.weights, Weights::Bm25 | Weights::Bm25Robertson);
    let of_tfidf = [
        (args.norm.is_some(), "--norm"),
        (args.sublinear_tf, "--sublinear-tf"),
        (args.binary, "--binary"),
        (args.no_idf, "--no-idf"),
        (args.no_smooth_idf, "--no-smooth-idf"),
    ];
    if let Some((_, option)) = of_tfidf.into_iter().find(|&(is_given, _)| is_given && is_bm25) {
        return Err(Failure::new(format!("{option} says nothing of BM25, which has a formula of its own")));
    }
    let tfidf = TfIdf {
        sublinear_tf: args.sublinear_tf,
        binary: args.binary,
        use_idf: !args.no_idf,
        smooth_idf: !args.no_smooth_idf,
        norm,
        ..frequencies(&args.terms)?
    };
    let bm25 = |formula| Some(Bm25 { formula, ..Bm25::default() });
    let (tfidf, bm25) = match args.weights {
        Weights::Tfidf => (tfidf, None),
        Weights::Counts => (TfIdf { use_idf: false, ..tfidf }, None),
        Weights::Bm25 => (tfidf, bm25(Bm25Formula::Lucene)),
        Weights::Bm25Robertson => (tfidf, bm25(Bm25Formula::Robertson)),
    };
    let svd =
        args.svd.map(|components| TruncatedSvd { components, seed: args.seed, ..TruncatedSvd::default() });
    Ok(Weighed { terms: terms(&args.terms)?, tfidf, bm25, svd })
}

fn terms(args: &TermArgs) -> Outcome<Terms> {
    let unit = match args.unit {
        UnitName::Words => Unit::Words,
        UnitName::Syllables => Unit::Syllables,
        UnitName::Families => Unit::Families,
    };
    let terms = Terms {
        unit,
        ngram_range: args.ngram_range.parse()?,
        stop_words: args.stop_words.as_deref().map(models::list).transpose()?.unwrap_or_default(),
        vocabulary: args.vocabulary.as_deref().map(models::list).transpose()?,
    };
    terms.check()?;
    Ok(terms)
}

fn frequencies(args: &TermArgs) -> Outcome<TfIdf> {
    let frequency = |name: &str, given: &str| match given.parse::<u32>() {
        Ok(count) => Ok(Frequency::Documents(count)),
        Err(_) => given.parse().map(Frequency::Share).map_err(|_| {
            Failure::new(format!("--{name} {given}: neither a number of documents (2) nor a share (0.01)"))
        }),
    };
    Ok(TfIdf {
        min_df: frequency("min-df", &args.min_df)?,
        max_df: frequency("max-df", &args.max_df)?,
        max_features: args.max_features,
        ..TfIdf::default()
    })
}

/// An id without line breaks, so that line and row keep step.
fn one_line(id: &str) -> String {
    id.replace(['\n', '\r'], " ")
}
