//! Tone placement against vectors from outside this crate.

use chinhluan::syllable::{Syllable, ToneStyle};
use proptest::prelude::*;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Input, old spelling, new spelling, kind of case.
fn vectors() -> Vec<[&'static str; 4]> {
    let lines = include_str!("data/tone.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split('\t').collect::<Vec<_>>().try_into().unwrap()).collect()
}

#[test]
fn every_vector() {
    assert!(vectors().len() > 1_425);
    for [input, old, new, _] in vectors() {
        assert_eq!(ToneStyle::Old.respell(input), old);
        assert_eq!(ToneStyle::New.respell(input), new);
    }
}

#[test]
fn spellings_of_a_syllable_have_one_key() {
    for [input, old, new, kind] in vectors() {
        let keys = [input, old, new].map(Syllable::parse);
        assert_eq!(keys[0].is_some(), kind != "foreign-unchanged" || input == "São", "{input}");
        assert!(keys.iter().all(|key| *key == keys[0]), "{input}");
    }
}

#[test]
fn what_needs_no_change_is_borrowed() {
    let decomposed: String = "Quốc hoà, giấy tờ".nfd().collect();
    assert!(matches!(ToneStyle::New.respell(&decomposed), Cow::Borrowed(_)));
    assert!(matches!(ToneStyle::Old.respell("hòa bình, café"), Cow::Borrowed(_)));
    assert_eq!(ToneStyle::Old.respell(&decomposed), decomposed.replace("hoa\u{300}", "hòa"));
}

proptest! {
    #[test]
    fn a_text_goes_there_and_back(text in "((ho[áàạ]|Th[ủụ]y|HÓA|nghịêp|quý|giặt|café|xã|12|TP\\.HCM)[ ,.\n]{1,2}){0,12}") {
        let old = ToneStyle::Old.respell(&text).into_owned();
        let new = ToneStyle::New.respell(&text).into_owned();
        prop_assert_eq!(ToneStyle::Old.respell(&new), old.as_str());
        prop_assert_eq!(ToneStyle::New.respell(&old), new.as_str());
        prop_assert_eq!(ToneStyle::Old.respell(&old), old.as_str());
    }

    #[test]
    fn only_marks_move(text in "\\PC*") {
        let bare = |text: &str| -> String { text.nfd().filter(|&c| !matches!(c, '\u{300}'..='\u{323}')).collect() };
        prop_assert_eq!(bare(&ToneStyle::Old.respell(&text)), bare(&text));
    }
}
