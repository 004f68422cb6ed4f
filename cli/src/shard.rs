//! Parts of a run as files, and what is done with each of them.

use crate::failure::{Completeness, Failure, Outcome};
use crate::output::Pending;
use crate::terminal::{Bar, Skipped, say_noticed};
use chinhluan::read::{Documents, Part};
use chinhluan::report::{Pipeline, Resource};
use chinhluan::shard::{About, Shards, Writer};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::ffi::OsString;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::path::Path;

/// What the parts of a run have in common.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Run {
    /// The verb and its options, without those that change no result.
    pub command: Vec<String>,
    pub model: Option<Resource>,
    pub families: Option<Resource>,
}

impl Run {
    /// The run that this process is a part of.
    pub fn this(model: Option<Resource>, families: Option<Resource>) -> Outcome<Self> {
        let command = std::env::args_os().skip(1).map(OsString::into_string);
        let command: Result<Vec<String>, _> = command.collect();
        let command = command
            .map_err(|_| Failure::new("--shard needs paths and options that are UTF-8, to note them"))?;
        Ok(Self { command: without_place(command.into_iter()), model, families })
    }

    /// The run that shards are of.
    pub fn of(shards: &Shards) -> Outcome<Self> {
        let run = serde_json::from_value(Value::Object(shards.run().clone()));
        run.map_err(|_| Failure::new("the shards are of a verb that this program does not know"))
    }

    /// The segmentation model.
    pub fn model(&self) -> Outcome<Resource> {
        self.model.clone().ok_or_else(|| Failure::new("the shards name no segmentation model"))
    }

    /// Sees that the families are those that the shards were made with.
    pub fn check_families(&self, families: &Resource) -> Outcome<()> {
        match &self.families {
            Some(made_with) if made_with != families => Err(Failure::new(format!(
                "the phrase families ({}) are not those that the shards were made with",
                families.name
            ))),
            _ => Ok(()),
        }
    }
}

/// Arguments without those that say where a run is done, in how many threads, and where its result goes.
pub fn without_place(arguments: impl Iterator<Item = String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut arguments = arguments.peekable();
    while let Some(argument) = arguments.next() {
        match argument.split_once('=').map_or(argument.as_str(), |(name, _)| name) {
            "--threads" | "--out" | "-o" | "--shard" => {
                if !argument.contains('=') {
                    arguments.next();
                }
            }
            name if name.starts_with("-o") => {}
            _ => kept.push(argument),
        }
    }
    kept
}

/// Where a shard goes: a file that is there whole or not at all, or standard output.
pub enum Target {
    File(Pending),
    Stdout(BufWriter<Stdout>),
}

impl Target {
    fn of(part: Part, out: Option<&Path>) -> Outcome<Self> {
        if let Some(folder) = out {
            let name = format!("{}-of-{}.shard", part.number(), part.of());
            return Ok(Self::File(Pending::in_folder(folder, &name)?));
        }
        let stdout = io::stdout();
        if stdout.is_terminal() {
            return Err(Failure::new(format!(
                "a shard is no text: write it to a file, `> {}.shard`",
                part.number()
            )));
        }
        Ok(Self::Stdout(BufWriter::new(stdout)))
    }

    fn finish(self) -> Outcome<()> {
        match self {
            Self::File(pending) => pending.finish(),
            Self::Stdout(mut out) => out.flush().map_err(Failure::of_stdout),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(pending) => pending.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(pending) => pending.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}

/// A shard that is being made, and what was skipped.
pub struct Shard {
    pub writer: Writer<Target>,
    pub skipped: Skipped,
}

impl Shard {
    /// Notes what was found in the next document, or why it was skipped.
    pub fn note(&mut self, found: chinhluan::Result<impl Serialize>) -> Outcome<()> {
        let noted = match found {
            Ok(found) => self.writer.add(&found),
            Err(error) => {
                self.skipped.name(&error);
                self.writer.skip(&error.left_out())
            }
        };
        noted.map_err(Failure::of_shard)
    }

    /// Notes the words of each document.
    pub fn words(&mut self, pipeline: &Pipeline, documents: &mut Documents) -> Outcome<()> {
        let Self { writer, skipped } = self;
        let bar = Bar::new();
        let skip = |error: &chinhluan::Error| skipped.name(error);
        let written = pipeline.words_part(documents, writer, skip, |progress| bar.update(progress));
        bar.clear();
        written.map_err(Failure::of_shard)
    }
}

/// Makes the shard of a part: `fill` notes what is found in each document.
pub fn make(
    part: Part,
    out: Option<&Path>,
    run: &Run,
    documents: &mut Documents,
    fill: impl FnOnce(&mut Documents, &mut Shard) -> Outcome<()>,
) -> Outcome<Completeness> {
    let Value::Object(run) = serde_json::to_value(run).map_err(Failure::of_json)? else {
        unreachable!("a struct is an object")
    };
    let writer = Writer::new(Target::of(part, out)?, &About::of(part, run)).map_err(Failure::of_shard)?;
    let mut shard = Shard { writer, skipped: Skipped::default() };
    fill(documents, &mut shard)?;
    shard.writer.finish(documents).map_err(Failure::of_shard)?.finish()?;
    say_noticed(&documents.noticed());
    Ok(shard.skipped.conclude())
}

/// Hands what was found in each document to `take`, in the order of the collection.
pub fn each<T: DeserializeOwned>(
    shards: &mut Shards,
    skipped: &mut Skipped,
    mut take: impl FnMut(T) -> Outcome<()>,
) -> Outcome<()> {
    while let Some((_, found)) = shards.next::<T>()? {
        match found {
            Ok(found) => take(found)?,
            Err(left_out) => skipped.name_reason(&left_out.to_string()),
        }
    }
    Ok(())
}
