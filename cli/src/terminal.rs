//! What people read: tables, messages, progress.

use chinhluan::read::Noticed;
use chinhluan::report::Progress;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, Width, presets};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};
use std::time::Duration;
use unicode_width::UnicodeWidthStr;

/// Columns of words are never narrower, where they hold more: a syllable a line cannot be read.
const WORDS: usize = 16;
/// The blank between a column and the next.
const BETWEEN: usize = 1;
/// Blanks beside a cell, and that one.
const PADDING: usize = 2 + BETWEEN;
/// Stands in the place of columns that the terminal has no room for.
const CUT: &str = "…";

/// Columns of a line in a cell at the most: those who lay tables out count in 16 bits.
const LINE: usize = 10_000;

/// Columns where nobody says how many there are.
pub const UNKNOWN: u16 = 110;

/// Columns of the terminal on standard output; none where there is no terminal, or one that does not say, as those of
/// containers and of remote commands, which have 0.
pub fn columns() -> Option<u16> {
    Table::new().width().filter(|&columns| columns > 0)
}

/// A table that fits the terminal; columns whose header begins with a blank are numbers, aligned right and never parted.
///
/// Where the terminal is too narrow for all columns, the last ones are left out, and a column of `…` says so. A file and a
/// pipe have all.
pub fn table(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> Table {
    let mut table = Table::new();
    let style = presets::NOTHING.header_separator(LineStyle::none().fill('─').junction('─'));
    table.load_style(style).set_content_arrangement(ContentArrangement::Dynamic);
    let room = columns();
    table.set_width(room.unwrap_or(UNKNOWN));
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|row| row.iter().map(|cell| in_lines(harmless(cell))).collect()).collect();
    let least = least(header, &rows);
    let shown = room.map_or(header.len(), |room| fitting(&least, room.into()));
    let cut = (shown < header.len()).then_some(CUT);
    // Where not even two columns fit, words are parted rather than lines.
    let needed = least[..shown].iter().sum::<usize>() + cut.map_or(0, |cut| cut.width() + PADDING);
    let is_wide = room.is_none_or(|room| needed <= room.into());
    let names = header[..shown].iter().map(|name| harmless(name.trim()));
    table.set_header(names.chain(cut.map(str::to_owned)));
    for row in &rows {
        table.add_row(row[..shown.min(row.len())].iter().map(String::as_str).chain(cut));
    }
    for (index, (name, &least)) in header.iter().zip(&least).take(shown).enumerate() {
        let Some(column) = table.column_mut(index) else { continue };
        if is_wide {
            let own = least - BETWEEN;
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(own as u16)));
        }
        if name.starts_with(' ') {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

/// A cell, with line breaks where it is longer than [`LINE`]: at blanks, or where there are none within the letters.
fn in_lines(cell: String) -> String {
    if cell.len() <= LINE {
        return cell;
    }
    let (mut lines, mut rest) = (String::with_capacity(cell.len() + cell.len() / LINE), cell.as_str());
    // No character has more columns than bytes.
    while rest.len() > LINE {
        let end = (0..=LINE).rfind(|&end| rest.is_char_boundary(end)).unwrap_or(LINE);
        let end = rest[..end].rfind(' ').map_or(end, |blank| blank + 1);
        lines.push_str(&rest[..end]);
        lines.push('\n');
        rest = &rest[end..];
    }
    lines + rest
}

/// What each column has to have: its longest number, or [`WORDS`] where it holds so much; the longest word of its header.
fn least(header: &[&str], rows: &[Vec<String>]) -> Vec<usize> {
    let of = |(index, name): (usize, &&str)| {
        let longest =
            rows.iter().filter_map(|row| row.get(index)).map(|cell| cell.width()).max().unwrap_or(0);
        let cells = if name.starts_with(' ') { longest } else { longest.min(WORDS) };
        let header = name.split_whitespace().map(UnicodeWidthStr::width).max().unwrap_or(0);
        cells.max(header.min(WORDS)) + PADDING
    };
    header.iter().enumerate().map(of).collect()
}

/// How many columns fit into `room`, with a [`CUT`] where not all do; two at the least, or there is no table.
fn fitting(least: &[usize], room: usize) -> usize {
    if least.iter().sum::<usize>() <= room {
        return least.len();
    }
    let mut taken = CUT.width() + PADDING;
    let fits = |&&width: &&usize| {
        taken += width;
        taken <= room
    };
    least.iter().take_while(fits).count().max(2.min(least.len()))
}

/// Text of articles and file names without what a terminal would obey: control and bidirectional characters.
pub fn harmless(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => ' ',
        '\u{2028}' | '\u{2029}' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(shown).collect()
}

/// A number with what it counts.
pub fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}

/// Says something on standard error.
pub fn say(words: &str) {
    // Nothing can be done where standard error is gone.
    let _ = writeln!(io::stderr(), "chinhluan: {}", harmless(words));
}

/// Says what is to be known of an input besides what was skipped.
pub fn say_noticed(noticed: &Noticed) {
    noticed.in_words().iter().for_each(|words| say(words));
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
    /// A line without the time left.
    pub fn new() -> Self {
        Self::of(None)
    }

    /// A line with the time left where it is known how much there is to read.
    pub fn of(bytes: Option<u64>) -> Self {
        let bar = bytes.map_or_else(ProgressBar::new_spinner, ProgressBar::new);
        if !io::stderr().is_terminal() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        let template = match bytes {
            Some(_) => {
                "{spinner} {bar:24} {percent:>3} %  {msg} {bytes} of {total_bytes} ({bytes_per_sec}), {eta} left"
            }
            None => "{spinner} {msg} {bytes} ({bytes_per_sec}) {elapsed}",
        };
        let style = ProgressStyle::with_template(template);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out_from_the_right() {
        let least = [18, 6, 10, 11];
        let cases = [(200, 4), (45, 4), (44, 3), (38, 3), (37, 2), (20, 2), (0, 2)];
        for (room, columns) in cases {
            assert_eq!(fitting(&least, room), columns, "{room}");
        }
        assert_eq!(fitting(&[30], 10), 1);
        let rows = [vec!["Học tập và làm theo tấm gương".to_owned(), "1234567.8".to_owned()]];
        assert_eq!(super::least(&["Phrase", " Per million"], &rows), [19, 12]);
        assert_eq!(super::least(&["Phrase", " Per million"], &[]), [9, 10]);
    }

    #[test]
    fn columns_stand_under_each_other_whatever_the_letters() {
        let names = ["học tập", "ho\u{323}c ta\u{302}\u{323}p", "学习运动", "\u{202e}a\u{1b}[31m", "😀"];
        let rows = (0u32..).zip(names).map(|(at, name)| vec![name.to_owned(), 10u32.pow(at).to_string()]);
        let table = table(&["\u{1b}[1mPhrase", " Hits"], rows).to_string();
        let widths: Vec<usize> = table.lines().map(|line| line.trim_end().width()).collect();
        assert_eq!(widths.len(), 2 + names.len());
        // The numbers end in one column: they are aligned right.
        assert!(widths[2..].iter().all(|&width| width == widths[2]), "{table}");
        assert!(!table.contains(['\u{202e}', '\u{1b}']), "{table}");
    }
}
