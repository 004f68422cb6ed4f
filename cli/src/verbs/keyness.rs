//! `keyness`: what one collection says more often than another.

use crate::args::{HitFormat, Keyness as Args};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::write_jsonl;
use crate::terminal::{Skipped, table};
use chinhluan::dedup;
use chinhluan::discover::{Corpus, Key, Keyness, Models};
use std::io::{self, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut target = args.input.inputs().open()?;
    let mut reference = args.input.others(&args.reference).open()?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    // Keyness is of words and phrases, listed or not.
    let models = Models::new(segmenter, models::no_families()?)?;
    let duplicates = dedup::Settings::default();
    let target = Corpus::read(&mut target, &models, &duplicates)?;
    let reference = Corpus::read(&mut reference, &models, &duplicates)?;
    let mut skipped = Skipped::default();
    target.skipped.iter().chain(&reference.skipped).for_each(|reason| skipped.name_reason(reason));
    let settings = Keyness { min_documents: args.min_documents, top: args.top, ..Keyness::default() };
    let keys = settings.compare(&target, &reference)?;
    let format = HitFormat::or_usual(args.format);
    match format {
        HitFormat::Jsonl => write_jsonl(&keys)?,
        HitFormat::Csv => csv(&keys)?,
        HitFormat::Table => {
            let header = [
                "Word or phrase",
                " Target",
                " Reference",
                " Log Ratio",
                " 95% interval",
                " G²",
                " Articles",
                " DPnorm",
            ];
            writeln!(io::stdout(), "{}", table(&header, keys.iter().map(row)))?;
        }
    }
    Ok(skipped.conclude())
}

fn row(key: &Key) -> Vec<String> {
    let two = |value: f64| format!("{value:.2}");
    vec![
        key.phrase.clone(),
        key.target.to_string(),
        key.reference.to_string(),
        two(key.log_ratio),
        format!("{:.2} to {:.2}", key.low, key.high),
        format!("{:.1}", key.g2),
        key.documents.to_string(),
        key.dispersion.map_or_else(String::new, two),
    ]
}

fn csv(keys: &[Key]) -> Outcome<()> {
    let mut out = csv::Writer::from_writer(io::stdout().lock());
    for key in keys {
        out.serialize(key).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => Failure::from(error),
            other => Failure::new(format!("cannot write CSV: {other:?}")),
        })?;
    }
    Ok(out.flush()?)
}
