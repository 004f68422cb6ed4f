//! Topics in order of kinship, as a tree.

use chinhluan::cluster::{Join, telling_phrases};
use chinhluan::report::{Articles, ClusterRow, Groups};
use serde::Serialize;
use std::io::{self, Write};

/// Words of a group of topics, besides which its parts have their own.
const WORDS: usize = 5;

/// A topic, or topics that are akin.
#[derive(Clone, Serialize)]
pub struct Node {
    /// The topic's number; none for several.
    #[serde(skip_serializing_if = "Option::is_none")]
    cluster: Option<u32>,
    documents: usize,
    words: Vec<String>,
    /// Mean distance between the parts, `1 − cosine`.
    #[serde(skip_serializing_if = "Option::is_none")]
    distance: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Node>,
}

impl Node {
    /// The tree that the joins make of the topics.
    pub fn tree(joins: &[Join], groups: &Groups, articles: &Articles, labels: &[ClusterRow]) -> Node {
        let counts = articles.terms.counts.select(&groups.kept);
        let leaf = |label: &ClusterRow| Node {
            cluster: Some(label.cluster),
            documents: label.documents,
            words: label.words.iter().take(WORDS).cloned().collect(),
            distance: None,
            parts: Vec::new(),
        };
        let mut nodes: Vec<(Node, Vec<u32>)> =
            labels.iter().map(|label| (leaf(label), vec![label.cluster])).collect();
        for join in joins {
            let (one, other) = (nodes[join.parts[0]].clone(), nodes[join.parts[1]].clone());
            let clusters = [one.1, other.1].concat();
            let inside = |group: &Option<u32>| group.map(|group| u32::from(!clusters.contains(&group)));
            let assigned: Vec<Option<u32>> = groups.group.iter().map(inside).collect();
            let words_of = |term| articles.terms.words_of(term);
            let written = |words: &[u32]| articles.written(words);
            let telling = telling_phrases(&counts, words_of, written, &assigned, 2, WORDS);
            let documents = one.0.documents + other.0.documents;
            // What most of the collection has in common is no topic.
            let most = if 2 * documents > groups.kept.len() { 0 } else { WORDS };
            let node = Node {
                cluster: None,
                documents,
                words: telling[0].iter().take(most).map(|phrase| articles.written(&phrase.words)).collect(),
                distance: Some((join.distance * 1e3).round() / 1e3),
                parts: vec![one.0, other.0],
            };
            nodes.push((node, clusters));
        }
        let none = Node { cluster: None, documents: 0, words: Vec::new(), distance: None, parts: Vec::new() };
        nodes.pop().map_or(none, |(node, _)| node)
    }

    /// The tree as an indented list.
    pub fn write(&self, to: &mut impl Write) -> io::Result<()> {
        self.write_below(0, to)
    }

    fn write_below(&self, depth: usize, to: &mut impl Write) -> io::Result<()> {
        let name = self.cluster.map_or("·".to_owned(), |cluster| format!("[{cluster}]"));
        writeln!(
            to,
            "{:indent$}{name} {}  {}",
            "",
            self.documents,
            self.words.join(", "),
            indent = 2 * depth
        )?;
        self.parts.iter().try_for_each(|part| part.write_below(depth + 1, to))
    }
}
