//! From raw text to hits on one core, with the embedded families and with 5,000 variants made by lot.
//!
//!     CHINHLUAN_BENCH=open_prose.jsonl.gz cargo bench --bench phrases
//!
//! reads the first 20 MB of text of the given file or folder; without the variable, the demo corpus over and over.
//! Half of the variants are runs of three to eight syllables of that text, half are such runs with their syllables
//! shuffled: so that many begin to match, and some do. `FAMILIES=FILE` also writes them there, for `--families`.

use chinhluan::phrase::{Families, Hit, MatchScratch, Matcher};
use chinhluan::read::Inputs;
use chinhluan::syllable::{Forms, Kind};
use chinhluan::tokens::Tokens;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::LazyLock;

const BYTES: usize = 20_000_000;
const VARIANTS: usize = 5_000;

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = std::env::var("CHINHLUAN_BENCH").unwrap_or_else(|_| "corpora/demo".into());
    let inputs = Inputs { paths: vec![path.into()], ..Inputs::default() };
    let documents = inputs.open().unwrap_or_else(|error| panic!("{error}"));
    let (mut texts, mut bytes) = (Vec::new(), 0);
    // A long collection is not read to its end; a short one is read again and again.
    for document in documents.filter_map(Result::ok) {
        bytes += document.text.len();
        texts.push(document.text);
        if bytes >= BYTES {
            return texts;
        }
    }
    let once = texts.len();
    for at in 0.. {
        if bytes >= BYTES {
            break;
        }
        bytes += texts[at % once].len();
        texts.push(texts[at % once].clone());
    }
    texts
});

/// Families of ten variants each, seeded.
static MADE: LazyLock<Families> = LazyLock::new(|| {
    let mut random = rand_chacha::ChaCha8Rng::seed_from_u64(1);
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    let mut variants = BTreeSet::new();
    while variants.len() < VARIANTS {
        let text = &TEXTS[random.random_range(0..TEXTS.len())];
        tokens.read(text, &mut forms);
        let length = random.random_range(3..=8);
        if tokens.len() <= length {
            continue;
        }
        let first = random.random_range(0..tokens.len() - length);
        let run = first..first + length;
        if run.clone().all(|at| tokens.form(at, &forms).kind == Kind::Syllable) {
            let mut words: Vec<&str> = run.map(|at| forms.surface(tokens.forms[at])).collect();
            if variants.len() % 2 == 1 {
                words.shuffle(&mut random);
            }
            let words = words.join(" ").to_lowercase();
            let ends_with_and =
                words.split(' ').next() == Some("và") || words.split(' ').next_back() == Some("và");
            if !ends_with_and {
                variants.insert(words);
            }
        }
    }
    let mut toml = String::new();
    let variants: Vec<String> = variants.into_iter().collect();
    for (number, variants) in variants.chunks(10).enumerate() {
        // Rust's own quoting writes combining marks in a way that TOML does not read; syllables have no quotes.
        let variants = variants.join("\", \"");
        let _ = writeln!(
            toml,
            "[[family]]\nid = \"f{number}\"\nname = \"f\"\nkind = \"slogan\"\nvariants = [\"{variants}\"]\n"
        );
    }
    if let Ok(file) = std::env::var("FAMILIES") {
        std::fs::write(&file, &toml).unwrap_or_else(|error| panic!("{file}: {error}"));
    }
    Families::read(&toml, "made").unwrap_or_else(|error| panic!("{error}"))
});

fn main() {
    divan::main();
}

fn all_bytes() -> BytesCount {
    BytesCount::new(TEXTS.iter().map(String::len).sum::<usize>())
}

struct Finder {
    matcher: Matcher,
    forms: Forms,
    tokens: Tokens,
    scratch: MatchScratch,
    hits: Vec<Hit>,
}

impl Finder {
    fn new(families: &Families) -> Self {
        let mut forms = Forms::new();
        let matcher = Matcher::new(families, &mut forms).unwrap_or_else(|error| panic!("{error}"));
        Self { matcher, forms, tokens: Tokens::default(), scratch: MatchScratch::default(), hits: Vec::new() }
    }

    fn hits(&mut self, text: &str) -> usize {
        self.tokens.read(text, &mut self.forms);
        self.matcher.find(text, &self.tokens, &self.forms, &mut self.scratch, &mut self.hits);
        self.hits.len()
    }
}

fn raw_to_hits(bencher: Bencher, families: &Families) {
    // A first pass outside the measure would have all words interned already: each run begins anew.
    bencher
        .counter(all_bytes())
        .with_inputs(|| Finder::new(families))
        .bench_values(|mut finder| TEXTS.iter().map(|text| finder.hits(black_box(text))).sum::<usize>());
}

#[divan::bench(sample_count = 7)]
fn embedded(bencher: Bencher) {
    raw_to_hits(bencher, &Families::embedded());
}

#[divan::bench(sample_count = 7)]
fn five_thousand_variants(bencher: Bencher) {
    raw_to_hits(bencher, &MADE);
}

#[divan::bench(sample_count = 7)]
fn tokens_alone(bencher: Bencher) {
    bencher.counter(all_bytes()).with_inputs(|| (Forms::new(), Tokens::default())).bench_values(
        |(mut forms, mut tokens)| {
            for text in TEXTS.iter() {
                tokens.read(black_box(text), &mut forms);
            }
            tokens.len()
        },
    );
}

#[divan::bench(sample_count = 3)]
fn compile_five_thousand(bencher: Bencher) {
    bencher.bench(|| Finder::new(black_box(&MADE)).hits("xã"));
}
