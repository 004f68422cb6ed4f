//! Reads saved HTML pages and prints each as one line of JSON, with the time it took:
//! `cargo run --release --example page -- tests/data/html/*.html`.
//!
//! `benches/peers/html.py` compares these lines with what other extractors make of the same pages.

use chinhluan::Role;
use chinhluan::read::html::page;
use serde_json::json;
use std::io::Write;
use std::time::Instant;

/// Each page is read this often; the fastest reading counts.
const RUNS: usize = 5;

/// Text of the article and the names of those who made it.
fn of_article(role: Role) -> bool {
    role.is_content() || matches!(role, Role::PhotoCredit | Role::Byline | Role::SourceCredit)
}

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
                json!({ "role": block.role.name(), "content": of_article(block.role), "text": block.text })
            })
            .collect();
        let line = json!({
            "path": path,
            "ms": fastest,
            "title": read.title,
            "published_day": read.published.map(|(moment, _)| moment.date.to_string()),
            "published_from": read.published.map(|(_, from)| from.name()),
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
