//! Furniture of a site: lines that recur over its pages and that no other rule knows.
//!
//! That a line recurs does not make it furniture: articles repeat slogans, formulas, standing leads, a contest's rules.
//! What parts the two is the place. Furniture stands outside the running text; a sentence counts as such only where a
//! piece of the page's frame (a date, a menu, a signature, a form) stands between it and the text.

use super::edge::{Between, Dating, Edge, Edges, Shape};
use super::line;
use super::role::{self, Labels, Roles};
use super::{DateOrigin, Role};
use crate::date::Moment;
use crate::document::{Document, Meta};
use crate::span::Span;
use crate::syllable::Forms;
use crate::tokens::Tokens;
use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

/// Articles of a site before anything is said of it. With fewer, a series of articles looks like a site.
const ENOUGH: u32 = 20;
/// Articles of a site that are learned from: what they do not show is rare, and memory stays under 20 MB a site.
const MOST: u32 = 1 << 16;

/// The lines that recur at the edges of the pages of each site.
///
/// Pages are learned from one after the other, as [`Edges`]; then each is judged. Only hashes and counts are kept, and
/// copies of an article count once. A line is furniture where it stands, figures and days aside, word for word on half
/// of the articles of its site, of at least 20, outside the running text; four fifths where nothing parts it from that.
///
/// ```
/// use chinhluan::{Meta, article::{Boilerplate, Role, structure_and_edges}, syllable::Forms, tokens::Tokens};
/// let page = |number: usize| format!(
///     "Tiếng nói của nhân dân vùng cao\n\nXã Tả Phình {number} năm làm đường\n08:31 | 12/03/2010\n\n\
///      Chiều 6/3, thôn {number} khánh thành con đường do dân góp công làm trong hai năm, dài hơn ba cây số và rộng đủ cho xe tải.\n",
/// );
/// let edges = |text: &str| {
///     let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
///     tokens.read(text, &mut forms);
///     structure_and_edges(text, &Meta::default(), &tokens, &forms).1
/// };
/// let mut boilerplate = Boilerplate::default();
/// let all: Vec<_> = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"]
///     .iter()
///     .flat_map(|word| ["trên", "dưới"].map(|place| edges(&page(7).replace("thôn 7", &format!("thôn {word} {place}")))))
///     .collect();
/// all.iter().for_each(|edges| boilerplate.learn("Báo Vân Sơn", edges));
/// let settled = boilerplate.settle("Báo Vân Sơn", &edges(&page(7))).unwrap();
/// assert!(settled.roles.contains(&(0, Role::Boilerplate)));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Boilerplate {
    sites: HashMap<String, Site>,
}

#[derive(Clone, Debug, Default)]
struct Site {
    articles: HashSet<u64>,
    lines: HashMap<u64, u32>,
}

/// What a page comes to when the furniture of its site is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Settled {
    /// Lines, from 0, with their roles; all others keep theirs.
    pub roles: Vec<(usize, Role)>,
    /// What the head of the page says without its furniture, where it held some.
    pub heading: Option<Heading>,
}

/// A date of publication that takes the place of the one found before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published(pub Option<(Moment, DateOrigin)>);

/// What the head of a page says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// The headline, in the text or in the record.
    pub title: Option<String>,
    /// The lead.
    pub lead: Option<String>,
    /// When the article was published, where that was read from the head or not known before.
    pub published: Option<Published>,
    /// When the page was opened.
    pub page_clock: Option<Moment>,
}

/// The site of a document: the source that its record names, else the host of its address, else the folder of its
/// file, or the file that holds it with others.
pub fn site(document: &Document) -> &str {
    let host = |url: &str| -> Option<usize> { Some(url.find("//")? + 2) };
    let Meta { source, url, .. } = &document.meta;
    if let Some(source) = source.as_deref().filter(|source| !source.trim().is_empty()) {
        return source;
    }
    if let Some(url) = url.as_deref()
        && let Some(start) = host(url)
    {
        let rest = &url[start..];
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
        return host.strip_prefix("www.").unwrap_or(host);
    }
    let path = document.place.path.as_str();
    match (document.place.line, path.rfind('/')) {
        (None, Some(folder)) => &path[..folder],
        (None, None) => "",
        (Some(_), _) => path,
    }
}

impl Boilerplate {
    /// Takes in a page of `site`; the order of pages does not matter below 65,536 articles.
    pub fn learn(&mut self, site: &str, edges: &Edges) {
        if !self.sites.contains_key(site) {
            self.sites.insert(site.to_owned(), Site::default());
        }
        let Some(known) = self.sites.get_mut(site) else { return };
        if known.size() >= MOST || !known.articles.insert(edges.article) {
            return;
        }
        let mut keys: Vec<u64> = edges.edges.iter().map(|edge| edge.key).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            *known.lines.entry(key).or_default() += 1;
        }
    }

    /// What the furniture of `site` makes of a page; `None` where the page holds none that was not known.
    pub fn settle(&self, site: &str, edges: &Edges) -> Option<Settled> {
        let site = self.sites.get(site).filter(|site| site.size() >= ENOUGH)?;
        let Furniture { head, tail } = Furniture::find(edges, |edge| site.recurs(edge));
        if head.is_empty() && tail.is_empty() {
            return None;
        }
        let mut settled = Settled::default();
        if edges.head.is_empty() {
            settled.roles.extend(head.iter().map(|&line| (line, Role::Boilerplate)));
        } else if !head.is_empty() {
            settled.reread(edges, &head);
        }
        settled.roles.extend(tail.iter().map(|&line| (line, Role::Boilerplate)));
        Some(settled)
    }
}

/// On how many of a site's articles a line stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Recurs {
    Seldom,
    /// On half of them.
    Often,
    /// On four fifths.
    Nearly,
}

impl Site {
    fn size(&self) -> u32 {
        self.articles.len() as u32
    }

    fn recurs(&self, edge: &Edge) -> Recurs {
        let count = self.lines.get(&edge.key).copied().unwrap_or(0);
        match self.size() {
            size if count * 5 >= size * 4 => Recurs::Nearly,
            size if count * 2 >= size => Recurs::Often,
            _ => Recurs::Seldom,
        }
    }
}

/// The furniture of one page, as lines from 0.
struct Furniture {
    head: Vec<usize>,
    tail: Vec<usize>,
}

impl Furniture {
    fn find(edges: &Edges, recurs: impl Fn(&Edge) -> Recurs) -> Self {
        let lines = &edges.edges;
        let recurs: Vec<Recurs> = lines.iter().map(recurs).collect();
        let is_text = |at: &usize| recurs[*at] == Recurs::Seldom && lines[*at].role.is_content();
        let title = title(edges, &recurs);
        let below_title = title.map_or(0, |title| title + 1);
        let wall = edges.wall.map(|wall| wall.at);
        // Where all lines recur, nothing says which of them the article is.
        let Some(first) = (below_title..wall.unwrap_or(lines.len())).find(is_text).or(wall) else {
            return Self { head: Vec::new(), tail: Vec::new() };
        };
        let last = (wall.unwrap_or(first)..lines.len()).rev().find(is_text);
        let behind = last.map_or(first, |last| last + 1);
        let often = |at: &usize| recurs[*at] >= Recurs::Often;
        let above = (0..title.unwrap_or(0)).filter(often);
        let line = |at: usize| lines[at].line as usize;
        Self {
            head: above.chain(below_headline(edges, &recurs, below_title..first)).map(line).collect(),
            tail: behind_text(edges, &recurs, behind).map(line).collect(),
        }
    }
}

/// The headline: the first line that does not recur, if it may be one.
fn title(edges: &Edges, recurs: &[Recurs]) -> Option<usize> {
    let lines = &edges.edges;
    let known = lines.iter().position(|line| line.role == Role::Title);
    if known.is_some_and(|title| recurs[title] == Recurs::Seldom) || edges.title.is_some() {
        return known;
    }
    let end = edges.wall.map_or(lines.len(), |wall| wall.at);
    (0..end)
        .filter(|&at| recurs[at] == Recurs::Seldom)
        .find(|&at| lines[at].shape == Shape::Headline || lines[at].role.is_content())
        .filter(|&at| lines[at].shape == Shape::Headline)
}

/// Between headline and text. What touches the text is its beginning where it is a sentence, or does not stand on
/// nearly all pages: standing leads, datelines, `Căn cứ Luật …;`.
fn below_headline(edges: &Edges, recurs: &[Recurs], range: Range<usize>) -> impl Iterator<Item = usize> {
    let lines = &edges.edges;
    let wall = edges.wall.filter(|wall| wall.at == range.end).map(|wall| wall.above);
    let above = |at: usize| match wall {
        Some(above) if at == range.end => above,
        _ => lines[at].above,
    };
    let parted =
        |at: usize| (at + 1..=range.end).any(|next| matches!(above(next), Between::Tool | Between::Frame));
    let is_furniture = |at: usize| {
        (recurs[at] >= Recurs::Often && parted(at))
            || (recurs[at] == Recurs::Nearly && lines[at].shape != Shape::Sentence)
    };
    let is_beginning = |at: &usize| lines[*at].role.is_content() && !is_furniture(*at);
    let end = range.clone().find(is_beginning).unwrap_or(range.end);
    (range.start..end).filter(|&at| is_furniture(at)).collect::<Vec<_>>().into_iter()
}

/// Behind the text. A line above the signature is the article's.
fn behind_text(edges: &Edges, recurs: &[Recurs], start: usize) -> impl Iterator<Item = usize> {
    let lines = &edges.edges;
    let parting = (start..lines.len()).find(|&at| lines[at].above > Between::Tool).unwrap_or(lines.len());
    let is_furniture = move |at: usize| {
        let below = lines.get(at + 1).map_or(edges.below, |next| next.above);
        (recurs[at] >= Recurs::Often && at >= parting)
            || (recurs[at] == Recurs::Nearly
                && lines[at].shape != Shape::Sentence
                && below != Between::Credit)
    };
    (start..lines.len()).filter(move |&at| is_furniture(at))
}

impl Settled {
    /// Reads the head again as if its furniture were known.
    fn reread(&mut self, edges: &Edges, furniture: &[usize]) {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(&edges.head, &mut forms);
        let seen = line::lines(&edges.head, &tokens, &forms);
        let meta = Meta { title: edges.title.clone(), ..Meta::default() };
        let labels = Labels::of(&seen);
        let mut said = role::said(&seen, &labels);
        furniture.iter().for_each(|&line| said[line].is_furniture = true);
        let Roles { roles, title, title_end, published, page_clock, .. } = role::assign(&said, &meta);
        // What stands behind the first paragraph was judged with the rest of the text.
        let first = roles.iter().position(|role| matches!(role, Role::Lead | Role::Body));
        let end = first.map_or(roles.len(), |first| first + 1);
        self.roles.extend(roles[..end].iter().copied().enumerate());
        let text = |line: usize| seen[line].text.to_owned();
        let lead = first
            .filter(|&first| roles[first] == Role::Lead && seen[first].span.end as usize <= edges.head.len());
        let published =
            published.filter(|date| date.span.is_some_and(|span| line_of(&seen, span.start) < end));
        let published =
            super::published(published, page_clock, &meta).map(|dated| (dated.moment, dated.from));
        let replaces = match edges.dating {
            Dating::Record => false,
            Dating::Head => true,
            Dating::Elsewhere => published.is_some(),
        };
        self.heading = Some(Heading {
            title: title
                .map(|first| in_one_line(&edges.head, &seen, first..=title_end))
                .or_else(|| edges.title.clone()),
            lead: lead.map(text),
            published: replaces.then_some(Published(published)),
            page_clock: page_clock.map(|dated| dated.moment),
        });
    }
}

fn line_of(seen: &[line::Sight], at: u32) -> usize {
    seen.partition_point(|line| line.span.start <= at).saturating_sub(1)
}

/// A headline of several lines.
fn in_one_line(text: &str, seen: &[line::Sight], lines: RangeInclusive<usize>) -> String {
    let span = Span::new(seen[*lines.start()].span.start as usize, seen[*lines.end()].span.end as usize);
    span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
