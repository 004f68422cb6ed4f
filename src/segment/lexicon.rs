//! The lexicon: words of two syllables or more, as a trie over symbols.
//!
//! The first two symbols of a word are a pair, and what begins with it stands in the pair's [`Head`], beside the
//! pair's weights in a segmenter: most words are two syllables long and are known without another look-up.

use super::model::Entry;
use super::pairs::pair;

/// Longest word the lexicon holds, in tokens; longer ones are found by the gaps alone.
pub(super) const LONGEST: usize = 6;

/// How a lexicon word is used: 1 to [`CLASSES`]; 0 says the sequence is only the beginning of words.
///
/// `1 + strength`, and 4 more for a word written with capitals (a name).
pub(super) type WordClass = u8;

/// Number of word classes.
pub(super) const CLASSES: usize = 8;

/// What a sequence of symbols is: a word all segmenters agree upon, a word of some of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub agreed: WordClass,
    pub doubtful: WordClass,
}

/// What a pair of symbols is, and where the longer words that begin with it go on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Head {
    pub word: Found,
    /// Node of the trie; 0 where no longer word begins.
    pub node: u16,
}

/// The third and later symbols of words: an open hash table keyed by node and symbol.
#[derive(Clone, Debug)]
pub(super) struct Tails {
    /// Parent and symbol, child, and what the child is.
    edges: Vec<(u64, u32, Found)>,
}

const EMPTY: u64 = u64::MAX;
const VACANT: (u64, u32, Found) = (EMPTY, 0, Found { agreed: 0, doubtful: 0 });

fn edge(node: u32, symbol: u16) -> u64 {
    u64::from(node) << 16 | u64::from(symbol)
}

/// The lexicon of two sorted lists of words: what begins with each pair, in the order of the pairs, and the rest.
///
/// Words that begin with a pair beyond the 65,535th that has longer words are left out: no such lexicon is mined.
pub(super) fn build(agreed: &[Entry], doubtful: &[Entry]) -> (Vec<(u32, Head)>, Tails) {
    let mut heads: Vec<(u32, Head)> = Vec::with_capacity(agreed.len() + doubtful.len());
    // Two sorted runs, which the stable sort only merges.
    let mut words: Vec<(&Entry, Found)> = Vec::with_capacity(agreed.len() + doubtful.len());
    words.extend(agreed.iter().map(|entry| (entry, Found { agreed: entry.1, doubtful: 0 })));
    words.extend(doubtful.iter().map(|entry| (entry, Found { agreed: 0, doubtful: entry.1 })));
    words.sort_by(|(a, _), (b, _)| a.0.cmp(&b.0));
    let inner: usize = agreed.iter().chain(doubtful).map(|(word, _)| word.len() - 2).sum();
    let mut tails = Tails { edges: vec![VACANT; (2 * inner).next_power_of_two().max(16)] };
    let mut roots = 0u16;
    // Nodes that are not roots are numbered from behind the last possible root.
    let mut nodes = 1 << 16;
    for ((word, _), class) in words {
        let begin = pair(word[0], word[1]);
        if heads.last().is_none_or(|&(last, _)| last != begin) {
            heads.push((begin, Head::default()));
        }
        let Some((_, head)) = heads.last_mut() else { continue };
        let mut found = &mut head.word;
        if word.len() > 2 && head.node == 0 {
            let Some(next) = roots.checked_add(1) else { continue };
            (roots, head.node) = (next, next);
        }
        let mut node = u32::from(head.node);
        for &symbol in &word[2..] {
            let key = edge(node, symbol);
            let slot = tails.slot(key);
            if tails.edges[slot].0 == EMPTY {
                tails.edges[slot] = (key, nodes, Found::default());
                nodes += 1;
            }
            let (_, child, what) = &mut tails.edges[slot];
            (node, found) = (*child, what);
        }
        found.agreed = found.agreed.max(class.agreed);
        found.doubtful = found.doubtful.max(class.doubtful);
    }
    (heads, tails)
}

impl Tails {
    #[inline]
    fn home(&self, key: u64) -> usize {
        // Fibonacci hashing: the high bits of the product mix node and symbol.
        let shift = 64 - self.edges.len().trailing_zeros();
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> shift) as usize
    }

    /// Reads ahead what goes on with a symbol, so that the cache misses of all look-ups are waited for at once.
    pub fn touch(&self, heads: impl Iterator<Item = (Head, u16)>) {
        let homes = heads.map(|(head, symbol)| self.home(edge(u32::from(head.node), symbol)));
        std::hint::black_box(homes.fold(0, |all, home| all ^ self.edges[home].0));
    }

    #[inline]
    fn slot(&self, key: u64) -> usize {
        let mut at = self.home(key);
        while self.edges[at].0 != key && self.edges[at].0 != EMPTY {
            at = (at + 1) & (self.edges.len() - 1);
        }
        at
    }

    /// Calls `found` with every word that begins with a pair whose head is `head` and goes on with `rest`: its length
    /// and what it is, shorter ones first.
    #[inline]
    pub fn words(&self, head: Head, rest: impl Iterator<Item = u16>, mut found: impl FnMut(u32, Found)) {
        if head.word != Found::default() {
            found(2, head.word);
        }
        if head.node == 0 {
            return;
        }
        let mut node = u32::from(head.node);
        for (symbol, len) in rest.zip(3..=LONGEST as u32) {
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
        let mut agreed: Vec<Entry> = (20..1500).map(|first| (vec![first, 7], 1)).collect();
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
