//! Every output file of one small report, as it is written: read a changed file before accepting it.
//!
//! `CHINHLUAN_ACCEPT=1 cargo test --test outputs` writes the files anew.

use chinhluan::article::Role;
use chinhluan::counts::Counts;
use chinhluan::discover::{Contrast, Phrase};
use chinhluan::phrase::FamilyKind;
use chinhluan::report::*;
use chinhluan::statistics::interval::Interval;
use chinhluan::{LeftOut, Place};
use std::path::Path;

/// One row of every table; text that a careless writer would break or obey.
fn report() -> Report {
    let hostile = "<script>alert(1)</script> \"a, b\"\n=1+1";
    let interval = Some(Interval { low: 31.004, high: 88.5 });
    let rate = |count, interval| Rate {
        count,
        articles: 3,
        per_million: 56.789,
        per_article: 0.123_45,
        interval,
        poisson: interval.map(|interval| interval.scaled(0.5)),
    };
    let frequency =
        Frequency { all: rate(1234, interval), unique: rate(2, None), by_source: rate(3, None), sources: 2 };
    Report {
        summary: Summary {
            documents: 12_786,
            period: Some(("2007-09-10".into(), "2023-10-12".into())),
            sources: vec![("Báo Vân Sơn".into(), 17), (hostile.into(), 1)],
            syllables: 35_934,
            hits: 437,
            ..Summary::default()
        },
        families: vec![FamilyRow {
            family: "xay-dung-nong-thon-moi".into(),
            name: "Chương trình mục tiêu quốc gia xây dựng nông thôn mới".into(),
            kind: FamilyKind::Campaign,
            frequency,
            repeated: 1,
            first: Some("2010-09-14".into()),
            last: None,
        }],
        phrases: vec![PhraseRow {
            family: "xay-dung-nong-thon-moi".into(),
            variant: "nông thôn mới, nâng cao".into(),
            frequency,
            repeated: 0,
        }],
        periods: vec![
            PeriodRow {
                period: "2013".into(),
                family: "xay-dung-nong-thon-moi".into(),
                frequency,
                period_articles: 9,
                period_syllables: 4_321,
            },
            PeriodRow {
                period: "2014".into(),
                family: "xay-dung-nong-thon-moi".into(),
                frequency: Frequency::default(),
                period_articles: 0,
                period_syllables: 0,
            },
        ],
        variants: vec![VariantRow {
            period: "2013".into(),
            family: "xay-dung-nong-thon-moi".into(),
            variant: hostile.into(),
            count: 3,
            count_unique: 2,
            share: Some(2.0 / 3.0),
            interval,
        }],
        trends: vec![TrendRow {
            family: "xay-dung-nong-thon-moi".into(),
            periods: 17,
            tau: 0.512_345_678,
            z: 2.84,
            p: 0.000_004_567_89,
            z_hamed_rao: Some(2.1),
            p_hamed_rao: None,
            p_adjusted: 0.04,
            direction: Some(Direction::Rising),
            slope: 12.5,
            slope_interval: Interval { low: -1.0, high: 20.0 },
            change: Some("2010".into()),
            change_p: 0.01,
            before: 0.0,
            after: 640.125,
        }],
        anachronisms: vec![AnachronismRow {
            document: hostile.into(),
            date: "2001-05-19".into(),
            date_from: Some("label"),
            family: "xay-dung-nong-thon-moi".into(),
            surface: "nông thôn mới".into(),
            start: 4,
            end: 20,
            founded: "2008-08-05".into(),
            founded_by: Some("Nghị quyết 26-NQ/TW".into()),
            verified: true,
        }],
        numbers: vec![NumberRow {
            number: "03-CT/TW".into(),
            date: Some("2011-05-14".into()),
            count: 4,
            articles: 3,
            families: vec!["tam-guong-dao-duc-ho-chi-minh".into()],
            documents: vec!["Chỉ thị 03-CT/TW (2011-05-14)".into()],
            reading: "dated",
        }],
        hits: vec![HitRow {
            document: hostile.into(),
            family: "xay-dung-nong-thon-moi".into(),
            variant: "nông thôn mới".into(),
            surface: "nông thôn\nmới".into(),
            start: 12,
            end: 30,
            field: "text",
            region: Role::Lead,
            repeated: true,
            flags: vec!["gloss"],
            nested_in: vec!["ca-nuoc-chung-suc-xay-dung-nong-thon-moi".into()],
            date: Some("2013-06-05".into()),
            source: None,
            cluster: Some(0),
            copy_of: None,
        }],
        discovered: vec![Phrase {
            phrase: hostile.into(),
            words: 2,
            count: 9,
            documents: 7,
            range: 3,
            articles: vec![0],
            dispersion: Some(0.25),
            association: 0.75,
            families: vec!["nong-thon-moi".into(), "kinh-te-xa-hoi".into()],
            score: 12.5,
            c_value: 3.0,
            g2: 1234.5,
            p_adjusted: 0.0001,
            log_dice: Some(11.0),
            t: None,
            dp: Some(0.2),
            juilland_d: None,
            quoted: 0.5,
            joint: 0.0,
            named: 0.5,
            capitals: 0.125,
            freedom: 1.0,
            political: 0.9,
            forms: vec!["gạch đỏ, ngói son".into()],
            contrast: Some(Contrast {
                reference: 4,
                is_bound: true,
                log_ratio: 3.25,
                low: 1.5,
                high: 5.0,
                g2: 40.125,
                p_adjusted: 0.001,
            }),
        }],
        reference: "open_prose".into(),
        duplicates: vec![DuplicateRow {
            a: "a.txt".into(),
            b: hostile.into(),
            relation: "near",
            jaccard: 0.812,
            containment_a: 0.9,
            containment_b: 0.887,
            decision: "copy",
            reason: "most of the wording is shared".into(),
        }],
        repeats: vec![RepeatRow {
            document: "a.txt".into(),
            line: 7,
            repeats: 5,
            how: "prefix",
            start: 1_000,
            end: 1_200,
            text: hostile.into(),
        }],
        documents: vec![DocumentRow {
            document: "a.txt".into(),
            title: Some(hostile.into()),
            source: Some("Báo Vân Sơn".into()),
            date: Some("2013-06-05".into()),
            date_from: Some("position"),
            syllables: 412,
            cluster: Some(0),
            similarity: Some(0.41),
            x: Some(0.125),
            y: Some(-0.5),
            copy_of: None,
        }],
        clusters: vec![ClusterRow {
            cluster: 0,
            documents: 1,
            copies: 2,
            words: vec!["nông thôn".into(), hostile.into()],
            phrases: vec!["Cuộc vận động \"Học tập\"".into(), hostile.into()],
            typical: vec!["a.txt".into()],
            first: Some("2013-06-05".into()),
            last: None,
            sources: vec![("Báo Vân Sơn".into(), 1), (hostile.into(), 1)],
        }],
        terms: vec![TermRow {
            term: "nông thôn".into(), count: 30, documents: 12, idf: 1.25, weight: 0.02
        }],
        words: WordCounts { counts: counts(), labels: vec!["nông thôn".into(), hostile.into()] },
        lists: vec!["trang-chu.html".into()],
        skipped: vec![LeftOut {
            place: Place::line("b.jsonl", 3),
            reason: "no field \"text\"".into(),
            record: None,
        }],
        evidence: Evidence::default(),
    }
}

fn counts() -> Counts {
    let mut counts = Counts::default();
    counts.push(&mut [0, 1, 0]);
    counts
}

/// Every file that is text.
fn all() -> Vec<Box<dyn Output>> {
    let tables = vec![TableFormat::Csv, TableFormat::Jsonl];
    outputs(&Export { tables, document_terms: true, ..Export::default() })
}

#[test]
fn every_output_as_it_is_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/outputs");
    let report = report();
    let mut names = Vec::new();
    for output in all() {
        let mut written = Vec::new();
        output.write(&report, &mut written).unwrap();
        let path = folder.join(output.file_name());
        if std::env::var_os("CHINHLUAN_ACCEPT").is_some() {
            std::fs::write(&path, &written).unwrap();
        }
        let accepted = std::fs::read(&path).unwrap();
        assert!(written == accepted, "{} changed: read it, then accept it", output.file_name());
        names.push(output.file_name());
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all().len(), "two outputs have one name");
}
