//! A second look at pairs that may be related though no shingle showed them to each other: under a shingle that very many
//! documents hold, each sees [some of them](super::phases::is_shown) alone.

use super::align::Comparison;
use super::finding::Finding;
use super::index::{Index, Ranked};
use super::parts::{self, near_beginnings};
use super::relate::Settings;
use super::shingled::{Part, Whole};
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

/// What the pairs are to each other of which the `findings`, in order, let suppose that they are something.
pub(super) fn findings<R: Ranked + ?Sized>(
    ranked: &R,
    index: &Index<R>,
    findings: &[Finding],
    settings: &Settings,
) -> Result<Vec<Finding>, R::Error> {
    let mut look = Look {
        ranked,
        index,
        settings,
        known: findings,
        seen: HashMap::new(),
        found: Vec::new(),
        whole: (None, Whole::default()),
        part: Part::default(),
    };
    look.at_copies_in_pages()?;
    look.at_leads()?;
    Ok(look.found)
}

struct Look<'a, R: Ranked + ?Sized> {
    ranked: &'a R,
    index: &'a Index<'a, R>,
    settings: &'a Settings,
    known: &'a [Finding],
    /// Whether the later of two that were compared is a copy.
    seen: HashMap<(u32, u32), bool>,
    found: Vec<Finding>,
    /// The document that others are compared with, and its shingles.
    whole: (Option<u32>, Whole),
    part: Part,
}

impl<R: Ranked + ?Sized> Look<'_, R> {
    /// At documents that a third one holds at one place: where sixty pages hold an article, it is the pages that its copies
    /// were shown.
    fn at_copies_in_pages(&mut self) -> Result<(), R::Error> {
        let mut is_copy = vec![false; self.ranked.count()];
        self.known.iter().filter(|one| one.joins()).for_each(|one| is_copy[one.b as usize] = true);
        let known = self.known;
        for of_a in known.chunk_by(|one, other| one.a == other.a).filter(|of_a| of_a.len() > 1) {
            // Those at a place that are no copies of each other, by where they begin.
            let mut originals: BTreeMap<usize, Vec<(u32, usize)>> = BTreeMap::new();
            for (b, Range { start, end }) in of_a.iter().filter_map(|one| Some((one.b, parts::place(one)?))) {
                let slack = (end - start) / 10;
                let near = originals.range(start.saturating_sub(slack)..=start + slack);
                let ends_there = |&&(_, other_end): &&(u32, usize)| other_end.abs_diff(end) <= slack;
                let others: Vec<u32> =
                    near.flat_map(|(_, there)| there).filter(ends_there).map(|&(other, _)| other).collect();
                for &other in others.iter().take(self.settings.leaders) {
                    is_copy[b as usize] |= self.is_copy(other, b)?;
                }
                if !is_copy[b as usize] {
                    originals.entry(start).or_default().push((b, end));
                }
            }
        }
        Ok(())
    }

    /// At what an article may be cut to, and the copies of that article which say whether it is: see
    /// [`name_leads`](parts::name_leads).
    fn at_leads(&mut self) -> Result<(), R::Error> {
        let near = near_beginnings(self.known, self.settings);
        for lead in self.known.iter().filter(|finding| parts::may_be_lead(finding)) {
            for &other in near.get(&lead.a).into_iter().flatten() {
                self.is_copy(other.min(lead.b), other.max(lead.b))?;
            }
        }
        Ok(())
    }

    /// Whether `b` is a copy of `a`; they are compared if it is not known.
    fn is_copy(&mut self, a: u32, b: u32) -> Result<bool, R::Error> {
        if let Ok(known) = self.known.binary_search_by_key(&(a, b), |one| (one.a, one.b)) {
            return Ok(self.known[known].joins());
        }
        if let Some(&seen) = self.seen.get(&(a, b)) {
            return Ok(seen);
        }
        if !self.ranked.is_asked(a, b) {
            return Ok(false);
        }
        let is_stock = |hash| self.index.is_stock(hash);
        let sketches = (self.ranked.sketch(a as usize)?, self.ranked.sketch(b as usize)?);
        if self.whole.0 != Some(a) {
            self.whole.1.read(&sketches.0, is_stock);
            self.whole.0 = Some(a);
        }
        let comparison =
            Comparison::of((&sketches.0, &self.whole.1), (&sketches.1, &mut self.part), is_stock);
        let finding = Finding::of((a, &sketches.0), (b, &sketches.1), comparison, self.settings);
        let is_copy = finding.as_ref().is_some_and(Finding::joins);
        self.seen.insert((a, b), is_copy);
        self.found.extend(finding);
        Ok(is_copy)
    }
}
