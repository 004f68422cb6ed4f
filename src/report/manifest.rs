//! `manifest.json`: what was run, on what, with what.

use super::Export;
use super::pipeline::{Finished, Settings};
use crate::discover::Reference;
use crate::error::LeftOut;
use crate::read::FileRead;
use crate::shard::Provenance;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use xxhash_rust::xxh3::xxh3_64;

/// A model or family file that the run used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resource {
    /// Path, or `embedded`.
    pub name: String,
    /// XXH3-64 of its bytes, 16 hexadecimal digits.
    pub checksum: String,
}

impl Resource {
    /// The file `name` that holds `bytes`.
    pub fn of(name: impl Into<String>, bytes: &[u8]) -> Self {
        Self { name: name.into(), checksum: format!("{:016x}", xxh3_64(bytes)) }
    }

    /// Both files, the second on top of the first.
    pub fn and(&self, other: &Self) -> Self {
        let both = |a: &str, b: &str| format!("{a} + {b}");
        Self { name: both(&self.name, &other.name), checksum: both(&self.checksum, &other.checksum) }
    }
}

/// How long a stage took, summed over threads.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct StageTime {
    /// Name of the stage.
    pub stage: &'static str,
    /// Seconds.
    pub seconds: f64,
    /// Megabytes (10⁶ bytes) of text a second and thread.
    pub megabytes_per_second: f64,
}

/// What was run. The only output that differs between two equal runs, because it holds times.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Manifest<S: Serialize> {
    /// Name and version of the program.
    pub version: String,
    /// The verb.
    pub verb: &'static str,
    /// Its settings.
    pub settings: S,
    /// The segmentation model.
    pub model: Resource,
    /// The phrase families.
    pub families: Resource,
    /// Every input file.
    pub inputs: Vec<FileRead>,
    /// Files in the given folders that are in no format that is read.
    pub passed_over: Vec<String>,
    /// What else was noticed of the input: dates that cannot be read, fields that no record has, HTML for text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noticed: Vec<String>,
    /// The shards that it was merged from, where it was.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shards: Vec<FileRead>,
    /// Documents analysed.
    pub documents: usize,
    /// What was left out, and why.
    pub skipped: Vec<String>,
    /// Web pages that are lists of articles.
    pub lists: Vec<String>,
    /// How long each stage of `report` took.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<StageTime>,
    /// Seconds from start to end.
    pub seconds: f64,
}

impl<S: Serialize> Manifest<S> {
    /// What is known when the documents have been read: the rest is for the caller to fill in.
    pub fn of(
        verb: &'static str,
        settings: S,
        model: Resource,
        families: Resource,
        read: impl Into<Provenance>,
    ) -> Self {
        let Provenance { files, passed_over, noticed, shards } = read.into();
        Self {
            version: format!("chinhluan {}", env!("CARGO_PKG_VERSION")),
            verb,
            settings,
            model,
            families,
            inputs: files,
            passed_over,
            noticed: noticed.in_words(),
            shards,
            documents: 0,
            skipped: Vec::new(),
            lists: Vec::new(),
            stages: Vec::new(),
            seconds: 0.0,
        }
    }
}

/// What a report was made with, as its manifest and its page say.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunSettings {
    /// What can be chosen of the tables.
    #[serde(flatten)]
    pub run: Settings,
    /// Which files.
    pub export: Export,
    /// What found phrases are held against.
    pub reference: Resource,
}

impl RunSettings {
    /// The settings of a run.
    pub fn of(run: Settings, export: Export) -> Self {
        let reference = Resource::of(Reference::embedded().name(), Reference::EMBEDDED);
        Self { run, export, reference }
    }
}

impl Finished {
    /// What was run, from `started` to now.
    pub fn manifest(
        &self,
        started: Instant,
        settings: RunSettings,
        model: Resource,
        families: Resource,
        read: impl Into<Provenance>,
    ) -> Manifest<RunSettings> {
        Manifest {
            documents: self.report.summary.documents,
            skipped: self.report.skipped.iter().map(LeftOut::to_string).collect(),
            lists: self.report.lists.clone(),
            stages: self.stages.clone(),
            seconds: started.elapsed().as_secs_f64(),
            ..Manifest::of("report", settings, model, families, read)
        }
    }
}
