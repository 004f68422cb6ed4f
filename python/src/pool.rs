//! Work on all cores while Python goes on, which Ctrl-C breaks off.

use crate::failure::Error;
use chinhluan::ordered::{Batch, in_order};
use pyo3::prelude::*;
use rayon::ThreadPool;
use std::convert::Infallible;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Whether the caller has given up.
#[derive(Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Whether nobody waits any more.
    pub fn is_said(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    /// Ends an iteration as soon as the caller gives up.
    pub fn ends<I>(&self, items: impl Iterator<Item = I>) -> impl Iterator<Item = I> {
        items.take_while(|_| !self.is_said())
    }
}

/// The threads of this process.
fn pool() -> PyResult<Arc<ThreadPool>> {
    static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    let process = std::process::id();
    match &*pool {
        Some((owner, threads)) if *owner == process => return Ok(threads.clone()),
        // Behind a fork (multiprocessing) the threads are gone, and who waits for them waits for ever.
        Some(_) => std::mem::forget(pool.take()),
        None => {}
    }
    let built = rayon::ThreadPoolBuilder::new().thread_name(|number| format!("chinhluan-{number}")).build();
    let threads = Arc::new(built.map_err(|error| Error::new_err(format!("cannot start threads: {error}")))?);
    *pool = Some((process, threads.clone()));
    Ok(threads)
}

/// How long a signal waits: not so long that a person notices, not so short that asking costs time.
const PATIENCE: Duration = Duration::from_millis(50);

/// Does `work` on the threads of the pool, without the interpreter's lock. A signal handler that raises
/// (`KeyboardInterrupt`) ends the wait at once; the work is left to end by itself.
pub fn run<T: Send + 'static>(py: Python<'_>, work: impl FnOnce(&Stop) -> T + Send + 'static) -> PyResult<T> {
    // Short batches in a row never wait long enough to be asked.
    py.check_signals()?;
    let (sender, receiver) = channel();
    let stop = Stop::default();
    let seen = stop.clone();
    pool()?.spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| work(&seen)));
        // Nobody listens any more where the caller has given up.
        let _ = sender.send(done);
    });
    let receiver = Mutex::new(receiver);
    loop {
        let answer =
            py.detach(|| receiver.lock().unwrap_or_else(PoisonError::into_inner).recv_timeout(PATIENCE));
        match answer {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(panic)) => resume_unwind(panic),
            Err(RecvTimeoutError::Timeout) => {
                if let Err(raised) = py.check_signals() {
                    stop.0.store(true, Ordering::Relaxed);
                    return Err(raised);
                }
            }
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Error::new_err("a thread ended without a result"));
            }
        }
    }
}

/// Hands every item of every batch to a worker that no other thread has, and the results to `sink` in the order of the
/// items; an empty batch is the end. Workers keep what they learned from one batch to the next.
pub fn each<I, W, T>(
    py: Python<'_>,
    mut next_batch: impl FnMut() -> PyResult<Vec<I>>,
    new_worker: impl Fn() -> W + Send + Sync + 'static,
    work: impl Fn(&mut W, I) -> T + Send + Sync + 'static,
    mut sink: impl FnMut(T) -> PyResult<()>,
) -> PyResult<()>
where
    I: Send + 'static,
    W: Send + 'static,
    T: Send + 'static,
{
    let (new_worker, work) = (Arc::new(new_worker), Arc::new(work));
    let mut workers: Vec<W> = Vec::new();
    loop {
        let items = next_batch()?;
        if items.is_empty() {
            return Ok(());
        }
        let (new_worker, work, mut mine) = (new_worker.clone(), work.clone(), std::mem::take(&mut workers));
        let (back, results) = run(py, move |stop| {
            mine.resize_with(rayon::current_num_threads(), || new_worker());
            let mut results = Vec::with_capacity(items.len());
            let Ok(mine) = in_order(
                &mut items.into_iter(),
                WHOLE,
                |_| 0,
                mine,
                |worker, item| stop.ends(std::iter::once(item)).next().map(|item| work(worker, item)),
                |result| {
                    results.extend(result);
                    Ok::<_, Infallible>(())
                },
            );
            (mine, results)
        })?;
        workers = back;
        results.into_iter().try_for_each(&mut sink)?;
    }
}

/// What is handed over at once is a batch already.
const WHOLE: Batch = Batch { bytes: usize::MAX, items: usize::MAX };
