//! The parts of a news page: what each line is, when the article was published, what is printed twice.
//!
//! [`structure`] reads a cleaned text and gives a [`Structure`]: a [`Role`] for every line, the title, the date of
//! publication apart from the page's own clock, the lead, the signature, and the spans that repeat other text of
//! the same page. [`Boilerplate`] knows what recurs over the pages of a site. Rules rest on what Vietnamese papers print; where they do not decide, a line is body and the
//! date is none.

mod boilerplate;
mod credit;
mod edge;
mod furniture;
mod lead;
mod line;
mod marked;
mod official;
mod role;

pub use crate::date::DateOrigin;
pub use crate::role::Role;
pub use boilerplate::{Boilerplate, Heading, Published, Settled, site};
pub use edge::Edges;

use crate::date::Moment;
use crate::document::Meta;
use crate::span::Span;
use crate::syllable::Forms;
use crate::tokens::Tokens;
use role::{Labels, Said};
use serde::{Deserialize, Serialize};

/// How a line repeats another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Word for word, both lines whole.
    Exact,
    /// One line, or a piece of it that ends with a sentence, is the beginning of what the other still holds.
    Prefix,
    /// One of the two was cut with an ellipsis, the other goes on.
    Cut,
    /// The title without accents.
    Folded,
}

impl How {
    /// The name in outputs, `exact`.
    pub fn name(self) -> &'static str {
        match self {
            How::Exact => "exact",
            How::Prefix => "prefix",
            How::Cut => "cut",
            How::Folded => "folded",
        }
    }
}

/// Text that an earlier line holds already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Repeat {
    /// The earlier line, counted from 0.
    pub line: usize,
    /// The repeated text in this line.
    pub here: Span,
    /// The same text in the earlier line.
    pub there: Span,
    /// How.
    pub how: How,
}

/// One line of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Its bytes, without the line break.
    pub span: Span,
    /// What it is.
    pub role: Role,
    /// Whether it was cut with an ellipsis, which is known where another line goes on.
    pub truncated: bool,
    /// What it repeats of earlier lines.
    pub repeats: Vec<Repeat>,
}

/// A date and what it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// Day and time.
    pub moment: Moment,
    /// What it was read from.
    pub from: DateOrigin,
    /// The line it stands in, without white space around; none for metadata.
    pub span: Option<Span>,
}

/// The parts of one page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Structure {
    /// Every line in order; a break at the end of the text opens no further one.
    pub lines: Vec<Line>,
    /// The headline in the text, of an official document its subject, with the kind where that needs it, which may take several lines; none where the text holds none (it may be in the record).
    pub title: Option<Span>,
    /// When the article was published.
    pub published: Option<Dated>,
    /// When the page was opened.
    pub page_clock: Option<Dated>,
    /// The lead, the uncut one where it is printed more than once.
    pub lead: Option<Span>,
    /// Names of the authors, without label.
    pub byline: Option<Span>,
    /// Where it was first printed, without `Theo`.
    pub source_credit: Option<Span>,
    repeated: Vec<Span>,
}

impl Structure {
    /// The spans, in order and disjoint, whose phrases must not be counted because another copy of the same text
    /// in this article is. Of copies the complete one counts, of complete ones the one in the body, then the first.
    pub fn repeated_spans(&self) -> &[Span] {
        &self.repeated
    }

    /// Whether the byte `at` lies in a span of [`Self::repeated_spans`].
    pub fn is_repeated(&self, at: u32) -> bool {
        let behind = self.repeated.partition_point(|span| span.start <= at);
        behind > 0 && at < self.repeated[behind - 1].end
    }

    /// The line that holds byte `at` (its break counts as its own); the last one for bytes behind the text.
    pub fn line_at(&self, at: u32) -> usize {
        self.lines.partition_point(|line| line.span.start <= at).saturating_sub(1)
    }

    /// The role of the line that holds byte `at`.
    pub fn region(&self, at: u32) -> Role {
        self.lines.get(self.line_at(at)).map_or(Role::Blank, |line| line.role)
    }
}

/// The parts of the page `text`, whose record is `meta` and whose tokens are `tokens`.
///
/// Where the record tells the roles of the lines, as for web pages, they are taken from there.
///
/// Total: any text has a structure, at worst all body. Time grows with the number of lines; long lines are not read
/// again unless two begin alike.
///
/// ```
/// use chinhluan::{Meta, article::{Role, structure}, syllable::Forms, tokens::Tokens};
/// let text = "Thứ năm, 25/07/2024\n\nThị trấn Bắc Mây làm theo Bác\n08:31 | 12/03/2010\n\n\
///             Ba năm qua, 14 chi bộ của thị trấn chọn những việc nhỏ mà dân cần để làm trước, việc nào cũng có hạn và có người chịu trách nhiệm.\n\n\
///             Xuân Tam\n";
/// let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
/// tokens.read(text, &mut forms);
/// let page = structure(text, &Meta::default(), &tokens, &forms);
/// let roles: Vec<Role> = page.lines.iter().map(|line| line.role).filter(|&role| role != Role::Blank).collect();
/// assert_eq!(roles, [Role::PageClock, Role::Title, Role::Date, Role::Lead, Role::Byline]);
/// assert_eq!(page.published.unwrap().moment.to_string(), "2010-03-12T08:31");
/// assert_eq!(page.page_clock.unwrap().moment.to_string(), "2024-07-25");
/// assert_eq!(page.byline.unwrap().of(text), "Xuân Tam");
/// ```
pub fn structure(text: &str, meta: &Meta, tokens: &Tokens, forms: &Forms) -> Structure {
    let seen = line::lines(text, tokens, forms);
    let labels = Labels::of(&seen);
    read(&seen, &role::said(&seen, &labels), meta, tokens, forms)
}

/// The same, with the lines whose roles another look may change once the site's furniture is known.
pub fn structure_and_edges(text: &str, meta: &Meta, tokens: &Tokens, forms: &Forms) -> (Structure, Edges) {
    let seen = line::lines(text, tokens, forms);
    let labels = Labels::of(&seen);
    let said = role::said(&seen, &labels);
    let structure = read(&seen, &said, meta, tokens, forms);
    let edges = Edges::of(&seen, &said, &structure, text, meta, tokens, forms);
    (structure, edges)
}

fn read(seen: &[line::Sight], said: &[Said], meta: &Meta, tokens: &Tokens, forms: &Forms) -> Structure {
    let marked = meta.markup.as_ref().and_then(|markup| marked::read(seen, markup));
    let read = marked.unwrap_or_else(|| role::assign(said, meta));
    let mut lines: Vec<Line> = seen
        .iter()
        .zip(&read.roles)
        .map(|(sight, &role)| Line { span: sight.span, role, truncated: false, repeats: Vec::new() })
        .collect();
    let repeated = lead::find(seen, &mut lines, read.title, tokens, forms);
    let leads = || lines.iter().enumerate().filter(|(_, line)| line.role == Role::Lead);
    let lead = leads().find(|(_, line)| !line.truncated).or_else(|| leads().next());
    let own_text = |index: usize| seen[index].part(seen[index].text);
    Structure {
        title: read.title.map(|first| Span { end: own_text(read.title_end).end, ..own_text(first) }),
        published: published(read.published, read.page_clock, meta),
        page_clock: read.page_clock,
        lead: lead.map(|(index, _)| own_text(index)),
        byline: read.byline,
        source_credit: read.source_credit,
        repeated,
        lines,
    }
}

/// The record's date before the page's, but for a day of its month or year; a page's date without a label that lies behind the page's clock is no date.
fn published(line: Option<Dated>, clock: Option<Dated>, meta: &Meta) -> Option<Dated> {
    let moment =
        meta.date.as_deref().and_then(Moment::of_metadata).filter(|&moment| role::is_plausible(moment));
    let line = line.filter(|line| {
        let is_shown = meta.markup.is_some() || line.from == DateOrigin::Label;
        is_shown || clock.is_none_or(|clock| line.moment.date <= clock.moment.date)
    });
    let Some(moment) = moment else { return line };
    // Of the month or year that the record knows, the page may know the day.
    let day = line.filter(|line| !moment.date.is_day() && moment.date.has(line.moment.date));
    day.or(Some(Dated { moment, from: DateOrigin::Metadata, span: None }))
}
