//! What a document is to another that holds it, as far as others tell.

use super::finding::Finding;
use super::phases::{goes_on, is_apart};
use super::relate::Settings;
use super::relation::{Lead, RelationKind};
use std::collections::HashMap;
use std::ops::Range;

/// Turns `contains` and `cut` into `merges` where one document holds two at different places: a page that begins with an
/// article and goes on with another is no whole article of which the first is a beginning.
pub(super) fn name_mergers(findings: &mut [Finding]) {
    for of_a in findings.chunk_by_mut(|one, other| one.a == other.a) {
        let places = || of_a.iter().filter_map(place);
        let first_end = places().map(|place| place.end).min().unwrap_or(0);
        let last_start = places().map(|place| place.start).max().unwrap_or(0);
        let is_apart = |place: &Range<usize>| is_apart(place, first_end, last_start);
        let others = of_a.iter().filter(|finding| finding.lead != Lead::Evident).filter_map(place);
        let heads = others.filter(|place| is_apart(place) && place.start < first_end);
        let head_end = heads.map(|place| place.end).max().unwrap_or(0);
        for finding in of_a {
            let merged = |place| is_apart(&place) && !goes_on(&place, finding.lead, head_end);
            if place(finding).is_some_and(merged) {
                finding.kind = RelationKind::Merges;
            }
        }
    }
}

/// Where what a document holds, or a cut copy of it, stands in it.
pub(super) fn place(finding: &Finding) -> Option<Range<usize>> {
    finding.passages.first().filter(|_| finding.is_part()).map(|passage| passage.a.clone())
}

/// Turns `contains` into `cut` where the one document is the beginning of the other, though it ends with a sentence: a
/// lead, or all that another paper had room for.
///
/// Not so where a document that is near to `a` is without it, from its first word on: then `a` was put together of the two.
/// One that begins otherwise has a lead of its own in the place of this one.
pub(super) fn name_leads(findings: &mut [Finding], settings: &Settings) {
    let near = near_beginnings(findings, settings);
    let holds = |a: u32, b: u32| {
        let found = findings.binary_search_by_key(&(a.min(b), a.max(b)), |finding| (finding.a, finding.b));
        found.is_ok_and(|at| findings[at].kind.holds())
    };
    let all_hold = |of_a: &Finding| {
        let others = near.get(&of_a.a).into_iter().flatten();
        others.copied().all(|other| holds(other, of_a.b))
    };
    let leads: Vec<bool> = findings.iter().map(|finding| may_be_lead(finding) && all_hold(finding)).collect();
    for (finding, _) in findings.iter_mut().zip(leads).filter(|&(_, lead)| lead) {
        finding.kind = RelationKind::Cut;
    }
}

/// Whether a document holds another that is its lead, if its copies hold that, too.
pub(super) fn may_be_lead(finding: &Finding) -> bool {
    finding.kind == RelationKind::Contains && finding.lead != Lead::No
}

/// For each document those behind it that are near to it, from its first word on. Of very many some are enough.
pub(super) fn near_beginnings(findings: &[Finding], settings: &Settings) -> HashMap<u32, Vec<u32>> {
    let begins_within =
        |finding: &Finding| finding.passages.first().is_some_and(|passage| passage.b.start == 0);
    let mut near: HashMap<u32, Vec<u32>> = HashMap::new();
    for finding in findings.iter().filter(|one| one.kind == RelationKind::Near && begins_within(one)) {
        near.entry(finding.a).or_default().push(finding.b);
    }
    for others in near.values_mut().filter(|others| others.len() >= settings.longest_posting) {
        others.truncate(settings.leaders);
    }
    near
}
