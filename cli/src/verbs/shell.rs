//! `completions` and `man`: made from the arguments themselves.

use crate::args::Cli;
use crate::failure::{Completeness, Outcome};
use clap::CommandFactory;
use std::io::{self, Write};

pub fn completions(shell: clap_complete::Shell) -> Outcome<Completeness> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chinhluan", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Completeness::All)
}

pub fn man() -> Outcome<Completeness> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Completeness::All)
}
