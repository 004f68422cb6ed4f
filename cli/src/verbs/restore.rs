//! `restore`: what went into an archive, as it was.

use super::archive::{CUTS, MARKS};
use crate::args::Restore as Args;
use crate::failure::{Completeness, Failure, Outcome};
use chinhluan::archive::Cuts;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Lines, Write};
use std::path::{Path, PathBuf};

pub fn run(args: &Args) -> Outcome<Completeness> {
    let mut out = BufWriter::new(io::stdout().lock());
    if args.path.is_dir() {
        let archived = |name: &str| args.path.join(name);
        if !archived("manifest.json").exists() {
            let folder = args.path.display();
            return Err(Failure::new(format!("{folder} is no archive, or one whose making was broken off")));
        }
        let (mut kept, mut removed) =
            (Records::open(archived("kept.jsonl"))?, Records::open(archived("removed.jsonl"))?);
        for (number, at) in numbers(&archived("removed.csv"))?.into_iter().zip(1..) {
            // Between this removed record and the one before it stand only records that were kept.
            for _ in at + kept.read..number {
                kept.write_next(&mut out)?;
            }
            removed.write_next(&mut out)?;
        }
        while kept.write_next(&mut out)? {}
    } else {
        let mut records = Records::open(args.path.clone())?;
        while records.write_next(&mut out)? {}
    }
    out.flush()?;
    Ok(Completeness::All)
}

/// The numbers of the records that were removed, in order.
fn numbers(path: &Path) -> Outcome<Vec<usize>> {
    #[derive(Deserialize)]
    struct Row {
        number: usize,
    }
    let unreadable = |error: csv::Error| Failure::new(format!("cannot read {}: {error}", path.display()));
    let mut table = csv::Reader::from_path(path).map_err(unreadable)?;
    table.deserialize().map(|row: csv::Result<Row>| Ok(row.map_err(unreadable)?.number)).collect()
}

/// A file of records.
struct Records {
    path: PathBuf,
    lines: Lines<BufReader<File>>,
    read: usize,
}

impl Records {
    fn open(path: PathBuf) -> Outcome<Self> {
        let file = File::open(&path)
            .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
        Ok(Self { path, lines: BufReader::new(file).lines(), read: 0 })
    }

    /// Writes the next record as it was; false where there is none.
    fn write_next(&mut self, to: &mut impl Write) -> Outcome<bool> {
        let Some(line) = self.lines.next() else { return Ok(false) };
        self.read += 1;
        let wrong = |reason: String| Failure::new(format!("{}:{}: {reason}", self.path.display(), self.read));
        let line = line.map_err(|error| wrong(error.to_string()))?;
        let record = restored(&line).map_err(wrong)?;
        serde_json::to_writer(&mut *to, &record)?;
        to.write_all(b"\n")?;
        Ok(true)
    }
}

/// A record as it was before it was stripped.
fn restored(line: &str) -> Result<Map<String, Value>, String> {
    let mut record: Map<String, Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    record.shift_remove(MARKS);
    let Some(cuts) = record.shift_remove(CUTS) else { return Ok(record) };
    let cuts: BTreeMap<String, Cuts> = serde_json::from_value(cuts).map_err(|error| error.to_string())?;
    for (field, cuts) in cuts {
        match record.get_mut(&field) {
            Some(Value::String(text)) => *text = cuts.restore(text).map_err(|error| error.in_words())?,
            _ => return Err(format!("field `{field}`, out of which passages were cut, is not there")),
        }
    }
    Ok(record)
}
