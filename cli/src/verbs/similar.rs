//! `similar`: the articles most like one.

use crate::args::{Gazetteer, HitFormat, Likeness, Similar as Args};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::output::to_stdout;
use crate::terminal::{Bar, Skipped, say, say_noticed, table};
use chinhluan::read::Inputs;
use chinhluan::report::{Models, Pipeline, Settings, Terms, Words};
use chinhluan::tfidf::{Bm25, Bm25Formula, InvertedIndex, TfIdf};
use chinhluan::{Document, Markup, Meta, Place, Result, Role};
use serde_json::json;
use std::io::{self, Write};

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let inputs = args.input.inputs();
    let asked = asked(args, &inputs)?;
    // What is asked for is read first, so that its words are numbered with all others.
    let mut collection = inputs.open()?;
    let mut documents = asked.clone().map(Ok).into_iter().chain(collection.by_ref());
    let (segmenter, _) = models::segmenter(&args.models)?;
    let (families, _) = models::families(&Gazetteer::default())?;
    let pipeline = Pipeline::new(Models::new(segmenter, families)?, Settings::default());
    let bar = Bar::new();
    let words = pipeline.words(&mut documents, &Terms::default(), |progress| bar.update(progress));
    bar.clear();
    say_noticed(&collection.noticed());
    let found = nearest(&words, usize::from(asked.is_some()), args)?;
    let measure = if args.weights == Likeness::Tfidf { "similarity" } else { "score" };
    if found.is_empty() && args.count > 0 {
        say("no article has a word of it");
    }
    to_stdout(|out| write(&found, measure, HitFormat::or_usual(args.format), out))?;
    let mut skipped = Skipped::default();
    words.skipped.iter().for_each(|reason| skipped.name_reason(reason));
    Ok(skipped.conclude())
}

/// The text that was given as a document; none where an article of the collection is asked for.
fn asked(args: &Args, inputs: &Inputs) -> Outcome<Option<Document>> {
    if let Some(text) = &args.text {
        if text.trim().is_empty() {
            return Err(Failure::new("--text is empty"));
        }
        // Words, not a page: `Nông thôn` alone on a page is the name of a section, which no count has.
        let roles = vec![Role::Body; text.lines().count()];
        let markup = Some(Markup { is_article: true, roles, ..Markup::default() });
        let (meta, place) = (Meta { markup, ..Meta::default() }, Place::file("--text"));
        return Ok(Some(Document { id: String::new(), text: text.clone(), meta, place }));
    }
    let Some(path) = &args.file else { return Ok(None) };
    let only = Inputs { paths: vec![path.clone()], ..inputs.clone() }.open()?.collect::<Result<Vec<_>>>()?;
    match <[Document; 1]>::try_from(only) {
        Ok([mut document]) => {
            // A page that is a list of articles is left out of a collection, but not where it is what is asked for.
            document.meta.markup.iter_mut().for_each(|markup| markup.is_article = true);
            Ok(Some(document))
        }
        Err(documents) => {
            Err(Failure::new(format!("{} holds {} articles, not one", path.display(), documents.len())))
        }
    }
}

/// Ids of the articles behind the first `before` rows, and how alike they are.
fn nearest<'a>(words: &'a Words, before: usize, args: &Args) -> Outcome<Vec<(&'a str, f64)>> {
    let row = match &args.to {
        None => 0,
        Some(id) => (words.documents.iter().position(|document| document == id))
            .ok_or_else(|| Failure::new(format!("no article is called {id}")))?,
    };
    let articles: Vec<usize> = (before..words.documents.len()).collect();
    // Frequencies are those of the collection, not of what is asked for.
    let counts = words.counts.select(&articles);
    let most = args.count.saturating_add(1);
    let by_bm25 = |formula| {
        let weights = Bm25 { formula, ..Bm25::default() }.fit(&counts).transform(&counts);
        // A word that is asked for twice counts twice.
        let asked = words.counts.row(row).map(|(term, count)| (term, f64::from(count)));
        InvertedIndex::new(&weights).nearest(asked, most)
    };
    let found = match args.weights {
        Likeness::Tfidf => {
            let fitted = TfIdf { sublinear_tf: true, ..TfIdf::default() }.fit(&counts)?;
            let asked = fitted.transform(&words.counts.select(&[row]));
            InvertedIndex::new(&fitted.transform(&counts)).nearest(asked.row(0), most)
        }
        Likeness::Bm25 => by_bm25(Bm25Formula::Lucene),
        Likeness::Bm25Robertson => by_bm25(Bm25Formula::Robertson),
    };
    let found = found.into_iter().map(|(document, alike)| (document as usize + before, alike));
    let others = found.filter(|&(document, _)| document != row || before > 0).take(args.count);
    Ok(others.map(|(document, alike)| (words.documents[document].as_str(), alike)).collect())
}

fn write(found: &[(&str, f64)], measure: &str, format: HitFormat, out: &mut impl Write) -> io::Result<()> {
    match format {
        HitFormat::Jsonl => found.iter().try_for_each(|(document, alike)| {
            writeln!(out, "{}", json!({ "document": document, measure: alike }))
        }),
        HitFormat::Csv => {
            let mut rows = csv::Writer::from_writer(out);
            rows.write_record(["document", measure])?;
            found.iter().try_for_each(|row| rows.serialize(row))?;
            rows.flush()
        }
        HitFormat::Table => {
            let rows =
                found.iter().map(|(document, alike)| vec![(*document).to_owned(), format!("{alike:.3}")]);
            let mut heading = format!(" {measure}");
            heading[1..2].make_ascii_uppercase();
            writeln!(out, "{}", table(&["Article", &heading], rows))
        }
    }
}
