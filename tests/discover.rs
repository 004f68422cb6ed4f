//! Discovery on the demo corpus and on small collections of known content.

use chinhluan::discover::{Corpus, Discovery, Keyness, Models, Phrase, Reference, propose};
use chinhluan::phrase::{Families, MatchScratch, Matcher};
use chinhluan::read::Inputs;
use chinhluan::report::{self, Pipeline, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use chinhluan::{Document, Meta, Place, dedup};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn demo() -> Vec<PathBuf> {
    vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo")]
}

fn no_families() -> Families {
    Families::read("", "no families").unwrap()
}

fn read(inputs: Vec<PathBuf>, families: Families) -> Corpus {
    let mut documents = Inputs { paths: inputs, ..Inputs::default() }.open().unwrap();
    let models = Models::new(Segmenter::embedded(), families).unwrap();
    Corpus::read(&mut documents, &models, &dedup::Settings::default()).unwrap()
}

fn corpus(texts: &[&str]) -> Corpus {
    let document = |(index, text): (usize, &&str)| {
        let meta = Meta { source: Some(format!("Báo {}", index % 2)), ..Meta::default() };
        Ok(Document { id: index.to_string(), text: (*text).to_owned(), meta, place: Place::file("a") })
    };
    let models = Models::new(Segmenter::embedded(), no_families()).unwrap();
    let mut documents = texts.iter().enumerate().map(document);
    Corpus::read(&mut documents, &models, &dedup::Settings::default()).unwrap()
}

/// Ids of the families that each text holds.
fn families_in<'a>(families: &Families, texts: impl Iterator<Item = &'a str>) -> Vec<BTreeSet<String>> {
    let mut forms = Forms::new();
    let matcher = Matcher::new(families, &mut forms).unwrap();
    let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
    texts
        .map(|text| {
            tokens.read(text, &mut forms);
            matcher.find(text, &tokens, &forms, &mut scratch, &mut hits);
            hits.iter().map(|hit| families.family(hit.family).id.clone()).collect()
        })
        .collect()
}

/// In how many articles each family occurs.
fn articles_by_family(inputs: Vec<PathBuf>) -> BTreeMap<String, usize> {
    let mut documents = Inputs { paths: inputs, ..Inputs::default() }.open().unwrap();
    let models = report::Models::new(Segmenter::embedded(), Families::embedded()).unwrap();
    let mut articles: BTreeMap<String, usize> = BTreeMap::new();
    Pipeline::new(models, Settings::default())
        .hits(&mut documents, |hits| {
            let families: BTreeSet<String> = hits?.into_iter().map(|hit| hit.family).collect();
            families.into_iter().for_each(|family| *articles.entry(family).or_default() += 1);
            Ok::<_, chinhluan::Error>(())
        })
        .unwrap();
    articles
}

/// With all families removed, what share of those in ten articles or more is among the 200 best phrases, and which not.
fn recall(inputs: Vec<PathBuf>) -> (f64, Vec<String>) {
    let phrases =
        Discovery::default().find(&read(inputs.clone(), no_families()), Reference::embedded()).unwrap();
    assert!(phrases.len() <= 200);
    let texts = phrases.iter().map(|phrase| phrase.phrase.as_str());
    let held: BTreeSet<String> = families_in(&Families::embedded(), texts).into_iter().flatten().collect();
    let frequent = articles_by_family(inputs).into_iter().filter(|(_, articles)| *articles >= 10);
    let frequent: Vec<String> = frequent.map(|(family, _)| family).collect();
    assert!(frequent.len() >= 10);
    let missing: Vec<String> = frequent.iter().filter(|family| !held.contains(*family)).cloned().collect();
    (1.0 - missing.len() as f64 / frequent.len() as f64, missing)
}

#[test]
fn the_best_phrases_of_the_demo_corpus_hold_the_families_nobody_told() {
    let (share, missing) = recall(demo());
    assert!(share >= 0.9, "{share}: {missing:?} are missing");
}

/// `CHINHLUAN_DISCOVER=FILE cargo test --release --test discover -- --ignored`
#[test]
#[ignore = "needs a large collection"]
fn the_best_phrases_of_a_large_collection_hold_the_families_nobody_told() {
    let file = std::env::var_os("CHINHLUAN_DISCOVER").expect("CHINHLUAN_DISCOVER names the collection");
    let (share, missing) = recall(vec![file.into()]);
    assert!(share >= 0.9, "{share:.3}: {missing:?} are missing");
}

#[test]
fn the_list_does_not_depend_on_the_number_of_threads() {
    let list = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            Discovery::default().find(&read(demo(), Families::embedded()), Reference::embedded()).unwrap()
        })
    };
    assert_eq!(list(1), list(3));
}

#[test]
fn a_proposal_loads_and_finds_its_phrases() {
    let phrases = Discovery::default().find(&read(demo(), no_families()), Reference::embedded()).unwrap();
    let proposal = propose(&phrases);
    let families = Families::read(&proposal, "proposal.toml").unwrap();
    assert!(families.len() * 10 >= phrases.len() * 9, "{} of {}", families.len(), phrases.len());
    let names: Vec<String> = families.iter().map(|family| family.name.clone()).collect();
    let found = families_in(&families, names.iter().map(String::as_str));
    for (family, found) in families.iter().zip(found) {
        assert!(found.contains(&family.id), "{} finds not itself", family.id);
    }
}

#[test]
fn no_name_quantity_or_word_of_grammar_stands_at_an_edge() {
    let corpus = read(demo(), no_families());
    let settings = Discovery { min_documents: Some(2), top: 1000, ..Discovery::default() };
    for Phrase { phrase, .. } in settings.find(&corpus, Reference::embedded()).unwrap() {
        let words: Vec<&str> = phrase.split(' ').collect();
        for edge in [words[0], words[words.len() - 1]] {
            assert!(!["và", "của", "ông", "là", "đã", "này", "rất"].contains(&edge), "{phrase}");
            assert!(edge.parse::<u32>().is_err() || phrase.starts_with(char::is_uppercase), "{phrase}");
        }
    }
}

#[test]
fn the_adjective_moi_ends_a_phrase_and_the_mark_of_tense_begins_none() {
    let settings = Discovery { min_documents: Some(2), top: 1000, ..Discovery::default() };
    let phrases = settings.find(&read(demo(), no_families()), Reference::embedded()).unwrap();
    assert_eq!(of(&phrases, "xây dựng nông thôn mới").documents, 16);
    assert!(phrases.iter().all(|row| !row.phrase.starts_with("mới ")));
}

fn of<'a>(phrases: &'a [Phrase], phrase: &str) -> &'a Phrase {
    phrases.iter().find(|row| row.phrase == phrase).unwrap_or_else(|| panic!("{phrase} in {phrases:#?}"))
}

const SLOGANS: [&str; 5] = [
    "Huyện nhà phát động phong trào gạch đỏ, ngói hồng từ đầu mùa khô, nhà nào cũng góp công.",
    "Hội phụ nữ kể lại chuyện “Gạch đỏ ngói hoá” của thôn Đoài sau cơn lũ quét năm ngoái.",
    "Trẻ con trong bản gọi lớp học mới là gạch đỏ ngói hồng, vì mái nhìn thấy từ bến sông.",
    "Chị Mỷ bảo rằng đường bê tông có rồi, còn gạch đỏ - ngói hồng thì phải chờ hết vụ ngô.",
    "Bão tan, cả làng chài dựng lại kè đá và đóng thêm sáu chiếc thuyền thúng bằng tre già.",
];

#[test]
fn forms_that_differ_in_case_comma_and_dash_are_one_phrase() {
    let phrases = Discovery::default().find(&corpus(&SLOGANS), Reference::embedded()).unwrap();
    let slogan = of(&phrases, "gạch đỏ, ngói hồng");
    assert_eq!((slogan.count, slogan.documents, slogan.range), (3, 3, 2));
    assert!(slogan.dispersion.is_some_and(|dispersion| (0.0..=1.0).contains(&dispersion)));
    assert!(slogan.families.is_empty());
}

#[test]
fn a_word_of_grammar_between_two_others_parts_no_forms() {
    let texts = [
        "Xã vùng cao chăm lo bữa cơm của học trò, mỗi lớp góp một luống rau.",
        "Trời rét, bà con lại nhắc nhau về bữa cơm của học trò trên bản.",
        "Hội phụ nữ xã Nậm Sa bàn chuyện bữa cơm học trò sau vụ gặt.",
        "Cả làng chài góp cá khô, bữa cơm học trò từ đó không thiếu chất.",
        "Anh dân quân gùi gạo lên điểm trường, lo bữa cơm học trò suốt mùa mưa.",
        "Cô giáo Mỷ kể rằng bữa cơm học trò đã có thêm quả trứng.",
        "Đường vào bản sạt lở, bữa cơm học trò ba ngày liền chỉ có măng.",
        "Ông Tư tặng nhà trường đôi lợn giống để bữa cơm học trò có thịt.",
        "Nghỉ hè rồi mà nhà bếp vẫn tính chuyện bữa cơm học trò năm sau.",
    ];
    let settings = Discovery { min_documents: Some(2), top: 1000, ..Discovery::default() };
    let phrases = settings.find(&corpus(&texts), Reference::embedded()).unwrap();
    let (with, without) = ("bữa cơm của học trò", "bữa cơm học trò");
    let rows: Vec<&Phrase> =
        phrases.iter().filter(|row| [with, without].contains(&row.phrase.as_str())).collect();
    assert_eq!(rows.len(), 1, "{phrases:#?}");
    let other = if rows[0].phrase == with { without } else { with };
    assert!(rows[0].forms.iter().any(|form| form == other), "{:?}", rows[0].forms);
}

#[test]
fn copies_and_reprinted_passages_count_once() {
    let copied = [&SLOGANS[..], &SLOGANS[..1]].concat();
    let phrases = Discovery::default().find(&corpus(&copied), Reference::embedded()).unwrap();
    assert_eq!(of(&phrases, "gạch đỏ, ngói hồng").documents, 3);

    let passage = "Đoàn công tác đi dọc con suối cạn, ghi lại từng nếp nhà sàn còn giữ được cột gỗ lim, hỏi chuyện người \
                   già nhất bản về những năm hạn kéo dài, rồi ngồi lại bên bếp lửa nghe các anh dân quân tính xem mùa tới \
                   nên gieo giống lúa nào cho kịp con nước đầu nguồn.";
    let with = |tail: &str| format!("{passage}\n{tail}");
    let texts: Vec<String> = SLOGANS[..4].iter().map(|text| with(&text.repeat(3))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let settings = Discovery { top: 1000, ..Discovery::default() };
    let phrases = settings.find(&corpus(&texts), Reference::embedded()).unwrap();
    assert!(!phrases.iter().any(|row| row.phrase.contains("suối cạn")), "{phrases:#?}");
}

#[test]
fn settings_out_of_bounds_are_refused_and_nothing_gives_nothing() {
    let empty = corpus(&[]);
    assert_eq!(Discovery::default().find(&empty, Reference::embedded()).unwrap(), []);
    for settings in [
        Discovery { min_documents: Some(1), ..Discovery::default() },
        Discovery { max_syllables: 1, ..Discovery::default() },
        Discovery { max_syllables: 33, ..Discovery::default() },
    ] {
        assert!(settings.find(&empty, Reference::embedded()).is_err());
    }
    let own = Reference::of(&corpus(&SLOGANS), "slogans").unwrap();
    let refused = Discovery::default().find(&corpus(&SLOGANS), &own).unwrap_err().in_words();
    assert_eq!(refused, "the reference is the same as the target: compare with other articles");
}

#[test]
fn key_words_have_the_counts_and_the_log_ratio_of_their_definition() {
    let target = corpus(&SLOGANS[..4]);
    let reference = corpus(&[SLOGANS[4], "Chợ phiên họp từ sáng sớm, người bán ngô, người bán gạch đỏ."]);
    let settings = Keyness { false_discoveries: 0.9, top: 1000, ..Keyness::default() };
    let keys = settings.compare(&target, &reference).unwrap();
    let all = Keyness { false_discoveries: 0.999, confidence: 0.01, top: 1000, ..Keyness::default() };
    let keys = if keys.is_empty() { all.compare(&target, &reference).unwrap() } else { keys };
    let key = keys.iter().find(|key| key.phrase.to_lowercase().starts_with("gạch đỏ")).unwrap();
    let (a, b) = (key.target as f64, key.reference.max(1) as f64);
    let expected = (a / target.syllables() as f64)
        / (if key.reference == 0 { 0.5 } else { b } / reference.syllables() as f64);
    assert!((key.log_ratio - expected.log2()).abs() < 1e-12);
    assert!(key.low <= key.log_ratio && key.log_ratio <= key.high);
    assert!(key.documents >= 3);
}

#[test]
fn a_reference_that_is_empty_or_the_target_itself_is_refused() {
    let target = corpus(&SLOGANS);
    let refused = |reference: &Corpus| Keyness::default().compare(&target, reference).unwrap_err().in_words();
    assert_eq!(refused(&corpus(&[])), "the reference holds no text: give articles to compare with");
    assert_eq!(
        refused(&corpus(&SLOGANS)),
        "the reference is the same as the target: compare with other articles"
    );
    assert_eq!(
        Keyness::default().compare(&corpus(&[]), &target).unwrap_err().in_words(),
        "the target holds no text"
    );
}

#[test]
fn the_embedded_reference_has_the_size_that_its_card_names() {
    let reference = Reference::embedded();
    assert_eq!(reference.name(), "Wikipedia, laws and government papers");
    assert_eq!((reference.documents(), reference.syllables()), (11_892, 22_817_344));
    assert_eq!((reference.len(), reference.least()), (347_676, 6));
    assert_eq!(reference.to_bytes(), Reference::EMBEDDED);
}

#[test]
fn a_saved_reference_says_what_the_collection_says() {
    let target = read(demo(), no_families());
    let papers = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo/bao-van-son");
    let paper = read(vec![papers], no_families());
    let saved = Reference::read(&Reference::of(&paper, "one paper").unwrap().to_bytes(), "saved").unwrap();
    // All that the paper has less of, be it by chance.
    let settings =
        Keyness { top: usize::MAX, confidence: 0.01, false_discoveries: 0.999, ..Keyness::default() };
    let counted = settings.compare(&target, &paper).unwrap();
    let weighed = settings.compare_with(&target, &saved).unwrap();
    assert!(weighed.iter().any(|key| !key.is_bound), "{weighed:#?}");
    for key in &weighed {
        let same = counted.iter().find(|other| (&other.phrase, other.words) == (&key.phrase, key.words));
        // A phrase of the target alone is one here; where both are one row, longer phrases may account for it.
        let Some(other) = same else { continue };
        assert_eq!(key.target, other.target, "{key:?}");
        match key.is_bound {
            true => assert!(
                other.reference <= key.reference && key.log_ratio <= other.log_ratio,
                "{key:?} {other:?}"
            ),
            false => assert_eq!(
                (key.reference, key.log_ratio, key.g2),
                (other.reference, other.log_ratio, other.g2)
            ),
        }
    }
}

#[test]
fn a_phrase_is_held_against_the_reference() {
    let phrases = Discovery::default().find(&corpus(&SLOGANS), Reference::embedded()).unwrap();
    let contrast = of(&phrases, "gạch đỏ, ngói hồng").contrast.as_ref().unwrap();
    assert!(contrast.is_bound && contrast.reference == 5, "{contrast:?}");
    assert!(0.0 < contrast.low && contrast.low < contrast.log_ratio && contrast.log_ratio < contrast.high);
    assert!(contrast.p_adjusted < 0.01);
}

#[test]
fn a_reference_of_nothing_of_the_target_or_foreign_cut_and_damaged_files_are_refused() {
    let target = corpus(&SLOGANS);
    let own = Reference::of(&target, "slogans").unwrap();
    let refused = Keyness::default().compare_with(&target, &own).unwrap_err().in_words();
    assert_eq!(refused, "the reference is the same as the target: compare with other articles");
    let nothing = Reference::of(&corpus(&[]), "nothing").unwrap_err().in_words();
    assert_eq!(nothing, "the reference holds no text: give articles to compare with");
    let bytes = own.to_bytes();
    for len in 0..bytes.len() {
        assert!(Reference::read(&bytes[..len], "cut.ref").is_err(), "{len}");
        let mut damaged = bytes.clone();
        damaged[len] ^= 1;
        assert!(Reference::read(&damaged, "damaged.ref").is_err(), "{len}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert!(Reference::read(&longer, "longer.ref").is_err());
    let earlier = [b"CLREFER1", &bytes[8..]].concat();
    let error = Reference::read(&earlier, "earlier.ref").unwrap_err().in_words();
    assert_eq!(error, "earlier.ref: the reference is of another version of chinhluan: write it again");
    for foreign in [&b""[..], b"CLPAIRS1", b"{\"id\": 1}", Segmenter::EMBEDDED] {
        let error = Reference::read(foreign, "foreign.ref").unwrap_err().in_words();
        assert_eq!(error, "foreign.ref: not a reference that chinhluan wrote");
    }
}

/// A p-value is of what was tested, not of how many rows are asked for.
#[test]
fn p_values_do_not_depend_on_the_length_of_the_list() {
    let corpus = read(demo(), no_families());
    let find = |top| Discovery { top, ..Discovery::default() }.find(&corpus, Reference::embedded()).unwrap();
    let (few, many) = (find(3), find(200));
    assert!(few.len() == 3 && many.len() > 50);
    for (one, other) in few.iter().zip(&many) {
        assert_eq!((&one.phrase, one.p_adjusted), (&other.phrase, other.p_adjusted));
        let keyness = |phrase: &Phrase| phrase.contrast.as_ref().map(|it| it.p_adjusted);
        assert_eq!(keyness(one), keyness(other));
    }
    assert!(few.iter().any(|phrase| phrase.contrast.is_some()));
}
