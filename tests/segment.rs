//! The segmenter on cases kept as data, and what holds on any text.

use chinhluan::segment::{Buffers, Marked, Scratch, Segmenter, write_underscored};
use chinhluan::span::Span;
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    text: String,
    words: Option<String>,
}

fn underscored(segmenter: &Segmenter, text: &str) -> String {
    let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
    let (mut scratch, mut words, mut out) = (Scratch::default(), Vec::new(), Vec::new());
    tokens.read(text, &mut forms);
    segmenter.segment_tokens(&tokens, &forms, &mut scratch, &mut words);
    write_underscored(text, &tokens, &words, &mut out);
    String::from_utf8(out).unwrap()
}

/// The words of a text, white space inside a word as one `_`.
fn words(text: &str) -> Vec<String> {
    let spans = Segmenter::embedded().segment(text);
    spans.iter().map(|span| span.of(text).split_whitespace().collect::<Vec<_>>().join("_")).collect()
}

fn check_invariants(text: &str) {
    let spans = Segmenter::embedded().segment(text);
    let mut last = 0;
    for &Span { start, end } in &spans {
        let (start, end) = (start as usize, end as usize);
        assert!(last <= start && start < end, "{text:?}");
        assert!(text[last..start].chars().all(char::is_whitespace), "{text:?}");
        last = end;
    }
    assert!(text[last..].chars().all(char::is_whitespace), "{text:?}");
    let out = underscored(Segmenter::embedded(), text);
    let letters =
        |text: &str| -> String { text.chars().filter(|c| *c != '_' && !c.is_whitespace()).collect() };
    assert_eq!(letters(&out), letters(text));
    assert_eq!(out.matches('\n').count(), text.matches('\n').count(), "{text:?}");
}

#[test]
fn cases() {
    let cases: Cases = toml::from_str(include_str!("data/segment.toml")).unwrap();
    let mut names = BTreeSet::new();
    for Case { name, text, words: expected } in cases.case {
        assert!(names.insert(name.clone()), "two cases are called {name}");
        check_invariants(&text);
        if let Some(expected) = expected {
            assert_eq!(words(&text).join(" "), expected, "{name}");
        }
    }
}

#[test]
fn long_input() {
    let address = format!("xem https://baotruongha.vn/{} nhé", "a/".repeat(5_000));
    // One sentence of a million syllables; a bound of words that is never certain; no space at all.
    let line = "nông thôn mới học ".repeat(250_000);
    let overlapping = "học sinh ".repeat(100_000);
    let parted = "ra sức mạnh trở thành công cụ ".repeat(50_000);
    let body = format!("12/QĐ-{}A", "A&".repeat(100_000));
    for text in [
        &line,
        &overlapping,
        &parted,
        &body,
        &address,
        &"ạ".repeat(100_000),
        &"-".repeat(100_000),
        &"😀".repeat(20_000),
        &"đảngbộ".repeat(20_000),
        &"000 85 .".repeat(20_000),
        &"a\u{301}\u{323}".repeat(20_000),
    ] {
        check_invariants(text);
    }
    assert_eq!(words(&address).len(), 3);
}

#[test]
fn a_line_for_a_line() {
    let text = "\nTăng cường kỷ\nluật Đảng.\n\n TP. Hà Nội \r\nxong\n";
    let out = underscored(Segmenter::embedded(), text);
    assert_eq!(out, "\nTăng_cường kỷ\nluật Đảng .\n\nTP. Hà_Nội\nxong\n");
}

#[test]
fn user_words_are_honoured() {
    let text = "Xã An Bình thi đua, Phong trào thi đua “kinh tế - xã hội”.";
    let user = ["phong_trào thi đua", "kinh tế - xã hội", "thi"];
    let segmenter = Segmenter::embedded().clone().with_lexicon(user.into_iter()).unwrap();
    let spans = segmenter.segment(text);
    let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    for word in ["Phong trào thi đua", "kinh tế - xã hội", "thi", "đua"] {
        assert!(words.contains(&word), "{word} in {words:?}");
    }
    for (word, reason) in [(" _ ", "has no token"), ("một\n\nhai", "is more than one sentence")] {
        let error = Segmenter::embedded().clone().with_lexicon([word].into_iter()).unwrap_err();
        assert!(error.to_string().contains(reason), "{error}");
    }
}

#[test]
fn weights_of_user_words_are_weighed() {
    let words = |lexicon: &str, text: &str| {
        let segmenter = Segmenter::embedded().clone().with_lexicon_file(lexicon, "từ.txt").unwrap();
        underscored(&segmenter, text)
    };
    let plain = "Nông_thôn mới ở xã nhà .";
    for (lexicon, expected) in [
        ("", plain),
        ("# nông thôn mới\n\n", plain),
        ("nông thôn mới", "Nông_thôn_mới ở xã nhà ."),
        ("nông thôn mới\t20", "Nông_thôn_mới ở xã nhà ."),
        ("nông_thôn\t-20", "Nông thôn mới ở xã nhà ."),
        ("thôn mới\t0.01", plain),
        ("thôn mới\t0\nXÃ NHÀ\t40", "Nông_thôn mới ở xã_nhà ."),
        // What is always cut out stands above what is weighed.
        ("nông thôn mới\t20\nthôn", "Nông thôn mới ở xã nhà ."),
        // The full stop is no question for weights.
        ("nhà .\t40", plain),
    ] {
        assert_eq!(words(lexicon, "Nông thôn mới ở xã nhà."), expected, "{lexicon:?}");
    }
    for (lexicon, reason) in [
        ("một\n\nhai\tnhiều", "từ.txt:3: the user word `hai` has the weight `nhiều`"),
        ("một\t1e9", "từ.txt:1: the user word `một` has the weight `1e9`"),
        ("một\tNaN", "từ.txt:1:"),
        ("hai\n\t5", "từ.txt:2: the user word `` has no token"),
        ("hai\t", "từ.txt:1: the user word `hai` has the weight ``"),
        ("# một\n _ ", "từ.txt:2: the user word `_` has no token"),
        ("Một. Hai\t3", "is more than one sentence"),
    ] {
        let error =
            Segmenter::embedded().clone().with_lexicon_file(lexicon, "từ.txt").unwrap_err().to_string();
        assert!(error.contains(reason), "{error}");
    }
}

#[test]
fn sentences_do_not_know_of_each_other() {
    // Alone, and among so many others that they are judged in several rounds.
    let sentences = ["Xã đạt chuẩn nông thôn mới.", "Học sinh học sinh học.", "TP. Hà Nội có 30 quận.", "À!"];
    let alone: String = sentences.map(|text| underscored(Segmenter::embedded(), text) + "\n").concat();
    let together = underscored(Segmenter::embedded(), &(sentences.join("\n") + "\n").repeat(300));
    assert_eq!(together, alone.repeat(300));
}

#[test]
fn a_warm_scratch_changes_nothing() {
    let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
    let (mut scratch, mut words) = (Scratch::default(), Vec::new());
    for text in ["Học sinh học sinh học.", "Đảng bộ huyện lãnh đạo.", "", "Học sinh học sinh học."]
    {
        tokens.read(text, &mut forms);
        Segmenter::embedded().segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        let mut out = Vec::new();
        write_underscored(text, &tokens, &words, &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), underscored(Segmenter::embedded(), text));
    }
}

#[test]
fn buffers_change_nothing() {
    let (mut buffers, mut spans) = (Buffers::default(), Vec::new());
    for text in ["Học sinh học sinh học.", "", "ĐẢNG BỘ HUYỆN lãnh đạo.", "Học sinh học sinh học."]
    {
        Segmenter::embedded().segment_into(text, &mut buffers, &mut spans);
        assert_eq!(spans, Segmenter::embedded().segment(text));
    }
}

#[test]
fn marks_are_honoured_on_request() {
    for (text, expected) in [
        ("thi_đua yêu|nước", "thi_đua yêu nước"),
        ("học|tập và làm_theo Bác", "học tập và làm_theo Bác"),
        ("cán bộ xã", "cán_bộ xã"),
        // Marks beside white space or at the ends are text.
        ("_ xã | huyện _", "_ xã | huyện _"),
        ("_", "_"),
    ] {
        let spans = Segmenter::embedded().segment_marked(text);
        let words: Vec<String> = spans.iter().map(|span| span.of(text).replace(' ', "_")).collect();
        assert_eq!(words.join(" "), expected, "{text}");
    }
}

#[test]
fn a_damaged_model_is_an_error() {
    let whole = Segmenter::EMBEDDED;
    let lengths = (0..64).chain((64..whole.len()).step_by(whole.len() / 97)).chain([whole.len() - 1]);
    for length in lengths {
        let error = Segmenter::read(&whole[..length], "cut.clm").unwrap_err().to_string();
        assert!(error.starts_with("cut.clm: "), "{length}: {error}");
    }
    let error = Segmenter::read("từ điển".as_bytes(), "từ.txt").unwrap_err().to_string();
    assert!(error.contains("not a segmenter model"), "{error}");
}

/// Up to twelve words and names with what `between` matches behind each.
fn prose(between: &str) -> impl Strategy<Value = String> {
    let words = "Xã|xã|XÃ|học|sinh|Hồ|Chí|Minh|nông|thôn|mới|Đảng|ủy|hoá|hóa|TP|NTM|12|95%|Wai|e";
    proptest::string::string_regex(&format!("(({words}){between}){{0,12}}")).unwrap()
}

proptest! {
    #[test]
    fn any_text_obeys(text in "\\PC*|[ a-zĐđạệ0-9.,/%@_~\n\u{300}-\u{323}北😀-]{0,40}") {
        check_invariants(&text);
    }

    #[test]
    fn marked_text_obeys(text in "[ a-zđạệ_|.,\n]{0,30}") {
        let mut last = 0;
        for span in Segmenter::embedded().segment_marked(&text) {
            prop_assert!(last <= span.start && span.start < span.end);
            prop_assert!(span.end as usize <= text.len());
            last = span.end;
        }
        let marked = Marked::new(&text);
        let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
        let (mut scratch, mut words) = (Scratch::default(), Vec::new());
        tokens.read(marked.plain(), &mut forms);
        Segmenter::embedded().segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        marked.honour(&mut tokens, &mut words);
        prop_assert!(tokens.sentences.iter().all(|begin| words.contains(begin)));
    }

    #[test]
    fn decomposed_text_is_segmented_alike(text in prose("([ ,-]{1,2}|\\. )")) {
        let nfd: String = text.nfd().collect();
        let composed: Vec<String> = words(&nfd).into_iter().map(|word| word.nfc().collect()).collect();
        prop_assert_eq!(composed, words(&text));
    }

    #[test]
    fn a_word_is_in_one_sentence(text in prose("( |\\. |\n|\n\n)")) {
        let (mut tokens, mut forms) = (Tokens::default(), Forms::new());
        let (mut scratch, mut words) = (Scratch::default(), Vec::new());
        tokens.read(&text, &mut forms);
        Segmenter::embedded().segment_tokens(&tokens, &forms, &mut scratch, &mut words);
        prop_assert!(tokens.sentences.iter().all(|begin| words.contains(begin)));
        prop_assert!(words.is_sorted_by(|a, b| a < b));
    }
}
