//! Throughput of cleaning and of looking at encodings, on one core.
//!
//!     CHINHLUAN_BENCH=open_prose.jsonl.gz cargo bench --bench clean
//!
//! reads the first 20 MB of text of the given file or folder; without the variable, the demo corpus over and over.
//! `a_from_utf8` and `a_nfc` are the fixed points to compare with.

use chinhluan::clean::clean;
use chinhluan::read::Inputs;
use chinhluan::read::encoding::{guess, looks_sound};
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

const BYTES: usize = 20_000_000;

static NFC: LazyLock<Vec<String>> = LazyLock::new(|| {
    let path = std::env::var("CHINHLUAN_BENCH").unwrap_or_else(|_| "corpora/demo".into());
    let inputs = Inputs { paths: vec![path.into()], ..Inputs::default() };
    let documents = inputs.open().unwrap_or_else(|error| panic!("{error}")).filter_map(Result::ok);
    let (mut texts, mut bytes) = (Vec::new(), 0);
    for document in documents {
        let text = clean(&document.text).text.into_owned();
        bytes += text.len();
        texts.push(text);
        if bytes >= BYTES {
            return texts;
        }
    }
    let times = BYTES.div_ceil(bytes.max(1));
    std::iter::repeat_n(texts, times).flatten().collect()
});

static NFD: LazyLock<Vec<String>> = LazyLock::new(|| NFC.iter().map(|text| text.nfd().collect()).collect());

static MISREAD: LazyLock<Vec<String>> = LazyLock::new(|| {
    NFC.iter().map(|text| encoding_rs::mem::decode_latin1(text.as_bytes()).into_owned()).collect()
});

fn main() {
    divan::main();
}

fn bench(bencher: Bencher, texts: &'static [String], work: impl Fn(&str) -> usize + Sync) {
    bencher
        .counter(BytesCount::new(texts.iter().map(String::len).sum::<usize>()))
        .bench(|| texts.iter().map(|text| work(black_box(text))).sum::<usize>());
}

#[divan::bench(sample_count = 10)]
fn a_from_utf8(bencher: Bencher) {
    bench(bencher, &NFC, |text| usize::from(std::str::from_utf8(text.as_bytes()).is_ok()));
}

#[divan::bench(sample_count = 5)]
fn a_nfc(bencher: Bencher) {
    bench(bencher, &NFD, |text| text.nfc().collect::<String>().len());
}

#[divan::bench(sample_count = 10)]
fn b_clean_nfc(bencher: Bencher) {
    bench(bencher, &NFC, |text| clean(text).text.len());
}

#[divan::bench(sample_count = 10)]
fn c_clean_nfd(bencher: Bencher) {
    bench(bencher, &NFD, |text| clean(text).text.len());
}

#[divan::bench(sample_count = 3)]
fn d_clean_misread(bencher: Bencher) {
    bench(bencher, &MISREAD, |text| clean(text).text.len());
}

#[divan::bench(sample_count = 10)]
fn e_looks_sound(bencher: Bencher) {
    bench(bencher, &NFC, |text| usize::from(looks_sound(text)));
}

#[divan::bench(sample_count = 5)]
fn f_guess(bencher: Bencher) {
    bench(bencher, &NFC, |text| usize::from(guess(text.as_bytes()).misread));
}
