//! `dedup`: which articles repeat which others.

mod archived;
mod compared;

pub use archived::Archived;
pub use compared::Compared;

use super::{archive, passages};
use crate::args::{Dedup as Args, RelationFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::to_stdout;
use crate::shard::{self, Run};
use crate::terminal::{Skipped, say, say_noticed};
use chinhluan::archive::{Claim, Keep, Rule};
use chinhluan::date::Moment;
use chinhluan::dedup::{Sentences, Sketch, Sketches};
use chinhluan::read::{Documents, Inputs, Part};
use chinhluan::report::{Models, Pipeline, ReadPage, Settings, write_duplicates};
use chinhluan::shard::Shards;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::Path;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    if let Some(part) = args.sharing.part {
        return share(args, part);
    }
    if let Some(out) = &args.out {
        return archive::run(args, out);
    }
    if args.passages {
        return passages::run(args);
    }
    let settings = Settings::default();
    // What cannot be done is said before the work.
    rules(&args.keep)?;
    let mut documents = args.input.inputs().open()?;
    let index = Archived::open(args, &settings)?;
    let mut skipped = Skipped::default();
    let (ids, sketches, claims) = match index {
        // Who is kept is asked only where it is written down.
        Archived::Nothing => {
            let (ids, sketches) =
                pipeline(&settings)?.sketches(&mut documents, |error| skipped.name(error))?;
            (ids, sketches, Vec::new())
        }
        _ => with_claims(&mut documents, &settings, &mut skipped)?,
    };
    tell(args, index, &settings, &ids, &sketches, claims)?;
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// As [`run`], of shards.
pub fn merge(args: &Args, shards: &mut Shards) -> Outcome<Completeness> {
    if let Some(out) = &args.out {
        return archive::merge(args, out, shards);
    }
    if args.passages {
        return passages::merge(args, shards);
    }
    // What cannot be done is said before the work.
    rules(&args.keep)?;
    let settings = Settings::default();
    let index = Archived::open(args, &settings)?;
    let (mut ids, mut sketches, mut claims) = (Vec::new(), Sketches::default(), Vec::new());
    let mut skipped = Skipped::default();
    shard::each(shards, &mut skipped, |seen: Seen| {
        ids.push(seen.id);
        sketches.push(seen.sketch)?;
        claims.push(seen.claim);
        Ok(())
    })?;
    tell(args, index, &settings, &ids, &sketches, claims)?;
    say_noticed(&shards.provenance().noticed);
    Ok(skipped.conclude())
}

/// What is kept of a document until all were read.
#[derive(Serialize, Deserialize)]
pub struct Seen {
    pub id: String,
    pub sketch: Sketch,
    pub claim: Claim,
    /// Its text and the sentences of it, where passages are asked for.
    pub sentences: Option<(String, Sentences)>,
    /// Where it goes into an archive.
    pub record: Option<archive::Record>,
}

impl Seen {
    pub fn of(args: &Args, page: ReadPage, sketch: Sketch, sentences: Option<Sentences>) -> Outcome<Self> {
        let claim = claim(&page, &sketch);
        let record = args.out.as_ref().map(|_| archive::Record::of(args, &page)).transpose()?;
        let sentences = sentences.map(|sentences| (page.document.text, sentences));
        Ok(Self { id: page.document.id, sketch, claim, sentences, record })
    }

    /// Hands every document to `take`, with its sentences where passages are asked for.
    pub fn each(
        args: &Args,
        documents: &mut Documents,
        settings: &Settings,
        mut take: impl FnMut(chinhluan::Result<Seen>) -> Outcome<()> + Send,
    ) -> Outcome<()> {
        let pipeline = pipeline(settings)?;
        let mut seen = |read: chinhluan::Result<(ReadPage, Sketch, Option<Sentences>)>| match read {
            Ok((page, sketch, sentences)) => take(Ok(Self::of(args, page, sketch, sentences)?)),
            Err(error) => take(Err(error)),
        };
        match args.passages {
            true => pipeline.pages_with_sentences(documents, |read| {
                seen(read.map(|(page, sketch, sentences)| (page, sketch, Some(sentences))))
            }),
            false => pipeline
                .sketched_pages(documents, |read| seen(read.map(|(page, sketch)| (page, sketch, None)))),
        }
    }
}

/// The shard of a part of the documents.
fn share(args: &Args, part: Part) -> Outcome<Completeness> {
    // What merging would refuse is refused before the work.
    rules(&args.keep)?;
    let (settings, run) = (Settings::default(), Run::this(None, None)?);
    let (output, records) = (args.out.clone(), args.out.is_some());
    let mut documents = Inputs { output, records, part: Some(part), ..args.input.inputs() }.open()?;
    shard::make(part, args.out.as_deref(), &run, &mut documents, |documents, shard| {
        Seen::each(args, documents, &settings, |seen| shard.note(seen))
    })
}

/// Writes the relations on standard output, and adds the articles to the index, where there is one.
fn tell(
    args: &Args,
    index: Archived,
    settings: &Settings,
    ids: &[String],
    sketches: &Sketches,
    claims: Vec<Claim>,
) -> Outcome<()> {
    say_equal_ids(ids);
    let compared = index.compare(sketches, settings)?;
    let told = to_stdout(|out| match args.format {
        RelationFormat::Pairs => compared.write_pairs(ids, out),
        RelationFormat::Csv => write_duplicates(compared.rows(ids), args.csv.style(), out),
        RelationFormat::Jsonl => compared.write_objects(&compared.rows(ids), out),
    });
    let told = match told {
        Err(failure) if !failure.closed_pipe => return Err(failure),
        told => told,
    };
    // Who read only the beginning of the table wants the articles added all the same.
    if !matches!(index, Archived::Nothing) {
        let survivors = compared.survivors(&rules(&args.keep)?, claims);
        index.add(compared, ids, sketches, &survivors)?.iter().for_each(|words| say(words));
    }
    told
}

/// Says that articles have one id: what is told of them by it may be of either.
pub fn say_equal_ids(ids: &[String]) {
    let mut seen = HashSet::with_capacity(ids.len());
    let mut again = ids.iter().filter(|id| !seen.insert(id.as_str()));
    if let Some(first) = again.next() {
        let all = 1 + again.count();
        say(&format!("articles with the id of another one before them: {all}, the first “{first}”"));
    }
}

/// Ids and sketches, and what the documents have to say for themselves.
fn with_claims(
    documents: &mut Documents,
    settings: &Settings,
    skipped: &mut Skipped,
) -> Outcome<(Vec<String>, Sketches, Vec<Claim>)> {
    let (mut ids, mut sketches, mut claims) = (Vec::new(), Sketches::default(), Vec::new());
    pipeline(settings)?.sketched_pages(documents, |read| {
        match read {
            Ok((page, sketch)) => {
                claims.push(claim(&page, &sketch));
                ids.push(page.document.id);
                sketches.push(sketch)?;
            }
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    Ok((ids, sketches, claims))
}

/// The part of the main job that looks for copies.
pub fn pipeline(settings: &Settings) -> Outcome<Pipeline> {
    Ok(Pipeline::new(Models::with_embedded_words(models::no_families()?)?, settings.clone()))
}

/// The rules of `--keep`.
pub fn rules(names: &[String]) -> Outcome<Keep> {
    let rule = |name: &String| match name.trim().strip_prefix("source:") {
        None => Ok(name.trim().parse::<Rule>()?),
        Some(path) => Ok(Rule::Source(models::list(Path::new(path))?)),
    };
    Ok(Keep(names.iter().map(rule).collect::<Outcome<_>>()?))
}

/// What a document has to say for itself.
pub fn claim(ReadPage { document, structure, .. }: &ReadPage, sketch: &Sketch) -> Claim {
    let of_record = document.meta.date.as_deref().and_then(Moment::of_metadata);
    Claim {
        published: structure.published.map(|dated| dated.moment).or(of_record),
        source: document.meta.source.clone(),
        words: sketch.len(),
    }
}
