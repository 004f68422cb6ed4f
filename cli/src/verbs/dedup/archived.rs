//! The index of an archive, as a run meets it and as it leaves it.

use super::Compared;
use crate::args::Dedup as Args;
use crate::failure::{Failure, Outcome};
use crate::output::Pending;
use crate::terminal::counted;
use chinhluan::archive::Index;
use chinhluan::dedup::Sketches;
use chinhluan::report::Settings;
use std::path::PathBuf;

/// What was archived before, if that is asked.
pub enum Archived {
    Nothing,
    /// Not there, and not to be made.
    Absent(PathBuf),
    /// Looked up, and left as it is.
    Looked(Index, PathBuf),
    Added(Index, PathBuf),
    /// Not there before: it gets its name when the articles are in it.
    Made(Index, Pending),
}

impl Archived {
    pub fn open(args: &Args, settings: &Settings) -> Outcome<Self> {
        let Some(path) = args.index.clone() else { return Ok(Self::Nothing) };
        let duplicates = &settings.duplicates;
        Ok(match (path.exists(), args.dry_run) {
            (true, true) => Self::Looked(Index::open_to_read(&path, duplicates)?, path),
            (true, false) => Self::Added(Index::open(&path, duplicates)?, path),
            (false, true) => Self::Absent(path),
            (false, false) => {
                let pending = Pending::at(path)?;
                Self::Made(Index::open(pending.waits_at(), duplicates)?, pending)
            }
        })
    }

    fn index(&self) -> Option<&Index> {
        match self {
            Self::Nothing | Self::Absent(_) => None,
            Self::Looked(index, _) | Self::Added(index, _) | Self::Made(index, _) => Some(index),
        }
    }

    /// The number of this run among those that added to the index.
    pub fn run(&self) -> Option<u32> {
        self.index().map(Index::run)
    }

    pub fn compare(&self, sketches: &Sketches, settings: &Settings) -> Outcome<Compared> {
        Ok(match self.index() {
            None => Compared::Alone(sketches.relate(&settings.duplicates)?),
            Some(index) => Compared::Against(index.relate(sketches)?),
        })
    }

    /// Adds what was compared, and says what became of the index. This is the last thing that a run does: one that is
    /// broken off before can be run again and does the same, one that is broken off behind has done all.
    pub fn add(
        self,
        compared: Compared,
        ids: &[String],
        sketches: &Sketches,
        survivors: &[u32],
    ) -> Outcome<Option<String>> {
        let articles = counted(ids.len(), "article", "articles");
        let before = self.index().map_or(0, |index| index.documents() as usize);
        let before = counted(before, "archived article", "archived articles");
        Ok(match (self, compared) {
            (Self::Absent(path), _) => {
                Some(format!("there is no index {}: it would be made", path.display()))
            }
            (Self::Looked(_, path), _) => {
                Some(format!("compared with {before} of the index {}", path.display()))
            }
            (Self::Added(mut index, path), Compared::Against(addition)) => {
                index.add(addition, ids, sketches, survivors)?;
                Some(format!("compared with {before} of the index {}, {articles} added", path.display()))
            }
            (Self::Made(mut index, pending), Compared::Against(addition)) => {
                let name = pending.path().display().to_string();
                let unmade = |error: chinhluan::Error| {
                    Failure::new(format!("cannot make the index {name}: {}", error.in_words()))
                };
                index.add(addition, ids, sketches, survivors).map_err(unmade)?;
                drop(index);
                pending.finish_new()?;
                Some(format!("a new index {name}, {articles} added"))
            }
            (Self::Nothing | Self::Added(..) | Self::Made(..), _) => None,
        })
    }
}
