//! The lexicon: words of two syllables or more, as a trie over symbols.

/// Longest word the lexicon holds, in tokens; longer ones are found by the gaps alone.
pub(super) const LONGEST: usize = 6;

/// How a lexicon word is used: 1 to [`CLASSES`]; 0 says the sequence is only the beginning of words.
///
/// `1 + strength`, and 4 more for a word written with capitals (a name).
pub(super) type WordClass = u8;

/// Number of word classes.
pub(super) const CLASSES: usize = 8;

/// Words over symbols.
///
/// Node 0 is the root; an edge is a slot of one open hash table keyed by node and symbol, so that a step is one
/// probe.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    edges: Vec<(u64, u32)>,
    classes: Vec<WordClass>,
    taken: usize,
}

const EMPTY: u64 = u64::MAX;

fn edge(node: u32, symbol: u16) -> u64 {
    u64::from(node) << 16 | u64::from(symbol)
}

impl Lexicon {
    /// A lexicon without words.
    pub fn new() -> Self {
        Self { edges: vec![(EMPTY, 0); 1024], classes: vec![0], taken: 0 }
    }

    /// A lexicon of words with their classes.
    pub fn of(words: &[(Vec<u16>, WordClass)]) -> Self {
        let mut lexicon = Self::new();
        words.iter().for_each(|(word, class)| lexicon.insert(word, *class));
        lexicon
    }

    fn slot(&self, key: u64) -> usize {
        // Fibonacci hashing: the high bits of the product mix node and symbol.
        let shift = 64 - self.edges.len().trailing_zeros();
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize;
        while self.edges[at].0 != key && self.edges[at].0 != EMPTY {
            at = (at + 1) & (self.edges.len() - 1);
        }
        at
    }

    #[inline]
    fn step(&self, node: u32, symbol: u16) -> Option<u32> {
        let (found, child) = self.edges[self.slot(edge(node, symbol))];
        (found != EMPTY).then_some(child)
    }

    /// Adds a word, or changes the class of one.
    pub fn insert(&mut self, word: &[u16], class: WordClass) {
        let mut node = 0;
        for &symbol in word {
            node = match self.step(node, symbol) {
                Some(child) => child,
                None => {
                    if 2 * (self.taken + 1) > self.edges.len() {
                        self.grow();
                    }
                    let child = self.classes.len() as u32;
                    self.classes.push(0);
                    let key = edge(node, symbol);
                    let at = self.slot(key);
                    self.edges[at] = (key, child);
                    self.taken += 1;
                    child
                }
            };
        }
        self.classes[node as usize] = class;
    }

    fn grow(&mut self) {
        let doubled = vec![(EMPTY, 0); 2 * self.edges.len()];
        for (key, child) in std::mem::replace(&mut self.edges, doubled) {
            if key != EMPTY {
                let at = self.slot(key);
                self.edges[at] = (key, child);
            }
        }
    }

    /// Calls `found` with every lexicon word that begins with the first of `symbols`: its length and class,
    /// shorter ones first.
    #[inline]
    pub fn words_at(&self, symbols: &[u16], mut found: impl FnMut(u32, WordClass)) {
        let mut node = 0;
        for (index, &symbol) in symbols.iter().take(LONGEST).enumerate() {
            let Some(child) = self.step(node, symbol) else { return };
            node = child;
            let class = self.classes[node as usize];
            if class != 0 {
                found(index as u32 + 1, class);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_begin() {
        let mut lexicon = Lexicon::new();
        for first in 20..1500 {
            lexicon.insert(&[first, 7], 1);
        }
        lexicon.insert(&[1, 2], 3);
        lexicon.insert(&[1, 2, 3, 4], 5);
        let mut found = Vec::new();
        lexicon.words_at(&[1, 2, 3, 4, 5], |len, class| found.push((len, class)));
        assert_eq!(found, [(2, 3), (4, 5)]);
        let mut words = |symbols: &[u16]| {
            found.clear();
            lexicon.words_at(symbols, |len, class| found.push((len, class)));
            found.len()
        };
        assert_eq!((words(&[1, 3]), words(&[1499, 7]), words(&[1500, 7]), words(&[])), (0, 1, 0, 0));
    }
}
