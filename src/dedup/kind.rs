//! What one document is to another, told from their comparison.

use super::align::{Aligned, Comparison, WORTH_COUNTING};
use super::cohesion::recurrence;
use super::fingerprint::Sketch;
use super::relate::Settings;
use super::relation::{Lead, RelationKind, Similarity, Slots};
use super::sample::SHINGLE;
use super::shingled::TELEGRAM;
use std::ops::Range;

/// What `b` is to the fuller document `a`.
pub(super) fn kind(
    a: &Sketch,
    b: &Sketch,
    comparison: &Comparison,
    settings: &Settings,
) -> Option<RelationKind> {
    let main = comparison.main()?;
    let Comparison { open_a, open_b, similarity, .. } = *comparison;
    let Similarity { jaccard, containment_b, coverage_a, coverage_b, numbers, names, .. } = similarity;
    if b.len() < settings.short {
        // Of a headline or a telegram the name is the news.
        let differ = numbers.differ + names.differ + comparison.edges().telling;
        return (jaccard >= settings.near_short && differ == 0).then_some(RelationKind::Near);
    }
    let near = jaccard >= settings.near || coverage_a.min(coverage_b) >= settings.covered;
    let contained = (containment_b >= settings.contained || coverage_b >= settings.covered)
        && !comparison.rests_on_stock();
    if !near && !contained || comparison.shared < FEWEST_SHINGLES || is_another_list(comparison, settings) {
        return (main.evidence + SHINGLE > settings.passage).then_some(RelationKind::SharesPassage);
    }
    let other_report = is_form(numbers, names, settings)
        || is_form(names, numbers, settings)
        || (near || b.len() < TELEGRAM && numbers.differ > 0) && is_filled_in(comparison, settings)
        || is_measured_anew(comparison, settings);
    if jaccard < settings.corrected && other_report {
        return Some(RelationKind::SameForm);
    }
    let is_headed = main.a.start <= HEAD && a.len() - main.a.end <= LONGEST_TAIL;
    let goes_on = !(is_headed && open_b.share < settings.goes_on)
        && open_a.share >= settings.goes_on
        && open_a.shingles >= settings.passage
        && open_b.share < open_a.share / 2.0
        && !is_abridged(a, comparison)
        || is_surrounded(a, main, comparison, settings);
    let is_cut = goes_on && is_beginning(a, main, comparison) && breaks_off(a, b, main)
        || (goes_on || !near) && is_under_own_lead(a, main, comparison);
    Some(if contained && is_cut {
        RelationKind::Cut
    } else if contained && (goes_on || !near) {
        RelationKind::Contains
    } else {
        RelationKind::Near
    })
}

/// Shingles that a copy shares at the least. Fewer are a title or a set phrase.
const FEWEST_SHINGLES: usize = 8;

/// Numbers that no later version of a report has otherwise all at once.
const MANY_DIFFER: u32 = 8;

/// Numbers and words of names that must differ before it is more than a corrected date.
const FEWEST_DIFFERING: u32 = 3;

/// Whether `slots` differ so much that the documents are two reports; what the `others` say may speak for or against it.
fn is_form(slots: Slots, others: Slots, settings: &Settings) -> bool {
    let same_event = others.agree >= MANY_AGREE && others.share_differing() < settings.same_form / 4.0;
    let factor = match others.differ > others.agree {
        // A form has words with capitals, too, that agree in every report.
        true => 0.5,
        false if same_event => 1.5,
        false => 1.0,
    };
    slots.differ + others.differ >= FEWEST_DIFFERING && slots.share_differing() > factor * settings.same_form
}

/// Whether two texts that have less than half of their wording in common give many other numbers: the weather of two days,
/// or a table of what was drawn, paid or played.
fn is_measured_anew(comparison: &Comparison, settings: &Settings) -> bool {
    let Similarity { jaccard, numbers, .. } = comparison.similarity;
    let are_others = |slots: Slots, share| slots.differ >= MANY_DIFFER && slots.share_differing() > share;
    let is_other_table = || {
        let numbers = comparison.numbers_anywhere();
        are_others(numbers, OTHER_TABLE)
            && (numbers.agree + numbers.differ) as usize * WORDS_A_NUMBER >= comparison.words_b()
    };
    jaccard < 0.5 && (are_others(numbers, settings.same_form / 2.0) || is_other_table())
}

/// Share of the numbers of a table that another one of its kind has not, at least.
const OTHER_TABLE: f64 = 0.6;

/// Words to each number of a table, at most.
const WORDS_A_NUMBER: usize = 5;

/// Whether both are lists of articles, of two days: entries in another order, and some that the other one has not.
fn is_another_list(comparison: &Comparison, settings: &Settings) -> bool {
    let Similarity { jaccard, containment_b, coverage_b, .. } = comparison.similarity;
    jaccard < settings.corrected && containment_b.max(coverage_b) < SAME_LIST && comparison.is_shuffled()
}

/// Share of the shorter list that the longer one has, from which on the two are one list.
const SAME_LIST: f64 = 0.85;

/// Whether what differs is what a form leaves open: most places at which two documents differ are filled by other numbers
/// and names, however much the form itself has of both. Where only passages in common say that they are copies, a third.
fn is_filled_in(comparison: &Comparison, settings: &Settings) -> bool {
    let Comparison { gaps, similarity, .. } = comparison;
    let Similarity { jaccard, numbers, names, .. } = similarity;
    let differ = numbers.differ + names.differ;
    let mostly = match *jaccard >= settings.near {
        true => 2 * gaps.telling > gaps.all,
        false => 3 * gaps.telling >= gaps.all,
    };
    let is_little = f64::from(differ) < CORRECTED * f64::from(differ + numbers.agree + names.agree);
    // Who corrects two numbers leaves another one as it was.
    let is_dated_anew = numbers.agree == 0 && numbers.differ > 1;
    let is_corrected =
        is_little && !is_dated_anew && (numbers.agree >= FEWEST_NUMBERS || gaps.telling < FEWEST_DIFFERING);
    let wholly = || {
        let edges = comparison.edges();
        let telling = gaps.telling + edges.telling;
        telling == gaps.all + edges.all && telling.max(differ) >= FEWEST_FILLED
    };
    let is_filled = mostly && !is_corrected && gaps.telling >= FEWEST_FILLED || gaps.telling > 0 && wholly();
    is_filled && !is_spelt_otherwise(comparison, settings)
}

/// Whether all that differs are names, the lesser part of them, in a text that is too long to be filled in anew without another
/// number: another paper writes `I-rắc` where this one has `Iraq`.
fn is_spelt_otherwise(comparison: &Comparison, settings: &Settings) -> bool {
    let Similarity { jaccard, numbers, names, .. } = comparison.similarity;
    jaccard >= settings.near
        && numbers.differ == 0
        && numbers.agree >= FEWEST_NUMBERS
        && names.share_differing() < settings.same_form
        && comparison.words_b() >= LONG
}

/// Numbers that agree in it.
const FEWEST_NUMBERS: u32 = 3;

/// Words from which on a form has numbers to fill in.
const LONG: usize = 150;

/// Places that are filled otherwise, or what fills one, before it is more than a correction.
const FEWEST_FILLED: u32 = 2;

/// Share of the numbers and names of an article that a later version of it has otherwise, at most.
const CORRECTED: f64 = 0.1;

/// Words of names (or numbers) that agree only where two documents report the same.
const MANY_AGREE: u32 = 8;

/// Whether `b`, which shares the passage `main` with `a`, begins as `a` does and has little else, and `a` goes on behind it.
/// One that leaves out sentences on the way is an abridgement.
fn is_beginning(a: &Sketch, main: &Aligned, comparison: &Comparison) -> bool {
    begins_alike(a.len(), main.a.start, main.b.start)
        && main.a.start < a.len() - main.a.end
        && is_retold(main, comparison)
}

/// Whether `b`, which shares the passage `main` with `a`, is a lead of it. Another article on the page, or a box of background
/// behind it, is about something else.
pub(super) fn lead(a: &Sketch, main: &Aligned, comparison: &Comparison) -> Lead {
    if !is_beginning(a, main, comparison) {
        return Lead::No;
    }
    match recurrence(&a.words()[main.a.clone()], &a.words()[main.a.end..]) {
        ..GOES_ON => Lead::No,
        ..SURELY_GOES_ON => Lead::Possible,
        _ => Lead::Evident,
    }
}

/// [`recurrence`] from which on a text goes on about the same.
const GOES_ON: f64 = 1e-4;

/// And from which on it does so though other documents stand in it.
const SURELY_GOES_ON: f64 = 5e-4;

/// Whether `b` has little besides the passage, and the passage little that `b` leaves out.
fn is_retold(main: &Aligned, comparison: &Comparison) -> bool {
    let is_most = |part: usize, whole: usize, share: f64| part as f64 >= share * whole as f64;
    is_most(main.retold, comparison.words_b(), RETOLD) && is_most(main.b.len(), main.a.len(), DENSE)
}

/// Whether `b`, which shares the passage `main` with `a`, has a lead of its own in the place of that of `a`, and behind it
/// what stands there, most of it at least. A page of several articles goes on with more.
fn is_under_own_lead(a: &Sketch, main: &Aligned, comparison: &Comparison) -> bool {
    let leads = (OWN_LEAD..=2 * HEAD).contains(&main.a.start) && (OWN_LEAD..=HEADER).contains(&main.b.start);
    leads
        && main.a.start <= a.len() / 2
        && a.len() - main.a.end <= main.a.len()
        && is_retold(main, comparison)
        && comparison.similarity.numbers.differ + comparison.similarity.names.differ == 0
}

/// Words that a lead has at the least, with the title over it.
const OWN_LEAD: usize = 15;

/// Share of a cut copy that stands in the whole article. The rest is a lead of its own, or furniture of its page.
const RETOLD: f64 = 0.7;

/// Share of the passage there that stands in the copy. A typing error in every twelfth word leaves nine tenths.
const DENSE: f64 = 0.8;

/// Whether `b`, which shares the passage `main` with `a`, breaks off in a sentence.
fn breaks_off(a: &Sketch, b: &Sketch, main: &Aligned) -> bool {
    let ends = b.len() - main.b.end <= HEADER.max(b.len() / 2);
    let ellipsis = b.breaks_off(main.b.end.saturating_sub(2)..main.b.end + 3);
    let goes_on = main.a.end < a.len() && !a.opens_sentence(main.a.end);
    let stops = main.b.end == b.len() || b.opens_sentence(main.b.end);
    ends && (ellipsis || goes_on && stops)
}

/// Whether nothing but menu, place of publication, title and date stands before a passage, which begins at these words of
/// `a` and `b`.
fn begins_alike(words_of_a: usize, in_a: usize, in_b: usize) -> bool {
    // A section of a long article is no beginning of it, however small a part stands before it.
    let is_first = in_a <= HEADER.max((words_of_a / 8).min(2 * HEADER)) && in_b <= HEADER;
    is_first && !is_inserted(in_a, in_b)
}

/// Whether a passage is what `b` begins with, and stands in `a` behind a paragraph of something else.
fn is_inserted(in_a: usize, in_b: usize) -> bool {
    in_a >= PARAGRAPH && in_b < TITLE
}

/// Whether `b` stands whole in the midst of `a`, which is about something else before and behind it.
fn is_surrounded(a: &Sketch, main: &Aligned, comparison: &Comparison, settings: &Settings) -> bool {
    let (before, behind) = (main.a.start, a.len() - main.a.end);
    is_inserted(before, main.b.start)
        && behind >= settings.passage
        && (before + behind) as f64 >= settings.goes_on * a.len() as f64
        && is_retold(main, comparison)
}

/// Whether most of what `a` has besides stands between passages of `b` and not around them: `b` leaves out parts of it, and
/// `a` does not go on about something else.
fn is_abridged(a: &Sketch, comparison: &Comparison) -> bool {
    let passages = comparison.passages.iter().filter(|passage| passage.evidence >= WORTH_COUNTING);
    let mut passages: Vec<Range<usize>> = passages.map(|passage| passage.a.clone()).collect();
    passages.sort_unstable_by_key(|passage| passage.start);
    let [first, .., last] = passages.as_slice() else { return false };
    let between: usize = passages.windows(2).map(|two| two[1].start.saturating_sub(two[0].end)).sum();
    between > first.start + a.len().saturating_sub(last.end)
}

/// Words that a paragraph and a title have at the least.
const PARAGRAPH: usize = 25;
const TITLE: usize = 5;

/// Words that page furniture and title may have before an article begins, or after it ends.
const HEADER: usize = 60;

/// Words that title and lead may have before the text that another paper printed without them, and what may stand below.
const HEAD: usize = 100;
const LONGEST_TAIL: usize = 30;
