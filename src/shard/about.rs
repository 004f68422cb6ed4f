//! What a shard says of itself.

use crate::error::{Error, Result};
use crate::read::{Noticed, Part, Position, SharedFile};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Which part of which run a shard is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// Name and version of the program that made it.
    pub made_by: String,
    /// Which part of the collection it holds.
    pub part: Part,
    /// What the parts of a run have in common: the verb, its settings, models by their checksums.
    pub run: Map<String, Value>,
}

impl About {
    /// What this program makes of a part of a run.
    pub fn of(part: Part, run: Map<String, Value>) -> Self {
        Self { made_by: program(), part, run }
    }

    /// Why this shard, of the file `path`, cannot be merged with another one.
    pub(super) fn check(&self, path: &str, first: &About, first_path: &str) -> Result<()> {
        let refused = |reason: String| Err(Error::Shard { path: path.to_owned(), reason });
        if self.part.of() != first.part.of() {
            return refused(format!("shard {}, and {first_path} is shard {}", self.part, first.part));
        }
        let keys = first.run.keys().chain(self.run.keys());
        let other = keys.into_iter().find(|&key| self.run.get(key) != first.run.get(key));
        let Some(key) = other else { return Ok(()) };
        let said = |run: &Map<String, Value>| run.get(key).map_or("none".to_owned(), Value::to_string);
        refused(format!(
            "not of the run that {first_path} is of: its {key} {}, there {}",
            said(&self.run),
            said(&first.run)
        ))
    }
}

/// Name and version of this program: another one may find other things in the same document.
pub(super) fn program() -> String {
    format!("chinhluan {}", env!("CARGO_PKG_VERSION"))
}

/// The last block of a shard.
#[derive(Serialize, Deserialize)]
pub(super) struct End {
    /// Where each entry stands in the collection, ascending.
    pub positions: Vec<Position>,
    /// All files of the collection, those too that were left to other parts.
    pub files: Vec<SharedFile>,
    pub passed_over: Vec<String>,
    pub noticed: Noticed,
}
