//! `dedup --out`: one copy of each article in one file, the others in another, nothing lost.

mod held;
mod page;
mod previous;
mod removed;

pub use held::{Left, Record};

use super::dedup::{Archived, Seen, rules, say_equal_ids};
use crate::args::{Dedup as Args, Strip};
use crate::failure::{Completeness, Outcome};
use crate::output::{Folder, Plan, to_stdout};
use crate::terminal::{counted, say, say_noticed};
use chinhluan::archive::Keep;
use chinhluan::dedup;
use chinhluan::phrase::Families;
use chinhluan::read::Inputs;
use chinhluan::report::{Manifest, Resource, Settings, write_duplicates};
use chinhluan::segment::Segmenter;
use chinhluan::shard::{Provenance, Shards};
use held::Read;
use previous::Previous;
use removed::Removed;
use serde::Serialize;
use std::path::Path;
use std::time::Instant;

/// What the manifest says of an archive.
#[derive(Serialize)]
struct Settled<'a> {
    keep: &'a Keep,
    strip: Option<&'static str>,
    duplicates: &'a dedup::Settings,
    kept: usize,
    removed: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    index: Option<&'a Path>,
    /// Of those that added to the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    index_run: Option<u32>,
}

pub fn run(args: &Args, out: &Path) -> Outcome<Completeness> {
    let mut settling = Settling::begin(args, out)?;
    let inputs = Inputs { output: Some(out.to_owned()), records: true, ..args.input.inputs() };
    let mut documents = inputs.open()?;
    if let Some(previous) = &settling.previous {
        previous.check_sizes(&inputs)?;
    }
    let output = Output::open(args, out, &settling.settings)?;
    Seen::each(args, &mut documents, &settling.settings, |seen| match seen {
        Ok(seen) => settling.read.take(seen),
        Err(error) => {
            settling.read.skip(error.left_out());
            Ok(())
        }
    })?;
    settling.settle(args, out, output, Provenance::from(&documents))
}

/// As [`run`], of shards.
pub fn merge(args: &Args, out: &Path, shards: &mut Shards) -> Outcome<Completeness> {
    let mut settling = Settling::begin(args, out)?;
    let output = Output::open(args, out, &settling.settings)?;
    while let Some((_, seen)) = shards.next::<Seen>()? {
        match seen {
            Ok(seen) => settling.read.take(seen)?,
            Err(left_out) => settling.read.skip(left_out),
        }
    }
    settling.settle(args, out, output, shards.provenance().clone())
}

fn plan(args: &Args) -> Plan {
    let sources = args.keep.iter().filter_map(|rule| rule.trim().strip_prefix("source:"));
    Plan::of("dedup", [KEPT, REMOVED, SKIPPED, REMOVED_TABLE, RELATIONS, RELATION_OBJECTS])
        .writing(args.passages.then_some(PASSAGES))
        .reading(args.input.paths())
        .reading(&args.index)
        .reading(sources)
}

const KEPT: &str = "kept.jsonl";
const REMOVED: &str = "removed.jsonl";
const SKIPPED: &str = "skipped.jsonl";
const REMOVED_TABLE: &str = "removed.csv";
const RELATIONS: &str = "relations.csv";
const RELATION_OBJECTS: &str = "relations.jsonl";
const PASSAGES: &str = "passages.csv";

/// Where a run writes, prepared before it reads.
struct Output {
    /// None where nothing is to be written.
    folder: Option<Folder>,
    index: Archived,
}

impl Output {
    fn open(args: &Args, out: &Path, settings: &Settings) -> Outcome<Self> {
        let folder = if args.dry_run { None } else { Some(Folder::of_archive(out, plan(args))?) };
        Ok(Self { folder, index: Archived::open(args, settings)? })
    }
}

/// A run, and what it has read.
struct Settling {
    started: Instant,
    keep: Keep,
    settings: Settings,
    previous: Option<Previous>,
    read: Read,
}

impl Settling {
    /// Says what cannot be done before the work.
    fn begin(args: &Args, out: &Path) -> Outcome<Self> {
        let started = Instant::now();
        let keep = rules(&args.keep)?;
        plan(args).check(out)?;
        let (previous, read) = (Previous::of(out)?, Read::nothing(args)?);
        Ok(Self { started, keep, settings: Settings::default(), previous, read })
    }

    fn settle(self, args: &Args, out: &Path, output: Output, of: Provenance) -> Outcome<Completeness> {
        let Self { started, keep, settings, previous, mut read } = self;
        let Output { folder, index } = output;
        previous.as_ref().map_or(Ok(()), |previous| previous.check_files(&of.files))?;
        let compared = index.compare(&read.sketches, &settings)?;
        let survivors = compared.survivors(&keep, std::mem::take(&mut read.claims));
        let removed = Removed::of(&survivors, &compared);
        let archived = compared.archived().len();
        let is_kept = |number: usize| survivors[archived + number] as usize == archived + number;
        let kept = read.ids.len() - removed.rows.len();
        previous.map_or(Ok(()), |previous| previous.check_kept(kept))?;
        say_noticed(&of.noticed);
        say_equal_ids(&read.ids);
        let mut unstripped = 0;
        if let Some(folder) = folder {
            folder.file(KEPT, |to| {
                unstripped = read.write(to, args.strip, is_kept)?;
                Ok(())
            })?;
            folder.file(REMOVED, |to| read.write(to, None, |number| !is_kept(number)).map(drop))?;
            folder.file(SKIPPED, |to| read.write_left_out(to))?;
            let csv = args.csv.style();
            folder.file(REMOVED_TABLE, |to| removed.write(&compared, &read.ids, csv, to))?;
            let relations = compared.rows(&read.ids);
            folder.file(RELATION_OBJECTS, |to| compared.write_objects(&relations, to))?;
            folder.file(RELATIONS, |to| write_duplicates(relations, csv, to))?;
            if let Some(texts) = &mut read.texts {
                let found = texts.passages()?;
                folder.file(PASSAGES, |to| texts.write(&found, &read.ids, csv, to))?;
            }
            let settled = Settled {
                keep: &keep,
                strip: args.strip.map(|strip| if strip == Strip::Cut { "cut" } else { "mark" }),
                duplicates: &settings.duplicates,
                kept,
                removed: removed.rows.len(),
                index: args.index.as_deref(),
                index_run: index.run(),
            };
            let model = Resource::of("embedded", Segmenter::EMBEDDED);
            let families = Resource::of("embedded", Families::EMBEDDED.as_bytes());
            folder.manifest(&Manifest {
                documents: read.ids.len(),
                skipped: read.left_out.iter().map(Left::in_words).collect(),
                seconds: started.elapsed().as_secs_f64(),
                ..Manifest::of("dedup", settled, model, families, of)
            })?;
        }
        let added = index.add(compared, &read.ids, &read.sketches, &survivors)?;
        to_stdout(|out| removed.summarise(read.ids.len(), read.left_out.len(), out))?;
        match read.left_out.iter().filter(|left| left.record.is_none()).count() {
            0 => {}
            lost => say(&format!("the archive holds all but {lost} of what was left out: keep their files")),
        }
        if unstripped > 0 {
            let records = counted(unstripped, "record that was", "records that were");
            say(&format!("{records} mended when read, or taken out of HTML, are not stripped"));
        }
        added.iter().for_each(|words| say(words));
        match args.dry_run {
            true => say("nothing was written"),
            false => say(&format!("wrote {}", out.join(KEPT).display())),
        }
        Ok(read.skipped.conclude())
    }
}
