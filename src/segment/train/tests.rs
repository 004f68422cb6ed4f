use super::*;
use crate::segment::Segmenter;

const GOLD: &str = "Học_sinh học sinh_học .\nĐảng_bộ huyện họp .\n";
const SILVER: &str = "Các học_sinh đến trường. Đảng_bộ~huyện Cao_Lãnh họp.\n";

fn trained(settings: &Training) -> Result<(Vec<u8>, Figures)> {
    trained_with(settings, GOLD, None)
}

fn trained_with(settings: &Training, gold: &str, lexicon: Option<&str>) -> Result<(Vec<u8>, Figures)> {
    let silver = SILVER.repeat(20);
    settings.train(
        Source { name: "gold".into(), text: gold.as_bytes() },
        [Ok(Source { name: "silver".into(), text: silver.as_bytes() })],
        lexicon.map(|text| Source { name: "own".into(), text }),
    )
}

#[test]
fn words_of_ones_own_are_learned() {
    let settings = Training { epochs: 20, min_other: 1, min_syllable: 1, ..Training::default() };
    let first = |lexicon| {
        let segmenter =
            Segmenter::read(&trained_with(&settings, GOLD, lexicon).unwrap().0, "trained").unwrap();
        let text = "Các học sinh";
        segmenter.segment(text).first().map(|span| span.of(text).to_owned())
    };
    assert_eq!(first(None).as_deref(), Some("Các"));
    // All segmenters join its second token with another.
    assert_eq!(first(Some("các học")).as_deref(), Some("Các"));
    let parted = "Đảng_bộ huyện họp .\n";
    let joined = trained_with(&settings, parted, Some("đến trường")).unwrap().0;
    let text = "đến trường";
    assert_eq!(Segmenter::read(&joined, "trained").unwrap().segment(text).len(), 1);
    assert_eq!(Segmenter::read(&trained(&settings).unwrap().0, "trained").unwrap().segment(text).len(), 2);
}

#[test]
fn what_nothing_can_be_learned_from_is_an_error() {
    for (gold, lexicon) in [("", None), ("\n\n", None), (GOLD, Some("đến trường\t20"))] {
        assert!(trained_with(&Training::default(), gold, lexicon).is_err());
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let settings = Training { epochs: 20, bare: 20, min_other: 1, min_syllable: 1, ..Training::default() };
    let (bytes, figures) = trained(&settings).unwrap();
    assert_eq!((bytes.clone(), figures.clone()), trained(&settings).unwrap());
    assert_ne!(bytes, trained(&Training { seed: 2, ..settings }).unwrap().0);
    // The twentieth line is read twice.
    assert_eq!((figures.gold_sentences, figures.silver_sentences), (2, 42));
    assert!(figures.loss[19] < figures.loss[0]);
    let segmenter = Segmenter::read(&bytes, "trained").unwrap();
    assert!(segmenter.trained_on().starts_with("gold gold; silver silver; settings {"));
    let text = "Học sinh học sinh học .";
    let words: Vec<&str> = segmenter.segment(text).into_iter().map(|span| span.of(text)).collect();
    assert_eq!(words, ["Học sinh", "học", "sinh học", "."]);
}

#[test]
fn settings_that_make_no_sense() {
    for settings in [
        Training { rate: 0.0, ..Training::default() },
        Training { members: 0, ..Training::default() },
        Training { epochs: 0, ..Training::default() },
        Training { silver_weight: f32::NAN, ..Training::default() },
        Training { recase: 0.6, ..Training::default() },
    ] {
        assert!(matches!(trained(&settings), Err(Error::Settings(_))));
    }
}
