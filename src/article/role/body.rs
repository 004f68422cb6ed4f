//! The running text: paragraphs, subheadings, pictures, lists of other articles in between.

use super::super::Role;
use super::super::credit::{self, Credit};
use super::super::furniture;
use super::super::line::Ending;
use super::{CAPTION, Page};
use std::ops::Range;

impl Page<'_, '_, '_> {
    /// Where the article is over: at the first list of other articles, key words or comment form that has no
    /// more than one paragraph behind it, or few against what stands before.
    pub(super) fn article_end(&self, prose: &[usize], lead: usize) -> usize {
        (lead + 1..self.said.len())
            .find(|&index| {
                let folded = self.said[index].folded;
                let closes = furniture::is_related_head(folded)
                    || furniture::is_comment_head(folded)
                    || furniture::is_tags(folded);
                let behind = || prose.len() - prose.partition_point(|&at| at <= index);
                closes && (behind() == 0 || (behind() * 4 <= prose.len() && self.is_over(index)))
            })
            .unwrap_or(self.said.len())
    }

    /// Whether a credit stands above `index`, with nothing of the article between.
    fn is_over(&self, index: usize) -> bool {
        (0..index).rev().find(|&above| !self.line(above).is_blank()).is_some_and(|above| {
            let said = &self.said[above];
            said.credit().is_some() || credit::signature(said.line).is_some()
        })
    }

    pub(super) fn body(&mut self, lead: usize, last: usize) {
        let (mut body_seen, mut related) = (self.found.roles[lead] == Role::Body, false);
        for index in lead + 1..=last {
            let said = self.at(index);
            let line = said.line;
            if line.is_blank() {
                continue;
            }
            if !said.is_short() {
                let caption = !line.is_long() && self.picture(index) == Some(Role::Caption);
                let menu = said.is_menu();
                self.set(
                    index,
                    if menu {
                        Role::Nav
                    } else if caption {
                        Role::Caption
                    } else {
                        Role::Body
                    },
                );
                body_seen |= !caption && !menu;
                related = false;
                continue;
            }
            // A day alone below the lead opens a diary or a programme as often.
            let clear = || said.full_date().is_some_and(|date| date.time.is_some() || date.label.is_some());
            let dated = if body_seen || !clear() { None } else { self.date_below_title(index, true) };
            let role = if let Some(role) = dated.or_else(|| self.picture(index)) {
                role
            } else if let Some(credit @ Credit::Byline(_)) =
                said.credit().filter(|_| line.ending != Ending::Stop)
            {
                self.credit(index, credit)
            } else if furniture::is_related_head(said.folded) {
                related = true;
                Role::Related
            } else if furniture::is_related_link(said.folded)
                || (related && (is_item(line.text) || line.ending == Ending::Bare && line.words >= 4))
            {
                Role::Related
            } else if furniture::is_tools(said.folded)
                || furniture::is_imprint(said.folded.text)
                || (furniture::is_boilerplate(said.folded) && line.words <= 8)
            {
                Role::Boilerplate
            } else if furniture::is_comment_head(said.folded) {
                Role::CommentForm
            } else if said.is_menu() {
                Role::Nav
            } else if said.full_date().is_some_and(|date| date.is_alone() && date.time.is_some()) {
                Role::Date
            } else if line.ending == Ending::Bare && line.words >= CAPTION && self.stands_alone(index) {
                Role::Caption
            } else {
                Role::Body
            };
            if role == Role::Body {
                related = false;
                body_seen = true;
            }
            self.set(index, role);
        }
    }

    /// No list, no wrapped prose, no verse: the neighbours are not short lines of the same kind.
    pub(super) fn stands_alone(&self, index: usize) -> bool {
        let neighbour = |near: Option<usize>| {
            near.is_none_or(|near| {
                let line = self.line(near);
                line.is_long() || line.ending == Ending::Stop || line.is_blank()
            })
        };
        let line = self.line(index);
        let wrapped = line.continues || self.said.get(index + 1).is_some_and(|next| next.line.continues);
        !wrapped
            && !line.text.starts_with(['-', '+', '*', '•', '“', '"', '(', '–'])
            && !line.text.starts_with(|c: char| c.is_ascii_digit())
            && !line.text.contains(": ")
            && !line.text.contains('?')
            && neighbour(index.checked_sub(1))
            && neighbour((index + 1 < self.said.len()).then_some(index + 1))
    }

    /// One short sentence between long paragraphs, in an article whose paragraphs are all long, is a caption: that
    /// is how records of body text hold captions whose picture was dropped. Sentences that take up what was said
    /// before, or report speech, are not.
    pub(super) fn lone_captions(&mut self, range: Range<usize>) {
        const TAKES_UP: &str = " đó dự ngày vậy nhưng tuy song và thế không có còn từ với để khi nếu theo được nay đây như rồi ngoài qua tại trong hiện đến vì cũng tôi chúng nhờ cho sau trước ngay năm chỉ đúng ai bao xin là hay mới ";
        const REPORTS: [&str; 12] = [
            " cho biết",
            " nói",
            " kể",
            " chia sẻ",
            " khẳng định",
            " cho hay",
            " tâm sự",
            " hỏi",
            " trả lời",
            " bảo",
            " phàn nàn",
            " nhận xét",
        ];
        // Captions describe; what has passed, lasts or is pointed back to is told.
        const TELLS: [&str; 18] = [
            " đều ",
            " dự kiến",
            " đã ",
            " sẽ ",
            " vẫn ",
            " không ",
            " rồi ",
            " ấy",
            " này",
            " đó",
            " lại ",
            " cũng ",
            " mới được",
            " mình",
            " tôi",
            " chưa ",
            " bỗng ",
            " càng ",
        ];
        /// More such sentences than these are how the article is written.
        const MOST: usize = 2;
        /// Words of a long paragraph.
        const LONG: usize = 40;
        let is_lone = |&index: &usize| {
            let said = self.at(index);
            let text = said.line.text;
            let is_sentence = said.is_short()
                && text.ends_with('.')
                && (5..=20).contains(&said.line.words)
                && !text.starts_with(['-', '–', '+', '•', '*', '“', '"'])
                && !text[..text.len() - 1].contains(['.', '!', '?', ':', ';']);
            is_sentence && {
                let lower = text.to_lowercase();
                let first = lower.split(' ').next().unwrap_or_default();
                !TAKES_UP.contains(&format!(" {first} "))
                    && !REPORTS.iter().chain(&TELLS).any(|word| lower.contains(word))
            }
        };
        let body: Vec<usize> = range.filter(|&index| self.found.roles[index] == Role::Body).collect();
        let lone: Vec<usize> =
            body.iter().copied().filter(|&index| self.line(index).words < LONG).take(MOST + 1).collect();
        if lone.len() <= MOST && body.len() >= lone.len() + 3 && lone.iter().all(is_lone) {
            for index in lone {
                self.set(index, Role::Caption);
            }
        }
    }
}

/// An entry of a list.
fn is_item(text: &str) -> bool {
    text.starts_with(['-', '–', '•', '+', '*'])
}
