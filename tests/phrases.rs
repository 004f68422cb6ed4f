//! The phrase room against cases that are data: `tests/data/phrases/*.toml`.

use chinhluan::phrase::{Families, Flags, Hit, Known, MatchScratch, Matcher, docnum};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use proptest::prelude::*;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn data<T: DeserializeOwned>(name: &str) -> T {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/phrases").join(name);
    toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Families and all that finding them takes.
struct Finder {
    families: Families,
    matcher: Matcher,
    forms: Forms,
    tokens: Tokens,
    scratch: MatchScratch,
}

impl Finder {
    fn new(families: Families) -> Self {
        let mut forms = Forms::new();
        let matcher = Matcher::new(&families, &mut forms).unwrap();
        Self { families, matcher, forms, tokens: Tokens::default(), scratch: MatchScratch::default() }
    }

    fn hits(&mut self, text: &str) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.tokens.read(text, &mut self.forms);
        self.matcher.find(text, &self.tokens, &self.forms, &mut self.scratch, &mut hits);
        hits
    }

    fn id(&self, hit: &Hit) -> &str {
        &self.families.family(hit.family).id
    }
}

/// A text without its marks, and the marked hits: start, end, family (`~` before it for text without accents, `!` for a
/// typo).
fn unmarked(marked: &str) -> (String, BTreeSet<(usize, usize, String)>) {
    let (mut text, mut open, mut hits) = (String::new(), Vec::new(), BTreeSet::new());
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '⟦' => {
                let (family, after) = rest.split_once(':').expect("⟦family:");
                open.push((text.len(), family.to_owned()));
                rest = after;
            }
            '⟧' => {
                let (start, family) = open.pop().expect("⟦ before ⟧");
                hits.insert((start, text.len(), family));
            }
            _ => text.push(c),
        }
    }
    assert!(open.is_empty(), "{marked}");
    (text, hits)
}

#[derive(Deserialize)]
struct Matching {
    families: String,
    case: Vec<MatchingCase>,
}

#[derive(Deserialize)]
struct MatchingCase {
    name: String,
    text: String,
}

#[test]
fn matching() {
    let cases: Matching = data("matching.toml");
    let mut finder = Finder::new(Families::read(&cases.families, "matching.toml").unwrap());
    let mut names = BTreeSet::new();
    for case in &cases.case {
        assert!(names.insert(&case.name), "{} twice", case.name);
        let (text, expected) = unmarked(&case.text);
        let found: BTreeSet<_> = finder
            .hits(&text)
            .iter()
            .map(|hit| {
                let signs = [(Flags::ACCENTLESS, "~"), (Flags::TYPO, "!")];
                let sign: String = signs
                    .iter()
                    .filter(|(flag, _)| hit.flags.contains(*flag))
                    .map(|(_, sign)| *sign)
                    .collect();
                (hit.span.start as usize, hit.span.end as usize, format!("{sign}{}", finder.id(hit)))
            })
            .collect();
        assert_eq!(found, expected, "{}: {text}", case.name);
    }
}

#[derive(Deserialize)]
struct Newspaper {
    line: Vec<String>,
}

#[test]
fn lines_of_newspapers() {
    let newspaper: Newspaper = data("newspaper.toml");
    let mut finder = Finder::new(Families::embedded());
    let mut wrong = Vec::new();
    for marked in &newspaper.line {
        let (text, expected) = unmarked(marked);
        let hits = finder.hits(&text);
        let found: BTreeSet<_> = hits
            .iter()
            .map(|hit| (hit.span.start as usize, hit.span.end as usize, finder.id(hit).to_owned()))
            .collect();
        if found != expected {
            let surfaces: Vec<_> = found.iter().map(|hit| (&hit.2, &text[hit.0..hit.1])).collect();
            wrong.push(format!("{marked}\n    found {surfaces:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct FamilyCases {
    family: BTreeMap<String, FamilyCase>,
}

#[derive(Deserialize)]
struct FamilyCase {
    /// Texts with every hit of this family between `⟦` and `⟧`.
    hits: Vec<String>,
    /// Texts without a hit of this family.
    misses: Vec<String>,
}

/// What stands between `⟦` and `⟧`, in lower case: capitals make no other form.
fn marked_forms(marked: &str) -> impl Iterator<Item = String> {
    marked.split('⟦').skip(1).filter_map(|rest| rest.split_once('⟧')).map(|(form, _)| form.to_lowercase())
}

#[test]
fn every_family_has_its_hits_and_near_misses() {
    let cases: FamilyCases = data("families.toml");
    let mut finder = Finder::new(Families::embedded());
    let ids: BTreeSet<_> = finder.families.iter().map(|family| family.id.clone()).collect();
    let mut wrong = Vec::new();
    assert_eq!(cases.family.keys().cloned().collect::<BTreeSet<_>>(), ids);
    for (id, case) in &cases.family {
        assert!(BTreeSet::from_iter(&case.hits).len() >= 10, "{id} has less than ten true forms");
        let forms: BTreeSet<String> = case.hits.iter().flat_map(|text| marked_forms(text)).collect();
        assert!(forms.len() >= 6, "{id} has less than six different forms: {forms:?}");
        assert!(BTreeSet::from_iter(&case.misses).len() >= 5, "{id} has less than five near misses");
        assert!(case.misses.iter().all(|text| !text.contains('⟦')), "{id}");
        assert!(case.hits.iter().all(|text| text.contains('⟦')), "{id}");
        for marked in case.hits.iter().chain(&case.misses) {
            let (text, expected) = unmarked(&marked.replace('⟦', &format!("⟦{id}:")));
            let hits = finder.hits(&text);
            let own = hits.iter().filter(|hit| finder.id(hit) == id);
            let found: BTreeSet<_> =
                own.map(|hit| (hit.span.start as usize, hit.span.end as usize, id.clone())).collect();
            if found != expected {
                let surfaces: Vec<_> = found.iter().map(|hit| &text[hit.0..hit.1]).collect();
                wrong.push(format!("{id}: {marked}\n    found {surfaces:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[derive(Deserialize)]
struct Campaigns {
    campaign: Vec<Campaign>,
}

#[derive(Deserialize)]
struct Campaign {
    id: String,
    #[serde(default)]
    documents: Vec<chinhluan::phrase::Citation>,
}

#[test]
fn all_campaigns_are_carried_with_their_documents() {
    let families = Families::embedded();
    let campaigns: Campaigns = data("campaigns.toml");
    assert_eq!(campaigns.campaign.len(), 49);
    for campaign in &campaigns.campaign {
        let mut carriers =
            families.iter().filter(|family| family.campaigns.contains(&campaign.id)).peekable();
        assert!(carriers.peek().is_some(), "{}", campaign.id);
        let carried: Vec<_> = carriers.flat_map(|family| &family.documents).collect();
        for document in &campaign.documents {
            let same = |own: &&chinhluan::phrase::Citation| {
                (&own.number, &own.date, own.verified)
                    == (&document.number, &document.date, document.verified)
            };
            assert!(carried.iter().any(same), "{}: {}", campaign.id, document.number);
        }
    }
    for citation in families.iter().flat_map(|family| &family.documents) {
        assert!(!citation.verified || citation.source.is_some(), "{} has no source", citation.number);
    }
}

/// The documents that the numbers of a text may be, with how sure that is.
fn readings(text: &str) -> Vec<String> {
    let families = Families::embedded();
    let numbers = docnum::find_all(text).into_iter();
    let said = numbers.map(|number| {
        let reading = families.cited(&number);
        let date = |known: &Known| format!("{} {}", known.number, known.date.unwrap_or("–"));
        let documents: Vec<String> = reading.documents.iter().map(date).collect();
        format!("{}: {}", reading.certainty.name(), documents.join(", "))
    });
    said.collect()
}

#[test]
fn a_number_of_two_documents_is_not_guessed() {
    let both = "Chỉ thị 03-CT/TW 2011-05-14, Chỉ thị 03-CT/TW 2021-05-19";
    assert_eq!(readings("Chỉ thị số 03 - CT/T.Ư"), [format!("ambiguous: {both}")]);
    assert_eq!(readings("Chỉ thị 05-CT/TW"), ["one: Chỉ thị 05-CT/TW 2016-05-15"]);
    assert_eq!(readings("Thông báo 250-KL/TW"), ["unknown: "]);
    // A misprint that papers made is named as one.
    assert_eq!(readings("Thông báo 246-KL/TW"), ["misprint: Thông báo kết luận 264-TB/TW 2009-07-31"]);
    // In short, and as a plenum's.
    assert_eq!(readings("Chỉ thị 05 của Bộ Chính trị"), ["short: Chỉ thị 05-CT/TW 2016-05-15"]);
    assert_eq!(
        readings("Nghị quyết Trung ương 4 (khóa XI, khóa XII, XIII)"),
        [
            "one: Nghị quyết Trung ương 4 khóa XI 2012-01-16",
            "one: Nghị quyết Trung ương 4 khóa XII 2016-10-30",
            "unknown: "
        ]
    );
    // Two families have one document, each under a name of its own.
    assert_eq!(readings("Nghị quyết số 26-NQ/TW"), ["one: Nghị quyết 26-NQ/TW 2008-08-05"]);
}

#[test]
fn the_date_beside_a_number_decides() {
    let first = ["dated: Chỉ thị 03-CT/TW 2011-05-14"];
    for text in [
        "Chi bộ học Chỉ thị số 03-CT/TW ngày 14/5/2011.",
        "Chỉ thị 03-CT/TW ngày 14 tháng 5 năm 2011 của Bộ Chính trị",
        "Chỉ thị 03-CT/TW (14-5-2011)",
        "Chỉ thị 03-CT/TW năm 2011",
        "Chỉ thị 03 của Bộ Chính trị ngày 14/5/2011",
        "Ngày 14/5/2011, Bộ Chính trị ban hành Chỉ thị 03-CT/TW",
    ] {
        assert_eq!(readings(text), first, "{text}");
    }
    assert_eq!(readings("Chỉ thị 03-CT/TW ngày 19-5-2021"), ["dated: Chỉ thị 03-CT/TW 2021-05-19"]);
    assert_eq!(readings("Chỉ thị 05 năm 2016"), ["dated: Chỉ thị 05-CT/TW 2016-05-15"]);
    assert_eq!(readings("Chỉ thị 05-CT/TW ngày 15/5/2016"), ["one: Chỉ thị 05-CT/TW 2016-05-15"]);
    // Of another day it is another document; of another year, it may be the work that was done on it.
    let both = "Chỉ thị 03-CT/TW 2011-05-14, Chỉ thị 03-CT/TW 2021-05-19";
    assert_eq!(readings("Chỉ thị 03-CT/TW ngày 2/3/1997"), [format!("other_date: {both}")]);
    assert_eq!(readings("Chỉ thị 05-CT/TW ngày 9/10/2007"), ["other_date: Chỉ thị 05-CT/TW 2016-05-15"]);
    assert_eq!(readings("Chỉ thị 03-CT/TW năm 2013"), [format!("ambiguous: {both}")]);
    assert_eq!(readings("Chỉ thị 15-CT/TU ngày 9/10/2007"), ["unknown: "]);
}

#[derive(Deserialize)]
struct Numbers {
    case: Vec<NumberCase>,
}

#[derive(Deserialize)]
struct NumberCase {
    text: String,
    canonical: Option<String>,
}

#[test]
fn document_numbers() {
    let numbers: Numbers = data("document_numbers.toml");
    for case in &numbers.case {
        for (before, after) in
            [("", ""), ("Theo ", " thì"), ("(", ")"), ("“", "”."), ("Số liệu 3,5: ", ", ngày 5/11")]
        {
            let text = format!("{before}{}{after}", case.text);
            let found: Vec<_> = docnum::find(&text).into_iter().map(|number| number.canonical).collect();
            assert_eq!(found, case.canonical.iter().cloned().collect::<Vec<_>>(), "{text}");
        }
    }
}

#[derive(Deserialize)]
struct Seeds {
    hit: Vec<SeedHit>,
    negative: Vec<SeedPlace>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct SeedHit {
    file: String,
    family: String,
    start: u32,
    end: u32,
    #[serde(default)]
    flags: String,
    nested_in: Option<String>,
}

#[derive(Deserialize)]
struct SeedPlace {
    file: String,
    start: u32,
    end: u32,
}

/// Runs where the seed articles are: `CHINHLUAN_SHARED` names their folder.
#[test]
#[allow(clippy::print_stderr)] // says that it did not run
fn seed_articles() {
    let Some(folder) = std::env::var_os("CHINHLUAN_SHARED") else {
        eprintln!(
            "seed_articles did not run: CHINHLUAN_SHARED does not name the folder of the seed articles"
        );
        return;
    };
    let seeds: Seeds = data("seeds.toml");
    let mut finder = Finder::new(Families::embedded());
    let known: BTreeSet<_> = seeds.hit.iter().map(|hit| hit.family.as_str()).collect();
    let files: BTreeSet<_> = seeds.hit.iter().map(|hit| hit.file.as_str()).collect();
    for file in files {
        let text = std::fs::read_to_string(Path::new(&folder).join(file)).unwrap();
        let hits = finder.hits(&text);
        let gold = seeds.hit.iter().filter(|hit| hit.file == file);
        let expected: BTreeSet<_> = gold
            .map(|hit| (hit.start, hit.end, hit.family.clone(), hit.flags.clone(), hit.nested_in.clone()))
            .collect();
        let found: BTreeSet<_> = hits
            .iter()
            .filter(|hit| known.contains(finder.id(hit)))
            .map(|hit| {
                let flags = hit.flags.names().filter(|name| *name != "gloss").collect::<Vec<_>>().join(" ");
                let outer = hit.nested_in.map(|outer| finder.id(&hits[outer as usize]).to_owned());
                // The gold knows its own families only.
                let outer = outer.filter(|outer| known.contains(outer.as_str()));
                (hit.span.start, hit.span.end, finder.id(hit).to_owned(), flags, outer)
            })
            .collect();
        assert_eq!(found, expected, "{file}");
        for negative in seeds.negative.iter().filter(|negative| negative.file == file) {
            let touched =
                hits.iter().find(|hit| hit.span.start < negative.end && negative.start < hit.span.end);
            let inside = touched.filter(|hit| known.contains(finder.id(hit)));
            assert!(
                inside.is_none(),
                "{file}: {inside:?} in {}",
                &text[negative.start as usize..negative.end as usize]
            );
        }
    }
}

#[test]
fn a_phrase_a_hundred_thousand_times_over() {
    let mut finder = Finder::new(Families::embedded());
    let text = "cán bộ, đảng viên, cuộc vận động ".repeat(100_000);
    let hits = finder.hits(&text);
    assert_eq!(hits.iter().filter(|hit| finder.id(hit) == "can-bo-dang-vien").count(), 100_000);
}

thread_local! {
    /// The embedded families, read once and not for every case.
    static EMBEDDED: RefCell<Finder> = RefCell::new(Finder::new(Families::embedded()));
}

proptest! {
    /// Hits lie in one sentence, in order, and those of one family do not overlap; nesting points at a longer one.
    #[test]
    fn invariants(words in prop::collection::vec(
        prop::sample::select(vec![
            "học", "tập", "và", "làm", "theo", "tấm", "gương", "đạo", "đức", "Hồ", "Chí", "Minh", "Bác", "xây", "dựng",
            "nông", "thôn", "mới", ",", "-", "“", "”", "(", ")", ".", "\n\n", "cuộc", "vận", "động", "hoc", "bac",
            "cán", "bộ", "đảng", "viên", "NTM", "kinh", "tế", "xã", "hội", "lối", "sống", "😀",
        ]),
        0..60,
    )) {
        let text = words.join(" ");
        let (hits, sentences, variants) = EMBEDDED.with_borrow_mut(|finder| {
            let hits = finder.hits(&text);
            let variants: Vec<_> = finder.families.iter().map(|family| family.variants().len() as u32).collect();
            (hits, finder.tokens.sentences().collect::<Vec<_>>(), variants)
        });
        for (index, hit) in hits.iter().enumerate() {
            prop_assert!(hit.span.start < hit.span.end && text.is_char_boundary(hit.span.end as usize));
            prop_assert!(variants[hit.family as usize] > hit.variant);
            let home = sentences.iter().find(|range| range.contains(&(hit.tokens.start as usize))).unwrap();
            prop_assert!(hit.tokens.end as usize <= home.end);
            if let Some(outer) = hit.nested_in {
                let outer = &hits[outer as usize];
                prop_assert!(outer.tokens.start <= hit.tokens.start && hit.tokens.end <= outer.tokens.end);
                prop_assert!(outer.tokens.len() > hit.tokens.len() && outer.family != hit.family);
            }
            for other in &hits[index + 1..] {
                prop_assert!(hit.tokens.start <= other.tokens.start);
                let apart = hit.tokens.end <= other.tokens.start;
                prop_assert!(apart || hit.family != other.family, "{}", text);
            }
        }
    }

    #[test]
    fn decomposed_text_has_the_same_hits(text in "(học tập|và|làm theo|Bác|nông thôn mới|kinh tế|-|xã hội|hóa|, |\\. | ){0,12}") {
        use unicode_normalization::UnicodeNormalization;
        let found = |text: &str| -> Vec<_> {
            let hits = EMBEDDED.with_borrow_mut(|finder| finder.hits(text));
            hits.into_iter().map(|hit| (hit.family, hit.variant, hit.tokens)).collect()
        };
        prop_assert_eq!(found(&text), found(&text.nfd().collect::<String>()));
    }
}
