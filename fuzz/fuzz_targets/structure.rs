//! Article structure: every line has a place, every span lies in the text.

#![no_main]

use chinhluan::Meta;
use chinhluan::article::structure;
use chinhluan::clean::clean;
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let cleaned = clean(text);
    let text = &*cleaned.text;
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    let page = structure(text, &Meta::default(), &tokens, &forms);
    let mut done = 0;
    for line in &page.lines {
        assert!(done <= line.span.start);
        line.span.of(text);
        done = line.span.end;
        for repeat in &line.repeats {
            assert!(line.span.contains(repeat.here) && page.lines[repeat.line].span.contains(repeat.there));
            assert!(!repeat.here.of(text).is_empty() && !repeat.there.of(text).is_empty());
        }
    }
    let spans = [page.title, page.lead, page.byline, page.source_credit];
    for span in spans.into_iter().flatten().chain(page.repeated_spans().iter().copied()) {
        span.of(text);
    }
    for at in 0..text.len() {
        page.is_repeated(at as u32);
        page.region(at as u32);
    }
});
