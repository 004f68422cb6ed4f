//! `completions` and `man`: made from the arguments themselves.

use crate::args::Cli;
use crate::failure::{Completeness, Outcome};
use crate::output::to_stdout;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::io::{self, Write};

pub fn completions(shell: clap_complete::Shell) -> Outcome<Completeness> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "chinhluan", &mut script);
    to_stdout(|out| out.write_all(&script))?;
    Ok(Completeness::All)
}

/// One page with every verb: pages of their own would have to be installed one by one to be found.
pub fn man() -> Outcome<Completeness> {
    let mut command = Cli::command();
    command.build();
    let whole = Man::new(command.clone());
    to_stdout(|page| {
        whole.render_title(page)?;
        whole.render_name_section(page)?;
        whole.render_synopsis_section(page)?;
        whole.render_description_section(page)?;
        whole.render_options_section(page)?;
        command.get_subcommands().try_for_each(|verb| section(verb, page))?;
        whole.render_version_section(page)
    })?;
    Ok(Completeness::All)
}

/// A verb and those below it, what clap makes sections of as parts of one section.
fn section(verb: &Command, page: &mut impl Write) -> io::Result<()> {
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
            Some(b"EXTRA\n") => page.write_all(b".SS EXAMPLES\n")?,
            Some(heading) => page.write_all(&[b".SS ", heading].concat())?,
            None => page.write_all(line)?,
        }
    }
    verb.get_subcommands().try_for_each(|below| section(below, page))
}
