use super::*;
use crate::segment::Segmenter;
use crate::segment::judge::Judge;
use crate::segment::model::Stored;

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

/// With names, figures, words of up to four syllables, some over each other, doubled syllables, disputed gaps.
const TEXT: &str = "\
    Ủy_ban nhân_dân huyện Cao_Lãnh họp ngày 14 tháng 5 năm 2012 .\n\
    Học_sinh học sinh_học , học_sinh học bài ; đèm_đẹp hay xa_xa .\n\
    “ Xây_dựng nông_thôn mới ” là chương_trình_mục_tiêu quốc_gia .\n\
    Đảng_bộ~huyện tổng_kết phong_trào thi_đua yêu_nước , thi_đua~yêu nước giỏi .\n\
    Bà Nguyễn_Thị_Hồng_Vân góp 3.500 mét vuông đất , NÔNG_DÂN góp 1,5 tỷ đồng .\n\
    công_nghệ_thông_tin công_nghệ thông_tin đại_chúng vô_tuyến_điện_thoại bàn\n\
    vô_tuyến_truyền hình , tuyến_truyền_hình , tuyến_truyền_hình , tuyến_truyền_hình , tuyến_truyền_hình\n";

#[test]
fn a_gap_has_the_score_that_was_learned() {
    let settings = Training { min_word: 1, min_doubtful: 1, min_pair: 1, min_skip: 1, ..Training::default() };
    let mut corpus = Corpus::default();
    corpus.read(TEXT.as_bytes(), "text", Marks::VOTES, 0).unwrap();
    let (syllables, others) = mine::vocabulary(&corpus, 1, 1);
    let vocabulary = Vocabulary::new(syllables.iter().copied(), others.iter().copied());
    let encoded = Encoded::new(&corpus, &vocabulary);
    let mut random = Random::new(1);
    for _ in 0..20 {
        let mined = settings.mined(&encoded, 0, vocabulary.len());
        assert!(mined.lexicon.iter().any(|(word, _)| word.len() == 4));
        // Whole units, so that nothing is lost where they are stored.
        let weights: Vec<f32> =
            (0..mined.tables.layout.len()).map(|_| (random.below(41) as f32 - 20.0) * UNIT).collect();
        let mut sentence = Sentence::default();
        let learned: Vec<Vec<Option<i32>>> = (0..encoded.sentences.len())
            .map(|number| {
                sentence.read(&encoded, number, |class| class, &mined.tables);
                let score = |gap: usize| {
                    let is_asked =
                        sentence.classes[gap + PAD..gap + PAD + 2].iter().all(|&class| Class::joins(class));
                    sentence.collect(gap, &mined.tables);
                    let score: f32 = sentence.features.iter().map(|&feature| weights[feature as usize]).sum();
                    is_asked.then_some((score / UNIT).round() as i32)
                };
                (0..encoded.sentences[number].1 - encoded.sentences[number].0 - 1).map(score).collect()
            })
            .collect();
        let open = vec![Verdicts::default(); mined.pairs.len()];
        let file = mined.model(String::new(), (syllables.clone(), others.clone()), &weights, &open).write();
        let judge = Judge::new(Stored::read(&file, "stored").unwrap().into_owned());
        for (tokens, learned) in corpus.ranges().zip(learned) {
            let rows = corpus.tokens[tokens].iter().map(|&id| judge.row(id, &corpus.forms));
            for (gap, (score, learned)) in judge.scores(rows).into_iter().zip(learned).enumerate() {
                assert_eq!(learned.unwrap_or(score), score, "gap {gap}");
            }
        }
    }
}
