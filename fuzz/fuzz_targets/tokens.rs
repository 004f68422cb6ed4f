//! Tokens: in order, disjoint, nothing left out but white space and controls; sentences hold every token.

#![no_main]

use chinhluan::syllable::{Forms, Syllable, ToneStyle, scan};
use chinhluan::tokens::Tokens;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let mut done = 0;
    scan(text, |start, end, _| {
        assert!(start < end);
        assert!(text[done..start].chars().all(is_blank), "{:?}", &text[done..start]);
        if let Some(syllable) = Syllable::parse(&text[start..end]) {
            assert_eq!(Syllable::parse(&syllable.spell(ToneStyle::Old)), Some(syllable));
        }
        done = end;
    });
    assert!(text[done..].chars().all(is_blank));

    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    let mut next = 0;
    for sentence in tokens.sentences() {
        assert!(sentence.start == next && !sentence.is_empty());
        tokens.span(sentence.clone(), &forms).of(text);
        next = sentence.end;
    }
    assert_eq!(next, tokens.len());
});
