//! Reading a file of families, and saying what is wrong in it.

use super::docnum;
use super::family::{Citation, Families, Family, FamilyKind, Nested, Pattern, Place, Purpose, Role, Rules};
use super::gap::Between;
use super::grammar::{Expansion, Fault, MAX_FORMS, expand, too_many};
use crate::date::Date;
use crate::syllable::{Forms, Key};
use serde::Deserialize;
use std::collections::HashMap;
use std::fmt;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

/// Something wrong in a file of families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Line, from 1.
    pub line: usize,
    /// Character of the line, from 1.
    pub column: usize,
    /// What is wrong, in which family, and what to write instead.
    pub reason: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.line, self.column, self.reason)
    }
}

/// A file of families that was looked through.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The families without a mistake.
    pub families: Families,
    /// Every mistake, in the order of the file.
    pub mistakes: Vec<Mistake>,
}

impl Checked {
    pub(super) fn not_utf8(file: &[u8], at: usize) -> Checked {
        let before = String::from_utf8_lossy(&file[..at]);
        let byte = file.get(at).copied().unwrap_or_default();
        let reason = format!("the byte {byte:#04x} is not UTF-8: save the file as UTF-8");
        let mistake = Source { toml: &before }.mistake(at, reason);
        Checked { families: Families { families: Vec::new() }, mistakes: vec![mistake] }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    id: Spanned<String>,
    name: String,
    kind: FamilyKind,
    start: Option<Spanned<String>>,
    status: Option<String>,
    source: Option<String>,
    note: Option<String>,
    #[serde(default)]
    nested: Nested,
    #[serde(default)]
    campaigns: Vec<String>,
    #[serde(default)]
    documents: Vec<Spanned<Citation>>,
    #[serde(default)]
    variants: Vec<Spanned<String>>,
    #[serde(default)]
    abbreviations: Vec<Spanned<String>>,
    #[serde(default)]
    ambiguous: Vec<Spanned<String>>,
    #[serde(default)]
    contexts: Vec<Spanned<String>>,
    #[serde(default)]
    except: Vec<Spanned<String>>,
    #[serde(default)]
    capitals: Vec<Spanned<String>>,
    not_before: Option<FamilyKind>,
    not_in: Option<Place>,
    #[serde(default)]
    borderline: bool,
}

/// What the reader of the format says, without its terms: a variant is a form here.
fn in_plain_words(message: &str) -> String {
    let plain = message.replace("unknown variant", "unknown value");
    plain.replace("expected a sequence", "expected a list, [\"…\", \"…\"]")
}

/// The given families and those of a file, and what is wrong in it.
pub(super) fn parse(toml: &str, given: Vec<Family>) -> Checked {
    let source = Source { toml };
    let (table, errors) = DeTable::parse_recoverable(toml);
    let placed = |error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        source.mistake(at, in_plain_words(error.message()))
    };
    let mut mistakes: Vec<Mistake> = errors.into_iter().map(placed).collect();
    let mut claims = Claims::default();
    for (number, family) in given.iter().enumerate() {
        for (form, _) in family.rules.forms.iter().filter(|(_, role)| role.variant().is_some()) {
            claims.rival(form, number);
        }
    }
    let mut reading = Reading { source: &source, families: given, claims };
    // After a fault of the format, what could be read of the rest would be refused for what it lost.
    if mistakes.is_empty() {
        for (key, value) in table.into_inner() {
            let at = value.span().start;
            match (key.get_ref().as_ref(), value.into_inner()) {
                ("family", DeValue::Array(entries)) => {
                    for entry in entries {
                        let at = entry.span().start;
                        match Entry::deserialize(ValueDeserializer::from(entry)) {
                            Ok(entry) => mistakes.extend(reading.family(entry, at)),
                            Err(error) => mistakes.push(placed(error)),
                        }
                    }
                }
                ("family", _) => {
                    mistakes.push(source.mistake(at, "write [[family]] above each family".into()))
                }
                (other, _) => {
                    let reason = format!("unknown field `{other}`: the file is a list of [[family]]");
                    mistakes.push(source.mistake(key.span().start, reason));
                }
            }
        }
    }
    mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
    Checked { families: Families { families: reading.families }, mistakes }
}

/// Which family claims which form.
#[derive(Default)]
struct Claims {
    forms: Forms,
    by_words: HashMap<Vec<Key>, Vec<(Vec<Between>, usize)>>,
}

impl Claims {
    /// The other family that accepts one of the texts that this form accepts.
    fn rival(&mut self, form: &Expansion, family: usize) -> Option<usize> {
        let keys = form.words.iter().map(|(word, kind)| self.forms.key_of(word, *kind)).collect();
        let claims = self.by_words.entry(keys).or_default();
        let shared = |gaps: &[Between]| gaps.iter().zip(&form.gaps).all(|(a, b)| a.overlaps(*b));
        let rival = claims.iter().find(|(gaps, other)| *other != family && shared(gaps)).map(|claim| claim.1);
        claims.push((form.gaps.clone(), family));
        rival
    }
}

struct Source<'a> {
    toml: &'a str,
}

impl Source<'_> {
    fn mistake(&self, at: usize, reason: String) -> Mistake {
        let before = self.toml.get(..at).unwrap_or(self.toml);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Mistake { line, column, reason }
    }

    /// The byte of the file behind the opening quotes of the string that begins at `at`.
    fn inside(&self, at: usize) -> usize {
        let string = &self.toml[at..];
        let long = string.starts_with("\"\"\"") || string.starts_with("'''");
        let quotes = if long { 3 } else { 1 };
        // A line end at once behind long quotes is not part of the string.
        at + quotes + usize::from(long && string[quotes..].starts_with('\n'))
    }
}

struct Reading<'a> {
    source: &'a Source<'a>,
    families: Vec<Family>,
    claims: Claims,
}

/// Patterns written out.
#[derive(Default)]
struct Written {
    variants: Vec<String>,
    patterns: Vec<Pattern>,
    forms: Vec<(Expansion, Role)>,
}

impl Reading<'_> {
    /// Takes the family in if nothing is wrong with it.
    fn family(&mut self, entry: Entry, at: usize) -> Vec<Mistake> {
        let id = entry.id.get_ref().clone();
        let id_at = entry.id.span().start;
        let mut mistakes = Vec::new();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(is_plain) {
            let reason =
                format!("id `{id}` has other letters than a-z, 0-9, -: write it without accents, hai-khong");
            mistakes.push(self.source.mistake(id_at, reason));
        }
        if self.families.iter().any(|family| family.id == id) {
            let reason =
                format!("family `{id}` stands here twice: give one of them another id, or make them one");
            mistakes.push(self.source.mistake(id_at, reason));
        }
        if let Some(start) = entry.start.as_ref().filter(|start| !is_start(start.get_ref())) {
            let reason = format!(
                "family `{id}`: the start “{}” is no date: write 2010, 2010-06, 2010-06-04, or 2009/2010 where sources \
                 differ",
                start.get_ref()
            );
            mistakes.push(self.source.mistake(start.span().start, reason));
        }
        for document in &entry.documents {
            mistakes.extend(self.wrong_in(document, &id));
        }
        let written = self.write_out(&entry, &id, &mut mistakes);
        for capital in &entry.capitals {
            let word = capital.get_ref();
            if !written.forms.iter().any(|(form, _)| form.words.iter().any(|(other, _)| other == word)) {
                let reason = format!(
                    "family `{id}`: no form has the word “{word}” that is to be in capitals: write it as the variant does"
                );
                mistakes.push(self.source.mistake(capital.span().start, reason));
            }
        }
        if written.variants.is_empty() && mistakes.is_empty() {
            let reason = format!("family `{id}` has no variant: write variants = [\"…\"]");
            mistakes.push(self.source.mistake(if id_at == 0 { at } else { id_at }, reason));
        }
        if !mistakes.is_empty() {
            return mistakes;
        }
        self.families.push(Family {
            id,
            name: entry.name,
            kind: entry.kind,
            start: entry.start.map(Spanned::into_inner),
            documents: entry.documents.into_iter().map(Spanned::into_inner).collect(),
            campaigns: entry.campaigns,
            status: entry.status,
            source: entry.source,
            note: entry.note,
            nested: entry.nested,
            line: self.source.mistake(id_at, String::new()).line,
            variants: written.variants,
            patterns: written.patterns,
            rules: Rules {
                forms: written.forms,
                capitals: entry.capitals.into_iter().map(Spanned::into_inner).collect(),
                not_before: entry.not_before,
                not_in: entry.not_in,
                borderline: entry.borderline,
            },
        });
        mistakes
    }

    /// A misprint that is no number could never be met, and a date that is none could not be compared.
    fn wrong_in(&self, document: &Spanned<Citation>, id: &str) -> Vec<Mistake> {
        let Citation { date, misprints, .. } = document.get_ref();
        let unread = misprints.iter().filter(|number| docnum::find(number).is_empty()).map(|number| {
            format!("family `{id}`: the misprint “{number}” is no document number: write it as 246-KL/TW")
        });
        let undated = date.iter().filter(|date| !is_date(date)).map(|date| {
            format!("family `{id}`: “{date}” is no date of a document: write 2010-06-04, or only the year")
        });
        unread.chain(undated).map(|reason| self.source.mistake(document.span().start, reason)).collect()
    }

    fn write_out(&mut self, entry: &Entry, id: &str, mistakes: &mut Vec<Mistake>) -> Written {
        let lists = [
            (&entry.variants, Purpose::Variants),
            (&entry.abbreviations, Purpose::Abbreviations),
            (&entry.ambiguous, Purpose::Ambiguous),
            (&entry.contexts, Purpose::Contexts),
            (&entry.except, Purpose::Except),
        ];
        let mut written = Written::default();
        for (pattern, purpose) in
            lists.into_iter().flat_map(|(list, purpose)| list.iter().map(move |pattern| (pattern, purpose)))
        {
            let at = pattern.span().start;
            let expansions = match expand(pattern.get_ref()) {
                Ok(expansions) => expansions,
                Err(Fault { at: within, reason }) => {
                    let at = self.source.inside(at) + within;
                    mistakes.push(self.source.mistake(at, format!("family `{id}`: {reason}")));
                    continue;
                }
            };
            if written.forms.len() + expansions.len() > MAX_FORMS {
                mistakes.push(self.source.mistake(at, format!("family `{id}`: {}", too_many())));
                return written;
            }
            let first = written.forms.len();
            for form in expansions {
                let role = match purpose {
                    Purpose::Variants | Purpose::Abbreviations => {
                        Role::Variant(number_of(&form.name, &mut written.variants))
                    }
                    Purpose::Ambiguous => Role::Ambiguous(number_of(&form.name, &mut written.variants)),
                    Purpose::Contexts => Role::Context,
                    Purpose::Except => Role::Except,
                };
                let rival = role.variant().and_then(|_| self.claims.rival(&form, self.families.len()));
                if let Some(rival) = rival.and_then(|rival| self.families.get(rival)) {
                    let reason = format!(
                        "family `{id}`: “{}” is also a form of `{}`: take it out of one of the two",
                        form.name, rival.id
                    );
                    mistakes.push(self.source.mistake(at, reason));
                }
                written.forms.push((form, role));
            }
            let forms = first..written.forms.len();
            written.patterns.push(Pattern { written: pattern.get_ref().clone(), purpose, forms });
        }
        written
    }
}

/// A day as `YYYY-MM-DD`, or a year.
fn is_date(written: &str) -> bool {
    matches!(numbers(written).as_deref(), Some([_] | [_, _, _]))
}

/// What [`Family::start`] can be.
fn is_start(written: &str) -> bool {
    written.split('/').count() <= 2 && written.split('/').all(|one| numbers(one).is_some())
}

/// Year, month and day as they are written, if the calendar has them.
fn numbers(written: &str) -> Option<Vec<i16>> {
    let parts: Vec<&str> = written.split('-').collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let widths: Vec<usize> = parts.iter().filter(|part| is_number(part)).map(|part| part.len()).collect();
    if parts.len() > 3 || widths != [4, 2, 2][..parts.len()] {
        return None;
    }
    let numbers: Vec<i16> = parts.iter().map(|part| part.parse()).collect::<Result<_, _>>().ok()?;
    let part = |at: usize| numbers.get(at).map_or(1, |&number| number as i8);
    Date::new(numbers[0], part(1), part(2)).map(|_| numbers)
}

fn number_of(name: &str, names: &mut Vec<String>) -> u32 {
    let known = names.iter().position(|known| known == name);
    known.unwrap_or_else(|| {
        names.push(name.to_owned());
        names.len() - 1
    }) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(toml: &str) -> String {
        Families::read(toml, "own.toml").unwrap_err().in_words()
    }

    fn family(id: &str, rest: &str) -> String {
        format!("[[family]]\nid = \"{id}\"\nname = \"x\"\nkind = \"slogan\"\n{rest}\n")
    }

    #[test]
    fn mistakes_are_named_and_placed() {
        for (toml, words) in [
            ("[[family]", "own.toml: line 1, column"),
            (&family("a", "variants = [\"a\"]\nvariant = 3"), "line 6, column 1: unknown field"),
            ("families = 3", "line 1, column 1: unknown field `families`"),
            (&family("a", "variants = ['''\nhọc\n[tập''']"), "line 7, column 5: family `a`: a bracket"),
            (&family("á", "variants = [\"a\"]"), "line 2, column 6: id `á`"),
            (&family("a", ""), "line 2, column 6: family `a` has no variant"),
            (&family("a", "variants = [\"học\", \"học |x\"]"), "line 5, column 25: family `a`: alternatives"),
            (&family("a", "variants = [\"[x]\"]"), "family `a`: accepts a phrase without words"),
            (
                &family("a", &format!("variants = [\"{}\"]", "[a|b]".repeat(20))),
                "family `a`: more than 4096 forms: every bracket",
            ),
            (&family("a", "variants = [\"a\"]").repeat(2), "line 7, column 6: family `a` stands here twice"),
            (
                &family("a", "variants = [\"a\"]\nstart = \"tháng 5\""),
                "line 6, column 9: family `a`: the start “tháng 5” is no date",
            ),
            (&family("a", "variants = [\"a\"]\nstart = \"2010-6\""), "the start “2010-6” is no date"),
            (&family("a", "variants = [\"a\"]\nstart = \"2009/2010/2011\""), "is no date"),
            (
                &family("a", "variants = [\"hai không\"]\ncapitals = [\"Hai\"]"),
                "line 6, column 13: family `a`: no form",
            ),
            (
                &family(
                    "a",
                    "variants = [\"a\"]\ndocuments = [{ number = \"x\", verified = false, date = \"2019-13-01\" }]",
                ),
                "line 6, column 14: family `a`: “2019-13-01” is no date of a document",
            ),
            (
                &family(
                    "a",
                    "variants = [\"a\"]\ndocuments = [{ number = \"x\", verified = false, date = \"2019-12\" }]",
                ),
                "“2019-12” is no date of a document",
            ),
            (
                &(family("a", "variants = [\"kinh tế, xã hội\"]")
                    + &family("b", "variants = [\"[nền] kinh tế xã hội\"]")),
                "line 10, column 13: family `b`: “kinh tế xã hội” is also a form of `a`",
            ),
        ] {
            assert!(refused(toml).contains(words), "{toml}\n{}", refused(toml));
        }
    }

    #[test]
    fn every_mistake_is_named() {
        let toml = family("a", "variants = [\"a|b\", \"[c\"]")
            + &family("b", "variants = [\"b\"]")
            + &family("c", "variants = [\"b\"]\nkin = 1");
        let checked = Families::check(toml.as_bytes());
        let places: Vec<_> = checked.mistakes.iter().map(|mistake| (mistake.line, mistake.column)).collect();
        assert_eq!(places, [(5, 15), (5, 23), (16, 1)]);
        assert_eq!(checked.families.iter().map(|family| family.id.as_str()).collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn a_form_that_its_own_trap_forbids_is_named() {
        let toml = family("a", "variants = [\"hai không\", \"cả hai không\"]\nexcept = [\"cả hai không\"]");
        let mistake = Families::check(toml.as_bytes()).mistakes.remove(0);
        assert!(mistake.reason.contains("“cả hai không” is never a hit: the trap"), "{mistake}");
        assert!(Families::check(Families::EMBEDDED.as_bytes()).mistakes.is_empty());
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_placed() {
        let mut file = family("a", "variants = [\"học").into_bytes();
        file.truncate(file.len() - 2);
        file.extend(b"\xea\"]");
        let mistake = Families::check(&file).mistakes.remove(0);
        assert_eq!((mistake.line, mistake.column), (5, 16));
    }
}
