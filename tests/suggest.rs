//! Suggestions on cases kept as data.

use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use chinhluan::tokens::suggest::{LIKELY, PairCounter, Pairs, SURE, Suggester};
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    /// Suggested with a score of `LIKELY` or more, and whether it is `SURE`.
    found: Vec<(String, String, bool)>,
}

fn read(text: &str) -> (Tokens, Forms) {
    let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
    tokens.read(text, &mut forms);
    (tokens, forms)
}

#[test]
fn cases() {
    let cases: Cases = toml::from_str(include_str!("data/suggest.toml")).unwrap();
    let mut names = BTreeSet::new();
    for Case { name, text, found: expected } in cases.case {
        assert!(names.insert(name.clone()), "two cases are called {name}");
        let (tokens, forms) = read(&text);
        let suggestions = Suggester::embedded().suggest(&tokens, &forms, LIKELY);
        let found: Vec<(String, String, bool)> = suggestions
            .iter()
            .map(|found| (found.span.of(&text).to_owned(), found.text.clone(), found.score >= SURE))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn pairs_are_what_was_counted() {
    let (tokens, forms) = read("học tập, học tập và làm theo. học tập");
    let mut counter = PairCounter::default();
    for _ in 0..2 {
        counter.add(&tokens, &forms);
    }
    assert_eq!(counter.clone().finish(1).len(), 4);
    // `học tập` stands six times, `tập và`, `và làm`, `làm theo` twice; no pair goes over a mark.
    assert_eq!(counter.clone().finish(3).len(), 1);
    assert!(counter.finish(7).is_empty());
}

#[test]
fn a_broken_model_is_none() {
    let whole = include_bytes!("../models/pairs.bin");
    let pairs = Pairs::from_bytes(whole).unwrap();
    assert_eq!(pairs.to_bytes(), whole);
    for len in [0, 7, 8, 11, 5_000, whole.len() - 1] {
        assert_eq!(Pairs::from_bytes(&whole[..len]), None, "{len}");
    }
    assert_eq!(Pairs::from_bytes(&[whole.as_slice(), b"x"].concat()), None);
}

#[test]
fn one_mark_away_goes_both_ways() {
    for spelled in ["búc", "đâu", "nguyên", "tuổi", "dân", "ở", "khuya"] {
        let syllable = chinhluan::syllable::Syllable::parse(spelled).unwrap();
        let others: Vec<_> = syllable.one_mark_away().collect();
        assert!(!others.contains(&syllable));
        assert!(others.iter().all(|other| other.one_mark_away().any(|back| back == syllable)), "{spelled}");
        let tones = others
            .iter()
            .filter(|other| other.rime() == syllable.rime() && other.onset() == syllable.onset());
        let stopped = syllable.rime().ends_with('c');
        assert_eq!(tones.count(), if stopped { 1 } else { 5 }, "{spelled}");
    }
}

proptest! {
    #[test]
    fn suggestions_are_in_order_and_inside(text in "\\PC*|((búc|xúc|chiến|đâu|cácgia|đình|học tâp|12|Xã)[ ,.]{1,2}){0,20}") {
        let (tokens, forms) = read(&text);
        let mut last = 0;
        for found in Suggester::embedded().suggest(&tokens, &forms, 0.0) {
            prop_assert!(found.span.start >= last && found.span.end > found.span.start);
            prop_assert_ne!(found.span.of(&text), found.text.as_str());
            last = found.span.end;
        }
    }
}
