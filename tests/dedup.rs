//! Duplicates: cases as data, and what must hold for any documents.

use chinhluan::archive::{Claim, Keep, Rule};
use chinhluan::dedup::{Duplicates, RelationKind, Settings, Similarity, Sketch, relate};
use chinhluan::syllable::{Forms, Syllable, ToneStyle};
use chinhluan::tokens::Tokens;
use proptest::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

fn sketches<T: AsRef<str>>(texts: &[T]) -> Vec<Sketch> {
    // A table a document, as if each came from another worker.
    let sketch = |text: &str| {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(text, &mut forms);
        Sketch::of(text, &tokens, &forms)
    };
    texts.iter().map(|text| sketch(text.as_ref())).collect()
}

fn related<T: AsRef<str>>(texts: &[T]) -> Duplicates {
    relate(&sketches(texts), &Settings::default())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    passages: BTreeMap<String, String>,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    a: Vec<String>,
    b: Vec<String>,
    done_to_a: Option<String>,
    done_to_b: Option<String>,
    relation: String,
}

fn cases() -> Cases {
    toml::from_str(include_str!("data/dedup.toml")).unwrap()
}

fn document(passages: &BTreeMap<String, String>, names: &[&str], done: Option<&str>) -> String {
    let text = names.iter().map(|&name| passages[name].as_str()).collect::<Vec<_>>().join("\n\n");
    let words = || text.split(' ');
    let two_thirds = || words().take(words().count() * 2 / 3).collect::<Vec<_>>().join(" ");
    match done {
        None => text,
        Some("nfd") => text.nfd().collect(),
        Some("upper") => text.to_uppercase(),
        Some("unmarked") => {
            let letters = text.nfd().filter(|&c| !is_combining_mark(c));
            let plain = |c| match c {
                'đ' => 'd',
                'Đ' => 'D',
                _ => c,
            };
            letters.map(plain).collect()
        }
        Some("new_tone") => {
            let respelled = |word: &str| match Syllable::parse(word) {
                Some(syllable) if word.chars().all(char::is_lowercase) => syllable.spell(ToneStyle::New),
                _ => word.to_owned(),
            };
            let new = words().map(respelled).collect::<Vec<_>>().join(" ");
            assert_ne!(new, text);
            new
        }
        Some("typos") => {
            let typo = |(at, word): (usize, &str)| match word.char_indices().next_back() {
                Some((last, _)) if at % 15 == 7 => word[..last].to_owned(),
                _ => word.to_owned(),
            };
            words().enumerate().map(typo).collect::<Vec<_>>().join(" ")
        }
        Some("unended") => two_thirds(),
        Some("ellipsis") => two_thirds() + "...",
        Some(other) => panic!("nothing known to do as {other}"),
    }
}

#[test]
fn what_two_documents_are_to_each_other() {
    let Cases { passages, case } = cases();
    let mut names = BTreeSet::new();
    for case in case {
        assert!(names.insert(case.name.clone()), "two cases named {}", case.name);
        let text = |side: &[String], done: &Option<String>| {
            document(&passages, &side.iter().map(String::as_str).collect::<Vec<_>>(), done.as_deref())
        };
        let texts = [text(&case.a, &case.done_to_a), text(&case.b, &case.done_to_b)];
        for order in [[0, 1], [1, 0]] {
            let found = related(&order.map(|at: usize| &texts[at]));
            let kinds: Vec<_> = found.relations.iter().map(|relation| relation.kind.name()).collect();
            let expected = if case.relation == "none" { vec![] } else { vec![case.relation.as_str()] };
            assert_eq!(kinds, expected, "{}: {:?}", case.name, found.relations);
            let grouped = matches!(case.relation.as_str(), "exact" | "normalised" | "near" | "cut");
            assert_eq!(found.groups.len(), usize::from(grouped), "{}", case.name);
            let directed = matches!(case.relation.as_str(), "cut" | "contains");
            assert!(!directed || order[found.relations[0].a as usize] == 0, "{}", case.name);
        }
    }
}

#[test]
fn a_merged_article_does_not_make_two_families_one() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str], done| document(&passages, names, done);
    let texts = [
        of(&["duong", "nuoc", "che"], None),
        of(&["duong", "nuoc", "che"], Some("typos")),
        of(&["truong", "cho", "hop"], None),
        of(&["truong", "cho", "hop"], Some("typos")),
        of(&["duong", "nuoc", "che", "truong", "cho", "hop"], None),
    ];
    let found = related(&texts);
    let mergers = found.relations.iter().filter(|relation| relation.kind == RelationKind::Merges);
    assert_eq!(
        mergers.map(|relation| (relation.a, relation.b)).collect::<Vec<_>>(),
        [(4, 0), (4, 1), (4, 2), (4, 3)]
    );
    let groups: Vec<BTreeSet<u32>> =
        found.groups.iter().map(|group| group.members.iter().copied().collect()).collect();
    assert_eq!(groups, [BTreeSet::from([0, 1]), BTreeSet::from([2, 3])]);
}

#[test]
fn a_page_of_two_articles_is_not_the_whole_of_the_first() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str]| document(&passages, names, None);
    let unended = |text: String| text.trim_end_matches('.').to_owned();
    for first in [of(&["duong", "nuoc"]), unended(of(&["duong", "nuoc"]))] {
        let second = of(&["truong", "cho"]);
        let page = format!("{first}\n\n{second}");
        let found = related(&[page, first, second]);
        let kinds: Vec<_> = found.relations.iter().map(|one| (one.a, one.b, one.kind)).collect();
        assert_eq!(kinds, [(0, 1, RelationKind::Merges), (0, 2, RelationKind::Merges)]);
        assert_eq!(found.groups, []);
    }
}

#[test]
fn the_first_half_of_an_article_is_cut_though_the_second_is_there() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str]| document(&passages, names, None);
    let texts = [of(&["tom_tat", "nuoc", "che", "truong"]), of(&["tom_tat", "nuoc"]), of(&["che", "truong"])];
    let found = related(&texts);
    let kinds: Vec<_> = found.relations.iter().map(|one| (one.a, one.b, one.kind)).collect();
    assert_eq!(kinds, [(0, 1, RelationKind::Cut), (0, 2, RelationKind::Merges)]);
}

#[test]
fn a_copy_with_another_lead_does_not_hide_the_lead() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str]| document(&passages, names, None);
    let texts = [
        of(&["tom_tat", "nuoc", "che", "truong", "cho", "hop"]),
        of(&["vu_mua", "nuoc", "che", "truong", "cho", "hop"]),
        of(&["tom_tat"]),
    ];
    let found = related(&texts);
    // The other copy repeats what the lead says in its words.
    let of_first = found.relations.iter().filter(|one| one.a == 0);
    let kinds: Vec<_> = of_first.map(|one| (one.b, one.kind)).collect();
    assert_eq!(kinds, [(1, RelationKind::Near), (2, RelationKind::Cut)]);
    assert_eq!(found.groups.len(), 1);
}

#[test]
fn a_lead_in_two_articles_does_not_make_them_one() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str], done| document(&passages, names, done);
    let texts = [
        of(&["duong", "nuoc", "che"], None),
        of(&["duong"], Some("ellipsis")),
        of(&["duong", "truong", "cho", "hop"], None),
    ];
    let found = related(&texts);
    let cuts = found.relations.iter().filter(|relation| relation.kind == RelationKind::Cut).count();
    assert_eq!((cuts, found.groups.len()), (2, 1), "{found:?}");
    assert_eq!(found.groups[0].members, [0, 1]);
}

/// What is kept in the place of each text.
fn kept(texts: &[String], found: &Duplicates, rule: Option<Rule>) -> Vec<u32> {
    let claim = |text: &String| Claim { words: text.split_whitespace().count(), ..Claim::default() };
    Keep(rule.into_iter().collect()).survivors(found, &texts.iter().map(claim).collect::<Vec<_>>())
}

/// Whether `copy` may go where `of` stays.
fn is_copy(found: &Duplicates, of: u32, copy: u32) -> bool {
    found.relations.iter().any(|one| match one.kind {
        RelationKind::Exact | RelationKind::Normalised | RelationKind::Near => {
            (one.a, one.b) == (of, copy) || (one.b, one.a) == (of, copy)
        }
        RelationKind::Cut => (one.a, one.b) == (of, copy),
        _ => false,
    })
}

#[test]
fn the_ends_of_a_chain_both_stay_unless_the_middle_does() {
    let Cases { passages, .. } = cases();
    let of = |names: &[&str]| document(&passages, names, None);
    let chain =
        [of(&["duong", "nuoc", "che"]), of(&["nuoc", "che", "truong"]), of(&["che", "truong", "cho"])];
    let mut stays = BTreeSet::new();
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let texts = order.map(|at: usize| chain[at].clone());
        let found = related(&texts);
        let near = found.relations.iter().filter(|one| one.kind == RelationKind::Near).count();
        assert_eq!((found.relations.len(), near), (3, 2), "{:?}", found.relations);
        assert_eq!(found.groups.len(), 1);
        for rule in [None, Some(Rule::First), Some(Rule::Longest)] {
            let kept = kept(&texts, &found, rule.clone());
            for (&of, copy) in kept.iter().zip(0..).filter(|&(&of, copy)| of != copy) {
                assert!(is_copy(&found, of, copy), "{rule:?}: {of} kept for {copy}");
            }
            let mut kept: Vec<usize> = kept.iter().map(|&at| order[at as usize]).collect();
            kept.sort_unstable();
            kept.dedup();
            assert!(kept.len() < 3);
            if rule.is_none() {
                stays.insert(kept);
            }
        }
    }
    assert_eq!(stays.len(), 1, "whatever the order: {stays:?}");
}

#[test]
fn a_cut_copy_is_never_kept_for_the_whole_article() {
    let Cases { passages, .. } = cases();
    let texts = [
        document(&passages, &["duong"], Some("ellipsis")),
        document(&passages, &["duong", "nuoc", "che"], None),
    ];
    let found = related(&texts);
    assert_eq!(found.relations[0].kind, RelationKind::Cut);
    assert_eq!(kept(&texts, &found, Some(Rule::First)), [1, 1]);
}

#[test]
fn a_copy_without_marks_is_never_kept_for_one_that_has_them() {
    let Cases { passages, .. } = cases();
    let texts = [
        document(&passages, &["tit_khac", "duong", "nuoc", "che"], Some("unmarked")),
        document(&passages, &["duong", "nuoc", "che"], None),
    ];
    let found = related(&texts);
    assert_eq!(found.relations[0].kind, RelationKind::Near);
    for rule in [None, Some(Rule::First), Some(Rule::Longest)] {
        assert_eq!(kept(&texts, &found, rule), [1, 1]);
    }
}

#[test]
fn passages_that_many_unlike_documents_share_are_no_evidence() {
    let Cases { passages, .. } = cases();
    // Of every document, three tenths are the stock passage; from a half on it could as well be a reprint.
    let own = |number: usize| {
        (0..200)
            .map(|at| format!("{}{}", ["ba", "lo", "mi", "tu"][(at * number) % 4], number * 1000 + at))
            .collect::<Vec<_>>()
    };
    let mut texts: Vec<_> = (1..=20).map(|number| own(number).join(" ") + "\n" + &passages["hop"]).collect();
    let of_two = related(&texts[..2]).relations;
    assert_eq!(of_two[0].kind, RelationKind::SharesPassage, "two documents cannot know what is stock");
    assert_eq!(related(&texts).relations, []);
    texts.push(texts[0].replace("hội nghị", "buổi họp") + "\n" + &passages["anh"]);
    let found = related(&texts);
    let near: Vec<_> =
        found.relations.iter().map(|one| (one.kind, one.a.min(one.b), one.a.max(one.b))).collect();
    assert_eq!(near, [(RelationKind::Near, 0, 20)], "a copy is still found by what is its own");
}

#[test]
fn the_people_of_two_sites_do_not_make_two_reports() {
    let Cases { passages, .. } = cases();
    let licence = |site: usize| {
        let number = [412, 87][site];
        let [editor, street, town] =
            [["Lò Văn Păn", "Tô Hiệu", "Sơn Lâm"], ["Hà Thị Vui", "Lê Lợi", "Đông Hà"]][site];
        format!(
            "Giấy phép số {number}/GP-BTTTT do Bộ Thông tin và Truyền thông cấp. Tổng biên tập: {editor}. \
             Tòa soạn: số {site}5 đường {street}, thành phố {town}. Ghi rõ nguồn khi phát hành lại thông tin \
             từ trang này, không sao chép lại dưới mọi hình thức."
        )
    };
    let own = |number: usize| {
        let words = (0..120)
            .map(|at| format!("{}{}", ["ba", "lo", "mi", "tu"][(at * number) % 4], number * 1000 + at));
        words.collect::<Vec<_>>().join(" ")
    };
    let mut texts: Vec<String> = (1..=20).map(|number| own(number) + "\n" + &licence(number % 2)).collect();
    texts.extend([0, 1].map(|site| format!("{}\n{}", passages["vu_mua"], licence(site))));
    let found = related(&texts);
    let kinds: Vec<_> = found.relations.iter().map(|one| (one.a.min(one.b), one.kind)).collect();
    assert_eq!(kinds, [(20, RelationKind::Near)], "{:?}", found.relations);
    // The number of the licence is near enough to the article's own words to be taken for one of them.
    let similarity = found.relations[0].similarity;
    assert!(similarity.numbers.differ <= 1 && similarity.names.differ == 0, "{similarity:?}");
}

/// Papers spell names of countries and towns each in its own way. Another report has other numbers.
#[test]
fn names_that_another_paper_spells_otherwise_make_no_other_report() {
    let report = |country: &str, town: &str, tons: &str| {
        format!(
            "Đoàn công tác của tỉnh đã sang {country} tìm hiểu thị trường nông sản trong 10 ngày, qua 4 thành phố. Tại {town}, \
             đoàn làm việc với phòng thương mại, thăm hai khu chợ đầu mối và một kho lạnh mới xây ở ngoại ô. Các nhà nhập khẩu \
             cho biết người tiêu dùng chuộng hạt điều, hạt tiêu và chè xanh, nhưng bao bì phải ghi rõ nơi trồng, ngày thu \
             hoạch. Theo thương vụ của ta tại {country}, năm ngoái cả tỉnh mới bán sang đây {tons} tấn hàng, phần lớn qua trung \
             gian nên lãi không cao. Bà Trần Thị Hoa, trưởng đoàn, và ông Lê Văn Nam, đại diện cảng Hải Phòng, nói tỉnh Vĩnh \
             Hưng sẽ lập một nhóm doanh nghiệp cùng gom hàng, cùng thuê kho ở {town} để chủ động giao hàng quanh năm. Hai bên cũng bàn việc mở đường bay chở hàng tươi, lập trung tâm kiểm dịch \
             chung và cử cán bộ kỹ thuật sang hướng dẫn cách đóng gói. Trở về từ {country}, đoàn đã báo cáo kết quả với Ủy \
             ban nhân dân tỉnh; kế hoạch cụ thể sẽ được các sở góp ý trong tháng tới, trước khi trình Hội đồng nhân dân."
        )
    };
    let found = related(&[report("Iraq", "Basra", "350"), report("I-rắc", "Bát-xra", "350")]);
    assert_eq!(found.relations[0].kind, RelationKind::Near, "{:?}", found.relations);
    let found = related(&[report("Iraq", "Basra", "350"), report("Cuba", "Havana", "120")]);
    assert_eq!(found.relations[0].kind, RelationKind::SameForm, "{:?}", found.relations);
}

#[test]
fn jaccard_and_containment_are_those_of_sets_of_five_words() {
    let Cases { passages, .. } = cases();
    let texts = [
        document(&passages, &["tit_duong", "duong", "nuoc", "che"], Some("typos")),
        document(&passages, &["duong", "nuoc", "cho"], None),
    ];
    let shingles = texts.each_ref().map(|text| {
        let words = text.to_lowercase();
        let words: Vec<_> =
            words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.windows(5).map(|shingle| shingle.join(" ")).collect::<BTreeSet<_>>()
    });
    let shared = shingles[0].intersection(&shingles[1]).count() as f64;
    let of = |whole: usize| shared / whole as f64;
    let found = &related(&texts).relations[0];
    assert_eq!(found.a, 0);
    assert_eq!(found.similarity.containment_a, of(shingles[0].len()));
    assert_eq!(found.similarity.containment_b, of(shingles[1].len()));
    assert_eq!(found.similarity.jaccard, of(shingles[0].union(&shingles[1]).count()));
}

#[test]
fn the_longest_passage_is_shown_where_it_stands() {
    let Cases { passages, .. } = cases();
    let texts = [
        document(&passages, &["cho", "duong", "nuoc"], None),
        document(&passages, &["duong", "nuoc"], Some("nfd")),
    ];
    let found = &related(&texts).relations[0];
    let whole = document(&passages, &["duong", "nuoc"], None);
    assert_eq!(found.passages[0].a.of(&texts[0]), whole.trim_end_matches('.'));
    assert_eq!(found.passages[0].b.of(&texts[1]), texts[1].trim_end_matches('.'));
}

#[test]
fn equal_documents_make_a_star() {
    const COPIES: usize = 200_000;
    let Cases { passages, .. } = cases();
    let sketch = &sketches(&[document(&passages, &["duong", "nuoc"], None)])[0];
    let found = relate(&vec![sketch.clone(); COPIES], &Settings::default());
    assert!(found.relations.iter().all(|relation| relation.a == 0 && relation.kind == RelationKind::Exact));
    assert_eq!((found.relations.len(), found.groups.len()), (COPIES - 1, 1));
}

/// So many different texts of so many words, each once with and once without a full stop.
fn with_and_without_full_stop(count: usize, words: impl Fn(usize) -> usize, seed: usize) -> Vec<String> {
    let syllables =
        "chi bộ ấp xã họp dân góp đất làm đường nước sạch chợ trường cầu lúa vườn nhà văn hóa".split(' ');
    let syllables: Vec<&str> = syllables.collect();
    let text = |number: usize| {
        let mut state = (seed * 1_000 + number) as u64;
        let word = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            syllables[(state >> 33) as usize % syllables.len()]
        };
        (0..words(number)).map(word).collect::<Vec<_>>().join(" ")
    };
    (0..count).map(text).flat_map(|text| [format!("{text}."), text]).collect()
}

#[test]
fn short_texts_that_differ_by_a_full_stop_are_found_at_every_length() {
    for words in 5..70 {
        let texts = with_and_without_full_stop(300, |_| words, words);
        let found = related(&texts);
        let pairs: BTreeSet<_> = found
            .relations
            .iter()
            .filter(|one| one.kind == RelationKind::Near)
            .map(|one| (one.a.min(one.b), one.a.max(one.b)))
            .collect();
        let missed = (0..600).step_by(2).filter(|&text| !pairs.contains(&(text, text + 1))).count();
        assert_eq!(missed, 0, "of {words} words");
    }
}

#[test]
fn nearly_equal_documents_make_about_a_star() {
    const COPIES: usize = 2_000;
    let Cases { passages, .. } = cases();
    let body = document(&passages, &["duong", "nuoc", "che"], None);
    let texts: Vec<_> = (0..COPIES).map(|number| format!("{body}\nLượt xem: {number}")).collect();
    let found = related(&texts);
    assert_eq!((found.groups.len(), found.groups[0].members.len()), (1, COPIES));
    assert!(found.relations.len() < 20 * COPIES, "{}", found.relations.len());
}

#[test]
fn a_lead_is_one_however_many_copies_the_article_has() {
    let Cases { passages, .. } = cases();
    let article = document(&passages, &["tom_tat", "nuoc", "che", "truong"], None);
    let lead = document(&passages, &["tom_tat", "nuoc"], None);
    for copies in [20, 100] {
        let texts = (0..copies).map(|number| format!("{article}\nLượt xem: {number}"));
        let found = related(&texts.chain([lead.clone()]).collect::<Vec<_>>());
        let of_lead = found.relations.iter().filter(|one| one.a.max(one.b) == copies);
        let kinds: BTreeSet<_> = of_lead.map(|one| one.kind.name()).collect();
        assert_eq!(kinds, BTreeSet::from(["cut"]), "{copies} copies");
    }
}

/// Another paper writes dates and hours its own way.
#[test]
fn a_date_written_out_is_the_same_date() {
    let report = |dates: [&str; 4]| {
        let [flood, rain, hour, month] = dates;
        format!(
            "Rạng sáng {flood}, nước suối Nậm Khao dâng cao cuốn trôi chiếc cầu tạm nối hai bản. Mưa bắt đầu từ \
             {rain} và kéo dài đến {hour} hôm sau mới ngớt. Xã đã cử dân quân căng dây, đưa các cháu mẫu giáo qua \
             suối bằng xuồng. Chiếc cầu do dân góp công dựng từ {month}, dài hai mươi mét, mặt lát gỗ."
        )
    };
    let short = report(["8/4/2006", "7-4", "16g30", "tháng 5/2004"]);
    let long = report(["8 tháng 4 năm 2006", "7 tháng 04", "16 giờ 30 phút", "tháng 5 năm 2004"]);
    let other = report(["9 tháng 8 năm 2007", "6 tháng 08", "11 giờ 15 phút", "tháng 2 năm 2001"]);
    let unmarked: String = long.nfd().filter(|&c| !is_combining_mark(c)).collect();
    let kinds = |texts: [&str; 2]| related(&texts).relations.iter().map(|one| one.kind).collect::<Vec<_>>();
    assert_eq!(kinds([&short, &long]), [RelationKind::Near]);
    assert_eq!(kinds([&short, &unmarked]), [RelationKind::Near]);
    assert_eq!(kinds([&short, &other]), [RelationKind::SameForm]);
    let found = related(&[short.as_str(), &long]);
    assert_eq!(found.relations[0].similarity, Similarity { jaccard: 1.0, ..found.relations[0].similarity });
}

#[test]
fn pages_that_hold_an_article_do_not_hide_its_copies_from_each_other() {
    let Cases { passages, .. } = cases();
    let article = document(&passages, &["duong", "nuoc", "che"], None);
    let copies = (0..100).map(|number| format!("{article}\nLượt xem: {number}"));
    let own =
        |page: usize| (0..200).map(|at| format!("tin{}", page * 1000 + at)).collect::<Vec<_>>().join(" ");
    // Of more than a few it is pages alone that the copies are shown.
    for count in [12, 60, 200] {
        let pages = (0..count).map(|page| format!("{}.\n\n{article}", own(page)));
        let found = related(&pages.chain(copies.clone()).collect::<Vec<_>>());
        let largest = found.groups.iter().map(|group| group.members.len()).max();
        assert!(largest >= Some(90), "{count} pages: {largest:?}");
    }
}

/// Documents made of a few passages, whole, cut, repeated and mixed, so that relations of all kinds come about.
fn corpus() -> impl Strategy<Value = Vec<String>> {
    let Cases { passages, .. } = cases();
    let names: Vec<String> = passages.keys().cloned().collect();
    let done = prop::sample::select(vec![
        None,
        Some("nfd"),
        Some("upper"),
        Some("typos"),
        Some("unended"),
        Some("ellipsis"),
    ]);
    let text =
        (prop::collection::vec(prop::sample::select(names), 0..5), done).prop_map(move |(names, done)| {
            document(&passages, &names.iter().map(String::as_str).collect::<Vec<_>>(), done)
        });
    prop::collection::vec(text, 0..14)
}

/// The relations and groups in terms of texts.
fn in_texts(texts: &[String], found: &Duplicates) -> (BTreeSet<String>, BTreeSet<(String, Vec<String>)>) {
    let text = |at: u32| texts[at as usize].clone();
    let relations = found.relations.iter().map(|relation| {
        let mut relation = relation.clone();
        let sides = (text(relation.a), text(relation.b));
        (relation.a, relation.b) = (0, 0);
        format!("{sides:?} {relation:?} {}", relation.reason())
    });
    let groups = found
        .groups
        .iter()
        .map(|group| (text(group.survivor), group.members.iter().map(|&member| text(member)).collect()));
    (relations.collect(), groups.collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn order_does_not_matter((texts, shuffled) in corpus().prop_flat_map(|texts| {
        (Just(texts.clone()), Just(texts).prop_shuffle())
    })) {
        let (one, other) = (related(&texts), related(&shuffled));
        prop_assert_eq!(one.relations.len(), other.relations.len());
        prop_assert_eq!(in_texts(&texts, &one), in_texts(&shuffled, &other));
    }

    #[test]
    fn threads_do_not_matter(texts in corpus()) {
        let sketches = sketches(&texts);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| relate(&sketches, &Settings::default()))
        };
        prop_assert_eq!(with(1), with(3));
    }

    #[test]
    fn figures_are_shares_and_spans_are_text(texts in corpus()) {
        let found = related(&texts);
        for relation in &found.relations {
            let Similarity { jaccard, containment_a, containment_b, .. } = relation.similarity;
            for share in [jaccard, containment_a, containment_b] {
                prop_assert!((0.0..=1.0).contains(&share));
            }
            prop_assert!(jaccard <= containment_a.min(containment_b));
            for passage in &relation.passages {
                prop_assert!(texts[relation.a as usize].get(passage.a.start as usize..passage.a.end as usize).is_some());
                prop_assert!(texts[relation.b as usize].get(passage.b.start as usize..passage.b.end as usize).is_some());
            }
        }
        let pairs: BTreeSet<_> = found.relations.iter().map(|relation| (relation.a.min(relation.b), relation.a.max(relation.b))).collect();
        prop_assert_eq!(pairs.len(), found.relations.len(), "a pair has one relation");
        let members: BTreeSet<_> = found.groups.iter().flat_map(|group| &group.members).collect();
        prop_assert_eq!(members.len(), found.groups.iter().map(|group| group.members.len()).sum::<usize>());
        prop_assert!(found.groups.iter().all(|group| group.members.len() > 1 && group.members[0] == group.survivor));
    }

    #[test]
    fn what_goes_is_itself_a_copy_of_what_stays(
        texts in corpus(),
        rule in prop::sample::select(vec![None, Some(Rule::First), Some(Rule::Longest)]),
    ) {
        let found = related(&texts);
        let kept = kept(&texts, &found, rule);
        for (&of, copy) in kept.iter().zip(0..).filter(|&(&of, copy)| of != copy) {
            prop_assert_eq!(kept[of as usize], of);
            prop_assert!(is_copy(&found, of, copy), "{} kept for {}: {:?}", of, copy, found);
        }
        let survivors: BTreeSet<u32> = found.groups.iter().map(|group| group.survivor).collect();
        for text in 0..texts.len() as u32 {
            let stands_alone = found.groups.iter().all(|group| !group.members.contains(&text));
            if stands_alone || survivors.contains(&text) {
                prop_assert!(survivors.iter().all(|&of| of == text || !is_copy(&found, of, text)));
            }
        }
    }

    #[test]
    fn short_texts_that_differ_by_a_full_stop_are_found(
        lengths in prop::collection::vec(5usize..25, 300), seed in 0usize..1_000_000,
    ) {
        let texts = with_and_without_full_stop(lengths.len(), |number| lengths[number], seed);
        let found = related(&texts);
        for text in (0..texts.len() as u32).step_by(2) {
            prop_assert!(is_copy(&found, text, text + 1), "{}", texts[text as usize]);
        }
    }

    #[test]
    fn any_text_is_exact_with_itself(text in "\\PC{0,200}|[a-zàạ .,…\n]{0,300}") {
        let sketches = sketches(&[&text, &text]);
        let found = relate(&sketches, &Settings::default());
        let kinds: Vec<_> = found.relations.iter().map(|relation| relation.kind).collect();
        let expected = if sketches[0].is_empty() { vec![] } else { vec![RelationKind::Exact] };
        prop_assert_eq!(kinds, expected);
    }
}
