//! `dedup --out`: one copy of each article in one file, the others in another, nothing lost.

use super::dedup::{Archived, Compared, Seen, rules};
use super::passages::{Texts, no_sentences};
use crate::args::{Dedup as Args, Strip};
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::{ARCHIVE, Folder, to_stdout};
use crate::terminal::{Skipped, say, say_noticed, table};
use chinhluan::archive::{self, Claim, Keep};
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::dedup::{self, RelationKind, Sketches};
use chinhluan::phrase::Families;
use chinhluan::read::{FileRead, Inputs};
use chinhluan::report::{Manifest, ReadPage, Resource, Settings};
use chinhluan::segment::Segmenter;
use chinhluan::shard::{Provenance, Shards};
use chinhluan::{Document, LeftOut, Place, Role, Span};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
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
    /// Of those that added to the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    index_run: Option<u32>,
}

/// A record that waits until it is known whether it is kept.
#[derive(Serialize, Deserialize)]
struct Held<'a> {
    #[serde(borrow)]
    record: &'a RawValue,
    /// What is needed to strip it, where that is wanted.
    page: Option<Page>,
}

/// The lines of a record's text and what is printed twice, bytes of the text as it was read.
#[derive(Default, Serialize, Deserialize)]
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
    /// [`Held`] as JSON.
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
    left_out: Vec<Left>,
}

/// What could not be used, and how many records came before it: a row of `skipped.jsonl`.
#[derive(Serialize, Deserialize)]
pub struct Left {
    pub after: usize,
    path: String,
    line: Option<u64>,
    reason: String,
    /// The record as it was written, where it could be read.
    pub record: Option<String>,
}

pub fn run(args: &Args, out: &Path) -> Outcome<Completeness> {
    let started = Instant::now();
    let keep = rules(&args.keep)?;
    let settings = Settings::default();
    let mut documents =
        Inputs { output: Some(out.to_owned()), records: true, ..args.input.inputs() }.open()?;
    let folder = if args.dry_run { None } else { Some(Folder::prepare_archive(out)?) };
    let index = Archived::open(args, &settings)?;
    let mut read = Read::nothing(args)?;
    Seen::each(args, &mut documents, &settings, |seen| match seen {
        Ok(seen) => read.take(seen),
        Err(error) => {
            read.skip(error.left_out());
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
    let folder = if args.dry_run { None } else { Some(Folder::prepare_archive(out)?) };
    let index = Archived::open(args, &settings)?;
    let mut read = Read::nothing(args)?;
    while let Some((_, seen)) = shards.next::<Seen>()? {
        match seen {
            Ok(seen) => read.take(seen)?,
            Err(left_out) => read.skip(left_out),
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
        let kept = read.ids.len() - removed.rows.len();
        refuse_to_lose(out, &of.files, kept)?;
        say_noticed(&of.noticed);
        if let Some(folder) = folder {
            folder.file("kept.jsonl", |to| read.write(to, args.strip, is_kept))?;
            folder.file("removed.jsonl", |to| read.write(to, None, |number| !is_kept(number)))?;
            folder.file("skipped.jsonl", |to| read.write_left_out(to))?;
            folder.file("removed.csv", |to| removed.write(&compared, &read.ids, to))?;
            folder.file("relations.csv", |to| compared.write_relations(&read.ids, to))?;
            folder.file("relations.jsonl", |to| compared.write_objects(&read.ids, to))?;
            if let Some(texts) = &mut read.texts {
                let found = texts.passages()?;
                folder.file("passages.csv", |to| texts.write(&found, &read.ids, to))?;
            }
            let settled = Settled {
                keep: &keep,
                strip: args.strip.map(|strip| if strip == Strip::Cut { "cut" } else { "mark" }),
                duplicates: &settings.duplicates,
                kept,
                removed: removed.rows.len(),
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
        index.add(compared, &read.ids, &read.sketches, &survivors)?;
        to_stdout(|out| removed.summarise(read.ids.len(), read.left_out.len(), out))?;
        match read.left_out.iter().filter(|left| left.record.is_none()).count() {
            0 => {}
            lost => say(&format!("the archive holds all but {lost} of what was left out: keep their files")),
        }
        match args.dry_run {
            true => say("nothing was written"),
            false => say(&format!("wrote {}", out.join("kept.jsonl").display())),
        }
        Ok(read.skipped.conclude())
    }
}

/// Refuses to put an archive of these files, with so many kept, in the place of the files themselves, or of an archive that was
/// made of others or keeps more (an index that knows them has all removed): records would be lost. Of the same files it
/// is made anew, as is one that was broken off.
fn refuse_to_lose(out: &Path, files: &[FileRead], kept: usize) -> Outcome<()> {
    #[derive(Deserialize)]
    struct Finished {
        inputs: Vec<FileRead>,
        settings: Keeps,
    }
    #[derive(Deserialize)]
    struct Keeps {
        kept: usize,
    }
    let refuse = |what: &str| Err(Failure::new(format!("{}: name another folder", what)));
    let archived = ARCHIVE.map(|name| out.join(name).canonicalize().ok());
    let left_out = out.join("skipped.jsonl").canonicalize().ok();
    if let Some(file) = files.iter().find(|file| {
        let path = Path::new(&file.path).canonicalize().ok();
        path.is_some() && (archived.contains(&path) || path == left_out)
    }) {
        return refuse(&format!("{} would be overwritten", file.path));
    }
    let manifest = fs::read(out.join("manifest.json")).ok().filter(|_| archived.iter().any(Option::is_some));
    let Some(manifest) = manifest else { return Ok(()) };
    let is_read =
        |old: &FileRead| files.iter().any(|new| (new.bytes, &new.checksum) == (old.bytes, &old.checksum));
    let shown = out.display();
    match serde_json::from_slice::<Finished>(&manifest) {
        Ok(Finished { inputs, settings }) if inputs.iter().all(is_read) => match settings.kept <= kept {
            true => Ok(()),
            false => refuse(&format!("{shown} holds an archive of these files that keeps more of them")),
        },
        _ => refuse(&format!("{shown} holds an archive of other files")),
    }
}

impl Record {
    pub fn of(args: &Args, ReadPage { document, structure, edges, edits }: ReadPage) -> Outcome<Self> {
        let record = archive::Record::of(&document);
        let field = args.strip.map(|_| text_field(args, &document));
        // Of a text that was mended on reading the record has other bytes.
        let is_as_read =
            field.as_ref().is_some_and(|field| record.text(field).as_ref() == Some(&document.text));
        let learned = is_as_read.then(|| (site(&document).to_owned(), edges.clone()));
        let page = field.map(|field| match is_as_read {
            true => Page {
                field,
                site: site(&document).to_owned(),
                lines: structure.lines.iter().map(|line| (line.role, edits.original(line.span))).collect(),
                repeated: structure.repeated_spans().iter().map(|&span| edits.original(span)).collect(),
                edges,
            },
            false => Page { field, ..Page::default() },
        });
        let record = serde_json::from_str(record.line()).map_err(Failure::of_json)?;
        let held = serde_json::to_string(&Held { record, page }).map_err(Failure::of_json)?;
        Ok(Self { held, learned })
    }
}

impl Left {
    fn in_words(&self) -> String {
        let place = Place { path: self.path.clone(), line: self.line };
        format!("{place}: {}", self.reason)
    }
}

impl Read {
    fn nothing(args: &Args) -> Outcome<Self> {
        Ok(Self {
            held: BufWriter::new(tempfile::tempfile().map_err(Failure::of_temporary)?),
            boilerplate: Boilerplate::default(),
            ids: Vec::new(),
            claims: Vec::new(),
            sketches: Sketches::default(),
            texts: if args.passages { Some(Texts::new()?) } else { None },
            skipped: Skipped::default(),
            left_out: Vec::new(),
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
        self.held.write_all(held.as_bytes()).map_err(Failure::of_temporary)?;
        self.held.write_all(b"\n").map_err(Failure::of_temporary)
    }

    fn skip(&mut self, left_out: LeftOut) {
        self.skipped.name_reason(&left_out.to_string());
        let LeftOut { place: Place { path, line }, reason, record } = left_out;
        self.left_out.push(Left { after: self.ids.len(), path, line, reason, record });
    }

    fn write_left_out(&self, to: &mut impl Write) -> io::Result<()> {
        self.left_out.iter().try_for_each(|left| {
            serde_json::to_writer(&mut *to, left)?;
            to.write_all(b"\n")
        })
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
            let Held { record, page } = serde_json::from_str(&line)?;
            match (strip, page) {
                (Some(strip), Some(page)) => {
                    let record = archive::Record::read(record.get()).map_err(io::Error::other)?;
                    writeln!(to, "{}", page.stripped(&self.boilerplate, strip, record).line())?;
                }
                _ => writeln!(to, "{record}")?,
            }
        }
        Ok(())
    }
}

impl Page {
    /// Marks or cuts furniture and what is printed twice.
    fn stripped(
        mut self,
        boilerplate: &Boilerplate,
        strip: Strip,
        mut record: archive::Record,
    ) -> archive::Record {
        if let Some(settled) = boilerplate.settle(&self.site, &self.edges) {
            settled.roles.into_iter().for_each(|(line, role)| self.lines[line].0 = role);
        }
        let furniture = self.lines.into_iter().filter(|(role, _)| role.is_furniture());
        let furniture = furniture.map(|(role, span)| (role.name(), span));
        let mut found: Vec<_> =
            furniture.chain(self.repeated.into_iter().map(|span| ("repeated", span))).collect();
        found.sort_by_key(|(_, span)| (span.start, span.end));
        // What an earlier archive noted is told from this one's by standing before it.
        if found.is_empty() && !record.is_noted() {
            return record;
        }
        match strip {
            Strip::Mark => {
                let marks: Vec<_> = found.into_iter().map(|(role, span)| (span, role)).collect();
                record.mark(&self.field, &marks);
            }
            Strip::Cut => {
                let text = record.text(&self.field).unwrap_or_default();
                record.cut(&self.field, found.into_iter().map(|(_, span)| with_break(&text, span)).collect());
            }
        }
        record
    }
}

/// The field of a record that holds the text of its document.
fn text_field(args: &Args, document: &Document) -> String {
    match document.meta.record {
        Some(_) => args.input.inputs().fields.text,
        None => "text".to_owned(),
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

    /// What is kept has no number where it came in an earlier run, but the number of that.
    fn write(&self, compared: &Compared, ids: &[String], to: &mut impl Write) -> io::Result<()> {
        let (names, archived) = (compared.names(ids), compared.archived());
        let mut table = csv::Writer::from_writer(to);
        table.write_record(["number", "document", "kept_number", "kept", "relation", "kept_run"])?;
        let number = |at: usize| at.checked_sub(self.archived).map(|number| number + 1);
        for &(at, kept, kind) in &self.rows {
            let relation = kind.map_or(THROUGH, RelationKind::name);
            let run = archived.get(kept).and_then(|known| known.run);
            table.serialize((number(at), names[at], number(kept), names[kept], relation, run))?;
        }
        table.flush()
    }

    fn summarise(&self, documents: usize, left_out: usize, out: &mut impl Write) -> io::Result<()> {
        let (kept, removed) = (documents - self.rows.len(), self.rows.len());
        write!(out, "{} records: {kept} kept, {removed} removed", documents + left_out)?;
        match left_out {
            0 => writeln!(out)?,
            _ => writeln!(out, ", {left_out} left out")?,
        }
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
