//! What a page says about itself in its head: `<meta>`, OpenGraph, JSON-LD, canonical link.

use super::measure::{collapse, head};
use super::tree::{Data, Id, Tree};
use crate::folding::fold_words;
use html5ever::local_name;
use serde_json::Value;

/// Longest JSON-LD block read, in bytes; articles say what they are in a few thousand.
const LONGEST_JSON: usize = 1 << 20;

/// The claims of a page's head, as found.
#[derive(Default)]
pub(super) struct Metadata {
    /// Headline in JSON-LD, then OpenGraph, then `<title>`.
    pub(super) titles: Vec<String>,
    /// The `<title>`, which often carries the name of the site or of a section as well.
    pub(super) window: Option<String>,
    /// Summaries; newspapers put the lead there, often cut after 70 characters.
    pub(super) summaries: Vec<String>,
    /// Publication time in JSON-LD.
    pub(super) published_linked: Option<String>,
    /// Publication time in `<meta>`.
    pub(super) published: Option<String>,
    /// Authors; often the paper itself.
    pub(super) authors: Vec<String>,
    /// Name of the paper or site.
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    /// JSON-LD calls the page an article.
    pub(super) article: bool,
    /// JSON-LD calls the page a list or collection.
    pub(super) collection: bool,
}

impl Metadata {
    pub(super) fn read(tree: &Tree) -> Self {
        let mut this = Self::default();
        let mut open_graph = Self::default();
        let mut weak_source = None;
        for id in 0..tree.len() as Id {
            let Data::Element(name, _) = tree.data(id) else { continue };
            if *name == local_name!("meta") {
                read_meta(tree, id, &mut open_graph, &mut weak_source);
            } else if *name == local_name!("title") && this.window.is_none() {
                const LONGEST: usize = 2_000;
                let title = collapse(head(&text(tree, id), LONGEST));
                this.window = Some(title).filter(|title| !title.is_empty());
            } else if *name == local_name!("link") {
                let rel = tree.attribute(id, "rel").unwrap_or_default();
                if rel.eq_ignore_ascii_case("canonical") {
                    set(&mut this.url, tree.attribute(id, "href"));
                }
            } else if *name == local_name!("script") {
                let kind = tree.attribute(id, "type").unwrap_or_default();
                if kind.trim().eq_ignore_ascii_case("application/ld+json") {
                    read_json(&mut this, &text(tree, id));
                }
            }
        }
        this.titles.append(&mut open_graph.titles);
        this.summaries.splice(0..0, open_graph.summaries);
        this.authors.append(&mut open_graph.authors);
        this.published = open_graph.published;
        this.source = open_graph.source.or(this.source).or(weak_source);
        this.url = this.url.or(open_graph.url);
        this
    }
}

fn read_meta(tree: &Tree, id: Id, into: &mut Metadata, weak_source: &mut Option<String>) {
    let Some(content) = tree.attribute(id, "content") else { return };
    let key = ["property", "name", "itemprop"].iter().find_map(|name| tree.attribute(id, name));
    let Some(key) = key else { return };
    match key.trim().to_ascii_lowercase().as_str() {
        "og:title" | "twitter:title" | "headline" | "dc.title" => push(&mut into.titles, content),
        "og:description" | "description" | "twitter:description" | "dc.description" => {
            push(&mut into.summaries, content);
        }
        "article:published_time"
        | "datepublished"
        | "pubdate"
        | "publish-date"
        | "publishdate"
        | "publish_date"
        | "og:published_time"
        | "dc.date.issued"
        | "dc.date"
        | "dcterms.created"
        | "dc.created"
        | "date"
        | "article.published"
        | "cxenseparse:recs:publishtime" => {
            set(&mut into.published, Some(content));
        }
        "author" | "article:author" | "dc.creator" | "dc.author" | "article:author_name" => {
            push(&mut into.authors, content);
        }
        "og:site_name" => set(&mut into.source, Some(content)),
        // The field may hold an address or a whole legal notice; a name is short.
        "copyright" | "dc.publisher" | "application-name" | "article:publisher"
            if !content.contains("//") && content.chars().count() <= 80 =>
        {
            set(weak_source, Some(content));
        }
        "og:url" => set(&mut into.url, Some(content)),
        _ => {}
    }
}

fn read_json(into: &mut Metadata, json: &str) {
    if json.len() > LONGEST_JSON {
        return;
    }
    // Editors paste line breaks into strings, which JSON forbids; blanks say the same.
    let json: String = json.chars().map(|char| if char.is_control() { ' ' } else { char }).collect();
    let json = json.trim().trim_end_matches(';');
    let Ok(value) = serde_json::from_str::<Value>(json) else { return };
    let mut queue = vec![&value];
    while let Some(value) = queue.pop() {
        match value {
            Value::Array(values) => queue.extend(values.iter().rev()),
            Value::Object(object) => {
                read_object(into, object);
                queue.extend(object.get("@graph"));
            }
            _ => {}
        }
    }
}

fn read_object(into: &mut Metadata, object: &serde_json::Map<String, Value>) {
    let kinds = strings(object.get("@type"));
    if kinds.iter().any(|kind| matches!(*kind, "CollectionPage" | "ItemList" | "SearchResultsPage")) {
        into.collection = true;
    }
    let is_article = |kind: &&str| {
        kind.ends_with("Article") || matches!(*kind, "BlogPosting" | "Report" | "LiveBlogPosting")
    };
    if !kinds.iter().any(is_article) {
        return;
    }
    into.article = true;
    for headline in strings(object.get("headline")) {
        push(&mut into.titles, headline);
    }
    for summary in strings(object.get("description")) {
        push(&mut into.summaries, summary);
    }
    if into.published_linked.is_none() {
        set(&mut into.published_linked, strings(object.get("datePublished")).first().copied());
    }
    for author in names(object.get("author")) {
        push(&mut into.authors, author);
    }
    set(&mut into.source, names(object.get("publisher")).first().copied());
    for page in [object.get("mainEntityOfPage"), object.get("url")] {
        let address = page.and_then(|page| page.get("@id").or(Some(page))).and_then(Value::as_str);
        set(&mut into.url, address);
    }
}

/// The strings of a value that may be one or a list of them.
fn strings(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(string)) => vec![string],
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// The names of persons or organisations: strings, objects with a `name`, or lists of either.
fn names(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::Object(object)) => strings(object.get("name")),
        Some(Value::Array(values)) => values
            .iter()
            .flat_map(|value| match value {
                Value::Object(object) => strings(object.get("name")),
                value => strings(Some(value)),
            })
            .collect(),
        value => strings(value),
    }
}

fn set(field: &mut Option<String>, value: Option<&str>) {
    if field.is_none() {
        *field = value.map(plain).filter(|value| !value.is_empty());
    }
}

fn push(list: &mut Vec<String>, value: &str) {
    // Every line of the page is held against each claim.
    const MOST: usize = 8;
    if list.len() >= MOST {
        return;
    }
    let value = plain(value);
    if !fold_words(&value).is_empty() && !list.contains(&value) {
        list.push(value);
    }
}

/// Content may carry entities of its own, escaped twice, and tags.
fn plain(value: &str) -> String {
    if value.contains('&') || value.contains('<') {
        let tree = Tree::parse(value);
        let mut text = String::new();
        for id in 0..tree.len() as Id {
            if let Data::Text(piece) = tree.data(id) {
                text.push_str(piece);
            }
        }
        return collapse(&text);
    }
    collapse(value)
}

fn text(tree: &Tree, id: Id) -> String {
    tree.children(id)
        .filter_map(|child| match tree.data(child) {
            Data::Text(text) => Some(&**text),
            _ => None,
        })
        .collect()
}
