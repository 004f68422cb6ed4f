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
/// A state keeps its few edges side by side; the root alone, where most of a text is read, has a table. Most steps find
/// no edge, and a filter of one bit says so without a look at them.
#[derive(Debug)]
pub(super) struct Automaton {
    /// Next state of the root by symbol.
    root: Vec<State>,
    /// One bit for each edge, at the hash of its state and symbol.
    filter: Vec<u64>,
    /// Edges of state `s`: `edges[edge_starts[s]..edge_starts[s + 1]]`, by symbol.
    edge_starts: Vec<u32>,
    edges: Vec<(Symbol, State)>,
    fail: Vec<State>,
    /// The nearest state that ends a form, on the way from a state to the root; 0 for none.
    report: Vec<u32>,
    /// Forms that end in state `s`: `ends[end_starts[s]..end_starts[s + 1]]`.
    end_starts: Vec<u32>,
    ends: Vec<u32>,
}

/// A state, and whether some form ends in it: one look less at every word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct State(u32);

impl State {
    pub(super) const ROOT: State = State(0);
    const REPORTS: u32 = 1 << 31;

    fn index(self) -> usize {
        (self.0 & !Self::REPORTS) as usize
    }

    /// Whether some form ends in this state.
    #[inline]
    pub(super) fn reports(self) -> bool {
        self.0 & Self::REPORTS != 0
    }
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
        let mut root = vec![State::ROOT; symbols.max(usize::from(FIRST))];
        for &(symbol, state) in &children[0] {
            root[usize::from(symbol)] = State(state);
        }
        let edges = children.iter().flatten().map(|&(symbol, state)| (symbol, State(state))).collect();
        // Sixteen bits an edge: with fewer, one step in ten looks at edges for nothing.
        let bits = (children.len() * 16).next_power_of_two().max(64);
        let mut automaton = Self {
            root,
            filter: vec![0; bits / 64],
            edge_starts: starts(&children),
            edges,
            fail: vec![State::ROOT; children.len()],
            report: vec![0; children.len()],
            end_starts: starts(&ends),
            ends: ends.concat(),
        };
        for (state, edges) in children.iter().enumerate() {
            for (symbol, _) in edges {
                let (word, bit) = automaton.place(state, *symbol);
                automaton.filter[word] |= bit;
            }
        }
        automaton.link(&children, &ends);
        automaton.flag();
        automaton
    }

    /// Where the filter has the bit of an edge.
    #[inline]
    fn place(&self, state: usize, symbol: Symbol) -> (usize, u64) {
        let hash = ((state as u64) << 16 | u64::from(symbol)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let at = (hash >> 32) as usize & (self.filter.len() * 64 - 1);
        (at / 64, 1 << (at % 64))
    }

    /// Writes into every state that is led to whether it reports.
    fn flag(&mut self) {
        let Self { root, edges, fail, report, .. } = self;
        let targets = edges.iter_mut().map(|edge| &mut edge.1);
        for state in root.iter_mut().chain(fail).chain(targets) {
            if report[state.index()] != 0 {
                state.0 |= State::REPORTS;
            }
        }
    }

    /// Failure and report links, level by level.
    fn link(&mut self, children: &[Vec<(Symbol, u32)>], ends: &[Vec<u32>]) {
        let mut level: Vec<u32> = children[0].iter().map(|edge| edge.1).collect();
        while !level.is_empty() {
            let mut deeper = Vec::new();
            for &state in &level {
                let state = state as usize;
                let fallback = self.fail[state].index();
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
    pub(super) fn step(&self, mut state: State, symbol: Symbol) -> State {
        while state.index() != 0 {
            let (word, bit) = self.place(state.index(), symbol);
            if self.filter[word] & bit != 0 {
                let from = self.edge_starts[state.index()] as usize;
                let to = self.edge_starts[state.index() + 1] as usize;
                if let Some(state) = next(&self.edges[from..to], symbol) {
                    return state;
                }
            }
            state = self.fail[state.index()];
        }
        self.root[usize::from(symbol)]
    }

    /// The forms that end in this state, the longest first.
    pub(super) fn ends(&self, state: State) -> impl Iterator<Item = u32> + '_ {
        let first = self.report[state.index()];
        let chain =
            std::iter::successors(Some(first), |&state| Some(self.report[self.fail[state as usize].index()]));
        chain.take_while(|&state| state != 0).flat_map(|state| {
            let (from, to) = (self.end_starts[state as usize], self.end_starts[state as usize + 1]);
            self.ends[from as usize..to as usize].iter().copied()
        })
    }
}

/// Where the edge of `symbol` leads.
#[inline]
fn next(edges: &[(Symbol, State)], symbol: Symbol) -> Option<State> {
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
        let mut state = State::ROOT;
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
