//! The headline of a page.

use super::super::Role;
use super::super::credit;
use super::super::furniture;
use super::super::line::Ending;
use super::{PARAGRAPH, Page, in_capitals, is_slug, same_words};
use crate::date::Expression;
use crate::folding::{fold, folds_to};

impl Page<'_, '_, '_> {
    /// The line that prints the title of the record.
    pub(super) fn line_of(&self, title: &str) -> Option<usize> {
        let folded = fold(title);
        let accented = !title.is_ascii();
        (0..self.said.len().min(60)).find(|&index| {
            let said = self.at(index);
            (said.folded.text == folded || (!said.is_short() && folds_to(said.line.text, &folded)))
                && (!accented || !said.line.text.is_ascii())
        })
    }

    pub(super) fn find_title(&mut self, first_prose: usize) -> Option<usize> {
        let all: Vec<usize> = (0..first_prose).filter(|&index| self.may_be_title(index)).collect();
        // The alt text of the first picture repeats the title without accents.
        let slug = (0..self.said.len().min(first_prose + 4))
            .filter(|&index| is_slug(self.line(index)))
            .find_map(|slug| {
                all.iter()
                    .copied()
                    .find(|&index| same_words(self.said[index].folded.text, self.said[slug].folded.text))
            });
        if slug.is_some() {
            return slug;
        }
        let mut title = all.iter().copied().find(|&index| !self.is_kicker(index, &all))?;
        // `Title - Báo Vân Sơn`, then the title itself; or the title in a breadcrumb and again as heading.
        for &later in &all {
            let (first, again) = (self.said[title].folded.text, self.said[later].folded.text);
            if later > title && again.len() >= 12 && first.starts_with(again) {
                self.set(title, Role::Title);
                title = later;
            }
        }
        Some(title)
    }

    pub(super) fn may_be_title(&self, index: usize) -> bool {
        let said = self.at(index);
        let line = said.line;
        let shaped = said.is_short()
            && !said.is_furniture
            && (2..=40).contains(&line.words)
            && (!line.text.ends_with('.') || (line.words <= 16 && line.text.ends_with("..")))
            && line.ending != Ending::Open
            && !line.text.starts_with(char::is_lowercase)
            && !line.text.starts_with(['-', '+', '*', '•', '»', '>']);
        shaped
            && said
                .full_date()
                .is_none_or(|date| date.rest.split(' ').count() >= 4 && !date.weekday && date.label.is_none())
            && !said.is_menu()
            && !furniture::is_menu_entry(said.folded)
            && !self.is_rubric(index)
            && !furniture::is_boilerplate(said.folded)
            && !furniture::is_tags(said.folded)
            && !furniture::is_site_name(said.folded)
            && !furniture::is_related_head(said.folded)
            && !furniture::is_comment_form(said.folded)
            && said.credit().is_none()
            && !self.is_caption_above_credit(index)
    }

    /// A line above the title that is none: a rubric in capitals, a name of a column, `Kỷ niệm 80 năm …:`.
    fn is_kicker(&self, index: usize, all: &[usize]) -> bool {
        let Some(&next) = all.iter().find(|&&next| next > index) else { return false };
        let between = || index + 1..next;
        // Below text, and below the head of other articles, stands no title of this one.
        if between()
            .any(|between| self.is_text(between) || furniture::is_related_head(self.said[between].folded))
        {
            return false;
        }
        let clocked = between().any(|between| self.is_clock_above(between, next));
        // A date stands under the title, never under a kicker.
        let dated = !clocked
            && between().any(|between| {
                self.said[between].full_date().is_some_and(|date| !date.weekday || date.time.is_some())
            });
        let (line, below) = (self.line(index), self.line(next));
        // Records of body text have no rubric; a page that has one shows a masthead above or a date below.
        let paged = clocked
            || (0..index).any(|above| !self.line(above).is_blank())
            || self.next(next).is_some_and(|below| self.said[below].full_date().is_some());
        let rubric =
            paged && line.words <= 4 && below.words > line.words && !self.is_caption_above_credit(next);
        let shouted = line.words <= 14 && in_capitals(line.text) && !in_capitals(below.text);
        // A date stands directly under the title: of two short lines above it the first names a column.
        let above_dated_title = line.words <= 8
            && credit::signature(below).is_none()
            && !self.is_caption_above_credit(next)
            && self
                .next(next)
                .is_some_and(|below| self.said[below].full_date().is_some_and(Expression::is_alone));
        let shouted_place = shouted && line.words <= 4 && above_dated_title;
        shouted_place
            || self.names_paper(index)
            || (!dated && below.words < PARAGRAPH && (rubric || shouted || above_dated_title))
    }

    /// The name of a paper directly over the page's clock or its menu.
    fn names_paper(&self, index: usize) -> bool {
        furniture::names_paper(self.line(index).text)
            && self.next(index).is_some_and(|below| {
                let said = self.at(below);
                said.is_menu() || said.full_date().is_some_and(|date| date.weekday && date.label.is_none())
            })
    }

    /// Whether the date in a line above `title` is the page's clock: the menu or a rubric of the page stands between the
    /// two, or the title has a date of its own below it, and an earlier one.
    fn is_clock_above(&self, line: usize, title: usize) -> bool {
        let Some(clock) = self.said[line].full_date().filter(|date| date.weekday && date.label.is_none())
        else {
            return false;
        };
        let own = self.next(title).and_then(|below| self.said[below].full_date());
        (line + 1..title).any(|between| self.said[between].is_menu() || self.is_rubric(between))
            || own.is_some_and(|own| own.is_alone() && own.moment() < clock.moment())
    }
}
