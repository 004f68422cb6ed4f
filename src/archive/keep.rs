//! Which copy is kept.

use crate::date::Moment;
use crate::dedup::Duplicates;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::cmp::{Ordering, Reverse};
use std::str::FromStr;

/// What makes one copy worth more than another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rule {
    /// The one that was published first; undated ones come last.
    Earliest,
    /// The one with most words.
    Longest,
    /// The one that was read first.
    First,
    /// The one from a source that stands earlier in this list; other sources come last.
    Source(Vec<String>),
}

/// Rules in the order in which they are asked of the [candidates](crate::dedup::Group::candidates) of a group; where all are
/// of two minds, the document that [`Group`](crate::dedup::Group) names first stays, which does not depend on the order of
/// input (but for documents that are equal byte for byte).
///
/// ```
/// use chinhluan::archive::{Claim, Keep, Rule};
/// use chinhluan::dedup::{Duplicates, Group};
/// let group = Group { survivor: 0, members: vec![0, 1], candidates: vec![0, 1] };
/// let duplicates = Duplicates { groups: vec![group], ..Duplicates::default() };
/// let claims = [300, 310, 90].map(|words| Claim { words, ..Claim::default() });
/// assert_eq!(Keep(vec![Rule::Longest]).survivors(&duplicates, &claims), [1, 1, 2]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Keep(pub Vec<Rule>);

/// What a document has to say for itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// When it was published.
    pub published: Option<Moment>,
    /// Where.
    pub source: Option<String>,
    /// Number of its words.
    pub words: usize,
}

impl FromStr for Rule {
    type Err = Error;

    /// The rule called `earliest`, `longest` or `first`; [`Rule::Source`] needs a list.
    fn from_str(name: &str) -> Result<Self> {
        match name {
            "earliest" => Ok(Self::Earliest),
            "longest" => Ok(Self::Longest),
            "first" => Ok(Self::First),
            other => Err(Error::Settings(format!(
                "no rule `{other}` for what to keep; there are: earliest, longest, first, source:FILE"
            ))),
        }
    }
}

impl Keep {
    /// For each document, which one is kept in its place: itself, or a candidate of its group. `claims` are those of the
    /// documents in the order of the sketches that `duplicates` came from.
    pub fn survivors(&self, duplicates: &Duplicates, claims: &[Claim]) -> Vec<u32> {
        let mut kept: Vec<u32> = (0..claims.len() as u32).collect();
        for group in &duplicates.groups {
            // Of equals `min_by` takes the first, and candidates stand in the order in which they would survive.
            let best = group.candidates.iter().copied().min_by(|&a, &b| self.compare(a, b, claims));
            for &member in &group.members {
                kept[member as usize] = best.unwrap_or(member);
            }
        }
        kept
    }

    /// Which of two documents has the better claim: the lesser one.
    fn compare(&self, a: u32, b: u32, claims: &[Claim]) -> Ordering {
        let (of_a, of_b) = (&claims[a as usize], &claims[b as usize]);
        let by = |rule: &Rule| match rule {
            Rule::Earliest => {
                let key = |claim: &Claim| (claim.published.is_none(), claim.published);
                key(of_a).cmp(&key(of_b))
            }
            Rule::Longest => Reverse(of_a.words).cmp(&Reverse(of_b.words)),
            Rule::First => a.cmp(&b),
            Rule::Source(sources) => {
                let place = |claim: &Claim| {
                    let source = claim.source.as_deref().unwrap_or_default();
                    sources.iter().position(|name| name == source).unwrap_or(sources.len())
                };
                place(of_a).cmp(&place(of_b))
            }
        };
        self.0.iter().map(by).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dedup::Group;

    fn claim(date: &str, source: &str, words: usize) -> Claim {
        Claim { published: Moment::of_metadata(date), source: Some(source.into()), words }
    }

    #[test]
    fn rules_are_asked_in_their_order() {
        let group = Group { survivor: 2, members: vec![2, 0, 1, 3], candidates: vec![2, 0, 1, 3] };
        let duplicates = Duplicates { groups: vec![group], ..Duplicates::default() };
        let claims = [
            claim("2012-05-14", "Báo Vân Sơn", 300),
            claim("2012-05-13", "Báo Trường Hà", 300),
            claim("", "Báo Thạch Hải", 310),
            claim("2012-05-13", "Báo Vân Sơn", 290),
            claim("2011-01-01", "Báo Vân Sơn", 900),
        ];
        let survivor = |keep: &Keep| {
            let kept = keep.survivors(&duplicates, &claims);
            assert!(kept[..4].iter().all(|&one| one == kept[0]) && kept[4] == 4);
            kept[0]
        };
        let of = |rules: &str| survivor(&Keep(rules.split(',').map(|rule| rule.parse().unwrap()).collect()));
        assert_eq!(survivor(&Keep::default()), 2);
        assert_eq!((of("longest"), of("first"), of("earliest"), of("earliest,longest")), (2, 0, 1, 1));
        let source = |names: &[&str]| Rule::Source(names.iter().map(|name| name.to_string()).collect());
        assert_eq!(survivor(&Keep(vec![source(&["Báo Vân Sơn"]), Rule::Earliest])), 3);
        assert_eq!(survivor(&Keep(vec![source(&["Báo Lạ"]), Rule::First])), 0);
    }
}
