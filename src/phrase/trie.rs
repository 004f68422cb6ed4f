//! All forms as one tree of words, and a filter that says where in a text none of them begins.

use hashbrown::HashTable;
use std::ops::Range;

/// Number of a word in the vocabulary of a tree.
pub(super) type Symbol = u16;

/// A word outside the vocabulary, or a mark that no phrase spans.
pub(super) const UNKNOWN: Symbol = 0;
/// A mark or `và` between two words: read over.
pub(super) const BETWEEN: Symbol = 1;
/// The first symbol of a word.
pub(super) const FIRST: Symbol = 2;

/// The forms, each found by its first words and a path from there; what stands between the words is for the caller to
/// verify.
///
/// At every word of a text the last two and three are looked up in the filter, which does not depend on what was found
/// before: the processor looks at many words at a time, as it cannot where the state of an automaton is awaited. What
/// passes, few words of ordinary text, is looked for among the heads.
#[derive(Debug)]
pub(super) struct Trie {
    filter: Filter,
    /// One bit for each symbol that is a form alone.
    alone: Vec<u64>,
    /// The nodes of the first three words of each form, or of all words of a shorter one, by these words as one number.
    heads: HashTable<(u64, u32)>,
    nodes: Vec<Node>,
    /// Of all nodes, one after another, each node's by symbol.
    edges: Vec<(Symbol, u32)>,
    /// Of all nodes, one after another.
    ends: Vec<u32>,
}

/// What begins here ends where that of the next node begins: one cache line tells both.
#[derive(Clone, Copy, Debug)]
struct Node {
    /// The first of its edges.
    edges: u32,
    /// The first of the forms that end in it.
    ends: u32,
}

/// Words of a form that the filter knows.
const HEAD: usize = 3;

impl Trie {
    /// The tree of the given forms, each a number and its words as symbols below `symbols`.
    pub(super) fn new(forms: &[(u32, Vec<Symbol>)], symbols: usize) -> Self {
        let mut children: Vec<Vec<(Symbol, u32)>> = Vec::new();
        let mut ends: Vec<Vec<u32>> = Vec::new();
        let mut filter = Filter::new(forms.len());
        let mut alone = vec![0; symbols.max(usize::from(FIRST)).div_ceil(64)];
        let mut heads: HashTable<(u64, u32)> = HashTable::new();
        for (form, words) in forms {
            let (head, rest) = words.split_at(words.len().min(HEAD));
            let head = match *head {
                [] => continue,
                [only] => {
                    alone[usize::from(only) / 64] |= 1 << (only % 64);
                    row([BETWEEN, BETWEEN, only])
                }
                [first, second] => {
                    filter.add_pair(first, second);
                    row([BETWEEN, first, second])
                }
                [first, second, third, ..] => {
                    filter.add_triple(first, second, third);
                    row([first, second, third])
                }
            };
            let mut add = |children: &mut Vec<Vec<(Symbol, u32)>>| {
                ends.push(Vec::new());
                children.push(Vec::new());
                children.len() as u32 - 1
            };
            let known = heads.find(hash(head), |known| known.0 == head).map(|known| known.1);
            let mut node = known.unwrap_or_else(|| {
                let new = add(&mut children);
                heads.insert_unique(hash(head), (head, new), |known| hash(known.0));
                new
            }) as usize;
            for &symbol in rest {
                node = match children[node].binary_search_by_key(&symbol, |edge| edge.0) {
                    Ok(at) => children[node][at].1,
                    Err(at) => {
                        let new = add(&mut children);
                        children[node].insert(at, (symbol, new));
                        new
                    }
                } as usize;
            }
            ends[node].push(*form);
        }
        let starts = starts(&children).into_iter().zip(starts(&ends));
        let nodes = starts.map(|(edges, ends)| Node { edges, ends }).collect();
        Self { filter, alone, heads, nodes, edges: children.concat(), ends: ends.concat() }
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
            if (alone | self.filter.may_hold(first, second, third)) & 1 == 1 {
                self.walk([first, second, third], place, places.end, &read, &mut end);
            }
            (first, second) = (second, third);
        }
    }

    /// The forms of one and two words that end at `place`, and the longer ones whose third word stands there.
    fn walk(
        &self,
        [first, second, third]: [Symbol; HEAD],
        place: usize,
        upto: usize,
        read: &impl Fn(usize) -> Symbol,
        end: &mut impl FnMut(u32, usize),
    ) {
        let mut report = |node: u32, place| self.ends(node).iter().for_each(|&form| end(form, place));
        for head in [[BETWEEN, BETWEEN, third], [BETWEEN, second, third]] {
            if let Some(node) = self.head(head) {
                report(node, place);
            }
        }
        let Some(mut node) = self.head([first, second, third]) else { return };
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

    fn head(&self, words: [Symbol; HEAD]) -> Option<u32> {
        let words = row(words);
        self.heads.find(hash(words), |known| known.0 == words).map(|known| known.1)
    }

    /// Where the edge of `symbol` leads.
    fn below(&self, node: u32, symbol: Symbol) -> Option<u32> {
        /// Beyond this many, halving is faster than looking at each.
        const FEW: usize = 8;
        let edges = &self.edges
            [self.nodes[node as usize].edges as usize..self.nodes[node as usize + 1].edges as usize];
        if edges.len() <= FEW {
            return edges.iter().find(|edge| edge.0 == symbol).map(|edge| edge.1);
        }
        edges.binary_search_by_key(&symbol, |edge| edge.0).ok().map(|at| edges[at].1)
    }

    fn ends(&self, node: u32) -> &[u32] {
        &self.ends[self.nodes[node as usize].ends as usize..self.nodes[node as usize + 1].ends as usize]
    }
}

/// Which first words forms have: of a pair or triple that none has, it says so but for one in a hundred.
///
/// A Bloom filter of two bits a form, all in one word, which the last two words of the head choose: one look at memory
/// tells of pair and triple. With one bit a form, most of what passes is no head.
#[derive(Debug)]
struct Filter(Vec<u64>);

impl Filter {
    fn new(forms: usize) -> Self {
        /// With twice as many, the filter does not stay in the nearest memory; with half, four times as much passes.
        const FORMS_A_WORD: usize = 2;
        Self(vec![0; (forms / FORMS_A_WORD).next_power_of_two()])
    }

    fn add_pair(&mut self, first: Symbol, second: Symbol) {
        let pair = hash(row([BETWEEN, first, second]));
        self.add(pair, pair);
    }

    fn add_triple(&mut self, first: Symbol, second: Symbol, third: Symbol) {
        self.add(hash(row([BETWEEN, second, third])), hash(row([first, second, third])));
    }

    fn add(&mut self, pair: u64, head: u64) {
        let word = self.at(pair);
        self.0[word] |= 1 << (head >> 58) | 1 << (head >> 52 & 63);
    }

    fn at(&self, pair: u64) -> usize {
        pair as usize & (self.0.len() - 1)
    }

    /// 1 where the last two or all three words may be the head of a form; the other bits say nothing.
    #[inline]
    fn may_hold(&self, first: Symbol, second: Symbol, third: Symbol) -> u64 {
        let (pair, triple) = (hash(row([BETWEEN, second, third])), hash(row([first, second, third])));
        let word = self.0[self.at(pair)];
        let holds = |head: u64| (word >> (head >> 58)) & (word >> (head >> 52 & 63));
        holds(pair) | holds(triple)
    }
}

/// Words as one number.
#[inline]
fn row([first, second, third]: [Symbol; HEAD]) -> u64 {
    u64::from(first) << 32 | u64::from(second) << 16 | u64::from(third)
}

/// Fibonacci hashing: by an odd number without a pattern in its bits, 2⁶⁴ by the golden ratio. The low bits of the
/// product know of the last word alone, so the high ones are laid over them.
#[inline]
fn hash(words: u64) -> u64 {
    const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;
    let product = words.wrapping_mul(GOLDEN);
    product ^ product >> 32
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
