//! Our stages, one after the other in this process, on one thread.

use super::sample::Sample;
use crate::failure::Outcome;
use chinhluan::clean::clean;
use chinhluan::phrase::{Families, MatchScratch, Matcher};
use chinhluan::segment::{Scratch, Segmenter, write_underscored};
use chinhluan::syllable::{Forms, Kind};
use chinhluan::tokens::Tokens;
use std::hint::black_box;
use std::time::{Duration, Instant};
use unicode_segmentation::UnicodeSegmentation;

/// The names, in the order in which they are run. The first two are fixed points: what the same machine makes of the
/// same text with the standard library and with the word bounds of Unicode alone.
const NAMES: [&str; 7] = [
    "std::str::from_utf8",
    "unicode_words, no segmentation",
    "clean",
    "tokens",
    "words",
    "writing words",
    "phrases",
];

pub struct Stages<'a> {
    segmenter: &'a Segmenter,
    matcher: Matcher,
    forms: Forms,
    tokens: Tokens,
    words: Vec<u32>,
    scratch: Scratch,
    times: [Vec<Duration>; NAMES.len()],
    syllables: usize,
}

impl<'a> Stages<'a> {
    pub fn new(sample: &Sample, segmenter: &'a Segmenter) -> Outcome<Self> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        let matcher = Matcher::new(&Families::embedded(), &mut forms)?;
        tokens.read(&sample.text, &mut forms);
        let spoken = |index: &usize| matches!(tokens.form(*index, &forms).kind, Kind::Syllable | Kind::Word);
        let syllables = (0..tokens.len()).filter(spoken).count();
        Ok(Self {
            segmenter,
            matcher,
            forms,
            tokens,
            words: Vec::new(),
            scratch: Scratch::default(),
            times: Default::default(),
            syllables,
        })
    }

    pub fn syllables(&self) -> usize {
        self.syllables
    }

    pub fn run(&mut self, sample: &Sample) {
        let Self { segmenter, matcher, forms, tokens, words, scratch, times, .. } = self;
        let text = sample.text.as_str();
        let mut next = times.iter_mut();
        let mut time = |work: &mut dyn FnMut()| {
            let start = Instant::now();
            work();
            if let Some(times) = next.next() {
                times.push(start.elapsed());
            }
        };
        time(&mut || {
            let _ = black_box(std::str::from_utf8(black_box(text.as_bytes())));
        });
        time(&mut || {
            black_box(text.unicode_words().count());
        });
        time(&mut || {
            black_box(clean(black_box(text)));
        });
        time(&mut || tokens.read(text, forms));
        time(&mut || segmenter.segment_tokens(tokens, forms, scratch, words));
        time(&mut || {
            let mut out = Vec::new();
            write_underscored(text, tokens, words, &mut out);
            black_box(out);
        });
        let (mut matching, mut hits) = (MatchScratch::default(), Vec::new());
        time(&mut || matcher.find(text, tokens, forms, &mut matching, &mut hits));
    }

    /// Drops what was measured so far.
    pub fn forget(&mut self) {
        self.times.iter_mut().for_each(Vec::clear);
    }

    pub fn times(&self) -> impl Iterator<Item = (&'static str, &[Duration])> {
        NAMES.into_iter().zip(self.times.iter().map(Vec::as_slice))
    }
}
