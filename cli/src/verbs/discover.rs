//! `discover`: recurring phrases, whether a family lists them or not.

use crate::args::{Discover as Args, HitFormat};
use crate::failure::{Completeness, Outcome};
use crate::models::{self, Comparison};
use crate::output::{to_stdout, whole, write_jsonl};
use crate::terminal::{Skipped, say, say_noticed, table};
use chinhluan::dedup;
use chinhluan::discover::{Contrast, Corpus, Discovery, Models, Phrase, Reference, propose};
use chinhluan::report::{Export, Report, outputs};
use std::borrow::Cow;
use std::io::{self, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let mut documents = args.input.inputs().open()?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (families, _) = models::families(&args.gazetteer)?;
    let models = Models::new(segmenter, families)?;
    let corpus = Corpus::read(&mut documents, &models, &dedup::Settings::default())?;
    let mut skipped = Skipped::default();
    corpus.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    let settings =
        Discovery { min_documents: args.min_documents, max_syllables: args.max_syllables, top: args.top };
    let reference = match models::reference(&args.reference)? {
        Comparison::Counts(reference) => reference,
        Comparison::Articles(paths) => {
            let mut articles = args.input.others(paths).open()?;
            let corpus = Corpus::read(&mut articles, &models, &dedup::Settings::default())?;
            corpus.skipped.iter().for_each(|reason| skipped.name_reason(reason));
            say_noticed(&articles.noticed());
            Cow::Owned(Reference::of(&corpus, &models::name_of(paths))?)
        }
    };
    let phrases = settings.find(&corpus, &reference)?;
    if let Some(path) = &args.propose {
        let proposed = propose(&phrases);
        whole(path, |to| to.write_all(proposed.as_bytes()))?;
    }
    let format = HitFormat::or_usual(args.format);
    match format {
        HitFormat::Jsonl => to_stdout(|out| write_jsonl(&phrases, out))?,
        HitFormat::Csv => to_stdout(|out| csv(phrases, out))?,
        HitFormat::Table => {
            say(&format!(
                "{} syllables in {} articles of {} sources, without {} copies; Log Ratio: beside {} syllables of {}",
                corpus.syllables(),
                corpus.documents(),
                corpus.sources(),
                corpus.copies,
                reference.syllables(),
                reference.name()
            ));
            let header = [
                "Phrase",
                " Words",
                " Count",
                " Articles",
                " Sources",
                " DPnorm",
                " NPMI",
                " Log Ratio",
                "Families",
            ];
            to_stdout(|out| writeln!(out, "{}", table(&header, phrases.iter().map(row))))?;
        }
    }
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

fn row(phrase: &Phrase) -> Vec<String> {
    let two = |value: f64| format!("{value:.2}");
    vec![
        phrase.phrase.clone(),
        phrase.words.to_string(),
        phrase.count.to_string(),
        phrase.documents.to_string(),
        phrase.range.to_string(),
        phrase.dispersion.map_or_else(String::new, two),
        two(phrase.association),
        phrase.contrast.as_ref().map_or_else(String::new, ratio),
        phrase.families.join(" "),
    ]
}

/// The ratio; the least it can be where the reference does not say.
fn ratio(contrast: &Contrast) -> String {
    format!("{}{:.2}", if contrast.is_bound { "≥ " } else { "" }, contrast.log_ratio)
}

/// The table that a report has too.
fn csv(phrases: Vec<Phrase>, to: &mut impl Write) -> io::Result<()> {
    let report = Report { discovered: phrases, ..Report::default() };
    let table = outputs(&Export::default()).into_iter().find(|output| output.file_name() == "discovered.csv");
    table.map_or(Ok(()), |table| table.write(&report, to))
}
