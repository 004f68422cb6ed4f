//! `concordance`: every occurrence of a family, phrase or expression in its context.

use crate::args::{Concordance as Args, HitFormat, SortBy};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{to_stdout, write_jsonl};
use crate::terminal::{self, Skipped, harmless, say, say_noticed};
use chinhluan::concordance::{Concordance, Line, Order, Query, sort};
use std::io::{self, IsTerminal, Write};
use unicode_width::UnicodeWidthStr;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let (families, _) = models::families(&args.gazetteer)?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let query = Query::read(&args.query, families)?;
    let concordance = Concordance::new(query, segmenter, args.width)?;
    let concordance = if args.near_misses { concordance.near_misses() } else { concordance };
    let mut documents = args.input.inputs().open()?;
    let mut lines: Vec<Line> = Vec::new();
    let mut skipped = Skipped::default();
    let format = HitFormat::or_usual(args.format);
    concordance.lines(&mut documents, |found| {
        match found {
            Ok(found) => lines.extend(found),
            Err(error) => skipped.name(&error),
        }
        Ok::<_, Failure>(())
    })?;
    let order = match args.sort {
        None => Order::Input,
        Some(SortBy::Left) => Order::Left,
        Some(SortBy::Right) => Order::Right,
        Some(SortBy::Date) => Order::Date,
        Some(SortBy::Source) => Order::Source,
    };
    sort(&mut lines, order);
    match format {
        HitFormat::Jsonl => to_stdout(|out| write_jsonl(&lines, out))?,
        HitFormat::Csv => to_stdout(|out| csv(&lines, out))?,
        HitFormat::Table if lines.is_empty() => say(&nothing_of(&args.query)),
        HitFormat::Table => to_stdout(|out| table(&lines, args.width, out))?,
    }
    say_noticed(&documents.noticed());
    Ok(skipped.conclude())
}

/// What is said in place of an empty table. A misspelt id was read as a phrase, and in an expression a blank is easily
/// meant to stand inside a word.
fn nothing_of(query: &str) -> String {
    let is_like_an_id = query.contains('-') && query.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_like_an_id {
        format!("nothing found; if `{query}` is to be a family: `chinhluan families list` has their ids")
    } else if query.starts_with('/') && query.contains(' ') {
        format!(
            "nothing found of `{query}`; expressions read words, whose syllables are joined by `_`: `/nông_thôn mới/`"
        )
    } else {
        format!("nothing found of `{query}`")
    }
}

const COLUMNS: [&str; 12] = [
    "document", "left", "node", "right", "start", "end", "region", "repeated", "family", "reason", "date",
    "source",
];

fn csv(lines: &[Line], to: &mut impl Write) -> io::Result<()> {
    let mut out = csv::WriterBuilder::new().has_headers(false).from_writer(to);
    out.write_record(COLUMNS)?;
    for line in lines {
        let place = (&line.document, &line.left, &line.node, &line.right, line.start, line.end);
        let said = (line.region.name(), line.repeated, &line.family, &line.reason, &line.date, &line.source);
        out.serialize((place, said))?;
    }
    out.flush()
}

/// Occurrences below each other: what stands before them is aligned right, so that the eye runs down one column.
fn table(lines: &[Line], width: usize, out: &mut impl Write) -> io::Result<()> {
    let columns = match io::stdout().is_terminal() {
        true => terminal::columns().unwrap_or(terminal::UNKNOWN).into(),
        // As wide as asked for where nobody's window is in the way.
        false => usize::MAX,
    };
    let node = lines.iter().map(|line| line.node.width()).max().unwrap_or(0);
    let name = lines.iter().map(|line| line.document.width()).max().unwrap_or(0).min(24);
    // Two blanks between the four columns.
    let free = columns.saturating_sub(node + name + 6) / 2;
    let side = width.min(free);
    for line in lines {
        let (left, right) = (last(&harmless(&line.left), side), first(&harmless(&line.right), side));
        let (node_text, document) = (harmless(&line.node), last(&harmless(&line.document), name));
        let pad = |text: &str, to: usize| " ".repeat(to.saturating_sub(text.width()));
        write!(out, "{}{left}  {node_text}{}  ", pad(&left, side), pad(&node_text, node))?;
        write!(out, "{right}{}  {document}", pad(&right, side))?;
        match &line.reason {
            Some(reason) => {
                let family = line.family.as_deref().unwrap_or("-");
                writeln!(out, "\n{}  ^ {}: {}", " ".repeat(side), family, harmless(reason))?;
            }
            None => writeln!(out)?,
        }
    }
    Ok(())
}

fn last(text: &str, width: usize) -> String {
    let skipped = text.chars().count().saturating_sub(width);
    text.chars().skip(skipped).collect()
}

fn first(text: &str, width: usize) -> String {
    text.chars().take(width).collect()
}
