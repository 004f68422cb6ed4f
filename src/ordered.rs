//! Work on a stream on all cores, results in the order of the stream.

use rayon::prelude::*;
use std::sync::Mutex;

/// How much of a stream is in memory at once, apart from what the results keep.
///
/// Large enough that waiting for the slowest worker of a batch costs little, small enough that a batch of long items
/// fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Bytes after which a batch is full.
    pub bytes: usize,
    /// Items after which it is full.
    pub items: usize,
}

/// Chunks a thread and batch, each taken by itself: with 4, a thread in ten waits at the end of a batch for the last one.
const CHUNKS: usize = 16;

/// Hands every item to `work`, with a worker that no other thread has, and every result to `sink`, in the order of the
/// items, with the number of the worker that made it. While a batch is worked on, the next one is read; one worker alone
/// has one item at a time.
///
/// There must be as many workers as threads in the current rayon pool; they come back in their order.
///
/// ```
/// use chinhluan::ordered::{Batch, in_order};
/// let mut lengths = Vec::new();
/// let workers = vec![(); rayon::current_num_threads()];
/// let batch = Batch { bytes: 1 << 20, items: 2 };
/// in_order(&mut ["một", "hai", "ba"].into_iter(), batch, |word| word.len(), workers, |_, word| word.chars().count(), |length, _, _| {
///     lengths.push(length);
///     Ok::<_, std::convert::Infallible>(())
/// })?;
/// assert_eq!(lengths, [3, 3, 2]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
///
/// # Errors
/// What `sink` fails with.
pub fn in_order<I: Send, W: Send, T: Send, E>(
    items: &mut (impl Iterator<Item = I> + Send),
    batch: Batch,
    bytes_of: impl Fn(&I) -> usize + Sync,
    mut workers: Vec<W>,
    work: impl Fn(&mut W, I) -> T + Sync,
    mut sink: impl FnMut(T, usize, &[W]) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    if workers.len() == 1 {
        // One thread waits for no other: what it read is still in its caches when it is worked on, and when it comes to
        // the sink.
        for item in items {
            let result = work(&mut workers[0], item);
            sink(result, 0, &workers)?;
        }
        return Ok(workers);
    }
    let read = |items: &mut _| read_batch(items, batch, &bytes_of);
    let mut now = read(items);
    while !now.is_empty() {
        let chunk = now.len().div_ceil(workers.len() * CHUNKS);
        let idle: Mutex<Vec<(usize, W)>> = Mutex::new(workers.into_iter().enumerate().collect());
        let take = || idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
        let put = |worker| idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(worker);
        let work_on = |chunk: Vec<I>| {
            // There are as many workers as threads, and a thread has one chunk at a time.
            let (number, mut worker) = take().unwrap_or_else(|| unreachable!("a worker a thread"));
            let done: Vec<T> = chunk.into_iter().map(|item| work(&mut worker, item)).collect();
            put((number, worker));
            (number, done)
        };
        let chunks = chunked(now, chunk);
        let (results, next) = rayon::join(
            || chunks.into_par_iter().with_max_len(1).map(work_on).collect::<Vec<_>>(),
            || read(items),
        );
        let mut back = idle.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        back.sort_by_key(|(number, _)| *number);
        workers = back.into_iter().map(|(_, worker)| worker).collect();
        for (number, done) in results {
            done.into_iter().try_for_each(|result| sink(result, number, &workers))?;
        }
        now = next;
    }
    Ok(workers)
}

fn read_batch<I>(
    items: &mut impl Iterator<Item = I>,
    batch: Batch,
    bytes_of: impl Fn(&I) -> usize,
) -> Vec<I> {
    let (mut read, mut bytes) = (Vec::new(), 0);
    while bytes < batch.bytes && read.len() < batch.items {
        let Some(item) = items.next() else { break };
        bytes += bytes_of(&item);
        read.push(item);
    }
    read
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
