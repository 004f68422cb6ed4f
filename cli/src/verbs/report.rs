//! `report`: the main job.

use crate::args::Report as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{Folder, Plan, to_stdout};
use crate::shard::{self, Run, Shard};
use crate::terminal::{Bar, Skipped, counted, say, say_noticed, table};
use chinhluan::read::Inputs;
use chinhluan::report::{
    Finished, Models, Output, Page, Pipeline, Report, Resource, RunNotes, RunSettings, Settings, outputs,
};
use chinhluan::shard::{Provenance, Shards};
use std::io::{self, Write};
use std::time::Instant;

pub fn run(args: &Args) -> Outcome<Completeness> {
    let started = Instant::now();
    models::use_threads(&args.input)?;
    let part = args.sharing.part;
    let mut documents = Inputs { output: Some(args.out.clone()), part, ..args.input.inputs() }.open()?;
    let folder = Folder::of_run(&args.out, plan(args))?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    let model = model.resource();
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, settings(args));
    let bar = Bar::of(args.input.bytes());
    let progress = |progress| bar.update(progress);
    if let Some(part) = part {
        let run = Run::this(Some(model), Some(gazetteer))?;
        return shard::make(
            part,
            Some(&args.out),
            &run,
            &mut documents,
            |documents, Shard { writer, skipped }| {
                let written = pipeline.run_part(documents, writer, |error| skipped.name(error), progress);
                bar.clear();
                written.map_err(Failure::of_shard)
            },
        );
    }
    let finished = pipeline.run(&mut documents, progress);
    bar.clear();
    let made = Made {
        finished: finished?,
        of: Provenance::from(&documents),
        model,
        gazetteer,
        command: shard::without_place(
            std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()),
        ),
    };
    made.write(args, &folder, started)
}

/// As [`run`], of the shards of `run`.
pub fn merge(args: &Args, shards: &mut Shards, run: &Run) -> Outcome<Completeness> {
    let started = Instant::now();
    let folder = Folder::of_run(&args.out, plan(args))?;
    let (families, gazetteer) = models::families(&args.gazetteer)?;
    run.check_families(&gazetteer)?;
    let pipeline = Pipeline::new(Models::with_embedded_words(families)?, settings(args));
    let bar = Bar::new();
    let finished = pipeline.run_merged(shards, |progress| bar.update(progress));
    bar.clear();
    let made = Made {
        finished: finished?,
        of: shards.provenance().clone(),
        model: run.model()?,
        gazetteer,
        command: run.command.clone(),
    };
    made.write(args, &folder, started)
}

fn plan(args: &Args) -> Plan {
    let tables = outputs(&args.export.export()).into_iter().map(|output| output.file_name());
    let page = [PAGE].into_iter().chain(args.site.then_some(SITE)).map(str::to_owned);
    Plan::of("report", tables.chain(page))
        .reading(args.input.paths())
        .reading(args.models.paths())
        .reading(args.gazetteer.paths())
}

fn settings(args: &Args) -> Settings {
    Settings {
        topics: args.topics,
        seed: args.seed,
        period: args.period.into(),
        count: args.count.policy(),
        ..Settings::default()
    }
}

/// A report, and what it was made of.
struct Made {
    finished: Finished,
    of: Provenance,
    model: Resource,
    gazetteer: Resource,
    /// The verb and its options.
    command: Vec<String>,
}

impl Made {
    fn write(self, args: &Args, folder: &Folder, started: Instant) -> Outcome<Completeness> {
        let Self { finished, of, model, gazetteer, command } = self;
        let export = args.export.export();
        let mut skipped = Skipped::default();
        finished.report.skipped.iter().for_each(|document| skipped.name_reason(&document.to_string()));
        say_noticed(&of.noticed);

        for output in outputs(&export) {
            folder.file(output.file_name(), |to| output.write(&finished.report, to))?;
        }
        let settings = RunSettings::of(settings(args), export);
        let page = Page {
            language: args.lang.into(),
            site: false,
            run: RunNotes {
                command: in_words(&command),
                settings: serde_json::to_value(&settings).map_err(Failure::of_json)?,
                period: settings.run.period,
                seed: settings.run.seed,
                model: model.clone(),
                gazetteer: gazetteer.clone(),
                inputs: of.files.clone(),
            },
        };
        folder.file(PAGE, |to| page.write(&finished.report, to))?;
        if args.site {
            site(folder, page, &finished.report)?;
        } else if !page.holds_all(&finished.report) {
            say("the page holds a part of the articles; --site writes all for `chinhluan serve`");
        }
        folder.manifest(&finished.manifest(started, settings, model, gazetteer, of))?;
        to_stdout(|out| summarise(&finished.report, out))?;
        say(&format!("wrote {}", folder.path().join(PAGE).display()));
        Ok(skipped.conclude())
    }
}

const PAGE: &str = "report.html";
/// The folder of a site.
const SITE: &str = "site";
/// The page in it.
const INDEX: &str = "index.html";

/// The page as a folder, its articles as files beside it.
fn site(folder: &Folder, page: Page, report: &Report) -> Outcome<()> {
    let site = folder.within(SITE, |name| name == INDEX || Page::is_file_of_site(name))?;
    let page = Page { site: true, ..page };
    let files = page.files(report).map_err(|error| Failure::of_file(&folder.path().join(&site), &error))?;
    for (name, data) in files {
        folder.file(site.join(name), |to| to.write_all(&data))?;
    }
    // Last: where it stands, what it asks for is there.
    folder.file(site.join(INDEX), |to| page.write(report, to))
}

/// The command that repeats a run, for a shell.
fn in_words(command: &[String]) -> String {
    let words: Vec<String> = command.iter().map(|word| quoted(word)).collect();
    format!("chinhluan {} --out report", words.join(" "))
}

fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./=,+:@".contains(c);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}

/// Families that the summary on standard output shows; the files hold all.
const SHOWN: usize = 20;

fn summarise(report: &Report, out: &mut impl Write) -> io::Result<()> {
    let summary = &report.summary;
    let period =
        summary.period.as_ref().map_or_else(String::new, |(first, last)| format!(", {first} to {last}"));
    writeln!(
        out,
        "{}{period}, {} undated, {} skipped",
        counted(summary.documents, "article", "articles"),
        summary.undated,
        summary.skipped
    )?;
    if summary.lists > 0 {
        writeln!(out, "web pages left out because they are lists of articles: {}", summary.lists)?;
    }
    writeln!(
        out,
        "{} phrase hits in {} syllables ({} more in passages printed twice, {} in page furniture, {} left out by policy)",
        summary.hits, summary.syllables, summary.hits_repeated, summary.hits_aside, summary.hits_uncounted
    )?;
    writeln!(out, "policy of counts: {} ({})", summary.policy, summary.policy.in_words())?;
    writeln!(
        out,
        "{} ({}), {}",
        counted(summary.copies, "article is a copy of another", "articles are copies of others"),
        counted(summary.duplicate_groups, "group", "groups"),
        counted(summary.repeating, "article prints a passage twice", "articles print a passage twice")
    )?;
    let families = report.families.iter().take(SHOWN).map(|row| {
        vec![
            row.name.clone(),
            row.frequency.all.count.to_string(),
            row.frequency.all.articles.to_string(),
            format!("{:.1}", row.frequency.all.per_million),
            row.frequency.unique.count.to_string(),
            row.frequency.sources.to_string(),
            row.repeated.to_string(),
        ]
    });
    let header =
        ["Phrase family", " Hits", " Articles", " Per million", " Unique", " Sources", " Printed twice"];
    writeln!(out, "{}", table(&header, families))?;
    if report.families.len() > SHOWN {
        writeln!(out, "and {} more families in families.csv", report.families.len() - SHOWN)?;
    }
    if !report.clusters.is_empty() {
        let topics = report.clusters.iter().map(|cluster| {
            let words: Vec<_> = cluster.words.iter().take(8).map(String::as_str).collect();
            vec![cluster.cluster.to_string(), cluster.documents.to_string(), words.join(", ")]
        });
        writeln!(out, "{}", table(&[" Topic", " Articles", "Telling words"], topics))?;
    }
    Ok(())
}
