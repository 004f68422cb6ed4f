//! `convert`: text of any Vietnamese encoding in UTF-8, precomposed.

use crate::args::Convert as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::output::{Folder, to_stdout, whole};
use crate::terminal::{Skipped, say};
use chinhluan::clean::clean;
use chinhluan::read::encoding::{Decoded, Encoding, decode, guess};
use chinhluan::read::html::charset;
use chinhluan::read::{Format, Inputs};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

pub fn run(args: &Args) -> Outcome<Completeness> {
    let paths = if args.paths.is_empty() { &["-".to_owned()][..] } else { &args.paths };
    let folder = args.out.as_deref().map(Folder::prepare).transpose()?;
    let inputs = Inputs {
        paths: paths.iter().map(PathBuf::from).collect(),
        format: Some(Format::Text),
        output: args.out.clone(),
        ..Inputs::default()
    };
    // Whatever cannot be read or written is said before anything is.
    let mut files = inputs.files()?;
    if let Some(out) = &args.out {
        if paths.iter().any(|path| path == "-") {
            return Err(Failure::new(
                "standard input has no name that its text could have in a folder: leave --out out",
            ));
        }
        if let Some(path) = paths.iter().find(|path| lies_in(path, out)) {
            return Err(Failure::new(format!("{path} would be overwritten: name another folder")));
        }
    }
    let mut run = Run {
        folder,
        written: BTreeSet::new(),
        found: BTreeMap::new(),
        skipped: Skipped::default(),
        damaged: 0,
    };
    for file in files.by_ref() {
        let read = file.and_then(|file| Ok((file.bytes()?, file)));
        match read {
            Ok(((bytes, fault), file)) => {
                run.convert(file.path(), &bytes, file.name().map(unpacked).as_deref())?;
                fault.iter().for_each(|fault| run.skipped.name(fault));
            }
            Err(error) => run.skipped.name(&error),
        }
    }
    files.remarks().iter().for_each(|words| say(words));
    if run.found.values().sum::<usize>() > 1 {
        let found = run.found.iter().map(|(encoding, count)| format!("{count} in {encoding}"));
        say(&format!("converted {}", found.collect::<Vec<_>>().join(", ")));
    }
    match (run.skipped.conclude(), run.damaged) {
        (Completeness::All, 0) => Ok(Completeness::All),
        _ => Ok(Completeness::SomeSkipped),
    }
}

/// Whether a file that is named lies where its converted one is to.
fn lies_in(path: &str, folder: &Path) -> bool {
    let above = Path::new(path).canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned));
    above.is_some() && above == folder.canonicalize().ok() && !Path::new(path).is_dir()
}

/// The name of the text of a file that may be packed.
fn unpacked(name: &Path) -> PathBuf {
    let is_packed =
        ["gz", "zst"].iter().any(|packed| name.extension().is_some_and(|it| it.eq_ignore_ascii_case(packed)));
    if is_packed { name.with_extension("") } else { name.to_owned() }
}

struct Run {
    folder: Option<Folder>,
    /// Files in the output folder: two inputs of one name must not become one.
    written: BTreeSet<PathBuf>,
    found: BTreeMap<&'static str, usize>,
    skipped: Skipped,
    /// Files of which much could not be read.
    damaged: usize,
}

impl Run {
    fn convert(&mut self, path: &str, bytes: &[u8], name: Option<&Path>) -> Outcome<()> {
        let guess = guess(bytes);
        if let Some(reason) = no_text(bytes, guess.encoding) {
            self.skipped.name_reason(&format!("{path}: {reason}"));
            return Ok(());
        }
        let decoded = decode(bytes, guess.encoding);
        let mut text = clean(&decoded.text).text.into_owned();
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
        if let Some(declared) = declare_utf8(&mut text) {
            found.push_str(&format!(", declared as {declared} and now as utf-8"));
        }
        let written = match (&self.folder, name) {
            (Some(folder), Some(name)) => {
                if !self.written.insert(name.to_owned()) {
                    let reason =
                        format!("{path}: {} was written already", folder.path().join(name).display());
                    self.skipped.name_reason(&reason);
                    return Ok(());
                }
                write(&folder.path().join(name), &text)
            }
            _ => to_stdout(|out| out.write_all(text.as_bytes())),
        };
        say(&found);
        if is_damaged(bytes, guess.encoding, &decoded) {
            self.damaged += 1;
            say(&format!(
                "{path}: U+FFFD stands in {} places that are not {}: the file is damaged, or in an encoding that is not \
                 known here",
                decoded.replaced, guess.encoding
            ));
        }
        *self.found.entry(guess.encoding.name()).or_default() += 1;
        written
    }
}

/// Whether U+FFFD stands for more than a letter here and there, of which other verbs make no document: one for ten letters
/// outside ASCII.
fn is_damaged(bytes: &[u8], encoding: Encoding, decoded: &Decoded) -> bool {
    const SOUND: usize = 10;
    let is_unicode = matches!(encoding, Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be);
    if decoded.replaced == 0 || !is_unicode || std::str::from_utf8(bytes).is_ok() {
        return false;
    }
    let letters = decoded.text.chars().filter(|c| !c.is_ascii()).count();
    decoded.replaced * SOUND > letters - decoded.replaced
}

fn write(path: &Path, text: &str) -> Outcome<()> {
    if let Some(parent) = path.parent() {
        let failed = |error| Failure::new(format!("cannot write into {}: {error}", parent.display()));
        fs::create_dir_all(parent).map_err(failed)?;
    }
    whole(path, |to| to.write_all(text.as_bytes()))
}

/// What `bytes` are, if they are no text.
fn no_text(bytes: &[u8], encoding: Encoding) -> Option<&'static str> {
    const KINDS: [(&[u8], &str); 17] = [
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "a document of Word, Excel or PowerPoint; save it as text first",
        ),
        (b"PK\x03\x04", "a .docx, .xlsx, .odt or ZIP file; save it as text, or unpack it, first"),
        (b"{\\rtf", "an RTF document; save it as text first"),
        (b"%PDF-", "a PDF document; take its text out first"),
        (b"%!PS", "a PostScript document; take its text out first"),
        (b"BZh", "packed with bzip2; unpack it first"),
        (b"\xfd7zXZ\0", "packed with xz; unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
        (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"GIF8", "a GIF picture"),
        (b"RIFF", "a picture, sound or film (RIFF)"),
        (b"ID3", "a sound file"),
        (b"PAR1", "a Parquet table"),
        (b"SQLite format 3\0", "an SQLite database"),
        (b"\x7fELF", "a program"),
    ];
    let known = KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind);
    let utf16 = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
    known.or_else(|| {
        (!utf16 && bytes.contains(&0)).then_some("binary data: it has zero bytes, as no text has")
    })
}

/// Makes a page that says it is in another character set say that it is in UTF-8; returns what it said.
fn declare_utf8(text: &mut String) -> Option<String> {
    if !text.trim_start().starts_with('<') {
        return None;
    }
    let declared = charset(text.as_bytes())?;
    if declared.eq_ignore_ascii_case("utf-8") || declared.eq_ignore_ascii_case("utf8") {
        return None;
    }
    let at = declared.as_ptr() as usize - text.as_ptr() as usize;
    let declared = declared.to_owned();
    text.replace_range(at..at + declared.len(), "utf-8");
    Some(declared)
}
