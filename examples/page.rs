//! Reads saved HTML pages and prints each as one line of JSON, with the time it took:
//! `cargo run --release --example page -- tests/data/html/*.html`.
//!
//! `benches/peers/html.py` compares these lines with what other extractors make of the same pages.

use chinhluan::read::html::page;
use serde_json::json;
use std::io::Write;
use std::time::Instant;

/// Each page is read this often; the fastest reading counts.
const RUNS: usize = 5;

fn main() -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let html = String::from_utf8_lossy(&bytes);
        let mut read = page(&html);
        let mut fastest = f64::INFINITY;
        for _ in 0..RUNS {
            let start = Instant::now();
            read = page(&html);
            fastest = fastest.min(start.elapsed().as_secs_f64() * 1e3);
        }
        let blocks: Vec<_> = read
            .blocks
            .iter()
            .map(|block| {
                json!({ "role": format!("{:?}", block.role), "content": block.role.is_content(), "text": block.text })
            })
            .collect();
        let line = json!({
            "path": path,
            "ms": fastest,
            "title": read.title,
            "published": read.published,
            "published_day": read.published_day,
            "published_from": read.published_from.map(|from| format!("{from:?}")),
            "source": read.source,
            "url": read.url,
            "byline": read.byline,
            "is_article": read.is_article,
            "blocks": blocks,
        });
        writeln!(out, "{line}")?;
    }
    Ok(())
}
