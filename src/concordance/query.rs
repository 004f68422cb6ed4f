//! What is looked for.

use crate::error::{Error, Result};
use crate::phrase::Families;
use crate::syllable::{Syllable, Tone};
use regex::{Regex, RegexBuilder};
use unicode_normalization::UnicodeNormalization;

/// What a concordance is of.
#[derive(Clone, Debug)]
pub struct Query {
    pub(super) wanted: Wanted,
    pub(super) families: Families,
}

#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// A family, by its number.
    Family(u32),
    /// All families.
    AnyFamily,
    /// Every match in a sentence whose words are parted by one blank and joined inside by `_`.
    Words(Regex),
}

impl Query {
    /// Reads a query: `*` is every family, `/…/` a regular expression over words (`/học_tập và \w+ theo/`, any case),
    /// an id of one of `families` that family, and anything else a pattern in the
    /// [grammar of variants](crate::phrase#the-grammar-of-a-variant): a plain phrase, or `[xây dựng] nông thôn mới`.
    /// Phrases match as keys: case, the place of the tone mark, NFC or NFD do not count. Only an abbreviation asks for
    /// capitals (`XDNTM`); a headline in capitals, `XÂY DỰNG NÔNG THÔN MỚI`, does not.
    ///
    /// # Errors
    /// [`Error::Settings`] for a mistake in the expression or pattern.
    pub fn read(query: &str, families: Families) -> Result<Query> {
        let query = query.trim();
        if query == "*" {
            return Ok(Query { wanted: Wanted::AnyFamily, families });
        }
        if let Some(pattern) = query.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) {
            let regex = RegexBuilder::new(pattern).case_insensitive(true).build();
            let regex = regex.map_err(|error| Error::Settings(format!("/{pattern}/: {}", reason(&error))))?;
            if regex.is_match("") {
                return Err(Error::Settings(format!("/{pattern}/ matches the empty string")));
            }
            return Ok(Query { wanted: Wanted::Words(regex), families });
        }
        if let Some(family) = families.iter().position(|family| family.id == query) {
            return Ok(Query { wanted: Wanted::Family(family as u32), families });
        }
        let phrase = if is_headline(query) { query.to_lowercase() } else { query.to_owned() };
        let quoted = toml::Value::String(phrase);
        let own = format!(
            "[[family]]\nid = \"query\"\nname = \"query\"\nkind = \"set-phrase\"\nvariants = [{quoted}]\n"
        );
        let families = Families::read(&own, "query").map_err(|_| {
            Error::Settings(format!(
                "`{query}` is no family's id, no /regular expression/ and no phrase: a phrase is words, commas, \
                 [optional words], (one|another)"
            ))
        })?;
        Ok(Query { wanted: Wanted::Family(0), families })
    }
}

/// Whether a query has no small letter and a word that is no abbreviation: a syllable with a tone mark, or of three
/// letters and more. `TƯ`, `CA` and `TU` are abbreviations of offices, and syllables.
fn is_headline(query: &str) -> bool {
    let is_word = |word: &str| {
        Syllable::parse(word)
            .is_some_and(|syllable| syllable.tone() != Tone::Ngang || word.chars().nth(2).is_some())
    };
    !query.chars().any(char::is_lowercase)
        && query.nfc().collect::<String>().split(|c: char| !c.is_alphabetic()).any(is_word)
}

/// The last line of an error of `regex`, which says what is wrong; those above draw it.
fn reason(error: &regex::Error) -> String {
    let words = error.to_string();
    let last = words.lines().last().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
