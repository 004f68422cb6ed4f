//! `classify`: labels for articles, learned from articles that have one, and how far they are to be trusted.

use crate::args::{Classify as Args, Gazetteer};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::{Bar, Skipped, say};
use chinhluan::Document;
use chinhluan::classify::{NaiveBayes, Score, folds};
use chinhluan::report::{Articles, Models, Pipeline, Settings};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{self, BufWriter, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (families, _) = models::families(&Gazetteer::default())?;
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, Settings::default());
    let range = args.ngram_range.parse()?;
    // Every document that is worked on, with its label; none for those that are to get one.
    let (mut read, mut skipped) = (Vec::<(String, Option<String>)>::new(), Skipped::default());
    let mut without = Vec::new();
    let bar = Bar::new();
    let articles = {
        let mut learned = args.input.inputs().open()?;
        let mut applied = match args.apply.as_slice() {
            [] => None,
            paths => Some(args.input.others(paths).open()?),
        };
        let documents = learned.by_ref().map(|document| (document, true));
        let documents = documents.chain(applied.iter_mut().flatten().map(|document| (document, false)));
        let mut documents = documents.filter_map(|(document, is_learned)| {
            let Ok(known) = &document else { return Some(document) };
            let label = label(known, &args.label_field).filter(|_| is_learned);
            if is_learned && label.is_none() {
                without.push(format!("{}: no label in the field `{}`", known.id, args.label_field));
                return None;
            }
            read.push((known.id.clone(), label));
            Some(document)
        });
        pipeline.articles(&mut documents, range, |progress| bar.update(progress))
    };
    bar.clear();
    articles.skipped.iter().chain(&without).for_each(|reason| skipped.name_reason(reason));
    let labelled = Labelled::of(&articles, read, args)?;
    let judged = labelled.held_out(&articles, args)?;
    labelled.say_scores(&judged, args.seed);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.apply.is_empty() {
        for (&row, &(label, probability)) in labelled.rows.iter().zip(&judged) {
            let mut line = labelled.line(&articles, row, label, probability);
            line["own"] = labelled.names[labelled.label_of[row].unwrap_or_default() as usize].as_str().into();
            writeln!(out, "{line}")?;
        }
    } else {
        let settings = NaiveBayes { alpha: args.alpha };
        let counts = &articles.terms.counts;
        let fitted = settings.fit(counts, &labelled.label_of, labelled.names.len())?;
        for row in (0..articles.articles.len()).filter(|&row| labelled.label_of[row].is_none()) {
            let (label, probability) = fitted.label(counts.row(row));
            writeln!(out, "{}", labelled.line(&articles, row, label, probability))?;
        }
    }
    out.flush()?;
    Ok(skipped.conclude())
}

/// The label of a record, whichever of its fields it is; none where that is not there or says nothing.
fn label(document: &Document, field: &str) -> Option<String> {
    let taken = document.meta.taken.iter().find(|taken| taken.name == field);
    let value = document.meta.extra.get(field).or(taken.and_then(|taken| taken.value.as_ref()))?;
    match value {
        Value::String(label) => Some(label.trim().to_owned()).filter(|label| !label.is_empty()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// What there is to learn from.
struct Labelled {
    names: Vec<String>,
    /// The label of every article, by its number.
    label_of: Vec<Option<u32>>,
    /// The articles that have one.
    rows: Vec<usize>,
    /// For each of these, the article that it is, or is a copy of.
    groups: Vec<u32>,
}

impl Labelled {
    fn of(articles: &Articles, read: Vec<(String, Option<String>)>, args: &Args) -> Outcome<Self> {
        // Lists of articles were read, too, and are left out: what is left comes in the same order.
        let mut read = read.into_iter();
        let list = &articles.articles;
        let labels: Vec<Option<String>> = list
            .iter()
            .map(|article| read.find(|(id, _)| *id == article.document).and_then(|(_, label)| label))
            .collect();
        let all: BTreeSet<&str> = labels.iter().flatten().map(String::as_str).collect();
        let field = &args.label_field;
        match all.len() {
            0 => return Err(Failure::new(format!("no article has a label in the field `{field}`"))),
            1 => {
                let only = all.first().copied().unwrap_or_default();
                return Err(Failure::new(format!("all articles have the label `{only}`: two are needed")));
            }
            _ => {}
        }
        let names: Vec<String> = match &args.label {
            None => all.into_iter().map(str::to_owned).collect(),
            Some(one) if all.contains(one.as_str()) => vec![one.clone(), format!("not {one}")],
            Some(one) => {
                let all = all.into_iter().collect::<Vec<_>>().join(", ");
                return Err(Failure::new(format!("no article has the label `{one}`; there are {all}")));
            }
        };
        let number = |label: &String| match &args.label {
            Some(one) => Some(u32::from(label != one)),
            None => names.binary_search(label).ok().map(|at| at as u32),
        };
        let label_of: Vec<Option<u32>> = labels.iter().map(|label| number(label.as_ref()?)).collect();
        let rows: Vec<usize> = (0..list.len()).filter(|&row| label_of[row].is_some()).collect();
        let groups = rows.iter().map(|&row| list[row].copy_of.unwrap_or(row as u32)).collect();
        Ok(Self { names, label_of, rows, groups })
    }

    fn own(&self) -> Vec<u32> {
        self.rows.iter().filter_map(|&row| self.label_of[row]).collect()
    }

    /// What each labelled article is given by a model that has not seen it, nor a copy of it.
    fn held_out(&self, articles: &Articles, args: &Args) -> Outcome<Vec<(u32, f64)>> {
        let fold_of = folds(&self.groups, &self.own(), args.folds, args.seed);
        let counts = &articles.terms.counts;
        let settings = NaiveBayes { alpha: args.alpha };
        let mut judged = vec![(0, 0.0); self.rows.len()];
        for fold in 0..args.folds {
            let mut seen = self.label_of.clone();
            let inside: Vec<usize> = (0..self.rows.len()).filter(|&at| fold_of[at] == fold).collect();
            inside.iter().for_each(|&at| seen[self.rows[at]] = None);
            if inside.is_empty() {
                continue;
            }
            let fitted = settings.fit(counts, &seen, self.names.len())?;
            inside.iter().for_each(|&at| judged[at] = fitted.label(counts.row(self.rows[at])));
        }
        Ok(judged)
    }

    fn say_scores(&self, judged: &[(u32, f64)], seed: u64) {
        let given: Vec<u32> = judged.iter().map(|&(label, _)| label).collect();
        for (name, score) in
            self.names.iter().zip(Score::of(&self.own(), &given, &self.groups, self.names.len(), seed))
        {
            let interval = score.interval.map_or_else(String::new, |interval| {
                format!(" (95% {:.3} to {:.3})", interval.low, interval.high)
            });
            say(&format!(
                "{name}: {} articles, precision {:.3}, recall {:.3}, F1 {:.3}{interval}",
                score.documents,
                score.precision(),
                score.recall(),
                score.f1()
            ));
        }
    }

    fn line(&self, articles: &Articles, row: usize, label: u32, probability: f64) -> Value {
        let probability = (probability * 1e4).round() / 1e4;
        let document = &articles.articles[row].document;
        json!({ "document": document, "label": self.names[label as usize], "probability": probability })
    }
}
