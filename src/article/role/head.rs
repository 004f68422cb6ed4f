//! Above the text: masthead, and what stands between headline and lead.

use super::super::Role;
use super::super::credit::{self, Credit};
use super::super::furniture::{self, Folded};
use super::super::line::Ending;
use super::{Page, in_capitals, is_numbered, is_slug};
use crate::date::Label;
use std::ops::Range;

impl Page<'_, '_, '_> {
    /// Above the title: menus, clock, rubric.
    pub(super) fn masthead(&mut self, title: usize) {
        for index in 0..title {
            let said = self.at(index);
            if said.line.is_blank() || self.found.roles[index] != Role::Blank {
                continue;
            }
            let role = if said.is_furniture {
                Role::Boilerplate
            } else if let Some(date) =
                said.full_date().filter(|date| date.is_alone() || date.weekday || date.label.is_some())
            {
                let labelled = matches!(date.label, Some(Label::Published | Label::Updated));
                // Directly above the title, below a clock: the date of the article.
                let second = self.found.page_clock.is_some()
                    && self.next(index) == Some(title)
                    && date.label != Some(Label::Today);
                if labelled || second {
                    self.publish(index, date);
                    Role::Date
                } else {
                    self.clock(index, date);
                    Role::PageClock
                }
            } else if said.is_menu() || (furniture::is_menu_entry(said.folded) && !self.is_rubric(index)) {
                Role::Nav
            } else if furniture::is_boilerplate(said.folded)
                || furniture::is_site_name(said.folded)
                || said.line.is_long()
            {
                Role::Boilerplate
            } else if is_slug(said.line) {
                Role::ImageSlug
            } else if self.is_caption_above_credit(index) {
                Role::Caption
            } else if let Some(credit) = said.credit() {
                self.credit(index, credit)
            } else if furniture::is_comment_form(said.folded) && !furniture::is_rubric(said.folded) {
                Role::CommentForm
            } else {
                Role::Section
            };
            self.set(index, role);
        }
    }

    /// Between title and lead.
    pub(super) fn below_title(&mut self, range: Range<usize>, titled: bool) {
        let ends_in_text = range.end < self.said.len();
        let mut related = false;
        for index in range {
            let said = self.at(index);
            let line = said.line;
            if line.is_blank() {
                continue;
            }
            let role = if said.is_furniture {
                Role::Boilerplate
            } else if let Some(role) = self.date_below_title(index, titled) {
                role
            } else if let Some(role) = self.picture(index) {
                role
            } else if let Some(credit) = said.credit() {
                self.credit(index, credit)
            } else if said.is_menu() {
                Role::Nav
            } else if self.is_rubric(index) {
                Role::Section
            } else if furniture::is_tags(said.folded) {
                Role::Tags
            } else if furniture::is_boilerplate(said.folded) || furniture::is_site_name(said.folded) {
                Role::Boilerplate
            } else if furniture::is_comment_form(said.folded) {
                Role::CommentForm
            } else if furniture::is_related_link(said.folded)
                || furniture::is_related_head(said.folded)
                || (related && !ends_in_text && line.ending == Ending::Bare)
            {
                related = true;
                Role::Related
            } else if let Some(credit @ Credit::Byline(_)) =
                credit::signature(line).filter(|_| titled && line.words <= 5 && !self.is_heading(index))
            {
                self.credit(index, credit)
            } else if line.ending == Ending::Stop || !ends_in_text || self.is_heading(index) {
                Role::Body
            } else if line.words >= 5
                && line.ending == Ending::Bare
                && !line.text.starts_with(['-', '–', '+', '•'])
            {
                Role::Caption
            } else {
                Role::Section
            };
            self.set(index, role);
        }
    }

    /// `I. KẾT QUẢ`, or what would be a name but is the first of several lines in capitals with text under each.
    fn is_heading(&self, index: usize) -> bool {
        /// Headings further down; a reporter's name in capitals may stand over a text that has one.
        const MORE: usize = 2;
        let first = || {
            self.is_in_capitals(index)
                && credit::signature(self.line(index)).is_some()
                && self
                    .capitals_over_text()
                    .iter()
                    .rev()
                    .nth(MORE - 1)
                    .is_some_and(|&further| further > index)
        };
        is_numbered(self.at(index).folded.text) || first()
    }

    fn is_in_capitals(&self, index: usize) -> bool {
        let line = self.line(index);
        line.words >= 2 && in_capitals(line.text)
    }

    /// The lines in capitals with text under each, found once for a page: it may have thousands.
    fn capitals_over_text(&self) -> &[usize] {
        let over_text = |index: &usize| {
            self.is_in_capitals(*index) && self.next(*index).is_some_and(|below| self.is_text(below))
        };
        self.capitals_over_text.get_or_init(|| (0..self.said.len()).filter(over_text).collect())
    }

    /// A line between title and body that is a date: `08:31 | 11/05/2017`, `Ngày đăng: …`, `Xuân Tam - 08:31, 11/05/2017`.
    pub(super) fn date_below_title(&mut self, index: usize, titled: bool) -> Option<Role> {
        let date = self.at(index).full_date()?;
        if date.label == Some(Label::Today) && (date.is_alone() || date.weekday) {
            self.clock(index, date);
            return Some(Role::PageClock);
        }
        let words = date.rest.split(' ').filter(|word| !word.is_empty()).count();
        let beside = furniture::is_boilerplate(Folded::of(&date.rest))
            || (words <= 5 && (date.time.is_some() || date.label.is_some()));
        if !(date.is_alone() || beside || (date.label.is_some() && words <= 8)) {
            return None;
        }
        // Without a title above, a weekday is as likely the masthead's.
        if !titled && date.weekday && date.label.is_none() {
            self.clock(index, date);
            return Some(Role::PageClock);
        }
        self.publish(index, date);
        Some(Role::Date)
    }
}
