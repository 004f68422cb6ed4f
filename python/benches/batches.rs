//! What `speed.py` holds Python against: the same work on the same texts in Rust, on all cores, results kept.
//!
//! Reads texts as JSON strings, one a line, from the file named; for every line of standard input, which names a task,
//! does it once and writes the seconds.
#![allow(clippy::print_stdout, missing_docs)]

use chinhluan::clean::clean;
use chinhluan::ordered::{Batch, in_order};
use chinhluan::phrase::Families;
use chinhluan::report::{Models, Pipeline, Settings};
use chinhluan::segment::{Buffers, Segmenter};
use chinhluan::{Document, Meta, Place};
use std::convert::Infallible;
use std::hint::black_box;
use std::io::BufRead;
use std::time::Instant;

const BATCH: Batch = Batch { bytes: 8 << 20, items: 4096 };

fn main() {
    let path =
        std::env::args().find(|argument| argument.ends_with(".jsonl")).expect("texts, a JSON string a line");
    let lines = std::fs::read_to_string(path).expect("a file that can be read");
    let texts: Vec<String> =
        lines.lines().map(|line| serde_json::from_str(line).expect("a string")).collect();
    let models = Models::with_embedded_words(Families::embedded()).expect("families that the tests read");
    let pipeline = Pipeline::new(models, Settings::default());
    for task in std::io::stdin().lock().lines() {
        let start = Instant::now();
        match task.expect("UTF-8").as_str() {
            "segment" => segment(&texts),
            _ => phrases(&texts, &pipeline),
        }
        println!("{}", start.elapsed().as_secs_f64());
    }
}

fn segment(texts: &[String]) {
    let segmenter = Segmenter::embedded();
    let workers = (0..rayon::current_num_threads()).map(|_| Buffers::default()).collect();
    let mut found = Vec::with_capacity(texts.len());
    let Ok(_) = in_order(
        &mut texts.iter(),
        BATCH,
        |text| text.len(),
        workers,
        |buffers, text| {
            let cleaned = clean(text);
            let mut words = Vec::new();
            segmenter.segment_into(&cleaned.text, buffers, &mut words);
            words.iter().map(|&word| cleaned.edits.original(word)).collect::<Vec<_>>()
        },
        |words| {
            found.push(words);
            Ok::<_, Infallible>(())
        },
    );
    black_box(found);
}

fn phrases(texts: &[String], pipeline: &Pipeline) {
    let document = |text: &String| Document {
        id: String::new(),
        text: text.clone(),
        meta: Meta::default(),
        place: Place::line("texts", 1),
    };
    let mut found = Vec::with_capacity(texts.len());
    let Ok(()) = pipeline.hits(&mut texts.iter().map(|text| Ok(document(text))), |hits| {
        found.push(hits);
        Ok::<_, Infallible>(())
    });
    black_box(found);
}
