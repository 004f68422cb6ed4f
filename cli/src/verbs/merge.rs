//! `merge`: the shards of a run, as if it had been one.

use super::{cluster, dedup, phrases, report, segment, structure, vectors};
use crate::args::{Cli, Merge as Args, Verb};
use crate::failure::{Completeness, Failure, Outcome};
use crate::models;
use crate::shard::Run;
use chinhluan::shard::Shards;
use clap::Parser;

pub fn run(args: &Args) -> Outcome<Completeness> {
    models::start_threads(args.threads)?;
    let mut shards = Shards::open(&args.shards)?;
    let run = Run::of(&shards)?;
    let shards = &mut shards;
    match verb(args, &run)? {
        Verb::Report(args) => report::merge(&args, shards, &run),
        Verb::Phrases(args) => phrases::merge(&args, shards, &run),
        Verb::Structure(_) => structure::merge(shards),
        Verb::Segment(args) => segment::merge(&args, shards),
        Verb::Dedup(args) => dedup::merge(&args, shards),
        Verb::Vectors(args) => vectors::merge(&args, shards, &run),
        Verb::Cluster(args) => cluster::merge(&args, shards, &run),
        _ => Err(Failure::new("the shards are of a verb that this program does not know")),
    }
}

/// The command that the shards are parts of, with the folder that is given here.
fn verb(args: &Args, run: &Run) -> Outcome<Verb> {
    let (name, options) =
        run.command.split_first().ok_or_else(|| Failure::new("the shards are of no verb"))?;
    let out = args.out.iter().flat_map(|folder| ["--out".into(), folder.clone().into_os_string()]);
    let words = ["chinhluan", name].map(Into::into).into_iter().chain(out);
    let words = words.chain(options.iter().map(Into::into));
    let parsed = Cli::try_parse_from(words).map_err(|refused| match (refused.kind(), &args.out) {
        (clap::error::ErrorKind::MissingRequiredArgument, None) => {
            Failure::new(format!("`{name}` writes a folder: name it with --out"))
        }
        (clap::error::ErrorKind::UnknownArgument, Some(_)) => {
            Failure::new(format!("`{name}` writes on standard output: there is no folder for --out"))
        }
        _ => {
            Failure::new(format!("the command of the shards, `{}`, is not understood", run.command.join(" ")))
        }
    })?;
    Ok(parsed.verb)
}
