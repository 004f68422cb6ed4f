//! `dedup --strip`: furniture and what is printed twice, marked in the text of a record or cut out of it.

use crate::args::{Dedup as Args, Strip};
use chinhluan::archive::Record;
use chinhluan::article::{Boilerplate, Edges, site};
use chinhluan::report::ReadPage;
use chinhluan::{Role, Span};
use serde::{Deserialize, Serialize};

/// The lines of a record's text and what is printed twice, bytes of the text as it was read.
#[derive(Default, Serialize, Deserialize)]
pub struct Page {
    /// The field of the record that holds the text.
    field: String,
    /// Whether that text is the one that was read. Of one that was mended, or taken out of HTML, the record has other bytes,
    /// and nothing is known of their places.
    pub is_as_read: bool,
    site: String,
    lines: Vec<(Role, Span)>,
    repeated: Vec<Span>,
    edges: Edges,
}

impl Page {
    /// What is needed to strip the text of a record.
    pub fn of(
        args: &Args,
        record: &Record,
        ReadPage { document, structure, edges, edits }: &ReadPage,
    ) -> Self {
        let field = match document.meta.record {
            Some(_) => args.input.text_field(),
            None => "text",
        };
        if record.text(field).as_ref() != Some(&document.text) {
            return Self { field: field.to_owned(), ..Self::default() };
        }
        Self {
            field: field.to_owned(),
            is_as_read: true,
            site: site(document).to_owned(),
            lines: structure.lines.iter().map(|line| (line.role, edits.original(line.span))).collect(),
            repeated: structure.repeated_spans().iter().map(|&span| edits.original(span)).collect(),
            edges: edges.clone(),
        }
    }

    /// What is to be learned of a page: its site, and its lines there.
    pub fn learned(&self) -> Option<(String, Edges)> {
        self.is_as_read.then(|| (self.site.clone(), self.edges.clone()))
    }

    /// Marks or cuts furniture and what is printed twice.
    pub fn stripped(mut self, boilerplate: &Boilerplate, strip: Strip, mut record: Record) -> Record {
        if let Some(settled) = boilerplate.settle(&self.site, &self.edges) {
            settled.roles.into_iter().for_each(|(line, role)| self.lines[line].0 = role);
        }
        let furniture = self.lines.into_iter().filter(|(role, _)| role.is_furniture());
        let furniture = furniture.map(|(role, span)| (role.name(), span));
        let mut found: Vec<_> =
            furniture.chain(self.repeated.into_iter().map(|span| ("repeated", span))).collect();
        found.sort_by_key(|(_, span)| (span.start, span.end));
        // What an earlier archive noted is told from this one's by standing before it.
        if found.is_empty() && !record.is_noted() {
            return record;
        }
        match strip {
            Strip::Mark => {
                let marks: Vec<_> = found.into_iter().map(|(role, span)| (span, role)).collect();
                record.mark(&self.field, &marks);
            }
            Strip::Cut => {
                let text = record.text(&self.field).unwrap_or_default();
                record.cut(&self.field, found.into_iter().map(|(_, span)| with_break(&text, span)).collect());
            }
        }
        record
    }
}

/// A passage that is a whole line or several, with its last line break.
fn with_break(text: &str, span: Span) -> Span {
    let (before, behind) = (&text[..span.start as usize], &text[span.end as usize..]);
    let line_break = ["\r\n", "\n"].into_iter().find(|line_break| behind.starts_with(line_break));
    match line_break {
        Some(line_break) if before.is_empty() || before.ends_with('\n') => {
            Span { end: span.end + line_break.len() as u32, ..span }
        }
        _ => span,
    }
}
