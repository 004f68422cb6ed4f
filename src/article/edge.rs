//! The lines at the edges of a page: those that may be furniture of the site, which is known once more of its pages
//! were seen.

use super::credit::{self, Credit};
use super::furniture::{self, Folded};
use super::line::{Ending, LONG, Sight, is_word};
use super::role::{self, Said};
use super::{Line, Role, Structure};
use crate::date::DateOrigin;
use crate::document::Meta;
use crate::folding::fold;
use crate::syllable::{Forms, Key, Kind, Syllable};
use crate::tokens::Tokens;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::LazyLock;
use xxhash_rust::xxh3::xxh3_64;

/// Lines that are looked at from either end of a page: the longest menus that print an entry a line.
const REACH: usize = 64;
/// Bytes from the beginning of a page that are kept to be read again.
const HEAD: usize = 2048;
/// Bytes of a paragraph kept beyond those that make it long: white space at its beginning does not count.
const PAST: usize = 60;
/// Words from which a line is a sentence, whatever ends it.
const SENTENCE: usize = 25;

/// What stands between a line and the one above it that is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Between {
    /// Nothing, or a picture.
    #[default]
    Nothing,
    /// A counter or an address, a title of another article: articles list such themselves.
    Tool,
    /// A signature or the source of the article.
    Credit,
    /// A date, a menu, key words, the head of other articles, a form.
    Frame,
}

/// What a line looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Shape {
    /// It ends as a sentence, or as one that goes on, or is as long as one.
    Sentence,
    /// It may be a headline.
    Headline,
    /// Other words without an end.
    Words,
}

/// A line that may be furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edge {
    pub line: u32,
    pub role: Role,
    pub shape: Shape,
    pub above: Between,
    /// Its words, figures and days masked.
    pub key: u64,
}

/// Where the text between the edges stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Wall {
    /// The first edge below it.
    pub at: usize,
    /// What stands between it and the edge above.
    pub above: Between,
}

/// What the date of publication was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Dating {
    Record,
    Head,
    /// From another part of the page, or there is none.
    #[default]
    Elsewhere,
}

/// The lines at the edges of one page, in a form that is small enough to be kept until all pages of the site were seen.
///
/// Made by [`super::structure_and_edges`], learned from and judged by [`super::Boilerplate`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Edges {
    pub(super) edges: Vec<Edge>,
    /// Text between the edges that is too long to be furniture, or too far from the ends.
    pub(super) wall: Option<Wall>,
    /// What stands below the last one.
    pub(super) below: Between,
    /// Headline and longest paragraph: what copies of an article share.
    pub(super) article: u64,
    /// The beginning of the text, to be read again without furniture; empty where markup told the roles.
    pub(super) head: String,
    /// The headline that the record gave.
    pub(super) title: Option<String>,
    pub(super) dating: Dating,
}

impl Edges {
    /// The lines, from 0, whose role may become another.
    pub fn lines(&self) -> impl Iterator<Item = usize> + '_ {
        self.edges.iter().map(|edge| edge.line as usize)
    }

    /// The role that one of [`Self::lines`] was given; none for other lines.
    pub fn role(&self, line: usize) -> Option<Role> {
        let at = self.edges.binary_search_by_key(&line, |edge| edge.line as usize).ok()?;
        Some(self.edges[at].role)
    }

    pub(super) fn of(
        seen: &[Sight],
        said: &[Said],
        structure: &Structure,
        text: &str,
        meta: &Meta,
        tokens: &Tokens,
        forms: &Forms,
    ) -> Self {
        let (head, tail) = reach(seen, &structure.lines);
        let mut reader = Reader {
            seen,
            structure,
            tokens,
            forms,
            edges: Vec::new(),
            below: Between::Nothing,
            marked: meta.markup.is_some(),
        };
        (0..head).for_each(|index| reader.read(index, || role::may_be_title(&said[..head], index)));
        let wall =
            (head < tail).then(|| Wall { at: reader.edges.len(), above: std::mem::take(&mut reader.below) });
        (tail..seen.len()).for_each(|index| reader.read(index, || false));
        let head = if meta.markup.is_none() { beginning(text, &seen[..head]) } else { "" };
        Self {
            wall,
            below: reader.below,
            article: reader.article(),
            head: head.to_owned(),
            title: meta.title.clone(),
            dating: dating(structure, head.len()),
            edges: reader.edges,
        }
    }
}

/// Lines on their way to edges.
struct Reader<'a> {
    seen: &'a [Sight<'a>],
    structure: &'a Structure,
    tokens: &'a Tokens,
    forms: &'a Forms,
    edges: Vec<Edge>,
    below: Between,
    /// Whether markup told the roles.
    marked: bool,
}

impl Reader<'_> {
    fn read(&mut self, index: usize, may_be_title: impl Fn() -> bool) {
        let role = self.structure.lines[index].role;
        let between = if self.is_signature(index) { Between::Credit } else { between(role) };
        if between != Between::Credit && self.is_open(index) {
            self.add(index, may_be_title);
            // What only its place made another article's title may be the article's.
            self.below = self.below.max(between.min(Between::Tool));
            return;
        }
        self.below = self.below.max(between);
    }

    fn add(&mut self, index: usize, may_be_title: impl Fn() -> bool) {
        let (line, role) = (&self.seen[index], self.structure.lines[index].role);
        let shape = match line.ending {
            _ if line.words >= SENTENCE => Shape::Sentence,
            Ending::Bare if role == Role::Title || may_be_title() => Shape::Headline,
            Ending::Bare => Shape::Words,
            _ => Shape::Sentence,
        };
        let above = std::mem::take(&mut self.below);
        let key = self.masked(line.tokens.clone());
        self.edges.push(Edge { line: index as u32, role, shape, above, key });
    }

    /// Whether nothing in the line itself told what it is. Other articles that were told by their place are such lines
    /// too; where markup told the roles, it told those.
    fn is_open(&self, index: usize) -> bool {
        let (line, role) = (&self.seen[index], self.structure.lines[index].role);
        let told_by_place = match role {
            Role::Section => !furniture::is_rubric(Folded::of(&fold(line.text))),
            Role::Related => !self.marked && !furniture::is_related_head(Folded::of(&fold(line.text))),
            role => role.is_content(),
        };
        told_by_place && !line.is_long() && self.has_letters(line)
    }

    /// Names below the text, where their place did not make them a signature.
    fn is_signature(&self, index: usize) -> bool {
        self.structure.lines[index].role == Role::Body
            && matches!(credit::signature(&self.seen[index]), Some(Credit::Byline(_)))
    }

    fn has_letters(&self, line: &Sight) -> bool {
        let mut tokens = line.tokens.clone();
        tokens.any(|token| matches!(self.tokens.form(token, self.forms).kind, Kind::Syllable | Kind::Word))
    }

    /// Hash of the words of a line, figures, document numbers and days of the week masked.
    fn masked(&self, range: Range<usize>) -> u64 {
        const FIGURE: u64 = 1;
        const DAY: u64 = 2;
        let mut words = Vec::with_capacity(range.len() * size_of::<u64>());
        let weekday = *WEEKDAY;
        let mut names_day = false;
        for &id in &self.tokens.forms[range] {
            let form = self.forms.form(id);
            let word = match form.kind {
                kind if !is_word(kind) => continue,
                Kind::Number if names_day => DAY,
                Kind::Number | Kind::Code => FIGURE,
                _ if names_day && DAYS.contains(&form.key) => DAY,
                _ => self.forms.hash(id),
            };
            words.extend_from_slice(&word.to_le_bytes());
            names_day = Some(form.key) == weekday;
        }
        xxh3_64(&words)
    }

    /// What copies of an article share and other articles of the site do not, also where the headline or the longest
    /// paragraph is furniture.
    fn article(&self) -> u64 {
        let lines = &self.structure.lines;
        let is_text = |line: &usize| matches!(lines[*line].role, Role::Lead | Role::Body);
        let title = lines.iter().position(|line| line.role == Role::Title);
        let longest = (0..lines.len()).rev().filter(is_text).max_by_key(|&line| self.seen[line].text.len());
        let key = |line: Option<usize>| line.map_or(0, |line| self.masked(self.seen[line].tokens.clone()));
        let mut both = [0; 16];
        both[..8].copy_from_slice(&key(title).to_le_bytes());
        both[8..].copy_from_slice(&key(longest).to_le_bytes());
        xxh3_64(&both)
    }
}

static WEEKDAY: LazyLock<Option<Key>> = LazyLock::new(|| Syllable::parse("thứ").map(Key::of_syllable));
static DAYS: LazyLock<Vec<Key>> = LazyLock::new(|| {
    let days = ["hai", "ba", "tư", "năm", "sáu", "bảy"].into_iter();
    days.filter_map(Syllable::parse).map(Key::of_syllable).collect()
});

/// Where the lines above the first long paragraph end, and where those below the last one begin.
fn reach(seen: &[Sight], lines: &[Line]) -> (usize, usize) {
    let is_wall = |index: &usize| seen[*index].is_long() && lines[*index].role.is_content();
    let shown = |index: &usize| !seen[*index].is_blank();
    let first = (0..seen.len()).find(is_wall).unwrap_or(seen.len());
    let head = (0..first).filter(shown).nth(REACH).unwrap_or(first);
    let last = (head..seen.len()).rev().find(is_wall).map_or(head, |wall| wall + 1);
    let tail = (last..seen.len()).rev().filter(shown).nth(REACH).map_or(last, |above| above + 1);
    (head, tail)
}

/// The text of the first lines, and enough of the paragraph below them to see that it is one.
fn beginning<'a>(text: &'a str, head: &[Sight]) -> &'a str {
    let end = head.iter().rev().map(|line| line.span.end as usize).find(|&end| end <= HEAD).unwrap_or(0);
    let below = (end + LONG + PAST..text.len()).find(|&at| text.is_char_boundary(at));
    &text[..below.unwrap_or(text.len())]
}

fn dating(structure: &Structure, head: usize) -> Dating {
    match structure.published {
        Some(dated) if dated.from == DateOrigin::Metadata => Dating::Record,
        Some(dated) if dated.span.is_some_and(|span| (span.start as usize) < head) => Dating::Head,
        _ => Dating::Elsewhere,
    }
}

fn between(role: Role) -> Between {
    match role {
        Role::Byline | Role::SourceCredit => Between::Credit,
        Role::PageClock | Role::Nav | Role::Date | Role::Tags | Role::CommentForm | Role::Related => {
            Between::Frame
        }
        Role::Boilerplate => Between::Tool,
        _ => Between::Nothing,
    }
}
