//! `keyness`: what one collection says more often than another.

use crate::args::{HitFormat, Keyness as Args};
use crate::failure::{Completeness, Outcome};
use crate::models::{self, Comparison};
use crate::output::{to_stdout, whole, write_jsonl};
use crate::terminal::{Skipped, say, say_noticed, table};
use chinhluan::dedup;
use chinhluan::discover::{Corpus, Key, Keyness, Models, Reference};
use chinhluan::read::Inputs;
use std::io::{self, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    // Keyness is of words and phrases, listed or not.
    let models = Models::new(segmenter, models::no_families()?)?;
    let mut skipped = Skipped::default();
    let mut read = |inputs: Inputs| -> Outcome<Corpus> {
        let mut documents = inputs.open()?;
        let corpus = Corpus::read(&mut documents, &models, &dedup::Settings::default())?;
        corpus.skipped.iter().for_each(|reason| skipped.name_reason(reason));
        say_noticed(&documents.noticed());
        Ok(corpus)
    };
    if let Some(path) = &args.save_reference {
        let inputs = args.input.inputs();
        let name = args.reference_name.clone().unwrap_or_else(|| models::name_of(&inputs.paths));
        let reference = Reference::of(&read(inputs)?, &name)?;
        whole(path, |to| to.write_all(&reference.to_bytes()))?;
        say(&format!(
            "wrote {}: {} words and phrases that stand {} times or more in {} syllables",
            path.display(),
            reference.len(),
            reference.least(),
            reference.syllables()
        ));
        return Ok(skipped.conclude());
    }
    let settings = Keyness { min_documents: args.min_documents, top: args.top, ..Keyness::default() };
    let reference = models::reference(&args.reference)?;
    let target = read(args.input.inputs())?;
    let keys = match reference {
        Comparison::Counts(reference) => settings.compare_with(&target, &reference)?,
        Comparison::Articles(paths) => settings.compare(&target, &read(args.input.others(paths))?)?,
    };
    if keys.is_empty() {
        say(&nothing(target.documents(), args.min_documents));
    }
    let format = HitFormat::or_usual(args.format);
    match format {
        HitFormat::Jsonl => to_stdout(|out| write_jsonl(&keys, out))?,
        HitFormat::Csv => to_stdout(|out| csv(&keys, out))?,
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
            to_stdout(|out| writeln!(out, "{}", table(&header, keys.iter().map(row))))?;
        }
    }
    Ok(skipped.conclude())
}

/// Why the list is empty.
fn nothing(documents: usize, min_documents: u32) -> String {
    match documents < min_documents as usize {
        true => format!(
            "nothing stands in {min_documents} articles: there are {documents}; ask for fewer (--min-documents)"
        ),
        false => format!(
            "nothing that stands in {min_documents} articles (--min-documents) is surely more frequent than in the reference"
        ),
    }
}

fn row(key: &Key) -> Vec<String> {
    let two = |value: f64| format!("{value:.2}");
    vec![
        key.phrase.clone(),
        key.target.to_string(),
        format!("{}{}", if key.is_bound { "≤ " } else { "" }, key.reference),
        format!("{}{:.2}", if key.is_bound { "≥ " } else { "" }, key.log_ratio),
        format!("{:.2} to {:.2}", key.low, key.high),
        format!("{:.1}", key.g2),
        key.documents.to_string(),
        key.dispersion.map_or_else(String::new, two),
    ]
}

/// The fields of a [`Key`]: there is a header where there is no row, too.
const COLUMNS: [&str; 15] = [
    "phrase",
    "words",
    "target",
    "reference",
    "target_per_million",
    "reference_per_million",
    "is_bound",
    "log_ratio",
    "low",
    "high",
    "g2",
    "p_adjusted",
    "documents",
    "range",
    "dispersion",
];

fn csv(keys: &[Key], to: &mut impl Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(to);
    out.write_record(COLUMNS)?;
    keys.iter().try_for_each(|key| out.serialize(key))?;
    out.flush()
}
