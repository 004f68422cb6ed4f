//! All forms as one tree of words, and a filter that says where in a text none of them begins.

use std::ops::Range;

/// Number of a word in the vocabulary of a tree.
pub(super) type Symbol = u16;

/// A word outside the vocabulary, or a mark that no phrase spans.
pub(super) const UNKNOWN: Symbol = 0;
/// A mark or `và` between two words: read over.
pub(super) const BETWEEN: Symbol = 1;
/// The first symbol of a word.
pub(super) const FIRST: Symbol = 2;

/// The forms, each a path from the root; what stands between the words is for the caller to verify.
///
/// At every word of a text the last three are looked up in the filter, which does not depend on what was found before:
/// the processor looks at many words at a time, as it cannot where the state of an automaton is awaited. Of ordinary
/// text one word in twenty passes, and from there the tree is walked.
#[derive(Debug)]
pub(super) struct Trie {
    /// One bit for the first three words of each form, or for both of a form of two, at their hash.
    filter: Vec<u64>,
    /// One bit for each symbol that is a form alone.
    alone: Vec<u64>,
    /// Nodes below the root by symbol; 0 for none.
    root: Vec<u32>,
    /// Edges of node `n`: `edges[edge_starts[n]..edge_starts[n + 1]]`, by symbol.
    edge_starts: Vec<u32>,
    edges: Vec<(Symbol, u32)>,
    /// Forms that end in node `n`: `ends[end_starts[n]..end_starts[n + 1]]`.
    end_starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Trie {
    /// The tree of the given forms, each a number and its words as symbols below `symbols`.
    pub(super) fn new(forms: &[(u32, Vec<Symbol>)], symbols: usize) -> Self {
        let mut children: Vec<Vec<(Symbol, u32)>> = vec![Vec::new()];
        let mut ends: Vec<Vec<u32>> = vec![Vec::new()];
        for (form, words) in forms {
            let mut node = 0;
            for &symbol in words {
                node = match children[node].binary_search_by_key(&symbol, |edge| edge.0) {
                    Ok(at) => children[node][at].1 as usize,
                    Err(at) => {
                        let new = children.len();
                        children[node].insert(at, (symbol, new as u32));
                        children.push(Vec::new());
                        ends.push(Vec::new());
                        new
                    }
                };
            }
            ends[node].push(*form);
        }
        let symbols = symbols.max(usize::from(FIRST));
        let mut root = vec![0; symbols];
        for &(symbol, node) in &children[0] {
            root[usize::from(symbol)] = node;
        }
        // 32 bits a form: with fewer, more words pass for nothing than for something.
        let bits = (forms.len() * 32).next_power_of_two().max(64);
        let mut trie = Self {
            filter: vec![0; bits / 64],
            alone: vec![0; symbols.div_ceil(64)],
            root,
            edge_starts: starts(&children),
            edges: children.concat(),
            end_starts: starts(&ends),
            ends: ends.concat(),
        };
        for (_, words) in forms {
            match words[..] {
                [] => {}
                [alone] => trie.alone[usize::from(alone) / 64] |= 1 << (alone % 64),
                [first, second] => trie.set(pair(first, second)),
                [first, second, third, ..] => trie.set(triple(first, second, third)),
            }
        }
        trie
    }

    fn set(&mut self, hash: u32) {
        let at = hash as usize & (self.filter.len() * 64 - 1);
        self.filter[at / 64] |= 1 << (at % 64);
    }

    /// 1 where the bit of the hash is set.
    #[inline]
    fn bit(&self, hash: u32) -> u64 {
        let at = hash as usize & (self.filter.len() * 64 - 1);
        self.filter[at / 64] >> (at % 64)
    }

    /// Calls `end(form, place)` for each form whose words end at a place; `read` says what stands at a place.
    #[inline]
    pub(super) fn each_end(
        &self,
        places: Range<usize>,
        read: impl Fn(usize) -> Symbol,
        mut end: impl FnMut(u32, usize),
    ) {
        let (mut first, mut second) = (UNKNOWN, UNKNOWN);
        for place in places.clone() {
            let third = read(place);
            if third < FIRST {
                if third == UNKNOWN {
                    (first, second) = (UNKNOWN, UNKNOWN);
                }
                continue;
            }
            let alone = self.alone[usize::from(third) / 64] >> (third % 64);
            let begun = alone | self.bit(pair(second, third)) | self.bit(triple(first, second, third));
            if begun & 1 == 1 {
                self.walk([first, second, third], place, places.end, &read, &mut end);
            }
            (first, second) = (second, third);
        }
    }

    /// The forms of one and two words that end at `place`, and the longer ones whose third word stands there.
    fn walk(
        &self,
        [first, second, third]: [Symbol; 3],
        place: usize,
        upto: usize,
        read: &impl Fn(usize) -> Symbol,
        end: &mut impl FnMut(u32, usize),
    ) {
        let below = |node: Option<u32>, symbol| node.and_then(|node| self.below(node, symbol));
        let mut report = |node: u32, place| self.ends(node).iter().for_each(|&form| end(form, place));
        let one = self.below_root(third);
        let two = below(self.below_root(second), third);
        let three = below(below(self.below_root(first), second), third);
        for node in [one, two].into_iter().flatten() {
            report(node, place);
        }
        let Some(mut node) = three else { return };
        report(node, place);
        for place in place + 1..upto {
            let symbol = read(place);
            if symbol == BETWEEN {
                continue;
            }
            match self.below(node, symbol) {
                Some(next) => node = next,
                None => return,
            }
            report(node, place);
        }
    }

    fn below_root(&self, symbol: Symbol) -> Option<u32> {
        Some(self.root[usize::from(symbol)]).filter(|&node| node != 0)
    }

    /// Where the edge of `symbol` leads.
    fn below(&self, node: u32, symbol: Symbol) -> Option<u32> {
        /// Beyond this many, halving is faster than looking at each.
        const FEW: usize = 8;
        let (from, to) = (self.edge_starts[node as usize], self.edge_starts[node as usize + 1]);
        let edges = &self.edges[from as usize..to as usize];
        if edges.len() <= FEW {
            return edges.iter().find(|edge| edge.0 == symbol).map(|edge| edge.1);
        }
        edges.binary_search_by_key(&symbol, |edge| edge.0).ok().map(|at| edges[at].1)
    }

    fn ends(&self, node: u32) -> &[u32] {
        &self.ends[self.end_starts[node as usize] as usize..self.end_starts[node as usize + 1] as usize]
    }
}

/// An odd number without a pattern in its bits (2⁶⁴ by the golden ratio): Fibonacci hashing.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn triple(first: Symbol, second: Symbol, third: Symbol) -> u32 {
    let words = u64::from(first) << 32 | u64::from(second) << 16 | u64::from(third);
    (words.wrapping_mul(GOLDEN) >> 32) as u32
}

/// As a triple, whose first word no word is.
#[inline]
fn pair(first: Symbol, second: Symbol) -> u32 {
    triple(BETWEEN, first, second)
}

fn starts<T>(lists: &[Vec<T>]) -> Vec<u32> {
    let mut total = 0;
    let mut starts = vec![0];
    for list in lists {
        total += list.len() as u32;
        starts.push(total);
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_looking_everywhere(
            forms in prop::collection::vec(prop::collection::vec(2u16..5, 1..6), 1..8),
            text in prop::collection::vec(0u16..6, 0..40),
        ) {
            let numbered: Vec<_> = forms.iter().enumerate().map(|(n, form)| (n as u32, form.clone())).collect();
            let mut found = Vec::new();
            Trie::new(&numbered, 6).each_end(0..text.len(), |at| text[at], |form, at| found.push((at, form)));
            found.sort_unstable();
            let mut expected = Vec::new();
            for end in 0..text.len() {
                let words: Vec<_> = text[..=end].iter().copied().filter(|&symbol| symbol != BETWEEN).collect();
                let at_word = text[end] != BETWEEN;
                let ending = numbered.iter().filter(|(_, form)| at_word && words.ends_with(form));
                expected.extend(ending.map(|&(form, _)| (end, form)));
            }
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
