//! How much memory a process takes while it runs.
//!
//! What the system counts for a child that has ended (`ru_maxrss`) begins with the memory of its parent, which here holds
//! all the text; so the child is watched while it lives.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

/// Runs `wait` while the process `id` and those it starts are watched: what `wait` gives, and the most that one of
/// them had resident, in bytes; 0 where the system has no `/proc`.
pub fn watched<T>(id: u32, wait: impl FnOnce() -> T) -> (T, u64) {
    /// The peak itself is kept by the system; only what comes after the last look is missed.
    const PAUSE: Duration = Duration::from_millis(2);
    let ended = AtomicBool::new(false);
    thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            let mut peak = 0;
            while !ended.load(Ordering::Relaxed) {
                peak = peak.max(peak_of(id));
                thread::sleep(PAUSE);
            }
            peak
        });
        let waited = wait();
        ended.store(true, Ordering::Relaxed);
        (waited, watcher.join().unwrap_or_default())
    })
}

fn peak_of(id: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix("kB"));
    let own = peak.and_then(|kilobytes| kilobytes.trim().parse::<u64>().ok()).unwrap_or_default() << 10;
    let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap_or_default();
    children.split_whitespace().filter_map(|child| child.parse().ok()).map(peak_of).fold(own, u64::max)
}
