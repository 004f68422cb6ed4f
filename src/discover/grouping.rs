//! Forms of one phrase: what differs by the order of its parts or by one word.

use super::phrase::Candidate;
use crate::syllable::Key;
use std::collections::HashMap;

/// A phrase and its other forms, as indices of candidates, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) head: usize,
    pub(super) others: Vec<usize>,
}

/// Groups candidates that come in the order of their rank, until there are `most` groups.
///
/// Case, comma and the place of tone marks part no candidates at all, they are in the keys. `tham nhũng, lãng phí` is
/// taken into the group of `lãng phí, tham nhũng`, and `đẩy mạnh công nghiệp hóa, hiện đại hóa` into that of the phrase
/// without its first word.
pub(super) fn group(
    candidates: &[Candidate],
    ranked: impl Iterator<Item = usize>,
    most: usize,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_parts: HashMap<Vec<Key>, usize> = HashMap::new();
    let mut by_fewer_parts: HashMap<Vec<Key>, usize> = HashMap::new();
    for index in ranked {
        let candidate = &candidates[index];
        let parts = sorted(candidate.keys.clone());
        let without_one: Vec<Vec<Key>> = candidate.without_a_word().map(sorted).collect();
        let same = by_parts.get(&parts).into_iter().chain(by_fewer_parts.get(&parts));
        let shorter = without_one.iter().filter_map(|parts| by_parts.get(parts));
        if let Some(&group) = same.chain(shorter).min() {
            groups[group].others.push(index);
            continue;
        }
        if groups.len() == most {
            // A later candidate may still be a form of a phrase that is listed, but they only get rarer.
            break;
        }
        by_parts.insert(parts, groups.len());
        // Of two syllables, one word less is a single word: `cán bộ` says nothing of `cán bộ xã`.
        for fewer in without_one.into_iter().filter(|fewer| fewer.len() > 2) {
            by_fewer_parts.entry(fewer).or_insert(groups.len());
        }
        groups.push(Group { head: index, others: Vec::new() });
    }
    groups
}

fn sorted(mut keys: Vec<Key>) -> Vec<Key> {
    keys.sort_unstable();
    keys
}
