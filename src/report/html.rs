//! `report.html`: one self-contained page. No script; everything that an article says goes through maud's escaping.

use super::{Direction, DuplicateRow, FamilyRow, Output, PeriodRow, Rate, Report, TrendRow};
use crate::phrase::FamilyKind;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) struct Page;

/// Rows of a table that the page shows; the CSV files hold all.
const SHOWN: usize = 60;
const STYLE: &str = include_str!("report.css");

impl Output for Page {
    fn file_name(&self) -> String {
        "report.html".into()
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        to.write_all(page(report).into_string().as_bytes())
    }
}

fn page(report: &Report) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { "chinhluan report" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header {
                    h1 { "Phrases, copies and topics in " (number(report.summary.documents as u64)) " articles" }
                    (summary(report))
                }
                nav {
                    a href="#phrases" { "Phrases" } a href="#years" { "Over time" } a href="#forms" { "Forms" } a href="#numbers" { "Documents" }
                    a href="#early" { "Before their time" }
                    a href="#copies" { "Copies" } a href="#repeats" { "Printed twice" } a href="#topics" { "Topics" }
                    a href="#terms" { "Words" } a href="#skipped" { "Left out" }
                }
                main {
                    (phrases(report)) (years(report)) (forms(report)) (numbers(report)) (anachronisms(report)) (copies(report)) (repeats(report))
                    (topics(report)) (terms(report)) (skipped(report))
                }
                footer { p { "Made by chinhluan " (env!("CARGO_PKG_VERSION")) ". Settings, models and inputs: manifest.json." } }
            }
        }
    }
}

fn summary(report: &Report) -> Markup {
    let summary = &report.summary;
    html! {
        dl.summary {
            @if let Some((first, last)) = &summary.period {
                div { dt { "Published" } dd { (first) " to " (last) } }
            }
            div { dt { "Undated" } dd { (number(summary.undated as u64)) } }
            div { dt { "Syllables" } dd { (number(summary.syllables)) } }
            div { dt { "Phrase hits counted" } dd { (number(summary.hits as u64)) } }
            div { dt { "Copies of another article" } dd { (number(summary.copies as u64)) } }
            div { dt { "Articles that print a passage twice" } dd { (number(summary.repeating as u64)) } }
        }
        @if !summary.sources.is_empty() {
            p { "Sources: " @for (index, (source, documents)) in summary.sources.iter().take(12).enumerate() {
                @if index > 0 { ", " } span lang="vi" { (source) } " (" (number(*documents as u64)) ")"
            } @if summary.sources.len() > 12 { " and " (summary.sources.len() - 12) " more" } "." }
        }
        p.note {
            "Counted are hits in titles, leads, bodies and captions. Left out: "
            (number(summary.hits_repeated as u64)) " hits in passages that the same article prints again (a lead and its copy count once), "
            (number(summary.hits_aside as u64)) " in page furniture. "
            "Counted by the policy “" (summary.policy) "”: " (summary.policy.in_words()) "; "
            (number(summary.hits_uncounted as u64)) " hits are left out by it. "
            "“Unique” counts one article per group of copies."
        }
    }
}

fn section(id: &str, title: &str, file: &str, note: &str, body: Markup) -> Markup {
    html! {
        section id=(id) {
            h2 { (title) }
            p.note { (note) " All rows: " code { (file) } "." }
            (body)
        }
    }
}

fn phrases(report: &Report) -> Markup {
    let most = report.families.first().map_or(0, |row| row.frequency.all.count);
    let trends: BTreeMap<&str, &TrendRow> =
        report.trends.iter().map(|row| (row.family.as_str(), row)).collect();
    let row = |row: &FamilyRow| {
        let (all, unique) = (&row.frequency.all, &row.frequency.unique);
        html! {
            tr {
                th scope="row" lang="vi" { (row.name) span.kind { (kind(row.kind)) } }
                td.bar { (bar(all.count, most)) }
                td { (number(all.count)) } td { (number(all.articles)) } td { (number(row.frequency.sources)) }
                td { (number(unique.count)) } td { (rate(unique.per_million)) } td.date { (interval(unique)) }
                td.date { (trends.get(row.family.as_str()).map_or_else(String::new, |row| direction(row))) }
                td { (number(row.repeated)) }
                td.date { (row.first.as_deref().unwrap_or("–")) } td.date { (row.last.as_deref().unwrap_or("–")) }
            }
        }
    };
    section(
        "phrases",
        "Phrases",
        "families.csv",
        "Campaigns, slogans and set phrases, in all their forms. “Unique” figures count one article per group of copies; \
         intervals (95 %) draw whole groups anew. A direction stands where the Mann-Kendall test, corrected for \
         autocorrelation and for the number of families, is significant at 5 %, with Sen's slope a year; the rest: trends.csv.",
        html! {
            div.scroll { table {
                thead { tr {
                    th { "Family" } th {} th { "Hits" } th { "Articles" } th { "Sources" }
                    th { "Hits, unique" } th { "Per million syllables, unique" } th { "Interval" } th { "Direction" }
                    th { "Printed twice" } th { "First" } th { "Last" }
                } }
                tbody { @for family in report.families.iter().take(SHOWN) { (row(family)) } }
            } }
        },
    )
}

fn interval(of: &Rate) -> String {
    of.interval.map_or_else(|| "–".into(), |it| format!("{} to {}", rate(it.low), rate(it.high)))
}

fn direction(row: &TrendRow) -> String {
    let arrow = match row.direction {
        Some(Direction::Rising) => "↗",
        Some(Direction::Falling) => "↘",
        None => return String::new(),
    };
    format!("{arrow} {:+.1}", row.slope)
}

fn kind(kind: FamilyKind) -> &'static str {
    match kind {
        FamilyKind::Campaign => "campaign",
        FamilyKind::Slogan => "slogan",
        FamilyKind::SetPhrase => "set phrase",
    }
}

/// A bar whose length is `value` of `most`.
fn bar(value: u64, most: u64) -> Markup {
    let width = if most == 0 { 0.0 } else { 100.0 * value as f64 / most as f64 };
    html! { svg width="100" height="10" viewBox="0 0 100 10" role="img" aria-label=(value) {
        rect width=(format!("{width:.1}")) height="10" {}
    } }
}

/// Families × periods, unique hits per million syllables, darker for more.
fn years(report: &Report) -> Markup {
    const FAMILIES: usize = 16;
    let mut periods: BTreeMap<&str, BTreeMap<&str, &PeriodRow>> = BTreeMap::new();
    for row in &report.periods {
        periods.entry(&row.period).or_default().insert(&row.family, row);
    }
    let families = || report.families.iter().filter(|row| row.kind != FamilyKind::SetPhrase).take(FAMILIES);
    section(
        "years",
        "Over time",
        "phrases_by_period.csv",
        "Hits per million syllables of the period, one article per group of copies; campaigns and slogans.",
        html! {
            div.scroll { table.years {
                thead { tr { th { "Family" } @for period in periods.keys() { th { (period) } } } }
                tbody { @for family in families() {
                    @let rates: Vec<f64> = periods.values().map(|rows|
                        rows.get(family.family.as_str()).map_or(0.0, |row| row.frequency.unique.per_million)).collect();
                    @let most = rates.iter().copied().fold(0.0, f64::max);
                    tr { th scope="row" lang="vi" { (family.name) }
                        @for rate in &rates {
                            @let shade = if most > 0.0 { (rate / most * 8.0).ceil() as u32 } else { 0 };
                            td class=(format!("s{shade}")) { @if *rate > 0.0 { (number(rate.round() as u64)) } }
                        } }
                } }
                tfoot { tr { th scope="row" { "Articles" } @for rows in periods.values() {
                    td { (number(rows.values().next().map_or(0, |row| row.period_articles))) }
                } } }
            } }
        },
    )
}

fn forms(report: &Report) -> Markup {
    let mut rows: Vec<_> = report.phrases.iter().collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.frequency.all.count));
    section(
        "forms",
        "Forms",
        "phrases.csv",
        "The commonest forms of all families.",
        html! {
            div.scroll { table {
                thead { tr { th { "Form" } th { "Family" } th { "Hits" } th { "Articles" } th { "Hits, unique" } } }
                tbody { @for row in rows.into_iter().take(SHOWN) { tr {
                    th scope="row" lang="vi" { (row.variant) } td.text { (row.family) } td { (number(row.frequency.all.count)) }
                    td { (number(row.frequency.all.articles)) } td { (number(row.frequency.unique.count)) }
                } } }
            } }
        },
    )
}

fn numbers(report: &Report) -> Markup {
    section(
        "numbers",
        "Documents",
        "document_numbers.csv",
        "Party and state documents that articles cite by number, and the families they founded.",
        html! {
            @if report.numbers.is_empty() { p { "None found." } } @else { div.scroll { table {
                thead { tr { th { "Number" } th { "Citations" } th { "Articles" } th { "Families" } } }
                tbody { @for row in report.numbers.iter().take(SHOWN / 3) { tr {
                    th scope="row" lang="vi" { (row.number) } td { (number(row.count)) } td { (number(row.articles)) }
                    td.text { (row.families.join(", ")) }
                } } }
            } } }
        },
    )
}

fn anachronisms(report: &Report) -> Markup {
    section(
        "early",
        "Before their time",
        "anachronisms.csv",
        "Phrases in articles that are dated before the first document of their family: the date is wrong, the words are \
         older than the campaign, or they say something else.",
        html! {
            @if report.anachronisms.is_empty() { p { "None found." } } @else { div.scroll { table {
                thead { tr { th { "Article" } th { "Dated" } th { "Date found in" } th { "As written" } th { "Family" }
                    th { "Since" } th { "Document" } } }
                tbody { @for row in report.anachronisms.iter().take(SHOWN) { tr {
                    th scope="row" { (row.document) } td.date { (row.date) } td.text { (row.date_from.unwrap_or("–")) }
                    td.text lang="vi" { (row.surface) } td.text { (row.family) } td.date { (row.founded) }
                    td.text lang="vi" { (row.founded_by.as_deref().unwrap_or("–")) }
                } } }
            } } }
        },
    )
}

fn copies(report: &Report) -> Markup {
    let row = |row: &DuplicateRow| {
        html! { tr {
            th scope="row" { (row.a) } td.text { (row.b) } td.text { (row.relation.replace('_', " ")) } td { (percent(row.jaccard)) }
            td { (percent(row.containment_a)) } td { (percent(row.containment_b)) } td.text { (row.decision) } td.text { (row.reason) }
        } }
    };
    section(
        "copies",
        "Copies",
        "duplicates.csv",
        "Pairs of articles that share text. “Copy”: counted once in every unique figure. Shares are of distinct runs of five syllables.",
        html! {
            @if report.duplicates.is_empty() { p { "None found." } } @else { div.scroll { table {
                thead { tr { th { "Article" } th { "Other article" } th { "Relation" } th { "Shared by both" }
                    th { "Of the first" } th { "Of the other" } th { "Decision" } th { "Why" } } }
                tbody { @for pair in report.duplicates.iter().take(SHOWN) { (row(pair)) } }
            } } }
        },
    )
}

fn repeats(report: &Report) -> Markup {
    section(
        "repeats",
        "Printed twice",
        "repeats.csv",
        "Passages that one article prints more than once, as leads that stand again in the body.",
        html! {
            @if report.repeats.is_empty() { p { "None found." } } @else { div.scroll { table {
                thead { tr { th { "Article" } th { "Line" } th { "Repeats line" } th { "How" } th { "Passage" } } }
                tbody { @for row in report.repeats.iter().take(SHOWN) { tr {
                    th scope="row" { (row.document) } td { (row.line) } td { (row.repeats) } td.text { (row.how) }
                    td.text lang="vi" { (row.text) }
                } } }
            } } }
        },
    )
}

fn topics(report: &Report) -> Markup {
    section(
        "topics",
        "Topics",
        "clusters.csv",
        "Articles grouped by their words (spherical k-means on TF-IDF), copies left out; the words that tell each group from the rest.",
        html! {
            @if report.clusters.is_empty() { p { "Too few articles to group." } }
            @for cluster in &report.clusters {
                article {
                    h3 { "Topic " (cluster.cluster + 1) ": " (number(cluster.documents as u64)) " articles" }
                    p lang="vi" { (cluster.words.join(" · ")) }
                    p.note { "Typical: " (cluster.typical.join(", ")) }
                }
            }
        },
    )
}

fn terms(report: &Report) -> Markup {
    let mut terms: Vec<_> = report.terms.iter().filter(|term| term.weight > 0.0).collect();
    terms.sort_by(|a, b| b.weight.total_cmp(&a.weight).then_with(|| a.term.cmp(&b.term)));
    section(
        "terms",
        "Words",
        "terms.csv",
        "The words that weigh most in the articles (mean TF-IDF), with the number of articles that have them, \
         one per group of copies.",
        html! {
            p.words lang="vi" { @for (index, term) in terms.into_iter().take(120).enumerate() {
                @if index > 0 { " · " } (term.term) " " small { (number(u64::from(term.documents))) }
            } }
        },
    )
}

fn skipped(report: &Report) -> Markup {
    section(
        "skipped",
        "Left out",
        "skipped.csv",
        "Documents that could not be used.",
        html! {
            @if !report.lists.is_empty() { p { "Web pages that are lists of articles, not articles: " (report.lists.len()) "." } }
            @if report.skipped.is_empty() { p { "None." } } @else {
                ul { @for reason in report.skipped.iter().take(SHOWN) { li { (reason) } } }
                @if report.skipped.len() > SHOWN { p { "And " (report.skipped.len() - SHOWN) " more." } }
            }
        },
    )
}

/// Digits in groups of three: `12,786`.
fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn rate(per_million: f64) -> String {
    if per_million >= 100.0 { number(per_million.round() as u64) } else { format!("{per_million:.1}") }
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
