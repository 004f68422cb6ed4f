//! The CSV tables: UTF-8, comma, header line, text as it is.

use super::{ClusterRow, Frequency, NumberRow, Output, Report};
use serde::Serialize;
use std::io::{self, Write};

/// A CSV file and the rows that go into it.
pub(super) struct Table {
    name: &'static str,
    rows: fn(&Report, &mut csv::Writer<&mut dyn Write>) -> csv::Result<()>,
}

pub(super) const TABLES: [Table; 11] = [
    Table {
        name: "families.csv",
        rows: |report, to| {
            frequencies(
                to,
                &["family", "name", "kind"],
                &["repeated", "first", "last"],
                report.families.iter().map(|row| {
                    ((&row.family, &row.name, row.kind), row.frequency, (row.repeated, &row.first, &row.last))
                }),
            )
        },
    },
    Table {
        name: "phrases.csv",
        rows: |report, to| {
            frequencies(
                to,
                &["family", "variant"],
                &["repeated"],
                report
                    .phrases
                    .iter()
                    .map(|row| ((&row.family, &row.variant), row.frequency, (row.repeated,))),
            )
        },
    },
    Table {
        name: "phrases_by_period.csv",
        rows: |report, to| {
            frequencies(
                to,
                &["period", "family"],
                &["period_articles", "period_syllables"],
                report.periods.iter().map(|row| {
                    ((&row.period, &row.family), row.frequency, (row.period_articles, row.period_syllables))
                }),
            )
        },
    },
    Table {
        name: "document_numbers.csv",
        rows: |report, to| {
            let joined = |row: &NumberRow| {
                let (families, documents) = (row.families.join("; "), row.documents.join("; "));
                (row.number.clone(), row.count, row.articles, families, documents, row.reading)
            };
            let header = ["number", "count", "articles", "families", "documents", "reading"];
            plain(to, &header, report.numbers.iter().map(joined))
        },
    },
    Table {
        name: "duplicates.csv",
        rows: |report, to| {
            plain(
                to,
                &["a", "b", "relation", "jaccard", "containment_a", "containment_b", "decision", "reason"],
                &report.duplicates,
            )
        },
    },
    Table {
        name: "repeats.csv",
        rows: |report, to| {
            plain(to, &["document", "line", "repeats", "how", "start", "end", "text"], &report.repeats)
        },
    },
    Table {
        name: "documents.csv",
        rows: |report, to| {
            plain(
                to,
                &[
                    "document",
                    "title",
                    "source",
                    "date",
                    "date_from",
                    "syllables",
                    "cluster",
                    "similarity",
                    "copy_of",
                ],
                &report.documents,
            )
        },
    },
    Table {
        name: "clusters.csv",
        rows: |report, to| {
            let assigned =
                report.documents.iter().map(|row| (&row.document, row.cluster, row.similarity, &row.copy_of));
            plain(to, &["document", "cluster", "similarity", "copy_of"], assigned)
        },
    },
    Table {
        name: "cluster_labels.csv",
        rows: |report, to| {
            let joined =
                |row: &ClusterRow| (row.cluster, row.documents, row.words.join("; "), row.typical.join("; "));
            plain(to, &["cluster", "documents", "words", "typical"], report.clusters.iter().map(joined))
        },
    },
    Table {
        name: "terms.csv",
        rows: |report, to| plain(to, &["term", "count", "documents", "idf", "weight"], &report.terms),
    },
    Table {
        name: "skipped.csv",
        rows: |report, to| {
            let lists = report.lists.iter().map(|id| format!("{id}: a list of articles, not an article"));
            plain(to, &["reason"], report.skipped.iter().cloned().chain(lists).map(|reason| (reason,)))
        },
    },
];

const FREQUENCY: [&str; 6] =
    ["count", "articles", "per_million", "count_unique", "articles_unique", "per_million_unique"];

/// Rows with the six columns of a [`Frequency`] between what identifies a row and what else it says.
fn frequencies<B: Serialize, A: Serialize>(
    to: &mut csv::Writer<&mut dyn Write>,
    before: &[&str],
    after: &[&str],
    rows: impl Iterator<Item = (B, Frequency, A)>,
) -> csv::Result<()> {
    let flat = rows.map(|(b, frequency, a)| {
        let Frequency { count, articles, per_million, count_unique, articles_unique, per_million_unique } =
            frequency;
        (
            b,
            (count, articles, round(per_million), count_unique, articles_unique, round(per_million_unique)),
            a,
        )
    });
    plain(to, &[before, &FREQUENCY, after].concat(), flat)
}

/// Two decimals: more would be noise, and less would lose rare phrases.
fn round(rate: f64) -> f64 {
    (rate * 100.0).round() / 100.0
}

fn plain<R: Serialize>(
    to: &mut csv::Writer<&mut dyn Write>,
    header: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> csv::Result<()> {
    to.write_record(header)?;
    rows.into_iter().try_for_each(|row| to.serialize(row))
}

impl Output for Table {
    fn file_name(&self) -> &'static str {
        self.name
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(to);
        (self.rows)(report, &mut writer).map_err(io::Error::other)?;
        writer.flush()
    }
}
