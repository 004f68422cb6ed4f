//! Work in parts, and `merge`.

use chinhluan::read::Part;
use clap::Args;
use std::path::PathBuf;

/// Which part of the work is done.
#[derive(Args)]
pub struct Sharing {
    /// Do one part of the work, `2/8` the second of eight, and write a shard for `chinhluan merge`: I-of-N.shard in the
    /// folder of --out, or on standard output where there is no --out
    #[arg(long = "shard", value_name = "I/N")]
    pub part: Option<Part>,
}

#[derive(Args)]
pub struct Merge {
    /// All shards of one run, in any order
    #[arg(value_name = "SHARD", required = true)]
    pub shards: Vec<PathBuf>,
    /// Folder for the result, where the command that the shards are of has one
    #[arg(long, short, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Threads to work on; all cores if not given
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
}
