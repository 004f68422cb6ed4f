//! Groups of documents of which one is enough.

use super::finding::Finding;
use super::relation::{RelationKind, Side, Similarity};
use serde::Serialize;
use std::collections::BTreeMap;

/// A document and its copies; at least two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The document to keep, of which each other one is itself a copy (`exact`, `normalised`, `near`, `cut`): the one with
    /// most words; between equals, one that does not depend on the order of documents (between those equal byte for byte,
    /// the first).
    pub survivor: u32,
    /// All documents of the group, the survivor first, in the order of words.
    pub members: Vec<u32>,
    /// Those of which all others are copies, in the same order: any of them may be kept in place of the survivor. One without
    /// the tone and shape marks that another of these has is none of them.
    pub candidates: Vec<u32>,
}

impl Group {
    /// An empty group that this document will be the first of.
    pub(super) fn of(survivor: u32) -> Self {
        Self { survivor, members: Vec::new(), candidates: Vec::new() }
    }
}

/// What is settled of a class before it is grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Open,
    /// It was kept before.
    Kept,
    /// Another was kept in its place.
    Removed,
}

/// For each class the one that is kept in its place, of which it is a copy: itself, where it is no copy of a kept one.
///
/// Of the open ones the fuller is asked first, so that a chain of copies falls where its ends are no copies of each other;
/// of several kept ones a copy goes to the one it is closest to. `findings` are in the order of `a`, the fuller one.
pub(super) fn kept_for(findings: &[Finding], standings: &[Standing]) -> Vec<u32> {
    let standing = |class: u32| standings[class as usize];
    // Who may be kept for whom: a cut copy never for the whole article, and a shorter one only where it was kept before.
    let pairs = || {
        let copies = findings.iter().filter(|finding| finding.joins());
        copies.flat_map(|&Finding { a, b, kind, similarity: Similarity { jaccard, .. }, .. }| {
            let turned = kind == RelationKind::Near && standing(b) == Standing::Kept;
            std::iter::once((a, b, jaccard)).chain(turned.then_some((b, a, jaccard)))
        })
    };
    let mut is_copy = vec![false; standings.len()];
    for round in [Standing::Kept, Standing::Open] {
        for (one, other, _) in pairs().filter(|&(one, ..)| standing(one) == round) {
            // By the time an open one is asked, all fuller ones were.
            let stays = round == Standing::Kept || !is_copy[one as usize];
            is_copy[other as usize] |= stays && standing(other) == Standing::Open;
        }
    }
    let mut kept: Vec<u32> = (0..standings.len() as u32).collect();
    let mut closest = vec![-1.0; standings.len()];
    for (one, other, jaccard) in pairs() {
        let stays = standing(one) != Standing::Removed && !is_copy[one as usize];
        if stays && is_copy[other as usize] && jaccard > closest[other as usize] {
            (kept[other as usize], closest[other as usize]) = (one, jaccard);
        }
    }
    kept
}

/// For each class whether all others for which the same one is `kept` are copies of it, and it lacks no marks that another such
/// class has.
pub(super) fn candidates(findings: &[Finding], kept: &[u32]) -> Vec<bool> {
    let (mut copies, mut bare) = (vec![0u32; kept.len()], vec![false; kept.len()]);
    let within = |finding: &&Finding| finding.joins() && kept[finding.a as usize] == kept[finding.b as usize];
    for finding in findings.iter().filter(within) {
        let (a, b) = (finding.a as usize, finding.b as usize);
        copies[a] += 1;
        copies[b] += u32::from(finding.kind == RelationKind::Near);
        bare[a] |= finding.bare == Some(Side::A);
        bare[b] |= finding.bare == Some(Side::B);
    }
    let mut sizes = vec![0u32; kept.len()];
    kept.iter().for_each(|&one| sizes[one as usize] += 1);
    let is_original = |class: usize| copies[class] + 1 == sizes[kept[class] as usize];
    let mut has_marked = vec![false; kept.len()];
    for class in (0..kept.len()).filter(|&class| is_original(class) && !bare[class]) {
        has_marked[kept[class] as usize] = true;
    }
    let is_candidate =
        |class: usize| is_original(class) && !(bare[class] && has_marked[kept[class] as usize]);
    (0..kept.len()).map(is_candidate).collect()
}

/// The groups of at least two documents.
pub(super) fn groups(findings: &[Finding], classes: &[&[u32]]) -> Vec<Group> {
    let kept = kept_for(findings, &vec![Standing::Open; classes.len()]);
    let candidates = candidates(findings, &kept);
    let mut sizes = vec![0; classes.len()];
    classes.iter().zip(&kept).for_each(|(class, &kept)| sizes[kept as usize] += class.len());
    let mut groups: BTreeMap<u32, Group> = BTreeMap::new();
    for ((class, kept), is_candidate) in classes.iter().zip(kept).zip(candidates) {
        if sizes[kept as usize] > 1 {
            let group = groups.entry(kept).or_insert_with(|| Group::of(class[0]));
            group.members.extend_from_slice(class);
            if is_candidate {
                group.candidates.extend_from_slice(class);
            }
        }
    }
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_unstable_by_key(|group| group.survivor);
    groups
}
