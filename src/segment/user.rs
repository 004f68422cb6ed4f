//! Words of the user, which stand above what the model says.

use crate::error::{Error, Result};
use crate::syllable::Forms;
use crate::tokens::Tokens;
use std::collections::HashMap;

/// Words as a trie over the hashes of keys, so that it serves every table of forms.
#[derive(Clone, Debug)]
pub(super) struct UserWords {
    edges: HashMap<(u32, u64), u32>,
    ends: Vec<bool>,
}

/// The hashes of a sentence; a buffer to be used again.
pub(super) type Found = Vec<u64>;

impl Default for UserWords {
    fn default() -> Self {
        Self { edges: HashMap::new(), ends: vec![false] }
    }
}

impl UserWords {
    /// Adds a word.
    pub fn insert(&mut self, word: &str) -> Result<()> {
        let (mut forms, mut tokens) = (Forms::new(), Tokens::default());
        tokens.read(&word.replace('_', " "), &mut forms);
        if tokens.sentences.len() != 1 {
            let reason = if tokens.is_empty() { "has no token" } else { "is more than one sentence" };
            return Err(Error::Settings(format!("the user word `{word}` {reason}")));
        }
        let mut node = 0;
        for &id in &tokens.forms {
            let fresh = self.ends.len() as u32;
            node = *self.edges.entry((node, forms.hash(id))).or_insert(fresh);
            if node == fresh {
                self.ends.push(false);
            }
        }
        self.ends[node as usize] = true;
        Ok(())
    }

    /// Joins every word found in a sentence and cuts before and behind it.
    pub fn apply(&self, sentence: impl Iterator<Item = u64>, hashes: &mut Found, joined: &mut [bool]) {
        hashes.clear();
        hashes.extend(sentence);
        let mut at = 0;
        while at < hashes.len() {
            let len = self.longest(&hashes[at..]);
            if len > 0 {
                if at > 0 {
                    joined[at - 1] = false;
                }
                joined[at..at + len - 1].fill(true);
                joined[at + len - 1] = false;
            }
            at += len.max(1);
        }
    }

    fn longest(&self, hashes: &[u64]) -> usize {
        let (mut node, mut longest) = (0, 0);
        for (index, &hash) in hashes.iter().enumerate() {
            let Some(&child) = self.edges.get(&(node, hash)) else { break };
            node = child;
            if self.ends[node as usize] {
                longest = index + 1;
            }
        }
        longest
    }
}
