//! `evaluate`: precision, recall and F1 of a segmentation, with a bootstrap interval.

use crate::args::Evaluate as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use chinhluan::segment::score::{Scores, plain};
use chinhluan::segment::{Scratch, write_underscored};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Resamples of the bootstrap: the ends of a 95 % interval are then steady in the second decimal.
const RESAMPLES: u32 = 2000;

pub fn run(args: &Args) -> Outcome<Completeness> {
    let gold = text(&args.gold)?;
    let predicted = match &args.predicted {
        Some(path) => text(path)?,
        None => ours(&gold, args)?,
    };
    let scores = Scores::of(gold.as_bytes(), predicted.as_bytes())?;
    let total = scores.total();
    let (low, high) = scores.f1_interval(0.95, RESAMPLES, args.seed);
    let mut out = io::stdout().lock();
    writeln!(out, "precision          {:.2}", 100.0 * total.precision())?;
    writeln!(out, "recall             {:.2}", 100.0 * total.recall())?;
    writeln!(out, "F1                 {:.2}", 100.0 * total.f1())?;
    writeln!(out, "95% interval of F1 {:.2} to {:.2}", 100.0 * low, 100.0 * high)?;
    writeln!(out, "sentences right    {:.2}", 100.0 * total.sentence_accuracy())?;
    writeln!(out, "words in gold      {}", total.gold)?;
    writeln!(out, "words predicted    {}", total.predicted)?;
    writeln!(out, "words right        {}", total.correct)?;
    Ok(Completeness::All)
}

/// Our segmentation of the gold text, line by line as it is parted.
fn ours(gold: &str, args: &Args) -> Outcome<String> {
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (mut forms, mut tokens, mut scratch) = (Forms::new(), Tokens::default(), Scratch::default());
    let (mut words, mut predicted) = (Vec::new(), String::new());
    for line in gold.lines() {
        let line = plain(line);
        tokens.read(&line, &mut forms);
        segmenter.segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        write_underscored(&line, &tokens, &forms, &words, &mut predicted);
        predicted.push('\n');
    }
    Ok(predicted)
}

fn text(path: &Path) -> Outcome<String> {
    fs::read_to_string(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}
