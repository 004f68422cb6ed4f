//! Bounds of tokens and sentences on cases kept as data, and what holds on any text.

use chinhluan::syllable::{Forms, Kind, scan};
use chinhluan::tokens::Tokens;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_segmentation::UnicodeSegmentation;

#[derive(Deserialize)]
struct Cases {
    whole: BTreeMap<String, Vec<String>>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    tokens: Vec<String>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("data/tokens.toml")).unwrap()
}

/// The tokens of a text: what the scanner finds, and what a table finds that has seen the text before.
fn tokens(text: &str) -> Vec<(&str, Kind)> {
    let (mut forms, mut scanned) = (Forms::new(), Vec::new());
    scan(text, |start, end, kind| {
        let id = forms.intern(&text[start..end], kind);
        scanned.push((&text[start..end], forms.form(id).kind));
    });
    let (mut forms, mut read) = (Forms::new(), Tokens::default());
    for _ in 0..2 {
        read.read(text, &mut forms);
        let found: Vec<_> = (0..read.len())
            .map(|at| (read.span(at..at + 1, &forms).of(text), read.form(at, &forms).kind))
            .collect();
        assert_eq!(found, scanned, "{text:?}");
    }
    scanned
}

fn surfaces(text: &str) -> Vec<&str> {
    tokens(text).into_iter().map(|(surface, _)| surface).collect()
}

#[test]
fn kept_whole() {
    let kept = cases().whole;
    assert_eq!(kept.len(), 5);
    for (kind, forms) in kept {
        for whole in &forms {
            let kinds: Vec<String> = tokens(whole).iter().map(|(_, kind)| format!("{kind:?}")).collect();
            assert_eq!((surfaces(whole), kinds), (vec![whole.as_str()], vec![kind.clone()]));
            for (before, after) in [("theo ", ", và"), ("(", ") của"), ("số ", " nêu"), ("\n", "\nVề")]
            {
                if kind == "Punctuation" {
                    continue;
                }
                let text = format!("{before}{whole}{after}");
                assert!(surfaces(&text).contains(&whole.as_str()), "{text}");
            }
        }
    }
}

#[test]
fn case_by_case() {
    let mut names = BTreeSet::new();
    for Case { name, text, tokens } in cases().case {
        assert!(names.insert(name.clone()), "two cases are called {name}");
        assert_eq!(surfaces(&text), tokens, "{name}");
    }
}

#[test]
fn stray_blanks_are_no_part_of_the_key() {
    let mut forms = Forms::new();
    for (kind, whole) in [("Code", Kind::Code), ("Number", Kind::Number)] {
        for spaced in cases().whole.remove(kind).unwrap() {
            let tight: String = spaced.chars().filter(|c| !c.is_whitespace()).collect();
            assert_eq!(forms.key_of(&spaced, whole), forms.key_of(&tight, whole), "{spaced}");
        }
    }
}

#[derive(Deserialize)]
struct Texts {
    case: Vec<Text>,
}

#[derive(Deserialize)]
struct Text {
    name: String,
    text: String,
    sentences: Vec<String>,
}

fn sentences(text: &str) -> Vec<String> {
    let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
    tokens.read(text, &mut forms);
    tokens.sentences().map(|range| tokens.span(range, &forms).of(text).to_owned()).collect()
}

#[test]
fn where_sentences_begin() {
    let texts: Texts = toml::from_str(include_str!("data/sentences.toml")).unwrap();
    let mut names = BTreeSet::new();
    for Text { name, text, sentences: expected } in texts.case {
        assert!(names.insert(name.clone()), "two cases are called {name}");
        assert_eq!(sentences(&text), expected, "{name}");
    }
}

/// Text of syllables, foreign words and marks, without what is kept whole.
fn plain_prose() -> impl Strategy<Value = String> {
    let word = "[Đđ]ảng|xã|hội|nghiệp|ở|Ủy|quyết|tâm|hoá|e|Marx|NTM|nghie\u{302}\u{323}p|trường";
    let between = " |, | – | \"|\" |; |: | \\(|\\) |\\? |! |\n|\\. |… |”, |-";
    proptest::string::string_regex(&format!("(({word})({between})){{0,20}}")).unwrap()
}

proptest! {
    /// What a worker has read before must not decide what a token is: else results would depend on threads.
    #[test]
    fn what_was_read_before_makes_no_difference(
        before in "([a-zĐđạệT0-9.,/%@:北😀“”+$<~–-]| ){0,40}",
        text in "([a-zĐđạệT0-9.,/%@:北😀“”+$<~–-]| ){0,40}"
    ) {
        let kinds = |texts: &[&str]| {
            let (mut forms, mut read) = (Forms::new(), Tokens::default());
            texts.iter().for_each(|text| read.read(text, &mut forms));
            (0..read.len()).map(|at| read.form(at, &forms).kind).collect::<Vec<_>>()
        };
        prop_assert_eq!(kinds(&[&before, &text]), kinds(&[&text]));
    }

    #[test]
    fn plain_prose_has_the_words_of_unicode(text in plain_prose()) {
        let words: Vec<&str> = text.split_word_bounds().filter(|word| !word.trim().is_empty()).collect();
        prop_assert_eq!(surfaces(&text), words);
    }

    #[test]
    fn nothing_is_skipped_but_white_space(
        text in "\\PC*|[ a-zĐđạệ0-9.,/%@:\u{300}-\u{323}北😀“”\u{a0}-]{0,60}|([0-9]{1,2}| |CT|QĐ|QH|/|-|–|TW|20|\n|a){0,12}"
    ) {
        let mut last = 0;
        let mut ends = Vec::new();
        scan(&text, |start, end, _| ends.push((start, end)));
        for (start, end) in ends {
            prop_assert!(start < end && start >= last);
            prop_assert!(text[last..start].chars().all(char::is_whitespace), "{:?}", &text[last..start]);
            last = end;
        }
        prop_assert!(text[last..].chars().all(char::is_whitespace));
    }

    #[test]
    fn sentences_hold_every_token_once(text in "([Xx]ã|TP|12|\"|“|”|[.?!]|\\.\\.\\.|-|\\)| |\n){0,30}") {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(&text, &mut forms);
        let held: Vec<usize> = tokens.sentences().flatten().collect();
        prop_assert_eq!(held, (0..tokens.len()).collect::<Vec<_>>());
        prop_assert!(tokens.sentences().all(|sentence| !sentence.is_empty()));
    }

    #[test]
    fn a_table_that_knows_the_words_reads_alike(
        text in "([a-zA-ZĐđạệ]{1,9}[ .,:/@_0-9“”×北\u{a0}\n-]{0,2}){0,12}|([xX]ã[ .:/]{0,3}[Vv]n[. @_-]?){0,6}|\
                 ([0-9]{1,13}[ .,:;/%)\u{a0}\n–…-]{0,3}([0-9]{1,4}|[a-zđCTQĐ/-]{0,4}|…|“)[ ,.]?){0,6}"
    ) {
        // Asserts that a table that knows the words reads the text as the scanner does.
        tokens(&text);
    }
}
