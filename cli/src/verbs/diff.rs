//! `dedup diff`: two articles side by side.

use super::dedup::pipeline;
use crate::args::Diff as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::to_stdout;
use crate::terminal::{Skipped, say, say_noticed, table};
use chinhluan::Document;
use chinhluan::clean::clean;
use chinhluan::read::Inputs;
use chinhluan::report::Settings;
use chinhluan::syllable::{Forms, Key};
use chinhluan::tokens::Tokens;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;
use std::io::Write;
use std::ops::Range;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let inputs = args.input.inputs();
    let mut skipped = Skipped::default();
    let (a, b) = match args.input.is_named() {
        true => {
            let mut read = inputs.open()?;
            let (mut a, mut b) = (Sought::of(&args.a), Sought::of(&args.b));
            for document in read.by_ref() {
                match document {
                    Ok(document) => [&mut a, &mut b].into_iter().for_each(|sought| sought.look_at(&document)),
                    Err(error) => skipped.name(&error),
                }
            }
            say_noticed(&read.noticed());
            (a.found()?, b.found()?)
        }
        false => (only(&inputs, &args.a)?, only(&inputs, &args.b)?),
    };
    let settings = Settings::default();
    let both = [Ok(a.clone()), Ok(b.clone())];
    let (_, sketches) = pipeline(&settings)?.sketches(&mut both.into_iter(), |_| ())?;
    let relation = sketches.relate(&settings.duplicates)?.relations.into_iter().next();
    let found = match &relation {
        None => {
            format!("unrelated: they share no passage of {} syllables or more", settings.duplicates.passage)
        }
        Some(relation) => {
            let (of_a, of_b) = if relation.a == 0 { ("left", "right") } else { ("right", "left") };
            format!("{}; a on the {of_a}, b on the {of_b}: {}", relation.kind, relation.reason())
        }
    };
    to_stdout(|out| {
        writeln!(out, "{found}\n[-only on the left-] {{+only on the right+}}")?;
        writeln!(out, "{}", table(&[&a.id, &b.id], rows(&a.text, &b.text)))
    })?;
    Ok(skipped.conclude())
}

/// The document of a collection that is called `id`.
struct Sought<'a> {
    id: &'a str,
    first: Option<Document>,
    comes_again: bool,
}

impl<'a> Sought<'a> {
    fn of(id: &'a str) -> Self {
        Self { id, first: None, comes_again: false }
    }

    fn look_at(&mut self, document: &Document) {
        if document.id == self.id {
            self.comes_again = self.first.is_some();
            self.first.get_or_insert_with(|| document.clone());
        }
    }

    fn found(self) -> Outcome<Document> {
        let Self { id, first, comes_again } = self;
        if comes_again {
            say(&format!("several articles are called {id}; shown is the first"));
        }
        first.ok_or_else(|| Failure::new(format!("no article is called {id}")))
    }
}

/// The one document of a file.
fn only(inputs: &Inputs, path: &str) -> Outcome<Document> {
    let mut documents = Inputs { paths: vec![path.into()], ..inputs.clone() }.open()?;
    let first = documents.next();
    match (first, documents.next()) {
        (Some(document), None) => Ok(Document { id: path.to_owned(), ..document? }),
        (None, _) => Err(Failure::new(format!("{path} holds no article"))),
        (Some(_), Some(_)) => Err(Failure::new(format!(
            "{path} holds several articles: name two of them by id, and then {path}"
        ))),
    }
}

/// A paragraph, and what its tokens are equal by.
struct Paragraph {
    text: String,
    keys: Vec<Key>,
    /// Where each token begins.
    starts: Vec<u32>,
}

/// The paragraphs of a text, white space as one blank.
fn paragraphs(text: &str, forms: &mut Forms) -> Vec<Paragraph> {
    let mut tokens = Tokens::default();
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    let paragraph = |line: String| {
        let text = clean(&line).text.into_owned();
        tokens.read(&text, forms);
        let keys = (0..tokens.len()).map(|token| tokens.form(token, forms).key).collect();
        Paragraph { keys, starts: tokens.starts.clone(), text }
    };
    lines.filter(|line| !line.is_empty()).map(paragraph).collect()
}

/// Paragraphs beside each other. Those that differ in some words stand in one row, what only one of them has in marks;
/// those that both have, up to case and the place of tone marks, are counted and not shown.
fn rows(a: &str, b: &str) -> Vec<Vec<String>> {
    let mut forms = Forms::new();
    let (left, right) = (paragraphs(a, &mut forms), paragraphs(b, &mut forms));
    let keys = |of: &[Paragraph]| of.iter().map(|paragraph| paragraph.keys.clone()).collect::<Vec<_>>();
    let mut rows = Vec::new();
    for op in capture_diff_slices(Algorithm::Patience, &keys(&left), &keys(&right)) {
        let (old, new) = (&left[op.old_range()], &right[op.new_range()]);
        match op {
            DiffOp::Equal { len: 1, .. } => rows.push(vec!["(1 equal paragraph)".into(), String::new()]),
            DiffOp::Equal { len, .. } => rows.push(vec![format!("({len} equal paragraphs)"), String::new()]),
            _ => rows.extend(aligned(old, new).into_iter().map(|(old, new)| match (old, new) {
                (Some(old), Some(new)) => changed(old, new),
                (old, new) => vec![alone(old, ONLY_LEFT), alone(new, ONLY_RIGHT)],
            })),
        }
    }
    rows
}

/// Share of tokens in common from which two paragraphs stand in one row.
const ALIKE: f32 = 0.3;

/// Pairs of paragraphs that are compared; two laws of thousands of changed paragraphs would take minutes and gigabytes.
const COMPARED: usize = 1 << 20;

/// Paragraphs in order, alike ones together: the alignment in which most is shared. Of more than [`COMPARED`] pairs none
/// is looked at.
fn aligned<'a>(
    old: &'a [Paragraph],
    new: &'a [Paragraph],
) -> Vec<(Option<&'a Paragraph>, Option<&'a Paragraph>)> {
    if old.len() * new.len() > COMPARED {
        return old
            .iter()
            .map(|old| (Some(old), None))
            .chain(new.iter().map(|new| (None, Some(new))))
            .collect();
    }
    let shared: Vec<Vec<f32>> =
        old.iter().map(|old| new.iter().map(|new| likeness(&old.keys, &new.keys)).collect()).collect();
    // best[i][j]: the most that can be shared from i and j on.
    let mut best = vec![vec![0.0f32; new.len() + 1]; old.len() + 1];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            let together = if shared[i][j] >= ALIKE { shared[i][j] + best[i + 1][j + 1] } else { 0.0 };
            best[i][j] = together.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut rows, mut i, mut j) = (Vec::new(), 0, 0);
    while i < old.len() || j < new.len() {
        let both = i < old.len() && j < new.len();
        if both && shared[i][j] >= ALIKE && best[i][j] == shared[i][j] + best[i + 1][j + 1] {
            rows.push((Some(&old[i]), Some(&new[j])));
            (i, j) = (i + 1, j + 1);
        } else if j == new.len() || (i < old.len() && best[i][j] == best[i + 1][j]) {
            rows.push((Some(&old[i]), None));
            i += 1;
        } else {
            rows.push((None, Some(&new[j])));
            j += 1;
        }
    }
    rows
}

/// Tokens in common, as share of those of both.
fn likeness(old: &[Key], new: &[Key]) -> f32 {
    let mut counts: HashMap<Key, i64> = HashMap::new();
    old.iter().for_each(|key| *counts.entry(*key).or_default() += 1);
    let shared = new.iter().filter(|key| {
        let left = counts.entry(**key).or_default();
        *left -= 1;
        *left >= 0
    });
    2.0 * shared.count() as f32 / (old.len() + new.len()) as f32
}

type Marks = (&'static str, &'static str);
const ONLY_LEFT: Marks = ("[-", "-]");
const ONLY_RIGHT: Marks = ("{+", "+}");

fn alone(paragraph: Option<&Paragraph>, (open, close): Marks) -> String {
    paragraph.map_or_else(String::new, |paragraph| format!("{open}{}{close}", paragraph.text))
}

/// Two paragraphs with the words that only one of them has in marks.
fn changed(old: &Paragraph, new: &Paragraph) -> Vec<String> {
    let mut sides = [String::new(), String::new()];
    for op in capture_diff_slices(Algorithm::Myers, &old.keys, &new.keys) {
        let passages = [(old, op.old_range(), ONLY_LEFT), (new, op.new_range(), ONLY_RIGHT)];
        for (side, (paragraph, tokens, (open, close))) in sides.iter_mut().zip(passages) {
            let passage = paragraph.passage(tokens);
            let words = passage.trim_end();
            match op {
                _ if words.is_empty() => {}
                DiffOp::Equal { .. } => side.push_str(words),
                _ => side.extend([open, words, close]),
            }
            side.push_str(&passage[words.len()..]);
        }
    }
    sides.into()
}

impl Paragraph {
    /// The words of a range of tokens, with the blank behind them.
    fn passage(&self, tokens: Range<usize>) -> &str {
        let at = |token: usize| self.starts.get(token).map_or(self.text.len(), |&start| start as usize);
        &self.text[at(tokens.start)..at(tokens.end)]
    }
}
