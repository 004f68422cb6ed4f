//! Phrase families: a file is families or an error; families find what they find, within the text.

#![no_main]

use chinhluan::phrase::{Families, MatchScratch, Matcher};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use libfuzzer_sys::fuzz_target;

const TEXT: &str = "Cán bộ, đảng viên xã Vĩnh Thuỷ học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; \
    xây dựng nông thôn mới theo Chỉ thị số 05-CT/TW.\nTOÀN DÂN đoàn kết xây dựng đời sống văn hoá.\n";

fuzz_target!(|toml: &str| {
    let Ok(families) = Families::read(toml, "fuzz") else { return };
    let mut forms = Forms::new();
    let Ok(matcher) = Matcher::new(&families, &mut forms) else { return };
    let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
    // The names of the families are text that they may well match.
    let names: String = families.iter().flat_map(|family| family.variants()).map(|name| name.clone() + "\n").collect();
    for text in [TEXT, toml, &names] {
        tokens.read(text, &mut forms);
        matcher.find(text, &tokens, &forms, &mut scratch, &mut hits);
        for hit in &hits {
            assert!(!hit.span.of(text).is_empty());
            families.family(hit.family).variant(hit.variant);
        }
    }
});
