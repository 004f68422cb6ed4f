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
/// items. While a batch is worked on, the results of the one before go to the sink, and the next one is read; one worker
/// alone has one item at a time.
///
/// There must be as many workers as threads in the current rayon pool; they come back in their order.
///
/// ```
/// use chinhluan::ordered::{Batch, in_order};
/// let mut lengths = Vec::new();
/// let workers = vec![(); rayon::current_num_threads()];
/// let batch = Batch { bytes: 1 << 20, items: 2 };
/// in_order(&mut ["một", "hai", "ba"].into_iter(), batch, |word| word.len(), workers, |_, word| word.chars().count(), |length| {
///     lengths.push(length);
///     Ok::<_, std::convert::Infallible>(())
/// })?;
/// assert_eq!(lengths, [3, 3, 2]);
/// # Ok::<(), std::convert::Infallible>(())
/// ```
///
/// # Errors
/// What `sink` fails with.
pub fn in_order<I: Send, W: Send, T: Send, E: Send>(
    items: &mut (impl Iterator<Item = I> + Send),
    batch: Batch,
    bytes_of: impl Fn(&I) -> usize + Sync,
    mut workers: Vec<W>,
    work: impl Fn(&mut W, I) -> T + Sync,
    mut sink: impl FnMut(T) -> Result<(), E> + Send,
) -> Result<Vec<W>, E> {
    if workers.len() == 1 {
        return one_by_one(items, workers, work, |result, _, _| sink(result));
    }
    let mut now = read_batch(items, batch, &bytes_of);
    let mut last = Vec::new();
    while !now.is_empty() {
        let mut beside = || {
            hand_over(std::mem::take(&mut last), |result, _| sink(result))?;
            Ok(read_batch(items, batch, &bytes_of))
        };
        let (done, next) = work_on(now, &mut workers, &work, &mut beside);
        (now, last) = (next?, done);
    }
    hand_over(last, |result, _| sink(result))?;
    Ok(workers)
}

/// As [`in_order`]; the sink also gets the number of the worker that made the result, and all workers. So nothing is worked
/// on meanwhile.
///
/// # Errors
/// What `sink` fails with.
pub fn in_order_with_workers<I: Send, W: Send, T: Send, E>(
    items: &mut (impl Iterator<Item = I> + Send),
    batch: Batch,
    bytes_of: impl Fn(&I) -> usize + Sync,
    mut workers: Vec<W>,
    work: impl Fn(&mut W, I) -> T + Sync,
    mut sink: impl FnMut(T, usize, &[W]) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    if workers.len() == 1 {
        return one_by_one(items, workers, work, sink);
    }
    let mut now = read_batch(items, batch, &bytes_of);
    while !now.is_empty() {
        let (done, next) = work_on(now, &mut workers, &work, || read_batch(items, batch, &bytes_of));
        hand_over(done, |result, worker| sink(result, worker, &workers))?;
        now = next;
    }
    Ok(workers)
}

/// One thread waits for no other: what it read is still in its caches when it is worked on, and when it comes to the sink.
fn one_by_one<I, W, T, E>(
    items: &mut impl Iterator<Item = I>,
    mut workers: Vec<W>,
    work: impl Fn(&mut W, I) -> T,
    mut sink: impl FnMut(T, usize, &[W]) -> Result<(), E>,
) -> Result<Vec<W>, E> {
    for item in items {
        let result = work(&mut workers[0], item);
        sink(result, 0, &workers)?;
    }
    Ok(workers)
}

/// The results of a chunk, and the number of the worker that made them.
type Done<T> = (usize, Vec<T>);

/// Works on a batch on all threads; what one of them did `beside` it comes along.
fn work_on<I: Send, W: Send, T: Send, B: Send>(
    batch: Vec<I>,
    workers: &mut Vec<W>,
    work: impl Fn(&mut W, I) -> T + Sync,
    beside: impl FnOnce() -> B + Send,
) -> (Vec<Done<T>>, B) {
    let size = batch.len().div_ceil(workers.len() * CHUNKS);
    let idle: Mutex<Vec<(usize, W)>> = Mutex::new(workers.drain(..).enumerate().collect());
    let take = || idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).pop();
    let put = |worker| idle.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).push(worker);
    let work_on = |chunk: Vec<I>| {
        // There are as many workers as threads, and a thread has one chunk at a time.
        let (number, mut worker) = take().unwrap_or_else(|| unreachable!("a worker a thread"));
        let done: Vec<T> = chunk.into_iter().map(|item| work(&mut worker, item)).collect();
        put((number, worker));
        (number, done)
    };
    let chunks = chunked(batch, size);
    let done =
        rayon::join(|| chunks.into_par_iter().with_max_len(1).map(work_on).collect::<Vec<_>>(), beside);
    let mut back = idle.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    back.sort_by_key(|(number, _)| *number);
    workers.extend(back.into_iter().map(|(_, worker)| worker));
    done
}

fn hand_over<T, E>(done: Vec<Done<T>>, mut sink: impl FnMut(T, usize) -> Result<(), E>) -> Result<(), E> {
    done.into_iter()
        .try_for_each(|(worker, results)| results.into_iter().try_for_each(|result| sink(result, worker)))
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
