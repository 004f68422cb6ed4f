//! Hits counted by family, by form and by period, and what the counts say: intervals, trends, shares, anachronisms.

mod anachronism;
mod count;
mod interval;
mod period;
mod rows;
mod trend;

pub use period::Period;
pub(super) use period::UNDATED;

use super::Settings;
use super::evidence::{Counting, Standing};
use super::worker::Facts;
use super::{AnachronismRow, HitRow, Report};
use crate::phrase::{CountPolicy, Families};
use crate::statistics::interval::Bootstrap;
use anachronism::Founding;
use count::Copies;
use rows::Rows;
use std::collections::BTreeMap;

/// Probability that an interval holds the true rate.
const CONFIDENCE: f64 = 0.95;

/// What is counted; documents come first, then hits in the order of documents.
pub(super) struct Tally<'a> {
    families: &'a Families,
    founding: Vec<Option<Founding<'a>>>,
    period: Period,
    policy: CountPolicy,
    bootstrap: Bootstrap,
    documents: Vec<Counted>,
    /// Number of each period that a document has, dated ones in order of time.
    periods: BTreeMap<Option<String>, u32>,
    sources: BTreeMap<String, u32>,
    hits: Vec<CountedHit>,
    forms: BTreeMap<(u32, String), u32>,
    /// Hits left out because the article prints the passage again, by form.
    repeated: Vec<u64>,
    spans: BTreeMap<u32, (String, String)>,
    anachronisms: Vec<AnachronismRow>,
    aside: usize,
    uncounted: usize,
}

/// What a hit needs to know of its document.
struct Counted {
    period: u32,
    group: u32,
    /// None where it names none.
    source: Option<u32>,
    syllables: u32,
    date: Option<String>,
    date_from: Option<&'static str>,
    copies: Copies,
}

/// A hit that counts.
#[derive(Clone, Copy)]
struct CountedHit {
    document: u32,
    family: u32,
    form: u32,
}

impl<'a> Tally<'a> {
    pub fn new(families: &'a Families, settings: &Settings) -> Self {
        Self {
            families,
            founding: families.iter().map(Founding::of).collect(),
            period: settings.period,
            policy: settings.count,
            bootstrap: Bootstrap { seed: settings.seed, confidence: CONFIDENCE, ..Bootstrap::default() },
            documents: Vec::new(),
            periods: BTreeMap::new(),
            sources: BTreeMap::new(),
            hits: Vec::new(),
            forms: BTreeMap::new(),
            repeated: Vec::new(),
            spans: BTreeMap::new(),
            anachronisms: Vec::new(),
            aside: 0,
            uncounted: 0,
        }
    }

    pub fn document(&mut self, facts: &Facts, standing: &Standing) {
        let period = facts.date.as_deref().and_then(|date| self.period.of(date));
        self.documents.push(Counted {
            period: number(&mut self.periods, period),
            group: standing.group,
            source: facts.source.clone().map(|source| number(&mut self.sources, source)),
            syllables: facts.syllables,
            date: facts.date.clone(),
            date_from: facts.date_from,
            copies: Copies { unique: standing.is_original, by_source: standing.is_first_of_source },
        });
    }

    /// Counts a hit in title, lead, body or caption that is not a second printing, if the policy counts it.
    pub fn hit(&mut self, document: u32, family: u32, hit: &HitRow) -> Counting {
        if !hit.is_content() {
            self.aside += 1;
            return Counting::Aside;
        }
        if !hit.counts(self.policy, self.families.family(family).nested) {
            self.uncounted += 1;
            return Counting::ByPolicy;
        }
        let next = self.repeated.len() as u32;
        let form = *self.forms.entry((family, hit.variant.clone())).or_insert(next);
        if form == next {
            self.repeated.push(0);
        }
        if hit.repeated {
            self.repeated[form as usize] += 1;
            return Counting::Repeated;
        }
        if self.policy == CountPolicy::OncePerArticle && self.is_counted(document, family) {
            self.uncounted += 1;
            return Counting::ByPolicy;
        }
        self.hits.push(CountedHit { document, family, form });
        self.date(document, family, hit);
        Counting::Counted
    }

    /// Notes when a family was met, and whether before its time.
    fn date(&mut self, document: u32, family: u32, hit: &HitRow) {
        let Counted { date: Some(date), date_from, .. } = &self.documents[document as usize] else { return };
        let (first, last) = self.spans.entry(family).or_insert_with(|| (date.clone(), date.clone()));
        if date < first {
            first.clone_from(date);
        }
        if date > last {
            last.clone_from(date);
        }
        if let Some(founding) = self.founding[family as usize].as_ref().filter(|it| it.is_after(date)) {
            self.anachronisms.push(founding.row(hit, date, *date_from));
        }
    }

    /// Hits before their time, so far.
    pub fn anachronisms(&self) -> usize {
        self.anachronisms.len()
    }

    /// Whether a hit of the family was counted in the document, the last one that had hits.
    fn is_counted(&self, document: u32, family: u32) -> bool {
        let mut of_document = self.hits.iter().rev().take_while(|hit| hit.document == document);
        of_document.any(|hit| hit.family == family)
    }

    /// Puts the tables into the report, the most frequent families first.
    pub fn fill(mut self, report: &mut Report) {
        let labels = self.number_periods();
        let rows = Rows::of(&self, &labels);
        report.families = rows.families();
        report.phrases = rows.phrases();
        for (number, label) in (0..).zip(&labels) {
            let name = label.as_deref().unwrap_or(period::UNDATED);
            report.periods.extend(rows.period(number, name));
            report.variants.extend(rows.shares(number, name));
        }
        report.trends = rows.trends();
        report.summary.syllables = rows.base().syllables.all;
        report.summary.syllables_unique = rows.base().syllables.unique;
        report.summary.hits = self.hits.len();
        report.summary.hits_repeated = self.repeated.iter().sum::<u64>() as usize;
        report.summary.hits_aside = self.aside;
        report.summary.hits_uncounted = self.uncounted;
        report.summary.policy = self.policy;
        report.anachronisms = self.anachronisms;
    }

    /// Numbers the periods of documents in order of time and gives their labels, those without articles between the first
    /// and the last too; the last is that of undated articles, where there are any.
    fn number_periods(&mut self) -> Vec<Option<String>> {
        let mut held: Vec<(Option<String>, u32)> = std::mem::take(&mut self.periods).into_iter().collect();
        held.sort_by_key(|(label, _)| (label.is_none(), label.clone()));
        let mut number = vec![0; held.len()];
        let mut labels: Vec<Option<String>> = Vec::with_capacity(held.len());
        for (label, old) in held {
            let last = labels.last().and_then(Option::as_deref);
            let empty = std::iter::successors(last.and_then(|last| self.period.next(last)), |empty| {
                self.period.next(empty)
            });
            let empty: Vec<_> = empty.take_while(|empty| Some(empty) < label.as_ref()).map(Some).collect();
            labels.extend(empty);
            number[old as usize] = labels.len() as u32;
            labels.push(label);
        }
        self.documents.iter_mut().for_each(|document| document.period = number[document.period as usize]);
        labels
    }
}

/// The number of a key, the next one where it has none.
fn number<K: Ord>(numbers: &mut BTreeMap<K, u32>, key: K) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(key).or_insert(next)
}
