//! Documents put together from their pieces.

use crate::args::WordFormat;
use crate::failure::Completeness;
use crate::terminal::Skipped;
use chinhluan::error::{Error, Place};
use chinhluan::read::EMPTY;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::io::{self, Write};

/// What is written of a document, or of a piece of one, but for what only the whole document knows.
#[derive(Serialize, Deserialize)]
pub struct Written {
    /// The document's id.
    pub document: String,
    /// Where it was read.
    pub path: String,
    /// Whether it is a piece behind another one of the same document.
    pub goes_on: bool,
    /// Whether there is nothing but white space in its text.
    pub is_blank: bool,
    /// Lines; of a list in JSON what stands between its brackets.
    pub bytes: Vec<u8>,
    /// Where in them the ids of sentences belong.
    pub sentences: Vec<usize>,
}

/// What was written of all documents, in their order, on its way out.
pub struct Assembly<W> {
    out: W,
    format: WordFormat,
    ids: Ids,
    open: Option<Open>,
    skipped: Skipped,
}

/// The document that the next piece may belong to.
struct Open {
    id: String,
    path: String,
    /// Whether its head was written: it is not where there is only white space.
    has_head: bool,
    /// Whether its list has anything in it.
    has_items: bool,
    sentences: u64,
}

impl<W: Write> Assembly<W> {
    pub fn of(format: WordFormat, out: W) -> Self {
        Self { out, format, ids: Ids::default(), open: None, skipped: Skipped::default() }
    }

    /// Writes the next document or piece, or names why there is none.
    pub fn add(&mut self, written: Result<Written, String>) -> io::Result<()> {
        let written = match written {
            Ok(written) => written,
            Err(reason) => {
                self.skipped.name_reason(&reason);
                return Ok(());
            }
        };
        // A line for a line, whatever is on it.
        if self.format == WordFormat::Underscore {
            return self.out.write_all(&written.bytes);
        }
        let mut open = match self.open.take() {
            Some(open) if written.goes_on => open,
            before => {
                self.close(before)?;
                let Written { document, path, .. } = &written;
                let (id, path) = (document.clone(), path.clone());
                Open { id, path, has_head: false, has_items: false, sentences: 0 }
            }
        };
        if !written.is_blank {
            self.go_on(&mut open, &written)?;
        }
        self.open = Some(open);
        Ok(())
    }

    /// Writes what is left, and says whether anything was skipped.
    pub fn finish(mut self) -> io::Result<Completeness> {
        let last = self.open.take();
        self.close(last)?;
        self.out.flush()?;
        Ok(self.skipped.conclude())
    }

    fn go_on(&mut self, open: &mut Open, written: &Written) -> io::Result<()> {
        if !open.has_head {
            open.has_head = true;
            self.head(open)?;
        }
        if self.format == WordFormat::Conllu {
            return self.sentences(open, written);
        }
        if !written.bytes.is_empty() {
            if open.has_items {
                self.out.write_all(b",")?;
            }
            open.has_items = true;
            self.out.write_all(&written.bytes)?;
        }
        Ok(())
    }

    fn head(&mut self, open: &mut Open) -> io::Result<()> {
        let list = match self.format {
            WordFormat::Conllu => {
                open.id = self.ids.apart(open.id.replace(char::is_whitespace, "_"));
                return writeln!(self.out, "# newdoc id = {}", open.id);
            }
            WordFormat::Jsonl => "sentences",
            WordFormat::Spans | WordFormat::Underscore => "words",
        };
        let id = serde_json::to_string(&open.id)?;
        write!(self.out, "{{\"document\":{id},\"{list}\":[")
    }

    fn sentences(&mut self, open: &mut Open, written: &Written) -> io::Result<()> {
        let mut from = 0;
        for &at in &written.sentences {
            open.sentences += 1;
            self.out.write_all(&written.bytes[from..at])?;
            write!(self.out, "{}#{}", open.id, open.sentences)?;
            from = at;
        }
        self.out.write_all(&written.bytes[from..])
    }

    fn close(&mut self, open: Option<Open>) -> io::Result<()> {
        match open {
            Some(Open { has_head: false, path, .. }) => {
                self.skipped.name(&Error::input(Place::file(path), EMPTY));
                Ok(())
            }
            Some(_) if self.format != WordFormat::Conllu => self.out.write_all(b"]}\n"),
            _ => Ok(()),
        }
    }
}

/// Ids of documents that were written, with the last number that was put behind each: in CoNLL-U none may come twice.
#[derive(Default)]
struct Ids(HashMap<String, u64>);

impl Ids {
    /// The id, under a number behind it if it was written before.
    fn apart(&mut self, id: String) -> String {
        let Self(known) = self;
        let Some(last) = known.get(&id) else {
            known.insert(id.clone(), 1);
            return id;
        };
        let mut number = last + 1;
        while known.contains_key(&format!("{id}.{number}")) {
            number += 1;
        }
        let free = format!("{id}.{number}");
        known.insert(id, number);
        known.insert(free.clone(), 1);
        free
    }
}
