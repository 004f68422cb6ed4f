//! `segment`: words.

mod assembly;
mod words;

use crate::args::Segment as Args;
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::shard::{self, Run};
use crate::terminal::say_noticed;
use assembly::{Assembly, Written};
use chinhluan::Document;
use chinhluan::ordered::{Batch, in_order};
use chinhluan::read::{Documents, Inputs};
use chinhluan::segment::Segmenter;
use chinhluan::shard::Shards;
use std::io::{self, BufWriter};
use words::Words;

/// Text in memory at once; with words and output three times that, for files of any size.
const BATCH: Batch = Batch { bytes: 1 << 20, items: 4096 };
/// A text file comes in pieces of this size: sixteen a batch, so that threads wait little for each other.
const PIECE: usize = BATCH.bytes / 16;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::use_threads(&args.input)?;
    let part = args.sharing.part;
    let mut documents = Inputs { pieces: Some(PIECE), part, ..args.input.inputs() }.open()?;
    let (segmenter, model) = models::segmenter(&args.models)?;
    if let Some(part) = part {
        let run = Run::this(Some(model.resource()), None)?;
        return shard::make(part, None, &run, &mut documents, |documents, shard| {
            write(documents, &segmenter, args, |written| shard.note(written))
        });
    }
    // What a piece makes is larger than this and goes past it, uncopied.
    let out = BufWriter::with_capacity(PIECE / 2, io::stdout());
    let mut assembly = Assembly::of(args.format, out);
    write(&mut documents, &segmenter, args, |written| {
        assembly.add(written.map_err(|error| error.in_words())).map_err(Failure::of_stdout)
    })?;
    let completeness = assembly.finish().map_err(Failure::of_stdout)?;
    say_noticed(&documents.noticed());
    Ok(completeness)
}

/// As [`run`], of shards.
pub fn merge(args: &Args, shards: &mut Shards) -> Outcome<Completeness> {
    let mut assembly = Assembly::of(args.format, BufWriter::new(io::stdout().lock()));
    while let Some((_, written)) = shards.next()? {
        assembly.add(written.map_err(|left_out| left_out.to_string())).map_err(Failure::of_stdout)?;
    }
    let completeness = assembly.finish().map_err(Failure::of_stdout)?;
    say_noticed(&shards.provenance().noticed);
    Ok(completeness)
}

/// Hands the words of every document, or piece of one, as they are written, to `sink`.
fn write(
    documents: &mut Documents,
    segmenter: &Segmenter,
    args: &Args,
    sink: impl FnMut(chinhluan::Result<Written>) -> Outcome<()> + Send,
) -> Outcome<()> {
    in_order(
        documents,
        BATCH,
        Document::bytes_of,
        (0..rayon::current_num_threads()).map(|_| Words::new(segmenter)).collect(),
        |words, document| document.map(|document| words.written(&document, args)),
        sink,
    )?;
    Ok(())
}
