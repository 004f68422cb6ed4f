//! TF-IDF against scikit-learn's TfidfVectorizer (tests/oracles/tfidf.py).

use chinhluan::counts::Counts;
use chinhluan::tfidf::TfIdf;
use serde_json::Value;
use std::collections::BTreeMap;

#[test]
fn equal_to_scikit_learn() {
    let oracle: Value = serde_json::from_str(include_str!("data/tfidf.json")).unwrap();
    // Lower case as scikit-learn has it; terms numbered in alphabetical order, as its ties are broken.
    let documents: Vec<String> = oracle["documents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|text| text.as_str().unwrap().to_lowercase())
        .collect();
    let mut terms: BTreeMap<&str, u32> =
        documents.iter().flat_map(|text| text.split_whitespace()).map(|word| (word, 0)).collect();
    terms.values_mut().enumerate().for_each(|(index, term)| *term = index as u32);
    let names: Vec<&str> = terms.keys().copied().collect();
    let mut counts = Counts::default();
    for document in &documents {
        counts.push(&mut document.split_whitespace().map(|word| terms[word]).collect::<Vec<_>>());
    }
    let runs = oracle["runs"].as_array().unwrap();
    assert!(runs.len() >= 14);
    for run in runs {
        let mut settings = run["settings"].clone();
        if settings["norm"].is_null() && settings.get("norm").is_some() {
            settings["norm"] = "none".into();
        }
        let settings: TfIdf = serde_json::from_value(settings).unwrap();
        let fitted = settings.fit(&counts).unwrap();
        let vectors = fitted.transform(&counts);
        for (document, expected) in run["documents"].as_array().unwrap().iter().enumerate() {
            let expected = expected.as_object().unwrap();
            let row: Vec<_> = vectors.row(document).collect();
            assert_eq!(row.len(), expected.len(), "{settings:?}, document {document}");
            for (column, weight) in row {
                let name = names[fitted.terms()[column as usize] as usize];
                let difference = (weight - expected[name].as_f64().unwrap()).abs();
                assert!(difference < 1e-12, "{settings:?}, document {document}, {name}: {difference:e}");
            }
        }
    }
}

#[test]
fn idf_is_learned_in_fit() {
    let mut counts = Counts::default();
    for terms in [[0, 1], [0, 2], [0, 3]] {
        counts.push(&mut terms.clone());
    }
    let fitted = TfIdf::default().fit(&counts).unwrap();
    let all = fitted.transform(&counts);
    let alone = fitted.transform(&counts.select(&[1]));
    assert_eq!(all.row(1).collect::<Vec<_>>(), alone.row(0).collect::<Vec<_>>());
}

#[test]
fn contradictory_settings_are_named() {
    let mut counts = Counts::default();
    counts.push(&mut [0]);
    for (settings, said) in
        [(r#"{"min_df": 3, "max_df": 2}"#, "min_df asks for 3"), (r#"{"max_df": 1.5}"#, "1.5")]
    {
        let settings: TfIdf = serde_json::from_str(settings).unwrap();
        assert!(settings.fit(&counts).unwrap_err().to_string().contains(said));
    }
}
