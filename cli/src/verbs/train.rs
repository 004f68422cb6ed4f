//! `train`: a segmentation model from segmented text.

use crate::args::Train as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::{to_stdout, try_place, whole};
use crate::terminal::say;
use chinhluan::segment::train::{Source, Training};
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};

pub fn run(args: &Args) -> Outcome<Completeness> {
    // Training takes minutes.
    try_place(&args.out)?;
    let gold = gold(&args.gold)?;
    let votes: Vec<_> = args.votes.iter().map(|path| open(path)).collect::<Outcome<_>>()?;
    let training = Training { seed: args.seed, ..Training::default() };
    let words = args.lexicon.as_deref().map(models::text).transpose()?;
    let named = args.lexicon.as_deref().zip(words.as_deref());
    let words = named.map(|(path, text)| Source { name: name(path), text });
    let trained = training.train(gold, votes.into_iter().map(Ok), words);
    let (model, figures) = trained.map_err(|error| with_folders(error, args))?;
    whole(&args.out, |to| to.write_all(&model))?;
    say(&format!("wrote {} ({} bytes)", args.out.display(), model.len()));
    to_stdout(|out| {
        serde_json::to_writer_pretty(&mut *out, &figures)?;
        writeln!(out)
    })?;
    Ok(Completeness::All)
}

/// An error with the paths of the files, of which a model remembers only the names.
fn with_folders(error: chinhluan::Error, args: &Args) -> chinhluan::Error {
    let shown = |path: &Path| path.display().to_string();
    let error = models::named(error, &joined(&args.gold, name), &joined(&args.gold, shown));
    let others = args.votes.iter().chain(&args.lexicon);
    others.fold(error, |error, path| models::named(error, &name(path), &shown(path)))
}

fn joined(paths: &[PathBuf], part: impl Fn(&Path) -> String) -> String {
    paths.iter().map(|path| part(path)).collect::<Vec<_>>().join(" ")
}

/// The gold files, one behind the other.
fn gold(paths: &[PathBuf]) -> Outcome<Source<Box<dyn BufRead>>> {
    let mut text: Box<dyn BufRead> = Box::new(std::io::empty());
    for path in paths {
        text = Box::new(text.chain(open(path)?.text));
    }
    Ok(Source { name: joined(paths, name), text })
}

/// What the model remembers of a file: its name without the folder.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

/// A text file, `.gz` or not.
fn open(path: &Path) -> Outcome<Source<Box<dyn BufRead>>> {
    let file =
        File::open(path).map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))?;
    let name = name(path);
    let reader: Box<dyn Read> = match name.ends_with(".gz") {
        true => Box::new(MultiGzDecoder::new(BufReader::new(file))),
        false => Box::new(file),
    };
    Ok(Source { name, text: Box::new(BufReader::with_capacity(1 << 17, reader)) })
}
