//! New documents among themselves and against documents that were sketched before, which are looked up and not held.

mod conclusion;
mod round;
#[cfg(test)]
mod tests;

use super::entries::Entries;
use super::finding::Finding;
use super::fingerprint::{Identity, Sketch};
use super::parts::{name_leads, name_mergers};
use super::relate::{Duplicates, Settings, find, ranked};
use super::sample::Sample;
use super::sketches::Sketched;
use rayon::prelude::*;
use round::Round;
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::OnceLock;

/// Documents that were sketched before, numbered from 0.
pub(crate) trait Known: Sync {
    /// What goes wrong.
    type Error: Send;

    /// Number of documents.
    fn count(&self) -> u32;

    /// What documents are known by; `numbers` are in order.
    fn known_by(&self, numbers: &[u32]) -> Result<Vec<(Identity, Sample)>, Self::Error>;

    /// The sketch of a document.
    fn sketch(&self, number: u32) -> Result<Sketch, Self::Error>;

    /// The documents that stand in the postings of sampled shingles: one of each class of equal documents. `hashes`
    /// are in order.
    fn holders(&self, hashes: &[u32]) -> Result<Vec<(u32, u32)>, Self::Error>;

    /// The documents that were filed under these keys, and may be equal to those that have these. `keys` are in order.
    fn equal(&self, keys: &[u32]) -> Result<Vec<(u32, u32)>, Self::Error>;

    /// The first of the documents that are equal to one which stands in postings.
    fn first(&self, posted: u32) -> Result<u32, Self::Error>;

    /// The document that is kept for a document, itself or another.
    fn kept(&self, number: u32) -> Result<u32, Self::Error>;

    /// The shingles that are stock, in order.
    fn stock(&self) -> Result<Vec<u32>, Self::Error>;
}

/// What a class of equal documents is filed under.
fn key(keys: u128) -> u32 {
    keys as u32
}

/// What new documents are to each other and to known ones, and what is to be known from now on. New documents have the
/// numbers behind those of the known ones.
pub(crate) struct Found {
    /// Relations and groups with at least one new document. The documents in it are first those of `mentioned`, then
    /// the new ones.
    pub(crate) duplicates: Duplicates,
    /// The numbers of the known documents that `duplicates` speaks of, in order.
    pub(crate) mentioned: Vec<u32>,
    pub(crate) learned: Learned,
}

/// What is to be known besides the new documents and their sketches.
#[derive(Default)]
pub(crate) struct Learned {
    /// Postings: hash and number, in order.
    pub(crate) postings: Vec<(u32, u32)>,
    /// Keys and numbers, in order.
    pub(crate) keys: Vec<(u32, u32)>,
    /// Which document is the first of a class now.
    pub(crate) firsts: Vec<(u32, u32)>,
    /// All shingles that are stock now, in order.
    pub(crate) stock: Vec<u32>,
}

/// Finds how new documents are related to each other and to known ones: as [`relate`](super::relate) would if it had
/// all of them, known ones first, but for two things. Known documents that were kept stay, and how known ones are related
/// among themselves stays as it was found, with the stock passages known then.
pub(crate) fn relate_to_known<K: Known, S: Sketched + ?Sized>(
    known: &K,
    new: &S,
    settings: &Settings,
) -> Result<Found, K::Error>
where
    K::Error: From<S::Error>,
{
    let mut against = Against { known, new, settings, classes: Vec::new(), of_keys: HashMap::new() };
    against.classify()?;
    let (places, findings, stock) = against.round(&Asked::New, known.stock()?)?;

    // Whether `b` is one of several that `a` holds, or its lead, is a question about everything that `a` holds.
    let held = findings.iter().filter(|finding| finding.is_part());
    let mut holders: Vec<u32> = held
        .flat_map(|finding| [finding.a, finding.b])
        .filter_map(|rank| match places[rank as usize].class {
            Class::Known(posted) => Some(posted),
            Class::New(_) => None,
        })
        .collect();
    holders.sort_unstable();
    holders.dedup();
    let mut rounds = vec![(places, findings)];
    if !holders.is_empty() {
        let (places, findings, _) = against.round(&Asked::Known(holders), stock.clone())?;
        rounds.push((places, findings));
    }
    let (places, mut findings) = merged(rounds);

    name_mergers(&mut findings);
    name_leads(&mut findings, settings);
    against.conclude(&places, &findings, stock)
}

/// A class of documents that are equal as keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Class {
    /// One with a new document in it, by its place in [`Against::classes`].
    New(usize),
    /// One of known documents only, by the one that stands in postings.
    Known(u32),
}

/// What a round asks for.
enum Asked {
    /// What all classes with a new document are to all.
    New,
    /// What some classes of known documents only are to all such, by those that stand in postings, in order.
    Known(Vec<u32>),
}

/// What a round tells: classes by rank, what they are to each other, which shingles are stock.
type Told = (Vec<Place>, Vec<Finding>, Vec<u32>);

/// A class with a new document in it.
struct Members {
    /// Numbers, in the order of their ranks.
    numbers: Vec<u32>,
    /// One of the new documents among them, by its number among these.
    new: u32,
    /// The known document of this class that stands in postings.
    posted: Option<u32>,
}

/// A class at its rank.
#[derive(Clone, Copy)]
struct Place {
    words: u32,
    keys: u128,
    sample: Sample,
    class: Class,
}

impl Place {
    fn rank(&self) -> (Reverse<u32>, u128) {
        (Reverse(self.words), self.keys)
    }
}

struct Against<'a, K, S: ?Sized> {
    known: &'a K,
    new: &'a S,
    settings: &'a Settings,
    classes: Vec<Members>,
    of_keys: HashMap<u128, usize>,
}

impl<K: Known, S: Sketched + ?Sized> Against<'_, K, S>
where
    K::Error: From<S::Error>,
{
    /// The number among the new documents of one of them.
    fn of_new(&self, number: u32) -> Option<u32> {
        number.checked_sub(self.known.count())
    }

    /// What a new document is known by, by its number among these.
    fn identity(&self, new: u32) -> Identity {
        self.new.identity(new)
    }

    /// The sketch of a document, new or known.
    fn sketch(&self, number: u32) -> Result<Cow<'_, Sketch>, K::Error> {
        match self.of_new(number) {
            Some(new) => Ok(self.new.sketch(new)?),
            None => self.known.sketch(number).map(Cow::Owned),
        }
    }

    /// Sorts the new documents into classes, with the known ones that are equal to them.
    fn classify(&mut self) -> Result<(), K::Error> {
        let order = ranked(self.new);
        let (new, first_new) = (self.new, self.known.count());
        let identity = |at: u32| new.identity(at);
        for class in order.chunk_by(|&a, &b| identity(a).keys == identity(b).keys) {
            self.of_keys.insert(identity(class[0]).keys, self.classes.len());
            let numbers = class.iter().map(|at| at + first_new).collect();
            self.classes.push(Members { numbers, new: class[0], posted: None });
        }
        let keys: Vec<u128> = self.classes.iter().map(|class| identity(class.new).keys).collect();
        for (class, known) in self.equals(&keys)?.into_iter().enumerate() {
            let class = &mut self.classes[class];
            let new = class.numbers.iter().map(|&number| (identity(number - first_new).bytes, number));
            let mut all: Vec<(u128, u32)> = known.into_iter().chain(new).collect();
            all.sort_unstable();
            class.numbers = all.into_iter().map(|(_, number)| number).collect();
        }
        Ok(())
    }

    /// For each of some classes, by their keys, the known documents in it, with the hashes of their bytes, in order.
    fn equals(&self, of: &[u128]) -> Result<Vec<Vec<(u128, u32)>>, K::Error> {
        let mut keys: Vec<u32> = of.iter().map(|&keys| key(keys)).collect();
        keys.sort_unstable();
        keys.dedup();
        let mut numbers: Vec<u32> = self.known.equal(&keys)?.into_iter().map(|(_, number)| number).collect();
        numbers.sort_unstable();
        let mut by_keys: HashMap<u128, Vec<(u128, u32)>> = HashMap::new();
        for ((identity, _), number) in self.known.known_by(&numbers)?.into_iter().zip(numbers) {
            by_keys.entry(identity.keys).or_default().push((identity.bytes, number));
        }
        let sorted = |keys: &u128| {
            let mut class = by_keys.get(keys).cloned().unwrap_or_default();
            class.sort_unstable();
            class
        };
        Ok(of.iter().map(sorted).collect())
    }

    /// The classes that share shingles with those asked for, by rank, what they are to those, and what is stock then.
    fn round(&mut self, asked: &Asked, stock: Vec<u32>) -> Result<Told, K::Error> {
        let hashes = self.hashes(asked)?;
        let holders = self.known.holders(&hashes)?;
        let mut numbers: Vec<u32> = holders.iter().map(|&(_, number)| number).collect();
        numbers.par_sort_unstable();
        numbers.dedup();
        let (places, ranks) = self.places(&numbers)?;
        let rank = |number: u32| ranks[numbers.binary_search(&number).unwrap_or_default()];
        let held = holders.into_par_iter().map(|(hash, number)| (hash, rank(number))).collect();
        let entries = self.entries(held, &hashes, &places)?;

        let is_asked = |place: &Place| match (asked, place.class) {
            (Asked::New, Class::New(_)) => true,
            (Asked::Known(asked), Class::Known(posted)) => asked.binary_search(&posted).is_ok(),
            _ => false,
        };
        let is_asked = places.iter().map(is_asked).collect();
        let of_known = matches!(asked, Asked::Known(_));
        let sampled = places.iter().map(|_| OnceLock::new()).collect();
        let round = Round { against: self, places: &places, is_asked, of_known, sampled };
        let (findings, stock) = find(&round, entries, &stock, self.settings)?;
        Ok((places, findings, stock))
    }

    /// The hashes of the sampled shingles of the classes asked for, in order, each once.
    fn hashes(&self, asked: &Asked) -> Result<Vec<u32>, K::Error> {
        let mut hashes: Vec<u32> = Vec::new();
        match asked {
            Asked::New => {
                for class in &self.classes {
                    hashes.extend(self.new.sketch(class.new)?.sampled_shingles(|_| true));
                }
            }
            Asked::Known(asked) => {
                for &posted in asked {
                    let sketch = self.known.sketch(self.known.first(posted)?)?;
                    hashes.extend(sketch.sampled_shingles(|_| true));
                }
            }
        }
        hashes.par_sort_unstable();
        hashes.dedup();
        Ok(hashes)
    }

    /// The classes of known documents, given by `numbers`, and all with a new one, by rank; and the rank of each number. Of a
    /// class with both it is noted which known document of it stands in postings.
    fn places(&mut self, numbers: &[u32]) -> Result<(Vec<Place>, Vec<u32>), K::Error> {
        let mut places = Vec::with_capacity(numbers.len() + self.classes.len());
        let mut classes = Vec::with_capacity(numbers.len());
        for ((identity, sample), &number) in self.known.known_by(numbers)?.into_iter().zip(numbers) {
            let class = match self.of_keys.get(&identity.keys) {
                Some(&at) => {
                    self.classes[at].posted = Some(number);
                    Class::New(at)
                }
                None => {
                    let class = Class::Known(number);
                    places.push(Place { words: identity.words, keys: identity.keys, sample, class });
                    class
                }
            };
            classes.push(class);
        }
        for (at, class) in self.classes.iter().enumerate() {
            let (Identity { words, keys, .. }, sample) = self.new.sketch(class.new)?.known_by();
            places.push(Place { words, keys, sample, class: Class::New(at) });
        }
        places.par_sort_unstable_by_key(Place::rank);
        let ranks: HashMap<Class, u32> =
            places.iter().zip(0..).map(|(place, rank)| (place.class, rank)).collect();
        let ranks = classes.iter().map(|class| ranks[class]).collect();
        Ok((places, ranks))
    }

    /// The entries of the looked up `hashes`: those of known documents, `held`, and those of classes of which none stands in
    /// postings.
    fn entries(
        &self,
        mut held: Vec<(u32, u32)>,
        hashes: &[u32],
        places: &[Place],
    ) -> Result<Entries, K::Error> {
        for (place, rank) in places.iter().zip(0..) {
            let Class::New(at) = place.class else { continue };
            let class = &self.classes[at];
            if class.posted.is_none() {
                let looked_up = |hash: u32| hashes.binary_search(&hash).is_ok();
                let sampled = self.new.sketch(class.new)?.sampled_shingles(looked_up);
                held.extend(sampled.into_iter().map(|hash| (hash, rank)));
            }
        }
        Ok(Entries::of_all(&held))
    }
}

/// The findings of all rounds, with the places that they speak of and those of all new documents.
fn merged(rounds: Vec<(Vec<Place>, Vec<Finding>)>) -> (Vec<Place>, Vec<Finding>) {
    let mut all: Vec<Place> = Vec::new();
    for (places, findings) in &rounds {
        all.extend(places.iter().filter(|place| matches!(place.class, Class::New(_))));
        all.extend(
            findings.iter().flat_map(|finding| [places[finding.a as usize], places[finding.b as usize]]),
        );
    }
    all.sort_unstable_by_key(Place::rank);
    all.dedup_by_key(|place| place.keys);
    let ranks: HashMap<u128, u32> = all.iter().zip(0..).map(|(place, rank)| (place.keys, rank)).collect();
    let mut merged = Vec::new();
    for (places, findings) in rounds {
        merged.extend(findings.into_iter().map(|mut finding| {
            finding.a = ranks[&places[finding.a as usize].keys];
            finding.b = ranks[&places[finding.b as usize].keys];
            finding
        }));
    }
    merged.sort_unstable_by_key(|finding| (finding.a, finding.b));
    (all, merged)
}
