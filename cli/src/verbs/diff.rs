//! `dedup diff`: two articles side by side.

use super::dedup::pipeline;
use crate::args::Diff as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::terminal::{Skipped, say, table};
use chinhluan::Document;
use chinhluan::dedup::relate;
use chinhluan::read::Inputs;
use chinhluan::report::Settings;
use similar::{ChangeTag, DiffOp, TextDiff, capture_diff_slices};
use std::io::{self, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let inputs = args.input.inputs();
    let mut skipped = Skipped::default();
    let (a, b) = match args.input.is_named() {
        true => {
            let mut documents: Vec<Document> =
                inputs.open()?.filter_map(|document| document.map_err(|error| skipped.name(&error)).ok()).collect();
            (taken(&mut documents, &args.a)?, taken(&mut documents, &args.b)?)
        }
        false => (only(&inputs, &args.a)?, only(&inputs, &args.b)?),
    };
    let settings = Settings::default();
    let both = [Ok(a.clone()), Ok(b.clone())];
    let (_, sketches) = pipeline(&settings)?.sketches(&mut both.into_iter(), |_| ());
    let relation = relate(&sketches, &settings.duplicates).relations.into_iter().next();
    match &relation {
        None => println(&format!(
            "unrelated: they share no passage of {} words or more",
            settings.duplicates.passage
        ))?,
        Some(relation) => {
            let (of_a, of_b) = if relation.a == 0 { ("left", "right") } else { ("right", "left") };
            println(&format!("{}; a on the {of_a}, b on the {of_b}: {}", relation.kind, relation.reason()))?;
        }
    }
    println("[-only on the left-] {+only on the right+}")?;
    println(&table(&[&a.id, &b.id], rows(&a.text, &b.text)).to_string())?;
    Ok(skipped.conclude())
}

/// The document called `id`.
fn taken(documents: &mut Vec<Document>, id: &str) -> Outcome<Document> {
    let mut found = documents.iter().filter(|document| document.id == id);
    let document = found.next().cloned();
    if found.next().is_some() {
        say(&format!("several articles are called {id}; shown is the first"));
    }
    document.ok_or_else(|| Failure::new(format!("no article is called {id}")))
}

/// The one document of a file.
fn only(inputs: &Inputs, path: &str) -> Outcome<Document> {
    let mut documents = Inputs { paths: vec![path.into()], ..inputs.clone() }.open()?;
    let first = documents.next();
    match (first, documents.next()) {
        (Some(document), None) => Ok(Document { id: path.to_owned(), ..document? }),
        (None, _) => Err(Failure::new(format!("{path} holds no article"))),
        (Some(_), Some(_)) => {
            Err(Failure::new(format!("{path} holds several articles: name two of them by id, and then {path}")))
        }
    }
}

fn println(line: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Paragraphs beside each other. Those that differ in some words stand in one row with what only one of them has in
/// marks; stretches that both have are named and not shown.
fn rows(a: &str, b: &str) -> Vec<Vec<String>> {
    let paragraphs = |text: &'_ str| -> Vec<String> {
        text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    };
    let (left, right) = (paragraphs(a), paragraphs(b));
    let mut rows = Vec::new();
    for op in capture_diff_slices(similar::Algorithm::Patience, &left, &right) {
        match op {
            DiffOp::Equal { len, .. } => {
                let equal = if len == 1 { "1 equal paragraph".into() } else { format!("{len} equal paragraphs") };
                rows.push(vec![format!("({equal})"), String::new()]);
            }
            DiffOp::Delete { old_index, old_len, .. } => {
                let alone = left[old_index..old_index + old_len].iter();
                rows.extend(alone.map(|line| vec![format!("[-{line}-]"), String::new()]));
            }
            DiffOp::Insert { new_index, new_len, .. } => {
                let alone = right[new_index..new_index + new_len].iter();
                rows.extend(alone.map(|line| vec![String::new(), format!("{{+{line}+}}")]));
            }
            DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                let olds = left[old_index..old_index + old_len].join("\n");
                let news = right[new_index..new_index + new_len].join("\n");
                rows.push(changed(&olds, &news));
            }
        }
    }
    rows
}

/// Two passages with the words that only one of them has in marks.
fn changed(old: &str, new: &str) -> Vec<String> {
    let diff = TextDiff::from_words(old, new);
    let (mut left, mut right) = (String::new(), String::new());
    let changes: Vec<_> = diff.iter_all_changes().collect();
    for stretch in changes.chunk_by(|one, next| one.tag() == next.tag()) {
        let words: String = stretch.iter().map(|change| change.value()).collect();
        match stretch[0].tag() {
            ChangeTag::Equal => [&mut left, &mut right].into_iter().for_each(|side| side.push_str(&words)),
            ChangeTag::Delete => left.push_str(&marked("[-", &words, "-]")),
            ChangeTag::Insert => right.push_str(&marked("{+", &words, "+}")),
        }
    }
    vec![left, right]
}

/// Words between marks; blanks around them stay outside.
fn marked(open: &str, words: &str, close: &str) -> String {
    let inner = words.trim();
    if inner.is_empty() {
        return words.to_owned();
    }
    let start = words.len() - words.trim_start().len();
    format!("{}{open}{inner}{close}{}", &words[..start], &words[start + inner.len()..])
}
