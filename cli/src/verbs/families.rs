//! `families`: a gazetteer looked through, tried on a text, listed.

use crate::args::{Families as Args, Gazetteer, HitFormat};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{to_stdout, write_jsonl};
use crate::terminal::{harmless, say, table};
use chinhluan::clean::clean;
use chinhluan::phrase::docnum::{self, DocumentNumber};
use chinhluan::phrase::{
    Certainty, Checked, CountPolicy, Families, Family, Hit, Known, MatchScratch, Matcher, Reading,
};
use chinhluan::syllable::Forms;
use chinhluan::tokens::Tokens;
use serde::Serialize;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub fn run(args: &Args) -> Outcome<Completeness> {
    match args {
        Args::Check { files, forms } => check(files, *forms)?,
        Args::Test { text, gazetteer } => test(text, gazetteer)?,
        Args::List { gazetteer, format } => list(gazetteer, *format)?,
    }
    Ok(Completeness::All)
}

fn check(files: &[PathBuf], shown: usize) -> Outcome<()> {
    let mut all = 0;
    for path in files {
        let Checked { families, mistakes } = Families::check(&models::bytes(path)?);
        for mistake in &mistakes {
            say(&format!("{}: {mistake}", path.display()));
        }
        all += mistakes.len();
        to_stdout(|out| {
            families.iter().try_for_each(|family| describe(family, shown, out))?;
            writeln!(out, "{}", conclusion(path, &families, mistakes.len()))
        })?;
    }
    match all {
        0 => Ok(()),
        1 => Err(Failure::new("1 mistake")),
        _ => Err(Failure::new(format!("{all} mistakes"))),
    }
}

fn conclusion(path: &Path, families: &Families, mistakes: usize) -> String {
    let forms: usize = families.iter().map(|family| family.variants().len()).sum();
    let good = if mistakes == 0 { "no mistake".to_owned() } else { format!("mistakes: {mistakes}") };
    format!("{}: families: {}, forms that are hits: {forms}, {good}", path.display(), families.len())
}

fn describe(family: &Family, shown: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} ({}): {}", family.id, family.kind, harmless(&family.name))?;
    for pattern in family.patterns() {
        let forms = family.forms(pattern);
        let count = forms.len();
        let s = if count == 1 { "" } else { "s" };
        writeln!(out, "  {} {}: {count} form{s}", pattern.purpose.name(), harmless(&pattern.written))?;
        for form in forms.take(shown) {
            writeln!(out, "    {}", harmless(form))?;
        }
        if count > shown {
            writeln!(out, "    and {} more (--forms {count} shows all)", count - shown)?;
        }
    }
    Ok(())
}

fn test(text: &str, gazetteer: &Gazetteer) -> Outcome<()> {
    let text = match text {
        "-" => models::text(Path::new("-"))?,
        text => text.to_owned(),
    };
    let (families, _) = models::families(gazetteer)?;
    let mut forms = Forms::new();
    let matcher = Matcher::new(&families, &mut forms)?;
    let (mut tokens, mut scratch, mut hits) = (Tokens::default(), MatchScratch::default(), Vec::new());
    let text = clean(&text).text;
    tokens.read(&text, &mut forms);
    let misses = matcher.explain(&families, &text, &tokens, &forms, &mut scratch, &mut hits);

    let mut found: Vec<(u32, Found)> = Vec::new();
    for hit in &hits {
        let family = families.family(hit.family);
        let mut said = vec![format!("{}, the form “{}”", family.id, family.variant(hit.variant))];
        said.extend(
            family.pattern_of(hit.variant).map(|pattern| format!("by the pattern {}", pattern.written)),
        );
        said.extend(remarks(hit, &hits, &families));
        found.push((hit.span.start, Found { what: "hit", written: hit.span.of(&text).to_owned(), said }));
    }
    for miss in &misses {
        let family = families.family(miss.family);
        let said =
            vec![format!("{}, the form “{}”", family.id, family.variant(miss.variant)), miss.reason.clone()];
        found
            .push((miss.span.start, Found { what: "no hit", written: miss.span.of(&text).to_owned(), said }));
    }
    for number in docnum::find_all(&text) {
        let said = vec![format!("{}, {}", number.canonical, meant(&families, &number))];
        let written = number.span.of(&text).to_owned();
        found.push((number.span.start, Found { what: "number", written, said }));
    }
    found.sort_by_key(|(start, _)| *start);
    to_stdout(|out| {
        if found.is_empty() {
            writeln!(out, "no hit, and nothing that looks like one")?;
        }
        for (_, Found { what, written, said }) in found {
            writeln!(out, "{what:6}  {}", harmless(&written))?;
            said.iter().try_for_each(|said| writeln!(out, "        {}", harmless(said)))?;
        }
        Ok(())
    })
}

/// Something found in a text that is tried.
struct Found {
    what: &'static str,
    written: String,
    said: Vec<String>,
}

/// The flags of a hit, what it lies in, and whether it counts.
fn remarks(hit: &Hit, hits: &[Hit], families: &Families) -> Option<String> {
    let mut said: Vec<String> = hit.flags.names().map(|flag| format!("flag {flag}")).collect();
    if let Some(outer) = hit.nested_in.and_then(|outer| hits.get(outer as usize)) {
        said.push(format!("inside {}", families.family(outer.family).id));
    }
    let nested = families.family(hit.family).nested;
    if !CountPolicy::default().counts(hit.flags, hit.nested_in.is_some(), nested) {
        said.push(format!("not counted by the policy {}", CountPolicy::default()));
    }
    (!said.is_empty()).then(|| said.join("; "))
}

/// The documents that a number may be.
fn meant(families: &Families, number: &DocumentNumber) -> String {
    let Reading { documents, certainty } = families.cited(number);
    let said = |known: &Known| {
        let date = known.date.unwrap_or("no known date");
        let families: Vec<&str> = known.families.iter().map(|family| family.id.as_str()).collect();
        let misprint = if known.is_misprinted { ", misprinted" } else { "" };
        format!("{} of {date} ({}{misprint})", known.number, families.join(", "))
    };
    let said = documents.iter().map(said).collect::<Vec<_>>().join("; ");
    let issued = number.issued.as_deref().unwrap_or_default();
    match certainty {
        Certainty::One | Certainty::Misprint => said,
        Certainty::Dated => format!("{said}, by its date"),
        Certainty::Short => format!("{said}, or another of that number"),
        Certainty::Ambiguous => format!("ambiguous: {said}"),
        Certainty::OtherDate => format!("of {issued}, as none that the families list: {said}"),
        Certainty::Unknown => "in no family's list".into(),
    }
}

/// One family as `families list` writes it.
#[derive(Serialize)]
struct Row<'a> {
    family: &'a str,
    name: &'a str,
    kind: String,
    start: Option<&'a str>,
    status: Option<&'a str>,
    variants: usize,
    documents: Vec<String>,
}

fn list(gazetteer: &Gazetteer, format: Option<HitFormat>) -> Outcome<()> {
    let (families, _) = models::families(gazetteer)?;
    to_stdout(|out| write_list(&families, HitFormat::or_usual(format), out))
}

fn write_list(families: &Families, format: HitFormat, out: &mut impl Write) -> io::Result<()> {
    let rows = families.iter().map(|family| Row {
        family: &family.id,
        name: &family.name,
        kind: family.kind.to_string(),
        start: family.start.as_deref(),
        status: family.status.as_deref(),
        variants: family.variants().len(),
        documents: family.documents.iter().map(|document| document.number.clone()).collect(),
    });
    match format {
        HitFormat::Jsonl => write_jsonl(&rows.collect::<Vec<_>>(), out),
        HitFormat::Csv => {
            let mut writer = csv::Writer::from_writer(out);
            let header = ["family", "name", "kind", "start", "status", "variants", "documents"];
            writer.write_record(header)?;
            for row in rows {
                let (variants, documents) = (row.variants.to_string(), row.documents.join("; "));
                let (start, status) = (row.start.unwrap_or_default(), row.status.unwrap_or_default());
                writer
                    .write_record([row.family, row.name, &row.kind, start, status, &variants, &documents])?;
            }
            writer.flush()
        }
        HitFormat::Table => {
            let header = ["Id", "Name", "Kind", "Start", " Forms", "Documents"];
            let rows = rows.map(|row| {
                let documents = row.documents.join("; ");
                let start = row.start.unwrap_or_default().to_owned();
                vec![row.family.into(), row.name.into(), row.kind, start, row.variants.to_string(), documents]
            });
            writeln!(out, "{}", table(&header, rows))
        }
    }
}
