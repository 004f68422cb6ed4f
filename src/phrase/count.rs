//! Which hits count.

use super::family::Nested;
use super::hit::Flags;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Which hits of an article's own text count, when they overlap or recur; it is printed with every table.
///
/// Under every policy a gloss (`xây dựng nông thôn mới (XDNTM)`) counts once, and so does a passage that an article
/// prints twice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CountPolicy {
    /// A hit that lies in a longer one does not count, unless its family says so ([`Nested`]); nor do hits in text
    /// without accents, and borderline ones.
    #[default]
    Longest,
    /// Every hit counts, nested, accentless and borderline ones as well; nested ones not where their family says so.
    All,
    /// As `Longest`, and a family at most once in an article.
    OncePerArticle,
}

impl CountPolicy {
    /// Whether a hit counts; that it is the family's first in its article, where that matters, is for the caller to see.
    ///
    /// ```
    /// use chinhluan::phrase::{CountPolicy, Flags, Nested};
    /// let nested = |policy: CountPolicy| policy.counts(Flags::NONE, true, Nested::ByPolicy);
    /// assert!(!nested(CountPolicy::Longest) && nested(CountPolicy::All));
    /// assert!(CountPolicy::Longest.counts(Flags::TYPO, false, Nested::ByPolicy));
    /// assert!(!CountPolicy::All.counts(Flags::GLOSS, false, Nested::ByPolicy));
    /// ```
    pub fn counts(self, flags: Flags, is_nested: bool, nested: Nested) -> bool {
        let all = self == CountPolicy::All;
        let here = match nested {
            Nested::ByPolicy => all || !is_nested,
            Nested::Counted => true,
            Nested::NotCounted => !is_nested,
        };
        let uncertain = flags.contains(Flags::ACCENTLESS) || flags.contains(Flags::BORDERLINE);
        here && !flags.contains(Flags::GLOSS) && (all || !uncertain)
    }

    /// The policy in one sentence, for the head of a table.
    pub fn in_words(self) -> &'static str {
        match self {
            CountPolicy::Longest => {
                "a hit inside a longer one does not count, nor do borderline hits and text without accents"
            }
            CountPolicy::All => "every hit counts, nested, borderline and accentless ones too",
            CountPolicy::OncePerArticle => {
                "a family counts once an article; a hit inside a longer one does not count, nor do borderline hits and \
                 text without accents"
            }
        }
    }
}

impl fmt::Display for CountPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            CountPolicy::Longest => "longest",
            CountPolicy::All => "all",
            CountPolicy::OncePerArticle => "once-per-article",
        })
    }
}
