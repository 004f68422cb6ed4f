//! `cluster`: topics or events, one object a document; what tells each of them; how many topics there may be.

mod groups;
mod labels;
mod outline;
mod quality;

use crate::args::{Cluster as Args, Gazetteer};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{Folder, Plan, to_stdout};
use crate::shard::{self, Run};
use crate::terminal::{Bar, Skipped, say, say_noticed};
use chinhluan::cluster::{Events, Space, outline as joins};
use chinhluan::counts::NgramRange;
use chinhluan::phrase::Families;
use chinhluan::read::Inputs;
use chinhluan::report::{Articles, Groups, Manifest, Models, Pipeline, Resource, Settings};
use chinhluan::shard::{Provenance, Shards};
use serde::Serialize;
use std::io::Write;
use std::ops::RangeInclusive;
use std::time::Instant;

/// What the manifest says of a run.
#[derive(Serialize)]
struct Clustered {
    ngram_range: NgramRange,
    exclude_duplicates: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    topics: Option<Topics>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Events>,
}

#[derive(Serialize)]
struct Topics {
    topics: usize,
    seed: u64,
}

/// What is asked for.
enum Asked {
    Topics(Option<usize>),
    HowMany(RangeInclusive<usize>),
    Events(Events),
}

pub fn run(args: &Args) -> Outcome<Completeness> {
    let started = Instant::now();
    let asked = asked(args)?;
    models::use_threads(&args.input)?;
    let part = args.sharing.part;
    let mut documents = Inputs { output: args.out.clone(), part, ..args.input.inputs() }.open()?;
    let folder = args.out.as_deref().map(|out| Folder::of_run(out, plan(args))).transpose()?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    let model = model.resource();
    let (families, gazetteer) = models::families(&Gazetteer::default())?;
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, Settings::default());
    let ngram_range = args.ngram_range.parse()?;
    if let Some(part) = part {
        let run = Run::this(Some(model), Some(gazetteer))?;
        return shard::make(part, args.out.as_deref(), &run, &mut documents, |documents, shard| {
            shard.words(&pipeline, documents)
        });
    }
    let bar = Bar::new();
    let articles = pipeline.articles(&mut documents, ngram_range, |progress| bar.update(progress));
    bar.clear();
    let made = Made { articles, of: Provenance::from(&documents), model, gazetteer };
    made.write(args, asked, pipeline.families(), folder.as_ref(), started)
}

/// As [`run`], of the shards of `run`.
pub fn merge(args: &Args, shards: &mut Shards, run: &Run) -> Outcome<Completeness> {
    let started = Instant::now();
    let asked = asked(args)?;
    let folder = args.out.as_deref().map(|out| Folder::of_run(out, plan(args))).transpose()?;
    let (families, gazetteer) = models::families(&Gazetteer::default())?;
    let pipeline = Pipeline::new(Models::with_embedded_words(families)?, Settings::default());
    let bar = Bar::new();
    let articles =
        pipeline.articles_merged(shards, args.ngram_range.parse()?, |progress| bar.update(progress));
    bar.clear();
    let made = Made { articles: articles?, of: shards.provenance().clone(), model: run.model()?, gazetteer };
    made.write(args, asked, pipeline.families(), folder.as_ref(), started)
}

fn plan(args: &Args) -> Plan {
    Plan::of("cluster", ["clusters.jsonl", "labels.csv", "outline.json", "quality.csv"])
        .reading(args.input.paths())
        .reading(args.models.paths())
}

/// Articles to be grouped, and what they were made of.
struct Made {
    articles: Articles,
    of: Provenance,
    model: Resource,
    gazetteer: Resource,
}

impl Made {
    fn write(
        self,
        args: &Args,
        asked: Asked,
        families: &Families,
        folder: Option<&Folder>,
        started: Instant,
    ) -> Outcome<Completeness> {
        let Self { articles, of, model, gazetteer } = self;
        say_noticed(&of.noticed);
        let ngram_range = args.ngram_range.parse()?;
        let kept = if args.exclude_duplicates {
            articles.originals()
        } else {
            (0..articles.articles.len()).collect()
        };
        let exclude_duplicates = args.exclude_duplicates;
        let mut settings = Clustered { ngram_range, exclude_duplicates, topics: None, events: None };
        let groups = match asked {
            Asked::Events(events) => {
                settings.events = Some(events);
                Groups::events(&articles, kept, &events)?
            }
            Asked::HowMany(range) => {
                let space = Space { seed: args.seed, ..Space::default() };
                let qualities =
                    quality::of(&space.of(&articles.terms.counts.select(&kept))?, range, args.seed)?;
                quality::write(&qualities)?;
                let Some(folder) = folder else { return Ok(conclude(&articles)) };
                folder.file("quality.csv", |to| quality::write_csv(&qualities, to))?;
                let groups = Groups::topics(&articles, kept, quality::clearest(&qualities), args.seed)?;
                settings.topics = Some(Topics { topics: groups.groups, seed: args.seed });
                groups
            }
            Asked::Topics(topics) => {
                let groups = Groups::topics(&articles, kept, topics, args.seed)?;
                settings.topics = Some(Topics { topics: groups.groups, seed: args.seed });
                groups
            }
        };
        say_what_is_missing(&groups, &settings);
        let labels = groups.rows(&articles, families);
        let outline = match &groups.topics {
            Some(found) if args.outline => {
                Some(outline::Node::tree(&joins(found), &groups, &articles, &labels))
            }
            _ => None,
        };

        to_stdout(|out| match (folder, &outline) {
            (_, Some(outline)) => outline.write(out),
            (_, None) if args.outline => Ok(()),
            (None, None) => groups::write(&groups, &articles, out),
            (Some(_), None) => write!(out, "{}", labels::overview(&labels)),
        })?;
        if let Some(folder) = folder {
            folder.file("clusters.jsonl", |to| groups::write(&groups, &articles, to))?;
            folder.file("labels.csv", |to| labels::write(&labels, &articles, to))?;
            if let Some(outline) = &outline {
                folder.file("outline.json", |to| Ok(serde_json::to_writer_pretty(to, outline)?))?;
            }
            folder.manifest(&Manifest {
                documents: articles.articles.len(),
                skipped: articles.skipped.clone(),
                lists: articles.lists.clone(),
                seconds: started.elapsed().as_secs_f64(),
                ..Manifest::of("cluster", settings, model, gazetteer, of)
            })?;
        }
        Ok(conclude(&articles))
    }
}

/// A result that is empty, or emptier than was asked for, is named.
fn say_what_is_missing(groups: &Groups, settings: &Clustered) {
    let mut sizes = vec![0usize; groups.groups];
    groups.group.iter().flatten().for_each(|&group| sizes[group as usize] += 1);
    let articles = groups.kept.len();
    match sizes.iter().filter(|&&size| size == 0).count() {
        0 if sizes.is_empty() && settings.events.is_some() => {
            say(&format!("no two of {articles} articles report one event"));
        }
        0 if sizes.is_empty() => {
            say(&format!("no topics: of {articles} articles not even two share a term"));
        }
        0 => {}
        empty => {
            say(&format!("{empty} of {} topics have no article: too many articles are equal", sizes.len()))
        }
    }
}

fn conclude(articles: &Articles) -> Completeness {
    let mut skipped = Skipped::default();
    articles.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    skipped.conclude()
}

fn asked(args: &Args) -> Outcome<Asked> {
    if args.events {
        if !(args.resolution > 0.0 && args.resolution <= 1.0) {
            return Err(Failure::new(format!("--resolution {} is not between 0 and 1", args.resolution)));
        }
        let (resolution, window, seed) = (args.resolution, args.window, args.seed);
        return Ok(Asked::Events(Events { resolution, window, seed, ..Events::default() }));
    }
    let Some(given) = &args.topics else { return Ok(Asked::Topics(None)) };
    let wrong =
        || Failure::new(format!("--topics {given}: neither a number of topics (8) nor a range (5..20)"));
    let number = |text: &str| text.trim().parse::<usize>().map_err(|_| wrong());
    match given.split_once("..") {
        None => match number(given)? {
            0 => Err(Failure::new("--topics must be at least 1")),
            topics => Ok(Asked::Topics(Some(topics))),
        },
        Some(_) if args.outline => Err(Failure::new("--outline is of one number of topics, not of a range")),
        Some((first, last)) => {
            let range = number(first)?..=number(last)?;
            if *range.start() < 2 || range.is_empty() {
                return Err(Failure::new(format!(
                    "--topics {given}: a range begins at 2 and does not go down"
                )));
            }
            Ok(Asked::HowMany(range))
        }
    }
}
