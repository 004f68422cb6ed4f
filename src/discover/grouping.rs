//! Forms of one phrase: what differs by a word of grammar, by the order of its parts, or has one word more, and its own
//! parts.

use super::edges::EdgeWords;
use super::phrase::Candidate;
use crate::syllable::Key;
use std::collections::{BTreeMap, HashMap};

/// For a candidate, those that are the same but for words that a form may have or lack, the best first.
pub(super) type Variants = BTreeMap<usize, Vec<usize>>;

/// Takes the variants of better candidates out of `ranked`, which has the best first.
///
/// `đời sống nhân dân` is no phrase beside `đời sống của nhân dân`: they are one, and its articles are those of both.
pub(super) fn merge_variants(
    candidates: &[Candidate],
    ranked: &mut Vec<usize>,
    edge_words: &EdgeWords,
) -> Variants {
    let mut heads: HashMap<Vec<i32>, usize> = HashMap::new();
    let mut variants = Variants::new();
    ranked.retain(|&index| {
        let head = *heads.entry(candidates[index].core(edge_words)).or_insert(index);
        if head != index {
            variants.entry(head).or_default().push(index);
        }
        head == index
    });
    variants
}

/// A phrase and its other forms, as indices of candidates, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) head: usize,
    pub(super) others: Vec<usize>,
}

/// A phrase in so many times the articles of another is no form of it: `kinh tế - xã hội` is not one of the name of a
/// programme that holds it.
const COMMONER: u32 = 3;

/// Groups candidates that come in the order of their rank, until there are `most` groups.
///
/// Case, comma and the place of tone marks part no candidates at all, they are in the keys. `tham nhũng, lãng phí` is
/// taken into the group of `lãng phí, tham nhũng`, and `đẩy mạnh công nghiệp hóa, hiện đại hóa` into that of the phrase
/// without its first word. So is a part of a phrase that comes before it, for nobody wants to read one thing in ten rows.
pub(super) fn group(
    candidates: &[Candidate],
    ranked: impl Iterator<Item = usize>,
    most: usize,
) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    // For each word, the groups whose head holds it, and how often.
    let mut by_word: HashMap<&[Key], Vec<(usize, usize)>> = HashMap::new();
    let mut shared: Vec<usize> = Vec::new();
    for index in ranked {
        let candidate = &candidates[index];
        let words = counted(candidate);
        shared.clear();
        shared.resize(groups.len(), 0);
        for (word, count) in &words {
            for &(group, times) in by_word.get(word).into_iter().flatten() {
                shared[group] += word.len() * times.min(*count);
            }
        }
        let is_form = |group: &usize| {
            let head = &candidates[groups[*group].head];
            let is_part = shared[*group] == candidate.keys.len();
            let has_a_word_more =
                shared[*group] == head.keys.len() && candidate.words.len() == head.words.len() + 1;
            (is_part || has_a_word_more) && candidate.repeat.documents <= COMMONER * head.repeat.documents
        };
        if let Some(group) = (0..groups.len()).find(is_form) {
            groups[group].others.push(index);
            continue;
        }
        if groups.len() == most {
            // A later candidate may still be a form of a phrase that is listed, but they only get rarer.
            break;
        }
        for (word, count) in words {
            by_word.entry(word).or_default().push((groups.len(), count));
        }
        groups.push(Group { head: index, others: Vec::new() });
    }
    groups
}

/// The words of a phrase, each once, with the times that it stands there.
fn counted(candidate: &Candidate) -> Vec<(&[Key], usize)> {
    let mut words: Vec<&[Key]> = candidate.each_word().collect();
    words.sort_unstable();
    words.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect()
}
