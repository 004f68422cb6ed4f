//! `classify`: labels for articles, learned from articles that have one, and how far they are to be trusted.

use crate::args::{Classify as Args, Gazetteer};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::{Bar, Skipped, counted, say, say_noticed};
use chinhluan::Document;
use chinhluan::classify::{FittedBayes, NaiveBayes, Score, folds};
use chinhluan::clean::clean;
use chinhluan::read::Inputs;
use chinhluan::report::{Articles, Models, Pipeline, Settings};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
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
        let mut learned = Inputs { records: true, ..args.input.inputs() }.open()?;
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
        let articles = pipeline.articles(&mut documents, range, |progress| bar.update(progress));
        drop(documents);
        [Some(&learned), applied.as_ref()]
            .into_iter()
            .flatten()
            .for_each(|read| say_noticed(&read.noticed()));
        articles
    };
    bar.clear();
    articles.skipped.iter().chain(&without).for_each(|reason| skipped.name_reason(reason));
    let labelled = Labelled::of(&articles, read, args)?;
    labelled.say_clashes(&articles);
    let judged = labelled.held_out(&articles, args)?;
    labelled.say_scores(&judged, args.seed);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.apply.is_empty() {
        for ((&row, &own), judgement) in labelled.rows.iter().zip(&labelled.own()).zip(&judged) {
            let mut line = labelled.line(&articles, row, judgement);
            line["own"] = labelled.answers()[own as usize].as_str().into();
            writeln!(out, "{line}").map_err(Failure::of_stdout)?;
        }
    } else {
        let settings = NaiveBayes { alpha: args.alpha };
        let counts = &articles.terms.counts;
        let fitted = settings.fit(counts, &labelled.label_of, labelled.names.len())?;
        for row in (0..articles.articles.len()).filter(|&row| labelled.label_of[row].is_none()) {
            let judgement = labelled.judge(&fitted, counts.row(row));
            let line = labelled.line(&articles, row, &judgement);
            writeln!(out, "{line}").map_err(Failure::of_stdout)?;
        }
    }
    out.flush().map_err(Failure::of_stdout)?;
    Ok(skipped.conclude())
}

/// The label of a record, whichever of its fields it is; none where that is not there or says nothing.
fn label(document: &Document, field: &str) -> Option<String> {
    let record = || serde_json::from_str::<Map<String, Value>>(document.meta.record.as_deref()?).ok();
    let value = match document.meta.extra.get(field) {
        Some(value) => value.clone(),
        None => record()?.remove(field)?,
    };
    match &value {
        Value::String(label) => Some(composed(label)).filter(|label| !label.is_empty()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}

/// A label as it looks: one that is typed on another system has other bytes.
fn composed(label: &str) -> String {
    clean(label).text.trim().to_owned()
}

/// An answer, by its number, and its probability.
type Judgement = (u32, f64);

/// What there is to learn from, and what is asked.
struct Labelled {
    names: Vec<String>,
    /// The label of every article, by its number.
    label_of: Vec<Option<u32>>,
    /// The articles that have one.
    rows: Vec<usize>,
    /// For each of these, the article that it is, or is a copy of.
    groups: Vec<u32>,
    asked: Asked,
}

/// Which answers there are.
enum Asked {
    /// Every label.
    Each,
    /// Whether an article has the label of this number: yes or no.
    ///
    /// All labels are learned all the same. Taken for one, sports and laws are like neither, and whatever is a little
    /// like the label asked for has it.
    Whether { label: u32, answers: [String; 2] },
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
        let names: BTreeSet<String> = labels.iter().flatten().cloned().collect();
        let names: Vec<String> = names.into_iter().collect();
        match &names[..] {
            [] => {
                return Err(Failure::new(format!(
                    "no article has a label in the field `{}`",
                    args.label_field
                )));
            }
            [only] => {
                return Err(Failure::new(format!("all articles have the label `{only}`: two are needed")));
            }
            _ => {}
        }
        let asked = match &args.label {
            None => Asked::Each,
            Some(one) => {
                let one = composed(one);
                let label = names.binary_search(&one).map_err(|_| {
                    Failure::new(format!("no article has the label `{one}`; there are {}", names.join(", ")))
                })?;
                Asked::Whether { label: label as u32, answers: [one.clone(), format!("not {one}")] }
            }
        };
        let number = |label: &String| names.binary_search(label).ok().map(|at| at as u32);
        let label_of: Vec<Option<u32>> = labels.iter().map(|label| number(label.as_ref()?)).collect();
        let rows: Vec<usize> = (0..list.len()).filter(|&row| label_of[row].is_some()).collect();
        let groups = rows.iter().map(|&row| list[row].copy_of.unwrap_or(row as u32)).collect();
        Ok(Self { names, label_of, rows, groups, asked })
    }

    fn answers(&self) -> &[String] {
        match &self.asked {
            Asked::Each => &self.names,
            Asked::Whether { answers, .. } => answers,
        }
    }

    /// The answer that is right for each article that has a label.
    fn own(&self) -> Vec<u32> {
        let answer = |own: u32| match self.asked {
            Asked::Each => own,
            Asked::Whether { label, .. } => u32::from(own != label),
        };
        self.labels().into_iter().map(answer).collect()
    }

    fn labels(&self) -> Vec<u32> {
        self.rows.iter().filter_map(|&row| self.label_of[row]).collect()
    }

    /// The answer for an article, given its terms and their counts.
    fn judge(&self, fitted: &FittedBayes, document: impl Iterator<Item = (u32, u32)>) -> Judgement {
        match self.asked {
            Asked::Each => fitted.label(document),
            Asked::Whether { label, .. } => {
                let probability = fitted.log_probabilities(document)[label as usize].exp();
                if probability > 0.5 { (0, probability) } else { (1, 1.0 - probability) }
            }
        }
    }

    /// What each labelled article is given by a model that has not seen it, nor a copy of it.
    fn held_out(&self, articles: &Articles, args: &Args) -> Outcome<Vec<Judgement>> {
        let fold_of = folds(&self.groups, &self.labels(), args.folds, args.seed);
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
            if seen.iter().flatten().collect::<BTreeSet<_>>().len() < 2 {
                return Err(Failure::new(
                    "too few articles, copies aside: without those that are judged, not even two labels are left",
                ));
            }
            let fitted = settings.fit(counts, &seen, self.names.len())?;
            inside.iter().for_each(|&at| judged[at] = self.judge(&fitted, counts.row(self.rows[at])));
        }
        Ok(judged)
    }

    /// Says which labels look alike, and how many copies have another label than what they copy: both are learned as they
    /// are, and neither may be meant.
    fn say_clashes(&self, articles: &Articles) {
        let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for name in &self.names {
            alike.entry(name.to_lowercase()).or_default().push(name);
        }
        for names in alike.values().filter(|names| names.len() > 1) {
            say(&format!(
                "labels that differ in capitals only are learned as different: {}",
                names.join(", ")
            ));
        }
        let differs = |&&row: &&usize| {
            let original =
                articles.articles[row].copy_of.and_then(|original| self.label_of[original as usize]);
            original.is_some_and(|original| self.label_of[row] != Some(original))
        };
        match self.rows.iter().filter(differs).count() {
            0 => {}
            1 => say("1 article has another label than the article that it copies"),
            copies => say(&format!("{copies} articles have another label than the articles that they copy")),
        }
    }

    fn say_scores(&self, judged: &[Judgement], seed: u64) {
        let given: Vec<u32> = judged.iter().map(|&(answer, _)| answer).collect();
        let answers = self.answers();
        let scores = Score::of(&self.own(), &given, &self.groups, answers.len(), seed);
        for (answer, score) in answers.iter().zip(scores) {
            let interval = score.interval.map_or_else(String::new, |interval| {
                format!(" (95% {:.3} to {:.3})", interval.low, interval.high)
            });
            say(&format!(
                "{answer}: {}, precision {:.3}, recall {:.3}, F1 {:.3}{interval}",
                counted(score.documents as usize, "article", "articles"),
                score.precision(),
                score.recall(),
                score.f1()
            ));
        }
    }

    fn line(&self, articles: &Articles, row: usize, &(answer, probability): &Judgement) -> Value {
        let probability = (probability * 1e4).round() / 1e4;
        let document = &articles.articles[row].document;
        json!({ "document": document, "label": self.answers()[answer as usize], "probability": probability })
    }
}
