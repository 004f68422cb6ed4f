//! `discover`: recurring phrases, whether a family lists them or not.

use crate::args::{Discover as Args, HitFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{whole, write_jsonl};
use crate::terminal::{Skipped, say, table};
use chinhluan::dedup;
use chinhluan::discover::{Corpus, Discovery, Models, Phrase, propose};
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
        HitFormat::Csv => csv(&phrases)?,
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

const COLUMNS: [&str; 22] = [
    "phrase",
    "words",
    "count",
    "documents",
    "range",
    "dispersion",
    "association",
    "families",
    "score",
    "c_value",
    "g2",
    "p_adjusted",
    "log_dice",
    "t",
    "dp",
    "juilland_d",
    "quoted",
    "joint",
    "capitals",
    "freedom",
    "political",
    "forms",
];

fn csv(phrases: &[Phrase]) -> Outcome<()> {
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(io::stdout().lock());
    out.write_record(COLUMNS).map_err(io::Error::other)?;
    for it in phrases {
        let counts = (&it.phrase, it.words, it.count, it.documents, it.range, it.dispersion, it.association);
        let measures = (it.families.join(";"), it.score, it.c_value, it.g2, it.p_adjusted, it.log_dice, it.t);
        let rest = (it.dp, it.juilland_d, it.quoted, it.joint, it.capitals, it.freedom, it.political);
        let forms = it.forms.join(";");
        out.serialize((counts, measures, rest, forms)).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => Failure::from(error),
            other => Failure::new(format!("cannot write CSV: {other:?}")),
        })?;
    }
    Ok(out.flush()?)
}
