//! The rows of the tables, made of what was counted.

use super::count::{Base, Table};
use super::interval::Intervals;
use super::{CONFIDENCE, Counted, CountedHit, Tally, trend};
use crate::report::{FamilyRow, PeriodRow, PhraseRow, TrendRow, VariantRow};
use crate::statistics::interval::wilson;
use std::cmp::Reverse;
use std::collections::BTreeMap;

pub(super) struct Rows<'a> {
    tally: &'a Tally<'a>,
    labels: &'a [Option<String>],
    /// Family and words of each form, by its number.
    forms: Vec<(u32, &'a str)>,
    /// Families that occur, the most frequent first.
    families: Vec<u32>,
    /// Forms in the order of their families, the most frequent first.
    forms_in_order: Vec<u32>,
    base: Base,
    by_period: Vec<Base>,
    by_family: Table,
    by_form: Table,
    by_period_and_family: Table,
    by_period_and_form: Table,
}

fn family_of(hit: &CountedHit) -> u32 {
    hit.family
}

fn form_of(hit: &CountedHit) -> u32 {
    hit.form
}

impl<'a> Rows<'a> {
    pub fn of(tally: &'a Tally, labels: &'a [Option<String>]) -> Self {
        let mut forms = vec![(0, ""); tally.forms.len()];
        for ((family, variant), &number) in &tally.forms {
            forms[number as usize] = (*family, variant.as_str());
        }
        let (families, periods) = (tally.families.len(), labels.len());
        let whole = |_: &Counted| 0;
        let period = |document: &Counted| document.period;
        let (documents, hits) = (&tally.documents, &tally.hits);
        let by_family = Table::of(documents, hits, families, 1, family_of, whole);
        let by_form = Table::of(documents, hits, forms.len(), 1, form_of, whole);

        let mut found: Vec<u32> = forms.iter().map(|&(family, _)| family).collect();
        found.sort_by_key(|&family| (Reverse(by_family.count(0, family).hits.all), family));
        found.dedup();
        let rank: BTreeMap<u32, usize> =
            found.iter().enumerate().map(|(rank, &family)| (family, rank)).collect();
        let mut forms_in_order: Vec<u32> = (0..forms.len() as u32).collect();
        forms_in_order.sort_by_key(|&form| {
            let (family, variant) = forms[form as usize];
            (rank[&family], Reverse(by_form.count(0, form).hits.all), variant)
        });
        Self {
            base: Base::of(documents, 1, whole).swap_remove(0),
            by_period: Base::of(documents, periods, period),
            by_period_and_family: Table::of(documents, hits, families, periods, family_of, period),
            by_period_and_form: Table::of(documents, hits, forms.len(), periods, form_of, period),
            families: found,
            tally,
            labels,
            forms,
            forms_in_order,
            by_family,
            by_form,
        }
    }

    /// Of all documents.
    pub fn base(&self) -> &Base {
        &self.base
    }

    fn id(&self, family: u32) -> String {
        self.tally.families.family(family).id.clone()
    }

    pub fn families(&self) -> Vec<FamilyRow> {
        let Tally { bootstrap, documents, hits, families, spans, .. } = self.tally;
        let intervals = Intervals::of(bootstrap, documents, hits, families.len(), family_of);
        let mut repeated = vec![0; families.len()];
        for (&(family, _), count) in self.forms.iter().zip(&self.tally.repeated) {
            repeated[family as usize] += count;
        }
        let row = |&family: &u32| {
            let described = families.family(family);
            let span = spans.get(&family);
            FamilyRow {
                family: described.id.clone(),
                name: described.name.clone(),
                kind: described.kind,
                frequency: self.by_family.count(0, family).frequency(&self.base, intervals.item(family)),
                repeated: repeated[family as usize],
                first: span.map(|(first, _)| first.clone()),
                last: span.map(|(_, last)| last.clone()),
            }
        };
        self.families.iter().map(row).collect()
    }

    pub fn phrases(&self) -> Vec<PhraseRow> {
        let Tally { bootstrap, documents, hits, .. } = self.tally;
        let intervals = Intervals::of(bootstrap, documents, hits, self.forms.len(), form_of);
        let row = |&form: &u32| {
            let (family, variant) = self.forms[form as usize];
            PhraseRow {
                family: self.id(family),
                variant: variant.to_owned(),
                frequency: self.by_form.count(0, form).frequency(&self.base, intervals.item(form)),
                repeated: self.tally.repeated[form as usize],
            }
        };
        self.forms_in_order.iter().map(row).collect()
    }

    /// Every family in the period of this number, those without a hit too: a zero is a finding, and plots need it. A period
    /// without articles has rows as well, that none looks beside another which years lie between.
    pub fn period(&self, period: u32, name: &str) -> Vec<PeriodRow> {
        let Tally { bootstrap, documents, hits, families, .. } = self.tally;
        let base = &self.by_period[period as usize];
        let intervals = (base.articles.all > 0).then(|| {
            let within: Vec<bool> = documents.iter().map(|document| document.period == period).collect();
            let here = hits.iter().filter(|hit| within[hit.document as usize]);
            let here: Vec<CountedHit> = here.copied().collect();
            Intervals::within(bootstrap, documents, &within, &here, families.len(), family_of)
        });
        let row = |&family: &u32| {
            let count = self.by_period_and_family.count(period, family);
            PeriodRow {
                period: name.to_owned(),
                family: self.id(family),
                frequency: count.frequency(
                    base,
                    intervals.as_ref().map(|intervals| intervals.item(family)).unwrap_or_default(),
                ),
                period_articles: base.articles.all,
                period_syllables: base.syllables.all,
            }
        };
        self.families.iter().map(row).collect()
    }

    /// Every form of the families that occur in the period of this number.
    pub fn shares(&self, period: u32, name: &str) -> Vec<VariantRow> {
        let row = |&form: &u32| {
            let (family, variant) = self.forms[form as usize];
            let of_family = self.by_period_and_family.count(period, family).hits;
            let count = self.by_period_and_form.count(period, form).hits;
            (of_family.all > 0).then(|| VariantRow {
                period: name.to_owned(),
                family: self.id(family),
                variant: variant.to_owned(),
                count: count.all,
                count_unique: count.unique,
                share: (of_family.unique > 0).then(|| count.unique as f64 / of_family.unique as f64),
                interval: wilson(count.unique, of_family.unique, CONFIDENCE),
            })
        };
        self.forms_in_order.iter().filter_map(row).collect()
    }

    /// Of the dated periods.
    pub fn trends(&self) -> Vec<TrendRow> {
        let dated: Vec<&str> = self.labels.iter().flatten().map(String::as_str).collect();
        let Tally { period, families, .. } = self.tally;
        trend::rows(*period, &dated, &self.by_period, &self.by_period_and_family, &self.families, families)
    }
}
