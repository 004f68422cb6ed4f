//! The text that all are fed.

use crate::args::Input;
use crate::failure::{Failure, Outcome};
use crate::terminal::Skipped;
use chinhluan::clean::clean;
use std::io::Write;
use tempfile::NamedTempFile;

/// The beginning of a collection: clean text, a paragraph a line, none blank, also as a file.
pub struct Sample {
    pub text: String,
    pub file: NamedTempFile,
    /// A file of the first line alone: what a tool needs for it is the time it takes to load.
    pub one_line: NamedTempFile,
}

impl Sample {
    pub fn read(input: &Input, megabytes: f64, skipped: &mut Skipped) -> Outcome<Self> {
        let enough = megabytes * 1e6;
        let mut text = String::new();
        for document in input.inputs().open()? {
            let document = match document {
                Ok(document) => document,
                Err(error) => {
                    skipped.name(&error);
                    continue;
                }
            };
            let cleaned = clean(&document.text);
            let mut lines = cleaned.text.lines().map(str::trim).filter(|line| !line.is_empty());
            while (text.len() as f64) < enough
                && let Some(line) = lines.next()
            {
                // `_` joins syllables in what tools write.
                text.extend(line.chars().map(|c| if c == '_' { ' ' } else { c }));
                text.push('\n');
            }
            if text.len() as f64 >= enough {
                break;
            }
        }
        let Some(end) = text.find('\n') else { return Err(Failure::new("there is no text to measure on")) };
        let (file, one_line) = (file(&text)?, file(&text[..=end])?);
        Ok(Self { text, file, one_line })
    }

    pub fn megabytes(&self) -> f64 {
        self.text.len() as f64 / 1e6
    }
}

fn file(text: &str) -> Outcome<NamedTempFile> {
    let write = || {
        let mut file = NamedTempFile::new()?;
        file.write_all(text.as_bytes())?;
        Ok(file)
    };
    write().map_err(Failure::of_temporary)
}
