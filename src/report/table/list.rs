//! Every table.

use super::frequency::{FREQUENCY, ends, five_digits, frequency, hundredths, ten_thousandths};
use super::{Cell, Column, Kind, Rows, Table, cells};
use crate::error::LeftOut;
use crate::report::{DocumentRow, Frequency};
use std::io;

pub(in crate::report) const TABLES: [Table; 16] = [
    Table {
        name: "families",
        columns: || with_frequency(&text(["family", "name", "kind"]), &[REPEATED, FIRST, LAST]),
        rows: |report, to| {
            report.families.iter().try_for_each(|row| {
                let kind = row.kind.to_string();
                let (before, after) = (
                    cells![&row.family, &row.name, kind],
                    cells![row.repeated, row.first.as_deref(), row.last.as_deref()],
                );
                frequencies(to, &before, &row.frequency, &after)
            })
        },
    },
    Table {
        name: "phrases",
        columns: || with_frequency(&text(["family", "variant"]), &[REPEATED]),
        rows: |report, to| {
            report.phrases.iter().try_for_each(|row| {
                frequencies(to, &cells![&row.family, &row.variant], &row.frequency, &cells![row.repeated])
            })
        },
    },
    Table {
        name: "phrases_by_period",
        columns: || {
            with_frequency(
                &text(["period", "family"]),
                &[("period_articles", Kind::Count), ("period_syllables", Kind::Count)],
            )
        },
        rows: |report, to| {
            report.periods.iter().try_for_each(|row| {
                let after = cells![row.period_articles, row.period_syllables];
                let mut of = frequency(&row.frequency);
                if row.period_articles == 0 {
                    of.iter_mut()
                        .filter(|cell| matches!(cell, Cell::Real(_)))
                        .for_each(|cell| *cell = Cell::Nothing);
                }
                to(&[&cells![&row.period, &row.family][..], &of, &after].concat())
            })
        },
    },
    Table {
        name: "variants_by_period",
        columns: || {
            let mut columns = text(["period", "family", "variant"]).to_vec();
            columns.extend([("count", Kind::Count), ("count_unique", Kind::Count)]);
            columns.extend(["share", "share_low", "share_high"].map(|name| (name, Kind::Real)));
            columns
        },
        rows: |report, to| {
            report.variants.iter().try_for_each(|row| {
                let [low, high] = ends(row.interval, ten_thousandths);
                let share = row.share.map(ten_thousandths);
                to(&cells![
                    &row.period,
                    &row.family,
                    &row.variant,
                    row.count,
                    row.count_unique,
                    share,
                    low,
                    high
                ])
            })
        },
    },
    Table {
        name: "trends",
        columns: || {
            let mut columns = vec![FAMILY, ("periods", Kind::Count)];
            columns.extend(
                ["tau", "z", "p", "z_hamed_rao", "p_hamed_rao", "p_adjusted"].map(|name| (name, Kind::Real)),
            );
            columns.push(("direction", Kind::Text));
            columns.extend(["slope", "slope_low", "slope_high"].map(|name| (name, Kind::Real)));
            columns.push(("change", Kind::Text));
            columns.extend(["change_p", "before", "after"].map(|name| (name, Kind::Real)));
            columns
        },
        rows: |report, to| {
            report.trends.iter().try_for_each(|row| {
                let [low, high] = ends(Some(row.slope_interval), five_digits);
                to(&cells![
                    &row.family,
                    row.periods,
                    five_digits(row.tau),
                    five_digits(row.z),
                    five_digits(row.p),
                    row.z_hamed_rao.map(five_digits),
                    row.p_hamed_rao.map(five_digits),
                    five_digits(row.p_adjusted),
                    row.direction.map(|direction| direction.name()),
                    five_digits(row.slope),
                    low,
                    high,
                    row.change.as_deref(),
                    five_digits(row.change_p),
                    hundredths(row.before),
                    hundredths(row.after),
                ])
            })
        },
    },
    Table {
        name: "anachronisms",
        columns: || {
            let mut columns = text(["document", "date", "date_from", "family", "surface"]).to_vec();
            columns.extend([START, END, ("founded", Kind::Text), ("founded_by", Kind::Text)]);
            columns.push(("verified", Kind::Truth));
            columns
        },
        rows: |report, to| {
            report.anachronisms.iter().try_for_each(|row| {
                to(&cells![
                    &row.document,
                    &row.date,
                    row.date_from,
                    &row.family,
                    &row.surface,
                    row.start,
                    row.end,
                    &row.founded,
                    row.founded_by.as_deref(),
                    row.verified,
                ])
            })
        },
    },
    Table {
        name: "document_numbers",
        columns: || {
            vec![
                ("number", Kind::Text),
                ("count", Kind::Count),
                ("articles", Kind::Count),
                ("families", Kind::Text),
                ("documents", Kind::Text),
                ("reading", Kind::Text),
                ("date", Kind::Text),
            ]
        },
        rows: |report, to| {
            report.numbers.iter().try_for_each(|row| {
                let (families, documents) = (row.families.join("; "), row.documents.join("; "));
                to(&cells![
                    &row.number,
                    row.count,
                    row.articles,
                    families,
                    documents,
                    row.reading,
                    row.date.as_deref()
                ])
            })
        },
    },
    Table {
        name: "hits",
        columns: || {
            let mut columns = text(["document", "family", "variant", "surface"]).to_vec();
            columns.extend([
                START,
                END,
                ("field", Kind::Text),
                ("region", Kind::Text),
                ("repeated", Kind::Truth),
            ]);
            columns.extend(text(["flags", "nested_in", "date", "source"]));
            columns.extend([("cluster", Kind::Count), ("copy_of", Kind::Text)]);
            columns
        },
        rows: |report, to| {
            report.hits.iter().try_for_each(|row| {
                to(&cells![
                    &row.document,
                    &row.family,
                    &row.variant,
                    &row.surface,
                    row.start,
                    row.end,
                    row.field,
                    row.region.name(),
                    row.repeated,
                    row.flags.join("; "),
                    row.nested_in.join("; "),
                    row.date.as_deref(),
                    row.source.as_deref(),
                    row.cluster,
                    row.copy_of.as_deref(),
                ])
            })
        },
    },
    Table {
        name: "discovered",
        columns: || {
            let reals =
                |names: &[&'static str]| names.iter().map(|&name| (name, Kind::Real)).collect::<Vec<_>>();
            let mut columns = text(["phrase"]).to_vec();
            columns.extend(["words", "count", "documents", "range"].map(|name| (name, Kind::Count)));
            columns.extend(reals(&["dispersion", "association"]));
            columns.push(("families", Kind::Text));
            columns.extend(reals(&[
                "score",
                "c_value",
                "g2",
                "p_adjusted",
                "log_dice",
                "t",
                "dp",
                "juilland_d",
            ]));
            columns.extend(reals(&["quoted", "joint", "named", "capitals", "freedom", "political"]));
            columns.extend([("forms", Kind::Text), ("reference", Kind::Count), ("is_bound", Kind::Truth)]);
            columns.extend(reals(&["log_ratio", "low", "high", "keyness_g2", "keyness_p_adjusted"]));
            columns
        },
        rows: |report, to| {
            report.discovered.iter().try_for_each(|row| {
                let contrast = row.contrast.as_ref();
                to(&cells![
                    &row.phrase,
                    row.words,
                    row.count,
                    row.documents,
                    row.range,
                    row.dispersion,
                    row.association,
                    row.families.join("; "),
                    row.score,
                    row.c_value,
                    row.g2,
                    row.p_adjusted,
                    row.log_dice,
                    row.t,
                    row.dp,
                    row.juilland_d,
                    row.quoted,
                    row.joint,
                    row.named,
                    row.capitals,
                    row.freedom,
                    row.political,
                    row.forms.join("; "),
                    contrast.map(|it| it.reference),
                    contrast.map(|it| it.is_bound),
                    contrast.map(|it| it.log_ratio),
                    contrast.map(|it| it.low),
                    contrast.map(|it| it.high),
                    contrast.map(|it| it.g2),
                    contrast.map(|it| it.p_adjusted),
                ])
            })
        },
    },
    DUPLICATES,
    Table {
        name: "repeats",
        columns: || {
            let counts = ["line", "repeats"].map(|name| (name, Kind::Count));
            let mut columns = vec![DOCUMENT];
            columns.extend(counts);
            columns.extend([("how", Kind::Text), START, END, ("text", Kind::Text)]);
            columns
        },
        rows: |report, to| {
            report.repeats.iter().try_for_each(|row| {
                to(&cells![&row.document, row.line, row.repeats, row.how, row.start, row.end, &row.text])
            })
        },
    },
    Table {
        name: "documents",
        columns: || {
            let mut columns = text(["document", "title", "source", "date", "date_from"]).to_vec();
            columns.push(("syllables", Kind::Count));
            columns.extend(ASSIGNED);
            columns
        },
        rows: |report, to| {
            report.documents.iter().try_for_each(|row| {
                let document = cells![
                    &row.document,
                    row.title.as_deref(),
                    row.source.as_deref(),
                    row.date.as_deref(),
                    row.date_from,
                    row.syllables,
                ];
                to(&[&document[..], &assigned(row)].concat())
            })
        },
    },
    Table {
        name: "clusters",
        columns: || [&[DOCUMENT][..], &ASSIGNED].concat(),
        rows: |report, to| {
            report
                .documents
                .iter()
                .try_for_each(|row| to(&[&cells![&row.document][..], &assigned(row)].concat()))
        },
    },
    Table {
        name: "cluster_labels",
        columns: || {
            vec![
                ("cluster", Kind::Count),
                ("documents", Kind::Count),
                ("copies", Kind::Count),
                ("words", Kind::Text),
                ("phrases", Kind::Text),
                ("typical", Kind::Text),
                FIRST,
                LAST,
                ("sources", Kind::Text),
            ]
        },
        rows: |report, to| {
            report.clusters.iter().try_for_each(|row| {
                let sources = row.sources.iter().map(|(source, documents)| format!("{source} ({documents})"));
                to(&cells![
                    row.cluster,
                    row.documents,
                    row.copies,
                    row.words.join("; "),
                    row.phrases.join("; "),
                    row.typical.join("; "),
                    row.first.as_deref(),
                    row.last.as_deref(),
                    sources.collect::<Vec<_>>().join("; "),
                ])
            })
        },
    },
    Table {
        name: "terms",
        columns: || {
            let mut columns = vec![("term", Kind::Text), ("count", Kind::Count), ("documents", Kind::Count)];
            columns.extend([("idf", Kind::Real), ("weight", Kind::Real)]);
            columns
        },
        rows: |report, to| {
            report
                .terms
                .iter()
                .try_for_each(|row| to(&cells![&row.term, row.count, row.documents, row.idf, row.weight]))
        },
    },
    Table {
        name: "skipped",
        columns: || vec![("path", Kind::Text), ("line", Kind::Count), ("reason", Kind::Text)],
        rows: |report, to| {
            report
                .skipped
                .iter()
                .try_for_each(|LeftOut { place, reason, .. }| to(&cells![&place.path, place.line, reason]))?;
            let why = "a list of articles, not an article";
            report.lists.iter().try_for_each(|id| to(&cells![id, None::<u64>, why]))
        },
    },
];

/// Articles that repeat each other.
pub(in crate::report) const DUPLICATES: Table = Table {
    name: "duplicates",
    columns: || {
        let mut columns = text(["a", "b", "relation"]).to_vec();
        columns.extend(["jaccard", "containment_a", "containment_b"].map(|name| (name, Kind::Real)));
        columns.extend(text(["decision", "reason"]));
        columns
    },
    rows: |report, to| {
        report.duplicates.iter().try_for_each(|row| {
            to(&cells![
                &row.a,
                &row.b,
                row.relation,
                row.jaccard,
                row.containment_a,
                row.containment_b,
                row.decision,
                &row.reason,
            ])
        })
    },
};

/// How often each word stands in each document: large, so it is written only when it is asked for.
pub(in crate::report) const DOCUMENT_TERMS: Table = Table {
    name: "document_terms",
    columns: || vec![DOCUMENT, ("term", Kind::Text), ("n", Kind::Count)],
    rows: |report, to| {
        let words = &report.words;
        (0..words.counts.documents()).try_for_each(|document| {
            let id = &report.documents[document].document;
            words
                .counts
                .row(document)
                .try_for_each(|(term, n)| to(&cells![id, &words.labels[term as usize], n]))
        })
    },
};

const DOCUMENT: Column = ("document", Kind::Text);
const FAMILY: Column = ("family", Kind::Text);
const REPEATED: Column = ("repeated", Kind::Count);
const FIRST: Column = ("first", Kind::Text);
const LAST: Column = ("last", Kind::Text);
const START: Column = ("start", Kind::Count);
const END: Column = ("end", Kind::Count);
const ASSIGNED: [Column; 5] = [
    ("cluster", Kind::Count),
    ("similarity", Kind::Real),
    ("x", Kind::Real),
    ("y", Kind::Real),
    ("copy_of", Kind::Text),
];

fn assigned(row: &DocumentRow) -> [Cell<'_>; 5] {
    cells![row.cluster, row.similarity, row.x, row.y, row.copy_of.as_deref()]
}

fn text<const N: usize>(names: [&'static str; N]) -> [Column; N] {
    names.map(|name| (name, Kind::Text))
}

/// The columns of a [`Frequency`] between what identifies a row and what else it says.
fn with_frequency(before: &[Column], after: &[Column]) -> Vec<Column> {
    [before, &FREQUENCY, after].concat()
}

fn frequencies(to: &mut Rows, before: &[Cell], of: &Frequency, after: &[Cell]) -> io::Result<()> {
    to(&[before, &frequency(of), after].concat())
}
