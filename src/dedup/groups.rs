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
///
/// In a family too large to compare each with each, two that were not compared are copies where their distances from the
/// kept one say so: one less Jaccard is a metric, and `near` the Jaccard of copies.
pub(super) fn candidates(findings: &[Finding], kept: &[u32], near: f64) -> Vec<bool> {
    let within = || findings.iter().filter(|finding| kept[finding.a as usize] == kept[finding.b as usize]);
    let mut distance = vec![0.0; kept.len()];
    for finding in within().filter(|finding| finding.joins()) {
        let far = 1.0 - finding.similarity.jaccard;
        if kept[finding.a as usize] == finding.a {
            distance[finding.b as usize] = far;
        } else if kept[finding.b as usize] == finding.b {
            distance[finding.a as usize] = far;
        }
    }
    let mut families: BTreeMap<u32, Vec<f64>> = BTreeMap::new();
    for (&kept, &distance) in kept.iter().zip(&distance) {
        families.entry(kept).or_default().push(distance);
    }
    families.values_mut().for_each(|distances| distances.sort_unstable_by(f64::total_cmp));
    // How far from the kept one another may be that was not compared with this one.
    let reach = |class: usize| 1.0 - near - distance[class];

    let (mut refused, mut bare) = (vec![false; kept.len()], vec![false; kept.len()]);
    // Copies of each that are out of its reach, itself among them.
    let mut known: Vec<usize> = (0..kept.len()).map(|one| usize::from(distance[one] > reach(one))).collect();
    for finding in within() {
        let (a, b) = (finding.a as usize, finding.b as usize);
        refused[a] |= !finding.joins();
        refused[b] |= finding.kind != RelationKind::Near;
        known[a] += usize::from(distance[b] > reach(a));
        known[b] += usize::from(distance[a] > reach(b));
        bare[a] |= finding.bare == Some(Side::A);
        bare[b] |= finding.bare == Some(Side::B);
    }
    let is_original = |class: usize| {
        let distances = &families[&kept[class]];
        let out_of_reach = distances.len() - distances.partition_point(|&distance| distance <= reach(class));
        !refused[class] && known[class] == out_of_reach
    };
    let originals: Vec<bool> = (0..kept.len()).map(is_original).collect();
    let mut has_marked = vec![false; kept.len()];
    for class in (0..kept.len()).filter(|&class| originals[class] && !bare[class]) {
        has_marked[kept[class] as usize] = true;
    }
    let is_candidate = |class: usize| originals[class] && !(bare[class] && has_marked[kept[class] as usize]);
    (0..kept.len()).map(is_candidate).collect()
}

/// The groups of at least two documents.
pub(super) fn groups(findings: &[Finding], classes: &[&[u32]], near: f64) -> Vec<Group> {
    let kept = kept_for(findings, &vec![Standing::Open; classes.len()]);
    let candidates = candidates(findings, &kept, near);
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
