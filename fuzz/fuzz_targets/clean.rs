//! Cleaning: once is enough, NFC and NFD are one text, and the edits make the one text of the other.

#![no_main]

use chinhluan::clean::{Cleaned, clean};
use libfuzzer_sys::fuzz_target;
use unicode_normalization::UnicodeNormalization;

fuzz_target!(|text: &str| {
    let cleaned = clean(text);
    check(text, &cleaned);
    let twice = clean(&cleaned.text);
    assert_eq!(twice.text.escape_unicode().to_string(), cleaned.text.escape_unicode().to_string());
    assert!(twice.edits.is_empty());
    for form in [text.nfc().collect::<String>(), text.nfd().collect()] {
        assert_eq!(clean(&form).text, cleaned.text);
    }
});

fn check(text: &str, cleaned: &Cleaned) {
    let Cleaned { text: after, edits } = cleaned;
    let (mut rebuilt, mut done) = (String::new(), 0);
    for edit in edits.as_slice() {
        assert!(!edit.original.is_empty());
        rebuilt.push_str(&text[done as usize..edit.original.start as usize]);
        assert_eq!(rebuilt.len(), edit.cleaned.start as usize);
        rebuilt.push_str(edit.cleaned.of(after));
        done = edit.original.end;
        assert_eq!(edits.original(edit.cleaned).end, edit.original.end);
        assert_eq!(edits.cleaned(edit.original), edit.cleaned);
    }
    rebuilt.push_str(&text[done as usize..]);
    assert_eq!(rebuilt, *after);
}
