//! A collection in decomposed letters comes to the same report as in composed ones.

use chinhluan::phrase::Families;
use chinhluan::read::Inputs;
use chinhluan::report::{Models, Pipeline, Report, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::{Document, Result};
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

fn report(rewrite: fn(&str) -> String) -> Report {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/demo");
    let inputs = Inputs { paths: vec![demo], ..Inputs::default() };
    let rewritten = |document: Result<Document>| {
        document.map(|mut document| {
            document.text = rewrite(&document.text);
            document.meta.title = document.meta.title.as_deref().map(rewrite);
            document
        })
    };
    let models = Models::new(Segmenter::embedded(), Families::embedded()).unwrap();
    let mut documents = inputs.open().unwrap().map(rewritten);
    Pipeline::new(models, Settings::default()).run(&mut documents, |_| ()).unwrap().report
}

#[test]
fn composed_and_decomposed_text_have_one_report() {
    let (composed, decomposed) = (report(|text| text.nfc().collect()), report(|text| text.nfd().collect()));
    assert!(composed.hits.len() > 400);
    let hits = |report: &Report| -> Vec<_> {
        let row = |hit: &chinhluan::report::HitRow| {
            let surface: String = hit.surface.nfc().collect();
            let place = (hit.document.clone(), hit.family.clone(), hit.variant.clone(), surface);
            (place, hit.region, hit.repeated, hit.flags.clone(), hit.nested_in.clone(), hit.date.clone())
        };
        report.hits.iter().map(row).collect()
    };
    assert_eq!(hits(&composed), hits(&decomposed));
    assert_eq!(composed.duplicates, decomposed.duplicates);
    assert_eq!(composed.families, decomposed.families);
    assert_eq!(composed.periods, decomposed.periods);
    assert_eq!(composed.clusters, decomposed.clusters);
    assert_eq!(composed.terms, decomposed.terms);
}
