//! The binary `chinhluan`: arguments in, one verb run, an exit status out.

mod args;
mod failure;
mod matrix;
mod models;
mod output;
mod shard;
mod terminal;
mod verbs;

use args::{Cli, DedupLook, Verb};
use failure::{Completeness, Outcome};
use std::process::ExitCode;

#[cfg(all(unix, not(target_env = "musl")))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(refused) => {
            // Help and version come this way too; clap knows where they go and with what status.
            let status = if refused.use_stderr() { 2 } else { 0 };
            let _ = refused.print();
            return ExitCode::from(status);
        }
    };
    match run(cli.verb) {
        Ok(Completeness::All) => ExitCode::SUCCESS,
        Ok(Completeness::SomeSkipped) => ExitCode::from(1),
        Err(failure) if failure.closed_pipe => ExitCode::SUCCESS,
        Err(failure) => {
            terminal::say(&failure.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(verb: Verb) -> Outcome<Completeness> {
    match verb {
        Verb::Report(args) => verbs::report::run(&args),
        Verb::Serve(args) => verbs::serve::run(&args),
        Verb::Segment(args) => verbs::segment::run(&args),
        Verb::Phrases(args) => verbs::phrases::run(&args),
        Verb::Families(args) => verbs::families::run(&args),
        Verb::Discover(args) => verbs::discover::run(&args),
        Verb::Keyness(args) => verbs::keyness::run(&args),
        Verb::Concordance(args) => verbs::concordance::run(&args),
        Verb::Structure(args) => verbs::structure::run(&args),
        Verb::Dedup(args) => match &args.look {
            Some(DedupLook::Diff(pair)) => verbs::diff::run(pair),
            None => verbs::dedup::run(&args),
        },
        Verb::Index(look) => verbs::index::run(&look),
        Verb::Restore(args) => verbs::restore::run(&args),
        Verb::Vectors(args) => verbs::vectors::run(&args),
        Verb::Similar(args) => verbs::similar::run(&args),
        Verb::Merge(args) => verbs::merge::run(&args),
        Verb::Cluster(args) => verbs::cluster::run(&args),
        Verb::Classify(args) => verbs::classify::run(&args),
        Verb::Convert(args) => verbs::convert::run(&args),
        Verb::Train(args) => verbs::train::run(&args),
        Verb::Evaluate(args) => verbs::evaluate::run(&args),
        Verb::Bench(args) => verbs::bench::run(&args),
        Verb::Completions { shell } => verbs::shell::completions(shell),
        Verb::Man => verbs::shell::man(),
    }
}
