//! `discover`: recurring phrases, whether a family lists them or not.

use crate::args::{Discover as Args, HitFormat};
use crate::failure::{Completeness, Outcome};
use crate::models;
use crate::output::{whole, write_jsonl};
use crate::terminal::{Skipped, say, table};
use chinhluan::dedup;
use chinhluan::discover::{Corpus, Discovery, Models, Phrase, propose};
use chinhluan::report::{Export, Report, outputs};
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
    let phrases = settings.find(&corpus)?;
    if let Some(path) = &args.propose {
        let proposed = propose(&phrases);
        whole(path, |to| to.write_all(proposed.as_bytes()))?;
    }
    let format = HitFormat::or_usual(args.format);
    match format {
        HitFormat::Jsonl => write_jsonl(&phrases)?,
        HitFormat::Csv => csv(phrases)?,
        HitFormat::Table => {
            say(&format!(
                "{} syllables in {} articles of {} sources, without {} copies",
                corpus.syllables(),
                corpus.documents(),
                corpus.sources(),
                corpus.copies
            ));
            let header =
                ["Phrase", " Words", " Count", " Articles", " Sources", " DPnorm", " NPMI", "Families"];
            writeln!(io::stdout(), "{}", table(&header, phrases.iter().map(row)))?;
        }
    }
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
        phrase.families.join(" "),
    ]
}

/// The table that a report has too.
fn csv(phrases: Vec<Phrase>) -> Outcome<()> {
    let report = Report { discovered: phrases, ..Report::default() };
    let table = outputs(&Export::default()).into_iter().find(|output| output.file_name() == "discovered.csv");
    let mut out = io::stdout().lock();
    table.map_or(Ok(()), |table| table.write(&report, &mut out))?;
    Ok(out.flush()?)
}
