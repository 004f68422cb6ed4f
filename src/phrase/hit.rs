//! A hit, and what there is to say about it.

use crate::span::Span;
use std::ops::Range;

/// What there is to say about a hit besides where it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u8);

impl Flags {
    /// Nothing to say.
    pub const NONE: Flags = Flags(0);
    /// Written without accents, in a line that has none.
    pub const ACCENTLESS: Flags = Flags(1);
    /// Of a family whose form is not enough to be certain.
    pub const BORDERLINE: Flags = Flags(2);
    /// An abbreviation in brackets behind the long form: `xây dựng nông thôn mới (XDNTM)`.
    pub const GLOSS: Flags = Flags(4);
    /// One mark of one syllable is lost or wrong: `năng lực lãnh đạo, sức chiến đâu`.
    pub const TYPO: Flags = Flags(8);

    /// Whether all of `other` is said.
    pub fn contains(self, other: Flags) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is said.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    const NAMES: [(Flags, &'static str); 4] = [
        (Flags::ACCENTLESS, "accentless"),
        (Flags::BORDERLINE, "borderline"),
        (Flags::GLOSS, "gloss"),
        (Flags::TYPO, "typo"),
    ];

    /// The flags in words, as the outputs print them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(flag, _)| self.contains(*flag)).map(|(_, name)| name)
    }

    /// The name of each flag.
    pub(crate) fn all_names() -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().map(|(_, name)| name)
    }

    /// The flags of these names; other names say nothing.
    ///
    /// ```
    /// use chinhluan::phrase::Flags;
    /// assert!(Flags::of_names(&["typo", "gloss"]).contains(Flags::TYPO));
    /// ```
    pub fn of_names(names: &[&str]) -> Flags {
        let said = Self::NAMES.into_iter().filter(|(_, name)| names.contains(name));
        said.fold(Flags::NONE, |flags, (flag, _)| flags.with(flag))
    }

    pub(super) fn with(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }
}

/// One occurrence of a family.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which family, counted in the order of [`Families::iter`](super::Families::iter).
    pub family: u32,
    /// Which of the [`Family::variants`](super::Family::variants).
    pub variant: u32,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its bytes; with the closing bracket, where one was opened inside.
    pub span: Span,
    /// What else there is to say.
    pub flags: Flags,
    /// The shortest hit of another family around this one, as an index among the hits; that one may be nested itself.
    pub nested_in: Option<u32>,
}
