//! `dedup` in pieces, for an engine that has the documents in tables of its own: batches of Arrow in, columns out.
//!
//! What is decided is decided by [`chinhluan::dedup::phases`]; `chinhluan.spark.dedup` sorts, counts and joins.

use crate::arrow::{Foreign, failed};
use crate::articles::{Articles, Beside, documents};
use crate::copies::claim;
use crate::failure::Error;
use crate::pages::pipeline;
use crate::pool;
use crate::table::Table;
use arrow_array::builder::{BinaryBuilder, LargeStringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int32Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BooleanArray, Float64Array, Int32Array, Int64Array, StructArray,
};
use chinhluan::Span;
use chinhluan::date::Moment;
use chinhluan::dedup::phases::{self, Pairs};
use chinhluan::dedup::{
    Duplicates, Group, Lead, Passage, Relation, RelationKind, Settings, Similarity, Sketch, Slots,
};
use chinhluan::report::duplicate_rows;
use pyo3::prelude::*;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

/// Columns of a record batch by name, without missing values.
struct Batch(StructArray);

impl Batch {
    fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        let data = Foreign::of(object)?.map(|mut columns| columns.next()).transpose()?.flatten();
        let data = data.ok_or_else(|| Error::new_err("a record batch is wanted"))?;
        data.validate_full().map_err(failed)?;
        let array = arrow_array::make_array(data);
        let columns = array.as_struct_opt().ok_or_else(|| Error::new_err("a record batch is wanted"))?;
        Ok(Self(columns.clone()))
    }

    fn rows(&self) -> usize {
        self.0.len()
    }

    fn column<'a, T: ?Sized>(
        &'a self,
        name: &str,
        of: impl Fn(&'a dyn Array) -> Option<&'a T>,
    ) -> PyResult<&'a T> {
        let column = self.0.column_by_name(name);
        let whole = column.filter(|column| column.null_count() == 0).and_then(|column| of(&**column));
        whole.ok_or_else(|| Error::new_err(format!("no column `{name}` of this type without missing values")))
    }

    fn int(&self, name: &str) -> PyResult<&[i32]> {
        Ok(self.column(name, |column| column.as_primitive_opt::<Int32Type>())?.values())
    }

    fn long(&self, name: &str) -> PyResult<&[i64]> {
        Ok(self.column(name, |column| column.as_primitive_opt::<Int64Type>())?.values())
    }

    fn double(&self, name: &str) -> PyResult<&[f64]> {
        Ok(self.column(name, |column| column.as_primitive_opt::<Float64Type>())?.values())
    }

    fn bool(&self, name: &str) -> PyResult<&BooleanArray> {
        self.column(name, |column| column.as_boolean_opt())
    }

    fn sketches(&self, name: &str) -> PyResult<Sketches<'_>> {
        Ok(Sketches(self.column(name, |column| column.as_binary_opt::<i32>())?))
    }

    /// Lists of hashes, in order.
    fn hashes(&self, name: &str) -> PyResult<impl Fn(usize) -> Vec<u32>> {
        let lists = self.column(name, |column| column.as_list_opt::<i32>())?;
        Ok(|row: usize| {
            let hashes = lists.value(row);
            let hashes = hashes.as_primitive_opt::<Int32Type>().map_or(&[][..], |hashes| hashes.values());
            let mut hashes: Vec<u32> = hashes.iter().map(|&hash| hash as u32).collect();
            hashes.sort_unstable();
            hashes
        })
    }
}

struct Sketches<'a>(&'a BinaryArray);

impl Sketches<'_> {
    fn at(&self, row: usize) -> PyResult<Sketch> {
        Sketch::from_bytes(self.0.value(row)).ok_or_else(|| Error::new_err(format!("row {row} is no sketch")))
    }
}

fn ints(numbers: impl IntoIterator<Item = u32>) -> ArrayRef {
    // A hash has 32 bits, and Spark no unsigned numbers.
    Arc::new(Int32Array::from_iter_values(numbers.into_iter().map(|number| number as i32)))
}

fn longs(numbers: Vec<i64>) -> ArrayRef {
    Arc::new(Int64Array::from(numbers))
}

fn bools(values: Vec<bool>) -> ArrayRef {
    Arc::new(BooleanArray::from(values))
}

/// Sketches of texts, a row each: `class` (equal where texts are equal as keys; in the order of ranks), `bytes` (equal
/// where all bytes are), `words`, `sampled`, `sketch`, `published`.
#[pyfunction]
pub fn sketches(py: Python<'_>, texts: &Bound<'_, PyAny>, beside: Beside<'_>) -> PyResult<Table> {
    let pipeline = pipeline()?;
    let mut articles = Articles::of(texts, &beside)?;
    let (mut classes, mut bytes, mut sketches) =
        (BinaryBuilder::new(), BinaryBuilder::new(), BinaryBuilder::new());
    let (mut words, mut sampled, mut published) = (Vec::new(), Vec::new(), LargeStringBuilder::new());
    loop {
        let batch = articles.next_batch(py)?;
        if batch.is_empty() {
            break;
        }
        let pipeline = pipeline.clone();
        let read = pool::run(py, move |stop| {
            let mut read: Vec<(Sketch, Option<Moment>)> = Vec::with_capacity(batch.len());
            let Ok(()) = pipeline.sketched_pages(&mut documents(&batch, stop), |page| {
                read.extend(page.map(|(page, sketch)| {
                    let published = claim(&page, &sketch).published;
                    (sketch, published)
                }));
                Ok::<_, Infallible>(())
            });
            read
        })?;
        for (sketch, moment) in read {
            let rank = sketch.rank();
            classes.append_value(&rank[..20]);
            bytes.append_value(&rank[20..]);
            words.push(sketch.len() as u32);
            sampled.push(sketch.sampled());
            sketches.append_value(sketch.to_bytes());
            published.append_option(moment.map(|moment| moment.to_string()));
        }
    }
    Table::of(vec![
        ("class", Arc::new(classes.finish())),
        ("bytes", Arc::new(bytes.finish())),
        ("words", ints(words)),
        ("sampled", ints(sampled)),
        ("sketch", Arc::new(sketches.finish())),
        ("published", Arc::new(published.finish())),
    ])
}

/// The samples of sketches: `row` in the batch, `hash`.
#[pyfunction]
pub fn samples(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batch = Batch::of(batch)?;
    let sketches = batch.sketches("sketch")?;
    let (mut rows, mut hashes) = (Vec::new(), Vec::new());
    for row in 0..batch.rows() {
        let sample = sketches.at(row)?.sample();
        rows.resize(rows.len() + sample.len(), row as i64);
        hashes.extend(sample);
    }
    Table::of(vec![("row", longs(rows)), ("hash", ints(hashes))])
}

/// What becomes of members of the posting of a `hash`, told from the `place` in it and how many `members` it has: whether it
/// is `shown` to those behind it; which `look` it is in, or none (-1); whether it is the `second` one there; how many looks
/// must be at unlike documents (`enough`).
#[pyfunction]
pub fn members(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (batch, settings) = (Batch::of(batch)?, Settings::default());
    let (hashes, places, members) = (batch.int("hash")?, batch.long("place")?, batch.long("members")?);
    let (mut shown, mut look_of, mut second, mut enough) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for ((&hash, &place), &members) in hashes.iter().zip(places).zip(members) {
        let (place, members) = (place as usize, members as usize);
        let looks = phases::looks(hash as u32, members, &settings);
        let look = (0..looks).find_map(|look| match phases::looked_at(look, members, looks) {
            (first, _) if first == place => Some((look as i32, false)),
            (_, other) if other == place => Some((look as i32, true)),
            _ => None,
        });
        shown.push(phases::is_shown(place, members, &settings));
        look_of.push(look.map_or(-1, |(look, _)| look));
        second.push(look.is_some_and(|(_, second)| second));
        enough.push(phases::enough_unlike(looks) as u32);
    }
    Table::of(vec![
        ("shown", bools(shown)),
        ("look", Arc::new(Int32Array::from(look_of))),
        ("second", bools(second)),
        ("enough", ints(enough)),
    ])
}

/// Whether the documents of each pair are `unlike` each other.
#[pyfunction]
pub fn unlike(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (batch, settings) = (Batch::of(batch)?, Settings::default());
    let (a, b) = (batch.sketches("sketch_a")?, batch.sketches("sketch_b")?);
    let unlike = (0..batch.rows()).map(|row| Ok(phases::are_unlike(&a.at(row)?, &b.at(row)?, &settings)));
    Table::of(vec![("unlike", bools(unlike.collect::<PyResult<_>>()?))])
}

/// What documents are asked for, told from how many of the `sampled` shingles are `stock`: how many a pair must share
/// (`needed`), and whether they consist of nothing else (`only_stock`).
#[pyfunction]
pub fn standings(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batch = Batch::of(batch)?;
    let (sampled, stock) = (batch.int("sampled")?, batch.long("stock")?);
    let evidence = |row: usize| (sampled[row] as u32).saturating_sub(stock[row] as u32);
    let rows = || 0..batch.rows();
    Table::of(vec![
        ("needed", ints(rows().map(|row| phases::needed(evidence(row))))),
        (
            "only_stock",
            bools(rows().map(|row| phases::is_only_stock(sampled[row] as u32, evidence(row))).collect()),
        ),
    ])
}

/// What the documents of pairs are to each other, those that are something: `row` in the batch, and the finding.
#[pyfunction]
pub fn compare(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let (batch, settings) = (Batch::of(batch)?, Settings::default());
    let ids_a = batch.long("a")?;
    let (a, b) = (batch.sketches("sketch_a")?, batch.sketches("sketch_b")?);
    let (stock_a, stock_b) = (batch.hashes("hashes_a")?, batch.hashes("hashes_b")?);
    let mut pairs = Pairs::default();
    let mut taken: Option<(i64, Sketch)> = None;
    let (mut rows, mut found) = (Vec::new(), Vec::new());
    for (row, &id_a) in ids_a.iter().enumerate() {
        let a = match &mut taken {
            Some((id, sketch)) if *id == id_a => sketch,
            other => {
                let sketch = a.at(row)?;
                pairs.take(&sketch, &stock_a(row));
                &mut other.insert((id_a, sketch)).1
            }
        };
        let b = b.at(row)?;
        if let Some(compared) = pairs.compare(a, &b, &stock_b(row), &settings) {
            rows.push(row as i64);
            found.push(compared);
        }
    }
    let doubles = |share: fn(&phases::Compared) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(found.iter().map(share)))
    };
    let numbers = |number: fn(&phases::Compared) -> u32| ints(found.iter().map(number));
    let kinds = found.iter().map(|one| one.kind.name());
    Table::of(vec![
        ("row", longs(rows)),
        ("kind", Arc::new(arrow_array::LargeStringArray::from_iter_values(kinds))),
        ("holds", bools(found.iter().map(|one| one.kind.holds()).collect())),
        ("jaccard", doubles(|one| one.similarity.jaccard)),
        ("containment_a", doubles(|one| one.similarity.containment_a)),
        ("containment_b", doubles(|one| one.similarity.containment_b)),
        ("coverage_a", doubles(|one| one.similarity.coverage_a)),
        ("coverage_b", doubles(|one| one.similarity.coverage_b)),
        ("numbers_agree", numbers(|one| one.similarity.numbers.agree)),
        ("numbers_differ", numbers(|one| one.similarity.numbers.differ)),
        ("names_agree", numbers(|one| one.similarity.names.agree)),
        ("names_differ", numbers(|one| one.similarity.names.differ)),
        ("respelt", numbers(|one| one.similarity.respelt)),
        ("lead", numbers(|one| one.lead as u32)),
        ("bare", numbers(|one| one.bare.map_or(0, |side| 1 + side as u32))),
        ("start_a", numbers(|one| one.passage.0.start as u32)),
        ("end_a", numbers(|one| one.passage.0.end as u32)),
        ("start_b", numbers(|one| one.passage.1.start as u32)),
        ("end_b", numbers(|one| one.passage.1.end as u32)),
    ])
}

/// Of findings of the kinds `contains` and `cut`, whether the held document stands `apart` from another one; `evident` leads are
/// named.
#[pyfunction]
pub fn contained(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batch = Batch::of(batch)?;
    let (first_end, last_start) = (batch.int("first_end")?, batch.int("last_start")?);
    let (places, lead) = (places(&batch)?, batch.int("lead")?);
    let rows = 0..batch.rows();
    let apart =
        |row: usize| phases::is_apart(&places(row), first_end[row] as usize, last_start[row] as usize);
    Table::of(vec![
        ("apart", bools(rows.clone().map(apart).collect())),
        ("evident", bools(rows.map(|row| lead[row] == Lead::Evident as i32).collect())),
    ])
}

/// Of held documents that stand apart whether each is `merged`.
#[pyfunction]
pub fn merged(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batch = Batch::of(batch)?;
    let (places, evident, head_end) = (places(&batch)?, batch.bool("evident")?, batch.int("head_end")?);
    let merged = |row: usize| {
        let lead = if evident.value(row) { Lead::Evident } else { Lead::No };
        !phases::goes_on(&places(row), lead, head_end[row] as usize)
    };
    Table::of(vec![("merged", bools((0..batch.rows()).map(merged).collect()))])
}

/// Where what a document holds stands in it, by row.
fn places<'a>(batch: &'a Batch) -> PyResult<impl Fn(usize) -> Range<usize> + 'a> {
    let (start_a, end_a) = (batch.int("start_a")?, batch.int("end_a")?);
    Ok(move |row: usize| start_a[row] as usize..end_a[row] as usize)
}

/// Relations as `chinhluan.dedup` shows them: shares to three digits, `decision` and `reason` in words. `copies` says
/// whether both are in one group.
#[pyfunction]
pub fn relation_rows(batch: &Bound<'_, PyAny>) -> PyResult<Table> {
    let batch = Batch::of(batch)?;
    let kinds = batch.column("kind", |column| column.as_string_opt::<i32>())?;
    let [jaccard, containment_a, containment_b, coverage_a, coverage_b] =
        ["jaccard", "containment_a", "containment_b", "coverage_a", "coverage_b"]
            .map(|name| batch.double(name));
    let (jaccard, containment_a, containment_b) = (jaccard?, containment_a?, containment_b?);
    let (coverage_a, coverage_b) = (coverage_a?, coverage_b?);
    let [agree, differ, names_agree, names_differ, respelt, words] =
        ["numbers_agree", "numbers_differ", "names_agree", "names_differ", "respelt", "words"]
            .map(|name| batch.int(name));
    let (agree, differ, names_agree, names_differ, respelt, words) =
        (agree?, differ?, names_agree?, names_differ?, respelt?, words?);
    let copies = batch.bool("copies")?;
    let mut found = Duplicates::default();
    for row in 0..batch.rows() {
        let (a, b) = (2 * row as u32, 2 * row as u32 + 1);
        let slots = |agree: i32, differ: i32| Slots { agree: agree as u32, differ: differ as u32 };
        let nowhere = Span { start: 0, end: 0 };
        found.relations.push(Relation {
            a,
            b,
            kind: kind(kinds.value(row))?,
            similarity: Similarity {
                jaccard: jaccard[row],
                containment_a: containment_a[row],
                containment_b: containment_b[row],
                coverage_a: coverage_a[row],
                coverage_b: coverage_b[row],
                numbers: slots(agree[row], differ[row]),
                names: slots(names_agree[row], names_differ[row]),
                respelt: respelt[row] as u32,
            },
            passages: Box::new([Passage { a: nowhere, b: nowhere, syllables: words[row] as u32 }]),
        });
        if copies.value(row) {
            found.groups.push(Group { survivor: a, members: vec![a, b], candidates: vec![a] });
        }
    }
    let rows = duplicate_rows(&found, &vec![""; 2 * batch.rows()]);
    let shares = |share: fn(&chinhluan::report::DuplicateRow) -> f64| -> ArrayRef {
        Arc::new(Float64Array::from_iter_values(rows.iter().map(share)))
    };
    let words = |word: fn(&chinhluan::report::DuplicateRow) -> &str| -> ArrayRef {
        Arc::new(arrow_array::LargeStringArray::from_iter_values(rows.iter().map(word)))
    };
    Table::of(vec![
        ("relation", words(|row| row.relation)),
        ("jaccard", shares(|row| row.jaccard)),
        ("containment_a", shares(|row| row.containment_a)),
        ("containment_b", shares(|row| row.containment_b)),
        ("decision", words(|row| row.decision)),
        ("reason", words(|row| &row.reason)),
    ])
}

fn kind(name: &str) -> PyResult<RelationKind> {
    const KINDS: [RelationKind; 8] = [
        RelationKind::Exact,
        RelationKind::Normalised,
        RelationKind::Near,
        RelationKind::Cut,
        RelationKind::Contains,
        RelationKind::Merges,
        RelationKind::SameForm,
        RelationKind::SharesPassage,
    ];
    let known = KINDS.into_iter().find(|kind| kind.name() == name);
    known.ok_or_else(|| Error::new_err(format!("no relation is called `{name}`")))
}
