//! What is kept of every document until the end of a run, and the tables made of it.

use super::evidence::{Evidence, FamilyNote, HitPlace, RelationPlace, RepeatPlace, Standing};
use super::frequency::Tally;
use super::page::{ArticleView, HitView, LineView, Texts};
use super::pipeline::{Settings, Terms, Unit};
use super::stage::{Clock, Stage};
use super::terms::{Counted, WordCounter};
use super::worker::{Article, CitedNumber, EdgeWords, Facts, Found, Models, Shown};
use super::{
    ArticleRow, Articles, DocumentRow, DuplicateRow, Groups, NumberRow, RepeatRow, Report, Summary, TermRow,
    WordCounts,
};
use crate::article::{Boilerplate, Edges, Heading, Published, Role};
use crate::cluster;
use crate::counts::{Counts, NgramRange, Rows};
use crate::dedup::{self, Duplicates, Relation, Sketch, relate};
use crate::discover::{Discovery, Readings, Reference};
use crate::error::{LeftOut, Result};
use crate::phrase::docnum::NumberForm;
use crate::phrase::{Certainty, CountPolicy, Families, Known, Reading};
use crate::syllable::{Forms, Merged};
use crate::tfidf::TfIdf;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Documents as far as the tables need them.
pub(super) struct Collection {
    facts: Vec<Facts>,
    /// Hits with the numbers of their documents.
    hits: Vec<(u32, Found)>,
    repeats: Vec<RepeatRow>,
    /// Cited numbers: document and what it cites.
    numbers: Vec<(u32, CitedNumber)>,
    boilerplate: Boilerplate,
    open: Vec<Open>,
    sketches: Vec<Sketch>,
    rows: Rows,
    words: WordCounter,
    /// The forms of all workers.
    merged: Merged,
    skipped: Vec<LeftOut>,
    lists: Vec<String>,
    views: Views,
    readings: Readings,
}

/// What the page shows of the articles, where there is to be one.
#[derive(Default)]
struct Views {
    texts: Texts,
    lines: Vec<LineView>,
    /// Where each document's lines end.
    line_ends: Vec<u32>,
    hits: Vec<HitView>,
    repeats: Vec<RepeatPlace>,
}

impl Views {
    fn add(&mut self, document: u32, view: ArticleView) {
        self.texts.add(&view.text);
        self.lines.extend(view.lines);
        self.line_ends.push(self.lines.len() as u32);
        self.hits.extend(view.hits);
        let place = |(start, end)| RepeatPlace { document, start, end };
        self.repeats.extend(view.repeats.into_iter().map(place));
    }

    /// The lines of a document.
    fn lines_of(&mut self, document: usize) -> &mut [LineView] {
        let end = |document: usize| self.line_ends.get(document).copied().unwrap_or(0) as usize;
        let start = document.checked_sub(1).map_or(0, end);
        self.lines.get_mut(start..end(document)).unwrap_or_default()
    }
}

/// What waits, for each document, until all pages of its site were seen.
struct Open {
    site: String,
    edges: Edges,
    /// As forms of the collection's table.
    words: EdgeWords,
}

/// A collection as counts of words.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Ids of the documents, the rows.
    pub documents: Vec<String>,
    /// Documents × terms, in titles, leads, bodies and captions; passages printed twice count once, and furniture of
    /// the site does not.
    pub counts: Counts,
    /// Each column's term, its words as they are written most often.
    pub labels: Vec<String>,
    /// The columns of a given vocabulary, in its order.
    pub vocabulary: Option<Vec<u32>>,
    /// What was left out, and why.
    pub skipped: Vec<String>,
    /// Web pages that are lists of articles, by id.
    pub lists: Vec<String>,
}

/// Citations of one document number.
#[derive(Default)]
struct Cited {
    count: u64,
    articles: u64,
    last_document: Option<u32>,
}

impl Facts {
    fn read_again(&mut self, heading: Heading) {
        self.title = heading.title;
        if let Some(Published(published)) = heading.published {
            self.date = published.map(|(moment, _)| moment.date.to_string());
            self.date_from = published.map(|(_, from)| from.name());
        }
    }
}

impl Collection {
    /// An empty collection.
    pub fn new(terms: &Terms) -> Self {
        let mut merged = Merged::default();
        Self {
            facts: Vec::new(),
            hits: Vec::new(),
            repeats: Vec::new(),
            numbers: Vec::new(),
            boilerplate: Boilerplate::default(),
            open: Vec::new(),
            sketches: Vec::new(),
            rows: Rows::default(),
            words: WordCounter::new(terms, &mut merged.forms),
            merged,
            skipped: Vec::new(),
            lists: Vec::new(),
            views: Views::default(),
            readings: Readings::default(),
        }
    }

    pub fn skip(&mut self, skipped: LeftOut) {
        self.skipped.push(skipped);
    }

    /// Takes in an article. Forms are numbered in the order in which articles come, whichever worker met them
    /// first: that is what makes the tables independent of the number of threads.
    ///
    /// The headlines and introductions on the page of a section are those of articles that stand elsewhere.
    pub fn add(&mut self, mut article: Article, worker: usize, forms: &Forms) {
        if !article.facts.is_article {
            self.lists.push(article.facts.id);
            return;
        }
        self.merged.renumber(article.forms_mut(), worker, forms);
        self.words.add(article.words.iter(), &self.merged.forms, &mut self.rows);
        self.rows.close();
        let document = self.facts.len() as u32;
        if let Some(Shown { view, reading }) = article.shown {
            self.views.add(document, view);
            self.readings.add(reading);
        }
        self.hits.extend(article.hits.into_iter().map(|found| (document, found)));
        self.repeats.extend(article.repeats);
        self.numbers.extend(article.numbers.into_iter().map(|number| (document, number)));
        self.boilerplate.learn(&article.site, &article.edges);
        self.open.push(Open { site: article.site, edges: article.edges, words: article.edge_words });
        self.sketches.push(article.sketch);
        self.facts.push(article.facts);
    }

    /// Gives the lines at the edges of pages their roles, now that all pages of their sites were seen, and counts what
    /// counts of them.
    fn settle(&mut self) {
        // Of each document, the lines at the edges of its page that count.
        let mut rows = Rows::default();
        let mut hits = self.hits.iter_mut().peekable();
        let mut numbers = std::mem::take(&mut self.numbers).into_iter().peekable();
        for (document, Open { site, edges, words }) in std::mem::take(&mut self.open).into_iter().enumerate()
        {
            let facts = &mut self.facts[document];
            let settled = self.boilerplate.settle(&site, &edges).unwrap_or_default();
            let other = |line: u32| {
                let same = settled.roles.iter().find(|(of, _)| *of == line as usize);
                same.map(|&(_, role)| role)
            };
            let is_content =
                |line: u32| other(line).or(edges.role(line as usize)).is_none_or(Role::is_content);
            let role = |line: usize| other(line as u32).or(edges.role(line));
            self.readings.settle(document, role);
            let lines = self.views.lines_of(document);
            for &(line, role) in &settled.roles {
                lines.get_mut(line).into_iter().for_each(|line| line.role = role);
            }
            for (line, word) in words.by_line().filter(|(line, _)| is_content(line.line)) {
                facts.syllables += line.syllables;
                self.words.add(word, &self.merged.forms, &mut rows);
            }
            rows.close();
            while let Some((_, found)) = hits.next_if(|(of, _)| *of as usize == document) {
                found.row.region = other(found.line).unwrap_or(found.row.region);
            }
            while let Some(number) = numbers.next_if(|(of, _)| *of as usize == document) {
                self.numbers.extend(Some(number).filter(|(_, number)| is_content(number.line)));
            }
            if let Some(heading) = settled.heading {
                facts.read_again(heading);
            }
        }
        let dates = |document: u32| self.facts[document as usize].date.clone();
        self.hits.iter_mut().for_each(|(document, found)| found.row.date = dates(*document));
        self.rows.append_to_each(&rows);
    }

    /// Ids, counts and the terms of the columns.
    pub fn words(mut self, models: &Models, settings: &Settings) -> Words {
        self.settle();
        let counted = match self.words.unit {
            Unit::Words | Unit::Syllables => self.words.count(&self.rows, &self.merged.forms),
            Unit::Families => self.counted_families(models.families(), settings.count),
        };
        Words {
            documents: self.facts.into_iter().map(|facts| facts.id).collect(),
            labels: counted.labels,
            vocabulary: counted.listed,
            counts: counted.counts,
            skipped: in_words(&self.skipped),
            lists: self.lists,
        }
    }

    /// The articles, which of them are copies, and their terms.
    pub fn articles(mut self, range: NgramRange, settings: &dedup::Settings) -> Articles {
        self.settle();
        let copy_of = copy_of(&self.copies(&self.sketches, settings), self.facts.len());
        let labels = self.words.labels(&self.merged.forms);
        let articles = self.told(range, &copy_of, labels);
        Articles { skipped: in_words(&self.skipped), lists: self.lists, ..articles }
    }

    /// Documents × families: the hits that are taken, second printings of a passage apart.
    fn families(&self, is_taken: impl Fn(&Found) -> bool) -> Counts {
        let mut families = Counts::default();
        let mut hits = self.hits.iter().peekable();
        for document in 0..self.facts.len() as u32 {
            let own = std::iter::from_fn(|| hits.next_if(|(of, _)| *of == document));
            let taken = own.filter(|(_, found)| !found.row.repeated && is_taken(found));
            families.push(&mut taken.map(|(_, found)| found.family).collect::<Vec<_>>());
        }
        families
    }

    /// Families as terms, counted as a report counts them.
    fn counted_families(&self, families: &Families, policy: CountPolicy) -> Counted {
        let is_counted = |found: &Found| found.row.counts(policy, families.family(found.family).nested);
        let labels = families.iter().map(|family| family.id.clone()).collect();
        Counted { counts: self.families(is_counted), labels, listed: None }
    }

    /// Articles that share text. A group is stood for by the longest of its articles whose date says most: a copy that
    /// lost it takes the story out of no year.
    fn copies(&self, sketches: &[Sketch], settings: &dedup::Settings) -> Duplicates {
        let mut duplicates = relate(sketches, settings);
        for group in &mut duplicates.groups {
            let known = |member: u32| self.facts[member as usize].date.as_ref().map_or(0, String::len);
            group.members.sort_by_key(|&member| Reverse(known(member)));
            group.survivor = group.members[0];
        }
        duplicates
    }

    /// What groups of articles are made of, and told by.
    fn told(&self, range: NgramRange, copy_of: &[Option<u32>], words: Vec<String>) -> Articles {
        let families = self.families(|found| found.row.is_content());
        let row = |(facts, &copy_of): (&Facts, &Option<u32>)| ArticleRow {
            document: facts.id.clone(),
            title: facts.title.clone(),
            source: facts.source.clone(),
            day: facts.date.as_deref().and_then(day_number),
            date: facts.date.clone(),
            copy_of,
        };
        Articles {
            articles: self.facts.iter().zip(copy_of).map(row).collect(),
            terms: cluster::Terms::of(&self.rows, words.len(), range),
            words,
            families,
            ..Articles::default()
        }
    }

    pub fn report(mut self, models: &Models, settings: &Settings, clock: &mut Clock) -> Result<Report> {
        clock.start();
        self.settle();
        clock.lap(Stage::Structure);
        // What follows needs them no more, and is where memory is at its highest.
        let sketches = std::mem::take(&mut self.sketches);
        let duplicates = self.copies(&sketches, &settings.duplicates);
        drop(sketches);
        let copy_of = copy_of(&duplicates, self.facts.len());
        clock.lap(Stage::Duplicates);
        let readings = std::mem::take(&mut self.readings);
        let corpus = readings.corpus(self.merged.forms.clone(), &duplicates, models.families())?;
        clock.lap(Stage::Discovery);
        let reference = Reference::embedded();
        // Neither needs the other, and each keeps one core busy.
        let discover = || {
            let mut clock = Clock::default();
            let discovered = Discovery::default().find(&corpus, reference);
            clock.lap(Stage::Discovery);
            (discovered, clock)
        };
        let group = || {
            let mut clock = Clock::default();
            let articles =
                self.told(Articles::WORDS_AND_PAIRS, &copy_of, self.words.labels(&self.merged.forms));
            let topics = Groups::topics(&articles, articles.originals(), settings.topics, settings.seed);
            let told = topics.map(|topics| (topics.rows(&articles, models.families()), topics, articles));
            clock.lap(Stage::Topics);
            (told, clock)
        };
        let ((discovered, of_discovery), (told, of_topics)) = rayon::join(discover, group);
        let (discovered, (clusters, topics, articles)) = (discovered?, told?);
        drop(corpus);
        clock.add(&of_discovery);
        clock.add(&of_topics);
        clock.start();
        let words = WordCounts { counts: self.rows.counts(), labels: articles.words };
        let terms = term_rows(&words.counts.select(&topics.kept), &words.labels, &settings.tfidf)?;
        let report = self.tables(models, settings, &duplicates, &copy_of, &topics);
        let report =
            Report { clusters, terms, words, discovered, reference: reference.name().to_owned(), ..report };
        clock.lap(Stage::Tables);
        Ok(report)
    }

    fn tables(
        mut self,
        models: &Models,
        settings: &Settings,
        duplicates: &Duplicates,
        copy_of: &[Option<u32>],
        topics: &Groups,
    ) -> Report {
        let views = std::mem::take(&mut self.views);
        let id = |document: u32| self.facts[document as usize].id.clone();
        let of_original = |document: usize| copy_of[document].map_or(document, |original| original as usize);
        let topic_of = |document: usize| topics.place(of_original(document));

        let mut tally = Tally::new(models.families(), settings);
        let standings = standings(duplicates, &self.facts);
        for (facts, standing) in self.facts.iter().zip(&standings) {
            tally.document(facts, standing);
        }
        let mut hits = Vec::with_capacity(self.hits.len());
        let mut places = Vec::with_capacity(views.hits.len());
        let mut anachronisms = Vec::new();
        let mut hit_views = views.hits.into_iter();
        for (document, Found { family, row: mut hit, .. }) in self.hits {
            let before = tally.anachronisms();
            let counting = tally.hit(document, family, &hit);
            if tally.anachronisms() > before {
                anachronisms.push(hits.len() as u32);
            }
            let place = |view| HitPlace { document, family, counting, view };
            places.extend(hit_views.next().map(place));
            hit.cluster = topic_of(document as usize).map(|place| place.group);
            hit.copy_of = copy_of[document as usize].map(id);
            hits.push(hit);
        }
        let documents = self.facts.iter().enumerate().map(|(document, facts)| {
            let topic = topic_of(document);
            DocumentRow {
                document: facts.id.clone(),
                title: facts.title.clone(),
                source: facts.source.clone(),
                date: facts.date.clone(),
                date_from: facts.date_from,
                syllables: facts.syllables,
                cluster: topic.map(|place| place.group),
                similarity: topic.and_then(|place| place.similarity),
                x: topic.and_then(|place| place.x),
                y: topic.and_then(|place| place.y),
                copy_of: copy_of[document].map(id),
            }
        });
        let mut report = Report {
            summary: Summary {
                documents: self.facts.len(),
                skipped: self.skipped.len(),
                lists: self.lists.len(),
                undated: self.facts.iter().filter(|facts| facts.date.is_none()).count(),
                period: period(&self.facts),
                sources: sources(self.facts.iter().filter_map(|facts| facts.source.as_deref())),
                bytes: self.facts.iter().map(|facts| facts.bytes).sum(),
                duplicate_groups: duplicates.groups.len(),
                copies: copy_of.iter().flatten().count(),
                repeating: self.repeats.chunk_by(|a, b| a.document == b.document).count(),
                ..Summary::default()
            },
            documents: documents.collect(),
            duplicates: duplicate_rows(
                duplicates,
                &self.facts.iter().map(|facts| facts.id.as_str()).collect::<Vec<_>>(),
            ),
            repeats: self.repeats,
            numbers: number_rows(self.numbers, models.families()),
            hits,
            skipped: self.skipped,
            lists: self.lists,
            evidence: Evidence {
                families: FamilyNote::of(models.families()),
                standings,
                hits: places,
                relations: duplicates.relations.iter().map(RelationPlace::of).collect(),
                repeats: views.repeats,
                anachronisms,
                chunks: views.texts.finish(),
                lines: views.lines,
                line_ends: views.line_ends,
            },
            ..Report::default()
        };
        tally.fill(&mut report);
        report
    }
}

/// The relations as rows, documents by their ids.
pub fn duplicate_rows(duplicates: &Duplicates, ids: &[impl AsRef<str>]) -> Vec<DuplicateRow> {
    let copy_of = copy_of(duplicates, ids.len());
    let id = |document: u32| ids[document as usize].as_ref().to_owned();
    let kept = |document: u32| copy_of[document as usize].unwrap_or(document);
    let row = |relation: &Relation| {
        let is_copy = kept(relation.a) == kept(relation.b);
        DuplicateRow {
            a: id(relation.a),
            b: id(relation.b),
            relation: relation.kind.name(),
            jaccard: thousandths(relation.similarity.jaccard),
            containment_a: thousandths(relation.similarity.containment_a),
            containment_b: thousandths(relation.similarity.containment_b),
            decision: if is_copy { "copy" } else { "kept" },
            reason: relation.reason(),
        }
    };
    duplicates.relations.iter().map(row).collect()
}

/// For each document the one it is a copy of, where it is one.
fn copy_of(duplicates: &Duplicates, documents: usize) -> Vec<Option<u32>> {
    let mut copy_of = vec![None; documents];
    for group in &duplicates.groups {
        for &member in group.members.iter().filter(|&&member| member != group.survivor) {
            copy_of[member as usize] = Some(group.survivor);
        }
    }
    copy_of
}

/// Where each document stands among its copies.
fn standings(duplicates: &Duplicates, facts: &[Facts]) -> Vec<Standing> {
    let alone = |document: u32| Standing { group: document, is_original: true, is_first_of_source: true };
    let mut standings: Vec<Standing> = (0..facts.len() as u32).map(alone).collect();
    for group in &duplicates.groups {
        let mut sources = BTreeSet::new();
        for &member in &group.members {
            standings[member as usize] = Standing {
                group: group.survivor,
                is_original: member == group.survivor,
                is_first_of_source: sources.insert(facts[member as usize].source.as_deref()),
            };
        }
    }
    standings
}

/// Every word, those in most documents first, with its inverse document frequency and its mean weight by `tfidf`.
fn term_rows(counts: &Counts, labels: &[String], tfidf: &TfIdf) -> Result<Vec<TermRow>> {
    let fitted = tfidf.fit(counts)?;
    let vectors = fitted.transform(counts);
    let mut weight = vec![0.0; counts.terms()];
    for (&term, sum) in fitted.terms().iter().zip(vectors.column_sums()) {
        weight[term as usize] = sum / vectors.documents() as f64;
    }
    let all = TfIdf::default().fit(counts)?;
    let (frequency, totals) = (counts.document_frequency(), counts.totals());
    let row = |(&term, &idf): (&u32, &f64)| TermRow {
        term: labels[term as usize].clone(),
        count: totals[term as usize],
        documents: frequency[term as usize],
        idf,
        weight: weight[term as usize],
    };
    let mut terms: Vec<TermRow> = all.terms().iter().zip(all.idf()).map(row).collect();
    terms.sort_by(|a, b| {
        (b.documents, b.count).cmp(&(a.documents, a.count)).then_with(|| a.term.cmp(&b.term))
    });
    Ok(terms)
}

/// The most cited first, each with the families whose founding documents have its number.
fn number_rows(numbers: Vec<(u32, CitedNumber)>, families: &Families) -> Vec<NumberRow> {
    let founded = families.founded();
    let mut cited: BTreeMap<(String, NumberForm, Option<String>), Cited> = BTreeMap::new();
    for (document, number) in numbers {
        let CitedNumber { canonical, form, issued, .. } = number;
        let reading = founded.read(&canonical, form, issued.as_deref());
        // A date that tells nothing is none: documents that no family has are one row each.
        let date = match reading.certainty {
            Certainty::Dated => reading.documents[0].date.map(str::to_owned),
            Certainty::OtherDate => issued,
            _ => None,
        };
        let cited = cited.entry((canonical, form, date)).or_default();
        cited.count += 1;
        cited.articles += u64::from(cited.last_document != Some(document));
        cited.last_document = Some(document);
    }
    let mut rows: Vec<NumberRow> = Vec::with_capacity(cited.len());
    for ((number, form, date), Cited { count, articles, .. }) in cited {
        let Reading { documents, certainty } = founded.read(&number, form, date.as_deref());
        let named = |known: &Known| match known.date {
            Some(date) => format!("{} ({date})", known.number),
            None => known.number.to_owned(),
        };
        // Of another date, it is none of theirs.
        let theirs = documents.iter().filter(|_| certainty != Certainty::OtherDate);
        let mut families: Vec<String> = Vec::new();
        for family in theirs.flat_map(|known| &known.families) {
            if !families.contains(&family.id) {
                families.push(family.id.clone());
            }
        }
        let documents = documents.iter().map(named).collect();
        rows.push(NumberRow {
            number,
            date,
            count,
            articles,
            families,
            documents,
            reading: certainty.name(),
        });
    }
    rows.sort_by(|a, b| {
        (b.articles, b.count)
            .cmp(&(a.articles, a.count))
            .then_with(|| (&a.number, &a.date).cmp(&(&b.number, &b.date)))
    });
    rows
}

/// Days since 1970-01-01.
fn day_number(date: &str) -> Option<i32> {
    let day: jiff::civil::Date = date.parse().ok()?;
    Some(jiff::civil::date(1970, 1, 1).until(day).ok()?.get_days())
}

/// First and last date.
fn period(facts: &[Facts]) -> Option<(String, String)> {
    let dates = || facts.iter().filter_map(|facts| facts.date.clone());
    Some((dates().min()?, dates().max()?))
}

/// Sources with their number of documents, the largest first.
pub(super) fn sources<'a>(of_documents: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    of_documents.for_each(|source| *sources.entry(source).or_default() += 1);
    let mut sources: Vec<_> = sources.into_iter().map(|(source, count)| (source.to_owned(), count)).collect();
    sources.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    sources
}

pub(super) fn thousandths(value: f64) -> f64 {
    // Plus 0: tables have no -0.
    (value * 1e3).round() / 1e3 + 0.0
}

fn in_words(skipped: &[LeftOut]) -> Vec<String> {
    skipped.iter().map(LeftOut::to_string).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_negative_zero() {
        assert_eq!(
            [-0.0001, -0.0006, 0.6904].map(thousandths).map(|value| value.to_string()),
            ["0", "-0.001", "0.69"]
        );
    }
}
