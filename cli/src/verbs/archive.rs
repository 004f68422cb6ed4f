//! `dedup --out`: one copy of each article in one file, the others in another, nothing lost.

use super::dedup::{Archived, Compared, Seen, rules};
use super::passages::{Texts, no_sentences, unwritable};
use crate::args::{Dedup as Args, Strip};
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::Folder;
use crate::terminal::{Skipped, say, table};
use chinhluan::archive::{Claim, Cuts, Keep};
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::dedup::{self, RelationKind, Sketches};
use chinhluan::phrase::Families;
use chinhluan::read::Inputs;
use chinhluan::report::{Manifest, ReadPage, Resource, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::shard::{Provenance, Shards};
use chinhluan::{Role, Span};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::Path;
use std::time::Instant;

/// Field of a kept record that says what was cut out of which field.
pub const CUTS: &str = "chinhluan_cuts";
/// Field of a kept record that says what could be cut out of which field.
pub const MARKS: &str = "chinhluan_marks";

/// What the manifest says of an archive.
#[derive(Serialize)]
struct Settled<'a> {
    keep: &'a Keep,
    strip: Option<&'static str>,
    duplicates: &'a dedup::Settings,
    kept: usize,
    removed: usize,
}

/// A record that waits until it is known whether it is kept.
#[derive(Serialize, Deserialize)]
struct Held {
    record: Map<String, Value>,
    /// What is needed to strip it, where that is wanted.
    page: Option<Page>,
}

/// The lines of a record's text and what is printed twice, bytes of the text as it was read.
#[derive(Serialize, Deserialize)]
struct Page {
    /// The field of the record that holds the text.
    field: String,
    site: String,
    lines: Vec<(Role, Span)>,
    repeated: Vec<Span>,
    edges: Edges,
}

/// A record of an archive, as it waits.
#[derive(Serialize, Deserialize)]
pub struct Record {
    /// [`Held`] as JSON, which keeps whatever the record holds.
    held: String,
    /// The site of a page that may be stripped, and what is to be learned of it.
    learned: Option<(String, Edges)>,
}

/// All that was read, and what is known of it.
struct Read {
    held: BufWriter<File>,
    boilerplate: Boilerplate,
    ids: Vec<String>,
    claims: Vec<Claim>,
    sketches: Sketches,
    /// Where passages are asked for.
    texts: Option<Texts>,
    skipped: Skipped,
    reasons: Vec<String>,
}

pub fn run(args: &Args, out: &Path) -> Outcome<Completeness> {
    let started = Instant::now();
    let keep = rules(&args.keep)?;
    let settings = Settings::default();
    let index = Archived::open(args, &settings)?;
    let mut documents = Inputs { output: Some(out.to_owned()), ..args.input.inputs() }.open()?;
    let folder = if args.dry_run { None } else { Some(Folder::prepare(out)?) };
    let mut read = Read::nothing(args)?;
    Seen::each(args, &mut documents, &settings, |seen| match seen {
        Ok(seen) => read.take(seen),
        Err(error) => {
            read.skip(error.in_words());
            Ok(())
        }
    })?;
    let of = Provenance::from(&documents);
    Settling { started, keep, settings, index, folder, read, of }.settle(args, out)
}

/// As [`run`], of shards.
pub fn merge(args: &Args, out: &Path, shards: &mut Shards) -> Outcome<Completeness> {
    let started = Instant::now();
    let keep = rules(&args.keep)?;
    let settings = Settings::default();
    let index = Archived::open(args, &settings)?;
    let folder = if args.dry_run { None } else { Some(Folder::prepare(out)?) };
    let mut read = Read::nothing(args)?;
    while let Some((_, seen)) = shards.next::<Seen>()? {
        match seen {
            Ok(seen) => read.take(seen)?,
            Err(reason) => read.skip(reason),
        }
    }
    let of = shards.provenance().clone();
    Settling { started, keep, settings, index, folder, read, of }.settle(args, out)
}

/// A run that has read everything.
struct Settling {
    started: Instant,
    keep: Keep,
    settings: Settings,
    index: Archived,
    folder: Option<Folder>,
    read: Read,
    of: Provenance,
}

impl Settling {
    fn settle(self, args: &Args, out: &Path) -> Outcome<Completeness> {
        let Self { started, keep, settings, index, folder, mut read, of } = self;
        let compared = index.compare(&read.sketches, &settings)?;
        let survivors = compared.survivors(&keep, std::mem::take(&mut read.claims));
        let removed = Removed::of(&survivors, &compared);
        let archived = compared.archived().len();
        let is_kept = |number: usize| survivors[archived + number] as usize == archived + number;
        if let Some(folder) = folder {
            folder.file("kept.jsonl", |to| read.write(to, args.strip, is_kept))?;
            folder.file("removed.jsonl", |to| read.write(to, None, |number| !is_kept(number)))?;
            folder.file("removed.csv", |to| removed.write(&compared.names(&read.ids), to))?;
            folder.file("relations.csv", |to| compared.write_relations(&read.ids, to))?;
            if let Some(texts) = &mut read.texts {
                let found = texts.passages()?;
                folder.file("passages.csv", |to| texts.write(&found, &read.ids, to))?;
            }
            let settled = Settled {
                keep: &keep,
                strip: args.strip.map(|strip| if strip == Strip::Cut { "cut" } else { "mark" }),
                duplicates: &settings.duplicates,
                kept: read.ids.len() - removed.rows.len(),
                removed: removed.rows.len(),
            };
            let model = Resource::of("embedded", Segmenter::EMBEDDED);
            let families = Resource::of("embedded", Families::EMBEDDED.as_bytes());
            folder.manifest(&Manifest {
                documents: read.ids.len(),
                skipped: std::mem::take(&mut read.reasons),
                seconds: started.elapsed().as_secs_f64(),
                ..Manifest::of("dedup", settled, model, families, of)
            })?;
        }
        index.add(compared, &read.ids, &read.sketches, &survivors)?;
        removed.summarise(read.ids.len())?;
        match args.dry_run {
            true => say("nothing was written"),
            false => say(&format!("wrote {}", out.join("kept.jsonl").display())),
        }
        Ok(read.skipped.conclude())
    }
}

impl Record {
    pub fn of(args: &Args, ReadPage { document, structure, edges, edits }: ReadPage) -> Outcome<Self> {
        let field = args.strip.and_then(|_| document.text_field().map(str::to_owned));
        let learned = field.as_ref().map(|_| (site(&document).to_owned(), edges.clone()));
        let page = field.map(|field| Page {
            field,
            site: site(&document).to_owned(),
            lines: structure.lines.iter().map(|line| (line.role, edits.original(line.span))).collect(),
            repeated: structure.repeated_spans().iter().map(|&span| edits.original(span)).collect(),
            edges,
        });
        let held = serde_json::to_string(&Held { record: document.into_record(), page })?;
        Ok(Self { held, learned })
    }
}

impl Read {
    fn nothing(args: &Args) -> Outcome<Self> {
        Ok(Self {
            held: BufWriter::new(tempfile::tempfile().map_err(unwritable)?),
            boilerplate: Boilerplate::default(),
            ids: Vec::new(),
            claims: Vec::new(),
            sketches: Sketches::default(),
            texts: if args.passages { Some(Texts::new()?) } else { None },
            skipped: Skipped::default(),
            reasons: Vec::new(),
        })
    }

    /// Records wait on disk: standard input cannot be read twice, and memory need not hold a crawl.
    fn take(&mut self, seen: Seen) -> Outcome<()> {
        if let Some(texts) = &mut self.texts {
            let (text, sentences) = seen.sentences.ok_or_else(no_sentences)?;
            texts.add(&text, sentences)?;
        }
        self.ids.push(seen.id);
        self.claims.push(seen.claim);
        self.sketches.push(seen.sketch)?;
        let no_record = || Failure::new("the shards hold no records: make them with --out");
        let Record { held, learned } = seen.record.ok_or_else(no_record)?;
        if let Some((site, edges)) = learned {
            self.boilerplate.learn(&site, &edges);
        }
        self.held.write_all(held.as_bytes()).map_err(unwritable)?;
        self.held.write_all(b"\n").map_err(unwritable)
    }

    fn skip(&mut self, reason: String) {
        self.skipped.name_reason(&reason);
        self.reasons.push(reason);
    }

    /// Writes the records with the numbers that `wanted` takes, as they were or stripped.
    fn write(
        &mut self,
        to: &mut impl Write,
        strip: Option<Strip>,
        wanted: impl Fn(usize) -> bool,
    ) -> io::Result<()> {
        self.held.flush()?;
        self.held.get_mut().rewind()?;
        for (number, line) in BufReader::new(self.held.get_ref()).lines().enumerate() {
            let line = line?;
            if !wanted(number) {
                continue;
            }
            let Held { mut record, page } = serde_json::from_str(&line)?;
            if let (Some(strip), Some(page)) = (strip, page) {
                page.strip(&self.boilerplate, strip, &mut record);
            }
            serde_json::to_writer(&mut *to, &record)?;
            to.write_all(b"\n")?;
        }
        Ok(())
    }
}

impl Page {
    /// Marks or cuts furniture and what is printed twice.
    fn strip(mut self, boilerplate: &Boilerplate, strip: Strip, record: &mut Map<String, Value>) {
        if let Some(settled) = boilerplate.settle(&self.site, &self.edges) {
            settled.roles.into_iter().for_each(|(line, role)| self.lines[line].0 = role);
        }
        let furniture = self.lines.into_iter().filter(|(role, _)| role.is_furniture());
        let furniture = furniture.map(|(role, span)| (role.name(), span));
        let mut found: Vec<_> =
            furniture.chain(self.repeated.into_iter().map(|span| ("repeated", span))).collect();
        found.sort_by_key(|(_, span)| (span.start, span.end));
        let field = self.field;
        let Some(Value::String(text)) = record.get_mut(&field).filter(|_| !found.is_empty()) else { return };
        let (noted_in, noted) = match strip {
            Strip::Mark => {
                let mark = |(role, span): (&str, Span)| json!([span.start, span.end, role]);
                (MARKS, found.into_iter().map(mark).collect())
            }
            Strip::Cut => {
                let spans = found.into_iter().map(|(_, span)| with_break(text, span)).collect();
                let (left, cuts) = Cuts::cut(text, spans);
                *text = left;
                (CUTS, json!(cuts))
            }
        };
        record.insert(noted_in.into(), json!({ field: noted }));
    }
}

/// A passage that is a whole line or several, with its last line break.
fn with_break(text: &str, span: Span) -> Span {
    let (before, behind) = (&text[..span.start as usize], &text[span.end as usize..]);
    let line_break = ["\r\n", "\n"].into_iter().find(|line_break| behind.starts_with(line_break));
    match line_break {
        Some(line_break) if before.is_empty() || before.ends_with('\n') => {
            Span { end: span.end + line_break.len() as u32, ..span }
        }
        _ => span,
    }
}

/// What is removed, by place among the archived articles that are spoken of and then the new ones: itself, the one
/// kept in its place, and what they are to each other, where they were compared.
struct Removed {
    rows: Vec<(usize, usize, Option<RelationKind>)>,
    /// How many of the articles were archived before.
    archived: usize,
}

impl Removed {
    fn of(survivors: &[u32], compared: &Compared) -> Self {
        let relations = compared.duplicates().relations.iter();
        let kinds: HashMap<(u32, u32), RelationKind> =
            relations.map(|relation| ((relation.a, relation.b), relation.kind)).collect();
        let archived = compared.archived().len();
        let removed = survivors.iter().zip(0u32..).skip(archived).filter(|(kept, at)| *kept != at);
        let row = |(&kept, at): (&u32, u32)| {
            let kind = kinds.get(&(kept, at)).or_else(|| kinds.get(&(at, kept)));
            (at as usize, kept as usize, kind.copied())
        };
        Self { rows: removed.map(row).collect(), archived }
    }

    /// `names` are the ids of all. What is kept has no number where it came in an earlier run.
    fn write(&self, names: &[&str], to: &mut impl Write) -> io::Result<()> {
        let mut table = csv::Writer::from_writer(to);
        table.write_record(["number", "document", "kept_number", "kept", "relation"])?;
        let number = |at: usize| at.checked_sub(self.archived).map(|number| number + 1);
        for &(at, kept, kind) in &self.rows {
            let relation = kind.map_or(THROUGH, RelationKind::name);
            table.serialize((number(at), names[at], number(kept), names[kept], relation))?;
        }
        table.flush()
    }

    fn summarise(&self, documents: usize) -> io::Result<()> {
        let mut out = io::stdout().lock();
        writeln!(
            out,
            "{documents} records: {} kept, {} removed",
            documents - self.rows.len(),
            self.rows.len()
        )?;
        let mut counts: BTreeMap<Option<RelationKind>, usize> = Default::default();
        self.rows.iter().for_each(|(_, _, kind)| *counts.entry(*kind).or_default() += 1);
        let rows = counts.into_iter().map(|(kind, count)| {
            vec![kind.map_or(THROUGH, RelationKind::name).to_owned(), count.to_string()]
        });
        if !self.rows.is_empty() {
            writeln!(out, "{}", table(&["Removed, of the one kept", " Records"], rows))?;
        }
        Ok(())
    }
}

/// The relation of two copies that were not compared with each other, but both with a third.
const THROUGH: &str = "through_others";
