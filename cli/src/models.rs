//! The models that a run uses: embedded ones, or the user's files.

use crate::args::{Gazetteer, Input, Models as ModelArgs, Reference as ReferenceArgs};
use crate::failure::{Failure, Outcome};
use crate::terminal::say;
use chinhluan::Error;
use chinhluan::discover::Reference;
use chinhluan::phrase::Families;
use chinhluan::report::Resource;
use chinhluan::segment::Segmenter;
use std::borrow::Cow;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Sets the number of threads for the whole run.
pub fn use_threads(input: &Input) -> Outcome<()> {
    start_threads(input.threads)
}

/// Starts so many threads, or one for each core.
pub fn start_threads(threads: Option<usize>) -> Outcome<()> {
    /// No machine has more cores, and each thread has tables of its own.
    const MOST: usize = 1024;
    if threads.is_some_and(|threads| !(1..=MOST).contains(&threads)) {
        return Err(Failure::new(format!("--threads must be 1 to {MOST}")));
    }
    let threads = threads.unwrap_or(0);
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build_global()
        .map_err(|error| Failure::new(format!("cannot start threads: {error}")))
}

pub fn segmenter(args: &ModelArgs) -> Outcome<(Cow<'static, Segmenter>, Origin)> {
    let (segmenter, model) = match &args.model {
        None => (
            Cow::Borrowed(Segmenter::embedded()),
            ("embedded".to_owned(), Cow::Borrowed(Segmenter::EMBEDDED)),
        ),
        Some(path) => {
            let bytes = bytes(path)?;
            let name = path.display().to_string();
            (Cow::Owned(Segmenter::read(&bytes, &name)?), (name, bytes.into()))
        }
    };
    let Some(path) = &args.lexicon else { return Ok((segmenter, Origin { model, lexicon: None })) };
    let (words, name) = (text(path)?, path.display().to_string());
    let segmenter = segmenter.into_owned().with_lexicon_file(&words, &name)?;
    Ok((Cow::Owned(segmenter), Origin { model, lexicon: Some((name, words)) }))
}

/// The files that a segmenter comes from, which are summed up where somebody asks: it takes longer than to begin.
pub struct Origin {
    model: (String, Cow<'static, [u8]>),
    lexicon: Option<(String, String)>,
}

impl Origin {
    /// As a manifest names them.
    pub fn resource(&self) -> Resource {
        let (name, bytes) = &self.model;
        let model = Resource::of(name, bytes);
        match &self.lexicon {
            Some((name, words)) => model.and(&Resource::of(name, words.as_bytes())),
            None => model,
        }
    }
}

/// The lines of a list: one entry a line, blank lines and white space around entries aside.
pub fn list(path: &Path) -> Outcome<Vec<String>> {
    let text = text(path)?;
    Ok(text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

pub fn families(args: &Gazetteer) -> Outcome<(Families, Resource)> {
    let (families, resource) = match &args.families {
        None => (Families::embedded(), Resource::of("embedded", Families::EMBEDDED.as_bytes())),
        Some(path) => {
            let (text, name) = (text(path)?, path.display().to_string());
            let families = Families::read(&text, &name)?;
            if families.is_empty() {
                say(&format!("{name} holds no family: no phrase of any is looked for"));
            }
            (families, Resource::of(name, text.as_bytes()))
        }
    };
    let Some(path) = &args.add_families else { return Ok((families, resource)) };
    let (text, name) = (text(path)?, path.display().to_string());
    let both = resource.and(&Resource::of(&name, text.as_bytes()));
    Ok((families.with(&text, &name)?, both))
}

/// For verbs that look for no phrases: to compile the embedded families takes longer than they take to begin.
pub fn no_families() -> Outcome<Families> {
    Ok(Families::read("", "no families")?)
}

/// What a collection is compared with.
pub enum Comparison<'a> {
    Counts(Cow<'static, Reference>),
    Articles(&'a [PathBuf]),
}

/// One file that begins as a reference does is one; other paths are articles.
pub fn reference(args: &ReferenceArgs) -> Outcome<Comparison<'_>> {
    match &args.reference[..] {
        [] => Ok(Comparison::Counts(Cow::Borrowed(Reference::embedded()))),
        [path] if begins_as_reference(path) => {
            let name = path.display().to_string();
            Ok(Comparison::Counts(Cow::Owned(Reference::read(&bytes(path)?, &name)?)))
        }
        paths => match paths.iter().find(|path| begins_as_reference(path)) {
            Some(saved) => Err(Failure::new(format!(
                "{} is a saved reference, which stands alone: give --reference once, or the articles of all",
                saved.display()
            ))),
            None => Ok(Comparison::Articles(paths)),
        },
    }
}

fn begins_as_reference(path: &Path) -> bool {
    let mut first = [0; 8];
    File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && Reference::is_one(&first)
}

/// What a collection is called: its files and folders, without what they lie in.
pub fn name_of(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    paths.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// A file; `-` is standard input.
pub fn bytes(path: &Path) -> Outcome<Vec<u8>> {
    let read = match path == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => fs::read(path),
    };
    read.map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display())))
}

/// A file of UTF-8, without the byte order mark that some editors put before it.
pub fn text(path: &Path) -> Outcome<String> {
    let text = String::from_utf8(bytes(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure::new(format!("{}: not UTF-8 at byte {at}", path.display()))
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// An error with the path of the file that it knows as `role`.
pub fn named(error: Error, role: &str, path: &str) -> Error {
    match error {
        Error::Input { mut place, reason, record } if place.path == role => {
            path.clone_into(&mut place.path);
            Error::Input { place, reason, record }
        }
        other => other,
    }
}
