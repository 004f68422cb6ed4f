//! How many suggestions are made in text as it is, and how many planted faults are found:
//!
//!     cargo run --release --example suggestions -- open_prose.jsonl.gz vntc_politics.jsonl.gz
//!
//! Reads every tenth document, which `examples/learn_pairs.rs` left out. One syllable in eighty or so gets another mark
//! (any of those one mark away, by lot), as many are glued to the next one. With `SHOW=20` it prints some of the
//! suggestions that are made where nothing was planted: many are true.

use chinhluan::read::Inputs;
use chinhluan::syllable::{Forms, Kind, Shape, Syllable, ToneStyle};
use chinhluan::tokens::Tokens;
use chinhluan::tokens::suggest::{Fault, LIKELY, SURE, Suggester};
use rand::{Rng, RngExt, SeedableRng};
use std::io::Write;
use std::path::PathBuf;

/// What came out for faults of one kind, with a score that is likely and one that is sure.
#[derive(Clone, Copy, Default)]
struct Tally {
    planted: usize,
    found: [usize; 2],
    unplanted: [usize; 2],
}

const SCORES: [f64; 2] = [LIKELY, SURE];

struct Planted {
    start: usize,
    fault: Fault,
    meant: String,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let show: usize = std::env::var("SHOW").map_or(Ok(0), |show| show.parse())?;
    let suggester = Suggester::embedded();
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    let (mut tallies, mut syllables, mut shown) = ([Tally::default(), Tally::default()], 0, 0);
    let inputs =
        Inputs { paths: std::env::args_os().skip(1).map(PathBuf::from).collect(), ..Inputs::default() };
    for document in inputs.open()?.skip(9).step_by(10) {
        let text = document?.text;
        tokens.read(&text, &mut forms);
        let is_syllable = |&at: &usize| tokens.form(at, &forms).kind == Kind::Syllable;
        syllables += (0..tokens.len()).filter(is_syllable).count() as u32;
        for suggestion in suggester.suggest(&tokens, &forms, LIKELY) {
            let unplanted = &mut tallies[suggestion.fault as usize].unplanted;
            for (unplanted, least) in unplanted.iter_mut().zip(SCORES) {
                *unplanted += usize::from(suggestion.score >= least);
            }
            if shown < show && random.random_ratio(1, 10) {
                shown += 1;
                writeln!(
                    out,
                    "{:.1}\t{} → {}",
                    suggestion.score,
                    suggestion.span.of(&text),
                    suggestion.text
                )?;
            }
        }
        let (faulty, planted) = plant(&text, &tokens, &forms, &mut random);
        tokens.read(&faulty, &mut forms);
        let suggestions = suggester.suggest(&tokens, &forms, LIKELY);
        for Planted { start, fault, meant } in planted {
            let tally = &mut tallies[fault as usize];
            tally.planted += 1;
            let right =
                suggestions.iter().find(|found| found.span.start as usize == start && found.text == meant);
            for (found, least) in tally.found.iter_mut().zip(SCORES) {
                *found += usize::from(right.is_some_and(|right| right.score >= least));
            }
        }
    }
    writeln!(out, "fault\tscore\tsuggestions in 1,000 syllables of the text as it is\tplanted\tfound")?;
    for (name, tally) in ["glued", "mark"].into_iter().zip(tallies) {
        for (at, least) in SCORES.into_iter().enumerate() {
            let unplanted = tally.unplanted[at] as f64 * 1_000.0 / f64::from(syllables);
            let found = tally.found[at] as f64 / tally.planted as f64;
            writeln!(out, "{name}\t{least}\t{unplanted:.3}\t{}\t{found:.3}", tally.planted)?;
        }
    }
    Ok(())
}

/// The text with faults, and what they were.
fn plant(text: &str, tokens: &Tokens, forms: &Forms, random: &mut impl Rng) -> (String, Vec<Planted>) {
    let (mut faulty, mut planted, mut copied) = (String::new(), Vec::new(), 0);
    let mut next = 0;
    for at in 0..tokens.len().saturating_sub(1) {
        let lower = |at: usize| {
            let form = tokens.form(at, forms);
            form.key.syllable().filter(|_| form.shape == Shape::Lower)
        };
        let (span, behind) = (tokens.span(at..at + 1, forms), tokens.span(at + 1..at + 2, forms));
        // Faults stand apart, so that each has whole neighbours.
        let Some(here) = lower(at).filter(|_| at >= next && random.random_ratio(1, 40)) else { continue };
        let (fault, written, meant, end) = if random.random_ratio(1, 2) {
            let others: Vec<Syllable> = here.one_mark_away().collect();
            let other = others[random.random_range(0..others.len())];
            (Fault::Mark, other.spell(ToneStyle::Old), here.spell(ToneStyle::Old), span.end)
        } else if lower(at + 1).is_some() && behind.start == span.end + 1 {
            let (first, second) = (span.of(text), behind.of(text));
            (Fault::Glued, format!("{first}{second}"), format!("{first} {second}"), behind.end)
        } else {
            continue;
        };
        faulty.push_str(&text[copied..span.start as usize]);
        planted.push(Planted { start: faulty.len(), fault, meant });
        faulty.push_str(&written);
        (copied, next) = (end as usize, at + 5);
    }
    faulty.push_str(&text[copied..]);
    (faulty, planted)
}
