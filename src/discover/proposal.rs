//! Phrases as families, for a person to accept.

use super::discovery::Phrase;
use crate::folding::fold_words;
use crate::phrase::Families;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The phrases that no family covers, each with its forms as one family, in the format of `models/families.toml`.
///
/// What comes out can be read by [`Families::read`], and finds the phrases. Names and kinds are for a person to mend:
/// a phrase that recurs is a candidate, not a campaign. Forms that the grammar cannot write, or that another phrase of
/// the list claims, are left out.
///
/// ```
/// use chinhluan::discover::propose;
/// assert_eq!(propose(&[]), "");
/// ```
pub fn propose(phrases: &[Phrase]) -> String {
    let mut proposal = Proposal::default();
    for phrase in phrases.iter().filter(|phrase| phrase.families.is_empty()) {
        proposal.add(phrase);
    }
    proposal.toml
}

#[derive(Default)]
struct Proposal {
    toml: String,
    ids: BTreeSet<String>,
    /// Folded words of every form, so that two families claim none together.
    claimed: BTreeSet<String>,
}

impl Proposal {
    fn add(&mut self, phrase: &Phrase) {
        let written = std::iter::once(&phrase.phrase).chain(&phrase.forms);
        // A joint takes a comma and a blank alike, so that forms that differ in no more are one.
        let mut own: Vec<&String> = Vec::new();
        for form in written.filter(|form| is_pattern(form)) {
            if self.claimed.insert(words(form)) {
                own.push(form);
            }
        }
        let Some(name) = own.first() else { return };
        let id = self.free_id(name);
        let string = |text: &str| toml::Value::String(text.to_owned());
        let variants: Vec<String> = own.iter().map(|form| format!("    {},\n", string(form))).collect();
        // Writing to a string does not fail.
        let _ = write!(
            self.toml,
            "[[family]]\nid = {}\nname = {}\nkind = \"set-phrase\"\nstatus = \"proposed\"\nnote = {}\nvariants = [\n{}]\n\n",
            string(&id),
            string(name),
            string(&format!(
                "occurrences: {}, articles: {}, sources: {}",
                phrase.count, phrase.documents, phrase.range
            )),
            variants.concat(),
        );
    }

    /// The folded words joined by hyphens; with a number where another phrase folds to the same.
    fn free_id(&mut self, name: &str) -> String {
        let letters = |c: char| if c.is_ascii_lowercase() || c.is_ascii_digit() { c } else { '-' };
        let plain: String = fold_words(name).chars().map(letters).collect();
        let base = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
        let numbered = (2..).map(|number| format!("{base}-{number}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|id| !self.ids.contains(id));
        let id = free.unwrap_or(base);
        self.ids.insert(id.clone());
        id
    }
}

/// Whether the grammar of variants takes the phrase for itself.
fn is_pattern(form: &str) -> bool {
    let quoted = toml::Value::String(form.to_owned());
    let alone =
        format!("[[family]]\nid = \"x\"\nname = \"x\"\nkind = \"set-phrase\"\nvariants = [{quoted}]\n");
    Families::read(&alone, "proposal").is_ok()
}

/// The words of a form with their marks, without what parts them and without `và`.
fn words(form: &str) -> String {
    let mut words = String::new();
    for word in form.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if word != "và" {
            words.push_str(&word);
            words.push(' ');
        }
    }
    words
}
