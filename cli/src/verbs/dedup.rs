//! `dedup`: which articles repeat which others.

use super::{archive, passages};
use crate::args::{Dedup as Args, RelationFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::to_stdout;
use crate::shard::{self, Run};
use crate::terminal::{Skipped, say_noticed};
use chinhluan::archive::{Addition, ArchivedDocument, Claim, Index, Keep, Rule};
use chinhluan::date::Moment;
use chinhluan::dedup::{Duplicates, Passage, Relation, Sentences, Similarity, Sketch, Sketches, Slots};
use chinhluan::read::{Documents, Inputs, Part};
use chinhluan::report::{
    DuplicateRow, Export, Models, Pipeline, ReadPage, Report, Settings, duplicate_rows, outputs,
};
use chinhluan::shard::Shards;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
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
        let id = page.document.id.clone();
        let sentences = sentences.map(|sentences| (page.document.text.clone(), sentences));
        let record = args.out.as_ref().map(|_| archive::Record::of(args, page)).transpose()?;
        Ok(Self { id, sketch, claim, sentences, record })
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
    let compared = index.compare(sketches, settings)?;
    to_stdout(|out| match args.format {
        RelationFormat::Pairs => compared.write_pairs(ids, out),
        RelationFormat::Csv => compared.write_relations(ids, out),
        RelationFormat::Jsonl => compared.write_objects(ids, out),
    })?;
    if let Archived::Added(_) = index {
        let survivors = compared.survivors(&rules(&args.keep)?, claims);
        index.add(compared, ids, sketches, &survivors)?;
    }
    Ok(())
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

/// What was archived before, if that is asked.
pub enum Archived {
    Nothing,
    /// Looked up, and left as it is.
    Looked(Index),
    Added(Index),
}

impl Archived {
    pub fn open(args: &Args, settings: &Settings) -> Outcome<Self> {
        Ok(match &args.index {
            Some(path) if !args.dry_run => Self::Added(Index::open(path, &settings.duplicates)?),
            Some(path) if path.exists() => Self::Looked(Index::open_to_read(path, &settings.duplicates)?),
            _ => Self::Nothing,
        })
    }

    /// The number of this run among those that added to the index.
    pub fn run(&self) -> Option<u32> {
        match self {
            Self::Nothing => None,
            Self::Looked(index) | Self::Added(index) => Some(index.run()),
        }
    }

    pub fn compare(&self, sketches: &Sketches, settings: &Settings) -> Outcome<Compared> {
        Ok(match self {
            Self::Nothing => Compared::Alone(sketches.relate(&settings.duplicates)?),
            Self::Looked(index) | Self::Added(index) => Compared::Against(index.relate(sketches)?),
        })
    }

    /// Adds what was compared. This is the last thing that a run does: one that is broken off before can be run again
    /// and does the same, one that is broken off behind has done all.
    pub fn add(
        self,
        compared: Compared,
        ids: &[String],
        sketches: &Sketches,
        survivors: &[u32],
    ) -> Outcome<()> {
        if let (Self::Added(mut index), Compared::Against(addition)) = (self, compared) {
            index.add(addition, ids, sketches, survivors)?;
        }
        Ok(())
    }
}

/// Articles that were compared with each other, or also with those of an index. Archived ones come first.
pub enum Compared {
    Alone(Duplicates),
    Against(Addition),
}

impl Compared {
    pub fn duplicates(&self) -> &Duplicates {
        match self {
            Self::Alone(duplicates) => duplicates,
            Self::Against(addition) => addition.duplicates(),
        }
    }

    pub fn archived(&self) -> &[ArchivedDocument] {
        match self {
            Self::Alone(_) => &[],
            Self::Against(addition) => addition.archived(),
        }
    }

    pub fn survivors(&self, keep: &Keep, claims: Vec<Claim>) -> Vec<u32> {
        match self {
            Self::Alone(duplicates) => keep.survivors(duplicates, &claims),
            Self::Against(addition) => addition.survivors(keep, claims),
        }
    }

    /// Ids of the archived articles and of the new ones.
    pub fn names<'a>(&'a self, ids: &'a [String]) -> Vec<&'a str> {
        let archived = self.archived().iter().map(|archived| archived.id.as_str());
        archived.chain(ids.iter().map(String::as_str)).collect()
    }

    /// Ids of two copies a line.
    fn write_pairs(&self, ids: &[String], to: &mut impl Write) -> io::Result<()> {
        let names = self.names(ids);
        let mut copies = self.duplicates().relations.iter().filter(|relation| relation.kind.holds());
        copies.try_for_each(|relation| {
            writeln!(to, "{}\t{}", names[relation.a as usize], names[relation.b as usize])
        })
    }

    /// The table of relations.
    pub fn write_relations(&self, ids: &[String], to: &mut dyn Write) -> io::Result<()> {
        let report = Report { duplicates: self.rows(ids), ..Report::default() };
        let table =
            outputs(&Export::default()).into_iter().find(|output| output.file_name() == "duplicates.csv");
        table.map_or(Ok(()), |table| table.write(&report, to))
    }

    /// The relations as objects, with what the two have in common and where it stands.
    pub fn write_objects(&self, ids: &[String], to: &mut dyn Write) -> io::Result<()> {
        self.rows(ids).iter().zip(&self.duplicates().relations).try_for_each(|(row, relation)| {
            let &Relation { similarity: Similarity { numbers, names, respelt, .. }, ref passages, .. } =
                relation;
            let told = Told { row, numbers, names, respelt, passages };
            serde_json::to_writer(&mut *to, &told)?;
            to.write_all(b"\n")
        })
    }

    /// The relations as rows; which articles were archived before stands in the reason.
    fn rows(&self, ids: &[String]) -> Vec<DuplicateRow> {
        let archived = self.archived();
        let mut rows = duplicate_rows(self.duplicates(), &self.names(ids));
        for (row, relation) in rows.iter_mut().zip(&self.duplicates().relations) {
            for (which, number) in [("a", relation.a), ("b", relation.b)] {
                if let Some(known) = archived.get(number as usize) {
                    let run = known.run.map_or_else(|| "before".to_owned(), |run| format!("in run {run}"));
                    row.reason.push_str(&format!("; {which} was archived {run}"));
                }
            }
        }
        rows
    }
}

/// A relation as an object.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    row: &'a DuplicateRow,
    numbers: Slots,
    names: Slots,
    respelt: u32,
    passages: &'a [Passage],
}
