//! `index`: whether the index of an archive is whole, and what it holds.

use crate::args::Index as Args;
use crate::failure::{Completeness, Outcome};
use crate::output::to_stdout;
use chinhluan::archive::{Health, Index};
use serde_json::json;
use std::io::Write;

pub fn run(args: &Args) -> Outcome<Completeness> {
    match args {
        Args::Check { file } => {
            let said = match Index::check(file)? {
                Health::Whole => "whole",
                Health::Empty => {
                    "empty: no run has added to it, and the next will take every article for new"
                }
                Health::Recovered => "whole; the last run on it had been broken off and was tidied up",
            };
            to_stdout(|out| writeln!(out, "{}: {said}", file.display()))?;
        }
        Args::Stats { file } => {
            let stats = Index::stats(file)?;
            let about = &stats.about;
            let rows = json!({
                "documents": about.documents,
                "kept": stats.kept,
                "removed": u64::from(about.documents) - stats.kept,
                "groups": stats.groups,
                "stock_shingles": stats.stock,
                "bytes": stats.bytes,
                "runs": about.runs,
                "made": about.made,
                "made_by": about.made_by,
                "added": about.added,
                "added_by": about.added_by,
                "settings": about.settings,
            });
            to_stdout(|out| writeln!(out, "{rows:#}"))?;
        }
    }
    Ok(Completeness::All)
}
