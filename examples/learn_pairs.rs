//! Learns `models/pairs.bin`, by which suggestions are judged:
//!
//!     cargo run --release --example learn_pairs -- models/pairs.bin open_prose.jsonl.gz vntc_politics.jsonl.gz
//!
//! Every tenth document is left out, for `examples/suggestions.rs` to measure on.

use chinhluan::read::Inputs;
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use chinhluan::tokens::suggest::PairCounter;
use std::io::Write;
use std::path::PathBuf;

/// Pairs seen less often are left out: at 20 the model is a third larger, at 50 false suggestions are a fifth more.
const LEAST: u32 = 30;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut out = std::io::stdout().lock();
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().ok_or("usage: learn_pairs MODEL FILE...")?;
    let (mut forms, mut tokens, mut counter) = (Forms::new(), Tokens::default(), PairCounter::default());
    let inputs = Inputs { paths: arguments.map(PathBuf::from).collect(), ..Inputs::default() };
    for (number, document) in inputs.open()?.enumerate() {
        if number % 10 != 9 {
            tokens.read(&document?.text, &mut forms);
            counter.add(&tokens, &forms);
        }
    }
    let pairs = counter.finish(LEAST);
    std::fs::write(&model, pairs.to_bytes())?;
    writeln!(out, "{} pairs", pairs.len())?;
    Ok(())
}
