//! The gazetteer: families of phrases, and the documents behind them.

use super::cited::{Founded, Reading};
use super::docnum::DocumentNumber;
use super::file::{self, Checked};
use super::grammar::Expansion;
use super::traps;
use crate::{Error, Result};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

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
    /// Other numbers that papers print for it by mistake: `246-KL/TW` for `264-TB/TW`.
    #[serde(default)]
    pub misprints: Vec<String>,
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
    /// Whether a hit counts that lies in a longer hit of another family.
    pub nested: Nested,
    /// The line of the file where it stands, from 1.
    pub line: usize,
    pub(super) variants: Vec<String>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) rules: Rules,
}

/// Whether hits of a family count that lie in a longer hit of another family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nested {
    /// As the [`CountPolicy`](super::CountPolicy) says.
    #[default]
    ByPolicy,
    /// They count: in `hoàn thành tốt và hoàn thành xuất sắc nhiệm vụ` both families are meant.
    Counted,
    /// They do not: the phrase is no more than a part of the other one there.
    NotCounted,
}

/// What a pattern of a family is for; the names are those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Its forms are hits.
    Variants,
    /// The same, written as initials.
    Abbreviations,
    /// Its forms are hits in quotes or within a context.
    Ambiguous,
    /// What makes ambiguous forms within it hits.
    Contexts,
    /// A trap: what shares a word with it is no hit.
    Except,
}

impl Purpose {
    /// The key in the file.
    pub fn name(self) -> &'static str {
        match self {
            Purpose::Variants => "variants",
            Purpose::Abbreviations => "abbreviations",
            Purpose::Ambiguous => "ambiguous",
            Purpose::Contexts => "contexts",
            Purpose::Except => "except",
        }
    }
}

/// One pattern as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// In the [grammar](super#the-grammar-of-a-variant).
    pub written: String,
    /// What it is for.
    pub purpose: Purpose,
    pub(super) forms: Range<usize>,
}

impl Family {
    /// The forms of the family in words, as its patterns write them.
    pub fn variants(&self) -> &[String] {
        &self.variants
    }

    /// The patterns in the order of the file.
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// The forms that one of [`Family::patterns`] accepts, as the pattern writes them.
    ///
    /// ```
    /// use chinhluan::phrase::Families;
    /// let families = Families::embedded();
    /// let family = families.get("trong-sach-vung-manh").unwrap();
    /// let forms: Vec<_> = family.forms(&family.patterns()[0]).collect();
    /// assert_eq!(forms, ["trong sạch, vững mạnh tiêu biểu", "trong sạch, vững mạnh"]);
    /// ```
    pub fn forms(&self, pattern: &Pattern) -> impl ExactSizeIterator<Item = &str> {
        let forms = self.rules.forms.get(pattern.forms.clone()).unwrap_or_default();
        forms.iter().map(|(form, _)| form.name.as_str())
    }

    /// The first of [`Family::patterns`] that accepts this variant.
    pub fn pattern_of(&self, variant: u32) -> Option<&Pattern> {
        let own = |(_, role): &(Expansion, Role)| role.variant() == Some(variant);
        let form = self.rules.forms.iter().position(own)?;
        self.patterns.iter().find(|pattern| pattern.forms.contains(&form))
    }

    /// The forms that are hits wherever they stand; without gaps, which a text fills with words.
    pub(super) fn plain_forms(&self) -> impl Iterator<Item = &str> {
        let plain = self.rules.forms.iter().filter(|(_, role)| matches!(role, Role::Variant(_)));
        plain.map(|(form, _)| form.name.as_str()).filter(|name| !name.contains('…'))
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
    /// No hit in such a place.
    pub(super) not_in: Option<Place>,
    /// Hits are [`Flags::BORDERLINE`](super::Flags::BORDERLINE).
    pub(super) borderline: bool,
}

/// Where a form is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// Behind a comma, and commas are all that parts its words: `giáo dục, kinh tế, xã hội`.
    Enumeration,
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
    pub(super) families: Vec<Family>,
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
    /// [`Error::Model`] with the first of the mistakes that [`Families::check`] finds.
    pub fn read(toml: &str, name: &str) -> Result<Families> {
        let Checked { families, mistakes } = file::parse(toml, Vec::new());
        match mistakes.first() {
            Some(mistake) => Err(Error::model(name, mistake.to_string())),
            None => Ok(families),
        }
    }

    /// These families and those of another file; one with an id that stands here takes the place of the one here.
    ///
    /// # Errors
    /// As [`Families::read`].
    pub fn with(self, toml: &str, name: &str) -> Result<Families> {
        let own = Families::read(toml, name)?;
        let kept = self.families.into_iter().filter(|family| own.get(&family.id).is_none()).collect();
        let Checked { families, mistakes } = file::parse(toml, kept);
        match mistakes.first() {
            Some(mistake) => Err(Error::model(name, mistake.to_string())),
            None => Ok(families),
        }
    }

    /// Looks a whole file through: the families without a mistake, and every mistake with its place and what to write
    /// instead.
    ///
    /// Mistakes are bytes that are not UTF-8, what is not TOML, an unknown field, an id that is used twice or is not
    /// made of `a-z0-9-`, a mistake in a pattern, a pattern that accepts the empty phrase, more than
    /// [`MAX_FORMS`](super::MAX_FORMS) forms in one family, a form that two families claim, and a form that the traps of
    /// its own family forbid.
    ///
    /// ```
    /// use chinhluan::phrase::Families;
    /// let file = "[[family]]\nid = 'hai-tot'\nname = 'Hai tốt'\nkind = 'slogan'\nvariants = ['dạy tốt|học tốt']\n";
    /// let mistakes = Families::check(file.as_bytes()).mistakes;
    /// assert_eq!((mistakes[0].line, mistakes[0].column), (5, 21));
    /// assert!(mistakes[0].reason.contains("write (a|b)"));
    /// ```
    pub fn check(file: &[u8]) -> Checked {
        match std::str::from_utf8(file) {
            Ok(toml) => traps::looked_for(file::parse(toml, Vec::new())),
            Err(error) => Checked::not_utf8(file, error.valid_up_to()),
        }
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

    /// The documents that a number may stand for.
    ///
    /// More than one means that number and date do not tell which (`Chỉ thị 03-CT/TW` of 2011 or of 2021). A number in
    /// short (`Chỉ thị 03`) may always mean another document besides, unless its date is there.
    pub fn cited(&self, number: &DocumentNumber) -> Reading<'_> {
        self.founded().read(&number.canonical, number.form, number.issued.as_deref())
    }

    /// All documents of all families by their numbers.
    pub fn founded(&self) -> Founded<'_> {
        Founded::of(self)
    }
}

impl<'a> IntoIterator for &'a Families {
    type Item = &'a Family;
    type IntoIter = std::slice::Iter<'a, Family>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
