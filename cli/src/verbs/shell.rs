//! `completions` and `man`: made from the arguments themselves.

use crate::args::Cli;
use crate::failure::{Completeness, Outcome};
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::{self, Write};

pub fn completions(shell: clap_complete::Shell) -> Outcome<Completeness> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chinhluan", &mut script);
    io::stdout().write_all(&script)?;
    Ok(Completeness::All)
}

/// One page with every verb: pages of their own would have to be installed one by one to be found.
pub fn man() -> Outcome<Completeness> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let whole = Man::new(command.clone());
    whole.render_title(&mut page)?;
    whole.render_name_section(&mut page)?;
    whole.render_synopsis_section(&mut page)?;
    whole.render_description_section(&mut page)?;
    whole.render_options_section(&mut page)?;
    for verb in command.get_subcommands() {
        section(verb, &mut page)?;
    }
    whole.render_version_section(&mut page)?;
    io::stdout().write_all(&page)?;
    Ok(Completeness::All)
}

/// A verb and those below it, what clap makes sections of as parts of one section.
fn section(verb: &Command, page: &mut Vec<u8>) -> io::Result<()> {
    if verb.is_hide_set() || verb.get_name() == "help" {
        return Ok(());
    }
    let name = verb.get_bin_name().unwrap_or_else(|| verb.get_name());
    writeln!(page, ".SH \"{}\"", name.to_uppercase())?;
    let mut parts = Vec::new();
    let man = Man::new(verb.clone());
    man.render_synopsis_section(&mut parts)?;
    man.render_description_section(&mut parts)?;
    man.render_options_section(&mut parts)?;
    man.render_extra_section(&mut parts)?;
    for line in parts.split_inclusive(|&byte| byte == b'\n') {
        match line.strip_prefix(b".SH ") {
            Some(b"EXTRA\n") => page.extend_from_slice(b".SS EXAMPLES\n"),
            Some(heading) => page.extend_from_slice(&[b".SS ", heading].concat()),
            None => page.extend_from_slice(line),
        }
    }
    verb.get_subcommands().try_for_each(|below| section(below, page))
}
