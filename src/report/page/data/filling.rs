//! The page's data, of a report and the articles of it that the page holds.

use super::*;
use crate::dedup::Passage;
use crate::discover::{Phrase, propose};
use crate::error::LeftOut;
use crate::phrase::Citation;
use crate::report::evidence::{FamilyNote, RelationPlace};
use crate::report::page::Page;
use crate::report::page::sample::Sample;
use crate::report::table::{ends, five_digits, hundredths, ten_thousandths};
use crate::report::{Frequency, HitRow, Rate, Report, TrendRow};
use crate::statistics::interval::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// Terms the page holds; terms.csv has all.
const TERMS: usize = 2_000;
/// Inputs and reasons the page names; the manifest has all.
const NAMED: usize = 200;

/// Where rows stand that are named by words in the tables.
struct Places<'a> {
    families: BTreeMap<&'a str, usize>,
    variants: BTreeMap<(usize, &'a str), usize>,
    sources: BTreeMap<&'a str, usize>,
    periods: BTreeMap<&'a str, usize>,
    flags: Vec<&'static str>,
    date_origins: Vec<&'static str>,
}

impl<'a> PageData<'a> {
    /// The data of a page that holds the articles of `sample`.
    pub fn of(report: &'a Report, page: &'a Page, sample: &Sample) -> Self {
        let trends: BTreeMap<&str, &TrendRow> =
            report.trends.iter().map(|row| (row.family.as_str(), row)).collect();
        let mut places = Places {
            families: (0..).zip(&report.families).map(|(at, row)| (row.family.as_str(), at)).collect(),
            variants: BTreeMap::new(),
            sources: (0..).zip(&report.summary.sources).map(|(at, (name, _))| (name.as_str(), at)).collect(),
            periods: BTreeMap::new(),
            flags: distinct(report.hits.iter().flat_map(|hit| hit.flags.iter().copied())),
            date_origins: distinct(report.documents.iter().filter_map(|document| document.date_from)),
        };
        let mut families = families(report, &trends);
        let mut variants: Vec<Variant> = Vec::with_capacity(report.phrases.len());
        for row in &report.phrases {
            let Some(&family) = places.families.get(row.family.as_str()) else { continue };
            places.variants.insert((family, &row.variant), variants.len());
            let frequency = Some(frequency(&row.frequency));
            variants.push(Variant { family, form: &row.variant, frequency, repeated: row.repeated });
        }
        let periods = periods(report, &mut places);
        let shares = shares(report, &places);
        let hits = hits(report, sample, &mut places, &mut families, &mut variants);
        let documents = documents(report, page, sample, &places);
        let inputs = page.run.inputs.as_slice();
        let (first, last) = report.summary.period.as_ref().map(|(a, b)| (a.as_str(), b.as_str())).unzip();
        let summary = &report.summary;
        Self {
            format: FORMAT,
            version: format!("chinhluan {}", env!("CARGO_PKG_VERSION")),
            language: page.language,
            site: page.site,
            method: Method {
                command: &page.run.command,
                settings: &page.run.settings,
                policy: summary.policy.to_string(),
                policy_in_words: summary.policy.in_words(),
                period: page.run.period,
                seed: page.run.seed,
                model: &page.run.model,
                gazetteer: &page.run.gazetteer,
                inputs: &inputs[..inputs.len().min(NAMED)],
                inputs_of: inputs.len(),
                skipped: report.skipped.iter().take(NAMED).map(LeftOut::to_string).collect(),
                skipped_of: report.skipped.len(),
                lists: &report.lists[..report.lists.len().min(NAMED)],
                lists_of: report.lists.len(),
            },
            summary: Summary {
                documents: summary.documents,
                skipped: summary.skipped,
                lists: summary.lists,
                undated: summary.undated,
                first,
                last,
                sources: summary.sources.iter().map(|(_, documents)| *documents).collect(),
                syllables: summary.syllables,
                syllables_unique: summary.syllables_unique,
                bytes: summary.bytes,
                duplicate_groups: summary.duplicate_groups,
                copies: summary.copies,
                repeating: summary.repeating,
                hits: summary.hits,
                hits_repeated: summary.hits_repeated,
                hits_aside: summary.hits_aside,
                hits_uncounted: summary.hits_uncounted,
            },
            sources: summary.sources.iter().map(|(name, _)| name.as_str()).collect(),
            roles: Role::ALL.iter().map(|role| role.name()).collect(),
            content_roles: Role::ALL.iter().map(|role| role.is_content()).collect(),
            sampled: sample.why().map(|why| Sampled {
                kept: documents.id.len(),
                of: report.documents.len(),
                hits_kept: hits.document.len(),
                hits_of: report.hits.len(),
                why,
            }),
            relations: relations(report, sample),
            repeats: repeats(report, sample),
            anachronisms: anachronisms(report, sample),
            numbers: numbers(report, &places),
            clusters: clusters(report, sample, &places),
            date_origins: places.date_origins,
            flags: places.flags,
            families,
            variants,
            periods,
            shares,
            documents,
            hits,
            found: found(report, sample),
            proposed: propose(&report.discovered),
            reference: Some(report.reference.as_str()).filter(|name| !name.is_empty()),
            terms: &report.terms[..report.terms.len().min(TERMS)],
            terms_of: report.terms.len(),
            chunks: sample.chunks(),
        }
    }
}

fn distinct(names: impl Iterator<Item = &'static str>) -> Vec<&'static str> {
    names.collect::<BTreeSet<_>>().into_iter().collect()
}

fn rate(of: &Rate) -> PageRate {
    PageRate {
        count: of.count,
        articles: of.articles,
        per_million: hundredths(of.per_million),
        per_article: ten_thousandths(of.per_article),
        interval: rounded(of.interval, hundredths),
        poisson: rounded(of.poisson, hundredths),
    }
}

fn rounded(interval: Option<Interval>, round: fn(f64) -> f64) -> Ends {
    interval.map(|interval| [round(interval.low), round(interval.high)])
}

fn frequency(of: &Frequency) -> PageFrequency {
    let by_source = PageRate { interval: None, poisson: None, ..rate(&of.by_source) };
    PageFrequency { all: rate(&of.all), unique: rate(&of.unique), by_source, sources: of.sources }
}

fn trend(row: &TrendRow) -> Trend<'_> {
    Trend {
        periods: row.periods,
        tau: five_digits(row.tau),
        z: five_digits(row.z),
        p: five_digits(row.p),
        p_hamed_rao: row.p_hamed_rao.map(five_digits),
        p_adjusted: five_digits(row.p_adjusted),
        direction: row.direction.map(|direction| direction.name()),
        slope: five_digits(row.slope),
        slope_interval: rounded(Some(row.slope_interval), five_digits),
        change: row.change.as_deref(),
        change_p: five_digits(row.change_p),
        before: hundredths(row.before),
        after: hundredths(row.after),
    }
}

fn founding(citation: &Citation) -> Founding<'_> {
    Founding {
        number: &citation.number,
        date: citation.date.as_deref(),
        source: citation.source.as_deref(),
        verified: citation.verified,
    }
}

/// A family whose hits do not count.
fn uncounted(note: &FamilyNote) -> Family<'_> {
    Family {
        id: &note.id,
        name: &note.name,
        kind: note.kind,
        start: note.start.as_deref(),
        documents: note.documents.iter().map(founding).collect(),
        note: note.note.as_deref(),
        frequency: None,
        repeated: 0,
        first: None,
        last: None,
        trend: None,
    }
}

fn families<'a>(report: &'a Report, trends: &BTreeMap<&str, &'a TrendRow>) -> Vec<Family<'a>> {
    let notes: BTreeMap<&str, &FamilyNote> =
        report.evidence.families.iter().map(|note| (note.id.as_str(), note)).collect();
    let family = |row: &'a crate::report::FamilyRow| {
        let note = notes.get(row.family.as_str());
        Family {
            id: &row.family,
            name: &row.name,
            kind: row.kind,
            start: note.and_then(|note| note.start.as_deref()),
            documents: note.map_or_else(Vec::new, |note| note.documents.iter().map(founding).collect()),
            note: note.and_then(|note| note.note.as_deref()),
            frequency: Some(frequency(&row.frequency)),
            repeated: row.repeated,
            first: row.first.as_deref(),
            last: row.last.as_deref(),
            trend: trends.get(row.family.as_str()).map(|row| trend(row)),
        }
    };
    report.families.iter().map(family).collect()
}

fn periods<'a>(report: &'a Report, places: &mut Places<'a>) -> Vec<Period<'a>> {
    let of_one = report.periods.chunk_by(|a, b| a.period == b.period);
    let period = |rows: &'a [crate::report::PeriodRow]| Period {
        name: &rows[0].period,
        articles: rows[0].period_articles,
        syllables: rows[0].period_syllables,
        families: rows.iter().map(|row| frequency(&row.frequency)).collect(),
    };
    let periods: Vec<Period> = of_one.map(period).collect();
    places.periods = (0..).zip(&periods).map(|(at, period)| (period.name, at)).collect();
    periods
}

fn shares(report: &Report, places: &Places) -> Shares {
    let mut shares = Shares::default();
    for row in &report.variants {
        let period = places.periods.get(row.period.as_str());
        let family = places.families.get(row.family.as_str());
        let variant = family.and_then(|&family| places.variants.get(&(family, row.variant.as_str())));
        let (Some(&period), Some(&variant)) = (period, variant) else { continue };
        let [low, high] = ends(row.interval, ten_thousandths);
        shares.period.push(period);
        shares.variant.push(variant);
        shares.count.push(row.count);
        shares.count_unique.push(row.count_unique);
        shares.share.push(row.share.map(ten_thousandths));
        shares.low.push(low);
        shares.high.push(high);
    }
    shares
}

fn documents<'a>(report: &'a Report, page: &Page, sample: &Sample, places: &Places) -> Documents<'a> {
    let mut documents = Documents::default();
    let index = |at: Option<usize>| at.map_or(NONE, |at| at as Index);
    let origin = |name: &str| places.date_origins.iter().position(|origin| *origin == name);
    for number in sample.documents() {
        let row = &report.documents[number as usize];
        let period = row.date.as_deref().and_then(|date| page.run.period.of(date));
        let period = period.as_deref().unwrap_or(crate::report::UNDATED);
        let standing = report.evidence.standings.get(number as usize);
        let (chunk, place) = sample.place(number);
        documents.id.push(&row.document);
        documents.title.push(row.title.as_deref());
        documents
            .source
            .push(index(row.source.as_deref().and_then(|source| places.sources.get(source).copied())));
        documents.date.push(row.date.as_deref());
        documents.date_from.push(index(row.date_from.and_then(origin)));
        documents.period.push(index(places.periods.get(period).copied()));
        documents.syllables.push(row.syllables);
        let group = standing.map_or(number, |standing| standing.group);
        documents.group.push(sample.here(group).map_or(NONE, Index::from));
        documents.length.push(report.evidence.lines_of(number as usize).last().map_or(0, |line| line.end));
        documents.unique.push(standing.is_none_or(|standing| standing.is_original).into());
        documents.first_of_source.push(standing.is_none_or(|standing| standing.is_first_of_source).into());
        documents.cluster.push(row.cluster.map_or(NONE, Index::from));
        documents.similarity.push(row.similarity);
        documents.x.push(row.x);
        documents.y.push(row.y);
        documents.chunk.push(chunk);
        documents.place.push(place);
    }
    documents
}

fn hits<'a>(
    report: &'a Report,
    sample: &Sample,
    places: &mut Places<'a>,
    families: &mut Vec<Family<'a>>,
    variants: &mut Vec<Variant<'a>>,
) -> Hits {
    let mut hits = Hits::default();
    let notes = &report.evidence.families;
    let of_gazetteer: BTreeMap<&str, usize> =
        notes.iter().enumerate().map(|(number, note)| (note.id.as_str(), number)).collect();
    let mut family = |places: &mut Places<'a>, number: usize| {
        *places.families.entry(&notes[number].id).or_insert_with(|| {
            families.push(uncounted(&notes[number]));
            families.len() - 1
        })
    };
    for (row, place) in report.hits.iter().zip(&report.evidence.hits) {
        // Families and variants of articles outside the sample stay in the lists: figures are of all.
        let of = family(places, place.family as usize);
        let variant = *places.variants.entry((of, &row.variant)).or_insert_with(|| {
            variants.push(Variant { family: of, form: &row.variant, frequency: None, repeated: 0 });
            variants.len() - 1
        });
        let around = row.nested_in.iter().filter_map(|id| of_gazetteer.get(id.as_str()));
        let nested_in = around.map(|&number| family(places, number)).collect();
        let Some(document) = sample.here(place.document) else { continue };
        let HitRow { field, region, flags, .. } = row;
        hits.document.push(document);
        hits.family.push(of);
        hits.variant.push(variant);
        hits.region.push(role_index(*region));
        hits.start.push(place.view.start);
        hits.end.push(place.view.end);
        hits.in_title.push((*field == "title").into());
        let bit = |flag: &&'static str| places.flags.binary_search(flag).map_or(0, |bit| 1 << bit);
        hits.flags.push(flags.iter().map(bit).fold(0, |bits: u32, bit: u32| bits | bit));
        hits.status.push(place.counting as u8);
        hits.nested_in.push(nested_in);
    }
    hits
}

/// What the families do not cover.
fn found<'a>(report: &'a Report, sample: &Sample) -> Vec<FoundPhrase<'a>> {
    let row = |row: &'a Phrase| FoundPhrase {
        phrase: &row.phrase,
        forms: &row.forms,
        words: row.words,
        count: row.count,
        documents: row.documents,
        range: row.range,
        dispersion: row.dispersion,
        association: row.association,
        score: row.score,
        quoted: row.quoted,
        log_ratio: row.contrast.as_ref().map(|it| hundredths(it.log_ratio)),
        log_ratio_interval: row.contrast.as_ref().map(|it| [hundredths(it.low), hundredths(it.high)]),
        is_bound: row.contrast.as_ref().is_some_and(|it| it.is_bound),
        g2: row.contrast.as_ref().map(|it| five_digits(it.g2)),
        p_adjusted: row.contrast.as_ref().map(|it| five_digits(it.p_adjusted)),
        articles: row.articles.iter().filter_map(|&article| sample.here(article)).collect(),
    };
    report.discovered.iter().filter(|row| row.families.is_empty()).map(row).collect()
}

fn relations<'a>(report: &'a Report, sample: &Sample) -> Vec<Relation<'a>> {
    let rows = report.duplicates.iter().zip(&report.evidence.relations);
    let relation = |(row, place): (&'a crate::report::DuplicateRow, &RelationPlace)| {
        let passage = |Passage { a, b, syllables }: &Passage| [a.start, a.end, b.start, b.end, *syllables];
        Some(Relation {
            a: sample.here(place.a)?,
            b: sample.here(place.b)?,
            passages: place.passages.iter().map(passage).collect(),
            relation: row.relation,
            jaccard: row.jaccard,
            containment_a: row.containment_a,
            containment_b: row.containment_b,
            decision: row.decision,
            reason: &row.reason,
        })
    };
    rows.filter_map(relation).collect()
}

fn repeats<'a>(report: &'a Report, sample: &Sample) -> Vec<Repeat<'a>> {
    let rows = report.repeats.iter().zip(&report.evidence.repeats);
    let repeat = |(row, place): (&'a crate::report::RepeatRow, &crate::report::evidence::RepeatPlace)| {
        Some(Repeat {
            document: sample.here(place.document)?,
            line: row.line,
            repeats: row.repeats,
            how: row.how,
            start: place.start,
            end: place.end,
        })
    };
    rows.filter_map(repeat).collect()
}

fn anachronisms<'a>(report: &'a Report, sample: &Sample) -> Vec<Anachronism<'a>> {
    let hits = &report.evidence.hits;
    // Hits of the page that stand before each hit of the report.
    let mut before = Vec::with_capacity(hits.len());
    let mut kept = 0;
    for hit in hits {
        before.push(kept);
        kept += u32::from(sample.here(hit.document).is_some());
    }
    let rows = report.anachronisms.iter().zip(&report.evidence.anachronisms);
    let row = |(row, &hit): (&'a crate::report::AnachronismRow, &u32)| {
        sample.here(hits.get(hit as usize)?.document)?;
        Some(Anachronism {
            hit: before[hit as usize],
            founded: &row.founded,
            founded_by: row.founded_by.as_deref(),
            verified: row.verified,
        })
    };
    rows.filter_map(row).collect()
}

fn numbers<'a>(report: &'a Report, places: &Places) -> Vec<DocumentNumber<'a>> {
    let row = |row: &'a crate::report::NumberRow| DocumentNumber {
        number: &row.number,
        date: row.date.as_deref(),
        count: row.count,
        articles: row.articles,
        families: row.families.iter().filter_map(|id| places.families.get(id.as_str()).copied()).collect(),
        documents: &row.documents,
        reading: row.reading,
    };
    report.numbers.iter().map(row).collect()
}

fn clusters<'a>(report: &'a Report, sample: &Sample, places: &Places) -> Vec<Cluster<'a>> {
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    for (number, row) in (0..).zip(&report.documents) {
        numbers.entry(&row.document).or_insert(number);
    }
    let share = |(name, documents): &(String, usize)| {
        Some(SourceShare { source: *places.sources.get(name.as_str())?, documents: *documents })
    };
    let cluster = |row: &'a crate::report::ClusterRow| Cluster {
        documents: row.documents,
        copies: row.copies,
        words: &row.words,
        phrases: &row.phrases,
        typical: row.typical.iter().filter_map(|id| sample.here(*numbers.get(id.as_str())?)).collect(),
        first: row.first.as_deref(),
        last: row.last.as_deref(),
        sources: row.sources.iter().filter_map(share).collect(),
    };
    report.clusters.iter().map(cluster).collect()
}
