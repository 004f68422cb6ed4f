//! What two classes of equal documents are to each other, and the relations between their documents.

use super::align::{Aligned, Comparison};
use super::fingerprint::Sketch;
use super::kind::{kind, lead};
use super::relate::Settings;
use super::relation::{Lead, Passage, Relation, RelationKind, Side, Similarity};
use rayon::prelude::*;
use std::borrow::Cow;

/// A relation between two classes of equal documents, by rank.
pub(super) struct Finding {
    pub(super) a: u32,
    pub(super) b: u32,
    pub(super) kind: RelationKind,
    pub(super) similarity: Similarity,
    pub(super) lead: Lead,
    /// Which of the two lacks the marks that the other has.
    pub(super) bare: Option<Side>,
    /// The longest passages, in words.
    pub(super) passages: Vec<Aligned>,
}

impl Finding {
    /// How many passages are shown.
    const PASSAGES: usize = 3;

    pub(super) fn of(
        (a, sketch_a): (u32, &Sketch),
        (b, sketch_b): (u32, &Sketch),
        mut comparison: Comparison,
        settings: &Settings,
    ) -> Option<Self> {
        let kind = kind(sketch_a, sketch_b, &comparison, settings)?;
        // Of a near copy or another report nobody asks.
        let main = comparison.main().filter(|_| is_part(kind));
        let lead = main.map_or(Lead::No, |main| lead(sketch_a, main, &comparison));
        comparison.passages.sort_by_key(|passage| (std::cmp::Reverse(passage.evidence), passage.b.start));
        comparison.passages.truncate(Self::PASSAGES);
        let Comparison { similarity, bare, passages, .. } = comparison;
        Some(Self { a, b, kind, similarity, lead, bare, passages })
    }

    /// Whether `b` stands in `a`, which has more.
    pub(super) fn is_part(&self) -> bool {
        is_part(self.kind)
    }

    /// Whether `b` is a copy of `a` in its own right.
    pub(super) fn joins(&self) -> bool {
        matches!(self.kind, RelationKind::Near | RelationKind::Cut)
    }

    /// The relation between two documents of the classes.
    fn relation(&self, (a, sketch_a): (u32, &Sketch), (b, sketch_b): (u32, &Sketch)) -> Relation {
        let passage = |passage: &Aligned| Passage {
            a: sketch_a.span(passage.a.clone()),
            b: sketch_b.span(passage.b.clone()),
            syllables: passage.b.len() as u32,
        };
        Relation {
            a,
            b,
            kind: self.kind,
            similarity: self.similarity,
            passages: self.passages.iter().map(passage).collect(),
        }
    }
}

fn is_part(kind: RelationKind) -> bool {
    matches!(kind, RelationKind::Contains | RelationKind::Cut)
}

/// The relations between the documents of classes; findings with the same `a` stand side by side.
pub(super) fn relations<'c, 's, E: Send>(
    findings: &[&Finding],
    class: impl Fn(u32) -> &'c [u32] + Sync,
    sketch: impl Fn(u32) -> Result<Cow<'s, Sketch>, E> + Sync,
    star_above: usize,
) -> Result<Vec<Relation>, E> {
    let sketches =
        |numbers: &[u32]| numbers.iter().map(|&number| sketch(number)).collect::<Result<Vec<_>, E>>();
    let shown = |class: &'c [u32], other: &[u32]| match class.len().max(other.len()) > star_above {
        true => &class[..1],
        false => class,
    };
    // A volume is brought into memory once, not once for each article in it.
    let of_a = |findings: &[&Finding]| {
        let class_a = class(findings[0].a);
        let sketches_a = sketches(shown(class_a, &[]))?;
        let mut relations = Vec::new();
        for finding in findings {
            let class_b = shown(class(finding.b), class_a);
            let sketches_b = sketches(class_b)?;
            for (&a, sketch_a) in shown(class_a, class(finding.b)).iter().zip(&sketches_a) {
                let of_pair = class_b.iter().zip(&sketches_b);
                relations
                    .extend(of_pair.map(|(&b, sketch_b)| finding.relation((a, sketch_a), (b, sketch_b))));
            }
        }
        Ok(relations)
    };
    let found: Vec<Vec<Relation>> =
        findings.par_chunk_by(|one, next| one.a == next.a).map(of_a).collect::<Result<_, E>>()?;
    Ok(found.into_iter().flatten().collect())
}
