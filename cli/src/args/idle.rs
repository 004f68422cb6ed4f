//! Options that say nothing beside what the others say, which whoever gives them does not know: they are refused.
//!
//! What an option needs or excludes whatever the value of the other, stands where the option is defined.

use super::Cli;
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Command, CommandFactory};

/// Options of a verb that say something only where another one has one of some values; where there is none, never.
struct Rule(&'static str, &'static [&'static str], Option<(&'static str, &'static [&'static str])>);

const RULES: [Rule; 9] = [
    Rule("report", &["bom", "spreadsheet"], Some(("tables", &["csv"]))),
    Rule("dedup", &["bom", "spreadsheet"], Some(("format", &["csv"]))),
    Rule("vectors", &["top"], Some(("format", &["jsonl"]))),
    Rule("vectors", &["families", "add-families"], Some(("terms", &["families"]))),
    Rule("vectors", &["model", "lexicon"], Some(("terms", &["words"]))),
    Rule("vectors", &["no-idf", "no-smooth-idf"], Some(("weights", &["tfidf"]))),
    Rule("segment", &["id-field"], Some(("format", &["spans", "conllu", "jsonl"]))),
    Rule("segment", &["title-field", "date-field", "source-field", "url-field"], None),
    Rule("bench", &["id-field", "title-field", "date-field", "source-field", "url-field"], None),
];

/// Sees that every option that was given says something.
pub(super) fn check(matches: &ArgMatches) -> Result<(), clap::Error> {
    let Some((verb, given)) = matches.subcommand() else { return Ok(()) };
    let mut all = Cli::command();
    // A usage line has the program's name in it.
    all.build();
    let Some(command) = all.find_subcommand_mut(verb) else { return Ok(()) };
    for Rule(_, options, needed) in RULES.iter().filter(|Rule(of, ..)| *of == verb) {
        let is_given = |option: &&&str| {
            id(command, option).is_some_and(|id| given.value_source(id) == Some(ValueSource::CommandLine))
        };
        let Some(idle) = options.iter().find(is_given) else { continue };
        let reason = match needed {
            Some((option, values)) if has_one(command, given, option, values) => continue,
            Some((option, values)) => {
                format!("--{idle} says nothing without --{option} {}", values.join(" or "))
            }
            None => format!("--{idle} says nothing to `{verb}`, which reads no such field"),
        };
        return Err(command.error(ErrorKind::ArgumentConflict, reason));
    }
    Ok(())
}

/// What clap calls an option.
fn id<'a>(command: &'a Command, option: &str) -> Option<&'a str> {
    let argument = command.get_arguments().find(|argument| argument.get_long() == Some(option))?;
    Some(argument.get_id().as_str())
}

fn has_one(command: &Command, given: &ArgMatches, option: &str, values: &[&str]) -> bool {
    let raw = id(command, option).and_then(|id| given.get_raw(id)).into_iter().flatten();
    raw.filter_map(|value| value.to_str()).any(|value| values.contains(&value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_name_verbs_options_and_values_that_there_are() {
        let mut all = Cli::command();
        all.build();
        for Rule(verb, options, needed) in RULES {
            let command = all.find_subcommand(verb).expect(verb);
            assert!(options.iter().all(|option| id(command, option).is_some()), "{verb} {options:?}");
            let Some((option, values)) = needed else { continue };
            let argument = command.get_arguments().find(|it| it.get_long() == Some(option)).expect(option);
            let possible = argument.get_possible_values();
            assert!(values.iter().all(|value| possible.iter().any(|it| it.matches(value, false))), "{verb}");
        }
    }
}
