//! A page as a tree in one array, built by html5ever under a bound on depth and size.

use super::measure::head;
use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, StartTag, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts};
use html5ever::{Attribute, LocalName, Namespace, QualName, local_name, ns};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};

/// Deepest element kept; what is nested deeper becomes its sibling, as in the browsers (512 there).
/// html5ever has no bound of its own and its time grows with the square of the depth: 64,000 nested
/// `<div>` take minutes.
const DEPTH: u32 = 512;

/// Most nodes a page may have; the rest of it is left out. Unclosed formatting elements are opened again
/// in every paragraph, so that a page of 1 MB could else become a hundred million nodes.
const NODES: usize = 1_000_000;

/// Most attributes a start tag may have before the tag is left out: html5ever compares each new
/// attribute with all before it.
const ATTRIBUTES: usize = 20_000;

/// Number of a node in its tree; the document is node 0.
pub(super) type Id = u32;

const NONE: Id = Id::MAX;

/// What a node is.
pub(super) enum Data {
    Text(StrTendril),
    Element(LocalName, Vec<Attribute>),
    Other,
}

struct Node {
    parent: Id,
    first: Id,
    last: Id,
    before: Id,
    after: Id,
    data: Data,
}

/// The tree of a page.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// The tree of `html`; any text has one.
    pub(super) fn parse(html: &str) -> Self {
        let builder = TreeBuilder::new(Sink::default(), TreeBuilderOpts::default());
        let tokenizer = Tokenizer::new(Bounded { builder }, TokenizerOpts::default());
        let input = BufferQueue::default();
        for piece in bearable(html) {
            // A tendril holds at most 4 GiB, and the tokenizer wants room to split it: 16 MiB at a time.
            let mut rest = piece;
            while !rest.is_empty() {
                let (head, tail) = rest.split_at(head(rest, 16 << 20).len());
                input.push_back(StrTendril::from_slice(head));
                rest = tail;
            }
        }
        // The tokenizer stops at each script for its caller to run it; there is nothing to run.
        while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.builder.sink.finish()
    }

    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn data(&self, id: Id) -> &Data {
        &self.nodes[id as usize].data
    }

    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    pub(super) fn first_child(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].first)
    }

    pub(super) fn next_sibling(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].after)
    }

    pub(super) fn children(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(self.first_child(id), |&child| self.next_sibling(child))
    }

    /// The node and everything above it, innermost first.
    pub(super) fn upward(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        std::iter::successors(Some(id), |&node| self.parent(node))
    }

    /// The tag name of an element; the empty name for anything else.
    pub(super) fn name(&self, id: Id) -> LocalName {
        match self.data(id) {
            Data::Element(name, _) => name.clone(),
            _ => local_name!(""),
        }
    }

    pub(super) fn attribute(&self, id: Id, name: &str) -> Option<&str> {
        match self.data(id) {
            Data::Element(_, attributes) => {
                attributes.iter().find(|a| &*a.name.local == name).map(|a| &*a.value)
            }
            _ => None,
        }
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// `html` without start tags of more than [`ATTRIBUTES`] attributes.
fn bearable(html: &str) -> Vec<&str> {
    let bytes = html.as_bytes();
    let mut pieces = Vec::new();
    let (mut kept, mut at) = (0, 0);
    while let Some(start) = find(bytes, at, b"<") {
        if bytes[start..].starts_with(b"<!--") {
            let Some(end) = find(bytes, start + 4, b"-->") else { break };
            at = end;
            continue;
        }
        at = start + 1;
        if !bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            continue;
        }
        let name = bytes[at..].iter().take(10).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let name = &html[at..at + name];
        let (mut quote, mut words) = (None, 0);
        while let Some(&byte) = bytes.get(at) {
            match quote {
                Some(mark) if byte == mark => quote = None,
                Some(_) => {}
                None if byte == b'>' => break,
                None if byte == b'"' || byte == b'\'' => quote = Some(byte),
                None if byte.is_ascii_whitespace() || byte == b'/' => words += 1,
                None => {}
            }
            at += 1;
        }
        if words > ATTRIBUTES {
            pieces.push(&html[kept..start]);
            kept = at;
        } else if RAW_TEXT.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
            let close = |from: &usize| {
                let rest = &bytes[*from + 2..];
                rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes())
            };
            let mut closes =
                std::iter::successors(find(bytes, at, b"</"), |&from| find(bytes, from + 2, b"</"));
            let Some(end) = closes.find(close) else { break };
            at = end;
        }
    }
    pieces.push(&html[kept..]);
    pieces
}

/// Where `needle` stands in `bytes` at or after `from`.
fn find(bytes: &[u8], from: usize, needle: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|&byte| byte == needle[0])?;
        if bytes[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
}

/// Elements whose content is text up to their own end tag.
const RAW_TEXT: &[&str] =
    &["script", "style", "title", "textarea", "noscript", "iframe", "xmp", "noembed", "noframes"];

/// html5ever's tree builder behind the bounds.
struct Bounded {
    builder: TreeBuilder<Id, Sink>,
}

impl TokenSink for Bounded {
    type Handle = Id;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Id> {
        let sink = &self.builder.sink;
        let full = sink.nodes.borrow().len() >= NODES;
        match &token {
            Token::CommentToken(_) => return TokenSinkResult::Continue,
            Token::CharacterTokens(_) if full => return TokenSinkResult::Continue,
            // Elements of raw text stay: without their start tag a script would be read as text.
            TagToken(tag)
                if tag.kind == StartTag && !is_raw_text(&tag.name) && (full || sink.depth.get() >= DEPTH) =>
            {
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

fn is_raw_text(name: &LocalName) -> bool {
    RAW_TEXT.contains(&&**name)
}

/// Receives the tree from the builder.
struct Sink {
    nodes: RefCell<Vec<Node>>,
    names: RefCell<Vec<QualName>>,
    /// Depth of the element that is open.
    depth: Cell<u32>,
    depths: RefCell<Vec<u32>>,
}

impl Default for Sink {
    fn default() -> Self {
        let sink = Self {
            nodes: RefCell::default(),
            names: RefCell::default(),
            depth: Cell::new(0),
            depths: RefCell::default(),
        };
        sink.add(Data::Other, QualName::new(None, ns!(), local_name!("")));
        sink
    }
}

#[derive(Debug)]
struct Name(QualName);

impl ElemName for Name {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

impl Sink {
    fn add(&self, data: Data, name: QualName) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { parent: NONE, first: NONE, last: NONE, before: NONE, after: NONE, data });
        self.names.borrow_mut().push(name);
        self.depths.borrow_mut().push(0);
        (nodes.len() - 1) as Id
    }

    fn add_text(&self, text: StrTendril) -> Id {
        self.add(Data::Text(text), QualName::new(None, ns!(), local_name!("")))
    }

    /// Hangs `child` under `parent`, before `after` or as the last.
    fn hang(&self, parent: Id, child: Id, after: Id) {
        let depth = self.depths.borrow()[parent as usize] + 1;
        self.depths.borrow_mut()[child as usize] = depth;
        let mut nodes = self.nodes.borrow_mut();
        if matches!(nodes[child as usize].data, Data::Element(..)) {
            self.depth.set(depth);
        }
        let before = if after == NONE { nodes[parent as usize].last } else { nodes[after as usize].before };
        nodes[child as usize].parent = parent;
        nodes[child as usize].before = before;
        nodes[child as usize].after = after;
        match some(before) {
            Some(before) => nodes[before as usize].after = child,
            None => nodes[parent as usize].first = child,
        }
        match some(after) {
            Some(after) => nodes[after as usize].before = child,
            None => nodes[parent as usize].last = child,
        }
    }

    /// Appends to the text node `id`; `text` comes back where it is no text node.
    fn extend(&self, id: Id, text: StrTendril) -> Option<StrTendril> {
        if id == NONE {
            return Some(text);
        }
        match &mut self.nodes.borrow_mut()[id as usize].data {
            Data::Text(have) => {
                have.push_tendril(&text);
                None
            }
            _ => Some(text),
        }
    }
}

impl TreeSink for Sink {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Name;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Name {
        Name(self.names.borrow()[*target as usize].clone())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        self.add(Data::Element(name.local.clone(), attributes), name)
    }

    fn create_comment(&self, _: StrTendril) -> Id {
        self.add(Data::Other, QualName::new(None, ns!(), local_name!("")))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Id {
        self.add(Data::Other, QualName::new(None, ns!(), local_name!("")))
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let last = self.nodes.borrow()[*parent as usize].last;
                let Some(text) = self.extend(last, text) else { return };
                self.add_text(text)
            }
        };
        self.hang(*parent, child, NONE);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let has_parent = self.nodes.borrow()[*element as usize].parent != NONE;
        if has_parent { self.append_before_sibling(element, child) } else { self.append(previous, child) }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        let depth = self.depths.borrow()[*node as usize];
        self.depth.set(depth.saturating_sub(1));
    }

    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, x: &Id, y: &Id) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let (parent, before) = {
            let node = &self.nodes.borrow()[*sibling as usize];
            (node.parent, node.before)
        };
        let child = match child {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                node
            }
            NodeOrText::AppendText(text) => {
                let Some(text) = self.extend(before, text) else { return };
                self.add_text(text)
            }
        };
        if parent != NONE {
            self.hang(parent, child, *sibling);
        }
    }

    fn add_attrs_if_missing(&self, target: &Id, attributes: Vec<Attribute>) {
        if let Data::Element(_, have) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attribute in attributes {
                if !have.iter().any(|a| a.name == attribute.name) {
                    have.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Id) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[*target as usize];
        let (parent, before, after) = (node.parent, node.before, node.after);
        (node.parent, node.before, node.after) = (NONE, NONE, NONE);
        if parent == NONE {
            return;
        }
        match some(before) {
            Some(before) => nodes[before as usize].after = after,
            None => nodes[parent as usize].first = after,
        }
        match some(after) {
            Some(after) => nodes[after as usize].before = before,
            None => nodes[parent as usize].last = before,
        }
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        loop {
            let child = self.nodes.borrow()[*node as usize].first;
            if child == NONE {
                return;
            }
            self.remove_from_parent(&child);
            self.hang(*new_parent, child, NONE);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, Instant};

    fn depth(tree: &Tree) -> usize {
        (0..tree.len() as Id).map(|id| tree.upward(id).count()).max().unwrap_or(0)
    }

    #[test]
    fn nesting_and_repetition_are_bounded() {
        let shapes = [
            "<div>".repeat(100_000),
            "<ul><li>".repeat(100_000),
            "<b>".repeat(100_000),
            "<table><tr><td>".repeat(100_000),
            "<a><i>".repeat(100_000),
            (0..2_000).map(|n| format!("<font color={n}>")).collect::<String>() + &"<p>x".repeat(100_000),
            "<a".repeat(500_000) + "'",
            "<a \"x ".repeat(100_000),
            format!(
                "<!-- <b ' --><script>a<b '</script><a {}>x",
                (0..200_000).map(|n| format!(" a{n}=1")).collect::<String>()
            ),
        ];
        for shape in shapes {
            let start = Instant::now();
            let tree = Tree::parse(&shape);
            let name = head(&shape, 20);
            assert!(tree.len() <= NODES + 2 * DEPTH as usize, "{name}: {} nodes", tree.len());
            assert!(depth(&tree) <= 2 * DEPTH as usize, "{name}: depth {}", depth(&tree));
            assert!(start.elapsed() < Duration::from_secs(60), "{name}: {:?}", start.elapsed());
        }
    }

    #[test]
    fn text_after_a_deep_nest_is_kept() {
        let html = format!("{}{}<p>sau", "<div>".repeat(10_000), "</div>".repeat(10_000));
        let tree = Tree::parse(&html);
        let text = (0..tree.len() as Id).filter_map(|id| match tree.data(id) {
            Data::Text(text) => Some(text.to_string()),
            _ => None,
        });
        assert_eq!(text.collect::<Vec<_>>(), ["sau"]);
    }
}
