//! Throughput of every stage on one core.
//!
//!     CHINHLUAN_BENCH=open_prose.jsonl.gz cargo bench --bench stages
//!
//! reads the first 20 MB of text of the given file or folder; without the variable, the demo corpus over and over.
//! `unicode_words` and `from_utf8` are the fixed points to compare with: figures of different machines, or of
//! different hours on a shared one, say nothing beside each other.

use chinhluan::clean::clean;
use chinhluan::counts::{Counts, Vocabulary};
use chinhluan::dedup::{self, Sketch, relate};
use chinhluan::phrase::{Families, MatchScratch, Matcher};
use chinhluan::read::Inputs;
use chinhluan::report::{Models, Pipeline, Settings, Terms};
use chinhluan::segment::{Scratch, Segmenter};
use chinhluan::syllable::Forms;
use chinhluan::tfidf::TfIdf;
use chinhluan::tokens::Tokens;
use chinhluan::{Document, article};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use std::sync::LazyLock;
use unicode_segmentation::UnicodeSegmentation;

/// So that `max alloc` says how much memory a stage takes besides what it is given.
#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const BYTES: usize = 20_000_000;

static DOCUMENTS: LazyLock<Vec<Document>> = LazyLock::new(|| {
    let path = std::env::var("CHINHLUAN_BENCH").unwrap_or_else(|_| "corpora/demo".into());
    let read = || {
        let inputs = Inputs { paths: vec![path.clone().into()], ..Inputs::default() };
        inputs.open().unwrap_or_else(|error| panic!("{error}")).filter_map(Result::ok).collect::<Vec<_>>()
    };
    let (mut documents, mut bytes) = (Vec::new(), 0);
    for document in read().into_iter().cycle() {
        if bytes >= BYTES {
            break;
        }
        bytes += document.text.len();
        documents.push(document);
    }
    documents
});

static TOKENS: LazyLock<(Forms, Vec<Tokens>)> = LazyLock::new(|| {
    let mut forms = MATCHER.1.clone();
    let read = |document: &Document| {
        let mut tokens = Tokens::default();
        tokens.read(&document.text, &mut forms);
        tokens
    };
    let tokens = DOCUMENTS.iter().map(read).collect();
    (forms, tokens)
});

static MATCHER: LazyLock<(Matcher, Forms)> = LazyLock::new(|| {
    let mut forms = Forms::new();
    let matcher = Matcher::new(&Families::embedded(), &mut forms).unwrap_or_else(|error| panic!("{error}"));
    (matcher, forms)
});

static SEGMENTER: LazyLock<&Segmenter> = LazyLock::new(Segmenter::embedded);

fn main() {
    divan::main();
}

fn all_bytes() -> BytesCount {
    BytesCount::new(DOCUMENTS.iter().map(|document| document.text.len()).sum::<usize>())
}

#[divan::bench(sample_count = 10)]
fn a_from_utf8(bencher: Bencher) {
    let texts: Vec<&[u8]> = DOCUMENTS.iter().map(|document| document.text.as_bytes()).collect();
    bencher
        .counter(all_bytes())
        .bench(|| texts.iter().filter(|text| std::str::from_utf8(text).is_ok()).count());
}

#[divan::bench(sample_count = 5)]
fn a_unicode_words(bencher: Bencher) {
    bencher
        .counter(all_bytes())
        .bench(|| DOCUMENTS.iter().map(|document| document.text.unicode_words().count()).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn b_clean(bencher: Bencher) {
    bencher.counter(all_bytes()).bench(|| {
        DOCUMENTS.iter().map(|document| black_box(clean(&document.text)).text.len()).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn c_tokens_and_intern(bencher: Bencher) {
    let mut tokens = Tokens::default();
    let mut forms = MATCHER.1.clone();
    bencher.counter(all_bytes()).bench_local(|| {
        DOCUMENTS
            .iter()
            .map(|document| {
                tokens.read(&document.text, &mut forms);
                tokens.len()
            })
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn d_structure(bencher: Bencher) {
    let (forms, tokens) = &*TOKENS;
    bencher.counter(all_bytes()).bench(|| {
        let lines = |(document, tokens): (&Document, &Tokens)| {
            article::structure(&document.text, &document.meta, tokens, forms).lines.len()
        };
        DOCUMENTS.iter().zip(tokens).map(lines).sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn e_segment(bencher: Bencher) {
    let (forms, tokens) = &*TOKENS;
    let (mut scratch, mut words) = (Scratch::default(), Vec::new());
    bencher.counter(all_bytes()).bench_local(|| {
        tokens
            .iter()
            .map(|tokens| {
                SEGMENTER.segment_tokens(tokens, forms, &mut scratch, &mut words);
                words.len()
            })
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn f_match(bencher: Bencher) {
    let (forms, tokens) = &*TOKENS;
    let (mut scratch, mut hits) = (MatchScratch::default(), Vec::new());
    bencher.counter(all_bytes()).bench_local(|| {
        DOCUMENTS
            .iter()
            .zip(tokens)
            .map(|(document, tokens)| {
                MATCHER.0.find(&document.text, tokens, forms, &mut scratch, &mut hits);
                hits.len()
            })
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 10)]
fn g_fingerprint(bencher: Bencher) {
    let (forms, tokens) = &*TOKENS;
    bencher.counter(all_bytes()).bench(|| {
        let sketch =
            |(document, tokens): (&Document, &Tokens)| Sketch::of(&document.text, tokens, forms).len();
        DOCUMENTS.iter().zip(tokens).map(sketch).sum::<usize>()
    });
}

#[divan::bench(sample_count = 5)]
fn h_relate(bencher: Bencher) {
    let (forms, tokens) = &*TOKENS;
    let sketch = |(document, tokens): (&Document, &Tokens)| Sketch::of(&document.text, tokens, forms);
    let sketches: Vec<Sketch> = DOCUMENTS.iter().zip(tokens).map(sketch).collect();
    bencher.counter(all_bytes()).bench(|| relate(&sketches, &dedup::Settings::default()).relations.len());
}

/// From words, as forms, to rows of counts.
#[divan::bench(sample_count = 5)]
fn i_count(bencher: Bencher) {
    LazyLock::force(&WORDS);
    bencher.counter(all_bytes()).bench(|| counts().documents());
}

#[divan::bench(sample_count = 10)]
fn j_tfidf(bencher: Bencher) {
    let counts = counts();
    bencher.counter(all_bytes()).bench(|| {
        let fitted = TfIdf::default().fit(&counts).unwrap_or_else(|error| panic!("{error}"));
        fitted.transform(&counts).stored()
    });
}

/// Both together: from words, as forms, to TF-IDF. Of `max alloc` the matrix itself is 12 bytes a weight.
#[divan::bench(sample_count = 5)]
fn k_words_to_tfidf(bencher: Bencher) {
    LazyLock::force(&WORDS);
    bencher.counter(all_bytes()).bench(|| {
        let counts = counts();
        let fitted = TfIdf::default().fit(&counts).unwrap_or_else(|error| panic!("{error}"));
        fitted.transform(&counts).stored()
    });
}

/// Everything that is done to a document on its own, from its text to its row of counts, on one thread.
#[divan::bench(sample_count = 5)]
fn z_all_of_a_document(bencher: Bencher) {
    let models =
        Models::new(Segmenter::embedded(), Families::embedded()).unwrap_or_else(|error| panic!("{error}"));
    let pipeline = Pipeline::new(models, Settings::default());
    let one =
        rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap_or_else(|error| panic!("{error}"));
    bencher.counter(all_bytes()).with_inputs(|| DOCUMENTS.clone()).bench_values(|documents| {
        one.install(|| {
            pipeline.words(&mut documents.into_iter().map(Ok), &Terms::default(), |_| ()).documents.len()
        })
    });
}

/// Where the words of each document begin, in tokens.
static WORDS: LazyLock<Vec<Vec<u32>>> = LazyLock::new(|| {
    let (forms, tokens) = &*TOKENS;
    let mut scratch = Scratch::default();
    let words = |tokens: &Tokens| {
        let mut words = Vec::new();
        SEGMENTER.segment_tokens(tokens, forms, &mut scratch, &mut words);
        words
    };
    tokens.iter().map(words).collect()
});

fn counts() -> Counts {
    let (forms, tokens) = &*TOKENS;
    let (mut vocabulary, mut counts) = (Vocabulary::default(), Counts::default());
    let mut terms = Vec::new();
    for (tokens, words) in tokens.iter().zip(&*WORDS) {
        let ends = words.iter().skip(1).copied().chain([tokens.len() as u32]);
        let word =
            |(&start, end): (&u32, u32)| vocabulary.count(&tokens.forms[start as usize..end as usize], forms);
        terms.clear();
        terms.extend(words.iter().zip(ends).filter_map(word));
        counts.push(&mut terms);
    }
    counts
}
