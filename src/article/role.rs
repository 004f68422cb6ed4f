//! What each line of a page is.
//!
//! Vietnamese news pages keep one order: masthead (menu, clock), rubric, title, date, lead, body with pictures,
//! signature, key words, other articles, comment form, foot. A line is told by what it says and where in that
//! order it stands; long lines are paragraphs and are not looked into.

use super::credit::{self, Credit};

use super::furniture;
use super::line::{Ending, Sight};
use super::official;
use super::{DateOrigin, Dated, Role};
use crate::date::{Expression, LONGEST as LONGEST_DATE, Label, Moment};
use crate::document::Meta;
use crate::folding::fold;
use crate::span::Span;
use std::ops::Range;

/// Longest line, in bytes, that is compared with the words of the frame: menus in the head may be longer.
const LONGEST_LABEL: usize = 200;
/// Longest menu: provincial portals print up to a hundred entries in one line.
const LONGEST_MENU: usize = 3000;
/// Words from which a line that ends as a sentence is a paragraph. Titles are shorter, and captions mostly.
const PARAGRAPH: usize = 20;
/// Words from which a line that ends as a sentence is not compared with labels.
const SENTENCE: usize = 30;
/// Words from which a line is a paragraph though nothing ends it.
const UNENDED: usize = 25;
/// Words from which a line in or above the body that does not end as a sentence is a caption; subheadings are shorter.
const CAPTION: usize = 12;

/// Roles of the lines and what was read from them.
#[derive(Default)]
pub(super) struct Roles {
    pub roles: Vec<Role>,
    pub title: Option<usize>,
    /// Its last line, which is another one where a subject takes several.
    pub title_end: usize,
    pub published: Option<Dated>,
    pub page_clock: Option<Dated>,
    pub byline: Option<Span>,
    pub source_credit: Option<Span>,
}

/// A line with what it says, where that was worth looking at.
pub(super) struct Said<'l, 'a> {
    pub line: &'l Sight<'a>,
    folded: String,
    date: Option<Expression>,
    /// Whether it is known to be furniture of the site.
    is_furniture: bool,
}

/// The roles of `lines`, of which those with the numbers `furniture` are known to be the site's.
pub(super) fn assign(lines: &[Sight], meta: &Meta, furniture: &[usize]) -> Roles {
    let mut said: Vec<Said> = lines.iter().map(Said::new).collect();
    if let Some(found) = official::read(&said) {
        return found;
    }
    furniture.iter().for_each(|&line| said[line].is_furniture = true);
    let mut page = Page::new(&said);
    page.read(meta);
    page.found
}

/// Which of the first lines of a text may be its headline.
pub(super) fn may_be_titles(lines: &[Sight]) -> Vec<bool> {
    let said: Vec<Said> = lines.iter().map(Said::new).collect();
    let page = Page::new(&said);
    (0..lines.len()).map(|index| page.may_be_title(index)).collect()
}

impl<'l, 'a> Said<'l, 'a> {
    fn new(line: &'l Sight<'a>) -> Self {
        let sentence = line.words >= SENTENCE && line.ending == Ending::Stop;
        let short = !line.is_blank() && line.text.len() <= LONGEST_LABEL && !sentence;
        let folded = if short { fold(line.text) } else { String::new() };
        let dated = short && line.text.len() <= LONGEST_DATE && has_year(line.text);
        Self {
            line,
            folded,
            date: if dated { Expression::read(line.text) } else { None },
            is_furniture: false,
        }
    }

    pub fn is_menu(&self) -> bool {
        let text = self.line.text;
        if self.is_short() {
            return (self.line.ending != Ending::Stop || text.contains('|'))
                && furniture::is_menu(&self.folded);
        }
        let bars = || text.matches(['|', '»', '›', '•']).count();
        text.len() <= LONGEST_MENU
            && self.line.ending != Ending::Stop
            && bars() >= 5
            && furniture::is_menu(&fold(text))
    }

    /// A full date with nothing, or nothing of weight, beside it.
    pub fn full_date(&self) -> Option<&Expression> {
        self.date.as_ref().filter(|found| found.date.is_some())
    }

    fn is_short(&self) -> bool {
        !self.folded.is_empty()
    }
}

/// `19xx` or `20xx` somewhere: what every publication date has.
fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..])
            && four[2].is_ascii_digit()
            && four[3].is_ascii_digit()
    })
}

struct Page<'p, 'l, 'a> {
    said: &'p [Said<'l, 'a>],
    found: Roles,
}

/// What stands around a line behind the article.
#[derive(Clone, Copy, PartialEq)]
enum Zone {
    Article,
    Signed,
    Tags,
    Related,
    Comments,
}

impl<'p, 'l, 'a> Page<'p, 'l, 'a> {
    fn new(said: &'p [Said<'l, 'a>]) -> Self {
        Self { said, found: Roles { roles: vec![Role::Blank; said.len()], ..Roles::default() } }
    }

    fn at(&self, index: usize) -> &'p Said<'l, 'a> {
        &self.said[index]
    }

    fn line(&self, index: usize) -> &'l Sight<'a> {
        self.said[index].line
    }

    fn set(&mut self, index: usize, role: Role) {
        self.found.roles[index] = role;
    }

    /// The next line that is not blank.
    fn next(&self, index: usize) -> Option<usize> {
        (index + 1..self.said.len()).find(|&next| !self.line(next).is_blank())
    }

    fn read(&mut self, meta: &Meta) {
        let prose: Vec<usize> = (0..self.said.len()).filter(|&index| self.is_prose(index)).collect();
        let first = prose.first().copied().unwrap_or(self.said.len());
        let known_title = meta.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let title = match known_title {
            Some(title) => self.line_of(title),
            None => self.find_title(first),
        };
        self.found.title = title;
        self.found.title_end = title.unwrap_or(0);
        let after_title = title.map_or(0, |title| title + 1);
        // Prose above the title is a masthead's, `Cơ quan của Đảng bộ tỉnh …`.
        let titled = title.is_some() || known_title.is_some();
        let lead = (after_title..self.said.len()).find(|&index| {
            let prose = prose.binary_search(&index).is_ok();
            (prose || (titled && self.is_short_lead(index))) && !self.is_caption_above_credit(index)
        });
        let head_end = lead.unwrap_or(self.said.len());
        self.masthead(title.unwrap_or(0));
        if let Some(title) = title {
            self.set(title, Role::Title);
        }
        self.below_title(after_title..head_end, titled);
        let Some(lead) = lead else { return };
        let end = self.article_end(&prose, lead);
        let last = prose.iter().copied().rfind(|&index| index < end).unwrap_or(lead);
        self.set(lead, if titled { Role::Lead } else { Role::Body });
        self.body(lead, last);
        self.tail(last + 1);
        self.lone_captions(lead + 1..self.said.len());
        for index in 1..self.said.len() {
            let wrapped = self.line(index).continues && !self.line(index).is_blank();
            if wrapped && matches!(self.found.roles[index - 1], Role::Lead | Role::Body) {
                self.set(index, self.found.roles[index - 1]);
            }
        }
    }

    fn is_prose(&self, index: usize) -> bool {
        let said = self.at(index);
        if said.is_furniture {
            return false;
        }
        let line = said.line;
        let wrapped = line.words >= 8 && self.said.get(index + 1).is_some_and(|next| next.line.continues);
        let long = line.is_long()
            || (line.words >= PARAGRAPH && line.ending != Ending::Bare)
            || line.words >= UNENDED
            || wrapped;
        long && !said.is_menu()
            && !furniture::is_tags(&said.folded)
            && !furniture::is_boilerplate(&said.folded)
    }

    /// A rubric that papers have, or one that the page's own menu names.
    fn is_rubric(&self, index: usize) -> bool {
        let folded = self.said[index].folded.as_str();
        furniture::is_rubric(folded)
            || self.said[..index]
                .iter()
                .take(40)
                .filter(|above| above.line.words > 3 && above.is_menu())
                .any(|menu| menu.folded.split('|').any(|entry| entry.trim() == folded))
    }

    /// One short sentence below the title, or a teaser cut early.
    fn is_short_lead(&self, index: usize) -> bool {
        let said = self.at(index);
        !said.is_furniture
            && said.line.words >= 8
            && matches!(said.line.ending, Ending::Stop | Ending::Ellipsis)
            && said
                .line
                .text
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"'))
            && said.full_date().is_none_or(|date| !date.is_alone())
            && !furniture::is_boilerplate(&said.folded)
            && !furniture::is_comment_form(&said.folded)
            && !furniture::is_tags(&said.folded)
            && self.picture(index).is_none()
            && credit::labelled(said.line, &said.folded).is_none()
    }

    /// The line that prints the title of the record.
    fn line_of(&self, title: &str) -> Option<usize> {
        let folded = fold(title);
        let accented = !title.is_ascii();
        (0..self.said.len().min(60)).find(|&index| {
            let said = self.at(index);
            (said.folded == folded || (!said.is_short() && fold(said.line.text) == folded))
                && (!accented || !said.line.text.is_ascii())
        })
    }

    fn find_title(&mut self, first_prose: usize) -> Option<usize> {
        let all: Vec<usize> = (0..first_prose).filter(|&index| self.may_be_title(index)).collect();
        // The alt text of the first picture repeats the title without accents.
        let slug = (0..self.said.len().min(first_prose + 4))
            .filter(|&index| is_slug(self.line(index)))
            .find_map(|slug| {
                all.iter()
                    .copied()
                    .find(|&index| same_words(&self.said[index].folded, &self.said[slug].folded))
            });
        if slug.is_some() {
            return slug;
        }
        let mut title = all.iter().copied().find(|&index| !self.is_kicker(index, &all))?;
        // `Title - Báo Vân Sơn`, then the title itself; or the title in a breadcrumb and again as heading.
        for &later in &all {
            let (first, again) = (&self.said[title].folded, &self.said[later].folded);
            if later > title && again.len() >= 12 && first.starts_with(again.as_str()) {
                self.set(title, Role::Title);
                title = later;
            }
        }
        Some(title)
    }

    fn may_be_title(&self, index: usize) -> bool {
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
            && !furniture::is_menu_entry(&said.folded)
            && !self.is_rubric(index)
            && !furniture::is_boilerplate(&said.folded)
            && !furniture::is_tags(&said.folded)
            && !furniture::is_site_name(&said.folded)
            && !furniture::is_related_head(&said.folded)
            && !furniture::is_comment_form(&said.folded)
            && credit::labelled(line, &said.folded).is_none()
            && !self.is_caption_above_credit(index)
    }

    /// A line above the title that is none: a rubric in capitals, a name of a column, `Kỷ niệm 80 năm …:`.
    fn is_kicker(&self, index: usize, all: &[usize]) -> bool {
        let Some(&next) = all.iter().find(|&&next| next > index) else { return false };
        // A date stands under the title, never under a kicker.
        let dated = (index + 1..next).any(|between| {
            self.said[between].full_date().is_some_and(|date| !date.weekday || date.time.is_some())
        });
        let (line, below) = (self.line(index), self.line(next));
        let capitals =
            |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
        // Records of body text have no rubric; a page that has one shows a masthead above or a date below.
        let paged = (0..index).any(|above| !self.line(above).is_blank())
            || self.next(next).is_some_and(|below| self.said[below].full_date().is_some());
        let rubric =
            paged && line.words <= 4 && below.words > line.words && !self.is_caption_above_credit(next);
        let shouted = line.words <= 14 && capitals(line.text) && !capitals(below.text);
        // A date stands directly under the title: of two short lines above it the first names a column.
        let above_dated_title = line.words <= 8
            && credit::signature(below).is_none()
            && !self.is_caption_above_credit(next)
            && self
                .next(next)
                .is_some_and(|below| self.said[below].full_date().is_some_and(Expression::is_alone));
        let shouted_place = shouted && line.words <= 4 && above_dated_title;
        shouted_place || (!dated && below.words < PARAGRAPH && (rubric || shouted || above_dated_title))
    }

    /// A line that has its photographer directly below it.
    fn is_caption_above_credit(&self, index: usize) -> bool {
        let line = self.line(index);
        if line.is_long() || line.is_blank() || line.words > 70 {
            return false;
        }
        let Some(next) = self.next(index) else { return false };
        next <= index + 2
            && matches!(credit::labelled(self.line(next), &self.said[next].folded), Some(Credit::Photo))
            && (next == index + 1 || line.words < 45)
    }

    /// Above the title: menus, clock, rubric.
    fn masthead(&mut self, title: usize) {
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
            } else if said.is_menu() || (furniture::is_menu_entry(&said.folded) && !self.is_rubric(index)) {
                Role::Nav
            } else if furniture::is_boilerplate(&said.folded)
                || furniture::is_site_name(&said.folded)
                || said.line.is_long()
            {
                Role::Boilerplate
            } else if is_slug(said.line) {
                Role::ImageSlug
            } else if self.is_caption_above_credit(index) {
                Role::Caption
            } else if let Some(credit) = credit::labelled(said.line, &said.folded) {
                self.credit(index, credit)
            } else if furniture::is_comment_form(&said.folded) && !furniture::is_rubric(&said.folded) {
                Role::CommentForm
            } else {
                Role::Section
            };
            self.set(index, role);
        }
    }

    /// Between title and lead.
    fn below_title(&mut self, range: Range<usize>, titled: bool) {
        let ends_in_text = range.end < self.said.len();
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
            } else if let Some(credit) = credit::labelled(line, &said.folded) {
                self.credit(index, credit)
            } else if said.is_menu() {
                Role::Nav
            } else if self.is_rubric(index) {
                Role::Section
            } else if furniture::is_tags(&said.folded) {
                Role::Tags
            } else if furniture::is_boilerplate(&said.folded) || furniture::is_site_name(&said.folded) {
                Role::Boilerplate
            } else if furniture::is_comment_form(&said.folded) {
                Role::CommentForm
            } else if furniture::is_related_link(&said.folded) || furniture::is_related_head(&said.folded) {
                Role::Related
            } else if let Some(credit @ Credit::Byline(_)) =
                credit::signature(line).filter(|_| titled && line.words <= 5)
            {
                self.credit(index, credit)
            } else if line.ending == Ending::Stop || !ends_in_text {
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

    /// A line between title and body that is a date: `08:31 | 11/05/2017`, `Ngày đăng: …`, `Xuân Tam - 08:31, 11/05/2017`.
    fn date_below_title(&mut self, index: usize, titled: bool) -> Option<Role> {
        let date = self.at(index).full_date()?;
        if date.label == Some(Label::Today) && (date.is_alone() || date.weekday) {
            self.clock(index, date);
            return Some(Role::PageClock);
        }
        let words = date.rest.split(' ').filter(|word| !word.is_empty()).count();
        let beside = furniture::is_boilerplate(&date.rest)
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

    /// Captions, alt texts and photo credits.
    fn picture(&self, index: usize) -> Option<Role> {
        let said = self.at(index);
        let line = said.line;
        if is_slug(line) {
            return Some(Role::ImageSlug);
        }
        if matches!(credit::labelled(line, &said.folded), Some(Credit::Photo)) {
            return Some(Role::PhotoCredit);
        }
        let below_slug = index > 0 && line.words <= 60 && is_slug(self.line(index - 1));
        let says_so = said.is_short() && line.words <= 60 && says_it_is_a_picture(&said.folded, line.text);
        (below_slug || says_so || self.is_caption_above_credit(index)).then_some(Role::Caption)
    }

    /// Where the article is over: at the first list of other articles, key words or comment form that has no
    /// more than one paragraph behind it, or few against what stands before.
    fn article_end(&self, prose: &[usize], lead: usize) -> usize {
        (lead + 1..self.said.len())
            .find(|&index| {
                let folded = &self.said[index].folded;
                let closes = !folded.is_empty()
                    && (furniture::is_related_head(folded)
                        || furniture::is_comment_head(folded)
                        || furniture::is_tags(folded));
                let behind = prose.iter().filter(|&&at| at > index).count();
                closes && (behind == 0 || (behind * 4 <= prose.len() && self.is_over(index)))
            })
            .unwrap_or(self.said.len())
    }

    /// Whether a credit stands above `index`, with nothing of the article between.
    fn is_over(&self, index: usize) -> bool {
        (0..index).rev().find(|&above| !self.line(above).is_blank()).is_some_and(|above| {
            let line = self.line(above);
            credit::labelled(line, &self.said[above].folded).is_some() || credit::signature(line).is_some()
        })
    }

    fn body(&mut self, lead: usize, last: usize) {
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
            let clear = said.full_date().is_some_and(|date| date.time.is_some() || date.label.is_some());
            let dated = if body_seen || !clear { None } else { self.date_below_title(index, true) };
            let role = if let Some(role) = dated.or_else(|| self.picture(index)) {
                role
            } else if let Some(credit @ Credit::Byline(_)) =
                credit::labelled(line, &said.folded).filter(|_| line.ending != Ending::Stop)
            {
                self.credit(index, credit)
            } else if furniture::is_related_head(&said.folded) {
                related = true;
                Role::Related
            } else if furniture::is_related_link(&said.folded)
                || (related && line.ending == Ending::Bare && line.words >= 4)
            {
                Role::Related
            } else if furniture::is_boilerplate(&said.folded) && line.words <= 8 {
                Role::Boilerplate
            } else if furniture::is_comment_head(&said.folded) {
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
    fn stands_alone(&self, index: usize) -> bool {
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
    fn lone_captions(&mut self, range: Range<usize>) {
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
        let body: Vec<usize> = range.filter(|&index| self.found.roles[index] == Role::Body).collect();
        let is_lone = |&index: &usize| {
            let said = self.at(index);
            let lower = if said.is_short() { said.line.text.to_lowercase() } else { return false };
            let first = lower.split(' ').next().unwrap_or_default();
            said.line.text.ends_with('.')
                && (5..=20).contains(&said.line.words)
                && !said.line.text[..said.line.text.len() - 1].contains(['.', '!', '?', ':', ';'])
                && !TAKES_UP.contains(&format!(" {first} "))
                && !said.line.text.starts_with(['-', '–', '+', '•', '*', '“', '"'])
                && !REPORTS.iter().chain(&TELLS).any(|word| lower.contains(word))
        };
        let lone: Vec<usize> = body.iter().copied().filter(is_lone).collect();
        let long = |index: &usize| self.line(*index).words >= 40;
        if lone.len() <= 2
            && body.len() >= lone.len() + 3
            && body.iter().filter(|index| !lone.contains(index)).all(long)
        {
            for index in lone {
                self.set(index, Role::Caption);
            }
        }
    }

    /// Behind the last paragraph: signature, key words, other articles, comment form, foot.
    fn tail(&mut self, start: usize) {
        let mut zone = Zone::Article;
        for index in start..self.said.len() {
            let said = self.at(index);
            let line = said.line;
            if line.is_blank() {
                continue;
            }
            let (role, next_zone) = self.tail_role(index, zone);
            self.set(index, role);
            zone = next_zone;
        }
    }

    fn tail_role(&mut self, index: usize, zone: Zone) -> (Role, Zone) {
        let said = self.at(index);
        let (line, folded) = (said.line, said.folded.as_str());
        let written_here = matches!(zone, Zone::Article | Zone::Signed);
        if !said.is_short() {
            return match zone {
                _ if said.is_menu() => (Role::Nav, zone),
                _ if furniture::is_tags(&fold(line.text)) => (Role::Tags, Zone::Tags),
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
            let credit = credit::labelled(line, folded)
                .or_else(|| credit::signature(line).filter(|_| self.may_be_signed(index)));
            if let Some(credit) = credit {
                return (self.credit(index, credit), Zone::Signed);
            }
        }
        if furniture::is_related_link(folded) || ends_in_day(folded) {
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

    /// A signature stands below the end of a sentence, a picture or another credit; in a list it is an entry.
    fn may_be_signed(&self, index: usize) -> bool {
        let Some(above) = (0..index).rev().find(|&above| !self.line(above).is_blank()) else { return false };
        let below_text = matches!(self.line(above).ending, Ending::Stop | Ending::Ellipsis)
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

    fn credit(&mut self, index: usize, credit: Credit<'a>) -> Role {
        let line = self.line(index);
        match credit {
            Credit::Photo => Role::PhotoCredit,
            Credit::Byline(name) => {
                self.found.byline.get_or_insert(line.part(name));
                Role::Byline
            }
            Credit::Source(author, source) => {
                if let Some(author) = author {
                    self.found.byline.get_or_insert(line.part(author));
                }
                self.found.source_credit.get_or_insert(line.part(source));
                Role::SourceCredit
            }
        }
    }

    fn clock(&mut self, index: usize, date: &Expression) {
        let Some(moment) = date.moment() else { return };
        let from = DateOrigin::Position;
        let span = Some(self.line(index).part(self.line(index).text));
        self.found.page_clock.get_or_insert(Dated { moment, from, span });
    }

    /// A label of publication wins over a place, a place over `Cập nhật`, unless that is earlier.
    fn publish(&mut self, index: usize, date: &Expression) {
        let Some(moment) = date.moment().filter(|moment| is_plausible(*moment)) else { return };
        let from = if date.label.is_some() { DateOrigin::Label } else { DateOrigin::Position };
        let span = Some(self.line(index).part(self.line(index).text));
        let wins = match &self.found.published {
            None => true,
            Some(known) => match date.label {
                Some(Label::Published) => known.from != DateOrigin::Label || moment < known.moment,
                Some(_) => moment.date < known.moment.date,
                None => false,
            },
        };
        if wins {
            self.found.published = Some(Dated { moment, from, span });
        }
    }
}

/// Publication dates of newspaper pages lie after 1945; earlier ones are anniversaries.
pub(super) fn is_plausible(moment: Moment) -> bool {
    (1945..=2100).contains(&moment.date.year)
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

/// Lower case without accents in four words or more, or the name of a picture file: an alt text that a content system made.
fn is_slug(line: &Sight) -> bool {
    let text = line.text;
    if text.len() > 250
        || !text.is_ascii()
        || text.bytes().any(|b| b.is_ascii_uppercase()) && !is_picture_file(text)
    {
        return false;
    }
    is_picture_file(text)
        || (text.bytes().all(|b| {
            b.is_ascii_alphanumeric()
                || matches!(b, b' ' | b'-' | b'_' | b',' | b'.' | b':' | b'"' | b'(' | b')')
        }) && text.bytes().filter(u8::is_ascii_lowercase).count() >= 8
            && text
                .split([' ', '-', '_'])
                .filter(|word| word.bytes().any(|b| b.is_ascii_lowercase()))
                .count()
                >= 4
            && !text.ends_with('.'))
}

fn is_picture_file(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| lower.ends_with(end)) && !text.contains("://")
}

/// Whether two folded lines have the same letters and digits: `hoc-bac-tu-viec-nho` and `học bác từ việc nhỏ`.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    let letters = |text: &'_ str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    !a.is_empty() && letters(a) == letters(b)
}

/// `Trong ảnh: …`, `… (bên trái) …`, `… (Ảnh: M.H)`: words that only captions have.
fn says_it_is_a_picture(folded: &str, text: &str) -> bool {
    const MARKS: [&str; 14] = [
        "(ben trai)",
        "(ben phai)",
        "(dung giua)",
        "(thu hai tu trai",
        "(thu ba tu trai",
        "(thu hai, tu trai",
        "(nguoi dung",
        "(giua)",
        "(ngoi giua)",
        "(bia trai)",
        "(bia phai)",
        "(ngoai cung ben",
        "(anh minh hoa)",
        "(anh tu lieu)",
    ];
    let ends_in_credit = ["Ảnh:", "ẢNH:", "(Ảnh"].iter().any(|mark| {
        text.rsplit_once(mark).is_some_and(|(before, name)| {
            before.len() >= 12
                && name.trim().trim_end_matches([')', '.']).split_whitespace().count() <= 5
                && credit::is_names(name.trim().trim_end_matches([')', '.', ':']))
        })
    });
    folded.starts_with("trong anh:")
        || folded.starts_with("chu thich anh")
        || folded.starts_with("anh tren:")
        || folded.starts_with("anh duoi:")
        || ends_in_credit
        || MARKS.iter().any(|mark| folded.contains(mark))
}
