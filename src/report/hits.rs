//! `hits.jsonl`: one object a hit.

use super::{Output, Report};
use std::io::{self, Write};

/// Name of the table of hits.
pub(super) const NAME: &str = "hits";

pub(super) struct Hits;

impl Output for Hits {
    fn file_name(&self) -> String {
        format!("{NAME}.jsonl")
    }

    fn write(&self, report: &Report, to: &mut dyn Write) -> io::Result<()> {
        for hit in &report.hits {
            serde_json::to_writer(&mut *to, hit)?;
            to.write_all(b"\n")?;
        }
        Ok(())
    }
}
