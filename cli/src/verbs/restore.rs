//! `restore`: what went into an archive, as it was.

use super::archive::Left;
use crate::args::Restore as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::terminal::say;
use chinhluan::archive::Record;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Lines, Write};
use std::path::{Path, PathBuf};

pub fn run(args: &Args) -> Outcome<Completeness> {
    let mut out = BufWriter::new(io::stdout().lock());
    if args.path.is_dir() {
        write_archive(&args.path, &mut out)?;
    } else {
        let mut records = Records::open(args.path.clone(), before_it_was_stripped)?;
        while records.write_next(&mut out)? {}
    }
    out.flush().map_err(Failure::of_stdout)?;
    Ok(Completeness::All)
}

fn write_archive(folder: &Path, out: &mut impl Write) -> Outcome<()> {
    let broken = || {
        let folder = folder.display();
        Failure::new(format!("{folder} is no archive, or one whose making was broken off"))
    };
    let manifest = std::fs::read(folder.join("manifest.json")).map_err(|_| broken())?;
    let manifest: Value = serde_json::from_slice(&manifest).map_err(|_| broken())?;
    let kept_as = if manifest["settings"]["strip"].is_null() { as_it_is } else { before_it_was_stripped };
    let mut kept = Records::open(folder.join("kept.jsonl"), kept_as)?;
    let mut removed = Records::open(folder.join("removed.jsonl"), as_it_is)?;
    let mut removed_numbers = numbers(&folder.join("removed.csv"))?.into_iter().peekable();
    let mut left_out = left_out(&folder.join("skipped.jsonl"))?.into_iter().peekable();
    let mut nameless = 0;
    for number in 1.. {
        while let Some(left) = left_out.next_if(|left| left.after < number) {
            match left.record {
                Some(record) => writeln!(out, "{record}").map_err(Failure::of_stdout)?,
                None => nameless += 1,
            }
        }
        let records = if removed_numbers.next_if_eq(&number).is_some() { &mut removed } else { &mut kept };
        if !records.write_next(out)? {
            break;
        }
    }
    if removed_numbers.next().is_some() || left_out.next().is_some() || removed.write_next(out)? {
        return Err(Failure::new(format!("{}: its files do not belong together", folder.display())));
    }
    if nameless > 0 {
        say(&format!("{nameless} more that were left out are only named in skipped.jsonl"));
    }
    Ok(())
}

fn unreadable(path: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("cannot read {}: {error}", path.display()))
}

/// The numbers of the records that were removed, in order.
fn numbers(path: &Path) -> Outcome<Vec<usize>> {
    #[derive(Deserialize)]
    struct Row {
        number: usize,
    }
    let mut table = csv::Reader::from_path(path).map_err(|error| unreadable(path, error))?;
    let number = |row: csv::Result<Row>| Ok(row.map_err(|error| unreadable(path, error))?.number);
    table.deserialize().map(number).collect()
}

/// What was left out; archives of earlier versions do not hold it.
fn left_out(path: &Path) -> Outcome<Vec<Left>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let file = File::open(path).map_err(|error| unreadable(path, error))?;
    let rows = serde_json::Deserializer::from_reader(BufReader::new(file)).into_iter();
    rows.map(|row| row.map_err(|error| unreadable(path, error))).collect()
}

/// What a line of an archive was in the input.
type Way = fn(&str) -> chinhluan::Result<String>;

fn as_it_is(line: &str) -> chinhluan::Result<String> {
    Ok(line.to_owned())
}

fn before_it_was_stripped(line: &str) -> chinhluan::Result<String> {
    let none =
        |_| chinhluan::Error::Settings("no record of an archive, which is a JSON object in one line".into());
    Ok(Record::read(line).map_err(none)?.restored()?.line().to_owned())
}

/// A file of records.
struct Records {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
    way: Way,
    read: usize,
}

impl Records {
    fn open(path: PathBuf, way: Way) -> Outcome<Self> {
        let file = File::open(&path).map_err(|error| unreadable(&path, error))?;
        Ok(Self { path, lines: BufReader::new(file).lines(), way, read: 0 })
    }

    /// Writes the next record as it was; false where there is none.
    fn write_next(&mut self, to: &mut impl Write) -> Outcome<bool> {
        let Some(line) = self.lines.next() else { return Ok(false) };
        self.read += 1;
        let wrong = |reason: String| Failure::new(format!("{}:{}: {reason}", self.path.display(), self.read));
        let line = line.map_err(|error| wrong(error.to_string()))?;
        let line = (self.way)(&line).map_err(|error| wrong(error.in_words()))?;
        writeln!(to, "{line}").map_err(Failure::of_stdout)?;
        Ok(true)
    }
}
