//! The lexicon: words of two syllables or more, as a trie over symbols.

/// Longest word the lexicon holds, in tokens; longer ones are found by the gaps alone.
pub(super) const LONGEST: usize = 6;

/// How a lexicon word is used: 1 to [`CLASSES`]; 0 says the sequence is only the beginning of words.
///
/// `1 + strength`, and 4 more for a word written with capitals (a name).
pub(super) type WordClass = u8;

/// Number of word classes.
pub(super) const CLASSES: usize = 8;

/// Words over symbols: those all segmenters agree upon and those of some.
///
/// The first step is a table by symbol, every other a slot of one open hash table keyed by node and symbol that says
/// what was found, so that a step is one probe and one cache miss.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    /// Node of each symbol that begins a word; 0, the root, for the others.
    roots: Vec<u32>,
    /// Parent and symbol, child, and what the child is.
    edges: Vec<(u64, u32, Found)>,
    nodes: u32,
    taken: usize,
}

/// What a sequence of symbols is: a word all agree upon, a word of some.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub agreed: WordClass,
    pub doubtful: WordClass,
}

const EMPTY: u64 = u64::MAX;
const VACANT: (u64, u32, Found) = (EMPTY, 0, Found { agreed: 0, doubtful: 0 });

fn edge(node: u32, symbol: u16) -> u64 {
    u64::from(node) << 16 | u64::from(symbol)
}

impl Lexicon {
    /// The lexicon of two lists of words.
    pub fn of(agreed: &[(Vec<u16>, WordClass)], doubtful: &[(Vec<u16>, WordClass)]) -> Self {
        let mut lexicon = Self { roots: vec![0; 1 << 16], edges: vec![VACANT; 1024], nodes: 1, taken: 0 };
        for (word, class) in agreed {
            lexicon.insert(word).agreed = *class;
        }
        for (word, class) in doubtful {
            lexicon.insert(word).doubtful = *class;
        }
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

    /// What a word of two symbols or more is.
    fn insert(&mut self, word: &[u16]) -> &mut Found {
        let (first, rest) = (usize::from(word[0]), &word[1..]);
        if self.roots[first] == 0 {
            self.roots[first] = self.new_node();
        }
        let (mut node, mut last) = (self.roots[first], 0);
        for &symbol in rest {
            if 2 * (self.taken + 1) > self.edges.len() {
                self.grow();
            }
            let key = edge(node, symbol);
            last = self.slot(key);
            if self.edges[last].0 == EMPTY {
                self.edges[last] = (key, self.new_node(), Found::default());
                self.taken += 1;
            }
            node = self.edges[last].1;
        }
        &mut self.edges[last].2
    }

    fn new_node(&mut self) -> u32 {
        self.nodes += 1;
        self.nodes - 1
    }

    fn grow(&mut self) {
        let doubled = vec![VACANT; 2 * self.edges.len()];
        for taken in std::mem::replace(&mut self.edges, doubled) {
            if taken.0 != EMPTY {
                let at = self.slot(taken.0);
                self.edges[at] = taken;
            }
        }
    }

    /// Calls `found` with every word of two symbols or more that begins with the first of `symbols`: its length and
    /// what it is, shorter ones first.
    #[inline]
    pub fn words_at(&self, symbols: &[u16], mut found: impl FnMut(u32, Found)) {
        let Some((&first, rest)) = symbols.split_first() else { return };
        let mut node = self.roots[usize::from(first)];
        if node == 0 {
            return;
        }
        for (&symbol, len) in rest.iter().zip(2..=LONGEST as u32) {
            let (key, child, word) = self.edges[self.slot(edge(node, symbol))];
            if key == EMPTY {
                return;
            }
            node = child;
            if word != Found::default() {
                found(len, word);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_begin() {
        let mut agreed: Vec<_> = (20..1500).map(|first| (vec![first, 7], 1)).collect();
        agreed.extend([(vec![1, 2], 3), (vec![1, 2, 3, 4], 5)]);
        let lexicon = Lexicon::of(&agreed, &[(vec![1, 2, 3, 4], 2)]);
        let mut found = Vec::new();
        lexicon.words_at(&[1, 2, 3, 4, 5], |len, word| found.push((len, word.agreed, word.doubtful)));
        assert_eq!(found, [(2, 3, 0), (4, 5, 2)]);
        let mut words = |symbols: &[u16]| {
            found.clear();
            lexicon.words_at(symbols, |len, word| found.push((len, word.agreed, word.doubtful)));
            found.len()
        };
        assert_eq!((words(&[1, 3]), words(&[1499, 7]), words(&[1500, 7]), words(&[])), (0, 1, 0, 0));
    }
}
