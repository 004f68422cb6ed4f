//! What two documents are to each other.

use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The kinds of relation, from the strictest to the loosest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationKind {
    /// Equal byte for byte.
    Exact,
    /// Equal as keys: case, NFC or NFD, tone placement and the shape of quotes and dashes may differ.
    Normalised,
    /// Most of the wording is shared.
    Near,
    /// `b` is the beginning of `a`, broken off or ending with a sentence, or under a lead of its own.
    Cut,
    /// `a` holds `b` and a long stretch of something else.
    Contains,
    /// `a` holds `b` and, at another place, a second document of the corpus.
    Merges,
    /// The wording is shared, the numbers or names that stand in it are not.
    SameForm,
    /// One long passage is shared.
    SharesPassage,
}

impl RelationKind {
    /// The name in output files: `exact`, `same_form` ...
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Near => "near",
            Self::Cut => "cut",
            Self::Contains => "contains",
            Self::Merges => "merges",
            Self::SameForm => "same_form",
            Self::SharesPassage => "shares_passage",
        }
    }

    /// Whether all or most of `b` is in `a`; not so for another report in the same form or a shared passage.
    pub fn holds(self) -> bool {
        !matches!(self, Self::SameForm | Self::SharesPassage)
    }
}

impl fmt::Display for RelationKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One of the two documents of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The fuller one.
    A,
    /// The other.
    B,
}

/// Whether a document is the beginning of another one, though it ends with a sentence, and not a document of its own that
/// something else stands behind. Told by whether what follows is about the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// It is not.
    No,
    /// It is, if nothing else speaks against it.
    Possible,
    /// It is, even where the other one holds further documents: parts of one article.
    Evident,
}

/// How numbers, or names, at the same place of two aligned documents compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Slots {
    /// How many are equal.
    pub agree: u32,
    /// How many are not.
    pub differ: u32,
}

impl Slots {
    /// Share of those that differ; 0 where there are none.
    pub fn share_differing(self) -> f64 {
        f64::from(self.differ) / f64::from((self.agree + self.differ).max(1))
    }
}

impl std::ops::AddAssign for Slots {
    fn add_assign(&mut self, other: Self) {
        self.agree += other.agree;
        self.differ += other.differ;
    }
}

/// A passage that stands in both documents, up to small differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Where it stands in `a`.
    pub a: Span,
    /// Where it stands in `b`.
    pub b: Span,
    /// Its length in syllables (with numbers and codes) of `b`.
    pub syllables: u32,
}

/// How alike two documents are. Shares are between 0 and 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Similarity {
    /// Distinct shingles in common, as share of those of both; stock passages do not count.
    pub jaccard: f64,
    /// Distinct shingles in common, as share of those of `a`.
    pub containment_a: f64,
    /// Distinct shingles in common, as share of those of `b`.
    pub containment_b: f64,
    /// Words that lie in shared passages, as share of those of `a`. Typing errors lower it less than containment.
    pub coverage_a: f64,
    /// Words that lie in shared passages, as share of those of `b`.
    pub coverage_b: f64,
    /// Numbers at the same place.
    pub numbers: Slots,
    /// Capitalised words at the same place that do not open a sentence.
    pub names: Slots,
    /// Words at the same place that differ in tone and shape marks alone; they are shared all the same.
    pub respelt: u32,
}

impl Similarity {
    /// That of documents that are equal as keys, in which nothing stands at the same place of two.
    pub const EQUAL: Self = Self {
        jaccard: 1.0,
        containment_a: 1.0,
        containment_b: 1.0,
        coverage_a: 1.0,
        coverage_b: 1.0,
        numbers: Slots { agree: 0, differ: 0 },
        names: Slots { agree: 0, differ: 0 },
        respelt: 0,
    };

    /// `2 of 3 numbers and 5 of 5 syllables of names agree`, of those that there are.
    fn slots_in_words(&self) -> Option<String> {
        let of = |slots: Slots, what: &str| {
            let all = slots.agree + slots.differ;
            (all > 0).then(|| format!("{} of {all} {what}", slots.agree))
        };
        let told: Vec<String> = [of(self.numbers, "numbers"), of(self.names, "syllables of names")]
            .into_iter()
            .flatten()
            .collect();
        (!told.is_empty()).then(|| format!("{} agree", told.join(" and ")))
    }
}

/// What two documents are to each other, and the figures that say so.
///
/// `a` is the fuller one: more words, and between documents of as many words one that does not depend on their order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Relation {
    /// Index of the fuller document.
    pub a: u32,
    /// Index of the other.
    pub b: u32,
    /// What they are to each other.
    pub kind: RelationKind,
    /// How alike they are.
    #[serde(flatten)]
    pub similarity: Similarity,
    /// The longest aligned passages, longest first; none where the documents are equal.
    pub passages: Box<[Passage]>,
}

impl Relation {
    /// Why the documents are held to be what `kind` says, in words.
    pub fn reason(&self) -> String {
        // To the nearest, as tables show it, but all is said only of all.
        let percent = |share: f64| if share < 1.0 { (100.0 * share).round().min(99.0) } else { 100.0 };
        let similarity = &self.similarity;
        let (a, b) = (percent(similarity.containment_a), percent(similarity.containment_b));
        let (words_a, words_b) = (percent(similarity.coverage_a), percent(similarity.coverage_b));
        let longest = self.passages.first().map_or(0, |passage| passage.syllables);
        let agree = |mark| similarity.slots_in_words().map_or(String::new(), |told| format!("{mark} {told}"));
        match self.kind {
            RelationKind::Exact => "equal byte for byte".to_owned(),
            RelationKind::Normalised => {
                "equal but for case, white space, tone placement, Unicode form, the shape of marks, or \
                 what stands around the article"
                    .to_owned()
            }
            // Typing errors all over leave few shingles, and most words.
            RelationKind::Near if a.min(b) < 50.0 && words_a.min(words_b) > a.min(b) => format!(
                "{words_a} % of the syllables of a and {words_b} % of those of b stand in shared passages{}",
                agree(';')
            ),
            RelationKind::Near => {
                let respelt = match similarity.respelt {
                    0 => String::new(),
                    1 => ", one syllable of them with other marks".to_owned(),
                    respelt => format!(", {respelt} syllables of them with other marks"),
                };
                format!("{a} % of a and {b} % of b are shared{respelt}{}", agree(';'))
            }
            RelationKind::Cut => {
                format!("b is a shortened copy of a; {} % of b stand in a", b.max(words_b))
            }
            RelationKind::Contains => {
                format!("{b} % of b stand in a, which goes on about something else ({a} % of a are shared)")
            }
            RelationKind::Merges => format!("a holds b ({b} % of it) and another document beside it"),
            RelationKind::SameForm => {
                format!("same wording ({b} % of b stand in a), other report{}", agree(':'))
            }
            RelationKind::SharesPassage => {
                format!("a passage of {longest} syllables in common, {a} % of a and {b} % of b")
            }
        }
    }
}

/// The relations within a class of documents that are equal as keys, which stand in order of rank: those equal byte
/// for byte side by side. Of more than `star_above` only those with the first one.
pub(super) fn within(
    class: &[u32],
    same_bytes: impl Fn(u32, u32) -> bool,
    star_above: usize,
) -> Vec<Relation> {
    let equal = |a: u32, b: u32| {
        let kind = if same_bytes(a, b) { RelationKind::Exact } else { RelationKind::Normalised };
        Relation { a, b, kind, similarity: Similarity::EQUAL, passages: Box::default() }
    };
    if class.len() <= star_above {
        let pairs =
            class.iter().enumerate().flat_map(|(at, &a)| class[at + 1..].iter().map(move |&b| (a, b)));
        return pairs.map(|(a, b)| equal(a, b)).collect();
    }
    let mut star = Vec::with_capacity(class.len());
    for copies in class.chunk_by(|&a, &b| same_bytes(a, b)) {
        if copies[0] != class[0] {
            star.push(equal(class[0], copies[0]));
        }
        star.extend(copies[1..].iter().map(|&copy| equal(copies[0], copy)));
    }
    star
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_said_as_tables_show_them() {
        let relation = |containment_b: f64| Relation {
            a: 0,
            b: 1,
            kind: RelationKind::Merges,
            similarity: Similarity { containment_b, ..Similarity::EQUAL },
            passages: Box::default(),
        };
        for (share, percent) in [(0.5251, 53), (0.975, 98), (0.974, 97), (0.996, 99), (1.0, 100)] {
            let reason = relation(share).reason();
            assert_eq!(reason, format!("a holds b ({percent} % of it) and another document beside it"));
        }
    }
}
