//! `convert`: text of any Vietnamese encoding in UTF-8, precomposed.

use crate::args::Convert as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::Folder;
use crate::terminal::{Skipped, say};
use chinhluan::clean::clean;
use chinhluan::read::encoding::{decode, guess};
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

pub fn run(args: &Args) -> Outcome<Completeness> {
    let folder = args.out.as_deref().map(Folder::prepare).transpose()?;
    if let Some(path) = args.paths.iter().find(|path| *path != "-" && !Path::new(path).is_file()) {
        return Err(Failure::new(format!("{path}: no such file")));
    }
    let standard_input = ["-".to_owned()];
    let paths = if args.paths.is_empty() { &standard_input[..] } else { &args.paths };
    let mut skipped = Skipped::default();
    for path in paths {
        match bytes(path) {
            Ok(bytes) => convert(path, &bytes, folder.as_ref())?,
            Err(error) => skipped.name_reason(&format!("{path}: {error}")),
        }
    }
    Ok(skipped.conclude())
}

fn convert(path: &str, bytes: &[u8], folder: Option<&Folder>) -> Outcome<()> {
    let guess = guess(bytes);
    let decoded = decode(bytes, guess.encoding);
    let text = clean(&decoded.text).text;
    let mut found = format!("{path}: {}", guess.encoding);
    let mut note = |count: usize, what: &str| {
        if count > 0 {
            found.push_str(&format!(", {count} {what}"));
        }
    };
    note(usize::from(guess.misread), "layer of Latin misreading undone");
    note(decoded.restored, "lost letters put back");
    note(decoded.uncertain_capitals.len(), "words whose capitals are uncertain");
    note(decoded.replaced, "characters without meaning in it");
    say(&found);
    match (folder, Path::new(path).file_name()) {
        (Some(folder), Some(name)) if path != "-" => {
            folder.file(&name.to_string_lossy(), |to| to.write_all(text.as_bytes()))
        }
        _ => Ok(io::stdout().write_all(text.as_bytes())?),
    }
}

fn bytes(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match path {
        "-" => io::stdin().read_to_end(&mut bytes)?,
        _ => return fs::read(path),
    };
    Ok(bytes)
}
