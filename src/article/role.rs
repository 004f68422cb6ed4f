//! What each line of a page is.
//!
//! Vietnamese news pages keep one order: masthead (menu, clock), rubric, title, date, lead, body with pictures,
//! signature, key words, other articles, comment form, foot. A line is told by what it says and where in that
//! order it stands; long lines are paragraphs and are not looked into.

mod body;
mod head;
mod tail;
mod title;

use super::credit::{self, Credit};
use super::furniture::{self, Folded};
use super::line::{Ending, Sight};
use super::official::{self, Head};
use super::{DateOrigin, Dated, Role};
use crate::date::{Expression, Label, Moment};
use crate::document::Meta;
use crate::folding::{fold, fold_into};
use crate::span::Span;
use std::borrow::Cow;
use std::cell::OnceCell;

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
    /// Empty for lines that are too long to be compared with labels.
    folded: Folded<'l>,
    /// The full date it names.
    date: OnceCell<Option<Expression>>,
    /// Whether it is a menu, once that was asked: every line below it asks.
    menu: OnceCell<bool>,
    /// The credit it says it is: its neighbours ask too.
    credit: OnceCell<Option<Credit<'a>>>,
    head: OnceCell<Head>,
    /// Whether it is known to be furniture of the site.
    pub is_furniture: bool,
}

/// The roles of the lines of a page.
pub(super) fn assign(said: &[Said], meta: &Meta) -> Roles {
    official::read(said).unwrap_or_else(|| {
        let mut page = Page::new(said);
        page.read(meta);
        // A rubric stands over something; where nothing does, it is the text.
        if !page.found.roles.iter().any(|role| role.is_content()) {
            page.found
                .roles
                .iter_mut()
                .filter(|role| **role == Role::Section)
                .for_each(|role| *role = Role::Body);
        }
        page.found
    })
}

/// What the lines of a text say, where `labels` are these lines folded.
pub(super) fn said<'l, 'a>(lines: &'l [Sight<'a>], labels: &'l Labels) -> Vec<Said<'l, 'a>> {
    lines.iter().zip(labels.iter()).map(|(line, label)| Said::new(line, label)).collect()
}

/// The lines of a text that may be labels, folded, in one buffer: they are many.
pub(super) struct Labels {
    text: String,
    ends: Vec<usize>,
}

impl Labels {
    /// Of `lines`; of those that are too long nothing, but of the imprint of a site.
    pub fn of(lines: &[Sight]) -> Self {
        let is_label = |line: &&Sight| {
            line.text.len() <= LONGEST_LABEL && (line.words < SENTENCE || line.ending != Ending::Stop)
        };
        let bytes = lines.iter().filter(is_label).map(|line| line.text.len()).sum();
        let mut labels = Self { text: String::with_capacity(bytes), ends: Vec::with_capacity(lines.len()) };
        for line in lines {
            let begin = labels.text.len();
            let is_label = is_label(&line);
            if is_label || furniture::may_be_imprint(line.text) {
                fold_into(line.text, &mut labels.text);
            }
            if !is_label && !furniture::is_imprint(&labels.text[begin..]) {
                labels.text.truncate(begin);
            }
            labels.ends.push(labels.text.len());
        }
        labels
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = [0].into_iter().chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }
}

/// Whether one of these lines may be the headline.
pub(super) fn may_be_title(said: &[Said], line: usize) -> bool {
    Page::new(said).may_be_title(line)
}

impl<'l, 'a> Said<'l, 'a> {
    fn new(line: &'l Sight<'a>, label: &'l str) -> Self {
        Self {
            line,
            folded: Folded::of(label),
            date: OnceCell::new(),
            menu: OnceCell::new(),
            credit: OnceCell::new(),
            head: OnceCell::new(),
            is_furniture: false,
        }
    }

    /// A credit that says so itself.
    pub fn credit(&self) -> Option<Credit<'a>> {
        *self.credit.get_or_init(|| credit::labelled(self.line, self.folded.text))
    }

    /// What it would be in the head of an official document.
    pub fn head(&self) -> Head {
        *self.head.get_or_init(|| Head::of(self))
    }

    /// The line folded, whatever it ends with, but for paragraphs.
    pub fn folded_head(&self) -> Cow<'l, str> {
        match self.is_short() {
            true => Cow::Borrowed(self.folded.text),
            false if self.line.is_long() => Cow::Borrowed(""),
            false => Cow::Owned(fold(self.line.text)),
        }
    }

    pub fn is_menu(&self) -> bool {
        *self.menu.get_or_init(|| self.looks_like_menu())
    }

    fn looks_like_menu(&self) -> bool {
        let text = self.line.text;
        if self.is_short() {
            return (self.line.ending != Ending::Stop || text.contains('|'))
                && furniture::is_menu(self.folded);
        }
        let bars = || text.matches(['|', '»', '›', '•']).count();
        text.len() <= LONGEST_MENU
            && self.line.ending != Ending::Stop
            && furniture::may_have_bars(text)
            && bars() >= 5
            && furniture::is_menu(Folded::of(&fold(text)))
    }

    /// A full date, whatever stands beside it.
    pub fn full_date(&self) -> Option<&Expression> {
        self.date.get_or_init(|| Expression::of_day(self.folded.text)).as_ref()
    }

    fn is_short(&self) -> bool {
        !self.folded.text.is_empty()
    }
}

struct Page<'p, 'l, 'a> {
    said: &'p [Said<'l, 'a>],
    found: Roles,
    /// See [`Page::capitals_over_text`].
    capitals_over_text: OnceCell<Vec<usize>>,
}

impl<'p, 'l, 'a> Page<'p, 'l, 'a> {
    fn new(said: &'p [Said<'l, 'a>]) -> Self {
        let found = Roles { roles: vec![Role::Blank; said.len()], ..Roles::default() };
        Self { said, found, capitals_over_text: OnceCell::new() }
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
        let prose_begins = prose.first().copied().unwrap_or(self.said.len());
        let known_title = meta.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
        let title = match known_title {
            Some(title) => self.line_of(title).filter(|&line| !self.is_below_text(line, &prose)),
            // What begins with a sentence is the text alone: a line in capitals further down is a subheading.
            None if self.begins_with_sentence() => None,
            None => self.find_title(prose_begins),
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

    /// Whether more of the text stands above a line than below it: a list of articles on the subject ends with this one.
    fn is_below_text(&self, line: usize, prose: &[usize]) -> bool {
        let words = |index| self.line(index).words;
        let above: usize = prose.iter().copied().take_while(|&index| index < line).map(words).sum();
        let below = (line + 1..self.said.len()).filter(|&index| self.is_text(index));
        above > 0 && above > below.map(words).sum()
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
        long && !said.is_menu() && !furniture::is_tags(said.folded) && !furniture::is_boilerplate(said.folded)
    }

    /// A rubric that papers have, or one that the page's own menu names.
    fn is_rubric(&self, index: usize) -> bool {
        let folded = self.said[index].folded;
        furniture::is_rubric(folded)
            || self.said[..index]
                .iter()
                .take(40)
                .filter(|above| above.line.words > 3 && above.is_menu())
                .any(|menu| menu.folded.text.split('|').any(|entry| entry.trim() == folded.text))
    }

    fn begins_with_sentence(&self) -> bool {
        let shown = (0..self.said.len()).find(|&index| !self.line(index).is_blank());
        shown.is_some_and(|first| {
            self.line(first).ending == Ending::Stop && self.is_short_lead(first) && !self.may_be_title(first)
        })
    }

    /// One short sentence below the title, or a teaser cut early.
    fn is_short_lead(&self, index: usize) -> bool {
        self.at(index).line.words >= 8 && self.is_sentence(index)
    }

    /// A paragraph or a sentence of the article, however short.
    fn is_text(&self, index: usize) -> bool {
        self.is_prose(index) || (self.at(index).line.words >= 4 && self.is_sentence(index))
    }

    fn is_sentence(&self, index: usize) -> bool {
        let said = self.at(index);
        !said.is_furniture
            && matches!(said.line.ending, Ending::Stop | Ending::Ellipsis)
            && said
                .line
                .text
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"'))
            && said.full_date().is_none_or(|date| !date.is_alone())
            && !furniture::is_boilerplate(said.folded)
            && !furniture::is_site_name(said.folded)
            && !furniture::is_comment_form(said.folded)
            && !furniture::is_tags(said.folded)
            && self.picture(index).is_none()
            && said.credit().is_none()
    }

    /// A line that has its photographer directly below it.
    fn is_caption_above_credit(&self, index: usize) -> bool {
        let line = self.line(index);
        if line.is_long() || line.is_blank() || line.words > 70 {
            return false;
        }
        let Some(next) = self.next(index) else { return false };
        next <= index + 2
            && matches!(self.said[next].credit(), Some(Credit::Photo))
            && (next == index + 1 || line.words < 45)
    }

    /// Captions, alt texts and photo credits.
    fn picture(&self, index: usize) -> Option<Role> {
        let said = self.at(index);
        let line = said.line;
        if is_slug(line) {
            return Some(Role::ImageSlug);
        }
        if matches!(said.credit(), Some(Credit::Photo)) {
            return Some(Role::PhotoCredit);
        }
        let below_slug = index > 0 && line.words <= 60 && is_slug(self.line(index - 1));
        let says_so =
            said.is_short() && line.words <= 60 && says_it_is_a_picture(said.folded.text, line.text);
        (below_slug || says_so || self.is_caption_above_credit(index)).then_some(Role::Caption)
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

/// Words and no small letter: `XÂY DỰNG NÔNG THÔN MỚI`.
pub(super) fn in_capitals(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// `I. …`, `2. …`, `2.1. …`, `a) …`, `1/ …`: how parts of reports, plans and minutes are headed. Folded.
fn is_numbered(folded: &str) -> bool {
    let Some(sign) = folded.find(['.', ')', '/']).filter(|sign| (1..=4).contains(sign)) else { return false };
    let (number, rest) = (&folded[..sign], &folded[sign + 1..]);
    let is_letter =
        || sign == 1 && folded[sign..].starts_with(')') && number.starts_with(char::is_alphabetic);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit())
        || number.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
        || is_letter();
    // `3.000 hộ` has a point too, a day and the number of a document a stroke.
    let parted = match folded.as_bytes()[sign] {
        b'/' => rest.starts_with(' '),
        _ => !rest.starts_with(|c: char| c.is_ascii_digit()) || is_numbered(rest),
    };
    is_number && parted
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
    const HEADS: [&str; 4] = ["trong anh:", "chu thich anh", "anh tren:", "anh duoi:"];
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
    let is_credit = |(before, name): (&str, &str)| {
        let name = name.trim();
        before.len() >= 12
            && name.trim_end_matches([')', '.']).split_whitespace().count() <= 5
            && credit::is_names(name.trim_end_matches([')', '.', ':']))
    };
    let ends_in_credit = || {
        let mut marks = ["Ảnh:", "ẢNH:", "(Ảnh"].iter();
        // Most lines that hold `anh` go on as `nhanh` and `thanh` do.
        (folded.contains("anh:") || folded.contains("(anh"))
            && marks.any(|mark| text.rsplit_once(mark).is_some_and(is_credit))
    };
    let says_where = || {
        let mut brackets = folded.match_indices('(').map(|(at, _)| &folded[at..]);
        brackets.any(|behind| MARKS.iter().any(|mark| behind.starts_with(mark)))
    };
    HEADS.iter().any(|head| folded.starts_with(head)) || ends_in_credit() || says_where()
}
