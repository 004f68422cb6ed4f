//! From what was found to hits: traps, contexts, the longest form, nesting.

use super::explain::{Dropped, Why};
use super::family::{FamilyKind, Place, Role};
use super::gap::Mark;
use super::hit::{Flags, Hit};
use super::matcher::{Candidate, MatchScratch, Matcher, NO_SLIP};
use crate::span::Span;
use crate::syllable::{Forms, Shape};
use crate::tokens::Tokens;
use std::cmp::Reverse;
use std::ops::Range;

/// No trap or context is looked for farther away: 32 words with marks in each gap.
const MAX_REACH: u32 = 128;

impl Matcher {
    /// Makes hits of the candidates.
    pub(super) fn settle(
        &self,
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &mut MatchScratch,
        hits: &mut Vec<Hit>,
    ) {
        self.drop_false_slips(tokens, scratch);
        self.drop_parts(tokens, forms, scratch);
        self.drop_enumerated(tokens, scratch);
        self.apply_conditions(tokens, scratch);
        self.keep_longest(tokens, scratch);
        let marks = &scratch.marks;
        hits.extend(scratch.candidates.iter().filter_map(|candidate| {
            Some(Hit {
                family: candidate.family,
                variant: self.role(candidate).variant()?,
                tokens: candidate.tokens.clone(),
                span: with_closing_bracket(&candidate.tokens, text, tokens, forms, marks),
                flags: candidate.flags,
                nested_in: None,
            })
        }));
        hits.sort_unstable_by_key(|hit| (hit.tokens.start, Reverse(hit.tokens.end), hit.family));
        self.drop_heads_of_names(text, tokens, forms, scratch, hits);
        flag_glosses(tokens, forms, &scratch.marks, hits);
        nest(hits, &mut scratch.open);
    }

    /// Drops candidates in an enumeration, where their family has no form there.
    fn drop_enumerated(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { marks, candidates, dropped, .. } = scratch;
        let mark = |at: usize| marks[tokens.forms[at].0 as usize];
        let enumerated = |candidate: &Candidate| {
            let Range { start, end } = candidate.tokens;
            let mut joints =
                (start as usize..end as usize).map(mark).filter(|&mark| mark != Mark::Word).peekable();
            let joined = joints.peek().is_some() && joints.all(|mark| mark == Mark::Comma);
            joined && start > 0 && mark(start as usize - 1) == Mark::Comma
        };
        candidates.retain(|candidate| {
            let not_in = self.families[candidate.family as usize].not_in;
            let stays = not_in != Some(Place::Enumeration) || !enumerated(candidate);
            stays || self.drop(dropped, candidate, Why::Enumerated)
        });
    }

    /// Drops candidates that share a word with an exception, and ambiguous ones without quotes or context.
    fn apply_conditions(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { marks, candidates, conditions, dropped, .. } = scratch;
        conditions.sort_unstable_by_key(|it| (it.family, it.tokens.start, it.tokens.end));
        let quote = |at: Option<usize>| {
            at.and_then(|at| tokens.forms.get(at)).is_some_and(|form| marks[form.0 as usize] == Mark::Quote)
        };
        candidates.retain(|candidate| {
            if !self.families[candidate.family as usize].conditional {
                return true;
            }
            let Range { start, end } = candidate.tokens;
            let upto =
                conditions.partition_point(|it| (it.family, it.tokens.start) < (candidate.family, end));
            let near = conditions[..upto].iter().rev();
            let mut near =
                near.take_while(|it| it.family == candidate.family && it.tokens.start + MAX_REACH >= start);
            let trap = near
                .clone()
                .find(|it| self.role(it) == Role::Except && it.tokens.end > start)
                .map(|it| it.form);
            let ambiguous = matches!(self.role(candidate), Role::Ambiguous(_));
            let quoted = || quote((start as usize).checked_sub(1)) && quote(Some(end as usize));
            let mut in_context = || {
                near.any(|it| {
                    self.role(it) == Role::Context && it.tokens.start <= start && it.tokens.end >= end
                })
            };
            let why = trap.map_or(Why::NoContext, |form| Why::Exception { form });
            let stays = trap.is_none() && (!ambiguous || quoted() || in_context());
            stays || self.drop(dropped, candidate, why)
        });
    }

    /// Notes that a candidate is dropped, where somebody asks; false, for `retain`.
    pub(super) fn drop(&self, dropped: &mut Option<Vec<Dropped>>, candidate: &Candidate, why: Why) -> bool {
        if let Some(dropped) = dropped {
            let variant = self.role(candidate).variant();
            dropped.push(Dropped {
                family: candidate.family,
                variant,
                tokens: candidate.tokens.clone(),
                why,
            });
        }
        false
    }

    /// Drops slips that are none: the word is part of a phrase that stands there as it should.
    fn drop_false_slips(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { candidates, taken, .. } = scratch;
        if candidates.iter().all(|it| it.slip == NO_SLIP) {
            return;
        }
        taken.clear();
        taken.resize(tokens.len(), 0);
        for whole in candidates.iter().filter(|it| it.slip == NO_SLIP) {
            taken[whole.tokens.start as usize..whole.tokens.end as usize].fill(1);
        }
        candidates.retain(|it| it.slip == NO_SLIP || taken[it.slip as usize] == 0);
    }

    /// Within a family, keeps the longest of overlapping candidates by their words, the first of equally long ones:
    /// of `cán bộ đảng viên, cán bộ` it is not the comma that makes the second longer.
    fn keep_longest(&self, tokens: &Tokens, scratch: &mut MatchScratch) {
        let MatchScratch { marks, candidates, taken, dropped, .. } = scratch;
        let words = |range: &Range<u32>| {
            let forms = &tokens.forms[range.start as usize..range.end as usize];
            forms.iter().filter(|form| marks[form.0 as usize] == Mark::Word).count()
        };
        candidates.sort_unstable_by_key(|it| {
            (it.family, Reverse(words(&it.tokens)), it.tokens.start, it.slip != NO_SLIP, it.form)
        });
        taken.clear();
        taken.resize(tokens.len(), 0);
        candidates.retain(|candidate| {
            let mine = &mut taken[candidate.tokens.start as usize..candidate.tokens.end as usize];
            let free = mine.iter().all(|&family| family != candidate.family + 1);
            if free {
                mine.fill(candidate.family + 1);
            }
            free || self.drop(dropped, candidate, Why::Longer)
        });
    }

    /// Drops the hits of head nouns (`cuộc vận động`) that the name of a campaign follows.
    fn drop_heads_of_names(
        &self,
        text: &str,
        tokens: &Tokens,
        forms: &Forms,
        scratch: &mut MatchScratch,
        hits: &mut Vec<Hit>,
    ) {
        let MatchScratch { marks, dropped, .. } = scratch;
        let named = |hit: &Hit, kind: FamilyKind| {
            let Some(next) = following(hit, text, tokens, forms, marks) else { return false };
            let from = hits.partition_point(|other| other.tokens.start < next.token);
            let starts = hits[from..].iter().take_while(|other| other.tokens.start == next.token);
            let is_name = |other: &Hit| self.families[other.family as usize].kind == kind;
            next.begins_name || starts.into_iter().any(is_name)
        };
        let stays: Vec<bool> = hits
            .iter()
            .map(|hit| !self.families[hit.family as usize].not_before.is_some_and(|kind| named(hit, kind)))
            .collect();
        let mut stays = stays.into_iter();
        hits.retain(|hit| {
            let stays = stays.next().unwrap_or(true);
            if let (false, Some(dropped)) = (stays, dropped.as_mut()) {
                dropped.push(Dropped {
                    family: hit.family,
                    variant: Some(hit.variant),
                    tokens: hit.tokens.clone(),
                    why: Why::BeforeName,
                });
            }
            stays
        });
    }
}

/// The bytes of the tokens, and the closing bracket behind them if one was opened among them.
fn with_closing_bracket(
    range: &Range<u32>,
    text: &str,
    tokens: &Tokens,
    forms: &Forms,
    marks: &[Mark],
) -> Span {
    let range = range.start as usize..range.end as usize;
    let span = tokens.span(range.clone(), forms);
    let opened = tokens.forms[range.clone()].iter().any(|form| marks[form.0 as usize] == Mark::Open);
    let closed = opened && text[span.end as usize..].starts_with([')', ']']);
    Span { end: span.end + u32::from(closed), ..span }
}

/// What comes after a head noun.
struct Following {
    token: u32,
    /// Whether it is capitalised as names are.
    begins_name: bool,
}

/// The word after a hit in its sentence, with nothing but quotes and a colon between.
fn following(hit: &Hit, text: &str, tokens: &Tokens, forms: &Forms, marks: &[Mark]) -> Option<Following> {
    let last = hit.tokens.end - 1;
    let sentence = tokens.sentences.partition_point(|&start| start <= last);
    let sentence_end = tokens.sentences.get(sentence).map_or(tokens.len(), |&start| start as usize);
    let mut opened = false;
    for token in hit.tokens.end as usize..sentence_end {
        let id = tokens.forms[token];
        match marks[id.0 as usize] {
            Mark::Word => {
                let shape = forms.form(id).shape;
                // Outside quotes, capitals all over are those of a headline; `Ở` is no larger than its first letter.
                let title = shape == Shape::Title && (opened || forms.surface(id).chars().nth(1).is_some());
                let begins_name = title || opened && matches!(shape, Shape::Upper | Shape::Mixed);
                return Some(Following { token: token as u32, begins_name });
            }
            // A straight quote opens if there is white space before it.
            Mark::Quote => {
                opened |= match forms.surface(id) {
                    "“" | "„" | "«" | "‘" => true,
                    "\"" | "'" => text[..tokens.starts[token] as usize].ends_with(char::is_whitespace),
                    _ => false,
                }
            }
            Mark::Break if forms.surface(id) == ":" => {}
            _ => return None,
        }
    }
    None
}

/// Flags abbreviations in brackets that follow a hit of their own family at once.
fn flag_glosses(tokens: &Tokens, forms: &Forms, marks: &[Mark], hits: &mut [Hit]) {
    // Where each family's last hit ended is among the few hits just before.
    const BEFORE: usize = 8;
    for index in 1..hits.len() {
        let Range { start, end } = hits[index].tokens;
        if end - start > 3 || start < 2 || marks[tokens.forms[start as usize - 1].0 as usize] != Mark::Open {
            continue;
        }
        let upper = tokens.form(start as usize, forms).shape == Shape::Upper;
        let mut before = hits[index.saturating_sub(BEFORE)..index].iter();
        if upper && before.any(|it| it.family == hits[index].family && it.tokens.end == start - 1) {
            hits[index].flags = hits[index].flags.with(Flags::GLOSS);
        }
    }
}

/// Finds for each hit the shortest one around it. Hits of one family never overlap, so few are open at a time.
fn nest(hits: &mut [Hit], open: &mut Vec<u32>) {
    open.clear();
    for index in 0..hits.len() {
        let Range { start, end } = hits[index].tokens;
        open.retain(|&outer| hits[outer as usize].tokens.end > start);
        let around = open.iter().map(|&outer| (outer, hits[outer as usize].tokens.clone()));
        let longer = around.filter(|(_, outer)| outer.end >= end && outer.len() > (end - start) as usize);
        hits[index].nested_in =
            longer.min_by_key(|(index, outer)| (outer.len(), *index)).map(|(index, _)| index);
        open.push(index as u32);
    }
}
