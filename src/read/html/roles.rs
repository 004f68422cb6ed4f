//! The role of every line of a page, and what follows for the page as a whole.

use super::article::is_article;
use super::credit::{self, Credit};
use super::hint::Hint;
use super::lines::{Line, Lines};
use super::measure::head;
use super::metadata::Metadata;
use super::outline::Outline;
use super::tree::{Id, Tree};
use super::wording::{
    before_date, credit_is_labelled, is_clock, is_foot, is_imprint, is_labelled_date, is_photo_credit,
    is_pointer, is_tool, labelled_author,
};
use super::{Block, Page};
use crate::date::{DateOrigin, Moment};
use crate::folding::fold_words;
use crate::role::Role;
use html5ever::local_name;

/// Gives every line its role.
pub(super) fn assign(tree: &Tree, lines: Lines, outline: Outline, metadata: Metadata) -> Page {
    let is_article = is_article(tree, &lines, &outline, &metadata);
    let reading = Reading::new(tree, &lines, &outline, &metadata);
    let (roles, published, byline) = if is_article {
        (reading.article(), reading.published(), reading.byline())
    } else {
        (reading.list(), reading.claimed_date(), None)
    };
    let title = match outline.title {
        Some(at) => Some(lines.lines[at].text.clone()),
        None => metadata.titles.first().or(metadata.window.as_ref()).cloned(),
    };
    let blocks =
        lines.lines.into_iter().zip(roles).map(|(line, role)| Block { text: line.text, role }).collect();
    Page { title, published, source: metadata.source, url: metadata.url, byline, is_article, blocks }
}

/// A page on its way to roles.
struct Reading<'a> {
    tree: &'a Tree,
    lines: &'a [Line],
    all: &'a Lines,
    outline: &'a Outline,
    metadata: &'a Metadata,
    /// First line under the headline.
    under: usize,
    /// First line of the body.
    start: usize,
    /// Lines of the lead.
    lead: std::ops::Range<usize>,
}

type Published = (Moment, DateOrigin);

impl<'a> Reading<'a> {
    fn new(tree: &'a Tree, all: &'a Lines, outline: &'a Outline, metadata: &'a Metadata) -> Self {
        let lines = &all.lines;
        let under = outline.title.map_or(outline.column.start, |title| title + 1);
        let first_prose = (under..outline.body.end).find(|&at| outline.prose[at]).unwrap_or(under);
        let start = if outline.body.start < under { first_prose } else { outline.body.start };
        let mut reading = Self { tree, lines, all, outline, metadata, under, start, lead: 0..0 };
        reading.lead = reading.find_lead().unwrap_or(under..under);
        reading
    }

    fn outside(&self, at: usize) -> bool {
        self.outline.hints[at].has(Hint::OUTSIDE)
    }

    /// The lines of the lead.
    fn find_lead(&self) -> Option<std::ops::Range<usize>> {
        let prose = |at: &usize| self.outline.prose[*at];
        let pictured = |at: &usize| self.caption(*at);
        let early: Vec<usize> =
            (self.under..self.outline.column.end).filter(prose).filter(|at| !pictured(at)).take(4).collect();
        let head = || early.iter().copied().filter(|&at| at < self.start);
        let hinted = |at: usize| self.outline.hints[at].has(Hint::LEAD);
        let in_body = |at: usize| {
            // Where no lead is marked, the summary may have been made from the first paragraph; a
            // paragraph of the body is longer than a lead.
            const LONGEST: u32 = 420;
            self.lines[at].chars <= LONGEST
        };
        let first = head()
            .find(|&at| self.is_summary(at))
            .or_else(|| early.iter().copied().take(2).find(|&at| hinted(at)))
            .or_else(|| early.iter().copied().take(2).find(|&at| in_body(at) && self.begins_summary(at)))
            .or_else(|| early.first().copied().filter(|&at| in_body(at) && self.stands_out(at)))
            .or_else(|| head().next())
            .or_else(|| early.first().copied().filter(|&at| in_body(at) && self.stands_apart(at)))?;
        let end = (first + 1..self.start.max(first + 1))
            .take_while(|&at| hinted(first) && hinted(at) && self.outline.prose[at])
            .last()
            .map_or(first + 1, |last| last + 1);
        Some(first..end)
    }

    /// Whether a summary in the head and this line begin alike. The summary is often cut, and a place or
    /// the initials of the paper may stand before either.
    fn begins_summary(&self, at: usize) -> bool {
        const KEY: usize = 56;
        const SHORTEST: usize = 20;
        let line = fold_words(&self.lines[at].text);
        self.metadata.summaries.iter().any(|summary| {
            let key = fold_words(summary.trim_end_matches(['.', '…', ' ', '[', ']']));
            let key = head(&key, KEY);
            // A summary that goes on after the line was taken from the text, not written as a lead.
            key.len() >= SHORTEST
                && line.find(key).is_some_and(|start| start <= 30)
                && fold_words(summary).len() <= line.len() + 80
        })
    }

    /// Whether a summary in the head is this line, begins with it or begins as it does.
    fn is_summary(&self, at: usize) -> bool {
        let line = fold_words(&self.lines[at].text);
        self.begins_summary(at)
            || line.len() >= 30
                && self
                    .metadata
                    .summaries
                    .iter()
                    .any(|summary| fold_words(summary).find(&line).is_some_and(|at| at <= 30))
    }

    /// Whether a paragraph stands outside the element that holds the others.
    fn stands_apart(&self, at: usize) -> bool {
        let mut others = (at + 1..self.outline.body.end).filter(|&next| self.outline.prose[next]);
        let (Some(first), Some(last)) = (others.next(), others.next_back()) else { return false };
        let space =
            self.tree.upward(self.lines[first].element).find(|&id| self.all.inside(id).contains(&last));
        space.is_some_and(|space| !self.all.inside(space).contains(&at))
    }

    /// Whether a paragraph is set apart from those after it, as leads inside the body are.
    fn stands_out(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let next = (at + 1..self.outline.body.end).find(|&next| self.outline.prose[next]);
        let styled = |line: &Line| (line.is_bold(), line.is_slanted(), line.heading);
        let differs = next.is_none_or(|next| styled(&self.lines[next]) != styled(line));
        differs && (line.is_bold() || line.is_slanted() || line.heading > 1) && line.words() >= 10
    }

    /// Roles of an article's page.
    fn article(&self) -> Vec<Role> {
        let mut roles: Vec<Role> = (0..self.lines.len()).map(|at| self.around(at)).collect();
        let column = &self.outline.column;
        let title = self.outline.title.unwrap_or(column.start);
        for (at, role) in roles.iter_mut().enumerate().take(title) {
            *role = self.above(at, title);
        }
        if self.outline.title.is_some() {
            roles[title] = Role::Title;
        }
        let tail = self.tail();
        let mut after_body_ended = false;
        let end = column.end.max(tail.end);
        for (at, role) in roles.iter_mut().enumerate().take(end).skip(self.under) {
            let within = at < column.end;
            let credits = tail.contains(&at) && !self.lines[at].is_link();
            if !within && !credits {
                break;
            }
            *role = if self.lead.contains(&at) {
                Role::Lead
            } else if self.outside(at) {
                self.around(at)
            } else if at < self.start {
                self.between(at)
            } else if at < self.outline.body.end {
                self.inside(at, tail.contains(&at))
            } else {
                after_body_ended |= self.lines[at].is_link() && self.lines[at].words() >= 4;
                self.below(at, credits && !after_body_ended, within)
            };
        }
        roles
    }

    /// Roles of the page of a section, a home page, a page of links.
    fn list(&self) -> Vec<Role> {
        (0..self.lines.len())
            .map(|at| match self.around(at) {
                Role::Boilerplate if self.outline.title == Some(at) => Role::Section,
                Role::Boilerplate if is_clock(&self.lines[at]) => Role::Date,
                Role::Boilerplate if self.lines[at].chars >= 60 => Role::Related,
                role => role,
            })
            .collect()
    }

    /// The role of a line that is no part of the article, from what stands around it.
    fn around(&self, at: usize) -> Role {
        let hint = self.outline.hints[at];
        let line = &self.lines[at];
        if hint.has(Hint::COMMENT.or(Hint::FORM)) {
            Role::CommentForm
        } else if hint.has(Hint::TAGS) {
            Role::Tags
        } else if hint.has(Hint::NAV) {
            Role::Nav
        } else if hint.has(Hint::FOOTER.or(Hint::TOOLS)) {
            Role::Boilerplate
        } else if hint.has(Hint::RELATED) || line.is_link() && line.words() >= 5 {
            Role::Related
        } else if line.is_link() {
            Role::Nav
        } else {
            Role::Boilerplate
        }
    }

    /// Over the headline: menus, the page's clock, the section.
    fn above(&self, at: usize, title: usize) -> Role {
        let line = &self.lines[at];
        if is_clock(line) {
            let own = self.outline.column.contains(&at) && title - at <= 4;
            return if own { Role::Date } else { Role::PageClock };
        }
        let near = title - at <= 3 && self.outline.column.contains(&at);
        if near && line.words() <= 8 && !self.outline.hints[at].has(Hint::TOOLS) {
            return Role::Section;
        }
        match self.around(at) {
            Role::Boilerplate => Role::Nav,
            Role::Related if line.is_link() => Role::Nav,
            role => role,
        }
    }

    /// Between headline and body: date, author, tools, links, pictures, the lead.
    fn between(&self, at: usize) -> Role {
        let line = &self.lines[at];
        if is_clock(line) {
            return Role::Date;
        }
        if is_photo_credit(&line.text) {
            return Role::PhotoCredit;
        }
        let captioned = self.caption(at);
        if captioned && (!line.is_link() || self.outline.hints[at].has(Hint::CAPTION)) {
            return Role::Caption;
        }
        if self.heads(at).is_some() {
            return Role::Byline;
        }
        if line.is_link() {
            return if line.words() >= 4 { Role::Related } else { Role::Nav };
        }
        if is_tool(&line.text) {
            return Role::Boilerplate;
        }
        // `THÔNG BÁO` over a notice: a short line among the paragraphs it opens.
        let parent = |at: usize| self.lines.get(at).and_then(|line| self.block(line.element));
        let opens = self.outline.body.start <= at && parent(at).is_some() && parent(at) == parent(self.start);
        if self.outline.prose[at] || opens { Role::Body } else { Role::Boilerplate }
    }

    /// The element around the paragraph that holds an element; `None` where no paragraph does.
    fn block(&self, element: Id) -> Option<Id> {
        let paragraph = self.tree.upward(element).find(|&id| self.tree.name(id) == local_name!("p"))?;
        self.tree.parent(paragraph)
    }

    /// In the container of the body.
    fn inside(&self, at: usize, at_end: bool) -> Role {
        let line = &self.lines[at];
        if is_photo_credit(&line.text) {
            return Role::PhotoCredit;
        }
        if self.outline.hints[at].has(Hint::CAPTION) && self.caption(at) {
            return Role::Caption;
        }
        if line.is_link() {
            return if line.words() >= 3 { Role::Related } else { Role::Boilerplate };
        }
        if is_pointer(line) {
            return Role::Related;
        }
        if is_tool(&line.text) || is_foot(&line.text) {
            return Role::Boilerplate;
        }
        if at_end && let Some(role) = self.credit_role(at) {
            return role;
        }
        if is_clock(line) && !self.outline.prose[at] && line.chars <= 40 && at < self.start + 3 {
            return Role::Date;
        }
        if self.caption(at) {
            return Role::Caption;
        }
        Role::Body
    }

    /// Under the body: credits, then what is no article any more.
    fn below(&self, at: usize, credits: bool, within: bool) -> Role {
        let line = &self.lines[at];
        if credits && let Some(role) = self.credit_role(at) {
            return role;
        }
        if is_clock(line) {
            return Role::Date;
        }
        if within && self.outline.prose[at] && !is_imprint(&line.text) && !is_tool(&line.text) {
            return Role::Body;
        }
        self.around(at)
    }

    fn credit_role(&self, at: usize) -> Option<Role> {
        let credit = self.credit(at)?;
        Some(if credit.source.is_some() { Role::SourceCredit } else { Role::Byline })
    }

    /// Where the names stand that close an article: its last lines, and those just after its body.
    fn tail(&self) -> std::ops::Range<usize> {
        const LINES: usize = 5;
        let body = self.start..self.outline.body.end;
        let last: Vec<usize> =
            body.rev().filter(|&at| !self.outside(at) && !self.lines[at].is_link()).take(LINES).collect();
        let from = last.last().copied().unwrap_or(self.outline.body.end);
        // The lead is no tail, however short the article.
        let from = from.max(self.lead.end).max(self.under);
        from..(self.outline.body.end + LINES).min(self.lines.len()).max(from)
    }

    /// What a line of the tail credits. A bare name must be set as names are, or close the body.
    fn credit(&self, at: usize) -> Option<Credit> {
        let line = &self.lines[at];
        if self.outside(at) || line.is_link() || is_photo_credit(&line.text) || is_tool(&line.text) {
            return None;
        }
        let credit = credit::credit(&line.text)?;
        let Some(name) = &credit.byline else { return Some(credit) };
        let set =
            line.right || line.is_bold() || line.is_slanted() || self.outline.hints[at].has(Hint::AUTHOR);
        let words = name.split(' ').count();
        let plain = words >= 2 && line.heading == 0 && self.closes(at);
        let fine = credit.labelled || plain || (set && (self.closes(at) || words >= 2 && line.right));
        fine.then_some(credit)
    }

    /// Whether no prose follows a line of the tail.
    fn closes(&self, at: usize) -> bool {
        !(at + 1..self.outline.body.end.max(at + 1))
            .any(|next| self.outline.prose[next] && credit::credit(&self.lines[next].text).is_none())
    }

    /// Whether a line is the caption of the picture before it.
    fn caption(&self, at: usize) -> bool {
        const LONGEST: u32 = 300;
        let line = &self.lines[at];
        let hint = self.outline.hints[at];
        if line.chars > LONGEST || hint.has(Hint::AUTHOR.or(Hint::DATE)) && !hint.has(Hint::CAPTION) {
            return false;
        }
        if hint.has(Hint::CAPTION) {
            return true;
        }
        let Some(picture) = line.picture else { return false };
        let frame = self.tree.upward(picture).find(|&id| self.all.inside(id).contains(&at)).unwrap_or(0);
        let inside = self.all.inside(frame);
        let ended = line.text.ends_with(['.', '!', '?', ':', ';', '…']);
        let whole = inside.len() <= 3 && !inside.contains(&self.start.wrapping_sub(1));
        let small = line.chars <= 200 || !ended;
        let own_frame = whole && inside != self.outline.body && small && !self.is_floated(picture, at);
        let set = (line.centred || line.is_slanted()) && !line.is_bold() && line.chars <= 250;
        let bare = !ended && !line.is_bold() && line.heading == 0 && line.chars <= 160 && line.words() >= 4;
        own_frame || set || bare
    }

    /// Whether the picture stands inside a long paragraph, beside its text.
    fn is_floated(&self, picture: Id, at: usize) -> bool {
        let line = &self.lines[at];
        line.chars > 160
            && self
                .tree
                .upward(picture)
                .take(3)
                .any(|id| id == line.element && self.tree.name(id) == local_name!("p"))
    }

    fn author(&self, text: &str) -> Option<String> {
        credit::author(text, self.metadata.source.as_deref())
    }

    /// The reporter: the name that closes the article, else the one beside the headline, else the one
    /// in the head if it is a person.
    fn byline(&self) -> Option<String> {
        let closing = self.tail().filter_map(|at| {
            let credit = self.credit(at)?;
            let name = self.author(&credit.byline?)?;
            let line = &self.lines[at];
            let sure = credit.labelled || line.right || line.is_bold();
            Some((name, sure || self.outline.hints[at].has(Hint::AUTHOR)))
        });
        let closing: Vec<(String, bool)> = closing.collect();
        let sure = closing.iter().find(|(_, sure)| *sure).or(closing.first()).map(|(name, _)| name.clone());
        sure.or_else(|| {
            let above = self.outline.title.unwrap_or(self.under).saturating_sub(3);
            (above..self.start.max(self.under))
                .filter(|&at| self.outline.column.contains(&at) && !self.lead.contains(&at))
                .find_map(|at| self.heads(at))
        })
        .or_else(|| self.metadata.authors.iter().find_map(|author| self.author(author)))
    }

    /// The author a line beside the headline names: marked as such, or a name beside the date.
    fn heads(&self, at: usize) -> Option<String> {
        const SECTIONS: &[&str] = &[
            "thoi su",
            "kinh te",
            "xa hoi",
            "chinh tri",
            "phap luat",
            "giao duc",
            "doi song",
            "van hoa",
            "quoc te",
            "the gioi",
            "the thao",
            "ban doc",
            "trang chu",
            "tin tuc",
            "suc khoe",
            "giai tri",
            "du lich",
            "an ninh",
            "quoc phong",
            "nong nghiep",
            "khoa hoc",
            "cong nghe",
            "moi truong",
            "phong su",
            "su kien",
            "binh luan",
        ];
        let line = &self.lines[at];
        if is_clock(line)
            && let Some(name) = labelled_author(&line.text)
        {
            return self.author(name);
        }
        let before = before_date(&line.text);
        let marked = self.outline.hints[at].has(Hint::AUTHOR) || credit_is_labelled(&line.text);
        let is_dated = |at: usize| self.lines.get(at).is_some_and(is_clock);
        let beside = is_dated(at) && before.len() < line.text.len()
            || !is_dated(at) && line.chars <= 40 && (is_dated(at + 1) || at > 0 && is_dated(at - 1));
        let bare = beside
            && self.outline.title != Some(at)
            && before.split(' ').count() >= 2
            && credit::is_person(before)
            && !SECTIONS.contains(&fold_words(before).as_str());
        if marked || bare { self.author(before) } else { None }
    }

    /// The date the head claims.
    fn claimed_date(&self) -> Option<Published> {
        let claims = [&self.metadata.published_linked, &self.metadata.published];
        claims.into_iter().flatten().find_map(|text| {
            let moment = Moment::of_metadata(text)?;
            // Systems that know no date claim the first of year 1 or of 1970.
            (moment.date.is_day() && moment.date.year >= 1990).then_some((moment, DateOrigin::Metadata))
        })
    }

    /// The publication date: claimed by the head, else shown beside the headline.
    fn published(&self) -> Option<Published> {
        self.claimed_date().or_else(|| self.machine_date()).or_else(|| self.shown_date())
    }

    /// `<time datetime>` beside the headline.
    fn machine_date(&self) -> Option<Published> {
        let title = self.outline.title?;
        (0..self.tree.len() as Id).filter(|&id| self.tree.name(id) == local_name!("time")).find_map(|id| {
            let text = self.tree.attribute(id, "datetime")?;
            let at = self.all.inside(id).start;
            let near = self.outline.column.contains(&at) && at + 4 > title && at <= self.start;
            let moment = near.then(|| Moment::of_metadata(text)).flatten()?;
            moment.date.is_day().then_some((moment, DateOrigin::Metadata))
        })
    }

    /// A line of date and time: with a label anywhere in the column, or beside the headline.
    fn shown_date(&self) -> Option<Published> {
        let column = &self.outline.column;
        let title = self.outline.title?;
        let under = self.under..self.start.max(self.under) + 1;
        let over = title.saturating_sub(4).max(column.start)..title;
        // Some portals put it under the article, outside its column.
        let below = self.outline.body.end..column.end.max(self.outline.body.end + 6).min(self.lines.len());
        let lines = || under.clone().chain(over.clone()).filter(|&at| column.contains(&at));
        let dated = |at: usize| self.lines[at].date.filter(|found| found.alone).map(|found| found.moment);
        let labelled = |&at: &usize| is_labelled_date(&self.lines[at].text);
        let with = |from| move |moment| (moment, from);
        None.or_else(|| lines().filter(labelled).find_map(dated).map(with(DateOrigin::Label)))
            .or_else(|| lines().find_map(dated).map(with(DateOrigin::Position)))
            .or_else(|| {
                below
                    .filter(|&at| !self.outside(at))
                    .filter(labelled)
                    .find_map(dated)
                    .map(with(DateOrigin::Label))
            })
    }
}
