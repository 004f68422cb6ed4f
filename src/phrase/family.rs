//! The gazetteer: families of phrases, and the documents behind them.

use super::docnum::{self, DocumentNumber};
use super::gap::Gaps;
use super::grammar::{Expansion, MAX_FORMS, Mistake, expand};
use crate::syllable::{Forms, Key};
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use toml::Spanned;

/// What a family is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FamilyKind {
    /// A campaign, movement or programme with a name, or the document that founds or continues one.
    Campaign,
    /// A slogan.
    Slogan,
    /// A fixed expression of political prose.
    SetPhrase,
}

impl fmt::Display for FamilyKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FamilyKind::Campaign => "campaign",
            FamilyKind::Slogan => "slogan",
            FamilyKind::SetPhrase => "set-phrase",
        })
    }
}

/// A document behind a family.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// As it is cited, `Chỉ thị 05-CT/TW`.
    pub number: String,
    /// `YYYY-MM-DD`, or only the year; none where it is not known.
    #[serde(default)]
    pub date: Option<String>,
    /// Where number and date were read; none where nobody looked them up.
    #[serde(default)]
    pub source: Option<String>,
    /// Whether number and date were read in a published page.
    pub verified: bool,
}

/// One campaign, slogan or set phrase in all its forms.
#[derive(Clone, Debug)]
pub struct Family {
    /// Vietnamese words without accents joined by hyphens.
    pub id: String,
    /// Official name.
    pub name: String,
    /// What it is.
    pub kind: FamilyKind,
    /// When it began: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or two years where sources differ.
    pub start: Option<String>,
    /// Documents that founded, continued or ended it.
    pub documents: Vec<Citation>,
    /// Ids in the list of campaigns that this family was made from.
    pub campaigns: Vec<String>,
    /// How far name and dates were checked: `verified`, `partly verified`, `general knowledge`.
    pub status: Option<String>,
    /// Where it was read.
    pub source: Option<String>,
    /// What a reader of its figures should know.
    pub note: Option<String>,
    variants: Vec<String>,
    pub(super) rules: Rules,
}

impl Family {
    /// The forms of the family in words, as its patterns write them.
    pub fn variants(&self) -> &[String] {
        &self.variants
    }

    /// One of [`Family::variants`].
    ///
    /// # Panics
    /// If the family has no such variant.
    pub fn variant(&self, index: u32) -> &str {
        &self.variants[index as usize]
    }
}

/// What the matcher needs of a family.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) forms: Vec<(Expansion, Role)>,
    /// Words that count only with a capital: `Bác`.
    pub(super) capitals: Vec<String>,
    /// No hit where a hit of this kind of family, or a capitalised name, follows at once.
    pub(super) not_before: Option<FamilyKind>,
    /// Hits are [`Flags::BORDERLINE`](super::Flags::BORDERLINE).
    pub(super) borderline: bool,
}

/// What a form of a family does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is a hit of this variant.
    Variant(u32),
    /// It is a hit of this variant in quotes or within a context.
    Ambiguous(u32),
    /// It makes ambiguous forms within it hits.
    Context,
    /// What shares a word with it is no hit.
    Except,
}

impl Role {
    pub(super) fn variant(self) -> Option<u32> {
        match self {
            Role::Variant(variant) | Role::Ambiguous(variant) => Some(variant),
            Role::Context | Role::Except => None,
        }
    }
}

/// The gazetteer.
///
/// ```
/// use chinhluan::phrase::Families;
/// let families = Families::embedded();
/// let family = families.get("tu-tuong-dao-duc-phong-cach-ho-chi-minh").unwrap();
/// assert_eq!(family.documents[0].number, "Chỉ thị 05-CT/TW");
///
/// let own = r#"
/// [[family]]
/// id = "hai-tot"
/// name = "Dạy tốt, học tốt"
/// kind = "slogan"
/// variants = ["{dạy tốt, học tốt}"]
/// "#;
/// let families = Families::read(own, "own.toml").unwrap();
/// assert_eq!(families.get("hai-tot").unwrap().variants(), ["dạy tốt, học tốt", "học tốt, dạy tốt"]);
/// ```
#[derive(Clone, Debug)]
pub struct Families {
    families: Vec<Family>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    family: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
struct Entry {
    id: Spanned<String>,
    name: String,
    kind: FamilyKind,
    start: Option<String>,
    status: Option<String>,
    source: Option<String>,
    note: Option<String>,
    #[serde(default)]
    campaigns: Vec<String>,
    #[serde(default)]
    documents: Vec<Citation>,
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
    capitals: Vec<String>,
    not_before: Option<FamilyKind>,
    #[serde(default)]
    borderline: bool,
}

impl Families {
    /// The file of the families that come with the library.
    pub const EMBEDDED: &'static str = include_str!("../../models/families.toml");

    /// The families of `models/families.toml`, as they were when the library was built.
    ///
    /// # Panics
    /// Never in a build that passed its tests.
    pub fn embedded() -> Families {
        let toml = Families::EMBEDDED;
        Self::read(toml, "embedded families").unwrap_or_else(|error| panic!("{}", error.in_words()))
    }

    /// Reads families in the format of `models/families.toml`; `name` is the file's, for messages.
    ///
    /// # Errors
    /// [`Error::Model`] with line, column and family for what is not TOML, for an unknown field, for an id that is
    /// used twice or is not made of `a-z0-9-`, for a mistake in a pattern, for more than [`MAX_FORMS`] forms in one
    /// family, and for a form that two families claim.
    pub fn read(toml: &str, name: &str) -> Result<Families> {
        let source = Source { toml, name };
        let file: File = toml::from_str(toml).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            source.error(at, error.message())
        })?;
        let mut families: Vec<Family> = Vec::with_capacity(file.family.len());
        let mut claims = Claims::default();
        for entry in file.family {
            if families.iter().any(|family| family.id == *entry.id.get_ref()) {
                let reason = format!("family `{}` stands here twice", entry.id.get_ref());
                return Err(source.error(entry.id.span().start, &reason));
            }
            families.push(source.family(entry, &families, &mut claims)?);
        }
        Ok(Families { families })
    }

    /// The families in the order of the file; [`Hit::family`](super::Hit::family) counts them.
    pub fn iter(&self) -> std::slice::Iter<'_, Family> {
        self.families.iter()
    }

    /// The family with this id.
    pub fn get(&self, id: &str) -> Option<&Family> {
        self.families.iter().find(|family| family.id == id)
    }

    /// The family that a hit names by its number.
    ///
    /// # Panics
    /// If there is no such family.
    pub fn family(&self, index: u32) -> &Family {
        &self.families[index as usize]
    }

    /// Number of families.
    pub fn len(&self) -> usize {
        self.families.len()
    }

    /// Whether there is no family.
    pub fn is_empty(&self) -> bool {
        self.families.is_empty()
    }

    /// The documents that are cited under this number, each with its family.
    ///
    /// More than one date means that the number alone does not tell which is meant (`Chỉ thị 03-CT/TW` of 2011 or
    /// of 2021).
    pub fn cited(&self, number: &DocumentNumber) -> Vec<(&Family, &Citation)> {
        self.founded().remove(&number.canonical).unwrap_or_default()
    }

    /// For every number that founding documents have, in one spelling, those documents, each with its family.
    pub fn founded(&self) -> BTreeMap<String, Vec<(&Family, &Citation)>> {
        let mut founded: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for family in &self.families {
            for citation in &family.documents {
                for number in docnum::find(&citation.number) {
                    founded.entry(number.canonical).or_default().push((family, citation));
                }
            }
        }
        founded
    }
}

impl<'a> IntoIterator for &'a Families {
    type Item = &'a Family;
    type IntoIter = std::slice::Iter<'a, Family>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Which family claims which form.
#[derive(Default)]
struct Claims {
    forms: Forms,
    by_words: HashMap<Vec<Key>, Vec<(Vec<Gaps>, usize)>>,
}

impl Claims {
    /// The other family that accepts one of the texts that this form accepts.
    fn rival(&mut self, form: &Expansion, family: usize) -> Option<usize> {
        let keys = form.words.iter().map(|(word, kind)| self.forms.key_of(word, *kind)).collect();
        let claims = self.by_words.entry(keys).or_default();
        let shared = |gaps: &[Gaps]| gaps.iter().zip(&form.gaps).all(|(a, b)| a.overlap(*b));
        let rival = claims.iter().find(|(gaps, other)| *other != family && shared(gaps)).map(|claim| claim.1);
        claims.push((form.gaps.clone(), family));
        rival
    }
}

struct Source<'a> {
    toml: &'a str,
    name: &'a str,
}

impl Source<'_> {
    fn error(&self, at: usize, reason: &str) -> Error {
        let before = self.toml.get(..at).unwrap_or(self.toml);
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        Error::model(self.name, format!("line {line}, column {column}: {reason}"))
    }

    fn family(&self, entry: Entry, before: &[Family], claims: &mut Claims) -> Result<Family> {
        let id = entry.id.get_ref().clone();
        let written = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(written) {
            return Err(
                self.error(entry.id.span().start, &format!("id `{id}` has other letters than a-z, 0-9, -"))
            );
        }
        let mut variants = Vec::new();
        let mut forms: Vec<(Expansion, Role)> = Vec::new();
        let patterns = [
            (&entry.variants, Role::Variant(0)),
            (&entry.abbreviations, Role::Variant(0)),
            (&entry.ambiguous, Role::Ambiguous(0)),
            (&entry.contexts, Role::Context),
            (&entry.except, Role::Except),
        ];
        for (pattern, role) in patterns.iter().flat_map(|(list, role)| list.iter().map(move |it| (it, *role)))
        {
            let at = pattern.span().start;
            let expansions = expand(pattern.get_ref()).map_err(|Mistake { at: within, reason }| {
                self.error(at + 1 + within, &format!("family `{id}`: {reason}"))
            })?;
            if forms.len() + expansions.len() > MAX_FORMS {
                return Err(self.error(at, &format!("family `{id}`: more than {MAX_FORMS} forms")));
            }
            for form in expansions {
                let role = match role {
                    Role::Variant(_) => Role::Variant(number_of(&form.name, &mut variants)),
                    Role::Ambiguous(_) => Role::Ambiguous(number_of(&form.name, &mut variants)),
                    role => role,
                };
                let rival = match role {
                    Role::Variant(_) | Role::Ambiguous(_) => claims.rival(&form, before.len()),
                    Role::Context | Role::Except => None,
                };
                if let Some(rival) = rival {
                    let reason =
                        format!("family `{id}`: “{}” is also a form of `{}`", form.name, before[rival].id);
                    return Err(self.error(at, &reason));
                }
                forms.push((form, role));
            }
        }
        if variants.is_empty() {
            return Err(self.error(entry.id.span().start, &format!("family `{id}` has no variant")));
        }
        Ok(Family {
            id,
            name: entry.name,
            kind: entry.kind,
            start: entry.start,
            documents: entry.documents,
            campaigns: entry.campaigns,
            status: entry.status,
            source: entry.source,
            note: entry.note,
            variants,
            rules: Rules {
                forms,
                capitals: entry.capitals,
                not_before: entry.not_before,
                borderline: entry.borderline,
            },
        })
    }
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
            (&family("á", "variants = [\"a\"]"), "line 2, column 6: id `á`"),
            (&family("a", ""), "line 2, column 6: family `a` has no variant"),
            (&family("a", "variants = [\"học\", \"học |x\"]"), "line 5, column 25: family `a`: alternatives"),
            (&family("a", "variants = [\"[x]\"]"), "family `a`: accepts a phrase without words"),
            (
                &family("a", &format!("variants = [\"{}\"]", "[a|b]".repeat(20))),
                "family `a`: more than 4096 forms",
            ),
            (&family("a", "variants = [\"a\"]").repeat(2), "line 7, column 6: family `a` stands here twice"),
            (
                &(family("a", "variants = [\"kinh tế, xã hội\"]")
                    + &family("b", "variants = [\"[nền] kinh tế xã hội\"]")),
                "line 10, column 13: family `b`: “kinh tế xã hội” is also a form of `a`",
            ),
        ] {
            assert!(refused(toml).contains(words), "{toml}\n{}", refused(toml));
        }
    }
}
