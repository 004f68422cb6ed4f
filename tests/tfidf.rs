//! TF-IDF and truncated SVD against scikit-learn, BM25 against bm25s (tests/oracles/tfidf.py).

use chinhluan::counts::{Counts, NgramRange, Ngrams};
use chinhluan::tfidf::{Bm25, Bm25Formula, InvertedIndex, TfIdf, TruncatedSvd, Vectors};
use proptest::prelude::*;
use serde_json::Value;
use std::collections::BTreeMap;

fn oracle() -> Value {
    serde_json::from_str(include_str!("data/tfidf.json")).unwrap()
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_lowercase()).collect()
}

/// Documents as scikit-learn counts them: its terms in alphabetical order, as its ties are broken, and their names.
fn counts(documents: &[String], range: NgramRange, stop_words: &[String]) -> (Counts, Vec<String>) {
    let kept = |text: &str| -> Vec<String> {
        let words = text.split_whitespace().filter(|word| !stop_words.iter().any(|stop| stop == word));
        words.map(str::to_owned).collect()
    };
    let texts: Vec<Vec<String>> = documents.iter().map(|text| kept(text)).collect();
    let mut words: BTreeMap<&str, u32> = texts.iter().flatten().map(|word| (word.as_str(), 0)).collect();
    words.values_mut().zip(0..).for_each(|(number, at)| *number = at);
    let names: Vec<String> = words.keys().map(|word| (*word).to_owned()).collect();
    let mut ngrams = Ngrams::new(range);
    let mut rows: Vec<Vec<u32>> = Vec::new();
    for text in &texts {
        let mut terms = Vec::new();
        ngrams.add(&text.iter().map(|word| words[word.as_str()]).collect::<Vec<_>>(), &mut terms);
        rows.push(terms);
    }
    let labels = ngrams.labels(names);
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&term| &labels[term]);
    let mut number = vec![0; labels.len()];
    order.iter().zip(0..).for_each(|(&term, at)| number[term] = at);
    let mut counts = Counts::default();
    rows.iter()
        .for_each(|row| counts.push(&mut row.iter().map(|&term| number[term as usize]).collect::<Vec<_>>()));
    (counts, order.into_iter().map(|term| labels[term].clone()).collect())
}

#[test]
fn equal_to_scikit_learn() {
    let oracle = oracle();
    let documents = strings(&oracle["documents"]);
    let runs = oracle["runs"].as_array().unwrap();
    assert!(runs.len() >= 50);
    for run in runs {
        let mut settings = run["settings"].as_object().unwrap().clone();
        let range =
            settings.remove("ngram_range").map_or(NgramRange(1, 1), |it| serde_json::from_value(it).unwrap());
        let stop_words = settings.remove("stop_words").map_or(Vec::new(), |list| strings(&list));
        let (counts, mut names) = counts(&documents, range, &stop_words);
        if let Some(listed) = settings.remove("vocabulary") {
            let number = |term: String| match names.iter().position(|name| *name == term) {
                Some(number) => number as u32,
                None => {
                    names.push(term);
                    names.len() as u32 - 1
                }
            };
            let numbers: Vec<u32> = strings(&listed).into_iter().map(number).collect();
            settings.insert("vocabulary".into(), numbers.into());
        }
        if settings.get("norm").is_some_and(Value::is_null) {
            settings.insert("norm".into(), "none".into());
        }
        let settings: TfIdf = serde_json::from_value(settings.into()).unwrap();
        let fitted = settings.fit(&counts).unwrap();
        let vectors = fitted.transform(&counts);
        for (document, expected) in run["documents"].as_array().unwrap().iter().enumerate() {
            let expected = expected.as_object().unwrap();
            let row: Vec<_> = vectors.row(document).collect();
            assert_eq!(row.len(), expected.len(), "{settings:?}, document {document}");
            for (column, weight) in row {
                let name = &names[fitted.terms()[column as usize] as usize];
                let difference = (weight - expected[name].as_f64().unwrap()).abs();
                assert!(difference < 1e-12, "{settings:?}, document {document}, {name}: {difference:e}");
            }
        }
    }
}

#[test]
fn a_term_twice_in_the_vocabulary() {
    let (counts, _) = counts(&["chi_bộ thôn".into()], NgramRange(1, 1), &[]);
    let settings = TfIdf { vocabulary: Some(vec![1, 0, 1]), ..TfIdf::default() };
    assert!(
        settings
            .fit(&counts)
            .unwrap_err()
            .to_string()
            .contains("terms 1 and 3 of the vocabulary are the same")
    );
}

#[test]
fn bm25_is_that_of_bm25s() {
    let oracle = oracle();
    for (name, formula) in [("lucene", Bm25Formula::Lucene), ("robertson", Bm25Formula::Robertson)] {
        let expected = &oracle["bm25"][name];
        let documents: Vec<String> =
            expected["documents"].as_array().unwrap().iter().map(|words| strings(words).join(" ")).collect();
        let (counts, names) = counts(&documents, NgramRange(1, 1), &[]);
        let vectors = Bm25 { formula, ..Bm25::default() }.fit(&counts).transform(&counts);
        let index = InvertedIndex::new(&vectors);
        for query in expected["queries"].as_array().unwrap() {
            let words = strings(&query["query"]);
            let number = |word: &String| Some((names.iter().position(|name| name == word)? as u32, 1.0));
            let found: BTreeMap<u32, f64> =
                index.nearest(words.iter().filter_map(number), documents.len()).into_iter().collect();
            for (document, score) in query["scores"].as_array().unwrap().iter().enumerate() {
                let asked = |column: u32| words.contains(&names[column as usize]);
                // bm25s takes a negative inverse document frequency for 0.
                let weights = vectors.row(document).filter(|&(column, _)| asked(column));
                let sum: f64 = weights.map(|(_, weight)| weight.max(0.0)).sum();
                let score = score.as_f64().unwrap();
                if formula == Bm25Formula::Lucene {
                    let found = found.get(&(document as u32)).copied().unwrap_or(0.0);
                    assert!(
                        (found - score).abs() < 1e-6,
                        "{words:?}, document {document}: {found} for {score}"
                    );
                }
                // It stores its scores in 32 bits.
                assert!(
                    (sum - score).abs() < 1e-6,
                    "{name} {words:?}, document {document}: {sum} for {score}"
                );
            }
        }
    }
}

#[test]
fn singular_values_and_products_are_those_of_scikit_learn() {
    let oracle = oracle();
    let (counts, _) = counts(&strings(&oracle["documents"]), NgramRange(1, 1), &[]);
    let vectors = TfIdf::default().fit(&counts).unwrap().transform(&counts);
    for seed in 0..5 {
        let svd = TruncatedSvd { components: 4, seed, ..TruncatedSvd::default() }.fit(&vectors).unwrap();
        let expected = oracle["svd"]["singular_values"].as_array().unwrap();
        for (value, expected) in svd.singular_values().iter().zip(expected) {
            assert!((value - expected.as_f64().unwrap()).abs() < 1e-6, "{value} for {expected}");
        }
        let dense = svd.transform(&vectors);
        let products = dense.dot(&dense.t());
        for ((row, column), product) in products.indexed_iter() {
            let expected = oracle["svd"]["products"][row][column].as_f64().unwrap();
            assert!((product - expected).abs() < 1e-6, "{row}, {column}: {product} for {expected}");
        }
    }
    let asked = |components| TruncatedSvd { components, ..TruncatedSvd::default() }.fit(&vectors);
    assert!(asked(0).is_err() && asked(8).is_err() && asked(7).is_ok());
}

#[test]
fn nothing_varies_where_all_documents_are_equal() {
    let (counts, _) = counts(&["chi_bộ thôn họp".into(), "chi_bộ thôn họp".into()], NgramRange(1, 1), &[]);
    let vectors = TfIdf::default().fit(&counts).unwrap().transform(&counts);
    let svd = TruncatedSvd { components: 2, ..TruncatedSvd::default() }.fit(&vectors).unwrap();
    assert!((svd.singular_values()[0] - 2f64.sqrt()).abs() < 1e-12 && svd.singular_values()[1].abs() < 1e-6);
    assert!(svd.components().iter().chain(&svd.transform(&vectors)).all(|weight| weight.is_finite()));
    let none = TfIdf::default().fit(&Counts::default()).unwrap().transform(&Counts::default());
    assert_eq!(none, Vectors::default());
    assert!(InvertedIndex::new(&none).nearest([(3, 1.0)].into_iter(), 5).is_empty());
}

proptest! {
    /// The index finds what comparing with every document finds.
    #[test]
    fn nearest_are_the_nearest(
        rows in prop::collection::vec(prop::collection::vec(0u32..12, 0..8), 1..12),
        count in 0usize..14,
    ) {
        let mut counts = Counts::default();
        rows.iter().for_each(|row| counts.push(&mut row.clone()));
        let vectors = TfIdf::default().fit(&counts).unwrap().transform(&counts);
        let weight = |document: usize, column: u32| {
            vectors.row(document).find(|&(other, _)| other == column).map(|(_, weight)| weight)
        };
        let index = InvertedIndex::new(&vectors);
        for asked in 0..rows.len() {
            let cosine = |document: usize| {
                let products = vectors.row(asked).filter_map(|(column, value)| Some(value * weight(document, column)?));
                let products: Vec<f64> = products.collect();
                (!products.is_empty()).then(|| products.iter().sum::<f64>())
            };
            let mut all: Vec<(u32, f64)> =
                (0..rows.len()).filter_map(|document| Some((document as u32, cosine(document)?))).collect();
            all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            all.truncate(count);
            prop_assert_eq!(index.nearest(vectors.row(asked), count), all);
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
