//! Below the text: signature, key words, other articles, comment form, foot.

use super::super::Role;
use super::super::credit;
use super::super::furniture::{self, Folded};
use super::super::line::Ending;
use super::{CAPTION, Page, in_capitals};
use crate::date::{Expression, Label};
use crate::folding::fold;

/// What stands around a line behind the article.
#[derive(Clone, Copy, PartialEq)]
enum Zone {
    Article,
    Signed,
    Tags,
    Related,
    Comments,
}

impl Page<'_, '_, '_> {
    /// Behind the last paragraph: signature, key words, other articles, comment form, foot.
    pub(super) fn tail(&mut self, start: usize) {
        let mut zone = Zone::Article;
        let text_end = self.text_end(start);
        for index in start..self.said.len() {
            let said = self.at(index);
            let line = said.line;
            if line.is_blank() {
                continue;
            }
            let (role, next_zone) = self.tail_role(index, zone, text_end);
            self.set(index, role);
            zone = next_zone;
        }
    }

    fn tail_role(&mut self, index: usize, zone: Zone, text_end: usize) -> (Role, Zone) {
        let said = self.at(index);
        let (line, folded) = (said.line, said.folded);
        let written_here = matches!(zone, Zone::Article | Zone::Signed);
        if !said.is_short() {
            return match zone {
                _ if said.is_menu() => (Role::Nav, zone),
                _ if furniture::is_tags(Folded::of(&fold(line.text))) => (Role::Tags, Zone::Tags),
                Zone::Article | Zone::Signed | Zone::Tags => (Role::Body, zone),
                Zone::Related => (Role::Related, zone),
                Zone::Comments => (Role::CommentForm, zone),
            };
        }
        let beside = |date: &Expression| date.rest.split(' ').count() <= 5;
        let is_date = |date: &&Expression| {
            date.is_alone() || (beside(date) && matches!(date.label, Some(Label::Published | Label::Updated)))
        };
        if let Some(date) = said.full_date().filter(is_date) {
            return match date.label {
                Some(Label::Today) => {
                    self.clock(index, date);
                    (Role::PageClock, zone)
                }
                Some(_) if zone != Zone::Related => {
                    self.publish(index, date);
                    (Role::Date, zone)
                }
                _ if zone == Zone::Related => (Role::Related, zone),
                _ if zone == Zone::Comments => (Role::CommentForm, zone),
                _ => (Role::Date, zone),
            };
        }
        if furniture::is_tags(folded) {
            return (Role::Tags, Zone::Tags);
        }
        if furniture::is_related_head(folded) {
            return (Role::Related, Zone::Related);
        }
        let in_frame = !written_here && furniture::is_comment_form(folded);
        if in_frame || furniture::opens_comment_form(folded) {
            return (Role::CommentForm, Zone::Comments);
        }
        if furniture::is_boilerplate(folded) || furniture::is_site_name(folded) {
            return (Role::Boilerplate, if zone == Zone::Article { Zone::Signed } else { zone });
        }
        if said.is_menu() {
            return (Role::Nav, zone);
        }
        if written_here {
            if let Some(role) = self.picture(index) {
                return (role, zone);
            }
            let signature =
                || if self.may_be_signed(index, text_end) { credit::signature(line) } else { None };
            let credit = said.credit().or_else(signature);
            if let Some(credit) = credit {
                return (self.credit(index, credit), Zone::Signed);
            }
        }
        if furniture::is_related_link(folded) || ends_in_day(folded.text) {
            return (Role::Related, Zone::Related);
        }
        match zone {
            Zone::Related => (Role::Related, zone),
            Zone::Comments => (Role::CommentForm, zone),
            // The words of an empty label, a line each.
            Zone::Tags
                if line.words <= 6 && line.ending == Ending::Bare && !self.line(index - 1).is_blank() =>
            {
                (Role::Tags, zone)
            }
            Zone::Tags | Zone::Signed if line.ending == Ending::Bare && line.words >= 4 => {
                (Role::Related, Zone::Related)
            }
            Zone::Article
                if line.ending == Ending::Bare && line.words >= CAPTION && self.stands_alone(index) =>
            {
                (Role::Caption, zone)
            }
            _ => (Role::Body, zone),
        }
    }

    /// Behind the last sentence of the article: texts of short paragraphs end far below their last long one.
    fn text_end(&self, start: usize) -> usize {
        let is_frame = |&index: &usize| {
            let folded = self.said[index].folded;
            furniture::is_tags(folded)
                || furniture::is_related_head(folded)
                || furniture::opens_comment_form(folded)
        };
        let frame = (start..self.said.len()).find(is_frame).unwrap_or(self.said.len());
        (start..frame).rfind(|&index| self.is_text(index)).map_or(start, |last| last + 1)
    }

    /// A signature stands below the end of a sentence, a picture or another credit; in a list it is an entry. Directly over
    /// text, in capitals over any text, it is a heading.
    fn may_be_signed(&self, index: usize, text_end: usize) -> bool {
        let is_over_text =
            || in_capitals(self.line(index).text) || self.next(index).is_some_and(|next| self.is_text(next));
        if index < text_end && is_over_text() {
            return false;
        }
        let Some(above) = (0..index).rev().find(|&above| !self.line(above).is_blank()) else { return false };
        let below_text = matches!(self.line(above).ending, Ending::Stop | Ending::Ellipsis)
            || (self.line(above).words <= 5 && credit::is_position(self.line(above).text))
            || matches!(
                self.found.roles[above],
                Role::Byline
                    | Role::SourceCredit
                    | Role::PhotoCredit
                    | Role::Caption
                    | Role::Lead
                    | Role::Date
            );
        let line = self.line(index);
        let full_name =
            line.words > 1 || line.text.contains('.') || line.text.len() > 4 || self.next(index).is_none();
        below_text && full_name
    }
}

/// Ends in a day, `… (17/11)`, `… (17/11/2014)`, as lists of other articles print them.
fn ends_in_day(folded: &str) -> bool {
    let Some((_, day)) = folded.strip_suffix(')').and_then(|open| open.rsplit_once('(')) else {
        return false;
    };
    let digits = day.bytes().filter(u8::is_ascii_digit).count();
    digits >= 2
        && day.contains(['/', '-'])
        && day.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b'-' | b' ' | b':' | b',' | b'.'))
}
