//! Documents through all cores, results in the order of the documents.

use super::worker::{Models, Worker};
use crate::document::Document;
use crate::error::Result;
use rayon::prelude::*;
use std::sync::Mutex;

/// Text that is in memory at once, apart from what the results keep. Large enough that waiting for the slowest
/// worker of a batch costs little, small enough that a batch of long documents stays under a few hundred megabytes.
const BATCH_BYTES: usize = 8 << 20;
const BATCH_DOCUMENTS: usize = 4096;
/// Chunks a thread and batch: more of them even out long and short documents.
const CHUNKS: usize = 4;

/// A result, and the worker whose intern table its forms are of.
pub(super) struct Done<T> {
    pub worker: usize,
    pub result: T,
}

/// Hands every document to `work` and every result to `sink`, in the order of the documents.
///
/// `sink` also gets the documents that could not be read. While a batch is worked on, the next one is read.
pub(super) fn in_order<'m, T: Send, E>(
    documents: &mut (impl Iterator<Item = Result<Document>> + Send),
    models: &'m Models,
    work: impl Fn(&mut Worker<'m>, &Document) -> T + Sync,
    mut sink: impl FnMut(Result<Done<T>>, &[Worker<'m>]) -> std::result::Result<(), E>,
) -> std::result::Result<Vec<Worker<'m>>, E> {
    let threads = rayon::current_num_threads();
    let mut workers: Vec<Worker> = (0..threads).map(|_| Worker::new(models)).collect();
    let mut batch = read_batch(documents);
    while !batch.is_empty() {
        let chunk = batch.len().div_ceil(threads * CHUNKS);
        let idle: Mutex<Vec<(usize, Worker)>> = Mutex::new(workers.into_iter().enumerate().collect());
        let take = || idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let put = |worker| idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(worker);
        let work_on = |chunk: Vec<Result<Document>>| {
            // There are as many workers as threads, and a thread has one chunk at a time.
            let (number, mut worker) = take().unwrap_or_else(|| unreachable!("a worker a thread"));
            let done: Vec<_> = chunk
                .into_iter()
                .map(|document| {
                    let document = document?;
                    Ok(Done { worker: number, result: work(&mut worker, &document) })
                })
                .collect();
            put((number, worker));
            done
        };
        let chunks = chunked(batch, chunk);
        let (results, next) =
            rayon::join(|| chunks.into_par_iter().map(work_on).collect::<Vec<_>>(), || read_batch(documents));
        let mut back = idle.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        back.sort_by_key(|(number, _)| *number);
        workers = back.into_iter().map(|(_, worker)| worker).collect();
        results.into_iter().flatten().try_for_each(|result| sink(result, &workers))?;
        batch = next;
    }
    Ok(workers)
}

fn read_batch(documents: &mut impl Iterator<Item = Result<Document>>) -> Vec<Result<Document>> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES && batch.len() < BATCH_DOCUMENTS {
        let Some(document) = documents.next() else { break };
        bytes += document.as_ref().map_or(0, |document| document.text.len());
        batch.push(document);
    }
    batch
}

fn chunked<T>(items: Vec<T>, size: usize) -> Vec<Vec<T>> {
    let mut items = items.into_iter();
    let mut chunks = Vec::new();
    loop {
        let chunk: Vec<T> = items.by_ref().take(size).collect();
        if chunk.is_empty() {
            return chunks;
        }
        chunks.push(chunk);
    }
}
