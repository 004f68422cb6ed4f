//! `evaluate`: precision, recall and F1 of a segmentation, with a bootstrap interval; what it gets wrong; how it
//! compares with another.

use crate::args::Evaluate as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::table;
use chinhluan::segment::errors::{Fault, Matter, Mistake, mistakes};
use chinhluan::segment::score::{Scores, plain};
use chinhluan::segment::{Scratch, write_underscored};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Resamples of the bootstrap: the ends of a 95 % interval are then steady in the second decimal.
const RESAMPLES: u32 = 2000;
const LEVEL: f64 = 0.95;

pub fn run(args: &Args) -> Outcome<Completeness> {
    let gold = models::text(&args.gold)?;
    let predicted = match &args.predicted {
        Some(path) => models::text(path)?,
        None => ours(&gold, args)?,
    };
    let scores = scores(&args.gold, &gold, args.predicted.as_deref(), &predicted)?;
    let total = scores.total();
    let (low, high) = scores.f1_interval(LEVEL, RESAMPLES, args.seed);
    let mut out = io::stdout().lock();
    writeln!(out, "precision          {:.2}", 100.0 * total.precision())?;
    writeln!(out, "recall             {:.2}", 100.0 * total.recall())?;
    writeln!(out, "F1                 {:.2}", 100.0 * total.f1())?;
    writeln!(out, "95% interval of F1 {:.2} to {:.2}", 100.0 * low, 100.0 * high)?;
    writeln!(out, "sentences right    {:.2}", 100.0 * total.sentence_accuracy())?;
    writeln!(out, "words in gold      {}", total.gold)?;
    writeln!(out, "words predicted    {}", total.predicted)?;
    writeln!(out, "words right        {}", total.correct)?;
    if let Some(path) = &args.against {
        let other = self::scores(&args.gold, &gold, Some(path), &models::text(path)?)?;
        let difference = scores.difference(&other, LEVEL, RESAMPLES, args.seed)?;
        writeln!(out, "F1 of the other    {:.2}", 100.0 * other.total().f1())?;
        writeln!(out, "difference         {:+.2}", 100.0 * difference.f1)?;
        writeln!(
            out,
            "95% interval of it {:+.2} to {:+.2}",
            100.0 * difference.low,
            100.0 * difference.high
        )?;
        writeln!(out, "p (two-sided)      {:.4}", difference.p)?;
    }
    if let Some(count) = args.errors {
        write_errors(&mistakes(&gold, &predicted), count, &mut out)?;
    }
    Ok(Completeness::All)
}

/// What is wrong with a text is said of its file, where it has one.
fn scores(gold: &Path, right: &str, predicted: Option<&Path>, words: &str) -> Outcome<Scores> {
    Scores::of(right.as_bytes(), words.as_bytes()).map_err(|error| {
        let error = models::named(error, "gold", &gold.display().to_string());
        let predicted = predicted.map_or("predicted".into(), |path| path.display().to_string());
        models::named(error, "predicted", &predicted).into()
    })
}

fn write_errors(mistakes: &[Mistake], count: usize, out: &mut impl Write) -> io::Result<()> {
    let mut kinds: BTreeMap<(Fault, Matter), u64> = BTreeMap::new();
    for mistake in mistakes {
        *kinds.entry((mistake.fault, mistake.matter)).or_default() += mistake.count;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let rows = kinds.into_iter().map(|((fault, matter), count)| {
        vec![count.to_string(), words_of(fault).to_owned(), kind_of(matter).to_owned()]
    });
    writeln!(out, "\n{}", table(&[" Errors", "What happened", "To"], rows))?;
    let rows = mistakes.iter().take(count).map(|mistake| {
        vec![
            mistake.count.to_string(),
            words_of(mistake.fault).to_owned(),
            mistake.gold.clone(),
            mistake.predicted.clone(),
        ]
    });
    writeln!(out, "\n{}", table(&[" Errors", "What happened", "Gold", "Predicted"], rows))
}

fn words_of(fault: Fault) -> &'static str {
    match fault {
        Fault::Joined => "joined",
        Fault::Parted => "parted",
        Fault::Crossed => "crossed",
    }
}

fn kind_of(matter: Matter) -> &'static str {
    match matter {
        Matter::Number => "numbers",
        Matter::Name => "names",
        Matter::Mark => "words with marks",
        Matter::Word => "words",
    }
}

/// Our segmentation of the gold text, line by line as it is parted.
fn ours(gold: &str, args: &Args) -> Outcome<String> {
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (mut forms, mut tokens, mut scratch) = (Forms::new(), Tokens::default(), Scratch::default());
    let (mut words, mut predicted) = (Vec::new(), Vec::new());
    for line in gold.lines() {
        let line = plain(line);
        tokens.read(&line, &mut forms);
        segmenter.segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        write_underscored(&line, &tokens, &words, &mut predicted);
        predicted.push(b'\n');
    }
    String::from_utf8(predicted).map_err(|error| Failure::new(error.to_string()))
}
