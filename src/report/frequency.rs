//! Hits counted by family, by form and by year, over all documents and over one per duplicate group.

use super::worker::Facts;
use super::{FamilyRow, Frequency, HitRow, PeriodRow, PhraseRow, Report};
use crate::phrase::{CountPolicy, Families};
use std::collections::BTreeMap;

const UNDATED: &str = "undated";

/// Counts that grow hit by hit; documents come first, then hits in the order of documents.
pub(super) struct Tally<'a> {
    families: &'a Families,
    documents: Vec<Counted>,
    all: Base,
    by_year: BTreeMap<String, Base>,
    by_family: BTreeMap<u32, FamilyCount>,
    by_form: BTreeMap<(u32, String), Count>,
    by_year_and_family: BTreeMap<(String, u32), Count>,
    policy: CountPolicy,
    repeated: usize,
    aside: usize,
    uncounted: usize,
    hits: usize,
}

/// What a hit needs to know of its document.
struct Counted {
    year: String,
    date: Option<String>,
    unique: bool,
}

/// What rates are taken of.
#[derive(Default)]
struct Base {
    articles: u64,
    syllables: u64,
    syllables_unique: u64,
}

#[derive(Default)]
struct Count {
    hits: u64,
    articles: u64,
    hits_unique: u64,
    articles_unique: u64,
    repeated: u64,
    last_document: Option<u32>,
}

#[derive(Default)]
struct FamilyCount {
    count: Count,
    first: Option<String>,
    last: Option<String>,
}

impl Count {
    fn hit(&mut self, document: u32, unique: bool) {
        let new = u64::from(self.last_document != Some(document));
        self.last_document = Some(document);
        self.hits += 1;
        self.articles += new;
        if unique {
            self.hits_unique += 1;
            self.articles_unique += new;
        }
    }

    fn frequency(&self, base: &Base) -> Frequency {
        Frequency {
            count: self.hits,
            articles: self.articles,
            per_million: per_million(self.hits, base.syllables),
            count_unique: self.hits_unique,
            articles_unique: self.articles_unique,
            per_million_unique: per_million(self.hits_unique, base.syllables_unique),
        }
    }
}

/// Pooled: all hits over all syllables, not a mean of the articles' rates.
fn per_million(hits: u64, syllables: u64) -> f64 {
    if syllables == 0 { 0.0 } else { hits as f64 * 1e6 / syllables as f64 }
}

impl Base {
    fn document(&mut self, syllables: u32, unique: bool) {
        self.articles += 1;
        self.syllables += u64::from(syllables);
        if unique {
            self.syllables_unique += u64::from(syllables);
        }
    }
}

impl<'a> Tally<'a> {
    pub fn new(families: &'a Families, policy: CountPolicy) -> Self {
        Self {
            families,
            documents: Vec::new(),
            all: Base::default(),
            by_year: BTreeMap::new(),
            by_family: BTreeMap::new(),
            by_form: BTreeMap::new(),
            by_year_and_family: BTreeMap::new(),
            policy,
            repeated: 0,
            aside: 0,
            uncounted: 0,
            hits: 0,
        }
    }

    pub fn document(&mut self, facts: &Facts, unique: bool) {
        let year = facts.date.as_deref().and_then(|date| date.get(..4)).unwrap_or(UNDATED).to_owned();
        self.all.document(facts.syllables, unique);
        self.by_year.entry(year.clone()).or_default().document(facts.syllables, unique);
        self.documents.push(Counted { year, date: facts.date.clone(), unique });
    }

    /// Counts a hit in title, lead, body or caption that is not a second printing, if the policy counts it.
    pub fn hit(&mut self, document: u32, family: u32, hit: &HitRow) {
        if !hit.is_content() {
            self.aside += 1;
            return;
        }
        if !hit.counts(self.policy, self.families.family(family).nested) {
            self.uncounted += 1;
            return;
        }
        let form = self.by_form.entry((family, hit.variant.clone())).or_default();
        let of_family = self.by_family.entry(family).or_default();
        if hit.repeated {
            self.repeated += 1;
            form.repeated += 1;
            of_family.count.repeated += 1;
            return;
        }
        if self.policy == CountPolicy::OncePerArticle && of_family.count.last_document == Some(document) {
            self.uncounted += 1;
            return;
        }
        let Counted { year, date, unique } = &self.documents[document as usize];
        self.hits += 1;
        form.hit(document, *unique);
        of_family.count.hit(document, *unique);
        if date.is_some() {
            if of_family.first.is_none() || date < &of_family.first {
                of_family.first.clone_from(date);
            }
            if date > &of_family.last {
                of_family.last.clone_from(date);
            }
        }
        self.by_year_and_family.entry((year.clone(), family)).or_default().hit(document, *unique);
    }

    /// Puts the tables into the report, the most frequent families first.
    pub fn fill(self, report: &mut Report) {
        let mut order: Vec<(u32, FamilyCount)> = self.by_family.into_iter().collect();
        order.sort_by_key(|(family, counted)| (std::cmp::Reverse(counted.count.hits), *family));
        let rank: BTreeMap<u32, usize> =
            order.iter().enumerate().map(|(rank, (family, _))| (*family, rank)).collect();
        let families = self.families;
        let order_of: BTreeMap<&str, u32> =
            order.iter().map(|(family, _)| (families.family(*family).id.as_str(), *family)).collect();
        report.families = order
            .into_iter()
            .map(|(family, FamilyCount { count, first, last })| {
                let described = families.family(family);
                FamilyRow {
                    family: described.id.clone(),
                    name: described.name.clone(),
                    kind: described.kind,
                    frequency: count.frequency(&self.all),
                    repeated: count.repeated,
                    first,
                    last,
                }
            })
            .collect();

        let mut forms: Vec<_> = self.by_form.into_iter().collect();
        forms.sort_by_key(|((family, _), count)| (rank[family], std::cmp::Reverse(count.hits)));
        report.phrases = forms
            .into_iter()
            .map(|((family, variant), count)| PhraseRow {
                family: families.family(family).id.clone(),
                variant,
                frequency: count.frequency(&self.all),
                repeated: count.repeated,
            })
            .collect();

        // Years without a hit are rows too: a zero is a finding, and plots need it.
        let none = Count::default();
        for (period, base) in &self.by_year {
            for row in &report.families {
                let family = order_of[row.family.as_str()];
                let count = self.by_year_and_family.get(&(period.clone(), family)).unwrap_or(&none);
                report.periods.push(PeriodRow {
                    period: period.clone(),
                    family: row.family.clone(),
                    frequency: count.frequency(base),
                    period_articles: base.articles,
                    period_syllables: base.syllables,
                });
            }
        }

        report.summary.syllables = self.all.syllables;
        report.summary.syllables_unique = self.all.syllables_unique;
        report.summary.hits = self.hits;
        report.summary.hits_repeated = self.repeated;
        report.summary.hits_aside = self.aside;
        report.summary.hits_uncounted = self.uncounted;
        report.summary.policy = self.policy;
    }
}
