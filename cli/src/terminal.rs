//! What people read: tables, messages, progress.

use chinhluan::report::Progress;
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, Table, presets};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// A table that fits the terminal; columns whose header begins with a blank are numbers, aligned right.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    let style = presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    if !io::stdout().is_terminal() {
        table.set_width(110);
    }
    table.set_header(header.iter().map(|name| name.trim()));
    for row in rows {
        table.add_row(row.into_iter().map(|cell| Cell::new(harmless(&cell))));
    }
    for (index, name) in header.iter().enumerate() {
        if let (true, Some(column)) = (name.starts_with(' '), table.column_mut(index)) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// Text of articles and file names without what a terminal would obey: control and bidirectional characters.
pub fn harmless(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// Says something on standard error.
pub fn say(words: &str) {
    // Nothing can be done where standard error is gone.
    let _ = writeln!(io::stderr(), "chinhluan: {}", harmless(words));
}

/// Documents that were skipped, named as they come.
#[derive(Default)]
pub struct Skipped {
    pub count: usize,
}

impl Skipped {
    /// Lines on standard error before the rest is only counted: a broken crawl has millions.
    const NAMED: usize = 100;

    pub fn name(&mut self, error: &chinhluan::Error) {
        self.name_reason(&error.in_words());
    }

    pub fn name_reason(&mut self, reason: &str) {
        self.count += 1;
        if self.count <= Self::NAMED {
            say(&format!("skipped {reason}"));
        }
    }

    pub fn conclude(&self) -> crate::failure::Completeness {
        if self.count > Self::NAMED {
            say(&format!("skipped {} more", self.count - Self::NAMED));
        }
        match self.count {
            0 => crate::failure::Completeness::All,
            _ => crate::failure::Completeness::SomeSkipped,
        }
    }
}

/// A progress line, shown only when standard error is a terminal and the input is long.
pub struct Bar(ProgressBar);

impl Bar {
    pub fn new() -> Self {
        let bar = ProgressBar::new_spinner();
        if !io::stderr().is_terminal() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        let style = ProgressStyle::with_template("{spinner} {msg} {bytes} ({bytes_per_sec}) {elapsed}");
        if let Ok(style) = style {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        Self(bar)
    }

    pub fn update(&self, progress: Progress) {
        self.0.set_position(progress.bytes);
        self.0.set_message(format!("{} documents,", progress.documents));
    }

    pub fn clear(&self) {
        self.0.finish_and_clear();
    }
}
