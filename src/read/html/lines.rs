//! A page as the lines a reader sees, each with where it hangs in the tree.

use super::date;
use super::hint::Hint;
use super::measure::{collapse, last_letter, weight};
use super::tree::{Data, Id, Tree};
use html5ever::{LocalName, local_name};

/// One line: the text between two breaks.
#[derive(Default)]
pub(super) struct Line {
    /// The text, white space collapsed.
    pub(super) text: String,
    /// Innermost element that holds the whole line.
    pub(super) element: Id,
    /// Letters, digits and signs: all, in links, bold, slanted.
    pub(super) chars: u32,
    pub(super) linked: u32,
    pub(super) bold: u32,
    pub(super) slanted: u32,
    /// 1 to 6 inside `<h1>` to `<h6>`, else 0.
    pub(super) heading: u8,
    /// Set flush right.
    pub(super) right: bool,
    /// Centred.
    pub(super) centred: bool,
    /// The picture between the line before and this one, or in this one.
    pub(super) picture: Option<Id>,
    /// A row of a table of data, its cells joined.
    pub(super) row: bool,
    /// The date it holds.
    pub(super) date: Option<date::Found>,
}

impl Line {
    /// Share of the line that is link, 0 to 1.
    pub(super) fn link_share(&self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }

    pub(super) fn is_link(&self) -> bool {
        self.link_share() >= 0.8
    }

    pub(super) fn is_bold(&self) -> bool {
        self.bold * 10 >= self.chars * 9
    }

    pub(super) fn is_slanted(&self) -> bool {
        self.slanted * 10 >= self.chars * 9
    }

    pub(super) fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}

/// The lines of a page and which of them each element holds.
pub(super) struct Lines {
    pub(super) lines: Vec<Line>,
    /// For each node the lines inside it: first and one past the last. Elements are contiguous.
    ranges: Vec<(u32, u32)>,
}

impl Lines {
    pub(super) fn of(tree: &Tree, hints: &[Hint]) -> Self {
        let mut walk = Walk {
            tree,
            hints,
            joint: false,
            lines: Vec::new(),
            line: Line::default(),
            started: false,
            depths: vec![0; tree.len()],
            links: 0,
            bold: 0,
            slanted: 0,
        };
        let mut node = Some(0);
        while let Some(id) = node {
            let depth = tree.parent(id).map_or(0, |parent| walk.depths[parent as usize] + 1);
            walk.depths[id as usize] = depth;
            let inside = walk.enter(id);
            if inside && let Some(child) = tree.first_child(id) {
                node = Some(child);
                continue;
            }
            // Leave this node and every parent whose last child it was.
            let mut left = id;
            loop {
                walk.leave(left);
                if let Some(next) = tree.next_sibling(left) {
                    node = Some(next);
                    break;
                }
                match tree.parent(left) {
                    Some(parent) => left = parent,
                    None => {
                        node = None;
                        break;
                    }
                }
            }
        }
        walk.break_line();
        let mut ranges = vec![(0, 0); tree.len()];
        for (number, line) in (0..).zip(&walk.lines) {
            for node in tree.upward(line.element) {
                let range = &mut ranges[node as usize];
                if range.1 == 0 {
                    range.0 = number;
                }
                range.1 = number + 1;
            }
        }
        Self { lines: walk.lines, ranges }
    }

    /// The lines inside an element.
    pub(super) fn inside(&self, id: Id) -> std::ops::Range<usize> {
        let (first, end) = self.ranges[id as usize];
        first as usize..end as usize
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    hints: &'a [Hint],
    /// An inline element began or ended since the last text.
    joint: bool,
    lines: Vec<Line>,
    line: Line,
    started: bool,
    depths: Vec<u32>,
    links: u32,
    bold: u32,
    slanted: u32,
}

impl Walk<'_> {
    /// Whether the children of the node are to be visited.
    fn enter(&mut self, id: Id) -> bool {
        match self.tree.data(id) {
            Data::Text(text) => {
                self.text(id, text);
                false
            }
            Data::Other => true,
            Data::Element(name, _) => {
                if is_mute(name) {
                    if matches!(*name, local_name!("iframe") | local_name!("video")) {
                        self.break_line();
                    }
                    return false;
                }
                if *name == local_name!("img") {
                    self.line.picture = Some(id);
                }
                if is_block(name) || self.stands_alone(id) {
                    self.break_line();
                }
                self.joint = true;
                if *name == local_name!("tr") && self.is_data_row(id) {
                    self.row(id);
                    return false;
                }
                self.style(name, 1);
                true
            }
        }
    }

    fn leave(&mut self, id: Id) {
        let Data::Element(name, _) = self.tree.data(id) else { return };
        if is_mute(name) {
            return;
        }
        self.joint = true;
        if is_block(name) || self.stands_alone(id) {
            self.break_line();
        } else if matches!(*name, local_name!("a") | local_name!("label") | local_name!("time")) {
            // Menus put link beside link with nothing between.
            let next = self.tree.next_sibling(id).map(|next| self.tree.name(next));
            if next.is_some_and(|next| next == *name) {
                self.line.text.push(' ');
            }
        }
        if !(*name == local_name!("tr") && self.is_data_row(id)) {
            self.style(name, -1);
        }
    }

    /// Whether an inline element is a line of its own: the author and the date beside each other over
    /// an article. In a paragraph a date is part of the sentence.
    fn stands_alone(&self, id: Id) -> bool {
        let hint = self.hints[id as usize];
        hint.has(Hint::AUTHOR.or(Hint::DATE))
            && self.tree.parent(id).is_some_and(|parent| self.tree.name(parent) != local_name!("p"))
    }

    fn style(&mut self, name: &LocalName, by: i32) {
        let count = match *name {
            local_name!("a") => &mut self.links,
            local_name!("b") | local_name!("strong") | local_name!("th") => &mut self.bold,
            local_name!("i") | local_name!("em") => &mut self.slanted,
            _ => return,
        };
        *count = count.saturating_add_signed(by);
    }

    fn text(&mut self, id: Id, text: &str) {
        let chars = weight(text);
        if chars == 0 {
            if !text.is_empty() && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            return;
        }
        let parent = self.tree.parent(id).unwrap_or(0);
        self.line.element = if self.started { self.common(self.line.element, parent) } else { parent };
        self.started = true;
        // Style sheets set elements apart that touch in the source: `<span>Sơn Khê</span>Sau 14 tháng`.
        if std::mem::take(&mut self.joint)
            && last_letter(&self.line.text).is_some_and(char::is_lowercase)
            && text.starts_with(char::is_uppercase)
        {
            self.line.text.push(' ');
        }
        self.line.chars += chars;
        self.line.linked += if self.links > 0 { chars } else { 0 };
        self.line.bold += if self.bold > 0 { chars } else { 0 };
        self.line.slanted += if self.slanted > 0 { chars } else { 0 };
        self.line.text.push_str(text);
    }

    /// Innermost element above both.
    fn common(&self, mut a: Id, mut b: Id) -> Id {
        while a != b {
            let (deep_a, deep_b) = (self.depths[a as usize], self.depths[b as usize]);
            if deep_a >= deep_b {
                a = self.tree.parent(a).unwrap_or(0);
            }
            if deep_b >= deep_a {
                b = self.tree.parent(b).unwrap_or(0);
            }
        }
        a
    }

    fn break_line(&mut self) {
        if !self.started {
            self.line.text.clear();
            return;
        }
        let mut line = std::mem::take(&mut self.line);
        self.started = false;
        line.text = collapse(&line.text);
        line.date = date::find(&line.text);
        for node in self.tree.upward(line.element) {
            let name = self.tree.name(node);
            if line.heading == 0 {
                line.heading = heading(&name);
            }
            if !line.right && !line.centred {
                let side = side(self.tree, node, &name);
                line.right = side == Some(Side::Right);
                line.centred = side == Some(Side::Centre);
            }
            if matches!(name, local_name!("td") | local_name!("article") | local_name!("body")) {
                break;
            }
        }
        self.lines.push(line);
    }

    /// Whether a table row is a row of data: two cells or more, short text, nothing else inside. Rows of
    /// the tables that lay out the pages of the 2000s hold links, pictures, forms or whole articles.
    fn is_data_row(&self, row: Id) -> bool {
        const NODES: usize = 80;
        const CELL: usize = 80;
        let mut cells = 0;
        let mut nodes = 0;
        for cell in self.tree.children(row) {
            let mut chars = 0;
            let mut at = Some(cell);
            while let Some(id) = at {
                nodes += 1;
                match self.tree.data(id) {
                    Data::Text(text) => chars += weight(text) as usize,
                    Data::Element(name, _)
                        if matches!(
                            *name,
                            local_name!("a")
                                | local_name!("img")
                                | local_name!("input")
                                | local_name!("textarea")
                                | local_name!("select")
                                | local_name!("table")
                                | local_name!("form")
                        ) =>
                    {
                        return false;
                    }
                    _ => {}
                }
                if nodes > NODES || chars > CELL {
                    return false;
                }
                at = within(self.tree, cell, id);
            }
            cells += usize::from(chars > 0);
        }
        cells >= 2
    }

    fn row(&mut self, row: Id) {
        for cell in self.tree.children(row) {
            let mut at = Some(cell);
            while let Some(id) = at {
                if let Data::Text(text) = self.tree.data(id) {
                    self.text(id, text);
                }
                at = within(self.tree, cell, id);
            }
            self.line.text.push(' ');
        }
        self.line.element = row;
        self.line.row = true;
        self.break_line();
    }
}

/// The node after `id` in document order, still inside `root`.
fn within(tree: &Tree, root: Id, id: Id) -> Option<Id> {
    tree.first_child(id)
        .or_else(|| tree.upward(id).take_while(|&node| node != root).find_map(|node| tree.next_sibling(node)))
}

#[derive(PartialEq)]
enum Side {
    Right,
    Centre,
    Other,
}

fn side(tree: &Tree, id: Id, name: &LocalName) -> Option<Side> {
    if *name == local_name!("center") {
        return Some(Side::Centre);
    }
    let align = tree.attribute(id, "align").map(str::to_ascii_lowercase).or_else(|| {
        let style = tree.attribute(id, "style")?.to_ascii_lowercase();
        let (_, value) = style.split_once("text-align")?;
        Some(value.trim_start_matches([':', ' ']).split(';').next()?.trim().to_owned())
    });
    let align = align.or_else(|| {
        let class = tree.attribute(id, "class")?;
        let right = class.contains("text-right") || class.contains("text-align-right");
        right.then(|| "right".to_owned())
    })?;
    // `align` on a table, a picture or a frame says where it floats, not how its text is set.
    if matches!(*name, local_name!("table") | local_name!("img")) {
        return None;
    }
    Some(match align.as_str() {
        "right" => Side::Right,
        "center" => Side::Centre,
        _ => Side::Other,
    })
}

fn heading(name: &LocalName) -> u8 {
    match *name {
        local_name!("h1") => 1,
        local_name!("h2") => 2,
        local_name!("h3") => 3,
        local_name!("h4") => 4,
        local_name!("h5") => 5,
        local_name!("h6") => 6,
        _ => 0,
    }
}

/// Elements whose text is not read by the reader of the page.
fn is_mute(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("head")
            | local_name!("script")
            | local_name!("style")
            | local_name!("noscript")
            | local_name!("template")
            | local_name!("svg")
            | local_name!("math")
            | local_name!("iframe")
            | local_name!("object")
            | local_name!("select")
            | local_name!("datalist")
            | local_name!("textarea")
            | local_name!("button")
            | local_name!("canvas")
            | local_name!("audio")
            | local_name!("video")
            | local_name!("title")
    )
}

/// Elements that begin and end a line.
fn is_block(name: &LocalName) -> bool {
    heading(name) > 0
        || matches!(
            *name,
            local_name!("address")
                | local_name!("article")
                | local_name!("aside")
                | local_name!("blockquote")
                | local_name!("body")
                | local_name!("br")
                | local_name!("caption")
                | local_name!("center")
                | local_name!("dd")
                | local_name!("details")
                | local_name!("dir")
                | local_name!("div")
                | local_name!("dl")
                | local_name!("dt")
                | local_name!("fieldset")
                | local_name!("figcaption")
                | local_name!("figure")
                | local_name!("footer")
                | local_name!("form")
                | local_name!("header")
                | local_name!("hr")
                | local_name!("html")
                | local_name!("legend")
                | local_name!("li")
                | local_name!("main")
                | local_name!("menu")
                | local_name!("nav")
                | local_name!("ol")
                | local_name!("p")
                | local_name!("pre")
                | local_name!("section")
                | local_name!("summary")
                | local_name!("table")
                | local_name!("tbody")
                | local_name!("td")
                | local_name!("tfoot")
                | local_name!("th")
                | local_name!("thead")
                | local_name!("tr")
                | local_name!("ul")
        )
}
