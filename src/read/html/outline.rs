//! Where on a page the article stands: its title, its column, its body, and what is none of it.

use super::hint::Hint;
use super::lines::{Line, Lines};
use super::metadata::Metadata;
use super::tree::{Id, Tree};
use crate::folding::fold_words;
use html5ever::local_name;
use std::ops::Range;

/// The parts of a page, as ranges of its lines.
pub(super) struct Outline {
    /// Line of the headline.
    pub(super) title: Option<usize>,
    /// The column that holds headline and body.
    pub(super) column: Range<usize>,
    /// The innermost container of the body.
    pub(super) body: Range<usize>,
    /// For each line what its surroundings say: the hints of the elements around it that do not hold
    /// the whole article.
    pub(super) hints: Vec<Hint>,
    /// For each line whether it reads as running text of the article.
    pub(super) prose: Vec<bool>,
    /// Lines of prose that introduce other articles.
    pub(super) teasers: usize,
}

/// Kinds of headings that open a part of the page that is not the article.
#[derive(Clone, Copy, PartialEq)]
enum Marker {
    Related,
    Comments,
    Tags,
}

impl Outline {
    pub(super) fn of(tree: &Tree, hints: &[Hint], lines: &Lines, metadata: &Metadata) -> Self {
        let page = Page { tree, lines, hints };
        let title = page.title(metadata);
        let holds_title = page.holders(title);
        let mut around = page.around(&holds_title);
        page.mark(title, &holds_title, &mut around);
        let start = title.map_or(0, |title| title + 1);
        let mut teasers = 0;
        let prose: Vec<bool> = (0..lines.lines.len())
            .map(|at| {
                let teaser = page.is_teaser(at, &holds_title);
                let prose =
                    at >= start && is_prose(&lines.lines[at]) && !around[at].has(Hint::OUTSIDE) && !teaser;
                teasers += usize::from(teaser && is_prose(&lines.lines[at]));
                prose
            })
            .collect();
        let column = page.column(title, &prose);
        let body = page.body(column, &prose);
        Self { title, column: lines.inside(column), body: lines.inside(body), hints: around, prose, teasers }
    }

    /// Characters of prose in the column.
    pub(super) fn weight(&self, lines: &Lines) -> u32 {
        self.column.clone().filter(|&at| self.prose[at]).map(|at| lines.lines[at].chars).sum()
    }

    /// Lines of prose in the column.
    pub(super) fn paragraphs(&self) -> usize {
        self.column.clone().filter(|&at| self.prose[at]).count()
    }
}

/// Whether a line reads as a sentence: long, or ended as sentences are.
fn is_prose(line: &Line) -> bool {
    if line.link_share() >= 0.5 || line.row {
        return false;
    }
    let ended = line.text.ends_with(['.', '!', '?', ';', ':', '…', '”', '"', ')']);
    let long = line.chars >= 60 || (ended && line.chars >= 20);
    long && !line.date.is_some_and(|found| found.alone)
}

struct Page<'a> {
    tree: &'a Tree,
    lines: &'a Lines,
    hints: &'a [Hint],
}

impl Page<'_> {
    fn line(&self, at: usize) -> &Line {
        &self.lines.lines[at]
    }

    /// The line that is the headline: what the head of the page calls the title, else what looks most
    /// like one.
    fn title(&self, metadata: &Metadata) -> Option<usize> {
        let source = metadata.source.as_deref().map(fold_words).unwrap_or_default();
        let mut claims: Vec<(String, f32)> =
            metadata.titles.iter().map(|title| (fold_words(title), 1.0)).collect();
        if let Some(window) = &metadata.window {
            claims.push((fold_words(window), 0.95));
            // `Headline - Paper`, `Paper > Section > Headline`: each part may be the headline.
            const PARTS: usize = 8;
            for parting in [" - ", " | ", " – ", " :: ", " > ", " » ", " — "] {
                if window.contains(parting) {
                    claims.extend(window.split(parting).take(PARTS).map(|part| (fold_words(part), 0.8)));
                    claims.extend(window.rsplit_once(parting).map(|(head, _)| (fold_words(head), 0.95)));
                    claims.extend(window.split_once(parting).map(|(_, tail)| (fold_words(tail), 0.95)));
                }
            }
        }
        claims.retain(|(claim, _)| claim.len() >= 8 && *claim != source && !is_site(claim));
        let prose = |line: &Line| if is_prose(line) { line.chars } else { 0 };
        let mut left: u32 = self.lines.lines.iter().map(prose).sum();
        let all = left;
        let mut best: Option<(f32, usize)> = None;
        for at in 0..self.lines.lines.len() {
            left -= prose(self.line(at));
            // A headline has its article under it; what stands at the foot of a page has not.
            let foot = if left * 10 < all * 3 { 40.0 } else { 0.0 };
            let score = self.title_score(at, &claims) - foot;
            if score >= 30.0 && best.is_none_or(|(top, _)| score > top) {
                best = Some((score, at));
            }
        }
        best.map(|(_, at)| at)
    }

    fn title_score(&self, at: usize, claims: &[(String, f32)]) -> f32 {
        // The longest headlines run to 40 syllables.
        const LONGEST: u32 = 200;
        let line = self.line(at);
        if line.chars > LONGEST || line.chars < 6 {
            return 0.0;
        }
        let folded = fold_words(&line.text);
        let claimed =
            claims.iter().map(|(claim, trust)| trust * likeness(&folded, claim)).fold(0.0, f32::max);
        // A banner shares the name of the site with the window's title; that makes it no headline.
        let site = claimed < 0.9 && (is_site(&folded) || is_banner(&line.text, &folded));
        let claimed = if site { 0.0 } else { claimed };
        let hint = self.around_here(line.element, 3);
        let look = match line.heading {
            1 => 45.0,
            2 => 28.0,
            3 => 25.0,
            4..=6 => 15.0,
            _ if hint.has(Hint::TITLE) => 32.0,
            _ if line.is_bold() => 10.0,
            _ => 0.0,
        };
        let titled: f32 = if hint.has(Hint::TITLE) { 6.0 } else { 0.0 };
        let dated = self.dated_below(at);
        let mut score = claimed * 70.0 + look + titled + dated;
        if claimed == 0.0 && (line.words() < 4 || line.text.ends_with('.') || line.date.is_some()) {
            return 0.0;
        }
        if line.is_link() && claimed < 0.95 {
            score -= 40.0;
        } else if line.is_link() {
            score -= 12.0;
        }
        if hint.has(Hint::NAV) || self.around_here(line.element, 8).has(Hint::RELATED.or(Hint::COMMENT)) {
            score -= 40.0;
        }
        if site {
            score -= 40.0;
        }
        score
    }

    /// What it says of a line that a date line follows, as under headlines. The clock of the page stands
    /// under the name of the paper, but has a weekday and seldom an hour.
    fn dated_below(&self, at: usize) -> f32 {
        let below = self.lines.lines.get(at + 1).and_then(|line| line.date);
        match below {
            Some(found) if found.alone && (found.moment.time.is_some() || !found.weekday) => 32.0,
            Some(found) if found.alone => 20.0,
            _ => 0.0,
        }
    }

    /// The hints of an element and of the few around it.
    fn around_here(&self, element: Id, steps: usize) -> Hint {
        self.tree
            .upward(element)
            .take(steps)
            .filter(|&id| self.lines.inside(id).len() <= 40)
            .fold(Hint::default(), |hint, id| hint.or(self.hints[id as usize]))
    }

    /// For each node whether it holds the headline.
    fn holders(&self, title: Option<usize>) -> Vec<bool> {
        let mut holds = vec![false; self.tree.len()];
        holds[0] = true;
        if let Some(title) = title {
            for id in self.tree.upward(self.line(title).element) {
                holds[id as usize] = true;
            }
        }
        holds
    }

    /// For each line the hints of what stands around it. An element that holds the headline, or most
    /// of the page's text, is the article's own whatever it is called: a well-known paper sets its
    /// articles in `sidebar-1`.
    fn around(&self, holds_title: &[bool]) -> Vec<Hint> {
        let mut weight = vec![0; self.tree.len()];
        let mut total = 0;
        for line in self.lines.lines.iter().filter(|line| is_prose(line)) {
            total += line.chars;
            for id in self.tree.upward(line.element) {
                weight[id as usize] += line.chars;
            }
        }
        let own = |id: Id| {
            let hint = self.hints[id as usize];
            if holds_title[id as usize] {
                return Hint::default();
            }
            // Comments may outweigh the article.
            let heavy = weight[id as usize] * 2 > total && !hint.has(Hint::COMMENT);
            if heavy || matches!(self.tree.name(id), local_name!("body") | local_name!("html")) {
                return Hint::default();
            }
            hint
        };
        let strays = |hint: Hint, from: Id| {
            // A class for captions, dates or authors speaks for the few lines inside it.
            let few = self.lines.inside(from).len() <= 6;
            if few { hint } else { hint.and(Hint::OUTSIDE) }
        };
        self.lines
            .lines
            .iter()
            .map(|line| {
                self.tree.upward(line.element).fold(Hint::default(), |hint, id| hint.or(strays(own(id), id)))
            })
            .collect()
    }

    /// Adds to the hints what headings such as `Tin liên quan` and `Ý kiến bạn đọc` open.
    fn mark(&self, title: Option<usize>, holds_title: &[bool], around: &mut [Hint]) {
        // Characters of prose before each line.
        let mut written = vec![0; self.lines.lines.len() + 1];
        for (at, line) in self.lines.lines.iter().enumerate() {
            let own = is_prose(line) && !around[at].has(Hint::OUTSIDE);
            written[at + 1] = written[at] + if own { line.chars } else { 0 };
        }
        for at in title.map_or(0, |title| title + 1)..self.lines.lines.len() {
            let Some(marker) = marker(self.line(at)) else { continue };
            let hint = match marker {
                Marker::Related => Hint::RELATED,
                Marker::Comments => Hint::COMMENT,
                Marker::Tags => Hint::TAGS,
            };
            if around[at].has(hint) {
                continue;
            }
            // The box it heads: the smallest element that goes on after it.
            let space = self
                .tree
                .upward(self.line(at).element)
                .find(|&id| self.lines.inside(id).end > at + 1)
                .unwrap_or(0);
            let inside = self.lines.inside(space);
            let before = written[at] - written[inside.start.min(at)];
            let whole = !holds_title[space as usize] && before == 0;
            let goes_on = |next: &usize| {
                let line = self.line(*next);
                let tiny = line.chars <= 25 && !line.is_bold() && !line.right;
                let other = line.link_share() >= 0.5 || tiny || marker == Marker::Comments;
                let credit = !whole && super::credit::credit(&line.text).is_some();
                (whole || other) && !credit && !holds_title[line.element as usize]
            };
            let end = (at + 1..inside.end).take_while(goes_on).last().unwrap_or(at);
            for hints in &mut around[at..=end] {
                *hints = hints.or(hint);
            }
        }
    }

    /// Whether a line introduces another article: it shares a small box with the link to it.
    fn is_teaser(&self, at: usize, holds_title: &[bool]) -> bool {
        const LARGEST: usize = 8;
        let space = self.tree.upward(self.line(at).element).find(|&id| self.lines.inside(id).len() >= 2);
        let Some(space) = space else { return false };
        let inside = self.lines.inside(space);
        if holds_title[space as usize] || inside.len() > LARGEST {
            return false;
        }
        let first = inside.clone().find(|&at| {
            let line = self.line(at);
            line.chars > 12 && !line.date.is_some_and(|date| date.alone)
        });
        let last = self.line(inside.end - 1);
        let more = ["xem tiep", "chi tiet", "doc tiep", "xem them", "doc them", "xem chi tiet"];
        first.is_some_and(|first| first != at && self.line(first).is_link() && self.line(first).words() >= 3)
            || (last.is_link() && more.contains(&fold_words(&last.text).as_str()))
    }

    /// The element that holds headline and body.
    fn column(&self, title: Option<usize>, prose: &[bool]) -> Id {
        let weigh = |id: Id| -> (u32, usize) {
            let inside = self.lines.inside(id);
            let own = inside.filter(|&at| prose[at]);
            own.fold((0, 0), |(chars, count), at| (chars + self.line(at).chars, count + 1))
        };
        let Some(title) = title else { return 0 };
        let total = weigh(0).0;
        let mut above = self.tree.upward(self.line(title).element).peekable();
        while let Some(id) = above.next() {
            let (chars, count) = weigh(id);
            let Some(&parent) = above.peek() else { return id };
            let enough = count >= 3 && chars >= 250;
            if chars * 2 < total && !enough {
                continue;
            }
            if total == 0 {
                continue;
            }
            // A head of title, lead and summary may look like a short article; the body follows it.
            let (all, paragraphs) = weigh(parent);
            if all >= chars * 5 / 2 && paragraphs >= count + 3 {
                continue;
            }
            return id;
        }
        0
    }

    /// The innermost element that holds seven tenths of the column's prose.
    fn body(&self, column: Id, prose: &[bool]) -> Id {
        let weigh = |id: Id| -> u32 {
            self.lines.inside(id).filter(|&at| prose[at]).map(|at| self.line(at).chars).sum()
        };
        let mut at = column;
        let mut weight = weigh(at);
        loop {
            let heaviest = self
                .tree
                .children(at)
                .map(|child| (weigh(child), child))
                .max_by_key(|&(weight, child)| (weight, std::cmp::Reverse(child)));
            match heaviest {
                Some((inside, child))
                    if inside > 0 && inside * 10 >= weight * 7 && self.lines.inside(child).len() > 1 =>
                {
                    at = child;
                    weight = inside;
                }
                _ => return at,
            }
        }
    }
}

/// Whether a heading names the site, as banners do.
fn is_site(folded: &str) -> bool {
    const NAMES: &[&str] = &[
        "bao dien tu",
        "cong thong tin",
        "trang thong tin",
        "trang tin",
        "dai phat thanh",
        "dai truyen",
        "cong ttdt",
    ];
    NAMES.iter().any(|name| folded.starts_with(name))
        || folded.starts_with("bao ") && folded.ends_with(" dien tu")
}

/// Whether a heading names a place or an office in capitals, as the banners of portals do.
fn is_banner(text: &str, folded: &str) -> bool {
    const UNITS: &[&str] = &[
        "tinh",
        "huyen",
        "xa",
        "phuong",
        "thi xa",
        "thi tran",
        "thanh pho",
        "quan",
        "uy ban",
        "ubnd",
        "hdnd",
        "dang bo",
        "bao",
        "so",
        "ban",
        "tinh uy",
        "huyen uy",
        "thi uy",
        "thanh uy",
        "cong",
        "dai",
    ];
    folded.split(' ').count() <= 9
        && !text.chars().any(char::is_lowercase)
        && UNITS.iter().any(|unit| folded.strip_prefix(unit).is_some_and(|rest| rest.starts_with(' ')))
}

/// How much a line and a claimed title are the same, 0 to 1; both folded.
fn likeness(line: &str, claim: &str) -> f32 {
    if line == claim {
        return 1.0;
    }
    if line.len() < 8 {
        return 0.0;
    }
    let share = line.len().min(claim.len()) as f32 / line.len().max(claim.len()) as f32;
    let holds = |long: &str, short: &str| {
        long.find(short).is_some_and(|at| {
            let end = at + short.len();
            (at == 0 || long.as_bytes()[at - 1] == b' ')
                && (end == long.len() || long.as_bytes()[end] == b' ')
        })
    };
    // The claim often says more than the headline: the paper, the section, `E-magazine:`. The line rarely
    // does; one that holds the paper's name and more is the imprint.
    let alike = holds(claim, line) && share >= 0.4 || holds(line, claim) && share >= 0.7;
    if alike { 0.5 + share * 0.45 } else { 0.0 }
}

/// Headings that open what is not the article.
fn marker(line: &Line) -> Option<Marker> {
    const RELATED: &[&str] = &[
        "lien quan",
        "cung chuyen muc",
        "cung chu de",
        "cung loai",
        "tin khac",
        "bai khac",
        "da dua",
        "da dang",
        "tin moi",
        "doc nhieu",
        "xem nhieu",
        "quan tam",
        "tin noi bat",
        "bai moi",
        "tin cu",
        "cac tin",
        "bai viet moi",
        "moi cap nhat",
        "moi nhat",
        "nong trong ngay",
        "cung tac gia",
        "tin doc",
        "bai viet khac",
        "tin tuc khac",
        "tin nong",
        "nen doc",
        "goi y",
        "dang chu y",
        "tieu diem",
    ];
    const MORE: &[&str] = &["xem them", "doc them", "doc tiep", "xem tiep", "tin bai", "tham khao them"];
    const COMMENTS: &[&str] = &[
        "binh luan",
        "y kien ban doc",
        "y kien cua ban",
        "gui y kien",
        "gui binh luan",
        "phan hoi",
        "gui phan hoi",
        "de lai mot binh luan",
        "nhan xet",
        "ban doc binh luan",
        "y kien doc gia",
        "y kien phan hoi",
        "y kien",
        "viet binh luan",
        "comments",
        "leave a reply",
    ];
    const TAGS: &[&str] = &["tu khoa", "tags", "tag", "the", "chu de", "tukhoa"];
    if line.words() > 9 || line.text.ends_with(['.', '?', '!']) || line.chars > 60 {
        return None;
    }
    let folded = fold_words(&line.text);
    let words = folded.split(' ').count();
    let exact = |list: &[&str]| list.contains(&folded.as_str());
    let counted = |list: &[&str]| {
        list.iter().any(|start| {
            folded.strip_prefix(start).is_some_and(|rest| {
                let rest = rest.trim();
                rest.chars().all(|char| char.is_ascii_digit() || char == ' ') || rest == "cua ban"
            })
        })
    };
    if exact(COMMENTS)
        || counted(COMMENTS)
        || folded.contains("binh luan ve")
        || folded.starts_with("binh luan cua ban")
        || folded.starts_with("y kien cua ban")
    {
        return Some(Marker::Comments);
    }
    let labelled = line.text.contains(':') && TAGS.iter().any(|start| folded.starts_with(start));
    if exact(TAGS) || (labelled && words <= 2) || (labelled && line.linked > 0) {
        return Some(Marker::Tags);
    }
    let khac = words <= 4 && folded.ends_with(" khac");
    if words <= 7
        && (khac
            || MORE.iter().any(|start| folded.starts_with(start))
            || RELATED.iter().any(|part| contains_words(&folded, part)))
    {
        return Some(Marker::Related);
    }
    None
}

fn contains_words(text: &str, part: &str) -> bool {
    text == part
        || text.starts_with(&format!("{part} "))
        || text.ends_with(&format!(" {part}"))
        || text.contains(&format!(" {part} "))
}
