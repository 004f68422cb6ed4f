//! Hits counted by family, by form and by period, and what the counts say: intervals, trends, shares, anachronisms.

mod anachronism;
mod count;
mod interval;
mod period;
mod trend;

pub use period::Period;

use super::worker::Facts;
use super::{AnachronismRow, FamilyRow, HitRow, PeriodRow, PhraseRow, Report, VariantRow};
use crate::phrase::Families;
use crate::statistics::interval::{Bootstrap, wilson};
use anachronism::Founding;
use count::{Base, Copies, Count, Table};
use interval::Intervals;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Probability that an interval holds the true rate.
const CONFIDENCE: f64 = 0.95;

/// What is counted; documents come first, then hits in the order of documents.
pub(super) struct Tally<'a> {
    families: &'a Families,
    founding: Vec<Option<Founding<'a>>>,
    period: Period,
    bootstrap: Bootstrap,
    documents: Vec<Counted>,
    /// Number of each period that a document has, dated ones in order of time.
    periods: BTreeMap<Option<String>, u32>,
    sources: BTreeMap<Option<String>, u32>,
    hits: Vec<CountedHit>,
    forms: BTreeMap<(u32, String), u32>,
    /// Hits left out because the article prints the passage again, by form.
    repeated: Vec<u64>,
    spans: BTreeMap<u32, (String, String)>,
    anachronisms: Vec<AnachronismRow>,
    aside: usize,
}

/// What a hit needs to know of its document.
struct Counted {
    period: u32,
    group: u32,
    source: u32,
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

/// Where a document stands among its copies.
pub(super) struct Standing {
    /// Number of its group, the same for all copies of one article.
    pub group: u32,
    /// Whether it is the one of its group that stands for all.
    pub is_original: bool,
    /// Whether it is the one of its group that stands for the copies in its source.
    pub is_first_of_source: bool,
}

impl<'a> Tally<'a> {
    pub fn new(families: &'a Families, period: Period, seed: u64) -> Self {
        Self {
            families,
            founding: families.iter().map(Founding::of).collect(),
            period,
            bootstrap: Bootstrap { seed, confidence: CONFIDENCE, ..Bootstrap::default() },
            documents: Vec::new(),
            periods: BTreeMap::new(),
            sources: BTreeMap::new(),
            hits: Vec::new(),
            forms: BTreeMap::new(),
            repeated: Vec::new(),
            spans: BTreeMap::new(),
            anachronisms: Vec::new(),
            aside: 0,
        }
    }

    pub fn document(&mut self, facts: &Facts, standing: &Standing) {
        let number = |numbers: &mut BTreeMap<Option<String>, u32>, key: Option<String>| {
            let next = numbers.len() as u32;
            *numbers.entry(key).or_insert(next)
        };
        let period = facts.date.as_deref().and_then(|date| self.period.of(date));
        self.documents.push(Counted {
            period: number(&mut self.periods, period),
            group: standing.group,
            source: number(&mut self.sources, facts.source.clone()),
            syllables: facts.syllables,
            date: facts.date.clone(),
            date_from: facts.date_from,
            copies: Copies { unique: standing.is_original, by_source: standing.is_first_of_source },
        });
    }

    /// Counts a hit in title, lead, body or caption that is not a second printing.
    pub fn hit(&mut self, document: u32, family: u32, hit: &HitRow) {
        if !hit.is_content() {
            self.aside += 1;
            return;
        }
        let next = self.repeated.len() as u32;
        let form = *self.forms.entry((family, hit.variant.clone())).or_insert(next);
        if form == next {
            self.repeated.push(0);
        }
        if hit.repeated {
            self.repeated[form as usize] += 1;
            return;
        }
        self.hits.push(CountedHit { document, family, form });
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

    /// Puts the tables into the report, the most frequent families first.
    pub fn fill(mut self, report: &mut Report) {
        // From here on periods are numbered in order of time, undated articles last.
        let labels = self.number_periods();
        let forms: Vec<(u32, String)> = {
            let mut forms: Vec<_> = std::mem::take(&mut self.forms).into_iter().collect();
            forms.sort_by_key(|(_, number)| *number);
            forms.into_iter().map(|(form, _)| form).collect()
        };
        let by_family = |hit: &CountedHit| hit.family;
        let by_form = |hit: &CountedHit| hit.form;
        let whole = |_: &Counted| 0;
        let period = |document: &Counted| document.period;
        let families = Table::of(&self.documents, &self.hits, self.families.len(), 1, by_family, whole);
        let variants = Table::of(&self.documents, &self.hits, forms.len(), 1, by_form, whole);
        let periods =
            Table::of(&self.documents, &self.hits, self.families.len(), labels.len(), by_family, period);
        let shares = Table::of(&self.documents, &self.hits, forms.len(), labels.len(), by_form, period);

        let all = Base::of(&self.documents, |_| true);
        let mut repeated: BTreeMap<u32, u64> = BTreeMap::new();
        for ((family, _), count) in forms.iter().zip(&self.repeated) {
            *repeated.entry(*family).or_default() += count;
        }
        let mut order: Vec<u32> = repeated.keys().copied().collect();
        order.sort_by_key(|&family| (Reverse(families.count(0, family).hits.all), family));
        let rank: BTreeMap<u32, usize> =
            order.iter().enumerate().map(|(rank, &family)| (family, rank)).collect();

        let intervals =
            Intervals::of(&self.bootstrap, &self.documents, &self.hits, self.families.len(), by_family);
        let frequency = |count: &Count, item: u32| count.frequency(&all, intervals.item(item));
        for &family in &order {
            let described = self.families.family(family);
            let span = self.spans.remove(&family);
            report.families.push(FamilyRow {
                family: described.id.clone(),
                name: described.name.clone(),
                kind: described.kind,
                frequency: frequency(families.count(0, family), family),
                repeated: repeated[&family],
                first: span.as_ref().map(|(first, _)| first.clone()),
                last: span.map(|(_, last)| last),
            });
        }

        let intervals = Intervals::of(&self.bootstrap, &self.documents, &self.hits, forms.len(), by_form);
        let mut form_order: Vec<u32> = (0..forms.len() as u32).collect();
        form_order.sort_by_key(|&form| {
            let (family, variant) = &forms[form as usize];
            (rank[family], Reverse(variants.count(0, form).hits.all), variant)
        });
        for &form in &form_order {
            let (family, variant) = &forms[form as usize];
            report.phrases.push(PhraseRow {
                family: self.families.family(*family).id.clone(),
                variant: variant.clone(),
                frequency: variants.count(0, form).frequency(&all, intervals.item(form)),
                repeated: self.repeated[form as usize],
            });
        }

        // Periods without a hit are rows too: a zero is a finding, and plots need it.
        for (number, label) in (0..).zip(&labels) {
            let documents: Vec<bool> =
                self.documents.iter().map(|document| document.period == number).collect();
            let base = Base::of(&self.documents, |document| document.period == number);
            let of_period = |hit: &&CountedHit| documents[hit.document as usize];
            let hits: Vec<CountedHit> = self.hits.iter().filter(of_period).copied().collect();
            let intervals = Intervals::within(
                &self.bootstrap,
                &self.documents,
                &documents,
                &hits,
                self.families.len(),
                by_family,
            );
            let name = || label.clone().unwrap_or_else(|| period::UNDATED.to_owned());
            for &family in &order {
                let count = periods.count(number, family);
                report.periods.push(PeriodRow {
                    period: name(),
                    family: self.families.family(family).id.clone(),
                    frequency: count.frequency(&base, intervals.item(family)),
                    period_articles: base.articles.all,
                    period_syllables: base.syllables.all,
                });
            }
            for &form in &form_order {
                let (family, variant) = &forms[form as usize];
                let of_family = periods.count(number, *family);
                if of_family.hits.all == 0 {
                    continue;
                }
                let (count, of) = (shares.count(number, form), of_family.hits.unique);
                report.variants.push(VariantRow {
                    period: name(),
                    family: self.families.family(*family).id.clone(),
                    variant: variant.clone(),
                    count: count.hits.all,
                    count_unique: count.hits.unique,
                    share: (of > 0).then(|| count.hits.unique as f64 / of as f64),
                    interval: wilson(count.hits.unique, of, CONFIDENCE),
                });
            }
        }
        let dated: Vec<&str> = labels.iter().flatten().map(String::as_str).collect();
        let bases: Vec<Base> = (0..dated.len() as u32)
            .map(|number| Base::of(&self.documents, |it| it.period == number))
            .collect();
        report.trends = trend::rows(self.period, &dated, &bases, &periods, &order, self.families);

        report.summary.syllables = all.syllables.all;
        report.summary.syllables_unique = all.syllables.unique;
        report.summary.hits = self.hits.len();
        report.summary.hits_repeated = self.repeated.iter().sum::<u64>() as usize;
        report.summary.hits_aside = self.aside;
        report.anachronisms = self.anachronisms;
    }

    /// Numbers the periods of documents in order of time and gives their labels; the last is that of undated articles,
    /// where there are any.
    fn number_periods(&mut self) -> Vec<Option<String>> {
        let mut periods: Vec<(Option<String>, u32)> = std::mem::take(&mut self.periods).into_iter().collect();
        periods.sort_by_key(|(label, _)| (label.is_none(), label.clone()));
        let mut number = vec![0; periods.len()];
        for (new, (_, old)) in (0..).zip(&periods) {
            number[*old as usize] = new;
        }
        self.documents.iter_mut().for_each(|document| document.period = number[document.period as usize]);
        periods.into_iter().map(|(label, _)| label).collect()
    }
}
