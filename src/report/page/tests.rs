//! A page that does not hold every article says so, and names no row that it does not have.

use super::data::PageData;
use super::sample::Sample;
use super::{Language, Page, RunNotes};
use crate::document::{Document, Meta};
use crate::error::Place;
use crate::phrase::Families;
use crate::report::{Models, Period, Pipeline, Report, Resource, Settings};
use crate::segment::Segmenter;
use serde_json::Value;

/// A hundred articles, each three times in other sources, so far apart that a sample has one and not the other.
fn report() -> Report {
    let article = |number: usize| {
        let story = number % 100;
        let line =
            |at: usize| format!("Thôn số {story} đoạn {at} {} bàn việc {}.", story * 7 + at * 13, at * story);
        let lines: Vec<String> = (0..60).map(line).collect();
        let text = format!("{}\nXã {story} đạt chuẩn nông thôn mới năm 2009.\n", lines.join("\n"));
        let meta = Meta {
            source: Some(format!("báo {}", number % 7)),
            date: Some(format!("{}-03-01", 2005 + number % 9)),
            ..Meta::default()
        };
        Document { id: format!("{number}"), text, meta, place: Place::file("a.jsonl") }
    };
    let models = Models::new(Segmenter::embedded(), Families::embedded()).unwrap();
    let mut documents = (0..300).map(|number| Ok(article(number)));
    Pipeline::new(models, Settings::default()).run(&mut documents, |_| ()).unwrap().report
}

fn page() -> Page {
    let resource = Resource { name: "embedded".into(), checksum: String::new() };
    let run = RunNotes {
        command: "chinhluan report".into(),
        settings: Value::Null,
        period: Period::Year,
        seed: 1,
        model: resource.clone(),
        gazetteer: resource,
        inputs: Vec::new(),
    };
    Page { language: Language::English, run, site: false }
}

#[test]
fn a_sample_names_only_what_it_holds() {
    let (report, page) = (report(), page());
    let all = report.evidence.chunks.packed.len();
    assert!(all >= 4, "{all} chunks");
    for (texts, articles) in [(usize::MAX, 150), (1, usize::MAX), (usize::MAX, usize::MAX)] {
        let sample = Sample::within(&report, texts, articles);
        let data = serde_json::to_value(PageData::of(&report, &page, &sample)).unwrap();
        let column = |table: &str, name: &str| -> Vec<i64> {
            data[table][name].as_array().unwrap().iter().map(|value| value.as_i64().unwrap()).collect()
        };
        let documents = data["documents"]["id"].as_array().unwrap().len() as i64;
        let is_whole = texts == usize::MAX && articles == usize::MAX;
        assert_eq!(documents == 300, is_whole);
        assert_eq!(data["sampled"].is_null(), is_whole);
        assert_eq!(data["chunks"].as_u64().unwrap() as usize, sample.kept().len());
        assert!(
            column("documents", "chunk").iter().all(|chunk| (0..sample.kept().len() as i64).contains(chunk))
        );
        assert!(column("documents", "group").iter().all(|group| (-1..documents).contains(group)));
        let hits = column("hits", "document");
        assert!(!hits.is_empty() && hits.iter().all(|document| (0..documents).contains(document)));
        for relation in data["relations"].as_array().unwrap() {
            let (a, b) = (relation["a"].as_i64().unwrap(), relation["b"].as_i64().unwrap());
            assert!((0..documents).contains(&a) && (0..documents).contains(&b));
        }
        // Figures are of the whole collection, whatever the page holds.
        assert_eq!(data["summary"]["documents"], 300);
        assert_eq!(data["families"][0]["frequency"]["all"]["count"], report.families[0].frequency.all.count);
        if is_whole {
            // What the page sums of its hits is what the tables say.
            let (status, family) = (column("hits", "status"), column("hits", "family"));
            let unique = column("documents", "unique");
            for (number, row) in report.families.iter().enumerate() {
                let counted = || (0..hits.len()).filter(|&at| status[at] == 0 && family[at] == number as i64);
                assert_eq!(counted().count() as u64, row.frequency.all.count);
                let in_originals = counted().filter(|&at| unique[hits[at] as usize] == 1).count();
                assert_eq!(in_originals as u64, row.frequency.unique.count);
            }
        }
    }
}
