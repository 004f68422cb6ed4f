//! Aho-Corasick over words.

/// Number of a word in the vocabulary of an automaton.
pub(super) type Symbol = u16;

/// A word outside the vocabulary, or a mark that no phrase spans: back to the root at once.
pub(super) const UNKNOWN: Symbol = 0;
/// A mark or `và` between two words: the state stays as it is.
pub(super) const BETWEEN: Symbol = 1;
/// The first symbol of a word.
pub(super) const FIRST: Symbol = 2;

/// All forms as one automaton (Aho & Corasick 1975) on the stream of words; what stands between the words is
/// for the caller to verify.
///
/// A state keeps its few edges side by side; the root alone, where most of a text is read, has a table.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Next state of the root by symbol.
    root: Vec<u32>,
    /// Edges of state `s`: `edges[edge_starts[s]..edge_starts[s + 1]]`, by symbol.
    edge_starts: Vec<u32>,
    edges: Vec<(Symbol, u32)>,
    fail: Vec<u32>,
    /// The nearest state that ends a form, on the way from a state to the root; 0 for none.
    report: Vec<u32>,
    /// Forms that end in state `s`: `ends[end_starts[s]..end_starts[s + 1]]`.
    end_starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Automaton {
    /// The automaton of the given forms, each a number and its words as symbols below `symbols`.
    pub(super) fn new(forms: &[(u32, Vec<Symbol>)], symbols: usize) -> Self {
        let mut children: Vec<Vec<(Symbol, u32)>> = vec![Vec::new()];
        let mut ends: Vec<Vec<u32>> = vec![Vec::new()];
        for (form, words) in forms {
            let mut state = 0;
            for &symbol in words {
                state = match children[state].binary_search_by_key(&symbol, |edge| edge.0) {
                    Ok(at) => children[state][at].1 as usize,
                    Err(at) => {
                        let new = children.len();
                        children[state].insert(at, (symbol, new as u32));
                        children.push(Vec::new());
                        ends.push(Vec::new());
                        new
                    }
                };
            }
            ends[state].push(*form);
        }
        let mut root = vec![0; symbols.max(usize::from(FIRST))];
        for &(symbol, state) in &children[0] {
            root[usize::from(symbol)] = state;
        }
        let mut automaton = Self {
            root,
            edge_starts: starts(&children),
            edges: children.concat(),
            fail: vec![0; children.len()],
            report: vec![0; children.len()],
            end_starts: starts(&ends),
            ends: ends.concat(),
        };
        automaton.link(&children, &ends);
        automaton
    }

    /// Failure and report links, level by level.
    fn link(&mut self, children: &[Vec<(Symbol, u32)>], ends: &[Vec<u32>]) {
        let mut level: Vec<u32> = children[0].iter().map(|edge| edge.1).collect();
        while !level.is_empty() {
            let mut deeper = Vec::new();
            for &state in &level {
                let state = state as usize;
                let fallback = self.fail[state] as usize;
                self.report[state] =
                    if ends[state].is_empty() { self.report[fallback] } else { state as u32 };
                for &(symbol, child) in &children[state] {
                    self.fail[child as usize] = self.step(self.fail[state], symbol);
                    deeper.push(child);
                }
            }
            level = deeper;
        }
    }

    /// The state after reading `symbol`, which is a word's.
    #[inline]
    pub(super) fn step(&self, mut state: u32, symbol: Symbol) -> u32 {
        while state != 0 {
            let from = self.edge_starts[state as usize] as usize;
            let to = self.edge_starts[state as usize + 1] as usize;
            if let Some(state) = next(&self.edges[from..to], symbol) {
                return state;
            }
            state = self.fail[state as usize];
        }
        self.root[usize::from(symbol)]
    }

    /// Whether some form ends in this state.
    #[inline]
    pub(super) fn reports(&self, state: u32) -> bool {
        self.report[state as usize] != 0
    }

    /// The forms that end in this state, the longest first.
    pub(super) fn ends(&self, state: u32) -> impl Iterator<Item = u32> + '_ {
        let first = self.report[state as usize];
        let chain = std::iter::successors(Some(first), |&state| {
            Some(self.report[self.fail[state as usize] as usize])
        });
        chain.take_while(|&state| state != 0).flat_map(|state| {
            let (from, to) = (self.end_starts[state as usize], self.end_starts[state as usize + 1]);
            self.ends[from as usize..to as usize].iter().copied()
        })
    }
}

/// Where the edge of `symbol` leads.
#[inline]
fn next(edges: &[(Symbol, u32)], symbol: Symbol) -> Option<u32> {
    /// Beyond this many, halving is faster than looking at each.
    const FEW: usize = 8;
    if edges.len() <= FEW {
        return edges.iter().find(|edge| edge.0 == symbol).map(|edge| edge.1);
    }
    edges.binary_search_by_key(&symbol, |edge| edge.0).ok().map(|at| edges[at].1)
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

    fn found(automaton: &Automaton, text: &[Symbol]) -> Vec<(usize, u32)> {
        let mut state = 0;
        let mut found = Vec::new();
        for (at, &symbol) in text.iter().enumerate() {
            state = automaton.step(state, symbol);
            found.extend(automaton.ends(state).map(|form| (at + 1, form)));
        }
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn as_looking_everywhere(
            forms in prop::collection::vec(prop::collection::vec(2u16..5, 1..5), 1..8),
            text in prop::collection::vec(2u16..6, 0..40),
        ) {
            let numbered: Vec<_> = forms.iter().enumerate().map(|(n, form)| (n as u32, form.clone())).collect();
            let automaton = Automaton::new(&numbered, 6);
            let mut expected = Vec::new();
            for (n, form) in forms.iter().enumerate() {
                for end in form.len()..=text.len() {
                    if text[end - form.len()..end] == form[..] {
                        expected.push((end, n as u32));
                    }
                }
            }
            expected.sort_unstable();
            prop_assert_eq!(found(&automaton, &text), expected);
        }
    }
}
