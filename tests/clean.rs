//! Cleaning, against cases of encoding faults and by its properties.

use chinhluan::Span;
use chinhluan::clean::{Cleaned, clean};
use chinhluan::syllable::{Forms, Key, Syllable, ToneStyle};
use chinhluan::tokens::Tokens;
use proptest::prelude::*;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    kind: Kind,
    input: String,
    expected: String,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Rewrite,
    Key,
}

#[test]
fn cases() {
    let Cases { case: cases } = toml::from_str(include_str!("data/unicode.toml")).unwrap();
    let names: BTreeSet<_> = cases.iter().map(|case| &case.name).collect();
    assert_eq!(names.len(), cases.len(), "two cases have one name");
    for Case { name, kind, input, expected } in &cases {
        let cleaned = clean(input);
        check(input, &cleaned);
        match kind {
            Kind::Rewrite => {
                assert_eq!(
                    cleaned.text.escape_unicode().to_string(),
                    expected.escape_unicode().to_string(),
                    "{name}"
                );
            }
            Kind::Key => {
                assert!(cleaned.edits.is_empty(), "{name}");
                let mut forms = Forms::new();
                assert_eq!(keys(input, &mut forms), keys(expected, &mut forms), "{name}");
            }
        }
    }
}

fn keys(text: &str, forms: &mut Forms) -> Vec<Key> {
    let mut tokens = Tokens::default();
    tokens.read(text, forms);
    (0..tokens.len()).map(|token| tokens.form(token, forms).key).collect()
}

#[test]
fn spans_are_found_again() {
    // Ð and đ have two bytes each; a zero-width space has three.
    let input = "Ðảng bộ\u{200b} xã tie\u{302}\u{301}p";
    let cleaned = clean(input);
    assert_eq!(cleaned.text, "Đảng bộ xã tiếp");
    for (word, original) in [
        ("Đảng", "Ðảng"),
        ("bộ", "bộ"),
        ("xã", "xã"),
        ("tiếp", "tie\u{302}\u{301}p"),
        ("ế", "e\u{302}\u{301}"),
    ] {
        let start = cleaned.text.find(word).unwrap();
        let span = Span::new(start, start + word.len());
        assert_eq!(cleaned.edits.original(span).of(input), original);
        assert_eq!(cleaned.edits.cleaned(cleaned.edits.original(span)), span);
    }
    let hidden = Span::new(12, 15);
    assert_eq!(hidden.of(input), "\u{200b}");
    assert!(cleaned.edits.cleaned(hidden).is_empty());
}

/// What holds for every text and its cleaned text.
fn check(text: &str, cleaned: &Cleaned) {
    let Cleaned { text: after, edits } = cleaned;
    assert_eq!(matches!(after, Cow::Borrowed(_)), edits.is_empty());
    // The edits, played back, make the one text of the other.
    let (mut rebuilt, mut done) = (String::new(), 0);
    for edit in edits.as_slice() {
        assert!(!edit.original.is_empty() && done <= edit.original.start);
        rebuilt.push_str(&text[done as usize..edit.original.start as usize]);
        assert_eq!(rebuilt.len(), edit.cleaned.start as usize);
        rebuilt.push_str(edit.cleaned.of(after));
        assert_ne!(edit.cleaned.of(after), edit.original.of(text));
        done = edit.original.end;
    }
    rebuilt.push_str(&text[done as usize..]);
    assert_eq!(rebuilt, *after);
    // Every span is found again, and as it was unless it cuts an edit.
    let bounds = |text: &str| (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect::<Vec<_>>();
    let cuts = |side: Span, at: u32| side.start < at && at < side.end;
    let whole = Span::new(0, after.len());
    assert_eq!(edits.cleaned(Span::new(0, text.len())), whole);
    let bounds_after = bounds(after);
    for (index, &start) in bounds_after.iter().enumerate() {
        for &end in &bounds_after[index..] {
            let span = Span::new(start, end);
            let original = edits.original(span);
            original.of(text);
            let back = edits.cleaned(original);
            back.of(after);
            let cut =
                edits.as_slice().iter().any(|e| cuts(e.cleaned, span.start) || cuts(e.cleaned, span.end));
            assert!(back.contains(span) || span.is_empty());
            assert!(cut || back == span, "{text:?}: {span:?} {original:?} {back:?}");
        }
    }
}

#[test]
fn every_character_is_composed() {
    for c in (0..=0x10ffff).filter_map(char::from_u32) {
        let (alone, apart) = (c.to_string(), c.nfd().collect::<String>());
        let cleaned = clean(&alone).text;
        assert!(cleaned.nfc().eq(cleaned.chars()), "{c:?}");
        assert_eq!(cleaned, clean(&apart).text, "{c:?}");
    }
}

fn suspicious_text() -> impl Strategy<Value = String> {
    const PARTS: [&str; 94] = [
        "&",
        "#",
        ";",
        "amp;",
        "273;",
        "&amp;",
        "&#38;",
        "&#7871;",
        "&#x323;",
        "&agrave;",
        "&nbsp;",
        "&#112;",
        "&#65286;",
        "&zwnj;",
        "đồng",
        "chí",
        "nghi",
        "ệp",
        "ho",
        "a",
        "o",
        "e",
        "A",
        "O",
        "d",
        "D",
        "đ",
        "ð",
        "Ð",
        "Ɖ",
        "n",
        "g",
        "QÐ",
        "ǎ",
        "\u{30c}",
        "ế",
        "á",
        "ạ",
        "ơ",
        "á",
        "\u{300}",
        "\u{301}",
        "\u{302}",
        "\u{303}",
        "\u{306}",
        "\u{309}",
        "\u{31b}",
        "\u{323}",
        "\u{335}",
        "\u{336}",
        "\u{338}",
        "\u{340}",
        "\u{344}",
        "\u{34f}",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{200d}",
        "\u{202f}",
        "\u{2060}",
        "\u{feff}",
        "\u{2028}",
        "о",
        "С",
        "Α",
        "я",
        "Ω",
        "\u{212b}",
        "\u{2126}",
        "＝",
        "Ａ",
        "\u{3000}",
        " ",
        "\n",
        "\r",
        ".",
        "/",
        "5",
        "=",
        "می",
        "👩",
        "が",
        "Viá»‡t",
        "xÃ£",
        "lá»…",
        "Ä‘",
        "Ã",
        "á»",
        "â€œ",
        "Â",
        "»",
        "£",
        "\u{81}",
        "ƒ",
    ];
    prop::collection::vec(prop::sample::select(&PARTS[..]), 0..12).prop_map(|parts| parts.concat())
}

/// Vietnamese as it is written, with foreign words and punctuation between.
fn vietnamese_text() -> impl Strategy<Value = String> {
    let syllable = any::<u16>().prop_map(|id| {
        let parse = |id| Syllable::parse(&Syllable::from_id(id)?.spell(ToneStyle::New));
        let spelled =
            parse(id & 0xdfff).or(parse(id >> 2)).map_or("xã".into(), |known| known.spell(ToneStyle::New));
        if id.is_multiple_of(5) { spelled.to_uppercase() } else { spelled }
    });
    let other = prop::sample::select(vec![
        "“", "”", "–", "2021", "Müller", "(", ")", ".", "\n", "…", "\r\n", "1.000",
    ]);
    prop::collection::vec(prop_oneof![5 => syllable, 1 => other.prop_map(str::to_owned)], 0..60)
        .prop_map(|words| words.join(" "))
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![3 => suspicious_text(), 1 => prop::collection::vec(any::<char>(), 0..12).prop_map(String::from_iter)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn once_is_enough(text in any_text()) {
        let once = clean(&text);
        check(&text, &once);
        let twice = clean(&once.text);
        prop_assert_eq!(twice.text.escape_unicode().to_string(), once.text.escape_unicode().to_string());
        prop_assert!(once.text.nfc().eq(once.text.chars()));
    }

    #[test]
    fn sound_text_stays_and_its_parts_are_put_together(text in vietnamese_text()) {
        prop_assert!(matches!(clean(&text).text, Cow::Borrowed(_)));
        let apart = text.nfd().collect::<String>();
        let cleaned = clean(&apart);
        prop_assert_eq!(&cleaned.text, &text);
        // One edit a letter, and none for the rest.
        let letters = text.chars().filter(|&c| [c].into_iter().nfd().count() > 1).count();
        prop_assert_eq!(cleaned.edits.as_slice().len(), letters);
        // One word tells what the others in its line are.
        let line = format!("Việt Nam {}", text.replace(['\r', '\n'], ""));
        let misread = encoding_rs::mem::decode_latin1(line.as_bytes());
        prop_assert_eq!(clean(&misread).text.into_owned(), line);
    }

    #[test]
    fn nfc_and_nfd_are_one(text in any_text()) {
        let (nfc, nfd) = (text.nfc().collect::<String>(), text.nfd().collect::<String>());
        let cleaned = clean(&text);
        prop_assert_eq!(&clean(&nfc).text, &cleaned.text);
        prop_assert_eq!(&clean(&nfd).text, &cleaned.text);
    }

    #[test]
    fn a_fault_is_found_wherever_it_stands(clean_part in "[ a-zđộếưÂ“”–…]{0,150}", text in suspicious_text(), rest in "[ a-zđộ]{0,80}") {
        // A line of its own: others in its line tell what is misread.
        let text = format!("{text} \n");
        let long = format!("{clean_part}\n{text}{rest}");
        let expected = format!("{clean_part}\n{}{rest}", clean(&text).text);
        prop_assert_eq!(clean(&long).text, expected);
    }
}
