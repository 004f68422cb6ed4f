//! The lexicon: words of two syllables or more, as a trie over symbols.
//!
//! The first two symbols of a word are a pair, and what begins with it stands in the pair's [`Head`], beside the
//! pair's weights in a segmenter: most words are two syllables long and are known without another look-up.

use super::pairs::pair;
use super::table::Cells;
use prefetch_index::prefetch_index;
use std::borrow::Cow;

/// Longest word the lexicon holds, in tokens; longer ones are found by the gaps alone.
pub(super) const LONGEST: usize = 6;

/// How a lexicon word is used: 1 to 8; 0 says the sequence is only the beginning of words.
///
/// `1 + strength`, and 4 more for a word written with capitals (a name).
pub(super) type WordClass = u8;

/// What a sequence of symbols is: a word all segmenters agree upon, a word of some of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub agreed: WordClass,
    pub doubtful: WordClass,
}

impl Found {
    /// In one byte.
    #[inline]
    pub fn packed(self) -> u8 {
        self.agreed | self.doubtful << 4
    }

    #[inline]
    pub fn unpacked(packed: u8) -> Self {
        Self { agreed: packed & 15, doubtful: packed >> 4 }
    }

    /// What both say.
    fn or(self, other: Self) -> Self {
        Self { agreed: self.agreed.max(other.agreed), doubtful: self.doubtful.max(other.doubtful) }
    }
}

/// What a pair of symbols is, and where the longer words that begin with it go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub word: Found,
    /// Node of the trie; 0 where no longer word begins.
    pub node: u16,
}

/// The third and later symbols of words: an open hash table of the edges of the trie.
#[derive(Clone, Debug)]
pub(super) struct Tails<'a> {
    /// Edges; a power of two, and never full.
    pub edges: Cells<'a, 8>,
    /// By node: the symbols that words go on with there, a bit for each by what is left of it when divided by 64. A
    /// pair that begins longer words is seldom followed by one of them, and this table, a tenth as large, says so.
    pub follow: Cells<'a, 8>,
}

/// From a node of the trie to another.
#[derive(Clone, Copy, Debug)]
struct Edge {
    /// Node and symbol.
    key: u32,
    /// The node behind, 0 where no word goes on.
    node: u16,
    /// Class among the words all agree upon, and 16 times the class among the words of some.
    word: u8,
}

/// Nodes are numbered from 1, so this is no key.
const NONE: u32 = 0;
const VACANT: [u8; 8] = [0; 8];
/// Of so few edges the hash of a key still has a bit.
const FEWEST: usize = 16;

impl Edge {
    fn packed(self) -> [u8; 8] {
        let ([a, b, c, d], [e, f]) = (self.key.to_le_bytes(), self.node.to_le_bytes());
        [a, b, c, d, e, f, self.word, 0]
    }

    #[inline]
    fn unpacked([a, b, c, d, e, f, word, _]: [u8; 8]) -> Self {
        Self { key: u32::from_le_bytes([a, b, c, d]), node: u16::from_le_bytes([e, f]), word }
    }
}

/// The lexicon of two lists of words, each sorted: what begins with each pair, in the order of the pairs, and the rest.
///
/// Words that go on behind the 65,535th beginning of two symbols or more are left out: no such lexicon is mined.
pub(super) fn build<W: AsRef<[u16]>>(
    agreed: &[(W, WordClass)],
    doubtful: &[(W, WordClass)],
) -> (Vec<(u32, Head)>, Tails<'static>) {
    let mut heads: Vec<(u32, Head)> = Vec::with_capacity(agreed.len() + doubtful.len());
    let inner: usize = agreed.iter().chain(doubtful).map(|(word, _)| word.as_ref().len() - 2).sum();
    let edges = vec![VACANT; (2 * inner).next_power_of_two().max(FEWEST)];
    let mut tails = Tails { edges: edges.into(), follow: vec![[0; 8]].into() };
    let mut agreed = agreed.iter().map(|(word, class)| (word.as_ref(), *class)).peekable();
    let mut doubtful = doubtful.iter().map(|(word, class)| (word.as_ref(), *class)).peekable();
    loop {
        let (word, class) = match (agreed.peek(), doubtful.peek()) {
            (Some(&(word, class)), other) if other.is_none_or(|&(other, _)| word <= other) => {
                agreed.next();
                (word, Found { agreed: class, doubtful: 0 })
            }
            (_, Some(&(word, class))) => {
                doubtful.next();
                (word, Found { agreed: 0, doubtful: class })
            }
            _ => return (heads, tails),
        };
        let begin = pair(word[0], word[1]);
        if heads.last().is_none_or(|&(last, _)| last != begin) {
            heads.push((begin, Head::default()));
        }
        let Some((_, head)) = heads.last_mut() else { continue };
        match word[2..].split_last() {
            None => head.word = head.word.or(class),
            Some((&last, between)) => tails.insert(&mut head.node, between, last, class),
        }
    }
}

impl Tails<'_> {
    /// Adds the word that goes on from `root` over `between` to `last`.
    fn insert(&mut self, root: &mut u16, between: &[u16], last: u16, class: Found) {
        let Some(mut node) = self.grown(*root) else { return };
        *root = node;
        for &symbol in between {
            let (slot, edge) = self.edge(node, symbol);
            let Some(next) = self.grown(edge.node) else { return };
            self.edges.to_mut()[slot] = Edge { node: next, ..edge }.packed();
            node = next;
        }
        let (slot, edge) = self.edge(node, last);
        let word = Found::unpacked(edge.word).or(class).packed();
        self.edges.to_mut()[slot] = Edge { word, ..edge }.packed();
    }

    /// The node, or a new one in the place of none.
    fn grown(&mut self, node: u16) -> Option<u16> {
        if node == 0 {
            let new = u16::try_from(self.follow.len()).ok()?;
            self.follow.to_mut().push([0; 8]);
            return Some(new);
        }
        Some(node)
    }

    /// The slot of an edge, and the edge, which is put there if there is none.
    fn edge(&mut self, node: u16, symbol: u16) -> (usize, Edge) {
        let key = pair(node, symbol);
        let slot = self.slot(key);
        let edge = Edge { key, ..Edge::unpacked(self.edges[slot]) };
        self.edges.to_mut()[slot] = edge.packed();
        let follow = &mut self.follow.to_mut()[usize::from(node)];
        *follow = (u64::from_le_bytes(*follow) | 1 << (symbol % 64)).to_le_bytes();
        (slot, edge)
    }

    /// Whether every look-up ends.
    pub fn is_sound(&self) -> bool {
        let edges = &*self.edges;
        edges.len() >= FEWEST
            && edges.len().is_power_of_two()
            && edges.iter().any(|&edge| Edge::unpacked(edge).key == NONE)
    }

    /// The same in memory of its own.
    pub fn into_owned(self) -> Tails<'static> {
        Tails { edges: Cow::Owned(self.edges.into_owned()), follow: Cow::Owned(self.follow.into_owned()) }
    }

    #[inline]
    fn home(&self, key: u32) -> usize {
        // Fibonacci hashing: the high bits of the product mix node and symbol.
        let shift = 32 - self.edges.len().trailing_zeros();
        (key.wrapping_mul(0x9e37_79b1) >> shift) as usize
    }

    /// Whether a word may go on from a node with a symbol: never `false` where one does.
    #[inline]
    pub fn may_follow(&self, node: u16, symbol: u16) -> bool {
        let follow = self.follow.get(usize::from(node)).map_or(0, |&symbols| u64::from_le_bytes(symbols));
        follow >> (symbol % 64) & 1 != 0
    }

    /// Fetches what goes on from a node with a symbol: it will be asked for.
    #[inline]
    pub fn fetch(&self, node: u16, symbol: u16) {
        prefetch_index(&self.edges, self.home(pair(node, symbol)));
    }

    #[inline]
    fn slot(&self, key: u32) -> usize {
        let edges = &*self.edges;
        let mut at = self.home(key);
        loop {
            let found = Edge::unpacked(edges[at]).key;
            if found == key || found == NONE {
                return at;
            }
            at = (at + 1) & (edges.len() - 1);
        }
    }

    /// Calls `found` with every word that begins with a pair whose head is `head` and goes on with `rest`: its length
    /// and what it is, shorter ones first.
    #[inline]
    pub fn words(&self, head: Head, rest: impl Iterator<Item = u16>, mut found: impl FnMut(u32, Found)) {
        if head.word != Found::default() {
            found(2, head.word);
        }
        let mut node = head.node;
        for (symbol, len) in rest.zip(3..=LONGEST as u32) {
            if node == 0 {
                return;
            }
            let Edge { key, node: next, word } = Edge::unpacked(self.edges[self.slot(pair(node, symbol))]);
            if key == NONE {
                return;
            }
            node = next;
            if word != 0 {
                found(len, Found::unpacked(word));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_begin() {
        let mut agreed: Vec<(Vec<u16>, u8)> = (20..1500).map(|first| (vec![first, 7], 1)).collect();
        agreed.extend([(vec![1, 2], 3), (vec![1, 2, 3, 4], 5), (vec![1, 3, 3], 1)]);
        agreed.sort_unstable();
        let (heads, tails) = build(&agreed, &[(vec![1, 2, 3, 4], 2)]);
        assert!(heads.is_sorted_by_key(|&(pair, _)| pair));
        let words = |symbols: &[u16]| {
            let mut found = Vec::new();
            let key = pair(symbols[0], symbols[1]);
            let head = heads.iter().find(|(pair, _)| *pair == key).map_or(Head::default(), |&(_, head)| head);
            let rest = symbols[2..].iter().copied();
            tails.words(head, rest, |len, word| found.push((len, word.agreed, word.doubtful)));
            found
        };
        assert_eq!(words(&[1, 2, 3, 4, 5]), [(2, 3, 0), (4, 5, 2)]);
        assert_eq!(words(&[1, 3, 3]), [(3, 1, 0)]);
        assert_eq!(words(&[1499, 7]), [(2, 1, 0)]);
        assert_eq!(words(&[1500, 7]), []);
    }
}
