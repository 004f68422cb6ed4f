//! `phrases`: hits of the phrase families, as they are found.

use crate::args::{Count, HitFormat, Phrases as Args};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::shard::{self, Run};
use crate::terminal::{Skipped, say_noticed, table};
use chinhluan::phrase::{CountPolicy, Families, Nested};
use chinhluan::read::Inputs;
use chinhluan::report::{HitRow, Models, Pipeline, Settings};
use chinhluan::shard::Shards;
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Stdout, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let part = args.sharing.part;
    let mut documents = Inputs { part, ..args.input.inputs() }.open()?;
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    let pipeline = Pipeline::new(Models::with_embedded_words(families)?, Settings::default());
    if let Some(part) = part {
        let run = Run::this(None, Some(gazetteer))?;
        return shard::make(part, None, &run, &mut documents, |documents, shard| {
            pipeline.hits(documents, |hits| shard.note(hits))
        });
    }
    let mut writer = Writer::of(args, pipeline.families())?;
    let mut skipped = Skipped::default();
    pipeline.hits(&mut documents, |hits| {
        match hits {
            Ok(hits) => writer.write(hits).map_err(Failure::of_stdout)?,
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    writer.finish().map_err(Failure::of_stdout)?;
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// As [`run`], of the shards of `run`.
pub fn merge(args: &Args, shards: &mut Shards, run: &Run) -> Outcome<Completeness> {
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    run.check_families(&gazetteer)?;
    let mut writer = Writer::of(args, &families)?;
    let mut skipped = Skipped::default();
    shard::each(shards, &mut skipped, |hits| writer.write(hits).map_err(Failure::of_stdout))?;
    writer.finish().map_err(Failure::of_stdout)?;
    say_noticed(&shards.provenance().noticed);
    Ok(skipped.conclude())
}

enum Writer {
    Jsonl(BufWriter<Stdout>),
    Csv(Box<csv::Writer<Stdout>>),
    Table(Vec<Vec<String>>, Counter),
}

/// Hits counted by family, as the table shows them.
#[derive(Default)]
struct Counter {
    families: BTreeMap<String, Nested>,
    policy: CountPolicy,
    counted: BTreeMap<String, Counted>,
}

#[derive(Default)]
struct Counted {
    hits: u64,
    articles: u64,
    last: Option<String>,
}

impl Counter {
    /// Counts a hit, if the policy does; hits come in the order of documents.
    fn count(&mut self, hit: &HitRow) -> bool {
        let nested = self.families.get(&hit.family).copied().unwrap_or_default();
        if hit.repeated || !hit.counts(self.policy, nested) {
            return false;
        }
        let counted = self.counted.entry(hit.family.clone()).or_default();
        let new = counted.last.as_ref() != Some(&hit.document);
        if !new && self.policy == CountPolicy::OncePerArticle {
            return false;
        }
        counted.hits += 1;
        counted.articles += u64::from(new);
        counted.last = Some(hit.document.clone());
        true
    }

    /// Family, hits, articles; the most frequent first.
    fn rows(self) -> impl Iterator<Item = Vec<String>> {
        let mut rows: Vec<_> = self.counted.into_iter().collect();
        rows.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.hits));
        rows.into_iter().map(|(family, it)| vec![family, it.hits.to_string(), it.articles.to_string()])
    }
}

const COLUMNS: [&str; 14] = [
    "document",
    "family",
    "variant",
    "surface",
    "start",
    "end",
    "field",
    "region",
    "repeated",
    "flags",
    "nested_in",
    "date",
    "source",
    "cluster",
];

impl Writer {
    fn of(args: &Args, families: &Families) -> Outcome<Self> {
        let families = families.iter().map(|family| (family.id.clone(), family.nested)).collect();
        let policy = args.count.map(Count::policy);
        let format = HitFormat::or_usual(args.format);
        if policy.is_some() && format != HitFormat::Table {
            return Err(Failure::new("--count says nothing without --format table: all hits come out"));
        }
        let counter = Counter { families, policy: policy.unwrap_or_default(), ..Counter::default() };
        let out = io::stdout();
        Ok(match format {
            HitFormat::Jsonl => Self::Jsonl(BufWriter::new(out)),
            HitFormat::Csv => {
                let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(out);
                writer.write_record(COLUMNS).map_err(|error| Failure::of_stdout(error.into()))?;
                Self::Csv(Box::new(writer))
            }
            HitFormat::Table => Self::Table(Vec::new(), counter),
        })
    }

    fn write(&mut self, hits: Vec<HitRow>) -> io::Result<()> {
        match self {
            Self::Jsonl(out) => {
                for hit in hits {
                    serde_json::to_writer(&mut *out, &hit)?;
                    out.write_all(b"\n")?;
                }
            }
            Self::Csv(writer) => {
                for hit in hits {
                    let place = (
                        &hit.document,
                        &hit.family,
                        &hit.variant,
                        &hit.surface,
                        hit.start,
                        hit.end,
                        hit.field,
                    );
                    let said =
                        (hit.region.name(), hit.repeated, hit.flags.join(";"), hit.nested_in.join(";"));
                    writer.serialize((place, said, &hit.date, &hit.source, hit.cluster))?;
                }
            }
            Self::Table(rows, counter) => {
                for hit in hits {
                    let counted = if counter.count(&hit) { "yes" } else { "" };
                    let mut said = hit.flags;
                    said.extend(hit.repeated.then_some("printed twice"));
                    let said = said.join(", ");
                    let region = hit.region.name().to_owned();
                    rows.push(vec![hit.document, hit.family, hit.surface, region, said, counted.to_owned()]);
                }
            }
        }
        Ok(())
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Jsonl(mut out) => out.flush()?,
            Self::Csv(mut writer) => writer.flush()?,
            Self::Table(rows, counter) => {
                let mut out = io::stdout().lock();
                let header = ["Document", "Family", "As written", "Region", "Flags", "Counted"];
                writeln!(out, "{}", table(&header, rows))?;
                writeln!(out, "\ncounted by policy {}: {}", counter.policy, counter.policy.in_words())?;
                writeln!(out, "{}", table(&["Family", " Hits", " Articles"], counter.rows()))?;
            }
        }
        Ok(())
    }
}
